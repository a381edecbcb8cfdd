"""Addresses of the socket egg, and the lookups that lead from names to addresses and back.

A `SockAddr` is the engine's immutable address in the egg's clothes; an `AddrInfo` says what a
lookup found. `inet_address` takes numeric addresses alone; looking up names is the affair of
`address_information`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from ...core import Inet6Address, InetAddress, UnixAddress, parse, resolve
from ...core.address import Address
from ...core.brief import brief
from ...core.constants import EAI_NONAME, EAI_SERVICE
from ...core.errors import LookupFailed, arose_below
from .._types import TypeIs
from ..conditions import Kind
from ..dialect import UNDOCUMENTED, procedure, record
from ..kinds import INTEGER, SERVICE, STRING
from . import constants
from .conditions import CHICKEN, RefusedError
from .symbols import family_name, protocol_name, type_name

__all__ = [
    "AddrInfo",
    "SockAddr",
    "address_information",
    "addrinfo_address",
    "addrinfo_canonname",
    "addrinfo_family",
    "addrinfo_flags",
    "addrinfo_protocol",
    "addrinfo_socktype",
    "inet_address",
    "is_addrinfo",
    "is_sockaddr",
    "name_information",
    "parse_inet_address",
    "sockaddr_address",
    "sockaddr_family",
    "sockaddr_path",
    "sockaddr_port",
    "sockaddr_to_string",
    "unix_address",
]

_ANYTHING: Final = Kind("an object")


def _quoted(text: str) -> str:
    """As `write` has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@record("sockaddr", "sockaddr")
@frozen(repr=False)
class SockAddr:
    """`sockaddr`: the address of one end of a socket; made by `inet_address` and the like.

    Attributes: `address`, the engine's InetAddress, Inet6Address or UnixAddress. Equal addresses
    are equal. Socket egg manual, sockaddr.
    """

    address: Address

    def __str__(self) -> str:
        address = self.address
        if isinstance(address, UnixAddress):
            return str(address)
        if not address.port:
            return _host(address)
        return str(address)

    def __repr__(self) -> str:
        return f"#<sockaddr {_quoted(str(self))}>"


def _host(address: InetAddress | Inet6Address) -> str:
    """The host in numbers, with its scope."""
    return str(address).rpartition(":")[0].strip("[]")


def of(address: Address | None) -> SockAddr | None:
    """A `SockAddr` of the engine's address, if there is one."""
    return None if address is None else SockAddr(address)


SOCKADDR: Final = Kind("a sockaddr", lambda value: isinstance(value, SockAddr))


@procedure("(sockaddr? sa)", "sockaddr", sa=_ANYTHING)
def is_sockaddr(sa: object) -> TypeIs[SockAddr]:
    """`(sockaddr? sa)`: whether it is a socket address object, a boolean; raises nothing.

    Socket egg manual, sockaddr?.
    """
    return isinstance(sa, SockAddr)


@procedure("(sockaddr-family sa)", "sockaddr", sa=SOCKADDR)
def sockaddr_family(sa: SockAddr) -> int:
    """`(sockaddr-family sa)`: the address family, an `AF_` integer.

    Raises `ChickenTypeError` for what is no sockaddr. Socket egg manual, sockaddr-family.
    """
    CHICKEN.check(sockaddr_family, sa)
    return sa.address.family


@procedure("(sockaddr-address sa)", "sockaddr", sa=SOCKADDR)
def sockaddr_address(sa: SockAddr) -> str:
    """`(sockaddr-address sa)`: the IP address in numbers, a string; a Unix address's path.

    An IPv6 address with a scope ends in it, "fe80::1%eth0". Raises `ChickenTypeError` for what is
    no sockaddr. Socket egg manual, sockaddr-address.
    """
    CHICKEN.check(sockaddr_address, sa)
    address = sa.address
    return _path(address) if isinstance(address, UnixAddress) else _host(address)


