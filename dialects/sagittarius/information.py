"""Who is at either end of a socket: host name, IP address and port."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias, TypeGuard

from attrs import frozen

from ...core import Inet6Address, InetAddress
from ...core.address import Address
from ...core.errors import Closed, NotConnected
from .._types import TypeIs
from ..dialect import class_
from ..kinds import Kind
from ..results import Falsity, OrFalse, Values
from ._failures import ERROR, SAGITTARIUS
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
        return f"#<socket-info {self.hostname}({self.ip_address.text}:{self.port})>"


_IP: Final = Kind("an ip-address", lambda value: isinstance(value, IpAddress))
_Ip: TypeAlias = Annotated[IpAddress, _IP]
_INFO: Final = Kind("a socket-info", lambda value: isinstance(value, SocketInfo))
_Info: TypeAlias = Annotated[SocketInfo, _INFO]


def _is_end(value: object) -> bool:
    return value in ("peer", "info")


_TYPE: Final = Kind("peer or info", lambda value: isinstance(value, str), _is_end)
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
def socket_name(socket: AnySocket) -> OrFalse[str]:
    """`(socket-name socket)`: return its name, such as "localhost(127.0.0.1):80".

    It names the peer of a client and of an accepted socket, and a server itself. `None` before
    the socket is connected or bound, and after it is closed. Sagittarius manual, socket-name.
    """
    return socket.name


@SAGITTARIUS.procedure
def socket_node(socket: AnySocket) -> OrFalse[str]:
    """`(socket-node socket)`: return the node that it was connected to, as it was asked for.

    `None` for a server, and for an accepted socket. Sagittarius manual, socket-node.
    """
    return socket.node


@SAGITTARIUS.procedure
def socket_service(socket: AnySocket) -> OrFalse[str]:
    """`(socket-service socket)`: return the service that it was connected or bound to.

    As it was asked for; `None` for an accepted socket. Sagittarius manual, socket-service.
    """
    return socket.service


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
def ip_address_to_string(ip: _Ip) -> str:
    """`(ip-address->string ip)`: return it as people read it, "127.0.0.1" or "::1".

    Sagittarius manual, ip-address->string.
    """
    return ip.text


@SAGITTARIUS.procedure
def ip_address_to_bytevector(ip: _Ip) -> bytes:
    """`(ip-address->bytevector ip)`: return its 4 or 16 bytes, in network order.

    Sagittarius manual, ip-address->bytevector.
    """
    return ip.packed


@SAGITTARIUS.procedure
def is_socket_info(obj: object) -> TypeIs[SocketInfo]:
    """`(socket-info? obj)`: return whether it is one. See Sagittarius manual, <socket-info>."""
    return isinstance(obj, SocketInfo)


@ERROR.procedure
def socket_info_hostname(info: _Info) -> str:
    """`(socket-info-hostname info)`: return the host's name, or its numbers without one.

    See Sagittarius manual, <socket-info>.
    """
    return info.hostname


@ERROR.procedure
def socket_info_ip_address(info: _Info) -> IpAddress:
    """`(socket-info-ip-address info)`: return the address.

    See Sagittarius manual, <socket-info>.
    """
    return info.ip_address


@ERROR.procedure
def socket_info_port(info: _Info) -> int:
    """`(socket-info-port info)`: return the port. See Sagittarius manual, <socket-info>."""
    return info.port


@SAGITTARIUS.procedure
def is_ip_address(obj: object) -> TypeIs[IpAddress]:
    """`(ip-address? obj)`: test for one. See Sagittarius manual, ip-address->string."""
    return isinstance(obj, IpAddress)


@SAGITTARIUS.procedure
def is_ip_v6_address(obj: object) -> TypeGuard[IpAddress]:
    """`(ip-v6-address? obj)`: test for an IPv6 address.

    See Sagittarius manual, ip-address->string.
    """
    return isinstance(obj, IpAddress) and len(obj.packed) == 16
