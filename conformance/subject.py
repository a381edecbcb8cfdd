"""What a Python program needs to be a subject: `sync` and `observe`.

They speak the line protocol on standard output and input, as the preludes of the Scheme programs do.
"""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable

from ..core import Port, Socket, TextPort
from ..dialects import EOF
from .notation import Datum, Symbol, write

__all__ = ["observe", "sync"]


def sync(number: int) -> str:
    """Say that the program has come to sync `number`; wait for the harness; what it tells."""
    _say((Symbol("sync"), number))
    return sys.stdin.readline().rstrip("\n")


def observe(label: str, thunk: Callable[[], object]) -> None:
    """Call `thunk` and say, under `label`, what it returned or raised."""
    outcome: Datum
    try:
        outcome = (Symbol("returned"), value(thunk()))
    except Exception as error:
        native = f"{type(error).__name__}: {error}"
        outcome = (Symbol("raised"), kind(error), native)
    _say((Symbol("observe"), label, outcome))


def _say(datum: Datum) -> None:
    sys.stdout.write(write(datum) + "\n")
    sys.stdout.flush()


def value(thing: object) -> Datum:
    """A value in the neutral notation."""
    match thing:
        case None:
            return Symbol("nothing")
        case bool() | int():
            return thing
        case str():
            return thing
        case bytes() | bytearray() | memoryview():
            return (Symbol("bytes"), *bytes(thing))
        case tuple() | list():
            return (Symbol("list"), *map(value, thing))
        case Socket():
            return Symbol("socket")
        case Port() | TextPort():
            return Symbol("port")
    return Symbol("eof") if thing is EOF else Symbol("something")


def kind(error: BaseException) -> Symbol:
    """What went wrong, in a word: an errno's name, or one of the notation's own."""
    if isinstance(error, socket.gaierror):
        return Symbol("lookup-failed")
    if isinstance(error, OSError) and error.errno in errno.errorcode:
        return Symbol(errno.errorcode[error.errno])
    for category, word in _KINDS:
        if isinstance(error, category):
            return Symbol(word)
    return Symbol("other")


_KINDS: tuple[tuple[type[BaseException], str], ...] = (
    (TimeoutError, "timeout"),
    (TypeError, "wrong-type"),
    (ValueError, "bad-value"),
)