@procedure("(sockaddr-port sa)", "sockaddr", sa=SOCKADDR)
def sockaddr_port(sa: SockAddr) -> int:
    """`(sockaddr-port sa)`: the port of an Internet address, an integer.

    Raises `RefusedError` for a Unix address, `ChickenTypeError` for what is no sockaddr.
    Socket egg manual, sockaddr-port.
    """
    CHICKEN.check(sockaddr_port, sa)
    address = sa.address
    if isinstance(address, UnixAddress):
        message = "not an Internet socket address"
        raise RefusedError("sockaddr-port", message, (sa,), "sa", "an Internet address", sa)
    return address.port


@procedure("(sockaddr-path sa)", "sockaddr", sa=SOCKADDR)
def sockaddr_path(sa: SockAddr) -> str:
    """`(sockaddr-path sa)`: the path of a Unix address, a string; "" for an unnamed socket.

    An abstract name begins with a NUL. Raises `RefusedError` for an Internet address,
    `ChickenTypeError` for what is no sockaddr. Socket egg manual, sockaddr-path.
    """
    CHICKEN.check(sockaddr_path, sa)
    if not isinstance(sa.address, UnixAddress):
        message = "not a UNIX socket address"
        raise RefusedError("sockaddr-path", message, (sa,), "sa", "a UNIX address", sa)
    return _path(sa.address)


def _path(address: UnixAddress) -> str:
    return os.fsdecode(address.path)


@procedure("(sockaddr->string sa)", "sockaddr", sa=SOCKADDR)
def sockaddr_to_string(sa: SockAddr) -> str:
    """`(sockaddr->string sa)`: "127.0.0.1:80", "[::1]:80", without a port where that is 0; a path.

    Raises `ChickenTypeError` for what is no sockaddr. Socket egg manual, sockaddr->string.
    """
    CHICKEN.check(sockaddr_to_string, sa)
    return str(sa)


def _is_port(value: object) -> bool:
    return value is None or isinstance(value, str) or INTEGER.type_ok(value)


_ADDR: Final = Kind(
    "an IP address, a string, or #f", lambda value: value is None or isinstance(value, str)
)
_PORT: Final = Kind("a port from 0 to 65535, also as a string, or #f", _is_port)


@procedure("(inet-address addr port)", "inet-address", addr=_ADDR, port=_PORT)
def inet_address(addr: str | None, port: int | str | None) -> SockAddr:
    """`(inet-address addr port)`: a sockaddr from an IP address in numbers and a port.

    `addr` is a string, IPv6 perhaps with a scope ("fe80::1%eth0"), or `None` for the unspecified
    address, of the family that the system prefers; `port` is an integer, a string of digits, or
    `None` for 0; not both are `None`. Raises `RefusedError` for what is no such address (a host's
    name is none) or port, `ChickenTypeError` for another type.
    Socket egg manual, inet-address.
    """
    CHICKEN.check(inet_address, addr, port)

    if isinstance(port, str) and not (len(port) <= 5 and port.isascii() and port.isdigit()):
        raise _invalid(addr, port, "port", _PORT.expected)
    number = int(port or 0)
    if not 0 <= number <= 65535:
        raise _invalid(addr, port, "port", _PORT.expected)
    if addr is None:
        if port is None:
            raise _invalid(addr, port, "addr", "an address or a port")
        flags = constants.AI_PASSIVE | constants.AI_NUMERICSERV
        try:
            found = resolve.getaddrinfo(None, str(number), type=constants.SOCK_STREAM, flags=flags)
            return SockAddr(found[0].address)
        except Exception as error:
            CHICKEN.fail(error, inet_address, addr, port)
    try:
        if ":" in addr:
            return SockAddr(parse(f"[{addr}]:{number}"))
        return SockAddr(InetAddress(addr, number))
    except ValueError as error:
        if not arose_below(error):
            raise
        raise _invalid(addr, port, "addr", _ADDR.expected) from None


def _invalid(addr: str | None, port: int | str | None, argument: str, expected: str) -> Exception:
    """Return what `inet-address` raises; to its look-up a port is a string."""
    given = (addr, brief(port) if isinstance(port, int) else port)
    value = port if argument == "port" else addr
    message = "invalid internet address"
    return RefusedError("inet-address", message, given, argument, expected, value)


