"""Foment's sockets: a socket *is* a binary two-way port.

A socket is the engine's `TwoWayPort`; the port procedures of R7RS (`r7rs_io`) read, write and
close it. Reading from it takes from the socket only what it returns, so that port reads and
`recv_socket` may be mixed, and a read gives what has arrived rather than waiting for all that was
asked, as the page's example server needs. Writing leaves at once. Failures are R7RS error objects
(Foment's assertion violations) that are also the Python exceptions one expects, with `message` and
`irritants`. The flags are SRFI 106's, with the raw sockets and the name `waitall` that Foment has
beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from operator import or_
from typing import Annotated, Final, Literal, TypeAlias

from ..core import PortPolicy, Socket, TwoWayPort, constants, getaddrinfo, local_addresses
from ..core.constants import AI_PASSIVE, SO_REUSEADDR, SOL_SOCKET, SOMAXCONN
from ..core.errors import Interrupted, SocketError, arose_below
from ..core.resolve import AddressInfo
from ..core.transfer import NOW, NOW_QUIETLY, RARELY
from ._types import TypeIs
from .conditions import R7RS
from .conditions import ArgumentTypeError as ArgumentTypeError
from .conditions import ArgumentValueError as ArgumentValueError
from .conditions import SocketFailure as SocketFailure
from .dialect import UNDOCUMENTED, Dialect, declared_in
from .exports import export
from .kinds import (
    Bytevector,
    Integer,
    NonNegative,
    Service,
    String,
    instance,
    names_of,
    one_of,
)
from .results import Unspecified
from .shared import flag_constants, flags
from .shared.flags import *
from .tables import sections_of

_PAGE: Final = "Flag Operations and Constants"

DIALECT: Final = Dialect(
    name="foment",
    title="Foment",
    document="Foment wiki: Sockets",
    module=__name__,
    constants=dict.fromkeys(sections_of(flag_constants), _PAGE) | {"*sock-raw*": UNDOCUMENTED},
    sections=dict.fromkeys(declared_in(flags), _PAGE),
)

SOCK_RAW: Final = constants.SOCK_RAW
"""`*sock-raw*` (exported, not in the Foment wiki)."""

_DOMAINS: Final = {"stream": SOCK_STREAM, "datagram": SOCK_DGRAM, "raw": SOCK_RAW}
_MESSAGES: Final = {
    "none": 0,
    "peek": MSG_PEEK,
    "oob": MSG_OOB,
    "wait-all": MSG_WAITALL,  # as the page has it, by SRFI 106
    "waitall": MSG_WAITALL,
}
_Domain: TypeAlias = Annotated[Literal["stream", "datagram", "raw"], names_of(_DOMAINS)]
_Message: TypeAlias = Annotated[
    Literal["none", "peek", "oob", "wait-all", "waitall"], names_of(_MESSAGES)
]

_POLICY: Final = PortPolicy(
    input_buffer=0,
    fill=False,
    output_buffer=None,
    closes_socket="both",
    failure=lambda error, operation, port: R7RS.name(error, operation, (port,)),
)

_Socket: TypeAlias = Annotated[TwoWayPort, instance(TwoWayPort, "a socket port")]
_HOW = one_of(frozenset({SHUT_RD, SHUT_WR, SHUT_RDWR}), "*shut-rd*, *shut-wr* or *shut-rdwr*")
_How: TypeAlias = Annotated[int, _HOW]
_NONE: Final = 0  # most often the flags; anything that is not this very object is looked at
_RECV_FLAG_NUMBERS: Final = frozenset({0, MSG_PEEK, MSG_OOB, MSG_WAITALL})
_SendFlags: TypeAlias = Annotated[int, one_of(frozenset({0, MSG_OOB}), "0 or *msg-oob*")]
_RECV_FLAGS = one_of(_RECV_FLAG_NUMBERS, "0, *msg-peek*, *msg-oob* or *msg-waitall*")
_RecvFlags: TypeAlias = Annotated[int, _RECV_FLAGS]


@R7RS.syntax
def socket_domain(name: _Domain) -> int:
    """`(socket-domain name)`: the socket type called `name`, an integer.

    `name` is "stream" or "datagram", as in SRFI 106, or "raw". Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string.
    Foment wiki, Flag Operations and Constants.
    """
    return _DOMAINS[name]


@R7RS.syntax
def message_type(*names: _Message) -> int:
    """`(message-type names ...)`: the message flags called `names`, merged into an integer.

    Each name is "none", "peek", "oob" or "wait-all", as in SRFI 106, or "waitall", as Foment
    spells the last; the result goes to sends and receives alike. Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string.
    Foment wiki, Flag Operations and Constants.
    """
    return reduce(or_, (_MESSAGES[name] for name in names), 0)


@R7RS.procedure
def is_socket(obj: object) -> TypeIs[TwoWayPort]:
    """`(socket? obj)`: true for a socket, closed or not. Foment wiki, Procedures: socket?."""
    return isinstance(obj, TwoWayPort)


@R7RS.procedure
def make_socket(
    address_family: NonNegative, socket_domain: NonNegative, ip_protocol: NonNegative
) -> TwoWayPort:
    """`(make-socket address-family socket-domain ip-protocol)`: a new socket, of three integers.

    It serves clients after `bind_socket` and `listen_socket`, or is a client after
    `connect_socket`. Raises `SocketFailure` for a combination the system does not have,
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument.
    Foment wiki, Procedures: make-socket.
    """
    return TwoWayPort(Socket.open(address_family, socket_domain, ip_protocol), _POLICY)


@R7RS.procedure
def bind_socket(
    socket: _Socket,
    node: String,
    service: Service,
    address_family: Integer,
    socket_domain: Integer,
    ip_protocol: Integer,
) -> Unspecified:
    """`(bind-socket socket node service address-family socket-domain ip-protocol)`

    Bind `socket` to `node` and `service`, both strings: "" is every address of the machine,
    "localhost" loopback; "80" or "http", and "0" for a port of the system's choice, which
    `socket.socket.local_address().port` tells. The other arguments are integers. A stream socket
    may be bound right after a server on the same port has stopped.

    Raises `SocketFailure` when the lookup or the binding fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535.
    Foment wiki, Procedures: bind-socket.
    """
    if socket.socket.type == SOCK_STREAM:
        socket.socket.set_option(SOL_SOCKET, SO_REUSEADDR, 1)
    _first_that_works(
        socket.socket,
        socket.socket.bind,
        getaddrinfo(node or None, service, address_family, socket_domain, ip_protocol, AI_PASSIVE),
    )


def _first_that_works(
    socket: Socket, operation: Callable[..., object], infos: tuple[AddressInfo, ...]
) -> None:
    """Do `operation` with each address in turn until one does; the last failure counts.

    Addresses of other families than the socket's are left out, unless there are no others.
    """
    of_family = tuple(info for info in infos if info.family == socket.family)
    *others, last = of_family or infos
    for info in others:
        try:
            operation(info.address)
        except SocketError as error:
            if isinstance(error, Interrupted) or not arose_below(error):
                raise
            continue
        return
    operation(last.address)


@R7RS.procedure
def listen_socket(socket: _Socket, backlog: NonNegative = SOMAXCONN) -> Unspecified:
    """`(listen-socket socket [backlog])`: start listening for connections; `socket` must be bound.

    `backlog` is how many connections may wait, an integer. Raises `SocketFailure` when the system
    refuses, `ArgumentTypeError` or `ArgumentValueError` for a bad argument.
    Foment wiki, Procedures: listen-socket.
    """
    socket.socket.listen(backlog)


@R7RS.procedure
def accept_socket(socket: _Socket) -> TwoWayPort:
    """`(accept-socket socket)`: wait for a client; the new socket that talks to it. `socket` may
    go on accepting.

    Raises `SocketFailure` when the system refuses (a socket that does not listen, one that is
    closed, too many open files, after which `socket` is as good as before), `ArgumentTypeError`
    for what is no socket. Foment wiki, Procedures: accept-socket.
    """
    return TwoWayPort(socket.socket.accept()[0], _POLICY)


@R7RS.procedure
def connect_socket(
    socket: _Socket,
    node: String,
    service: Service,
    address_family: Integer,
    socket_domain: Integer,
    address_info: Integer,
    ip_protocol: Integer,
) -> Unspecified:
    """`(connect-socket socket node service address-family socket-domain address-info ip-protocol)`

    Connect `socket` to the server at `node` and `service`, both strings; the other arguments are
    integers. Each address found is tried in turn. A socket that was refused stays open.

    Raises `SocketFailure` when the lookup or every connection fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535.
    Foment wiki, Procedures: connect-socket.
    """
    _first_that_works(
        socket.socket,
        socket.socket.connect,
        getaddrinfo(
            node or None, service, address_family, socket_domain, ip_protocol, address_info
        ),
    )


@R7RS.procedure
def shutdown_socket(socket: _Socket, how: _How) -> Unspecified:
    """`(shutdown-socket socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both
    (`SHUT_RDWR`); the socket still has to be closed.

    Raises `SocketFailure` when the system refuses (a socket not connected), `ArgumentTypeError` or
    `ArgumentValueError` for a bad argument. Foment wiki, Procedures: shutdown-socket.
    """
    socket.socket.shutdown(how)


@R7RS.hot_procedure
def send_socket(socket: _Socket, bytevector: Bytevector, flags: _SendFlags) -> Unspecified:
    """`(send-socket socket bytevector flags)`: send all of `bytevector`, or raise.

    `flags` is 0 or `MSG_OOB`. Raises `SocketFailure` when the system refuses (`BrokenPipeError`
    and `ConnectionResetError` where the peer is gone; never a signal), `ArgumentTypeError` or
    `ArgumentValueError` for a bad argument. Foment wiki, Procedures: send-socket.
    """
    sent = 0
    if type(socket) is not TwoWayPort or type(bytevector) is not bytes or flags is not _NONE:
        R7RS.check(send_socket, socket, bytevector, flags)
    if not socket.output_open:
        raise R7RS.closed("send-socket", socket, bytevector, flags)
    if flags is _NONE and type(bytevector) is bytes:
        try:
            sent = socket.socket.sock.send(bytevector, NOW_QUIETLY)
            if sent == len(bytevector):
                return
        except Exception as error:
            R7RS.heed(error, send_socket, socket, bytevector, flags)
    try:
        socket.socket.send_all(bytevector, flags, sent=sent)
    except Exception as error:
        R7RS.fail(error, send_socket, socket, bytevector, flags)


@R7RS.hot_procedure
def recv_socket(socket: _Socket, size: NonNegative, flags: _RecvFlags) -> bytes:
    """`(recv-socket socket size flags)`: wait for data; at most `size` bytes of it.

    No bytes at all means that the peer has closed the connection. `flags` is 0, `MSG_PEEK` (the
    data can be received again), `MSG_OOB` (out-of-band data) or `MSG_WAITALL` (wait for all of
    `size`). Of a datagram longer than `size` the rest is lost.

    Raises `SocketFailure` when the system refuses or another thread closes the socket meanwhile,
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument.
    Foment wiki, Procedures: recv-socket.
    """
    if (
        type(socket) is not TwoWayPort
        or type(size) is not int
        or size < 0
        or (flags is not _NONE and (type(flags) is not int or flags not in _RECV_FLAG_NUMBERS))
    ):
        R7RS.check(recv_socket, socket, size, flags)
    if not socket.input_open:
        raise R7RS.closed("recv-socket", socket, size, flags)
    below = socket.socket
    data = None
    try:
        if size == 0 or flags & RARELY:
            return below.receive(size, flags)
        if below.polls_first:
            below.poll_first("receive")
        data = below.sock.recv(size, flags | NOW)
        if flags is _NONE or len(data) == size:
            return data
    except Exception as error:
        R7RS.heed(error, recv_socket, socket, size, flags)
    try:
        return below.receive_on(data, size, flags)
    except Exception as error:
        R7RS.fail(error, recv_socket, socket, size, flags)


@R7RS.procedure
def get_ip_addresses(
    address_family: Annotated[
        int,
        one_of(frozenset({AF_UNSPEC, AF_INET, AF_INET6}), "*af-inet*, *af-inet6* or *af-unspec*"),
    ],
) -> list[str]:
    """`(get-ip-addresses address-family)`: the machine's addresses in that family.

    Numeric strings in a list, loopback among them; `AF_UNSPEC` gives IPv4 and IPv6, in that order.
    Raises `ArgumentTypeError` or `ArgumentValueError` for what is no address family.
    Foment wiki, Procedures: get-ip-addresses.
    """
    families = (address_family,) if address_family != AF_UNSPEC else (AF_INET, AF_INET6)
    return [text for family in families for text in local_addresses(family)]


export(__name__, flags, ArgumentTypeError, ArgumentValueError, SocketFailure)
