"""SRFI 106, Basic socket interface: sockets beside ports.

A socket is the engine's `Socket`; ports are made from it, fresh each time, and never close it. The
document says nothing of errors: failures are R7RS error objects that are also the Python
exceptions one expects (`OSError` and its kin, `TypeError`, `ValueError`), all with `message` and
`irritants`. The port procedures of R7RS are in `r7rs_io`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from ..core import (
    InputPort,
    OutputPort,
    PortPolicy,
    Socket,
    getaddrinfo,
    open_connected,
    open_listening,
)
from ..core.constants import AI_PASSIVE
from ..core.transfer import NOW, NOW_QUIETLY, RARELY
from ._types import Buffer, TypeIs
from .conditions import R7RS, ArgumentTypeError, ArgumentValueError, SocketFailure
from .dialect import Dialect, procedure
from .flags import *
from .flags import CONSTANTS, message_type, socket_domain
from .kinds import (
    BYTEVECTOR,
    C_INT,
    INTEGER,
    NON_NEGATIVE,
    PROCEDURE,
    SERVICE,
    SOCKET,
    STRING,
    one_of,
)

# Written out, as type checkers do not add lists up.
__all__ = [
    "AF_INET",
    "AF_INET6",
    "AF_UNSPEC",
    "AI_ADDRCONFIG",
    "AI_ALL",
    "AI_CANONNAME",
    "AI_NUMERICHOST",
    "AI_V4MAPPED",
    "DIALECT",
    "IPPROTO_IP",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "MSG_OOB",
    "MSG_PEEK",
    "MSG_WAITALL",
    "SHUT_RD",
    "SHUT_RDWR",
    "SHUT_WR",
    "SOCK_DGRAM",
    "SOCK_STREAM",
    "ArgumentTypeError",
    "ArgumentValueError",
    "SocketFailure",
    "address_family",
    "address_info",
    "call_with_socket",
    "ip_protocol",
    "is_socket",
    "make_client_socket",
    "make_server_socket",
    "message_type",
    "shutdown_method",
    "socket_accept",
    "socket_close",
    "socket_domain",
    "socket_input_port",
    "socket_merge_flags",
    "socket_output_port",
    "socket_purge_flags",
    "socket_recv",
    "socket_send",
    "socket_shutdown",
]

T = TypeVar("T")

DIALECT: Final = Dialect(
    name="srfi-106",
    title="SRFI 106",
    document="SRFI 106: Basic socket interface",
    module=__name__,
    constants={scheme: scheme for scheme in CONSTANTS},
)

# Exact input: two fresh ports on one socket, or a port and a `socket-recv`, must not take each
# other's bytes. Held-back output would be lost, for nobody has to close a port that does not close
# its socket.
_POLICY = PortPolicy(
    input_buffer=0,
    output_buffer=None,
    closes_socket="never",
    failure=lambda error, operation, port: R7RS.name(error, operation, (port,)),
)
# True and a float's 0 are no flags, equal as they are; what is this very 0 needs no look.
_NONE: Final = 0
_HOW = one_of(frozenset({SHUT_RD, SHUT_WR, SHUT_RDWR}), "*shut-rd*, *shut-wr* or *shut-rdwr*")


@procedure(
    "(make-client-socket node service [ai-family [ai-socktype [ai-flags [ai-protocol]]]])",
    "make-client-socket",
    node=STRING,
    service=SERVICE,
    ai_family=INTEGER,
    ai_socktype=INTEGER,
    ai_flags=C_INT,
    ai_protocol=INTEGER,
)
def make_client_socket(
    node: str,
    service: str,
    ai_family: int = AF_INET,
    ai_socktype: int = SOCK_STREAM,
    ai_flags: int = AI_V4MAPPED | AI_ADDRCONFIG,
    ai_protocol: int = IPPROTO_IP,
) -> Socket:
    """`(make-client-socket node service [ai-family [ai-socktype [ai-flags [ai-protocol]]]])`

    A socket connected to the Internet address that `node` ("localhost", "127.0.0.1") and `service`
    ("http", "80") identify, both strings; the other arguments are integers. Each address found is
    tried in turn. `AI_ADDRCONFIG`, which is among the default flags, does not keep a machine that
    has only a loopback address from reaching itself.

    Raises `SocketFailure` when the lookup or every connection fails (it is then also the Python
    exception for that errno, `ConnectionRefusedError` for one), `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535. The caller closes the
    socket. SRFI 106, make-client-socket.
    """
    args = (node, service, ai_family, ai_socktype, ai_flags, ai_protocol)
    R7RS.check(make_client_socket, *args)
    try:
        return open_connected(
            getaddrinfo(node, service, ai_family, ai_socktype, ai_protocol, ai_flags)
        )
    except Exception as error:
        R7RS.fail(error, make_client_socket, *args)


@procedure(
    "(make-server-socket service [ai-family [ai-socktype [ai-protocol]]])",
    "make-server-socket",
    service=SERVICE,
    ai_family=INTEGER,
    ai_socktype=INTEGER,
    ai_protocol=INTEGER,
)
def make_server_socket(
    service: str,
    ai_family: int = AF_INET,
    ai_socktype: int = SOCK_STREAM,
    ai_protocol: int = IPPROTO_IP,
) -> Socket:
    """`(make-server-socket service [ai-family [ai-socktype [ai-protocol]]])`

    A socket bound to `service` (a string; "0" lets the system pick a port, which
    `.local_address().port` tells) on every address of the machine; the other arguments are
    integers. A stream socket listens, and can be bound again right after a server on the same port
    has stopped; a datagram socket is bound and nothing more.

    Raises `SocketFailure` when the lookup or the binding fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535. The caller closes the
    socket. SRFI 106, make-server-socket.
    """
    args = (service, ai_family, ai_socktype, ai_protocol)
    R7RS.check(make_server_socket, *args)
    try:
        return open_listening(
            getaddrinfo(None, service, ai_family, ai_socktype, ai_protocol, AI_PASSIVE)
        )
    except Exception as error:
        R7RS.fail(error, make_server_socket, *args)


@procedure("(socket? object)", "socket?")
def is_socket(object: object) -> TypeIs[Socket]:
    """`(socket? object)`: true for a socket, closed or not. SRFI 106, socket?."""
    return isinstance(object, Socket)


@procedure("(socket-accept socket)", "socket-accept", socket=SOCKET)
def socket_accept(socket: Socket) -> Socket:
    """`(socket-accept socket)`: wait for a connection request to a server socket; the new socket,
    connected to the client. The server socket goes on listening.

    Raises `SocketFailure` when the system refuses (a socket that does not listen, one that is
    closed, too many open files, after which the server socket is as good as before),
    `ArgumentTypeError` for what is no socket. SRFI 106, socket-accept.
    """
    R7RS.check(socket_accept, socket)
    try:
        return socket.accept()[0]
    except Exception as error:
        R7RS.fail(error, socket_accept, socket)


@procedure(
    "(socket-send socket bv [flags])",
    "socket-send",
    socket=SOCKET,
    bv=BYTEVECTOR,
    flags=C_INT,
)
def socket_send(socket: Socket, bv: Buffer, flags: int = _NONE) -> int:
    """`(socket-send socket bv [flags])`: send the bytes of `bv`; how many were sent, an integer.

    `flags` are those of `message_type`, by default none. Raises `SocketFailure` when the system
    refuses (`BrokenPipeError` and `ConnectionResetError` where the peer is gone; never a signal),
    `ArgumentTypeError` for an argument of the wrong type. SRFI 106, socket-send.
    """
    if type(socket) is not Socket or type(bv) is not bytes or flags is not _NONE:
        R7RS.check(socket_send, socket, bv, flags)
        sent = 0
    else:
        try:
            sent = socket.sock.send(bv, NOW_QUIETLY)
            if sent == len(bv):
                return sent
        except Exception as error:
            R7RS.heed(error, socket_send, socket, bv)
            sent = 0
    try:
        if sent:
            return socket.send_rest(bv, sent)
        return socket.send(bv, flags)
    except Exception as error:
        R7RS.fail(error, socket_send, socket, bv, flags)


@procedure(
    "(socket-recv socket size [flags])",
    "socket-recv",
    socket=SOCKET,
    size=NON_NEGATIVE,
    flags=C_INT,
)
def socket_recv(socket: Socket, size: int, flags: int = _NONE) -> bytes:
    """`(socket-recv socket size [flags])`: wait for data; at most `size` bytes of it.

    No bytes at all means that the peer has closed the connection. `flags` are those of
    `message_type`, by default none: "peek" leaves the data to be received again, "wait-all" waits
    for all of `size` on a stream, "oob" receives out-of-band data. Of a datagram longer than
    `size` the rest is lost.

    Raises `SocketFailure` when the system refuses or another thread closes the socket meanwhile,
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument. SRFI 106, socket-recv.
    """
    if (
        type(socket) is not Socket
        or type(size) is not int
        or size <= 0
        or (flags is not _NONE and (type(flags) is not int or flags & RARELY))
    ):
        R7RS.check(socket_recv, socket, size, flags)
        try:
            return socket.receive(size, flags)
        except Exception as error:
            R7RS.fail(error, socket_recv, socket, size, flags)
    data = None
    try:
        if socket.polls_first:
            socket.poll_first("receive")
        data = socket.sock.recv(size, flags | NOW)
        if flags is _NONE or len(data) == size:
            return data
    except Exception as error:
        R7RS.heed(error, socket_recv, socket, size, flags)
    try:
        return socket.receive_on(data, size, flags)
    except Exception as error:
        R7RS.fail(error, socket_recv, socket, size, flags)


@procedure("(socket-shutdown socket how)", "socket-shutdown", socket=SOCKET, how=_HOW)
def socket_shutdown(socket: Socket, how: int) -> None:
    """`(socket-shutdown socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both
    (`SHUT_RDWR`), for every process that shares the socket; it still has to be closed.

    Raises `SocketFailure` when the system refuses (a socket not connected), `ArgumentTypeError` or
    `ArgumentValueError` for a bad argument. SRFI 106, socket-shutdown.
    """
    R7RS.check(socket_shutdown, socket, how)
    try:
        socket.shutdown(how)
    except Exception as error:
        R7RS.fail(error, socket_shutdown, socket, how)


@procedure("(socket-close socket)", "socket-close", socket=SOCKET)
def socket_close(socket: Socket) -> None:
    """`(socket-close socket)`: close the socket, without a shutdown. Closing again does nothing.

    A thread that waits in a call on the socket comes back with `SocketFailure`. Raises
    `ArgumentTypeError` for what is no socket. SRFI 106, socket-close.
    """
    R7RS.check(socket_close, socket)
    try:
        socket.close()
    except Exception as error:
        R7RS.fail(error, socket_close, socket)


@procedure("(socket-input-port socket)", "socket-input-port", socket=SOCKET)
def socket_input_port(socket: Socket) -> InputPort:
    """`(socket-input-port socket)`: a fresh binary input port over the socket.

    It takes from the socket only what it returns, so ports and `socket_recv` may be mixed, and
    closing it leaves the socket open. Raises `SocketFailure` for a closed socket,
    `ArgumentTypeError` for what is no socket. SRFI 106, socket-input-port.
    """
    return InputPort(_open(socket_input_port, socket), _POLICY)


@procedure("(socket-output-port socket)", "socket-output-port", socket=SOCKET)
def socket_output_port(socket: Socket) -> OutputPort:
    """`(socket-output-port socket)`: a fresh binary output port over the socket.

    What is written leaves at once, and closing the port leaves the socket open. Raises
    `SocketFailure` for a closed socket, `ArgumentTypeError` for what is no socket.
    SRFI 106, socket-output-port.
    """
    return OutputPort(_open(socket_output_port, socket), _POLICY)


def _open(function: Callable[[Socket], object], socket: Socket) -> Socket:
    R7RS.check(function, socket)
    if socket.closed:
        name: str = function.__scheme__.scheme  # type: ignore[attr-defined]
        raise R7RS.closed(name, socket)
    return socket


@procedure("(call-with-socket socket proc)", "call-with-socket", socket=SOCKET, proc=PROCEDURE)
def call_with_socket(socket: Socket, proc: Callable[[Socket], T]) -> T:
    """`(call-with-socket socket proc)`: call `proc` with the socket; what it returns.

    When `proc` returns, however many values, the socket is closed; when it raises, the socket
    stays open. Raises `ArgumentTypeError` for a bad argument, before `proc` is called. SRFI 106,
    call-with-socket.
    """
    R7RS.check(call_with_socket, socket, proc)
    result = proc(socket)
    try:
        socket.close()
    except Exception as error:
        R7RS.fail(error, call_with_socket, socket, proc)
    return result
