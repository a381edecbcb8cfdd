# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""The constants of the socket egg: the platform's values, as plain ints.

As in the egg, one that the platform lacks is there all the same. A flag of a lookup (`ai/...`) is
then 0; an option is false, `None`, and setting or getting it raises `UnsupportedError`.
"""

from typing import Final

AF_INET: Final[int]
"""`af/inet`. Socket egg manual, af/inet."""
AF_INET6: Final[int]
"""`af/inet6`. Socket egg manual, af/inet."""
AF_UNIX: Final[int]
"""`af/unix`. Socket egg manual, af/inet."""
AF_UNSPEC: Final[int]
"""`af/unspec`. Socket egg manual, af/inet."""
AI_CANONNAME: Final[int]
"""`ai/canonname`. Socket egg manual, address-information."""
AI_NUMERICHOST: Final[int]
"""`ai/numerichost`. Socket egg manual, address-information."""
AI_PASSIVE: Final[int]
"""`ai/passive`. Socket egg manual, address-information."""
IPPROTO_ICMP: Final[int]
"""`ipproto/icmp`. Socket egg manual, sol/socket."""
IPPROTO_IP: Final[int]
"""`ipproto/ip`. Socket egg manual, sol/socket."""
IPPROTO_IPV6: Final[int]
"""`ipproto/ipv6`. Socket egg manual, sol/socket."""
SOL_SOCKET: Final[int]
"""`sol/socket`. Socket egg manual, sol/socket."""
IPPROTO_TCP: Final[int]
"""`ipproto/tcp`. Socket egg manual, ipproto/tcp."""
IPPROTO_UDP: Final[int]
"""`ipproto/udp`. Socket egg manual, ipproto/tcp."""
IP_ADD_MEMBERSHIP: Final[int]
"""`ip/add-membership`. Socket egg manual, ip/options."""
IP_DROP_MEMBERSHIP: Final[int]
"""`ip/drop-membership`. Socket egg manual, ip/options."""
IP_HDRINCL: Final[int]
"""`ip/hdrincl`. Socket egg manual, ip/options."""
IP_MTU: Final[int | None]
"""`ip/mtu`. Socket egg manual, ip/options."""
IP_MTU_DISCOVER: Final[int | None]
"""`ip/mtu-discover`. Socket egg manual, ip/options."""
IP_MULTICAST_IF: Final[int]
"""`ip/multicast-if`. Socket egg manual, ip/options."""
IP_MULTICAST_LOOP: Final[int]
"""`ip/multicast-loop`. Socket egg manual, ip/options."""
IP_MULTICAST_TTL: Final[int]
"""`ip/multicast-ttl`. Socket egg manual, ip/options."""
IP_OPTIONS: Final[int]
"""`ip/options`. Socket egg manual, ip/options."""
IP_PKTINFO: Final[int | None]
"""`ip/pktinfo`. Socket egg manual, ip/options."""
IP_RECVDSTADDR: Final[int | None]
"""`ip/recvdstaddr`. Socket egg manual, ip/options."""
IP_RECVERR: Final[int | None]
"""`ip/recverr`. Socket egg manual, ip/options."""
IP_RECVOPTS: Final[int | None]
"""`ip/recvopts`. Socket egg manual, ip/options."""
IP_RECVRETOPTS: Final[int | None]
"""`ip/recvretopts`. Socket egg manual, ip/options."""
IP_RECVTOS: Final[int | None]
"""`ip/recvtos`. Socket egg manual, ip/options."""
IP_RECVTTL: Final[int | None]
"""`ip/recvttl`. Socket egg manual, ip/options."""
IP_RETOPTS: Final[int | None]
"""`ip/retopts`. Socket egg manual, ip/options."""
IP_ROUTER_ALERT: Final[int | None]
"""`ip/router-alert`. Socket egg manual, ip/options."""
IP_TOS: Final[int]
"""`ip/tos`. Socket egg manual, ip/options."""
IP_TTL: Final[int]
"""`ip/ttl`. Socket egg manual, ip/options."""
IPV6_V6ONLY: Final[int | None]
"""`ipv6/v6only`. Socket egg manual, ipv6-v6-only?."""
NI_DGRAM: Final[int]
"""`ni/dgram`. Socket egg manual, name-information."""
NI_NAMEREQD: Final[int]
"""`ni/namereqd`. Socket egg manual, name-information."""
NI_NOFQDN: Final[int]
"""`ni/nofqdn`. Socket egg manual, name-information."""
NI_NUMERICHOST: Final[int]
"""`ni/numerichost`. Socket egg manual, name-information."""
NI_NUMERICSERV: Final[int]
"""`ni/numericserv`. Socket egg manual, name-information."""
SHUT_RD: Final[int]
"""`shut/rd`. Socket egg manual, socket-shutdown."""
SHUT_RDWR: Final[int]
"""`shut/rdwr`. Socket egg manual, socket-shutdown."""
SHUT_WR: Final[int]
"""`shut/wr`. Socket egg manual, socket-shutdown."""
SOCK_DGRAM: Final[int]
"""`sock/dgram`. Socket egg manual, sock/stream."""
SOCK_RAW: Final[int]
"""`sock/raw`. Socket egg manual, sock/stream."""
SOCK_STREAM: Final[int]
"""`sock/stream`. Socket egg manual, sock/stream."""
SO_ACCEPTCONN: Final[int]
"""`so/acceptconn`. Socket egg manual, so/reuseaddr."""
SO_BROADCAST: Final[int]
"""`so/broadcast`. Socket egg manual, so/reuseaddr."""
SO_DEBUG: Final[int]
"""`so/debug`. Socket egg manual, so/reuseaddr."""
SO_DONTROUTE: Final[int]
"""`so/dontroute`. Socket egg manual, so/reuseaddr."""
SO_ERROR: Final[int]
"""`so/error`. Socket egg manual, so/reuseaddr."""
SO_EXCLUSIVEADDRUSE: Final[int | None]
"""`so/exclusiveaddruse`. Socket egg manual, so/reuseaddr."""
SO_KEEPALIVE: Final[int]
"""`so/keepalive`. Socket egg manual, so/reuseaddr."""
SO_LINGER: Final[int]
"""`so/linger`. Socket egg manual, so/reuseaddr."""
SO_OOBINLINE: Final[int]
"""`so/oobinline`. Socket egg manual, so/reuseaddr."""
SO_RCVBUF: Final[int]
"""`so/rcvbuf`. Socket egg manual, so/reuseaddr."""
SO_RCVLOWAT: Final[int]
"""`so/rcvlowat`. Socket egg manual, so/reuseaddr."""
SO_RCVTIMEO: Final[int]
"""`so/rcvtimeo`. Socket egg manual, so/reuseaddr."""
SO_REUSEADDR: Final[int]
"""`so/reuseaddr`. Socket egg manual, so/reuseaddr."""
SO_REUSEPORT: Final[int | None]
"""`so/reuseport`. Socket egg manual, so/reuseaddr."""
SO_SNDBUF: Final[int]
"""`so/sndbuf`. Socket egg manual, so/reuseaddr."""
SO_SNDLOWAT: Final[int]
"""`so/sndlowat`. Socket egg manual, so/reuseaddr."""
SO_SNDTIMEO: Final[int]
"""`so/sndtimeo`. Socket egg manual, so/reuseaddr."""
SO_TIMESTAMP: Final[int | None]
"""`so/timestamp`. Socket egg manual, so/reuseaddr."""
SO_TYPE: Final[int]
"""`so/type`. Socket egg manual, so/reuseaddr."""
SO_USELOOPBACK: Final[int | None]
"""`so/useloopback`. Socket egg manual, so/reuseaddr."""
TCP_KEEPALIVE: Final[int | None]
"""`tcp/keepalive`. Socket egg manual, tcp/nodelay."""
TCP_MAXSEG: Final[int]
"""`tcp/maxseg`. Socket egg manual, tcp/nodelay."""
TCP_NODELAY: Final[int]
"""`tcp/nodelay`. Socket egg manual, tcp/nodelay."""
TCP_NOOPT: Final[int | None]
"""`tcp/noopt`. Socket egg manual, tcp/nodelay."""
TCP_NOPUSH: Final[int | None]
"""`tcp/nopush`. Socket egg manual, tcp/nodelay."""
AI_ADDRCONFIG: Final[int]
"""`ai/addrconfig`. Not in the Socket egg manual."""
AI_ALL: Final[int]
"""`ai/all`. Not in the Socket egg manual."""
AI_DEFAULT: Final[int]
"""`ai/default`. Not in the Socket egg manual."""
AI_MASK: Final[int]
"""`ai/mask`. Not in the Socket egg manual."""
AI_NUMERICSERV: Final[int]
"""`ai/numericserv`. Not in the Socket egg manual."""
AI_V4MAPPED: Final[int]
"""`ai/v4mapped`. Not in the Socket egg manual."""
IPV6_ADDRFORM: Final[int | None]
"""`ipv6/addrform`. Not in the Socket egg manual."""
IPV6_AUTHHDR: Final[int | None]
"""`ipv6/authhdr`. Not in the Socket egg manual."""
IPV6_CHECKSUM: Final[int | None]
"""`ipv6/checksum`. Not in the Socket egg manual."""
IPV6_DSTOPTS: Final[int | None]
"""`ipv6/dstopts`. Not in the Socket egg manual."""
IPV6_FLOWINFO: Final[int | None]
"""`ipv6/flowinfo`. Not in the Socket egg manual."""
IPV6_HOPLIMIT: Final[int | None]
"""`ipv6/hoplimit`. Not in the Socket egg manual."""
IPV6_HOPOPTS: Final[int | None]
"""`ipv6/hopopts`. Not in the Socket egg manual."""
IPV6_JOIN_GROUP: Final[int | None]
"""`ipv6/join-group`. Not in the Socket egg manual."""
IPV6_LEAVE_GROUP: Final[int | None]
"""`ipv6/leave-group`. Not in the Socket egg manual."""
IPV6_MTU: Final[int | None]
"""`ipv6/mtu`. Not in the Socket egg manual."""
IPV6_MTU_DISCOVER: Final[int | None]
"""`ipv6/mtu-discover`. Not in the Socket egg manual."""
IPV6_MULTICAST_HOPS: Final[int | None]
"""`ipv6/multicast-hops`. Not in the Socket egg manual."""
IPV6_MULTICAST_IF: Final[int | None]
"""`ipv6/multicast-if`. Not in the Socket egg manual."""
IPV6_MULTICAST_LOOP: Final[int | None]
"""`ipv6/multicast-loop`. Not in the Socket egg manual."""
IPV6_NEXTHOP: Final[int | None]
"""`ipv6/nexthop`. Not in the Socket egg manual."""
IPV6_PKTINFO: Final[int | None]
"""`ipv6/pktinfo`. Not in the Socket egg manual."""
IPV6_PORT_RANGE: Final[int | None]
"""`ipv6/port-range`. Not in the Socket egg manual."""
IPV6_RECVERR: Final[int | None]
"""`ipv6/recverr`. Not in the Socket egg manual."""
IPV6_ROUTER_ALERT: Final[int | None]
"""`ipv6/router-alert`. Not in the Socket egg manual."""
IPV6_RTHDR: Final[int | None]
"""`ipv6/rthdr`. Not in the Socket egg manual."""
IPV6_UNICAST_HOPS: Final[int | None]
"""`ipv6/unicast-hops`. Not in the Socket egg manual."""
