"""Comparators, and the order and the hashes of the default one (SRFI 128)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from attrs import define

from ..calls import call
from ..complexes import ExactComplex
from ..conditions import error
from ..data import NIL, Pair, String, Symbol
from ..equality import is_eq, is_equal, is_eqv
from ..printer import PRINTERS
from .hashing import HashTable, hash_of, id_hash
from .program_state import OfProgram

__all__ = ["DEFAULT", "EQ", "EQUAL", "EQV", "REGISTERED", "Comparator", "table_of"]


@define(eq=False)
class Comparator:
    """A comparator: a type test, an equality, an order and a hash; the last two may be #f."""

    test: Any
    same: Any
    less: Any
    hash: Any


PRINTERS[Comparator] = lambda comparator, readable, profile: "#<comparator>"


def table_of(comparator: Comparator) -> HashTable:
    """Return a new hash table whose keys a comparator compares."""
    same = _KNOWN.get(comparator.same, comparator.same)
    if comparator.hash is False and comparator.same not in _KNOWN:
        raise error("a comparator without a hash function:", comparator)
    return HashTable(same, None if comparator.same in _KNOWN else comparator.hash)


def anything(value: Any) -> bool:
    """Return True."""
    return True


EQ: Final = Comparator(anything, is_eq, False, id_hash)
EQV: Final = Comparator(anything, is_eqv, False, id_hash)
EQUAL: Final = Comparator(anything, is_equal, False, hash_of)

REGISTERED: Final = OfProgram(list)
"""Comparators for what the default one does not know."""

_NUMBERS: Final = frozenset({int, Fraction, float, complex, ExactComplex})
_RANKS: Final[tuple[tuple[Callable[[Any], bool], str], ...]] = (
    (lambda value: value is NIL, "null"),
    (lambda value: value.__class__ is Pair, "pair"),
    (lambda value: value.__class__ is bool, "boolean"),
    (lambda value: value.__class__ is str, "character"),
    (lambda value: value.__class__ is String, "string"),
    (lambda value: value.__class__ is Symbol, "symbol"),
    (lambda value: value.__class__ in _NUMBERS, "number"),
    (lambda value: value.__class__ is list, "vector"),
    (lambda value: value.__class__ is bytearray, "bytevector"),
)


def _rank(value: Any) -> int:
    """Return where a value's type stands among the types."""
    for rank, (test, _) in enumerate(_RANKS):
        if test(value):
            return rank
    for rank, each in enumerate(REGISTERED(), len(_RANKS)):
        if call(each.test, value) is not False:
            return rank
    return len(_RANKS) + len(REGISTERED())


def _registered(rank: int) -> Comparator | None:
    place = rank - len(_RANKS)
    found = REGISTERED()
    return found[place] if 0 <= place < len(found) else None


def compare(one: Any, other: Any) -> int:
    """Return a number below, at or above 0, as one value is before, at or behind the other."""
    stack = [(one, other)]
    while stack:
        one, other = stack.pop()
        rank = _rank(one)
        if rank != _rank(other):
            return rank - _rank(other)
        if one.__class__ is Pair:
            stack += [(one.cdr, other.cdr), (one.car, other.car)]
        elif one.__class__ is list:
            if len(one) != len(other):
                return int(len(one) - len(other))
            stack += reversed(list(zip(one, other, strict=True)))
        else:
            found = _compare_atoms(one, other, rank)
            if found:
                return found
    return 0


def _compare_atoms(one: Any, other: Any, rank: int) -> int:
    registered = _registered(rank)
    if registered is not None:
        if call(registered.same, one, other) is not False:
            return 0
        if registered.less is False:
            raise error("a registered comparator without an order:", registered)
        return 1 if call(registered.less, one, other) is False else -1
    if rank >= len(_RANKS):
        if is_eqv(one, other):
            return 0
        raise error("values that the default comparator has no order for:", one, other)
    left, right = _atom(one), _atom(other)
    return int(left > right) - int(left < right)


def _atom(value: Any) -> Any:
    """Return what Python compares in place of an atom."""
    if value is NIL:
        return 0
    if value.__class__ is String:
        return value.text
    if value.__class__ is Symbol:
        return value.name
    if value.__class__ is bytearray:
        return (len(value), bytes(value))
    if value.__class__ in _NUMBERS:
        number: Any = value
        return (number.real, number.imag)
    return value


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same to the default comparator."""
    if _rank(one) != _rank(other):
        return False
    if _rank(one) == len(_RANKS) + len(REGISTERED()):
        return is_eqv(one, other)
    return compare(one, other) == 0


def less(one: Any, other: Any) -> bool:
    """Return whether a value is before another to the default comparator."""
    return compare(one, other) < 0


_HASHES: Final[dict[type, Callable[[Any], int]]] = {
    bool: int,
    str: ord,
    String: lambda string: hash(string.text) % 2**29,
    Symbol: lambda symbol: hash(symbol.name) & (2**30 - 1),
}
"""What the hash functions for one type return."""


def hashed(value: Any) -> int:
    """Return the default comparator's hash of a value."""
    registered = _registered(_rank(value))
    if registered is not None:
        if registered.hash is False:
            raise error("a registered comparator without a hash function:", registered)
        return int(call(registered.hash, value))
    if value.__class__ in _HASHES:
        return _HASHES[value.__class__](value)
    if value.__class__ in _NUMBERS and value == value:
        return hash(value) & (2**30 - 1)  # 1 and 1.0 are the same
    if value.__class__ is Pair or value.__class__ is list:
        return _hash_of_parts(value)
    return hash_of(value) & (2**30 - 1)


def _hash_of_parts(value: Any) -> int:
    parts: list[int] = []
    stack = [value]
    while stack and len(parts) < 64:
        each = stack.pop()
        if each.__class__ is Pair:
            stack += [each.cdr, each.car]
            parts.append(1)
        elif each.__class__ is list:
            stack += reversed(each[:64])
            parts.append(len(each) + 2)
        else:
            parts.append(hashed(each))
    return hash(tuple(parts)) & (2**30 - 1)


DEFAULT: Final = Comparator(anything, same, less, hashed)

_KNOWN: Final = {is_eq: is_eq, is_eqv: is_eqv, is_equal: is_equal}
