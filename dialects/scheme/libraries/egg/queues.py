"""The egg `queues`."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...conditions import error
from ...data import from_list
from ...declaration import Table
from ...kinds import Items, of_class
from ...printer import PRINTERS

__all__ = ["TABLE"]

TABLE: Final = Table()


class Queue:
    """A queue; the first item is the front."""

    __slots__ = ("items",)

    def __init__(self, items: list[Any]) -> None:
        self.items = items


PRINTERS[Queue] = lambda value, readable, profile: "#<queue>"

_Queue: TypeAlias = Annotated[Queue, of_class("a queue", Queue)]


@TABLE.procedure("make-queue")
def make_queue() -> Queue:
    """Return an empty queue. Egg queues."""
    return Queue([])


@TABLE.procedure("queue?")
def is_queue(value: Any) -> bool:
    """Return whether a value is a queue. Egg queues."""
    return isinstance(value, Queue)


@TABLE.procedure("list->queue")
def list_to_queue(items: Items) -> Queue:
    """Return a queue of a list's items. Egg queues."""
    return Queue(list(items))


@TABLE.procedure("queue->list")
def queue_to_list(queue: _Queue) -> Items:
    """Return a list of the items. Egg queues."""
    return queue.items


@TABLE.procedure("queue-empty?")
def is_queue_empty(queue: _Queue) -> bool:
    """Return whether a queue is empty. Egg queues."""
    return not queue.items


@TABLE.procedure("queue-length")
def queue_length(queue: _Queue) -> int:
    """Return how many items a queue has. Egg queues."""
    return len(queue.items)


@TABLE.procedure("queue-add!")
def queue_add(queue: _Queue, value: Any) -> None:
    """Put an item behind the others. Egg queues."""
    queue.items.append(value)


def _some(procedure: str, queue: Queue) -> list[Any]:
    if not queue.items:
        raise error("the queue is empty:", queue, procedure=procedure)
    return queue.items


@TABLE.procedure("queue-first")
def queue_first(queue: _Queue) -> Any:
    """Return the first item. Egg queues."""
    return _some("queue-first", queue)[0]


@TABLE.procedure("queue-last")
def queue_last(queue: _Queue) -> Any:
    """Return the last item. Egg queues."""
    return _some("queue-last", queue)[-1]


@TABLE.procedure("queue-remove!")
def queue_remove(queue: _Queue) -> Any:
    """Take the first item. Egg queues."""
    return _some("queue-remove!", queue).pop(0)


@TABLE.procedure("queue-push-back!")
def queue_push_back(queue: _Queue, value: Any) -> None:
    """Put an item before the others. Egg queues."""
    queue.items.insert(0, value)


@TABLE.procedure("queue-push-back-list!")
def queue_push_back_list(queue: _Queue, values: Any) -> None:
    """Put the items of a list before the others. Egg queues."""
    queue.items[:0] = from_list(values)
