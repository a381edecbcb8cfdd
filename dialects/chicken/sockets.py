"""The socket egg's calls: from `socket` to `socket_send_all`.

Every socket is non-blocking. A call that moves bytes makes its system call at once, in the
function that was called; only when nothing can be moved yet does it wait, in the engine, for as
long as the parameter of its kind allows. Closing the socket or interrupting the thread ends the
wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from socket import SocketType
from typing import Any, Final

from ...core import Socket as _Socket
from ...core import UnixAddress, from_sockaddr, wait_readable
from ...core.address import Address
from ...core.errors import Interrupted, NotConnected, arose_below
from ...core.transfer import NOW, NOW_QUIETLY
from ...core.waiting import READABLE
from .._types import Buffer, TypeIs, WritableBuffer
from ..conditions import Kind
from ..dialect import procedure, record, scheme_name
from ..kinds import BYTEVECTOR, C_INT, INTEGER, NON_NEGATIVE, WRITABLE
from . import constants
from .addresses import ADDRINFO, SOCKADDR, AddrInfo, SockAddr, of
from .conditions import CHICKEN, NetTimeoutError, RefusedError, TransientError
from .limits import ACCEPTING, CONNECTING, RECEIVING, SENDING, is_over
from .parameters import socket_send_size
from .symbols import family_name, type_name

__all__ = [
    "Socket",
    "is_socket",
    "is_socket_accept_ready",
    "is_socket_receive_ready",
    "socket",
    "socket_accept",
    "socket_bind",
    "socket_close",
    "socket_close_star",
    "socket_connect",
    "socket_connect_ai",
    "socket_family",
    "socket_fileno",
    "socket_listen",
    "socket_name",
    "socket_peer_name",
    "socket_protocol",
    "socket_receive",
    "socket_receive_from",
    "socket_receive_from_into",
    "socket_receive_into",
    "socket_send",
    "socket_send_all",
    "socket_send_to",
    "socket_shutdown",
    "socket_type",
]

# The integer itself: neither false nor 0.0 is it.
_ZERO: Final = 0


@record("socket", "socket")
class Socket(_Socket):
    """`socket`: a socket, always non-blocking; prints as the egg's does.

    It is the engine's `Socket`, made by `socket`, `socket_accept` or `socket_connect_ai`.
    Socket egg manual, socket.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"#<socket fd:{self.fileno()} {family_name(self.family)} {type_name(self.type)}>"


SOCKET: Final = Kind("a socket", lambda value: isinstance(value, Socket))


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def is_string(value: object) -> bool:
    """Return whether it is a string of CHICKEN's, which is of bytes: a `str`, or bytes-like."""
    return _is_str(value) or BYTEVECTOR.type_ok(value)


def is_utf_8(value: object) -> bool:
    """Return whether it is anything but a `str` with half a surrogate pair in it."""
    return not _is_str(value) or str.isascii(value) or not _SURROGATE.search(value)


def encoded(value: Buffer | str) -> bytes:
    """Return the bytes of a string of CHICKEN's, a `str` in UTF-8."""
    if _is_str(value):
        return str.encode(value)
    return value if type(value) is bytes else bytes(memoryview(value))


def _is_str(value: object) -> TypeIs[str]:
    return issubclass(type(value), str)  # what merely says that it is one has no characters


_SENT: Final = Kind("a blob or a string", is_string, is_utf_8)
_START: Final = Kind("an offset into the buffer", INTEGER.type_ok)
_END: Final = Kind(
    "an offset into the buffer, not before start, or #f",
    lambda value: value is None or INTEGER.type_ok(value),
)
_ANYTHING: Final = Kind("an object")


def _window(function: Callable[..., Any], buf: Buffer, start: int, end: int | None) -> memoryview:
    """Return the bytes of a buffer between two offsets; refuse those that are not inside it."""
    view = memoryview(buf).cast("B")
    size = len(view)
    if not 0 <= start <= size:
        raise CHICKEN.bad_value(
            scheme_name(function), "start", f"an offset from 0 to {size}", start
        )
    stop = size if end is None else end
    if not start <= stop <= size:
        raise CHICKEN.bad_value(
            scheme_name(function), "end", f"an offset from {start} to {size}", end
        )
    return view[start:stop]


# --- the life of a socket


