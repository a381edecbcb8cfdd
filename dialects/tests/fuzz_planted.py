"""Procedures with one fault each, for the fuzzer to find; `sound` has none."""

from __future__ import annotations

import errno
import os
import signal
import time
from typing import Any, Final

from schemesockets.core import Socket
from schemesockets.dialects.conditions import R7RS, ArgumentTypeError
from schemesockets.dialects.dialect import procedure
from schemesockets.dialects.kinds import INTEGER, NON_NEGATIVE, SOCKET

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

_SECTION: Final = "nowhere"


def _refusal(text: str) -> ArgumentTypeError:
    """A condition with a text of its own."""
    refused = ArgumentTypeError("planted", "argument", "nothing", None)
    refused.args = (text,)
    return refused


def _is_right(number: Any) -> bool:
    return type(number) is int


@procedure("(sound number)", _SECTION, number=INTEGER)
def sound(number: int) -> None:
    if not _is_right(number):
        raise _refusal("sound: number: expected an exact integer")


@procedure("(raw number)", _SECTION, number=INTEGER)
def raw(number: int) -> None:
    if not _is_right(number):
        raise KeyError("number")


@procedure("(accepting number)", _SECTION, number=INTEGER)
def accepting(number: int) -> None:
    pass


@procedure("(acting socket number)", _SECTION, socket=SOCKET, number=INTEGER)
def acting(socket: Socket, number: int) -> None:
    R7RS.check(acting, socket)
    if not _is_right(number):
        socket.close()
        raise _refusal("acting")


@procedure("(chaining number)", _SECTION, number=INTEGER)
def chaining(number: int) -> None:
    if not _is_right(number):
        raise _refusal("chaining") from KeyError("before")


@procedure("(complaining number)", _SECTION, number=INTEGER)
def complaining(number: int) -> None:
    Socket.open(2, 1)
    sound(number)


@procedure("(cycling number)", _SECTION, number=INTEGER)
def cycling(number: int) -> None:
    if not _is_right(number):
        refused = _refusal("cycling")
        raise refused


@procedure("(deaf socket)", _SECTION, socket=SOCKET)
def deaf(socket: Socket) -> None:
    R7RS.check(deaf, socket)
    try:
        time.sleep(0.02)
    except OSError:  # a signal handler's TimeoutError as well
        return


@procedure("(dying number)", _SECTION, number=INTEGER)
def dying(number: int) -> None:
    if number is True:
        os.kill(os.getpid(), signal.SIGKILL)
    sound(number)


@procedure("(garrulous number)", _SECTION, number=INTEGER)
def garrulous(number: int) -> None:
    if not _is_right(number):
        raise _refusal("garrulous" * 1000)


@procedure("(generous size)", _SECTION, size=NON_NEGATIVE)
def generous(size: int) -> bytes:
    sound(size)
    return b"x" * 100


@procedure("(hanging number)", _SECTION, number=INTEGER)
def hanging(number: int) -> None:
    while number is True:
        pass
    sound(number)


@procedure("(leaking number)", _SECTION, number=INTEGER)
def leaking(number: int) -> None:
    os.open(os.devnull, os.O_RDONLY)
    sound(number)


@procedure("(mumbling number)", _SECTION, number=INTEGER)
def mumbling(number: int) -> None:
    if not _is_right(number):
        raise _Mumbled("planted", "argument", "nothing", None)


class _Mumbled(ArgumentTypeError):
    def __str__(self) -> str:
        raise KeyError("str")


@procedure("(piping socket)", _SECTION, socket=SOCKET)
def piping(socket: Socket) -> None:
    R7RS.check(piping, socket)
    try:
        os.write(socket.fileno(), b"x")
    except OSError as error:
        raise R7RS.explain(error, piping, socket) from None


@procedure("(slow number)", _SECTION, number=INTEGER)
def slow(number: int) -> None:
    end = time.thread_time() + 0.2
    while isinstance(number, bool) and time.thread_time() < end:
        pass
    sound(number)


@procedure("(unprintable number)", _SECTION, number=INTEGER)
def unprintable(number: int) -> None:
    if not _is_right(number):
        raise _refusal("\x1b[31m")


@procedure("(asking flags)", _SECTION, flags=INTEGER)
def asking(flags: int) -> None:
    error = OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    raise R7RS.name(error, "asking", (flags,))
