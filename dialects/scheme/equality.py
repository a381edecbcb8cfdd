"""`eq?`, `eqv?` and `equal?`, and the keys of hash tables that obey them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from .complexes import ExactComplex
from .data import Pair, String
from .number_vectors import NumberVector

__all__ = ["EQUALITIES", "is_eq", "is_equal", "is_eqv"]

_UNBOXED: Final = frozenset({int, str})
_BY_VALUE: Final = frozenset({int, str, float, Fraction, complex, ExactComplex})

_OWN: Final = f"{__package__}."
_DIALECTS: Final = f"{__package__.rpartition('.')[0]}."

EQUALITIES: Final[dict[type, Callable[[Any, Any], bool]]] = {}
"""When two objects of another class are equal; a library that has some enters them here."""


def is_eq(one: Any, other: Any) -> bool:
    """Return whether two values are the same object; small integers and characters are."""
    if one is other:
        return True
    kind = one.__class__
    return kind in _UNBOXED and kind is other.__class__ and bool(one == other)


def is_eqv(one: Any, other: Any) -> bool:
    """Return whether two values are the same object, or the same number."""
    if one is other:
        return True
    kind = one.__class__
    if kind not in _BY_VALUE or kind is not other.__class__:
        return False
    if kind is float:
        return _same_float(one, other)
    if kind is complex:
        return _same_float(one.real, other.real) and _same_float(one.imag, other.imag)
    return bool(one == other)


def _same_float(one: float, other: float) -> bool:
    if one == other:
        return one != 0 or str(one) == str(other)
    return one != one and other != other


def is_equal(one: Any, other: Any) -> bool:
    """Return whether two values are equal, part for part; also where they contain themselves."""
    if one is other:
        return True
    kind = one.__class__
    if kind is not other.__class__:
        return False
    if kind is not Pair and kind is not list:
        return _equal_atoms(kind, one, other)
    stack = [(one, other)]
    seen: set[tuple[int, int]] = set()
    while stack:
        one, other = stack.pop()
        if one is other:
            continue
        kind = one.__class__
        if kind is not other.__class__:
            return False
        if kind is Pair:
            if (id(one), id(other)) in seen:
                continue
            seen.add((id(one), id(other)))
            stack.append((one.cdr, other.cdr))
            stack.append((one.car, other.car))
        elif kind is list:
            if len(one) != len(other):
                return False
            if (id(one), id(other)) in seen:
                continue
            seen.add((id(one), id(other)))
            stack += zip(reversed(one), reversed(other), strict=True)
        elif not _equal_atoms(kind, one, other):
            return False
    return True


def _equal_atoms(kind: type, one: Any, other: Any) -> bool:
    if kind is String:
        return bool(one.text == other.text)
    if kind is bytearray:
        return bool(one == other)
    if kind is NumberVector:
        return bool(one.kind is other.kind and one.data == other.data)
    equal = EQUALITIES.get(kind)
    if equal is None:
        equal = EQUALITIES[kind] = operator.eq if _is_dialects(kind) else is_eqv
    return bool(equal(one, other))


def _is_dialects(kind: type) -> bool:
    """Return whether a class is a dialect's whose objects are equal by their parts: addresses."""
    home = kind.__module__
    if not home.startswith(_DIALECTS) or home.startswith(_OWN):
        return False
    return "__eq__" in {name for each in kind.__mro__[:-1] for name in vars(each)}
