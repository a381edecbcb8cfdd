"""(sagittarius threads): what it has beyond SRFI 18 (Sagittarius manual, same section).

Not here: suspending a thread, and semaphores that other processes see.
"""

from __future__ import annotations

import time
from typing import Annotated, Any, Final, TypeAlias, final

from ....sagittarius.threads import thread_interrupt
from ...calls import call
from ...conditions import error
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Index, Proc, of_class
from ...printer import PRINTERS
from ..monitors import Monitor
from ..threads import MUTEX, THREAD, Mutex, Thread, current, holding

__all__ = ["TABLE", "seconds_of"]

TABLE: Final = Table()

_Thread: TypeAlias = Annotated[Thread, THREAD]
_Mutex: TypeAlias = Annotated[Mutex, MUTEX]

_STATES: Final = {"new": "new", "runnable": "runnable"}


@TABLE.procedure("thread-state")
def thread_state(thread: _Thread) -> Symbol:
    """Return `new`, `runnable` or `terminated`. Thread APIs."""
    return Symbol(_STATES.get(thread.state, "terminated"))


@TABLE.procedure("thread-interrupt!")
def interrupt(thread: Any) -> Any:
    """End a thread's present wait for sockets, or else its next. Thread APIs."""
    waiting: Any = thread.python() if isinstance(thread, Thread) else thread
    return thread_interrupt(waiting)


@TABLE.procedure("sys-nanosleep")
def nanosleep(nanoseconds: Index) -> None:
    """Wait for some nanoseconds."""
    time.sleep(nanoseconds / 1_000_000_000)


# Mutexes


@TABLE.procedure("mutex-lock-recursively!")
def lock_recursively(mutex: _Mutex) -> bool:
    """Lock a mutex, which its owner may have locked before; its `specific` counts that."""
    if mutex.locked and mutex.owner is current():
        mutex.specific += 1
    else:
        mutex.lock(None, current())
        mutex.specific = 0
    return True


@TABLE.procedure("mutex-unlock-recursively!")
def unlock_recursively(mutex: _Mutex) -> bool:
    """Undo one `mutex-lock-recursively!`."""
    if mutex.specific.__class__ is int and mutex.specific > 0:
        mutex.specific -= 1
    else:
        mutex.unlock()
    return True


@TABLE.procedure("with-locking-mutex")
def with_locking_mutex(mutex: _Mutex, thunk: Proc) -> Any:
    """Call a thunk while a mutex is locked."""
    with holding(mutex):
        return call(thunk)


@TABLE.procedure("with-recursive-locking-mutex")
def with_recursive_locking_mutex(mutex: _Mutex, thunk: Proc) -> Any:
    """Call a thunk while a mutex is locked, which its owner may have locked before."""
    lock_recursively(mutex)
    try:
        return call(thunk)
    finally:
        unlock_recursively(mutex)


# Semaphores


@final
class Semaphore(Monitor):
    """A semaphore of this process."""

    def __init__(self, name: Any, count: int) -> None:
        super().__init__()
        self.name = name
        self.count = count
        self.closed = False


_Semaphore: TypeAlias = Annotated[Semaphore, of_class("a semaphore", Semaphore)]
PRINTERS[Semaphore] = lambda value, readable, profile: "#<semaphore>"
_NAMED: Final[dict[str, Semaphore]] = {}


@TABLE.procedure("semaphore?")
def is_semaphore(value: Any) -> bool:
    """Return whether a value is a semaphore. Semaphore APIs."""
    return isinstance(value, Semaphore)


@TABLE.procedure("make-semaphore")
def make_semaphore(name: Any, count: Index) -> Semaphore:
    """Return a semaphore, the one of this name if there is one. Semaphore APIs."""
    if name is False:
        return Semaphore(False, count)
    if name.__class__ is not String:
        refuse("make-semaphore", 1, "a string or #f", name)
    return _NAMED.setdefault(name.text, Semaphore(name, count))


@TABLE.procedure("open-semaphore")
def open_semaphore(name: Any) -> Semaphore:
    """Return the semaphore of a name. Semaphore APIs."""
    found = _NAMED.get(name.text) if name.__class__ is String else None
    if found is None:
        raise error("open-semaphore: there is no such semaphore:", name)
    return found


@TABLE.procedure("semaphore-name")
def semaphore_name(semaphore: _Semaphore) -> Any:
    """Return a semaphore's name, or #f. Semaphore APIs."""
    return semaphore.name


def seconds_of(procedure: str, place: int, timeout: Any) -> float | None:
    """Return how long a timeout lasts: #f for ever, a number of seconds, a duration, up to a
    time."""
    if timeout is False or timeout is None:
        return None
    if timeout.__class__ in (int, float) or hasattr(timeout, "numerator"):
        return max(float(timeout), 0.0)
    total = getattr(timeout, "total", None)  # of a time of SRFI 19
    if isinstance(total, int) and timeout.type.name == "time-duration":
        return max(total / 1_000_000_000, 0.0)
    moment = total / 1_000_000_000 if isinstance(total, int) else getattr(timeout, "seconds", None)
    if not isinstance(moment, int | float):
        refuse(procedure, place, "seconds, a time or #f", timeout)
    return max(moment - time.time(), 0.0)


@TABLE.procedure("semaphore-wait!")
def semaphore_wait(semaphore: _Semaphore, timeout: Any = False) -> bool:
    """Take one from a semaphore's count, when there is one; return whether in time."""
    seconds = seconds_of("semaphore-wait!", 2, timeout)
    with semaphore.held():
        in_time = semaphore.wait(lambda: semaphore.count > 0, seconds)
        semaphore.count -= in_time
    return in_time


@TABLE.procedure("semaphore-post!")
def semaphore_post(semaphore: _Semaphore) -> None:
    """Add one to a semaphore's count. Semaphore APIs."""
    with semaphore.held():
        semaphore.count += 1
        semaphore.notify()


@TABLE.procedure("semaphore-close!", "semaphore-destroy!")
def semaphore_close(semaphore: _Semaphore) -> None:
    """Let a semaphore's name be free. Semaphore APIs."""
    if semaphore.name is not False:
        _NAMED.pop(semaphore.name.text, None)