@procedure(
    "(socket family type #!optional (protocol 0))",
    "socket",
    family=C_INT,
    type=C_INT,
    protocol=C_INT,
)
def socket(family: int, type: int, protocol: int = 0) -> Socket:
    """`(socket family type #!optional (protocol 0))`: a new socket; all three are integers.

    Raises `NetError` for a combination that the system does not have or where no descriptor is
    left, `ChickenTypeError` for what is no integer. Socket egg manual, socket.
    """
    CHICKEN.check(socket, family, type, protocol)
    try:
        return Socket.open(family, type, protocol, blocking=False)
    except Exception as error:
        CHICKEN.fail(error, socket, family, type, protocol)


@procedure("(socket? so)", "socket", so=_ANYTHING)
def is_socket(so: object) -> TypeIs[Socket]:
    """`(socket? so)`: whether it is a socket, open or closed, a boolean; raises nothing.

    Socket egg manual, socket?.
    """
    return isinstance(so, Socket)


@procedure("(socket-fileno so)", "socket", so=SOCKET)
def socket_fileno(so: Socket) -> int:
    """`(socket-fileno so)`: the socket's file descriptor, an integer; -1 when it is closed.

    Raises `ChickenTypeError` for what is no socket. Socket egg manual, socket-fileno.
    """
    CHICKEN.check(socket_fileno, so)
    return so.fileno()


@procedure("(socket-family so)", "socket", so=SOCKET)
def socket_family(so: Socket) -> int:
    """`(socket-family so)`: the family, an `AF_` integer.

    Raises `ChickenTypeError` for what is no socket. Socket egg manual, socket-family.
    """
    CHICKEN.check(socket_family, so)
    return so.family


@procedure("(socket-type so)", "socket", so=SOCKET)
def socket_type(so: Socket) -> int:
    """`(socket-type so)`: the type, a `SOCK_` integer.

    Raises `ChickenTypeError` for what is no socket. Socket egg manual, socket-type.
    """
    CHICKEN.check(socket_type, so)
    return so.type


@procedure("(socket-protocol so)", "socket", so=SOCKET)
def socket_protocol(so: Socket) -> int:
    """`(socket-protocol so)`: the protocol that the socket was made with, an integer.

    Raises `ChickenTypeError` for what is no socket. Socket egg manual, socket-protocol.
    """
    CHICKEN.check(socket_protocol, so)
    return so.protocol


@procedure("(socket-connect so saddr)", "socket-connect", so=SOCKET, saddr=SOCKADDR)
def socket_connect(so: Socket, saddr: SockAddr) -> None:
    """`(socket-connect so saddr)`: connect a socket to an address, a `SockAddr`.

    Waits `socket_connect_timeout()` milliseconds, or as long as the system does. A socket whose
    connecting failed or timed out is closed. Raises `TransientError` where it may be tried again
    later (refused, unreachable, the network down, the system's own time over), `NetTimeoutError`
    past the timeout, else `NetError`; `ChickenTypeError` for a bad argument.
    Socket egg manual, socket-connect.
    """
    CHICKEN.check(socket_connect, so, saddr)
    try:
        so.connect(saddr.address, timeout=CONNECTING.seconds(), waits=True)
        return
    except Exception as error:
        failure = _unconnected(error, so, saddr)
    try:
        _close_quietly(so)
        raise failure
    finally:
        del failure  # it refers to this frame


def _unconnected(error: Exception, so: Socket, saddr: SockAddr) -> Exception:
    """Return the condition for an attempt that has failed; raise that for one that goes on."""
    try:
        if is_over(error):
            return CONNECTING.passed(error, so)
        goes_on = isinstance(error, Interrupted)
        if isinstance(error, OSError) and not goes_on and arose_below(error):
            return CHICKEN.not_connected(error, "socket-connect", so, saddr)
        CHICKEN.fail(error, socket_connect, so, saddr)
    finally:
        del error  # it refers to this frame, where it is raised again


def _close_quietly(so: Socket) -> None:
    try:
        so.close()
    except OSError as error:
        if not arose_below(error):
            raise


_INFOS: Final = Kind(
    "a list of addrinfos",
    lambda value: isinstance(value, (list, tuple)) and all(map(ADDRINFO.type_ok, value)),
)


