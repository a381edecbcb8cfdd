"""(util duration): durations of SRFI 19, of so many units (Sagittarius manual, same section)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...declaration import Table
from ...kinds import Int
from ..srfi.srfi19 import DURATION, Time

__all__ = ["TABLE"]

TABLE: Final = Table()

_UNITS: Final = {
    "nanos": 1,
    "micros": 10**3,
    "millis": 10**6,
    "seconds": 10**9,
    "minutes": 60 * 10**9,
    "hours": 3600 * 10**9,
    "days": 86400 * 10**9,
}


def _of(nanoseconds: int) -> Callable[[int], Time]:
    def duration(count: Int) -> Time:
        """Return a duration of so many units."""
        return Time(DURATION, count * nanoseconds, 0)

    return duration


for _name, _nanoseconds in _UNITS.items():
    TABLE.procedure(f"duration:of-{_name}")(_of(_nanoseconds))
