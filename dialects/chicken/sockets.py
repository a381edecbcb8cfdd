"""The socket egg's calls: from `socket` to `socket_send_all`.

Every socket is non-blocking. A call that moves bytes makes its system call at once, in the
function that was called; only when there is nothing to be had, or no room, does it wait, in the
engine, for as long as the parameter of its kind allows. Closing the socket or interrupting the
thread ends the wait.
"""

from __future__ import annotations

import contextlib
import errno
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final, TypeVar

from ...core import Socket as _Socket
from ...core import UnixAddress, error_class, from_sockaddr, wait_readable
from ...core.address import Address
from ...core.constants import MSG_OOB
from ...core.errors import Interrupted, NotConnected, SocketError, TimedOut
from ...core.wait import READABLE, URGENT, await_socket, deadline_after
from ...core.wait import WRITABLE as ROOM
from .._types import Buffer, TypeIs, WritableBuffer
from ..conditions import Kind
from ..dialect import procedure, record
from ..kinds import BYTEVECTOR, C_INT, INTEGER, NON_NEGATIVE, WRITABLE
from . import constants
from .addresses import ADDRINFO, SOCKADDR, AddrInfo, SockAddr, of
from .conditions import CHICKEN, NetTimeoutError, RefusedError, TransientError
from .parameters import (
    seconds,
    socket_accept_timeout,
    socket_connect_timeout,
    socket_receive_timeout,
    socket_send_size,
    socket_send_timeout,
)
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

_R = TypeVar("_R")

# The integer itself: neither false nor 0.0 is it.
_ZERO: Final = 0

# What connect(2) says while it goes on; the second when it is asked again.
_UNDER_WAY: Final = (errno.EINPROGRESS, errno.EALREADY)


@record("socket", "socket")
class Socket(_Socket):
    """`socket`: a socket, always non-blocking; prints as the egg's does.

    It is the engine's `Socket`, made by `socket`, `socket_accept` or `socket_connect_ai`.
    Socket egg manual, socket.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"#<socket fd:{self.fileno()} {family_name(self.family)} {type_name(self.type)}>"

    def connect_within(self, address: Address, milliseconds: int | None) -> None:
        """Connect, waiting at most so long; raises `NetTimeoutError` past that, SocketError."""
        self._check_family(address, "connect")
        deadline = deadline_after(seconds(milliseconds))
        pause = 0.0
        number = self._connect_now(address)
        while number:
            if number in _UNDER_WAY:
                if not await_socket(self, ROOM, deadline, "connect"):
                    raise CHICKEN.timed_out("socket-connect", milliseconds, self)
                number = self._connection_result(address)
            elif number == errno.EAGAIN:
                # The backlog of a Unix socket is full, and poll has nothing to say about that.
                try:
                    pause = self._pause(pause, deadline, "connect")
                except TimedOut:
                    raise CHICKEN.timed_out("socket-connect", milliseconds, self) from None
                number = self._connect_now(address)
            else:
                raise error_class(number)(number, None, "connect", self)

    def retry(
        self, location: str, events: int, milliseconds: int | None, call: Callable[[], _R]
    ) -> _R:
        """Wait and call again until it does not say EAGAIN; raises `NetTimeoutError`, OSError."""
        deadline = deadline_after(seconds(milliseconds))
        pause = 0.0
        try:
            while await_socket(self, events, deadline, location):
                try:
                    return call()
                except BlockingIOError:
                    # Another thread was faster, or poll cannot tell: then do not spin.
                    pause = self._pause(pause, deadline, location)
        except TimedOut:
            pass
        raise CHICKEN.timed_out(location, milliseconds, self)


def receiving(so: Socket, flags: int, call: Callable[[], _R]) -> _R:
    """Wait until `call`, one receive that would have blocked, has something to give.

    Raises `NetTimeoutError` past the receive timeout, and OSError. Whoever receives, the egg says
    that `socket-receive!` timed out.
    """
    events = URGENT if flags & MSG_OOB else READABLE
    return so.retry("socket-receive!", events, socket_receive_timeout.get(), call)


def sending(so: Socket, call: Callable[[], _R]) -> _R:
    """Wait until `call`, one send that would have blocked, can send something.

    Raises `NetTimeoutError` past the send timeout, and OSError.
    """
    return so.retry("socket-send", ROOM, socket_send_timeout.get(), call)


SOCKET: Final = Kind("a socket", lambda value: isinstance(value, Socket))


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def is_string(value: object) -> bool:
    """Whether it is a string of CHICKEN's, which is of bytes: a `str`, or bytes-like."""
    return isinstance(value, str) or BYTEVECTOR.type_ok(value)


