"""The network databases: hosts, networks, protocols and services.

Each has an entry's parts (`hostent:name`), look-ups by name and by number (`gethostbyname`,
`gethostbyaddr`, and `gethost` for both), and a way through all that its file has: `sethostent`
begins at the first entry again, `gethostent` gives the next, `endhostent` ends it, and `sethost`
is `sethostent` or, without an argument, `endhostent`.

Hosts are looked up by the system, which may ask name servers; IPv4 only, as in Guile. Networks are
those of /etc/networks, for the stdlib has no look-up. Protocols and services that their files do
not have are asked of the system, which may look elsewhere.
"""

from __future__ import annotations

import socket as _socket
from typing import Annotated, Final, TypeAlias

from ...core.errors import arose_below
from ..exports import export
from ..kinds import C_INT, STRING, CInt, String
from ..results import List, OrFalse, Unspecified
from .arguments import ABSENT, IPV4, Absent, Ipv4, below, instance, or_number
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

_HostEntry: TypeAlias = Annotated[HostEntry, instance(HostEntry, "a host of the host database")]
_NetworkEntry: TypeAlias = Annotated[
    NetworkEntry, instance(NetworkEntry, "a network of the network database")
]
_ProtocolEntry: TypeAlias = Annotated[
    ProtocolEntry, instance(ProtocolEntry, "a protocol of the protocol database")
]
_ServiceEntry: TypeAlias = Annotated[
    ServiceEntry, instance(ServiceEntry, "a service of the service database")
]
_PORT: Final = below(2**16, "an exact integer from 0 to 65535")
_Port: TypeAlias = Annotated[int, _PORT]
_Host: TypeAlias = Annotated[str | int | Absent, or_number("a host's name", IPV4)]
_Network: TypeAlias = Annotated[str | int | Absent, or_number("a network's name", IPV4)]
_Protocol: TypeAlias = Annotated[str | int | Absent, or_number("a protocol's name", C_INT)]
_Service: TypeAlias = Annotated[str | int | Absent, or_number("a service's name", _PORT)]
_ProtocolName: TypeAlias = Annotated[str | Absent, STRING]


# Hosts


@GUILE.procedure
def hostent_name(host: _HostEntry) -> str:
    """`(hostent:name host)`: return the host's name. Guile manual, Network Databases."""
    return host.name


@GUILE.procedure
def hostent_aliases(host: _HostEntry) -> List[tuple[str, ...]]:
    """`(hostent:aliases host)`: return its other names. Guile manual, Network Databases."""
    return host.aliases


@GUILE.procedure
def hostent_addrtype(host: _HostEntry) -> int:
    """`(hostent:addrtype host)`: return its addresses' family. Guile manual, Network Databases."""
    return host.addrtype


@GUILE.procedure
def hostent_length(host: _HostEntry) -> int:
    """`(hostent:length host)`: return an address's size in bytes.
    Guile manual, Network Databases.
    """
    return host.length


@GUILE.procedure
def hostent_addr_list(host: _HostEntry) -> List[tuple[int, ...]]:
    """`(hostent:addr-list host)`: return its addresses, integers in host byte order.
    Guile manual, Network Databases.
    """
    return host.addr_list


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
    except OSError as error:
        if not arose_below(error):
            raise
        raise HostError.of(error) from None
    except (TypeError, ValueError) as error:
        if not arose_below(error):
            raise
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
    except OSError as error:
        if not arose_below(error):
            raise
        raise HostError.of(error) from None


def _host(name: str, aliases: list[str], addresses: list[str]) -> HostEntry:
    numbers = [int.from_bytes(_socket.inet_aton(text), "big") for text in addresses]
    return HostEntry(name, tuple(aliases), AF_INET, 4, tuple(numbers))


_HOST_NOT_FOUND: Final = 1
_NO_RECOVERY: Final = 3


@GUILE.procedure
def sethostent(stayopen: object = None) -> Unspecified:
    """`(sethostent [stayopen])`: let `gethostent` begin at the first entry again.

    A true `stayopen` asks a name server to keep its connection; how hosts are looked up is the
    system's to say, so that it makes no difference. Guile manual, Network Databases.
    """
    HOSTS.rewind(stayopen)


@GUILE.procedure
def gethostent() -> OrFalse[HostEntry]:
    """`(gethostent)`: return the next host of /etc/hosts; `None` after the last.
    Guile manual, Network Databases.
    """
    return HOSTS.next()


@GUILE.procedure
def endhostent() -> Unspecified:
    """`(endhostent)`: end going through the database. Guile manual, Network Databases."""
    HOSTS.end()


@GUILE.procedure
def sethost(stayopen: object = ABSENT) -> Unspecified:
    """`(sethost [stayopen])`: do as `sethostent`; without an argument, as `endhostent`.
    Guile manual, Network Databases.
    """
    HOSTS.rewind_or_end(stayopen)


# Networks


@GUILE.procedure
def netent_name(net: _NetworkEntry) -> str:
    """`(netent:name net)`: return the network's name. Guile manual, Network Databases."""
    return net.name


