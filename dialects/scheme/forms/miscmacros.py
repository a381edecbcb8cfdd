"""The forms of CHICKEN's egg `miscmacros` that bind `it`."""

from __future__ import annotations

from typing import Any, Final

from ..data import Pair, Symbol
from ..declaration import Table
from ..expander import Expander, sequence
from ..nodes import Call, Const, Fix, If, Lambda, Let, LocalRef, Node
from ..syntax import Scope, complain
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()

_IT: Final = Symbol("it")


@TABLE.syntax("if*")
def expand_if(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(if* test then [otherwise])`: `it` is the test's value in `then`."""
    parts = x.parts(form.cdr, place, "if*")
    if len(parts) not in (2, 3):
        complain("if* takes a test, a consequence and perhaps an alternative", place)
    inner = Scope(scope)
    test = x.expand(parts[0][0], scope, parts[0][1])
    it = x.bind(_IT, inner, place)
    then = x.expand(parts[1][0], inner, parts[1][1])
    otherwise: Node = Const(place, None)
    if len(parts) == 3:
        otherwise = x.expand(parts[2][0], inner, parts[2][1])
    return Let(place, [it], [test], If(place, LocalRef(place, it), then, otherwise))


@TABLE.syntax("repeat*")
def expand_repeat(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(repeat* count body ...)`: `it` counts down to 1."""
    parts: list[Any] = x.parts(form.cdr, place, "repeat*")
    if not parts:
        complain("repeat* takes a count", place)
    count = x.expand(parts[0][0], scope, parts[0][1])
    outer = Scope(scope)
    loop = x.bind(Symbol.fresh("repeat"), outer, place)
    inner = Scope(outer)
    made = Lambda(place, "repeat*")
    it = x.bind(_IT, inner, place)
    made.required = [it]
    less = x.call("-", place, LocalRef(place, it), Const(place, 1))
    again = Call(place, LocalRef(place, loop), [less])
    made.body = If(
        place,
        x.call(">", place, LocalRef(place, it), Const(place, 0)),
        sequence([*x.each(parts[1:], inner), again], place),
        Const(place, None),
    )
    return Fix(place, [loop], [made], Call(place, LocalRef(place, loop), [count]))
