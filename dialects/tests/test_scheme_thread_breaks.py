"""Ctrl-C in the waits of Scheme's threads: it arrives, and leaves every lock as it was."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import Any

import pytest
from breaking import CHECKED, break_everywhere

from schemesockets.dialects.scheme.libraries import threads
from schemesockets.dialects.scheme.libraries.monitors import Monitor


def deadline() -> float:
    return time.monotonic() + 0.0005


def of_event() -> object:
    return threads.Event().wait(deadline())


def of_join() -> object:
    return threads.Thread(lambda: None).join(deadline())


def of_mutex() -> object:
    mutex = threads.Mutex()
    assert mutex.lock(None, None)
    return mutex.lock(deadline(), threads.current())


def of_monitor() -> object:
    monitor = Monitor()
    with monitor.held():
        return monitor.wait(lambda: False, 0.0005)


def of_sleep() -> object:
    threads.sleep(0.0005)
    return False


def is_free() -> bool:
    """Whether another thread gets the lock that guards all of them."""
    found: list[object] = []
    other = threading.Thread(target=lambda: found.append(threads.all_threads()), daemon=True)
    other.start()
    other.join(60)
    return bool(found)


@pytest.mark.parametrize("wait", [of_event, of_join, of_mutex, of_monitor, of_sleep])
def test_an_interrupt_leaves_no_lock_held_or_released_twice(wait: Callable[[], object]) -> None:
    def begin(stack: ExitStack) -> Any:
        def look(broke_off: bool) -> None:
            assert threads.current().waiter is None
            assert is_free()

        return wait, look

    assert break_everywhere(begin, CHECKED) > 10


def test_who_was_broken_off_waits_no_longer() -> None:
    waiting: deque[Any] = deque()

    def begin(stack: ExitStack) -> Any:
        event = threads.Event()
        event._waiters = waiting

        def look(broke_off: bool) -> None:
            assert not waiting

        return partial(event.wait, deadline()), look

    assert break_everywhere(begin, CHECKED) > 10
