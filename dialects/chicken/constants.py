"""The constants of the socket egg: the platform's values, as plain ints.

As in the egg, one that the platform lacks is there all the same and false: `None`. To set or get
such an option raises `UnsupportedError`.
"""

from __future__ import annotations

from typing import Final

from ...core import constants
from ...core.constants import constant

__all__ = [
    "AF_INET",
    "AF_INET6",
    "AF_UNIX",
    "AF_UNSPEC",
    "AI_ADDRCONFIG",
    "AI_ALL",
    "AI_CANONNAME",
    "AI_DEFAULT",
    "AI_MASK",
    "AI_NUMERICHOST",
    "AI_NUMERICSERV",
    "AI_PASSIVE",
    "AI_V4MAPPED",
    "IPPROTO_ICMP",
    "IPPROTO_IP",
    "IPPROTO_IPV6",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "IPV6_ADDRFORM",
    "IPV6_AUTHHDR",
    "IPV6_CHECKSUM",
    "IPV6_DSTOPTS",
    "IPV6_FLOWINFO",
    "IPV6_HOPLIMIT",
    "IPV6_HOPOPTS",
    "IPV6_JOIN_GROUP",
    "IPV6_LEAVE_GROUP",
    "IPV6_MTU",
    "IPV6_MTU_DISCOVER",
    "IPV6_MULTICAST_HOPS",
    "IPV6_MULTICAST_IF",
    "IPV6_MULTICAST_LOOP",
    "IPV6_NEXTHOP",
    "IPV6_PKTINFO",
    "IPV6_PORT_RANGE",
    "IPV6_RECVERR",
    "IPV6_ROUTER_ALERT",
    "IPV6_RTHDR",
    "IPV6_UNICAST_HOPS",
    "IPV6_V6ONLY",
    "IP_ADD_MEMBERSHIP",
    "IP_DROP_MEMBERSHIP",
    "IP_HDRINCL",
    "IP_MTU",
    "IP_MTU_DISCOVER",
    "IP_MULTICAST_IF",
    "IP_MULTICAST_LOOP",
    "IP_MULTICAST_TTL",
    "IP_OPTIONS",
    "IP_PKTINFO",
    "IP_RECVDSTADDR",
    "IP_RECVERR",
    "IP_RECVOPTS",
    "IP_RECVRETOPTS",
    "IP_RECVTOS",
    "IP_RECVTTL",
    "IP_RETOPTS",
    "IP_ROUTER_ALERT",
    "IP_TOS",
    "IP_TTL",
    "NI_DGRAM",
    "NI_NAMEREQD",
    "NI_NOFQDN",
    "NI_NUMERICHOST",
    "NI_NUMERICSERV",
    "SHUT_RD",
    "SHUT_RDWR",
    "SHUT_WR",
    "SOCK_DGRAM",
    "SOCK_RAW",
    "SOCK_STREAM",
    "SOL_SOCKET",
    "SO_ACCEPTCONN",
    "SO_BROADCAST",
    "SO_DEBUG",
    "SO_DONTROUTE",
    "SO_ERROR",
    "SO_EXCLUSIVEADDRUSE",
    "SO_KEEPALIVE",
    "SO_LINGER",
    "SO_OOBINLINE",
    "SO_RCVBUF",
    "SO_RCVLOWAT",
    "SO_RCVTIMEO",
    "SO_REUSEADDR",
    "SO_REUSEPORT",
    "SO_SNDBUF",
    "SO_SNDLOWAT",
    "SO_SNDTIMEO",
    "SO_TIMESTAMP",
    "SO_TYPE",
    "SO_USELOOPBACK",
    "TCP_KEEPALIVE",
    "TCP_MAXSEG",
    "TCP_NODELAY",
    "TCP_NOOPT",
    "TCP_NOPUSH",
]

