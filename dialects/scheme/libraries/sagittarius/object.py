"""(sagittarius object): references and conversions by the kind of object (same section)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from ...arguments import UNSET
from ...complexes import ExactComplex
from ...conditions import error
from ...data import NIL, Pair, String, Symbol, is_procedure
from ...declaration import Table
from ...numbers import NUMBERS, number_to_text, text_to_number
from ...printer import displayed
from ..hashing import HashTable
from ..lists import TABLE as LISTS
from ..strings import TABLE as STRINGS
from ..vectors import TABLE as VECTORS
from .core import TABLE as CORE
from .core import compare

__all__ = ["REFERENCES", "TABLE", "reference", "set_reference"]

TABLE: Final = Table()


def _hash_ref(table: HashTable, key: Any, fallback: Any = False) -> Any:
    return table.get(key, False if fallback is UNSET else fallback)


def _indexed(getter: Callable[..., Any]) -> Callable[..., Any]:
    def get(sequence: Any, place: Any, fallback: Any = UNSET) -> Any:
        if fallback is not UNSET:
            raise error("ref: there is no fallback for a sequence:", sequence)
        return getter(sequence, place)

    return get


_LIST: Final = _indexed(LISTS["list-ref"].value), LISTS["list-set!"].value

REFERENCES: Final[list[tuple[type, Callable[..., Any], Callable[..., Any]]]] = [
    (HashTable, _hash_ref, HashTable.put),
    (Pair, *_LIST),
    (String, _indexed(STRINGS["string-ref"].value), STRINGS["string-set!"].value),
    (list, _indexed(VECTORS["vector-ref"].value), VECTORS["vector-set!"].value),
]
"""By class, what gets a part of an object (fallback or `UNSET`) and what sets one."""


def _operations(procedure: str, value: Any) -> tuple[Any, Any]:
    for cls, get, put in REFERENCES:
        if isinstance(value, cls):
            return get, put
    if value is NIL:
        return _LIST
    raise error(f"{procedure}: an object without parts:", value)


@TABLE.procedure("ref")
def reference(value: Any, key: Any, fallback: Any = UNSET) -> Any:
    """Return a part of an object: a hash table's value, an item, a character."""
    return _operations("ref", value)[0](value, key, fallback)


@TABLE.procedure("%set-ref!")
def set_reference(value: Any, key: Any, new: Any) -> None:
    """Set a part of an object."""
    _operations("ref", value)[1](value, key, new)


@TABLE.procedure("~")
def follow(value: Any, key: Any, *keys: Any) -> Any:
    """Return a part of a part, and so on."""
    for each in (key, *keys):
        value = reference(value, each)
    return value


@TABLE.procedure("%set-~!")
def set_followed(value: Any, key: Any, *rest: Any) -> None:
    """Set a part of a part, and so on; the last argument is the new value."""
    *keys, new = rest
    for each in keys:
        value, key = reference(value, key), each
    set_reference(value, key, new)


reference.scheme_setter = set_reference  # type: ignore[attr-defined]
follow.scheme_setter = set_followed  # type: ignore[attr-defined]


def _is_number(value: Any) -> bool:
    return value.__class__ in NUMBERS and value.__class__ is not bool


@TABLE.procedure("->string")
def to_string(value: Any, radix: Any = 10) -> String:
    """Return an object as a string; of a number in a radix."""
    if value.__class__ is String:
        return value
    if _is_number(value):
        return String(number_to_text(value, radix))
    return String(displayed(value))


@TABLE.procedure("->number")
def to_number(value: Any, radix: Any = 10) -> Any:
    """Return the number that an object stands for: 0 for most, #f for a string that is none."""
    if _is_number(value):
        return value
    if value.__class__ is String:
        found = text_to_number(value.text, radix)
        return False if found is None else found
    return ord(value) if value.__class__ is str else 0


@TABLE.procedure("->integer")
def to_integer(value: Any) -> Any:
    """Return the integer that an object stands for."""
    if value.__class__ is bytearray:
        return CORE["bytevector->integer"].value(value)
    found = to_number(value)
    if found.__class__ in (complex, ExactComplex):
        return 0
    if found is False or (found.__class__ is float and found != found + 0.0):
        raise error("->integer: no number:", value)
    if found.__class__ is float:
        try:
            return round(Fraction(found))
        except (OverflowError, ValueError):
            raise error("->integer: no finite number:", value) from None
    return round(found)


@TABLE.procedure("object-compare")
def object_compare(one: Any, other: Any) -> int:
    """Return -1, 0 or 1 for two objects that are in order."""
    if isinstance(one, Symbol) and isinstance(other, Symbol):
        return (one.name > other.name) - (one.name < other.name)
    if is_procedure(one) or is_procedure(other):
        raise error("object-compare: two values without an order:", one, other)
    return compare(one, other)
