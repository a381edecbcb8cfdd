"""(ice-9 list), (ice-9 hash-table), (ice-9 q) and (ice-9 atomic) of Guile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...control import raise_
from ...data import NIL, Pair, Symbol
from ...declaration import Table, refuse
from ...equality import is_eq, is_equal, is_eqv
from ...kinds import Items, Proc, of_class
from ...printer import PRINTERS, written
from ..guile import hash as guile_hash
from ..guile.hash import GuileTable
from ..guile.keys import thrown
from ..lists import is_list

__all__ = ["TABLE"]

TABLE: Final = Table()


# (ice-9 list)


def _declare_search(name: str, same: Callable[[Any, Any], bool]) -> None:
    def search(value: Any, alist: Items) -> Any:
        for each in alist:
            if each.__class__ is Pair and same(value, each.cdr):
                return each
        return False

    search.__doc__ = (
        "Return the first pair in a list that has a value, or #f. Guile's (ice-9 list)."
    )
    TABLE.procedure(name)(search)


_declare_search("rassoc", is_equal)
_declare_search("rassv", is_eqv)
_declare_search("rassq", is_eq)


# (ice-9 hash-table)


def _filled(alist: list[Any], put: Callable[..., Any]) -> GuileTable:
    made = GuileTable()
    for each in reversed(alist):
        if each.__class__ is not Pair:
            refuse("alist->hash-table", 1, "an association list", each)
        put(made, each.car, each.cdr)
    return made


def _declare_table(name: str, setter: str) -> None:
    def make(alist: Items) -> GuileTable:
        return _filled(alist, guile_hash.TABLE[setter].value)

    make.__doc__ = "Return a table of an association list. Guile manual, Hash Table Reference."
    TABLE.procedure(name)(make)


_declare_table("alist->hash-table", "hash-set!")
_declare_table("alist->hashq-table", "hashq-set!")
_declare_table("alist->hashv-table", "hashv-set!")


@TABLE.procedure("alist->hashx-table")
def alist_to_hashx_table(hashing: Proc, assoc: Proc, alist: Items) -> GuileTable:
    """Return a table of an association list, by procedures. Guile manual, Hash Table Reference."""
    put = guile_hash.TABLE["hashx-set!"].value
    return _filled(alist, lambda table, key, value: put(hashing, assoc, table, key, value))


# (ice-9 q): a queue is a pair of its list and the list's last pair.


@TABLE.procedure("make-q")
def make_q() -> Pair:
    """Return an empty queue. Guile manual, Queues."""
    return Pair(NIL, False)


@TABLE.procedure("q?")
def is_q(value: Any) -> bool:
    """Return whether a value is a queue. Guile manual, Queues."""
    if value.__class__ is not Pair or not is_list(value.car):
        return False
    return value.cdr is _last(value.car)


def _last(items: Any) -> Any:
    if items is NIL:
        return False
    while items.cdr.__class__ is Pair:
        items = items.cdr
    return items


@TABLE.procedure("sync-q!")
def sync_q(queue: Any) -> Any:
    """Put a queue right whose list was changed. Guile manual, Queues."""
    queue.cdr = _last(queue.car)
    return queue


@TABLE.procedure("q-empty?")
def is_q_empty(queue: Any) -> bool:
    """Return whether a queue is empty. Guile manual, Queues."""
    return _queue("q-empty?", queue).car is NIL


def _queue(procedure: str, queue: Any) -> Any:
    if queue.__class__ is not Pair:
        refuse(procedure, 1, "a queue", queue)
    return queue


@TABLE.procedure("q-empty-check")
def check_q(queue: Any) -> None:
    """Throw `q-empty` where a queue is empty. Guile manual, Queues."""
    if is_q_empty(queue):
        raise_(thrown(Symbol("q-empty"), (queue,)))


@TABLE.procedure("q-front")
def q_front(queue: Any) -> Any:
    """Return the first item of a queue. Guile manual, Queues."""
    check_q(queue)
    return queue.car.car


@TABLE.procedure("q-rear")
def q_rear(queue: Any) -> Any:
    """Return the last item of a queue. Guile manual, Queues."""
    check_q(queue)
    return queue.cdr.car


@TABLE.procedure("enq!")
def enq(queue: Any, item: Any) -> Any:
    """Add an item at the end of a queue. Guile manual, Queues."""
    made = Pair(item, NIL)
    if _queue("enq!", queue).car is NIL:
        queue.car = made
    else:
        queue.cdr.cdr = made
    queue.cdr = made
    return queue


@TABLE.procedure("deq!", "q-pop!")
def deq(queue: Any) -> Any:
    """Take the first item out of a queue, and return it. Guile manual, Queues."""
    check_q(queue)
    item = queue.car.car
    queue.car = queue.car.cdr
    if queue.car is NIL:
        queue.cdr = False
    return item


@TABLE.procedure("q-push!")
def q_push(queue: Any, item: Any) -> Any:
    """Add an item at the front of a queue. Guile manual, Queues."""
    made = Pair(item, _queue("q-push!", queue).car)
    if queue.car is NIL:
        queue.cdr = made
    queue.car = made
    return queue


@TABLE.procedure("q-length")
def q_length(queue: Any) -> int:
    """Return the number of items of a queue. Guile manual, Queues."""
    count, items = 0, _queue("q-length", queue).car
    while items.__class__ is Pair:
        count, items = count + 1, items.cdr
    return count


@TABLE.procedure("q-remove!")
def q_remove(queue: Any, item: Any) -> Any:
    """Take an item (`eq?`) out of a queue wherever it is. Guile manual, Queues."""
    kept: Any = NIL
    items = _queue("q-remove!", queue).car
    found = []
    while items.__class__ is Pair:
        if not is_eq(items.car, item):
            found.append(items.car)
        items = items.cdr
    for each in reversed(found):
        kept = Pair(each, kept)
    queue.car = kept
    return sync_q(queue)


# (ice-9 atomic)


class _Box:
    """An atomic box."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


