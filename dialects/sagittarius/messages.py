"""Moving bytes: `socket_send`, `socket_recv` and their kin.

Each tries its system call in the function that was called, and only then waits in the engine: a
receive for the socket's read timeout, and no wait because of `thread_interrupt`. What is unusual,
as other flags than MSG_WAITALL and MSG_PEEK, is left to the engine from the start.
"""

from __future__ import annotations

import errno as _errno
import os as _os
from collections.abc import Callable
from socket import SocketType
from typing import Final

from ...core import from_sockaddr
from ...core.address import Address
from ...core.errors import DeadlinePassed
from ...core.transfer import NOW, NOW_QUIETLY, RARELY
from ...core.waiting import READABLE
from .._types import Buffer
from ..dialect import scheme_name
from ..kinds import Bytevector, CInt, Integer, NonNegative, WritableBytevector
from ..results import OrFalse
from ._addrinfo_type import AnySockaddr, Sockaddr
from ._failures import SAGITTARIUS
from ._socket_type import AnySocket, Socket
from .constants import MSG_WAITALL

# True and a float's 0 are no flags, equal as they are; what is this very 0 needs no look.
_NONE: Final = 0
# A receive that would have to wait; a send that would, or has waited for as long as it may.
_RECV: Final = SAGITTARIUS.answering(BlockingIOError)
_RECV_INTO: Final = SAGITTARIUS.answering(BlockingIOError, answer=lambda: -1)
_SEND: Final = SAGITTARIUS.answering(BlockingIOError, DeadlinePassed, answer=lambda: -1)


def _window(
    function: Callable[..., object], bytevector: Buffer, start: int, length: int
) -> memoryview:
    """Return so many bytes of a bytevector, for a negative length all; refuse what it lacks."""
    view = memoryview(bytevector).cast("B")
    size = len(view)
    name = scheme_name(function)
    if start > size:
        raise SAGITTARIUS.bad_value(name, "start", f"an index from 0 to {size}", start)
    if (length if length >= 0 else size) > size - start:
        raise SAGITTARIUS.bad_value(name, "len", f"a length from 0 to {size - start}", length)
    return view[start:] if length < 0 else view[start : start + length]


@SAGITTARIUS.hot_procedure
def socket_recv(socket: AnySocket, size: NonNegative, flags: CInt = _NONE) -> OrFalse[bytes]:
    """`(socket-recv socket size :optional (flags 0))`: wait for at most `size` bytes; return them.

    No bytes at all mean that the peer has closed the connection. `None` when nothing is there
    and the socket does not wait, or MSG_DONTWAIT is among the `flags`, `MSG_` numbers or-ed. Of a
    datagram longer than `size` the rest is lost, with MSG_TRUNC too.

    Raises `SocketReadTimeoutError` past the socket's read timeout, `SocketClosedError` for a
    closed socket, one that another thread closes meanwhile too, `SocketError` where the system
    refuses. Sagittarius manual, socket-recv.
    """
    data, tried = None, False
    if (
        type(socket) is not Socket
        or type(size) is not int
        or size <= 0
        or (flags is not _NONE and (type(flags) is not int or flags & RARELY))
    ):
        SAGITTARIUS.check(socket_recv, socket, size, flags)
    else:
        try:
            if socket.polls_first:
                socket.poll_first("receive", interruptible=False)
            data = socket.sock.recv(size, flags | NOW)
            if flags is _NONE or len(data) == size:
                return data
        except Exception as error:
            SAGITTARIUS.heed(error, socket_recv, socket, size, flags)
        tried = True
    try:
        if tried:
            return socket.receive_on(data, size, flags, interruptible=False)
        if not size:  # the system is asked all the same
            return socket.receive_from(0, flags & ~MSG_WAITALL, interruptible=False)[0]
        return socket.receive(size, flags, interruptible=False)
    except Exception as error:
        nothing: bytes | None = _RECV.settle(error, socket_recv, socket, size, flags)
        return nothing


