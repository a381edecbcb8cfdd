"""Constants as Python expressions: what gives the same value where it is evaluated."""

from __future__ import annotations

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

import attrs

from ..arguments import UNSET
from ..complexes import ExactComplex
from ..data import EOF, NIL, SPECIALS, Keyword, Pair, Regexp, Special, String, Symbol
from ..fragments import constant, name
from ..syntax import Alias, Scope, name_of
from ..tokens import Place

__all__ = ["Unwritable", "is_simple", "written_constant"]

_SIMPLE: Final = frozenset({bool, int, float, complex, str, type(None)})


class Unwritable(Exception):
    """A constant that no expression gives; `value` is it."""

    def __init__(self, value: object) -> None:
        super().__init__(f"a constant of {type(value).__name__}")
        self.value = value


def is_simple(value: object) -> bool:
    """Return whether a constant is the same wherever it is written."""
    if value.__class__ is Symbol:
        return value.interned
    return value.__class__ in _SIMPLE or value.__class__ is Keyword or value is NIL


def written_constant(
    value: Any,
    runtime: Callable[[str], str],
    imported: Callable[[str, str], str],
    shared: Callable[[Any], ast.expr],
) -> ast.expr:
    """Return the expression for a constant.

    Args:
        value: the constant.
        runtime: gives the name of what it needs of `ported`.
        imported: gives the name of a class of a module.
        shared: gives the expression for a part that has an identity, wherever it is written.
    """

    def made(function: str, *arguments: ast.expr) -> ast.Call:
        return ast.Call(name(runtime(function)), list(arguments), [])

    def each(part: Any) -> ast.expr:
        if part.__class__ is Alias or (part.__class__ is Symbol and not part.interned):
            return shared(part)
        return written_constant(part, runtime, imported, shared)

    if value.__class__ in _SIMPLE:
        return constant(value)
    match value:
        case Symbol():
            symbol = made("Symbol", constant(value.name))
            if not value.interned:
                symbol.func = ast.Attribute(symbol.func, "fresh", ast.Load())
            return symbol
        case Keyword():
            return made("Keyword", constant(value.name))
        case String():
            return made("literal", constant(value.text))
        case Pair():
            items = []
            rest: Any = value
            while rest.__class__ is Pair:
                items.append(each(rest.car))
                rest = rest.cdr
                if len(items) > 100_000:
                    raise Unwritable(value)
            if rest is NIL:
                return made("to_list", ast.List(items, ast.Load()))
            return made("cons_star", *items, each(rest))
        case Fraction():
            fraction = ast.Attribute(name(runtime("fractions")), "Fraction", ast.Load())
            return ast.Call(fraction, [constant(value.numerator), constant(value.denominator)], [])
        case ExactComplex():
            return made("ExactComplex", each(value.real), each(value.imag))
        case Regexp():
            return made("Regexp", constant(value.text), constant(value.flags))
        case list():
            return ast.List([each(part) for part in value], ast.Load())
        case Place():
            function = imported(Place.__module__, "Place")
            return ast.Call(name(function), [constant(part) for part in value], [])
        case tuple():
            return ast.Tuple([each(part) for part in value], ast.Load())
        case bytearray():
            return ast.Call(name("bytearray"), [constant(bytes(value))], [])
        case bytes():
            return constant(value)
        case frozenset():
            named = ast.List([each(part) for part in sorted(value, key=name_of)], ast.Load())
            return ast.Call(name("frozenset"), [named], [])
        case Alias():
            alias = name(imported(Alias.__module__, "Alias"))
            return ast.Call(alias, [each(value.name), name(runtime("PROGRAM_SCOPE"))], [])
    if value is NIL:
        return name(runtime("NIL"))
    if value is EOF:
        return name(runtime("EOF"))
    if value is UNSET:
        return name(runtime("UNSET"))
    if isinstance(value, Special):
        for word, special in SPECIALS.items():
            if special is value:
                return ast.Subscript(name(runtime("SPECIALS")), constant(word), ast.Load())
    if isinstance(value, Scope):
        return name(runtime("PROGRAM_SCOPE"))
    if attrs.has(type(value)):
        function = imported(type(value).__module__, type(value).__name__)
        fields = attrs.fields(type(value))
        parts = [each(getattr(value, one.name)) for one in fields if one.init]
        return ast.Call(name(function), parts, [])
    raise Unwritable(value)
