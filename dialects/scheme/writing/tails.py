"""Which tail calls must not take stack: those by which a procedure may come back to itself.

The graph has a procedure's tail calls as its edges. One whose procedure is not known leads to all
procedures that are values somewhere and take so many arguments. A call within a strongly connected
part of the graph may be one of endlessly many; any other is a call like any other in Python.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, Final

from ..analysis import called_lambda, can_repeat, children, is_loop
from ..nodes import (
    And,
    Call,
    Define,
    Fix,
    Global,
    GlobalRef,
    If,
    Lambda,
    Let,
    LetValues,
    Node,
    Or,
    PrimitiveRef,
    Sequence,
    Set,
)

__all__ = ["Tails", "walk"]

_ANY: Final = -1


def walk(nodes: Iterable[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield nodes and all that they consist of, each with whether it is what a call calls."""
    stack: list[tuple[Node, bool]] = [(each, False) for each in nodes]
    while stack:
        node, called = stack.pop()
        yield node, called
        for child in children(node):
            stack.append((child, isinstance(node, Call) and child is node.function))


class Tails:
    """The tail calls of a program that need no stack.

    Args:
        tops: the forms at the top, each in a lambda of its own.
    """

    def __init__(self, tops: list[Lambda]) -> None:
        self._edges: dict[Hashable, set[Hashable]] = {}
        values = _values(tops)
        lambdas = [node for node, _ in walk(tops) if isinstance(node, Lambda)]
        for made in lambdas:
            edges = self._edges.setdefault(made, set())
            if made.body is not None:
                for call in _tail_calls(made.body, made, []):
                    edges.add(target(call))
        for made in values:
            self._edges.setdefault(_ANY, set()).add(made)
            counts = range(len(made.required), len(made.required) + len(made.optional) + 1)
            for count in counts:
                self._edges.setdefault(count, set()).add(made)
            if made.rest is not None or made.keys:
                for count in range(len(made.required), 12):
                    self._edges.setdefault(count, set()).add(made)
        self._part = _parts(self._edges)

    def needs_no_stack(self, made: Lambda, call: Call) -> bool:
        """Return whether a procedure's tail call may lead back to the procedure."""
        there = target(call)
        return there in self._part and self._part[made] == self._part[there]


def target(call: Call) -> Hashable:
    """Return the procedure that a call calls, or how many arguments one that is not known gets."""
    known = called_lambda(call)
    if known is not None:
        return known
    if isinstance(call.function, PrimitiveRef):
        primitive = call.function.primitive
        if not primitive.assigned:
            return _ANY if primitive.entry.tail else primitive.entry
        return _ANY
    return len(call.arguments)


def _values(tops: list[Lambda]) -> list[Lambda]:
    """Return the procedures that are used as values, not called by name alone."""
    escaping: set[Global] = set()
    for node, called in walk(tops):
        if isinstance(node, GlobalRef) and not called:
            escaping.add(node.variable)
    found = []
    named: set[int] = set()
    for node, _ in walk(tops):
        if isinstance(node, Define | Set) and isinstance(node.value, Lambda):
            variable = node.variable
            if isinstance(variable, Global) and variable.definitions == 1:
                named.add(id(node.value))
                if variable in escaping:
                    found.append(node.value)
    tops_ids = {id(top) for top in tops}
    for node, _ in walk(tops):
        known = id(node) in named or id(node) in tops_ids
        if isinstance(node, Lambda) and not known and node.escapes:
            found.append(node)
    return found


def _tail_calls(node: Node, made: Lambda, loops: list[Lambda]) -> Iterator[Call]:
    """Yield the tail calls of a body that are no next turn of a loop."""
    stack: list[tuple[Node, list[Lambda]]] = [(node, loops)]
    while stack:
        each, around = stack.pop()
        match each:
            case If():
                stack += [(each.then, around), (each.otherwise, around)]
            case Let() | LetValues():
                stack.append((each.body, around))
            case And() | Or() | Sequence():
                stack.append((each.parts[-1], around))
            case Fix():
                if is_loop(each):
                    loop = each.values[0]
                    assert isinstance(loop, Lambda)
                    assert loop.body is not None
                    stack.append((loop.body, [*around, loop]))
                else:
                    stack.append((each.body, around))
            case Call():
                called = called_lambda(each)
                if called is not None and (
                    called in around or (called is made and can_repeat(made))
                ):
                    continue
                yield each


def _parts(edges: dict[Hashable, set[Hashable]]) -> dict[Hashable, int]:
    """Return the number of each node's strongly connected part (Tarjan, without recursion)."""
    index: dict[Hashable, int] = {}
    low: dict[Hashable, int] = {}
    part: dict[Hashable, int] = {}
    held: list[Hashable] = []
    on: set[Hashable] = set()
    for start in list(edges):
        if start in index:
            continue
        work: list[tuple[Hashable, Iterator[Any]]] = [(start, iter(edges[start]))]
        index[start] = low[start] = len(index)
        held.append(start)
        on.add(start)
        while work:
            node, rest = work[-1]
            for after in rest:
                if after not in index:
                    index[after] = low[after] = len(index)
                    held.append(after)
                    on.add(after)
                    work.append((after, iter(edges.get(after, ()))))
                    break
                if after in on:
                    low[node] = min(low[node], index[after])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    number = len(part)
                    while True:
                        last = held.pop()
                        on.discard(last)
                        part[last] = number
                        if last is node:
                            break
    return part
