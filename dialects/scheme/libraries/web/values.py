"""The values of HTTP headers as Guile has them: texts parsed, values checked and written.

A parser takes a `str` and returns a Scheme value, or throws `bad-header-component` or
`bad-header`; a check takes any Scheme value; a writer returns a `str`. RFC 2616 and its heirs say
what the texts are.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NoReturn

from ...conditions import error
from ...data import (
    NIL,
    ImproperListError,
    Pair,
    String,
    Symbol,
    from_list,
    to_list,
)
from ..guile.throw import Thrown
from ..srfi.srfi19 import Date
from .uri import is_reference, parse_reference, uri_text

__all__ = [
    "Check",
    "Parse",
    "Write",
    "bad",
    "bad_header",
]

Parse = Callable[[str], Any]
Check = Callable[[Any], bool]
Write = Callable[[Any], str]
ParseValue = Callable[[str, str | None], Any]
CheckValue = Callable[[str, Any], bool]
WriteValue = Callable[[str, Any], str]


def bad(component: str, text: Any) -> NoReturn:
    """Throw the key for a part of a header that is not as it has to be."""
    value = String(text) if isinstance(text, str) else text
    message = f"Bad {component} header component: {text}"
    raise Thrown("bad-header-component", (Symbol(component), value), message)


def bad_header(name: str, text: Any) -> NoReturn:
    """Throw the key for a header that is not as it has to be."""
    value = String(text) if isinstance(text, str) else text
    raise Thrown("bad-header", (Symbol(name), value), f"Bad {name.title()} header: {text}")


def items_of(value: Any) -> list[Any] | None:
    """Return a list's items, None for what is no list."""
    try:
        return from_list(value)
    except ImproperListError:
        return None


def is_list_of(check: Check) -> Check:
    """Return the check of lists of what a check holds for."""

    def is_list(value: Any) -> bool:
        items = items_of(value)
        return items is not None and all(map(check, items))

    return is_list


def is_string(value: Any) -> bool:
    """Return whether a value is a string."""
    return isinstance(value, String)


def is_symbol(value: Any) -> bool:
    """Return whether a value is a symbol."""
    return isinstance(value, Symbol)


def is_count(value: Any) -> bool:
    """Return whether a value is an exact integer from 0 on."""
    return value.__class__ is int and value >= 0


def header_name(text: str) -> Symbol:
    """Return the symbol of a header."""
    return Symbol(text.lower())


# Words and lists of them


def words(text: str) -> list[str]:
    """Return what stands between commas, an empty end left out."""
    parts = text.split(",")
    if parts[-1] == "":
        del parts[-1]
    return [each.strip() for each in parts]


def count(text: str, component: str = "non-negative-integer") -> int:
    """Return the integer that a text is."""
    if not re.fullmatch("[0-9]+", text):
        bad(component, text)
    return int(text)


def media_type(text: str) -> Symbol:
    """Return the symbol of a media type."""
    if text.count("/") != 1 or re.search(r'[\[\]^()<>@,;:\\"?= \t]', text):
        bad("media-type", text)
    return Symbol(text)


def skip(text: str, start: int, end: int) -> int:
    """Return the place of the next character that is no whitespace."""
    while start < end and text[start].isspace():
        start += 1
    return start


def quoted(text: str, start: int, end: int) -> tuple[str, int]:
    """Return what is quoted at a place, and the place behind it."""
    if not (start < end and text[start] == '"'):
        bad("qstring", text)
    out: list[str] = []
    place = start + 1
    while place < end:
        char = text[place]
        if char == '"':
            return "".join(out), place + 1
        if char == "\\":
            place += 1
            if place >= end:
                break
            char = text[place]
        out.append(char)
        place += 1
    bad("qstring", text)


def quote(text: str) -> str:
    """Return a text in quotes."""
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


# Qualities, integers from 0 to 1000


def quality(text: str) -> int:
    """Return the quality that a text is."""
    if re.fullmatch(r"1(\.0{0,3})?", text):
        return 1000
    found = re.fullmatch(r"0\.?|0?\.([0-9]{1,3})", text)
    if found is None:
        bad("quality", text)
    return int((found[1] or "0").ljust(3, "0"))


