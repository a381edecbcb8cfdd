"""Threads as Guile has them: the procedures of (ice-9 threads)."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...conditions import error
from ...data import Pair, Symbol, Values, iterate, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Proc
from .. import threads
from ..threads import (
    CONDITION_VARIABLE,
    MUTEX,
    THREAD,
    ConditionVariable,
    Mutex,
    Thread,
)
from .keys import key_and_arguments

__all__ = ["TABLE"]

TABLE: Final = Table()

_Thread: TypeAlias = Annotated[Thread, THREAD]
_Mutex: TypeAlias = Annotated[Mutex, MUTEX]
_ConditionVariable: TypeAlias = Annotated[ConditionVariable, CONDITION_VARIABLE]


def _deadline(procedure: str, place: int, timeout: Any) -> float | None:
    """Return when a time passes that is seconds since 1970, or a pair with microseconds."""
    if timeout is None or timeout is False:
        return None
    seconds = timeout
    if timeout.__class__ is Pair and timeout.cdr.__class__ is int:
        seconds = timeout.car
        if seconds.__class__ is int:
            seconds += timeout.cdr / 1_000_000
    if seconds.__class__ not in (int, float, Fraction):
        refuse(procedure, place, "a time", timeout)
    return time.monotonic() + float(seconds) - time.time()


# Threads


@TABLE.procedure("current-thread")
def current_thread() -> Thread:
    """Return the thread that runs. Guile manual, Threads."""
    return threads.current()


@TABLE.procedure("all-threads")
def all_threads() -> Items:
    """Return a list of the threads that run. Guile manual, Threads."""
    threads.current()
    return threads.all_threads()


@TABLE.procedure("thread?")
def is_thread(value: Any) -> bool:
    """Return whether a value is a thread. Guile manual, Threads."""
    return isinstance(value, Thread)


@TABLE.procedure("call-with-new-thread")
def call_with_new_thread(thunk: Proc, handler: Proc | None = None) -> Thread:
    """Start a thread and return it; `handler` gets the key and the arguments of its exception.

    Guile manual, Threads.
    """
    made = Thread(thunk, False, exits=False)
    if handler is not None:
        made.handler = lambda condition: call(handler, *key_and_arguments(condition))
    made.start()
    return made


@TABLE.procedure("thread-exited?")
def is_thread_exited(thread: _Thread) -> bool:
    """Return whether a thread has ended. Guile manual, Threads."""
    return thread.ended


@TABLE.procedure("join-thread")
def join_thread(thread: _Thread, timeout: Any = None, late: Any = False) -> Any:
    """Wait for a thread's end and return its values, none if it failed; `late` at the timeout.

    Guile manual, Threads.
    """
    if thread.thunk is None:
        raise error("foreign thread cannot be joined", thread, procedure="join-thread")
    if not thread.join(_deadline("join-thread", 2, timeout)):
        return late
    if thread.state == "terminated":
        return thread.result if thread.result is not None else Values(())
    return Values(()) if thread.state == "failed" else thread.result


@TABLE.procedure("cancel-thread")
def cancel_thread(thread: _Thread, *values: Any) -> None:
    """End a thread; who joins it gets the values. Guile manual, Threads."""
    thread.terminate(values[0] if len(values) == 1 else Values(values))


@TABLE.procedure("yield")
def yield_() -> bool:
    """Let other threads run. Guile manual, Threads."""
    threads.current().check()
    time.sleep(0)
    return False


@TABLE.procedure("current-processor-count")
def current_processor_count() -> int:
    """Return how many processors this process may use. Guile manual, Processes."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else _processors()


@TABLE.procedure("total-processor-count")
def total_processor_count() -> int:
    """Return how many processors there are. Guile manual, Processes."""
    return _processors()


def _processors() -> int:
    return os.cpu_count() or 1


# Mutexes


@TABLE.procedure("mutex?")
def is_mutex(value: Any) -> bool:
    """Return whether a value is a mutex. Guile manual, Mutexes and Condition Variables."""
    return isinstance(value, Mutex)


class _GuileMutex(Mutex):
    """A mutex that may be unlocked by other threads than its owner, or not."""

    def __init__(self, recursive: bool = False, external: bool = False) -> None:
        super().__init__(False, recursive)
        self.external = external


