"""Waiting until one of many sockets has something interesting.

All of these wait in the engine: for any number of sockets, interruptible by `thread_interrupt`,
never past the closing of a socket. A socket that is closed is refused, before or meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from ...core import Interrupted, select
from ...core.errors import arose_below
from ..dialect import procedure
from .conditions import SAGITTARIUS
from .fdset import FDSET_OR_FALSE, FdSet
from .socket_type import SOCKET, Socket
from .timeouts import TIMEOUT, Timeout, seconds

__all__ = [
    "socket_error_select",
    "socket_read_select",
    "socket_select",
    "socket_select_in_place",
    "socket_write_select",
]

_Ready: TypeAlias = tuple[list[Socket], list[Socket], list[Socket]]
_Sets: TypeAlias = tuple[FdSet | None, FdSet | None, FdSet | None]
_Values: TypeAlias = tuple[int | None, FdSet | None, FdSet | None, FdSet | None]

_INTERRUPTED: Final[_Values] = (None, None, None, None)


def _select(
    function: Callable[..., object],
    read: list[Socket],
    write: list[Socket],
    exceptional: list[Socket],
    timeout: Timeout,
) -> _Ready | None:
    """What is ready of each; None when another thread interrupts this one."""
    try:
        return select(read, write, exceptional, seconds(timeout))
    except Exception as error:
        if isinstance(error, Interrupted) and arose_below(error):
            return None
        SAGITTARIUS.fail(error, function)


def _select_sets(function: Callable[..., object], sets: _Sets, timeout: Timeout) -> _Ready | None:
    SAGITTARIUS.check(function, *sets, timeout)
    read, write, exceptional = ([] if each is None else list(each.members) for each in sets)
    return _select(function, read, write, exceptional, timeout)


@procedure(
    "(socket-select rfds wfds efds timeout)",
    "socket-select",
    rfds=FDSET_OR_FALSE,
    wfds=FDSET_OR_FALSE,
    efds=FDSET_OR_FALSE,
    timeout=TIMEOUT,
)
def socket_select(
    rfds: FdSet | None, wfds: FdSet | None, efds: FdSet | None, timeout: Timeout
) -> _Values:
    """`(socket-select rfds wfds efds timeout)`: wait until sockets are ready, for how many.

    `rfds`, `wfds` and `efds` are fdsets, or `None`: sockets to be read (or accepted from, or at
    their end), to be written, and with something exceptional (urgent data). `timeout` is a number
    of microseconds, a pair of seconds and microseconds, a `timedelta`, or `None` for ever.

    Gives four values, a tuple: how often a socket is ready (an integer; 0 when the time is over),
    and a fresh fdset of those that are, for each argument; `None` for one that was `None`. When
    `thread_interrupt` interrupts the waiting thread, all four are `None`.

    Raises `AssertionTypeError` and `AssertionValueError` for a bad argument, `SocketClosedError`
    for a socket that is closed, before or meanwhile. Sagittarius manual, socket-select.
    """
    sets = rfds, wfds, efds
    ready = _select_sets(socket_select, sets, timeout)
    if ready is None:
        return _INTERRUPTED
    fresh = (
        None if each is None else FdSet(found) for each, found in zip(sets, ready, strict=True)
    )
    return sum(map(len, ready)), *fresh  # type: ignore[return-value]


@procedure(
    "(socket-select! rfds wfds efds timeout)",
    "socket-select",
    rfds=FDSET_OR_FALSE,
    wfds=FDSET_OR_FALSE,
    efds=FDSET_OR_FALSE,
    timeout=TIMEOUT,
)
def socket_select_in_place(
    rfds: FdSet | None, wfds: FdSet | None, efds: FdSet | None, timeout: Timeout
) -> _Values:
    """`(socket-select! rfds wfds efds timeout)`: as `socket_select`, in the very fdsets given.

    Each loses the sockets that are not ready, and is given back. When the thread is interrupted or
    the call raises, they stay as they were. Sagittarius manual, socket-select.
    """
    sets = rfds, wfds, efds
    ready = _select_sets(socket_select_in_place, sets, timeout)
    if ready is None:
        return _INTERRUPTED
    for each, found in zip(sets, ready, strict=True):
        if each is not None:
            each.members = dict.fromkeys(found)
    return sum(map(len, ready)), *sets


def _check_sockets(
    function: Callable[..., object], timeout: Timeout, sockets: tuple[Socket, ...]
) -> None:
    SAGITTARIUS.check(function, timeout)
    for socket in sockets:
        SAGITTARIUS.check(function, timeout, socket)


@procedure(
    "(socket-read-select timeout sockets ...)",
    "socket-read-select",
    timeout=TIMEOUT,
    sockets=SOCKET,
)
def socket_read_select(timeout: Timeout, *sockets: Socket) -> list[Socket]:
    """`(socket-read-select timeout sockets ...)`: those of the sockets that can be read.

    Waits until there is one with data, a connection to accept, or the end. Gives a list in the
    order of the arguments; the empty one when the time is over, and when `thread_interrupt`
    interrupts the waiting thread. `timeout` and errors are as for `socket_select`.
    Sagittarius manual, socket-read-select.
    """
    _check_sockets(socket_read_select, timeout, sockets)
    ready = _select(socket_read_select, list(dict.fromkeys(sockets)), [], [], timeout)
    return [] if ready is None else ready[0]


@procedure(
    "(socket-write-select timeout sockets ...)",
    "socket-read-select",
    timeout=TIMEOUT,
    sockets=SOCKET,
)
def socket_write_select(timeout: Timeout, *sockets: Socket) -> list[Socket]:
    """`(socket-write-select timeout sockets ...)`: those of the sockets that can be written.

    Waits until something can be sent on one, or a connection attempt has ended. Result, `timeout`
    and errors are as for `socket_read_select`. Sagittarius manual, socket-read-select.
    """
    _check_sockets(socket_write_select, timeout, sockets)
    ready = _select(socket_write_select, [], list(dict.fromkeys(sockets)), [], timeout)
    return [] if ready is None else ready[1]


@procedure(
    "(socket-error-select timeout sockets ...)",
    "socket-read-select",
    timeout=TIMEOUT,
    sockets=SOCKET,
)
def socket_error_select(timeout: Timeout, *sockets: Socket) -> list[Socket]:
    """`(socket-error-select timeout sockets ...)`: those with something exceptional.

    Waits until there is one with urgent data. Result, `timeout` and errors are as for
    `socket_read_select`. Sagittarius manual, socket-read-select.
    """
    _check_sockets(socket_error_select, timeout, sockets)
    ready = _select(socket_error_select, [], [], list(dict.fromkeys(sockets)), timeout)
    return [] if ready is None else ready[2]
