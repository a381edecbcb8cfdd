"""Vectors of numbers of one kind (SRFI 4), which are Python's arrays; those of bytes are not.

`u8` vectors are bytevectors.
"""

from __future__ import annotations

from array import array
from fractions import Fraction
from typing import Any, Final

__all__ = ["CODES", "TAGS", "number_vector", "tag_of"]

CODES: Final = {
    "s8": "b",
    "u16": "H",
    "s16": "h",
    "u32": "I",
    "s32": "i",
    "u64": "Q",
    "s64": "q",
    "f32": "f",
    "f64": "d",
}
"""The type code of Python's arrays for each tag."""

TAGS: Final = {code: tag for tag, code in CODES.items()}


def number_vector(tag: str, items: list[Any]) -> bytearray | array[Any]:
    """Return a vector of numbers; TypeError or ValueError for what it cannot hold."""
    if tag == "u8":
        if not all(each.__class__ is int for each in items):
            raise TypeError("a byte")
        return bytearray(items)
    if tag.startswith("f"):
        if not all(each.__class__ in (int, float, Fraction) for each in items):
            raise TypeError("a real number")
        items = [float(each) for each in items]
    elif not all(each.__class__ is int for each in items):
        raise TypeError("an exact integer")
    try:
        return array(CODES[tag], items)
    except OverflowError:
        raise ValueError("a number within the range") from None


def tag_of(vector: bytearray | array[Any]) -> str:
    """Return the tag of a vector."""
    return "u8" if isinstance(vector, bytearray) else TAGS[vector.typecode]
