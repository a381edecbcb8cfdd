"""Numbers (R7RS 6.2)."""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, Final, TypeAlias

from .. import numbers
from ..complexes import ExactComplex, rectangular
from ..conditions import DivisionError
from ..data import Values
from ..declaration import Table
from ..dynamics import STATE
from ..kinds import Index, Kind, Num, Real, Text
from ..numbers import COMPARISONS, is_exact

__all__ = ["TABLE", "Radix"]

TABLE: Final = Table()

_RADIX: Final = Kind("a radix from 2 to 36", "{}.__class__ is int", value_test="2 <= {} <= 36")
Radix: TypeAlias = Annotated[int, _RADIX]
_COMPLEX: Final = (complex, ExactComplex)

_PLAIN: Final[dict[str, Callable[..., Any]]] = {
    "number?": numbers.is_number,
    "complex?": numbers.is_number,
    "real?": numbers.is_real,
    "rational?": numbers.is_rational,
    "integer?": numbers.is_integer,
    "quotient": numbers.truncate_quotient,
    "remainder": numbers.truncate_remainder,
    "modulo": numbers.floor_remainder,
    "truncate-quotient": numbers.truncate_quotient,
    "truncate-remainder": numbers.truncate_remainder,
    "floor-quotient": numbers.floor_quotient,
    "floor-remainder": numbers.floor_remainder,
}
TABLE.procedures(**_PLAIN)


def _folding(name: str, operate: Callable[[Any, Any], Any], empty: Any, alone: Any) -> None:
    def fold(*arguments: Any) -> Any:
        if len(arguments) == 2:
            return operate(*arguments)
        if not arguments:
            return empty
        if len(arguments) == 1:
            return operate(alone, arguments[0])
        made = arguments[0]
        for each in arguments[1:]:
            made = operate(made, each)
        return made

    fold.__name__ = fold.__qualname__ = name
    TABLE.procedures(**{name: fold})


_folding("+", numbers.add, 0, 0)
_folding("*", numbers.multiply, 1, 1)


@TABLE.procedure("-")
def minus(first: Any, *others: Any) -> Any:
    """Subtract from the first number the others; negate one. R7RS 6.2.6."""
    if not others:
        return numbers.subtract(0, first) if first.__class__ is not float else -first
    for each in others:
        first = numbers.subtract(first, each)
    return first


@TABLE.procedure("/")
def over(first: Any, *others: Any) -> Any:
    """Divide the first number by the others; invert one. R7RS 6.2.6."""
    if not others:
        return numbers.divide(1, first)
    for each in others:
        first = numbers.divide(first, each)
    return first


def _chain(name: str, test: Callable[[Any, Any], bool]) -> None:
    def chain(first: Any, *others: Any) -> bool:
        if not others:
            test(first, first)
            return True
        holds = True
        for each in others:
            holds = test(first, each) and holds
            first = each
        return holds

    chain.__name__ = chain.__qualname__ = name
    TABLE.procedures(**{name: chain})


for _name, _test in COMPARISONS.items():
    _chain(_name, _test)


@TABLE.procedure("exact?")
def is_exact_number(number: Num) -> bool:
    """Return whether a number is exact. R7RS 6.2.6."""
    return is_exact(number)


@TABLE.procedure("inexact?")
def is_inexact_number(number: Num) -> bool:
    """Return whether a number is inexact. R7RS 6.2.6."""
    return not is_exact(number)


@TABLE.procedure("exact-integer?")
def is_exact_integer(value: Any) -> bool:
    """Return whether a value is an exact integer. R7RS 6.2.6."""
    return value.__class__ is int


@TABLE.procedure("exact-rational?")
def is_exact_rational(value: Any) -> bool:
    """Return whether a value is an exact rational number."""
    return is_exact(value)


@TABLE.procedure("exact-nonnegative-integer?")
def is_exact_nonnegative_integer(value: Any) -> bool:
    """Return whether a value is an exact integer from 0 on."""
    return value.__class__ is int and value >= 0


@TABLE.procedure("exact", "inexact->exact")
def exact(number: Num) -> Any:
    """Return the exact number that a number is. R7RS 6.2.6."""
    return numbers.exact(number)


@TABLE.procedure("inexact", "exact->inexact")
def inexact(number: Num) -> Any:
    """Return the inexact number nearest to a number. R7RS 6.2.6."""
    return numbers.inexact(number)


def _parts(number: Any) -> list[float]:
    if is_exact(number):
        return []
    return [number.real, number.imag] if number.__class__ is complex else [number]


@TABLE.procedure("finite?")
def is_finite(number: Num) -> bool:
    """Return whether a number is neither infinite nor NaN. R7RS 6.2.6."""
    return all(map(math.isfinite, _parts(number)))


@TABLE.procedure("infinite?")
def is_infinite(number: Num) -> bool:
    """Return whether a number is infinite. R7RS 6.2.6."""
    return any(map(math.isinf, _parts(number)))