@procedure("(unix-address path)", "unix-address", path=STRING)
def unix_address(path: str) -> SockAddr:
    """`(unix-address path)`: a sockaddr for a path in the file system, a string.

    "" is the address of a socket without a name; one that begins with a NUL is in Linux's abstract
    name space. Raises `RefusedError` for a path too long for the system or with a NUL inside,
    `ChickenTypeError` for what is no string. Socket egg manual, unix-address.
    """
    CHICKEN.check(unix_address, path)
    try:
        return SockAddr(UnixAddress(path))
    except ValueError as error:
        if not arose_below(error):
            raise
        message = "invalid UNIX socket path"
        expected = "a path that the system takes for a socket"
        raise RefusedError("unix-address", message, (path,), "path", expected, path) from None


@record("addrinfo", "addrinfo")
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
        words = [_quoted(str(self.address)), family_name(self.family)]
        words += [type_name(self.socktype), protocol_name(self.protocol)]
        if self.canonname is not None:
            words += ["canonical:", _quoted(self.canonname)]
        return f"#<addrinfo {' '.join(words)}>"


ADDRINFO: Final = Kind("an addrinfo", lambda value: isinstance(value, AddrInfo))


def _optional(kind: Kind) -> Kind:
    return Kind(
        f"{kind.expected} or #f", lambda value: value is None or kind.type_ok(value), kind.value_ok
    )


_INT: Final = Kind(
    "an exact integer that C's int holds",
    INTEGER.type_ok,
    lambda value: value is None or -(2**31) <= value < 2**31,
)
_NODE: Final = _optional(STRING)
_SERVICE: Final = Kind("a service's name or a port, a string or an integer, or #f", _is_port)


@procedure(
    "(address-information node service #!key family (type sock/stream) protocol flags)",
    "address-information",
    node=_NODE,
    service=_SERVICE,
    family=_optional(_INT),
    type=_optional(_INT),
    protocol=_optional(_INT),
    flags=_optional(_INT),
)
def address_information(
    node: str | None,
    service: str | int | None,
    *,
    family: int | None = None,
    type: int | None = constants.SOCK_STREAM,
    protocol: int | None = None,
    flags: int | None = None,
) -> list[AddrInfo]:
    """`(address-information node service #!key family (type sock/stream) protocol flags)`

    The addresses of a host and a service, a list of `AddrInfo` in the order in which to try them;
    an empty one when there are none. `node` is a name or an IP address (str), or `None` for
    loopback, with AI_PASSIVE for the unspecified address; `service` a name or a port (str or int),
    or `None`. `family`, `type` and `protocol` are integers that limit the results, `None` for no
    limit; `flags` are `AI_` integers or-ed. Raises `NetError` when the lookup itself fails,
    `ChickenTypeError` and `ChickenBoundsError` for a bad argument.
    Socket egg manual, address-information.
    """
    arguments = (node, service, family, type, protocol, flags)
    CHICKEN.check(address_information, *arguments)
    text = brief(service) if isinstance(service, int) else service
    try:
        if text is not None and not SERVICE.value_ok(text):
            what = "Servname not supported for ai_socktype"
            raise LookupFailed(EAI_SERVICE, what, node=node, service=service)
        found = resolve.getaddrinfo(node, text, family or 0, type or 0, protocol or 0, flags or 0)
    except Exception as error:
        if not isinstance(error, LookupFailed) or not arose_below(error):
            CHICKEN.fail(error, address_information, *arguments)
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


@procedure("(addrinfo? ai)", "addrinfo", ai=_ANYTHING)
def is_addrinfo(ai: object) -> TypeIs[AddrInfo]:
    """`(addrinfo? ai)`: whether it is an address information record, a boolean; raises nothing.

    Socket egg manual, addrinfo?.
    """
    return isinstance(ai, AddrInfo)


def _field(function: Callable[..., Any], ai: AddrInfo) -> AddrInfo:
    CHICKEN.check(function, ai)
    return ai


