"""(sagittarius time): what it has beyond SRFI 19."""

from __future__ import annotations

import time
from typing import Annotated, Any, Final, TypeAlias

from ...data import Values
from ...declaration import Table
from ...kinds import Real, of_class
from ..srfi.srfi19 import UTC, Time

__all__ = ["TABLE"]

TABLE: Final = Table()

_NANO: Final = 10**9
_Time: TypeAlias = Annotated[Time, of_class("a time", Time)]


@TABLE.procedure("time->seconds")
def time_to_seconds(value: _Time) -> Any:
    """Return the seconds of a time, an inexact number where there are nanoseconds beside them."""
    return value.total / _NANO if value.nanosecond else value.second


@TABLE.procedure("seconds->time")
def seconds_to_time(seconds: Real) -> Time:
    """Return the time of UTC so many whole seconds after 1970."""
    return Time(UTC, 0, int(seconds))


@TABLE.procedure("get-time-of-day")
def get_time_of_day() -> Values:
    """Return the seconds since 1970 and the microseconds beside them."""
    seconds, nanoseconds = divmod(time.time_ns(), _NANO)
    return Values((seconds, nanoseconds // 1000))
