"""SRFI 43: vectors. What R7RS has of it in the same form is declared in `vectors`."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final

from ...calls import call, spread
from ...data import from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, Vec
from ..strings import span

__all__ = ["TABLE", "next_item"]

TABLE: Final = Table()


def _part(procedure: str, place: int, vector: list[Any], start: int, end: int | None) -> list[Any]:
    start, end = span(procedure, len(vector), start, end, place)
    return vector[start:end]


def _rows(first: list[Any], others: tuple[list[Any], ...]) -> Iterator[tuple[Any, ...]]:
    """Yield the items at each index that all vectors have, as they are then."""
    vectors = (first, *others)
    for place in range(min(map(len, vectors))):
        yield tuple(each[place] for each in vectors)


# Constructors


def next_item(
    procedure: str, function: Any, place: int, seeds: tuple[Any, ...]
) -> tuple[Any, tuple[Any, ...]]:
    """Return an item and the next seeds."""
    item, *after = spread(call(function, place, *seeds))
    if len(after) != len(seeds):
        refuse(procedure, 1, f"a procedure that returns {len(seeds) + 1} values", function)
    return item, tuple(after)


@TABLE.procedure("vector-unfold")
def vector_unfold(function: Proc, length: Index, *seeds: Any) -> Vec:
    """Return a vector of what a procedure gives for indices and seeds. SRFI 43, Constructors."""
    made = []
    for place in range(length):
        item, seeds = next_item("vector-unfold", function, place, seeds)
        made.append(item)
    return made


@TABLE.procedure("vector-unfold-right")
def vector_unfold_right(function: Proc, length: Index, *seeds: Any) -> Vec:
    """As `vector-unfold`, from the last index to the first. SRFI 43, Constructors."""
    made = []
    for place in reversed(range(length)):
        item, seeds = next_item("vector-unfold-right", function, place, seeds)
        made.append(item)
    return made[::-1]


@TABLE.procedure("vector-copy")
def vector_copy(vector: Vec, start: Index = 0, end: Index | None = None, fill: Any = None) -> Vec:
    """Return a copy of a part, with `fill` where it goes beyond the end. SRFI 43, Constructors."""
    end = len(vector) if end is None else end
    if start > min(end, len(vector)):
        refuse("vector-copy", 2, f"an index up to {min(end, len(vector))}", start, False)
    return vector[start:end] + [fill] * max(end - len(vector), 0)


@TABLE.procedure("vector-reverse-copy")
def vector_reverse_copy(vector: Vec, start: Index = 0, end: Index | None = None) -> Vec:
    """Return a copy of a part, from its last item to its first. SRFI 43, Constructors."""
    return _part("vector-reverse-copy", 2, vector, start, end)[::-1]


@TABLE.procedure("vector-concatenate")
def vector_concatenate(vectors: Items) -> Vec:
    """Return the items of the vectors in a list. SRFI 43, Constructors."""
    made: list[Any] = []
    for each in vectors:
        if each.__class__ is not list:
            refuse("vector-concatenate", 1, "a list of vectors", each)
        made += each
    return made


# Predicates


@TABLE.procedure("vector-empty?")
def is_vector_empty(vector: Vec) -> bool:
    """Return whether a vector is empty. SRFI 43, Predicates."""
    return not vector


@TABLE.procedure("vector=")
def vector_equal(same: Proc, *vectors: Vec) -> bool:
    """Return whether vectors have the same items. SRFI 43, Predicates."""
    for one, other in itertools.pairwise(vectors):
        if one is other:
            continue
        if len(one) != len(other):
            return False
        if any(call(same, *pair) is False for pair in _rows(one, (other,))):
            return False
    return True


# Iteration


@TABLE.procedure("vector-fold")
def vector_fold(procedure: Proc, start: Any, first: Vec, *others: Vec) -> Any:
    """Combine index, state and items from left to right. SRFI 43, Iteration."""
    for place, items in enumerate(_rows(first, others)):
        start = call(procedure, place, start, *items)
    return start


@TABLE.procedure("vector-fold-right")
def vector_fold_right(procedure: Proc, start: Any, first: Vec, *others: Vec) -> Any:
    """Combine index, state and items from right to left. SRFI 43, Iteration."""
    for place, items in reversed(list(enumerate(_rows(first, others)))):
        start = call(procedure, place, start, *items)
    return start


@TABLE.procedure("vector-map")
def vector_map(procedure: Proc, first: Vec, *others: Vec) -> Vec:
    """Return a vector of what a procedure gives for index and items. SRFI 43, Iteration."""
    return [call(procedure, place, *items) for place, items in enumerate(_rows(first, others))]


@TABLE.procedure("vector-map!")
def vector_map_in_place(procedure: Proc, first: Vec, *others: Vec) -> None:
    """Put what a procedure gives into the first vector. SRFI 43, Iteration."""
    for place, items in enumerate(_rows(first, others)):
        first[place] = call(procedure, place, *items)


@TABLE.procedure("vector-for-each")
def vector_for_each(procedure: Proc, first: Vec, *others: Vec) -> None:
    """Call a procedure with each index and the items at it. SRFI 43, Iteration."""
    for place, items in enumerate(_rows(first, others)):
        call(procedure, place, *items)


@TABLE.procedure("vector-count")
def vector_count(test: Proc, first: Vec, *others: Vec) -> int:
    """Return how often a test of index and items is true. SRFI 43, Iteration."""
    return sum(
        call(test, place, *items) is not False for place, items in enumerate(_rows(first, others))
    )


# Searching


def _search(wanted: bool, backwards: bool) -> Callable[..., Any]:
    def search(test: Proc, first: Vec, *others: Vec) -> int | bool:
        vectors = (first, *others)
        places = range(min(map(len, vectors)))
        for place in reversed(places) if backwards else places:
            found = call(test, *(each[place] for each in vectors)) is not False
            if found is wanted:
                return place
        return False

    which = "last" if backwards else "first"
    value = "true" if wanted else "#f"
    search.__doc__ = (
        f"Return the {which} index for which a test is {value}, or #f. SRFI 43, Searching."
    )
    return search


for _name, _wanted, _backwards in (
    ("vector-index", True, False),
    ("vector-index-right", True, True),
    ("vector-skip", False, False),
    ("vector-skip-right", False, True),
):
    TABLE.procedure(_name)(_search(_wanted, _backwards))


@TABLE.procedure("vector-binary-search")
def vector_binary_search(vector: Vec, value: Any, compare: Proc) -> int | bool:
    """Return an index in a sorted vector, or #f.

    `compare` is called with an item and `value`; it returns a number that is negative, 0 or
    positive. SRFI 43, Searching.
    """
    low, high = 0, len(vector)
    while low < high:
        middle = (low + high) // 2
        order = call(compare, vector[middle], value)
        if order == 0:
            return middle
        if order > 0:
            high = middle
        else:
            low = middle + 1
    return False


@TABLE.procedure("vector-any", tail=True)
def vector_any(test: Proc, first: Vec, *others: Vec) -> Any:
    """Return the first true value that a test gives, or #f. SRFI 43, Searching."""
    vectors = (first, *others)
    last = min(map(len, vectors)) - 1
    for place in range(last):
        found = call(test, *(each[place] for each in vectors))
        if found is not False:
            return found
    return (test, *(each[last] for each in vectors)) if last >= 0 else False