@procedure("(socket-connect/ai ais)", "socket-connect", ais=_INFOS)
def socket_connect_ai(ais: Iterable[AddrInfo]) -> Socket:
    """`(socket-connect/ai ais)`: a new socket, connected to the first address that answers.

    `ais` is a list of `AddrInfo`. After a transient error or a timeout, each attempt having
    `socket_connect_timeout()` milliseconds, the next address is tried; any other error stops.
    Raises what the last attempt did, as `socket_connect` does; `RefusedError` for the empty list;
    `ChickenTypeError` for a bad argument. Socket egg manual, socket-connect/ai.
    """
    CHICKEN.check(socket_connect_ai, ais)
    failure: BaseException = RefusedError(
        "socket-connect/ai", "no addresses to connect to", (ais,), "ais", "an address", ais
    )
    try:
        for ai in ais:
            so = socket(ai.family, ai.socktype, ai.protocol)
            try:
                socket_connect(so, ai.address)
                return so
            except BaseException as error:
                failure = error
                passing = isinstance(error, (TransientError, NetTimeoutError))
                goes_on = passing and arose_below(error)
            _close_quietly(so)
            if not goes_on:
                break
        raise failure
    finally:
        del failure  # it refers to this frame


@procedure("(socket-bind so saddr)", "socket-bind", so=SOCKET, saddr=SOCKADDR)
def socket_bind(so: Socket, saddr: SockAddr) -> None:
    """`(socket-bind so saddr)`: give a socket its local address, a `SockAddr`.

    Raises `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, socket-bind.
    """
    CHICKEN.check(socket_bind, so, saddr)
    try:
        so.bind(saddr.address)
    except Exception as error:
        CHICKEN.fail(error, socket_bind, so, saddr)


@procedure("(socket-listen so backlog)", "socket-listen", so=SOCKET, backlog=C_INT)
def socket_listen(so: Socket, backlog: int) -> None:
    """`(socket-listen so backlog)`: let connections come; `backlog` (an integer) may wait.

    Raises `NetError` where the system refuses (a datagram socket), `ChickenTypeError` for a bad
    argument. Socket egg manual, socket-listen.
    """
    CHICKEN.check(socket_listen, so, backlog)
    try:
        so.listen(backlog)
    except Exception as error:
        CHICKEN.fail(error, socket_listen, so, backlog)


@procedure("(socket-accept so)", "socket-accept", so=SOCKET)
def socket_accept(so: Socket) -> Socket:
    """`(socket-accept so)`: a new socket for the next connection to a listening one.

    Waits `socket_accept_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile,
    `ChickenTypeError` for what is no socket. Socket egg manual, socket-accept.
    """
    CHICKEN.check(socket_accept, so)
    try:
        return so.accept(timeout=ACCEPTING.seconds(), waits=True, blocking=False)[0]
    except Exception as error:
        ACCEPTING.fail(error, socket_accept, so)


@procedure("(socket-accept-ready? so)", "socket-accept", so=SOCKET)
def is_socket_accept_ready(so: Socket) -> bool:
    """`(socket-accept-ready? so)`: whether a connection waits to be accepted, at once.

    Raises `NetError` for a closed socket, `ChickenTypeError` for what is no socket.
    Socket egg manual, socket-accept-ready?.
    """
    return _ready(is_socket_accept_ready, so)


def _ready(function: Callable[..., bool], so: Socket) -> bool:
    CHICKEN.check(function, so)
    try:
        return wait_readable(so, 0)
    except Exception as error:
        CHICKEN.fail(error, function, so)


@procedure("(socket-shutdown so how)", "socket-shutdown", so=SOCKET, how=C_INT)
def socket_shutdown(so: Socket, how: int) -> None:
    """`(socket-shutdown so how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both
    (`SHUT_RDWR`).

    A socket that is not connected, or no longer, is left as it is: the peer may have ended the
    connection before. Raises `NetError` where the system refuses (another `how`, a closed
    socket), `ChickenTypeError` and `ChickenBoundsError` for a bad argument.
    Socket egg manual, socket-shutdown.
    """
    CHICKEN.check(socket_shutdown, so, how)
    try:
        so.shutdown(how)
    except Exception as error:
        if not isinstance(error, NotConnected) or not arose_below(error):
            CHICKEN.fail(error, socket_shutdown, so, how)


@procedure("(socket-close so)", "socket-close", so=SOCKET)
def socket_close(so: Socket) -> None:
    """`(socket-close so)`: close a socket; a thread that waits for it gets a `NetError`.

    Raises `NetError` (EBADF) where it is closed already, or the system's close fails;
    `ChickenTypeError` for what is no socket. Socket egg manual, socket-close.
    """
    CHICKEN.check(socket_close, so)
    if so.closed and so.fileno() < 0:  # else an exception broke in, and this one finishes
        raise CHICKEN.closed("socket-close", so)
    try:
        so.close()
    except Exception as error:
        CHICKEN.fail(error, socket_close, so)


