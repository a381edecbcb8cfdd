"""Looking up in the network databases: hosts, networks, protocols and services.

By name and by number (`gethostbyname`, `gethostbyaddr`), and by either (`gethost`), which without
an argument gives the next entry, as `gethostent` in `walks` does.

Hosts are looked up by the system, which may ask name servers; IPv4 only, as in Guile. Networks are
those of /etc/networks, for the stdlib has no look-up. Protocols and services that their files do
not have are asked of the system, which may look elsewhere.
"""

from __future__ import annotations

import socket as _socket
from typing import Annotated, Final, TypeAlias

from ..conditions import from_below
from ..exports import export
from ..kinds import C_INT, STRING, CInt, String, below
from ..results import OrFalse
from .arguments import ABSENT, IPV4, Absent, Ipv4, or_number
from .constants import AF_INET
from .entries import (
    HOSTS,
    NETWORKS,
    PROTOCOLS,
    SERVICES,
    HostEntry,
    NetworkEntry,
    ProtocolEntry,
    ServiceEntry,
)
from .errors import GUILE, HostError

_PORT: Final = below(2**16, "an exact integer from 0 to 65535")
_Port: TypeAlias = Annotated[int, _PORT]
_Host: TypeAlias = Annotated[str | int | Absent, or_number("a host's name", IPV4)]
_Network: TypeAlias = Annotated[str | int | Absent, or_number("a network's name", IPV4)]
_Protocol: TypeAlias = Annotated[str | int | Absent, or_number("a protocol's name", C_INT)]
_Service: TypeAlias = Annotated[str | int | Absent, or_number("a service's name", _PORT)]
_ProtocolName: TypeAlias = Annotated[str | Absent, STRING]


# Hosts


@GUILE.procedure
def gethost(host: _Host = ABSENT) -> OrFalse[HostEntry]:
    """`(gethost [host])`: look a host up by name or address; without an argument, `(gethostent)`.

    `host` is a name or a numeric address (a string), or an IPv4 address (an integer in host byte
    order). Raises `HostError`, whose key is host-not-found, try-again, no-recovery or no-data, for
    one that is not found; `GuileSystemError` where the system cannot look it up.
    Guile manual, Network Databases.
    """
    if host is ABSENT:
        return HOSTS.next()
    return gethostbyname(host) if isinstance(host, str) else gethostbyaddr(host)


# Not wrapped: what fails is of gethost, as in Guile.
@GUILE.hot_procedure
def gethostbyname(hostname: String) -> HostEntry:
    """`(gethostbyname hostname)`: look a host up by its name or numeric address.

    Raises as `gethost` does. Guile manual, Network Databases.
    """
    GUILE.check(gethostbyname, hostname)
    # The stdlib would take "" and "<broadcast>" for addresses of its own.
    if not hostname:
        raise HostError(_NO_RECOVERY)
    if hostname.startswith("<"):
        raise HostError(_HOST_NOT_FOUND)
    try:
        return _host(*_socket.gethostbyname_ex(hostname))
    except from_below(OSError) as error:
        raise HostError.of(error) from None
    except from_below(TypeError, ValueError):
        # A NUL in it, or not a name that the DNS could have.
        raise HostError(_HOST_NOT_FOUND) from None


@GUILE.hot_procedure
def gethostbyaddr(address: Ipv4) -> HostEntry:
    """`(gethostbyaddr address)`: look a host up by its IPv4 address, in host byte order.

    Raises as `gethost` does. Guile manual, Network Databases.
    """
    GUILE.check(gethostbyaddr, address)
    try:
        return _host(*_socket.gethostbyaddr(_socket.inet_ntoa(address.to_bytes(4, "big"))))
    except from_below(OSError) as error:
        raise HostError.of(error) from None


def _host(name: str, aliases: list[str], addresses: list[str]) -> HostEntry:
    numbers = [int.from_bytes(_socket.inet_aton(text), "big") for text in addresses]
    return HostEntry(name, tuple(aliases), AF_INET, 4, tuple(numbers))


_HOST_NOT_FOUND: Final = 1
_NO_RECOVERY: Final = 3


# Networks


