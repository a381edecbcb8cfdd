"""References to places in objects: CHICKEN's (chicken locative)."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...data import Pair, Record, String
from ...declaration import Table, refuse
from ...kinds import Index, of_class
from ...number_vectors import NumberVector
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()


class Locative:
    """A place in an object; `index` is 0 and 1 for the halves of a pair."""

    __slots__ = ("index", "object")

    def __init__(self, object: Any, index: int) -> None:
        self.object = object
        self.index = index


PRINTERS[Locative] = lambda value, readable, profile: "#<locative>"

_Locative: TypeAlias = Annotated[Locative, of_class("a locative", Locative)]


def _size(value: Any) -> int | None:
    """Return how many places an object has, None for one without any."""
    if value.__class__ is Pair:
        return 2
    if value.__class__ is String:
        return len(value.text)
    if value.__class__ in (list, bytearray):
        return len(value)
    if isinstance(value, NumberVector):
        return len(value.view)
    return len(value.type.slots) if isinstance(value, Record) else None


def _made(procedure: str, value: Any, index: int) -> Locative:
    size = _size(value)
    if size is None:
        refuse(procedure, 1, "an object that has places", value)
    if index >= size:
        refuse(procedure, 2, f"an index below {size}", index, False)
    return Locative(value, index)


@TABLE.procedure("make-locative")
def make_locative(value: Any, index: Index = 0) -> Locative:
    """Return a locative of a place in an object. CHICKEN manual, Module (chicken locative)."""
    return _made("make-locative", value, index)


@TABLE.procedure("make-weak-locative")
def make_weak_locative(value: Any, index: Index = 0) -> Locative:
    """As `make-locative`; the object is kept all the same.

    CHICKEN manual, Module (chicken locative).
    """
    return _made("make-weak-locative", value, index)


@TABLE.procedure("locative?")
def is_locative(value: Any) -> bool:
    """Return whether a value is a locative. CHICKEN manual, Module (chicken locative)."""
    return isinstance(value, Locative)


@TABLE.procedure("locative->object")
def locative_to_object(locative: _Locative) -> Any:
    """Return the object that a locative is into. CHICKEN manual, Module (chicken locative)."""
    return locative.object


@TABLE.procedure("locative-ref")
def locative_ref(locative: _Locative) -> Any:
    """Return what is at a locative's place. CHICKEN manual, Module (chicken locative)."""
    value, index = locative.object, locative.index
    if value.__class__ is Pair:
        return value.cdr if index else value.car
    if value.__class__ is String:
        return value.text[index]
    if isinstance(value, NumberVector):
        return value.view[index]
    if isinstance(value, Record):
        return getattr(value, value.type.slots[index])
    return value[index]


@TABLE.procedure("locative-set!")
def locative_set(locative: _Locative, new: Any) -> None:
    """Replace what is at a locative's place. CHICKEN manual, Module (chicken locative)."""
    value, index = locative.object, locative.index
    if value.__class__ is Pair:
        setattr(value, "cdr" if index else "car", new)
    elif value.__class__ is String:
        if new.__class__ is not str:
            refuse("locative-set!", 2, "a character", new)
        value.text = value.text[:index] + new + value.text[index + 1 :]
    elif isinstance(value, Record):
        setattr(value, value.type.slots[index], new)
    elif value.__class__ is list:
        value[index] = new
    else:
        _set_number(value, index, new)


def _set_number(value: Any, index: int, new: Any) -> None:
    try:
        (value.view if isinstance(value, NumberVector) else value)[index] = new
    except (TypeError, ValueError):
        refuse("locative-set!", 2, "a number of the vector's kind", new)


TABLE["locative-ref"].value.scheme_setter = TABLE["locative-set!"].value
