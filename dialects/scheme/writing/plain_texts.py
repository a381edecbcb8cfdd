"""Strings and characters for which Python has methods; see `plain`, whose table it completes."""

from __future__ import annotations

import ast
from typing import Final

from ..data import String
from ..fragments import call, constant, name, store
from ..libraries.manifests import table
from ..nodes import Call, Const, Node, PrimitiveRef
from .plain import PLAIN, Plain, Writer, plain, text_of, texts_of

__all__ = ["PLAIN"]


def _method(value: ast.expr, attribute: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(value, attribute, ast.Load()), list(arguments), [])


def _is_of(node: Call, module: str) -> bool:
    """Return whether the procedure of a call is the one that a module declares."""
    function = node.function
    assert isinstance(function, PrimitiveRef)
    entry = function.primitive.entry
    return table(f"libraries.{module}").entries.get(entry.name) is entry


def _are(writer: Writer, node: Call, *words: str) -> bool:
    return len(words) == len(node.arguments) and all(
        writer.sheet.kinds.only(each, word)
        for each, word in zip(node.arguments, words, strict=True)
    )


def _is_letter(node: Node) -> bool:
    return isinstance(node, Const) and type(node.value) is str


def _comparing(operator: ast.cmpop, kind: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if not _are(writer, node, kind, kind) or not _is_of(node, "strings"):
            return None
        if kind == "string":
            one, other = texts_of(writer, node.arguments, out)
        else:
            one, other = writer.operands(node.arguments, out)
        return ast.Compare(one, [operator], [other])

    return made


for _sign, _operator in (
    ("<", ast.Lt()),
    (">", ast.Gt()),
    ("<=", ast.LtE()),
    (">=", ast.GtE()),
):
    PLAIN[f"string{_sign}?"] = _comparing(_operator, "string")
    PLAIN[f"char{_sign}?"] = _comparing(_operator, "char")
PLAIN["char=?"] = _comparing(ast.Eq(), "char")


def _changed(method: str, module: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if not _are(writer, node, "string") or not _is_of(node, module):
            return None
        text = text_of(writer, node.arguments[0], out)
        return call(writer.runtime("String"), _method(text, method))

    return made


PLAIN["string-upcase"] = _changed("upper", "strings")
PLAIN["string-downcase"] = _changed("lower", "strings")


@plain("string-copy")
def _copy(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "string") or not _is_of(node, "strings"):
        return None
    return call(writer.runtime("String"), text_of(writer, node.arguments[0], out))


@plain("string->list")
def _letters(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "string") or not _is_of(node, "strings"):
        return None
    return call(writer.runtime("to_list"), text_of(writer, node.arguments[0], out))


@plain("string->symbol")
def _symbol(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "string") or not _is_of(node, "equivalence"):
        return None
    return call(writer.runtime("Symbol"), text_of(writer, node.arguments[0], out))


@plain("char->integer")
def _number(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "char") or not _is_of(node, "strings"):
        return None
    return call("ord", writer.value(node.arguments[0], out))


@plain("integer->char")
def _letter(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not _is_of(node, "strings"):
        return None
    if writer.sheet.kinds.of(node.arguments[0]) != {"int/byte"}:
        return None
    return call("chr", writer.value(node.arguments[0], out))


def _ends(method: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if not _are(writer, node, "string", "string") or not _is_of(node, "srfi.srfi13"):
            return None
        part, whole = texts_of(writer, node.arguments, out)
        return _method(whole, method, part)

    return made


PLAIN["string-prefix?"] = _ends("startswith")
PLAIN["string-suffix?"] = _ends("endswith")

_TRIMS: Final = {
    "string-trim": "lstrip",
    "string-trim-right": "rstrip",
    "string-trim-both": "strip",
}


def _trimming(method: str) -> Plain:
    def made(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
        if not _are(writer, node, "string", "char") or not _is_of(node, "srfi.srfi13"):
            return None
        if not _is_letter(node.arguments[1]):
            return None
        text = text_of(writer, node.arguments[0], out)
        letter = writer.value(node.arguments[1], out)
        return call(writer.runtime("String"), _method(text, method, letter))

    return made


for _name, _trim in _TRIMS.items():
    PLAIN[_name] = _trimming(_trim)


@plain("string-split")
def _split(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "string", "char") or not _is_of(node, "guile.text"):
        return None
    if not _is_letter(node.arguments[1]):
        return None
    text = text_of(writer, node.arguments[0], out)
    return _strings(writer, _method(text, "split", writer.value(node.arguments[1], out)))


def _strings(writer: Writer, texts: ast.expr) -> ast.expr:
    """Return the list of strings for texts."""
    each = writer.fresh("each")
    turn = ast.comprehension(store(each), texts, [], 0)
    made = ast.ListComp(call(writer.runtime("String"), name(each)), [turn])
    return call(writer.runtime("to_list"), made)


@plain("string-join")
def _join(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) not in (1, 2) or not _is_of(node, "srfi.srfi13"):
        return None
    strings, *between = node.arguments
    kinds = writer.sheet.kinds
    if not kinds.only_list(strings) or not kinds.items_are(strings, "string"):
        return None
    if any(not isinstance(each, Const) or not isinstance(each.value, String) for each in between):
        return None
    items = call(writer.runtime("iterate"), writer.value(strings, out))
    delimiter = constant(between[0].value.text if between else " ")  # type: ignore[attr-defined]
    string = writer.fresh("each")
    turn = ast.comprehension(store(string), items, [], 0)
    texts = ast.ListComp(ast.Attribute(name(string), "text", ast.Load()), [turn])
    return call(writer.runtime("String"), _method(delimiter, "join", texts))


@plain("string->utf8")
def _encoded(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if not _are(writer, node, "string") or writer.sheet.byte_strings:
        return None
    if not _is_of(node, "vectors"):
        return None
    argument = node.arguments[0]
    if isinstance(argument, Const) and isinstance(argument.value, String):
        text = argument.value.text
        return call("bytearray", constant(text.encode())) if text.isascii() else None
    string = text_of(writer, argument, out)
    encoded = _method(string, "encode", constant("utf-8"), constant("surrogateescape"))
    return call("bytearray", encoded)
