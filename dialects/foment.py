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
from typing import Final, Literal, TypeAlias

from ..core import PortPolicy, Socket, TwoWayPort, constants, getaddrinfo, local_addresses
from ..core.constants import AI_PASSIVE, SO_REUSEADDR, SOL_SOCKET, SOMAXCONN
from ..core.errors import Interrupted, SocketError, arose_below
from ..core.resolve import AddressInfo
from ..core.transfer import NOW, NOW_QUIETLY, RARELY
from ._types import Buffer, TypeIs
from .conditions import R7RS, ArgumentTypeError, ArgumentValueError, Kind, SocketFailure
from .dialect import UNDOCUMENTED, Dialect, procedure, syntax
from .flags import *
from .flags import CONSTANTS, SYNTAXES
from .kinds import BYTEVECTOR, INTEGER, NON_NEGATIVE, SERVICE, STRING, names_of, one_of

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
    "SOCK_RAW",
    "SOCK_STREAM",
    "ArgumentTypeError",
    "ArgumentValueError",
    "SocketFailure",
    "accept_socket",
    "address_family",
    "address_info",
    "bind_socket",
    "connect_socket",
    "get_ip_addresses",
    "ip_protocol",
    "is_socket",
    "listen_socket",
    "make_socket",
    "message_type",
    "recv_socket",
    "send_socket",
    "shutdown_method",
    "shutdown_socket",
    "socket_domain",
    "socket_merge_flags",
    "socket_purge_flags",
]

_PAGE: Final = "Flag Operations and Constants"

DIALECT: Final = Dialect(
    name="foment",
    title="Foment",
    document="Foment wiki: Sockets",
    module=__name__,
    constants=dict.fromkeys(CONSTANTS, _PAGE) | {"*sock-raw*": UNDOCUMENTED},
    sections=dict.fromkeys(SYNTAXES, _PAGE),
)

SOCK_RAW: Final = constants.SOCK_RAW
"""`*sock-raw*` (exported, not in the Foment wiki)."""

_Domain: TypeAlias = Literal["stream", "datagram", "raw"]
_Message: TypeAlias = Literal["none", "peek", "oob", "wait-all", "waitall"]

_DOMAINS: dict[_Domain, int] = {"stream": SOCK_STREAM, "datagram": SOCK_DGRAM, "raw": SOCK_RAW}
_MESSAGES: dict[_Message, int] = {
    "none": 0,
    "peek": MSG_PEEK,
    "oob": MSG_OOB,
    "wait-all": MSG_WAITALL,  # as the page has it, by SRFI 106
    "waitall": MSG_WAITALL,
}

_POLICY: Final = PortPolicy(
    input_buffer=0,
    fill=False,
    output_buffer=None,
    closes_socket="both",
    failure=lambda error, operation, port: R7RS.name(error, operation, (port,)),
)

_SOCKET = Kind("a socket port", lambda value: isinstance(value, TwoWayPort))
_HOW = one_of(frozenset({SHUT_RD, SHUT_WR, SHUT_RDWR}), "*shut-rd*, *shut-wr* or *shut-rdwr*")
_NONE: Final = 0  # most often the flags; anything that is not this very object is looked at
_RECV_FLAG_NUMBERS: Final = frozenset({0, MSG_PEEK, MSG_OOB, MSG_WAITALL})
_SEND_FLAGS = one_of(frozenset({0, MSG_OOB}), "0 or *msg-oob*")
_RECV_FLAGS = one_of(_RECV_FLAG_NUMBERS, "0, *msg-peek*, *msg-oob* or *msg-waitall*")


@syntax("(socket-domain name)", _PAGE, name=names_of(_DOMAINS))
def socket_domain(name: _Domain) -> int:
    """`(socket-domain name)`: the socket type called `name`, an integer.

    `name` is "stream" or "datagram", as in SRFI 106, or "raw". Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string. Foment wiki, Sockets: Flag Operations
    and Constants.
    """
    R7RS.check(socket_domain, name)
    return _DOMAINS[name]


@syntax("(message-type names ...)", _PAGE, names=names_of(_MESSAGES))
def message_type(*names: _Message) -> int:
    """`(message-type names ...)`: the message flags called `names`, merged into an integer.

    Each name is "none", "peek", "oob" or "wait-all", as in SRFI 106, or "waitall", as Foment
    spells the last; the result goes to sends and receives alike. Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string. Foment wiki, Sockets: Flag Operations
    and Constants.
    """
    flags = 0
    for name in names:
        R7RS.check(message_type, name)
        flags |= _MESSAGES[name]
    return flags


