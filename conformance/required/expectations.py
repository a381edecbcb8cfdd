"""The result that each dialect must give to each behaviour, and the basis for it.

A TOML file for each dialect; a table for each behaviour:

    ["receive.end"]
    section = "socket-recv"          # the place in the document
    basis = "document"               # or "implementation", "platform", "design": see `Basis`
    end = '(returned #u8"")'         # label = pattern in the neutral notation

The file begins with `document = "…"`, the document's name; a table may name another. With
`based-on = "…"`, the file of another dialect or a list of such, it has tables only for what is
different from the first of these that has one. In a table `outcome = "waits"` stands for a program
that waits for ever once it has given what is stated, and `outcome = "not-asked"`, with a `reason`,
for a question that makes no sense of the dialect. In patterns `(posix AI_ALL AI_NUMERICHOST)` is
the bitwise or of the platform's values, and `(errno ECONNREFUSED)` the platform's number for that
error.

Where a dialect does otherwise than most in many questions, it says so once, in a table of
`policies` before the behaviours. What they say counts in place of `based-on`, and a table of the
dialect's own in place of them.

`usual.toml` holds, for each behaviour, the patterns that several dialects share. A dialect's table
states only the patterns that differ, but always its own section and basis: the same answer may be
required by one document and left open by another.
"""

from __future__ import annotations

import errno
import functools
import operator
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal, get_args

from attrs import evolve, frozen

from ...core.constants import constant
from ..data import DataError, cached, file, folders, merged, read_toml
from ..data.shapes import Shape
from .notation import Datum, NotationError, Symbol, matches, read
from .policies import NOT_ASKED, rows_under

__all__ = [
    "TO_BE_JUDGED",
    "USUAL",
    "WAITS",
    "Basis",
    "Expectation",
    "Expectations",
    "load",
    "not_asked",
    "policies_of",
]

Basis = Literal["document", "implementation", "platform", "design"]
"""The source of an expectation: the document states it; or the document is silent, and the
implementation was observed to do so, POSIX or the kernel decides, or this project decided."""


WAITS: Final[Datum] = (Symbol("waits"),)
"""What stands, in place of a pattern, where a program waits for ever before the observation."""
USUAL: Shape = {...: {...: str}}
"""The shape of `usual.toml`: a pattern for each label in a table for each behaviour."""
TO_BE_JUDGED: Final = "to be judged"
"""What stands, in place of a section, until a person has judged an observation by the document."""


@frozen
class Expectation:
    """The patterns expected of a behaviour, by label, with their place in a document and basis.

    In `observations` constants are the platform's numbers, in `written` they have their names.
    `waits` says that the program is to wait for ever after these observations. `unasked` is the
    reason for which the question makes no sense of the dialect; "" if it does.
    """

    document: str
    section: str
    basis: Basis
    observations: Mapping[str, Datum]
    written: Mapping[str, Datum]
    waits: bool = False
    unasked: str = ""

    @property
    def citation(self) -> str:
        """The place in the document, in words."""
        place = f"{self.document}, {self.section}"
        return place if self.basis == "document" else f"{place} ({_WORDS[self.basis]})"

    def stated(self, label: str) -> Datum:
        """Return the pattern under a label as written, or `WAITS` where none can be observed."""
        return self.written.get(label, WAITS) if self.waits else self.written[label]

    def in_order(self, labels: Iterable[str]) -> Expectation:
        """Return the same expectation with its patterns in the order of `labels`.

        Those under other labels come last.
        """
        return evolve(
            self,
            observations=_sorted_by(labels, self.observations),
            written=_sorted_by(labels, self.written),
        )

    def unmet(self, observations: Mapping[str, Datum]) -> list[str]:
        """Return the labels under which nothing was observed, or something else."""
        return [
            label
            for label, pattern in self.observations.items()
            if label not in observations or not matches(pattern, observations[label])
        ]


def _sorted_by(labels: Iterable[str], patterns: Mapping[str, Datum]) -> dict[str, Datum]:
    first = {label: patterns[label] for label in labels if label in patterns}
    return {**first, **patterns}


_BASES: dict[str, Basis] = {basis: basis for basis in get_args(Basis)}
_WORDS: dict[str, str] = {
    "implementation": "silent; as the implementation was seen to do",
    "platform": "silent; as POSIX has it",
    "design": "silent; as this project has it",
}


Expectations = Mapping[str, Expectation]


@cached
def load(dialect: str | Traversable) -> Expectations:
    """Return the expectations of a dialect among the data, or those in a file.

    A dialect may have none. Of a file in several folders of data, the first counts, and the
    others add what it lacks. Raises `DataError` for a file that is not as described above.
    """
    paths = [dialect] if not isinstance(dialect, str) else _files(f"{dialect}.toml")
    found: dict[str, Expectation] = {}
    for path in paths:
        for name, stated in _tables(path).items():
            try:
                found.setdefault(name, _expectation(stated))
            except (ValueError, AttributeError, TypeError) as error:
                raise DataError(f"{path}: {name}: {error}") from None
    return found


