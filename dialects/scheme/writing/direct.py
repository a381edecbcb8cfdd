"""Calls of a dialect's own functions, where nothing that is passed or comes back is converted."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from ...declaration import Declared
from ...kinds import Kind
from ...results import Result
from ..bridge import Bridged
from ..data import String, Symbol
from ..fragments import call, constant, name
from ..nodes import Call, Const, Node, PrimitiveRef

__all__ = ["direct_call"]

_SAME: Final = ("int", "object", "real")
_EMPTY: Final = Declared("", None).default


def direct_call(writer: Any, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    """Return a call of a dialect's function; None where values must be converted."""
    assert isinstance(node.function, PrimitiveRef)
    entry = node.function.primitive.entry
    assert isinstance(entry, Bridged)
    declared = entry.declared
    if declared is None or declared.kind != "procedure":
        return None
    parameters = declared.parameters
    if any(each.keyword for each in parameters):
        return None
    positional = [each for each in parameters if not each.variadic]
    rest = next((each for each in parameters if each.variadic), None)
    least = sum(each.default is _EMPTY for each in positional)
    count = len(node.arguments)
    if count < least or (rest is None and count > len(positional)):
        return None
    try:
        result = declared.result
    except TypeError:
        return None
    give = _given(writer, result, entry.byte_strings) if used else _as_it_is
    if give is None:
        return None
    takers = [*positional, *([rest] * (count - len(positional)) if rest else [])][:count]
    passed: list[ast.expr | None] = []
    for each, argument in zip(takers, node.arguments, strict=True):
        constant_value = _constant(each.kind, each, argument, entry.byte_strings)
        passed.append(constant_value)
        if constant_value is None and not _passes(writer, each.kind, argument):
            return None
    left = [
        argument for argument, made in zip(node.arguments, passed, strict=True) if made is None
    ]
    values = iter(writer.operands(left, out))
    arguments = []
    for each, argument, made in zip(takers, node.arguments, passed, strict=True):
        if made is not None:
            arguments.append(made)
            continue
        value = next(values)
        if writer.sheet.kinds.only(argument, "string"):
            value = _text(value, each.kind, entry.byte_strings)
        arguments.append(value)
    return give(call(writer.sheet.direct(entry), *arguments))


Give = Callable[[ast.expr], ast.expr]
_UNCHANGED: Final = frozenset(
    {"boolean", "condition", "integer", "object", "port", "real", "record", "socket"}
)


def _as_it_is(value: ast.expr) -> ast.expr:
    return value


def _given(writer: Any, result: Result, byte_strings: bool) -> Give | None:
    """Return how a result becomes Scheme's value; None where that takes more than a call."""
    kind, parts = result.kind, result.parts
    as_they_are = bool(parts) and all(each.kind in _UNCHANGED for each in parts)
    if kind in _UNCHANGED or kind in ("eof", "procedure", "unspecified"):
        return _as_it_is
    if kind == "bytevector" and not byte_strings:
        return lambda value: call("bytearray", value)
    if kind == "symbol":
        return lambda value: call(writer.runtime("Symbol"), value)
    if kind == "vector" and as_they_are:
        return lambda value: call("list", value)
    if kind == "list" and as_they_are:
        return lambda value: call(writer.runtime("to_list"), value)
    if kind == "list" and [each.kind for each in parts] == ["string"] and not byte_strings:
        return lambda value: call(writer.runtime("to_list"), call("map", _string(writer), value))
    several = kind == "pair" and len(parts) == 2
    if several and as_they_are:
        return lambda value: call(writer.runtime("Pair"), ast.Starred(value, ast.Load()))
    if kind == "values" and as_they_are:
        return lambda value: call(writer.runtime("Values"), value)
    return None


def _string(writer: Any) -> ast.expr:
    return name(writer.runtime("String"))


def _passes(writer: Any, kind: Kind | None, argument: Node) -> bool:
    """Return whether an argument is passed as it is, or as its text."""
    kinds = writer.sheet.kinds
    if kinds.only(argument, *_SAME):
        return True
    if kinds.only(argument, "bytes"):
        return kind is not None
    if kinds.only(argument, "string"):
        return kind is not None and (kind.type_ok("") or kind.type_ok(b""))
    if kinds.only(argument, "boolean"):
        return kind is not None and kind.type_ok(False)
    return False


def _text(value: ast.expr, kind: Kind | None, byte_strings: bool) -> ast.expr:
    text: ast.expr = ast.Attribute(value, "text", ast.Load())
    match value:
        case ast.Call(func=ast.Name(id="String" | "literal"), args=[inner]):
            text = inner
    if byte_strings and kind is not None and kind.type_ok(b""):
        encode = ast.Attribute(text, "encode", ast.Load())
        return ast.Call(encode, [constant("latin-1")], [])
    return text


def _constant(
    kind: Kind | None, declared: Declared, argument: Node, byte_strings: bool
) -> ast.expr | None:
    """Return how a constant is passed; None for what is none."""
    if not isinstance(argument, Const):
        return None
    value = argument.value
    if value is False:
        if kind is None:
            return constant(None if declared.default is None else False)
        return constant(None if not kind.type_ok(False) and kind.type_ok(None) else False)
    if isinstance(value, String) and kind is not None:
        if byte_strings and kind.type_ok(b""):
            return constant(value.text.encode("latin-1", "replace"))
        text = value.text
        if byte_strings and not text.isascii():
            text = text.encode("latin-1", "replace").decode("utf-8", "surrogateescape")
        return constant(text)
    if isinstance(value, Symbol) and kind is not None and kind.type_ok(value.name):
        return constant(value.name)
    return None
