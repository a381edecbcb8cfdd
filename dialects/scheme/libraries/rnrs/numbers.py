"""The arithmetic of R6RS: division of (rnrs base), and (rnrs arithmetic bitwise)."""

from __future__ import annotations

import math
from typing import Annotated, Any, Final, TypeAlias

from ... import numbers
from ...calls import values
from ...conditions import DivisionError
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import NAMES, Index, Int, Kind, Num, Real, Text
from .. import bitwise, numeric
from ..numeric import Radix

__all__ = ["TABLE", "divided", "divided_evenly"]

TABLE: Final = Table()

_DIVIDEND: Final = Kind(
    "a finite real number",
    "{}.__class__ in (int, float, Fraction)",
    value_test="not STATE.profile.strict_rnrs or isfinite({})",
)
NAMES.update(STATE=STATE, isfinite=math.isfinite)
_Dividend: TypeAlias = Annotated[Any, _DIVIDEND]


def divided(one: Any, other: Any) -> tuple[Any, Any]:
    """Return a quotient, and a remainder from 0 to below the absolute value of the divisor."""
    if other == 0:
        raise DivisionError("division by zero")
    quotient = one // other if other > 0 else -(one // -other)
    if quotient != quotient:  # of what is not finite
        quotient = one / other
    return numbers.exact(quotient) if _are_exact(one, other) else quotient, one - other * quotient


def divided_evenly(one: Any, other: Any) -> tuple[Any, Any]:
    """Return a quotient, and a remainder around 0 that is at most half the divisor."""
    quotient, rest = divided(one, other)
    half = abs(other) / 2 if other.__class__ is float else abs(other) * numbers.divide(1, 2)
    if rest < half:
        return quotient, rest
    return (quotient + 1, rest - other) if other > 0 else (quotient - 1, rest + other)


def _are_exact(one: Any, other: Any) -> bool:
    return one.__class__ is not float and other.__class__ is not float


@TABLE.procedure("div")
def div(one: _Dividend, other: Real) -> Any:
    """Return the quotient to a remainder that is not negative. R6RS, 11.7.4."""
    return divided(one, other)[0]


@TABLE.procedure("mod")
def mod(one: _Dividend, other: Real) -> Any:
    """Return the remainder that is not negative. R6RS, 11.7.4."""
    return divided(one, other)[1]


@TABLE.procedure("div-and-mod")
def div_and_mod(one: _Dividend, other: Real) -> Any:
    """Return quotient and remainder of `div` and `mod`. R6RS, 11.7.4."""
    return values(*divided(one, other))


@TABLE.procedure("div0")
def div0(one: _Dividend, other: Real) -> Any:
    """Return the quotient to the remainder that is nearest to 0. R6RS, 11.7.4."""
    return divided_evenly(one, other)[0]


@TABLE.procedure("mod0")
def mod0(one: _Dividend, other: Real) -> Any:
    """Return the remainder that is nearest to 0. R6RS, 11.7.4."""
    return divided_evenly(one, other)[1]


@TABLE.procedure("div0-and-mod0")
def div0_and_mod0(one: _Dividend, other: Real) -> Any:
    """Return quotient and remainder of `div0` and `mod0`. R6RS, 11.7.4."""
    return values(*divided_evenly(one, other))


def _real(value: Any) -> Any:
    """Return the real number that a number is the same as, or None."""
    if numbers.is_number(value) and value.imag == 0:
        return value.real
    return None


@TABLE.procedure("real-valued?")
def is_real_valued(value: Any) -> bool:
    """Return whether a value is a number without an imaginary part, or with 0.0. R6RS, 11.7.4."""
    return _real(value) is not None


@TABLE.procedure("rational-valued?")
def is_rational_valued(value: Any) -> bool:
    """Return whether a value is the same as a rational number. R6RS, 11.7.4."""
    real = _real(value)
    return real is not None and math.isfinite(real)


