"""SRFI 19: time data types and procedures.

Dates are of the Gregorian calendar, also before there was one; the year before 1 is -1. The time
of day is local where no offset is passed, by the system's rules. Monotonic time is TAI. Names of
months and days are English.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, Any, Final, NamedTuple, TypeAlias

from ... import numbers
from ...bridge import COUNTERPARTS
from ...conditions import error
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...equality import EQUALITIES
from ...kinds import Int, Real, Sym, Text, of_class
from ...printer import PRINTERS

__all__ = ["TABLE", "Date", "Time"]

TABLE: Final = Table()

_NANO: Final = 10**9
_DAY: Final = 86400
_EPOCH: Final = Fraction(4881175, 2)  # 1970 as a Julian day
_MODIFIED: Final = Fraction(4800001, 2)  # 0 of the modified Julian days as a Julian day

UTC, TAI, MONOTONIC, THREAD, PROCESS, DURATION = TYPES = tuple(
    Symbol(f"time-{name}") for name in ("utc", "tai", "monotonic", "thread", "process", "duration")
)
for _type in TYPES:
    TABLE.value(_type.name, _type)

# From which second of UTC on TAI is how many seconds ahead; the last leap second was in 2016.
_LEAPS: Final = tuple(
    zip(
        (
            *(63072000, 78796800, 94694400, 126230400, 157766400, 189302400, 220924800, 252460800),
            *(283996800, 315532800, 362793600, 394329600, 425865600, 489024000, 567993600),
            *(631152000, 662688000, 709948800, 741484800, 773020800, 820454400, 867715200),
            *(915148800, 1136073600, 1230768000, 1341100800, 1435708800, 1483228800),
        ),
        range(10, 38),
        strict=True,
    )
)


class Time:
    """A time or a duration: its type, seconds, and nanoseconds with the sign of the seconds."""

    __slots__ = ("nanosecond", "second", "type")

    def __init__(self, type_: Symbol, nanosecond: int, second: int) -> None:
        self.type = type_
        self.put(second * _NANO + nanosecond)

    @property
    def total(self) -> int:
        """All of it in nanoseconds."""
        return self.second * _NANO + self.nanosecond

    def put(self, total: int) -> None:
        """Set seconds and nanoseconds."""
        self.second, self.nanosecond = divmod(abs(total), _NANO)
        if total < 0:
            self.second, self.nanosecond = -self.second, -self.nanosecond

    def copy(self) -> Time:
        """Return another of the same value."""
        return Time(self.type, self.nanosecond, self.second)


class Date(NamedTuple):
    """A date and time of day; `offset` is the zone's, in seconds east of Greenwich."""

    nanosecond: int
    second: int
    minute: int
    hour: int
    day: int
    month: int
    year: int
    offset: int


PRINTERS[Time] = lambda value, readable, profile: (
    f"#<{value.type.name} {value.second}.{abs(value.nanosecond):09}>"
)
COUNTERPARTS[Time] = lambda value: datetime.timedelta(microseconds=value.total / 1000)
COUNTERPARTS[datetime.timedelta] = lambda value: Time(
    DURATION, value // datetime.timedelta(microseconds=1) * 1000, 0
)
EQUALITIES[Time] = lambda one, other: one.type is other.type and one.total == other.total
EQUALITIES[Date] = lambda one, other: bool(one == other)
PRINTERS[Date] = lambda value, readable, profile: f"#<date {_text(value, '~4')}>"

_Time: TypeAlias = Annotated[Time, of_class("a time", Time)]
_Date: TypeAlias = Annotated[Date, of_class("a date", Date)]


def _typed(procedure: str, value: Time, type_: Symbol) -> Time:
    if value.type is not type_:
        refuse(procedure, 1, f"a time of the type {type_.name}", value, False)
    return value


# Current time and date


