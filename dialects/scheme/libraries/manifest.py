"""Which library exports what, told without importing the modules that define it.

A library is written here as a list of sources: the module of `libraries` that defines the names,
and the names, or `None` for all that its table has. A library's name is what programs write, read
as text with one space between its parts.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

from attrs import field, frozen

from ..declaration import Entry, Table

__all__ = ["LIBRARIES", "Library", "Source", "table", "where_is"]


@frozen
class Source:
    """A module of `libraries`, and the names of its table that a library exports; None for all."""

    module: str
    names: str | None = None


@frozen
class Library:
    """A library: its sources, and the names that it has under another name."""

    sources: tuple[Source, ...]
    renamed: Mapping[str, str] = field(factory=dict)

    def exports(self) -> dict[str, Entry]:
        """Return what it exports, by the names that programs use."""
        found: dict[str, Entry] = {}
        for source in self.sources:
            names = table(source.module)
            wanted = names if source.names is None else source.names.split()
            found.update((name, names[name]) for name in wanted)
        for name, original in self.renamed.items():
            found[name] = found.pop(original)
        return found


@functools.cache
def table(module: str) -> Table:
    """Return the table of a module of `libraries`."""
    found = importlib.import_module(f"{__package__}.{module}").TABLE
    assert isinstance(found, Table)
    return found


def library(*sources: tuple[str, str | None], **renamed: str) -> Library:
    """Return a library of modules and the names that it takes from each."""
    return Library(tuple(Source(*source) for source in sources), renamed)


LIBRARIES: dict[str, Library] = {}
"""Every library that is a table, by its name."""


def where_is(name: str) -> tuple[str, ...]:
    """Return the libraries that export a name, for the message that it is missing."""
    return tuple(each for each, library in LIBRARIES.items() if name in library.exports())
