"""Calls of our own procedures: the arguments, and what a literal is for the parameter."""

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
from .found import CountError, Typed, Undecided
from .scope import Environment

__all__ = ["argument", "call", "parameters", "returned"]


def call(t: Expressions, datum: List, entry: Entry, env: Environment) -> Typed:
    """A call of a procedure, a parameter or a syntax of ours."""
    name = entry.name
    if name.kind == "syntax":
        words = [item.name for item in datum.items[1:] if isinstance(item, Symbol)]
        if len(words) < len(datum.items) - 1:
            raise Undecided(datum, f"{name.scheme} takes literal names")
        called = ast.Call(t.ours(entry), [ast.Constant(word) for word in words], [])
        t.mention(datum, entry, True, called)
        return Typed(called, "int")
    if name.kind not in ("procedure", "parameter"):
        raise Undecided(datum, f"{name.scheme} is a {name.kind}, and is called")
    opened: list[str] = []
    positional, keywords = _given(t, datum, entry, env, opened)
    _check_count(t, datum, entry, positional, keywords)
    called = ast.Call(t.ours(entry), positional, keywords)
    t.mention(datum, entry, True, called, tuple(opened))
    return Typed(called, returned(entry))


def _given(
    t: Expressions, datum: List, entry: Entry, env: Environment, opened: list[str]
) -> tuple[list[ast.expr], list[ast.keyword]]:
    """The arguments of a call, those with keywords apart."""
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
            tree = argument(t, value, entry, keyword, env, opened)
            keywords.append(ast.keyword(keyword, tree))
        else:
            at = min(len(positional), len(names) - 1)
            parameter = names[at] if names else ""
            positional.append(argument(t, item, entry, parameter, env, opened))
    return positional, keywords


def argument(
    t: Expressions, datum: Datum, entry: Entry, parameter: str, env: Environment, opened: list[str]
) -> ast.expr:
    """An argument of ours; a literal is what the parameter takes for it."""
    match datum:
        case Boolean(value=False):
            if not _takes(entry, parameter, False) and _takes(entry, parameter, None):
                return ast.Constant(None)
        case String(text=text):
            if not _takes(entry, parameter, text) and _takes(entry, parameter, text.encode()):
                return ast.Constant(text.encode())
    try:
        match datum:
            case List(items=(Symbol(name="cons"), *pair)) if env.get("cons") is None:
                if len(pair) == 2 and _takes(entry, parameter, (0, 0)):
                    return ast.Tuple(t.arguments(pair, env))
            case List(items=(Symbol(name="lambda"), *_)) if env.get("lambda") is None:
                return t.procedure(datum, parameter or "procedure", env)
        value = t.expression(datum, env)
        if (
            value.type == "str"
            and not _takes(entry, parameter, "")
            and (_takes(entry, parameter, b""))
        ):
            return ast.Call(ast.Attribute(value.tree, "encode"), [], [])
        return value.tree
    except Undecided as undecided:
        if not t.lenient:
            raise
        opened.append(f"{undecided.datum.place}: {undecided.why}")
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


def returned(entry: Entry) -> str:
    """The type of what a procedure of ours returns, as its annotation says it."""
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
    """The names of what a procedure or a parameter of ours takes."""
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


def _takes(entry: Entry, parameter: str, value: object) -> bool:
    """Whether a parameter of ours takes a value of that type, by its kind or its annotation."""
    kind = entry.name.arguments.get(parameter)
    if kind is not None and not kind.type_ok(value):
        return False
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return kind is not None
    found = inspect.signature(entry.name.value).parameters.get(parameter)
    words = set(re.findall(r"\w+", str(found.annotation))) if found is not None else set()
    known = words & set().union(*_WORDS.values())
    if not known or known <= {"object", "Any"}:  # an alias, or anything: what the kind says counts
        return kind is not None
    return bool(words & set(_WORDS[type(value)]))


def _keyword(datum: Datum) -> str | None:
    """The name of a keyword: `#:name`, `name:` and `:name`."""
    match datum:
        case Keyword(name=name):
            return name.replace("-", "_")
        case Symbol(name=name) if name.endswith(":") != name.startswith(":"):
            return name.strip(":").replace("-", "_")
    return None
