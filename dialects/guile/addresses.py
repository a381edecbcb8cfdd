"""Network addresses in Guile: integers in host byte order, and socket address objects.

A `SocketAddress` is an address of the engine as Guile shows it. `destination` reads the arguments
with which `connect`, `bind` and `sendto` name one. It keeps what it has read last: a datagram sent
again and again to the same family, address and port should not cost more than the sending.

Guile on Linux wraps a port of 70000 and a flow info or scope beyond 32 bits in silence, and dies
of a negative address; here all of these are `OutOfRangeError`. A flow info has the 20 bits of the
protocol. On Linux a path that begins with a NUL is an abstract name.
"""

from __future__ import annotations

import os
import socket as _socket
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final, overload

from attrs import frozen

from ...core.address import Address, Inet6Address, InetAddress, UnixAddress
from ...core.errors import arose_below
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import C_INT, INTEGER, STRING, one_of
from .constants import AF_INET, AF_INET6, AF_UNIX
from .errors import GUILE, MiscError, WrongNumberOfArgsError
from .vectors import Vector

__all__ = [
    "SocketAddress",
    "inet_lnaof",
    "inet_makeaddr",
    "inet_netof",
    "inet_ntop",
    "inet_pton",
    "make_socket_address",
    "sockaddr_addr",
    "sockaddr_fam",
    "sockaddr_flowinfo",
    "sockaddr_path",
    "sockaddr_port",
    "sockaddr_scopeid",
]

_CONVERSION: Final = "Network Address Conversion"
_OBJECTS: Final = "Network Socket Address"


def _below(limit: int, expected: str) -> Kind:
    return Kind(expected, INTEGER.type_ok, lambda value: 0 <= value < limit)


IPV4: Final = _below(2**32, "an exact integer from 0 to 2^32-1")
IPV6: Final = _below(2**128, "an exact integer from 0 to 2^128-1")
_PORT: Final = _below(2**16, "a port, an exact integer from 0 to 65535")
_FLOWINFO: Final = _below(2**20, "an exact integer from 0 to 2^20-1")
_SCOPEID: Final = _below(2**32, "an exact integer from 0 to 2^32-1")
_FAMILY: Final = one_of(frozenset({AF_INET, AF_INET6, AF_UNIX}), "AF_INET, AF_INET6 or AF_UNIX")
_IP_FAMILY: Final = one_of(frozenset({AF_INET, AF_INET6}), "AF_INET or AF_INET6")
_PATH: Final = "a path that fits into a socket's address, without a NUL in it"


@frozen(repr=False)
class SocketAddress(Vector):
    """A socket address object; equal to another when all its parts are.

    Attributes:
        address: the engine's address that it stands for.
    """

    address: Address

    @classmethod
    def of(cls, address: Address | None) -> SocketAddress | None:
        """For an address of the engine; `None` for none."""
        return None if address is None else cls(address)

    @property
    def vector(self) -> tuple[int | str | None, ...]:
        """(family, address, port), for IPv6 with flow info and scope, or (family, path)."""
        address = self.address
        if isinstance(address, UnixAddress):
            return address.family, os.fsdecode(address.path) or None
        number = int.from_bytes(address.packed, "big")
        if isinstance(address, InetAddress):
            return address.family, number, address.port
        return address.family, number, address.port, address.flowinfo, address.scope_id


def destination(
    function: Callable[..., object], args: Sequence[Any], flags: bool = False
) -> tuple[Address, int]:
    """The address that the last arguments of a procedure name, and the flags after them.

    Args:
        function: the marked procedure; its mark lists the arguments before these.
        args: a socket address object; or a family with what `make_socket_address` takes after it.
        flags: whether flags (an integer, 0 by default) may follow.

    Raises WrongTypeArgError, OutOfRangeError and WrongNumberOfArgsError, which name the argument
    and its position among all of the procedure's.
    """
    if len(args) == 1 and type(args[0]) is SocketAddress:
        return args[0].address, 0
    mark = function.__scheme__  # type: ignore[attr-defined]
    return _remembered(mark.scheme, mark.form, len(mark.arguments) + 1, flags, args)


