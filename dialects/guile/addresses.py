"""Network addresses in Guile: integers in host byte order, and socket address objects."""

from __future__ import annotations

import socket as _socket
from typing import Annotated, Final, TypeAlias, overload

from ..conditions import from_below
from ..exports import export
from ..kinds import Integer, Kind, String, instance, one_of
from ..results import OrFalse
from .arguments import IPV4, Ipv4
from .constants import AF_INET, AF_INET6, AF_UNIX
from .errors import GUILE, MiscError
from .socket_address import IPV6, Family, SocketAddress, destination

_IP_FAMILY: Final = one_of(frozenset({AF_INET, AF_INET6}), "AF_INET or AF_INET6")
_IpFamily: TypeAlias = Annotated[int, _IP_FAMILY]


_ANY: Final = instance(SocketAddress, "a socket address")


def _of(expected: str, *families: int) -> Kind:
    return Kind(
        expected,
        _ANY.type_ok,
        lambda value: value.address.family in families,
        record=SocketAddress,
    )


_Sockaddr: TypeAlias = Annotated[SocketAddress, _ANY]
_Unix: TypeAlias = Annotated[SocketAddress, _of("a socket address of AF_UNIX", AF_UNIX)]
_INET: Final = _of("a socket address of AF_INET or AF_INET6", AF_INET, AF_INET6)
_Inet: TypeAlias = Annotated[SocketAddress, _INET]
_Inet6: TypeAlias = Annotated[SocketAddress, _of("a socket address of AF_INET6", AF_INET6)]


# Network Address Conversion


@GUILE.procedure
def inet_pton(family: _IpFamily, address: String) -> int:
    """`(inet-pton family address)`: return the integer for a numeric address in text.

    `family` is `AF_INET` (dotted numbers) or `AF_INET6`. What comes back is in host byte order.
    Raises `MiscError` ("Bad address") for another text. Guile manual, Network Address Conversion.
    """
    try:
        return int.from_bytes(_socket.inet_pton(family, address), "big")
    except from_below(OSError, ValueError):  # ValueError: a NUL in it, or what is no character
        raise MiscError("inet-pton", "Bad address") from None


@GUILE.procedure
def inet_ntop(family: _IpFamily, address: Integer) -> str:
    """`(inet-ntop family address)`: return the text for a numeric address.

    `family` is `AF_INET` or `AF_INET6`, `address` in host byte order. Raises `OutOfRangeError`
    for one beyond 32 or 128 bits. Guile manual, Network Address Conversion.
    """
    kind, size = (IPV4, 4) if family == AF_INET else (IPV6, 16)
    GUILE.refuse("inet-ntop", "address", kind, address, 2)
    return _socket.inet_ntop(family, address.to_bytes(size, "big"))


def _host_bits(address: int) -> int:
    """Return how many bits of an address are the host's, by its class; C knows but three."""
    return 24 if address < 2**31 else 16 if address < 0xC0000000 else 8


@GUILE.procedure
def inet_netof(address: Ipv4) -> int:
    """`(inet-netof address)`: return the network part of an IPv4 address, by its class.

    Both are in host byte order; the result is without the host's bits.
    Guile manual, Network Address Conversion.
    """
    return address >> _host_bits(address)


@GUILE.procedure
def inet_lnaof(address: Ipv4) -> int:
    """`(inet-lnaof address)`: return the local part (the host's) of an IPv4 address, by its class.

    Both are in host byte order. Guile manual, Network Address Conversion.
    """
    return address & (1 << _host_bits(address)) - 1


@GUILE.procedure
def inet_makeaddr(net: Ipv4, lna: Ipv4) -> int:
    """`(inet-makeaddr net lna)`: return the IPv4 address of a network part and a local part.

    All are in host byte order. As many low bits of `lna` count as the size of `net` leaves: 24
    below 128, 16 below 2^16, 8 below 2^24. Guile manual, Network Address Conversion.
    """
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
@GUILE.procedure  # which checks the family, or an object would pass for one
def make_socket_address(family: Family, address: int | str, *rest: int) -> SocketAddress:
    """`(make-socket-address AF_INET ipv4addr port)`,
    `(make-socket-address AF_INET6 ipv6addr port [flowinfo [scopeid]])`,
    `(make-socket-address AF_UNIX path)`: return a socket address object.

    Addresses are integers in host byte order, the path a string ("" for no name). Raises
    `OutOfRangeError` also for a path that the system could not hold, `WrongNumberOfArgsError` for
    more or fewer arguments than the family takes. Guile manual, Network Socket Address.
    """
    return SocketAddress(destination(make_socket_address, (family, address, *rest), 1)[0])


@GUILE.procedure
def sockaddr_fam(sa: _Sockaddr) -> int:
    """`(sockaddr:fam sa)`: return its address family. Guile manual, Network Socket Address."""
    return sa.address.family


@GUILE.procedure
def sockaddr_path(sa: _Unix) -> OrFalse[str]:
    """`(sockaddr:path sa)`: return its path; `None` for a socket without a name.

    Raises `OutOfRangeError` for an address that is not of `AF_UNIX`.
    Guile manual, Network Socket Address.
    """
    return sa.vector[1]  # type: ignore[return-value]


@GUILE.procedure
def sockaddr_addr(sa: _Inet) -> int:
    """`(sockaddr:addr sa)`: return its address, an integer in host byte order.

    Raises `OutOfRangeError` for an address that is not of `AF_INET` or `AF_INET6`.
    Guile manual, Network Socket Address.
    """
    return sa.vector[1]  # type: ignore[return-value]


@GUILE.procedure
def sockaddr_port(sa: _Inet) -> int:
    """`(sockaddr:port sa)`: return its port.

    Raises `OutOfRangeError` for an address that is not of `AF_INET` or `AF_INET6`.
    Guile manual, Network Socket Address.
    """
    return sa.address.port  # type: ignore[union-attr]


@GUILE.procedure
def sockaddr_flowinfo(sa: _Inet6) -> int:
    """`(sockaddr:flowinfo sa)`: return its flow info.

    Raises `OutOfRangeError` for an address that is not of `AF_INET6`.
    Guile manual, Network Socket Address.
    """
    return sa.address.flowinfo  # type: ignore[union-attr]


@GUILE.procedure
def sockaddr_scopeid(sa: _Inet6) -> int:
    """`(sockaddr:scopeid sa)`: return its scope, 0 for none.

    Raises `OutOfRangeError` for an address that is not of `AF_INET6`.
    Guile manual, Network Socket Address.
    """
    return sa.address.scope_id  # type: ignore[union-attr]


export(__name__)
