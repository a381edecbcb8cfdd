"""Guile's arrays: vectors, bytevectors and strings, and arrays of other ranks and bounds.

Guile manual, Arrays. Not here: shared arrays, and the reader syntax of arrays.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any, Final

from attrs import define

from ...calls import call
from ...conditions import error
from ...data import Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...equality import EQUALITIES, is_equal
from ...kinds import Int, Items, Proc
from ...number_vectors import KINDS, NumberVector, number_vector
from ...printer import PRINTERS, show
from ...profiles import Profile
from ..strings import TABLE as STRINGS

__all__ = ["TABLE"]

TABLE: Final = Table()

_Shape = tuple[tuple[int, int], ...]
"""The bounds of each dimension, both within it."""


@define(eq=False)
class Array:
    """An array that is no vector: its elements in order, its bounds, the name of its type."""

    items: Any
    shape: _Shape
    type: str


class _Characters:
    """The characters of a string as a sequence."""

    def __init__(self, string: String) -> None:
        self.string = string

    def __len__(self) -> int:
        return len(self.string.text)

    def __getitem__(self, place: int) -> str:
        return str(self.string.text[place])

    def __setitem__(self, place: int, value: Any) -> None:
        STRINGS["string-set!"].value(self.string, place, value)


def _is_plain(value: Any) -> bool:
    return value.__class__ in (list, bytearray, String, NumberVector)


def _parts(procedure: str, place: int, value: Any) -> tuple[Any, _Shape]:
    """Return the elements of an array in order, which can be set, and its bounds."""
    if value.__class__ is Array:
        return value.items, value.shape
    if not _is_plain(value):
        refuse(procedure, place, "array", value)
    items = value
    if value.__class__ is String:
        items = _Characters(value)
    elif value.__class__ is NumberVector:
        items = value.view
    return items, ((0, len(items) - 1),)


def _lengths(shape: _Shape) -> list[int]:
    return [high - low + 1 for low, high in shape]


def _put(procedure: str, items: Any, place: int, value: Any) -> None:
    try:
        items[place] = value
    except (TypeError, ValueError, OverflowError):
        refuse(procedure, 2, "an element of the array's type", value)


def _place(procedure: str, shape: _Shape, indices: tuple[Any, ...]) -> int:
    if len(indices) != len(shape):
        raise error(f"wrong number of indices, expecting {len(shape)}", procedure=procedure)
    place = 0
    for (low, high), index in zip(shape, indices, strict=True):
        if index.__class__ is not int:
            refuse(procedure, 2, "an exact integer", index)
        if not low <= index <= high:
            refuse(procedure, 2, f"an index from {low} to {high}", index, False)
        place = place * (high - low + 1) + index - low
    return place


# Making


def _bounds(procedure: str, given: tuple[Any, ...]) -> _Shape:
    made = []
    for each in given:
        low, high = (0, each - 1) if each.__class__ is int else (0, None)
        if each.__class__ is Pair and len(from_list(each)) == 2:
            low, high = from_list(each)
        if low.__class__ is not int or high.__class__ is not int or high < low - 1:
            refuse(procedure, 2, "the bounds of an array", each)
        made.append((low, high))
    return tuple(made)


def _array(procedure: str, kind: Any, items: list[Any], shape: _Shape) -> Any:
    """Return an array of a type; one of rank 1 from 0 on is a vector of the type."""
    name = "a" if kind.__class__ is str else getattr(kind, "name", "#t" if kind is True else "")
    if kind is True:
        stored: Any = items
    elif name == "a" and all(each.__class__ is str for each in items):
        stored = String("".join(items), True)
    elif name == "vu8" or name in KINDS:
        try:
            stored = number_vector("u8" if name == "vu8" else name, items)
        except (TypeError, ValueError):
            refuse(procedure, 2, f"elements of type {name}", to_list(items))
    else:
        refuse(procedure, 1, "a type of arrays", kind)
    if len(shape) == 1 and shape[0][0] == 0:
        return stored
    return Array(_parts(procedure, 1, stored)[0], shape, name)


@TABLE.procedure("make-array")
def make_array(fill: Any, *bounds: Any) -> Any:
    """Return an array of one value, each bound a length or a list of two."""
    return make_typed_array(True, fill, *bounds)


@TABLE.procedure("make-typed-array")
def make_typed_array(kind: Any, fill: Any, *bounds: Any) -> Any:
    """Return an array of a type and one value."""
    shape = _bounds("make-typed-array", bounds)
    return _array("make-typed-array", kind, [fill] * math.prod(_lengths(shape)), shape)


@TABLE.procedure("list->array")
def list_to_array(dimensions: Any, items: Items) -> Any:
    """Return an array of nested lists; its rank, or a list of its lower bounds."""
    return list_to_typed_array(True, dimensions, items)


@TABLE.procedure("list->typed-array")
def list_to_typed_array(kind: Any, dimensions: Any, items: Items) -> Any:
    """Return an array of a type made of nested lists; its rank, or a list of its bounds."""
    lows = [0] * dimensions if dimensions.__class__ is int else from_list(dimensions)
    shape: list[tuple[int, int]] = []
    rows: list[Any] = [to_list(items)]
    for low in lows:
        lists = [from_list(row) for row in rows]
        length = len(lists[0]) if lists else 0
        if any(len(each) != length for each in lists):
            raise error("too few elements for an array's dimension, need", length)
        shape += _bounds("list->array", (length,)) if low == 0 else ()
        if low != 0:
            first = low.car if low.__class__ is Pair else low
            shape += _bounds("list->array", (to_list([first, first + length - 1]),))
        rows = [item for each in lists for item in each]
    flat = rows if lows else [items[0]] if items else []
    return _array("list->array", kind, flat, tuple(shape))


# What they are


@TABLE.procedure("array?")
def is_array(value: Any) -> bool:
    """Return whether a value is an array, as vectors, bytevectors and strings are."""
    return value.__class__ is Array or _is_plain(value)


@TABLE.procedure("array-type")
def array_type(array: Any) -> Any:
    """Return the type of an array's elements: #t for any, `a` for characters."""
    _parts("array-type", 1, array)
    if array.__class__ is Array:
        return True if array.type == "#t" else Symbol(array.type)
    if array.__class__ is list:
        return True
    if array.__class__ is NumberVector:
        return Symbol(array.kind.name)
    return Symbol("a" if array.__class__ is String else "vu8")


