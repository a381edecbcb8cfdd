"""Procedures with one fault each, for the fuzzer to find; `sound` has none."""

from __future__ import annotations

import errno
import os
import signal
import time
from typing import Any

from schemesockets.core import Socket
from schemesockets.dialects.conditions import R7RS, ArgumentTypeError
from schemesockets.dialects.kinds import AnySocket, Integer, NonNegative
from schemesockets.dialects.results import Unspecified

__all__ = [
    "accepting",
    "acting",
    "asking",
    "chaining",
    "complaining",
    "cycling",
    "deaf",
    "dying",
    "garrulous",
    "generous",
    "hanging",
    "leaking",
    "mumbling",
    "piping",
    "raw",
    "slow",
    "sound",
    "unprintable",
]


def _refusal(text: str) -> ArgumentTypeError:
    """A condition with a text of its own."""
    refused = ArgumentTypeError("planted", "argument", "nothing", None)
    refused.args = (text,)
    return refused


def _is_right(number: Any) -> bool:
    return type(number) is int


@R7RS.hot_procedure
def sound(number: Integer) -> Unspecified:
    """`(sound number)`: take an integer and refuse everything else. Nowhere, 1."""
    if not _is_right(number):
        raise _refusal("sound: number: expected an exact integer")


@R7RS.hot_procedure
def raw(number: Integer) -> Unspecified:
    """`(raw number)`: refuse with a plain exception. Nowhere, 1."""
    if not _is_right(number):
        raise KeyError("number")


@R7RS.hot_procedure
def accepting(number: Integer) -> Unspecified:
    """`(accepting number)`: take everything. Nowhere, 1."""


@R7RS.hot_procedure
def acting(socket: AnySocket, number: Integer) -> Unspecified:
    """`(acting socket number)`: act before it refuses. Nowhere, 1."""
    R7RS.check(acting, socket)
    if not _is_right(number):
        socket.close()
        raise _refusal("acting")


@R7RS.hot_procedure
def chaining(number: Integer) -> Unspecified:
    """`(chaining number)`: refuse with a cause. Nowhere, 1."""
    if not _is_right(number):
        raise _refusal("chaining") from KeyError("before")


@R7RS.hot_procedure
def complaining(number: Integer) -> Unspecified:
    """`(complaining number)`: leave a socket to be collected. Nowhere, 1."""
    Socket.open(2, 1)
    sound(number)


@R7RS.hot_procedure
def cycling(number: Integer) -> Unspecified:
    """`(cycling number)`: refuse with a cycle of references. Nowhere, 1."""
    if not _is_right(number):
        refused = _refusal("cycling")
        raise refused


@R7RS.hot_procedure
def deaf(socket: AnySocket) -> Unspecified:
    """`(deaf socket)`: swallow what a signal handler raises. Nowhere, 1."""
    R7RS.check(deaf, socket)
    try:
        time.sleep(0.02)
    except OSError:  # a signal handler's TimeoutError as well
        return


@R7RS.hot_procedure
def dying(number: Integer) -> Unspecified:
    """`(dying number)`: kill the process. Nowhere, 1."""
    if number is True:
        os.kill(os.getpid(), signal.SIGKILL)
    sound(number)


@R7RS.hot_procedure
def garrulous(number: Integer) -> Unspecified:
    """`(garrulous number)`: refuse at length. Nowhere, 1."""
    if not _is_right(number):
        raise _refusal("garrulous" * 1000)


@R7RS.hot_procedure
def generous(size: NonNegative) -> bytes:
    """`(generous size)`: return more than `size` bytes. Nowhere, 1."""
    sound(size)
    return b"x" * 100


@R7RS.hot_procedure
def hanging(number: Integer) -> Unspecified:
    """`(hanging number)`: never return. Nowhere, 1."""
    while number is True:
        pass
    sound(number)


@R7RS.hot_procedure
def leaking(number: Integer) -> Unspecified:
    """`(leaking number)`: leave a descriptor open. Nowhere, 1."""
    os.open(os.devnull, os.O_RDONLY)
    sound(number)


@R7RS.hot_procedure
def mumbling(number: Integer) -> Unspecified:
    """`(mumbling number)`: refuse with what cannot be printed. Nowhere, 1."""
    if not _is_right(number):
        raise _Mumbled("planted", "argument", "nothing", None)


class _Mumbled(ArgumentTypeError):
    def __str__(self) -> str:
        raise KeyError("str")


@R7RS.hot_procedure
def piping(socket: AnySocket) -> Unspecified:
    """`(piping socket)`: write without suppressing SIGPIPE. Nowhere, 1."""
    R7RS.check(piping, socket)
    try:
        os.write(socket.fileno(), b"x")
    except OSError as error:
        raise R7RS.explain(error, piping, socket) from None


@R7RS.hot_procedure
def slow(number: Integer) -> Unspecified:
    """`(slow number)`: take its time to refuse. Nowhere, 1."""
    end = time.thread_time() + 0.2
    while isinstance(number, bool) and time.thread_time() < end:
        pass
    sound(number)


@R7RS.hot_procedure
def unprintable(number: Integer) -> Unspecified:
    """`(unprintable number)`: refuse with a control character. Nowhere, 1."""
    if not _is_right(number):
        raise _refusal("\x1b[31m")


@R7RS.hot_procedure
def asking(flags: Integer) -> Unspecified:
    """`(asking flags)`: blame the system for a flag. Nowhere, 1."""
    error = OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    raise R7RS.name(error, "asking", (flags,))
