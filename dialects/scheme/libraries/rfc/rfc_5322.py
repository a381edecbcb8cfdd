"""(rfc :5322): headers of messages (Sagittarius manual, same section)."""

from __future__ import annotations

import re
from typing import Any, Final

from .... import r7rs_io
from ...arguments import unpack
from ...calls import call, values
from ...conditions import ErrorObject
from ...control import raise_
from ...data import (
    EOF,
    Keyword,
    Pair,
    String,
    Symbol,
    from_list,
    is_procedure,
    to_list,
)
from ...declaration import Table, refuse
from ...kinds import Items, Text
from ...ports import CURRENT_OUTPUT, StringInput, put
from ...printer import displayed
from ..charsets import CharSet
from ..io import peek_char, read_char, read_line
from ..keyword_arguments import keyword_arguments
from ..srfi.srfi14 import TABLE as CHAR_SETS
from ..srfi.srfi19 import TABLE as TIMES
from ..srfi.srfi19 import Date

__all__ = [
    "TABLE",
    "field_to_tokens",
    "header_ref",
    "next_token",
    "read_headers",
    "tokenizers",
    "write_headers",
]

TABLE: Final = Table()


class Rfc5322ParseError(ErrorObject):
    """A header that cannot be read."""


TABLE.value("&rfc5322-parse-error", Rfc5322ParseError)


@TABLE.procedure("rfc5322-parse-error?")
def is_parse_error(value: Any) -> bool:
    """Return whether a value is the condition for a header that cannot be read."""
    return isinstance(value, Rfc5322ParseError)


# Reading


@TABLE.procedure("rfc5322-line-reader")
def line_reader(port: Any) -> Any:
    """Return the next line of a port, of characters or bytes, without its end."""
    if r7rs_io.is_textual_port(port):
        found = read_line(port)
        return found if found is EOF else String(found.text.removesuffix("\r"))
    line = bytearray()
    while (byte := r7rs_io.read_u8(port)) is not EOF:
        if byte == 10:
            return String(line.removesuffix(b"\r").decode("utf-8", "replace"))
        line.append(byte)  # type: ignore[arg-type]
    return String(line.decode("utf-8", "replace")) if line else EOF


def read_headers(port: Any, strict: bool = False, reader: Any = line_reader) -> list[Any]:
    """Return the headers of a port, each a list of name and body, up to the empty line."""

    def next_line() -> str | None:
        line = call(reader, port)
        return None if line is EOF else str(line.text)

    def fail(reason: str, *irritants: Any) -> Any:
        return raise_(Rfc5322ParseError(reason, irritants, "rfc5322-read-headers"))

    found: list[Any] = []
    line = next_line()
    while line:
        name, colon, body = line.partition(":")
        if not colon:
            if strict:
                fail("bad header line:", String(line))
            line = next_line()
            continue
        bodies = [body.lstrip()]
        while (line := next_line()) and line[0] in " \t":
            bodies.append(line)
        if line is None and strict:
            fail("premature end of message header")
        found.append(to_list([String(name.strip().lower()), String("".join(bodies))]))
    return found


@TABLE.procedure("rfc5322-read-headers")
def rfc5322_read_headers(port: Any, *options: Any) -> Items:
    """Return the headers of a port; `:reader` is the procedure that reads a line.

    It and `:strict?` may be passed by position as well (sitelib/rfc/:5322.scm).
    """
    if options and not isinstance(options[0], Keyword):
        strict, reader = (*options, line_reader)[:2]
    else:
        strict, reader = keyword_arguments(options, {"strict?": False, "reader": line_reader})
    return read_headers(port, strict is not False, reader)


def header_ref(headers: list[Any], name: str) -> str | None:
    """Return the body of the first header of a name."""
    for each in headers:
        if each.__class__ is Pair and displayed(each.car).lower() == name.lower():
            return displayed(each.cdr.car)
    return None


@TABLE.procedure("rfc5322-header-ref")
def rfc5322_header_ref(headers: Items, name: Text, default: Any = False) -> Any:
    """Return the body of a header of a name, else `default`."""
    found = header_ref(headers, name)
    return default if found is None else String(found)


@TABLE.procedure("rfc5322-header-ref*")
def rfc5322_header_ref_all(headers: Items, name: Text) -> Items:
    """Return the bodies of all headers of a name."""
    wanted = name.lower()
    return [each.cdr.car for each in headers if displayed(each.car).lower() == wanted]


# Tokens

