"""Arithmetic on small integers: CHICKEN's (chicken fixnum).

What does not fit a fixnum wraps around, or is #f where the name ends in a question mark.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from ...conditions import DivisionError
from ...declaration import Table, refuse

__all__ = ["TABLE"]

TABLE: Final = Table()

_Functions: TypeAlias = "dict[str, Callable[..., Any]]"

_BITS: Final = 63
_LARGEST: Final = (1 << (_BITS - 1)) - 1
_SMALLEST: Final = -_LARGEST - 1

TABLE.value("fixnum-bits", _BITS)
TABLE.value("fixnum-precision", _BITS - 1)
TABLE.value("most-positive-fixnum", _LARGEST)
TABLE.value("most-negative-fixnum", _SMALLEST)


def _wrapped(value: int) -> int:
    return (value - _SMALLEST) % (1 << _BITS) + _SMALLEST


def _checked(name: str, arguments: tuple[Any, ...]) -> None:
    for place, each in enumerate(arguments, 1):
        if each.__class__ is not int or not _SMALLEST <= each <= _LARGEST:
            refuse(name, place, "a fixnum", each)


def _declare(name: str, give: Callable[[int], Any], function: Callable[..., Any]) -> None:
    """Declare a procedure of one or two fixnums."""
    if name in ("fxnot", "fxneg", "fxlen", "fxeven?", "fxodd?"):

        def one(number: Any) -> Any:
            _checked(name, (number,))
            return give(function(number))

        one.__doc__ = "Compute with a fixnum. CHICKEN manual, Module (chicken fixnum)."
        TABLE.procedure(name)(one)
        return

    def two(first: Any, second: Any) -> Any:
        _checked(name, (first, second))
        return give(function(first, second))

    two.__doc__ = "Compute with two fixnums. CHICKEN manual, Module (chicken fixnum)."
    TABLE.procedure(name)(two)


def _divided(how: Callable[[int, int], int], name: str) -> Callable[[int, int], int]:
    def divide(one: int, other: int) -> int:
        if not other:
            raise DivisionError("division by zero", (one, other), name)
        return how(one, other)

    return divide


def _quotient(one: int, other: int) -> int:
    found = abs(one) // abs(other)
    return found if (one < 0) == (other < 0) else -found


def _same(value: Any) -> Any:
    return value


def _or_false(value: int) -> Any:
    return value if _SMALLEST <= value <= _LARGEST else False


_WRAPPING: Final[_Functions] = {
    "fx+": operator.add,
    "fx-": operator.sub,
    "fx*": operator.mul,
    "fx/": _divided(_quotient, "fx/"),
    "fxmod": _divided(operator.mod, "fxmod"),
    "fxrem": _divided(lambda one, other: one - other * _quotient(one, other), "fxrem"),
    "fxgcd": math.gcd,
    "fxmax": max,
    "fxmin": min,
    "fxand": operator.and_,
    "fxior": operator.or_,
    "fxxor": operator.xor,
    "fxnot": operator.invert,
    "fxneg": operator.neg,
    "fxlen": lambda number: (number if number >= 0 else ~number).bit_length(),
    "fxshl": lambda number, count: number << count,
    "fxshr": lambda number, count: number >> count,
}
_TESTS: Final[_Functions] = {
    "fx<": operator.lt,
    "fx<=": operator.le,
    "fx=": operator.eq,
    "fx>": operator.gt,
    "fx>=": operator.ge,
    "fxeven?": lambda number: not number & 1,
    "fxodd?": lambda number: bool(number & 1),
}
_CHECKING: Final[_Functions] = {
    "fx+?": operator.add,
    "fx-?": operator.sub,
    "fx*?": operator.mul,
    "fx/?": _divided(_quotient, "fx/?"),
}
for _give, _functions in ((_wrapped, _WRAPPING), (_same, _TESTS), (_or_false, _CHECKING)):
    for _name, _function in _functions.items():
        _declare(_name, _give, _function)