def is_quality(value: Any) -> bool:
    """Return whether a value is a quality."""
    return is_count(value) and value <= 1000


def quality_text(value: int) -> str:
    """Return a quality as text."""
    return f"{value // 1000 % 10}.{value % 1000:03}"


def qualities(text: str) -> Any:
    """Return a list of pairs of a quality and a text."""
    made = []
    for part in text.split(","):
        value, semicolon, rest = part.rpartition(";")
        if not semicolon:
            made.append(Pair(1000, String(part.strip())))
            continue
        rest = rest.strip()
        if not rest.startswith("q="):
            bad("quality", rest)
        made.append(Pair(quality(rest[2:]), String(value.strip())))
    return to_list(made)


def is_qualities(value: Any) -> bool:
    """Return whether a value is such a list."""
    return is_list_of(
        lambda each: each.__class__ is Pair and is_quality(each.car) and is_string(each.cdr)
    )(value)


def qualities_text(value: Any) -> str:
    """Return such a list as text."""
    return ",".join(
        each.cdr.text + (f";q={quality_text(each.car)}" if each.car < 1000 else "")
        for each in from_list(value)
    )


# Keys and values


def plain_value(key: str, text: str | None) -> Any:
    """Return a value as a string, or #f where there is none."""
    return False if text is None else String(text)


def is_plain_value(key: str, value: Any) -> bool:
    """Return whether a value is a string or #f."""
    return value is False or is_string(value)


def plain_value_text(key: str, value: Any) -> str:
    """Return a string as a token, or in quotes where it has to be."""
    text: str = value.text
    return quote(text) if re.search('[;,"]', text) else text


def _entry(key: str, value: Any) -> Any:
    return Symbol(key) if value is False else Pair(Symbol(key), value)


def _value(text: str, start: int, end: int, stop: int) -> tuple[str, int]:
    """Return the value at a place, quoted or up to a place, and the place behind it."""
    start = skip(text, start, end)
    if start < end and text[start] == '"':
        return quoted(text, start, end)
    return text[start:stop].rstrip(), stop


def _next(text: str, characters: str, start: int, end: int) -> int:
    """Return the place of the next of some characters; `end` where there is none."""
    found = [place for char in characters if (place := text.find(char, start, end)) >= 0]
    return min(found, default=end)


def key_values(
    text: str, parse: ParseValue = plain_value, start: int = 0, component: str = "key-value-list"
) -> Any:
    """Return a list of symbols, and of pairs of symbols and values, that commas separate."""
    end = len(text)
    made = []
    place = start
    while place < end:
        place = skip(text, place, end)
        comma = _next(text, ",", place, end)
        equals = _next(text, "=", place, comma)
        key = text[place:equals].rstrip()
        value, place = None, equals
        if equals < comma:
            value, place = _value(text, equals + 1, end, comma)
        made.append(_entry(key, parse(key, value)))
        place = skip(text, place, end)
        if place < end and text[place] != ",":
            bad(component, text[start:])
        place += 1
    return to_list(made)


def is_key_values(value: Any, check: CheckValue = is_plain_value) -> bool:
    """Return whether a value is such a list."""

    def is_entry(entry: Any) -> bool:
        if is_symbol(entry):
            return check(entry.name, False)
        return (
            entry.__class__ is Pair and is_symbol(entry.car) and check(entry.car.name, entry.cdr)
        )

    return is_list_of(is_entry)(value)


def key_values_text(value: Any, write: WriteValue = plain_value_text, between: str = ", ") -> str:
    """Return such a list as text."""
    parts = []
    for entry in from_list(value):
        if entry.__class__ is not Pair or entry.cdr is False:
            parts.append((entry.car if entry.__class__ is Pair else entry).name)
        else:
            parts.append(f"{entry.car.name}={write(entry.car.name, entry.cdr)}")
    return between.join(parts)


_VALUE_END: Final = re.compile(r"[,;\s]")