@TABLE.procedure("make-mutex")
def make_mutex(kind: Any = False) -> Mutex:
    """Return a mutex; `kind` may be `recursive` or `allow-external-unlock`.

    Guile manual, Mutexes and Condition Variables.
    """
    if kind is False:
        return _GuileMutex()
    if kind is Symbol("recursive"):
        return _GuileMutex(recursive=True)
    if kind is Symbol("allow-external-unlock"):
        return _GuileMutex(external=True)
    raise error("unsupported mutex kind:", kind, procedure="make-mutex")


@TABLE.procedure("make-recursive-mutex")
def make_recursive_mutex() -> Mutex:
    """Return a mutex that its owner may lock again.

    Guile manual, Mutexes and Condition Variables.
    """
    return _GuileMutex(recursive=True)


def _lock(mutex: Mutex, deadline: float | None) -> bool:
    thread = threads.current()
    if mutex.owner is thread and not mutex.recursive and not getattr(mutex, "external", False):
        raise error("mutex already locked by thread", procedure="lock-mutex")
    locked = mutex.lock(deadline, thread)
    mutex.take_abandoned()
    return locked


@TABLE.procedure("lock-mutex")
def lock_mutex(mutex: _Mutex, timeout: Any = None) -> bool:
    """Lock a mutex; return #f at the timeout. Guile manual, Mutexes and Condition Variables."""
    return _lock(mutex, _deadline("lock-mutex", 2, timeout))


@TABLE.procedure("try-mutex")
def try_mutex(mutex: _Mutex) -> bool:
    """Lock a mutex if that takes no waiting. Guile manual, Mutexes and Condition Variables."""
    return _lock(mutex, time.monotonic())


def _check_owner(procedure: str, mutex: Mutex) -> None:
    if not mutex.locked:
        raise error("mutex not locked", procedure=procedure)
    if mutex.owner is not threads.current() and not getattr(mutex, "external", False):
        raise error("mutex not locked by current thread", procedure=procedure)


@TABLE.procedure("unlock-mutex")
def unlock_mutex(mutex: _Mutex) -> bool:
    """Unlock a mutex. Guile manual, Mutexes and Condition Variables."""
    _check_owner("unlock-mutex", mutex)
    mutex.unlock()
    return True


@TABLE.procedure("mutex-owner")
def mutex_owner(mutex: _Mutex) -> Any:
    """Return the thread that has locked a mutex, or #f.

    Guile manual, Mutexes and Condition Variables.
    """
    return mutex.owner if mutex.owner is not None else False


@TABLE.procedure("mutex-level")
def mutex_level(mutex: _Mutex) -> int:
    """Return how often a mutex is locked. Guile manual, Mutexes and Condition Variables."""
    return mutex.level


@TABLE.procedure("mutex-locked?")
def is_mutex_locked(mutex: _Mutex) -> bool:
    """Return whether a mutex is locked. Guile manual, Mutexes and Condition Variables."""
    return mutex.locked


# Condition variables


@TABLE.procedure("make-condition-variable")
def make_condition_variable() -> ConditionVariable:
    """Return a condition variable. Guile manual, Mutexes and Condition Variables."""
    return ConditionVariable(False)


@TABLE.procedure("condition-variable?")
def is_condition_variable(value: Any) -> bool:
    """Return whether a value is a condition variable.

    Guile manual, Mutexes and Condition Variables.
    """
    return isinstance(value, ConditionVariable)


@TABLE.procedure("wait-condition-variable")
def wait_condition_variable(
    variable: _ConditionVariable, mutex: _Mutex, timeout: Any = None
) -> bool:
    """Unlock a mutex until a condition variable is signalled; return #f at the timeout.

    Guile manual, Mutexes and Condition Variables.
    """
    deadline = _deadline("wait-condition-variable", 3, timeout)
    _check_owner("wait-condition-variable", mutex)
    return mutex.wait(variable, deadline)


@TABLE.procedure("signal-condition-variable")
def signal_condition_variable(variable: _ConditionVariable) -> bool:
    """Wake a thread that waits. Guile manual, Mutexes and Condition Variables."""
    variable.signal()
    return True


@TABLE.procedure("broadcast-condition-variable")
def broadcast_condition_variable(variable: _ConditionVariable) -> bool:
    """Wake all threads that wait. Guile manual, Mutexes and Condition Variables."""
    variable.broadcast()
    return True


# Parallel forms


