"""The constants of the socket egg: the platform's values, as plain ints.

As in the egg, one that the platform lacks is there all the same. A flag of a lookup (`ai/...`) is
then 0; an option is false, `None`, and setting or getting it raises `UnsupportedError`.
"""

from __future__ import annotations

from typing import Final

from ...core import constants as _core
from ...core.constants import constant as _constant

# What every platform has.
AF_INET: Final = _core.AF_INET
"""`af/inet`. Socket egg manual, af/inet."""
AF_INET6: Final = _core.AF_INET6
"""`af/inet6`. Socket egg manual, af/inet."""
AF_UNIX: Final = _core.AF_UNIX
"""`af/unix`. Socket egg manual, af/inet."""
AF_UNSPEC: Final = _core.AF_UNSPEC
"""`af/unspec`. Socket egg manual, af/inet."""
AI_CANONNAME: Final = _core.AI_CANONNAME
"""`ai/canonname`. Socket egg manual, address-information."""
AI_NUMERICHOST: Final = _core.AI_NUMERICHOST
"""`ai/numerichost`. Socket egg manual, address-information."""
AI_NUMERICSERV: Final = _core.AI_NUMERICSERV
"""`ai/numericserv` (exported, not in the Socket egg manual)."""
AI_PASSIVE: Final = _core.AI_PASSIVE
"""`ai/passive`. Socket egg manual, address-information."""
IPPROTO_ICMP: Final = _core.IPPROTO_ICMP
"""`ipproto/icmp`. Socket egg manual, sol/socket."""
IPPROTO_IP: Final = _core.IPPROTO_IP
"""`ipproto/ip`. Socket egg manual, sol/socket."""
IPPROTO_IPV6: Final = _core.IPPROTO_IPV6
"""`ipproto/ipv6`. Socket egg manual, sol/socket."""
IPPROTO_TCP: Final = _core.IPPROTO_TCP
"""`ipproto/tcp`. Socket egg manual, ipproto/tcp."""
IPPROTO_UDP: Final = _core.IPPROTO_UDP
"""`ipproto/udp`. Socket egg manual, ipproto/tcp."""
IP_ADD_MEMBERSHIP: Final = _core.IP_ADD_MEMBERSHIP
"""`ip/add-membership`. Socket egg manual, ip/options."""
IP_DROP_MEMBERSHIP: Final = _core.IP_DROP_MEMBERSHIP
"""`ip/drop-membership`. Socket egg manual, ip/options."""
IP_HDRINCL: Final = _core.IP_HDRINCL
"""`ip/hdrincl`. Socket egg manual, ip/options."""
IP_MULTICAST_IF: Final = _core.IP_MULTICAST_IF
"""`ip/multicast-if`. Socket egg manual, ip/options."""
IP_MULTICAST_LOOP: Final = _core.IP_MULTICAST_LOOP
"""`ip/multicast-loop`. Socket egg manual, ip/options."""
IP_MULTICAST_TTL: Final = _core.IP_MULTICAST_TTL
"""`ip/multicast-ttl`. Socket egg manual, ip/options."""
IP_OPTIONS: Final = _core.IP_OPTIONS
"""`ip/options`. Socket egg manual, ip/options."""
IP_TOS: Final = _core.IP_TOS
"""`ip/tos`. Socket egg manual, ip/options."""
IP_TTL: Final = _core.IP_TTL
"""`ip/ttl`. Socket egg manual, ip/options."""
NI_DGRAM: Final = _core.NI_DGRAM
"""`ni/dgram`. Socket egg manual, name-information."""
NI_NAMEREQD: Final = _core.NI_NAMEREQD
"""`ni/namereqd`. Socket egg manual, name-information."""
NI_NOFQDN: Final = _core.NI_NOFQDN
"""`ni/nofqdn`. Socket egg manual, name-information."""
NI_NUMERICHOST: Final = _core.NI_NUMERICHOST
"""`ni/numerichost`. Socket egg manual, name-information."""
NI_NUMERICSERV: Final = _core.NI_NUMERICSERV
"""`ni/numericserv`. Socket egg manual, name-information."""
SHUT_RD: Final = _core.SHUT_RD
"""`shut/rd`. Socket egg manual, socket-shutdown."""
SHUT_RDWR: Final = _core.SHUT_RDWR
"""`shut/rdwr`. Socket egg manual, socket-shutdown."""
SHUT_WR: Final = _core.SHUT_WR
"""`shut/wr`. Socket egg manual, socket-shutdown."""
SOCK_DGRAM: Final = _core.SOCK_DGRAM
"""`sock/dgram`. Socket egg manual, sock/stream."""
SOCK_RAW: Final = _core.SOCK_RAW
"""`sock/raw`. Socket egg manual, sock/stream."""
SOCK_STREAM: Final = _core.SOCK_STREAM
"""`sock/stream`. Socket egg manual, sock/stream."""
SOL_SOCKET: Final = _core.SOL_SOCKET
"""`sol/socket`. Socket egg manual, sol/socket."""
SO_ACCEPTCONN: Final = _core.SO_ACCEPTCONN
"""`so/acceptconn`. Socket egg manual, so/reuseaddr."""
SO_BROADCAST: Final = _core.SO_BROADCAST
"""`so/broadcast`. Socket egg manual, so/reuseaddr."""
SO_DEBUG: Final = _core.SO_DEBUG
"""`so/debug`. Socket egg manual, so/reuseaddr."""
SO_DONTROUTE: Final = _core.SO_DONTROUTE
"""`so/dontroute`. Socket egg manual, so/reuseaddr."""
SO_ERROR: Final = _core.SO_ERROR
"""`so/error`. Socket egg manual, so/reuseaddr."""
SO_KEEPALIVE: Final = _core.SO_KEEPALIVE
"""`so/keepalive`. Socket egg manual, so/reuseaddr."""
SO_LINGER: Final = _core.SO_LINGER
"""`so/linger`. Socket egg manual, so/reuseaddr."""
SO_OOBINLINE: Final = _core.SO_OOBINLINE
"""`so/oobinline`. Socket egg manual, so/reuseaddr."""
SO_RCVBUF: Final = _core.SO_RCVBUF
"""`so/rcvbuf`. Socket egg manual, so/reuseaddr."""
SO_RCVLOWAT: Final = _core.SO_RCVLOWAT
"""`so/rcvlowat`. Socket egg manual, so/reuseaddr."""
SO_RCVTIMEO: Final = _core.SO_RCVTIMEO
"""`so/rcvtimeo`. Socket egg manual, so/reuseaddr."""
SO_REUSEADDR: Final = _core.SO_REUSEADDR
"""`so/reuseaddr`. Socket egg manual, so/reuseaddr."""
SO_SNDBUF: Final = _core.SO_SNDBUF
"""`so/sndbuf`. Socket egg manual, so/reuseaddr."""
SO_SNDLOWAT: Final = _core.SO_SNDLOWAT
"""`so/sndlowat`. Socket egg manual, so/reuseaddr."""
SO_SNDTIMEO: Final = _core.SO_SNDTIMEO
"""`so/sndtimeo`. Socket egg manual, so/reuseaddr."""
SO_TYPE: Final = _core.SO_TYPE
"""`so/type`. Socket egg manual, so/reuseaddr."""
TCP_MAXSEG: Final = _core.TCP_MAXSEG
"""`tcp/maxseg`. Socket egg manual, tcp/nodelay."""
TCP_NODELAY: Final = _core.TCP_NODELAY
"""`tcp/nodelay`. Socket egg manual, tcp/nodelay."""

