"""Addresses of the socket egg, and the lookups that lead from names to addresses and back.

`inet_address` takes numeric addresses alone; looking up names is the affair of
`address_information`.
"""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from ...core import InetAddress, UnixAddress, parse, resolve
from ...core.brief import brief
from ...core.constants import EAI_NONAME, EAI_SERVICE
from ...core.errors import LookupFailed
from ..conditions import from_below
from ..kinds import C_INT, INTEGER, SERVICE, STRING, CInt, Kind, String, instance, or_false
from ..results import OrFalse, Pair, Values
from . import constants
from ._records import AddrInfo, AnySockAddr, SockAddr
from .conditions import CHICKEN, RefusedError


def _is_port(value: object) -> bool:
    return value is None or isinstance(value, str) or INTEGER.type_ok(value)


_ADDR: Final = or_false(STRING, "an IP address, a string, or #f")
_PORT: Final = Kind("a port from 0 to 65535, also as a string, or #f", _is_port)
_SERVICE: Final = Kind("a service's name or a port, a string or an integer, or #f", _is_port)
_SADDR: Final = instance(SockAddr | str, "a sockaddr or an IP address, a string")
_Addr: TypeAlias = Annotated[str | None, _ADDR]
_Port: TypeAlias = Annotated[int | str | None, _PORT]
_Node: TypeAlias = Annotated[str | None, or_false(STRING)]
_Service: TypeAlias = Annotated[str | int | None, _SERVICE]
_IntOrFalse: TypeAlias = Annotated[int | None, or_false(C_INT)]
_Saddr: TypeAlias = Annotated[SockAddr | str, _SADDR]


@CHICKEN.procedure
def sockaddr_port(sa: AnySockAddr) -> int:
    """`(sockaddr-port sa)`: return the port of an Internet address.

    Raises `RefusedError` for a Unix address. Socket egg manual, sockaddr.
    """
    if isinstance(sa.address, UnixAddress):
        message = "not an Internet socket address"
        raise RefusedError("sockaddr-port", message, (sa,), "sa", "an Internet address", sa)
    return sa.address.port


@CHICKEN.procedure
def sockaddr_path(sa: AnySockAddr) -> str:
    """`(sockaddr-path sa)`: return the path of a Unix address; "" for an unnamed socket.

    An abstract name begins with a NUL. Raises `RefusedError` for an Internet address.
    Socket egg manual, sockaddr.
    """
    if not isinstance(sa.address, UnixAddress):
        message = "not a UNIX socket address"
        raise RefusedError("sockaddr-path", message, (sa,), "sa", "a UNIX address", sa)
    return sa.host


@CHICKEN.procedure
def sockaddr_to_string(sa: AnySockAddr) -> str:
    """`(sockaddr->string sa)`: return "127.0.0.1:80", "[::1]:80", or a path; no port that is 0.

    Socket egg manual, sockaddr.
    """
    return str(sa)


@CHICKEN.procedure
def inet_address(addr: _Addr, port: _Port) -> SockAddr:
    """`(inet-address addr port)`: return a sockaddr of an IP address in numbers and a port.

    An IPv6 `addr` may have a scope ("fe80::1%eth0"); `None` is the unspecified address, of the
    family that the system prefers. `port` is an integer, a string of digits, or `None` for 0; not
    both are `None`. Raises `RefusedError` for what is no such address (a host's name is none) or
    port. Socket egg manual, inet-address.
    """
    if isinstance(port, str) and not (len(port) <= 5 and port.isascii() and port.isdigit()):
        raise _invalid(addr, port, "port", _PORT.expected)
    number = int(port or 0)
    if not 0 <= number <= 65535:
        raise _invalid(addr, port, "port", _PORT.expected)
    if addr is None:
        if port is None:
            raise _invalid(addr, port, "addr", "an address or a port")
        flags = constants.AI_PASSIVE | constants.AI_NUMERICSERV
        found = resolve.getaddrinfo(None, str(number), type=constants.SOCK_STREAM, flags=flags)
        return SockAddr(found[0].address)
    try:
        if ":" in addr:
            return SockAddr(parse(f"[{addr}]:{number}"))
        return SockAddr(InetAddress(addr, number))
    except from_below(ValueError):
        raise _invalid(addr, port, "addr", _ADDR.expected) from None


