"""Threads, mutexes and condition variables, as SRFI 18 and Guile have them, over Python's threads.

Strategy: one lock guards the state of all mutexes, condition variables and threads; nobody waits
while holding it. Whoever waits puts a `_Waiter` into the queue of what is waited for and sleeps on
the waiter's own lock, so that a signal wakes exactly one, and a thread that is terminated wakes at
once. A thread that computes is told by an asynchronous exception; one that is inside a system call
ends when that returns, and is terminated to everybody else before.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, Literal, final

from ..backtrace import told
from ..calls import call
from ..conditions import ErrorObject, explain
from ..control import Exit
from ..data import Symbol
from ..dynamics import STATE, inheriting
from ..kinds import of_class
from ..printer import PRINTERS, displayed
from ..stack import start_thread

__all__ = [
    "CONDITION_VARIABLE",
    "MUTEX",
    "THREAD",
    "AbandonedMutexError",
    "ConditionVariable",
    "Event",
    "JoinTimeoutError",
    "Left",
    "Mutex",
    "Terminated",
    "TerminatedThreadError",
    "Thread",
    "UncaughtExceptionError",
    "all_threads",
    "current",
    "holding",
    "sleep",
]

_LOCK: Final = threading.RLock()
# What `threading.Condition` asks of a lock, too: an interrupt may come just before or just after
# the lock is released.
_is_held: Final[Callable[[], bool]] = _LOCK._is_owned  # type: ignore[attr-defined]
# A forked child has no other thread that could release it.
os.register_at_fork(
    before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release
)


class Terminated(BaseException):
    """What unwinds a thread that is terminated."""


class Left(BaseException):
    """What unwinds a thread that a program ends with a result."""

    def __init__(self, result: Any) -> None:
        super().__init__()
        self.result = result


class ThreadError(ErrorObject):
    """What a thread's, mutex's or condition variable's procedure raises."""

    message_of = ""

    def __init__(self, reason: Any = None) -> None:
        super().__init__(self.message_of)
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), ()


class JoinTimeoutError(ThreadError):
    """A thread that did not end in time."""

    message_of = "the thread did not end in time"


class AbandonedMutexError(ThreadError):
    """A mutex whose owner ended without unlocking it."""

    message_of = "the owner of the mutex ended without unlocking it"


class TerminatedThreadError(ThreadError):
    """A thread that was terminated, and is joined."""

    message_of = "the thread was terminated"


class UncaughtExceptionError(ThreadError):
    """A thread that is joined and ended with an exception; `reason` is what was raised."""

    message_of = "the thread ended with an exception"


@final
class _Waiter:
    """Somebody who waits; `woken` when it is for what was waited for, `dead` when terminated."""

    __slots__ = ("dead", "lock", "woken")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.lock.acquire()
        self.woken = False
        self.dead = False


_Queue = deque[_Waiter]


def _wait(queue: _Queue, deadline: float | None) -> bool:
    """Wait until woken, true, or the deadline, false; the lock is held before and after.

    Args:
        queue: who waits for the same.
        deadline: by `time.monotonic()`, in seconds; None for none.
    """
    thread = current()
    thread.check()
    waiter = _Waiter()
    waited = False
    try:
        queue.append(waiter)
        thread.waiter = waiter
        _LOCK.release()
        if deadline is None:
            waiter.lock.acquire()
        else:
            remaining = min(max(deadline - time.monotonic(), 0), threading.TIMEOUT_MAX)
            waiter.lock.acquire(timeout=remaining)
        waited = True
    finally:
        # Written out, for at the beginning of a function a handler may raise.
        try:
            if not _is_held():
                _LOCK.acquire()
        except BaseException:
            if not _is_held():
                _LOCK.acquire()
            raise
        finally:
            thread.waiter = None
            if waiter.woken:
                if not waited:
                    _wake(queue)  # in place of this one
            elif waiter in queue:
                queue.remove(waiter)
    if thread.cancelled and waiter.woken:
        _wake(queue)  # in place of this one
    thread.check()
    return waiter.woken


def _wake(queue: _Queue) -> None:
    """Wake the one who has waited longest, if there is one."""
    while queue:
        waiter = queue.popleft()
        if not waiter.dead:
            waiter.woken = True
            waiter.lock.release()
            return


_NUMBERS: Final = itertools.count(1)
_OF_PYTHONS: Final = threading.local()

State = Literal["new", "runnable", "done", "failed", "terminated"]


