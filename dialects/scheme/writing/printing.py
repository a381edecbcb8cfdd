"""Output for which Python has `print` and f-strings; see `plain`, whose table it completes."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import Final

from ..data import String
from ..fragments import call, constant
from ..nodes import Call, Const, Node
from .plain import PLAIN, Writer, joined, plain, text_of

__all__ = ["PLAIN"]


def _printed(writer: Writer, node: Node, out: list[ast.stmt]) -> ast.expr | None:
    """Return what `print` shows as `display` does."""
    sheet = writer.sheet
    if isinstance(node, Const) and isinstance(node.value, String):
        text = node.value.text
        return constant(text) if text.isascii() or not sheet.byte_strings else None
    if sheet.kinds.only(node, "int"):
        return writer.value(node, out)
    if sheet.kinds.only(node, "string") and not sheet.byte_strings:
        return text_of(writer, node, out)
    return None


@plain("display")
def _display(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or len(node.arguments) != 1 or not writer.sheet.prints:
        return None
    shown = _printed(writer, node.arguments[0], out)
    if shown is None:
        return None
    return _print(shown)


def _print(shown: ast.expr) -> ast.expr:
    """Return the call of `print` that writes this and nothing behind it."""
    if isinstance(shown, ast.Constant) and isinstance(shown.value, str):
        line = shown.value.removesuffix("\n")
        if line != shown.value:
            return call("print", *([constant(line)] if line else []))
    elif isinstance(shown, ast.JoinedStr):
        match shown.values[-1]:
            case ast.Constant(value=str() as last) if last.endswith("\n"):
                rest = [constant(last[:-1])] if last[:-1] else []
                return call("print", ast.JoinedStr([*shown.values[:-1], *rest]))
    made = call("print", shown)
    made.keywords.append(ast.keyword("end", constant("")))
    return made


@plain("newline")
def _newline(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or node.arguments or not writer.sheet.prints:
        return None
    match out[-1:]:
        case [ast.Expr(value=ast.Call(func=ast.Name(id="print"), keywords=[_]) as before)]:
            before.keywords.clear()  # which ended with nothing
            return constant(None)
    return call("print")


def _several(writer: Writer, nodes: Sequence[Node], out: list[ast.stmt]) -> list[ast.expr] | None:
    """Return what `print` shows for several values, each as `display` does."""
    if not all(_can_show(writer, each) for each in nodes):
        return None
    found: list[ast.expr] = []
    for node, made in zip(nodes, writer.operands(list(nodes), out), strict=True):
        if isinstance(node, Const) and isinstance(node.value, String):
            found.append(constant(node.value.text))
        elif writer.sheet.kinds.only(node, "int"):
            found.append(call("str", made))
        else:
            found.append(ast.Attribute(made, "text", ast.Load()))
    return found


def _can_show(writer: Writer, node: Node) -> bool:
    sheet = writer.sheet
    if isinstance(node, Const) and isinstance(node.value, String):
        return node.value.text.isascii() or not sheet.byte_strings
    return sheet.kinds.only(node, "int") or (
        sheet.kinds.only(node, "string") and not sheet.byte_strings
    )


@plain("print")
def _print_line(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or not writer.sheet.prints:
        return None
    texts = _several(writer, node.arguments, out)
    if texts is None:
        return None
    return _print(joined([*texts, constant("\n")]))


# Templates


_DIRECTIVE: Final = re.compile("~(.?)", re.S)
_RETURNING: Final = frozenset({"sprintf"})
_WRITING: Final = frozenset({"printf"})


def _template(text: str, values: Sequence[Node]) -> list[Node | str] | None:
    """Return the parts of a template, its directives replaced; None if others are among them."""
    left = list(values)
    parts: list[Node | str] = []
    at = 0
    for found in _DIRECTIVE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        match found[1]:
            case "a" | "A" if left:
                parts.append(left.pop(0))
            case "%":
                parts.append("\n")
            case "~":
                parts.append("~")
            case _:
                return None
    return None if left else [*parts, text[at:]]


@plain("format", "simple-format", "printf", "sprintf")
def _format(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    called: str = node.function.primitive.entry.name  # type: ignore[attr-defined]
    arguments = list(node.arguments)
    writes = called in _WRITING
    if called not in _RETURNING | _WRITING:
        destination = arguments.pop(0) if arguments else None
        if not isinstance(destination, Const) or not isinstance(destination.value, bool):
            return None
        writes = destination.value
    if not arguments or (writes and (used or not writer.sheet.prints)):
        return None
    template = arguments.pop(0)
    if not isinstance(template, Const) or not isinstance(template.value, String):
        return None
    parts = _template(template.value.text, arguments)
    if parts is None or not all(each == "" or _is_shown(writer, each) for each in parts):
        return None
    texts = _several(writer, [each for each in parts if not isinstance(each, str)], out)
    assert texts is not None
    made = joined([constant(each) if isinstance(each, str) else texts.pop(0) for each in parts])
    return _print(made) if writes else call(writer.runtime("String"), made)


def _is_shown(writer: Writer, part: Node | str) -> bool:
    if isinstance(part, str):
        return part.isascii() or not writer.sheet.byte_strings
    return _can_show(writer, part)