# What every platform has.
AF_INET: Final = constants.AF_INET
AF_INET6: Final = constants.AF_INET6
AF_UNIX: Final = constants.AF_UNIX
AF_UNSPEC: Final = constants.AF_UNSPEC
AI_CANONNAME: Final = constants.AI_CANONNAME
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
AI_PASSIVE: Final = constants.AI_PASSIVE
IPPROTO_ICMP: Final = constants.IPPROTO_ICMP
IPPROTO_IP: Final = constants.IPPROTO_IP
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
IPPROTO_TCP: Final = constants.IPPROTO_TCP
IPPROTO_UDP: Final = constants.IPPROTO_UDP
IP_ADD_MEMBERSHIP: Final = constants.IP_ADD_MEMBERSHIP
IP_DROP_MEMBERSHIP: Final = constants.IP_DROP_MEMBERSHIP
IP_HDRINCL: Final = constants.IP_HDRINCL
IP_MULTICAST_IF: Final = constants.IP_MULTICAST_IF
IP_MULTICAST_LOOP: Final = constants.IP_MULTICAST_LOOP
IP_MULTICAST_TTL: Final = constants.IP_MULTICAST_TTL
IP_OPTIONS: Final = constants.IP_OPTIONS
IP_TOS: Final = constants.IP_TOS
IP_TTL: Final = constants.IP_TTL
NI_DGRAM: Final = constants.NI_DGRAM
NI_NAMEREQD: Final = constants.NI_NAMEREQD
NI_NOFQDN: Final = constants.NI_NOFQDN
NI_NUMERICHOST: Final = constants.NI_NUMERICHOST
NI_NUMERICSERV: Final = constants.NI_NUMERICSERV
SHUT_RD: Final = constants.SHUT_RD
SHUT_RDWR: Final = constants.SHUT_RDWR
SHUT_WR: Final = constants.SHUT_WR
SOCK_DGRAM: Final = constants.SOCK_DGRAM
SOCK_RAW: Final = constants.SOCK_RAW
SOCK_STREAM: Final = constants.SOCK_STREAM
SOL_SOCKET: Final = constants.SOL_SOCKET
SO_ACCEPTCONN: Final = constants.SO_ACCEPTCONN
SO_BROADCAST: Final = constants.SO_BROADCAST
SO_DEBUG: Final = constants.SO_DEBUG
SO_DONTROUTE: Final = constants.SO_DONTROUTE
SO_ERROR: Final = constants.SO_ERROR
SO_KEEPALIVE: Final = constants.SO_KEEPALIVE
SO_LINGER: Final = constants.SO_LINGER
SO_OOBINLINE: Final = constants.SO_OOBINLINE
SO_RCVBUF: Final = constants.SO_RCVBUF
SO_RCVLOWAT: Final = constants.SO_RCVLOWAT
SO_RCVTIMEO: Final = constants.SO_RCVTIMEO
SO_REUSEADDR: Final = constants.SO_REUSEADDR
SO_SNDBUF: Final = constants.SO_SNDBUF
SO_SNDLOWAT: Final = constants.SO_SNDLOWAT
SO_SNDTIMEO: Final = constants.SO_SNDTIMEO
SO_TYPE: Final = constants.SO_TYPE
TCP_MAXSEG: Final = constants.TCP_MAXSEG
TCP_NODELAY: Final = constants.TCP_NODELAY

# What only some have.
AI_ADDRCONFIG: Final = constant("AI_ADDRCONFIG")
AI_ALL: Final = constant("AI_ALL")
AI_DEFAULT: Final = constant("AI_DEFAULT")
AI_MASK: Final = constant("AI_MASK")
AI_V4MAPPED: Final = constant("AI_V4MAPPED")
IPV6_ADDRFORM: Final = constant("IPV6_ADDRFORM")
IPV6_AUTHHDR: Final = constant("IPV6_AUTHHDR")
IPV6_CHECKSUM: Final = constant("IPV6_CHECKSUM")
IPV6_DSTOPTS: Final = constant("IPV6_DSTOPTS")
IPV6_FLOWINFO: Final = constant("IPV6_FLOWINFO")
IPV6_HOPLIMIT: Final = constant("IPV6_HOPLIMIT")
IPV6_HOPOPTS: Final = constant("IPV6_HOPOPTS")
IPV6_JOIN_GROUP: Final = constant("IPV6_JOIN_GROUP")
IPV6_LEAVE_GROUP: Final = constant("IPV6_LEAVE_GROUP")
IPV6_MTU: Final = constant("IPV6_MTU")
IPV6_MTU_DISCOVER: Final = constant("IPV6_MTU_DISCOVER")
IPV6_MULTICAST_HOPS: Final = constant("IPV6_MULTICAST_HOPS")
IPV6_MULTICAST_IF: Final = constant("IPV6_MULTICAST_IF")
IPV6_MULTICAST_LOOP: Final = constant("IPV6_MULTICAST_LOOP")
IPV6_NEXTHOP: Final = constant("IPV6_NEXTHOP")
IPV6_PKTINFO: Final = constant("IPV6_PKTINFO")
IPV6_PORT_RANGE: Final = constant("IPV6_PORTRANGE")
IPV6_RECVERR: Final = constant("IPV6_RECVERR")
IPV6_ROUTER_ALERT: Final = constant("IPV6_ROUTER_ALERT")
IPV6_RTHDR: Final = constant("IPV6_RTHDR")
IPV6_UNICAST_HOPS: Final = constant("IPV6_UNICAST_HOPS")
IPV6_V6ONLY: Final = constant("IPV6_V6ONLY")
IP_MTU: Final = constant("IP_MTU")
IP_MTU_DISCOVER: Final = constant("IP_MTU_DISCOVER")
IP_PKTINFO: Final = constant("IP_PKTINFO")
IP_RECVDSTADDR: Final = constant("IP_RECVDSTADDR")
IP_RECVERR: Final = constant("IP_RECVERR")
IP_RECVOPTS: Final = constant("IP_RECVOPTS")
IP_RECVRETOPTS: Final = constant("IP_RECVRETOPTS")
IP_RECVTOS: Final = constant("IP_RECVTOS")
IP_RECVTTL: Final = constant("IP_RECVTTL")
IP_RETOPTS: Final = constant("IP_RETOPTS")
IP_ROUTER_ALERT: Final = constant("IP_ROUTER_ALERT")
SO_EXCLUSIVEADDRUSE: Final = constant("SO_EXCLUSIVEADDRUSE")
SO_REUSEPORT: Final = constant("SO_REUSEPORT")
SO_TIMESTAMP: Final = constant("SO_TIMESTAMP")
SO_USELOOPBACK: Final = constant("SO_USELOOPBACK")
TCP_KEEPALIVE: Final = constant("TCP_KEEPALIVE")
TCP_NOOPT: Final = constant("TCP_NOOPT")
TCP_NOPUSH: Final = constant("TCP_NOPUSH")
