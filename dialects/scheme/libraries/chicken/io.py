"""Input and output as CHICKEN has them: (chicken io).

An argument that is left out may be followed by others: `#f` in its place means the same.
"""

from __future__ import annotations

from typing import Any, Final

from ...calls import call
from ...data import EOF, String
from ...declaration import Table, refuse
from ...kinds import Byte, Index, Items, MutableStr, Proc, Text
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, family_operation, put
from .. import io
from ..ice9.rdelim import until

__all__ = ["TABLE"]

TABLE: Final = Table()


def _input(port: Any) -> Any:
    return CURRENT_INPUT() if port is None or port is False else port


def _output(port: Any) -> Any:
    return CURRENT_OUTPUT() if port is None or port is False else port


def _limit(procedure: str, place: int, value: Any) -> int | None:
    """Return a number that may be #f, for no limit."""
    if value is None or value is False:
        return None
    if value.__class__ is not int:
        refuse(procedure, place, "an exact integer, or #f", value)
    if value < 0:
        refuse(procedure, place, "an integer from 0 on", value, False)
    return int(value)


@TABLE.procedure("read-line")
def read_line(port: Any = None, limit: Any = None) -> Any:
    """Return the next line without its end, LF, CR LF or CR, or the end-of-file object.

    It is cut behind `limit` characters. CHICKEN manual, Module (chicken io).
    """
    port = _input(port)
    most = _limit("read-line", 2, limit)
    operate = family_operation("read-line", port)
    if operate is not None:
        return operate(port) if most is None else operate(port, most)
    text, end = until("\r\n".__contains__, port, True, most)
    if end == "\r" and io.peek_char(port) == "\n":
        io.read_char(port)
    return EOF if end is EOF and not text else String(text)


@TABLE.procedure("read-lines")
def read_lines(port: Any = None, most: Any = None) -> Items:
    """Return a list of the lines, at most so many. CHICKEN manual, Module (chicken io)."""
    port = _input(port)
    limit = _limit("read-lines", 2, most)
    found: list[Any] = []
    while limit is None or len(found) < limit:
        line = read_line(port)
        if line is EOF:
            break
        found.append(line)
    return found


@TABLE.procedure("read-list")
def read_list(port: Any = None, reader: Proc = io.read, most: Any = None) -> Items:
    """Return a list of what a procedure reads from a port, at most so many.

    CHICKEN manual, Module (chicken io).
    """
    port = _input(port)
    limit = _limit("read-list", 3, most)
    found: list[Any] = []
    while limit is None or len(found) < limit:
        item = call(reader, port)
        if item is EOF:
            break
        found.append(item)
    return found


@TABLE.procedure("read-byte")
def read_byte(port: Any = None) -> Any:
    """Return the next byte, or the end-of-file object. CHICKEN manual, Module (chicken io)."""
    char = io.read_char(_input(port))
    return char if char is EOF else ord(char)


def _all(port: Any) -> str | None:
    parts = []
    while (found := io.read_string(4096, port)) is not EOF:
        parts.append(found.text)
    return "".join(parts) if parts else None


@TABLE.procedure("read-string")
def read_string(count: Any = None, port: Any = None) -> Any:
    """Return so many characters, fewer at the end, or all; or the end-of-file object.

    CHICKEN manual, Module (chicken io).
    """
    most = _limit("read-string", 1, count)
    port = _input(port)
    if most is None:
        text = _all(port)
        return EOF if text is None else String(text)
    return io.read_string(most, port) if most else String("")


@TABLE.procedure("read-string!")
def read_string_into(count: Any, string: MutableStr, port: Any = None, start: Index = 0) -> int:
    """Read characters into a string; return how many. CHICKEN manual, Module (chicken io)."""
    if start > len(string.text):
        refuse("read-string!", 4, f"an index up to {len(string.text)}", start, False)
    space = len(string.text) - start
    most = _limit("read-string!", 1, count)
    most = space if most is None else min(most, space)
    found: Any = io.read_string(most, _input(port)) if most else EOF
    if found is EOF:
        return 0
    text = found.text
    string.text = string.text[:start] + text + string.text[start + len(text) :]
    return len(text)


@TABLE.procedure("read-token")
def read_token(test: Proc, port: Any = None) -> Text:
    """Return the characters for which a test is true. CHICKEN manual, Module (chicken io)."""
    return until(lambda char: call(test, char) is False, _input(port), False)[0]


@TABLE.procedure("read-buffered")
def read_buffered(port: Any = None) -> Text:
    """Return the characters that are there without waiting, perhaps none.

    CHICKEN manual, Module (chicken io).
    """
    port = _input(port)
    found: list[str] = []
    while io.is_char_ready(port) and (char := io.read_char(port)) is not EOF:
        found.append(char)
    return "".join(found)


@TABLE.procedure("write-byte")
def write_byte(byte: Byte, port: Any = None) -> None:
    """Write a byte. CHICKEN manual, Module (chicken io)."""
    put(_output(port), chr(byte))


@TABLE.procedure("write-line")
def write_line(string: Text, port: Any = None) -> None:
    """Write a string and a newline. CHICKEN manual, Module (chicken io)."""
    put(_output(port), f"{string}\n")


@TABLE.procedure("write-string")
def write_string(string: Text, count: Any = None, port: Any = None) -> None:
    """Write a string, or the first so many characters of it.

    CHICKEN manual, Module (chicken io).
    """
    put(_output(port), string[: _limit("write-string", 2, count)])
