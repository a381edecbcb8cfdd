"""The life of a socket, by the low-level procedures: made, connected or bound, accepted, closed.

Where the manual has `#f` for what could not be done, `None` is returned, and `socket_last_error`
says why.
"""

from __future__ import annotations

import os as _os
from collections.abc import Callable
from typing import Annotated, Final, TypeVar

from ...core.errors import Closed, DeadlinePassed, Interrupted, WouldBlock
from ..conditions import from_below
from ..kinds import PROCEDURE, CInt
from ..results import OrFalse, Unspecified
from ._addrinfo_type import AddressedAddrinfo, AnyAddrinfo
from ._connecting import bind as _bind
from ._connecting import connect as _connect
from ._failures import SAGITTARIUS
from ._socket_type import AnySocket, How, Socket
from ._timeouts import Timeout
from .constants import EAGAIN

_T = TypeVar("_T")

_OR_FALSE: Final = SAGITTARIUS.answering(OSError, MemoryError, unless=(Closed,))
_ACCEPT: Final = SAGITTARIUS.answering(Interrupted, noted=False)


@_OR_FALSE.procedure
def make_socket(ai_family: CInt, ai_socktype: CInt, ai_protocol: CInt = 0) -> OrFalse[Socket]:
    """`(make-socket ai-family ai-socktype :optional (ai-protocol 0))`: return a new socket.

    Protocol 0 is the usual one of the type. `None` where the system cannot make one. A peer that
    is gone never raises a signal. The caller closes the socket. Sagittarius manual, make-socket.
    """
    return Socket.open(ai_family, ai_socktype, ai_protocol)


@SAGITTARIUS.procedure
def create_socket(addrinfo: AnyAddrinfo) -> OrFalse[Socket]:
    """`(create-socket addrinfo)`: return a new socket of an addrinfo's family, type and protocol.

    `None` where the system cannot make one. See Sagittarius manual, make-socket.
    """
    return make_socket(addrinfo.family, addrinfo.socktype, addrinfo.protocol)


@_OR_FALSE.procedure
def socket_connect(
    socket: AnySocket, addrinfo: AddressedAddrinfo, timeout: Timeout = None
) -> OrFalse[Socket]:
    """`(socket-connect! socket addrinfo :optional timeout)`: connect to an addrinfo's address.

    Returns the socket, or `None` where the connection fails. `timeout` limits the attempt, as for
    `socket_select`: microseconds, a pair (seconds, microseconds), a `datetime.timedelta`, or
    `None` for as long as the system tries. A socket that does not wait otherwise waits here.

    Raises `SocketConnectionError` past the timeout or when the thread is interrupted, and then the
    attempt goes on; `SocketClosedError` for a closed socket. Sagittarius manual, socket-connect!.
    """
    _connect(socket, addrinfo, timeout, "socket-connect!")
    return socket


@_OR_FALSE.procedure
def socket_bind(socket: AnySocket, addrinfo: AddressedAddrinfo) -> OrFalse[Socket]:
    """`(socket-bind! socket addrinfo)`: give a socket the address of an addrinfo.

    Returns the socket, or `None` where the system refuses. Raises `SocketClosedError` for a
    closed socket. Sagittarius manual, socket-bind!.
    """
    _bind(socket, addrinfo)
    return socket


@_OR_FALSE.procedure
def socket_listen(socket: AnySocket, backlog: CInt) -> OrFalse[Socket]:
    """`(socket-listen! socket backlog)`: let connections come, of which `backlog` may wait.

    Returns the socket, or `None` where the system refuses. Raises `SocketClosedError` for a
    closed socket. Sagittarius manual, socket-listen!.
    """
    socket.listen(backlog)
    return socket


@_ACCEPT.procedure
def socket_accept(socket: AnySocket) -> OrFalse[Socket]:
    """`(socket-accept socket)`: wait for a connection; return a new socket to the client.

    `None` when another thread interrupts this one. Raises `SocketClosedError` for a closed
    socket, one that another thread closes meanwhile too; `SocketError` where the system refuses,
    and when nobody is there, with `EAGAIN`, on a socket that does not wait or past its read
    timeout. Sagittarius manual, socket-accept.
    """
    try:
        made, address = socket.accept()
    except from_below(DeadlinePassed):
        raise WouldBlock(EAGAIN, None, "accept", socket) from None
    made.role = "server"
    made.address = address
    return made


@SAGITTARIUS.procedure
def socket_shutdown(socket: AnySocket, how: How) -> Unspecified:
    """`(socket-shutdown socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both.

    Both are `SHUT_RDWR`. It holds for every process that shares the socket, which still has to be
    closed. Nothing happens to a socket that is closed or not connected.
    Sagittarius manual, socket-shutdown.
    """
    socket.shutdown(how)


@SAGITTARIUS.procedure
def socket_close(socket: AnySocket) -> Unspecified:
    """`(socket-close socket)`: close the socket, without a shutdown. Closing again does nothing.

    A thread that waits in a call on the socket comes back with `SocketClosedError`.
    Sagittarius manual, socket-close.
    """
    socket.close()


@SAGITTARIUS.procedure
def socket_error_message(socket: AnySocket) -> str:
    """`(socket-error-message socket)`: return the system's text for its last error.

    Not in the Sagittarius manual.
    """
    return _os.strerror(socket.last_error)


@SAGITTARIUS.procedure
def call_with_socket(socket: AnySocket, proc: Annotated[Callable[[Socket], _T], PROCEDURE]) -> _T:
    """`(call-with-socket socket proc)`: call `proc` with the socket; return what it returns.

    When `proc` returns, however many values, the socket is closed; when it raises, the socket
    stays open. A bad argument is refused before `proc` is called.
    Sagittarius manual, call-with-socket.
    """
    result = proc(socket)
    socket.close()
    return result
