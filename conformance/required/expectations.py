"""The result that each dialect must give to each behaviour, and the basis for it.

A TOML file for each dialect; a table for each behaviour:

    ["receive.end"]
    section = "socket-recv"          # the place in the document
    basis = "document"               # or "implementation", "platform", "design": see `Basis`
    end = '(returned #u8"")'         # label = pattern in the neutral notation

The file begins with `document = "…"`, the document's name; a table may name another. With
`based-on = "…"`, the file of another dialect or a list of such, it has tables only for what is
different from the first of these that has one. In a table
`outcome = "waits"` stands for a program that waits for ever once it has given what is stated. In
patterns `(posix AI_ALL AI_NUMERICHOST)` is the bitwise or of the platform's values, and
`(errno ECONNREFUSED)` the platform's number for that error.

Where a dialect's ports do otherwise than most, it says so once. A table of policies, before the
behaviours, names for each the place in the document that states it:

    [policies]
    reads-ahead = { section = "Ports", basis = "implementation" }

The answers under a policy are in `data/policies.toml`. They count in place of those of
`based-on`, and a table of the dialect's own in place of them.

`usual.toml` holds, for each behaviour, the patterns that several dialects share. A dialect's table
states only the patterns that differ, but always its own section and basis: the same answer may be
required by one document and left open by another.
"""

from __future__ import annotations

import errno
import functools
import operator
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any, Final, Literal, get_args

from attrs import evolve, frozen

from ...core.constants import constant
from ..data import DataError, cached, file, folders, merged, read_toml
from .notation import Datum, NotationError, Symbol, matches, read

__all__ = ["TO_BE_JUDGED", "WAITS", "Basis", "Expectation", "Expectations", "load"]

Basis = Literal["document", "implementation", "platform", "design"]
"""The source of an expectation: the document states it; or the document is silent, and the
implementation was observed to do so, POSIX or the kernel decides, or this project decided."""


WAITS: Final[Datum] = (Symbol("waits"),)
"""What stands, in place of a pattern, where a program waits for ever before the observation."""
TO_BE_JUDGED: Final = "to be judged"
"""What stands, in place of a section, until a person has judged an observation by the document."""


@frozen
class Expectation:
    """The patterns expected of a behaviour, by label, with their place in a document and basis.

    In `observations` constants are the platform's numbers, in `written` they have their names.
    `waits` says that the program is to wait for ever after these observations.
    """

    document: str
    section: str
    basis: Basis
    observations: Mapping[str, Datum]
    written: Mapping[str, Datum]
    waits: bool = False

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
    for name, stated in (*_under_policies(path, tables.pop("policies", {})), *tables.items()):
        if not isinstance(stated, dict):
            raise DataError(f"{path}: {name} is no table")
        usual = {} if "outcome" in stated else _usual().get(name, {})
        found[name] = {"document": document, **usual, **stated}
    return found


def _under_policies(path: Traversable, stated: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what behaviours give under the policies that a dialect states."""
    known = merged("policies")
    if not isinstance(stated, dict) or not all(
        isinstance(place, dict) for place in stated.values()
    ):
        raise DataError(f"{path}: policies must be a table of sections by policy")
    for policy, place in stated.items():
        if policy not in known:
            raise DataError(f"{path}: {policy} is no policy; there are {', '.join(known)}")
        if "section" not in place or place.keys() - {"section", "basis", "document"}:
            raise DataError(f"{path}: {policy} needs the section that states it")
        for name, patterns in known[policy].items():
            yield name, {**patterns, **place}


@cached
def _usual() -> Mapping[str, Mapping[str, str]]:
    return merged("expectations", "usual")


def _expectation(table: Mapping[str, str]) -> Expectation:
    stated = dict(table)
    document = stated.pop("document")
    section = stated.pop("section", None)
    if section is None:
        raise ValueError("section is missing, the place in the document")
    basis = _BASES.get(stated.pop("basis", "document"))
    if basis is None:
        raise ValueError(f"basis must be one of {', '.join(_BASES)}")
    outcome = stated.pop("outcome", None)
    if outcome not in (None, "waits"):
        raise ValueError(f'outcome can be "waits" alone, not {outcome!r}')
    written = {label: _pattern(label, pattern) for label, pattern in stated.items()}
    observations = {label: _with_constants(pattern) for label, pattern in written.items()}
    return Expectation(document, section, basis, observations, written, outcome is not None)


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