@procedure("(socket? obj)", "Procedures: socket?")
def is_socket(obj: object) -> TypeIs[TwoWayPort]:
    """`(socket? obj)`: true for a socket, closed or not. Foment wiki, Sockets: Procedures."""
    return isinstance(obj, TwoWayPort)


@procedure(
    "(make-socket address-family socket-domain ip-protocol)",
    "Procedures: make-socket",
    address_family=NON_NEGATIVE,  # Python has -1 for "the usual one"
    socket_domain=NON_NEGATIVE,
    ip_protocol=NON_NEGATIVE,
)
def make_socket(address_family: int, socket_domain: int, ip_protocol: int) -> TwoWayPort:
    """`(make-socket address-family socket-domain ip-protocol)`: a new socket, of three integers.

    It serves clients after `bind_socket` and `listen_socket`, or is a client after
    `connect_socket`. Raises `SocketFailure` for a combination the system does not have,
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument. Foment wiki, Sockets:
    Procedures.
    """
    R7RS.check(make_socket, address_family, socket_domain, ip_protocol)
    try:
        return TwoWayPort(Socket.open(address_family, socket_domain, ip_protocol), _POLICY)
    except Exception as error:
        R7RS.fail(error, make_socket, address_family, socket_domain, ip_protocol)


@procedure(
    "(bind-socket socket node service address-family socket-domain ip-protocol)",
    "Procedures: bind-socket",
    socket=_SOCKET,
    node=STRING,
    service=SERVICE,
    address_family=INTEGER,
    socket_domain=INTEGER,
    ip_protocol=INTEGER,
)
def bind_socket(
    socket: TwoWayPort,
    node: str,
    service: str,
    address_family: int,
    socket_domain: int,
    ip_protocol: int,
) -> None:
    """`(bind-socket socket node service address-family socket-domain ip-protocol)`

    Bind `socket` to `node` and `service`, both strings: "" is every address of the machine,
    "localhost" loopback; "80" or "http", and "0" for a port of the system's choice, which
    `socket.socket.local_address().port` tells. The other arguments are integers. A stream socket
    may be bound right after a server on the same port has stopped.

    Raises `SocketFailure` when the lookup or the binding fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535. Foment wiki, Sockets:
    Procedures.
    """
    args = (socket, node, service, address_family, socket_domain, ip_protocol)
    R7RS.check(bind_socket, *args)
    try:
        if socket.socket.type == SOCK_STREAM:
            socket.socket.set_option(SOL_SOCKET, SO_REUSEADDR, 1)
        _first_that_works(
            socket.socket,
            socket.socket.bind,
            getaddrinfo(
                node or None, service, address_family, socket_domain, ip_protocol, AI_PASSIVE
            ),
        )
    except Exception as error:
        R7RS.fail(error, bind_socket, *args)


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


@procedure(
    "(listen-socket socket [backlog])",
    "Procedures: listen-socket",
    socket=_SOCKET,
    backlog=NON_NEGATIVE,
)
def listen_socket(socket: TwoWayPort, backlog: int = SOMAXCONN) -> None:
    """`(listen-socket socket [backlog])`: start listening for connections; `socket` must be bound.

    `backlog` is how many connections may wait, an integer. Raises `SocketFailure` when the system
    refuses, `ArgumentTypeError` or `ArgumentValueError` for a bad argument.
    Foment wiki, Sockets: Procedures.
    """
    R7RS.check(listen_socket, socket, backlog)
    try:
        socket.socket.listen(backlog)
    except Exception as error:
        R7RS.fail(error, listen_socket, socket, backlog)


@procedure("(accept-socket socket)", "Procedures: accept-socket", socket=_SOCKET)
def accept_socket(socket: TwoWayPort) -> TwoWayPort:
    """`(accept-socket socket)`: wait for a client; the new socket that talks to it. `socket` may
    go on accepting.

    Raises `SocketFailure` when the system refuses (a socket that does not listen, one that is
    closed, too many open files, after which `socket` is as good as before), `ArgumentTypeError`
    for what is no socket. Foment wiki, Sockets: Procedures.
    """
    R7RS.check(accept_socket, socket)
    try:
        return TwoWayPort(socket.socket.accept()[0], _POLICY)
    except Exception as error:
        R7RS.fail(error, accept_socket, socket)