@TABLE.procedure("typed-array?")
def is_typed_array(value: Any, kind: Any) -> bool:
    """Return whether a value is an array of a type; bytevectors are of `u8` and `vu8`."""
    if not is_array(value):
        return False
    if value.__class__ is bytearray:
        return getattr(kind, "name", "") in ("u8", "vu8")
    return bool(array_type(value) is kind)


@TABLE.procedure("array-rank")
def array_rank(array: Any) -> int:
    """Return how many dimensions an array has."""
    return len(_parts("array-rank", 1, array)[1])


@TABLE.procedure("array-length")
def array_length(array: Any) -> int:
    """Return the length of an array's first dimension."""
    shape = _parts("array-length", 1, array)[1]
    if not shape:
        refuse("array-length", 1, "an array with a dimension", array)
    return _lengths(shape)[0]


@TABLE.procedure("array-dimensions")
def array_dimensions(array: Any) -> Items:
    """Return an array's dimensions: a length, or a list of the bounds where it begins above 0."""
    shape = _parts("array-dimensions", 1, array)[1]
    return [high + 1 if low == 0 else to_list([low, high]) for low, high in shape]


@TABLE.procedure("array-shape")
def array_shape(array: Any) -> Items:
    """Return the bounds of an array's dimensions, each a list of two."""
    return [to_list(bounds) for bounds in _parts("array-shape", 1, array)[1]]


@TABLE.procedure("array-in-bounds?")
def is_in_bounds(array: Any, *indices: Int) -> bool:
    """Return whether an array has an element there."""
    shape = _parts("array-in-bounds?", 1, array)[1]
    if len(indices) != len(shape):
        _place("array-in-bounds?", shape, indices)
    return all(low <= each <= high for (low, high), each in zip(shape, indices, strict=True))


# Elements


@TABLE.procedure("array-ref")
def array_ref(array: Any, *indices: Any) -> Any:
    """Return an element."""
    items, shape = _parts("array-ref", 1, array)
    return items[_place("array-ref", shape, indices)]


@TABLE.procedure("array-set!")
def array_set(array: Any, value: Any, *indices: Any) -> None:
    """Set an element."""
    items, shape = _parts("array-set!", 1, array)
    _put("array-set!", items, _place("array-set!", shape, indices), value)


