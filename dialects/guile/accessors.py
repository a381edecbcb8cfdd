"""Reading the parts of database entries and of what a lookup found."""

from __future__ import annotations

from typing import Annotated

from ..kinds import instance
from ..results import List, OrFalse
from ..tables import Table
from .address_info import AddrInfo
from .entries import HostEntry, NetworkEntry, ProtocolEntry, ServiceEntry
from .errors import GUILE
from .socket_address import SocketAddress

_NAMES = List[tuple[str, ...]]
_WHERE = "Guile manual, Network Databases."

_table = Table(__name__, GUILE)
_table.readers(
    Annotated[HostEntry, instance(HostEntry, "a host of the host database")],
    {
        ("name", str): f"`(hostent:name host)`: return the host's name. {_WHERE}",
        ("aliases", _NAMES): f"`(hostent:aliases host)`: return its other names. {_WHERE}",
        ("addrtype", int): f"`(hostent:addrtype host)`: return its addresses' family. {_WHERE}",
        ("length", int): f"`(hostent:length host)`: return an address's size in bytes. {_WHERE}",
        ("addr_list", List[tuple[int, ...]]): "`(hostent:addr-list host)`: return its addresses, "
        f"integers in host byte order. {_WHERE}",
    },
)
_table.readers(
    Annotated[NetworkEntry, instance(NetworkEntry, "a network of the network database")],
    {
        ("name", str): f"`(netent:name net)`: return the network's name. {_WHERE}",
        ("aliases", _NAMES): f"`(netent:aliases net)`: return its other names. {_WHERE}",
        ("addrtype", int): "`(netent:addrtype net)`: return its number's address family. "
        f"{_WHERE}",
        ("net", int): "`(netent:net net)`: return its number, of 32 bits in host byte order. "
        f"{_WHERE}",
    },
)
_table.readers(
    Annotated[ProtocolEntry, instance(ProtocolEntry, "a protocol of the protocol database")],
    {
        ("name", str): f"`(protoent:name protocol)`: return the protocol's name. {_WHERE}",
        ("aliases", _NAMES): f"`(protoent:aliases protocol)`: return its other names. {_WHERE}",
        ("proto", int): f"`(protoent:proto protocol)`: return its number. {_WHERE}",
    },
)
_table.readers(
    Annotated[ServiceEntry, instance(ServiceEntry, "a service of the service database")],
    {
        ("name", str): f"`(servent:name serv)`: return the service's name. {_WHERE}",
        ("aliases", _NAMES): f"`(servent:aliases serv)`: return its other names. {_WHERE}",
        ("port", int): f"`(servent:port serv)`: return its port. {_WHERE}",
        ("proto", str): f"`(servent:proto serv)`: return its protocol's name. {_WHERE}",
    },
)
_table.readers(
    Annotated[AddrInfo, instance(AddrInfo, "an AddrInfo")],
    {
        (
            "flags",
            int,
        ): f"`(addrinfo:flags ai)`: return the flags that it was asked with. {_WHERE}",
        ("fam", int): f"`(addrinfo:fam ai)`: return its address family. {_WHERE}",
        ("socktype", int): f"`(addrinfo:socktype ai)`: return its socket type. {_WHERE}",
        ("protocol", int): f"`(addrinfo:protocol ai)`: return the protocol. {_WHERE}",
        ("addr", SocketAddress): f"`(addrinfo:addr ai)`: return the socket address. {_WHERE}",
        ("canonname", OrFalse[str]): "`(addrinfo:canonname ai)`: return the host's name in full; "
        f"`None` where not asked for. {_WHERE}",
    },
)