@procedure(
    "(connect-socket socket node service address-family socket-domain address-info ip-protocol)",
    "Procedures: connect-socket",
    socket=_SOCKET,
    node=STRING,
    service=SERVICE,
    address_family=INTEGER,
    socket_domain=INTEGER,
    address_info=INTEGER,
    ip_protocol=INTEGER,
)
def connect_socket(
    socket: TwoWayPort,
    node: str,
    service: str,
    address_family: int,
    socket_domain: int,
    address_info: int,
    ip_protocol: int,
) -> None:
    """`(connect-socket socket node service address-family socket-domain address-info ip-protocol)`

    Connect `socket` to the server at `node` and `service`, both strings; the other arguments are
    integers. Each address found is tried in turn. A socket that was refused stays open.

    Raises `SocketFailure` when the lookup or every connection fails, `ArgumentTypeError` for an
    argument of the wrong type, `ArgumentValueError` for a port beyond 65535. Foment wiki, Sockets:
    Procedures.
    """
    args = (socket, node, service, address_family, socket_domain, address_info, ip_protocol)
    R7RS.check(connect_socket, *args)
    try:
        _first_that_works(
            socket.socket,
            socket.socket.connect,
            getaddrinfo(
                node or None, service, address_family, socket_domain, ip_protocol, address_info
            ),
        )
    except Exception as error:
        R7RS.fail(error, connect_socket, *args)


@procedure("(shutdown-socket socket how)", "Procedures: shutdown-socket", socket=_SOCKET, how=_HOW)
def shutdown_socket(socket: TwoWayPort, how: int) -> None:
    """`(shutdown-socket socket how)`: end receiving (`SHUT_RD`), sending (`SHUT_WR`) or both
    (`SHUT_RDWR`); the socket still has to be closed.

    Raises `SocketFailure` when the system refuses (a socket not connected), `ArgumentTypeError` or
    `ArgumentValueError` for a bad argument. Foment wiki, Sockets: Procedures.
    """
    R7RS.check(shutdown_socket, socket, how)
    try:
        socket.socket.shutdown(how)
    except Exception as error:
        R7RS.fail(error, shutdown_socket, socket, how)


@procedure(
    "(send-socket socket bytevector flags)",
    "Procedures: send-socket",
    socket=_SOCKET,
    bytevector=BYTEVECTOR,
    flags=_SEND_FLAGS,
)
def send_socket(socket: TwoWayPort, bytevector: Buffer, flags: int) -> None:
    """`(send-socket socket bytevector flags)`: send all of `bytevector`, or raise.

    `flags` is 0 or `MSG_OOB`. Raises `SocketFailure` when the system refuses (`BrokenPipeError`
    and `ConnectionResetError` where the peer is gone; never a signal), `ArgumentTypeError` or
    `ArgumentValueError` for a bad argument. Foment wiki, Sockets: Procedures.
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


@procedure(
    "(recv-socket socket size flags)",
    "Procedures: recv-socket",
    socket=_SOCKET,
    size=NON_NEGATIVE,
    flags=_RECV_FLAGS,
)
def recv_socket(socket: TwoWayPort, size: int, flags: int) -> bytes:
    """`(recv-socket socket size flags)`: wait for data; at most `size` bytes of it.

    No bytes at all means that the peer has closed the connection. `flags` is 0, `MSG_PEEK` (the
    data can be received again), `MSG_OOB` (out-of-band data) or `MSG_WAITALL` (wait for all of
    `size`). Of a datagram longer than `size` the rest is lost.

    Raises `SocketFailure` when the system refuses or another thread closes the socket meanwhile,
    `ArgumentTypeError` or `ArgumentValueError` for a bad argument. Foment wiki, Sockets:
    Procedures.
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


@procedure(
    "(get-ip-addresses address-family)",
    "Procedures: get-ip-addresses",
    address_family=one_of(
        frozenset({AF_UNSPEC, AF_INET, AF_INET6}), "*af-inet*, *af-inet6* or *af-unspec*"
    ),
)
def get_ip_addresses(address_family: int) -> list[str]:
    """`(get-ip-addresses address-family)`: the machine's addresses in that family.

    Numeric strings in a list, loopback among them; `AF_UNSPEC` gives IPv4 and IPv6, in that order.
    Raises `ArgumentTypeError` or `ArgumentValueError` for what is no address family.
    Foment wiki, Sockets: Procedures.
    """
    R7RS.check(get_ip_addresses, address_family)
    families = (address_family,) if address_family != AF_UNSPEC else (AF_INET, AF_INET6)
    try:
        return [text for family in families for text in local_addresses(family)]
    except Exception as error:
        R7RS.fail(error, get_ip_addresses, address_family)