def is_utf_8(value: object) -> bool:
    """Not a `str` with half a surrogate pair in it."""
    return not isinstance(value, str) or value.isascii() or not _SURROGATE.search(value)


_SENT: Final = Kind("a blob or a string", is_string, is_utf_8)
_START: Final = Kind("an offset into the buffer", INTEGER.type_ok)
_END: Final = Kind(
    "an offset into the buffer, not before start, or #f",
    lambda value: value is None or INTEGER.type_ok(value),
)
_ANYTHING: Final = Kind("an object")


def _window(function: Callable[..., Any], buf: Buffer, start: int, end: int | None) -> memoryview:
    """The bytes of a buffer between two offsets; arguments that are wrong are refused."""
    view = memoryview(buf).cast("B")
    size = len(view)
    name = function.__scheme__.scheme  # type: ignore[attr-defined]
    for argument, kind, value in (("start", _START, start), ("end", _END, end)):
        if not kind.type_ok(value):
            raise CHICKEN.wrong_type(name, argument, kind.expected, value)
    if not 0 <= start <= size:
        raise CHICKEN.bad_value(name, "start", f"an offset from 0 to {size}", start)
    stop = size if end is None else end
    if not start <= stop <= size:
        raise CHICKEN.bad_value(name, "end", f"an offset from {start} to {size}", end)
    return view[start:stop]


# --- the life of a socket


