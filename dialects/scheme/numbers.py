"""Exact and inexact numbers: arithmetic by Scheme's rules, and numbers as text.

Exact numbers are `int` and `Fraction` (never one that is whole), inexact ones `float` and
`complex`. `bool` is an `int` to Python alone, so classes are compared, not asked about.
"""

from __future__ import annotations

import cmath
import math
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, TypeAlias

from .complexes import ExactComplex, rectangular
from .conditions import DivisionError, RangeError, WrongTypeError

__all__ = [
    "COMPARISONS",
    "Number",
    "add",
    "compare",
    "divide",
    "exact",
    "expt",
    "floor_quotient",
    "floor_remainder",
    "inexact",
    "is_exact",
    "is_integer",
    "is_number",
    "is_rational",
    "is_real",
    "multiply",
    "number_to_text",
    "numerically_equal",
    "sqrt",
    "subtract",
    "text_to_number",
    "truncate_quotient",
    "truncate_remainder",
]

Number: TypeAlias = int | Fraction | float | complex

NUMBERS: Final = frozenset({int, Fraction, float, complex, ExactComplex})
_REALS: Final = frozenset({int, Fraction, float})


# What a number is


def is_number(value: object) -> bool:
    """Return whether a value is a number."""
    return type(value) in NUMBERS


def is_real(value: object) -> bool:
    """Return whether a value is a real number."""
    return type(value) in _REALS


def is_rational(value: Any) -> bool:
    """Return whether a value is a rational number: a real one that is finite."""
    kind = type(value)
    return kind is int or kind is Fraction or (kind is float and math.isfinite(value))


def is_integer(value: Any) -> bool:
    """Return whether a value is an integer, exact or not."""
    kind = type(value)
    return kind is int or (kind is float and value.is_integer())


def is_exact(value: Any) -> bool:
    """Return whether a number is exact."""
    return value.__class__ is int or value.__class__ is Fraction or value.__class__ is ExactComplex


def exact(value: Any) -> Any:
    """Return the exact number that a number is; `RangeError` where there is none."""
    kind = value.__class__
    if kind is int or kind is Fraction or kind is ExactComplex:
        return value
    if kind is complex:
        return rectangular(exact(value.real), exact(value.imag))
    if not math.isfinite(value):
        raise RangeError("exact", 1, "a finite number", value)
    return int(value) if value.is_integer() else Fraction(value)


def inexact(value: Any) -> Any:
    """Return the inexact number nearest to a number."""
    if value.__class__ is complex or value.__class__ is ExactComplex:
        return complex(value)
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


# Arithmetic