# What only some have.
AI_ADDRCONFIG: Final = _constant("AI_ADDRCONFIG") or 0
"""`ai/addrconfig` (exported, not in the Socket egg manual)."""
AI_ALL: Final = _constant("AI_ALL") or 0
"""`ai/all` (exported, not in the Socket egg manual)."""
AI_DEFAULT: Final = _constant("AI_DEFAULT") or 0
"""`ai/default` (exported, not in the Socket egg manual)."""
AI_MASK: Final = _constant("AI_MASK") or 0
"""`ai/mask` (exported, not in the Socket egg manual)."""
AI_V4MAPPED: Final = _constant("AI_V4MAPPED") or 0
"""`ai/v4mapped` (exported, not in the Socket egg manual)."""
IPV6_ADDRFORM: Final = _constant("IPV6_ADDRFORM")
"""`ipv6/addrform` (exported, not in the Socket egg manual)."""
IPV6_AUTHHDR: Final = _constant("IPV6_AUTHHDR")
"""`ipv6/authhdr` (exported, not in the Socket egg manual)."""
IPV6_CHECKSUM: Final = _constant("IPV6_CHECKSUM")
"""`ipv6/checksum` (exported, not in the Socket egg manual)."""
IPV6_DSTOPTS: Final = _constant("IPV6_DSTOPTS")
"""`ipv6/dstopts` (exported, not in the Socket egg manual)."""
IPV6_FLOWINFO: Final = _constant("IPV6_FLOWINFO")
"""`ipv6/flowinfo` (exported, not in the Socket egg manual)."""
IPV6_HOPLIMIT: Final = _constant("IPV6_HOPLIMIT")
"""`ipv6/hoplimit` (exported, not in the Socket egg manual)."""
IPV6_HOPOPTS: Final = _constant("IPV6_HOPOPTS")
"""`ipv6/hopopts` (exported, not in the Socket egg manual)."""
IPV6_JOIN_GROUP: Final = _constant("IPV6_JOIN_GROUP")
"""`ipv6/join-group` (exported, not in the Socket egg manual)."""
IPV6_LEAVE_GROUP: Final = _constant("IPV6_LEAVE_GROUP")
"""`ipv6/leave-group` (exported, not in the Socket egg manual)."""
IPV6_MTU: Final = _constant("IPV6_MTU")
"""`ipv6/mtu` (exported, not in the Socket egg manual)."""
IPV6_MTU_DISCOVER: Final = _constant("IPV6_MTU_DISCOVER")
"""`ipv6/mtu-discover` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_HOPS: Final = _constant("IPV6_MULTICAST_HOPS")
"""`ipv6/multicast-hops` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_IF: Final = _constant("IPV6_MULTICAST_IF")
"""`ipv6/multicast-if` (exported, not in the Socket egg manual)."""
IPV6_MULTICAST_LOOP: Final = _constant("IPV6_MULTICAST_LOOP")
"""`ipv6/multicast-loop` (exported, not in the Socket egg manual)."""
IPV6_NEXTHOP: Final = _constant("IPV6_NEXTHOP")
"""`ipv6/nexthop` (exported, not in the Socket egg manual)."""
IPV6_PKTINFO: Final = _constant("IPV6_PKTINFO")
"""`ipv6/pktinfo` (exported, not in the Socket egg manual)."""
IPV6_PORT_RANGE: Final = _constant("IPV6_PORTRANGE")
"""`ipv6/port-range` (exported, not in the Socket egg manual)."""
IPV6_RECVERR: Final = _constant("IPV6_RECVERR")
"""`ipv6/recverr` (exported, not in the Socket egg manual)."""
IPV6_ROUTER_ALERT: Final = _constant("IPV6_ROUTER_ALERT")
"""`ipv6/router-alert` (exported, not in the Socket egg manual)."""
IPV6_RTHDR: Final = _constant("IPV6_RTHDR")
"""`ipv6/rthdr` (exported, not in the Socket egg manual)."""
IPV6_UNICAST_HOPS: Final = _constant("IPV6_UNICAST_HOPS")
"""`ipv6/unicast-hops` (exported, not in the Socket egg manual)."""
IPV6_V6ONLY: Final = _constant("IPV6_V6ONLY")
"""`ipv6/v6only`. Socket egg manual, ipv6-v6-only?."""
IP_MTU: Final = _constant("IP_MTU")
"""`ip/mtu`. Socket egg manual, ip/options."""
IP_MTU_DISCOVER: Final = _constant("IP_MTU_DISCOVER")
"""`ip/mtu-discover`. Socket egg manual, ip/options."""
IP_PKTINFO: Final = _constant("IP_PKTINFO")
"""`ip/pktinfo`. Socket egg manual, ip/options."""
IP_RECVDSTADDR: Final = _constant("IP_RECVDSTADDR")
"""`ip/recvdstaddr`. Socket egg manual, ip/options."""
IP_RECVERR: Final = _constant("IP_RECVERR")
"""`ip/recverr`. Socket egg manual, ip/options."""
IP_RECVOPTS: Final = _constant("IP_RECVOPTS")
"""`ip/recvopts`. Socket egg manual, ip/options."""
IP_RECVRETOPTS: Final = _constant("IP_RECVRETOPTS")
"""`ip/recvretopts`. Socket egg manual, ip/options."""
IP_RECVTOS: Final = _constant("IP_RECVTOS")
"""`ip/recvtos`. Socket egg manual, ip/options."""
IP_RECVTTL: Final = _constant("IP_RECVTTL")
"""`ip/recvttl`. Socket egg manual, ip/options."""
IP_RETOPTS: Final = _constant("IP_RETOPTS")
"""`ip/retopts`. Socket egg manual, ip/options."""
IP_ROUTER_ALERT: Final = _constant("IP_ROUTER_ALERT")
"""`ip/router-alert`. Socket egg manual, ip/options."""
SO_EXCLUSIVEADDRUSE: Final = _constant("SO_EXCLUSIVEADDRUSE")
"""`so/exclusiveaddruse`. Socket egg manual, so/reuseaddr."""
SO_REUSEPORT: Final = _constant("SO_REUSEPORT")
"""`so/reuseport`. Socket egg manual, so/reuseaddr."""
SO_TIMESTAMP: Final = _constant("SO_TIMESTAMP")
"""`so/timestamp`. Socket egg manual, so/reuseaddr."""
SO_USELOOPBACK: Final = _constant("SO_USELOOPBACK")
"""`so/useloopback`. Socket egg manual, so/reuseaddr."""
TCP_KEEPALIVE: Final = _constant("TCP_KEEPALIVE")
"""`tcp/keepalive`. Socket egg manual, tcp/nodelay."""
TCP_NOOPT: Final = _constant("TCP_NOOPT")
"""`tcp/noopt`. Socket egg manual, tcp/nodelay."""
TCP_NOPUSH: Final = _constant("TCP_NOPUSH")
"""`tcp/nopush`. Socket egg manual, tcp/nodelay."""
