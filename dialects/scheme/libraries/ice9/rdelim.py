"""Lines and other delimited text, as Guile reads them: (ice-9 rdelim)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...conditions import error
from ...data import EOF, Pair, String, Symbol
from ...declaration import Table
from ...kinds import Index, MutableStr, Sym, Text
from ...ports import CURRENT_OUTPUT
from .. import io
from ..strings import span

__all__ = ["TABLE", "until"]

TABLE: Final = Table()

_TRIM: Final = Symbol("trim")
_WAYS: Final = {Symbol(name): name for name in ("trim", "concat", "peek", "split")}


def _way(handle: Symbol) -> str:
    if handle not in _WAYS:
        raise error("unexpected handle-delim value:", handle)
    return _WAYS[handle]


def until(
    test: Callable[[str], bool], port: Any, consume: bool, limit: int | None = None
) -> tuple[str, Any]:
    """Return the text before a delimiter, and that; the end of file, or #f at the limit."""
    found: list[str] = []
    while limit is None or len(found) < limit:
        char = io.peek_char(port)
        if char is EOF or test(char):
            if consume:
                io.read_char(port)
            return "".join(found), char
        found.append(io.read_char(port))
    return "".join(found), False


@TABLE.procedure("read-line")
def read_line(port: Any = None, handle: Sym = _TRIM) -> Any:
    """Return the next line, or the end-of-file object.

    `handle` says what becomes of the newline: `trim` takes it off, `concat` leaves it on, `peek`
    leaves it to be read, `split` returns a pair of the line and the newline or the end-of-file
    object. Guile manual, Line Oriented and Delimited Text.
    """
    way = _way(handle)
    if way == "trim":
        return io.read_line(port)
    text, end = until("\n".__eq__, port, way != "peek")
    return _handled(text, end, way)


def _handled(text: str, end: Any, way: str) -> Any:
    value = EOF if end is EOF and not text else String(text)
    if way == "split":
        return Pair(value, end)
    if way == "concat" and end is not EOF:
        return String(text + end)
    return value


@TABLE.procedure("read-line!")
def read_line_into(string: MutableStr, port: Any = None) -> Any:
    """Read a line into a string; return its length, #f if it is longer than the string.

    At the end of the file, return the end-of-file object. Guile manual, Line Oriented and
    Delimited Text.
    """
    text, end = until("\n".__eq__, port, True, len(string.text))
    _fill(string, 0, text)
    if end is EOF and not text:
        return EOF
    return False if end is False else len(text)


def _fill(string: String, start: int, text: str) -> None:
    string.text = string.text[:start] + text + string.text[start + len(text) :]


@TABLE.procedure("read-delimited")
def read_delimited(delimiters: Text, port: Any = None, handle: Sym = _TRIM) -> Any:
    """Return the text before one of the delimiters, or the end-of-file object.

    `handle` is as for `read-line`. Guile manual, Line Oriented and Delimited Text.
    """
    way = _way(handle)
    return _handled(*until(delimiters.__contains__, port, way != "peek"), way)


@TABLE.procedure("read-delimited!")
def read_delimited_into(
    delimiters: Text,
    string: MutableStr,
    port: Any = None,
    handle: Sym = _TRIM,
    start: Index = 0,
    end: Index | None = None,
) -> Any:
    """Read text into a string up to a delimiter; return the number of characters.

    `handle` is as for `read-line`; `split` returns a pair of the number and the delimiter. If the
    string is full before, there is no delimiter. Guile manual, Line Oriented and Delimited Text.
    """
    name = "read-delimited!"
    way = _way(handle)
    start, stop = span(name, len(string.text), start, end, 5)
    text, ending = until(delimiters.__contains__, port, way != "peek", stop - start)
    _fill(string, start, text)
    if way == "split":
        return Pair(len(text) or ending if _ends(ending) else len(text), ending)
    if _ends(ending):
        return len(text) or ending
    if way == "concat":
        _fill(string, start + len(text), ending)
        return len(text) + 1
    return len(text)


def _ends(ending: Any) -> bool:
    """Return whether reading ended at something else than a delimiter."""
    return ending is EOF or ending is False


@TABLE.procedure("read-string")
def read_string(port: Any = None, count: Index | None = None) -> Any:
    """Return what is left of a port, or `count` characters of it; "" at the end of the file.

    Guile manual, Line Oriented and Delimited Text.
    """
    if count is not None:
        found = io.read_string(count, port)
        return String("") if found is EOF else found
    parts = []
    while (found := io.read_string(4096, port)) is not EOF:
        parts.append(found.text)
    return String("".join(parts))


@TABLE.procedure("read-string!")
def read_string_into(
    string: MutableStr, port: Any = None, start: Index = 0, end: Index | None = None
) -> int:
    """Read characters into a string; return how many, fewer at the end of the file alone.

    Guile manual, Line Oriented and Delimited Text.
    """
    start, stop = span("read-string!", len(string.text), start, end, 3)
    found: Any = io.read_string(stop - start, port) if stop > start else EOF
    if found is EOF:
        return 0
    _fill(string, start, found.text)
    return len(found.text)


@TABLE.procedure("%read-line")
def read_line_and_end(port: Any = None) -> Any:
    """Return a pair of a line and what ended it.

    Guile manual, Line Oriented and Delimited Text.
    """
    return _handled(*until("\n".__eq__, port, True), "split")


@TABLE.procedure("%read-delimited!")
def read_delimited_and_end(
    delimiters: Text,
    string: MutableStr,
    gobble: Any,
    port: Any = None,
    start: Index = 0,
    end: Index | None = None,
) -> Pair:
    """Read text into a string; return a pair of what ended it and the number of characters.

    The delimiter is taken from the port if `gobble` is true. Guile manual, Line Oriented and
    Delimited Text.
    """
    name = "%read-delimited!"
    start, stop = span(name, len(string.text), start, end, 5)
    text, ending = until(delimiters.__contains__, port, gobble is not False, stop - start)
    _fill(string, start, text)
    return Pair(ending, len(text))


@TABLE.procedure("write-line")
def write_line(value: Any, port: Any = None) -> None:
    """Write a value for people, and a newline. Guile manual, Line Oriented and Delimited Text."""
    target = CURRENT_OUTPUT() if port is None else port
    io.display(value, target)
    io.newline(target)