@GUILE.procedure
def netent_aliases(net: _NetworkEntry) -> List[tuple[str, ...]]:
    """`(netent:aliases net)`: return its other names. Guile manual, Network Databases."""
    return net.aliases


@GUILE.procedure
def netent_addrtype(net: _NetworkEntry) -> int:
    """`(netent:addrtype net)`: return its number's address family.
    Guile manual, Network Databases.
    """
    return net.addrtype


@GUILE.procedure
def netent_net(net: _NetworkEntry) -> int:
    """`(netent:net net)`: return its number, of 32 bits in host byte order.
    Guile manual, Network Databases.
    """
    return net.net


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


@GUILE.procedure
def setnetent(stayopen: object = None) -> Unspecified:
    """`(setnetent [stayopen])`: let `getnetent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endnetent`; else they look anew each time. Guile manual, Network Databases.
    """
    NETWORKS.rewind(stayopen)


@GUILE.procedure
def getnetent() -> OrFalse[NetworkEntry]:
    """`(getnetent)`: return the next network of /etc/networks; `None` after the last.
    Guile manual, Network Databases.
    """
    return NETWORKS.next()


@GUILE.procedure
def endnetent() -> Unspecified:
    """`(endnetent)`: end going through the database. Guile manual, Network Databases."""
    NETWORKS.end()


@GUILE.procedure
def setnet(stayopen: object = ABSENT) -> Unspecified:
    """`(setnet [stayopen])`: do as `setnetent`; without an argument, as `endnetent`.
    Guile manual, Network Databases.
    """
    NETWORKS.rewind_or_end(stayopen)


# Protocols


@GUILE.procedure
def protoent_name(protocol: _ProtocolEntry) -> str:
    """`(protoent:name protocol)`: return the protocol's name. Guile manual, Network Databases."""
    return protocol.name


@GUILE.procedure
def protoent_aliases(protocol: _ProtocolEntry) -> List[tuple[str, ...]]:
    """`(protoent:aliases protocol)`: return its other names. Guile manual, Network Databases."""
    return protocol.aliases


@GUILE.procedure
def protoent_proto(protocol: _ProtocolEntry) -> int:
    """`(protoent:proto protocol)`: return its number. Guile manual, Network Databases."""
    return protocol.proto


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


@GUILE.procedure
def setprotoent(stayopen: object = None) -> Unspecified:
    """`(setprotoent [stayopen])`: let `getprotoent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endprotoent`; else they look anew each time. Guile manual, Network Databases.
    """
    PROTOCOLS.rewind(stayopen)


@GUILE.procedure
def getprotoent() -> OrFalse[ProtocolEntry]:
    """`(getprotoent)`: return the next protocol of /etc/protocols; `None` after the last.
    Guile manual, Network Databases.
    """
    return PROTOCOLS.next()


@GUILE.procedure
def endprotoent() -> Unspecified:
    """`(endprotoent)`: end going through the database. Guile manual, Network Databases."""
    PROTOCOLS.end()


@GUILE.procedure
def setproto(stayopen: object = ABSENT) -> Unspecified:
    """`(setproto [stayopen])`: do as `setprotoent`; without an argument, as `endprotoent`.
    Guile manual, Network Databases.
    """
    PROTOCOLS.rewind_or_end(stayopen)


# Services


@GUILE.procedure
def servent_name(serv: _ServiceEntry) -> str:
    """`(servent:name serv)`: return the service's name. Guile manual, Network Databases."""
    return serv.name


@GUILE.procedure
def servent_aliases(serv: _ServiceEntry) -> List[tuple[str, ...]]:
    """`(servent:aliases serv)`: return its other names. Guile manual, Network Databases."""
    return serv.aliases


@GUILE.procedure
def servent_port(serv: _ServiceEntry) -> int:
    """`(servent:port serv)`: return its port. Guile manual, Network Databases."""
    return serv.port


@GUILE.procedure
def servent_proto(serv: _ServiceEntry) -> str:
    """`(servent:proto serv)`: return its protocol's name. Guile manual, Network Databases."""
    return serv.proto


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


@GUILE.procedure
def setservent(stayopen: object = None) -> Unspecified:
    """`(setservent [stayopen])`: let `getservent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endservent`; else they look anew each time. Guile manual, Network Databases.
    """
    SERVICES.rewind(stayopen)


@GUILE.procedure
def getservent() -> OrFalse[ServiceEntry]:
    """`(getservent)`: return the next service of /etc/services; `None` after the last.
    Guile manual, Network Databases.
    """
    return SERVICES.next()


@GUILE.procedure
def endservent() -> Unspecified:
    """`(endservent)`: end going through the database. Guile manual, Network Databases."""
    SERVICES.end()


@GUILE.procedure
def setserv(stayopen: object = ABSENT) -> Unspecified:
    """`(setserv [stayopen])`: do as `setservent`; without an argument, as `endservent`.
    Guile manual, Network Databases.
    """
    SERVICES.rewind_or_end(stayopen)


export(__name__)
