"""Signals that come all the time, and raise wherever they find the engine at work.

Python runs a handler between two instructions of the main thread, though not between any two. What
`breaking` raises by a trace may be where none ever runs; what is here cannot.
"""

from __future__ import annotations

import gc
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["AlarmError", "alarm_once", "alarms", "despite_alarms", "until_hit"]

INTERVAL = 0.0003


class AlarmError(Exception):
    """Raised by the handler."""


@contextmanager
def alarm_once(call: Callable[[], object], after: float = 0.02) -> Iterator[None]:
    """Have a signal handler call something, once, `after` so many seconds.

    Python looks at signals between its instructions and then calls the system: one that comes in
    between waits for the call's end. So the signal is sent again until it is handled.
    """

    def handle(number: int, frame: FrameType | None) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        call()

    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, after, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def alarms(action: Callable[[], object] | None = None) -> Iterator[list[int]]:
    """Have a signal come every `INTERVAL` seconds; the list that it gives counts what was hit.

    Where one finds the engine at work it raises AlarmError, or does `action`; unless the engine is
    just putting right what the last one broke off.
    """
    hits = [0]

    def handle(number: int, frame: FrameType | None) -> None:
        module = "" if frame is None else str(frame.f_globals.get("__name__"))
        if module.startswith("schemesockets.") and not isinstance(sys.exc_info()[1], AlarmError):
            hits[0] += 1
            if action is None:
                raise AlarmError
            action()

    gc.collect()  # what other tests have left is not to be finalized here
    gc.disable()
    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, INTERVAL, INTERVAL)
    try:
        yield hits
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        gc.enable()


def despite_alarms(work: Callable[[], object]) -> None:
    """Call `work` until it returns instead of raising AlarmError."""
    while True:
        try:
            work()
        except AlarmError:
            continue
        return


def until_hit(scenario: Callable[[], int], enough: int = 10) -> None:
    """Repeat `scenario`, which returns the number of its hits, until there were `enough` in all.

    Where a signal lands is chance: a program of short calls may run whole without a hit.
    """
    deadline = time.monotonic() + 60
    hits = 0
    while hits < enough:
        assert time.monotonic() < deadline, f"{hits} hits in 60 s"
        hits += scenario()
