"""Interrupting a thread that waits, as the manual has it of `socket-accept` and the selects."""

from __future__ import annotations

import threading as _threading
from typing import Annotated, Literal, TypeAlias

from ...core import interrupt as _interrupt
from ..kinds import instance
from ._failures import SAGITTARIUS
from .conditions import AssertionValueError

_Thread: TypeAlias = Annotated[_threading.Thread, instance(_threading.Thread, "a thread")]


@SAGITTARIUS.procedure
def thread_interrupt(thread: _Thread) -> Literal[True]:
    """`(thread-interrupt! thread)`: end a thread's present wait for sockets, or else its next.

    What it waits in comes back with nothing: `socket_accept`
    with `None`, the selects with `None` or the empty list, `socket_selector_wait` with two empty
    lists; no connection and no data are lost. Several interrupts count as one until one has been
    noticed; what has not to wait does not notice, nor does a receive, a send or a port.

    Returns `True`. Raises `AssertionValueError` for a thread that has not been started or has
    ended. Sagittarius manual, socket-accept.
    """
    if not _interrupt(thread):
        raise _not_running(thread)
    return True


def _not_running(thread: _threading.Thread) -> AssertionValueError:
    refused = AssertionValueError("thread-interrupt!", "thread", "a running thread", thread, 1)
    refused.message = "thread is not running"
    return refused