def _parameters(text: str, parse: ParseValue, place: int) -> tuple[Any, int]:
    """Return the key and values at a place that semicolons separate, and the place behind."""
    end = len(text)
    made: list[Any] = []
    while place < end:
        stop = _next(text, ",;=", place, end)
        key = text[place:stop].rstrip()
        mark = text[stop] if stop < end else ""
        value = None
        if mark == "=":
            begin = skip(text, stop + 1, end)
            limit = next(
                (n for n in range(begin, end) if text[n] in ",;" or text[n].isspace()), end
            )
            value, stop = _value(text, begin, end, limit)
            stop = skip(text, stop, end)
            mark = text[stop] if stop < end else ""
        made.append(_entry(key, parse(key, value)))
        if mark != ";":
            return to_list(made), stop
        place = skip(text, stop + 1, end)
    return to_list(made), end


def parameters(text: str, parse: ParseValue = plain_value) -> Any:
    """Return a list of lists as `key_values` makes them."""
    made = []
    place, end = 0, len(text)
    while True:
        found, place = _parameters(text, parse, place)
        made.append(found)
        if place >= end:
            return to_list(made)
        if text[place] != ",":
            bad("param-list", text)
        place = skip(text, place + 1, end)


def is_parameters(value: Any, check: CheckValue = is_plain_value) -> bool:
    """Return whether a value is such a list."""
    return is_list_of(lambda each: is_key_values(each, check))(value)


def parameters_text(value: Any, write: WriteValue = plain_value_text) -> str:
    """Return such a list as text."""
    return ",".join(key_values_text(each, write, ";") for each in from_list(value))


# Dates

_MONTHS: Final = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK: Final = r"(\d\d| \d):(\d\d):(\d\d)"
_RFC_822: Final = re.compile(rf"[^\W\d_]{{3}}, (\d\d?) ([^\W\d_]{{3}}) (\d{{4}}) {_CLOCK}")
_RFC_850: Final = re.compile(r" (\d\d)-([^\W\d_]{3})-(\d\d) (\d\d):(\d\d):(\d\d)")
_ASCTIME: Final = re.compile(
    r"[^\W\d_]{3} ([^\W\d_]{3}) (.\d) (\d\d):(\d\d):(\d\d) (\d{4})", re.DOTALL
)


def _month(name: str) -> int:
    if name not in _MONTHS:
        bad("month", name)
    return _MONTHS.index(name) + 1


def _offset(zone: str) -> int | None:
    """Return how many seconds east of Greenwich a zone is, None for what is none."""
    if zone in ("GMT", "UTC"):
        return 0
    found = re.fullmatch(r"([+-])(\d\d)(\d\d)", zone)
    if found is None:
        return None
    seconds = 60 * (60 * int(found[2]) + int(found[3]))
    return seconds if found[1] == "+" else -seconds


def date(text: str) -> Date:
    """Return the date that a text is, in any of the formats of HTTP."""
    space = text.rfind(" ")
    offset = _offset(text[space + 1 :]) if space >= 0 else None
    if offset is None:
        found = _ASCTIME.fullmatch(text)
        if found is None:
            bad_header("date", text)
        on = count(found[2].lstrip(" "))
        hour, minute, second = map(int, found.groups()[2:5])
        return Date(0, second, minute, hour, on, _month(found[1]), int(found[6]), 0)
    comma = text.find(",")
    if comma < 0:
        bad_header("date", text)
    if comma == 3:
        found = _RFC_822.fullmatch(text, 0, space)
    else:
        found = _RFC_850.fullmatch(text, comma + 1, space)
    if found is None:
        bad_header("date", text)
    day, name, digits, *clock = found.groups()
    year = int(digits) if len(digits) == 4 else _century(int(digits))
    hour, minute, second = map(int, clock)
    made = Date(0, second, minute, hour, int(day), _month(name), year, offset)
    return _in_greenwich(made) if offset else made


def _century(year: int) -> int:
    """Return the year that two digits mean, within fifty years."""
    now = datetime.datetime.now(datetime.UTC).year
    then = now + year - now % 100
    if then + 50 < now:
        return then + 100
    return then - 100 if now + 50 < then else then


