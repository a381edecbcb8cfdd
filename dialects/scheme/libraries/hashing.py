"""Keys for Python's dictionaries that are equal where Scheme's values are.

`eqv_key` and `equal_key` turn a value into something that Python compares as `eqv?` and `equal?`
compare the values. `eq?` needs no key of its own: what `eqv?` and not `eq?` calls the same are
numbers, for which R7RS leaves `eq?` open.
"""

from __future__ import annotations

import types
from fractions import Fraction
from typing import Any, Final

from ..data import Nil, Pair, String, Symbol
from ..equality import is_equal

__all__ = ["equal_key", "eqv_key", "hash_of"]

_AS_THEY_ARE: Final = frozenset(
    {int, str, Symbol, Pair, String, Nil, type(None), types.FunctionType}
)
"""Classes whose instances Python compares as `eqv?` does; a character is never an `int`."""

_BOOLEANS: Final = {False: object(), True: object()}
_DEEP: Final = 64  # parts of a datum beyond which its hash does not look


class _Same:
    """The key of an object that is the same as itself alone."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return other.__class__ is _Same and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


class _Equal:
    """The key of a pair or a vector, which may contain itself."""

    __slots__ = ("hash", "value")

    def __init__(self, value: Any) -> None:
        self.value = value
        self.hash = hash_of(value)

    def __eq__(self, other: object) -> bool:
        return other.__class__ is _Equal and is_equal(self.value, other.value)

    def __hash__(self) -> int:
        return self.hash


def eqv_key(value: Any) -> Any:
    """Return a key that is equal for values that are the same to `eqv?`."""
    kind = value.__class__
    if kind in _AS_THEY_ARE:
        return value
    if kind is bool:
        return _BOOLEANS[value]
    if kind is float:
        return (float, value.hex())
    if kind is Fraction:
        return (Fraction, value)
    if kind is complex:
        return (complex, value.real.hex(), value.imag.hex())
    return _Same(value)


def equal_key(value: Any) -> Any:
    """Return a key that is equal for values that are the same to `equal?`.

    It is the value's as it is now: a key that changes later is another.
    """
    kind = value.__class__
    if kind is String:
        return (String, value.text)
    if kind is Pair or kind is list:
        return _Equal(value)
    if kind is bytearray:
        return bytes(value)
    return eqv_key(value)


def hash_of(value: Any) -> int:
    """Return a number that is the same for values that are the same to `equal?`."""
    stack = [value]
    hashed = 0
    for _ in range(_DEEP):
        if not stack:
            break
        each = stack.pop()
        kind = each.__class__
        if kind is Pair:
            stack += (each.cdr, each.car)
            part = 1
        elif kind is list:
            stack += each[:_DEEP]
            part = len(each) + 2
        else:
            part = hash(equal_key(each))
        hashed = hash((hashed, part))
    return hashed
