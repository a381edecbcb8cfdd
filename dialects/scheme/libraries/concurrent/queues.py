"""(util concurrent shared-queue) (Sagittarius manual, Shared queues)."""

from __future__ import annotations

import bisect
from collections.abc import Callable
from functools import cmp_to_key
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...declaration import Table
from ...equality import is_equal
from ...kinds import Index, Int, Items, Proc, of_class
from ...printer import PRINTERS
from ..monitors import Channel, Monitor
from ..sagittarius.threads import seconds_of
from ..threads import current

__all__ = ["TABLE", "PriorityQueue", "SharedQueue"]

TABLE: Final = Table()


class SharedQueue(Channel):
    """A queue of several threads."""


_Queue: TypeAlias = Annotated[SharedQueue, of_class("a shared queue", SharedQueue)]
TABLE.value("<shared-queue>", SharedQueue)
PRINTERS[SharedQueue] = lambda value, readable, profile: "#<shared-queue>"


@TABLE.procedure("shared-queue?")
def is_shared_queue(value: Any) -> bool:
    """Return whether a value is a shared queue. Shared queues."""
    return isinstance(value, SharedQueue)


@TABLE.procedure("make-shared-queue")
def make_shared_queue(limit: Int = -1) -> SharedQueue:
    """Return a queue, of so many elements at most. Shared queues."""
    return SharedQueue((), None if limit < 0 else limit)


@TABLE.procedure("shared-queue-empty?")
def is_shared_queue_empty(queue: _Queue) -> bool:
    """Return whether there is nothing in a queue. Shared queues."""
    return not queue.items


@TABLE.procedure("shared-queue-size")
def shared_queue_size(queue: _Queue) -> int:
    """Return how many elements a queue has. Shared queues."""
    return len(queue.items)


@TABLE.procedure("shared-queue-max-length")
def shared_queue_max_length(queue: _Queue) -> int:
    """Return how many elements a queue may have, -1 for any number. Shared queues."""
    return -1 if queue.limit is None else queue.limit


@TABLE.procedure("shared-queue-overflows?")
def does_shared_queue_overflow(queue: _Queue, count: Index) -> bool:
    """Return whether a queue cannot take so many more elements. Shared queues."""
    return queue.limit is not None and len(queue.items) + count > queue.limit


@TABLE.procedure("shared-queue-put!")
def shared_queue_put(queue: _Queue, item: Any, timeout: Any = False, late: Any = False) -> Any:
    """Put an element into a queue, as soon as it is not full, and return it. Shared queues."""
    return item if queue.put(item, False, seconds_of("shared-queue-put!", 3, timeout)) else late


@TABLE.procedure("shared-queue-get!")
def shared_queue_get(queue: _Queue, timeout: Any = False, late: Any = False) -> Any:
    """Take the first element of a queue when there is one. Shared queues."""
    return queue.take(late, True, seconds_of("shared-queue-get!", 2, timeout))


@TABLE.procedure("shared-queue-pop!")
def shared_queue_pop(queue: _Queue, timeout: Any = False, late: Any = False) -> Any:
    """Take the last element of a queue when there is one."""
    return queue.take(late, False, seconds_of("shared-queue-pop!", 2, timeout))


def _removed(queue: SharedQueue, test: Callable[[Any], bool], once: bool) -> bool:
    with queue.held():
        for each in list(queue.items):
            if test(each):
                queue.items.remove(each)
                queue.notify()
                if once:
                    return True
        return False


@TABLE.procedure("shared-queue-remove!")
def shared_queue_remove(queue: _Queue, item: Any, same: Proc = is_equal) -> bool:
    """Remove an element from a queue; return whether it was there. Shared queues."""
    return _removed(queue, lambda each: call(same, each, item) is not False, True)


@TABLE.procedure("shared-queue-remp!")
def shared_queue_remp(queue: _Queue, predicate: Proc) -> bool:
    """Remove an element that a predicate holds for; return whether there was one."""
    return _removed(queue, lambda each: call(predicate, each) is not False, True)


@TABLE.procedure("shared-queue-clear!")
def shared_queue_clear(queue: _Queue) -> None:
    """Remove all elements from a queue. Shared queues."""
    with queue.held():
        queue.items.clear()
        queue.notify()


@TABLE.procedure("shared-queue-find")
def shared_queue_find(queue: _Queue, predicate: Proc) -> Any:
    """Return the first element that a predicate holds for, or #f. Shared queues."""
    with queue.held():
        found = (each for each in queue.items if call(predicate, each) is not False)
        return next(found, False)


@TABLE.procedure("shared-queue->list")
def shared_queue_to_list(queue: _Queue) -> Items:
    """Return the elements of a queue."""
    with queue.held():
        return list(queue.items)