@TABLE.procedure("nan?")
def is_nan(number: Num) -> bool:
    """Return whether a number is NaN. R7RS 6.2.6."""
    return any(map(math.isnan, _parts(number)))


@TABLE.procedure("zero?")
def is_zero(number: Num) -> bool:
    """Return whether a number is 0. R7RS 6.2.6."""
    return bool(number == 0)


@TABLE.procedure("positive?")
def is_positive(number: Real) -> bool:
    """Return whether a number is above 0. R7RS 6.2.6."""
    return bool(number > 0)


@TABLE.procedure("negative?")
def is_negative(number: Real) -> bool:
    """Return whether a number is below 0. R7RS 6.2.6."""
    return bool(number < 0)


@TABLE.procedure("odd?")
def is_odd(number: Any) -> bool:
    """Return whether an integer is odd. R7RS 6.2.6."""
    return bool(numbers.floor_remainder(number, 2) == 1)


@TABLE.procedure("even?")
def is_even(number: Any) -> bool:
    """Return whether an integer is even. R7RS 6.2.6."""
    return bool(numbers.floor_remainder(number, 2) == 0)


def _extreme(first: Any, others: tuple[Any, ...], better: Callable[[Any, Any], bool]) -> Any:
    found = first
    for each in others:
        if each != each or (found == found and better(each, found)):
            found = each
    inexact_ones = any(each.__class__ is float for each in (first, *others))
    return numbers.inexact(found) if inexact_ones else found


@TABLE.procedure("max")
def maximum(first: Real, *others: Real) -> Any:
    """Return the greatest number, inexact if one of them is. R7RS 6.2.6."""
    return _extreme(first, others, lambda one, other: one > other)


@TABLE.procedure("min")
def minimum(first: Real, *others: Real) -> Any:
    """Return the smallest number, inexact if one of them is. R7RS 6.2.6."""
    return _extreme(first, others, lambda one, other: one < other)


@TABLE.procedure("abs")
def absolute(number: Real) -> Any:
    """Return the absolute value of a real number. R7RS 6.2.6."""
    return abs(number)


@TABLE.procedure("magnitude")
def magnitude(number: Num) -> Any:
    """Return how far a number is from zero. R7RS 6.2.6."""
    return abs(number)


@TABLE.procedure("floor/")
def floor_division(one: Any, other: Any) -> Any:
    """Return the quotient and the remainder, rounded down. R7RS 6.2.6."""
    quotient = numbers.floor_quotient(one, other)
    return Values((quotient, numbers.floor_remainder(one, other)))


@TABLE.procedure("truncate/")
def truncate_division(one: Any, other: Any) -> Any:
    """Return the quotient and the remainder, rounded towards 0. R7RS 6.2.6."""
    quotient = numbers.truncate_quotient(one, other)
    return Values((quotient, numbers.truncate_remainder(one, other)))


@TABLE.procedure("exact-integer-sqrt")
def exact_integer_sqrt(number: Index) -> Any:
    """Return the whole part of the square root, and what is left over. R7RS 6.2.6."""
    root = math.isqrt(number)
    return Values((root, number - root * root))


def _gather(name: str, operate: Callable[..., int]) -> None:
    def gather(*arguments: Any) -> Any:
        found = operate(*(int(numbers.truncate_quotient(each, 1)) for each in arguments))
        return float(found) if any(each.__class__ is float for each in arguments) else found

    gather.__name__ = gather.__qualname__ = name
    TABLE.procedures(**{name: gather})


_gather("gcd", math.gcd)
_gather("lcm", math.lcm)


@TABLE.procedure("numerator")
def numerator(number: Real) -> Any:
    """Return the numerator of a rational number. R7RS 6.2.6."""
    whole = numbers.exact(number).numerator
    return float(whole) if number.__class__ is float else whole


@TABLE.procedure("denominator")
def denominator(number: Real) -> Any:
    """Return the denominator of a rational number. R7RS 6.2.6."""
    whole = numbers.exact(number).denominator
    return float(whole) if number.__class__ is float else whole


def _rounding(name: str, rounded: Callable[[Any], int]) -> None:
    def made(number: Real) -> Any:
        if number.__class__ is int:
            return number
        if number.__class__ is float:
            if not math.isfinite(number):
                return number
            return math.copysign(float(rounded(number)), number)
        return rounded(number)

    made.__name__ = made.__qualname__ = name
    TABLE.procedure(name)(made)


_rounding("floor", math.floor)
_rounding("ceiling", math.ceil)
_rounding("truncate", math.trunc)
_rounding("round", round)


@TABLE.procedure("rationalize")
def rationalize(number: Real, tolerance: Real) -> Any:
    """Return the simplest rational number that is as near to a number as asked. R7RS 6.2.6."""
    inexact_ones = float in (number.__class__, tolerance.__class__)
    if inexact_ones and not (math.isfinite(number) and math.isfinite(tolerance)):
        if number != number or tolerance != tolerance:
            return math.nan
        if math.isinf(tolerance):
            return math.nan if math.isinf(number) else 0.0
        return number
    exactly, width = Fraction(number), abs(Fraction(tolerance))
    found = _simplest(exactly - width, exactly + width)
    whole = found.numerator if found.denominator == 1 else found
    return numbers.inexact(whole) if inexact_ones else whole


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -_simplest(-high, -low)
    whole = math.floor(low)
    if whole == low:
        return Fraction(whole)
    if whole + 1 <= high:
        return Fraction(whole + 1)
    return whole + 1 / _simplest(1 / (high - whole), 1 / (low - whole))