@procedure("(socket-close* so)", "socket-close*", so=SOCKET)
def socket_close_star(so: Socket) -> None:
    """`(socket-close* so)`: close a socket, whatever the system says of it.

    Raises `ChickenTypeError` for what is no socket, and nothing else.
    Socket egg manual, socket-close*.
    """
    CHICKEN.check(socket_close_star, so)
    _close_quietly(so)


@procedure("(socket-name so)", "socket-name", so=SOCKET)
def socket_name(so: Socket) -> SockAddr | None:
    """`(socket-name so)`: the socket's own address, a `SockAddr`; `None` when it has none yet.

    Raises `NetError` for a closed socket, `ChickenTypeError` for what is no socket.
    Socket egg manual, socket-name.
    """
    CHICKEN.check(socket_name, so)
    try:
        address = so.local_address()
    except Exception as error:
        CHICKEN.fail(error, socket_name, so)
    if isinstance(address, UnixAddress):
        return None if address.is_unnamed else of(address)
    # A bound socket has a port, but for a raw one, which has an address alone.
    return None if address is None or not (address.port or any(address.packed)) else of(address)


@procedure("(socket-peer-name so)", "socket-peer-name", so=SOCKET)
def socket_peer_name(so: Socket) -> SockAddr | None:
    """`(socket-peer-name so)`: the address at the other end, a `SockAddr`; `None` without one.

    A Unix socket without a name is an address with the path "". Raises `NetError` for a closed
    socket, `ChickenTypeError` for what is no socket. Socket egg manual, socket-peer-name.
    """
    CHICKEN.check(socket_peer_name, so)
    try:
        return of(so.peer_address())
    except Exception as error:
        if not isinstance(error, NotConnected) or not arose_below(error):
            CHICKEN.fail(error, socket_peer_name, so)
        return None


# --- receiving


@procedure(
    "(socket-receive! so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-receive!",
    so=SOCKET,
    buf=WRITABLE,
    start=_START,
    end=_END,
    flags=C_INT,
)
def socket_receive_into(
    so: Socket, buf: WritableBuffer, start: int = _ZERO, end: int | None = None, flags: int = _ZERO
) -> int:
    """`(socket-receive! so buf #!optional (start 0) (end #f) (flags 0))`: receive into a buffer.

    `buf` is writable and bytes-like; what came is put between the offsets `start` and `end`
    (integers; `None` is the end of the buffer). How many bytes came is returned, 0 at the end of
    the stream. Of a datagram that is longer the rest is lost. `flags` are `MSG_` integers or-ed.
    Waits `socket_receive_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile,
    `RefusedError` for what is no buffer or not inside it, `ChickenTypeError` for other arguments.
    Socket egg manual, socket-receive!.
    """
    waiting = False
    if (
        type(so) is not Socket
        or type(buf) is not bytearray
        or not buf
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        CHICKEN.check(socket_receive_into, so, buf, start, end, flags)
    else:
        try:
            if so.polls_first:
                so.poll_first("receive", RECEIVING.seconds(), True)
            return so.sock.recv_into(buf, 0, NOW)
        except Exception as error:
            RECEIVING.heed(error, socket_receive_into, so, buf, start, end, flags)
        waiting = True
    timeout = RECEIVING.seconds()
    try:
        if waiting:
            return so.resume(
                "receive", READABLE, SocketType.recv_into, buf, 0, NOW, timeout=timeout, waits=True
            )
        view = _window(socket_receive_into, buf, start, end)
        return so.receive_into(view, 0, None, flags & ~NOW, timeout=timeout, waits=True)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_into, so, buf, start, end, flags)


@procedure("(socket-receive-ready? so)", "socket-receive!", so=SOCKET)
def is_socket_receive_ready(so: Socket) -> bool:
    """`(socket-receive-ready? so)`: whether there is something to receive, or the end, at once.

    Raises `NetError` for a closed socket, `ChickenTypeError` for what is no socket.
    Socket egg manual, socket-receive-ready?.
    """
    return _ready(is_socket_receive_ready, so)