@SAGITTARIUS.hot_procedure
def socket_recv_into(
    socket: AnySocket,
    bytevector: WritableBytevector,
    start: NonNegative,
    len: NonNegative,
    flags: CInt = _NONE,
) -> int:
    """`(socket-recv! socket bytevector start len :optional (flags 0))`: receive into a bytevector.

    At most `len` bytes are put there from the index `start` on. Returns how many they were, 0 at
    the end; -1 when nothing is there and the socket does not wait; with MSG_TRUNC a datagram's
    true length, more than `len` perhaps. Otherwise as `socket_recv`.
    See Sagittarius manual, socket-recv.
    """
    count, tried = None, False
    if (
        type(socket) is not Socket
        or type(bytevector) is not bytearray
        or type(start) is not int
        or type(len) is not int
        or (flags is not _NONE and (type(flags) is not int or flags & RARELY))
        or start < 0
        or len <= 0
        or start + len > bytevector.__len__()
    ):
        SAGITTARIUS.check(socket_recv_into, socket, bytevector, start, len, flags)
        view = _window(socket_recv_into, bytevector, start, len)
    else:
        view = memoryview(bytevector)[start : start + len]
        try:
            if socket.polls_first:
                socket.poll_first("receive", interruptible=False)
            count = socket.sock.recv_into(view, 0, flags | NOW)
            if flags is _NONE or count == len:
                return count
        except Exception as error:
            SAGITTARIUS.heed(error, socket_recv_into, socket, bytevector, start, len, flags)
        tried = True
    try:
        if tried:
            return socket.receive_into_on(count, view, flags, interruptible=False)
        if not len:  # the system is asked all the same
            flags &= ~MSG_WAITALL
            return socket.receive_from_into(view, flags=flags, interruptible=False)[0]
        return socket.receive_into(view, flags=flags, interruptible=False)
    except Exception as error:
        nothing: int = _RECV_INTO.settle(
            error, socket_recv_into, socket, bytevector, start, len, flags
        )
        return nothing


@SAGITTARIUS.hot_procedure
def socket_recvfrom(
    socket: AnySocket,
    size: NonNegative,
    sockaddr: AnySockaddr,
    flags: CInt = _NONE,
) -> OrFalse[bytes]:
    """`(socket-recvfrom socket size sockaddr :optional (flags 0))`: receive a datagram.

    Returns at most `size` bytes of it, and `sockaddr` becomes its sender's address, for
    `socket_sendto`; on a connected stream it stays what it is. Otherwise as `socket_recv`.
    Sagittarius manual, socket-recvfrom.
    """
    tried = False
    if (
        type(socket) is not Socket
        or type(size) is not int
        or size < 0
        or type(sockaddr) is not Sockaddr
        or flags is not _NONE
    ):
        SAGITTARIUS.check(socket_recvfrom, socket, size, sockaddr, flags)
    else:
        try:
            if socket.polls_first:
                socket.poll_first("receive", interruptible=False)
            data, raw = socket.sock.recvfrom(size, NOW)
            sockaddr.refill(socket.family, raw)
            return data
        except Exception as error:
            SAGITTARIUS.heed(error, socket_recvfrom, socket, size, sockaddr)
            tried = True
    try:
        if tried:
            data, raw = socket.resume(
                "receive", READABLE, SocketType.recvfrom, size, NOW, interruptible=False
            )
            sockaddr.refill(socket.family, raw)
        else:
            data, address = socket.receive_from(size, flags, interruptible=False)
            if address is not None:
                sockaddr.refill(address.family, address.sockaddr)
        return data
    except Exception as error:
        nothing: bytes | None = _RECV.settle(error, socket_recvfrom, socket, size, sockaddr, flags)
        return nothing