class Thread:
    """A thread.

    Attributes:
        thunk: what it runs; None for one that this module did not make.
        name, specific: Scheme values.
        state: "done" with a `result`, "failed" with what was raised as `result`.
        reports: whether an exception that ends it is told on the standard error output.
        exits: whether `exit` in it ends the process.
        failing: whether it has failed, and is about to end: nothing terminates it any more, so
            that its failure is told whole.
    """

    def __init__(
        self, thunk: Any, name: Any = None, *, reports: bool = True, exits: bool = True
    ) -> None:
        self.thunk = thunk
        self.name = Symbol(f"thread{next(_NUMBERS)}") if name is None else name
        self.specific: Any = False
        self.state: State = "new"
        self.result: Any = None
        self.reports = reports
        self.exits = exits
        self.cancelled = False
        self.failing = False
        self.waiter: _Waiter | None = None
        self.owned: set[Mutex] = set()
        self.handler: Any = None
        self._joiners: _Queue = deque()
        self._python: threading.Thread | None = None

    def start(self) -> None:
        """Let it run; it begins with the parameters of the thread that starts it."""
        with _LOCK:
            if self.state != "new":
                raise ErrorObject("the thread was started before:", (self,), "thread-start!")
            self.state = "runnable"
            try:
                self._python = start_thread(partial(self._run, inheriting(self.thunk)))
            except RuntimeError as error:
                self.state = "new"
                raise ErrorObject(str(error), (), "thread-start!") from None
            _ALL.add(self)

    @contextlib.contextmanager
    def taking_over(self) -> Iterator[None]:
        """Be the thread of Python's thread for a `with` block, in place of its own."""
        before = current()
        with _LOCK:
            self.state = "runnable"
            self._python = threading.current_thread()
            _ALL.add(self)
        _OF_PYTHONS.thread = self
        try:
            yield
        finally:
            self._end("done", None)
            _OF_PYTHONS.thread = before

    def _run(self, thunk: Callable[[], Any]) -> None:
        _OF_PYTHONS.thread = self
        step = partial(self._work, thunk)
        while True:
            try:
                return step()
            except Terminated:  # which may come in the middle of another end, too
                step = partial(self._end, "terminated", None)

    def _work(self, thunk: Callable[[], Any]) -> None:
        try:
            self.check()
            self._end("done", thunk())
        except Terminated:
            raise
        except Left as leaving:
            self._end("done", leaving.result)
        except Exit as leaving:
            if self.exits:
                for stream in (sys.stdout, sys.stderr):
                    with contextlib.suppress(OSError, ValueError):
                        stream.flush()
                os._exit(leaving.status)
            self._end("done", None)
        except Exception as exception:
            self._fail(exception)
        except BaseException as exception:  # a continuation of another thread
            self._fail(ErrorObject(f"the thread was left: {type(exception).__name__}"))

    def _fail(self, exception: Exception) -> None:
        condition = explain(exception)
        if self.handler is not None:
            try:
                self._end("done", call(self.handler, condition))
                return
            except Exception as another:
                condition = explain(another)
        with _LOCK:
            if self.ended:
                return
            self.failing = True
        try:
            with contextlib.suppress(OSError, ValueError):  # where nobody reads it
                self._tell(exception)
        finally:
            self._end("failed", condition)

    def _tell(self, exception: Exception) -> None:
        """Tell of the failure that ends it."""
        if self.reports:
            _report(self, exception)

    def _end(self, state: State, result: Any) -> None:
        with _LOCK:
            if self.state == "runnable":
                self.state = state
                self.result = result
            for mutex in list(self.owned):
                mutex.abandon()
            while self._joiners:
                _wake(self._joiners)
            _ALL.discard(self)

    def python(self) -> threading.Thread | None:
        """Return Python's thread; None for one that has not been started."""
        return threading.current_thread() if self is current() else self._python

    def check(self) -> None:
        """Raise `Terminated` if it has been terminated."""
        if self.cancelled:
            raise Terminated

    @property
    def ended(self) -> bool:
        """Whether it has ended."""
        return self.state not in ("new", "runnable")

    def terminate(self, result: Any = None) -> None:
        """End it, wherever it is; what it owns is abandoned, and who joins it is told."""
        with _LOCK:
            if self.ended or self.failing:
                return
            if self.state == "new":
                self.state = "runnable"
            self.cancelled = True
            waiter = self.waiter
            self._end("terminated", result)
            if self is current():
                raise Terminated if self.thunk is not None else Exit(0)
            if waiter is not None:
                waiter.dead = True
                if not waiter.woken:
                    waiter.lock.release()
            elif self._python is not None and self._python.ident is not None:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._python.ident), ctypes.py_object(Terminated)
                )

    def join(self, deadline: float | None = None) -> bool:
        """Wait for its end, until a deadline as `_wait` has it; return whether it has ended."""
        with _LOCK:
            while not self.ended:
                if not _wait(self._joiners, deadline):
                    return self.ended
        return True


_ALL: Final[set[Thread]] = set()


def _report(thread: Thread, exception: BaseException) -> None:
    image = STATE.image
    code = image.globals if image is not None else {}
    text = told(exception, code, STATE.profile, displayed(thread.name))
    print(text, file=sys.stderr)


def current() -> Thread:
    """Return the thread that runs this."""
    found: Thread | None = getattr(_OF_PYTHONS, "thread", None)
    if found is None:
        primordial = threading.current_thread() is threading.main_thread()
        found = Thread(None, Symbol("primordial") if primordial else None)
        found.state = "runnable"
        _OF_PYTHONS.thread = found
        _ALL.add(found)
    return found


