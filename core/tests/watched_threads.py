"""Threads that tests run beside themselves, and a way to know that one is really blocked.

`Background` runs a function in a thread and hands out what it returned or raised.  Its
`until_blocked` returns when the thread sleeps inside a system call that is not a lock: then the
test may close, interrupt or send, and knows that it hits a waiting thread.  Nothing here sleeps a
guessed time; all waits end with an error after `PATIENCE` seconds.
"""

from __future__ import annotations

import os
import platform
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE: Final = 60.0

# Waiting for the interpreter's lock, or for any other.
_FUTEX: Final = {"x86_64": "202", "aarch64": "98", "riscv64": "98", "i686": "240"}.get(
    platform.machine(), "futex"
)


class Background(threading.Thread, Generic[R]):
    """A function at work in a thread of its own."""

    def __init__(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> None:
        super().__init__(daemon=True)
        self._call: Callable[[], R] = partial(function, *args, **kwargs)
        self._returned: list[R] = []
        self._raised: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self._returned.append(self._call())
        except BaseException as error:
            self._raised = error
        finally:
            del self._call

    def outcome(self) -> R:
        """What the function returned; raises what it raised, or when it does not end."""
        self.join(PATIENCE)
        if self.is_alive():
            raise AssertionError("the thread still waits")
        if self._raised is not None:
            try:
                raise self._raised
            finally:
                self._raised = None
        return self._returned.pop()

    def until_blocked(self) -> None:
        """Return once the thread sleeps in a system call; raises when it ends or never does."""
        until(self._is_blocked, "the thread is blocked")

    def until_asleep(self) -> None:
        """Return once the thread has ended, or sleeps, be it for a lock or in a system call.

        Nothing else may be busy: it must not sleep for the interpreter's own lock.
        """
        until(sleep_seen(f"/proc/self/task/{self.native_id}"), "the thread sleeps")

    def _is_blocked(self) -> bool:
        assert self.is_alive(), f"ended: {self._raised!r} {self._returned!r}"
        return is_blocked(f"/proc/self/task/{self.native_id}")


def _state(task: str) -> tuple[str, str]:
    """A task's state, one letter, and the number of the system call that it is in."""
    call = Path(f"{task}/syscall").read_text().split()[0]
    return Path(f"{task}/stat").read_text().rpartition(")")[2].split()[0], call


def sleep_seen(task: str) -> Callable[[], bool]:
    """A function to call until it is true: five times running the task was seen asleep, or gone.

    `task` is its directory, as for `is_blocked`.
    """
    seen: list[tuple[str, str]] = []

    def look() -> bool:
        try:
            seen.append(_state(task))
        except (FileNotFoundError, ProcessLookupError):  # the second while it is read
            return True
        return len(seen) >= 5 and set(seen[-5:]) == {seen[-1]} and seen[-1][0] == "S"

    return look


def is_blocked(task: str) -> bool:
    """Whether a task sleeps in a system call that is not a lock.

    `task` is its directory: "/proc/self/task/N" for a thread, "/proc/N" for a process's main one.
    """
    state, call = _state(task)
    return state == "S" and call not in ("running", _FUTEX)


def until(condition: Callable[[], bool], meaning: str) -> None:
    """Return once a condition holds; look again and again, for `PATIENCE` seconds at most."""
    pause = threading.Event()
    limit = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < limit, f"never happened: {meaning}"
        pause.wait(0.001)


def open_descriptors() -> int:
    """How many file descriptors this process has open."""
    return len(os.listdir("/proc/self/fd"))