_ATEXT: Final = CHAR_SETS["string->char-set"].value(
    String("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+/=?^_`{|}~-0123456789")
)
TABLE.value("*rfc5322-atext-chars*", _ATEXT)


def _look(port: Any) -> str:
    char = peek_char(port)
    return "" if char is EOF else char


def _while(port: Any, allowed: Any) -> str:
    made = []
    while (char := _look(port)) and allowed(char):
        made.append(read_char(port))
    return "".join(made)


@TABLE.procedure("rfc5322-dot-atom")
def dot_atom(port: Any) -> Text:
    """Take an atom with dots from a port."""
    return _while(port, lambda char: char == "." or char in _ATEXT)


@TABLE.procedure("rfc5322-quoted-string")
def quoted_string(port: Any) -> Text:
    """Take a quoted string from a port that is at the opening quote."""
    made = []
    read_char(port)
    while (char := read_char(port)) is not EOF and char != '"':
        if char == "\\":
            char = read_char(port)
            if char is EOF:
                break
        made.append(char)
    return "".join(made)


_QUOTE: Final = CHAR_SETS["string->char-set"].value(String('"'))
_STANDARD: Final = (
    (_QUOTE, TABLE["rfc5322-quoted-string"].value),
    (_ATEXT, TABLE["rfc5322-dot-atom"].value),
)
TABLE.value("*rfc5322-standard-tokenizers*", to_list([Pair(*each) for each in _STANDARD]))


@TABLE.procedure("rfc5322-skip-cfws")
def skip_comments(port: Any) -> Any:
    """Skip blanks and comments in a port; return the next character, left to be read."""
    depth = 0
    while char := _look(port):
        if char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif char == "\\" and depth:
            read_char(port)
        elif not depth and not char.isspace():
            return char
        read_char(port)
    return EOF


def tokenizers(given: Any) -> list[tuple[Any, Any]]:
    """Return which characters begin a token, with what takes it; None stands for the usual."""
    if given is None:
        return list(_STANDARD)
    found = []
    for each in from_list(given):
        if isinstance(each, CharSet):
            found.append((each, _taker(each)))
        elif each.__class__ is Pair and isinstance(each.car, CharSet):
            found.append((each.car, each.cdr))
        else:
            refuse("rfc5322-next-token", 2, "a list of character sets and procedures", each)
    return found


def _taker(chars: CharSet) -> Any:
    return lambda port: String(_while(port, chars.__contains__))


def next_token(port: Any, kinds: list[tuple[Any, Any]]) -> Any:
    """Return the next token of a port: a string, or a character that begins none."""
    char = skip_comments(port)
    if char is EOF:
        return EOF
    for chars, take in kinds:
        if char in chars:
            return call(take, port)
    return read_char(port)


@TABLE.procedure("rfc5322-next-token")
def rfc5322_next_token(port: Any, kinds: Any = None) -> Any:
    """Return the next token of a port, or the end-of-file object."""
    return next_token(port, tokenizers(kinds))


@TABLE.procedure("rfc5322-field->tokens")
def field_to_tokens(field: Text, kinds: Any = None) -> Items:
    """Return the tokens of a header's body."""
    port, chosen = StringInput(field), tokenizers(kinds)
    return list(iter(lambda: next_token(port, chosen), EOF))


# Dates

_DAYS: Final = ("Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_ZONES: Final = {
    **{"UT": 0, "GMT": 0, "EDT": -400, "EST": -500, "CDT": -500},
    **{"CST": -600, "MDT": -600, "MST": -700, "PDT": -700, "PST": -800},
}
_DATE: Final = re.compile(
    rf"""(?:({"|".join(_DAYS)})\s*,)?\s*(\d+)\s*({"|".join(_MONTHS)})\s*(\d{{2}}(?:\d{{2}})?)\s+
    (\d{{2}})\s*:\s*(\d{{2}})(?:\s*:\s*(\d{{2}}))?(?:\s+([+-]\d{{4}}|[A-Z][A-Z][A-Z]?))?""",
    re.X,
)


def _year(text: str) -> int:
    year = int(text)
    return year + 2000 if year < 50 else year + 1900 if year < 100 else year


def _zone(text: str | None) -> Any:
    if text is None or text == "-0000":
        return False
    return int(text) if text[0] in "+-" else _ZONES.get(text, False)


