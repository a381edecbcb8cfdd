"""The eggs `udp6` and `udp`: datagrams over the socket egg (their pages; udp6 0.9, udp6.scm).

Not here: multicast.
"""

from __future__ import annotations

from typing import Any, Final

from ... import bridge
from ...arguments import UNSET, unpack
from ...calls import call, values
from ...control import raise_
from ...data import Keyword, Symbol, from_list
from ...declaration import Table
from ...profiles import PROFILES
from ..chicken.condition import signalled

__all__ = ["TABLE"]

TABLE: Final = Table()


def _egg(name: str, *arguments: Any) -> Any:
    """Call a procedure of the socket egg."""
    return call(_constant(name), *arguments)


def _constant(name: str) -> Any:
    return bridge.entries(PROFILES["chicken"])[name].value


_INET: Final = Symbol("inet")


def _fail(procedure: str, message: str, *irritants: Any) -> Any:
    return raise_(signalled("i/o net", procedure, message, *irritants))


def _address(procedure: str, socket: Any, host: Any, port: Any, *more: Any) -> Any:
    """Return the first address of a host and port for a socket."""
    found = from_list(
        _egg(
            "address-information",
            host,
            port,
            *(Keyword("family"), _egg("socket-family", socket)),
            *(Keyword("type"), _constant("sock/dgram")),
            *more,
        )
    )
    if not found:
        _fail(procedure, "node or service lookup failed", host, port)
    return _egg("addrinfo-address", found[0])


@TABLE.procedure("udp-socket?")
def is_udp_socket(value: Any) -> bool:
    """Return whether a value is a socket for datagrams. Egg udp6."""
    if _egg("socket?", value) is False:
        return False
    return bool(_egg("socket-type", value) == _constant("sock/dgram"))


@TABLE.procedure("udp-bound?")
def is_bound(socket: Any) -> Any:
    """Return the address that a socket is bound to, or #f. Egg udp6."""
    return _egg("socket-name", socket)


@TABLE.procedure("udp-connected?")
def is_connected(socket: Any) -> Any:
    """Return the address of a socket's peer, or #f. Egg udp6."""
    return _egg("socket-peer-name", socket)


@TABLE.procedure("udp-open-socket", "udp-open-socket*")
def open_socket(family: Any = _INET) -> Any:
    """Return a socket for datagrams, of the family `inet` or `inet6`. Egg udp6."""
    if getattr(family, "name", None) not in ("inet", "inet6"):
        _fail("udp-open-socket", "invalid address family", family)
    return _egg("socket", _constant(f"af/{family.name}"), _constant("sock/dgram"), 0)


@TABLE.procedure("udp-bind!")
def bind(socket: Any, host: Any, port: Any) -> None:
    """Bind a socket to an address, #f for all of the machine, and a port, 0 for any. Egg udp6."""
    passive = Keyword("flags"), _constant("ai/passive")
    _egg("socket-bind", socket, _address("udp-bind!", socket, host, port, *passive))


@TABLE.procedure("udp-bound-port")
def bound_port(socket: Any) -> Any:
    """Return the port that a socket is bound to, 0 for none. Egg udp6."""
    address = _egg("socket-name", socket)
    return 0 if address is False else _egg("sockaddr-port", address)


@TABLE.procedure("udp-connect!")
def connect(socket: Any, host: Any, port: Any = False) -> None:
    """Say where a socket sends to; a host may have the port in it. Egg udp6."""
    if port is False:
        host, port = unpack(_egg("parse-inet-address", host), 2)
        if port is False:
            _fail("udp-connect!", "no port specified")
    _egg("socket-connect", socket, _address("udp-connect!", socket, host, port))


@TABLE.procedure("udp-send")
def send(socket: Any, *arguments: Any) -> Any:
    """Send a string, or a part of it, to a socket's peer: `socket-send`. Egg udp6."""
    return _egg("socket-send", socket, *arguments)


@TABLE.procedure("udp-sendto")
def send_to(socket: Any, host: Any, port: Any, text: Any) -> Any:
    """Send a string to a host's port. Egg udp6."""
    return _egg("socket-send-to", socket, text, _address("udp-sendto", socket, host, port))


@TABLE.procedure("udp-recv")
def receive(socket: Any, length: Any, flags: Any = UNSET) -> Any:
    """Return a datagram, cut to a length: `socket-receive`. Egg udp6."""
    return _egg("socket-receive", socket, length, *(() if flags is UNSET else (flags,)))


@TABLE.procedure("udp-recv-counted")
def receive_counted(socket: Any, length: Any) -> Any:
    """Return the length of a datagram and the datagram, cut to a length. Egg udp, `udp-recv`."""
    found = receive(socket, length)
    return values(len(found.text), found)


@TABLE.procedure("udp-recvfrom")
def receive_from(socket: Any, length: Any) -> Any:
    """Return a datagram's length, the datagram, and the host and port it is from. Egg udp6."""
    found, address = unpack(_egg("socket-receive-from", socket, length), 2)
    host, port = _egg("sockaddr-address", address), _egg("sockaddr-port", address)
    return values(len(found.text), found, host, port)


@TABLE.procedure("udp-close-socket")
def close_socket(socket: Any) -> Any:
    """Close a socket. Egg udp6."""
    return _egg("socket-close", socket)