def _moment(value: Date) -> datetime.datetime:
    zone = datetime.timezone(datetime.timedelta(seconds=value.offset))
    second = min(value.second, 59)
    try:
        return datetime.datetime(
            value.year, value.month, value.day, value.hour, value.minute, second, tzinfo=zone
        ).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        raise error("bad date", value) from None


def _in_greenwich(value: Date) -> Date:
    at = _moment(value)
    return Date(value.nanosecond, at.second, at.minute, at.hour, at.day, at.month, at.year, 0)


def is_date(value: Any) -> bool:
    """Return whether a value is a date."""
    return isinstance(value, Date)


def date_text(value: Date) -> str:
    """Return a date as text, in Greenwich's time."""
    at = _moment(value)
    day = f"{_DAYS[at.weekday()]}, {at.day:02} {_MONTHS[at.month - 1]} {at.year:04}"
    return f"{day} {at.hour:02}:{at.minute:02}:{at.second:02} GMT"


# Entity tags


def _tag(text: str, place: int, listed: bool) -> tuple[Any, int]:
    """Return the tag at a place, and the place behind it; a tag of a list ends with a comma."""
    end = len(text)
    strong = not text.startswith("W/", place)
    begin = place if strong else place + 2
    if not strong or text.startswith('"', place):
        value, stop = quoted(text, begin, end)
        if not listed and stop != len(text.rstrip()):
            bad("qstring", text)
        return Pair(String(value), strong), stop if listed else end
    stop = _next(text, ",", place, end) if listed else end
    return Pair(String(text[place:stop]), True), stop


def tag(text: str) -> Any:
    """Return an entity tag: a pair of its text and whether it is a strong one."""
    return _tag(text, 0, False)[0]


def tags(text: str) -> Any:
    """Return a list of entity tags, or `*`."""
    if text == "*":
        return Symbol("*")
    made = []
    place, end = 0, len(text)
    while True:
        found, place = _tag(text, place, True)
        made.append(found)
        place = skip(text, place, end)
        if place >= end:
            return to_list(made)
        if text[place] != ",":
            bad("entity-tag-list", text)
        place = skip(text, place + 1, end)


def is_tag(value: Any) -> bool:
    """Return whether a value is an entity tag."""
    return value.__class__ is Pair and is_string(value.car)


def is_tags(value: Any) -> bool:
    """Return whether a value is a list of entity tags, or `*`."""
    return value is Symbol("*") or is_list_of(is_tag)(value)


def tag_text(value: Any) -> str:
    """Return an entity tag as text."""
    return ("W/" if value.cdr is False else "") + quote(value.car.text)


def tags_text(value: Any) -> str:
    """Return a list of entity tags as text."""
    return "*" if value is Symbol("*") else ", ".join(map(tag_text, from_list(value)))


# Credentials and challenges


def credentials(text: str) -> Any:
    """Return a pair of a scheme and its text or its keys and values."""
    begin, end = skip(text, 0, len(text)), len(text)
    if begin == end:
        bad("authorization", text)
    stop = next((n for n in range(begin, end) if text[n].isspace()), end)
    scheme = Symbol(text[begin:stop].lower())
    if scheme is not Symbol("basic"):
        return Pair(scheme, key_values(text, start=stop))
    begin = skip(text, stop, end)
    if begin == end:
        bad("credentials", text)
    return Pair(scheme, String(text[begin:]))


def is_credentials(value: Any) -> bool:
    """Return whether a value is such a pair."""
    if value.__class__ is not Pair or not is_symbol(value.car):
        return False
    if value.car is Symbol("basic") and is_string(value.cdr):
        return True
    return is_key_values(value.cdr)


def credentials_text(value: Any) -> str:
    """Return such a pair as text."""
    rest = value.cdr.text if is_string(value.cdr) else key_values_text(value.cdr)
    return f"{value.car.name} {rest}"


