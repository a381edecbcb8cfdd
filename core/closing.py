"""Closing a socket under other threads.

Strategy: threads that wait in the engine are entered in `Socket.watchers` and are simply told.  A
thread blocked inside a `sys_*` call is not entered anywhere, since that would cost something on
the way of every send and receive; it is found when a socket is closed, by looking whether the
innermost Python frame of another thread holds the socket in a local variable.  Such a thread would
stay blocked for ever after a plain close, so the connection is shut down first, and only then:
a shutdown also cuts off other processes that share the descriptor.

What a shutdown does not reach, on Linux, is a blocked `sys_send` of a Unix datagram when the
receiver's queue is full: it returns when the receiver reads or closes.  (`Socket.send` waits in
the engine, and is told.)
"""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from collections.abc import Iterable
from types import BuiltinMethodType
from typing import TYPE_CHECKING, Protocol

from .interrupt import Token

if TYPE_CHECKING:
    from .socket import Socket


class Watcher(Protocol):
    """Someone to tell when a socket is being closed."""

    def socket_closes(self, socket: Socket) -> None:
        """The socket is marked closed; its descriptor is still open."""


def tell_watchers(socket: Socket) -> set[int | None]:
    """Tell them that `socket` closes; returns the idents of the threads that wait for it."""
    watchers = tuple(socket.watchers)
    for watcher in watchers:
        watcher.socket_closes(socket)
    return {watcher.thread_id for watcher in watchers if isinstance(watcher, Token)}


def is_another_thread_inside(socket: Socket, told: Iterable[int | None]) -> bool:
    """Whether another thread may be blocked in a system call on `socket`.

    Args:
        socket: the Socket.
        told: idents of threads that are known to be elsewhere.

    A thread counts when its innermost Python frame has a local variable that is the Socket, its
    stdlib socket, one of its `sys_*` methods, or an io object whose `socket` it is.
    """
    elsewhere = {threading.get_ident(), *told}
    return any(
        _leads_to(value, socket)
        for ident, frame in sys._current_frames().items()
        if ident not in elsewhere
        for value in list(frame.f_locals.values())
    )


def _leads_to(value: object, socket: Socket) -> bool:
    if value is socket or value is socket.sock:
        return True
    if isinstance(value, BuiltinMethodType):
        return value.__self__ is socket.sock
    if isinstance(value, io.IOBase):
        with contextlib.suppress(Exception):  # anyone's attribute, and closing must go on
            return getattr(value, "socket", None) is socket
    return False