def _function(name: str, real: Callable[[float], float], exactly: dict[int, int]) -> None:
    """Declare a function of analysis; `exactly` has its exact values for exact numbers."""

    def made(number: Num) -> Any:
        if number.__class__ is int and number in exactly:
            return exactly[number]
        if number.__class__ not in _COMPLEX:
            try:
                return real(numbers.inexact(number))
            except ValueError:
                if not math.isfinite(number):
                    return math.nan
            except OverflowError:
                return math.inf
        return _simplified(getattr(cmath, real.__name__)(complex(number)))

    made.__name__ = made.__qualname__ = name
    TABLE.procedure(name)(made)


def _simplified(number: complex) -> Any:
    return number.real if number.imag == 0 else number


_function("exp", math.exp, {})
_function("sin", math.sin, {0: 0})
_function("cos", math.cos, {0: 1})
_function("tan", math.tan, {0: 0})
_function("asin", math.asin, {0: 0})
_function("acos", math.acos, {1: 0})


@TABLE.procedure("log")
def logarithm(number: Num, base: Num | None = None) -> Any:
    """Return the logarithm, natural or to a base. R7RS 6.2.6."""
    if base is not None:
        below = logarithm(base)
        if below == 0:
            raise DivisionError("division by zero", (), "log")
        if number.__class__ is int and base in (2, 10) and number > 0:
            return math.log2(number) if base == 2 else math.log10(number)
        return numbers.divide(logarithm(number), below)
    if number == 0:
        return -math.inf
    if number.__class__ in _COMPLEX or number < 0:
        return cmath.log(complex(number))
    return math.log(number)


@TABLE.procedure("atan")
def arc_tangent(first: Num, second: Real | None = None) -> Any:
    """Return the arc tangent of a number or of a quotient. R7RS 6.2.6."""
    if second is not None:
        if first.__class__ is int and first == 0 and is_exact(second) and second > 0:
            return 0
        return math.atan2(first, second)
    if first.__class__ is int and first == 0:
        return 0
    return cmath.atan(complex(first)) if first.__class__ in _COMPLEX else math.atan(first)


@TABLE.procedure("square")
def square(number: Num) -> Any:
    """Return a number times itself. R7RS 6.2.6."""
    return numbers.multiply(number, number)


@TABLE.procedure("sqrt")
def square_root(number: Num) -> Any:
    """Return the square root. R7RS 6.2.6."""
    return numbers.sqrt(number)


@TABLE.procedure("expt")
def expt(base: Num, power: Num) -> Any:
    """Return a number raised to a power. R7RS 6.2.6."""
    return numbers.expt(base, power)


@TABLE.procedure("1+", "add1")
def increment(number: Any) -> Any:
    """Return a number plus 1."""
    return numbers.add(number, 1)


@TABLE.procedure("1-", "-1+", "sub1")
def decrement(number: Any) -> Any:
    """Return a number minus 1."""
    return numbers.subtract(number, 1)


# Complex numbers


@TABLE.procedure("make-rectangular")
def make_rectangular(real: Real, imaginary: Real) -> Any:
    """Return the complex number of two parts. R7RS 6.2.6."""
    return rectangular(real, imaginary)


@TABLE.procedure("make-polar")
def make_polar(size: Real, angle: Real) -> Any:
    """Return the complex number of a size and an angle. R7RS 6.2.6."""
    return size if angle.__class__ is int and angle == 0 else cmath.rect(size, angle)


@TABLE.procedure("real-part")
def real_part(number: Num) -> Any:
    """Return the real part. R7RS 6.2.6."""
    return number.real if number.__class__ in _COMPLEX else number


@TABLE.procedure("imag-part")
def imaginary_part(number: Num) -> Any:
    """Return the imaginary part. R7RS 6.2.6."""
    return number.imag if number.__class__ in _COMPLEX else 0


@TABLE.procedure("angle")
def angle(number: Num) -> Any:
    """Return the angle of a complex number. R7RS 6.2.6."""
    if number.__class__ in _COMPLEX:
        return cmath.phase(complex(number))
    return math.pi if number < 0 else 0


# Text


@TABLE.procedure("number->string")
def number_to_string(number: Num, radix: Radix = 10) -> Text:
    """Return a number as it is written. R7RS 6.2.7."""
    return numbers.number_to_text(number, radix, STATE.profile.floats)


@TABLE.procedure("string->number")
def string_to_number(string: Text, radix: Radix = 10) -> Any:
    """Return the number that a string writes, or #f. R7RS 6.2.7."""
    found = numbers.text_to_number(string, radix)
    return False if found is None else found
