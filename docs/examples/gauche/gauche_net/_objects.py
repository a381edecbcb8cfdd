"""Sockets and addresses as Gauche's objects, and what the arguments of procedures must be."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, TypeAlias

from schemesockets import core
from schemesockets.core import Address, InputPort, OutputPort
from schemesockets.dialects.dialect import class_
from schemesockets.dialects.kinds import Kind


@class_
class SockaddrIn(core.InetAddress):
    """`<sockaddr-in>`: an IPv4 address and a port. Gauche manual, Socket address."""

    called: ClassVar = "inet"


@class_
class SockaddrIn6(core.Inet6Address):
    """`<sockaddr-in6>`: an IPv6 address and a port. Gauche manual, Socket address."""

    called: ClassVar = "inet6"


@class_
class SockaddrUn(core.UnixAddress):
    """`<sockaddr-un>`: the path of a Unix socket. Gauche manual, Socket address."""

    called: ClassVar = "unix"


def own(address: Address | None) -> Any:
    """Return an address of the engine as one of these classes."""
    match address:
        case core.InetAddress():
            return SockaddrIn(*address.sockaddr)
        case core.Inet6Address():
            return SockaddrIn6(*address.sockaddr)
        case core.UnixAddress():
            return SockaddrUn(address.path)
    return None


@class_
class Socket(core.Socket):
    """`<socket>`: a socket. Gauche manual, High-level network functions."""

    status = "none"
    address: Any = None
    input: InputPort | None = None
    output: OutputPort | None = None

    def local_address(self) -> Any:
        """Return its address."""
        return own(super().local_address())

    def peer_address(self) -> Any:
        """Return the address of its peer."""
        return own(super().peer_address())


def instance(expected: str, *classes: type) -> Kind:
    """Return the kind of what is an instance of one of some classes."""
    return Kind(expected, lambda value: isinstance(value, classes))


AnyAddress: TypeAlias = Annotated[Any, instance("an address", SockaddrIn, SockaddrIn6, SockaddrUn)]
InternetAddress: TypeAlias = Annotated[Any, instance("an IP address", SockaddrIn, SockaddrIn6)]
AnySocket: TypeAlias = Annotated[Socket, instance("a socket", Socket)]
Host: TypeAlias = Annotated[str | None, instance("a host's name, or #f", str, type(None))]
Port: TypeAlias = Annotated[str | int, instance("a port or the name of a service", str, int)]
Message: TypeAlias = Annotated[Any, instance("octets", str, bytes, bytearray, memoryview)]
Part: TypeAlias = Annotated[
    Any, instance("a part of an address", str, int, list, SockaddrIn, SockaddrIn6, SockaddrUn)
]
