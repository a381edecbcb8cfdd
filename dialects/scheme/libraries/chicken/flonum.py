"""Arithmetic on inexact numbers: CHICKEN's (chicken flonum)."""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Callable
from typing import Any, Final

from ...declaration import Table, refuse
from ...kinds import Int
from ...numbers import PRECISION

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _value in {
    "flonum-decimal-precision": sys.float_info.dig,
    "flonum-epsilon": sys.float_info.epsilon,
    "flonum-maximum-decimal-exponent": sys.float_info.max_10_exp,
    "flonum-maximum-exponent": sys.float_info.max_exp,
    "flonum-minimum-decimal-exponent": sys.float_info.min_10_exp,
    "flonum-minimum-exponent": sys.float_info.min_exp,
    "flonum-precision": sys.float_info.mant_dig,
    "flonum-radix": sys.float_info.radix,
    "maximum-flonum": sys.float_info.max,
    "minimum-flonum": sys.float_info.min,
}.items():
    TABLE.value(_name, _value)


@TABLE.procedure("flonum-print-precision")
def flonum_print_precision(digits: Int | None = None) -> int:
    """Return how many digits of a number are written at most; set it where `digits` is given.

    CHICKEN manual, Module (chicken flonum).
    """
    before = PRECISION["chicken"]
    if digits is not None:
        if digits < 1:
            refuse("flonum-print-precision", 1, "a positive fixnum", digits, False)
        PRECISION["chicken"] = digits
    return before


def _declare(name: str, count: int, function: Callable[..., Any]) -> None:
    def checked(*numbers: Any) -> None:
        for place, each in enumerate(numbers, 1):
            if each.__class__ is not float:
                refuse(name, place, "a flonum", each)

    def one(number: Any) -> Any:
        checked(number)
        return function(number)

    def two(first: Any, second: Any) -> Any:
        checked(first, second)
        return function(first, second)

    made = one if count == 1 else two
    made.__doc__ = "Compute with flonums. CHICKEN manual, Module (chicken flonum)."
    TABLE.procedure(name)(made)


def _real(function: Callable[..., float]) -> Callable[..., float]:
    """Return a function that is not a number where Python refuses."""

    def compute(*numbers: float) -> float:
        try:
            return function(*numbers)
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return compute


def _divided(one: float, other: float) -> float:
    if other:
        return one / other
    if one == 0 or math.isnan(one):
        return math.nan
    return math.copysign(math.inf, one) * math.copysign(1.0, other)


def _rounded(function: Callable[[float], int]) -> Callable[[float], float]:
    def rounded(number: float) -> float:
        return math.copysign(float(function(number)), number) if math.isfinite(number) else number

    return rounded


def _half_away(number: float) -> int:
    return math.floor(number + 0.5) if number >= 0 else math.ceil(number - 0.5)


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _gcd(one: float, other: float) -> float:
    while other:
        one, other = other, math.fmod(one, other)
    return abs(one)


_TWO: Final[dict[str, Callable[..., Any]]] = {
    "fp+": operator.add,
    "fp-": operator.sub,
    "fp*": operator.mul,
    "fp/": _divided,
    "fp/?": _divided,
    "fp<": operator.lt,
    "fp<=": operator.le,
    "fp=": operator.eq,
    "fp>": operator.gt,
    "fp>=": operator.ge,
    "fpmax": max,
    "fpmin": min,
    "fpgcd": _gcd,
    "fpatan2": math.atan2,
    "fpexpt": _real(math.pow),
}
_ONE: Final[dict[str, Callable[..., Any]]] = {
    "fpabs": abs,
    "fpneg": operator.neg,
    "fpfloor": _rounded(math.floor),
    "fpceiling": _rounded(math.ceil),
    "fptruncate": _rounded(math.trunc),
    "fpround": _rounded(_half_away),
    "fpinteger?": float.is_integer,
    "fpsin": _real(math.sin),
    "fpcos": _real(math.cos),
    "fptan": _real(math.tan),
    "fpasin": _real(math.asin),
    "fpacos": _real(math.acos),
    "fpatan": math.atan,
    "fpexp": _real(math.exp),
    "fplog": _real(_log),
    "fpsqrt": _real(math.sqrt),
}
for _count, _functions in ((1, _ONE), (2, _TWO)):
    for _name, _function in _functions.items():
        _declare(_name, _count, _function)
