"""Foment's threads, exclusives and conditions (Foment wiki, Threads)."""

from __future__ import annotations

import contextlib
import threading
import time
from typing import Annotated, Any, Final, TypeAlias, final

from ..arguments import UNSET
from ..calls import call
from ..conditions import error, explain
from ..control import Exit
from ..data import Pair
from ..declaration import Table
from ..dynamics import STATE
from ..expander import Expander
from ..kinds import Index, Proc, of_class
from ..nodes import Call, Lambda, Node, PrimitiveRef
from ..syntax import Scope, complain
from ..threads import Task, start
from ..tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()


@final
class Exclusive:
    """A lock that the thread which holds it may take again."""

    def __init__(self) -> None:
        self.lock = threading.RLock()


@final
class Wakes:
    """A condition that threads wait for while they let go of an exclusive."""

    def __init__(self) -> None:
        self.waiting: list[threading.Lock] = []


EXCLUSIVE: Final = of_class("an exclusive", Exclusive)
WAKES: Final = of_class("a condition", Wakes)
_Exclusive: TypeAlias = Annotated[Exclusive, EXCLUSIVE]
_Condition: TypeAlias = Annotated[Wakes, WAKES]


TASK: Final = of_class("a thread", Task)
_Task: TypeAlias = Annotated[Task, TASK]


@TABLE.procedure("run-thread")
def run_thread(thunk: Proc) -> Task:
    """Run a thunk in a thread of its own; return the thread."""
    return start(thunk)


@TABLE.procedure("thread?")
def is_thread(value: Any) -> bool:
    """Return whether a value is a thread."""
    return isinstance(value, Task)


@TABLE.procedure("current-thread")
def current_thread() -> Task:
    """Return the thread that calls."""
    if STATE.task is None:
        STATE.task = Task()  # the program's first thread, which no call has started
    task: Task = STATE.task
    return task


@TABLE.procedure("thread-join!")
def thread_join(thread: _Task, timeout: Any = None, default: Any = UNSET) -> Any:
    """Wait for a thread, some seconds at most; return what its thunk returned.

    At the timeout `default` is returned, or an error raised where there is none.
    """
    seconds = None if timeout is None or timeout is False else float(timeout)
    if not thread.join(seconds):
        if default is UNSET:
            raise error("thread-join!: the thread has not ended in time:", thread)
        return default
    if thread.failure is not None:
        raise error("thread-join!: the thread ended in an error:", explain(thread.failure))
    return thread.result


@TABLE.procedure("sleep")
def sleep(milliseconds: Index) -> None:
    """Wait for some milliseconds."""
    time.sleep(milliseconds / 1000)


@TABLE.procedure("exit-thread")
def exit_thread(value: Any = None) -> Any:
    """End the thread that calls."""
    raise Exit(0)


# Exclusives and conditions


@TABLE.procedure("make-exclusive")
def make_exclusive() -> Exclusive:
    """Return a new exclusive."""
    return Exclusive()


@TABLE.procedure("exclusive?")
def is_exclusive(value: Any) -> bool:
    """Return whether a value is an exclusive."""
    return isinstance(value, Exclusive)


@TABLE.procedure("enter-exclusive")
def enter_exclusive(exclusive: _Exclusive) -> None:
    """Wait until no other thread is in an exclusive, and enter it."""
    exclusive.lock.acquire()


@TABLE.procedure("leave-exclusive")
def leave_exclusive(exclusive: _Exclusive) -> None:
    """Leave an exclusive."""
    try:
        exclusive.lock.release()
    except RuntimeError:
        raise error("leave-exclusive: not in this exclusive:", exclusive) from None


@TABLE.procedure("try-exclusive")
def try_exclusive(exclusive: _Exclusive) -> bool:
    """Enter an exclusive if that takes no waiting; return whether it was entered."""
    return exclusive.lock.acquire(blocking=False)


@TABLE.procedure("make-condition")
def make_condition() -> Wakes:
    """Return a new condition."""
    return Wakes()


@TABLE.procedure("condition?")
def is_condition(value: Any) -> bool:
    """Return whether a value is a condition."""
    return isinstance(value, Wakes)


@TABLE.procedure("condition-wait")
def condition_wait(condition: _Condition, exclusive: _Exclusive) -> None:
    """Leave an exclusive, wait until the condition is woken, and enter the exclusive again."""
    sleeping = threading.Lock()
    sleeping.acquire()
    condition.waiting.append(sleeping)
    leave_exclusive(exclusive)
    try:
        sleeping.acquire()
    finally:
        exclusive.lock.acquire()


@TABLE.procedure("condition-wake")
def condition_wake(condition: _Condition) -> None:
    """Wake one of the threads that wait for a condition."""
    with contextlib.suppress(IndexError):
        condition.waiting.pop(0).release()


@TABLE.procedure("condition-wake-all")
def condition_wake_all(condition: _Condition) -> None:
    """Wake all threads that wait for a condition."""
    for _ in range(len(condition.waiting)):
        condition_wake(condition)


@TABLE.procedure("%with-exclusive")
def within(exclusive: _Exclusive, thunk: Any) -> Any:
    """Call a thunk in an exclusive."""
    with exclusive.lock:
        return call(thunk)


@TABLE.syntax("with-exclusive")
def expand_with_exclusive(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(with-exclusive exclusive body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("with-exclusive without an exclusive", place)
    exclusive = x.expand(form.cdr.car, scope, x.places.of(form.cdr, place))
    thunk = Lambda(place, "with-exclusive", body=x.body(form.cdr.cdr, scope, place))
    function = PrimitiveRef(place, x.image.primitive(TABLE["%with-exclusive"]))
    return Call(place, function, [exclusive, thunk])
