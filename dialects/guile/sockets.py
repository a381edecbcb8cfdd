"""The calls of the manual's "Network Sockets and Communication".

A socket is a two-way port; these calls go straight to its descriptor and ignore the port's
buffers. Where a non-blocking socket would have to wait, or the time of SO_RCVTIMEO or SO_SNDTIMEO
is over, `accept` and `connect` give `None`; the others raise `GuileSystemError` with `EAGAIN`.
Reading and writing a socket as a port wait all the same, as Guile polls for its ports.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Annotated, Any, Final, NoReturn, TypeAlias, overload

from attrs import frozen

from ...core import Address, Socket, from_sockaddr
from ...core.constants import constant
from ...core.errors import DeadlinePassed, InProgress, WouldBlock, arose_below
from ...core.options import INT, LINGER, MEMBERSHIP, MULTICAST_INTERFACE, TIME, Coding
from ...core.transfer import NOW, NOW_QUIETLY, RARELY
from .._types import Buffer, WritableBuffer
from ..conditions import from_below
from ..exports import export
from ..kinds import INTEGER, Bytevector, CInt, Integer, Kind, one_of
from ..results import OrFalse, Pair, Unspecified, result_of
from .arguments import FilePort
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
from .socket_address import AddressPart, SocketAddress, destination
from .socket_port import SocketPort


def _is_fillable(value: Any) -> bool:
    try:
        view = memoryview(value)
        view.cast("B")
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False
    return not view.readonly


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(map(INTEGER.type_ok, value))


_Buffer: TypeAlias = Annotated[WritableBuffer, Kind("a writable bytevector", _is_fillable)]
_How: TypeAlias = Annotated[int, one_of(frozenset({0, 1, 2}), "0, 1 or 2")]
_PAIR: Final = Kind("a pair of exact integers", _is_pair)
_VALUE: Final = Kind(
    "an exact integer or a pair of them", lambda value: INTEGER.type_ok(value) or _is_pair(value)
)
_Value: TypeAlias = Annotated[int | tuple[int, int], _VALUE]
_ValueFound: TypeAlias = Annotated[Any, result_of(int | Pair[int, int])]

# The usual flags and start; any other object than this is checked.
_NONE: Final = 0
# 0 where the system has no such flags.
_NONBLOCK: Final = constant("SOCK_NONBLOCK") or 0
_CLOEXEC: Final = constant("SOCK_CLOEXEC") or 0
_MODES: Final = _NONBLOCK | _CLOEXEC


@frozen
class _Option:
    """How Guile shows an option's value: of what kind, and to and from what the engine has."""

    coding: Coding
    kind: Kind
    to_engine: Callable[[Any], Any] = lambda value: value
    to_guile: Callable[[Any], Any] = lambda value: value


def _dotted(address: int) -> str:
    return ".".join(map(str, address.to_bytes(4, "big")))


_INTEGER: Final = _Option(INT, INTEGER)
_TIME: Final = _Option(
    TIME,
    _PAIR,
    lambda pair: pair[0] + pair[1] / 1_000_000,
    lambda value: divmod(round((value or 0) * 1_000_000), 1_000_000),
)
_MEMBERSHIP: Final = _Option(MEMBERSHIP, _PAIR, lambda pair: tuple(map(_dotted, pair)))
# Everything but these is an integer, booleans included.
_OPTIONS: Final[dict[tuple[int, int], _Option]] = {
    (SOL_SOCKET, SO_LINGER): _Option(
        LINGER,
        _PAIR,
        lambda pair: (bool(pair[0]), pair[1]),
        lambda value: (int(value[0]), value[1]),
    ),
    (SOL_SOCKET, SO_RCVTIMEO): _TIME,
    (SOL_SOCKET, SO_SNDTIMEO): _TIME,
    (IPPROTO_IP, IP_ADD_MEMBERSHIP): _MEMBERSHIP,
    (IPPROTO_IP, IP_DROP_MEMBERSHIP): _MEMBERSHIP,
    (IPPROTO_IP, IP_MULTICAST_IF): _Option(
        MULTICAST_INTERFACE,
        INTEGER,
        _dotted,
        lambda value: int.from_bytes(map(int, value.split(".")), "big"),
    ),
}


def _refuse(number: int) -> NoReturn:
    """Raise the system's error with this number."""
    raise OSError(number, os.strerror(number))


def _destination(
    function: Callable[..., object],
    sock: SocketPort,
    args: tuple[Any, ...],
    position: int,
    flags: bool = False,
) -> tuple[Address, int]:
    """Return the address and the flags that `args` name, the address of the socket's family."""
    address, rest = destination(function, args, position, flags)
    if address.family != sock.socket.family:
        _refuse(errno.EAFNOSUPPORT)
    return address, rest


@GUILE.procedure
def socket(family: CInt, style: CInt, proto: CInt) -> SocketPort:
    """`(socket family style proto)`: return a new socket port.

    `proto` 0 is the usual protocol of the style, which may include SOCK_NONBLOCK. Raises
    `GuileSystemError` for a combination that the system does not have.
    Guile manual, Network Sockets and Communication.
    """
    return SocketPort(Socket.open(family, style & ~_MODES, proto, blocking=not style & _NONBLOCK))