@procedure(
    "(socket-receive so len #!optional (flags 0))",
    "socket-receive",
    so=SOCKET,
    len=NON_NEGATIVE,
    flags=C_INT,
)
def socket_receive(so: Socket, len: int, flags: int = _ZERO) -> bytes:
    """`(socket-receive so len #!optional (flags 0))`: receive at most `len` bytes (an integer).

    Returns bytes, none at all at the end of the stream. Otherwise as `socket_receive_into`; a
    negative `len` raises `ChickenBoundsError`. Socket egg manual, socket-receive.
    """
    waiting = False
    if type(so) is not Socket or type(len) is not int or len <= 0 or flags is not _ZERO:
        CHICKEN.check(socket_receive, so, len, flags)
    else:
        try:
            if so.polls_first:
                so.poll_first("receive", RECEIVING.seconds(), True)
            return so.sock.recv(len, NOW)
        except Exception as error:
            RECEIVING.heed(error, socket_receive, so, len, flags)
        waiting = True
    timeout = RECEIVING.seconds()
    try:
        if waiting:
            return so.resume(
                "receive", READABLE, SocketType.recv, len, NOW, timeout=timeout, waits=True
            )
        return so.receive(len, flags & ~NOW, timeout=timeout, waits=True)
    except Exception as error:
        RECEIVING.fail(error, socket_receive, so, len, flags)


@procedure(
    "(socket-receive-from! so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-receive-from!",
    so=SOCKET,
    buf=WRITABLE,
    start=_START,
    end=_END,
    flags=C_INT,
)
def socket_receive_from_into(
    so: Socket, buf: WritableBuffer, start: int = _ZERO, end: int | None = None, flags: int = _ZERO
) -> tuple[int, SockAddr | None]:
    """`(socket-receive-from! so buf #!optional (start 0) (end #f) (flags 0))`

    Receive a datagram into a buffer: how many bytes, an integer, and where from, a `SockAddr`,
    `None` on a connected stream. Otherwise as `socket_receive_into`.
    Socket egg manual, socket-receive-from!.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytearray
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        CHICKEN.check(socket_receive_from_into, so, buf, start, end, flags)
    else:
        try:
            count, sockaddr = so.sock.recvfrom_into(buf, 0, NOW)
            return count, _source(so, from_sockaddr(so.family, sockaddr))
        except Exception as error:
            RECEIVING.heed(error, socket_receive_from_into, so, buf, start, end, flags)
    try:
        view = _window(socket_receive_from_into, buf, start, end)
        count, address = so.receive_from_into(
            view, 0, None, flags & ~NOW, timeout=RECEIVING.seconds(), waits=True
        )
        return count, _source(so, address)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_from_into, so, buf, start, end, flags)


@procedure(
    "(socket-receive-from so len #!optional (flags 0))",
    "socket-receive-from",
    so=SOCKET,
    len=NON_NEGATIVE,
    flags=C_INT,
)
def socket_receive_from(so: Socket, len: int, flags: int = _ZERO) -> tuple[bytes, SockAddr | None]:
    """`(socket-receive-from so len #!optional (flags 0))`: receive a datagram.

    Returns at most `len` bytes (an integer) of it, and where it is from, a `SockAddr`, `None` on a
    connected stream. Otherwise as `socket_receive`. Socket egg manual, socket-receive-from.
    """
    if type(so) is not Socket or type(len) is not int or len < 0 or flags is not _ZERO:
        CHICKEN.check(socket_receive_from, so, len, flags)
    else:
        try:
            data, sockaddr = so.sock.recvfrom(len, NOW)
            return data, _source(so, from_sockaddr(so.family, sockaddr))
        except Exception as error:
            RECEIVING.heed(error, socket_receive_from, so, len, flags)
    try:
        data, address = so.receive_from(len, flags & ~NOW, timeout=RECEIVING.seconds(), waits=True)
        return data, _source(so, address)
    except Exception as error:
        RECEIVING.fail(error, socket_receive_from, so, len, flags)


def _source(so: Socket, address: Address | None) -> SockAddr | None:
    """Return where a datagram came from; a Unix socket without a name is an address, too."""
    if address is None and so.family == constants.AF_UNIX and so.type == constants.SOCK_DGRAM:
        return SockAddr(UnixAddress())
    return of(address)


# --- sending


def _piece(function: Callable[..., Any], buf: Buffer | str, start: int, end: int | None) -> Buffer:
    """Return what of `buf` is to be sent, bytes or a view of bytes."""
    return _window(function, encoded(buf) if _is_str(buf) else buf, start, end)


@procedure(
    "(socket-send so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-send",
    so=SOCKET,
    buf=_SENT,
    start=_START,
    end=_END,
    flags=C_INT,
)
def socket_send(
    so: Socket, buf: Buffer | str, start: int = _ZERO, end: int | None = None, flags: int = _ZERO
) -> int:
    """`(socket-send so buf #!optional (start 0) (end #f) (flags 0))`: send some of a buffer.

    `buf` is bytes-like, or a string, which is sent in UTF-8; `start` and `end` are offsets in
    bytes (integers; `None` is the end). How many bytes went is returned. `flags` are `MSG_`
    integers or-ed. Waits `socket_send_timeout()` milliseconds at most. Raises `NetTimeoutError`
    past that, `NetError` where the system refuses or another thread closes the socket meanwhile,
    `RefusedError` for what is no buffer or not inside it, `ChickenTypeError` for other arguments.
    Socket egg manual, socket-send.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        CHICKEN.check(socket_send, so, buf, start, end, flags)
    else:
        try:
            return so.sock.send(buf, NOW_QUIETLY)
        except Exception as error:
            CHICKEN.heed(error, socket_send, so, buf, start, end, flags)
    try:
        data = _piece(socket_send, buf, start, end)
        return so.send(data, flags & ~NOW, timeout=SENDING.seconds(), waits=True)
    except Exception as error:
        SENDING.fail(error, socket_send, so, buf, start, end, flags)


