"""What is expected of a dialect, behaviour by behaviour, and where that is from.

A TOML file for each dialect; a table for each behaviour:

    ["receive.end"]
    section = "socket-recv"          # the place in the document
    basis = "document"               # or "implementation", "platform", "design": see `Basis`
    end = '(returned #u8"")'         # label = pattern in the neutral notation

The file begins with `document = "…"`, the document's name; a table may name another. In patterns
`(posix AI_ALL AI_NUMERICHOST)` is the bitwise or of the platform's values, and
`(errno ECONNREFUSED)` the platform's number for that error.
"""

from __future__ import annotations

import errno
import functools
import operator
import tomllib
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from attrs import frozen

from ...core.constants import constant
from ..data import file
from .notation import Datum, Symbol, matches, read

__all__ = ["Basis", "Expectation", "Expectations", "load"]

Basis = Literal["document", "implementation", "platform", "design"]
"""Where an expectation comes from: the document says so; the document is silent and the
implementation was seen to do so; POSIX or the kernel decides; or all are silent and this project
decided."""


@frozen
class Expectation:
    """What is expected of a behaviour: patterns by label, the place, and where it comes from.

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

    def unmet(self, observations: Mapping[str, Datum]) -> list[str]:
        """The labels under which something else, or nothing, was observed."""
        return [
            label
            for label, pattern in self.observations.items()
            if label not in observations or not matches(pattern, observations[label])
        ]


_BASES: dict[str, Basis] = {basis: basis for basis in get_args(Basis)}
_WORDS: dict[str, str] = {
    "implementation": "silent; as the implementation was seen to do",
    "platform": "silent; as POSIX has it",
    "design": "silent; as this project has it",
}


Expectations = Mapping[str, Expectation]


@functools.cache
def load(dialect: str | Traversable) -> Expectations:
    """The expectations for a built-in dialect, or those in a file."""
    path = file("expectations", f"{dialect}.toml") if isinstance(dialect, str) else dialect
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    document = tables.pop("document")
    return {name: _expectation(document, name, table) for name, table in tables.items()}


def _expectation(document: str, name: str, table: dict[str, str]) -> Expectation:
    document = table.pop("document", document)
    section = table.pop("section")
    basis = _BASES.get(table.pop("basis", "document"))
    if basis is None:
        raise ValueError(f"{name}: basis must be one of {', '.join(_BASES)}")
    written = {label: read(pattern) for label, pattern in table.items()}
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
