"""The result that each dialect must give to each behaviour, and the basis for it.

A TOML file for each dialect; a table for each behaviour:

    ["receive.end"]
    section = "socket-recv"          # the place in the document
    basis = "document"               # or "implementation", "platform", "design": see `Basis`
    end = '(returned #u8"")'         # label = pattern in the neutral notation

The file begins with `document = "…"`, the document's name; a table may name another. In patterns
`(posix AI_ALL AI_NUMERICHOST)` is the bitwise or of the platform's values, and
`(errno ECONNREFUSED)` the platform's number for that error.

`usual.toml` holds, for each behaviour, the patterns that several dialects share. A dialect's table
states only the patterns that differ, but always its own section and basis: the same answer may be
required by one document and left open by another.
"""

from __future__ import annotations

import errno
import functools
import operator
import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from attrs import evolve, frozen

from ...core.constants import constant
from ..data import file, table
from .notation import Datum, Symbol, matches, read

__all__ = ["Basis", "Expectation", "Expectations", "load"]

Basis = Literal["document", "implementation", "platform", "design"]
"""The source of an expectation: the document states it; or the document is silent, and the
implementation was observed to do so, POSIX or the kernel decides, or this project decided."""


@frozen
class Expectation:
    """The patterns expected of a behaviour, by label, with their place in a document and basis.

    In `observations` constants are the platform's numbers, in `written` they have their names.
    """

    document: str
    section: str
    basis: Basis
    observations: Mapping[str, Datum]
    written: Mapping[str, Datum]

    @property
    def citation(self) -> str:
        """The place in the document, in words."""
        place = f"{self.document}, {self.section}"
        return place if self.basis == "document" else f"{place} ({_WORDS[self.basis]})"

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


@functools.cache
def load(dialect: str | Traversable) -> Expectations:
    """Return the expectations of a built-in dialect, or those in a file.

    Raises `ValueError` for a basis that is not one of `Basis`.
    """
    path = file("expectations", f"{dialect}.toml") if isinstance(dialect, str) else dialect
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    document = tables.pop("document")
    return {
        name: _expectation(name, {"document": document, **_usual().get(name, {}), **stated})
        for name, stated in tables.items()
    }


@functools.cache
def _usual() -> Mapping[str, Mapping[str, str]]:
    return table("expectations", "usual")


def _expectation(name: str, stated: dict[str, str]) -> Expectation:
    document = stated.pop("document")
    section = stated.pop("section")
    basis = _BASES.get(stated.pop("basis", "document"))
    if basis is None:
        raise ValueError(f"{name}: basis must be one of {', '.join(_BASES)}")
    written = {label: read(pattern) for label, pattern in stated.items()}
    observations = {label: _with_constants(pattern) for label, pattern in written.items()}
    return Expectation(document, section, basis, observations, written)


def _with_constants(pattern: Datum) -> Datum:
    if not isinstance(pattern, tuple):
        return pattern
    if pattern[:1] == (Symbol("posix"),):
        values = (constant(str(name)) for name in pattern[1:])
        return functools.reduce(operator.or_, (value for value in values if value is not None), 0)
    if pattern[:1] == (Symbol("errno"),):
        (name,) = pattern[1:]
        number: int = getattr(errno, str(name))
        return number
    return tuple(map(_with_constants, pattern))
