# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""Telling the library's records and conditions from others, and reading their parts."""

from typing import Any

from typing_extensions import TypeIs

from schemesockets.dialects.conditions import Condition
from schemesockets.dialects.sagittarius._addrinfo_type import Addrinfo, Sockaddr
from schemesockets.dialects.sagittarius._socket_type import Socket
from schemesockets.dialects.sagittarius.conditions import (
    HostNotFoundError,
    InputOutputError,
    IOReadError,
    IOWriteError,
    SocketClosedError,
    SocketConnectionError,
    SocketError,
    SocketPortError,
    SocketReadTimeoutError,
)
from schemesockets.dialects.sagittarius.information import IpAddress, SocketInfo
from schemesockets.dialects.sagittarius.select import FdSet
from schemesockets.dialects.sagittarius.selector import SocketSelector

def is_socket(obj: object) -> TypeIs[Socket]:
    """`(socket? obj)`: return whether it is one, closed or not. Sagittarius manual, socket?."""

def is_addrinfo(obj: object) -> TypeIs[Addrinfo]:
    """`(addrinfo? obj)`: return whether it is an addrinfo. Sagittarius manual, addrinfo?."""

def is_sockaddr(obj: object) -> TypeIs[Sockaddr]:
    """`(sockaddr? obj)`: return whether it is a sockaddr. Sagittarius manual, sockaddr?."""

def is_socket_info(obj: object) -> TypeIs[SocketInfo]:
    """`(socket-info? obj)`: return whether it is one. See Sagittarius manual, <socket-info>."""

def is_ip_address(obj: object) -> TypeIs[IpAddress]:
    """`(ip-address? obj)`: test for one. See Sagittarius manual, ip-address->string."""

def is_fdset(obj: object) -> TypeIs[FdSet]:
    """`(fdset? obj)`: return whether it is one. Sagittarius manual, fdset?."""

def is_socket_selector(obj: object) -> TypeIs[SocketSelector]:
    """`(socket-selector? obj)`: return whether it is one. Not in the Sagittarius manual."""

def is_host_not_found_error(obj: object) -> TypeIs[HostNotFoundError]:
    """`(host-not-found-error? obj)`: test for one. Sagittarius manual, &host-not-found."""

def is_socket_error(obj: object) -> TypeIs[SocketError]:
    """`(socket-error? obj)`: test for one. Sagittarius manual, &socket."""

def is_socket_connection_error(obj: object) -> TypeIs[SocketConnectionError]:
    """`(socket-connection-error? obj)`: test for one. Sagittarius manual, &socket-connection."""

def is_socket_closed_error(obj: object) -> TypeIs[SocketClosedError]:
    """`(socket-closed-error? obj)`: test for one. Sagittarius manual, &socket-closed."""

def is_socket_read_timeout_error(obj: object) -> TypeIs[SocketReadTimeoutError]:
    """`(socket-read-timeout-error? obj)`: test for one. See Sagittarius manual,
    &socket-read-timeout.
    """

def is_socket_port_error(obj: object) -> TypeIs[SocketPortError]:
    """`(socket-port-error? obj)`: test for one. Sagittarius manual, &socket-port."""

def is_io_error(obj: object) -> TypeIs[InputOutputError]:
    """`(i/o-error? obj)`: return whether it is an `&i/o`. R6RS libraries, 7."""

def is_io_read_error(obj: object) -> TypeIs[IOReadError]:
    """`(i/o-read-error? obj)`: return whether it is an `&i/o-read`. R6RS libraries, 7."""

def is_io_write_error(obj: object) -> TypeIs[IOWriteError]:
    """`(i/o-write-error? obj)`: return whether it is an `&i/o-write`. R6RS libraries, 7."""

def socket_name(socket: Socket) -> str | None:
    """`(socket-name socket)`: return its name, such as "localhost(127.0.0.1):80".

    It names the peer of a client and of an accepted socket, and a server itself. `None` before the
    socket is connected or bound, and after it is closed. Sagittarius manual, socket-name.
    """