def all_threads() -> list[Thread]:
    """Return the threads that run."""
    with _LOCK:
        return [each for each in _ALL if not each.ended]


def sleep(seconds: float) -> None:
    """Wait for a while."""
    deadline = time.monotonic() + seconds
    with _LOCK:
        while time.monotonic() < deadline:
            _wait(deque(), deadline)


class Mutex:
    """A mutex.

    Attributes:
        name, specific: Scheme values.
        locked: whether it is locked; `owner` is its thread, None where it has none.
        abandoned: whether the last owner ended without unlocking it.
        recursive: whether its owner may lock it again; `level` counts how often it has.
    """

    def __init__(self, name: Any = None, recursive: bool = False) -> None:
        self.name = Symbol(f"mutex{next(_NUMBERS)}") if name is None else name
        self.specific: Any = False
        self.locked = False
        self.owner: Thread | None = None
        self.abandoned = False
        self.recursive = recursive
        self.level = 0
        self._waiters: _Queue = deque()

    def lock(self, deadline: float | None, owner: Thread | None) -> bool:
        """Lock it, for an owner or none; return false at the deadline."""
        with _LOCK:
            return self._lock(deadline, owner)

    def _lock(self, deadline: float | None, owner: Thread | None) -> bool:
        if self.recursive and self.locked and self.owner is owner and owner is not None:
            self.level += 1
            return True
        while self.locked:
            if not _wait(self._waiters, deadline) and self.locked:
                return False
        self.locked = True
        self.level = 1
        if owner is not None and owner.ended:
            self.abandon()
        else:
            self.owner = owner
            if owner is not None:
                owner.owned.add(self)
        return True

    def take_abandoned(self) -> bool:
        """Return whether it was abandoned, and forget it."""
        abandoned, self.abandoned = self.abandoned, False
        return abandoned

    def abandon(self) -> None:
        """Unlock it because its owner has ended."""
        self.abandoned = True
        self._release()

    def _release(self) -> None:
        if self.owner is not None:
            self.owner.owned.discard(self)
        self.owner = None
        self.locked = False
        self.level = 0
        _wake(self._waiters)

    def unlock(self) -> None:
        """Unlock it, once where it was locked several times."""
        with _LOCK:
            if self.level > 1:
                self.level -= 1
            else:
                self._release()

    def unlock_and_wait(self, variable: ConditionVariable, deadline: float | None) -> bool:
        """Unlock it and wait for a signal, with nothing between; return false at the deadline."""
        with _LOCK:
            self._release()
            return _wait(variable.waiters, deadline)

    def wait(self, variable: ConditionVariable, deadline: float | None) -> bool:
        """As `unlock_and_wait`, and lock it again as it was."""
        with _LOCK:
            owner, level = self.owner, self.level
            self._release()
            try:
                return _wait(variable.waiters, deadline)
            finally:
                if not current().cancelled:
                    self._lock(None, owner)
                    self.level = level


class ConditionVariable:
    """A condition variable; `name` and `specific` are Scheme values."""

    def __init__(self, name: Any = None) -> None:
        self.name = Symbol(f"condition-variable{next(_NUMBERS)}") if name is None else name
        self.specific: Any = False
        self.waiters: _Queue = deque()

    def signal(self) -> None:
        """Wake the thread that has waited longest."""
        with _LOCK:
            _wake(self.waiters)

    def broadcast(self) -> None:
        """Wake all threads that wait."""
        with _LOCK:
            while self.waiters:
                _wake(self.waiters)


class Event:
    """Something that happens once, for which threads wait."""

    def __init__(self) -> None:
        self.happened = False
        self._waiters: _Queue = deque()

    def set(self) -> None:
        """Let it happen, and wake all that wait for it."""
        with _LOCK:
            self.happened = True
            while self._waiters:
                _wake(self._waiters)

    def wait(self, deadline: float | None = None) -> bool:
        """Wait for it, until a deadline by `time.monotonic()`; return whether it has happened."""
        with _LOCK:
            while not self.happened:
                if not _wait(self._waiters, deadline):
                    break
            return self.happened


@contextlib.contextmanager
def holding(mutex: Mutex) -> Iterator[None]:
    """Hold a mutex for a `with` block."""
    mutex.lock(None, current())
    try:
        yield
    finally:
        mutex.unlock()


THREAD: Final = of_class("a thread", Thread)
MUTEX: Final = of_class("a mutex", Mutex)
CONDITION_VARIABLE: Final = of_class("a condition variable", ConditionVariable)

PRINTERS[Thread] = lambda thread, readable, profile: f"#<thread: {displayed(thread.name)}>"
PRINTERS[Mutex] = lambda mutex, readable, profile: f"#<mutex: {displayed(mutex.name)}>"
PRINTERS[ConditionVariable] = lambda variable, readable, profile: (
    f"#<condition-variable: {displayed(variable.name)}>"
)