@TABLE.procedure("shared-queue-locked?")
def is_shared_queue_locked(queue: _Queue, wait: Any = False) -> bool:
    """Return whether another thread has locked a queue; wait until none has. Shared queues."""
    if wait is not False:
        with queue.held():
            return False
    return queue.mutex.locked and queue.mutex.owner is not current()


@TABLE.procedure("shared-queue-lock!")
def shared_queue_lock(queue: _Queue) -> None:
    """Let other threads wait that use a queue."""
    queue.mutex.lock(None, current())


@TABLE.procedure("shared-queue-unlock!")
def shared_queue_unlock(queue: _Queue) -> None:
    """Let other threads use a queue."""
    if queue.mutex.owner is not current():
        raise error("shared-queue-unlock!: the queue is not locked by this thread:", queue)
    queue.mutex.unlock()
    queue.notify()


class PriorityQueue(Monitor):
    """A queue whose least element is taken first; elements are in order."""

    def __init__(self, compare: Any, limit: int | None) -> None:
        super().__init__()
        self.compare = compare
        self.limit = limit
        self.items: list[Any] = []
        self.key = cmp_to_key(lambda one, other: int(call(compare, one, other)))

    def put(self, item: Any, seconds: float | None) -> bool:
        """Put an element in its place as soon as the queue is not full."""
        with self.held():
            if not self.wait(lambda: self.limit is None or len(self.items) < self.limit, seconds):
                return False
            bisect.insort_right(self.items, item, key=self.key)
            self.notify()
            return True

    def take(self, default: Any, seconds: float | None) -> Any:
        """Take the least element when there is one."""
        with self.held():
            if not self.wait(lambda: self.items, seconds):
                return default
            item = self.items.pop(0)
            self.notify()
            return item


_Priority: TypeAlias = Annotated[PriorityQueue, of_class("a shared priority queue", PriorityQueue)]
TABLE.value("<shared-priority-queue>", PriorityQueue)
PRINTERS[PriorityQueue] = lambda value, readable, profile: "#<shared-priority-queue>"


@TABLE.procedure("shared-priority-queue?")
def is_priority_queue(value: Any) -> bool:
    """Return whether a value is a shared priority queue."""
    return isinstance(value, PriorityQueue)


@TABLE.procedure("make-shared-priority-queue")
def make_priority_queue(compare: Proc, limit: Int = -1) -> PriorityQueue:
    """Return a queue whose elements are in the order of a comparison."""
    return PriorityQueue(compare, None if limit < 0 else limit)


@TABLE.procedure("shared-priority-queue-empty?")
def is_priority_queue_empty(queue: _Priority) -> bool:
    """Return whether there is nothing in a queue."""
    return not queue.items


@TABLE.procedure("shared-priority-queue-size")
def priority_queue_size(queue: _Priority) -> int:
    """Return how many elements a queue has."""
    return len(queue.items)


@TABLE.procedure("shared-priority-queue-max-length")
def priority_queue_max_length(queue: _Priority) -> int:
    """Return how many elements a queue may have, -1 for any number."""
    return -1 if queue.limit is None else queue.limit


@TABLE.procedure("shared-priority-queue-overflows?")
def does_priority_queue_overflow(queue: _Priority, count: Index) -> bool:
    """Return whether a queue cannot take so many more elements."""
    return queue.limit is not None and len(queue.items) + count > queue.limit


@TABLE.procedure("shared-priority-queue-put!")
def priority_queue_put(
    queue: _Priority, item: Any, timeout: Any = False, late: Any = False
) -> Any:
    """Put an element into a queue, as soon as it is not full, and return it."""
    seconds = seconds_of("shared-priority-queue-put!", 3, timeout)
    return item if queue.put(item, seconds) else late


@TABLE.procedure("shared-priority-queue-get!")
def priority_queue_get(queue: _Priority, timeout: Any = False, late: Any = False) -> Any:
    """Take the least element of a queue when there is one."""
    return queue.take(late, seconds_of("shared-priority-queue-get!", 2, timeout))


@TABLE.procedure("shared-priority-queue-remove!")
def priority_queue_remove(queue: _Priority, item: Any) -> bool:
    """Remove an element that compares as equal; return whether there was one."""
    with queue.held():
        for place, each in enumerate(queue.items):
            if call(queue.compare, each, item) == 0:
                del queue.items[place]
                queue.notify()
                return True
        return False


@TABLE.procedure("shared-priority-queue-clear!")
def priority_queue_clear(queue: _Priority) -> None:
    """Remove all elements from a queue."""
    with queue.held():
        queue.items.clear()
        queue.notify()


@TABLE.procedure("shared-priority-queue->list")
def priority_queue_to_list(queue: _Priority) -> Items:
    """Return the elements of a queue in order."""
    with queue.held():
        return list(queue.items)