@GUILE.procedure
def socketpair(family: CInt, style: CInt, proto: CInt) -> Pair[SocketPort, SocketPort]:
    """`(socketpair family style proto)`: return two unnamed sockets connected to each other.

    The arguments are as for `socket`; most systems have pairs in PF_UNIX alone.
    Guile manual, Network Sockets and Communication.
    """
    ends = Socket.pair(family, style & ~_MODES, proto, blocking=not style & _NONBLOCK)
    return SocketPort(ends[0]), SocketPort(ends[1])


@GUILE.procedure
def getsockopt(sock: FilePort, level: CInt, optname: CInt) -> _ValueFound:
    """`(getsockopt sock level optname)`: return the value of an option.

    An integer, for IP_MULTICAST_IF an address in host byte order; for SO_LINGER a pair (enable,
    seconds); for SO_RCVTIMEO and SO_SNDTIMEO a pair (seconds, microseconds).
    Guile manual, Network Sockets and Communication.
    """
    option = _OPTIONS.get((level, optname), _INTEGER)
    return option.to_guile(sock.socket.get_option(level, optname, option.coding))


@GUILE.procedure
def setsockopt(sock: FilePort, level: CInt, optname: CInt, value: _Value) -> Unspecified:
    """`(setsockopt sock level optname value)`: set an option.

    `value` is an integer, for IP_MULTICAST_IF the address of an interface; for SO_LINGER a pair
    (enable, seconds), for SO_RCVTIMEO and SO_SNDTIMEO a pair (seconds, microseconds), for
    IP_ADD_MEMBERSHIP and IP_DROP_MEMBERSHIP a pair (multicast address, interface address).
    Addresses are in host byte order, as the manual has it everywhere; Guile 3.0.8 takes that of
    IP_MULTICAST_IF as it lies in memory. Raises `OutOfRangeError` for a value that the option
    cannot hold. Guile manual, Network Sockets and Communication.
    """
    option = _OPTIONS.get((level, optname), _INTEGER)
    expected = option.kind.expected
    if not option.kind.type_ok(value):
        raise GUILE.wrong_type("setsockopt", "value", expected, value, 4)
    try:
        data = option.coding.write(option.to_engine(value))
    except from_below(OverflowError, ValueError):
        expected = f"{expected} that the option can hold"
        raise GUILE.bad_value("setsockopt", "value", expected, value, 4) from None
    sock.socket.set_option(level, optname, data, option.coding)


@GUILE.procedure
def shutdown(sock: FilePort, how: _How) -> Unspecified:
    """`(shutdown sock how)`: stop receiving (0), sending (1) or both (2).

    What the port holds back in a buffer is not sent.
    Guile manual, Network Sockets and Communication.
    """
    sock.socket.shutdown(how)


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
@GUILE.hot_procedure
def connect(sock: FilePort, *address: AddressPart) -> OrFalse[bool]:
    """`(connect sock sockaddr)`, `(connect sock AF_INET ipv4addr port)`,
    `(connect sock AF_INET6 ipv6addr port [flowinfo [scopeid]])`, `(connect sock AF_UNIX path)`

    Connect to a socket address object, or to the address that the arguments make as for
    `make_socket_address`. Return `True` when connected; `None` when the connection could not be
    made at once on a non-blocking socket, or within its SO_SNDTIMEO, and the attempt goes on.
    Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or sock.socket.closed:
        GUILE.check(connect, sock)
    target = None
    try:
        target, _ = _destination(connect, sock, address, 2)
        return sock.socket.connect(target) or None
    except Exception as error:
        # The attempt of a Unix socket ends with its time.
        unix = target is not None and target.family == AF_UNIX
        later = InProgress if unix else (InProgress, DeadlinePassed)
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
@GUILE.procedure
def bind(sock: FilePort, *address: AddressPart) -> Unspecified:
    """`(bind sock sockaddr)`, `(bind sock AF_INET ipv4addr port)`,
    `(bind sock AF_INET6 ipv6addr port [flowinfo [scopeid]])`, `(bind sock AF_UNIX path)`

    Bind to a socket address object, or to the address that the arguments make as for
    `make_socket_address`. Guile manual, Network Sockets and Communication.
    """
    sock.socket.bind(_destination(bind, sock, address, 2)[0])


@GUILE.procedure
def listen(sock: FilePort, backlog: CInt) -> Unspecified:
    """`(listen sock backlog)`: accept connection requests, of which `backlog` may wait.
    Guile manual, Network Sockets and Communication.
    """
    sock.socket.listen(backlog)


@GUILE.hot_procedure
def accept(
    sock: FilePort, flags: Integer = _NONE
) -> OrFalse[Pair[SocketPort, OrFalse[SocketAddress]]]:
    """`(accept sock [flags])`: wait for a connection; return its socket and the peer's address.

    `None` when nobody waits and the socket is non-blocking, or its SO_RCVTIMEO over. `flags` may
    include SOCK_NONBLOCK, for the new socket; SOCK_CLOEXEC is taken, and holds in any case, as for
    all of Python's sockets. Raises `GuileSystemError` with EINVAL for other flags.
    Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or flags is not _NONE or sock.socket.closed:
        GUILE.check(accept, sock, flags)
    try:
        if flags & ~_MODES:
            _refuse(errno.EINVAL)
        made, address = sock.socket.accept(blocking=not flags & _NONBLOCK)
        return SocketPort(made), SocketAddress.of(address)
    except Exception as error:
        if isinstance(error, WouldBlock | DeadlinePassed) and arose_below(error):
            return None
        GUILE.fail(error, accept, sock, flags)


