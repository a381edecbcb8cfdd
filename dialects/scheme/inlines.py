"""Procedures that the compiler writes out, by name and number of arguments.

Each does what the library's procedure of that name does, with the common case first; for every
other it calls that procedure or one that `compiler.RUNTIME` names, which also refuse what is
wrong. They are used only where a program has not given the name another meaning.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final, Protocol

from attrs import frozen

from .data import Special, Symbol
from .fragments import call, class_of, constant, is_, name, store
from .nodes import Call, Const, Node
from .tokens import Place

__all__ = ["INLINES", "Inline", "twice"]


class Writer(Protocol):
    """What an inlined procedure needs of the compiler."""

    def temporary(self) -> str:
        """Return the name of a new variable."""

    def at(self, made: Any, place: Place) -> Any:
        """Give a Python node the place of a form."""

    def test(self, node: Node, out: list[ast.stmt]) -> ast.expr:
        """Return an expression that is true to Python where the node is to Scheme."""


Make = Callable[[Writer, list[ast.expr], Call], ast.expr | None]


@frozen
class Inline:
    """A procedure that is written out.

    Attributes:
        make: returns the expression, given the arguments' and the call; None where it is better
            called after all.
        boolean: whether its value is always a boolean, and Python's expression as well.
    """

    make: Make
    boolean: bool = False


INLINES: Final[dict[tuple[str, int], Inline]] = {}


def inline(*names: str, count: int, boolean: bool = False) -> Callable[[Make], Make]:
    """Enter how procedures of these names are written out for so many arguments."""

    def enter(make: Make) -> Make:
        for each in names:
            INLINES[each, count] = Inline(make, boolean)
        return make

    return enter


def twice(writer: Writer, value: ast.expr) -> tuple[ast.expr, ast.expr]:
    """Return a value as it is written where it is used first, and where it is used again."""
    if isinstance(value, ast.Constant | ast.Name):
        return value, value
    held = writer.temporary()
    return ast.NamedExpr(store(held), value), name(held)


# Pairs


def _path(word: str) -> Make:
    """Return how `cadr` and its kin are written: the letters from the last to the first."""

    def make(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
        made = arguments[0]
        for letter in reversed(word[1:-1]):
            part = "car" if letter == "a" else "cdr"
            made = writer.at(ast.Attribute(made, part, ast.Load()), node.place)
        return made

    return make


def _paths(length: int) -> list[str]:
    return [""] if not length else [a + b for a in "ad" for b in _paths(length - 1)]


for _length in range(1, 5):
    for _letters in _paths(_length):
        INLINES[f"c{_letters}r", 1] = Inline(_path(f"c{_letters}r"))


@inline("cons", count=2)
def _cons(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
    return call("%Pair", *arguments)


@inline("pair?", count=1, boolean=True)
def _is_pair(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
    return is_(class_of(arguments[0]), name("%Pair"))


@inline("null?", count=1, boolean=True)
def _is_null(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
    return is_(arguments[0], name("%nil"))


@inline("eof-object?", count=1, boolean=True)
def _is_eof(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
    return is_(arguments[0], name("%eof"))


@inline("not", count=1, boolean=True)
def _not(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
    return is_(arguments[0], constant(False))


# Numbers


def _integers(
    writer: Writer, arguments: list[ast.expr]
) -> tuple[ast.expr | None, ast.expr, ast.expr]:
    """Return the test that two arguments are integers, and how each is written behind it.

    The test evaluates the arguments; it is None where both are constants.
    """
    one, other = arguments
    if _is_int(one) and _is_int(other):
        return None, one, other
    if _is_int(other):
        first, again = twice(writer, one)
        return is_(class_of(first), name("%int")), again, other
    if _is_int(one):
        first, again = twice(writer, other)
        return is_(class_of(first), name("%int")), one, again
    first, one_again = twice(writer, one)
    second, other_again = twice(writer, other)
    test = ast.Compare(class_of(first), [ast.Is(), ast.Is()], [class_of(second), name("%int")])
    return test, one_again, other_again


def _is_int(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and type(value.value) is int


def _arithmetic(operator: ast.operator, otherwise: str) -> Make:
    def make(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
        test, one, other = _integers(writer, arguments)
        made = writer.at(ast.BinOp(one, operator, other), node.place)
        if test is None:
            return made  # type: ignore[no-any-return]
        return ast.IfExp(test, made, writer.at(call(otherwise, one, other), node.place))

    return make


def _several(make: Make) -> Make:
    """Return how an operation is written for more than two arguments."""

    def made(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr | None:
        result = arguments[0]
        for each in arguments[1:]:
            next_result = make(writer, [result, each], node)
            assert next_result is not None
            result = next_result
        return result

    return made


for _name, _operator, _otherwise in (
    ("+", ast.Add(), "%add"),
    ("-", ast.Sub(), "%subtract"),
    ("*", ast.Mult(), "%multiply"),
):
    _make = _arithmetic(_operator, _otherwise)
    INLINES[_name, 2] = Inline(_make)
    INLINES[_name, 3] = Inline(_several(_make))


@inline("1+", "add1", count=1)
def _increment(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr | None:
    return INLINES["+", 2].make(writer, [arguments[0], constant(1)], node)


@inline("1-", "-1+", "sub1", count=1)
def _decrement(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr | None:
    return INLINES["-", 2].make(writer, [arguments[0], constant(1)], node)


def _comparison(operator: ast.cmpop, otherwise: Callable[..., ast.expr]) -> Make:
    def make(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
        test, one, other = _integers(writer, arguments)
        made = ast.Compare(one, [operator], [other])
        if test is None:
            return made
        return ast.IfExp(test, made, writer.at(otherwise(one, other), node.place))

    return make


for _name, _comparing in (
    ("<", ast.Lt()),
    (">", ast.Gt()),
    ("<=", ast.LtE()),
    (">=", ast.GtE()),
    ("=", ast.Eq()),
):
    INLINES[_name, 2] = Inline(
        _comparison(_comparing, lambda *arguments, runtime=f"%{_name}": call(runtime, *arguments)),
        boolean=True,
    )


@inline("zero?", count=1, boolean=True)
def _is_zero(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr | None:
    return INLINES["=", 2].make(writer, [arguments[0], constant(0)], node)


# Equality

_UNIQUE: Final = (Symbol, bool, type(None), Special)


def _is_unique(node: Node) -> bool:
    """Return whether a constant is equal to nothing but itself, however one compares."""
    return isinstance(node, Const) and (
        isinstance(node.value, _UNIQUE) or type(node.value).__name__ == "Nil"
    )


def _eq_by(otherwise: str) -> Make:
    def make(writer: Writer, arguments: list[ast.expr], node: Call) -> ast.expr:
        if any(map(_is_unique, node.arguments)):
            return is_(*arguments)
        for value, given in ((0, 1), (1, 0)):
            constant_node = node.arguments[value]
            if isinstance(constant_node, Const) and type(constant_node.value) in (int, str):
                first, again = twice(writer, arguments[given])
                kind = name("%int" if type(constant_node.value) is int else "%str")
                same = ast.Compare(again, [ast.Eq()], [arguments[value]])
                return ast.BoolOp(ast.And(), [is_(class_of(first), kind), same])
        return writer.at(call(otherwise, *arguments), node.place)  # type: ignore[no-any-return]

    return make


for _name in ("eq?", "eqv?", "equal?"):
    INLINES[_name, 2] = Inline(_eq_by(f"%{_name}"), boolean=True)