@GUILE.procedure
def getnet(net: _Network = ABSENT) -> OrFalse[NetworkEntry]:
    """`(getnet [net])`: look a network up by name or number; without an argument, `(getnetent)`.

    `net` is a name (capitals do not matter) or a number of 32 bits (the loopback network is
    127 * 2^24). Raises `NoSuchEntryError`, a system-error, for one that the system's file does not
    have. Guile manual, Network Databases.
    """
    if net is ABSENT:
        return NETWORKS.next()
    return getnetbyname(net) if isinstance(net, str) else getnetbyaddr(net)


@GUILE.procedure
def getnetbyname(net_name: String) -> NetworkEntry:
    """`(getnetbyname net-name)`: look a network up by its name.

    Raises as `getnet` does. Guile manual, Network Databases.
    """
    wanted = net_name.lower()
    return NETWORKS.find(
        net_name,
        lambda entry: wanted in (each.lower() for each in (entry.name, *entry.aliases)),
    )


@GUILE.procedure
def getnetbyaddr(net_number: Ipv4) -> NetworkEntry:
    """`(getnetbyaddr net-number)`: look a network up by its number of 32 bits.

    Raises as `getnet` does. Guile manual, Network Databases.
    """
    return NETWORKS.find(net_number, lambda entry: entry.net == net_number)


# Protocols


@GUILE.procedure
def getproto(protocol: _Protocol = ABSENT) -> OrFalse[ProtocolEntry]:
    """`(getproto [protocol])`: look a protocol up by name or number; without one, `(getprotoent)`.

    Raises `NoSuchEntryError`, a system-error, for one that the system does not know.
    Guile manual, Network Databases.
    """
    if protocol is ABSENT:
        return PROTOCOLS.next()
    return getprotobyname(protocol) if isinstance(protocol, str) else getprotobynumber(protocol)


@GUILE.procedure
def getprotobyname(name: String) -> ProtocolEntry:
    """`(getprotobyname name)`: look a protocol up by its name.

    Raises as `getproto` does. Guile manual, Network Databases.
    """
    return PROTOCOLS.find(
        name,
        lambda entry: name == entry.name or name in entry.aliases,
        lambda: ProtocolEntry(name, (), _socket.getprotobyname(name)),
    )


@GUILE.procedure
def getprotobynumber(number: CInt) -> ProtocolEntry:
    """`(getprotobynumber number)`: look a protocol up by its number.

    Raises as `getproto` does. Guile manual, Network Databases.
    """
    return PROTOCOLS.find(number, lambda entry: entry.proto == number)


# Services


@GUILE.procedure
def getserv(name: _Service = ABSENT, protocol: _ProtocolName = ABSENT) -> OrFalse[ServiceEntry]:
    """`(getserv [name [protocol]])`: look a service up by name or port; without, `(getservent)`.

    With a name or port, `protocol` must be the name of its protocol, "tcp" or "udp". Raises
    `NoSuchEntryError`, a system-error, for one that the system does not know.
    Guile manual, Network Databases.
    """
    if name is ABSENT:
        return SERVICES.next()
    if protocol is ABSENT:
        raise GUILE.wrong_type("getserv", "protocol", STRING.expected, protocol, 2)
    if isinstance(name, str):
        return getservbyname(name, protocol)
    return getservbyport(name, protocol)


@GUILE.procedure
def getservbyname(name: String, protocol: String) -> ServiceEntry:
    """`(getservbyname name protocol)`: look a service up by its name and its protocol's.

    Raises as `getserv` does. Guile manual, Network Databases.
    """
    return SERVICES.find(
        name,
        lambda entry: protocol == entry.proto and name in (entry.name, *entry.aliases),
        lambda: ServiceEntry(name, (), _socket.getservbyname(name, protocol), protocol),
    )


@GUILE.procedure
def getservbyport(port: _Port, protocol: String) -> ServiceEntry:
    """`(getservbyport port protocol)`: look a service up by its port and its protocol's name.

    Raises as `getserv` does. Guile manual, Network Databases.
    """
    return SERVICES.find(
        port,
        lambda entry: protocol == entry.proto and port == entry.port,
        lambda: ServiceEntry(_socket.getservbyport(port, protocol), (), port, protocol),
    )


export(__name__)