def socket_node(socket: Socket) -> str | None:
    """`(socket-node socket)`: return the node that it was connected to, as it was asked for.

    `None` for a server, and for an accepted socket. Sagittarius manual, socket-node.
    """

def socket_service(socket: Socket) -> str | None:
    """`(socket-service socket)`: return the service that it was connected or bound to.

    As it was asked for; `None` for an accepted socket. Sagittarius manual, socket-service.
    """

def is_socket_closed(socket: Socket) -> bool:
    """`(socket-closed? socket)`: test whether it is closed. See Sagittarius manual,
    socket-close.
    """

def socket_fd(socket: Socket) -> int:
    """`(socket-fd socket)`: return its descriptor, -1 when closed. Not in the Sagittarius
    manual.
    """

def socket_last_error(socket: Socket) -> int:
    """`(socket-last-error socket)`: return the errno of what failed last on it, or 0. Not in the
    Sagittarius manual.
    """

def next_addrinfo(addrinfo: Addrinfo) -> Addrinfo | None:
    """`(next-addrinfo addrinfo)`: return the next, `None` after the last. Sagittarius manual,
    next-addrinfo.
    """

def addrinfo_sockaddr(addrinfo: Addrinfo) -> Sockaddr | None:
    """`(addrinfo-sockaddr addrinfo)`: return its address, `None` in an empty addrinfo.

    It is what the slot holds, not a copy. Sagittarius manual, addrinfo-sockaddr.
    """

def ip_address_to_string(ip: IpAddress) -> str:
    """`(ip-address->string ip)`: return it as people read it, "127.0.0.1" or "::1". Sagittarius
    manual, ip-address->string.
    """

def ip_address_to_bytevector(ip: IpAddress) -> bytes:
    """`(ip-address->bytevector ip)`: return its 4 or 16 bytes, in network order. Sagittarius
    manual, ip-address->bytevector.
    """

def socket_info_hostname(info: SocketInfo) -> str:
    """`(socket-info-hostname info)`: return the host's name, or its numbers without one. See
    Sagittarius manual, <socket-info>.
    """

def socket_info_ip_address(info: SocketInfo) -> IpAddress:
    """`(socket-info-ip-address info)`: return the address. See Sagittarius manual,
    <socket-info>.
    """

def socket_info_port(info: SocketInfo) -> int:
    """`(socket-info-port info)`: return the port. See Sagittarius manual, <socket-info>."""

def is_socket_selector_waiting(selector: SocketSelector) -> bool:
    """`(socket-selector-waiting? selector)`: return whether a thread waits for it. Not in the
    Sagittarius manual.
    """

def is_socket_selector_closed(selector: SocketSelector) -> bool:
    """`(socket-selector-closed? selector)`: test whether it is. Not in the Sagittarius manual."""

def host_not_found_error_node(host_not_found: HostNotFoundError) -> str | None:
    """`(host-not-found-error-node host-not-found)`: return its node. Sagittarius manual,
    &host-not-found.
    """

def host_not_found_error_service(host_not_found: HostNotFoundError) -> str | None:
    """`(host-not-found-error-service host-not-found)`: return the service asked for. Sagittarius
    manual, &host-not-found.
    """

def socket_error_port(socket_port_error: SocketPortError) -> Any:
    """`(socket-error-port socket-port-error)`: return its port. Sagittarius manual,
    &socket-port.
    """

def condition_who(condition: Condition) -> str:
    """`(condition-who condition)`: return the procedure that raised it. R6RS libraries, 7."""

def condition_message(condition: Condition) -> str:
    """`(condition-message condition)`: return what went wrong. R6RS libraries, 7."""

def condition_irritants(condition: Condition) -> tuple[object, ...]:
    """`(condition-irritants condition)`: return what it is about, such as an errno. R6RS
    libraries, 7.
    """
