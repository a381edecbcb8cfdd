"""R6RS's inexact real numbers: (rnrs arithmetic flonums)."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable
from functools import reduce
from typing import Annotated, Any, Final, TypeAlias

from ... import numbers
from ...calls import values
from ...declaration import Table, refuse
from ...kinds import Kind, Real
from ..numeric import TABLE as NUMBERS
from .fixnums import Fixnum
from .numbers import divided, divided_evenly

__all__ = ["TABLE"]

TABLE: Final = Table()

_FLONUM: Final = Kind("a flonum", "{}.__class__ is float")
_Flonum: TypeAlias = Annotated[float, _FLONUM]


@TABLE.procedure("flonum?")
def is_flonum(value: Any) -> bool:
    """Return whether a value is an inexact real number. R6RS library, 11.3."""
    return value.__class__ is float


@TABLE.procedure("real->flonum")
def real_to_flonum(number: Real) -> float:
    """Return the flonum nearest to a real number. R6RS library, 11.3."""
    return float(numbers.inexact(number))


@TABLE.procedure("fixnum->flonum")
def fixnum_to_flonum(fixnum: Fixnum) -> float:
    """Return the flonum nearest to a fixnum. R6RS library, 11.3."""
    return float(fixnum)


def _chained(name: str, test: Callable[[Any, Any], bool]) -> None:
    def chain(first: _Flonum, *others: _Flonum) -> bool:
        return all(itertools.starmap(test, itertools.pairwise((first, *others))))

    TABLE.procedure(name)(chain)


def _tested(name: str, test: Callable[[float], bool]) -> None:
    def tested(flonum: _Flonum) -> bool:
        return test(flonum)

    TABLE.procedure(name)(tested)


def _one(name: str, operate: Callable[[float], Any]) -> None:
    def calculate(flonum: _Flonum) -> float:
        return _real(operate(flonum))

    TABLE.procedure(name)(calculate)


def _two(name: str, operate: Callable[[float, float], Any]) -> None:
    def calculate(one: _Flonum, other: _Flonum) -> float:
        return _real(operate(one, other))

    TABLE.procedure(name)(calculate)


def _gathered(name: str, operate: Callable[[float, float], float], empty: float) -> None:
    def gather(*flonums: _Flonum) -> float:
        return reduce(operate, flonums, empty)

    TABLE.procedure(name)(gather)


def _real(number: Any) -> float:
    """Return a number as a flonum, NaN where it is complex."""
    return math.nan if number.__class__ not in (int, float) else float(number)


def _general(name: str) -> Callable[..., Any]:
    function: Callable[..., Any] = NUMBERS[name].value
    return function


def _is_odd(procedure: str) -> Callable[[float], bool]:
    def test(flonum: float) -> bool:
        if not flonum.is_integer():
            refuse(procedure, 1, "an integer", flonum)
        return flonum % 2 == 1

    return test


def _quotient(one: float, other: float) -> float:
    if other == 0:
        return math.nan if one == 0 or one != one else math.copysign(math.inf, one * _sign(other))
    return one / other


def _sign(flonum: float) -> float:
    return math.copysign(1.0, flonum)


def _extreme(choose: Callable[[float, float], float]) -> Callable[[float, float], float]:
    def extreme(one: float, other: float) -> float:
        return math.nan if one != one or other != other else choose(one, other)

    return extreme


for _name, _test in (
    ("fl=?", operator.eq),
    ("fl<?", operator.lt),
    ("fl>?", operator.gt),
    ("fl<=?", operator.le),
    ("fl>=?", operator.ge),
):
    _chained(_name, _test)
_odd, _even = _is_odd("flodd?"), _is_odd("fleven?")
for _name, _is in (
    ("flinteger?", float.is_integer),
    ("flzero?", lambda flonum: flonum == 0),
    ("flpositive?", lambda flonum: flonum > 0),
    ("flnegative?", lambda flonum: flonum < 0),
    ("flodd?", _odd),
    ("fleven?", lambda flonum: not _even(flonum)),
    ("flfinite?", math.isfinite),
    ("flinfinite?", math.isinf),
    ("flnan?", math.isnan),
):
    _tested(_name, _is)
_ALIKE: Final = "abs acos asin ceiling cos exp floor round sin sqrt tan truncate"
for _name in _ALIKE.split():
    _one(f"fl{_name}", _general(_name))
for _name, _operate in (
    ("flexpt", _general("expt")),
    ("fldiv", lambda one, other: divided(one, other)[0]),
    ("flmod", lambda one, other: divided(one, other)[1]),
    ("fldiv0", lambda one, other: divided_evenly(one, other)[0]),
    ("flmod0", lambda one, other: divided_evenly(one, other)[1]),
):
    _two(_name, _operate)
_gathered("fl+", operator.add, 0.0)
_gathered("fl*", operator.mul, 1.0)


@TABLE.procedure("flnumerator")
def flnumerator(flonum: _Flonum) -> float:
    """Return the numerator of a flonum; itself where it is not finite. R6RS library, 11.3."""
    if flonum == 0 or not math.isfinite(flonum):
        return flonum
    return float(flonum.as_integer_ratio()[0])


@TABLE.procedure("fldenominator")
def fldenominator(flonum: _Flonum) -> float:
    """Return the denominator of a flonum, 1.0 for an infinite one. R6RS library, 11.3."""
    if not math.isfinite(flonum):
        return 1.0 if math.isinf(flonum) else flonum
    return float(flonum.as_integer_ratio()[1])


@TABLE.procedure("flmax")
def flmax(first: _Flonum, *others: _Flonum) -> float:
    """Return the largest flonum, NaN if one is that. R6RS library, 11.3."""
    return reduce(_extreme(max), others, first)


@TABLE.procedure("flmin")
def flmin(first: _Flonum, *others: _Flonum) -> float:
    """Return the smallest flonum, NaN if one is that. R6RS library, 11.3."""
    return reduce(_extreme(min), others, first)


@TABLE.procedure("fl-")
def fl_minus(first: _Flonum, *others: _Flonum) -> float:
    """Subtract from the first flonum the others; negate one. R6RS library, 11.3."""
    return reduce(operator.sub, others, first) if others else -first


@TABLE.procedure("fl/")
def fl_over(first: _Flonum, *others: _Flonum) -> float:
    """Divide the first flonum by the others; invert one. R6RS library, 11.3."""
    return reduce(_quotient, others, first) if others else _quotient(1.0, first)


@TABLE.procedure("fllog")
def fllog(flonum: _Flonum, base: _Flonum | None = None) -> float:
    """Return the logarithm of a flonum, the natural one without a base. R6RS library, 11.3."""
    if flonum == 0 and base is None:
        return -math.inf
    found = _general("log")(flonum) if base is None else _general("log")(flonum, base)
    return _real(found)


@TABLE.procedure("flatan")
def flatan(one: _Flonum, other: _Flonum | None = None) -> float:
    """Return the angle whose tangent is a flonum, or the quotient of two. R6RS library, 11.3."""
    return math.atan(one) if other is None else math.atan2(one, other)


@TABLE.procedure("fldiv-and-mod")
def fldiv_and_mod(one: _Flonum, other: _Flonum) -> Any:
    """Return what `fldiv` and `flmod` do. R6RS library, 11.3."""
    return values(*divided(one, other))


@TABLE.procedure("fldiv0-and-mod0")
def fldiv0_and_mod0(one: _Flonum, other: _Flonum) -> Any:
    """Return what `fldiv0` and `flmod0` do. R6RS library, 11.3."""
    return values(*divided_evenly(one, other))
