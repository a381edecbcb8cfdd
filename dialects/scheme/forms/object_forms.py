"""What the forms of GOOPS and CLOS have in common: names that they define, and methods."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..data import Keyword, Pair, Symbol
from ..declaration import Entry
from ..expander import Expander, Frame
from ..generics import Generic
from ..nodes import (
    Call,
    Const,
    Global,
    GlobalRef,
    LocalRef,
    Node,
    Primitive,
    PrimitiveRef,
    Set,
    Variable,
)
from ..syntax import Identifier, Scope, complain, find, is_identifier, name_of
from ..tokens import Place
from .basic import procedure

__all__ = [
    "Parameters",
    "apply",
    "before",
    "extend",
    "listed",
    "method_procedure",
    "named_in",
    "take",
]


def apply(
    x: Expander, table: Mapping[str, Entry], name: str, place: Place, *arguments: Node
) -> Node:
    """Return the node of a call of a procedure in a table."""
    return Call(place, PrimitiveRef(place, x.image.primitive(table[name])), list(arguments))


def before(name: Identifier, scope: Scope, place: Place) -> Node:
    """Return the value that a name has before it is defined here, #f where it has none."""
    found = find(name, scope)
    match found:
        case Variable():
            return LocalRef(place, found)
        case Primitive():
            return PrimitiveRef(place, found)
        case Global() if found.defined:
            return GlobalRef(place, found)
    return Const(place, False)


def listed(x: Expander, place: Place, nodes: list[Node], last: Node | None = None) -> Node:
    """Return the node of a list of nodes, which ends with another one."""
    if last is None:
        return x.call("list", place, *nodes)
    for each in reversed(nodes):
        last = x.call("cons", place, each, last)
    return last


class Parameters:
    """The parameters of a method, taken apart.

    Attributes:
        names: those that have a place, and what stands for the others: a name, or keywords.
        specializers: for each of the former its datum with its place, or None.
        rest: whether there are others.
    """

    def __init__(self, x: Expander, datum: Any, place: Place) -> None:
        self.specializers: list[tuple[Any, Place] | None] = []
        names: list[Any] = []
        while datum.__class__ is Pair and not isinstance(datum.car, Keyword):
            each, at = datum.car, x.places.of(datum, place)
            if each.__class__ is Pair:
                parts = x.parts(each, at, "parameter")
                if len(parts) > 2:
                    complain("a parameter of a method is a name, or a name and a class", at)
                self.specializers.append(parts[1] if len(parts) == 2 else None)
                each = parts[0][0]
            else:
                self.specializers.append(None)
            names.append(each)
            datum = datum.cdr
        self.rest = is_identifier(datum) or datum.__class__ is Pair
        for each in reversed(names):
            datum = Pair(each, datum)
        self.names = datum


def named_in(body: Any, name: str) -> Identifier | None:
    """Return the first identifier in a body that is written like `name`, or None."""
    stack = [body]
    while stack:
        each = stack.pop()
        if is_identifier(each) and name_of(each) == name:
            found: Identifier = each
            return found
        if each.__class__ is Pair:
            stack += [each.cdr, each.car]
        elif each.__class__ is list:
            stack += each
    return None


def method_procedure(
    x: Expander, next_name: Identifier | None, names: Any, body: Any, scope: Scope, place: Place
) -> Node:
    """Return a method's procedure; the next method is its first parameter, if it has a name."""
    parameters = names if next_name is None else Pair(next_name, names)
    return procedure(x, parameters, body, scope, place)


def take(
    x: Expander, table: Mapping[str, Entry], name: Any, frame: Frame, new: str, place: Place
) -> Primitive | None:
    """Prepare a name for methods to be added to its value.

    An unbound name is defined as a generic function, which the procedure `new` of the table makes.
    A library's procedure is returned, for `extend`.
    """
    if not is_identifier(name):
        complain("a method of what is no name", place)
    found = find(name, frame.scope)
    if isinstance(found, Primitive):
        return found
    if not isinstance(found, Variable | Global) or (
        isinstance(found, Global) and not found.defined
    ):
        symbol = Const(place, Symbol(name_of(name)))
        frame.define(name, lambda: apply(x, table, new, place, symbol), place)
    return None


def extend(
    x: Expander, table: Mapping[str, Entry], primitive: Primitive, frame: Frame, place: Place
) -> None:
    """Turn a library's procedure into a generic function, for all who use it.

    The table's `%extended` makes it of the procedure and its name.
    """
    if isinstance(primitive.entry.value, Generic):
        return
    primitive.assigned = True
    symbol = Const(place, Symbol(primitive.entry.name))

    def made() -> Node:
        old = PrimitiveRef(place, primitive)
        return Set(place, primitive, apply(x, table, "%extended", place, symbol, old))

    frame.evaluate(made, place)
