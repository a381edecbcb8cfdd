"""From a node and a service to a socket: clients and servers, by a lookup or a resolver.

A resolver is a procedure that gives a chain of addrinfos. Each of them is tried in turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...core import errors as _errors
from ...core import open_first
from ..conditions import Condition, from_below
from ..declaration import declared
from ..kinds import C_INT, PROCEDURE, CInt, Kind
from ._addrinfo_type import Addrinfo, Name
from ._connecting import bind, connect
from ._failures import SAGITTARIUS, SagittariusConditions, condition
from ._socket_type import Socket
from ._timeouts import Timeout
from .addrinfo import get_addrinfo
from .conditions import HostNotFoundError, SocketError
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

_FLAGS: Final = Kind(
    "an exact integer that C's int holds, without AI_PASSIVE",
    C_INT.type_ok,
    lambda value: C_INT.value_ok(value) and not value & AI_PASSIVE,
)
_Flags: TypeAlias = Annotated[int, _FLAGS]
_ClientResolver: TypeAlias = Annotated[Callable[[str | None, str | None], Addrinfo], PROCEDURE]
_ServerResolver: TypeAlias = Annotated[Callable[[str | None], Addrinfo], PROCEDURE]

_CLIENT_FLAGS: Final = (AI_V4MAPPED or 0) | (AI_ADDRCONFIG or 0)
_SHARED: Final = [name for name in (SO_REUSEPORT, SO_REUSEADDR) if name is not None]


@frozen
class _EndpointConditions(SagittariusConditions):
    """Failures of procedures that try one address after the other, the last of which counts."""

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Return the condition for addresses none of which could be had."""
        if isinstance(error, Condition) or not isinstance(error, _errors.SocketError):
            return SagittariusConditions.explain(self, error, function, *args)
        name = declared(function)
        parameters = (each.name for each in name.parameters)
        given: dict[str, Any] = dict(zip(parameters, args, strict=False))
        node, service = given.get("node"), given["service"]
        reason = f"{error.strerror} ({error.errno})"
        if error.operation == "socket":
            message = f"creating a socket failed: {reason}"
            return condition(SocketError, error, name.scheme, message, (node, service))
        message = f"no next addrinfo: {reason}"
        made = condition(HostNotFoundError, error, name.scheme, message, (node, service))
        made.node, made.service = node, service
        return made


_ENDPOINT: Final = _EndpointConditions()


# --- clients


@_ENDPOINT.procedure
def make_client_socket(
    node: Name,
    service: Name,
    ai_family: CInt = AF_INET,
    ai_socktype: CInt = SOCK_STREAM,
    ai_flags: _Flags = _CLIENT_FLAGS,
    ai_protocol: CInt = 0,
) -> Socket:
    """`(make-client-socket node service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)
    (ai-flags (+ AI_V4MAPPED AI_ADDRCONFIG)) (ai-protocol 0))`

    Return a socket connected to the address that `node` ("localhost", "192.168.1.1") and `service`
    ("http", "80") identify; either may be `None`. Each address found is tried in turn.
    `AI_ADDRCONFIG`, which is among the default flags, does not keep a machine that has only a
    loopback address from reaching itself. `AI_PASSIVE` is refused. The caller closes the socket.

    Raises `HostNotFoundError` when the lookup or every connection fails (it is then also the
    Python exception for that errno, `ConnectionRefusedError` for one), `SocketError` where no
    socket can be made. Sagittarius manual, make-client-socket.
    """
    hint = Addrinfo(ai_family, ai_socktype, ai_flags, ai_protocol)
    chain = list(get_addrinfo(node, service, hint).chain())
    return _connected(chain, None, "make-client-socket")


@_ENDPOINT.procedure
def make_client_socket_resolver(
    node: Name, service: Name, resolver: _ClientResolver, timeout: Timeout = None
) -> Socket:
    """`(make-client-socket/resolver node service resolver :optional (timeout #f))`

    Do as `make_client_socket`, with the addresses that `resolver`, called with node and service,
    gives: a chain of `Addrinfo`. `timeout` limits each attempt, as for `socket_connect`; the first
    that it ends raises `SocketConnectionError`. See Sagittarius manual, make-client-socket.
    """
    procedure = "make-client-socket/resolver"
    return _connected(_chain(resolver(node, service), procedure), timeout, procedure)


