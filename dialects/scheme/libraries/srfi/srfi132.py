"""SRFI 132: sorting of lists and vectors."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Vec
from ...numbers import add, divide
from ..sorting import is_ordered, merge, merge_sort, without_neighbors
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()


# Lists


@TABLE.procedure("list-sort", "list-stable-sort", "list-sort!", "list-stable-sort!")
def list_sort(less: Proc, items: Items) -> Items:
    """Return a list in order, equal items in theirs. SRFI 132, General sort procedures."""
    return merge_sort(less, items)


@TABLE.procedure("list-sorted?")
def is_list_sorted(less: Proc, items: Items) -> bool:
    """Return whether a list is in order. SRFI 132, Predicates."""
    return is_ordered(less, items)


@TABLE.procedure("list-merge", "list-merge!")
def list_merge(less: Proc, one: Items, other: Items) -> Items:
    """Return the items of two lists that are in order, in order. SRFI 132, Merge procedures."""
    return merge(less, one, other)


@TABLE.procedure("list-delete-neighbor-dups", "list-delete-neighbor-dups!")
def list_delete_neighbor_dups(same: Proc, items: Items) -> Items:
    """Return a list without items that are the same as the one before. SRFI 132."""
    return without_neighbors(same, items)


# Vectors


@TABLE.procedure("vector-sort", "vector-stable-sort")
def vector_sort(less: Proc, vector: Vec, start: Any = None, end: Any = None) -> list[Any]:
    """Return a new vector of a part, in order. SRFI 132, General sort procedures."""
    first, last = span("vector-sort", len(vector), start, end, 3)
    return merge_sort(less, vector[first:last])


@TABLE.procedure("vector-sort!", "vector-stable-sort!")
def vector_sort_in_place(less: Proc, vector: Vec, start: Any = None, end: Any = None) -> None:
    """Put a part of a vector in order. SRFI 132, General sort procedures."""
    first, last = span("vector-sort!", len(vector), start, end, 3)
    vector[first:last] = merge_sort(less, vector[first:last])


@TABLE.procedure("vector-sorted?")
def is_vector_sorted(less: Proc, vector: Vec, start: Any = None, end: Any = None) -> bool:
    """Return whether a part of a vector is in order. SRFI 132, Predicates."""
    first, last = span("vector-sorted?", len(vector), start, end, 3)
    return is_ordered(less, vector[first:last])


@TABLE.procedure("vector-merge")
def vector_merge(
    less: Proc,
    one: Vec,
    other: Vec,
    start: Any = None,
    end: Any = None,
    other_start: Any = None,
    other_end: Any = None,
) -> list[Any]:
    """Return a vector of two sorted parts' items, in order. SRFI 132, Merge procedures."""
    first, last = span("vector-merge", len(one), start, end, 4)
    other_first, other_last = span("vector-merge", len(other), other_start, other_end, 6)
    return merge(less, one[first:last], other[other_first:other_last])


@TABLE.procedure("vector-merge!")
def vector_merge_into(
    less: Proc,
    to: Vec,
    one: Vec,
    other: Vec,
    at: Index = 0,
    start: Any = None,
    end: Any = None,
    other_start: Any = None,
    other_end: Any = None,
) -> None:
    """Put two sorted parts' items into a vector, from `at` on. SRFI 132, Merge procedures."""
    first, last = span("vector-merge!", len(one), start, end, 6)
    other_first, other_last = span("vector-merge!", len(other), other_start, other_end, 8)
    made = merge(less, one[first:last], other[other_first:other_last])
    if at + len(made) > len(to):
        refuse("vector-merge!", 5, "a place behind which all items fit", at, False)
    to[at : at + len(made)] = made


@TABLE.procedure("vector-delete-neighbor-dups")
def vector_delete_neighbor_dups(
    same: Proc, vector: Vec, start: Any = None, end: Any = None
) -> list[Any]:
    """Return a part without items that are the same as the one before. SRFI 132."""
    first, last = span("vector-delete-neighbor-dups", len(vector), start, end, 3)
    return without_neighbors(same, vector[first:last])


@TABLE.procedure("vector-delete-neighbor-dups!")
def vector_delete_neighbor_dups_in_place(
    same: Proc, vector: Vec, start: Any = None, end: Any = None
) -> int:
    """Move the items that stay to the start of a part; return where they end. SRFI 132."""
    first, last = span("vector-delete-neighbor-dups!", len(vector), start, end, 3)
    made = without_neighbors(same, vector[first:last])
    vector[first : first + len(made)] = made
    return first + len(made)


def _middle(items: list[Any], none: Any, mean: Any) -> Any:
    half = len(items) // 2
    if not items:
        return none
    if len(items) % 2:
        return items[half]
    if mean is None:
        return divide(add(items[half - 1], items[half]), 2)
    return call(mean, items[half - 1], items[half])


@TABLE.procedure("vector-find-median")
def vector_find_median(less: Proc, vector: Vec, none: Any, mean: Proc | None = None) -> Any:
    """Return the item in the middle; of two, the mean; `none` of no items. SRFI 132, Median."""
    return _middle(merge_sort(less, vector), none, mean)


@TABLE.procedure("vector-find-median!")
def vector_find_median_in_place(
    less: Proc, vector: Vec, none: Any, mean: Proc | None = None
) -> Any:
    """As `vector-find-median`; the vector is in order afterwards. SRFI 132, Median."""
    vector[:] = merge_sort(less, vector)
    return _middle(vector, none, mean)


@TABLE.procedure("vector-select!")
def vector_select(
    less: Proc, vector: Vec, place: Index, start: Any = None, end: Any = None
) -> Any:
    """Return what is at a place of a part when it is in order. SRFI 132, Selection."""
    first, last = span("vector-select!", len(vector), start, end, 4)
    if place >= last - first:
        refuse("vector-select!", 3, "a place within the part", place, False)
    vector[first:last] = merge_sort(less, vector[first:last])
    return vector[first + place]


@TABLE.procedure("vector-separate!")
def vector_separate(
    less: Proc, vector: Vec, count: Index, start: Any = None, end: Any = None
) -> None:
    """Put the `count` smallest items of a part first. SRFI 132, Selection."""
    first, last = span("vector-separate!", len(vector), start, end, 4)
    if count > last - first:
        refuse("vector-separate!", 3, "a number within the part", count, False)
    vector[first:last] = merge_sort(less, vector[first:last])