def _invalid(addr: str | None, port: int | str | None, argument: str, expected: str) -> Exception:
    """Return what `inet-address` raises; to its look-up a port is a string."""
    given = (addr, brief(port) if isinstance(port, int) else port)
    value = port if argument == "port" else addr
    message = "invalid internet address"
    return RefusedError("inet-address", message, given, argument, expected, value)


@CHICKEN.procedure
def unix_address(path: String) -> SockAddr:
    """`(unix-address path)`: return a sockaddr of a path in the file system.

    "" is the address of a socket without a name; one that begins with a NUL is in Linux's abstract
    name space. Raises `RefusedError` for a path too long for the system or with a NUL inside.
    Socket egg manual, unix-address.
    """
    try:
        return SockAddr(UnixAddress(path))
    except from_below(ValueError):
        message = "invalid UNIX socket path"
        expected = "a path that the system takes for a socket"
        raise RefusedError("unix-address", message, (path,), "path", expected, path) from None


@CHICKEN.procedure
def address_information(
    node: _Node,
    service: _Service,
    *,
    family: _IntOrFalse = None,
    type: _IntOrFalse = constants.SOCK_STREAM,
    protocol: _IntOrFalse = None,
    flags: _IntOrFalse = None,
) -> list[AddrInfo]:
    """`(address-information node service #!key family (type sock/stream) protocol flags)`

    Return the addresses of a host and a service in the order in which to try them; an empty list
    when there are none. `node` is a name or an IP address, or `None` for loopback, with
    `AI_PASSIVE` for the unspecified address; `service` a name or a port, or `None`. `family`,
    `type` and `protocol` limit the results, `None` does not; `flags` are `AI_` integers or-ed.
    Raises `NetError` when the lookup itself fails. Socket egg manual, address-information.
    """
    text = brief(service) if isinstance(service, int) else service
    try:
        if text is not None and not SERVICE.value_ok(text):
            what = "Servname not supported for ai_socktype"
            raise LookupFailed(EAI_SERVICE, what, node=node, service=service)
        found = resolve.getaddrinfo(node, text, family or 0, type or 0, protocol or 0, flags or 0)
    except from_below(LookupFailed) as error:
        if error.errno == EAI_NONAME:
            return []
        raise CHICKEN.name(error, "address-information", (node, service)) from None
    return [
        AddrInfo(
            flags or 0,
            info.family,
            info.type,
            info.protocol,
            SockAddr(info.address),
            info.canonical_name,
        )
        for info in found
    ]


@CHICKEN.procedure
def name_information(saddr: _Saddr, flags: CInt = 0) -> Pair[str, str | int]:
    """`(name-information saddr #!optional (flags 0))`: return the names of a host and a service.

    What has no name is in numbers: the host a string, the service an integer. A string in place of
    the sockaddr stands for `inet_address(saddr, None)`. `flags` are `NI_` integers or-ed. Raises
    `NetError` when the lookup fails, which with `NI_NAMEREQD` it does for a host without a name,
    and for a Unix address; `RefusedError` for a string that is no IP address.
    Socket egg manual, name-information.
    """
    address = inet_address(saddr, None) if isinstance(saddr, str) else saddr
    node, service = resolve.getnameinfo(address.address, flags)
    return node, int(service) if service.isdecimal() else service


_INET_TEXT: Final = re.compile(
    r"(?:\[(?P<v6>[^\]]*)\]|(?P<host>[^\[:][^:]*)?)(?::(?P<port>[^:]*))?"
)


@CHICKEN.procedure
def parse_inet_address(str: String) -> Values[tuple[OrFalse[str], OrFalse[str]]]:
    """`(parse-inet-address str)`: split "host:port" or "[v6]:port" into two strings.

    What is empty or not there is `None`; nothing is looked up or checked. A text that is not of
    this form, like a bare IPv6 address, is a host as it stands. Not in the Socket egg manual.
    """
    match = _INET_TEXT.fullmatch(str) if str else None
    if match is None:
        return str, None
    host = match["host"] if match["v6"] is None else match["v6"]
    return host or None, match["port"] or None