def _remembered(
    name: str, form: str, position: int, flags: bool, args: Sequence[Any]
) -> tuple[Address, int]:
    # Of others not even the hash is asked for.
    read = _read if _KNOWN.issuperset(map(type, args)) else _read.__wrapped__
    return read(name, form, position, flags, *args)


_KNOWN: Final = frozenset({int, str, SocketAddress})


# By type as well, or a float or a boolean would pass for the integer that came before it.
@lru_cache(maxsize=256, typed=True)
def _read(
    name: str, form: str, position: int, with_flags: bool, *args: Any
) -> tuple[Address, int]:
    if not args:
        raise WrongNumberOfArgsError(name, form)
    first, *rest = args
    if isinstance(first, SocketAddress):
        address, used = first.address, 1
    elif not rest:
        raise GUILE.wrong_type(name, "sockaddr", "a socket address", first, position)
    else:
        _check(name, "family", _FAMILY, first, position)
        parts = _PARTS[int(first)]
        used = 1 + min(len(rest), len(parts))
        if used <= _LEAST[int(first)]:
            raise WrongNumberOfArgsError(name, form)
        for place, ((part, kind), value) in enumerate(zip(parts, rest, strict=False), 1):
            _check(name, part, kind, value, position + place)
        address = _made(name, int(first), rest[: used - 1], position)
    rest = list(args[used:])
    if len(rest) > with_flags:
        raise WrongNumberOfArgsError(name, form)
    if rest:
        _check(name, "flags", C_INT, rest[0], position + used)
    return address, rest[0] if rest else 0


_PARTS: Final = {
    AF_INET: (("ipv4addr", IPV4), ("port", _PORT)),
    AF_INET6: (
        ("ipv6addr", IPV6),
        ("port", _PORT),
        ("flowinfo", _FLOWINFO),
        ("scopeid", _SCOPEID),
    ),
    AF_UNIX: (("path", STRING),),
}
"""What follows each family."""

_LEAST: Final = {AF_INET: 2, AF_INET6: 2, AF_UNIX: 1}
"""How many of them must."""


def _check(name: str, argument: str, kind: Kind, value: object, position: int) -> None:
    if not kind.type_ok(value):
        raise GUILE.wrong_type(name, argument, kind.expected, value, position)
    if not kind.value_ok(value):
        raise GUILE.bad_value(name, argument, kind.expected, value, position)


def _made(name: str, family: int, parts: list[Any], position: int) -> Address:
    if family == AF_UNIX:
        try:
            return UnixAddress(parts[0])
        except ValueError as error:
            if not arose_below(error):
                raise
            raise GUILE.bad_value(name, "path", _PATH, parts[0], position + 1) from None
    number, *rest = parts
    if family == AF_INET:
        return InetAddress.from_packed(number.to_bytes(4, "big"), *rest)
    return Inet6Address.from_packed(number.to_bytes(16, "big"), *rest)


# Network Address Conversion


@procedure("(inet-pton family address)", _CONVERSION, family=_IP_FAMILY, address=STRING)
def inet_pton(family: int, address: str) -> int:
    """`(inet-pton family address)`: the integer for a numeric address in text.

    `family` is `AF_INET` (dotted numbers) or `AF_INET6`. What comes back is in host byte order.
    Raises `MiscError` ("Bad address") for another text, `OutOfRangeError` for another family,
    `WrongTypeArgError` for a bad argument. Guile manual, Network Address Conversion.
    """
    GUILE.check(inet_pton, family, address)
    try:
        return int.from_bytes(_socket.inet_pton(family, address), "big")
    except (OSError, ValueError) as error:  # ValueError: a NUL in it, or what is no character
        if not arose_below(error):
            raise
        raise MiscError("inet-pton", "Bad address") from None


