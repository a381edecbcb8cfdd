"""How a library says what it exports; see `manifest`."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import pkgutil
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ...declaration import Entry, Table

__all__ = ["Library", "Source", "library", "module_of", "short_name", "table"]

_ABOVE = __package__.removesuffix(".libraries.manifests")


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


def short_name(module: str) -> str:
    """Return the name that ports have for a table: no other table has it.

    It is the module's own, after its package's where that says more: `libraries.guile.hash` is
    `guile_hash`, `libraries.lists` is `lists`, and `libraries.srfi.srfi1` is `srfi1`.
    """
    *_, package, name = module.split(".")
    alone = package in ("libraries", "forms") or name.startswith(package)
    return name if alone else f"{package}_{name}"


@functools.cache
def module_of(short: str) -> str | None:
    """Return the module of a table, below `dialects.scheme`, by its `short_name`; or None."""
    return next((each for each in _candidates(short) if _exists(each)), None)


def _candidates(short: str) -> Iterable[str]:
    yield f"libraries.{short}"
    yield f"forms.{short}"
    for package in _packages():
        if short.startswith(package):
            yield f"libraries.{package}.{short}"
            yield f"libraries.{package}.{short.removeprefix(f'{package}_')}"


@functools.cache
def _packages() -> tuple[str, ...]:
    folder = importlib.import_module(f"{_ABOVE}.libraries").__path__
    return tuple(each.name for each in pkgutil.iter_modules(folder) if each.ispkg)


def _exists(module: str) -> bool:
    found = importlib.util.find_spec(f"{_ABOVE}.{module}")
    return found is not None and hasattr(importlib.import_module(f"{_ABOVE}.{module}"), "TABLE")


def library(*sources: tuple[str, str | None], **renamed: str) -> Library:
    """Return a library of modules and the names that it takes from each."""
    return Library(tuple(Source(*source) for source in sources), renamed)
