"""From a node and a service to a socket: clients and servers, by a lookup or a resolver.

A resolver is a procedure that gives a chain of addrinfos. Each of them is tried in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...core import open_first
from ...core.errors import SocketError, arose_below
from ..conditions import Condition, Kind
from ..dialect import procedure, scheme_name
from ..kinds import C_INT, PROCEDURE
from .addrinfo import ADDRESSED, NAME, Addrinfo, get_addrinfo
from .conditions import SAGITTARIUS
from .constants import (
    AF_INET,
    AF_UNSPEC,
    AI_ADDRCONFIG,
    AI_PASSIVE,
    AI_V4MAPPED,
    SO_REUSEADDR,
    SO_REUSEPORT,
    SOCK_STREAM,
    SOL_SOCKET,
    SOMAXCONN,
)
from .socket_type import Socket
from .sockets import bind, connect
from .timeouts import TIMEOUT, Timeout

__all__ = [
    "make_client_socket",
    "make_client_socket_resolver",
    "make_server_socket",
    "make_server_socket_resolver",
    "make_server_socket_star",
    "make_server_socket_star_resolver",
]

_FLAGS: Final = Kind(
    "an exact integer that C's int holds, without AI_PASSIVE",
    C_INT.type_ok,
    lambda value: C_INT.value_ok(value) and not value & AI_PASSIVE,
)
_CLIENT_FLAGS: Final = (AI_V4MAPPED or 0) | (AI_ADDRCONFIG or 0)
_SHARED: Final = [name for name in (SO_REUSEPORT, SO_REUSEADDR) if name is not None]


# --- clients


@procedure(
    "(make-client-socket node service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)"
    " (ai-flags (+ AI_V4MAPPED AI_ADDRCONFIG)) (ai-protocol 0))",
    "make-client-socket",
    node=NAME,
    service=NAME,
    ai_family=C_INT,
    ai_socktype=C_INT,
    ai_flags=_FLAGS,
    ai_protocol=C_INT,
)
def make_client_socket(
    node: str | None,
    service: str | None,
    ai_family: int = AF_INET,
    ai_socktype: int = SOCK_STREAM,
    ai_flags: int = _CLIENT_FLAGS,
    ai_protocol: int = 0,
) -> Socket:
    """`(make-client-socket node service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)
    (ai-flags (+ AI_V4MAPPED AI_ADDRCONFIG)) (ai-protocol 0))`

    A socket connected to the address that `node` ("localhost", "192.168.1.1") and `service`
    ("http", "80") identify, both strings, or `None` for either; the other arguments are integers.
    Each address found is tried in turn. `AI_ADDRCONFIG`, which is among the default flags, does
    not keep a machine that has only a loopback address from reaching itself.

    Raises `HostNotFoundError` when the lookup or every connection fails (it is then also the
    Python exception for that errno, `ConnectionRefusedError` for one), `SocketError` where no
    socket can be made, `AssertionTypeError` and `AssertionValueError` for bad arguments, such as
    `AI_PASSIVE`. The caller closes the socket. Sagittarius manual, make-client-socket.
    """
    args = (node, service, ai_family, ai_socktype, ai_flags, ai_protocol)
    SAGITTARIUS.check(make_client_socket, *args)
    hint = Addrinfo(ai_family, ai_socktype, ai_flags, ai_protocol)
    chain = list(get_addrinfo(node, service, hint).chain())
    return _connected("make-client-socket", chain, None, node, service)


@procedure(
    "(make-client-socket/resolver node service resolver :optional (timeout #f))",
    "make-client-socket",
    node=NAME,
    service=NAME,
    resolver=PROCEDURE,
    timeout=TIMEOUT,
)
def make_client_socket_resolver(
    node: str | None,
    service: str | None,
    resolver: Callable[[str | None, str | None], Addrinfo],
    timeout: Timeout = None,
) -> Socket:
    """`(make-client-socket/resolver node service resolver :optional (timeout #f))`

    As `make_client_socket`, with the addresses that `resolver`, called with node and service,
    gives: a chain of `Addrinfo`. `timeout` limits each attempt, as for `socket_connect`; the first
    that it ends raises `SocketConnectionError`. The library exports it; of the Sagittarius manual
    see make-client-socket.
    """
    args = (node, service, resolver, timeout)
    SAGITTARIUS.check(make_client_socket_resolver, *args)
    chain = _chain(make_client_socket_resolver, resolver(node, service))
    return _connected("make-client-socket/resolver", chain, timeout, node, service)


def _connected(
    procedure: str, chain: list[Addrinfo], timeout: Timeout, node: str | None, service: str | None
) -> Socket:
    def prepare(socket: Socket, info: Addrinfo) -> None:
        connect(socket, info, timeout, procedure)

    try:
        return open_first(Socket, chain, prepare, _is_nameless)
    except SocketError as error:
        if not (arose_below(error) and _is_nameless(error)):
            raise
        raise SAGITTARIUS.unreachable(error, procedure, node, service) from None


def _is_nameless(error: SocketError) -> bool:
    return not isinstance(error, Condition)


# --- servers


@procedure(
    "(make-server-socket service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)"
    " (ai-protocol 0))",
    "make-server-socket",
    service=NAME,
    ai_family=C_INT,
    ai_socktype=C_INT,
    ai_protocol=C_INT,
)
def make_server_socket(
    service: str | None,
    ai_family: int = AF_INET,
    ai_socktype: int = SOCK_STREAM,
    ai_protocol: int = 0,
) -> Socket:
    """`(make-server-socket service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)
    (ai-protocol 0))`

    A socket bound to `service` (a string; with "0" the system picks a port, which `socket_info`
    tells) on every address of the machine; the other arguments are integers. A stream socket
    listens. Servers of one user can share a port (SO_REUSEADDR, SO_REUSEPORT).

    Raises `HostNotFoundError` when the lookup or the binding fails, `SocketError` where no socket
    can be made, `AssertionTypeError` and `AssertionValueError` for bad arguments. The caller
    closes the socket. Sagittarius manual, make-server-socket.
    """
    SAGITTARIUS.check(make_server_socket, service, ai_family, ai_socktype, ai_protocol)
    hint = Addrinfo(ai_family, ai_socktype, AI_PASSIVE, ai_protocol)
    return _served("make-server-socket", list(get_addrinfo(None, service, hint).chain()), service)


@procedure(
    "(make-server-socket/resolver service resolver)",
    "make-server-socket",
    service=NAME,
    resolver=PROCEDURE,
)
def make_server_socket_resolver(
    service: str | None, resolver: Callable[[str | None], Addrinfo]
) -> Socket:
    """`(make-server-socket/resolver service resolver)`: a server at the first address possible.

    As `make_server_socket`, with the addresses that `resolver`, called with the service, gives: a
    chain of `Addrinfo`. The library exports it; of the Sagittarius manual see make-server-socket.
    """
    SAGITTARIUS.check(make_server_socket_resolver, service, resolver)
    chain = _chain(make_server_socket_resolver, resolver(service))
    return _served("make-server-socket/resolver", chain, service)


@procedure(
    "(make-server-socket* service :optional (ai-family AF_UNSPEC) (ai-socktype SOCK_STREAM)"
    " (ai-protocol 0))",
    "make-server-socket",
    service=NAME,
    ai_family=C_INT,
    ai_socktype=C_INT,
    ai_protocol=C_INT,
)
def make_server_socket_star(
    service: str | None,
    ai_family: int = AF_UNSPEC,
    ai_socktype: int = SOCK_STREAM,
    ai_protocol: int = 0,
) -> list[Socket]:
    """`(make-server-socket* service :optional (ai-family AF_UNSPEC) (ai-socktype SOCK_STREAM)
    (ai-protocol 0))`

    A list of servers, as `make_server_socket` makes one, for all addresses that can be had: one
    for IPv4 and one for IPv6. With the service "0" each has a port of its own. Raises what
    `make_server_socket` does when there is none. The library exports it; of the Sagittarius manual
    see make-server-socket.
    """
    SAGITTARIUS.check(make_server_socket_star, service, ai_family, ai_socktype, ai_protocol)
    hint = Addrinfo(ai_family, ai_socktype, AI_PASSIVE, ai_protocol)
    chain = list(get_addrinfo(None, service, hint).chain())
    return _all_served("make-server-socket*", chain, service)


@procedure(
    "(make-server-socket*/resolver service resolver)",
    "make-server-socket",
    service=NAME,
    resolver=PROCEDURE,
)
def make_server_socket_star_resolver(
    service: str | None, resolver: Callable[[str | None], Addrinfo]
) -> list[Socket]:
    """`(make-server-socket*/resolver service resolver)`: a list of servers, for all addresses.

    As `make_server_socket_star`, with the addresses that `resolver`, called with the service,
    gives: a chain of `Addrinfo`. The library exports it; of the Sagittarius manual see
    make-server-socket.
    """
    SAGITTARIUS.check(make_server_socket_star_resolver, service, resolver)
    chain = _chain(make_server_socket_star_resolver, resolver(service))
    return _all_served("make-server-socket*/resolver", chain, service)


def _served(procedure: str, chain: list[Addrinfo], service: str | None) -> Socket:
    try:
        return open_first(Socket, chain, _serve)
    except SocketError as error:
        if not arose_below(error):
            raise
        raise SAGITTARIUS.unreachable(error, procedure, None, service) from None


def _serve(socket: Socket, info: Addrinfo) -> None:
    for name in _SHARED:
        socket.set_option(SOL_SOCKET, name, 1)
    bind(socket, info)
    if socket.type == SOCK_STREAM:
        socket.listen(SOMAXCONN)


def _all_served(procedure: str, chain: list[Addrinfo], service: str | None) -> list[Socket]:
    made: list[Socket] = []
    failure: SocketError | None = None
    try:
        for info in chain:
            try:
                made.append(open_first(Socket, [info], _serve))
            except SocketError as error:
                if not arose_below(error):
                    raise
                failure = error
        if made:
            return made
        assert failure is not None
        raise SAGITTARIUS.unreachable(failure, procedure, None, service)
    except BaseException:
        for socket in made:
            socket.close()
        raise
    finally:
        failure = None  # it refers to this frame


def _chain(function: Callable[..., object], found: Any) -> list[Addrinfo]:
    """What a resolver gave, if it is a chain of addrinfos with addresses."""
    if isinstance(found, Addrinfo):
        chain = list(found.chain())
        if all(map(ADDRESSED.value_ok, chain)):
            return chain
    name = scheme_name(function)
    expected = "a procedure that gives addrinfos with sockaddrs"
    raise SAGITTARIUS.bad_value(name, "resolver", expected, found)
