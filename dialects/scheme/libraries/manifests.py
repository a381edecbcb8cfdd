"""How a library says what it exports; see `manifest`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping

from attrs import field, frozen

from ..declaration import Entry, Table

__all__ = ["Library", "Source", "library", "table"]

_ABOVE = __package__.rpartition(".")[0]


@frozen
class Source:
    """A module, and the names of its table that a library exports; None for all."""

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
    """Return the table of a module, named below `dialects.scheme`."""
    found = importlib.import_module(f"{_ABOVE}.{module}").TABLE
    assert isinstance(found, Table)
    return found


def library(*sources: tuple[str, str | None], **renamed: str) -> Library:
    """Return a library of modules and the names that it takes from each."""
    return Library(tuple(Source(*source) for source in sources), renamed)
