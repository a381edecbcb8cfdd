"""How long to wait, as Scheme says it: microseconds, (seconds microseconds), a time object.

A time object is a `datetime.timedelta`.
"""

from __future__ import annotations

from datetime import timedelta
from numbers import Real
from typing import Annotated, Final, TypeAlias

from ..kinds import INTEGER, Kind

_Timeout: TypeAlias = float | tuple[int, int] | list[int] | timedelta | None

_MILLION: Final = 1_000_000
_LONGEST: Final = 2**63 - 1  # seconds: a C time_t


def _is_timeout(value: object) -> bool:
    if isinstance(value, (tuple, list)):
        return len(value) == 2 and all(map(INTEGER.type_ok, value))
    if isinstance(value, bool):
        return False
    return value is None or isinstance(value, (Real, timedelta))


def _fits(value: _Timeout) -> bool:
    if value is None:
        return True
    if isinstance(value, timedelta):
        return value >= timedelta()
    if isinstance(value, (tuple, list)):
        whole, rest = value
        return 0 <= whole <= _LONGEST and 0 <= rest <= _LONGEST
    return 0 <= value <= _LONGEST


TIMEOUT: Final = Kind(
    "a time from 0 on: microseconds, (seconds microseconds), a time object, or #f",
    _is_timeout,
    _fits,
)
Timeout: TypeAlias = Annotated[_Timeout, TIMEOUT]
"""A real number of microseconds, a pair (seconds, microseconds), a timedelta; None is for ever."""


def seconds(timeout: Timeout) -> float | None:
    """Return a timeout in seconds; None for ever."""
    if timeout is None:
        return None
    if isinstance(timeout, timedelta):
        return timeout.total_seconds()
    if isinstance(timeout, (tuple, list)):
        whole, rest = timeout
        return whole + rest / _MILLION
    return float(timeout) / _MILLION
