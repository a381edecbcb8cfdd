"""SRFI 18: threads, mutexes, condition variables and time."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Annotated, Any, Final, TypeAlias

from ...control import raise_
from ...data import Symbol, is_procedure
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Proc, Real, of_class
from ...printer import PRINTERS
from .. import threads
from ..threads import (
    CONDITION_VARIABLE,
    MUTEX,
    THREAD,
    ConditionVariable,
    Mutex,
    Thread,
    UncaughtExceptionError,
)

__all__ = ["TABLE"]

TABLE: Final = Table()


class Instant:
    """A point in time, in seconds since 1970."""

    __slots__ = ("seconds",)

    def __init__(self, seconds: Any) -> None:
        self.seconds = seconds


PRINTERS[Instant] = lambda value, readable, profile: f"#<time: {float(value.seconds)}>"

_Thread: TypeAlias = Annotated[Thread, THREAD]
_Mutex: TypeAlias = Annotated[Mutex, MUTEX]
_ConditionVariable: TypeAlias = Annotated[ConditionVariable, CONDITION_VARIABLE]
_Instant: TypeAlias = Annotated[Instant, of_class("a time", Instant)]


def _seconds(procedure: str, place: int, timeout: Any) -> float:
    """Return how long a timeout, a time or a number of seconds, is from now."""
    if timeout.__class__ is Instant:
        return float(timeout.seconds) - time.time()
    if timeout.__class__ in (int, float, Fraction):
        return float(timeout)
    refuse(procedure, place, "a time, or a number of seconds", timeout)


def _deadline(procedure: str, place: int, timeout: Any) -> float | None:
    """Return when a timeout passes, None for #f."""
    if timeout is False:
        return None
    return time.monotonic() + _seconds(procedure, place, timeout)


# Threads


@TABLE.procedure("current-thread")
def current_thread() -> Thread:
    """Return the thread that runs. SRFI 18, Threads."""
    return threads.current()


@TABLE.procedure("thread?")
def is_thread(value: Any) -> bool:
    """Return whether a value is a thread. SRFI 18, Threads."""
    return isinstance(value, Thread)


@TABLE.procedure("make-thread")
def make_thread(thunk: Proc, name: Any = None) -> Thread:
    """Return a thread that is to run a thunk. SRFI 18, Threads."""
    return Thread(thunk, name)


@TABLE.procedure("thread-name")
def thread_name(thread: _Thread) -> Any:
    """Return the name of a thread. SRFI 18, Threads."""
    return thread.name


@TABLE.procedure("thread-specific")
def thread_specific(thread: _Thread) -> Any:
    """Return the content of a thread's field. SRFI 18, Threads."""
    return thread.specific


@TABLE.procedure("thread-specific-set!")
def thread_specific_set(thread: _Thread, value: Any) -> None:
    """Set the content of a thread's field. SRFI 18, Threads."""
    thread.specific = value


@TABLE.procedure("thread-start!")
def thread_start(thread: Any) -> Thread:
    """Start a thread and return it; of a thunk, as CHICKEN has it, make one first.

    SRFI 18, Threads.
    """
    if is_procedure(thread):
        thread = Thread(thread)
    if not isinstance(thread, Thread):
        refuse("thread-start!", 1, "a thread", thread)
    thread.start()
    return thread


@TABLE.procedure("thread-yield!")
def thread_yield() -> None:
    """Let other threads run. SRFI 18, Threads."""
    threads.current().check()
    time.sleep(0)


@TABLE.procedure("thread-sleep!")
def thread_sleep(timeout: Any) -> None:
    """Wait until a time, or for a number of seconds. SRFI 18, Threads."""
    threads.sleep(_seconds("thread-sleep!", 1, timeout))


@TABLE.procedure("thread-terminate!")
def thread_terminate(thread: _Thread) -> None:
    """End a thread; its mutexes are abandoned. SRFI 18, Threads."""
    thread.terminate()


_RAISES: Final = object()


@TABLE.procedure("thread-join!", may_give_values=True)
def thread_join(thread: _Thread, timeout: Any = False, late: Any = _RAISES) -> Any:
    """Wait for a thread's end and return what its thunk returned; `late` at the timeout.

    What ended it otherwise is raised: a terminated thread exception, or an uncaught exception.
    SRFI 18, Threads.
    """
    if not thread.join(_deadline("thread-join!", 2, timeout)):
        if late is _RAISES:
            raise threads.JoinTimeoutError
        return late
    match thread.state:
        case "failed":
            raise UncaughtExceptionError(thread.result)
        case "terminated":
            raise threads.TerminatedThreadError
    return thread.result


# Mutexes


@TABLE.procedure("mutex?")
def is_mutex(value: Any) -> bool:
    """Return whether a value is a mutex. SRFI 18, Mutexes."""
    return isinstance(value, Mutex)


@TABLE.procedure("make-mutex")
def make_mutex(name: Any = None) -> Mutex:
    """Return a mutex, unlocked and not abandoned. SRFI 18, Mutexes."""
    return Mutex(name)


@TABLE.procedure("mutex-name")
def mutex_name(mutex: _Mutex) -> Any:
    """Return the name of a mutex. SRFI 18, Mutexes."""
    return mutex.name


@TABLE.procedure("mutex-specific")
def mutex_specific(mutex: _Mutex) -> Any:
    """Return the content of a mutex's field. SRFI 18, Mutexes."""
    return mutex.specific


@TABLE.procedure("mutex-specific-set!")
def mutex_specific_set(mutex: _Mutex, value: Any) -> None:
    """Set the content of a mutex's field. SRFI 18, Mutexes."""
    mutex.specific = value