@procedure("(inet-ntop family address)", _CONVERSION, family=_IP_FAMILY, address=INTEGER)
def inet_ntop(family: int, address: int) -> str:
    """`(inet-ntop family address)`: the text for a numeric address.

    `family` is `AF_INET` or `AF_INET6`, `address` an integer in host byte order. Raises
    `OutOfRangeError` for another family or an address beyond 32 or 128 bits, `WrongTypeArgError`
    for a bad argument. Guile manual, Network Address Conversion.
    """
    GUILE.check(inet_ntop, family, address)
    kind, size = (IPV4, 4) if family == AF_INET else (IPV6, 16)
    _check("inet-ntop", "address", kind, address, 2)
    return _socket.inet_ntop(family, address.to_bytes(size, "big"))


def _host_bits(address: int) -> int:
    """How many bits of an address are the host's, by its class; C takes all others for class C."""
    return 24 if address < 2**31 else 16 if address < 0xC0000000 else 8


@procedure("(inet-netof address)", _CONVERSION, address=IPV4)
def inet_netof(address: int) -> int:
    """`(inet-netof address)`: the network part of an IPv4 address, by its class.

    `address` is an integer in host byte order; so is what comes back, without the host's bits.
    Raises `OutOfRangeError` beyond 32 bits, `WrongTypeArgError` for what is no integer.
    Guile manual, Network Address Conversion.
    """
    GUILE.check(inet_netof, address)
    return address >> _host_bits(address)


@procedure("(inet-lnaof address)", _CONVERSION, address=IPV4)
def inet_lnaof(address: int) -> int:
    """`(inet-lnaof address)`: the local part (the host's) of an IPv4 address, by its class.

    `address` is an integer in host byte order; so is what comes back. Raises `OutOfRangeError`
    beyond 32 bits, `WrongTypeArgError` for what is no integer.
    Guile manual, Network Address Conversion.
    """
    GUILE.check(inet_lnaof, address)
    return address & (1 << _host_bits(address)) - 1


@procedure("(inet-makeaddr net lna)", _CONVERSION, net=IPV4, lna=IPV4)
def inet_makeaddr(net: int, lna: int) -> int:
    """`(inet-makeaddr net lna)`: the IPv4 address of a network part and a local part.

    Both are integers, and so is what comes back, in host byte order. As many low bits of `lna`
    count as the size of `net` leaves: 24 below 128, 16 below 2^16, 8 below 2^24. Raises
    `OutOfRangeError` beyond 32 bits, `WrongTypeArgError` for what is no integer.
    Guile manual, Network Address Conversion.
    """
    GUILE.check(inet_makeaddr, net, lna)
    for limit, bits in ((2**7, 24), (2**16, 16), (2**24, 8)):
        if net < limit:
            return net << bits | lna & (1 << bits) - 1
    return net | lna


# Network Socket Address


@overload
def make_socket_address(family: int, ipv4addr: int, port: int, /) -> SocketAddress: ...
@overload
def make_socket_address(
    family: int, ipv6addr: int, port: int, flowinfo: int, scopeid: int = 0, /
) -> SocketAddress: ...
@overload
def make_socket_address(family: int, path: str, /) -> SocketAddress: ...
@procedure(
    "(make-socket-address AF_INET ipv4addr port)"
    " | (make-socket-address AF_INET6 ipv6addr port [flowinfo [scopeid]])"
    " | (make-socket-address AF_UNIX path)",
    _OBJECTS,
    family=_FAMILY,
)
def make_socket_address(family: int, address: int | str, *rest: int) -> SocketAddress:
    """`(make-socket-address AF_INET ipv4addr port)`,
    `(make-socket-address AF_INET6 ipv6addr port [flowinfo [scopeid]])`,
    `(make-socket-address AF_UNIX path)`: a socket address object.

    Addresses are integers in host byte order, the others integers, the path a string ("" for no
    name). Raises `OutOfRangeError` for another family, a number too large or too small or a path
    that the system could not hold, `WrongTypeArgError` for a bad argument,
    `WrongNumberOfArgsError` for more or fewer than the family takes.
    Guile manual, Network Socket Address.
    """
    mark = make_socket_address.__scheme__  # type: ignore[attr-defined]
    args = (family, address, *rest)
    GUILE.check(make_socket_address, family)  # or an object would pass for the family
    return SocketAddress(_remembered(mark.scheme, mark.form, 1, False, args)[0])


