"""Sets of sockets, and waiting until one of many sockets has something interesting.

What the manual calls an fdset is a set of the sockets themselves, in the order in which they came,
so that there is no limit to their number or to that of a descriptor.

All of the selects wait in the engine: for any number of sockets, interruptible by
`thread_interrupt`, never past the closing of a socket. A socket that is closed is refused, before
or meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Final, TypeAlias

from ...core import Interrupted
from ...core import select as _engine_select
from ..kinds import Boolean, Kind, instance, or_false
from ..results import OrFalse, Unspecified, Values
from ._failures import SAGITTARIUS
from ._socket_type import AnySocket, Socket
from ._timeouts import Timeout, seconds


class FdSet:
    """A set of sockets; made by `make_fdset` and `sockets_to_fdset`.

    Attributes:
        members: the sockets, as the keys of a dict (dict of Socket to None).
    """

    __slots__ = ("members",)

    def __init__(self, sockets: Iterable[Socket] = ()) -> None:
        self.members = dict.fromkeys(sockets)

    def __repr__(self) -> str:
        sockets = tuple(self.members)
        highest = max((socket.fileno() for socket in sockets), default=-1)
        return f"#<fdset {highest} ({' '.join(map(repr, sockets))})>"


def _are_sockets(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(each, Socket) for each in value)


_FDSET: Final = instance(FdSet, "an fdset")
_SOCKETS: Final = Kind("a list of sockets", _are_sockets)

_FdSet: TypeAlias = Annotated[FdSet, _FDSET]
_FdSetOrFalse: TypeAlias = Annotated[FdSet | None, or_false(_FDSET)]
_Sockets: TypeAlias = Annotated[list[Socket] | tuple[Socket, ...], _SOCKETS]
_Ready: TypeAlias = Values[tuple[OrFalse[int], OrFalse[FdSet], OrFalse[FdSet], OrFalse[FdSet]]]

_SELECT: Final = SAGITTARIUS.answering(Interrupted, answer=lambda: (None,) * 4, noted=False)
_SELECT_LIST: Final = SAGITTARIUS.answering(Interrupted, answer=list, noted=False)


# --- sets of sockets


@SAGITTARIUS.procedure
def make_fdset() -> FdSet:
    """`(make-fdset)`: return an fdset with no sockets in it. Sagittarius manual, make-fdset."""
    return FdSet()


@SAGITTARIUS.procedure
def sockets_to_fdset(sockets: _Sockets) -> FdSet:
    """`(sockets->fdset sockets)`: return an fdset with the sockets of a list in it.

    Raises `SocketClosedError` when one of them is closed. Sagittarius manual, sockets->fdset.
    """
    for socket in sockets:
        socket.refuse_closed("put into an fdset")
    return FdSet(sockets)


@SAGITTARIUS.procedure
def fdset_ref(fdset: _FdSet, socket: AnySocket) -> bool:
    """`(fdset-ref fdset socket)`: return whether it contains `socket`.

    Sagittarius manual, fdset-ref.
    """
    return socket in fdset.members


@SAGITTARIUS.procedure
def fdset_set(fdset: _FdSet, socket: AnySocket, flag: Boolean) -> Unspecified:
    """`(fdset-set! fdset socket flag)`: put a socket into an fdset (`True`) or take it out.

    Either may have been so before. Raises `SocketClosedError` for putting in one that is closed.
    Sagittarius manual, fdset-set!.
    """
    if flag:
        socket.refuse_closed("put into an fdset")
        fdset.members[socket] = None
    else:
        fdset.members.pop(socket, None)


@SAGITTARIUS.procedure
def collect_sockets(fdset: _FdSetOrFalse) -> list[Socket]:
    """`(collect-sockets fdset)`: return the sockets in the fdset, in the order they came.

    None of them for `None`, which a select gives when it is interrupted.
    Sagittarius manual, collect-sockets.
    """
    return [] if fdset is None else list(fdset.members)


@SAGITTARIUS.procedure
def fdset_sockets(fdset: _FdSet) -> list[Socket]:
    """`(fdset-sockets fdset)`: do as `collect_sockets`, of an fdset alone.

    See Sagittarius manual, collect-sockets.
    """
    return list(fdset.members)


@SAGITTARIUS.procedure
def fdset_clear(fdset: _FdSet) -> Unspecified:
    """`(fdset-clear! fdset)`: take every socket out. See Sagittarius manual, fdset-set!."""
    fdset.members.clear()


# --- the selects


def _ready(sets: Iterable[FdSet | None], timeout: Timeout) -> tuple[list[Socket], ...]:
    read, write, exceptional = ([] if each is None else list(each.members) for each in sets)
    return _engine_select(read, write, exceptional, seconds(timeout))


@_SELECT.procedure
def socket_select(
    rfds: _FdSetOrFalse, wfds: _FdSetOrFalse, efds: _FdSetOrFalse, timeout: Timeout
) -> _Ready:
    """`(socket-select rfds wfds efds timeout)`: wait until sockets are ready; return for how many.

    `rfds`, `wfds` and `efds` are fdsets, or `None`: sockets to be read (or accepted from, or at
    their end), to be written, and with something exceptional (urgent data). `timeout` is a number
    of microseconds, a pair of seconds and microseconds, a `timedelta`, or `None` for ever.

    The four values are how often a socket is ready, 0 when the time is over, and a fresh fdset of
    those that are for each argument, `None` for one that was `None`. All four are `None` when
    `thread_interrupt` interrupts the waiting thread. Raises `SocketClosedError` for a socket that
    is closed, before or meanwhile. Sagittarius manual, socket-select.
    """
    ready = _ready((rfds, wfds, efds), timeout)
    r, w, e = (
        None if each is None else FdSet(found)
        for each, found in zip((rfds, wfds, efds), ready, strict=True)
    )
    return sum(map(len, ready)), r, w, e


@_SELECT.procedure
def socket_select_in_place(
    rfds: _FdSetOrFalse, wfds: _FdSetOrFalse, efds: _FdSetOrFalse, timeout: Timeout
) -> _Ready:
    """`(socket-select! rfds wfds efds timeout)`: do as `socket_select`, in the very fdsets given.

    Each loses the sockets that are not ready, and is given back. When the thread is interrupted or
    the call raises, they stay as they were. Sagittarius manual, socket-select.
    """
    ready = _ready((rfds, wfds, efds), timeout)
    for each, found in zip((rfds, wfds, efds), ready, strict=True):
        if each is not None:
            each.members = dict.fromkeys(found)
    return sum(map(len, ready)), rfds, wfds, efds


@_SELECT_LIST.procedure
def socket_read_select(timeout: Timeout, *sockets: AnySocket) -> list[Socket]:
    """`(socket-read-select timeout sockets ...)`: wait; return which sockets can be read.

    Those have data, a connection to accept, or reached the end. They are in the order of the
    arguments; none when the time is over, and when `thread_interrupt` interrupts the waiting
    thread. `timeout` and errors are as for `socket_select`.
    Sagittarius manual, socket-read-select.
    """
    return _engine_select(list(dict.fromkeys(sockets)), [], [], seconds(timeout))[0]


@_SELECT_LIST.procedure
def socket_write_select(timeout: Timeout, *sockets: AnySocket) -> list[Socket]:
    """`(socket-write-select timeout sockets ...)`: wait; return which sockets can be written.

    Something can be sent on those, or a connection attempt has ended. Result, `timeout` and errors
    are as for `socket_read_select`. Sagittarius manual, socket-read-select.
    """
    return _engine_select([], list(dict.fromkeys(sockets)), [], seconds(timeout))[1]


@_SELECT_LIST.procedure
def socket_error_select(timeout: Timeout, *sockets: AnySocket) -> list[Socket]:
    """`(socket-error-select timeout sockets ...)`: wait; return which have something exceptional.

    Urgent data has come on those. Result, `timeout` and errors are as for `socket_read_select`.
    Sagittarius manual, socket-read-select.
    """
    return _engine_select([], [], list(dict.fromkeys(sockets)), seconds(timeout))[2]
