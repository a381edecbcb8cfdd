"""Telling the library's records and conditions from others, and reading their parts."""

from __future__ import annotations

from typing import Annotated, Any

from ..conditions import Condition
from ..kinds import instance
from ..results import AnyOrFalse, List, OrFalse
from ..tables import Table
from ._addrinfo_type import Addrinfo, AnyAddrinfo, Sockaddr
from ._failures import ERROR, SAGITTARIUS
from ._socket_type import AnySocket, Socket
from .conditions import (
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
from .information import IpAddress, SocketInfo
from .select import FdSet
from .selector import SocketSelector

_HERE = "Sagittarius manual"
_NOWHERE = "Not in the Sagittarius manual."
_R6RS = "R6RS libraries, 7."


def _instance(of: type, expected: str) -> Any:
    return Annotated[of, instance(of, expected)]


_table = Table(__name__, SAGITTARIUS)
_table.predicates(
    {
        Socket: f"`(socket? obj)`: return whether it is one, closed or not. {_HERE}, socket?.",
        Addrinfo: f"`(addrinfo? obj)`: return whether it is an addrinfo. {_HERE}, addrinfo?.",
        Sockaddr: f"`(sockaddr? obj)`: return whether it is a sockaddr. {_HERE}, sockaddr?.",
        SocketInfo: f"`(socket-info? obj)`: return whether it is one. See {_HERE}, <socket-info>.",
        IpAddress: f"`(ip-address? obj)`: test for one. See {_HERE}, ip-address->string.",
        FdSet: f"`(fdset? obj)`: return whether it is one. {_HERE}, fdset?.",
        SocketSelector: f"`(socket-selector? obj)`: return whether it is one. {_NOWHERE}",
        HostNotFoundError: f"`(host-not-found-error? obj)`: test for one. {_HERE}, "
        "&host-not-found.",
        SocketError: f"`(socket-error? obj)`: test for one. {_HERE}, &socket.",
        SocketConnectionError: f"`(socket-connection-error? obj)`: test for one. {_HERE}, "
        "&socket-connection.",
        SocketClosedError: f"`(socket-closed-error? obj)`: test for one. {_HERE}, &socket-closed.",
        SocketReadTimeoutError: f"`(socket-read-timeout-error? obj)`: test for one. See {_HERE}, "
        "&socket-read-timeout.",
        SocketPortError: f"`(socket-port-error? obj)`: test for one. {_HERE}, &socket-port.",
        InputOutputError: f"`(i/o-error? obj)`: return whether it is an `&i/o`. {_R6RS}",
        IOReadError: f"`(i/o-read-error? obj)`: return whether it is an `&i/o-read`. {_R6RS}",
        IOWriteError: f"`(i/o-write-error? obj)`: return whether it is an `&i/o-write`. {_R6RS}",
    }
)
_table.readers(
    AnySocket,
    {
        ("name", OrFalse[str]): "`(socket-name socket)`: return its name, such as "
        '"localhost(127.0.0.1):80".\n\n'
        "It names the peer of a client and of an accepted socket, and a server itself. `None` "
        f"before the socket is connected or bound, and after it is closed. {_HERE}, socket-name.",
        (
            "node",
            OrFalse[str],
        ): "`(socket-node socket)`: return the node that it was connected to, "
        f"as it was asked for.\n\n`None` for a server, and for an accepted socket. {_HERE}, "
        "socket-node.",
        ("service", OrFalse[str]): "`(socket-service socket)`: return the service that it was "
        "connected or bound to.\n\n"
        f"As it was asked for; `None` for an accepted socket. {_HERE}, socket-service.",
        ("closed", bool): f"`(socket-closed? socket)`: test whether it is closed. See {_HERE}, "
        "socket-close.",
        ("fileno()", int): f"`(socket-fd socket)`: return its descriptor, -1 when closed. "
        f"{_NOWHERE}",
        ("last_error", int): "`(socket-last-error socket)`: return the errno of what failed last "
        f"on it, or 0. {_NOWHERE}",
    },
)
_table.readers(
    AnyAddrinfo,
    {
        ("next", OrFalse[Addrinfo]): "`(next-addrinfo addrinfo)`: return the next, `None` after "
        f"the last. {_HERE}, next-addrinfo.",
        ("sockaddr", OrFalse[Sockaddr]): "`(addrinfo-sockaddr addrinfo)`: return its address, "
        "`None` in an empty addrinfo.\n\n"
        f"It is what the slot holds, not a copy. {_HERE}, addrinfo-sockaddr.",
    },
)
_table.readers(
    _instance(IpAddress, "an ip-address"),
    {
        ("text", str): "`(ip-address->string ip)`: return it as people read it, "
        f'"127.0.0.1" or "::1". {_HERE}, ip-address->string.',
        ("packed", bytes): "`(ip-address->bytevector ip)`: return its 4 or 16 bytes, in network "
        f"order. {_HERE}, ip-address->bytevector.",
    },
)
_table.readers(
    _instance(SocketInfo, "a socket-info"),
    {
        ("hostname", str): "`(socket-info-hostname info)`: return the host's name, or its numbers "
        f"without one. See {_HERE}, <socket-info>.",
        ("ip_address", IpAddress): "`(socket-info-ip-address info)`: return the address. See "
        f"{_HERE}, <socket-info>.",
        ("port", int): f"`(socket-info-port info)`: return the port. See {_HERE}, <socket-info>.",
    },
    ERROR.procedure,
)
_table.readers(
    _instance(SocketSelector, "a socket selector"),
    {
        ("engine.waiting", bool): "`(socket-selector-waiting? selector)`: return whether a thread "
        f"waits for it. {_NOWHERE}",
        ("engine.closed", bool): "`(socket-selector-closed? selector)`: test whether it is. "
        f"{_NOWHERE}",
    },
)
_table.readers(
    _instance(HostNotFoundError, "a condition of type &host-not-found"),
    {
        ("node", OrFalse[str]): "`(host-not-found-error-node host-not-found)`: return its node. "
        f"{_HERE}, &host-not-found.",
        ("service", OrFalse[str]): "`(host-not-found-error-service host-not-found)`: return the "
        f"service asked for. {_HERE}, &host-not-found.",
    },
)
_table.readers(
    _instance(SocketPortError, "a condition of type &socket-port"),
    {
        ("port", AnyOrFalse): "`(socket-error-port socket-port-error)`: return its port. "
        f"{_HERE}, &socket-port.",
    },
)
_table.readers(
    _instance(Condition, "a condition"),
    {
        ("procedure", str): "`(condition-who condition)`: return the procedure that raised it. "
        f"{_R6RS}",
        ("message", str): f"`(condition-message condition)`: return what went wrong. {_R6RS}",
        ("irritants", List[tuple[object, ...]]): "`(condition-irritants condition)`: return what "
        f"it is about, such as an errno. {_R6RS}",
    },
)
