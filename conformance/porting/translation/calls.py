"""Calls of dialect procedures: arguments, with literals converted to the types of parameters."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Collection, Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ...catalogue.names import Entry
from ..reader import (
    Boolean,
    Datum,
    Keyword,
    List,
    String,
    Symbol,
)
from .expressions import Expressions
from .findings import CountError, Typed, Undecided
from .scope import Environment

__all__ = ["argument", "call", "parameters", "return_type"]


def call(t: Expressions, datum: List, entry: Entry, env: Environment) -> Typed:
    """Translate the call of a procedure or parameter, or the use of a syntax, of a dialect."""
    name = entry.name
    if name.kind == "syntax":
        words = [item.name for item in datum.items[1:] if isinstance(item, Symbol)]
        if len(words) < len(datum.items) - 1:
            raise Undecided(datum, f"the arguments of {name.scheme} have to be literal names")
        called = ast.Call(t.reference(entry), [ast.Constant(word) for word in words], [])
        t.note_mention(datum, entry, True, called)
        return Typed(called, "int")
    if name.kind not in ("procedure", "parameter"):
        raise Undecided(datum, f"{name.scheme} is called, but is a {name.kind}")
    open_points: list[str] = []
    positional, keywords = _arguments(t, datum, entry, env, open_points)
    _check_count(t, datum, entry, positional, keywords)
    called = ast.Call(t.reference(entry), positional, keywords)
    t.note_mention(datum, entry, True, called, tuple(open_points))
    return Typed(called, return_type(entry))


def _arguments(
    t: Expressions, datum: List, entry: Entry, env: Environment, open_points: list[str]
) -> tuple[list[ast.expr], list[ast.keyword]]:
    """Translate the arguments of a call; return positional and keyword arguments."""
    positional: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    names = parameters(entry)
    rest = iter(datum.items[1:])
    for item in rest:
        keyword = _keyword(item)
        if keyword is not None and keyword in names:
            value = next(rest, None)
            if value is None:
                raise Undecided(datum, f"nothing follows {keyword}:")
            tree = argument(t, value, entry, keyword, env, open_points)
            keywords.append(ast.keyword(keyword, tree))
        else:
            at = min(len(positional), len(names) - 1)
            parameter = names[at] if names else ""
            positional.append(argument(t, item, entry, parameter, env, open_points))
    return positional, keywords


def argument(
    t: Expressions,
    datum: Datum,
    entry: Entry,
    parameter: str,
    env: Environment,
    open_points: list[str],
) -> ast.expr:
    """Translate an argument, with a literal converted to a type that the parameter accepts."""
    match datum:
        case Boolean(value=False):
            if not _accepts(entry, parameter, False) and _accepts(entry, parameter, None):
                return ast.Constant(None)
        case String(text=text):
            if not _accepts(entry, parameter, text) and _accepts(entry, parameter, text.encode()):
                return ast.Constant(text.encode())
    try:
        match datum:
            case List(items=(Symbol(name="cons"), *pair)) if env.get("cons") is None:
                if len(pair) == 2 and _accepts(entry, parameter, (0, 0)):
                    return ast.Tuple(t.arguments(pair, env))
            case List(items=(Symbol(name="lambda"), *_)) if env.get("lambda") is None:
                return t.procedure(datum, parameter or "procedure", env)
        value = t.expression(datum, env)
        if (
            value.type == "str"
            and not _accepts(entry, parameter, "")
            and (_accepts(entry, parameter, b""))
        ):
            return ast.Call(ast.Attribute(value.tree, "encode"), [], [])
        return value.tree
    except Undecided as undecided:
        if not t.lenient:
            raise
        open_points.append(f"{undecided.datum.place}: {undecided.why}")
        return ast.Constant(...)


def _check_count(
    t: Expressions,
    datum: List,
    entry: Entry,
    positional: Sequence[ast.expr],
    keywords: Sequence[ast.keyword],
) -> None:
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return
    try:
        named = {keyword.arg or "": None for keyword in keywords}
        inspect.signature(entry.name.value).bind(*positional, **named)
    except TypeError as error:
        raise CountError(datum, f"{entry.name.form}: {error}") from None


def return_type(entry: Entry) -> str:
    """Return the annotated return type of a dialect procedure; "" for a parameter."""
    if entry.name.kind == "parameter":
        return ""
    assert callable(entry.name.value)
    told = _spelled(get_type_hints(entry.name.value).get("return", Any))
    return "bool" if told.startswith(("TypeGuard", "TypeIs")) else told


def _spelled(hint: Any) -> str:
    """Return a type as an annotation has it, with `|` for unions."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " | ".join(map(_spelled, arguments))
    if isinstance(origin, type):
        return f"{origin.__name__}[{', '.join(map(_spelled, arguments))}]"
    return "None" if hint is NoneType else inspect.formatannotation(hint)


def parameters(entry: Entry) -> list[str]:
    """Return the parameter names of a dialect procedure or parameter."""
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return list(entry.name.arguments)
    return list(inspect.signature(entry.name.value).parameters)


_WORDS: Mapping[type, Collection[str]] = {
    bool: {"bool", "object", "Any"},
    str: {"str", "object", "Any"},
    bytes: {"bytes", "Buffer", "object", "Any"},
    tuple: {"tuple", "object", "Any"},
    type(None): {"None", "object", "Any"},
}


def _accepts(entry: Entry, parameter: str, value: object) -> bool:
    """Return whether a parameter accepts a value of that type, by its kind or its annotation."""
    kind = entry.name.arguments.get(parameter)
    if kind is not None and not kind.type_ok(value):
        return False
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return kind is not None
    found = inspect.signature(entry.name.value).parameters.get(parameter)
    words = set(re.findall(r"\w+", str(found.annotation))) if found is not None else set()
    known = words & set().union(*_WORDS.values())
    if not known or known <= {"object", "Any"}:  # an alias, or anything: only the kind tells
        return kind is not None
    return bool(words & set(_WORDS[type(value)]))


def _keyword(datum: Datum) -> str | None:
    """Return the name of a keyword `#:name`, `name:` or `:name`, or None."""
    match datum:
        case Keyword(name=name):
            return name.replace("-", "_")
        case Symbol(name=name) if name.endswith(":") != name.startswith(":"):
            return name.strip(":").replace("-", "_")
    return None
