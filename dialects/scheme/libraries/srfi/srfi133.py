"""SRFI 133: vectors. What R7RS or SRFI 43 has of it in the same form is declared there."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call, values
from ...declaration import Table, refuse
from ...kinds import Index, Proc, Vec
from ..strings import span
from .srfi43 import next_item

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("vector-append-subvectors")
def vector_append_subvectors(*parts: Any) -> list[Any]:
    """Return the parts of vectors one after the other: vector, start, end, and so on.

    SRFI 133, Constructors.
    """
    if len(parts) % 3:
        refuse("vector-append-subvectors", len(parts), "a vector, a start and an end", parts[-1])
    made: list[Any] = []
    for place in range(0, len(parts), 3):
        vector, start, end = parts[place : place + 3]
        if vector.__class__ is not list:
            refuse("vector-append-subvectors", place + 1, "a vector", vector)
        first, last = span("vector-append-subvectors", len(vector), start, end, place + 2)
        made += vector[first:last]
    return made


@TABLE.procedure("vector-fold")
def vector_fold(procedure: Proc, state: Any, first: Vec, *others: Vec) -> Any:
    """Combine the items, from the left; the procedure takes the state first. SRFI 133."""
    for row in zip(first, *others, strict=False):
        state = call(procedure, state, *row)
    return state


@TABLE.procedure("vector-fold-right")
def vector_fold_right(procedure: Proc, state: Any, first: Vec, *others: Vec) -> Any:
    """Combine the items, from the right; the procedure takes the state first. SRFI 133."""
    for row in reversed(list(zip(first, *others, strict=False))):
        state = call(procedure, state, *row)
    return state


@TABLE.procedure("vector-map!")
def vector_map_in_place(procedure: Proc, first: Vec, *others: Vec) -> None:
    """Replace each item of the first vector by what a procedure returns. SRFI 133, Iteration."""
    for place in range(min(map(len, (first, *others)))):
        first[place] = call(procedure, first[place], *(each[place] for each in others))


@TABLE.procedure("vector-count")
def vector_count(test: Proc, first: Vec, *others: Vec) -> int:
    """Return for how many items a test holds. SRFI 133, Iteration."""
    rows = zip(first, *others, strict=False)
    return sum(call(test, *row) is not False for row in rows)


@TABLE.procedure("vector-cumulate")
def vector_cumulate(procedure: Proc, state: Any, vector: Vec) -> list[Any]:
    """Return a vector of the states, each made of the one before and an item. SRFI 133."""
    made = []
    for each in vector:
        state = call(procedure, state, each)
        made.append(state)
    return made


@TABLE.procedure("vector-partition")
def vector_partition(test: Proc, vector: Vec) -> Any:
    """Return a vector of the items for which a test holds, then the others; and how many do.

    SRFI 133, Searching.
    """
    chosen: list[Any] = []
    others: list[Any] = []
    for each in vector:
        (others if call(test, each) is False else chosen).append(each)
    return values(chosen + others, len(chosen))


@TABLE.procedure("vector-unfold!")
def vector_unfold_into(
    procedure: Proc, vector: Vec, start: Index, end: Index, *seeds: Any
) -> None:
    """Set the items of a part to what a procedure makes of the index and seeds. SRFI 133."""
    first, last = span("vector-unfold!", len(vector), start, end, 3)
    for place in range(first, last):
        vector[place], seeds = next_item("vector-unfold!", procedure, place, seeds)


@TABLE.procedure("vector-unfold-right!")
def vector_unfold_right_into(
    procedure: Proc, vector: Vec, start: Index, end: Index, *seeds: Any
) -> None:
    """As `vector-unfold!`, from the last item of the part to the first. SRFI 133, Mutators."""
    first, last = span("vector-unfold-right!", len(vector), start, end, 3)
    for place in reversed(range(first, last)):
        vector[place], seeds = next_item("vector-unfold-right!", procedure, place, seeds)
