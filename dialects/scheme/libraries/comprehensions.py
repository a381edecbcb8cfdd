"""What SRFI 42's comprehensions call while they run: the generators of values, by their types."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, Final

from ... import r7rs_io
from ..calls import call
from ..conditions import error
from ..data import EOF, NIL, Nil, Pair, String, Symbol, from_list, is_procedure, to_list
from ..declaration import Table, refuse
from ..kinds import Index, Items, Proc
from ..numbers import add, multiply
from .io import read
from .program_state import OfProgram

__all__ = ["TABLE"]

TABLE: Final = Table()

_REALS: Final = (int, Fraction, float)


@TABLE.procedure("%ec-count")
def count_of(first: Any, past: Any, step: Any) -> int:
    """Return how many numbers there are from `first` to before `past`."""
    for place, each in enumerate((first, past, step), 2):
        if each.__class__ not in _REALS:
            refuse(":range", place, "a real number", each)
    if not step:
        refuse(":range", 4, "a step other than 0", step, False)
    span = past - first
    turns: float | Fraction = (
        span / Fraction(step) if _exact(first, past, step) else float(span / step)
    )
    return max(0, math.ceil(turns))


def _exact(*numbers: Any) -> bool:
    return not any(each.__class__ is float for each in numbers)


@TABLE.procedure("%ec-vector")
def vector_of(length: Index, items: Items) -> list[Any]:
    """Return a vector of items, which must be so many."""
    if len(items) != length:
        raise error("vector-of-length-ec: there are not as many values:", length, len(items))
    return list(items)


# Dispatch


def _numbers(first: Any, past: Any, step: Any = 1) -> Iterator[Any]:
    for place in range(count_of(first, past, step)):
        yield add(first, multiply(step, place))


def _characters(first: str, last: str) -> Iterator[str]:
    return map(chr, range(ord(first), ord(last) + 1))


def _data(port: Any, reader: Any) -> Iterator[Any]:
    return iter(lambda: call(reader, port), EOF)


def _iterator(values: list[Any]) -> Iterator[Any] | None:
    """Return what goes through some values, by their types; None where that is not known."""
    kinds = {each.__class__ for each in values}
    if kinds <= {Pair, Nil}:
        return itertools.chain.from_iterable(map(from_list, values))
    if kinds == {String}:
        return itertools.chain.from_iterable(each.text for each in values)
    if kinds == {list}:
        return itertools.chain.from_iterable(values)
    if kinds <= set(_REALS) and len(values) <= 3:
        return _numbers(*(values if len(values) > 1 else [0, *values]))
    if kinds == {str} and len(values) <= 2:
        return _characters(*(values if len(values) > 1 else ["\0", *values]))
    if r7rs_io.is_port(values[0]) and len(values) <= 2:
        reader = values[1] if len(values) == 2 else read
        return _data(values[0], reader) if is_procedure(reader) else None
    return None


def initial_dispatch(values: Any) -> Any:
    """Return the generator procedure for a list of values, or #f; a name for no values."""
    items = from_list(values)
    if not items:
        return Symbol("SRFI42")
    found = _iterator(items)
    return False if found is None else lambda empty: next(found, empty)


_DISPATCH: Final = OfProgram(lambda: initial_dispatch)


@TABLE.procedure("make-initial-:-dispatch")
def make_initial_dispatch() -> Any:
    """Return the dispatcher that knows Scheme's types. SRFI 42, The generator-dispatch."""
    return initial_dispatch


@TABLE.procedure(":-dispatch-ref")
def dispatch_ref() -> Any:
    """Return the dispatcher of `:`. SRFI 42, The generator-dispatch."""
    return _DISPATCH()


@TABLE.procedure(":-dispatch-set!")
def dispatch_set(dispatcher: Proc) -> None:
    """Set the dispatcher of `:`. SRFI 42, The generator-dispatch."""
    _DISPATCH(dispatcher)


@TABLE.procedure("dispatch-union")
def dispatch_union(one: Proc, other: Proc) -> Callable[[Any], Any]:
    """Return a dispatcher of two, which must not both know the values. SRFI 42."""

    def dispatch(values: Any) -> Any:
        found = [call(one, values), call(other, values)]
        if values is NIL:
            return Symbol(" ".join(getattr(each, "name", str(each)) for each in found))
        known = [each for each in found if each is not False]
        if len(known) > 1:
            raise error("dispatching conflict:", values)
        return known[0] if known else False

    return dispatch


@TABLE.procedure("%ec-dispatched")
def dispatched(dispatcher: Any, *values: Any) -> Any:
    """Return the generator procedure of a dispatcher for values."""
    if not is_procedure(dispatcher):
        refuse(":dispatched", 2, "a dispatcher", dispatcher)
    found = call(dispatcher, to_list(values))
    if found is False:
        raise error("unrecognized arguments in dispatching:", *values)
    return found
