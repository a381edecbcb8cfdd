"""How a library says what it exports; see `manifest`."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ..declaration import Entry, Table

__all__ = ["Library", "Source", "library", "table"]

_ABOVE = __package__.rpartition(".")[0]


@frozen
class Source:
    """A module, and the names of its table that a library exports.

    None stands for all but those that begin with `%`, which are the table's own.
    """

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
            wanted = source.names.split() if source.names else _public(names)
            found.update((name, names[name]) for name in wanted)
        for name, original in self.renamed.items():
            found[name] = found.pop(original)
        return found

    def told(self) -> set[str]:
        """Return the names that it exports; modules whose names are told are not imported."""
        found: set[str] = set()
        for source in self.sources:
            found.update(source.names.split() if source.names else _public(table(source.module)))
        return found - set(self.renamed.values()) | set(self.renamed)


def _public(names: Table) -> Iterable[str]:
    return (name for name in names if not name.startswith("%"))


@functools.cache
def table(module: str) -> Table:
    """Return the table of a module, named below `dialects.scheme`."""
    found = importlib.import_module(f"{_ABOVE}.{module}").TABLE
    assert isinstance(found, Table)
    return found


def library(*sources: tuple[str, str | None], **renamed: str) -> Library:
    """Return a library of modules and the names that it takes from each."""
    return Library(tuple(Source(*source) for source in sources), renamed)
