"""Moving bytes: `socket_send`, `socket_recv` and their kin.

Each makes its system call in the function that was called; only when that has failed does anyone
look at the arguments. A blocking receive waits inside the system, as long as the socket's read
timeout allows.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any, Final

from ...core.constants import MSG_DONTWAIT, constant
from .._types import Buffer, WritableBuffer
from ..conditions import Kind
from ..dialect import procedure, scheme_name
from ..kinds import BYTEVECTOR, C_INT, INTEGER, NON_NEGATIVE, WRITABLE
from .addrinfo import SOCKADDR, Sockaddr
from .conditions import SAGITTARIUS
from .options import read_timeout
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

# C would take True and a float's 0 for no flags; what is this very 0 needs no look.
_NONE: Final = 0
# A peer that is gone is an error, and no signal even where the program has let SIGPIPE through.
_QUIET: Final = constant("MSG_NOSIGNAL") or 0
_TRUE_LENGTH: Final = constant("MSG_TRUNC") or 0
_REST: Final = Kind(
    "a length from 0 on, or -1 for the rest", INTEGER.type_ok, lambda value: value >= -1
)


def _nothing(function: Callable[..., object], socket: Socket, flags: int, *args: object) -> None:
    """A receive found nothing: right on a socket that does not wait, else it is a timeout."""
    SAGITTARIUS.check(function, socket, *args)
    if not socket.blocking or flags & MSG_DONTWAIT:
        socket.last_error = errno.EAGAIN
        return
    name = scheme_name(function)
    try:
        timeout = read_timeout(socket)
    except OSError as error:
        raise SAGITTARIUS.name(error, name, (socket,)) from None
    raise SAGITTARIUS.read_timed_out(name, socket, timeout)


def _no_room(function: Callable[..., object], socket: Socket, *args: object) -> int:
    """A send that would have had to wait: nothing was sent, which is told by -1."""
    SAGITTARIUS.check(function, socket, *args)
    socket.last_error = errno.EAGAIN
    return -1


def _window(
    function: Callable[..., Any], bytevector: Buffer, start: int, length: int, all_args: Any
) -> memoryview:
    """So many bytes of a bytevector; arguments that are wrong are refused."""
    SAGITTARIUS.check(function, *all_args)
    view = memoryview(bytevector).cast("B")
    size = len(view)
    name = scheme_name(function)
    if start > size:
        raise SAGITTARIUS.bad_value(name, "start", f"an index from 0 to {size}", start)
    if length > size - start:
        raise SAGITTARIUS.bad_value(name, "len", f"a length from 0 to {size - start}", length)
    return view[start:] if length < 0 else view[start : start + length]


def _receive(socket: Socket, size: int, flags: int) -> tuple[bytes, Any]:
    """What has come and where from, where Python's own would not do.

    For no bytes it does not ask the system, and with MSG_TRUNC it takes the true length of a
    datagram for that of what was received, and makes up the rest of whatever the memory holds.
    """
    buffer = bytearray(size)
    count, raw = socket.sys_recvfrom_into(buffer, 0, flags)
    return bytes(buffer[:count]), raw


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
    try:
        if flags is _NONE:
            data = socket.sys_recv(size)
        else:
            SAGITTARIUS.check(socket_recv, socket, size, flags)
            data = b"" if flags & _TRUE_LENGTH else socket.sys_recv(size, flags)
        if not data and (not size or flags & _TRUE_LENGTH):
            data, _ = _receive(socket, size, flags)
    except BlockingIOError:
        _nothing(socket_recv, socket, flags, size)
        return None
    except Exception as error:
        raise SAGITTARIUS.explain(error, socket_recv, socket, size, flags) from None
    if data or not socket.closed:
        return data
    raise SAGITTARIUS.closed("socket-recv", socket)


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
    try:
        view = memoryview(bytevector)[start : start + len]
        flat = view.ndim == view.itemsize == 1
        if not flat or view.nbytes != len or not len or start < 0 or flags is not _NONE:
            args = (socket, bytevector, start, len, flags)
            view = _window(socket_recv_into, bytevector, start, len, args)
        count = socket.sys_recv_into(view, 0, flags)
        if not (count or len):
            count, _ = socket.sys_recvfrom_into(view, 0, flags)
    except BlockingIOError:
        _nothing(socket_recv_into, socket, flags)
        return -1
    except Exception as error:
        args = (socket, bytevector, start, len, flags)
        raise SAGITTARIUS.explain(error, socket_recv_into, *args) from None
    if count or not socket.closed:
        return count
    raise SAGITTARIUS.closed("socket-recv!", socket)


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
    try:
        if flags is not _NONE or sockaddr.__class__ is not Sockaddr:  # before anything is taken
            SAGITTARIUS.check(socket_recvfrom, socket, size, sockaddr, flags)
        if flags & _TRUE_LENGTH:
            data, raw = _receive(socket, size, flags)
        else:
            data, raw = socket.sys_recvfrom(size, flags)
    except BlockingIOError:
        _nothing(socket_recvfrom, socket, flags, size, sockaddr)
        return None
    except Exception as error:
        raise SAGITTARIUS.explain(error, socket_recvfrom, socket, size, sockaddr, flags) from None
    if not data and socket.closed:
        raise SAGITTARIUS.closed("socket-recvfrom", socket)
    sockaddr.refill(socket.family, raw)
    return data


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
    send a part, and where there is no room for any, -1 is returned.

    Raises `SocketClosedError` for a closed socket, `SocketError` where the system refuses (it is
    then `BrokenPipeError` or `ConnectionResetError` where the peer is gone; never a signal),
    `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-send.
    """
    try:
        if flags is _NONE:
            return socket.sys_send(bytevector, _QUIET)
        SAGITTARIUS.check(socket_send, socket, bytevector, flags)
        return socket.sys_send(bytevector, flags | _QUIET)
    except BlockingIOError:
        return _no_room(socket_send, socket, bytevector, flags)
    except Exception as error:
        raise SAGITTARIUS.explain(error, socket_send, socket, bytevector, flags) from None


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
    try:
        view = memoryview(bytevector).cast("B")
        length = view.nbytes - start if len == -1 else len
        view = view[start : start + length]
        if view.nbytes != length or not length or start < 0 or flags is not _NONE:
            args = (socket, bytevector, start, len, flags)
            view = _window(socket_send_range, bytevector, start, len, args)
        return socket.sys_send(view, flags | _QUIET)
    except BlockingIOError:
        return _no_room(socket_send_range, socket, bytevector, start, len, flags)
    except Exception as error:
        args = (socket, bytevector, start, len, flags)
        raise SAGITTARIUS.explain(error, socket_send_range, *args) from None


