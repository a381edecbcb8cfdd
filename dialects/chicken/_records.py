"""The socket egg's records: sockets, addresses, and what a lookup has found.

A `SockAddr` is the engine's immutable address in the egg's clothes.
"""

from __future__ import annotations

import os
from typing import Annotated, Final, TypeAlias

from attrs import frozen

from ...core import Socket as EngineSocket
from ...core import UnixAddress
from ...core.address import Address
from ..dialect import record
from ..kinds import instance
from .symbols import (
    integer_to_address_family,
    integer_to_protocol_type,
    integer_to_socket_type,
)


@record
class Socket(EngineSocket):
    """`socket`: a socket, always non-blocking; prints as the egg's does.

    It is the engine's `Socket`, made by `socket`, `socket_accept` or `socket_connect_ai`.
    Socket egg manual, socket.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        family = integer_to_address_family(self.family) or self.family
        type = integer_to_socket_type(self.type) or self.type
        return f"#<socket fd:{self.fileno()} {family} {type}>"


@record
@frozen(repr=False)
class SockAddr:
    """`sockaddr`: the address of one end of a socket; made by `inet_address` and the like.

    Attributes: `address`, the engine's InetAddress, Inet6Address or UnixAddress. Equal addresses
    are equal. Socket egg manual, sockaddr.
    """

    address: Address

    def __str__(self) -> str:
        address = self.address
        if isinstance(address, UnixAddress) or address.port:
            return str(address)
        return self.host

    def __repr__(self) -> str:
        return f"#<sockaddr {_quoted(str(self))}>"

    @property
    def host(self) -> str:
        """The IP address in numbers, with its scope; the path of a Unix address."""
        address = self.address
        if isinstance(address, UnixAddress):
            return os.fsdecode(address.path)
        return str(address).rpartition(":")[0].strip("[]")


@record
@frozen(repr=False)
class AddrInfo:
    """`addrinfo`: what `address_information` found; flags, family, type and protocol are integers.

    The address is a `SockAddr`; the canonical name a string, or `None` where not asked for.
    Socket egg manual, addrinfo.
    """

    flags: int
    family: int
    socktype: int
    protocol: int
    address: SockAddr
    canonname: str | None

    def __repr__(self) -> str:
        words = [
            _quoted(str(self.address)),
            integer_to_address_family(self.family) or self.family,
            integer_to_socket_type(self.socktype) or self.socktype,
            integer_to_protocol_type(self.protocol) or self.protocol,
        ]
        if self.canonname is not None:
            words += ["canonical:", _quoted(self.canonname)]
        return f"#<addrinfo {' '.join(map(str, words))}>"


def _quoted(text: str) -> str:
    """Return a string as `write` has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


SOCKET: Final = instance(Socket, "a socket")
SOCKADDR: Final = instance(SockAddr, "a sockaddr")
ADDRINFO: Final = instance(AddrInfo, "an addrinfo")

AnySocket: TypeAlias = Annotated[Socket, SOCKET]
AnySockAddr: TypeAlias = Annotated[SockAddr, SOCKADDR]
AnyAddrInfo: TypeAlias = Annotated[AddrInfo, ADDRINFO]
