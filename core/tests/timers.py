"""Limits on waits, kept while a timer's signals arrive."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Final

LIMIT: Final = 0.3  # seconds, which the limits in these tests are
_PERIOD: Final = 0.1
_LONGEST: Final = 60.0


@contextlib.contextmanager
def ticking() -> Iterator[None]:
    """Have SIGALRM come every tenth of a second, to a handler that returns.

    It stops after a while, so that a wait that begins anew at each signal ends at last.
    """
    left = int((_LONGEST + 0.5) / _PERIOD)

    def handler(number: int, frame: object) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            signal.setitimer(signal.ITIMER_REAL, 0)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, _PERIOD, _PERIOD)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def ends_in_time(call: Callable[[], object]) -> object:
    """Make a call that is limited to `LIMIT` seconds; returns what it returned or raised.

    Raises AssertionError when it ended too early or too late.
    """
    outcome: object
    start = monotonic()
    with ticking():
        try:
            outcome = call()
        except Exception as error:
            outcome = error
    elapsed = monotonic() - start
    assert LIMIT - 0.01 <= elapsed < _LONGEST, f"{elapsed:.2f} s, and then {outcome!r}"
    return outcome
