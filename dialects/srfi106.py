"""SRFI 106, Basic socket interface: sockets beside ports.

A socket is the engine's `Socket`; ports are made from it, fresh each time, and never close it. The
document says nothing of errors: failures are R7RS error objects that are also the Python
exceptions one expects (`OSError` and its kin, `TypeError`, `ValueError`), all with `message` and
`irritants`. The port procedures of R7RS are in `r7rs_io`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

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
from ._types import TypeIs
from .conditions import R7RS
from .conditions import ArgumentTypeError as ArgumentTypeError
from .conditions import ArgumentValueError as ArgumentValueError
from .conditions import SocketFailure as SocketFailure
from .dialect import Dialect
from .exports import export
from .kinds import (
    PROCEDURE,
    AnySocket,
    Bytevector,
    CInt,
    Integer,
    NonNegative,
    Service,
    String,
    names_of,
    one_of,
)
from .results import Unspecified
from .shared import flag_constants, flags
from .shared.flags import *
from .tables import sections_of

_T = TypeVar("_T")

DIALECT: Final = Dialect(
    name="srfi-106",
    title="SRFI 106",
    document="SRFI 106: Basic socket interface",
    module=__name__,
    constants=sections_of(flag_constants),
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
_DOMAINS: Final = {"stream": SOCK_STREAM, "datagram": SOCK_DGRAM}
_MESSAGES: Final = {"none": 0, "peek": MSG_PEEK, "oob": MSG_OOB, "wait-all": MSG_WAITALL}
_Domain: TypeAlias = Annotated[Literal["stream", "datagram"], names_of(_DOMAINS)]
_Message: TypeAlias = Annotated[Literal["none", "peek", "oob", "wait-all"], names_of(_MESSAGES)]
_How: TypeAlias = Annotated[
    int, one_of(frozenset({SHUT_RD, SHUT_WR, SHUT_RDWR}), "*shut-rd*, *shut-wr* or *shut-rdwr*")
]


@R7RS.syntax
def socket_domain(name: _Domain) -> int:
    """`(socket-domain name)`: return the socket type called `name`.

    Raises `ArgumentValueError` for another name, `ArgumentTypeError` for what is no string.
    SRFI 106, socket-domain.
    """
    return _DOMAINS[name]


@R7RS.syntax
def message_type(*names: _Message) -> int:
    """`(message-type names ...)`: return the flags called `names`, merged, for sends and receives.

    Raises `ArgumentValueError` for another name, `ArgumentTypeError` for what is no string.
    SRFI 106, message-type.
    """
    return reduce(or_, (_MESSAGES[name] for name in names), 0)


@R7RS.procedure
def make_client_socket(
    node: String,
    service: Service,
    ai_family: Integer = AF_INET,
    ai_socktype: Integer = SOCK_STREAM,
    ai_flags: CInt = AI_V4MAPPED | AI_ADDRCONFIG,
    ai_protocol: Integer = IPPROTO_IP,
) -> Socket:
    """`(make-client-socket node service [ai-family [ai-socktype [ai-flags [ai-protocol]]]])`

    Return a socket connected to the Internet address that `node` ("localhost", "127.0.0.1") and
    `service` ("http", "80") identify. Each address found is tried in turn. `AI_ADDRCONFIG`, which
    is among the default flags, does not keep a machine that has only a loopback address from
    reaching itself. The caller closes the socket.

    Raises `SocketFailure` when the lookup or every connection fails (it is then also the Python
    exception for that errno, `ConnectionRefusedError` for one), `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535.
    SRFI 106, make-client-socket.
    """
    return open_connected(
        getaddrinfo(node, service, ai_family, ai_socktype, ai_protocol, ai_flags)
    )


@R7RS.procedure
def make_server_socket(
    service: Service,
    ai_family: Integer = AF_INET,
    ai_socktype: Integer = SOCK_STREAM,
    ai_protocol: Integer = IPPROTO_IP,
) -> Socket:
    """`(make-server-socket service [ai-family [ai-socktype [ai-protocol]]])`

    Return a socket bound to `service` ("0" lets the system pick a port, which
    `.local_address().port` tells) on every address of the machine. A stream socket listens, and
    can be bound again right after a server on the same port has stopped; a datagram socket is
    bound and nothing more. The caller closes the socket.

    Raises `SocketFailure` when the lookup or the binding fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535.
    SRFI 106, make-server-socket.
    """
    return open_listening(
        getaddrinfo(None, service, ai_family, ai_socktype, ai_protocol, AI_PASSIVE)
    )


@R7RS.procedure
def is_socket(object: object) -> TypeIs[Socket]:
    """`(socket? object)`: return whether it is a socket, closed or not. SRFI 106, socket?."""
    return isinstance(object, Socket)


@R7RS.procedure
def socket_accept(socket: AnySocket) -> Socket:
    """`(socket-accept socket)`: wait for a connection; return a new socket to the client.

    The server socket goes on listening. Raises `SocketFailure` when the system refuses (a socket
    that does not listen, one that is closed, too many open files, after which the server socket is
    as good as before), `ArgumentTypeError` for what is no socket. SRFI 106, socket-accept.
    """
    return socket.accept()[0]


@R7RS.hot_procedure
def socket_send(socket: AnySocket, bv: Bytevector, flags: CInt = _NONE) -> int:
    """`(socket-send socket bv [flags])`: send the bytes of `bv`; return how many were sent.

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


@R7RS.hot_procedure
def socket_recv(socket: AnySocket, size: NonNegative, flags: CInt = _NONE) -> bytes:
    """`(socket-recv socket size [flags])`: wait for data; return at most `size` bytes of it.

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


@R7RS.procedure
def socket_shutdown(socket: AnySocket, how: _How) -> Unspecified:
    """`(socket-shutdown socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both.

    Both are `SHUT_RDWR`. It holds for every process that shares the socket, which still has to be
    closed. Raises `SocketFailure` when the system refuses (a socket not connected),
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument. SRFI 106, socket-shutdown.
    """
    socket.shutdown(how)


@R7RS.procedure
def socket_close(socket: AnySocket) -> Unspecified:
    """`(socket-close socket)`: close the socket, without a shutdown. Closing again does nothing.

    A thread that waits in a call on the socket comes back with `SocketFailure`. Raises
    `ArgumentTypeError` for what is no socket. SRFI 106, socket-close.
    """
    socket.close()


@R7RS.procedure
def socket_input_port(socket: AnySocket) -> InputPort:
    """`(socket-input-port socket)`: return a fresh binary input port over the socket.

    It takes from the socket only what it returns, so ports and `socket_recv` may be mixed, and
    closing it leaves the socket open. Raises `SocketFailure` for a closed socket,
    `ArgumentTypeError` for what is no socket. SRFI 106, socket-input-port.
    """
    socket.refuse_closed("open a port")
    return InputPort(socket, _POLICY)


@R7RS.procedure
def socket_output_port(socket: AnySocket) -> OutputPort:
    """`(socket-output-port socket)`: return a fresh binary output port over the socket.

    What is written leaves at once, and closing the port leaves the socket open. Raises
    `SocketFailure` for a closed socket, `ArgumentTypeError` for what is no socket.
    SRFI 106, socket-output-port.
    """
    socket.refuse_closed("open a port")
    return OutputPort(socket, _POLICY)


@R7RS.hot_procedure
def call_with_socket(socket: AnySocket, proc: Annotated[Callable[[Socket], _T], PROCEDURE]) -> _T:
    """`(call-with-socket socket proc)`: call `proc` with the socket; return what it returns.

    When `proc` returns, however many values, the socket is closed; when it raises, the socket
    stays open. Raises `ArgumentTypeError` for a bad argument, before `proc` is called. SRFI 106,
    call-with-socket.
    """
    R7RS.check(call_with_socket, socket, proc)
    result = proc(socket)  # whatever it raises arrives unchanged
    try:
        socket.close()
    except Exception as error:
        R7RS.fail(error, call_with_socket, socket, proc)
    return result


export(__name__, flags, ArgumentTypeError, ArgumentValueError, SocketFailure)
