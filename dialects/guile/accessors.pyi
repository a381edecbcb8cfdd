# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""Reading the parts of database entries and of what a lookup found."""

from schemesockets.dialects.guile.address_info import AddrInfo
from schemesockets.dialects.guile.entries import (
    HostEntry,
    NetworkEntry,
    ProtocolEntry,
    ServiceEntry,
)
from schemesockets.dialects.guile.socket_address import SocketAddress

def hostent_name(host: HostEntry) -> str:
    """`(hostent:name host)`: return the host's name. Guile manual, Network Databases."""

def hostent_aliases(host: HostEntry) -> tuple[str, ...]:
    """`(hostent:aliases host)`: return its other names. Guile manual, Network Databases."""

def hostent_addrtype(host: HostEntry) -> int:
    """`(hostent:addrtype host)`: return its addresses' family. Guile manual, Network Databases."""

def hostent_length(host: HostEntry) -> int:
    """`(hostent:length host)`: return an address's size in bytes. Guile manual, Network
    Databases.
    """

def hostent_addr_list(host: HostEntry) -> tuple[int, ...]:
    """`(hostent:addr-list host)`: return its addresses, integers in host byte order. Guile manual,
    Network Databases.
    """

def netent_name(net: NetworkEntry) -> str:
    """`(netent:name net)`: return the network's name. Guile manual, Network Databases."""

def netent_aliases(net: NetworkEntry) -> tuple[str, ...]:
    """`(netent:aliases net)`: return its other names. Guile manual, Network Databases."""

def netent_addrtype(net: NetworkEntry) -> int:
    """`(netent:addrtype net)`: return its number's address family. Guile manual, Network
    Databases.
    """

def netent_net(net: NetworkEntry) -> int:
    """`(netent:net net)`: return its number, of 32 bits in host byte order. Guile manual, Network
    Databases.
    """

def protoent_name(protocol: ProtocolEntry) -> str:
    """`(protoent:name protocol)`: return the protocol's name. Guile manual, Network Databases."""

def protoent_aliases(protocol: ProtocolEntry) -> tuple[str, ...]:
    """`(protoent:aliases protocol)`: return its other names. Guile manual, Network Databases."""

def protoent_proto(protocol: ProtocolEntry) -> int:
    """`(protoent:proto protocol)`: return its number. Guile manual, Network Databases."""

def servent_name(serv: ServiceEntry) -> str:
    """`(servent:name serv)`: return the service's name. Guile manual, Network Databases."""

def servent_aliases(serv: ServiceEntry) -> tuple[str, ...]:
    """`(servent:aliases serv)`: return its other names. Guile manual, Network Databases."""

def servent_port(serv: ServiceEntry) -> int:
    """`(servent:port serv)`: return its port. Guile manual, Network Databases."""

def servent_proto(serv: ServiceEntry) -> str:
    """`(servent:proto serv)`: return its protocol's name. Guile manual, Network Databases."""

def addrinfo_flags(ai: AddrInfo) -> int:
    """`(addrinfo:flags ai)`: return the flags that it was asked with. Guile manual, Network
    Databases.
    """

def addrinfo_fam(ai: AddrInfo) -> int:
    """`(addrinfo:fam ai)`: return its address family. Guile manual, Network Databases."""

def addrinfo_socktype(ai: AddrInfo) -> int:
    """`(addrinfo:socktype ai)`: return its socket type. Guile manual, Network Databases."""

def addrinfo_protocol(ai: AddrInfo) -> int:
    """`(addrinfo:protocol ai)`: return the protocol. Guile manual, Network Databases."""

def addrinfo_addr(ai: AddrInfo) -> SocketAddress:
    """`(addrinfo:addr ai)`: return the socket address. Guile manual, Network Databases."""

def addrinfo_canonname(ai: AddrInfo) -> str | None:
    """`(addrinfo:canonname ai)`: return the host's name in full; `None` where not asked for. Guile
    manual, Network Databases.
    """