@TABLE.procedure("rfc5322-parse-date")
def parse_date(text: Text) -> Any:
    """Return year, month, day, hour, minute, second, zone and weekday; #f where one is missing.

    The zone is the number that its digits form, such as -800 for "-0800".
    """
    found = _DATE.search(text)
    if found is None:
        return values(*[False] * 8)
    day_name, day, month, year, hour, minute, second, zone = found.groups()
    return values(
        *(_year(year), _MONTHS.index(month) + 1, int(day), int(hour), int(minute)),
        int(second) if second else False,
        _zone(zone),
        _DAYS.index(day_name) if day_name else False,
    )


_WEEKDAY: Final = TIMES["date-week-day"]


@TABLE.procedure("date->rfc5322-date")
def date_to_text(date: Any) -> Text:
    """Return a date of SRFI 19 as headers have it."""
    if not isinstance(date, Date):
        refuse("date->rfc5322-date", 1, "a date", date)
    offset = abs(date.offset)
    return (
        f"{_DAYS[_WEEKDAY.value(date)]}, {date.day:2} {_MONTHS[date.month - 1]} {date.year:4} "
        f"{date.hour:02}:{date.minute:02}:{date.second:02} "
        f"{'-' if date.offset < 0 else '+'}{offset // 3600:02}{offset // 60 % 60:02}"
    )


# Writing


def _invalid(text: str) -> str | None:
    if any(char > "\x7f" or char == "\0" for char in text):
        return "bad-character"
    lines = text.split("\r\n ")
    if any(len(line) > 998 for line in lines):
        return "line-too-long"
    return "stray-crlf" if any(char in line for line in lines for char in "\r\n") else None


@TABLE.procedure("rfc5322-invalid-header-field")
def invalid_header_field(text: Text) -> Any:
    """Return what is wrong with a header's text, a symbol, or #f."""
    reason = _invalid(text)
    return False if reason is None else Symbol(reason)


def _folded(name: str, body: str, width: int, end: str) -> str:
    """Return a body broken into lines, after commas or where a line is full."""
    made = ""
    column = len(name) + 2
    for part in re.findall(r"[^,]*,|[^,]+", body):
        if column + len(part) >= width and made:
            made += f"{end} "
            column = 1
        if column + len(part) < width or "@" in part:
            made += part
            column += len(part)
            continue
        pieces = [part[at : at + 64] for at in range(0, len(part), 64)]
        made += "".join(f"{end} {piece}" for piece in pieces)
        column = 1 + len(pieces[-1])
    return made


def write_headers(
    port: Any, headers: list[tuple[str, str]], width: int | None = None, end: str = "\r\n"
) -> None:
    """Write headers to a port."""
    for name, body in headers:
        whole = width is None or len(name) + 2 + len(body) <= width
        shown = body if whole or width is None else _folded(name, body, width, end)
        put(port, f"{name}: {shown}{'' if body.endswith(end) else end}")


def _checked(name: Any, body: Any, check: Any) -> tuple[str, str]:
    """Return a header with a valid text, which `check` is asked for if this one is not valid."""
    for _ in range(100):
        text = f"{displayed(name)}: {displayed(body)}"
        reason = _invalid(text)
        if reason is None:
            return displayed(name), displayed(body)
        if not is_procedure(check):
            break
        result = call(check, name, body, Symbol(reason))
        new_name, new_body = unpack(result, 2)
        if displayed(new_name) == displayed(name) and displayed(new_body) == displayed(body):
            break
        name, body = new_name, new_body
    return raise_(  # type: ignore[no-any-return]
        ErrorObject(
            f"Illegal RFC5322 header field data ({reason})", (name, body), "rfc5322-write-headers"
        )
    )


@TABLE.procedure("rfc5322-write-headers")
def rfc5322_write_headers(headers: Items, *options: Any) -> None:
    """Write headers to `:output`, and an empty line at the end unless `:continue` is true.

    `:check` says what to do with an invalid header: with #f or `:ignore` it is written, with
    `:error` it is an error, and a procedure returns another name and body. Lines are no longer
    than `:line-width`, and end with `:line-separator`.
    """
    output, check, goes_on, width, end = keyword_arguments(
        options,
        {
            "output": None,
            "check": Keyword("error"),
            "continue": False,
            "line-width": False,
            "line-separator": String("\r\n"),
        },
    )
    port = CURRENT_OUTPUT() if output is None else output
    pairs = [[*from_list(each), False, False][:2] for each in headers]
    if check is False or check is Keyword("ignore"):
        texts = [(displayed(name), displayed(body)) for name, body in pairs]
    else:
        texts = [_checked(name, body, check) for name, body in pairs]
    write_headers(port, texts, width if width.__class__ is int else None, displayed(end))
    if goes_on is False:
        put(port, displayed(end))
