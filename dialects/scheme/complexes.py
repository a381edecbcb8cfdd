"""Exact complex numbers, which Python lacks."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, final

__all__ = ["ExactComplex", "rectangular"]

_EXACT: Final = (int, Fraction)


def _whole(value: Any) -> Any:
    return value.numerator if value.__class__ is Fraction and value.denominator == 1 else value


def rectangular(real: Any, imaginary: Any) -> Any:
    """Return the number with these parts: a real one where the second is an exact 0."""
    if imaginary.__class__ in _EXACT:
        if imaginary == 0:
            return _whole(real)
        if real.__class__ in _EXACT:
            return ExactComplex(_whole(real), _whole(imaginary))
    return complex(real, imaginary)


@final
class ExactComplex:
    """A complex number with exact parts, the imaginary one not 0."""

    __slots__ = ("imag", "real")

    def __init__(self, real: Any, imag: Any) -> None:
        self.real = real
        self.imag = imag

    def __complex__(self) -> complex:
        return complex(self.real, self.imag)

    def _with(
        self, other: Any, exactly: Callable[[Any, Any], Any], roughly: Callable[[Any, Any], Any]
    ) -> Any:
        if other.__class__ is ExactComplex or other.__class__ in _EXACT:
            return exactly(self, other)
        return roughly(complex(self), other)

    def __add__(self, other: Any) -> Any:
        return self._with(
            other,
            lambda one, two: rectangular(one.real + two.real, one.imag + two.imag),
            lambda one, two: one + two,
        )

    __radd__ = __add__

    def __neg__(self) -> ExactComplex:
        return ExactComplex(-self.real, -self.imag)

    def __sub__(self, other: Any) -> Any:
        return self + -other

    def __rsub__(self, other: Any) -> Any:
        return -self + other

    def __mul__(self, other: Any) -> Any:
        return self._with(
            other,
            lambda one, two: rectangular(
                one.real * two.real - one.imag * two.imag,
                one.real * two.imag + one.imag * two.real,
            ),
            lambda one, two: one * two,
        )

    __rmul__ = __mul__

    def _inverted(self) -> Any:
        size = self.real * self.real + self.imag * self.imag
        return rectangular(Fraction(self.real) / size, -Fraction(self.imag) / size)

    def __truediv__(self, other: Any) -> Any:
        def exactly(one: Any, two: Any) -> Any:
            return one * (two._inverted() if two.__class__ is ExactComplex else Fraction(1, two))

        return self._with(other, exactly, lambda one, two: one / two)

    def __rtruediv__(self, other: Any) -> Any:
        return self._inverted() * other

    def __pow__(self, power: int) -> Any:
        made: Any = 1
        base: Any = self if power >= 0 else self._inverted()
        power = abs(power)
        while power:
            if power & 1:
                made = base * made
            base = base * base
            power >>= 1
        return made

    def __abs__(self) -> Any:
        squared = Fraction(self.real * self.real + self.imag * self.imag)
        above, below = math.isqrt(squared.numerator), math.isqrt(squared.denominator)
        if above * above == squared.numerator and below * below == squared.denominator:
            return _whole(Fraction(above, below))
        return math.hypot(self.real, self.imag)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, ExactComplex):
            return bool(self.real == other.real and self.imag == other.imag)
        return complex(self) == other

    def __hash__(self) -> int:
        return hash(complex(self))

    def __repr__(self) -> str:
        sign = "" if self.imag < 0 else "+"
        return f"{self.real or ''}{sign}{self.imag}i"
