"""The life of a socket, by the low-level procedures: made, connected or bound, accepted, closed.

Where the manual has `#f` for what could not be done, `None` is returned, and `socket_last_error`
says why.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final, TypeVar

from ...core import OWN
from ...core.errors import DeadlinePassed, InProgress, Interrupted, WouldBlock, arose_below
from .._types import TypeIs
from ..dialect import UNDOCUMENTED, procedure
from ..kinds import ANYTHING, C_INT, PROCEDURE, one_of
from . import constants
from .addrinfo import ADDRESSED, ADDRINFO, Addrinfo
from .conditions import SAGITTARIUS
from .socket_type import SOCKET, Socket
from .timeouts import TIMEOUT, Timeout, seconds

__all__ = [
    "call_with_socket",
    "create_socket",
    "is_socket",
    "is_socket_closed",
    "make_socket",
    "socket_accept",
    "socket_bind",
    "socket_close",
    "socket_connect",
    "socket_error_message",
    "socket_fd",
    "socket_last_error",
    "socket_listen",
    "socket_shutdown",
]

T = TypeVar("T")

HOW: Final = one_of(
    frozenset({constants.SHUT_RD, constants.SHUT_WR, constants.SHUT_RDWR}),
    "SHUT_RD, SHUT_WR or SHUT_RDWR",
)


@procedure("(socket? obj)", "socket?", obj=ANYTHING)
def is_socket(obj: object) -> TypeIs[Socket]:
    """`(socket? obj)`: whether it is a socket, closed or not, a boolean; raises nothing.

    Sagittarius manual, socket?.
    """
    return isinstance(obj, Socket)


@procedure(
    "(make-socket ai-family ai-socktype :optional (ai-protocol 0))",
    "make-socket",
    ai_family=C_INT,
    ai_socktype=C_INT,
    ai_protocol=C_INT,
)
def make_socket(ai_family: int, ai_socktype: int, ai_protocol: int = 0) -> Socket | None:
    """`(make-socket ai-family ai-socktype :optional (ai-protocol 0))`: a new socket.

    The arguments are integers; protocol 0 is the usual one of the type. `None` where the system
    cannot make one. A peer that is gone never raises a signal. The caller closes the socket.
    Raises `AssertionTypeError` and `AssertionValueError` for bad arguments. Sagittarius manual,
    make-socket.
    """
    SAGITTARIUS.check(make_socket, ai_family, ai_socktype, ai_protocol)
    try:
        return Socket.open(ai_family, ai_socktype, ai_protocol)
    except Exception as error:
        SAGITTARIUS.note(error, make_socket, ai_family, ai_socktype, ai_protocol)
        return None


@procedure("(create-socket addrinfo)", "make-socket", addrinfo=ADDRINFO)
def create_socket(addrinfo: Addrinfo) -> Socket | None:
    """`(create-socket addrinfo)`: a new socket of the family, type and protocol of an addrinfo.

    `None` where the system cannot make one. Raises `AssertionTypeError` for what is no addrinfo.
    The library exports it; of the Sagittarius manual see make-socket.
    """
    SAGITTARIUS.check(create_socket, addrinfo)
    return make_socket(addrinfo.family, addrinfo.socktype, addrinfo.protocol)


@procedure(
    "(socket-connect! socket addrinfo :optional timeout)",
    "socket-connect!",
    socket=SOCKET,
    addrinfo=ADDRESSED,
    timeout=TIMEOUT,
)
def socket_connect(socket: Socket, addrinfo: Addrinfo, timeout: Timeout = None) -> Socket | None:
    """`(socket-connect! socket addrinfo :optional timeout)`: connect to an addrinfo's address.

    Returns the socket, or `None` where the connection fails. `timeout` limits the attempt, as for
    `socket_select`: microseconds, a pair (seconds, microseconds), a `datetime.timedelta`, or
    `None` for as long as the system tries. A socket that does not wait otherwise waits here.

    Raises `SocketConnectionError` past the timeout or when the thread is interrupted, and then the
    attempt goes on; `SocketClosedError` for a closed socket; `AssertionTypeError` and
    `AssertionValueError` for bad arguments. Sagittarius manual, socket-connect!.
    """
    SAGITTARIUS.check(socket_connect, socket, addrinfo, timeout)
    try:
        connect(socket, addrinfo, timeout, "socket-connect!")
    except Exception as error:
        SAGITTARIUS.note(error, socket_connect, socket, addrinfo, timeout)
        return None
    return socket


def connect(socket: Socket, addrinfo: Addrinfo, timeout: Timeout, procedure: str) -> None:
    """Connect, for a procedure; raises SocketError, past the timeout a `SocketConnectionError`."""
    assert addrinfo.sockaddr is not None
    address = addrinfo.sockaddr.address
    try:
        socket.connect(address, timeout=OWN if timeout is None else seconds(timeout), waits=True)
    except (DeadlinePassed, InProgress, WouldBlock, Interrupted) as error:
        if not arose_below(error):
            raise
        if isinstance(error, Interrupted):
            raise SAGITTARIUS.not_connected(error, procedure, socket) from None
        if timeout is None:  # SO_SNDTIMEO, past which the system says this
            raise InProgress(constants.EINPROGRESS, None, "connect", socket) from None
        raise SAGITTARIUS.connection_timed_out(procedure, socket, timeout) from None
    socket.role = "client"
    socket.address = address
    socket.node, socket.service = addrinfo.node, addrinfo.service


@procedure("(socket-bind! socket addrinfo)", "socket-bind!", socket=SOCKET, addrinfo=ADDRESSED)
def socket_bind(socket: Socket, addrinfo: Addrinfo) -> Socket | None:
    """`(socket-bind! socket addrinfo)`: give a socket the address of an addrinfo.

    Returns the socket, or `None` where the system refuses. Raises `SocketClosedError` for a
    closed socket, `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-bind!.
    """
    SAGITTARIUS.check(socket_bind, socket, addrinfo)
    try:
        bind(socket, addrinfo)
    except Exception as error:
        SAGITTARIUS.note(error, socket_bind, socket, addrinfo)
        return None
    return socket


def bind(socket: Socket, addrinfo: Addrinfo) -> None:
    """Bind, and remember to what; raises SocketError."""
    assert addrinfo.sockaddr is not None
    socket.bind(addrinfo.sockaddr.address)
    socket.role = "server"
    socket.address = socket.local_address()
    socket.node, socket.service = addrinfo.node, addrinfo.service


@procedure("(socket-listen! socket backlog)", "socket-listen!", socket=SOCKET, backlog=C_INT)
def socket_listen(socket: Socket, backlog: int) -> Socket | None:
    """`(socket-listen! socket backlog)`: let connections come; `backlog`, an integer, may wait.

    Returns the socket, or `None` where the system refuses. Raises `SocketClosedError` for a
    closed socket, `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-listen!.
    """
    SAGITTARIUS.check(socket_listen, socket, backlog)
    try:
        socket.listen(backlog)
    except Exception as error:
        SAGITTARIUS.note(error, socket_listen, socket, backlog)
        return None
    return socket


@procedure("(socket-accept socket)", "socket-accept", socket=SOCKET)
def socket_accept(socket: Socket) -> Socket | None:
    """`(socket-accept socket)`: wait for a connection; a fresh socket, connected to the client.

    `None` when another thread interrupts this one. Raises `SocketClosedError` for a closed
    socket, one that another thread closes meanwhile too; `SocketError` where the system refuses,
    and when nobody is there, with `EAGAIN`, on a socket that does not wait or past its read
    timeout; `AssertionTypeError` for what is no socket. Sagittarius manual, socket-accept.
    """
    SAGITTARIUS.check(socket_accept, socket)
    try:
        made, address = socket.accept()
    except Exception as error:
        if arose_below(error):
            if isinstance(error, Interrupted):
                return None
            if isinstance(error, DeadlinePassed):
                late = WouldBlock(constants.EAGAIN, None, "accept", socket)
                raise SAGITTARIUS.name(late, "socket-accept", (socket,)) from None
        SAGITTARIUS.fail(error, socket_accept, socket)
    made.role = "server"
    made.address = address
    return made


@procedure("(socket-shutdown socket how)", "socket-shutdown", socket=SOCKET, how=HOW)
def socket_shutdown(socket: Socket, how: int) -> None:
    """`(socket-shutdown socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both
    (`SHUT_RDWR`), for every process that shares the socket; it still has to be closed.

    Raises `SocketClosedError` for a closed socket, `SocketError` where the system refuses (a
    socket not connected), `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-shutdown.
    """
    SAGITTARIUS.check(socket_shutdown, socket, how)
    try:
        socket.shutdown(how)
    except Exception as error:
        SAGITTARIUS.fail(error, socket_shutdown, socket, how)


@procedure("(socket-close socket)", "socket-close", socket=SOCKET)
def socket_close(socket: Socket) -> None:
    """`(socket-close socket)`: close the socket, without a shutdown. Closing again does nothing.

    A thread that waits in a call on the socket comes back with `SocketClosedError`. Raises
    `AssertionTypeError` for what is no socket. Sagittarius manual, socket-close.
    """
    SAGITTARIUS.check(socket_close, socket)
    try:
        socket.close()
    except Exception as error:
        SAGITTARIUS.fail(error, socket_close, socket)


@procedure("(socket-closed? socket)", "socket-close", socket=SOCKET)
def is_socket_closed(socket: Socket) -> bool:
    """`(socket-closed? socket)`: whether it has been closed, a boolean.

    Raises `AssertionTypeError` for what is no socket. The library exports it; of the Sagittarius
    manual see socket-close.
    """
    SAGITTARIUS.check(is_socket_closed, socket)
    return socket.closed


@procedure("(socket-fd socket)", UNDOCUMENTED, socket=SOCKET)
def socket_fd(socket: Socket) -> int:
    """`(socket-fd socket)`: its file descriptor, an integer; -1 when it is closed.

    Raises `AssertionTypeError` for what is no socket. The library exports it, the Sagittarius
    manual leaves it out.
    """
    SAGITTARIUS.check(socket_fd, socket)
    return socket.fileno()


@procedure("(socket-last-error socket)", UNDOCUMENTED, socket=SOCKET)
def socket_last_error(socket: Socket) -> int:
    """`(socket-last-error socket)`: the errno of what failed last on it, an integer, or 0.

    Raises `AssertionTypeError` for what is no socket. The library exports it, the Sagittarius
    manual leaves it out.
    """
    SAGITTARIUS.check(socket_last_error, socket)
    return socket.last_error


@procedure("(socket-error-message socket)", UNDOCUMENTED, socket=SOCKET)
def socket_error_message(socket: Socket) -> str:
    """`(socket-error-message socket)`: the system's text for its last error, a string.

    Raises `AssertionTypeError` for what is no socket. The library exports it, the Sagittarius
    manual leaves it out.
    """
    SAGITTARIUS.check(socket_error_message, socket)
    return os.strerror(socket.last_error)


@procedure("(call-with-socket socket proc)", "call-with-socket", socket=SOCKET, proc=PROCEDURE)
def call_with_socket(socket: Socket, proc: Callable[[Socket], T]) -> T:
    """`(call-with-socket socket proc)`: call `proc` with the socket; what it returns.

    When `proc` returns, however many values, the socket is closed; when it raises, the socket
    stays open. Raises `AssertionTypeError` for a bad argument, before `proc` is called.
    Sagittarius manual, call-with-socket.
    """
    SAGITTARIUS.check(call_with_socket, socket, proc)
    result = proc(socket)
    socket_close(socket)
    return result