@TABLE.procedure("vector-every", tail=True)
def vector_every(test: Proc, first: Vec, *others: Vec) -> Any:
    """Return the last value that a test gives, #f if one is #f. SRFI 43, Searching."""
    vectors = (first, *others)
    last = min(map(len, vectors)) - 1
    for place in range(last):
        if call(test, *(each[place] for each in vectors)) is False:
            return False
    return (test, *(each[last] for each in vectors)) if last >= 0 else True


# Mutators


def _place(procedure: str, argument: int, vector: list[Any], place: int) -> int:
    if place >= len(vector):
        refuse(procedure, argument, f"an index below {len(vector)}", place, False)
    return place


@TABLE.procedure("vector-swap!")
def vector_swap(vector: Vec, one: Index, other: Index) -> None:
    """Exchange two items. SRFI 43, Mutators."""
    one = _place("vector-swap!", 2, vector, one)
    other = _place("vector-swap!", 3, vector, other)
    vector[one], vector[other] = vector[other], vector[one]


@TABLE.procedure("vector-reverse!")
def vector_reverse(vector: Vec, start: Index = 0, end: Index | None = None) -> None:
    """Turn a part round. SRFI 43, Mutators."""
    made = _part("vector-reverse!", 2, vector, start, end)
    vector[start : start + len(made)] = made[::-1]


@TABLE.procedure("vector-reverse-copy!")
def vector_reverse_copy_in_place(
    target: Vec, place: Index, source: Vec, start: Index = 0, end: Index | None = None
) -> None:
    """Copy a part of a vector, the last item first, into another. SRFI 43, Mutators."""
    made = _part("vector-reverse-copy!", 4, source, start, end)
    if place + len(made) > len(target):
        refuse("vector-reverse-copy!", 2, "an index from which on there is space", place, False)
    target[place : place + len(made)] = made[::-1]


# Conversion


@TABLE.procedure("reverse-vector->list")
def reverse_vector_to_list(vector: Vec, start: Index = 0, end: Index | None = None) -> Any:
    """Return a list of a part, the last item first. SRFI 43, Conversion."""
    return to_list(_part("reverse-vector->list", 2, vector, start, end)[::-1])


@TABLE.procedure("reverse-list->vector")
def reverse_list_to_vector(items: Any) -> Vec:
    """Return a vector of a list's items, the last one first. SRFI 43, Conversion."""
    return from_list(items)[::-1]
