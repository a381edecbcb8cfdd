"""Timers of Guile's Fibers: (fibers timers)."""

from __future__ import annotations

from typing import Any, Final

from ...declaration import Table, refuse
from ...kinds import Int, Real
from .operations import NOTHING, Base, Operation, internal_time, perform

__all__ = ["TABLE"]

TABLE: Final = Table()

_SECOND: Final = 1_000_000_000


def _timer(expiry: int) -> Operation:
    return Operation(
        (
            Base(
                lambda: NOTHING if expiry < internal_time() else None,
                lambda state, resume: None,
                expiry,
            ),
        )
    )


def _sleep(procedure: str, seconds: Any) -> Operation:
    if seconds.__class__ is float and not abs(seconds) < 1e12:
        refuse(procedure, 1, "a number of seconds", seconds, False)
    return _timer(internal_time() + round(seconds * _SECOND))


@TABLE.procedure("timer-operation")
def timer_operation(expiry: Int) -> Operation:
    """Return the operation that waits until a time in internal units. Fibers manual, Timers."""
    return _timer(expiry)


@TABLE.procedure("sleep-operation")
def sleep_operation(seconds: Real) -> Operation:
    """Return the operation that waits for some seconds. Fibers manual, Timers."""
    return _sleep("sleep-operation", seconds)


@TABLE.procedure("sleep")
def sleep(seconds: Real) -> Any:
    """Wait for some seconds. Fibers manual, Timers."""
    return perform(_sleep("sleep", seconds))