@TABLE.procedure("integer-valued?")
def is_integer_valued(value: Any) -> bool:
    """Return whether a value is the same as an integer. R6RS, 11.7.4."""
    return is_rational_valued(value) and _real(value) % 1 == 0


@TABLE.procedure("number->string")
def number_to_string(number: Num, radix: Radix = 10, precision: Index | None = None) -> Text:
    """Return a number as it is written; a precision is one that suffices. R6RS, 11.7.4."""
    return numeric.number_to_string(number, radix)


# Bits


@TABLE.procedure("bitwise-if")
def bitwise_if(mask: Int, one: Int, other: Int) -> int:
    """Return the bits of `one` where the mask has one, those of `other` elsewhere. R6RS 11.4."""
    return (mask & one) | (~mask & other)


@TABLE.procedure("bitwise-bit-count")
def bitwise_bit_count(integer: Int) -> int:
    """Return how many bits are 1; of a negative integer, -1 minus those that are 0.

    R6RS library, 11.4.
    """
    return integer.bit_count() if integer >= 0 else ~(~integer).bit_count()


@TABLE.procedure("bitwise-length")
def bitwise_length(integer: Int) -> int:
    """Return how many bits an integer takes without its sign. R6RS library, 11.4."""
    return bitwise.integer_length(integer)


@TABLE.procedure("bitwise-first-bit-set")
def bitwise_first_bit_set(integer: Int) -> int:
    """Return the place of the lowest bit that is 1, or -1. R6RS library, 11.4."""
    return bitwise.first_set_bit(integer)


@TABLE.procedure("bitwise-bit-set?")
def is_bitwise_bit_set(integer: Int, place: Index) -> bool:
    """Return whether a bit is 1. R6RS library, 11.4."""
    return bool(integer >> place & 1)


@TABLE.procedure("bitwise-copy-bit")
def bitwise_copy_bit(integer: Int, place: Index, bit: Int) -> int:
    """Return an integer with a bit replaced. R6RS library, 11.4."""
    return integer & ~(1 << place) | (bit & 1) << place


@TABLE.procedure("bitwise-bit-field")
def bitwise_bit_field(integer: Int, start: Index, end: Index) -> int:
    """Return a part of the bits. R6RS library, 11.4."""
    return bitwise.bit_field(integer, start, end)


@TABLE.procedure("bitwise-copy-bit-field")
def bitwise_copy_bit_field(integer: Int, start: Index, end: Index, source: Int) -> int:
    """Return an integer with a part of its bits replaced. R6RS library, 11.4."""
    return bitwise.bit_field_replace(integer, source, start, end)


@TABLE.procedure("bitwise-arithmetic-shift")
def bitwise_arithmetic_shift(integer: Int, count: Int) -> int:
    """Return an integer times a power of 2, rounded down. R6RS library, 11.4."""
    return bitwise.arithmetic_shift(integer, count)


@TABLE.procedure("bitwise-arithmetic-shift-left")
def bitwise_arithmetic_shift_left(integer: Int, count: Index) -> int:
    """Return an integer times a power of 2. R6RS library, 11.4."""
    return bitwise.arithmetic_shift(integer, count)


@TABLE.procedure("bitwise-arithmetic-shift-right")
def bitwise_arithmetic_shift_right(integer: Int, count: Index) -> int:
    """Return an integer divided by a power of 2, rounded down. R6RS library, 11.4."""
    return bitwise.arithmetic_shift(integer, -count)


@TABLE.procedure("bitwise-rotate-bit-field")
def bitwise_rotate_bit_field(integer: Int, start: Index, end: Index, count: Index) -> int:
    """Return an integer with a part of its bits rotated to the left. R6RS library, 11.4."""
    return bitwise.bit_field_rotate(integer, count, start, end)


@TABLE.procedure("bitwise-reverse-bit-field")
def bitwise_reverse_bit_field(integer: Int, start: Index, end: Index) -> int:
    """Return an integer with a part of its bits in reverse order. R6RS library, 11.4."""
    return bitwise.bit_field_reverse(integer, start, end)
