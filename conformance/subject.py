"""What a Python program needs to be a subject: `sync` and `observe`.

They speak the line protocol on standard output and input, as the preludes of the Scheme programs
do.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable

from ..core import Port, Socket, TextPort
from ..core.interrupt import own_token
from ..dialects import EOF
from .errnos import errno_name
from .notation import Datum, Symbol, write

__all__ = ["observe", "sync"]


def sync(number: int) -> str:
    """Say that the program has come to sync `number`; wait for the harness; what it tells."""
    if number == 0:
        # A thread's first wait opens a descriptor for good, which must not count as a leak.
        own_token()
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
    if isinstance(error, TypeError):
        return Symbol("wrong-type")
    if isinstance(error, ValueError):
        return Symbol("bad-value")
    if isinstance(error, socket.gaierror):
        return Symbol("lookup-failed")
    if isinstance(error, OSError) and error.errno is not None:
        return Symbol(errno_name(error.errno))
    return Symbol("other")
