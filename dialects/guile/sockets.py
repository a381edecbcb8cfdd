"""The calls of the manual's "Network Sockets and Communication".

A socket is a two-way port; these calls go straight to its descriptor and pay the port's buffers
no heed. Where a non-blocking socket would have to wait, or the time of SO_RCVTIMEO or SO_SNDTIMEO
is over, `accept` and `connect` give `None`; the others raise `GuileSystemError` with `EAGAIN`.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from socket import socket as _socket
from typing import Any, Final, TypeAlias, overload

from ...core import Address, Socket, from_sockaddr
from ...core.constants import constant
from ...core.errors import DeadlinePassed, InProgress, WouldBlock, arose_below
from ...core.options import INT, LINGER, MEMBERSHIP, MULTICAST_INTERFACE, TIME, Coding
from ...core.transfer import NOW, NOW_QUIETLY
from ...core.waiting import READABLE
from .._types import Buffer, WritableBuffer
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import BYTEVECTOR, C_INT, INTEGER, one_of
from .addresses import SocketAddress, destination
from .constants import (
    AF_UNIX,
    IP_ADD_MEMBERSHIP,
    IP_DROP_MEMBERSHIP,
    IP_MULTICAST_IF,
    IPPROTO_IP,
    SO_LINGER,
    SO_RCVTIMEO,
    SO_SNDTIMEO,
    SOL_SOCKET,
)
from .errors import GUILE
from .socket_port import SocketPort

__all__ = [
    "accept",
    "bind",
    "connect",
    "getpeername",
    "getsockname",
    "getsockopt",
    "listen",
    "recv_into",
    "recvfrom_into",
    "send",
    "sendto",
    "setsockopt",
    "shutdown",
    "socket",
    "socketpair",
]

_SECTION: Final = "Network Sockets and Communication"
_PAIRS: TypeAlias = "int | tuple[int, int]"


def _is_open_socket(value: object) -> bool:
    return isinstance(value, SocketPort) and not value.socket.closed


def _is_fillable(value: Any) -> bool:
    try:
        view = memoryview(value)
        view.cast("B")
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False
    return not view.readonly


SOCKET = Kind("an open file port", _is_open_socket)
_BUFFER = Kind("a writable bytevector", _is_fillable)
# Most often the flags, and a start; anything that is not this very object is looked at.
_NONE: Final = 0
_HOW = one_of(frozenset({0, 1, 2}), "0, 1 or 2")


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(INTEGER.type_ok, value))


_PAIR = Kind("a pair of exact integers", _is_pair)
_VALUE = Kind(
    "an exact integer or a pair of them", lambda value: INTEGER.type_ok(value) or _is_pair(value)
)

# 0 on systems that have no such flags: nothing can be asked for there.
_NONBLOCK: Final = constant("SOCK_NONBLOCK") or 0
_CLOEXEC: Final = constant("SOCK_CLOEXEC") or 0
_MODES: Final = _NONBLOCK | _CLOEXEC

# Everything but these is an integer, booleans included.
_CODINGS: dict[tuple[int, int], Coding] = {
    (SOL_SOCKET, SO_LINGER): LINGER,
    (SOL_SOCKET, SO_RCVTIMEO): TIME,
    (SOL_SOCKET, SO_SNDTIMEO): TIME,
    (IPPROTO_IP, IP_ADD_MEMBERSHIP): MEMBERSHIP,
    (IPPROTO_IP, IP_DROP_MEMBERSHIP): MEMBERSHIP,
    (IPPROTO_IP, IP_MULTICAST_IF): MULTICAST_INTERFACE,
}


def _destination(
    function: Callable[..., object], sock: SocketPort, args: tuple[Any, ...], flags: bool = False
) -> tuple[Address, int]:
    """The address and the flags that `args` name; refused, as the system does it, if the address
    is of another family than the socket.
    """
    address, rest = destination(function, args, flags)
    if address.family != sock.socket.family:
        error = OSError(errno.EAFNOSUPPORT, os.strerror(errno.EAFNOSUPPORT))
        name: str = function.__scheme__.scheme  # type: ignore[attr-defined]
        raise GUILE.name(error, name, (sock, *args))
    return address, rest


@procedure("(socket family style proto)", _SECTION, family=C_INT, style=C_INT, proto=C_INT)
def socket(family: int, style: int, proto: int) -> SocketPort:
    """`(socket family style proto)`: a new socket port; all three are integers.

    `proto` 0 is the usual protocol of the style, which may include SOCK_NONBLOCK. Raises
    `GuileSystemError` for a combination that the system does not have, `WrongTypeArgError` and
    `OutOfRangeError` for bad arguments.
    Guile manual, Network Sockets and Communication.
    """
    GUILE.check(socket, family, style, proto)
    try:
        made = Socket.open(family, style & ~_MODES, proto, blocking=not style & _NONBLOCK)
        return SocketPort(made)
    except Exception as error:
        GUILE.fail(error, socket, family, style, proto)


@procedure("(socketpair family style proto)", _SECTION, family=C_INT, style=C_INT, proto=C_INT)
def socketpair(family: int, style: int, proto: int) -> tuple[SocketPort, SocketPort]:
    """`(socketpair family style proto)`: two unnamed socket ports connected to each other.

    The arguments are as for `socket`; most systems have pairs in PF_UNIX alone. Raises
    `GuileSystemError` where the system has none, `WrongTypeArgError` and `OutOfRangeError` for bad
    arguments.
    Guile manual, Network Sockets and Communication.
    """
    GUILE.check(socketpair, family, style, proto)
    try:
        ends = Socket.pair(family, style & ~_MODES, proto, blocking=not style & _NONBLOCK)
        return SocketPort(ends[0]), SocketPort(ends[1])
    except Exception as error:
        GUILE.fail(error, socketpair, family, style, proto)


@procedure("(getsockopt sock level optname)", _SECTION, sock=SOCKET, level=C_INT, optname=C_INT)
def getsockopt(sock: SocketPort, level: int, optname: int) -> Any:
    """`(getsockopt sock level optname)`: the value of an option; `level`, `optname` are integers.

    An integer, for IP_MULTICAST_IF an address in host byte order; for SO_LINGER a pair (enable,
    seconds); for SO_RCVTIMEO and SO_SNDTIMEO a pair (seconds, microseconds). Raises
    `GuileSystemError` where the system refuses, `WrongTypeArgError` for a bad argument.
    Guile manual, Network Sockets and Communication.
    """
    GUILE.check(getsockopt, sock, level, optname)
    coding = _CODINGS.get((level, optname), INT)
    try:
        value = sock.socket.get_option(level, optname, coding)
    except Exception as error:
        GUILE.fail(error, getsockopt, sock, level, optname)
    if coding is LINGER:
        enabled, seconds = value
        return int(enabled), seconds
    if coding is TIME:
        return divmod(round((value or 0) * 1_000_000), 1_000_000)
    if coding is MULTICAST_INTERFACE:
        return int.from_bytes(map(int, value.split(".")), "big")
    return value


@procedure(
    "(setsockopt sock level optname value)",
    _SECTION,
    sock=SOCKET,
    level=C_INT,
    optname=C_INT,
    value=_VALUE,
)
def setsockopt(sock: SocketPort, level: int, optname: int, value: _PAIRS) -> None:
    """`(setsockopt sock level optname value)`: set an option; `level`, `optname` are integers.

    `value` is an integer, for IP_MULTICAST_IF the address of an interface; for SO_LINGER a pair
    (enable, seconds), for SO_RCVTIMEO and SO_SNDTIMEO a pair (seconds, microseconds), for
    IP_ADD_MEMBERSHIP and IP_DROP_MEMBERSHIP a pair (multicast address, interface address) of
    integers. Addresses are in host byte order, as the manual has it everywhere; Guile 3.0.8 takes
    that of IP_MULTICAST_IF as it lies in memory. Raises `GuileSystemError` where the system
    refuses, `OutOfRangeError` for a value that the option cannot hold, `WrongTypeArgError` for a
    bad argument. Guile manual, Network Sockets and Communication.
    """
    GUILE.check(setsockopt, sock, level, optname, value)
    coding = _CODINGS.get((level, optname), INT)
    kind = INTEGER if coding is INT or coding is MULTICAST_INTERFACE else _PAIR
    if not kind.type_ok(value):
        raise GUILE.wrong_type("setsockopt", "value", kind.expected, value, 4)
    try:
        data = coding.write(_coded(coding, value))
    except (OverflowError, ValueError) as error:
        if not arose_below(error):
            raise
        expected = f"{kind.expected} that the option can hold"
        raise GUILE.bad_value("setsockopt", "value", expected, value, 4) from None
    try:
        sock.socket.set_option(level, optname, data, coding)
    except Exception as error:
        GUILE.fail(error, setsockopt, sock, level, optname, value)


def _coded(coding: Coding, value: Any) -> Any:
    """An option's value as the engine has it."""
    if coding is LINGER:
        return bool(value[0]), value[1]
    if coding is TIME:
        return value[0] + value[1] / 1_000_000
    if coding is MEMBERSHIP:
        return tuple(map(_dotted, value))
    if coding is MULTICAST_INTERFACE:
        return _dotted(value)
    return value


