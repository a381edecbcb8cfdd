"""Moving bytes: `socket_send`, `socket_recv` and their kin.

Each tries its system call in the function that was called, and only then waits in the engine: a
receive for the socket's read timeout, and no wait because of `thread_interrupt`. What is unusual
(flags, parts, other buffers) is left to the engine from the start.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from socket import SocketType
from typing import Any, Final

from ...core import from_sockaddr
from ...core.address import Address
from ...core.constants import MSG_WAITALL
from ...core.errors import DeadlinePassed, arose_below
from ...core.transfer import NOW, NOW_QUIETLY
from ...core.waiting import READABLE
from .._types import Buffer, WritableBuffer
from ..conditions import Kind
from ..dialect import procedure, scheme_name
from ..kinds import BYTEVECTOR, C_INT, INTEGER, NON_NEGATIVE, WRITABLE
from .addrinfo import SOCKADDR, Sockaddr
from .conditions import SAGITTARIUS
from .socket_type import SOCKET, Socket

__all__ = [
    "socket_recv",
    "socket_recv_into",
    "socket_recvfrom",
    "socket_send",
    "socket_send_range",
    "socket_sendto",
    "socket_sendto_range",
]

# True and a float's 0 are no flags, equal as they are; what is this very 0 needs no look.
_NONE: Final = 0
_REST: Final = Kind(
    "a length from 0 on, or -1 for the rest", INTEGER.type_ok, lambda value: value >= -1
)


def _window(
    function: Callable[..., Any], bytevector: Buffer, start: int, length: int
) -> memoryview:
    """Return so many bytes of a bytevector, all that follow for -1; refuse what it lacks."""
    view = memoryview(bytevector).cast("B")
    size = len(view)
    name = scheme_name(function)
    if start > size:
        raise SAGITTARIUS.bad_value(name, "start", f"an index from 0 to {size}", start)
    if length > size - start:
        raise SAGITTARIUS.bad_value(name, "len", f"a length from 0 to {size - start}", length)
    return view[start:] if length < 0 else view[start : start + length]


@procedure(
    "(socket-recv socket size :optional (flags 0))",
    "socket-recv",
    socket=SOCKET,
    size=NON_NEGATIVE,
    flags=C_INT,
)
def socket_recv(socket: Socket, size: int, flags: int = _NONE) -> bytes | None:
    """`(socket-recv socket size :optional (flags 0))`: wait for data; at most `size` bytes of it.

    No bytes at all mean that the peer has closed the connection. `None` when nothing is there
    and the socket does not wait, or MSG_DONTWAIT is among the `flags`, `MSG_` integers or-ed. Of a
    datagram longer than `size` the rest is lost, with MSG_TRUNC too.

    Raises `SocketReadTimeoutError` past the socket's read timeout, `SocketClosedError` for a
    closed socket, one that another thread closes meanwhile too, `SocketError` where the system
    refuses, `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-recv.
    """
    tried = False
    if type(socket) is not Socket or type(size) is not int or size <= 0 or flags is not _NONE:
        SAGITTARIUS.check(socket_recv, socket, size, flags)
    else:
        try:
            if socket.polls_first:
                socket.poll_first("receive", interruptible=False)
            return socket.sock.recv(size, NOW)
        except Exception as error:
            SAGITTARIUS.heed(error, socket_recv, socket, size)
            tried = True
    try:
        if tried:
            return socket.resume(
                "receive", READABLE, SocketType.recv, size, NOW, interruptible=False
            )
        if not size:  # the system is asked all the same
            return socket.receive_from(0, flags & ~MSG_WAITALL, interruptible=False)[0]
        return socket.receive(size, flags, interruptible=False)
    except Exception as error:
        SAGITTARIUS.heed(error, socket_recv, socket, size, flags)
    socket.last_error = errno.EAGAIN
    return None


@procedure(
    "(socket-recv! socket bytevector start len :optional (flags 0))",
    "socket-recv",
    socket=SOCKET,
    bytevector=WRITABLE,
    start=NON_NEGATIVE,
    len=NON_NEGATIVE,
    flags=C_INT,
)
def socket_recv_into(
    socket: Socket, bytevector: WritableBuffer, start: int, len: int, flags: int = _NONE
) -> int:
    """`(socket-recv! socket bytevector start len :optional (flags 0))`: receive into a bytevector.

    `bytevector` is writable and bytes-like; at most `len` bytes are put there from the index
    `start` on. How many they were is returned, 0 at the end; -1 when nothing is there and the
    socket does not wait; with MSG_TRUNC a datagram's true length, more than `len` perhaps.
    Otherwise as `socket_recv`. The library exports it; of the Sagittarius manual see socket-recv.
    """
    tried = False
    if (
        type(socket) is not Socket
        or type(bytevector) is not bytearray
        or type(start) is not int
        or type(len) is not int
        or flags is not _NONE
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
            return socket.sock.recv_into(view, 0, NOW)
        except Exception as error:
            SAGITTARIUS.heed(error, socket_recv_into, socket, bytevector, start, len)
            tried = True
    try:
        if tried:
            return socket.resume(
                "receive", READABLE, SocketType.recv_into, view, 0, NOW, interruptible=False
            )
        if not len:  # the system is asked all the same
            flags &= ~MSG_WAITALL
            return socket.receive_from_into(view, flags=flags, interruptible=False)[0]
        return socket.receive_into(view, flags=flags, interruptible=False)
    except Exception as error:
        SAGITTARIUS.heed(error, socket_recv_into, socket, bytevector, start, len, flags)
    socket.last_error = errno.EAGAIN
    return -1


@procedure(
    "(socket-recvfrom socket size sockaddr :optional (flags 0))",
    "socket-recvfrom",
    socket=SOCKET,
    size=NON_NEGATIVE,
    sockaddr=SOCKADDR,
    flags=C_INT,
)
def socket_recvfrom(
    socket: Socket, size: int, sockaddr: Sockaddr, flags: int = _NONE
) -> bytes | None:
    """`(socket-recvfrom socket size sockaddr :optional (flags 0))`: receive a datagram.

    At most `size` bytes of it are returned, and `sockaddr` becomes its sender's address, for
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
        SAGITTARIUS.heed(error, socket_recvfrom, socket, size, sockaddr, flags)
    socket.last_error = errno.EAGAIN
    return None


@procedure(
    "(socket-send socket bytevector :optional (flags 0))",
    "socket-send",
    socket=SOCKET,
    bytevector=BYTEVECTOR,
    flags=C_INT,
)
def socket_send(socket: Socket, bytevector: Buffer, flags: int = _NONE) -> int:
    """`(socket-send socket bytevector :optional (flags 0))`: send bytes; how many went.

    `bytevector` is bytes-like, `flags` are `MSG_` integers or-ed. A socket that does not wait may
    send a part, and where nothing can be sent, -1 is returned.

    Raises `SocketClosedError` for a closed socket, `SocketError` where the system refuses (it is
    then `BrokenPipeError` or `ConnectionResetError` where the peer is gone; never a signal),
    `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-send.
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
        return _nothing_sent(error, socket_send, socket, bytevector, flags)