def _rows(lists: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    return zip(*map(iterate, lists), strict=False)


def _in_threads(count: int, procedure: Any, rows: Iterator[tuple[Any, ...]]) -> Iterator[Any]:
    """Yield what a procedure gives for each row, worked out in so many threads.

    The first exception, in the order of the rows, is raised; no row is begun after one.
    """
    work = list(rows)
    results: list[queue.SimpleQueue[Any]] = [queue.SimpleQueue() for _ in work]
    places = iter(range(len(work)))
    failed = False

    def run() -> None:
        nonlocal failed
        for place in places:
            if failed:
                results[place].put((False, None))
                continue
            try:
                results[place].put((True, call(procedure, *work[place])))
            except Exception as exception:
                failed = True
                results[place].put((False, exception))

    for _ in range(min(count, len(work))):
        Thread(run, False, reports=False, exits=False).start()
    for each in results:
        done, value = each.get()
        if not done:
            raise value if value is not None else error("the call was not begun")
        yield value


@TABLE.procedure("par-map")
def par_map(procedure: Proc, *lists: Any) -> Items:
    """As `map`, the calls in parallel. Guile manual, Parallel Forms."""
    return list(_in_threads(current_processor_count(), procedure, _rows(lists)))


@TABLE.procedure("par-for-each")
def par_for_each(procedure: Proc, *lists: Any) -> None:
    """As `for-each`, the calls in parallel. Guile manual, Parallel Forms."""
    for _ in _in_threads(current_processor_count(), procedure, _rows(lists)):
        pass


def _count(procedure: str, count: int) -> int:
    if not count:
        refuse(procedure, 1, "a positive number of threads", count, False)
    return count


@TABLE.procedure("n-par-map")
def n_par_map(count: Index, procedure: Proc, *lists: Any) -> Any:
    """As `par-map`, in so many threads. Guile manual, Parallel Forms."""
    return to_list(list(_in_threads(_count("n-par-map", count), procedure, _rows(lists))))


@TABLE.procedure("n-par-for-each")
def n_par_for_each(count: Index, procedure: Proc, *lists: Any) -> None:
    """As `par-for-each`, in so many threads. Guile manual, Parallel Forms."""
    for _ in _in_threads(_count("n-par-for-each", count), procedure, _rows(lists)):
        pass


@TABLE.procedure("n-for-each-par-map")
def n_for_each_par_map(count: Index, serial: Proc, parallel: Proc, *lists: Any) -> None:
    """Call `serial` with what `parallel` gives, in order; the latter in so many threads.

    Guile manual, Parallel Forms.
    """
    for each in _in_threads(_count("n-for-each-par-map", count), parallel, _rows(lists)):
        call(serial, each)


# Forms

TABLE.macros(
    """
    (define-syntax begin-thread (syntax-rules ()
      ((_ body ...) (call-with-new-thread (lambda () body ...)))))
    (define-syntax make-thread (syntax-rules ()
      ((_ procedure argument ...) (call-with-new-thread (lambda () (procedure argument ...))))))
    (define-syntax with-mutex (syntax-rules ()
      ((_ mutex body ...)
       (let ((held mutex))
         (dynamic-wind (lambda () (lock-mutex held))
                       (lambda () body ...)
                       (lambda () (unlock-mutex held)))))))
    (define-syntax monitor (syntax-rules ()
      ((_ body ...) (%monitor '(body ...) (lambda () body ...)))))
    (define-syntax parallel (syntax-rules ()
      ((_ expression ...) (%parallel (lambda () expression) ...))))
    (define-syntax letpar (syntax-rules ()
      ((_ ((name expression) ...) body ...)
       (call-with-values (lambda () (parallel expression ...)) (lambda (name ...) body ...)))))
    """
)

_MONITORS: Final[dict[int, tuple[Any, Mutex]]] = {}


@TABLE.procedure("%monitor")
def in_monitor(form: Any, thunk: Any) -> Any:
    """Call a thunk while no other thread is in the same form."""
    _, mutex = _MONITORS.setdefault(id(form), (form, Mutex(False)))
    with threads.holding(mutex):
        return call(thunk)


@TABLE.procedure("%parallel")
def in_parallel(*thunks: Any) -> Any:
    """Return the values of thunks, worked out in threads of their own."""
    return values(*_in_threads(len(thunks), call, iter([(each,) for each in thunks])))
