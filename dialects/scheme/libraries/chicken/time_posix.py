"""Calendar times: CHICKEN's (chicken time posix).

A time is a vector: seconds, minutes, hours, day, month from 0 on, years since 1900, day of the
week and of the year, whether daylight saving is in force, and seconds west of Greenwich.
"""

from __future__ import annotations

import calendar
import time
from typing import Any, Final

from ...data import String
from ...declaration import Table, refuse
from ...kinds import Real, Str, Vec
from .files import python, scheme

__all__ = ["TABLE"]

TABLE: Final = Table()


def _vector(found: time.struct_time, west: int) -> list[Any]:
    return [
        *(found.tm_sec, found.tm_min, found.tm_hour, found.tm_mday, found.tm_mon - 1),
        *(found.tm_year - 1900, (found.tm_wday + 1) % 7, found.tm_yday - 1),
        *(found.tm_isdst > 0, west),
    ]


def _seconds(procedure: str, value: Any) -> float:
    try:
        found = time.time() if value is None else float(value)
        time.gmtime(found)
    except (OverflowError, ValueError, OSError):
        refuse(procedure, 1, "seconds that a calendar has", value, False)
    return int(found)


@TABLE.procedure("seconds->local-time")
def seconds_to_local_time(seconds: Real = None) -> Any:
    """Return the local time of seconds since 1970, or of now.

    CHICKEN manual, Module (chicken time posix).
    """
    found = time.localtime(_seconds("seconds->local-time", seconds))
    return _vector(found, -(found.tm_gmtoff or 0))


@TABLE.procedure("seconds->utc-time")
def seconds_to_utc_time(seconds: Real = None) -> Any:
    """Return the universal time of seconds since 1970, or of now.

    CHICKEN manual, Module (chicken time posix).
    """
    return _vector(time.gmtime(_seconds("seconds->utc-time", seconds)), 0)


@TABLE.procedure("seconds->string")
def seconds_to_string(seconds: Real = None) -> Any:
    """Return seconds since 1970 as a text of local time.

    CHICKEN manual, Module (chicken time posix).
    """
    return scheme(time.asctime(time.localtime(_seconds("seconds->string", seconds))))


def _struct(procedure: str, vector: list[Any]) -> time.struct_time:
    if len(vector) < 10:
        refuse(procedure, 1, "a vector of ten elements", vector)
    numbers = vector[:8]
    if any(each.__class__ is not int for each in numbers):
        refuse(procedure, 1, "a vector of integers", vector)
    second, minute, hour, day, month, year, weekday, of_year = numbers
    saving = 1 if vector[8] not in (False, 0) else 0
    parts = (year + 1900, month + 1, day, hour, minute, second, (weekday - 1) % 7, of_year + 1)
    return time.struct_time((*parts, saving))


@TABLE.procedure("local-time->seconds")
def local_time_to_seconds(vector: Vec) -> int:
    """Return the seconds since 1970 of a local time.

    CHICKEN manual, Module (chicken time posix).
    """
    name = "local-time->seconds"
    try:
        return int(time.mktime(_struct(name, vector)))
    except (OverflowError, ValueError):
        refuse(name, 1, "a time that a calendar has", vector, False)


@TABLE.procedure("utc-time->seconds")
def utc_time_to_seconds(vector: Vec) -> int:
    """Return the seconds since 1970 of a universal time.

    CHICKEN manual, Module (chicken time posix).
    """
    name = "utc-time->seconds"
    try:
        return calendar.timegm(_struct(name, vector))
    except (OverflowError, ValueError):
        refuse(name, 1, "a time that a calendar has", vector, False)


@TABLE.procedure("time->string")
def time_to_string(vector: Vec, template: Str | None = None) -> Any:
    """Return a time as text, as a template of `strftime` says if there is one.

    CHICKEN manual, Module (chicken time posix).
    """
    found = _struct("time->string", vector)
    try:
        if template is None:
            return scheme(time.asctime(found))
        return scheme(time.strftime(python(template), found))
    except ValueError:
        refuse("time->string", 1, "a time that a calendar has", vector, False)


_TEMPLATE: Final = String("%a %b %e %H:%M:%S %Z %Y")


@TABLE.procedure("string->time")
def string_to_time(text: Str, template: Str = _TEMPLATE) -> Any:
    """Return the time that a text has by a template of `strptime`, or #f.

    CHICKEN manual, Module (chicken time posix).
    """
    try:
        found = time.strptime(python(text), python(template).replace("%e", "%d"))
    except ValueError:
        return False
    return _vector(found, 0)


@TABLE.procedure("local-timezone-abbreviation")
def local_timezone_abbreviation() -> Any:
    """Return the name of the local time zone. CHICKEN manual, Module (chicken time posix)."""
    return scheme(time.localtime().tm_zone)
