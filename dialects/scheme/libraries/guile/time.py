"""Time as Guile has it: clocks, calendar time as vectors, and text of it."""

from __future__ import annotations

import calendar
import contextlib
import datetime
import os
import re
import time
from collections.abc import Iterator
from typing import Any, Final

from ...conditions import SystemFailure
from ...data import Pair, String
from ...declaration import Table, refuse
from ...kinds import Int, Text, Vec
from .vectors import accessors, setters

__all__ = ["TABLE"]

TABLE: Final = Table()

_SECOND: Final = 1_000_000_000
_PARTS: Final = "sec min hour mday mon year wday yday isdst gmtoff zone"
_STARTED: Final = time.monotonic_ns()

TABLE.value("internal-time-units-per-second", _SECOND)
accessors(TABLE, "tm", _PARTS, "Guile manual, Time.")
setters(TABLE, "tm", _PARTS, "Guile manual, Time.")


# Clocks


@TABLE.procedure("current-time")
def current_time() -> int:
    """Return the seconds since 1970. Guile manual, Time."""
    return int(time.time())


@TABLE.procedure("gettimeofday")
def gettimeofday() -> Pair:
    """Return a pair of the seconds since 1970 and the microseconds. Guile manual, Time."""
    now = time.time_ns()
    return Pair(now // _SECOND, now % _SECOND // 1000)


@TABLE.procedure("get-internal-real-time")
def get_internal_real_time() -> int:
    """Return the time since the start. Guile manual, Time."""
    return time.monotonic_ns() - _STARTED


@TABLE.procedure("get-internal-run-time")
def get_internal_run_time() -> int:
    """Return the time that the process has used. Guile manual, Time."""
    return time.process_time_ns()


@TABLE.procedure("times")
def times() -> list[Any]:
    """Return a vector of the clock and the times of the process and its children.

    Guile manual, Time.
    """
    found = os.times()
    used = (found.user, found.system, found.children_user, found.children_system)
    return [time.monotonic_ns(), *(int(each * _SECOND) for each in used)]


accessors(TABLE, "tms", "clock utime stime cutime cstime", "Guile manual, Time.")


# Calendar time


@contextlib.contextmanager
def _zone(name: Any) -> Iterator[None]:
    """Let a time zone hold, where one is given."""
    if name is None or name is False:
        yield
        return
    if name.__class__ is not String:
        refuse("localtime", 2, "the name of a time zone", name)
    before = os.environ.get("TZ")
    os.environ["TZ"] = name.text
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


def _parts(found: time.struct_time, zone: str, offset: int) -> list[Any]:
    """Return the vector of broken-down time; days of the week begin with Sunday."""
    return [
        found.tm_sec,
        found.tm_min,
        found.tm_hour,
        found.tm_mday,
        found.tm_mon - 1,
        found.tm_year - 1900,
        (found.tm_wday + 1) % 7,
        found.tm_yday - 1,
        max(found.tm_isdst, 0),
        -offset,
        String(zone),
    ]


def _broken(procedure: str, seconds: int, local: bool) -> list[Any]:
    try:
        if not local:
            return _parts(time.gmtime(seconds), "GMT", 0)
        found = time.localtime(seconds)
        return _parts(found, found.tm_zone, found.tm_gmtoff)
    except (OSError, OverflowError, ValueError):
        refuse(procedure, 1, "a time", seconds, False)


@TABLE.procedure("gmtime")
def gmtime(seconds: Int) -> list[Any]:
    """Return a vector of a time's parts, of UTC. Guile manual, Time."""
    return _broken("gmtime", seconds, False)


@TABLE.procedure("localtime")
def localtime(seconds: Int, zone: Any = None) -> list[Any]:
    """Return a vector of a time's parts, of a time zone or the local one. Guile manual, Time."""
    with _zone(zone):
        return _broken("localtime", seconds, True)


def _struct(procedure: str, vector: list[Any]) -> tuple[int, ...]:
    """Return year, month, day, hour, minute, second, and the last three as Python has them."""
    if len(vector) != 11 or any(each.__class__ is not int for each in vector[:10]):
        refuse(procedure, 1, "a vector of a time's parts", vector)
    sec, minute, hour, mday, mon, year, wday, yday, isdst = vector[:9]
    return (year + 1900, mon + 1, mday, hour, minute, sec, (wday - 1) % 7, yday + 1, isdst)


@TABLE.procedure("mktime")
def mktime(vector: Vec, zone: Any = None) -> Pair:
    """Return a pair of the seconds that a vector stands for, and the vector put right.

    Guile manual, Time.
    """
    given: Any = _struct("mktime", vector)
    with _zone(zone):
        try:
            seconds = int(time.mktime(given))
        except (OverflowError, ValueError):
            refuse("mktime", 1, "a time", vector, False)
        return Pair(seconds, _broken("mktime", seconds, True))


@TABLE.procedure("tzset")
def tzset() -> None:
    """Take the time zone from the environment. Guile manual, Time."""
    time.tzset()


# Text


@TABLE.procedure("strftime")
def strftime(template: Text, vector: Vec) -> Text:
    """Return a time as a template says. Guile manual, Time."""
    given: Any = _struct("strftime", vector)
    zone = vector[10].text if vector[10].__class__ is String else ""
    offset = -vector[9]
    sign = "-" if offset < 0 else "+"
    hours, minutes = divmod(abs(offset) // 60, 60)
    made = []
    place = 0
    while place < len(template):
        pair = template[place : place + 2]
        if pair == "%Z":
            made.append(zone.replace("%", "%%"))
        elif pair == "%z":
            made.append(f"{sign}{hours:02}{minutes:02}")
        elif pair == "%s":
            made.append(str(calendar.timegm(given) - offset))
        elif pair[:1] == "%":
            made.append(pair if len(pair) == 2 else "%%")
        else:
            made.append(pair[0])
            place += 1
            continue
        place += 2
    try:
        return time.strftime("".join(made), given)
    except (ValueError, UnicodeError):
        refuse("strftime", 2, "a vector of a time's parts", vector, False)


@TABLE.procedure("strptime")
def strptime(template: Text, string: Text) -> Pair:
    """Return a pair of the time that a text stands for and how much of the text that was.

    Guile manual, Time.
    """
    for end in range(len(string), -1, -1):
        try:
            found = datetime.datetime.strptime(string[:end], template)
        except (ValueError, IndexError):
            continue
        parts = _parts(found.timetuple(), "", 0)
        parts[8:] = [-1 if parts[8] == 0 else parts[8], 0, False]
        if not set(re.findall("%[EO]?(.)", template)) & set("YyCDFcxdejmbBUWGu"):
            parts[3:8] = [0] * 5
        return Pair(parts, end)
    raise SystemFailure("strptime", 22, os.strerror(22))