def _files(name: str) -> list[Traversable]:
    paths = (folder.joinpath("expectations", name) for folder in folders())
    return [path for path in paths if path.is_file()]


def _tables(path: Traversable, above: tuple[str, ...] = ()) -> dict[str, dict[str, str]]:
    """Return what is stated of each behaviour, with what it has in common with others."""
    if str(path) in above:
        raise DataError(f"{path}: it is based on itself")
    tables = read_toml(path)
    named = tables.pop("based-on", [])
    bases = [named] if isinstance(named, str) else named
    if not isinstance(bases, list) or not all(isinstance(base, str) for base in bases):
        raise DataError(f"{path}: based-on must be a dialect, or a list of dialects")
    document = tables.pop("document", None)
    if not isinstance(document, str):
        raise DataError(f'{path}: it does not begin with document = "…"')
    found: dict[str, dict[str, str]] = {}
    for base in reversed(bases):
        stating = file("expectations", f"{base}.toml")
        if not stating.is_file():
            raise DataError(f"{path}: there are no expectations of {base!r}")
        found |= _tables(stating, (*above, str(path)))
    try:
        under_policies = list(rows_under(tables.pop("policies", {})))
    except DataError:
        raise
    except ValueError as error:
        raise DataError(f"{path}: {error}") from None
    for name, stated in (*under_policies, *tables.items()):
        if not isinstance(stated, dict):
            raise DataError(f"{path}: {name} is no table")
        usual = {} if "outcome" in stated else _usual().get(name, {})
        found[name] = {"document": document, **usual, **stated}
    return found


def policies_of(dialect: str) -> frozenset[str]:
    """Return the policies that the expectations of a dialect, or those of a base, state.

    Raises `DataError` for a file that is not as described above.
    """
    load(dialect)  # so that the bases are there, and end
    found: set[str] = set()
    for path in _files(f"{dialect}.toml"):
        tables = read_toml(path)
        bases = tables.get("based-on", [])
        found.update(tables.get("policies", {}))
        found.update(*map(policies_of, [bases] if isinstance(bases, str) else bases))
    return frozenset(found)


def not_asked(policies: Any, document: str) -> Expectations:
    """Return the questions that are not asked under the policies that a real system states.

    A policy is cited from `document`, unless it names another. Raises `ValueError` for policies
    that are none, or under which questions are answered otherwise.
    """
    found = {name: {"document": document, **row} for name, row in rows_under(policies)}
    for name, row in found.items():
        if row.get("outcome") != NOT_ASKED:
            raise ValueError(f"a system's policies only say what is not asked, and {name} is")
    return {name: _expectation(row) for name, row in found.items()}


@cached
def _usual() -> Mapping[str, Mapping[str, str]]:
    return merged("expectations", "usual", shape=USUAL)


def _expectation(table: Mapping[str, Any]) -> Expectation:
    stated = dict(table)
    document = stated.pop("document")
    section = stated.pop("section", None)
    if section is None:
        raise ValueError("section is missing, the place in the document")
    if not isinstance(section, str) or not isinstance(document, str):
        raise ValueError("section and document must be texts")
    named = stated.pop("basis", "document")
    basis = _BASES.get(named) if isinstance(named, str) else None
    if basis is None:
        raise ValueError(f"basis must be one of {', '.join(_BASES)}")
    outcome = stated.pop("outcome", None)
    if outcome not in (None, "waits", NOT_ASKED):
        raise ValueError(f'outcome can be "waits" or "not-asked", not {outcome!r}')
    unasked = stated.pop("reason", "") if outcome == NOT_ASKED else ""
    if outcome == NOT_ASKED and (not isinstance(unasked, str) or not unasked or stated):
        raise ValueError("a question that is not asked needs the reason, and nothing else")
    written = {label: _pattern(label, pattern) for label, pattern in stated.items()}
    observations = {label: _with_constants(pattern) for label, pattern in written.items()}
    return Expectation(
        document, section, basis, observations, written, outcome == "waits", unasked
    )


def _pattern(label: str, text: str) -> Datum:
    if not isinstance(text, str):
        raise ValueError(f"{label} must be a pattern, in quotes")
    try:
        return read(text)
    except NotationError as error:
        raise ValueError(f"{label}: {error}") from None


def _with_constants(pattern: Datum) -> Datum:
    if not isinstance(pattern, tuple):
        return pattern
    if pattern[:1] == (Symbol("posix"),):
        values = (constant(str(name)) for name in pattern[1:])
        return functools.reduce(operator.or_, (value for value in values if value is not None), 0)
    if pattern[:1] == (Symbol("errno"),):
        (name,) = pattern[1:]
        if not hasattr(errno, str(name)):
            raise ValueError(f"there is no errno {name}")
        number: int = getattr(errno, str(name))
        return number
    return tuple(map(_with_constants, pattern))
