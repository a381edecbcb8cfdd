"""The constants of the socket egg: the platform's values, as plain ints.

As in the egg, one that the platform lacks is there all the same. A flag of a lookup (`ai/...`) is
then 0; an option is false, `None`, and setting or getting it raises `UnsupportedError`.
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
"""`af/inet`. Socket egg manual, af/inet."""
AF_INET6: Final = constants.AF_INET6
"""`af/inet6`. Socket egg manual, af/inet."""
AF_UNIX: Final = constants.AF_UNIX
"""`af/unix`. Socket egg manual, af/inet."""
AF_UNSPEC: Final = constants.AF_UNSPEC
"""`af/unspec`. Socket egg manual, af/inet."""
AI_CANONNAME: Final = constants.AI_CANONNAME
"""`ai/canonname`. Socket egg manual, address-information."""
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
"""`ai/numerichost`. Socket egg manual, address-information."""
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
"""`ai/numericserv` (exported, not in the Socket egg manual)."""
AI_PASSIVE: Final = constants.AI_PASSIVE
"""`ai/passive`. Socket egg manual, address-information."""
IPPROTO_ICMP: Final = constants.IPPROTO_ICMP
"""`ipproto/icmp`. Socket egg manual, sol/socket."""
IPPROTO_IP: Final = constants.IPPROTO_IP
"""`ipproto/ip`. Socket egg manual, sol/socket."""
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
"""`ipproto/ipv6`. Socket egg manual, sol/socket."""
IPPROTO_TCP: Final = constants.IPPROTO_TCP
"""`ipproto/tcp`. Socket egg manual, ipproto/tcp."""
IPPROTO_UDP: Final = constants.IPPROTO_UDP
"""`ipproto/udp`. Socket egg manual, ipproto/tcp."""
IP_ADD_MEMBERSHIP: Final = constants.IP_ADD_MEMBERSHIP
"""`ip/add-membership`. Socket egg manual, ip/options."""
IP_DROP_MEMBERSHIP: Final = constants.IP_DROP_MEMBERSHIP
"""`ip/drop-membership`. Socket egg manual, ip/options."""
IP_HDRINCL: Final = constants.IP_HDRINCL
"""`ip/hdrincl`. Socket egg manual, ip/options."""
IP_MULTICAST_IF: Final = constants.IP_MULTICAST_IF
"""`ip/multicast-if`. Socket egg manual, ip/options."""
IP_MULTICAST_LOOP: Final = constants.IP_MULTICAST_LOOP
"""`ip/multicast-loop`. Socket egg manual, ip/options."""
IP_MULTICAST_TTL: Final = constants.IP_MULTICAST_TTL
"""`ip/multicast-ttl`. Socket egg manual, ip/options."""
IP_OPTIONS: Final = constants.IP_OPTIONS
"""`ip/options`. Socket egg manual, ip/options."""
IP_TOS: Final = constants.IP_TOS
"""`ip/tos`. Socket egg manual, ip/options."""
IP_TTL: Final = constants.IP_TTL
"""`ip/ttl`. Socket egg manual, ip/options."""
NI_DGRAM: Final = constants.NI_DGRAM
"""`ni/dgram`. Socket egg manual, name-information."""
NI_NAMEREQD: Final = constants.NI_NAMEREQD
"""`ni/namereqd`. Socket egg manual, name-information."""
NI_NOFQDN: Final = constants.NI_NOFQDN
"""`ni/nofqdn`. Socket egg manual, name-information."""
NI_NUMERICHOST: Final = constants.NI_NUMERICHOST
"""`ni/numerichost`. Socket egg manual, name-information."""
NI_NUMERICSERV: Final = constants.NI_NUMERICSERV
"""`ni/numericserv`. Socket egg manual, name-information."""
SHUT_RD: Final = constants.SHUT_RD
"""`shut/rd`. Socket egg manual, socket-shutdown."""
SHUT_RDWR: Final = constants.SHUT_RDWR
"""`shut/rdwr`. Socket egg manual, socket-shutdown."""
SHUT_WR: Final = constants.SHUT_WR
"""`shut/wr`. Socket egg manual, socket-shutdown."""
SOCK_DGRAM: Final = constants.SOCK_DGRAM
"""`sock/dgram`. Socket egg manual, sock/stream."""
SOCK_RAW: Final = constants.SOCK_RAW
"""`sock/raw`. Socket egg manual, sock/stream."""
SOCK_STREAM: Final = constants.SOCK_STREAM
"""`sock/stream`. Socket egg manual, sock/stream."""
SOL_SOCKET: Final = constants.SOL_SOCKET
"""`sol/socket`. Socket egg manual, sol/socket."""
SO_ACCEPTCONN: Final = constants.SO_ACCEPTCONN
"""`so/acceptconn`. Socket egg manual, so/reuseaddr."""
SO_BROADCAST: Final = constants.SO_BROADCAST
"""`so/broadcast`. Socket egg manual, so/reuseaddr."""
SO_DEBUG: Final = constants.SO_DEBUG
"""`so/debug`. Socket egg manual, so/reuseaddr."""
SO_DONTROUTE: Final = constants.SO_DONTROUTE
"""`so/dontroute`. Socket egg manual, so/reuseaddr."""
SO_ERROR: Final = constants.SO_ERROR
"""`so/error`. Socket egg manual, so/reuseaddr."""
SO_KEEPALIVE: Final = constants.SO_KEEPALIVE
"""`so/keepalive`. Socket egg manual, so/reuseaddr."""
SO_LINGER: Final = constants.SO_LINGER
"""`so/linger`. Socket egg manual, so/reuseaddr."""
SO_OOBINLINE: Final = constants.SO_OOBINLINE
"""`so/oobinline`. Socket egg manual, so/reuseaddr."""
SO_RCVBUF: Final = constants.SO_RCVBUF
"""`so/rcvbuf`. Socket egg manual, so/reuseaddr."""
SO_RCVLOWAT: Final = constants.SO_RCVLOWAT
"""`so/rcvlowat`. Socket egg manual, so/reuseaddr."""
SO_RCVTIMEO: Final = constants.SO_RCVTIMEO
"""`so/rcvtimeo`. Socket egg manual, so/reuseaddr."""
SO_REUSEADDR: Final = constants.SO_REUSEADDR
"""`so/reuseaddr`. Socket egg manual, so/reuseaddr."""
SO_SNDBUF: Final = constants.SO_SNDBUF
"""`so/sndbuf`. Socket egg manual, so/reuseaddr."""
SO_SNDLOWAT: Final = constants.SO_SNDLOWAT
"""`so/sndlowat`. Socket egg manual, so/reuseaddr."""
SO_SNDTIMEO: Final = constants.SO_SNDTIMEO
"""`so/sndtimeo`. Socket egg manual, so/reuseaddr."""
SO_TYPE: Final = constants.SO_TYPE
"""`so/type`. Socket egg manual, so/reuseaddr."""
TCP_MAXSEG: Final = constants.TCP_MAXSEG
"""`tcp/maxseg`. Socket egg manual, tcp/nodelay."""
TCP_NODELAY: Final = constants.TCP_NODELAY
"""`tcp/nodelay`. Socket egg manual, tcp/nodelay."""

# What only some have.
AI_ADDRCONFIG: Final = constant("AI_ADDRCONFIG") or 0
"""`ai/addrconfig` (exported, not in the Socket egg manual)."""
AI_ALL: Final = constant("AI_ALL") or 0
"""`ai/all` (exported, not in the Socket egg manual)."""
AI_DEFAULT: Final = constant("AI_DEFAULT") or 0
"""`ai/default` (exported, not in the Socket egg manual)."""
AI_MASK: Final = constant("AI_MASK") or 0
"""`ai/mask` (exported, not in the Socket egg manual)."""
AI_V4MAPPED: Final = constant("AI_V4MAPPED") or 0
"""`ai/v4mapped` (exported, not in the Socket egg manual)."""
IPV6_ADDRFORM: Final = constant("IPV6_ADDRFORM")
"""`ipv6/addrform` (exported, not in the Socket egg manual)."""
IPV6_AUTHHDR: Final = constant("IPV6_AUTHHDR")
"""`ipv6/authhdr` (exported, not in the Socket egg manual)."""
IPV6_CHECKSUM: Final = constant("IPV6_CHECKSUM")
"""`ipv6/checksum` (exported, not in the Socket egg manual)."""
IPV6_DSTOPTS: Final = constant("IPV6_DSTOPTS")
"""`ipv6/dstopts` (exported, not in the Socket egg manual)."""
IPV6_FLOWINFO: Final = constant("IPV6_FLOWINFO")
"""`ipv6/flowinfo` (exported, not in the Socket egg manual)."""
IPV6_HOPLIMIT: Final = constant("IPV6_HOPLIMIT")
"""`ipv6/hoplimit` (exported, not in the Socket egg manual)."""
IPV6_HOPOPTS: Final = constant("IPV6_HOPOPTS")
"""`ipv6/hopopts` (exported, not in the Socket egg manual)."""
IPV6_JOIN_GROUP: Final = constant("IPV6_JOIN_GROUP")
"""`ipv6/join-group` (exported, not in the Socket egg manual)."""
IPV6_LEAVE_GROUP: Final = constant("IPV6_LEAVE_GROUP")
"""`ipv6/leave-group` (exported, not in the Socket egg manual)."""
IPV6_MTU: Final = constant("IPV6_MTU")
"""`ipv6/mtu` (exported, not in the Socket egg manual)."""
IPV6_MTU_DISCOVER: Final = constant("IPV6_MTU_DISCOVER")
"""`ipv6/mtu-discover` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_HOPS: Final = constant("IPV6_MULTICAST_HOPS")
"""`ipv6/multicast-hops` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_IF: Final = constant("IPV6_MULTICAST_IF")
"""`ipv6/multicast-if` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_LOOP: Final = constant("IPV6_MULTICAST_LOOP")
"""`ipv6/multicast-loop` (exported, not in the Socket egg manual)."""
IPV6_NEXTHOP: Final = constant("IPV6_NEXTHOP")
"""`ipv6/nexthop` (exported, not in the Socket egg manual)."""
IPV6_PKTINFO: Final = constant("IPV6_PKTINFO")
"""`ipv6/pktinfo` (exported, not in the Socket egg manual)."""
IPV6_PORT_RANGE: Final = constant("IPV6_PORTRANGE")
"""`ipv6/port-range` (exported, not in the Socket egg manual)."""
IPV6_RECVERR: Final = constant("IPV6_RECVERR")
"""`ipv6/recverr` (exported, not in the Socket egg manual)."""
IPV6_ROUTER_ALERT: Final = constant("IPV6_ROUTER_ALERT")
"""`ipv6/router-alert` (exported, not in the Socket egg manual)."""
IPV6_RTHDR: Final = constant("IPV6_RTHDR")
"""`ipv6/rthdr` (exported, not in the Socket egg manual)."""
IPV6_UNICAST_HOPS: Final = constant("IPV6_UNICAST_HOPS")
"""`ipv6/unicast-hops` (exported, not in the Socket egg manual)."""
IPV6_V6ONLY: Final = constant("IPV6_V6ONLY")
"""`ipv6/v6only`. Socket egg manual, ipv6-v6-only?."""
IP_MTU: Final = constant("IP_MTU")
"""`ip/mtu`. Socket egg manual, ip/options."""
IP_MTU_DISCOVER: Final = constant("IP_MTU_DISCOVER")
"""`ip/mtu-discover`. Socket egg manual, ip/options."""
IP_PKTINFO: Final = constant("IP_PKTINFO")
"""`ip/pktinfo`. Socket egg manual, ip/options."""
IP_RECVDSTADDR: Final = constant("IP_RECVDSTADDR")
"""`ip/recvdstaddr`. Socket egg manual, ip/options."""
IP_RECVERR: Final = constant("IP_RECVERR")
"""`ip/recverr`. Socket egg manual, ip/options."""
IP_RECVOPTS: Final = constant("IP_RECVOPTS")
"""`ip/recvopts`. Socket egg manual, ip/options."""
IP_RECVRETOPTS: Final = constant("IP_RECVRETOPTS")
"""`ip/recvretopts`. Socket egg manual, ip/options."""
IP_RECVTOS: Final = constant("IP_RECVTOS")
"""`ip/recvtos`. Socket egg manual, ip/options."""
IP_RECVTTL: Final = constant("IP_RECVTTL")
"""`ip/recvttl`. Socket egg manual, ip/options."""
IP_RETOPTS: Final = constant("IP_RETOPTS")
"""`ip/retopts`. Socket egg manual, ip/options."""
IP_ROUTER_ALERT: Final = constant("IP_ROUTER_ALERT")
"""`ip/router-alert`. Socket egg manual, ip/options."""
SO_EXCLUSIVEADDRUSE: Final = constant("SO_EXCLUSIVEADDRUSE")
"""`so/exclusiveaddruse`. Socket egg manual, so/reuseaddr."""
SO_REUSEPORT: Final = constant("SO_REUSEPORT")
"""`so/reuseport`. Socket egg manual, so/reuseaddr."""
SO_TIMESTAMP: Final = constant("SO_TIMESTAMP")
"""`so/timestamp`. Socket egg manual, so/reuseaddr."""
SO_USELOOPBACK: Final = constant("SO_USELOOPBACK")
"""`so/useloopback`. Socket egg manual, so/reuseaddr."""
TCP_KEEPALIVE: Final = constant("TCP_KEEPALIVE")
"""`tcp/keepalive`. Socket egg manual, tcp/nodelay."""
TCP_NOOPT: Final = constant("TCP_NOOPT")
"""`tcp/noopt`. Socket egg manual, tcp/nodelay."""
TCP_NOPUSH: Final = constant("TCP_NOPUSH")
"""`tcp/nopush`. Socket egg manual, tcp/nodelay."""
