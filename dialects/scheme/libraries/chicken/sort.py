"""Sorting: CHICKEN's (chicken sort)."""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...data import NIL, Pair, from_list, to_list
from ...declaration import Table, refuse
from ...equality import is_eqv
from ...kinds import Items, Proc
from .condition import signalled

__all__ = ["TABLE"]

TABLE: Final = Table()


def _is_before(less: Any) -> Any:
    return lambda one, other: call(less, one, other) is not False


def _merged(one: list[Any], other: list[Any], before: Any) -> list[Any]:
    """Return two sorted lists as one; of equal elements, those of the first come first."""
    made: list[Any] = []
    left, right = 0, 0
    while left < len(one) and right < len(other):
        if before(other[right], one[left]):
            made.append(other[right])
            right += 1
        else:
            made.append(one[left])
            left += 1
    return [*made, *one[left:], *other[right:]]


def _sorted(items: list[Any], before: Any) -> list[Any]:
    runs = [[each] for each in items]
    while len(runs) > 1:
        pairs = [
            _merged(runs[place], runs[place + 1], before) for place in range(0, len(runs) - 1, 2)
        ]
        runs = pairs + runs[len(pairs) * 2 :]
    return runs[0] if runs else []


def _is_list(value: Any) -> bool:
    return value is NIL or value.__class__ is Pair


@TABLE.procedure("sort")
def sort(sequence: Any, less: Proc) -> Any:
    """Return a list or a vector, sorted. CHICKEN manual, Module (chicken sort)."""
    if _is_list(sequence):
        return to_list(_sorted(from_list(sequence), _is_before(less)))
    if sequence.__class__ is not list:
        refuse("sort", 1, "a list or a vector", sequence)
    return _sorted(sequence, _is_before(less))


@TABLE.procedure("sort!")
def sort_in_place(sequence: Any, less: Proc) -> Any:
    """Sort a list or a vector, whose parts are used again; return it.

    CHICKEN manual, Module (chicken sort).
    """
    if sequence.__class__ is list:
        sequence[:] = _sorted(list(sequence), _is_before(less))
        return sequence
    if not _is_list(sequence):
        refuse("sort!", 1, "a list or a vector", sequence)
    made = _sorted(from_list(sequence), _is_before(less))
    cell = sequence
    for each in made:
        cell.car = each
        cell = cell.cdr
    return sequence


@TABLE.procedure("sorted?")
def is_sorted(sequence: Any, less: Proc) -> bool:
    """Return whether a list or a vector is sorted. CHICKEN manual, Module (chicken sort)."""
    items = sequence if sequence.__class__ is list else from_list(sequence)
    before = _is_before(less)
    return not any(before(items[place + 1], items[place]) for place in range(len(items) - 1))


@TABLE.procedure("merge", "merge!")
def merge(one: Items, other: Items, less: Proc) -> Items:
    """Return two sorted lists as one. CHICKEN manual, Module (chicken sort)."""
    return _merged(one, other, _is_before(less))


@TABLE.procedure("topological-sort")
def topological_sort(graph: Items, same: Proc) -> Items:
    """Return the nodes of a graph, each before those that it leads to.

    The graph is a list of lists, each a node and the nodes that it leads to. CHICKEN manual,
    Module (chicken sort).
    """
    equal = is_eqv if same is is_eqv else lambda one, other: call(same, one, other) is not False
    nodes: list[Any] = []
    below: list[list[int]] = []

    def number(node: Any) -> int:
        for place, each in enumerate(nodes):
            if equal(each, node):
                return place
        nodes.append(node)
        below.append([])
        return len(nodes) - 1

    roots = []
    for each in graph:
        node, *others = from_list(each)
        roots.append(number(node))
        below[roots[-1]] += map(number, others)
    done: set[int] = set()
    found: list[int] = []
    for root in reversed(roots):
        _visit(root, nodes, below, done, found)
    return [nodes[each] for each in reversed(found)]


def _visit(
    root: int, nodes: list[Any], below: list[list[int]], done: set[int], found: list[int]
) -> None:
    """Append a node behind all that it leads to; refuse a cycle."""
    if root in done:
        return
    path = [root]
    left = [list(below[root])]
    while path:
        if not left[-1]:
            done.add(path[-1])
            found.append(path.pop())
            left.pop()
            continue
        each = left[-1].pop(0)
        if each in path:
            cycle = [nodes[one] for one in path[path.index(each) :]]
            raise signalled("runtime cycle", "topological-sort", "cycle detected", to_list(cycle))
        if each not in done:
            path.append(each)
            left.append(list(below[each]))
