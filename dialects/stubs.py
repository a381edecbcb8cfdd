"""Writes the stubs of the modules that hold a table: `python -m schemesockets.dialects.stubs`.

A stub says to type checkers and editors what a table defines when its module is imported.  A test
compares it with the table.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import textwrap
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from .declaration import UNDOCUMENTED
from .tables import ROWS, Constant, Procedure

__all__ = ["stub_of", "tabled_modules"]

_NOTE = "# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.\n"
_WIDTH = 99


def tabled_modules() -> Iterator[ModuleType]:
    """Yield the modules of the dialects that hold a table."""
    package = importlib.import_module(__package__ or "")
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".scheme" not in found.name and not found.name.endswith(f".{Path(__file__).stem}"):
            module = importlib.import_module(found.name)
            if ROWS in vars(module):
                yield module


def stub_of(module: ModuleType) -> str:
    """Return the text of a module's stub."""
    imports: dict[str, set[str]] = {}
    rows = vars(module)[ROWS]
    stubs = [
        _constant(row, imports) if isinstance(row, Constant) else _procedure(row, imports)
        for row in rows
    ]
    lines = [_NOTE, f'"""{module.__doc__}"""']
    for group in range(3):
        block = [_import(*each) for each in sorted(imports.items()) if _group(each[0]) == group]
        lines += ["", *block] if block else []
    return "\n".join([*lines, "", "".join(stubs).lstrip()])


def _import(module: str, names: set[str]) -> str:
    ordered = sorted(names, key=_order)
    line = f"from {module} import {', '.join(ordered)}"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in ordered), ")"])


def _constant(row: Constant, imports: dict[str, set[str]]) -> str:
    imports.setdefault("typing", set()).add("Final")
    place = f"{row.document}, {row.section}"
    if row.section == UNDOCUMENTED:
        place = f"Not in the {row.document}"
    return f'{row.python}: Final[{row.type}]\n"""`{row.scheme}`. {place}."""\n'


def _procedure(row: Procedure, imports: dict[str, set[str]]) -> str:
    function = inspect.unwrap(row.value)
    hints = typing.get_type_hints(function)
    shown = {name: _shown(hint, imports) for name, hint in hints.items()}
    if row.narrows:
        imports.setdefault("typing_extensions", set()).add("TypeIs")
        shown["return"] = shown["return"].replace("TypeGuard[", "TypeIs[")
    parameters = [
        f"{each.name}: {shown[each.name]}{'' if each.default is each.empty else ' = ...'}"
        for each in inspect.signature(function).parameters.values()
    ]
    head = f"def {row.python}({', '.join(parameters)}) -> {shown['return']}:"
    first, *more = f'"""{function.__doc__}'.split("\n\n")
    lines = _wrapped(first if more else f'{first}"""')
    for paragraph in more:
        lines += ["", *_wrapped(paragraph)]
    if more or len(lines) > 1:
        lines = [*lines[:-1], lines[-1].removesuffix('"""'), '"""']
    return "\n".join(["", head, *(f"    {line}".rstrip() for line in lines), ""])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH - 4, break_on_hyphens=False)


def _shown(hint: Any, imports: dict[str, set[str]]) -> str:
    """Return a type as an annotation, and note what it takes to import."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is types.NoneType:
        return "None"
    if hint is ...:
        return "..."
    if origin in (typing.Union, types.UnionType):
        return " | ".join(_shown(each, imports) for each in arguments)
    name: str = (origin or hint).__name__
    home = (origin or hint).__module__
    if home not in ("builtins", "typing") or hint is Any:
        imports.setdefault(home, set()).add(name)
    inner = ", ".join(_shown(each, imports) for each in arguments)
    return f"{name}[{inner}]" if inner else name


def _group(module: str) -> int:
    """Return which block of imports a module is in: the stdlib's, others', this package's."""
    if module.startswith(str(__package__).partition(".")[0]):
        return 2
    return int(module not in sys.stdlib_module_names)


def _order(name: str) -> tuple[bool, str]:
    """Return where a name goes in an import, constants first."""
    return not name.isupper(), name.lower()


def main() -> None:
    """Write the stub of each module beside it."""
    for module in tabled_modules():
        path = Path(str(module.__file__)).resolve().with_suffix(".pyi")
        path.write_text(stub_of(module), encoding="utf-8")


if __name__ == "__main__":
    main()
