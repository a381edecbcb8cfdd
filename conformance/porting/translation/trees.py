"""Constructors of common Python trees."""

from __future__ import annotations

import ast
from collections.abc import Collection

from .python import negated

__all__ = ["assign", "edges_on_cycles", "if_else", "try_except", "while_"]


def assign(name: str, value: ast.expr) -> ast.stmt:
    """Return the assignment of a value to a variable."""
    return ast.Assign([ast.Name(name)], value, lineno=0)


_JUMPS = (ast.Continue, ast.Break, ast.Return, ast.Raise)


def if_else(test: ast.expr, yes: list[ast.stmt], other: list[ast.stmt]) -> list[ast.stmt]:
    """Return an `if` statement, without `else` after a branch that ends in a jump."""
    if not yes and other:
        return [ast.If(negated(test), other, [])]
    if yes and isinstance(yes[-1], _JUMPS):
        if len(other) == 1 and isinstance(other[0], _JUMPS) and len(yes) > 1:
            return [ast.If(negated(test), other, []), *yes]
        return [ast.If(test, yes, []), *other]
    return [ast.If(test, yes or [ast.Pass()], other)]


def while_(body: list[ast.stmt]) -> list[ast.stmt]:
    """Return a `while` loop; an exit test at the start of its body becomes its condition."""
    if isinstance(body[-1], ast.Continue):
        body = body[:-1] or [ast.Pass()]
    match body[0]:
        case ast.If(test, [ast.Break()], []) if len(body) > 1:
            return [ast.While(negated(test), body[1:], [])]
        case ast.If(test, [ast.Return(None)], []) if len(body) > 1:
            return [ast.While(negated(test), body[1:], []), ast.Return()]
    return [ast.While(ast.Constant(True), body, [])]


def try_except(body: list[ast.stmt], name: str, handled: list[ast.stmt]) -> ast.stmt:
    """Return a `try` statement with one handler, in which `name` is the exception."""
    used = any(
        isinstance(node, ast.Name) and node.id == name
        for statement in handled
        for node in ast.walk(statement)
    )
    handler = ast.ExceptHandler(ast.Name("Exception"), name if used else None, handled)
    return ast.Try(body or [ast.Pass()], [handler], [], [])


def edges_on_cycles(edges: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the edges of a graph that lie on a cycle."""
    after: dict[str, set[str]] = {}
    for one, other in edges:
        after.setdefault(one, set()).add(other)

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        left = [start]
        while left:
            name = left.pop()
            if name not in found:
                found.add(name)
                left += after.get(name, ())
        return found

    return {(one, other) for one, other in edges if one in reached(other)}
