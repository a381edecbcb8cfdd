"""SRFI 141: integer division. R7RS has the floor and truncate families."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from ...calls import values
from ...conditions import DivisionError
from ...declaration import Table, refuse

__all__ = ["TABLE"]

TABLE: Final = Table()

_Rounding = Callable[[int, int], int]


def _euclidean(one: int, other: int) -> int:
    return one // other if other > 0 else -(one // -other)


def _round(one: int, other: int) -> int:
    return round(Fraction(one, other))


def _balanced(one: int, other: int) -> int:
    quotient = _euclidean(one, other)
    if 2 * (one - other * quotient) >= abs(other):
        quotient += 1 if other > 0 else -1
    return quotient


_FAMILIES: Final[dict[str, _Rounding]] = {
    "ceiling": lambda one, other: -(-one // other),
    "round": _round,
    "euclidean": _euclidean,
    "balanced": _balanced,
}


def _divided(procedure: str, quotient: _Rounding, one: Any, other: Any) -> tuple[Any, Any]:
    """Return the quotient and the remainder, inexact where an argument is."""
    exact: list[int] = []
    inexact = False
    for place, each in enumerate((one, other), 1):
        is_whole = each.__class__ is int or (
            each.__class__ is float and math.isfinite(each) and each.is_integer()
        )
        if not is_whole:
            refuse(procedure, place, "an integer", each)
        inexact = inexact or each.__class__ is float
        exact.append(int(each))
    if not exact[1]:
        raise DivisionError("division by zero", (), procedure)
    found = quotient(*exact)
    rest = exact[0] - exact[1] * found
    return (float(found), float(rest)) if inexact else (found, rest)


def _declare(family: str, quotient: _Rounding) -> None:
    def divide(one: Any, other: Any) -> Any:
        return values(*_divided(f"{family}/", quotient, one, other))

    def quotient_of(one: Any, other: Any) -> Any:
        return _divided(f"{family}-quotient", quotient, one, other)[0]

    def remainder_of(one: Any, other: Any) -> Any:
        return _divided(f"{family}-remainder", quotient, one, other)[1]

    for name, function, words in (
        (f"{family}/", divide, "quotient and the remainder"),
        (f"{family}-quotient", quotient_of, "quotient"),
        (f"{family}-remainder", remainder_of, "remainder"),
    ):
        function.__doc__ = f"Return the {words} of {family} division. SRFI 141, Specification."
        TABLE.procedure(name)(function)


for _family, _quotient in _FAMILIES.items():
    _declare(_family, _quotient)