def _operation(name: str, plain: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def operate(one: Any, other: Any) -> Any:
        if one.__class__ not in NUMBERS:
            raise WrongTypeError(name, 1, "a number", one)
        if other.__class__ not in NUMBERS:
            raise WrongTypeError(name, 2, "a number", other)
        try:
            result = plain(one, other)
        except OverflowError:  # an integer that is too large for a float
            return plain(inexact(one), inexact(other))
        if result.__class__ is Fraction and result.denominator == 1:
            return result.numerator
        return result

    operate.__name__ = operate.__qualname__ = name
    return operate


def _divide(one: Any, other: Any) -> Any:
    if other.__class__ is int and one.__class__ is not float and one.__class__ is not complex:
        if other == 0:
            raise DivisionError("division by zero", (), "/")
        return Fraction(one, other)
    if other == 0 and one.__class__ is not complex and other.__class__ is not complex:
        if other.__class__ is int:
            raise DivisionError("division by zero", (), "/")
        if one == 0 or one != one:
            return math.nan
        return math.copysign(math.inf, math.copysign(1.0, other) * (1 if one > 0 else -1))
    return one / other


add = _operation("+", lambda one, other: one + other)
subtract = _operation("-", lambda one, other: one - other)
multiply = _operation("*", lambda one, other: one * other)
divide = _operation("/", _divide)


def compare(name: str, test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Return a comparison of two real numbers."""

    def comparison(one: Any, other: Any) -> bool:
        if one.__class__ not in _REALS:
            raise WrongTypeError(name, 1, "a real number", one)
        if other.__class__ not in _REALS:
            raise WrongTypeError(name, 2, "a real number", other)
        return test(one, other)

    comparison.__name__ = comparison.__qualname__ = name
    return comparison


def numerically_equal(one: Any, other: Any) -> bool:
    """Return whether two numbers are equal, exact or not."""
    for place, value in ((1, one), (2, other)):
        if value.__class__ not in NUMBERS:
            raise WrongTypeError("=", place, "a number", value)
    return bool(one == other)


COMPARISONS: Final = {
    "<": compare("<", operator.lt),
    ">": compare(">", operator.gt),
    "<=": compare("<=", operator.le),
    ">=": compare(">=", operator.ge),
    "=": numerically_equal,
}
"""The comparisons of two numbers, by name."""


def signed_zero(one: Any, other: Any) -> float:
    """Return the inexact quotient 0 of two numbers: negative where one of them is."""
    return math.copysign(0.0, math.copysign(1.0, one) * math.copysign(1.0, other))


def _integers(
    name: str, exactly: Callable[[int, int], int], divides: bool = False
) -> Callable[[Any, Any], Any]:
    """Return an operation on integers, which gives a float when one of them is.

    Args:
        name: of the operation.
        exactly: it, for exact integers.
        divides: whether it gives a quotient, whose 0 has a sign where it is a float.
    """

    def operate(one: Any, other: Any) -> Any:
        if one.__class__ is int and other.__class__ is int:
            if other == 0:
                raise DivisionError("division by zero", (), name)
            return exactly(one, other)
        for place, value in ((1, one), (2, other)):
            if not is_integer(value):
                raise WrongTypeError(name, place, "an integer", value)
        if other == 0:
            raise DivisionError("division by zero", (), name)
        found = exactly(int(float(one)), int(float(other)))
        return float(found) if found or not divides else signed_zero(one, other)

    operate.__name__ = operate.__qualname__ = name
    return operate


def _truncated(one: int, other: int) -> int:
    quotient = abs(one) // abs(other)
    return quotient if (one < 0) == (other < 0) else -quotient


truncate_quotient = _integers("quotient", _truncated, divides=True)
truncate_remainder = _integers(
    "remainder", lambda one, other: one - other * _truncated(one, other)
)
floor_quotient = _integers("floor-quotient", lambda one, other: one // other, divides=True)
floor_remainder = _integers("modulo", lambda one, other: one % other)


def sqrt(value: Any) -> Any:
    """Return the square root, exact where a number is exact and has an exact one."""
    if value.__class__ is complex or value.__class__ is ExactComplex:
        root: Any = cmath.sqrt(complex(value))
        if value.__class__ is ExactComplex and root.real.is_integer() and root.imag.is_integer():
            return exact(root)
        return root
    if value.__class__ is not float:
        size = abs(value)
        above = math.isqrt(size.numerator)
        below = math.isqrt(size.denominator)
        if above * above == size.numerator and below * below == size.denominator:
            root = _whole(Fraction(above, below))
            return root if value >= 0 else rectangular(0, root)
        value = inexact(value)
    return math.sqrt(value) if value >= 0 or value != value else complex(0.0, math.sqrt(-value))


def expt(base: Any, power: Any) -> Any:
    """Return a number raised to a power, exact where both are exact and the power is whole."""
    if power.__class__ is int and is_exact(base):
        if power == 0:
            return 1
        if power > 0 or base.__class__ is ExactComplex:
            return base**power
        if base == 0:
            raise DivisionError("division by zero", (), "expt")
        return _whole(Fraction(base) ** power)
    if power.__class__ is Fraction and is_exact(base) and power.denominator == 2:
        root = sqrt(base)
        if is_exact(root):
            return expt(root, power.numerator)
    try:
        if not (is_real(base) and is_real(power)):
            base, power = complex(base), complex(power)
            return cmath.exp(power * cmath.log(base)) if base else complex(0)
        raised = inexact(base) ** inexact(power)
        return raised
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf


# Numbers as text

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"


def integer_to_text(value: int, radix: int = 10) -> str:
    """Return the digits of an integer of any length."""
    if value < 0:
        return f"-{integer_to_text(-value, radix)}"
    match radix:
        case 2:
            return f"{value:b}"
        case 8:
            return f"{value:o}"
        case 16:
            return f"{value:x}"
    if radix == 10 and value.bit_length() < 2000:  # Python refuses to write very long ones
        return str(value)
    half = 1
    while radix ** (2 * half) <= value:
        half *= 2
    if value < radix:
        return _DIGITS[value]
    above, below = divmod(value, radix**half)
    return integer_to_text(above, radix) + integer_to_text(below, radix).rjust(half, "0")


def _scientific(value: float, digits: str) -> tuple[str, int]:
    """Return the digits that count, and the exponent of the first."""
    mantissa, exponent = format(value, digits).split("e")
    return mantissa.replace(".", "").rstrip("0") or "0", int(exponent)


def _shortest(value: float) -> tuple[str, int]:
    for precision in (15, 16, 17):
        if float(format(value, f".{precision - 1}e")) == value:
            break
    return _scientific(value, f".{precision - 1}e")


def _plain(digits: str, exponent: int) -> str:
    if exponent < 0:
        return f"0.{'0' * (-exponent - 1)}{digits}"
    whole = digits[: exponent + 1].ljust(exponent + 1, "0")
    return f"{whole}.{digits[exponent + 1 :] or '0'}"


def _float_of_python(value: float) -> str:
    digits, exponent = _shortest(value)
    if -7 <= exponent < 21:
        return _plain(digits, exponent)
    point = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{point}e{exponent}"


def _float_of_guile(value: float) -> str:
    digits, exponent = _shortest(value)
    if -4 < exponent <= max(6, len(digits) + 2):
        return _plain(digits, exponent)
    return f"{digits[0]}.{digits[1:] or '0'}e{exponent}"


PRECISION: Final = {"chicken": 15}
"""How many digits of a float are written at most, in the styles that have such a limit."""


def _float_of_chicken(value: float) -> str:
    text = format(value, f".{PRECISION['chicken']}g")
    if "e" not in text:
        return text if "." in text else f"{text}.0"
    return f"{int(value)}.0" if value.is_integer() and value < 2**64 else text


FLOAT_STYLES: Final = {
    "shortest": _float_of_python,
    "guile": _float_of_guile,
    "chicken": _float_of_chicken,
}
"""How the Schemes write a finite float that is not negative, by the profile's word for it."""


def _float_to_text(value: float, radix: int, style: str) -> str:
    if value != value:
        return "+nan.0"
    if math.isinf(value):
        return "+inf.0" if value > 0 else "-inf.0"
    sign = "-" if math.copysign(1.0, value) < 0 else ""
    value = abs(value)
    if radix == 10:
        return sign + ("0.0" if value == 0 else FLOAT_STYLES[style](value))
    whole = int(value)
    rest = value - whole
    digits: list[str] = []
    while rest and len(digits) < 60:
        rest *= radix
        digits.append(_DIGITS[int(rest)])
        rest -= int(rest)
    return f"{sign}{integer_to_text(whole, radix)}.{''.join(digits) or '0'}"


def number_to_text(value: Any, radix: int = 10, style: str = "shortest") -> str:
    """Return how a number is written in a radix from 2 to 36."""
    match value:
        case int():
            return integer_to_text(value, radix)
        case Fraction():
            above = integer_to_text(value.numerator, radix)
            return f"{above}/{integer_to_text(value.denominator, radix)}"
        case float():
            return _float_to_text(value, radix, style)
    real, imaginary = (number_to_text(part, radix, style) for part in (value.real, value.imag))
    if value.__class__ is ExactComplex:
        real = "" if real == "0" else real
        imaginary = {"1": "+", "-1": "-"}.get(imaginary, imaginary)
    sign = "" if imaginary[0] in "+-" else "+"
    return f"{real}{sign}{imaginary}i"


_RADIX: Final = {"b": 2, "o": 8, "d": 10, "x": 16}
_PREFIX: Final = re.compile(r"(?:#([bodxei]))?(?:#([bodxei]))?([^#]+)", re.I)
_DECIMAL: Final = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[esfdl]([+-]?[0-9]+))?", re.I)
_SPECIAL: Final = {
    "+inf.0": math.inf,
    "-inf.0": -math.inf,
    "+nan.0": math.nan,
    "-nan.0": math.nan,
}
_BEGINS: Final = frozenset("0123456789+-.#")


def text_to_number(text: str, radix: int = 10) -> Any:
    """Return the number that is written so; None for what is none, such as `1+`, `-` and `...`."""
    if not text or (radix == 10 and text[0] not in _BEGINS):
        return None
    if text.isascii() and text.isdigit() and radix == 10:
        return _digits(text, 10)
    found = _PREFIX.fullmatch(text)
    if found is None:
        return None
    exactness = ""
    stated = False
    for mark in filter(None, found.groups()[:2]):
        mark = mark.lower()
        if mark in _RADIX:
            if stated:
                return None
            stated, radix = True, _RADIX[mark]
        elif exactness:
            return None
        else:
            exactness = mark
    return _complex(found[3].lower(), radix, exactness)


def _complex(text: str, radix: int, exactness: str) -> Any:
    real = _real(text, radix, exactness)
    if real is not None:
        return real
    if "@" in text:
        size, angle = (_real(part, radix, exactness) for part in text.split("@", 1))
        if size is None or angle is None:
            return None
        if (is_exact(angle) and angle == 0) or (is_exact(size) and size == 0):
            return size
        return cmath.rect(size, angle)
    if not text.endswith("i"):
        return None
    # The sign of the imaginary part is the last one that is not of an exponent.
    for sign in reversed([match.start() for match in re.finditer(r"[+-]", text)]):
        part, rest = text[:sign], text[sign:-1]
        first = 0 if not part else _real(part, radix, exactness)
        if rest in ("+", "-"):
            second: Any = 1 if rest == "+" else -1
        else:
            second = _real(rest, radix, exactness)
        if first is not None and second is not None:
            return rectangular(first, second)
    return None


def _real(text: str, radix: int, exactness: str) -> Any:
    if text in _SPECIAL:
        return None if exactness == "e" else _SPECIAL[text]
    sign = text[:1] if text[:1] in ("+", "-") else ""
    above, slash, below = text[len(sign) :].partition("/")
    if _are_digits(above, radix) and (not slash or _are_digits(below, radix)):
        value: Any = _digits(above, radix)
        if slash:
            divisor = _digits(below, radix)
            if divisor == 0:
                return None
            value = _whole(Fraction(value, divisor))
        value = -value if sign == "-" else value
        return inexact(value) if exactness == "i" else value
    found = _DECIMAL.fullmatch(text) if radix == 10 else None
    if found is None or not (found[2] or found[3]):
        return None
    if exactness != "e":
        return float(re.sub("[sfdl]", "e", text))
    exponent = int(found[4] or 0) - len(found[3] or "")
    if abs(exponent) > 100_000:
        return None
    value = _digits((found[2] or "") + (found[3] or ""), 10) * Fraction(10) ** exponent
    return _whole(-value if found[1] == "-" else value)


def _are_digits(text: str, radix: int) -> bool:
    return bool(text) and all(each in _DIGITS[:radix] for each in text)


def _digits(text: str, radix: int) -> int:
    """Return the integer of digits, however many."""
    if len(text) < 4000:
        return int(text, radix)
    half = len(text) // 2
    above, below = text[:half], text[half:]
    return int(_digits(above, radix) * radix ** len(below) + _digits(below, radix))