def _dotted(address: int) -> str:
    return ".".join(map(str, address.to_bytes(4, "big")))


@procedure("(shutdown sock how)", _SECTION, sock=SOCKET, how=_HOW)
def shutdown(sock: SocketPort, how: int) -> None:
    """`(shutdown sock how)`: stop receiving (0), sending (1) or both (2); `how` is an integer.

    What the port holds back in a buffer is not sent. Raises `GuileSystemError` where the system
    refuses (a socket not connected), `OutOfRangeError` for another `how`, `WrongTypeArgError` for
    a bad argument. Guile manual, Network Sockets and Communication.
    """
    GUILE.check(shutdown, sock, how)
    try:
        sock.socket.shutdown(how)
    except Exception as error:
        GUILE.fail(error, shutdown, sock, how)


@overload
def connect(sock: SocketPort, sockaddr: SocketAddress, /) -> bool | None: ...
@overload
def connect(sock: SocketPort, family: int, ipv4addr: int, port: int, /) -> bool | None: ...
@overload
def connect(
    sock: SocketPort, family: int, ipv6addr: int, port: int, flowinfo: int, scopeid: int = 0, /
) -> bool | None: ...
@overload
def connect(sock: SocketPort, family: int, path: str, /) -> bool | None: ...
@procedure(
    "(connect sock sockaddr) | (connect sock AF_INET ipv4addr port)"
    " | (connect sock AF_INET6 ipv6addr port [flowinfo [scopeid]]) | (connect sock AF_UNIX path)",
    _SECTION,
    sock=SOCKET,
)
def connect(sock: SocketPort, *address: Any) -> bool | None:
    """`(connect sock sockaddr)`, `(connect sock AF_INET ipv4addr port)`,
    `(connect sock AF_INET6 ipv6addr port [flowinfo [scopeid]])`, `(connect sock AF_UNIX path)`

    Connect to a socket address object, or to the address that the arguments make as for
    `make_socket_address`. `True` when connected; `None` when the connection could not be made at
    once on a non-blocking socket, or within its SO_SNDTIMEO, and the attempt goes on. Raises
    `GuileSystemError` where the system refuses, `WrongTypeArgError` and `OutOfRangeError` for bad
    arguments.
    Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or sock.socket.closed:
        GUILE.check(connect, sock)
    target, _ = _destination(connect, sock, address)
    try:
        return sock.socket.connect(target) or None
    except Exception as error:
        # Of a Unix socket nothing goes on once the time is over.
        later = InProgress if target.family == AF_UNIX else (InProgress, DeadlinePassed)
        if isinstance(error, later) and arose_below(error):
            return None
        GUILE.fail(error, connect, sock, *address)


@overload
def bind(sock: SocketPort, sockaddr: SocketAddress, /) -> None: ...
@overload
def bind(sock: SocketPort, family: int, ipv4addr: int, port: int, /) -> None: ...
@overload
def bind(
    sock: SocketPort, family: int, ipv6addr: int, port: int, flowinfo: int, scopeid: int = 0, /
) -> None: ...
@overload
def bind(sock: SocketPort, family: int, path: str, /) -> None: ...
@procedure(
    "(bind sock sockaddr) | (bind sock AF_INET ipv4addr port)"
    " | (bind sock AF_INET6 ipv6addr port [flowinfo [scopeid]]) | (bind sock AF_UNIX path)",
    _SECTION,
    sock=SOCKET,
)
def bind(sock: SocketPort, *address: Any) -> None:
    """`(bind sock sockaddr)`, `(bind sock AF_INET ipv4addr port)`,
    `(bind sock AF_INET6 ipv6addr port [flowinfo [scopeid]])`, `(bind sock AF_UNIX path)`

    Bind to a socket address object, or to the address that the arguments make as for
    `make_socket_address`. Raises `GuileSystemError` where the system refuses, `WrongTypeArgError`
    and `OutOfRangeError` for bad arguments. Guile manual, Network Sockets and Communication.
    """
    GUILE.check(bind, sock)
    target, _ = _destination(bind, sock, address)
    try:
        sock.socket.bind(target)
    except Exception as error:
        GUILE.fail(error, bind, sock, *address)


@procedure("(listen sock backlog)", _SECTION, sock=SOCKET, backlog=C_INT)
def listen(sock: SocketPort, backlog: int) -> None:
    """`(listen sock backlog)`: accept connection requests; `backlog` (an integer) may wait.

    Raises `GuileSystemError` where the system refuses, `WrongTypeArgError` for a bad argument.
    Guile manual, Network Sockets and Communication.
    """
    GUILE.check(listen, sock, backlog)
    try:
        sock.socket.listen(backlog)
    except Exception as error:
        GUILE.fail(error, listen, sock, backlog)


@procedure("(accept sock [flags])", _SECTION, sock=SOCKET, flags=INTEGER)
def accept(sock: SocketPort, flags: int = _NONE) -> tuple[SocketPort, SocketAddress | None] | None:
    """`(accept sock [flags])`: wait for a connection; the new socket port and the peer's address.

    `None` when nobody waits and the socket is non-blocking, or its SO_RCVTIMEO over. `flags` may
    include SOCK_NONBLOCK, for the new socket; SOCK_CLOEXEC is taken, and holds in any case, as for
    all of Python's sockets.
    Raises `GuileSystemError` where the system refuses, and with EINVAL for other flags;
    `WrongTypeArgError` for a bad argument. Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or flags is not _NONE or sock.socket.closed:
        GUILE.check(accept, sock, flags)
        if flags & ~_MODES:
            error = OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            raise GUILE.name(error, "accept", (sock, flags))
    try:
        made, address = sock.socket.accept(blocking=not flags & _NONBLOCK)
        return SocketPort(made), SocketAddress.of(address)
    except Exception as error:
        if isinstance(error, WouldBlock | DeadlinePassed) and arose_below(error):
            return None
        GUILE.fail(error, accept, sock, flags)


