"""The forms of SRFI 64 that test expressions; they know their places in the program."""

from __future__ import annotations

from typing import Any

from ..data import Pair
from ..expander import Expander
from ..libraries.srfi.srfi64 import TABLE, Source
from ..nodes import Call, Const, Lambda, Node, PrimitiveRef
from ..syntax import Scope, complain, name_of, strip
from ..tokens import Place

__all__ = ["TABLE"]

_Parts = list[tuple[Any, Place]]


def _parts(x: Expander, form: Pair, place: Place, least: int, most: int) -> _Parts:
    parts = x.parts(form.cdr, place, "test")
    if not least <= len(parts) <= most:
        complain(f"{name_of(form.car)} takes from {least} to {most} arguments", place)
    return parts


def _thunk(x: Expander, part: tuple[Any, Place], scope: Scope) -> Lambda:
    form, place = part
    return Lambda(place, "test", body=x.expand(form, scope, place))


def _source(form: Pair, place: Place, tested: Any = None) -> Node:
    return Const(place, Source(strip(form), place, strip(tested)))


def _helper(x: Expander, name: str, place: Place, *arguments: Node) -> Node:
    return Call(place, PrimitiveRef(place, x.image.primitive(TABLE[name])), list(arguments))


@TABLE.syntax("test-assert")
def expand_test_assert(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(test-assert [name] expression)`."""
    *names, tested = _parts(x, form, place, 1, 2)
    source = _source(form, place, tested[0])
    return _helper(
        x, "%test-assert", place, source, _thunk(x, tested, scope), *x.each(names, scope)
    )


def _compared(
    x: Expander, form: Pair, parts: _Parts, same: Node, scope: Scope, place: Place
) -> Node:
    *names, expected, tested = parts
    source = _source(form, place, tested[0])
    thunks = _thunk(x, expected, scope), _thunk(x, tested, scope)
    return _helper(x, "%test-compare", place, source, same, *thunks, *x.each(names, scope))


@TABLE.syntax("test-eq", "test-eqv", "test-equal")
def expand_test_equal(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(test-equal [name] expected expression)`, and by `eqv?` and `eq?`."""
    parts = _parts(x, form, place, 2, 3)
    same = x.known(f"{name_of(form.car).removeprefix('test-')}?", place)
    return _compared(x, form, parts, same, scope, place)


@TABLE.syntax("test-approximate")
def expand_test_approximate(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(test-approximate [name] expected expression error)`."""
    *parts, margin = _parts(x, form, place, 3, 4)
    same = _helper(x, "%test-approximately", place, x.expand(margin[0], scope, margin[1]))
    return _compared(x, form, parts, same, scope, place)


@TABLE.syntax("test-error")
def expand_test_error(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(test-error [[name] type] expression)`."""
    *names, tested = _parts(x, form, place, 1, 3)
    kind = names.pop() if names else (True, place)
    source = _source(form, place, tested[0])
    thunks = _thunk(x, kind, scope), _thunk(x, tested, scope)
    return _helper(x, "%test-error", place, source, *thunks, *x.each(names, scope))


@TABLE.syntax("test-end")
def expand_test_end(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(test-end [name])`."""
    names = x.each(_parts(x, form, place, 0, 1), scope)
    name = names[0] if names else Const(place, False)
    return _helper(x, "%test-end", place, name, _source(form, place))