def _connected(chain: list[Addrinfo], timeout: Timeout, procedure: str) -> Socket:
    def prepare(socket: Socket, info: Addrinfo) -> None:
        connect(socket, info, timeout, procedure)

    return open_first(Socket, chain, prepare, _is_nameless)


def _is_nameless(error: _errors.SocketError) -> bool:
    return not isinstance(error, Condition)


# --- servers


@_ENDPOINT.procedure
def make_server_socket(
    service: Name,
    ai_family: CInt = AF_INET,
    ai_socktype: CInt = SOCK_STREAM,
    ai_protocol: CInt = 0,
) -> Socket:
    """`(make-server-socket service :optional (ai-family AF_INET) (ai-socktype SOCK_STREAM)
    (ai-protocol 0))`

    Return a socket bound to `service` (with "0" the system picks a port, which `socket_info`
    tells) on every address of the machine. A stream socket listens. Servers of one user can share
    a port (SO_REUSEADDR, SO_REUSEPORT). The caller closes the socket.

    Raises `HostNotFoundError` when the lookup or the binding fails, `SocketError` where no socket
    can be made. Sagittarius manual, make-server-socket.
    """
    hint = Addrinfo(ai_family, ai_socktype, AI_PASSIVE, ai_protocol)
    return open_first(Socket, list(get_addrinfo(None, service, hint).chain()), _serve)


@_ENDPOINT.procedure
def make_server_socket_resolver(service: Name, resolver: _ServerResolver) -> Socket:
    """`(make-server-socket/resolver service resolver)`: return a server at the first address.

    As `make_server_socket`, with the addresses that `resolver`, called with the service, gives: a
    chain of `Addrinfo`. See Sagittarius manual, make-server-socket.
    """
    chain = _chain(resolver(service), "make-server-socket/resolver")
    return open_first(Socket, chain, _serve)


@_ENDPOINT.procedure
def make_server_socket_star(
    service: Name,
    ai_family: CInt = AF_UNSPEC,
    ai_socktype: CInt = SOCK_STREAM,
    ai_protocol: CInt = 0,
) -> list[Socket]:
    """`(make-server-socket* service :optional (ai-family AF_UNSPEC) (ai-socktype SOCK_STREAM)
    (ai-protocol 0))`

    Return servers, as `make_server_socket` makes one, for all addresses that can be had: one for
    IPv4 and one for IPv6. With the service "0" each has a port of its own. Raises what
    `make_server_socket` does when there is none. See Sagittarius manual, make-server-socket.
    """
    hint = Addrinfo(ai_family, ai_socktype, AI_PASSIVE, ai_protocol)
    return _all_served(list(get_addrinfo(None, service, hint).chain()))


@_ENDPOINT.procedure
def make_server_socket_star_resolver(service: Name, resolver: _ServerResolver) -> list[Socket]:
    """`(make-server-socket*/resolver service resolver)`: return servers for all addresses.

    As `make_server_socket_star`, with the addresses that `resolver`, called with the service,
    gives: a chain of `Addrinfo`. See Sagittarius manual, make-server-socket.
    """
    return _all_served(_chain(resolver(service), "make-server-socket*/resolver"))


def _serve(socket: Socket, info: Addrinfo) -> None:
    for name in _SHARED:
        socket.set_option(SOL_SOCKET, name, 1)
    bind(socket, info)
    if socket.type == SOCK_STREAM:
        socket.listen(SOMAXCONN)


def _all_served(chain: list[Addrinfo]) -> list[Socket]:
    made: list[Socket] = []
    failure: _errors.SocketError | None = None
    try:
        for info in chain:
            try:
                made.append(open_first(Socket, [info], _serve))
            except from_below(_errors.SocketError) as error:
                failure = error
        if not made and failure is not None:
            raise failure
        return made
    except BaseException:
        for socket in made:
            socket.close()
        raise
    finally:
        failure = None  # it refers to this frame


def _chain(found: Any, procedure: str) -> list[Addrinfo]:
    """Return what a resolver gave, if it is a chain of addrinfos with addresses."""
    if isinstance(found, Addrinfo):
        chain = list(found.chain())
        if all(info.sockaddr is not None for info in chain):
            return chain
    expected = "a procedure that gives addrinfos with sockaddrs"
    raise SAGITTARIUS.bad_value(procedure, "resolver", expected, found)