def _foreign(error: Exception, socket: object, sockaddr: object) -> Exception:
    """`error`; what the system says to an address of another family, if `sockaddr` is one."""
    if not isinstance(socket, Socket) or not isinstance(sockaddr, Sockaddr):
        return error
    if socket.closed or socket.family == sockaddr.family:
        return error
    return OSError(errno.EAFNOSUPPORT, os.strerror(errno.EAFNOSUPPORT))


@procedure(
    "(socket-sendto socket bvtevector sockaddr :optional (flags 0))",
    "socket-sendto",
    socket=SOCKET,
    bytevector=BYTEVECTOR,
    sockaddr=SOCKADDR,
    flags=C_INT,
)
def socket_sendto(
    socket: Socket, bytevector: Buffer, sockaddr: Sockaddr, flags: int = _NONE
) -> int:
    """`(socket-sendto socket bvtevector sockaddr :optional (flags 0))`: send a datagram.

    It goes to `sockaddr`, which `addrinfo_sockaddr` gives and `socket_recvfrom` fills; how many
    bytes went is returned. Otherwise as `socket_send`. Sagittarius manual, socket-sendto.
    """
    try:
        if flags is not _NONE:
            SAGITTARIUS.check(socket_sendto, socket, bytevector, sockaddr, flags)
        return socket.sys_sendto(bytevector, flags | _QUIET, sockaddr.raw)
    except BlockingIOError:
        return _no_room(socket_sendto, socket, bytevector, sockaddr, flags)
    except Exception as error:
        args = (socket, bytevector, sockaddr, flags)
        error = _foreign(error, socket, sockaddr)
        raise SAGITTARIUS.explain(error, socket_sendto, *args) from None


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
    try:
        view = memoryview(bytevector).cast("B")
        length = view.nbytes - start if len == -1 else len
        view = view[start : start + length]
        if view.nbytes != length or not length or start < 0 or flags is not _NONE:
            args = (socket, bytevector, sockaddr, start, len, flags)
            view = _window(socket_sendto_range, bytevector, start, len, args)
        return socket.sys_sendto(view, flags | _QUIET, sockaddr.raw)
    except BlockingIOError:
        return _no_room(socket_sendto_range, socket, bytevector, sockaddr, start, len, flags)
    except Exception as error:
        args = (socket, bytevector, sockaddr, start, len, flags)
        error = _foreign(error, socket, sockaddr)
        raise SAGITTARIUS.explain(error, socket_sendto_range, *args) from None