@procedure("(addrinfo-family ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_family(ai: AddrInfo) -> int:
    """`(addrinfo-family ai)`: an `AF_` integer.

    Raises `ChickenTypeError` for what is no addrinfo. Socket egg manual, addrinfo-family.
    """
    return _field(addrinfo_family, ai).family


@procedure("(addrinfo-socktype ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_socktype(ai: AddrInfo) -> int:
    """`(addrinfo-socktype ai)`: a `SOCK_` integer.

    Raises `ChickenTypeError` for what is no addrinfo. Socket egg manual, addrinfo-socktype.
    """
    return _field(addrinfo_socktype, ai).socktype


@procedure("(addrinfo-protocol ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_protocol(ai: AddrInfo) -> int:
    """`(addrinfo-protocol ai)`: an `IPPROTO_` integer.

    Raises `ChickenTypeError` for what is no addrinfo. Socket egg manual, addrinfo-protocol.
    """
    return _field(addrinfo_protocol, ai).protocol


@procedure("(addrinfo-address ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_address(ai: AddrInfo) -> SockAddr:
    """`(addrinfo-address ai)`: the address, a `SockAddr`.

    Raises `ChickenTypeError` for what is no addrinfo. Socket egg manual, addrinfo-address.
    """
    return _field(addrinfo_address, ai).address


@procedure("(addrinfo-canonname ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_canonname(ai: AddrInfo) -> str | None:
    """`(addrinfo-canonname ai)`: the host's name in full, a string; `None` where not asked for.

    Only AI_CANONNAME asks for it. Raises `ChickenTypeError` for what is no addrinfo.
    Socket egg manual, addrinfo-canonname.
    """
    return _field(addrinfo_canonname, ai).canonname


@procedure("(addrinfo-flags ai)", "addrinfo", ai=ADDRINFO)
def addrinfo_flags(ai: AddrInfo) -> int:
    """`(addrinfo-flags ai)`: the flags that the lookup was given, an integer.

    Raises `ChickenTypeError` for what is no addrinfo. Socket egg manual, addrinfo-flags.
    """
    return _field(addrinfo_flags, ai).flags


_SADDR: Final = Kind(
    "a sockaddr or an IP address, a string", lambda value: isinstance(value, (SockAddr, str))
)


@procedure(
    "(name-information saddr #!optional (flags 0))", "name-information", saddr=_SADDR, flags=_INT
)
def name_information(saddr: SockAddr | str, flags: int = 0) -> tuple[str, str | int]:
    """`(name-information saddr #!optional (flags 0))`: names of a host and service, a pair.

    What has no name is in numbers: the host a string, the service an integer. A string in place
    of the sockaddr stands for `inet_address(saddr, None)`. `flags` are `NI_` integers or-ed.
    Raises `NetError` when the lookup fails, which with NI_NAMEREQD it does for a host without a
    name, and for a Unix address; `RefusedError` for a string that is no IP address;
    `ChickenTypeError` and `ChickenBoundsError` for a bad argument. Socket egg manual,
    name-information.
    """
    CHICKEN.check(name_information, saddr, flags)
    address = inet_address(saddr, None) if isinstance(saddr, str) else saddr
    try:
        node, service = resolve.getnameinfo(address.address, flags)
    except Exception as error:
        CHICKEN.fail(error, name_information, saddr, flags)
    return node, int(service) if service.isdecimal() else service


_INET_TEXT: Final = re.compile(
    r"(?:\[(?P<v6>[^\]]*)\]|(?P<host>[^\[:][^:]*)?)(?::(?P<port>[^:]*))?"
)


@procedure("(parse-inet-address str)", UNDOCUMENTED, str=STRING)
def parse_inet_address(str: str) -> tuple[str | None, str | None]:
    """`(parse-inet-address str)`: split "host:port" or "[v6]:port" into two strings.

    What is empty or not there is `None`; nothing is looked up or checked. A text that is not of
    this form, like a bare IPv6 address, is a host as it stands. Raises `ChickenTypeError` for what
    is no string. Socket egg, parse-inet-address (exported, not in the Socket egg manual).
    """
    CHICKEN.check(parse_inet_address, str)
    match = _INET_TEXT.fullmatch(str) if str else None
    if match is None:
        return str, None
    host = match["host"] if match["v6"] is None else match["v6"]
    return host or None, match["port"] or None
