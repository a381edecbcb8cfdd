"""Python's `ast` as the compiler makes it, as one writes it by hand."""

from __future__ import annotations

import ast
from typing import Any, Final

from ..fragments import name
from .sheet import Sheet

__all__ = ["tidy"]

_RUNTIME: Final = {
    "%Pair": "Pair",
    "%before_keywords": "before_keywords",
    "%choose": "choose_clause",
    "%eof": "EOF",
    "%keywords": "take_keywords",
    "%nil": "NIL",
    "%to_list": "to_list",
    "%unpack": "unpack",
    "%unpack_rest": "unpack_rest",
    "%unset": "UNSET",
}
_PYTHON: Final = {"%int": "int", "%str": "str", "%list": "list", "%to": "loop_to_go_on_with"}
_INVERTED: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}


def tidy(statements: list[ast.stmt], sheet: Sheet) -> list[ast.stmt]:
    """Return statements with the compiler's own names replaced, and shorter where that is easy."""
    cleaner = _Cleaner(sheet)
    return [made for each in statements for made in cleaner.statement(each)]


class _Cleaner(ast.NodeTransformer):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        made: Any = self.visit(node)
        return made if isinstance(made, list) else [made]

    def visit_Name(self, node: ast.Name) -> ast.expr:
        """Replace a name that Python has not."""
        text = node.id
        if not text.startswith("%"):
            return node
        if text in _PYTHON:
            return ast.copy_location(ast.Name(_PYTHON[text], node.ctx), node)
        if text in _RUNTIME:
            return ast.copy_location(name(self.sheet.runtime(_RUNTIME[text])), node)
        return self.sheet.constant(self.sheet.image.globals[text])

    def visit_While(self, node: ast.While) -> ast.stmt:
        """Bind what a loop's functions use, and leave out a last `continue`."""
        self.generic_visit(node)
        if isinstance(node.body[-1], ast.Continue) and len(node.body) > 1:
            node.body.pop()
        self._bind(node)
        return node

    def visit_For(self, node: ast.For) -> ast.stmt:
        """Bind what a loop's functions use."""
        self.generic_visit(node)
        self._bind(node)
        return node

    def _bind(self, loop: ast.While | ast.For) -> None:
        """Give functions in a loop the values of this turn; they are called in it alone."""
        stored = {
            each.id
            for each in _own_nodes(loop)
            if isinstance(each, ast.Name)
            and isinstance(each.ctx, ast.Store)
            and "." not in each.id
            and not self.sheet.is_used(each.id)  # a variable of the module, which all see
        } - self.sheet.assigned_names()
        for each in _own_nodes(loop):
            if isinstance(each, ast.FunctionDef):
                _bind_values(each, stored)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        """Write `a is not b` for `not a is b`."""
        self.generic_visit(node)
        return opposite(node.operand) if isinstance(node.op, ast.Not) else node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        """Write `a and b and c` for `(a and b) and c`."""
        self.generic_visit(node)
        values: list[ast.expr] = []
        for each in node.values:
            same = isinstance(each, ast.BoolOp) and type(each.op) is type(node.op)
            values += each.values if isinstance(each, ast.BoolOp) and same else [each]
        node.values = values
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        """Leave out what is never chosen."""
        self.generic_visit(node)
        if isinstance(node.test, ast.Constant) and isinstance(node.test.value, bool):
            return node.body if node.test.value else node.orelse
        return node

    def visit_If(self, node: ast.If) -> ast.stmt | list[ast.stmt]:
        """Leave out what does nothing."""
        self.generic_visit(node)
        if all(isinstance(each, ast.Pass) for each in node.body) and node.orelse:
            node.test, node.body, node.orelse = opposite(node.test), node.orelse, []
        if isinstance(node.test, ast.Constant) and isinstance(node.test.value, bool):
            chosen = node.body if node.test.value else node.orelse
            return chosen or ast.Pass()
        return node


def opposite(test: ast.expr) -> ast.expr:
    """Return the test that is true where another is not."""
    match test:
        case ast.Compare(left=left, ops=[operator], comparators=others) if (
            type(operator) in _INVERTED
        ):
            return ast.copy_location(
                ast.Compare(left, [_INVERTED[type(operator)]()], others), test
            )
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return operand
        case ast.Constant(value=bool() as value):
            return ast.Constant(not value)
    return ast.UnaryOp(ast.Not(), test)


def _own_nodes(loop: ast.stmt) -> list[ast.AST]:
    """Return the nodes of a loop that are in no function in it; the functions themselves too."""
    found: list[ast.AST] = []
    waiting: list[ast.AST] = list(ast.iter_child_nodes(loop))
    while waiting:
        node = waiting.pop()
        found.append(node)
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)
    return found


def _bind_values(made: ast.FunctionDef, stored: set[str]) -> None:
    own = {each.arg for each in made.args.args}
    if made.args.vararg is not None:
        return
    inside = [each for statement in made.body for each in ast.walk(statement)]
    for each in inside:
        if isinstance(each, ast.Nonlocal):
            own.update(each.names)
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            own.add(each.id)
    used = {each.id for each in inside if isinstance(each, ast.Name)}
    for text in sorted(used & stored - own):
        made.args.args.append(ast.arg(text))
        made.args.defaults.append(name(text))