def _of(*families: int) -> Callable[[SocketAddress], bool]:
    return lambda value: value.address.family in families


def _is_socket_address(value: object) -> bool:
    return isinstance(value, SocketAddress)


_SOCKADDR: Final = Kind("a socket address", _is_socket_address)
_UNIX: Final = Kind("a socket address of AF_UNIX", _is_socket_address, _of(AF_UNIX))
_INET: Final = Kind(
    "a socket address of AF_INET or AF_INET6", _is_socket_address, _of(AF_INET, AF_INET6)
)
_INET6: Final = Kind("a socket address of AF_INET6", _is_socket_address, _of(AF_INET6))


@procedure("(sockaddr:fam sa)", _OBJECTS, sa=_SOCKADDR)
def sockaddr_fam(sa: SocketAddress) -> int:
    """`(sockaddr:fam sa)`: the family of a socket address object, an `AF_` integer.

    Raises `WrongTypeArgError` for anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_fam, sa)
    return sa.address.family


@procedure("(sockaddr:path sa)", _OBJECTS, sa=_UNIX)
def sockaddr_path(sa: SocketAddress) -> str | None:
    """`(sockaddr:path sa)`: the path of an `AF_UNIX` socket address object, a string.

    `None` for a socket without a name. Raises `OutOfRangeError` for an address of another family,
    `WrongTypeArgError` for anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_path, sa)
    return sa.vector[1]  # type: ignore[return-value]


@procedure("(sockaddr:addr sa)", _OBJECTS, sa=_INET)
def sockaddr_addr(sa: SocketAddress) -> int:
    """`(sockaddr:addr sa)`: the address of an `AF_INET` or `AF_INET6` socket address object.

    An integer in host byte order. Raises `OutOfRangeError` for an address of another family,
    `WrongTypeArgError` for anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_addr, sa)
    return sa.vector[1]  # type: ignore[return-value]


@procedure("(sockaddr:port sa)", _OBJECTS, sa=_INET)
def sockaddr_port(sa: SocketAddress) -> int:
    """`(sockaddr:port sa)`: the port of an `AF_INET` or `AF_INET6` socket address object.

    An integer. Raises `OutOfRangeError` for an address of another family, `WrongTypeArgError` for
    anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_port, sa)
    return sa.address.port  # type: ignore[union-attr]


@procedure("(sockaddr:flowinfo sa)", _OBJECTS, sa=_INET6)
def sockaddr_flowinfo(sa: SocketAddress) -> int:
    """`(sockaddr:flowinfo sa)`: the flow info of an `AF_INET6` socket address object.

    An integer. Raises `OutOfRangeError` for an address of another family, `WrongTypeArgError` for
    anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_flowinfo, sa)
    return sa.address.flowinfo  # type: ignore[union-attr]


@procedure("(sockaddr:scopeid sa)", _OBJECTS, sa=_INET6)
def sockaddr_scopeid(sa: SocketAddress) -> int:
    """`(sockaddr:scopeid sa)`: the scope of an `AF_INET6` socket address object.

    An integer, 0 for none. Raises `OutOfRangeError` for an address of another family,
    `WrongTypeArgError` for anything else. Guile manual, Network Socket Address.
    """
    GUILE.check(sockaddr_scopeid, sa)
    return sa.address.scope_id  # type: ignore[union-attr]