_CLOCKS: Final[dict[Symbol, Callable[[], int]]] = {
    UTC: time.time_ns,
    TAI: lambda: _ahead(time.time_ns() // _NANO) * _NANO + time.time_ns(),
    MONOTONIC: lambda: _ahead(time.time_ns() // _NANO) * _NANO + time.time_ns(),
    THREAD: time.thread_time_ns,
    PROCESS: time.process_time_ns,
}
_RESOLUTIONS: Final = {THREAD: "thread_time", PROCESS: "process_time"}


def _ahead(seconds: int) -> int:
    """Return how many seconds TAI is ahead of UTC at a second of UTC."""
    return next((ahead for start, ahead in reversed(_LEAPS) if seconds >= start), 0)


def _behind(seconds: int) -> int:
    """Return how many seconds UTC is behind TAI at a second of TAI."""
    return next((ahead for start, ahead in reversed(_LEAPS) if seconds >= start + ahead), 0)


def _clock(procedure: str, type_: Symbol) -> Symbol:
    if type_ not in _CLOCKS:
        refuse(procedure, 1, "a type of a clock", type_, False)
    return type_


@TABLE.procedure("current-time")
def current_time(type_: Sym = UTC) -> Time:
    """Return the time, of a type. SRFI 19, Current time and clock resolution."""
    return Time(type_, _CLOCKS[_clock("current-time", type_)](), 0)


@TABLE.procedure("time-resolution")
def time_resolution(type_: Sym = UTC) -> int:
    """Return a clock's resolution in nanoseconds. SRFI 19, Current time and clock resolution."""
    name: Any = _RESOLUTIONS.get(_clock("time-resolution", type_), "time")
    return max(round(time.get_clock_info(name).resolution * _NANO), 1)


@TABLE.procedure("current-date")
def current_date(offset: Int | None = None) -> Date:
    """Return the date and time of day. SRFI 19, Current time and clock resolution."""
    return _date(time.time_ns(), offset)


@TABLE.procedure("current-julian-day")
def current_julian_day() -> Any:
    """Return the Julian day. SRFI 19, Current time and clock resolution."""
    return _julian(time.time_ns())


@TABLE.procedure("current-modified-julian-day")
def current_modified_julian_day() -> Any:
    """Return the modified Julian day. SRFI 19, Current time and clock resolution."""
    return numbers.subtract(_julian(time.time_ns()), _MODIFIED)


# Time object and accessors


@TABLE.procedure("make-time")
def make_time(type_: Sym, nanosecond: Int, second: Int) -> Time:
    """Return a time. SRFI 19, Time object and accessors."""
    return Time(type_, nanosecond, second)


@TABLE.procedure("time?")
def is_time(value: Any) -> bool:
    """Return whether a value is a time. SRFI 19, Time object and accessors."""
    return value.__class__ is Time


@TABLE.procedure("time-type")
def time_type(value: _Time) -> Symbol:
    """Return the type of a time. SRFI 19, Time object and accessors."""
    return value.type


@TABLE.procedure("time-nanosecond")
def time_nanosecond(value: _Time) -> int:
    """Return the nanoseconds of a time beside its seconds. SRFI 19, Time object and accessors."""
    return value.nanosecond


@TABLE.procedure("time-second")
def time_second(value: _Time) -> int:
    """Return the seconds of a time. SRFI 19, Time object and accessors."""
    return value.second


@TABLE.procedure("set-time-type!")
def set_time_type(value: _Time, type_: Sym) -> None:
    """Set the type of a time. SRFI 19, Time object and accessors."""
    value.type = type_


@TABLE.procedure("set-time-nanosecond!")
def set_time_nanosecond(value: _Time, nanosecond: Int) -> None:
    """Set the nanoseconds of a time. SRFI 19, Time object and accessors."""
    value.nanosecond = nanosecond


@TABLE.procedure("set-time-second!")
def set_time_second(value: _Time, second: Int) -> None:
    """Set the seconds of a time. SRFI 19, Time object and accessors."""
    value.second = second


@TABLE.procedure("copy-time")
def copy_time(value: _Time) -> Time:
    """Return a copy of a time. SRFI 19, Time object and accessors."""
    return value.copy()


# Time comparison and arithmetic procedures


def _comparison(name: str, test: Callable[[int, int], bool]) -> Callable[..., bool]:
    def compare(one: _Time, other: _Time) -> bool:
        return test(one.total, _typed(name, other, one.type).total)

    compare.__doc__ = "Compare two times of one type. SRFI 19, Time comparison procedures."
    return compare


for _sign, _test in {
    "=": int.__eq__,
    "<": int.__lt__,
    ">": int.__gt__,
    "<=": int.__le__,
    ">=": int.__ge__,
}.items():
    TABLE.procedure(f"time{_sign}?")(_comparison(f"time{_sign}?", _test))


@TABLE.procedure("time-difference!")
def time_difference_in_place(one: _Time, other: _Time) -> Time:
    """Make the first time the duration between both. SRFI 19, Time arithmetic procedures."""
    one.put(one.total - _typed("time-difference", other, one.type).total)
    one.type = DURATION
    return one


@TABLE.procedure("time-difference")
def time_difference(one: _Time, other: _Time) -> Time:
    """Return the duration between two times. SRFI 19, Time arithmetic procedures."""
    return time_difference_in_place(one.copy(), other)


@TABLE.procedure("add-duration!")
def add_duration_in_place(value: _Time, duration: _Time) -> Time:
    """Add a duration to a time. SRFI 19, Time arithmetic procedures."""
    value.put(value.total + _typed("add-duration", duration, DURATION).total)
    return value


@TABLE.procedure("add-duration")
def add_duration(value: _Time, duration: _Time) -> Time:
    """Return a time with a duration added. SRFI 19, Time arithmetic procedures."""
    return add_duration_in_place(value.copy(), duration)


@TABLE.procedure("subtract-duration!")
def subtract_duration_in_place(value: _Time, duration: _Time) -> Time:
    """Subtract a duration from a time. SRFI 19, Time arithmetic procedures."""
    value.put(value.total - _typed("subtract-duration", duration, DURATION).total)
    return value


@TABLE.procedure("subtract-duration")
def subtract_duration(value: _Time, duration: _Time) -> Time:
    """Return a time with a duration subtracted. SRFI 19, Time arithmetic procedures."""
    return subtract_duration_in_place(value.copy(), duration)


# The calendar


def _days(year: int, month: int, day: int) -> int:
    """Return the days from 1970-01-01 to a date."""
    year += (year < 0) - (month < 3)  # years begin in March, so that leap days end them
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return 365 * year + year // 4 - year // 100 + year // 400 + of_year - 719468


def _calendar(days: int) -> tuple[int, int, int]:
    """Return the year, month and day so many days after 1970-01-01."""
    era, of_era = divmod(days + 719468, 146097)
    of_year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    day = of_era - (365 * of_year + of_year // 4 - of_year // 100)
    month = (5 * day + 2) // 153
    year = of_year + era * 400 + (month > 9)
    return (
        year if year > 0 else year - 1,
        month + 3 if month < 10 else month - 9,
        day - (153 * month + 2) // 5 + 1,
    )


def _local_offset(seconds: int) -> int:
    try:
        return time.localtime(seconds).tm_gmtoff
    except (OverflowError, OSError, ValueError):
        return time.localtime(0).tm_gmtoff


def _date(total: int, offset: int | None) -> Date:
    """Return the date of nanoseconds of UTC."""
    seconds, nanosecond = divmod(total, _NANO)
    if offset is None:
        offset = _local_offset(seconds)
    days, rest = divmod(seconds + offset, _DAY)
    year, month, day = _calendar(days)
    minutes, second = divmod(rest, 60)
    hour, minute = divmod(minutes, 60)
    return Date(nanosecond, second, minute, hour, day, month, year, offset)


def _nanoseconds(date: Date) -> int:
    """Return the nanoseconds of UTC of a date."""
    seconds = date.hour * 3600 + date.minute * 60 + date.second - date.offset
    return (_days(date.year, date.month, date.day) * _DAY + seconds) * _NANO + date.nanosecond


def _julian(total: int) -> Any:
    return numbers.add(_EPOCH, Fraction(total, _NANO * _DAY))


# Date object and accessors


@TABLE.procedure("make-date")
def make_date(
    nanosecond: Int,
    second: Int,
    minute: Int,
    hour: Int,
    day: Int,
    month: Int,
    year: Int,
    offset: Int,
) -> Date:
    """Return a date. SRFI 19, Date object and accessors."""
    if not 1 <= month <= 12:
        refuse("make-date", 6, "a month", month, False)
    return Date(nanosecond, second, minute, hour, day, month, year, offset)


@TABLE.procedure("date?")
def is_date(value: Any) -> bool:
    """Return whether a value is a date. SRFI 19, Date object and accessors."""
    return value.__class__ is Date


def _accessor(field: str) -> Callable[[Any], int]:
    def access(date: _Date) -> int:
        value: int = getattr(date, field)
        return value

    access.__doc__ = f"Return the {field} of a date. SRFI 19, Date object and accessors."
    return access


for _field in Date._fields:
    _name = "date-zone-offset" if _field == "offset" else f"date-{_field}"
    TABLE.procedure(_name)(_accessor(_field))


@TABLE.procedure("date-year-day")
def date_year_day(date: _Date) -> int:
    """Return the day of the year, from 1 on. SRFI 19, Date object and accessors."""
    return _days(date.year, date.month, date.day) - _days(date.year, 1, 1) + 1


@TABLE.procedure("date-week-day")
def date_week_day(date: _Date) -> int:
    """Return the day of the week, from Sunday, 0, on. SRFI 19, Date object and accessors."""
    return (_days(date.year, date.month, date.day) + 4) % 7


def _before_first_week(date: Date, first: int) -> int:
    return (first - date_week_day(date._replace(month=1, day=1))) % 7


@TABLE.procedure("date-week-number")
def date_week_number(date: _Date, first: Int) -> int:
    """Return the number of the week, which begins on a day of the week.

    A part of a week at the year's beginning is -1. SRFI 19, Date object and accessors.
    """
    return (date_year_day(date) - 1 - _before_first_week(date, first)) // 7


# Time, date, Julian day and modified Julian day converters


def _from_utc(total: int, type_: Symbol) -> Time:
    seconds = 0 if type_ is UTC else _ahead(total // _NANO)
    return Time(type_, total, seconds)


def _to_utc(value: Time) -> int:
    return value.total - (0 if value.type is UTC else _behind(value.total // _NANO) * _NANO)


def _total_of_julian(day: Any) -> int:
    return int((numbers.exact(day) - _EPOCH) * _DAY * _NANO)


_IS_CLOCK: Final = {"utc": UTC, "tai": TAI, "monotonic": MONOTONIC}
_CITE: Final = "SRFI 19, Time/Date/Julian day/modified Julian day converters."


def _declare_converters(clock: str, type_: Symbol) -> None:
    """Declare the converters between a type of time, dates and days."""

    @TABLE.procedure(f"date->time-{clock}")
    def from_date(date: _Date) -> Time:
        total = _nanoseconds(date)
        if date.second == 60 and type_ is not UTC:  # a leap second
            return Time(type_, total - _NANO, _ahead(total // _NANO))
        return _from_utc(total, type_)

    @TABLE.procedure(f"time-{clock}->date")
    def to_date(value: _Time, offset: Int | None = None) -> Date:
        _typed(f"time-{clock}->date", value, type_)
        seconds = value.total // _NANO
        if type_ is not UTC and any(seconds == start + ahead - 1 for start, ahead in _LEAPS):
            return _date(_to_utc(value) - _NANO, offset)._replace(second=60)
        return _date(_to_utc(value), offset)

    @TABLE.procedure(f"time-{clock}->julian-day")
    def to_julian(value: _Time) -> Any:
        return _julian(_to_utc(_typed(f"time-{clock}->julian-day", value, type_)))

    @TABLE.procedure(f"time-{clock}->modified-julian-day")
    def to_modified(value: _Time) -> Any:
        total = _to_utc(_typed(f"time-{clock}->modified-julian-day", value, type_))
        return numbers.subtract(_julian(total), _MODIFIED)

    @TABLE.procedure(f"julian-day->time-{clock}")
    def from_julian(day: Real) -> Time:
        return _from_utc(_total_of_julian(day), type_)

    @TABLE.procedure(f"modified-julian-day->time-{clock}")
    def from_modified(day: Real) -> Time:
        return _from_utc(_total_of_julian(numbers.add(day, _MODIFIED)), type_)

    for function in (from_date, to_date, to_julian, to_modified, from_julian, from_modified):
        function.__doc__ = f"Convert a time, a date or a Julian day. {_CITE}"


def _declare_conversion(source: str, target: str) -> None:
    """Declare the converters from a type of time to another."""
    name = f"time-{source}->time-{target}"

    def changed(value: Time) -> Time:
        total = _to_utc(_typed(name, value, _IS_CLOCK[source]))
        if {source, target} == {"tai", "monotonic"}:
            value.type = _IS_CLOCK[target]
            return value
        made = _from_utc(total, _IS_CLOCK[target])
        value.type, value.second, value.nanosecond = made.type, made.second, made.nanosecond
        return value

    @TABLE.procedure(f"{name}!")
    def convert_in_place(value: _Time) -> Time:
        return changed(value)

    @TABLE.procedure(name)
    def convert(value: _Time) -> Time:
        return changed(value.copy())

    convert.__doc__ = f"Return a time as one of another type. {_CITE}"
    convert_in_place.__doc__ = f"Make a time one of another type. {_CITE}"


for _clock_name, _type in _IS_CLOCK.items():
    _declare_converters(_clock_name, _type)
    for _other in _IS_CLOCK:
        if _other != _clock_name:
            _declare_conversion(_clock_name, _other)


@TABLE.procedure("date->julian-day")
def date_to_julian_day(date: _Date) -> Any:
    """Return the Julian day of a date.

    SRFI 19, Time/Date/Julian day/modified Julian day converters.
    """
    return _julian(_nanoseconds(date))


@TABLE.procedure("date->modified-julian-day")
def date_to_modified_julian_day(date: _Date) -> Any:
    """Return the modified Julian day of a date.

    SRFI 19, Time/Date/Julian day/modified Julian day converters.
    """
    return numbers.subtract(_julian(_nanoseconds(date)), _MODIFIED)


@TABLE.procedure("julian-day->date")
def julian_day_to_date(day: Real, offset: Int | None = None) -> Date:
    """Return the date of a Julian day.

    SRFI 19, Time/Date/Julian day/modified Julian day converters.
    """
    return _date(_total_of_julian(day), offset)


@TABLE.procedure("modified-julian-day->date")
def modified_julian_day_to_date(day: Real, offset: Int | None = None) -> Date:
    """Return the date of a modified Julian day.

    SRFI 19, Time/Date/Julian day/modified Julian day converters.
    """
    return _date(_total_of_julian(numbers.add(day, _MODIFIED)), offset)


# Dates as text

_DAYS: Final = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _zone(offset: int) -> str:
    if not offset:
        return "Z"
    hours, rest = divmod(abs(offset), 3600)
    return f"{'-' if offset < 0 else '+'}{hours:02}{rest // 60:02}"


def _fraction(date: Date) -> str:
    seconds, rest = divmod(date.second * _NANO + date.nanosecond, _NANO)
    digits = f"{rest:09}"
    return f"{seconds}.{digits[0]}{digits[1:].rstrip('0')}"


def _week(date: Date, first: int) -> int:
    return date_week_number(date, first) + (_before_first_week(date, first) > 0)


def _year(date: Date, pad: str) -> str:
    year = date.year + (date.year < 0)
    sign = "" if 0 <= year <= 9999 else "-" if year < 0 else "+"
    return sign + (str(abs(year)).rjust(4, pad) if pad else str(abs(year)))


def _twelve(date: Date) -> int:
    return date.hour - 12 if date.hour > 12 else date.hour


# A number, and how many places it takes; it is filled with the directive's padding.
_NUMBERS: Final[dict[str, tuple[Callable[[Date], int], int]]] = {
    "H": (lambda date: date.hour, 2),
    "I": (_twelve, 2),
    "j": (date_year_day, 3),
    "m": (lambda date: date.month, 2),
    "M": (lambda date: date.minute, 2),
    "N": (lambda date: date.nanosecond, 9),
    "S": (lambda date: date.second, 2),
    "y": (lambda date: abs(date.year) % 100, 2),
}
_TEXTS: Final[dict[str, Callable[[Date], str]]] = {
    "~": lambda date: "~",
    "a": lambda date: _DAYS[date_week_day(date)][:3],
    "A": lambda date: _DAYS[date_week_day(date)],
    "b": lambda date: _MONTHS[date.month - 1][:3],
    "B": lambda date: _MONTHS[date.month - 1],
    "d": lambda date: f"{date.day:02}",
    "e": lambda date: f"{date.day:2}",
    "f": _fraction,
    "h": lambda date: _MONTHS[date.month - 1][:3],
    "k": lambda date: f"{date.hour:2}",
    "l": lambda date: f"{_twelve(date):2}",
    "n": lambda date: "\n",
    "p": lambda date: "PM" if date.hour > 11 else "AM",
    "s": lambda date: str(Time(UTC, _nanoseconds(date), 0).second),
    "t": lambda date: "\t",
    "U": lambda date: f"{_week(date, 0):02}",
    "V": lambda date: f"{date_week_number(date, 1):02}",
    "w": lambda date: str(date_week_day(date)),
    "W": lambda date: f"{_week(date, 1):02}",
    "z": lambda date: _zone(date.offset),
    "Z": lambda date: _zone(date.offset),
}
_SHORTHANDS: Final = {
    "c": "~a ~b ~d ~H:~M:~S~z ~Y",
    "D": "~m/~d/~y",
    "r": "~I:~M:~S ~p",
    "T": "~H:~M:~S",
    "x": "~m/~d/~y",
    "X": "~H:~M:~S",
    "1": "~Y-~m-~d",
    "2": "~H:~M:~S~z",
    "3": "~H:~M:~S",
    "4": "~Y-~m-~dT~H:~M:~S~z",
    "5": "~Y-~m-~dT~H:~M:~S",
}


def _text(date: Date, template: str) -> str:
    made: list[str] = []
    rest = iter(template)
    for each in rest:
        if each != "~":
            made.append(each)
            continue
        letter, pad = next(rest, ""), "0"
        if letter and letter in "-_":
            letter, pad = next(rest, ""), "" if letter == "-" else " "
        if letter in _NUMBERS:
            number, places = _NUMBERS[letter]
            digits = str(number(date))
            made.append(digits.rjust(places, pad) if pad else digits)
        elif letter == "Y":
            made.append(_year(date, pad))
        elif letter in _TEXTS:
            made.append(_TEXTS[letter](date))
        elif letter in _SHORTHANDS:
            made.append(_text(date, _SHORTHANDS[letter]))
        else:
            raise error(f"date->string has no directive ~{letter} in", String(template))
    return "".join(made)


@TABLE.procedure("date->string")
def date_to_string(date: _Date, template: Text = "~c") -> Text:
    """Return a date as text, as a template with `~` and letters says.

    SRFI 19, Date to string/string to date converters.
    """
    return _text(date, template)


class _Scanner:
    """What is left of a text that a date is read from."""

    def __init__(self, text: str, template: str) -> None:
        self.text = text
        self.place = 0
        self.template = template

    def fail(self) -> Any:
        raise error(
            "string->date: the text does not fit the template:",
            String(self.text),
            String(self.template),
        )

    def skip(self, begins: Callable[[str], bool]) -> None:
        while self.place < len(self.text) and not begins(self.text[self.place]):
            self.place += 1
        if self.place == len(self.text):
            self.fail()

    def take(self, count: int, test: Callable[[str], bool]) -> str:
        start = self.place
        while (
            self.place < len(self.text)
            and self.place - start < count
            and test(self.text[self.place])
        ):
            self.place += 1
        return self.text[start : self.place]

    def number(self, count: int) -> int:
        self.skip(str.isdecimal)
        return int(self.take(count, str.isdecimal))

    def exact_number(self, count: int) -> int:
        found = self.text[self.place : self.place + count]
        self.place += count
        digits = found.lstrip()
        if len(found) < count or not (digits.isdecimal() and digits.isascii()):
            self.fail()
        return int(digits)

    def name(self, names: tuple[str, ...], length: int | None) -> int:
        self.skip(str.isalpha)
        found = self.take(len(self.text), str.isalpha)
        known = [each[:length] for each in names]
        return known.index(found) if found in known else self.fail()

    def zone(self) -> int:
        self.skip("Zz+-".__contains__)
        sign = self.take(1, "Zz+-".__contains__)
        if sign in "Zz":
            return 0
        digits = self.take(4, str.isdecimal)
        if len(digits) < 4:
            self.fail()
        offset = int(digits[:2]) * 3600 + int(digits[2:]) * 60
        return offset if sign == "+" else -offset


def _recent(year: int) -> int:
    """Return the year of two digits that is not more than 50 years ahead."""
    now = time.localtime().tm_year
    found = now - now % 100 + year
    return found if found - now <= 50 else found - 100


_Reader: TypeAlias = Callable[[_Scanner], int]
_READERS: Final[dict[str, tuple[str, _Reader]]] = {
    "a": ("", lambda scan: scan.name(_DAYS, 3)),
    "A": ("", lambda scan: scan.name(_DAYS, None)),
    "b": ("month", lambda scan: scan.name(_MONTHS, 3) + 1),
    "B": ("month", lambda scan: scan.name(_MONTHS, None) + 1),
    "d": ("day", lambda scan: scan.number(2)),
    "e": ("day", lambda scan: scan.exact_number(2)),
    "h": ("month", lambda scan: scan.name(_MONTHS, 3) + 1),
    "H": ("hour", lambda scan: scan.number(2)),
    "k": ("hour", lambda scan: scan.exact_number(2)),
    "m": ("month", lambda scan: scan.number(2)),
    "M": ("minute", lambda scan: scan.number(2)),
    "N": ("nanosecond", lambda scan: _nanos(scan)),
    "S": ("second", lambda scan: scan.number(2)),
    "y": ("year", lambda scan: _recent(scan.exact_number(2))),
    "Y": ("year", lambda scan: scan.number(4)),
    "z": ("offset", lambda scan: scan.zone()),
}


def _nanos(scan: _Scanner) -> int:
    scan.skip(str.isdecimal)
    return int(scan.take(9, str.isdecimal).ljust(9, "0"))


@TABLE.procedure("string->date")
def string_to_date(string: Text, template: Text) -> Date:
    """Return the date that a text is, as a template with `~` and letters says.

    SRFI 19, Date to string/string to date converters.
    """
    scan = _Scanner(string, template)
    fields: dict[str, int] = {}
    rest = iter(template)
    for each in rest:
        if each != "~":
            if scan.text[scan.place : scan.place + 1] != each:
                scan.fail()
            scan.place += 1
            continue
        letter = next(rest, "")
        if letter == "~":
            if scan.take(1, "~".__eq__) != "~":
                scan.fail()
        elif letter in _READERS:
            field, read = _READERS[letter]
            fields[field] = read(scan)
        else:
            raise error(f"string->date has no directive ~{letter} in", String(template))
    fields.pop("", None)
    if not {"day", "month", "year"} <= fields.keys() or not 1 <= fields["month"] <= 12:
        scan.fail()
    made = Date(**dict.fromkeys(Date._fields, 0) | fields)
    if "offset" in fields:
        return made
    guess = made._replace(offset=_local_offset(0))
    return made._replace(offset=_local_offset(_nanoseconds(guess) // _NANO))