@TABLE.procedure("mutex-state")
def mutex_state(mutex: _Mutex) -> Any:
    """Return a mutex's owner, or `not-owned`, `abandoned` or `not-abandoned`. SRFI 18, Mutexes."""
    if mutex.locked:
        return mutex.owner if mutex.owner is not None else _NOT_OWNED
    return _ABANDONED if mutex.abandoned else _NOT_ABANDONED


_NOT_OWNED, _ABANDONED, _NOT_ABANDONED = map(Symbol, ("not-owned", "abandoned", "not-abandoned"))


@TABLE.procedure("mutex-lock!")
def mutex_lock(mutex: _Mutex, timeout: Any = False, owner: Any = None) -> bool:
    """Lock a mutex for a thread, or none where it is #f; return #f at the timeout.

    One that its owner has abandoned is locked, and an abandoned mutex exception raised. SRFI 18,
    Mutexes.
    """
    if owner is None:
        owner = threads.current()
    elif owner is not False and not isinstance(owner, Thread):
        refuse("mutex-lock!", 3, "a thread, or #f", owner)
    deadline = _deadline("mutex-lock!", 2, timeout)
    if not mutex.lock(deadline, owner if owner is not False else None):
        return False
    if mutex.locked and mutex.take_abandoned():
        raise threads.AbandonedMutexError
    return True


@TABLE.procedure("mutex-unlock!")
def mutex_unlock(mutex: _Mutex, variable: Any = False, timeout: Any = False) -> bool:
    """Unlock a mutex, and wait for a condition variable; return #f at the timeout.

    SRFI 18, Mutexes.
    """
    if variable is False:
        mutex.unlock()
        return True
    if not isinstance(variable, ConditionVariable):
        refuse("mutex-unlock!", 2, "a condition variable", variable)
    return mutex.unlock_and_wait(variable, _deadline("mutex-unlock!", 3, timeout))


# Condition variables


@TABLE.procedure("condition-variable?")
def is_condition_variable(value: Any) -> bool:
    """Return whether a value is a condition variable. SRFI 18, Condition variables."""
    return isinstance(value, ConditionVariable)


@TABLE.procedure("make-condition-variable")
def make_condition_variable(name: Any = None) -> ConditionVariable:
    """Return a condition variable. SRFI 18, Condition variables."""
    return ConditionVariable(name)


@TABLE.procedure("condition-variable-name")
def condition_variable_name(variable: _ConditionVariable) -> Any:
    """Return the name of a condition variable. SRFI 18, Condition variables."""
    return variable.name


@TABLE.procedure("condition-variable-specific")
def condition_variable_specific(variable: _ConditionVariable) -> Any:
    """Return the content of a condition variable's field. SRFI 18, Condition variables."""
    return variable.specific


@TABLE.procedure("condition-variable-specific-set!")
def condition_variable_specific_set(variable: _ConditionVariable, value: Any) -> None:
    """Set the content of a condition variable's field. SRFI 18, Condition variables."""
    variable.specific = value


@TABLE.procedure("condition-variable-signal!")
def condition_variable_signal(variable: _ConditionVariable) -> None:
    """Wake a thread that waits. SRFI 18, Condition variables."""
    variable.signal()


@TABLE.procedure("condition-variable-broadcast!")
def condition_variable_broadcast(variable: _ConditionVariable) -> None:
    """Wake all threads that wait. SRFI 18, Condition variables."""
    variable.broadcast()


# Time


@TABLE.procedure("current-time")
def current_time() -> Instant:
    """Return the time. SRFI 18, Time."""
    return Instant(time.time())


@TABLE.procedure("time?")
def is_time(value: Any) -> bool:
    """Return whether a value is a time. SRFI 18, Time."""
    return value.__class__ is Instant


@TABLE.procedure("time->seconds")
def time_to_seconds(instant: _Instant) -> Any:
    """Return the seconds from 1970 to a time. SRFI 18, Time."""
    return instant.seconds


@TABLE.procedure("seconds->time")
def seconds_to_time(seconds: Real) -> Instant:
    """Return the time so many seconds after 1970. SRFI 18, Time."""
    return Instant(seconds)


# Exceptions


@TABLE.procedure("current-exception-handler")
def current_exception_handler() -> Any:
    """Return the handler that is called for what is raised. SRFI 18, Exceptions."""
    handlers = STATE.handlers
    while handlers is not None and not is_procedure(handlers[0]):
        handlers = handlers[1]
    return handlers[0] if handlers is not None else raise_


@TABLE.procedure("join-timeout-exception?")
def is_join_timeout_exception(value: Any) -> bool:
    """Return whether a thread did not end in time. SRFI 18, Exceptions."""
    return isinstance(value, threads.JoinTimeoutError)


@TABLE.procedure("abandoned-mutex-exception?")
def is_abandoned_mutex_exception(value: Any) -> bool:
    """Return whether a mutex was abandoned. SRFI 18, Exceptions."""
    return isinstance(value, threads.AbandonedMutexError)


@TABLE.procedure("terminated-thread-exception?")
def is_terminated_thread_exception(value: Any) -> bool:
    """Return whether a thread was terminated that was joined. SRFI 18, Exceptions."""
    return isinstance(value, threads.TerminatedThreadError)


@TABLE.procedure("uncaught-exception?")
def is_uncaught_exception(value: Any) -> bool:
    """Return whether a thread that was joined ended with an exception. SRFI 18, Exceptions."""
    return isinstance(value, UncaughtExceptionError)


@TABLE.procedure("uncaught-exception-reason")
def uncaught_exception_reason(
    exception: Annotated[Any, of_class("an uncaught exception", UncaughtExceptionError)],
) -> Any:
    """Return what ended the thread. SRFI 18, Exceptions."""
    return exception.reason