@procedure(
    "(socket family type #!optional (protocol 0))",
    "socket",
    family=INTEGER,
    type=INTEGER,
    protocol=INTEGER,
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
        raise CHICKEN.explain(error, socket, family, type, protocol) from None


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
        so.connect_within(saddr.address, socket_connect_timeout.get())
    except Interrupted as error:  # the attempt goes on
        raise CHICKEN.explain(error, socket_connect, so, saddr) from None
    except NetTimeoutError:
        _close_quietly(so)
        raise
    except OSError as error:
        failure = CHICKEN.not_connected(error, "socket-connect", so, saddr)
        _close_quietly(so)
        raise failure from None


def _close_quietly(so: Socket) -> None:
    with contextlib.suppress(OSError):
        so.close()


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
    failure: Exception = RefusedError(
        "socket-connect/ai", "no addresses to connect to", (ais,), "ais", "an address", ais
    )
    for ai in ais:
        so = socket(ai.family, ai.socktype, ai.protocol)
        try:
            socket_connect(so, ai.address)
        except (TransientError, NetTimeoutError) as error:
            failure = error
        except BaseException:
            _close_quietly(so)
            raise
        else:
            return so
    raise failure


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
        raise CHICKEN.explain(error, socket_bind, so, saddr) from None


@procedure("(socket-listen so backlog)", "socket-listen", so=SOCKET, backlog=INTEGER)
def socket_listen(so: Socket, backlog: int) -> None:
    """`(socket-listen so backlog)`: let connections come; `backlog` (an integer) may wait.

    Raises `NetError` where the system refuses (a datagram socket), `ChickenTypeError` for a bad
    argument. Socket egg manual, socket-listen.
    """
    CHICKEN.check(socket_listen, so, backlog)
    try:
        so.listen(backlog)
    except Exception as error:
        raise CHICKEN.explain(error, socket_listen, so, backlog) from None


@procedure("(socket-accept so)", "socket-accept", so=SOCKET)
def socket_accept(so: Socket) -> Socket:
    """`(socket-accept so)`: a new socket for the next connection to a listening one.

    Waits `socket_accept_timeout()` milliseconds at most. Raises `NetTimeoutError` past that,
    `NetError` where the system refuses or another thread closes the socket meanwhile,
    `ChickenTypeError` for what is no socket. Socket egg manual, socket-accept.
    """
    CHICKEN.check(socket_accept, so)
    call = partial(so.accept, blocking=False)
    try:
        try:
            made, _ = call()
        except BlockingIOError:
            made, _ = so.retry("socket-accept", READABLE, socket_accept_timeout.get(), call)
    except Exception as error:
        raise CHICKEN.explain(error, socket_accept, so) from None
    return made


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
        raise CHICKEN.explain(error, function, so) from None


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
    except NotConnected:
        pass
    except Exception as error:
        raise CHICKEN.explain(error, socket_shutdown, so, how) from None


@procedure("(socket-close so)", "socket-close", so=SOCKET)
def socket_close(so: Socket) -> None:
    """`(socket-close so)`: close a socket; a thread that waits for it gets a `NetError`.

    Raises `NetError` (EBADF) where it is closed already, or the system's close fails;
    `ChickenTypeError` for what is no socket. Socket egg manual, socket-close.
    """
    CHICKEN.check(socket_close, so)
    if so.closed:
        raise CHICKEN.closed("socket-close", so)
    try:
        so.close()
    except Exception as error:
        raise CHICKEN.explain(error, socket_close, so) from None


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
        raise CHICKEN.explain(error, socket_name, so) from None
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
    except NotConnected:
        return None
    except Exception as error:
        raise CHICKEN.explain(error, socket_peer_name, so) from None


# --- receiving


@procedure(
    "(socket-receive! so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-receive!",
    so=SOCKET,
    buf=WRITABLE,
    start=_START,
    end=_END,
    flags=INTEGER,
)
def socket_receive_into(
    so: Socket, buf: WritableBuffer, start: int = _ZERO, end: int | None = None, flags: int = 0
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
    try:
        if start is _ZERO and end is None:
            view: WritableBuffer = buf
        else:
            view = _window(socket_receive_into, buf, start, end)
        try:
            count = so.sys_recv_into(view, 0, flags)
        except BlockingIOError:
            count = receiving(so, flags, partial(so.sys_recv_into, view, 0, flags))
    except Exception as error:
        raise CHICKEN.explain(error, socket_receive_into, so, buf, start, end, flags) from None
    if count or not so.closed:
        return count
    raise CHICKEN.closed("socket-receive!", so)


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
    flags=INTEGER,
)
def socket_receive(so: Socket, len: int, flags: int = 0) -> bytes:
    """`(socket-receive so len #!optional (flags 0))`: receive at most `len` bytes (an integer).

    Returns bytes, none at all at the end of the stream. Otherwise as `socket_receive_into`; a
    negative `len` raises `ChickenBoundsError`. Socket egg manual, socket-receive.
    """
    try:
        try:
            data = so.sys_recv(len, flags)
        except BlockingIOError:
            data = receiving(so, flags, partial(so.sys_recv, len, flags))
    except Exception as error:
        raise CHICKEN.explain(error, socket_receive, so, len, flags) from None
    if data or not so.closed:
        return data
    raise CHICKEN.closed("socket-receive", so)


@procedure(
    "(socket-receive-from! so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-receive-from!",
    so=SOCKET,
    buf=WRITABLE,
    start=_START,
    end=_END,
    flags=INTEGER,
)
def socket_receive_from_into(
    so: Socket, buf: WritableBuffer, start: int = _ZERO, end: int | None = None, flags: int = 0
) -> tuple[int, SockAddr | None]:
    """`(socket-receive-from! so buf #!optional (start 0) (end #f) (flags 0))`

    Receive a datagram into a buffer: how many bytes, an integer, and where from, a `SockAddr`,
    `None` on a connected stream. Otherwise as `socket_receive_into`.
    Socket egg manual, socket-receive-from!.
    """
    try:
        if start is _ZERO and end is None:
            view: WritableBuffer = buf
        else:
            view = _window(socket_receive_from_into, buf, start, end)
        try:
            count, sockaddr = so.sys_recvfrom_into(view, 0, flags)
        except BlockingIOError:
            call = partial(so.sys_recvfrom_into, view, 0, flags)
            count, sockaddr = receiving(so, flags, call)
    except Exception as error:
        arguments = (so, buf, start, end, flags)
        raise CHICKEN.explain(error, socket_receive_from_into, *arguments) from None
    if count or not so.closed:
        return count, _source(so, sockaddr)
    raise CHICKEN.closed("socket-receive-from!", so)


@procedure(
    "(socket-receive-from so len #!optional (flags 0))",
    "socket-receive-from",
    so=SOCKET,
    len=NON_NEGATIVE,
    flags=INTEGER,
)
def socket_receive_from(so: Socket, len: int, flags: int = 0) -> tuple[bytes, SockAddr | None]:
    """`(socket-receive-from so len #!optional (flags 0))`: receive a datagram.

    Returns at most `len` bytes (an integer) of it, and where it is from, a `SockAddr`, `None` on a
    connected stream. Otherwise as `socket_receive`. Socket egg manual, socket-receive-from.
    """
    try:
        try:
            data, sockaddr = so.sys_recvfrom(len, flags)
        except BlockingIOError:
            data, sockaddr = receiving(so, flags, partial(so.sys_recvfrom, len, flags))
    except Exception as error:
        raise CHICKEN.explain(error, socket_receive_from, so, len, flags) from None
    if data or not so.closed:
        return data, _source(so, sockaddr)
    raise CHICKEN.closed("socket-receive-from", so)


def _source(so: Socket, sockaddr: Any) -> SockAddr | None:
    if sockaddr is None and so.family == constants.AF_UNIX and so.type == constants.SOCK_DGRAM:
        return SockAddr(UnixAddress())
    return of(from_sockaddr(so.family, sockaddr))


# --- sending


def _piece(function: Callable[..., Any], buf: Buffer | str, start: int, end: int | None) -> Buffer:
    data = buf.encode() if isinstance(buf, str) else buf
    return data if start is _ZERO and end is None else _window(function, data, start, end)


@procedure(
    "(socket-send so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-send",
    so=SOCKET,
    buf=_SENT,
    start=_START,
    end=_END,
    flags=INTEGER,
)
def socket_send(
    so: Socket, buf: Buffer | str, start: int = _ZERO, end: int | None = None, flags: int = 0
) -> int:
    """`(socket-send so buf #!optional (start 0) (end #f) (flags 0))`: send some of a buffer.

    `buf` is bytes-like, or a string, which is sent in UTF-8; `start` and `end` are offsets in
    bytes (integers; `None` is the end). How many bytes went is returned. `flags` are `MSG_`
    integers or-ed. Waits `socket_send_timeout()` milliseconds at most. Raises `NetTimeoutError`
    past that, `NetError` where the system refuses or another thread closes the socket meanwhile,
    `RefusedError` for what is no buffer or not inside it, `ChickenTypeError` for other arguments.
    Socket egg manual, socket-send.
    """
    try:
        if start is _ZERO and end is None and not isinstance(buf, str):
            data: Any = buf
        else:
            data = _piece(socket_send, buf, start, end)
        try:
            return so.sys_send(data, flags)
        except BlockingIOError:
            return sending(so, partial(so.sys_send, data, flags))
    except Exception as error:
        raise CHICKEN.explain(error, socket_send, so, buf, start, end, flags) from None


@procedure(
    "(socket-send-to so buf saddr #!optional (start 0) (end #f) (flags 0))",
    "socket-send-to",
    so=SOCKET,
    buf=_SENT,
    saddr=SOCKADDR,
    start=_START,
    end=_END,
    flags=INTEGER,
)
def socket_send_to(
    so: Socket,
    buf: Buffer | str,
    saddr: SockAddr,
    start: int = _ZERO,
    end: int | None = None,
    flags: int = 0,
) -> int:
    """`(socket-send-to so buf saddr #!optional (start 0) (end #f) (flags 0))`: send a datagram.

    It goes to `saddr`, a `SockAddr`; how many bytes went is returned. Otherwise as `socket_send`.
    Socket egg manual, socket-send-to.
    """
    try:
        data = _piece(socket_send_to, buf, start, end)
        target = saddr.address
        so._check_family(target, "socket-send-to")
        try:
            return so.sys_sendto(data, flags, target.sockaddr)
        except BlockingIOError:
            return sending(so, partial(so.sys_sendto, data, flags, target.sockaddr))
    except Exception as error:
        arguments = (so, buf, saddr, start, end, flags)
        raise CHICKEN.explain(error, socket_send_to, *arguments) from None


@procedure(
    "(socket-send-all so buf #!optional (start 0) (end #f) (flags 0))",
    "socket-send-all",
    so=SOCKET,
    buf=_SENT,
    start=_START,
    end=_END,
    flags=INTEGER,
)
def socket_send_all(
    so: Socket, buf: Buffer | str, start: int = _ZERO, end: int | None = None, flags: int = 0
) -> None:
    """`(socket-send-all so buf #!optional (start 0) (end #f) (flags 0))`: send all of a buffer.

    In pieces of `socket_send_size()` bytes, the last perhaps smaller; `None` tries to send all
    that is left each time. On a datagram socket each piece is a datagram. The timeout is for each
    send. On failure `.sent` of the error is how many bytes had gone. Arguments and errors as for
    `socket_send`. Socket egg manual, socket-send-all.
    """
    sent = 0
    try:
        data: Any = _piece(socket_send_all, buf, start, end)
        if data.__class__ is not bytes:
            data = memoryview(data).cast("B")
        size = len(data)
        chunk = socket_send_size.get() or size
        if size <= chunk:
            piece = data
        else:
            data = memoryview(data)
            piece = data[:chunk]
        while True:  # once also for nothing at all, which is a datagram too
            try:
                sent += so.sys_send(piece, flags)
            except BlockingIOError:
                sent += sending(so, partial(so.sys_send, piece, flags))
            if sent >= size:
                return
            piece = memoryview(data)[sent : sent + chunk]
    except Exception as error:
        failure = CHICKEN.explain(error, socket_send_all, so, buf, start, end, flags)
        if isinstance(failure, SocketError):
            failure.sent = sent
        raise failure from None
