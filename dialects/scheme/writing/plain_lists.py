"""Lists for which Python has comprehensions and loops; see `plain`, whose table it completes."""

from __future__ import annotations

import ast

from ..fragments import call, constant, store
from ..libraries.manifests import table
from ..nodes import Call, Lambda, Node, PrimitiveRef
from .plain import PLAIN, Writer, plain

__all__ = ["PLAIN"]


def _taking_one(writer: Writer, node: Node) -> bool:
    """Return whether a node gives a function that may be called with one argument."""
    if isinstance(node, Lambda):
        return node.plain and len(node.required) == 1
    return writer.sheet.kinds.is_ours(node)


def _is_kept(node: Node) -> bool:
    """Return whether a closure keeps a variable of one call, which a loop's next turn changes."""
    return isinstance(node, Lambda) and any(each.outlives for each in node.own)


@plain("map")
def _map(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    function = node.function
    assert isinstance(function, PrimitiveRef)
    if len(node.arguments) != 2 or function.primitive.entry is not table("libraries.lists")["map"]:
        return None
    if not _taking_one(writer, node.arguments[0]):
        return None
    made, items = writer.operands(node.arguments, out)
    iterated = call(writer.runtime("iterate"), items)
    assigning = any(
        isinstance(each, ast.NamedExpr) for part in (made, items) for each in ast.walk(part)
    )
    if assigning or _is_kept(node.arguments[0]):
        return call(writer.runtime("to_list"), call("map", made, iterated))
    if isinstance(made, ast.Lambda):
        target, element = made.args.args[0].arg, made.body
    else:
        target = writer.fresh("each")
        element = ast.Call(made, [ast.Name(target, ast.Load())], [])
    turn = ast.comprehension(store(target), iterated, [], 0)
    return call(writer.runtime("to_list"), ast.ListComp(element, [turn]))


@plain("for-each")
def _for_each(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if used or len(node.arguments) != 2:
        return None
    made, items = node.arguments
    body: list[ast.stmt] = []
    if not _taking_one(writer, made):
        return None
    if isinstance(made, Lambda):
        if _is_kept(made) or made.body is None:
            return None
        values = call(writer.runtime("iterate"), writer.value(items, out))
        (target,) = writer.spliced(made, body)
    else:
        function, given = writer.operands(node.arguments, out)
        if not isinstance(function, ast.Name | ast.Attribute):
            return None
        values = call(writer.runtime("iterate"), given)
        target = writer.fresh("each")
        writer.used.add(target)
        body = [ast.Expr(ast.Call(function, [ast.Name(target, ast.Load())], []))]
    out.append(ast.For(store(target), values, body, [], None))
    return constant(None)


@plain("length")
def _length(writer: Writer, node: Call, out: list[ast.stmt], used: bool) -> ast.expr | None:
    if len(node.arguments) != 1 or not writer.sheet.kinds.only_list(node.arguments[0]):
        return None
    items = writer.value(node.arguments[0], out)
    match items:
        case ast.Call(func=ast.Name(id=function), args=[ast.List() | ast.ListComp() as made]) if (
            function == writer.sheet.known_runtime("to_list")
        ):
            return call("len", made)
    return call("len", call("list", call(writer.runtime("iterate"), items)))
