"""Name resolution: the entry of a dialect or report that a name of the program refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import define, field

from ...dialects import load
from ..catalogue.names import REPORTS, Entry, by_scheme, entries
from .libraries import Import, default_ports
from .translation.templates import imported_names

__all__ = ["Resolver"]


@define
class Resolver:
    """The names in scope by a program's imports, or by the dialects that were named for it."""

    imports: Sequence[Import]
    dialects: Sequence[str]
    reserved: frozenset[str] = field(init=False)
    """The Python names of all entries in scope, which no variable may have."""

    def __attrs_post_init__(self) -> None:
        owners = {owner for owner, _ in self._sources()}
        modules = {load(dialect).module for dialect in self.dialects}
        self.reserved = frozenset(
            entry.name.python
            for entry in entries()
            if entry.owner in owners or entry.module in modules
        ) | {"is_true", *imported_names()}

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a dialect or report that a name refers to, or None."""
        for owner, imported in self._sources():
            original = name if imported is None else imported.original(name)
            if original is not None and (found := by_scheme().get((owner, original))):
                return found
        return None

    def _sources(self) -> Iterator[tuple[str, Import | None]]:
        """Yield the dialects, then the reports, in scope, each with the import that brings it."""
        for dialect in self.dialects:
            brought = [one for one in self.imports if one.meaning == dialect]
            yield from ((dialect, one) for one in brought or (None,))
        for one in self.imports:
            if one.kind == "report":
                yield one.meaning, one
        for dialect in self.dialects:
            if not any(one.meaning in REPORTS for one in self.imports):
                report = default_ports(dialect)
                if report is not None:
                    yield report, None
