"""Calls of a dialect's own functions, where nothing that is passed or comes back is converted."""

from __future__ import annotations

import ast
from typing import Any, Final

from ...declaration import Declared
from ...kinds import Kind
from ..bridge import Bridged
from ..data import String, Symbol
from ..fragments import call, constant
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
        kind = declared.result.kind
    except TypeError:
        return None
    if used and kind in _CONVERTED and (kind != "bytevector" or entry.byte_strings):
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
    result: ast.expr = call(writer.sheet.direct(entry), *arguments)
    if used and kind == "bytevector":
        return call("bytearray", result)
    return result


_CONVERTED: Final = frozenset(
    {
        "any",
        "bytevector",
        "character",
        "either",
        "false",
        "list",
        "pair",
        "string",
        "symbol",
        "values",
        "vector",
    }
)


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
