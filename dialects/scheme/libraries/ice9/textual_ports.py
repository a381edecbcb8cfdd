"""Characters in and out as Guile has them: (ice-9 textual-ports).

Characters cannot be put back into all ports, so there is neither `unget-char` nor `unget-string`.
"""

from __future__ import annotations

from typing import Any, Final

from ...data import String
from ...declaration import Table, refuse
from ...kinds import Char, Index, Text
from ...ports import put
from .. import io
from ..strings import span
from . import rdelim

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("get-char")
def get_char(port: Any) -> Any:
    """Return the next character, or the end-of-file object. Guile manual, Textual I/O."""
    return io.read_char(port)


@TABLE.procedure("lookahead-char")
def lookahead_char(port: Any) -> Any:
    """Return the next character and leave it there. Guile manual, Textual I/O."""
    return io.peek_char(port)


@TABLE.procedure("get-line")
def get_line(port: Any) -> Any:
    """Return the next line without its end, or the end-of-file object.

    Guile manual, Textual I/O.
    """
    return io.read_line(port)


@TABLE.procedure("get-string-n")
def get_string_n(port: Any, count: Index) -> Any:
    """Return the next characters, fewer at the end; or the end-of-file object.

    Guile manual, Textual I/O.
    """
    return io.read_string(count, port) if count else String("")


@TABLE.procedure("get-string-all")
def get_string_all(port: Any) -> Any:
    """Return the characters up to the end, perhaps none. Guile manual, Textual I/O."""
    return rdelim.read_string(port)


@TABLE.procedure("put-char")
def put_char(port: Any, char: Char) -> None:
    """Write a character. Guile manual, Textual I/O."""
    put(_output("put-char", port), char)


@TABLE.procedure("put-string")
def put_string(port: Any, string: Text, start: Index = 0, count: Index | None = None) -> None:
    """Write a string, or `count` characters of it from `start` on. Guile manual, Textual I/O."""
    end = len(string) if count is None else start + count
    start, end = span("put-string", len(string), start, end, 3)
    put(_output("put-string", port), string[start:end])


def _output(procedure: str, port: Any) -> Any:
    if not io.is_output_port(port):
        refuse(procedure, 1, "a port that writes", port)
    return port
