"""Hash tables, and keys for Python's dictionaries that are equal where Scheme's values are.

`eqv_key` and `equal_key` turn a value into something that Python compares as `eqv?` and `equal?`
compare the values. `eq?` needs no key of its own: what `eqv?` and not `eq?` calls the same are
numbers, for which R7RS leaves `eq?` open.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final, final

from ..calls import call
from ..data import Nil, Pair, String, Symbol
from ..equality import is_eq, is_equal, is_eqv
from ..number_vectors import NumberVector
from ..printer import PRINTERS
from . import strings

__all__ = ["KEYS", "HashTable", "equal_key", "eqv_key", "hash_of", "id_hash", "key_function"]

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
    if kind is NumberVector:
        return (value.kind.name, bytes(value.data))
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


def id_hash(value: Any) -> int:
    """Return a number that is the same for values that are the same to `eqv?`."""
    return hash(eqv_key(value))


class _Asked:
    """The key of a value in a table whose equality and hash are procedures."""

    __slots__ = ("hash", "same", "value")

    def __init__(self, value: Any, same: Any, hashed: int) -> None:
        self.value = value
        self.same = same
        self.hash = hashed

    def __eq__(self, other: object) -> bool:
        # The key that is looked for is the one that is compared with those in the table.
        return other.__class__ is _Asked and call(self.same, other.value, self.value) is not False

    def __hash__(self) -> int:
        return self.hash


KEYS: Final[dict[Any, Callable[[Any], Any]]] = {
    is_eq: eqv_key,
    is_eqv: eqv_key,
    is_equal: equal_key,
    strings.TABLE["string=?"].value: equal_key,
    strings.TABLE["char=?"].value: equal_key,
}
"""Key functions of equality procedures; what is not here is asked."""


def key_function(same: Any, hashing: Any = None) -> Callable[[Any], Any]:
    """Return the key function for an equality procedure, and a hash procedure if there is one.

    An equality that is not in `KEYS`, and has no hash procedure, is asked about every key: it is
    not known which values it calls the same.
    """
    known = KEYS.get(same)
    if known is not None:
        return known
    if hashing is None:
        return lambda value: _Asked(value, same, 0)
    return lambda value: _Asked(value, same, hash(call(hashing, value)))


@final
class HashTable:
    """A hash table: its entries, each a key and its value, by what `key` makes of the key."""

    __slots__ = ("entries", "hashing", "key", "mutable", "same", "weak")

    def __init__(self, same: Any, hashing: Any = None, weak: str = "") -> None:
        self.same = same
        self.hashing = hashing
        self.key = key_function(same, hashing)
        self.entries: dict[Any, tuple[Any, Any]] = {}
        self.mutable = True
        self.weak = weak

    def __len__(self) -> int:
        return len(self.entries)

    def items(self) -> list[tuple[Any, Any]]:
        """Return the keys and values as they are now."""
        return list(self.entries.values())

    def get(self, key: Any, default: Any) -> Any:
        """Return the value of a key, `default` where there is none."""
        found = self.entries.get(self.key(key))
        return default if found is None else found[1]

    def put(self, key: Any, value: Any) -> None:
        """Set the value of a key; the key that is there stays."""
        made = self.key(key)
        found = self.entries.get(made)
        self.entries[made] = (key if found is None else found[0], value)

    def remove(self, key: Any) -> None:
        """Remove a key and its value, if it is there."""
        self.entries.pop(self.key(key), None)

    def __contains__(self, key: Any) -> bool:
        return self.key(key) in self.entries

    def copy(self) -> HashTable:
        """Return a new table with the same entries."""
        made = HashTable(self.same, self.hashing, self.weak)
        made.entries.update(self.entries)
        return made


PRINTERS[HashTable] = lambda table, readable, profile: f"#<hash-table ({len(table)})>"
