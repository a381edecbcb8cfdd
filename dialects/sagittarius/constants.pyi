# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""The constants of Sagittarius's socket library: the platform's values, as plain ints.

One that the platform lacks is there all the same and false, as in the library: `None`. On Linux
that goes for MSG_PROBE and MSG_EOF. The error numbers are those that `socket_last_error` gives.
"""

from typing import Final

AF_INET: Final[int]
"""`AF_INET`. Sagittarius manual, make-client-socket."""
AF_INET6: Final[int]
"""`AF_INET6`. Sagittarius manual, make-client-socket."""
AF_UNSPEC: Final[int]
"""`AF_UNSPEC`. Sagittarius manual, make-client-socket."""
AI_ADDRCONFIG: Final[int | None]
"""`AI_ADDRCONFIG`. Sagittarius manual, make-client-socket."""
AI_ALL: Final[int | None]
"""`AI_ALL`. Sagittarius manual, make-client-socket."""
AI_CANONNAME: Final[int]
"""`AI_CANONNAME`. Sagittarius manual, make-client-socket."""
AI_NUMERICHOST: Final[int]
"""`AI_NUMERICHOST`. Sagittarius manual, make-client-socket."""
AI_NUMERICSERV: Final[int]
"""`AI_NUMERICSERV`. Sagittarius manual, make-client-socket."""
AI_PASSIVE: Final[int]
"""`AI_PASSIVE`. Sagittarius manual, make-client-socket."""
AI_V4MAPPED: Final[int | None]
"""`AI_V4MAPPED`. Sagittarius manual, make-client-socket."""
IPPROTO_RAW: Final[int]
"""`IPPROTO_RAW`. Sagittarius manual, make-client-socket."""
IPPROTO_TCP: Final[int]
"""`IPPROTO_TCP`. Sagittarius manual, make-client-socket."""
IPPROTO_UDP: Final[int]
"""`IPPROTO_UDP`. Sagittarius manual, make-client-socket."""
SOCK_DGRAM: Final[int]
"""`SOCK_DGRAM`. Sagittarius manual, make-client-socket."""
SOCK_RAW: Final[int]
"""`SOCK_RAW`. Sagittarius manual, make-client-socket."""
SOCK_STREAM: Final[int]
"""`SOCK_STREAM`. Sagittarius manual, make-client-socket."""
IP_ADD_MEMBERSHIP: Final[int]
"""`IP_ADD_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_DROP_MEMBERSHIP: Final[int]
"""`IP_DROP_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_HDRINCL: Final[int]
"""`IP_HDRINCL`. Sagittarius manual, socket-setsockopt!."""
IP_MTU: Final[int | None]
"""`IP_MTU`. Sagittarius manual, socket-setsockopt!."""
IP_MTU_DISCOVER: Final[int | None]
"""`IP_MTU_DISCOVER`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_IF: Final[int]
"""`IP_MULTICAST_IF`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_LOOP: Final[int]
"""`IP_MULTICAST_LOOP`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_TTL: Final[int]
"""`IP_MULTICAST_TTL`. Sagittarius manual, socket-setsockopt!."""
IP_OPTIONS: Final[int]
"""`IP_OPTIONS`. Sagittarius manual, socket-setsockopt!."""
IP_PKTINFO: Final[int | None]
"""`IP_PKTINFO`. Sagittarius manual, socket-setsockopt!."""
IP_RECVERR: Final[int | None]
"""`IP_RECVERR`. Sagittarius manual, socket-setsockopt!."""
IP_RECVOPTS: Final[int | None]
"""`IP_RECVOPTS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTOS: Final[int | None]
"""`IP_RECVTOS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTTL: Final[int | None]
"""`IP_RECVTTL`. Sagittarius manual, socket-setsockopt!."""
IP_ROUTER_ALERT: Final[int | None]
"""`IP_ROUTER_ALERT`. Sagittarius manual, socket-setsockopt!."""
IP_TOS: Final[int]
"""`IP_TOS`. Sagittarius manual, socket-setsockopt!."""
IP_TTL: Final[int]
"""`IP_TTL`. Sagittarius manual, socket-setsockopt!."""
SOL_IP: Final[int | None]
"""`SOL_IP`. Sagittarius manual, socket-setsockopt!."""
SOL_SOCKET: Final[int]
"""`SOL_SOCKET`. Sagittarius manual, socket-setsockopt!."""
SOL_TCP: Final[int | None]
"""`SOL_TCP`. Sagittarius manual, socket-setsockopt!."""
SO_ACCEPTCONN: Final[int]
"""`SO_ACCEPTCONN`. Sagittarius manual, socket-setsockopt!."""
SO_BINDTODEVICE: Final[int | None]
"""`SO_BINDTODEVICE`. Sagittarius manual, socket-setsockopt!."""
SO_BROADCAST: Final[int]
"""`SO_BROADCAST`. Sagittarius manual, socket-setsockopt!."""
SO_DEBUG: Final[int]
"""`SO_DEBUG`. Sagittarius manual, socket-setsockopt!."""
SO_DONTROUTE: Final[int]
"""`SO_DONTROUTE`. Sagittarius manual, socket-setsockopt!."""
SO_ERROR: Final[int]
"""`SO_ERROR`. Sagittarius manual, socket-setsockopt!."""
SO_KEEPALIVE: Final[int]
"""`SO_KEEPALIVE`. Sagittarius manual, socket-setsockopt!."""
SO_LINGER: Final[int]
"""`SO_LINGER`. Sagittarius manual, socket-setsockopt!."""
SO_OOBINLINE: Final[int]
"""`SO_OOBINLINE`. Sagittarius manual, socket-setsockopt!."""
SO_PASSCRED: Final[int | None]
"""`SO_PASSCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PEERCRED: Final[int | None]
"""`SO_PEERCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PRIORITY: Final[int | None]
"""`SO_PRIORITY`. Sagittarius manual, socket-setsockopt!."""
SO_RCVBUF: Final[int]
"""`SO_RCVBUF`. Sagittarius manual, socket-setsockopt!."""
SO_RCVLOWAT: Final[int]
"""`SO_RCVLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_RCVTIMEO: Final[int]
"""`SO_RCVTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEADDR: Final[int]
"""`SO_REUSEADDR`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEPORT: Final[int | None]
"""`SO_REUSEPORT`. Sagittarius manual, socket-setsockopt!."""
SO_SNDBUF: Final[int]
"""`SO_SNDBUF`. Sagittarius manual, socket-setsockopt!."""
SO_SNDLOWAT: Final[int]
"""`SO_SNDLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_SNDTIMEO: Final[int]
"""`SO_SNDTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_TIMESTAMP: Final[int | None]
"""`SO_TIMESTAMP`. Sagittarius manual, socket-setsockopt!."""
SO_TYPE: Final[int]
"""`SO_TYPE`. Sagittarius manual, socket-setsockopt!."""
TCP_CORK: Final[int | None]
"""`TCP_CORK`. Sagittarius manual, socket-setsockopt!."""
TCP_MAXSEG: Final[int]
"""`TCP_MAXSEG`. Sagittarius manual, socket-setsockopt!."""
TCP_NODELAY: Final[int]
"""`TCP_NODELAY`. Sagittarius manual, socket-setsockopt!."""
SHUT_RD: Final[int]
"""`SHUT_RD`. Sagittarius manual, socket-shutdown."""
SHUT_RDWR: Final[int]
"""`SHUT_RDWR`. Sagittarius manual, socket-shutdown."""
SHUT_WR: Final[int]
"""`SHUT_WR`. Sagittarius manual, socket-shutdown."""
IPPROTO_ICMP: Final[int]
"""`IPPROTO_ICMP`. Not in the Sagittarius manual."""
IPPROTO_ICMPV6: Final[int]
"""`IPPROTO_ICMPV6`. Not in the Sagittarius manual."""
IPPROTO_IP: Final[int]
"""`IPPROTO_IP`. Not in the Sagittarius manual."""
IPPROTO_IPV6: Final[int]
"""`IPPROTO_IPV6`. Not in the Sagittarius manual."""
MSG_CONFIRM: Final[int | None]
"""`MSG_CONFIRM`. Not in the Sagittarius manual."""
MSG_CTRUNC: Final[int]
"""`MSG_CTRUNC`. Not in the Sagittarius manual."""
MSG_DONTROUTE: Final[int]
"""`MSG_DONTROUTE`. Not in the Sagittarius manual."""
MSG_DONTWAIT: Final[int]
"""`MSG_DONTWAIT`. Not in the Sagittarius manual."""
MSG_EOF: Final[int | None]
"""`MSG_EOF`. Not in the Sagittarius manual."""
MSG_EOR: Final[int]
"""`MSG_EOR`. Not in the Sagittarius manual."""
MSG_ERRQUEUE: Final[int | None]
"""`MSG_ERRQUEUE`. Not in the Sagittarius manual."""
MSG_FIN: Final[int | None]
"""`MSG_FIN`. Not in the Sagittarius manual."""
MSG_MORE: Final[int | None]
"""`MSG_MORE`. Not in the Sagittarius manual."""
MSG_NOSIGNAL: Final[int | None]
"""`MSG_NOSIGNAL`. Not in the Sagittarius manual."""
MSG_OOB: Final[int]
"""`MSG_OOB`. Not in the Sagittarius manual."""
MSG_PEEK: Final[int]
"""`MSG_PEEK`. Not in the Sagittarius manual."""
MSG_PROBE: Final[int | None]
"""`MSG_PROBE`. Not in the Sagittarius manual."""
MSG_RST: Final[int | None]
"""`MSG_RST`. Not in the Sagittarius manual."""
MSG_SYN: Final[int | None]
"""`MSG_SYN`. Not in the Sagittarius manual."""
MSG_TRUNC: Final[int]
"""`MSG_TRUNC`. Not in the Sagittarius manual."""
MSG_WAITALL: Final[int]
"""`MSG_WAITALL`. Not in the Sagittarius manual."""
SOCK_RDM: Final[int | None]
"""`SOCK_RDM`. Not in the Sagittarius manual."""
SOCK_SEQPACKET: Final[int]
"""`SOCK_SEQPACKET`. Not in the Sagittarius manual."""
SOMAXCONN: Final[int]
"""`SOMAXCONN`. Not in the Sagittarius manual."""
EAGAIN: Final[int]
"""`EAGAIN`. Not in the Sagittarius manual."""
EINPROGRESS: Final[int]
"""`EINPROGRESS`. Not in the Sagittarius manual."""
EINTR: Final[int]
"""`EINTR`. Not in the Sagittarius manual."""
EPIPE: Final[int]
"""`EPIPE`. Not in the Sagittarius manual."""
ETIMEDOUT: Final[int]
"""`ETIMEDOUT`. Not in the Sagittarius manual."""
EWOULDBLOCK: Final[int]
"""`EWOULDBLOCK`. Not in the Sagittarius manual."""