def _nested(items: Iterator[Any], lengths: list[int]) -> Any:
    if not lengths:
        return next(items)
    return to_list([_nested(items, lengths[1:]) for _ in range(lengths[0])])


@TABLE.procedure("array->list")
def array_to_list(array: Any) -> Any:
    """Return an array as nested lists; the element itself of one without dimensions."""
    items, shape = _parts("array->list", 1, array)
    return _nested(iter(items), _lengths(shape))


@TABLE.procedure("array-fill!")
def array_fill(array: Any, value: Any) -> None:
    """Set all elements to a value."""
    items = _parts("array-fill!", 1, array)[0]
    for place in range(len(items)):
        _put("array-fill!", items, place, value)


def _indices(shape: _Shape) -> Iterator[tuple[int, ...]]:
    return itertools.product(*(range(low, high + 1) for low, high in shape))


def _within(procedure: str, array: Any, shape: _Shape, place: int) -> Any:
    """Return the elements of an array at the indices of a shape that is not larger."""
    items, own = _parts(procedure, place, array)
    pairs = zip(shape, own, strict=False)
    if len(own) != len(shape) or not all(o[0] <= s[0] and s[1] <= o[1] for s, o in pairs):
        raise error("shape mismatch", procedure=procedure)
    return [items[_place(procedure, own, each)] for each in _indices(shape)]


@TABLE.procedure("array-copy!", "array-copy-in-order!")
def array_copy(source: Any, target: Any) -> None:
    """Copy an array's elements to the same places of another, which may be larger."""
    found, shape = _parts("array-copy!", 1, source)
    values = list(found)
    items, own = _parts("array-copy!", 2, target)
    _within("array-copy!", target, shape, 2)
    for each, value in zip(_indices(shape), values, strict=True):
        _put("array-copy!", items, _place("array-copy!", own, each), value)


@TABLE.procedure("array-map!", "array-map-in-order!")
def array_map(target: Any, procedure: Proc, *sources: Any) -> None:
    """Set each element to what a procedure returns for those of other arrays there."""
    items, shape = _parts("array-map!", 1, target)
    columns = [_within("array-map!", each, shape, at) for at, each in enumerate(sources, 3)]
    for place in range(len(items)):
        value = call(procedure, *(column[place] for column in columns))
        _put("array-map!", items, place, value)


@TABLE.procedure("array-for-each")
def array_for_each(procedure: Proc, array: Any, *others: Any) -> None:
    """Call a procedure with the elements of arrays, in order."""
    items, shape = _parts("array-for-each", 2, array)
    columns = [_within("array-for-each", each, shape, at) for at, each in enumerate(others, 3)]
    for row in zip(list(items), *columns, strict=True):
        call(procedure, *row)


@TABLE.procedure("array-index-map!")
def array_index_map(array: Any, procedure: Proc) -> None:
    """Set each element to what a procedure returns for its indices."""
    items, shape = _parts("array-index-map!", 1, array)
    for place, indices in enumerate(_indices(shape)):
        _put("array-index-map!", items, place, call(procedure, *indices))


def _equal(one: Any, other: Any) -> bool:
    (items, shape), (others, bounds) = _parts("", 1, one), _parts("", 2, other)
    same = shape == bounds and array_type(one) is array_type(other)
    return same and all(is_equal(x, y) for x, y in zip(items, others, strict=True))


@TABLE.procedure("array-equal?")
def array_equal(*arrays: Any) -> bool:
    """Return whether arrays have the same bounds, type and elements."""
    for place, each in enumerate(arrays, 1):
        _parts("array-equal?", place, each)
    return all(_equal(one, other) for one, other in itertools.pairwise(arrays))


def _shown(array: Array, readable: bool, profile: Profile) -> str:
    def rows(items: Iterator[Any], lengths: list[int]) -> str:
        if not lengths:
            return show(next(items), readable, profile)
        return f"({' '.join(rows(items, lengths[1:]) for _ in range(lengths[0]))})"

    bounds = [low for low, _ in array.shape]
    start = "".join(f"@{low}" for low in bounds) if any(bounds) else ""
    text = rows(iter(array.items), _lengths(array.shape))
    kind = "" if array.type == "#t" else array.type
    return f"#{len(bounds)}{kind}{start}{text if bounds else f'({text})'}"


EQUALITIES[Array] = _equal
PRINTERS[Array] = _shown