def _challenge(text: str, place: int) -> tuple[Any, int]:
    """Return the challenge at a place and the place behind: a key with a space begins another."""
    end = len(text)
    begin = place
    space = text.find(" ", place)
    if space < 0:
        bad("challenge", text)
    made: list[Any] = [Symbol(text[place:space].lower())]
    place = space
    while place < end:
        place = skip(text, place, end)
        comma = _next(text, ",", place, end)
        equals = _next(text, "=", place, comma)
        key = text[place:equals].rstrip()
        if " " in key:
            break
        value, place = None, equals
        if equals < comma:
            value, place = _value(text, equals + 1, end, comma)
        place = skip(text, place, end)
        if place < end and text[place] != ",":
            bad("challenge", text[begin:])
        made.append(_entry(key, plain_value(key, value)))
        place += 1
    return to_list(made), place


def challenges(text: str) -> Any:
    """Return a list of lists of a scheme, and keys and values."""
    made = []
    place, end = skip(text, 0, len(text)), len(text)
    while place < end:
        found, place = _challenge(text, place)
        made.append(found)
        place = skip(text, place, end)
    return to_list(made)


def is_challenges(value: Any) -> bool:
    """Return whether a value is such a list."""
    return is_list_of(
        lambda each: each.__class__ is Pair and is_symbol(each.car) and is_key_values(each.cdr)
    )(value)


def challenges_text(value: Any) -> str:
    """Return such a list as text."""
    return ", ".join(f"{each.car.name} {key_values_text(each.cdr)}" for each in from_list(value))


# URIs, hosts, ranges, warnings


def uri_reference(text: str) -> Any:
    """Return a URI or a relative reference."""
    found = parse_reference(text)
    if found is False:
        bad("uri-reference", text)
    return found


is_uri_reference = is_reference


def uri_reference_text(value: Any) -> str:
    """Return a URI as text, without its fragment."""
    return uri_text(value, fragment=False)


def host(text: str) -> Any:
    """Return a pair of a host and a port, or #f."""
    bracket = text.find("]")
    colon = text.find(":", max(bracket, 0))
    name = text if colon < 0 else text[:colon]
    if bracket >= 0:
        if not text.startswith("["):
            bad_header("host", text)
        name = text[1:bracket]
    return Pair(String(name), count(text[colon + 1 :]) if colon >= 0 else False)


def is_host(value: Any) -> bool:
    """Return whether a value is such a pair."""
    well = value.__class__ is Pair and is_string(value.car)
    return well and (value.cdr is False or is_count(value.cdr))


def host_text(value: Any) -> str:
    """Return such a pair as text."""
    name = value.car.text
    name = f"[{name}]" if ":" in name else name
    return name if value.cdr is False else f"{name}:{value.cdr}"


def content_type(text: str) -> Any:
    """Return a list of a media type, and pairs of a parameter and its value."""
    kind, *rest = text.split(";")
    made: list[Any] = [media_type(kind)]
    for each in rest:
        key, equals, value = each.partition("=")
        if not equals or "=" in value:
            bad_header("content-type", text)
        made.append(Pair(Symbol(key.lstrip()), String(value.rstrip())))
    return to_list(made)


def is_content_type(value: Any) -> bool:
    """Return whether a value is such a list; also the value of `Content-Disposition`."""
    if value.__class__ is not Pair or not is_symbol(value.car):
        return False
    return is_list_of(
        lambda each: each.__class__ is Pair and is_symbol(each.car) and is_string(each.cdr)
    )(value.cdr)


def content_type_text(value: Any) -> str:
    """Return such a list as text."""
    rest = [f";{each.car.name}={each.cdr.text}" for each in from_list(value.cdr)]
    return "".join([value.car.name, *rest])


def disposition(text: str) -> Any:
    """Return a list of a disposition, and pairs of a parameter and its value."""
    found = from_list(parameters(text))
    if len(found) != 1:
        bad("content-disposition", text)
    return found[0]


def disposition_text(value: Any) -> str:
    """Return such a list as text."""
    return parameters_text(Pair(value, NIL))


