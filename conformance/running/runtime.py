"""Runtime support of the Python programs: `sync`, `observe`, `observe_done` and `start_thread`.

All but the last follow the protocol of `run` on standard output and input, as the preludes of the
Scheme programs do.
"""

from __future__ import annotations

import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from ...core import Port, Socket, TextPort
from ...core.waiting import own_waker
from ...dialects import EOF
from ..required.errnos import errno_name
from ..required.notation import Datum, Symbol, write

__all__ = ["observe", "observe_done", "start_thread", "sync"]

_R = TypeVar("_R")


def sync(number: int) -> str:
    """Print that the program has come to sync `number`, and return the harness's reply."""
    if number == 0:
        # A thread's first wait opens a descriptor that stays open; it must not count as a leak.
        own_waker()
    _say((Symbol("sync"), number))
    return sys.stdin.readline().rstrip("\n")


def observe(label: str, thunk: Callable[[], object]) -> None:
    """Call `thunk` and print, under `label`, its value or the exception that it raised."""
    _observe(label, lambda: value(thunk()))


def observe_done(label: str, thunk: Callable[[], object]) -> None:
    """Call `thunk`, whose value is unspecified, and print that it returned, or what it raised."""

    def done() -> Datum:
        thunk()
        return Symbol("nothing")

    _observe(label, done)


def _observe(label: str, thunk: Callable[[], Datum]) -> None:
    outcome: Datum
    try:
        outcome = (Symbol("returned"), thunk())
    except Exception as error:
        native = f"{type(error).__name__}: {error}"
        outcome = (Symbol("raised"), kind(error), native)
    _say((Symbol("observe"), label, outcome))


def start_thread(thunk: Callable[[], _R]) -> Callable[[], _R]:
    """Call `thunk` in a thread, and return a procedure that waits for its value.

    That procedure raises an exception that `thunk` raised.
    """
    outcome: Future[_R] = Future()

    def run() -> None:
        try:
            outcome.set_result(thunk())
        except Exception as error:
            outcome.set_exception(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()

    def join() -> _R:
        thread.join()
        return outcome.result()

    return join


def _say(datum: Datum) -> None:
    sys.stdout.write(write(datum) + "\n")
    sys.stdout.flush()


def value(thing: object) -> Datum:
    """Return `thing` in the neutral notation."""
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
    """Return the kind of an error: the name of an errno, or a kind of the notation's own."""
    if isinstance(error, TypeError):
        return Symbol("wrong-type")
    if isinstance(error, ValueError):
        return Symbol("bad-value")
    if isinstance(error, socket.gaierror):
        return Symbol("lookup-failed")
    if isinstance(error, OSError) and error.errno is not None:
        return Symbol(errno_name(error.errno))
    return Symbol("other")