def _nothing_sent(
    error: Exception, function: Callable[..., object], socket: Socket, *args: object
) -> int:
    """Return -1 for a send that would have to wait, or has waited for as long as it may."""
    try:
        if not (isinstance(error, DeadlinePassed) and arose_below(error)):
            SAGITTARIUS.heed(error, function, socket, *args)
    finally:
        del error  # it refers to this frame
    socket.last_error = errno.EAGAIN
    return -1


@procedure(
    "(socket-send/range socket bytevector :optional (start 0) (len -1) (flags 0))",
    "socket-send",
    socket=SOCKET,
    bytevector=BYTEVECTOR,
    start=NON_NEGATIVE,
    len=_REST,
    flags=C_INT,
)
def socket_send_range(
    socket: Socket, bytevector: Buffer, start: int = 0, len: int = -1, flags: int = _NONE
) -> int:
    """`(socket-send/range socket bytevector :optional (start 0) (len -1) (flags 0))`

    Send `len` bytes (an integer; -1 is the rest) of a bytevector, from the index `start` on; how
    many went. Raises `AssertionValueError` for what is not inside it. Otherwise as `socket_send`.
    The library exports it; of the Sagittarius manual see socket-send.
    """
    args = (socket, bytevector, start, len, flags)
    SAGITTARIUS.check(socket_send_range, *args)
    view = _window(socket_send_range, bytevector, start, len)
    try:
        return socket.send(view, flags, interruptible=False)
    except Exception as error:
        return _nothing_sent(error, socket_send_range, *args)


def _target(function: Callable[..., object], socket: Socket, sockaddr: Sockaddr) -> Address:
    """Return where to send; refuse, as the system would, an address of another family."""
    family, raw = sockaddr.held
    address = from_sockaddr(family, raw)
    assert address is not None
    if socket.family == family:
        return address
    name = scheme_name(function)
    if socket.closed:
        raise SAGITTARIUS.closed(name, socket)
    foreign = OSError(errno.EAFNOSUPPORT, os.strerror(errno.EAFNOSUPPORT))
    raise SAGITTARIUS.name(foreign, name, (socket,))


@procedure(
    "(socket-sendto socket bytevector sockaddr :optional (flags 0))",
    "socket-sendto",
    socket=SOCKET,
    bytevector=BYTEVECTOR,
    sockaddr=SOCKADDR,
    flags=C_INT,
)
def socket_sendto(
    socket: Socket, bytevector: Buffer, sockaddr: Sockaddr, flags: int = _NONE
) -> int:
    """`(socket-sendto socket bytevector sockaddr :optional (flags 0))`: send a datagram.

    It goes to `sockaddr`, which `addrinfo_sockaddr` gives and `socket_recvfrom` fills; how many
    bytes went is returned. Otherwise as `socket_send`. Sagittarius manual, socket-sendto.
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
        return _nothing_sent(error, socket_sendto, socket, bytevector, sockaddr, flags)


@procedure(
    "(socket-sendto/range socket bytevector sockaddr :optional (start 0) (len -1) (flags 0))",
    "socket-sendto",
    socket=SOCKET,
    bytevector=BYTEVECTOR,
    sockaddr=SOCKADDR,
    start=NON_NEGATIVE,
    len=_REST,
    flags=C_INT,
)
def socket_sendto_range(
    socket: Socket,
    bytevector: Buffer,
    sockaddr: Sockaddr,
    start: int = 0,
    len: int = -1,
    flags: int = _NONE,
) -> int:
    """`(socket-sendto/range socket bytevector sockaddr :optional (start 0) (len -1) (flags 0))`

    Send a part of a bytevector, as `socket_send_range`, to an address, as `socket_sendto`. The
    library exports it; of the Sagittarius manual see socket-sendto.
    """
    args = (socket, bytevector, sockaddr, start, len, flags)
    SAGITTARIUS.check(socket_sendto_range, *args)
    view = _window(socket_sendto_range, bytevector, start, len)
    address = _target(socket_sendto_range, socket, sockaddr)
    try:
        return socket.send_to(view, address, flags, interruptible=False)
    except Exception as error:
        return _nothing_sent(error, socket_sendto_range, *args)
