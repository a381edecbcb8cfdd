"""Who is at either end of a socket: host name, IP address and port."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeGuard

from attrs import frozen

from ...core import Inet6Address, InetAddress
from ...core.address import Address
from ...core.errors import Closed, NotConnected, arose_below
from .._types import TypeIs
from ..conditions import Kind
from ..dialect import class_, procedure
from ..kinds import ANYTHING
from .conditions import SAGITTARIUS
from .socket_type import SOCKET, Socket, host_of, numbers_of

__all__ = [
    "IpAddress",
    "SocketInfo",
    "ip_address_to_bytevector",
    "ip_address_to_string",
    "is_ip_address",
    "is_ip_v6_address",
    "is_socket_info",
    "socket_info",
    "socket_info_hostname",
    "socket_info_ip_address",
    "socket_info_port",
    "socket_info_values",
    "socket_name",
    "socket_node",
    "socket_peer",
    "socket_service",
]


@frozen(repr=False)
class IpAddress:
    """An IP address. Equal addresses are equal.

    Attributes: text, in numbers (str); packed, its 4 or 16 bytes.
    """

    text: str
    packed: bytes

    def __repr__(self) -> str:
        return f"#<ip-address {self.text}>"


@class_("<socket-info>", "<socket-info>")
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
_INFO: Final = Kind("a socket-info", lambda value: isinstance(value, SocketInfo))


def _is_end(value: object) -> bool:
    return value in ("peer", "info")


_TYPE: Final = Kind("peer or info", lambda value: isinstance(value, str), _is_end)


def _info(
    function: Callable[[Socket], SocketInfo | None],
    socket: Socket,
    end: Callable[[Socket], Address | None],
) -> SocketInfo | None:
    SAGITTARIUS.check(function, socket)
    try:
        address = end(socket)
    except Exception as error:
        if isinstance(error, (Closed, NotConnected)) and arose_below(error):
            return None
        SAGITTARIUS.fail(error, function, socket)
    if not isinstance(address, (InetAddress, Inet6Address)):
        return None
    ip = IpAddress(numbers_of(address), address.packed)
    return SocketInfo(host_of(address), ip, address.port)


@procedure("(socket-peer socket)", "socket-peer", socket=SOCKET)
def socket_peer(socket: Socket) -> SocketInfo | None:
    """`(socket-peer socket)`: who is at the other end, a `SocketInfo`.

    `None` for a socket that is not connected or closed, and for what has no IP address. Raises
    `AssertionTypeError` for what is no socket. Sagittarius manual, socket-peer.
    """
    return _info(socket_peer, socket, Socket.peer_address)


@procedure("(socket-info socket)", "socket-info", socket=SOCKET)
def socket_info(socket: Socket) -> SocketInfo | None:
    """`(socket-info socket)`: the socket's own end, a `SocketInfo`; port 0 before it is bound.

    `None` for a closed socket, and for one without an IP address. Raises `AssertionTypeError` for
    what is no socket. Sagittarius manual, socket-info.
    """
    return _info(socket_info, socket, Socket.local_address)


@procedure("(socket-name socket)", "socket-name", socket=SOCKET)
def socket_name(socket: Socket) -> str | None:
    """`(socket-name socket)`: its name, "localhost(127.0.0.1):80", a string.

    It names the peer of a client and of an accepted socket, and a server itself. `None` before
    the socket is connected or bound, and after it is closed. Raises `AssertionTypeError` for what
    is no socket. Sagittarius manual, socket-name.
    """
    SAGITTARIUS.check(socket_name, socket)
    return socket.name


@procedure("(socket-node socket)", "socket-node", socket=SOCKET)
def socket_node(socket: Socket) -> str | None:
    """`(socket-node socket)`: the node that the socket was connected to, as it was asked for.

    A string; `None` for a server, and for an accepted socket. Raises `AssertionTypeError` for
    what is no socket. Sagittarius manual, socket-node.
    """
    SAGITTARIUS.check(socket_node, socket)
    return socket.node


@procedure("(socket-service socket)", "socket-service", socket=SOCKET)
def socket_service(socket: Socket) -> str | None:
    """`(socket-service socket)`: the service that it was connected or bound to, as asked for.

    A string, `None` for an accepted socket. Raises `AssertionTypeError` for what is no socket.
    Sagittarius manual, socket-service.
    """
    SAGITTARIUS.check(socket_service, socket)
    return socket.service


@procedure(
    "(socket-info-values socket :key (type 'peer))",
    "socket-info-values",
    socket=SOCKET,
    type=_TYPE,
)
def socket_info_values(
    socket: Socket, *, type: Literal["peer", "info"] = "peer"
) -> tuple[str, IpAddress, int] | tuple[None, None, None]:
    """`(socket-info-values socket :key (type 'peer))`: host name, IP address and port.

    A string, an `IpAddress` and an integer, of the peer's end, or of the socket's own with the
    type "info"; three times `None` where there is nothing to tell. Raises `AssertionTypeError` and
    `AssertionValueError` for bad arguments. Sagittarius manual, socket-info-values.
    """
    SAGITTARIUS.check(socket_info_values, socket, type)
    info = socket_peer(socket) if type == "peer" else socket_info(socket)
    if info is None:
        return None, None, None
    return info.hostname, info.ip_address, info.port


@procedure("(ip-address->string ip)", "ip-address->string", ip=_IP)
def ip_address_to_string(ip: IpAddress) -> str:
    """`(ip-address->string ip)`: as people read it, "127.0.0.1" or "::1".

    Raises `AssertionTypeError` for what is no IP address.
    Sagittarius manual, ip-address->string.
    """
    SAGITTARIUS.check(ip_address_to_string, ip)
    return ip.text


@procedure("(ip-address->bytevector ip)", "ip-address->bytevector", ip=_IP)
def ip_address_to_bytevector(ip: IpAddress) -> bytes:
    """`(ip-address->bytevector ip)`: its 4 or 16 bytes, in network order.

    Raises `AssertionTypeError` for what is no IP address.
    Sagittarius manual, ip-address->bytevector.
    """
    SAGITTARIUS.check(ip_address_to_bytevector, ip)
    return ip.packed


@procedure("(socket-info? obj)", "<socket-info>", obj=ANYTHING)
def is_socket_info(obj: object) -> TypeIs[SocketInfo]:
    """`(socket-info? obj)`: whether it is a socket info, a boolean; raises nothing.

    The library exports it; of the Sagittarius manual see <socket-info>.
    """
    return isinstance(obj, SocketInfo)


@procedure("(socket-info-hostname info)", "<socket-info>", info=_INFO)
def socket_info_hostname(info: SocketInfo) -> str:
    """`(socket-info-hostname info)`: the host's name, or its numbers without one; a string.

    Raises `AssertionTypeError` for what is no socket info. The library exports it; of the
    Sagittarius manual see <socket-info>.
    """
    SAGITTARIUS.check(socket_info_hostname, info)
    return info.hostname


@procedure("(socket-info-ip-address info)", "<socket-info>", info=_INFO)
def socket_info_ip_address(info: SocketInfo) -> IpAddress:
    """`(socket-info-ip-address info)`: the IP address, an `IpAddress`.

    Raises `AssertionTypeError` for what is no socket info. The library exports it; of the
    Sagittarius manual see <socket-info>.
    """
    SAGITTARIUS.check(socket_info_ip_address, info)
    return info.ip_address


@procedure("(socket-info-port info)", "<socket-info>", info=_INFO)
def socket_info_port(info: SocketInfo) -> int:
    """`(socket-info-port info)`: the port, an integer.

    Raises `AssertionTypeError` for what is no socket info. The library exports it; of the
    Sagittarius manual see <socket-info>.
    """
    SAGITTARIUS.check(socket_info_port, info)
    return info.port


@procedure("(ip-address? obj)", "ip-address->string", obj=ANYTHING)
def is_ip_address(obj: object) -> TypeIs[IpAddress]:
    """`(ip-address? obj)`: whether it is an IP address, a boolean; raises nothing.

    The library exports it; of the Sagittarius manual see ip-address->string.
    """
    return isinstance(obj, IpAddress)


@procedure("(ip-v6-address? obj)", "ip-address->string", obj=ANYTHING)
def is_ip_v6_address(obj: object) -> TypeGuard[IpAddress]:
    """`(ip-v6-address? obj)`: whether it is an IPv6 address, a boolean; raises nothing.

    The library exports it; of the Sagittarius manual see ip-address->string.
    """
    return isinstance(obj, IpAddress) and len(obj.packed) == 16
