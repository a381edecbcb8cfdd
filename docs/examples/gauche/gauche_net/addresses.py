"""Socket addresses."""

from __future__ import annotations

import socket as _socket
from typing import Annotated, Any

from schemesockets.core import getaddrinfo, getnameinfo
from schemesockets.core.constants import AI_PASSIVE
from schemesockets.core.errors import LookupFailed
from schemesockets.dialects.conditions import R7RS
from schemesockets.dialects.exports import export
from schemesockets.dialects.kinds import CInt, String, names_of, one_of
from schemesockets.dialects.results import List, OrFalse, Values

from ._objects import AnyAddress, Host, InternetAddress, Port, instance, own
from .constants import AF_INET, AF_INET6, SOCK_DGRAM, SOCK_STREAM

__cited__ = "Gauche manual, Socket address"

_TYPES = {"tcp": SOCK_STREAM, "udp": SOCK_DGRAM}
_FAMILIES = frozenset({AF_INET, AF_INET6})


@R7RS.procedure
def sockaddr_addr(addr: InternetAddress) -> int:
    """`(sockaddr-addr addr)`: return the host's address."""
    return int.from_bytes(addr.packed, "big")


@R7RS.procedure
def make_sockaddrs(
    host: Host, port: Port, proto: Annotated[str, names_of(_TYPES)] = "tcp"
) -> List[tuple[Any, ...]]:
    """`(make-sockaddrs host port [proto])`: return addresses; #f is to listen."""
    try:
        found = getaddrinfo(host, port, 0, _TYPES[proto], 0, 0 if host else AI_PASSIVE)
    except LookupFailed:
        return ()
    return tuple(own(info.address) for info in found)


@R7RS.procedure
def inet_string_to_address(address: String) -> Values[tuple[OrFalse[int], OrFalse[int]]]:
    """`(inet-string->address address)`: return integer and family, or #f twice."""
    for family in (AF_INET, AF_INET6):
        try:
            return int.from_bytes(_socket.inet_pton(family, address), "big"), family
        except OSError:
            continue
    return None, None


@R7RS.procedure
def inet_address_to_string(
    address: Annotated[int | bytes, instance("an integer or a u8vector", int, bytes)],
    protocol: Annotated[int, one_of(_FAMILIES, "AF_INET or AF_INET6")],
) -> str:
    """`(inet-address->string address protocol)`: return an address as text."""
    size = 4 if protocol == AF_INET else 16
    data = address.to_bytes(size, "big") if isinstance(address, int) else bytes(address)[:size]
    return _socket.inet_ntop(protocol, data)


@R7RS.procedure
def sys_getnameinfo(sockaddr: AnyAddress, flags: CInt = 0) -> Values[tuple[str, str]]:
    """`(sys-getnameinfo sockaddr [flags])`: return the names of a host and a service.

    Gauche manual, Netdb interface.
    """
    return getnameinfo(sockaddr, flags)


export(__name__)
