"""SRFI 117: queues based on lists."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...conditions import error
from ...data import NIL, Pair, iterate, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Proc, of_class
from ...printer import PRINTERS, show

__all__ = ["TABLE"]

TABLE: Final = Table()


class Queue:
    """A queue: the list of its items, and the list's last pair; both are NIL where it is empty."""

    __slots__ = ("first", "last")

    def __init__(self, first: Any, last: Any = None) -> None:
        self.first = first
        self.last = _last(first) if last is None else last

    def append(self, item: Any) -> None:
        """Add an item at the end."""
        made = Pair(item, NIL)
        if self.first is NIL:
            self.first = made
        else:
            self.last.cdr = made
        self.last = made


def _last(items: Any) -> Any:
    if items is NIL:
        return NIL
    while items.cdr.__class__ is Pair:
        items = items.cdr
    return items


PRINTERS[Queue] = lambda queue, readable, profile: (
    f"#<list-queue {show(queue.first, readable, profile)}>"
)

_Queue: TypeAlias = Annotated[Queue, of_class("a list queue", Queue)]


def _filled(procedure: str, queue: Queue) -> Queue:
    if queue.first is NIL:
        raise error("the queue is empty:", queue, procedure=procedure)
    return queue


@TABLE.procedure("make-list-queue")
def make_list_queue(items: Any, last: Any = None) -> Queue:
    """Return a queue of a list, which it shares; `last` is the list's last pair. SRFI 117."""
    if items is not NIL and items.__class__ is not Pair:
        refuse("make-list-queue", 1, "a list", items)
    return Queue(items, last)


@TABLE.procedure("list-queue")
def list_queue(*items: Any) -> Queue:
    """Return a queue of the arguments. SRFI 117, Constructors."""
    return Queue(to_list(items))


@TABLE.procedure("list-queue-copy")
def list_queue_copy(queue: _Queue) -> Queue:
    """Return a queue of the same items, of a list of its own. SRFI 117, Constructors."""
    return Queue(to_list(list(iterate(queue.first))))


def _unfolded(stop: Any, mapper: Any, successor: Any, seed: Any) -> list[Any]:
    items = []
    while call(stop, seed) is False:
        items.append(call(mapper, seed))
        seed = call(successor, seed)
    return items


@TABLE.procedure("list-queue-unfold")
def list_queue_unfold(
    stop: Proc, mapper: Proc, successor: Proc, seed: Any, queue: _Queue | None = None
) -> Queue:
    """Return a queue of what a procedure makes of seeds, before those of `queue`. SRFI 117."""
    found = Queue(NIL) if queue is None else queue
    items = _unfolded(stop, mapper, successor, seed)
    _set(found, to_list(items, found.first))
    return found


@TABLE.procedure("list-queue-unfold-right")
def list_queue_unfold_right(
    stop: Proc, mapper: Proc, successor: Proc, seed: Any, queue: _Queue | None = None
) -> Queue:
    """Return a queue of what a procedure makes of seeds, the last first. SRFI 117.

    They stand behind the items of `queue`.
    """
    found = Queue(NIL) if queue is None else queue
    for item in reversed(_unfolded(stop, mapper, successor, seed)):
        found.append(item)
    return found


@TABLE.procedure("list-queue?")
def is_list_queue(value: Any) -> bool:
    """Return whether a value is a queue. SRFI 117, Predicates."""
    return value.__class__ is Queue


@TABLE.procedure("list-queue-empty?")
def is_empty(queue: _Queue) -> bool:
    """Return whether a queue has no items. SRFI 117, Predicates."""
    return queue.first is NIL


@TABLE.procedure("list-queue-front")
def front(queue: _Queue) -> Any:
    """Return the first item. SRFI 117, Accessors."""
    return _filled("list-queue-front", queue).first.car


@TABLE.procedure("list-queue-back")
def back(queue: _Queue) -> Any:
    """Return the last item. SRFI 117, Accessors."""
    return _filled("list-queue-back", queue).last.car