@GUILE.procedure
def getsockname(sock: FilePort) -> OrFalse[SocketAddress]:
    """`(getsockname sock)`: return the address that the socket is bound to.
    Guile manual, Network Sockets and Communication.
    """
    return SocketAddress.of(sock.socket.local_address())


@GUILE.procedure
def getpeername(sock: FilePort) -> OrFalse[SocketAddress]:
    """`(getpeername sock)`: return the address that the socket is connected to.
    Guile manual, Network Sockets and Communication.
    """
    return SocketAddress.of(sock.socket.peer_address())


@GUILE.hot_procedure
def recv_into(sock: FilePort, buf: _Buffer, flags: CInt = _NONE) -> int:
    """`(recv! sock buf [flags])`: receive into a writable buffer; return the byte count.

    0 at the end. `flags` is a bitwise or of `MSG_` integers. What the port has read ahead is not
    looked at. Of a datagram longer than the buffer the rest is lost. Raises `GuileSystemError`
    also when there is nothing and the socket is non-blocking.
    Guile manual, Network Sockets and Communication.
    """
    count, tried = None, False
    if (
        type(sock) is not SocketPort
        or type(buf) is not bytearray
        or (flags is not _NONE and (type(flags) is not int or flags & RARELY))
        or sock.socket.closed
        or not buf
    ):
        GUILE.check(recv_into, sock, buf, flags)
    else:
        below = sock.socket
        try:
            if below.polls_first:
                below.poll_first("receive")
            count = below.sock.recv_into(buf, 0, flags | NOW)
            if flags is _NONE or count == len(buf):
                return count
        except Exception as error:
            GUILE.heed(error, recv_into, sock, buf, flags)
        tried = True
    try:
        if tried:
            return sock.socket.receive_into_on(count, buf, flags)
        # With an empty buffer, this asks the system and `receive_into` does not.
        return sock.socket.receive_from_into(buf, 0, None, flags)[0]
    except Exception as error:
        GUILE.fail(error, recv_into, sock, buf, flags)


@GUILE.hot_procedure
def send(sock: FilePort, message: Bytevector, flags: CInt = _NONE) -> int:
    """`(send sock message [flags])`: send bytes; return how many were sent.

    `flags` is a bitwise or of `MSG_` integers. What the port holds back in a buffer is not sent.
    Where the peer is gone it raises, and never signals.
    Guile manual, Network Sockets and Communication.
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


@GUILE.hot_procedure
def recvfrom_into(
    sock: FilePort,
    buf: _Buffer,
    flags: CInt = _NONE,
    start: Integer = _NONE,
    end: Integer | None = None,
) -> Pair[int, OrFalse[SocketAddress]]:
    """`(recvfrom! sock buf [flags [start [end]]])`: receive into a writable buffer.

    Between `start` and `end`, by default into all of it. Return how many bytes came and from
    where, a socket address object, `None` where the origin is unknown (on a connected stream, from
    an unnamed Unix socket). `flags` and what happens to a long datagram are as for `recv_into`.
    Raises `OutOfRangeError` also for a range that is not in the buffer.
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
@GUILE.hot_procedure
def sendto(sock: FilePort, message: Bytevector, *address_and_flags: AddressPart) -> int:
    """`(sendto sock message sockaddr [flags])`,
    `(sendto sock message AF_INET ipv4addr port [flags])`,
    `(sendto sock message AF_INET6 ipv6addr port [flowinfo [scopeid [flags]]])`,
    `(sendto sock message AF_UNIX path [flags])`

    Send bytes as a datagram to an address given as for `connect`; return how many were sent.
    `flags` is a bitwise or of `MSG_` integers. Guile manual, Network Sockets and Communication.
    """
    if type(sock) is not SocketPort or type(message) is not bytes or sock.socket.closed:
        GUILE.check(sendto, sock, message)
    args = address_and_flags
    try:
        target, flags = _destination(sendto, sock, args, 3, flags=True)
        return sock.socket.sock.sendto(message, flags | NOW_QUIETLY, target.sockaddr)
    except Exception as error:
        GUILE.heed(error, sendto, sock, message, *args)
    try:
        return sock.socket.send_to(message, target, flags)
    except Exception as error:
        GUILE.fail(error, sendto, sock, message, *args)


export(__name__)