@procedure("(getsockname sock)", _SECTION, sock=SOCKET)
def getsockname(sock: SocketPort) -> SocketAddress | None:
    """`(getsockname sock)`: where the socket is bound, a socket address object.

    Raises `WrongTypeArgError` for what is no open socket port.
    Guile manual, Network Sockets and Communication.
    """
    GUILE.check(getsockname, sock)
    try:
        return SocketAddress.of(sock.socket.local_address())
    except Exception as error:
        GUILE.fail(error, getsockname, sock)


@procedure("(getpeername sock)", _SECTION, sock=SOCKET)
def getpeername(sock: SocketPort) -> SocketAddress | None:
    """`(getpeername sock)`: where the socket is connected to, a socket address object.

    Raises `GuileSystemError` for a socket not connected, `WrongTypeArgError` for what is no open
    socket port. Guile manual, Network Sockets and Communication.
    """
    GUILE.check(getpeername, sock)
    try:
        return SocketAddress.of(sock.socket.peer_address())
    except Exception as error:
        GUILE.fail(error, getpeername, sock)


@procedure("(recv! sock buf [flags])", _SECTION, sock=SOCKET, buf=_BUFFER, flags=C_INT)
def recv_into(sock: SocketPort, buf: WritableBuffer, flags: int = _NONE) -> int:
    """`(recv! sock buf [flags])`: receive into a writable buffer; the byte count, 0 at the end.

    `flags` is a bitwise or of `MSG_` integers. What the port has read ahead is not looked at. Of a
    datagram longer than the buffer the rest is lost. Raises `GuileSystemError` where the system
    refuses, on a non-blocking socket also when there is nothing; `WrongTypeArgError` and
    `OutOfRangeError` for a bad argument. Guile manual, Network Sockets and Communication.
    """
    waiting = False
    if (
        type(sock) is not SocketPort
        or type(buf) is not bytearray
        or flags is not _NONE
        or sock.socket.closed
        or not buf
    ):
        GUILE.check(recv_into, sock, buf, flags)
    else:
        below = sock.socket
        try:
            if below.polls_first:
                below.poll_first("receive")
            return below.sock.recv_into(buf, 0, NOW)
        except Exception as error:
            GUILE.heed(error, recv_into, sock, buf, flags)
            waiting = True
    try:
        if waiting:
            return sock.socket.resume("receive", READABLE, _socket.recv_into, buf, 0, NOW)
        # Of an empty buffer this, and not `receive_into`, asks the system.
        return sock.socket.receive_from_into(buf, 0, None, flags)[0]
    except Exception as error:
        GUILE.fail(error, recv_into, sock, buf, flags)


