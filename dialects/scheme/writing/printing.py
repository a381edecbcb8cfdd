"""Output for which Python has `print` and f-strings; see `plain`, whose table it completes."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from typing import Final

from ..data import String
from ..fragments import call, constant, name
from ..nodes import Call, Const, Node, PrimitiveRef
from .plain import PLAIN, Writer, joined, plain, text_of

__all__ = ["PLAIN"]

_SHOWN: Final = ("char", "string")


def _printed(writer: Writer, node: Node, out: list[ast.stmt]) -> ast.expr:
    """Return what `print` shows as `display` does, for what it can show."""
    if isinstance(node, Const) and isinstance(node.value, String):
        return constant(node.value.text)
    if writer.sheet.kinds.only(node, "int", "char"):
        return writer.value(node, out)
    return text_of(writer, node, out)


def _is_standard(writer: Writer, node: Node, port: str) -> bool:
    """Return whether a node gives a standard port that is the process's own."""
    match node:
        case Call(function=PrimitiveRef(primitive=primitive), arguments=[]):
            return primitive.entry.name == port and not primitive.assigned
    return False


def _file(writer: Writer, ports: Sequence[Node]) -> list[ast.keyword] | None:
    """Return what tells `print` where to write; None for other ports than the standard ones."""
    if not writer.sheet.prints:
        return None
    if not ports or _is_standard(writer, ports[0], "current-output-port"):
        made: list[ast.keyword] = []
    elif _is_standard(writer, ports[0], "current-error-port"):
        stream = ast.Attribute(name(writer.runtime("sys")), "stderr", ast.Load())
        made = [ast.keyword("file", stream)]
    else:
        return None
    for each in ports:
        assert isinstance(each, Call)
        writer.sheet.note(each, "")
    return made


@plain("display")
def _display(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or not 1 <= len(node.arguments) <= 2:
        return None
    return _shown(writer, node, out)


def _shown(writer: Writer, node: Call, out: list[ast.stmt]) -> ast.expr | None:
    """Return the call of `print` that displays a value, on a port where one is given."""
    if not _can_show(writer, node.arguments[0]):
        return None
    file = _file(writer, node.arguments[1:])
    if file is None:
        return None
    return _print(_printed(writer, node.arguments[0], out), file)


@plain("write")
def _write(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or not 1 <= len(node.arguments) <= 2:
        return None
    if not writer.sheet.kinds.only(node.arguments[0], "int"):
        return None
    return _shown(writer, node, out)


@plain("write-string", "write-char")
def _write_text(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    called: str = node.function.primitive.entry.name  # type: ignore[attr-defined]
    kind = "char" if called == "write-char" else "string"
    if used or not 1 <= len(node.arguments) <= 2:
        return None
    if not writer.sheet.kinds.only(node.arguments[0], kind):
        return None
    return _shown(writer, node, out)


def _print(shown: ast.expr, file: list[ast.keyword]) -> ast.expr:
    """Return the call of `print` that writes this and nothing behind it."""
    made: ast.Call
    if isinstance(shown, ast.Constant) and isinstance(shown.value, str):
        line = shown.value.removesuffix("\n")
        if line != shown.value:
            made = call("print", *([constant(line)] if line else []))
            made.keywords += file
            return made
    elif isinstance(shown, ast.JoinedStr):
        match shown.values[-1]:
            case ast.Constant(value=str() as last) if last.endswith("\n"):
                rest = [constant(last[:-1])] if last[:-1] else []
                made = call("print", ast.JoinedStr([*shown.values[:-1], *rest]))
                made.keywords += file
                return made
    made = call("print", shown)
    made.keywords += [ast.keyword("end", constant("")), *file]
    return made


@plain("newline")
def _newline(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or len(node.arguments) > 1:
        return None
    file = _file(writer, node.arguments)
    if file is None:
        return None
    match out[-1:]:
        case [
            ast.Expr(value=ast.Call(func=ast.Name(id="print"), keywords=[end, *more]) as before)
        ]:
            same = [ast.dump(each) for each in more] == [ast.dump(each) for each in file]
            if end.arg == "end" and same:
                before.keywords.pop(0)  # which ended with nothing
                return constant(None)
    made = call("print")
    made.keywords += file
    return made


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
        elif writer.sheet.kinds.only(node, "char"):
            found.append(made)
        else:
            found.append(ast.Attribute(made, "text", ast.Load()))
    return found


def _can_show(writer: Writer, node: Node) -> bool:
    """Return whether `print` shows what a node gives, which is of one kind, as `display` does."""
    sheet = writer.sheet
    if isinstance(node, Const) and isinstance(node.value, String | str):
        text = node.value.text if isinstance(node.value, String) else node.value
        return text.isascii() or not sheet.byte_strings
    if sheet.kinds.only(node, "int"):
        return True
    return not sheet.byte_strings and any(sheet.kinds.only(node, each) for each in _SHOWN)


@plain("print")
def _print_line(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or not writer.sheet.prints:
        return None
    texts = _several(writer, node.arguments, out)
    if texts is None:
        return None
    return _print(joined([*texts, constant("\n")]), [])


# Templates


_DIRECTIVE: Final = re.compile("~(.?)", re.S)
_RETURNING: Final = frozenset({"sprintf"})
_WRITING: Final = frozenset({"printf"})


def _template(
    text: str, values: Sequence[Node], whole: Callable[[Node], bool]
) -> list[Node | str] | None:
    """Return the parts of a template, its directives replaced; None if others are among them.

    `whole` tells whether a node gives an integer, which is written as it is displayed.
    """
    left = list(values)
    parts: list[Node | str] = []
    at = 0
    for found in _DIRECTIVE.finditer(text):
        parts.append(text[at : found.start()])
        at = found.end()
        match found[1]:
            case "a" | "A" if left:
                parts.append(left.pop(0))
            case "s" | "S" if left and whole(left[0]):
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
    ports: list[Node] = []
    if called not in _RETURNING | _WRITING:
        destination = arguments.pop(0) if arguments else None
        if isinstance(destination, Call):
            writes, ports = True, [destination]
        elif isinstance(destination, Const) and isinstance(destination.value, bool):
            writes = destination.value
        else:
            return None
    if not arguments or (writes and used):
        return None
    template = arguments.pop(0)
    if not isinstance(template, Const) or not isinstance(template.value, String):
        return None
    parts = _template(
        template.value.text, arguments, lambda each: writer.sheet.kinds.only(each, "int")
    )
    if parts is None or not all(each == "" or _is_shown(writer, each) for each in parts):
        return None
    file = _file(writer, ports) if writes else []
    if file is None:
        return None
    texts = _several(writer, [each for each in parts if not isinstance(each, str)], out)
    assert texts is not None
    made = joined([constant(each) if isinstance(each, str) else texts.pop(0) for each in parts])
    return _print(made, file) if writes else call(writer.runtime("String"), made)


def _is_shown(writer: Writer, part: Node | str) -> bool:
    if isinstance(part, str):
        return part.isascii() or not writer.sheet.byte_strings
    return _can_show(writer, part)
