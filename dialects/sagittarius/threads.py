"""Interrupting a thread that waits, as the manual has it of `socket-accept` and the selects."""

from __future__ import annotations

import threading
from typing import Final, Literal

from ...core import interrupt
from ..conditions import Kind
from ..dialect import procedure
from .conditions import SAGITTARIUS, AssertionValueError

__all__ = ["thread_interrupt"]

_THREAD: Final = Kind("a thread", lambda value: isinstance(value, threading.Thread))


@procedure("(thread-interrupt! thread)", "socket-accept", thread=_THREAD)
def thread_interrupt(thread: threading.Thread) -> Literal[True]:
    """`(thread-interrupt! thread)`: end a thread's present wait for sockets, or else its next.

    `thread` is a `threading.Thread`. What it waits in comes back with nothing: `socket_accept`
    with `None`, the selects with `None` or the empty list, `socket_selector_wait` with two empty
    lists; no connection and no data are lost. Several interrupts count as one until one has been
    noticed; what has not to wait does not notice, nor does a receive, a send or a port.

    Gives `True`. Raises `AssertionTypeError` for what is no thread, `AssertionValueError` for one
    that has not been started or has ended. Sagittarius manual, socket-accept.
    """
    SAGITTARIUS.check(thread_interrupt, thread)
    if not interrupt(thread):
        raise _not_running(thread)
    return True


def _not_running(thread: threading.Thread) -> AssertionValueError:
    refused = AssertionValueError("thread-interrupt!", "thread", "a running thread", thread, 1)
    refused.message = "thread is not running"
    return refused