_changing: Final = threading.Lock()

_BOX: Final = of_class("an atomic box", _Box)
_AtomicBox: TypeAlias = Annotated[_Box, _BOX]

PRINTERS[_Box] = lambda box, readable, profile: (
    f"#<atomic-box {id(box):x} value: {written(box.value, profile)}>"
)


@TABLE.procedure("make-atomic-box")
def make_atomic_box(value: Any) -> _Box:
    """Return a box whose value threads change in one step. Guile manual, Atomics."""
    return _Box(value)


@TABLE.procedure("atomic-box?")
def is_atomic_box(value: Any) -> bool:
    """Return whether a value is an atomic box. Guile manual, Atomics."""
    return isinstance(value, _Box)


@TABLE.procedure("atomic-box-ref")
def atomic_box_ref(box: _AtomicBox) -> Any:
    """Return the value in a box. Guile manual, Atomics."""
    return box.value


@TABLE.procedure("atomic-box-set!")
def atomic_box_set(box: _AtomicBox, value: Any) -> None:
    """Set the value in a box. Guile manual, Atomics."""
    box.value = value


@TABLE.procedure("atomic-box-swap!")
def atomic_box_swap(box: _AtomicBox, value: Any) -> Any:
    """Set the value in a box; return the one before. Guile manual, Atomics."""
    with _changing:
        before, box.value = box.value, value
    return before


@TABLE.procedure("atomic-box-compare-and-swap!")
def atomic_box_compare_and_swap(box: _AtomicBox, expected: Any, desired: Any) -> Any:
    """Set the value in a box where it is the expected one (`eq?`); return the one before.

    Guile manual, Atomics.
    """
    with _changing:
        before = box.value
        if is_eq(before, expected):
            box.value = desired
    return before