@procedure(
    "(socket-send-to so buf saddr #!optional (start 0) (end #f) (flags 0))",
    "socket-send-to",
    so=SOCKET,
    buf=_SENT,
    saddr=SOCKADDR,
    start=_START,
    end=_END,
    flags=C_INT,
)
def socket_send_to(
    so: Socket,
    buf: Buffer | str,
    saddr: SockAddr,
    start: int = _ZERO,
    end: int | None = None,
    flags: int = _ZERO,
) -> int:
    """`(socket-send-to so buf saddr #!optional (start 0) (end #f) (flags 0))`: send a datagram.

    It goes to `saddr`, a `SockAddr`; how many bytes went is returned. Otherwise as `socket_send`.
    Socket egg manual, socket-send-to.
    """
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or type(saddr) is not SockAddr
        or saddr.address.family != so.family
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        CHICKEN.check(socket_send_to, so, buf, saddr, start, end, flags)
    else:
        try:
            return so.sock.sendto(buf, NOW_QUIETLY, saddr.address.sockaddr)
        except Exception as error:
            CHICKEN.heed(error, socket_send_to, so, buf, saddr, start, end, flags)
    try:
        data = _piece(socket_send_to, buf, start, end)
        return so.send_to(data, saddr.address, flags & ~NOW, timeout=SENDING.seconds(), waits=True)
    except Exception as error:
        SENDING.fail(error, socket_send_to, so, buf, saddr, start, end, flags)


@procedure(
    "(socket-send-all so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-send-all",
    so=SOCKET,
    buf=_SENT,
    start=_START,
    end=_END,
    flags=C_INT,
)
def socket_send_all(
    so: Socket, buf: Buffer | str, start: int = _ZERO, end: int | None = None, flags: int = _ZERO
) -> None:
    """`(socket-send-all so buf #!optional (start 0) (end #f) (flags 0))`: send all of a buffer.

    In pieces of `socket_send_size()` bytes, the last perhaps smaller; `None` tries to send all
    that is left each time. On a datagram socket each piece is a datagram. The timeout is for each
    send. On failure `.sent` of the error is how many bytes had gone. Arguments and errors as for
    `socket_send`. Socket egg manual, socket-send-all.
    """
    sent = 0
    chunk = socket_send_size.get()
    if (
        type(so) is not Socket
        or type(buf) is not bytes
        or start is not _ZERO
        or end is not None
        or flags is not _ZERO
    ):
        CHICKEN.check(socket_send_all, so, buf, start, end, flags)
    elif chunk is None or len(buf) <= chunk:
        try:
            sent = so.sock.send(buf, NOW_QUIETLY)
            if sent == len(buf):
                return
        except Exception as error:
            CHICKEN.heed(error, socket_send_all, so, buf, start, end, flags)
    try:
        data = _piece(socket_send_all, buf, start, end)
        so.send_all(
            data, flags & ~NOW, chunk=chunk, timeout=SENDING.seconds(), waits=True, sent=sent
        )
    except Exception as error:
        SENDING.fail(error, socket_send_all, so, buf, start, end, flags)
