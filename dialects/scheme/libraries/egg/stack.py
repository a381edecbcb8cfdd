"""The egg `stack`."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()


class Stack:
    """A stack; the last item is the top."""

    __slots__ = ("items",)

    def __init__(self, items: list[Any]) -> None:
        self.items = items


PRINTERS[Stack] = lambda value, readable, profile: "#<stack>"

_Stack: TypeAlias = Annotated[Stack, of_class("a stack", Stack)]


@TABLE.procedure("make-stack")
def make_stack() -> Stack:
    """Return an empty stack. Egg stack."""
    return Stack([])


@TABLE.procedure("list->stack")
def list_to_stack(items: Items) -> Stack:
    """Return a stack of a list's items, the first being the top. Egg stack."""
    return Stack(list(reversed(items)))


@TABLE.procedure("stack?")
def is_stack(value: Any) -> bool:
    """Return whether a value is a stack. Egg stack."""
    return isinstance(value, Stack)


@TABLE.procedure("stack-empty?")
def is_stack_empty(stack: _Stack) -> bool:
    """Return whether a stack is empty. Egg stack."""
    return not stack.items


@TABLE.procedure("stack-count")
def stack_count(stack: _Stack) -> int:
    """Return how many items a stack has. Egg stack."""
    return len(stack.items)


def _place(procedure: str, stack: Stack, index: int) -> int:
    if index >= len(stack.items):
        refuse(procedure, 2, f"an index below {len(stack.items)}", index, False)
    return -1 - index


@TABLE.procedure("stack-peek")
def stack_peek(stack: _Stack, index: Index = 0) -> Any:
    """Return an item, by its place below the top. Egg stack."""
    return stack.items[_place("stack-peek", stack, index)]


@TABLE.procedure("stack-poke!")
def stack_poke(stack: _Stack, value: Any, index: Index = 0) -> None:
    """Replace an item, by its place below the top. Egg stack."""
    stack.items[_place("stack-poke!", stack, index)] = value


@TABLE.procedure("stack-push!")
def stack_push(stack: _Stack, *values: Any) -> None:
    """Put items on the top, in order. Egg stack."""
    stack.items += values


@TABLE.procedure("stack-pop!")
def stack_pop(stack: _Stack) -> Any:
    """Take the top. Egg stack."""
    _place("stack-pop!", stack, 0)
    return stack.items.pop()


@TABLE.procedure("stack-cut!")
def stack_cut(stack: _Stack, start: Index, end: Index | None = None) -> Items:
    """Take the items between two places below the top; return a list of them. Egg stack."""
    count = len(stack.items)
    last = count if end is None else end
    if not start <= last <= count:
        refuse("stack-cut!", 3, f"a place from {start} to {count}", last, False)
    taken = stack.items[count - last : count - start]
    del stack.items[count - last : count - start]
    return list(reversed(taken))


@TABLE.procedure("stack-empty!")
def stack_clear(stack: _Stack) -> None:
    """Remove all items. Egg stack."""
    stack.items.clear()


@TABLE.procedure("stack->list")
def stack_to_list(stack: _Stack) -> Items:
    """Return a list of the items, the top first. Egg stack."""
    return list(reversed(stack.items))


@TABLE.procedure("stack-for-each")
def stack_for_each(stack: _Stack, procedure: Proc) -> None:
    """Call a procedure with each item, the top first. Egg stack."""
    for each in list(reversed(stack.items)):
        call(procedure, each)


@TABLE.procedure("stack-fold")
def stack_fold(stack: _Stack, procedure: Proc, seed: Any) -> Any:
    """Combine the items, the top first. Egg stack."""
    for each in list(reversed(stack.items)):
        seed = call(procedure, each, seed)
    return seed
