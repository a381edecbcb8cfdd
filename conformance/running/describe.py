"""Describe a dialect of somebody else's: `python -m schemesockets.conformance.running.describe`.

It imports the module, in a process in which nothing else happens, and writes what there is to know
to a descriptor as JSON. Arguments: `DESCRIPTOR MODULE`.
"""

from __future__ import annotations

import importlib
import inspect
import json
import os
import sys
from typing import Any

from ...dialects import Dialect, Name

__all__ = ["main"]


def _parameter(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.VAR_POSITIONAL:
        return f"*{parameter.name}"
    if parameter.kind is parameter.VAR_KEYWORD:
        return f"**{parameter.name}"
    if parameter.default is parameter.empty:
        return parameter.name
    known = isinstance(parameter.default, bool | int | str | bytes | None)
    return f"{parameter.name}={parameter.default!r}" if known else f"{parameter.name}=..."


def _parameters(value: Any) -> str | None:
    """Return the parameters of what is called, as Python; None for what is not."""
    if not callable(value) or isinstance(value, type):
        return None
    try:
        found = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return "*arguments"
    parts = [_parameter(each) for each in found]
    first = next((at for at, each in enumerate(found) if each.kind is each.KEYWORD_ONLY), None)
    if first is not None and not any(each.kind is each.VAR_POSITIONAL for each in found):
        parts.insert(first, "*")
    return ", ".join(parts)


def _described(name: Name) -> dict[str, Any]:
    return {
        "scheme": name.scheme,
        "python": name.python,
        "kind": name.kind,
        "form": name.form,
        "section": name.section,
        "doc": inspect.getdoc(name.value) or "",
        "parameters": _parameters(name.value),
    }


def main(descriptor: int, name: str) -> None:
    """Write the description of the dialect in a module."""
    module = importlib.import_module(name)
    dialect = getattr(module, "DIALECT", None)
    if not isinstance(dialect, Dialect):
        sys.exit(f"the module {name} has no DIALECT that is a Dialect")
    own = importlib.import_module(dialect.module)
    description = {
        **{
            key: getattr(dialect, key) for key in ("name", "title", "document", "module", "speaks")
        },
        **{
            key: None if getattr(dialect, key) is None else str(getattr(dialect, key))
            for key in ("phrasebook", "expectations")
        },
        "offered": sorted(getattr(own, "__all__", None) or (n for n in vars(own) if n[0] != "_")),
        "names": [_described(each) for each in dialect.names],
    }
    with open(descriptor, "w", encoding="utf-8") as file:
        json.dump(description, file)
    sys.stdout.flush()
    os._exit(0)  # whatever threads the module has started


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
