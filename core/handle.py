"""A descriptor with its state, on which everything that waits is built.

Strategy: a `Handle` holds a stdlib socket, which never has a timeout of its own, and what the
engine knows about it.  `blocking` tells whether the engine waits, and is not the mode of the open
file description, which other processes may share.  A thread or selector that waits for the handle
adds itself to `waiters`, and is notified before the descriptor is closed.  It checks `closed`
after it has added itself, so that a concurrent close cannot be missed.

Waiting is left to the module `waiting`, opening and closing to `socket`.
"""

from __future__ import annotations

import contextlib
import errno
import threading
from collections.abc import Iterator
from socket import SocketType
from typing import Any, Final, Protocol

from .errors import Closed

__all__ = ["Handle", "Waitable", "Waiter", "waiting_anyway"]


class _Mode(threading.local):
    anyway = False


_mode: Final = _Mode()


@contextlib.contextmanager
def waiting_anyway() -> Iterator[None]:
    """Let operations of this thread wait on non-blocking sockets, too, for a `with` block.

    For threads that stand for the tasks of a scheduler, whose sockets are non-blocking so that
    others run meanwhile.  What is told not to wait, by a flag or an argument, does not.
    """
    before = _mode.anyway
    _mode.anyway = True
    try:
        yield
    finally:
        _mode.anyway = before


class Waiter(Protocol):
    """A party to notify when something closes: a waiting thread, or a selector."""

    def notice(self, item: Any) -> None:
        """Take note that `item` is marked closed, or to be looked at again."""


class Waitable:
    """Something that ends the waits for it when it closes: a handle, or one direction of a port.

    Attributes (to be read only):
        closed: whether it was closed (bool).
        waiters: the threads and selectors that wait for it (list of `Waiter`).
    """

    __slots__ = ("__weakref__", "closed", "waiters")

    def __init__(self) -> None:
        self.closed = False
        self.waiters: list[Waiter] = []

    def notify_waiters(self) -> None:
        """Notify all waiters, so that they check the state again."""
        for waiter in tuple(self.waiters):
            waiter.notice(self)


class Handle(Waitable):
    """A stdlib socket and what the engine knows about it.

    Attributes (to be read only):
        sock: the stdlib socket.  Its methods are the bare system calls: they raise plain OSError,
            and wait inside the kernel unless they are given MSG_DONTWAIT.
        family, type, protocol: the platform's numbers (int).
        blocking: whether the engine's operations wait (bool).
        receive_timeout, send_timeout: seconds that an operation waits unless it is told otherwise
            (float), or None for ever; what the options SO_RCVTIMEO and SO_SNDTIMEO set.
        polls_first: for how many receives to poll before trying (int), see `Transfer.poll_first`.
    """

    __slots__ = (
        "blocking",
        "family",
        "polls_first",
        "protocol",
        "receive_timeout",
        "send_timeout",
        "sock",
        "type",
    )

    def __init__(
        self,
        sock: SocketType,
        blocking: bool,
        numbers: tuple[int, int, int] | None = None,
    ) -> None:
        """Take over a stdlib socket; `numbers` are its family, type and protocol, where known."""
        self.closed = False
        self.waiters = []
        self.sock = sock
        self.family, self.type, self.protocol = numbers or (
            int(sock.family),
            int(sock.type),
            sock.proto,
        )
        self.blocking = blocking
        self.receive_timeout: float | None = None
        self.send_timeout: float | None = None
        self.polls_first = 0

    @property
    def waits(self) -> bool:
        """Whether operations of this thread wait unless they are told otherwise."""
        return self.blocking or _mode.anyway

    def fileno(self) -> int:
        """Return the file descriptor; -1 when closed."""
        return self.sock.fileno()

    def refuse_closed(self, operation: str) -> None:
        """Raise Closed for `operation` when it is closed."""
        if self.closed:
            raise Closed(errno.EBADF, None, operation, self)
