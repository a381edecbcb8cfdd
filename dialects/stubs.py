"""Writes the stubs of the modules that hold a table: `python -m schemesockets.dialects.stubs`.

A stub says to type checkers and editors what `tables` defines when the module is imported.  A test
compares it with the table.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from .tables import TABLE

__all__ = ["stub_of", "tabled_modules"]

_NOTE = "# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.\n"


def tabled_modules() -> Iterator[ModuleType]:
    """Yield the modules of the dialects that hold a table."""
    package = importlib.import_module(__package__ or "")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".scheme" not in found.name and not found.name.endswith(f".{Path(__file__).stem}"):
            module = importlib.import_module(found.name)
            if TABLE in vars(module):
                yield module


def stub_of(module: ModuleType) -> str:
    """Return the text of a module's stub."""
    rows = vars(module)[TABLE]
    lines = [_NOTE, f'"""{module.__doc__}"""\n', "from typing import Final\n"]
    return "\n".join([*lines, "".join(row.stub() for row in rows)])


def main() -> None:
    """Write the stub of each module beside it."""
    for module in tabled_modules():
        path = Path(str(module.__file__)).resolve().with_suffix(".pyi")
        path.write_text(stub_of(module), encoding="utf-8")


if __name__ == "__main__":
    main()
