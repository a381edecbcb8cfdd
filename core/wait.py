"""Waiting until sockets are ready: with a deadline, interruptible, never past a close.

Strategy: one function polls (`poll_until`), and everything that waits goes through it.  It polls
the descriptors together with the calling thread's token (room `interrupt`), and it enters the
token in each `Socket` it waits for, so that `Socket.close` finds the waiting threads and wakes
them.  `poll` knows no limit of 1024 descriptors.  A deadline is a point of `time.monotonic`,
computed once per operation; `inf` stands for no deadline.

Watching thousands of sockets over and over is left to the room `selector`.
"""

from __future__ import annotations

import errno
import math
import select as _select
from collections.abc import Iterable, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from .errors import Closed, Interrupted, from_os_error
from .interrupt import own_token

if TYPE_CHECKING:
    from .socket import Socket

READABLE: Final = _select.POLLIN
WRITABLE: Final = _select.POLLOUT
URGENT: Final = _select.POLLPRI
FAILED: Final = _select.POLLERR

_HANGUP: Final = _select.POLLHUP
_INVALID: Final = _select.POLLNVAL

_LONGEST: Final = 2_000_000_000.0  # milliseconds: poll takes a C int


class HasDescriptor(Protocol):
    """Anything with a file descriptor."""

    def fileno(self) -> int:
        """The descriptor."""


_Item = TypeVar("_Item", bound="Socket | HasDescriptor | int")


def deadline_after(timeout: float | None) -> float:
    """The deadline of an operation that starts now.

    Args:
        timeout: seconds from now (0: do not wait), or None for no deadline.

    Raises ValueError for a negative timeout or one that is not a number.
    """
    if timeout is None:
        return math.inf
    if not timeout >= 0:
        raise ValueError(f"a timeout is 0 or more seconds, not {timeout!r}")
    return monotonic() + timeout if timeout else -math.inf


def poll_until(
    interests: Sequence[tuple[int, int]],
    sockets: Sequence[Socket],
    deadline: float,
    operation: str,
) -> list[tuple[int, int]]:
    """Poll until a descriptor is ready, the deadline passes, or the thread is interrupted.

    Args:
        interests: (descriptor, events) pairs.
        sockets: the Sockets these descriptors belong to, as far as they do.
        deadline: from `deadline_after`.  One that has passed polls once and does not notice
            interrupts: it does not wait.
        operation: for the error.

    Returns (descriptor, events) pairs of what is ready; empty when the deadline passed.
    Raises Interrupted; Closed when one of the sockets is closed, before or meanwhile.
    """
    poller = _select.poll()
    for descriptor, events in interests:
        if descriptor >= 0:  # else its Socket is closed, which is found below
            poller.register(descriptor, events)
    if deadline == -math.inf:
        _refuse_closed(sockets, operation)
        return poller.poll(0)
    try:
        token = own_token()
    except OSError as error:
        raise from_os_error(error, operation) from None
    poller.register(token, READABLE)
    # First enter, then look whether it is closed: close() does the two the other way round.
    for socket in sockets:
        socket.watchers.append(token)
    try:
        while True:
            _refuse_closed(sockets, operation)
            if token.take():
                raise Interrupted(errno.EINTR, None, operation, sockets[0] if sockets else None)
            left = (deadline - monotonic()) * 1000
            ready = poller.poll(None if left == math.inf else min(max(left, 0), _LONGEST))
            wake = (token.fileno(), READABLE)
            if wake in ready:
                ready.remove(wake)
                token.calm()
                if not ready:
                    continue
                _refuse_closed(sockets, operation)
            if ready or monotonic() >= deadline:
                return ready
    finally:
        for socket in sockets:
            socket.watchers.remove(token)


def _refuse_closed(sockets: Iterable[Socket], operation: str) -> None:
    for socket in sockets:
        if socket.closed:
            raise Closed(errno.EBADF, None, operation, socket)


def await_socket(socket: Socket, events: int, deadline: float, operation: str) -> int:
    """Wait until one Socket is ready for `events`; the events that came, 0 past the deadline."""
    ready = poll_until(((socket.fileno(), events),), (socket,), deadline, operation)
    return ready[0][1] if ready else 0


def wait_readable(item: Socket | HasDescriptor | int, timeout: float | None = None) -> bool:
    """Wait until there is something to receive or accept, or the end of the stream.

    Args:
        item: a `Socket`, a file descriptor or an object with one.
        timeout: seconds; None waits for ever, 0 only looks.

    Returns True, or False when the time is over.  Raises Interrupted, Closed, or ValueError for a
    bad timeout.
    """
    return bool(select((item,), (), (), timeout)[0])


def wait_writable(item: Socket | HasDescriptor | int, timeout: float | None = None) -> bool:
    """Wait until something can be sent, or a connection attempt has ended.

    Arguments, result and errors as for `wait_readable`.
    """
    return bool(select((), (item,), (), timeout)[1])


def select(
    read: Iterable[_Item],
    write: Iterable[_Item],
    exceptional: Iterable[_Item],
    timeout: float | None = None,
) -> tuple[list[_Item], list[_Item], list[_Item]]:
    """Wait until at least one of many sockets is ready; there is no limit to their number.

    Args:
        read, write, exceptional: Sockets, file descriptors, or objects with one; the third for
            urgent data.  An item may be in several.
        timeout: seconds; None waits for ever, 0 only looks.

    Returns three lists: the ready items of each argument, in their order; all empty when the time
    is over.  Raises Interrupted; Closed for a Socket that is closed, before or meanwhile, and for
    a descriptor that is not open; ValueError for a bad timeout.
    """
    deadline = deadline_after(timeout)
    columns = [
        ([(item, _descriptor(item)) for item in items], asked, answered)
        for items, asked, answered in (
            (read, READABLE, READABLE | _HANGUP | FAILED),
            (write, WRITABLE, WRITABLE | FAILED),
            (exceptional, URGENT, URGENT),
        )
    ]
    interests: dict[int, int] = {}
    for column, asked, _ in columns:
        for _, descriptor in column:
            interests[descriptor] = interests.get(descriptor, 0) | asked
    sockets = _sockets(item for column, _, _ in columns for item, _ in column)
    while True:
        ready = dict(poll_until(tuple(interests.items()), sockets, deadline, "select"))
        if any(events & _INVALID for events in ready.values()):
            raise Closed(errno.EBADF, None, "select")
        readable, writable, urgent = (
            [item for item, descriptor in column if ready.get(descriptor, 0) & answered]
            for column, _, answered in columns
        )
        if readable or writable or urgent or not ready:
            return readable, writable, urgent
        # An error or a hang-up that nobody asked about is reported at once, each time.
        for descriptor in ready:
            del interests[descriptor]


def _descriptor(item: Socket | HasDescriptor | int) -> int:
    descriptor = item if isinstance(item, int) else item.fileno()
    if descriptor < 0:
        raise Closed(errno.EBADF, None, "select")
    return descriptor


def _sockets(items: Iterable[Any]) -> tuple[Socket, ...]:
    from .socket import Socket  # the rooms know each other; socket is the one imported first

    return tuple({id(item): item for item in items if isinstance(item, Socket)}.values())