@procedure("(send sock message [flags])", _SECTION, sock=SOCKET, message=BYTEVECTOR, flags=C_INT)
def send(sock: SocketPort, message: Buffer, flags: int = _NONE) -> int:
    """`(send sock message [flags])`: send bytes; how many were sent, an integer.

    `flags` is a bitwise or of `MSG_` integers. What the port holds back in a buffer is not sent.
    Raises `GuileSystemError` where the system refuses (never a signal), `WrongTypeArgError` and
    `OutOfRangeError` for a bad argument. Guile manual, Network Sockets and Communication.
    """
    sent = 0
    if (
        type(sock) is not SocketPort
        or type(message) is not bytes
        or flags is not _NONE
        or sock.socket.closed
    ):
        GUILE.check(send, sock, message, flags)
    else:
        try:
            sent = sock.socket.sock.send(message, NOW_QUIETLY)
            if sent == len(message):
                return sent
        except Exception as error:
            GUILE.heed(error, send, sock, message, flags)
    try:
        if sent:
            return sock.socket.send_rest(message, sent)
        return sock.socket.send(message, flags)
    except Exception as error:
        GUILE.fail(error, send, sock, message, flags)


@procedure(
    "(recvfrom! sock buf [flags [start [end]]])",
    _SECTION,
    sock=SOCKET,
    buf=_BUFFER,
    flags=C_INT,
    start=INTEGER,
    end=INTEGER,
)
def recvfrom_into(
    sock: SocketPort,
    buf: WritableBuffer,
    flags: int = _NONE,
    start: int = _NONE,
    end: int | None = None,
) -> tuple[int, SocketAddress | None]:
    """`(recvfrom! sock buf [flags [start [end]]])`: receive into a writable buffer, between
    `start` and `end` (integers; by default all of it); how many bytes came, and from where.

    The second of the pair is a socket address object, `None` where the origin is unknown (on a
    connected stream, from an unnamed Unix socket). `flags` and what happens to a long datagram are
    as for `recv_into`. Raises `GuileSystemError` where the system refuses, `OutOfRangeError` for a
    range that is not in the buffer, `WrongTypeArgError` for a bad argument.
    Guile manual, Network Sockets and Communication.
    """
    came = None
    if (
        type(sock) is not SocketPort
        or type(buf) is not bytearray
        or not (flags is start is _NONE and end is None)
        or sock.socket.closed
    ):
        _check_range(sock, buf, flags, start, end)
    else:
        below = sock.socket
        try:
            if below.polls_first:
                below.poll_first("receive_from")
            came = below.sock.recvfrom_into(buf, 0, NOW)
        except Exception as error:
            GUILE.heed(error, recvfrom_into, sock, buf, flags)
    if came is not None:
        return came[0], SocketAddress.of(from_sockaddr(sock.socket.family, came[1]))
    try:
        count, address = sock.socket.receive_from_into(buf, start, end, flags)
        return count, SocketAddress.of(address)
    except Exception as error:
        GUILE.fail(error, recvfrom_into, sock, buf, flags)