@TABLE.procedure("list-queue-list")
def list_of(queue: _Queue) -> Any:
    """Return the list of a queue's items, which the queue shares. SRFI 117, Accessors."""
    return queue.first


@TABLE.procedure("list-queue-first-last")
def first_last(queue: _Queue) -> Any:
    """Return the first and the last pair of a queue's list. SRFI 117, Accessors."""
    return values(queue.first, queue.last)


def _set(queue: Queue, items: Any, last: Any = None) -> None:
    queue.first = items
    queue.last = _last(items) if last is None else last


@TABLE.procedure("list-queue-set-list!")
def set_list(queue: _Queue, items: Any, last: Any = None) -> None:
    """Let a queue have a list's items, which it shares. SRFI 117, Mutators."""
    if items is not NIL and items.__class__ is not Pair:
        refuse("list-queue-set-list!", 2, "a list", items)
    _set(queue, items, last)


@TABLE.procedure("list-queue-add-front!")
def add_front(queue: _Queue, item: Any) -> None:
    """Add an item before the others. SRFI 117, Mutators."""
    queue.first = Pair(item, queue.first)
    if queue.last is NIL:
        queue.last = queue.first


@TABLE.procedure("list-queue-add-back!")
def add_back(queue: _Queue, item: Any) -> None:
    """Add an item behind the others. SRFI 117, Mutators."""
    queue.append(item)


@TABLE.procedure("list-queue-remove-front!")
def remove_front(queue: _Queue) -> Any:
    """Remove the first item and return it. SRFI 117, Mutators."""
    first = _filled("list-queue-remove-front!", queue).first
    queue.first = first.cdr
    if queue.first is NIL:
        queue.last = NIL
    return first.car


@TABLE.procedure("list-queue-remove-back!")
def remove_back(queue: _Queue) -> Any:
    """Remove the last item and return it. SRFI 117, Mutators."""
    last = _filled("list-queue-remove-back!", queue).last
    if last is queue.first:
        _set(queue, NIL)
        return last.car
    before = queue.first
    while before.cdr is not last:
        before = before.cdr
    before.cdr = NIL
    queue.last = before
    return last.car


@TABLE.procedure("list-queue-remove-all!")
def remove_all(queue: _Queue) -> Any:
    """Remove all items and return their list. SRFI 117, Mutators."""
    items = queue.first
    _set(queue, NIL)
    return items


@TABLE.procedure("list-queue-append")
def append(*queues: _Queue) -> Queue:
    """Return a queue of the items of queues. SRFI 117, The whole list queue."""
    return Queue(to_list([item for queue in queues for item in iterate(queue.first)]))


@TABLE.procedure("list-queue-append!")
def append_in_place(*queues: _Queue) -> Queue:
    """Return a queue of the items of queues, which may be used up. SRFI 117."""
    return append(*queues)


@TABLE.procedure("list-queue-concatenate")
def concatenate(queues: Items) -> Queue:
    """Return a queue of the items of a list's queues. SRFI 117, The whole list queue."""
    for each in queues:
        if each.__class__ is not Queue:
            refuse("list-queue-concatenate", 1, "a list of queues", each)
    return append(*queues)


@TABLE.procedure("list-queue-map")
def map_queue(procedure: Proc, queue: _Queue) -> Queue:
    """Return a queue of what a procedure makes of the items. SRFI 117, Mapping."""
    return Queue(to_list([call(procedure, item) for item in iterate(queue.first)]))


@TABLE.procedure("list-queue-map!")
def map_in_place(procedure: Proc, queue: _Queue) -> None:
    """Replace each item by what a procedure makes of it. SRFI 117, Mapping."""
    pair = queue.first
    while pair is not NIL:
        pair.car = call(procedure, pair.car)
        pair = pair.cdr


@TABLE.procedure("list-queue-for-each")
def for_each(procedure: Proc, queue: _Queue) -> None:
    """Call a procedure with each item. SRFI 117, Mapping."""
    for item in iterate(queue.first):
        call(procedure, item)
