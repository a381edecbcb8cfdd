"""Foment's threads, exclusives and conditions (Foment wiki, Threads; src/syncthrd.cpp).

They are those of SRFI 18: an exclusive is a mutex that its owner may lock again, a condition is a
condition variable.
"""

from __future__ import annotations

import time
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...control import Exit
from ...data import Pair
from ...declaration import Table, refuse
from ...expander import Expander
from ...kinds import Index, Proc
from ...nodes import Call, Lambda, Node, PrimitiveRef
from ...syntax import Scope, complain
from ...tokens import Place
from .. import system, threads
from ..sagittarius.threads import seconds_of
from ..threads import (
    CONDITION_VARIABLE,
    MUTEX,
    THREAD,
    ConditionVariable,
    Mutex,
    Thread,
)

__all__ = ["TABLE"]

TABLE: Final = Table()

_Exclusive: TypeAlias = Annotated[Mutex, MUTEX]
_Condition: TypeAlias = Annotated[ConditionVariable, CONDITION_VARIABLE]
_Thread: TypeAlias = Annotated[Thread, THREAD]


@TABLE.procedure("run-thread")
def run_thread(thunk: Proc) -> Thread:
    """Run a thunk in a thread of its own; return the thread."""
    made = Thread(thunk, False)
    made.start()
    return made


@TABLE.procedure("thread-name-set!")
def thread_name_set(thread: _Thread, name: Any) -> None:
    """Give a thread a name."""
    thread.name = name


@TABLE.procedure("sleep")
def sleep(milliseconds: Index) -> None:
    """Wait for some milliseconds."""
    threads.sleep(milliseconds / 1000)


@TABLE.procedure("exit-thread")
def exit_thread(value: Any = None) -> Any:
    """End the thread that calls, with a result; the program's first thread ends the program."""
    raise threads.Left(value) if threads.current().thunk is not None else Exit(0)


@TABLE.procedure("emergency-exit-thread")
def emergency_exit_thread(value: Any = None) -> Any:
    """End the thread that calls, with a result; the process where it is the first thread."""
    if threads.current().thunk is None:
        return system.emergency_exit(value)
    raise threads.Left(value)


# Exclusives


@TABLE.procedure("make-exclusive")
def make_exclusive(name: Any = False) -> Mutex:
    """Return a new exclusive."""
    return Mutex(name, recursive=True)


@TABLE.procedure("exclusive?")
def is_exclusive(value: Any) -> bool:
    """Return whether a value is an exclusive."""
    return isinstance(value, Mutex)


@TABLE.procedure("enter-exclusive")
def enter_exclusive(exclusive: _Exclusive) -> None:
    """Wait until no other thread is in an exclusive, and enter it."""
    exclusive.lock(None, threads.current())


def _check(procedure: str, exclusive: Mutex) -> None:
    if exclusive.owner is not threads.current():
        raise error(f"{procedure}: not in this exclusive:", exclusive)


@TABLE.procedure("leave-exclusive")
def leave_exclusive(exclusive: _Exclusive) -> None:
    """Leave an exclusive."""
    _check("leave-exclusive", exclusive)
    exclusive.unlock()


@TABLE.procedure("try-exclusive")
def try_exclusive(exclusive: _Exclusive) -> bool:
    """Enter an exclusive if that takes no waiting; return whether it was entered."""
    return exclusive.lock(time.monotonic(), threads.current())


@TABLE.procedure("exclusive-name")
def exclusive_name(exclusive: _Exclusive) -> Any:
    """Return the name of an exclusive, #f where it has none."""
    return exclusive.name


@TABLE.procedure("exclusive-name-set!")
def exclusive_name_set(exclusive: _Exclusive, name: Any) -> None:
    """Give an exclusive a name."""
    exclusive.name = name


@TABLE.procedure("exclusive-specific")
def exclusive_specific(exclusive: _Exclusive) -> Any:
    """Return what a program has put to an exclusive."""
    return exclusive.specific


@TABLE.procedure("exclusive-specific-set!")
def exclusive_specific_set(exclusive: _Exclusive, value: Any) -> None:
    """Put something to an exclusive."""
    exclusive.specific = value


# Conditions


@TABLE.procedure("make-condition")
def make_condition(name: Any = False) -> ConditionVariable:
    """Return a new condition."""
    return ConditionVariable(name)


@TABLE.procedure("condition?")
def is_condition(value: Any) -> bool:
    """Return whether a value is a condition."""
    return isinstance(value, ConditionVariable)


@TABLE.procedure("condition-wait")
def condition_wait(condition: _Condition, exclusive: _Exclusive, timeout: Any = False) -> bool:
    """Leave an exclusive, wait until the condition is woken, and enter the exclusive again.

    Return whether it was woken before the timeout, in seconds or a time.
    """
    _check("condition-wait", exclusive)
    seconds = seconds_of("condition-wait", 3, timeout)
    return exclusive.wait(condition, None if seconds is None else time.monotonic() + seconds)


@TABLE.procedure("condition-wake")
def condition_wake(condition: _Condition) -> None:
    """Wake one of the threads that wait for a condition."""
    condition.signal()


@TABLE.procedure("condition-wake-all")
def condition_wake_all(condition: _Condition) -> None:
    """Wake all threads that wait for a condition."""
    condition.broadcast()


@TABLE.procedure("condition-name")
def condition_name(condition: _Condition) -> Any:
    """Return the name of a condition, #f where it has none."""
    return condition.name


@TABLE.procedure("condition-name-set!")
def condition_name_set(condition: _Condition, name: Any) -> None:
    """Give a condition a name."""
    condition.name = name


@TABLE.procedure("condition-specific")
def condition_specific(condition: _Condition) -> Any:
    """Return what a program has put to a condition."""
    return condition.specific


@TABLE.procedure("condition-specific-set!")
def condition_specific_set(condition: _Condition, value: Any) -> None:
    """Put something to a condition."""
    condition.specific = value


@TABLE.procedure("%with-exclusive")
def within(exclusive: Any, thunk: Any) -> Any:
    """Call a thunk in an exclusive."""
    if not isinstance(exclusive, Mutex):
        refuse("with-exclusive", 1, "an exclusive", exclusive)
    with threads.holding(exclusive):
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