def content_range(text: str) -> Any:
    """Return a list of a unit, a pair of bounds or `*`, and a length or `*`."""
    dash, slash = text.find("-"), text.find("/")
    if not text.startswith("bytes ") or slash < 0:
        bad_header("content-range", text)
    bounds: Any
    if dash >= 0:
        bounds = Pair(count(text[6:dash]), count(text[dash + 1 : slash]))
    elif text[6:slash] == "*":
        bounds = Symbol("*")
    else:
        bad_header("content-range", text)
    length = text[slash + 1 :]
    return to_list([Symbol("bytes"), bounds, Symbol("*") if length == "*" else count(length)])


def _is_star_or(check: Check) -> Check:
    return lambda value: value is Symbol("*") or check(value)


def is_content_range(value: Any) -> bool:
    """Return whether a value is such a list."""
    items = items_of(value)
    if items is None or len(items) != 3 or not is_symbol(items[0]):
        return False
    bounds = _is_star_or(
        lambda each: each.__class__ is Pair and is_count(each.car) and is_count(each.cdr)
    )
    return bounds(items[1]) and _is_star_or(is_count)(items[2])


def content_range_text(value: Any) -> str:
    """Return such a list as text."""
    unit, bounds, length = from_list(value)
    told = "*" if isinstance(bounds, Symbol) else f"{bounds.car}-{bounds.cdr}"
    return f"{unit.name} {told}/{'*' if isinstance(length, Symbol) else length}"


def ranges(text: str) -> Any:
    """Return a list of a unit, and pairs of bounds, of which one may be #f."""
    if not text.startswith("bytes="):
        bad_header("range", text)
    made: list[Any] = [Symbol("bytes")]
    for each in text[6:].split(","):
        first, dash, last = each.partition("-")
        if not dash:
            bad_header("range", text)
        if not first:
            made.append(Pair(False, count(last)))
        else:
            made.append(Pair(count(first), count(last) if last else False))
    return to_list(made)


def is_ranges(value: Any) -> bool:
    """Return whether a value is such a list."""

    def is_range(each: Any) -> bool:
        if each.__class__ is not Pair or (each.car is False and each.cdr is False):
            return False
        return all(bound is False or is_count(bound) for bound in (each.car, each.cdr))

    return value.__class__ is Pair and is_symbol(value.car) and is_list_of(is_range)(value.cdr)


def ranges_text(value: Any) -> str:
    """Return such a list as text."""

    def bound(each: Any) -> str:
        return "" if each is False else str(each)

    parts = (f"{bound(each.car)}-{bound(each.cdr)}" for each in from_list(value.cdr))
    return f"{value.car.name}={','.join(parts)}"


def warnings(text: str) -> Any:
    """Return a list of lists of a code, a host, a text, and a date or #f."""
    return to_list(list(_warnings(text)))


def _warnings(text: str) -> Iterator[Any]:
    place, end = skip(text, 0, len(text)), len(text)
    while True:
        first = text.find(" ", place)
        second = text.find(" ", first + 1) if first >= 0 else -1
        if second < 0:
            bad_header("warning", text)
        code, agent = count(text[place:first]), String(text[first + 1 : second])
        told, place = quoted(text, second + 1, end)
        when: Any = False
        if place < end and text[place] == " ":
            quoted_date, place = quoted(text, place + 1, end)
            when = date(quoted_date)
        yield to_list([code, agent, String(told), when])
        if place >= end:
            return
        if text[place] != ",":
            bad_header("warning", text)
        place = skip(text, place + 1, end)


def is_warnings(value: Any) -> bool:
    """Return whether a value is such a list."""

    def is_warning(each: Any) -> bool:
        items = items_of(each)
        if items is None or len(items) != 4:
            return False
        code, agent, told, when = items
        return (
            is_count(code)
            and code < 1000
            and is_string(agent)
            and is_string(told)
            and (when is False or is_date(when))
        )

    return is_list_of(is_warning)(value)


def warnings_text(value: Any) -> str:
    """Return such a list as text."""
    parts = []
    for each in from_list(value):
        code, agent, told, when = from_list(each)
        stamp = "" if when is False else f' "{date_text(when)}"'
        parts.append(f"{code} {agent.text} {quote(told.text)}{stamp}")
    return ", ".join(parts)
