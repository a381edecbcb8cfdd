"""The modules of a package, and which of them each imports: anywhere in it, and for types too."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

__all__ = ["ImportGraph"]


def _sources(package: str) -> dict[str, Path]:
    paths = importlib.import_module(package).__path__
    found = {package: Path(paths[0], "__init__.py")}
    for module in pkgutil.walk_packages(paths, f"{package}."):
        path = Path(module.module_finder.path, module.name.rpartition(".")[2])  # type: ignore[union-attr]
        found[module.name] = path / "__init__.py" if module.ispkg else path.with_suffix(".py")
    return found


@frozen
class ImportGraph:
    """The modules of `package` by name, with the files of their sources."""

    package: str
    sources: Mapping[str, Path] = field(init=False)

    @sources.default
    def _find(self) -> Mapping[str, Path]:
        return _sources(self.package)

    def imported(self, name: str) -> set[str]:
        """Return all that a module imports, modules of this package or not."""
        is_package = self.sources[name].name == "__init__.py"
        here = name if is_package else name.rpartition(".")[0]
        found = set()
        for node in ast.walk(ast.parse(self.sources[name].read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                base = here.rsplit(".", node.level - 1)[0] if node.level else ""
                base = ".".join(part for part in (base, node.module or "") if part)
                # `from . import constants` names a module, `from .constants import X` a name.
                found |= {
                    inner if (inner := f"{base}.{alias.name}") in self.sources else base
                    for alias in node.names
                }
        return found

    def edges(self) -> dict[str, set[str]]:
        """Return for each module those of the package that it imports."""
        return {name: self.imported(name) & self.sources.keys() for name in self.sources}

    def in_cycles(self) -> set[str]:
        """Return the modules that import each other, and those that need one that does."""
        left = self.edges()
        while free := [name for name, needs in left.items() if not needs & left.keys() - {name}]:
            for name in free:
                del left[name]
        return set(left)
