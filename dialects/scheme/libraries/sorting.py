"""Merging and sorting by a procedure of the program, which is called from Python's own frames."""

from __future__ import annotations

import itertools
from typing import Any

from ..calls import call

__all__ = ["is_ordered", "merge", "merge_sort", "without_neighbors"]


def merge(less: Any, one: list[Any], other: list[Any]) -> list[Any]:
    """Return the items of two sorted lists in order; equal ones of `one` come first."""
    made: list[Any] = []
    first = second = 0
    while first < len(one) and second < len(other):
        if call(less, other[second], one[first]) is not False:
            made.append(other[second])
            second += 1
        else:
            made.append(one[first])
            first += 1
    return made + one[first:] + other[second:]


def merge_sort(less: Any, items: list[Any]) -> list[Any]:
    """Return items in order; equal ones stay in theirs."""
    runs = [[each] for each in items]
    while len(runs) > 1:
        pairs = [merge(less, runs[place], runs[place + 1]) for place in range(0, len(runs) - 1, 2)]
        runs = pairs + runs[len(pairs) * 2 :]
    return runs[0] if runs else []


def is_ordered(less: Any, items: list[Any]) -> bool:
    """Return whether no item is less than the one before it."""
    return all(call(less, after, before) is False for before, after in itertools.pairwise(items))


def without_neighbors(same: Any, items: list[Any]) -> list[Any]:
    """Return the items that are not the same as the last one that is kept before them."""
    made: list[Any] = []
    for each in items:
        if not made or call(same, made[-1], each) is False:
            made.append(each)
    return made
