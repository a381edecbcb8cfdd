"""What a name stands for, told to a person: its form, its documentation, where it comes from."""

from __future__ import annotations

import inspect
from typing import Any

from .bridge import Bridged
from .data import Symbol
from .declaration import Entry
from .libraries import manifest
from .macros import Rules
from .nodes import Global, Primitive
from .program import Program
from .syntax import Macro, Syntax

__all__ = ["describe"]


def describe(program: Program, name: str) -> str:
    """Return the description of a name as a program sees it; how to get it where it does not."""
    binding = program.program.bindings.get(Symbol(name))
    if isinstance(binding, Primitive | Syntax):
        return _of_entry(binding.entry, name)
    if isinstance(binding, Macro):
        kind = "a macro of syntax-rules" if isinstance(binding, Rules) else "a macro"
        return f"{name} is {kind}{_home(name)}"
    if isinstance(binding, Global) and binding.defined:
        value = program.globals.get(binding.python)
        text = inspect.getdoc(value) if callable(value) else None
        place = f", defined at {binding.place}" if binding.place.line else ""
        return f"{name} is a variable{place}" + (f"\n{text}" if text else "")
    found = manifest.where_is(name)
    public = [each for each in found if not each.startswith("%")]
    if public:
        return f"{name} is not imported; {', '.join(public[:4])} would have it"
    return f"there is no name {name}"


def _of_entry(entry: Entry, name: str) -> str:
    if isinstance(entry, Bridged) and entry.declared is not None:
        declared = entry.declared
        text = inspect.getdoc(declared.value) if declared.kind != "constant" else None
        if text is None:
            return f"{name} is a {declared.kind} of the dialect ({declared.section})"
        return f"{declared.form}\n{text}"
    if entry.kind == "syntax":
        function = getattr(entry.function, "function", entry.function)
        return _joined(f"{name} is syntax{_home(name)}", inspect.getdoc(function))
    if entry.kind != "procedure":
        kind = "a macro" if entry.kind == "macro" else "a value"
        return f"{name} is {kind}{_home(name)}"
    return _joined(_form(entry.function, name) + _home(name), inspect.getdoc(entry.function))


def _joined(first: str, more: str | None) -> str:
    return f"{first}\n{more}" if more else first


def _home(name: str) -> str:
    found = [each for each in manifest.where_is(name) if not each.startswith("%")]
    return f", of {', '.join(found[:3])}" if found else ""


def _form(function: Any, name: str) -> str:
    """Return how a procedure is called: `(name a [b] c ...)`."""
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return f"({name} ...)"
    words = [name]
    for each in parameters:
        word = each.name.strip("_").replace("_", "-")
        if each.kind is each.VAR_POSITIONAL:
            word = f"{word} ..."
        elif each.default is not each.empty:
            word = f"[{word}]"
        words.append(word)
    return f"({' '.join(words)})"