def _check_range(sock: Any, buf: Any, flags: Any, start: Any, end: Any) -> None:
    GUILE.check(recvfrom_into, sock, buf, flags, start, *(() if end is None else (end,)))
    size = memoryview(buf).nbytes
    if not 0 <= start <= size:
        raise GUILE.bad_value("recvfrom!", "start", f"0 to {size}", start, 4)
    if end is not None and not start <= end <= size:
        raise GUILE.bad_value("recvfrom!", "end", f"{start} to {size}", end, 5)


@overload
def sendto(
    sock: SocketPort, message: Buffer, sockaddr: SocketAddress, flags: int = 0, /
) -> int: ...
@overload
def sendto(
    sock: SocketPort, message: Buffer, family: int, ipv4addr: int, port: int, flags: int = 0, /
) -> int: ...
@overload
def sendto(
    sock: SocketPort,
    message: Buffer,
    family: int,
    ipv6addr: int,
    port: int,
    flowinfo: int,
    scopeid: int,
    flags: int = 0,
    /,
) -> int: ...
@overload
def sendto(
    sock: SocketPort, message: Buffer, family: int, path: str, flags: int = 0, /
) -> int: ...
@procedure(
    "(sendto sock message sockaddr [flags]) | (sendto sock message AF_INET ipv4addr port [flags])"
    " | (sendto sock message AF_INET6 ipv6addr port [flowinfo [scopeid [flags]]])"
    " | (sendto sock message AF_UNIX path [flags])",
    _SECTION,
    sock=SOCKET,
    message=BYTEVECTOR,
)
def sendto(sock: SocketPort, message: Buffer, *address_and_flags: Any) -> int:
    """`(sendto sock message sockaddr [flags])`,
    `(sendto sock message AF_INET ipv4addr port [flags])`,
    `(sendto sock message AF_INET6 ipv6addr port [flowinfo [scopeid [flags]]])`,
    `(sendto sock message AF_UNIX path [flags])`

    Send bytes as a datagram to an address given as for `connect`; how many were sent. `flags` is
    a bitwise or of `MSG_` integers. Raises `GuileSystemError` where the system refuses,
    `WrongTypeArgError` and `OutOfRangeError` for bad arguments.
    Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or type(message) is not bytes or sock.socket.closed:
        GUILE.check(sendto, sock, message)
    target, flags = _destination(sendto, sock, address_and_flags, flags=True)
    try:
        return sock.socket.sock.sendto(message, flags | NOW_QUIETLY, target.sockaddr)
    except Exception as error:
        GUILE.heed(error, sendto, sock, message, *address_and_flags)
    try:
        return sock.socket.send_to(message, target, flags)
    except Exception as error:
        GUILE.fail(error, sendto, sock, message, *address_and_flags)