@SAGITTARIUS.hot_procedure
def socket_send(socket: AnySocket, bytevector: Bytevector, flags: CInt = _NONE) -> int:
    """`(socket-send socket bytevector :optional (flags 0))`: send bytes; return how many.

    `flags` are `MSG_` numbers or-ed. A socket that does not wait may send a part; -1 is returned
    where nothing can be sent. Raises `SocketClosedError` for a closed socket, `SocketError` where
    the system refuses (it is then `BrokenPipeError` or `ConnectionResetError` where the peer is
    gone; never a signal). Sagittarius manual, socket-send.
    """
    sent = 0
    if type(socket) is not Socket or type(bytevector) is not bytes or flags is not _NONE:
        SAGITTARIUS.check(socket_send, socket, bytevector, flags)
    else:
        try:
            sent = socket.sock.send(bytevector, NOW_QUIETLY)
            if sent == len(bytevector):
                return sent
        except Exception as error:
            SAGITTARIUS.heed(error, socket_send, socket, bytevector)
    try:
        if sent:
            return socket.send_rest(bytevector, sent, interruptible=False)
        return socket.send(bytevector, flags, interruptible=False)
    except Exception as error:
        nothing: int = _SEND.settle(error, socket_send, socket, bytevector, flags)
        return nothing


@_SEND.procedure
def socket_send_range(
    socket: AnySocket,
    bytevector: Bytevector,
    start: NonNegative = 0,
    len: Integer = -1,
    flags: CInt = _NONE,
) -> int:
    """`(socket-send/range socket bytevector :optional (start 0) (len -1) (flags 0))`

    Send `len` bytes of a bytevector, from the index `start` on; return how many. A negative `len`
    is the length of the whole bytevector, too many from a later `start`. Otherwise as
    `socket_send`. See Sagittarius manual, socket-send.
    """
    view = _window(socket_send_range, bytevector, start, len)
    return socket.send(view, flags, interruptible=False)


def _target(function: Callable[..., object], socket: Socket, sockaddr: Sockaddr) -> Address:
    """Return where to send; refuse, as the system would, an address of another family."""
    family, raw = sockaddr.held
    address = from_sockaddr(family, raw)
    assert address is not None
    if socket.family == family:
        return address
    number = _errno.EBADF if socket.closed else _errno.EAFNOSUPPORT
    refused = OSError(number, _os.strerror(number))
    raise SAGITTARIUS.name(refused, scheme_name(function), (socket,))


@SAGITTARIUS.hot_procedure
def socket_sendto(
    socket: AnySocket,
    bytevector: Bytevector,
    sockaddr: AnySockaddr,
    flags: CInt = _NONE,
) -> int:
    """`(socket-sendto socket bytevector sockaddr :optional (flags 0))`: send a datagram.

    It goes to `sockaddr`, which `addrinfo_sockaddr` gives and `socket_recvfrom` fills. Otherwise
    as `socket_send`. Sagittarius manual, socket-sendto.
    """
    sent = 0
    if (
        type(socket) is not Socket
        or type(bytevector) is not bytes
        or type(sockaddr) is not Sockaddr
        or flags is not _NONE
    ):
        SAGITTARIUS.check(socket_sendto, socket, bytevector, sockaddr, flags)
    else:
        family, raw = sockaddr.held
        if family == socket.family:
            try:
                sent = socket.sock.sendto(bytevector, NOW_QUIETLY, raw)
                if sent == len(bytevector):
                    return sent
            except Exception as error:
                SAGITTARIUS.heed(error, socket_sendto, socket, bytevector, sockaddr)
    address = _target(socket_sendto, socket, sockaddr)
    try:
        if sent:
            return socket.send_rest(bytevector, sent, interruptible=False)
        return socket.send_to(bytevector, address, flags, interruptible=False)
    except Exception as error:
        nothing: int = _SEND.settle(error, socket_sendto, socket, bytevector, sockaddr, flags)
        return nothing


@_SEND.procedure
def socket_sendto_range(
    socket: AnySocket,
    bytevector: Bytevector,
    sockaddr: AnySockaddr,
    start: NonNegative = 0,
    len: Integer = -1,
    flags: CInt = _NONE,
) -> int:
    """`(socket-sendto/range socket bytevector sockaddr :optional (start 0) (len -1) (flags 0))`

    Send a part of a bytevector, as `socket_send_range`, to an address, as `socket_sendto`.
    See Sagittarius manual, socket-sendto.
    """
    view = _window(socket_sendto_range, bytevector, start, len)
    address = _target(socket_sendto_range, socket, sockaddr)
    return socket.send_to(view, address, flags, interruptible=False)
