"""Scheme's number syntax: integers, ratios, decimals and complex numbers, in any radix."""

from __future__ import annotations

import cmath
import re
from fractions import Fraction
from typing import TypeAlias

__all__ = ["Number", "number"]

Number: TypeAlias = int | Fraction | float | complex

_RADIX = {"b": 2, "o": 8, "d": 10, "x": 16}
_DIGITS = {2: "01", 8: "0-7", 10: "0-9", 16: "0-9a-f"}
_PREFIX = re.compile(r"(?:#([bodxei]))?(?:#([bodxei]))?([^#]+)", re.I)


def number(written: str) -> Number | None:
    """Return the number that a text denotes; None for other texts, such as `1+`, `-` and `...`."""
    found = _PREFIX.fullmatch(written)
    if found is None:
        return None
    marks = [mark.lower() for mark in found.groups()[:2] if mark]
    radixes = [_RADIX[mark] for mark in marks if mark in _RADIX]
    exactness = [mark for mark in marks if mark not in _RADIX]
    if len(radixes) > 1 or len(exactness) > 1:
        return None
    value = _complex(found[3].lower(), radixes[0] if radixes else 10)
    if value is None or not exactness:
        return value
    return _exact(value) if exactness == ["e"] else _inexact(value)


def _complex(text: str, radix: int) -> Number | None:
    real = _real(text, radix)
    if real is not None:
        return real
    if "@" in text:
        size, angle = (_real(part, radix) for part in text.split("@", 1))
        if size is None or angle is None:
            return None
        return cmath.rect(float(size), float(angle))
    if not text.endswith("i"):
        return None
    # The sign of the imaginary part is the last one that is not part of an exponent.
    for sign in reversed([match.start() for match in re.finditer(r"[+-]", text)]):
        part, rest = text[:sign], text[sign:-1]
        first = 0 if not part else _real(part, radix)
        second = int(f"{rest}1") if rest in ("+", "-") else _real(rest, radix)
        if first is not None and second is not None:
            return complex(float(first), float(second))
    return None


def _real(text: str, radix: int) -> int | Fraction | float | None:
    if text in ("+inf.0", "-inf.0", "+nan.0", "-nan.0"):
        return float(text.removesuffix(".0"))
    digits = f"[{_DIGITS[radix]}]+"
    if re.fullmatch(rf"[+-]?{digits}", text):
        return int(text, radix)
    if re.fullmatch(rf"[+-]?{digits}/{digits}", text):
        above, below = (int(part, radix) for part in text.split("/"))
        return None if below == 0 else _whole(Fraction(above, below))
    if radix == 10 and re.fullmatch(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?", text):
        return float(text)
    return None


def _whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


def _exact(value: Number) -> Number | None:
    if isinstance(value, float):
        return _whole(Fraction(value)) if cmath.isfinite(value) else None
    return None if isinstance(value, complex) else value


def _inexact(value: Number) -> Number:
    return value if isinstance(value, complex) else float(value)
