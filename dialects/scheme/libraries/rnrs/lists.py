"""R6RS's procedures on lists, and sorting: (rnrs lists), (rnrs sorting)."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...data import Pair
from ...declaration import Table, refuse
from ...equality import is_equal, is_eqv
from ...kinds import Items, Proc, Vec
from ..sorting import merge_sort

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("for-all", tail=True)
def for_all(procedure: Proc, first: Items, *others: Items) -> Any:
    """Return #f as soon as a procedure does for an item, else its value for the last one.

    R6RS library, 3.
    """
    rows = list(zip(first, *others, strict=False))
    for row in rows[:-1]:
        if call(procedure, *row) is False:
            return False
    return (procedure, *rows[-1]) if rows else True


@TABLE.procedure("exists", tail=True)
def exists(procedure: Proc, first: Items, *others: Items) -> Any:
    """Return the first value of a procedure on an item that is not #f, or #f. R6RS library, 3."""
    rows = list(zip(first, *others, strict=False))
    for row in rows[:-1]:
        found = call(procedure, *row)
        if found is not False:
            return found
    return (procedure, *rows[-1]) if rows else False


@TABLE.procedure("fold-left")
def fold_left(procedure: Proc, start: Any, first: Items, *others: Items) -> Any:
    """Combine a value with each item in turn, from the first on. R6RS library, 3."""
    for row in zip(first, *others, strict=False):
        start = call(procedure, start, *row)
    return start


@TABLE.procedure("fold-right")
def fold_right(procedure: Proc, start: Any, first: Items, *others: Items) -> Any:
    """Combine a value with each item in turn, from the last on.

    R6RS library, 3.
    """
    for row in reversed(list(zip(first, *others, strict=False))):
        start = call(procedure, *row, start)
    return start


@TABLE.procedure("memp")
def memp(procedure: Proc, items: Any) -> Any:
    """Return the rest of a list from the first item on that a procedure accepts.

    R6RS library, 3.
    """
    rest = items
    while rest.__class__ is Pair:
        if call(procedure, rest.car) is not False:
            return rest
        rest = rest.cdr
    return False


@TABLE.procedure("assp")
def assp(procedure: Proc, pairs: Items) -> Any:
    """Return the first pair whose key a procedure accepts. R6RS library, 3."""
    for pair in pairs:
        if pair.__class__ is not Pair:
            refuse("assp", 2, "a list of pairs", pair)
        if call(procedure, pair.car) is not False:
            return pair
    return False


@TABLE.procedure("remp")
def remp(procedure: Proc, items: Items) -> Items:
    """Return a list without the items that a procedure accepts. R6RS library, 3."""
    return [each for each in items if call(procedure, each) is False]


@TABLE.procedure("remove")
def remove(value: Any, items: Items) -> Items:
    """Return a list without the items that are `equal?` to a value. R6RS library, 3."""
    return [each for each in items if not is_equal(value, each)]


@TABLE.procedure("remv", "remq")
def remv(value: Any, items: Items) -> Items:
    """Return a list without the items that are the same as a value. R6RS library, 3."""
    return [each for each in items if not is_eqv(value, each)]


# Sorting


@TABLE.procedure("list-sort")
def list_sort(before: Proc, items: Items) -> Items:
    """Return a list in order. R6RS library, 4."""
    return merge_sort(before, items)


@TABLE.procedure("vector-sort")
def vector_sort(before: Proc, vector: Vec) -> list[Any]:
    """Return a vector in order. R6RS library, 4."""
    return merge_sort(before, vector)


@TABLE.procedure("vector-sort!")
def vector_sort_into(before: Proc, vector: Vec) -> None:
    """Bring a vector into order. R6RS library, 4."""
    vector[:] = merge_sort(before, vector)
