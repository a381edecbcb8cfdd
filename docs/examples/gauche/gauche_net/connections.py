"""High-level network functions."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Final, TypeAlias

from attrs import evolve

from schemesockets.core import Address, InputPort, OutputPort, PortPolicy, getaddrinfo
from schemesockets.dialects.conditions import R7RS
from schemesockets.dialects.exports import export
from schemesockets.dialects.kinds import PROCEDURE, AnyProcedure, Boolean, CInt, names_of
from schemesockets.dialects.results import List, Unspecified

from ._objects import AnySocket, Host, Part, Port, SockaddrUn, Socket, own
from .addresses import make_sockaddrs
from .constants import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET
from .sockets import make_socket, socket_bind, socket_connect, socket_listen

__cited__ = "Gauche manual, High-level network functions"
_POLICY: Final = PortPolicy(
    input_buffer=8192,
    output_buffer=8192,
    newline_flushes=True,
    flushes_at_exit=True,
    failure=lambda error, operation, port: R7RS.name(error, operation, (port,)),
)
_POLICIES: Final = {
    "none": evolve(_POLICY, input_buffer=0, output_buffer=None),
    "modest": _POLICY,
    "line": _POLICY,
    "full": evolve(_POLICY, newline_flushes=False),
}
_Buffering: TypeAlias = Annotated[str, names_of(dict.fromkeys(_POLICIES, 0))]


def _addresses(spec: Sequence[Any]) -> list[Address]:
    """Return the addresses that the arguments of make-client-socket stand for."""
    match spec:
        case [address] if isinstance(address, Address):
            return [address]
        case ["unix", str(path)]:
            return [SockaddrUn(path)]
        case ["inet", host, port] | [host, port]:
            return [own(info.address) for info in getaddrinfo(host, port, 0, SOCK_STREAM)]
    raise ValueError(f"no address of a socket: {spec!r}")


def _first(places: Sequence[Address], *steps: Callable[[Socket, Address], object]) -> Socket:
    """Return a socket after some steps, for the first place where they work."""
    *others, last = places
    for place in others:
        with contextlib.suppress(OSError):
            return _first([place], *steps)
    made = make_socket(last.family, SOCK_STREAM)
    try:
        for step in steps:
            step(made, last)
    except BaseException:
        made.close()
        raise
    return made


@R7RS.procedure
def make_client_socket(*address_spec: Part) -> Socket:
    """`(make-client-socket address-spec ...)`: return a connected socket.

    The address is `"unix", path`, `"inet", host, port`, a host and a port, or a socket address.
    """
    return _first(_addresses(address_spec), socket_connect)


@R7RS.procedure
def make_server_socket(
    *address_spec: Part,
    reuse_addr: Boolean = False,
    sock_init: Annotated[Callable[..., Any] | None, PROCEDURE] = None,
    backlog: CInt = 5,
) -> Socket:
    """`(make-server-socket address-spec ... :reuse-addr? :sock-init :backlog)`: listen.

    The address is `"unix", path`, `"inet", port`, a port, a list of ports to try, or a socket
    address. `sock_init` is called with the socket and the address first.
    """
    match address_spec:
        case ["inet", port] | [int() | list() as port]:
            ports = port if isinstance(port, list) else [port]
            found = (getaddrinfo("0.0.0.0", each, AF_INET, SOCK_STREAM) for each in ports)
            places = [own(info.address) for infos in found for info in infos]
        case _:
            places = _addresses(address_spec)

    def prepare(made: Socket, address: Address) -> None:
        if sock_init is not None:
            sock_init(made, address)
        if reuse_addr:
            made.set_option(SOL_SOCKET, SO_REUSEADDR, True)

    return _first(places, prepare, socket_bind, lambda made, _: socket_listen(made, backlog))


@R7RS.procedure
def make_server_sockets(
    host: Host, port: Port, *, reuse_addr: Boolean = False
) -> List[tuple[Socket, ...]]:
    """`(make-server-sockets host port :reuse-addr?)`: listen on each address of a host."""
    addresses = make_sockaddrs(host, port)
    return tuple(make_server_socket(each, reuse_addr=reuse_addr) for each in addresses)


@R7RS.procedure
def socket_close(socket: AnySocket) -> Unspecified:
    """`(socket-close socket)`: close it with its ports, without a shutdown."""
    for port in (socket.output, socket.input):
        if port is not None:
            with contextlib.suppress(OSError):  # what a write has failed for already
                port.close()
    socket.close()
    socket.status = "closed"


@R7RS.procedure
def socket_input_port(socket: AnySocket, *, buffering: _Buffering = "modest") -> InputPort:
    """`(socket-input-port socket :buffering)`: return its one input port."""
    if socket.input is None:
        socket.refuse_closed("open a port")
        socket.input = InputPort(socket, _POLICIES[buffering])
    return socket.input


@R7RS.procedure
def socket_output_port(socket: AnySocket, *, buffering: _Buffering = "line") -> OutputPort:
    """`(socket-output-port socket :buffering)`: return its one output port."""
    if socket.output is None:
        socket.refuse_closed("open a port")
        socket.output = OutputPort(socket, _POLICIES[buffering])
    return socket.output


@R7RS.hot_procedure
def call_with_client_socket(socket: AnySocket, proc: AnyProcedure) -> Any:
    """`(call-with-client-socket socket proc)`: call `proc` with both ports, then close them."""
    R7RS.check(call_with_client_socket, socket, proc)
    try:
        return proc(socket_input_port(socket), socket_output_port(socket))
    finally:
        socket_close(socket)


export(__name__)
