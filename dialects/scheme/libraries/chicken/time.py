"""Clocks: CHICKEN's (chicken time)."""

from __future__ import annotations

import os
import time
from typing import Any, Final

from ...calls import call
from ...data import Values
from ...declaration import Table
from ...ports import CURRENT_ERROR, put

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("current-milliseconds", "current-process-milliseconds")
def current_milliseconds() -> int:
    """Return the milliseconds since the program began. CHICKEN manual, Module (chicken time)."""
    return int((time.monotonic() - _BEGUN) * 1000)


_BEGUN: Final = time.monotonic()


@TABLE.procedure("current-seconds")
def current_seconds() -> int:
    """Return the seconds since 1970. CHICKEN manual, Module (chicken time)."""
    return int(time.time())


@TABLE.procedure("cpu-time")
def cpu_time() -> Any:
    """Return the milliseconds that the process, and the system for it, have used.

    CHICKEN manual, Module (chicken time).
    """
    used = os.times()
    return Values((int(used.user * 1000), int(used.system * 1000)))


@TABLE.procedure("%report-time")
def report_time(thunk: Any) -> Any:
    """Call a thunk; tell on the error port how long it took."""
    begun, before = time.monotonic(), os.times()
    result = call(thunk)
    used = os.times()
    put(
        CURRENT_ERROR(),
        f"{time.monotonic() - begun:.3f}s elapsed time, "
        f"{used.user - before.user + used.system - before.system:.3f}s CPU time\n",
    )
    return result


TABLE.macros("""
(define-syntax time
  (syntax-rules () ((_ expression ...) (%report-time (lambda () expression ...)))))
""")
