"""Who is at either end of a socket: host name, IP address and port."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias, TypeGuard

from attrs import frozen

from ...core import Inet6Address, InetAddress
from ...core.address import Address
from ...core.errors import Closed, NotConnected
from ..dialect import class_
from ..kinds import Kind, instance
from ..results import Falsity, OrFalse, Values
from ._failures import SAGITTARIUS
from ._socket_type import AnySocket, host_of, numbers_of


@frozen(repr=False)
class IpAddress:
    """An IP address. Equal addresses are equal.

    Attributes: text, in numbers (str); packed, its 4 or 16 bytes.
    """

    text: str
    packed: bytes

    def __repr__(self) -> str:
        return f"#<ip-address {self.text}>"


@class_
@frozen(repr=False)
class SocketInfo:
    """`<socket-info>`: one end of a socket; cannot be changed.

    Attributes: hostname (str), ip_address (IpAddress), port (int).
    Sagittarius manual, <socket-info>.
    """

    hostname: str
    ip_address: IpAddress
    port: int

    def __repr__(self) -> str:
        return f"#<socket-info {self.hostname}({self.ip_address!r}:{self.port})>"


_TYPE: Final = Kind("peer or info", instance(str, "").type_ok, ("peer", "info").__contains__)
_Type: TypeAlias = Annotated[Literal["peer", "info"], _TYPE]

_NOBODY: Final = SAGITTARIUS.answering(Closed, NotConnected, noted=False)


def _info(address: Address | None) -> SocketInfo | None:
    if not isinstance(address, (InetAddress, Inet6Address)):
        return None
    ip = IpAddress(numbers_of(address), address.packed)
    return SocketInfo(host_of(address), ip, address.port)


@_NOBODY.procedure
def socket_peer(socket: AnySocket) -> OrFalse[SocketInfo]:
    """`(socket-peer socket)`: return who is at the other end.

    `None` for a socket that is not connected or closed, and for what has no IP address.
    Sagittarius manual, socket-peer.
    """
    return _info(socket.peer_address())


@_NOBODY.procedure
def socket_info(socket: AnySocket) -> OrFalse[SocketInfo]:
    """`(socket-info socket)`: return the socket's own end; its port is 0 before it is bound.

    `None` for a closed socket, and for one without an IP address.
    Sagittarius manual, socket-info.
    """
    return _info(socket.local_address())


@SAGITTARIUS.procedure
def socket_info_values(
    socket: AnySocket, *, type: _Type = "peer"
) -> Values[tuple[str, IpAddress, int] | tuple[Falsity, Falsity, Falsity]]:
    """`(socket-info-values socket :key (type 'peer))`: return host name, IP address and port.

    They are the peer's, or the socket's own with the type "info"; three times `None` where there
    is nothing to tell. Sagittarius manual, socket-info-values.
    """
    info = socket_peer(socket) if type == "peer" else socket_info(socket)
    if info is None:
        return None, None, None
    return info.hostname, info.ip_address, info.port


@SAGITTARIUS.procedure
def is_ip_v6_address(obj: object) -> TypeGuard[IpAddress]:
    """`(ip-v6-address? obj)`: test for an IPv6 address.

    See Sagittarius manual, ip-address->string.
    """
    return isinstance(obj, IpAddress) and len(obj.packed) == 16
