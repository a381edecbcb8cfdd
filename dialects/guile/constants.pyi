# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""The constants of Guile's networking procedures and of `fcntl`: the platform's, as plain ints.

Addresses are integers in host byte order, as everywhere in Guile. What a platform lacks is absent
here, as it is unbound in Guile. `SO_STYLE`, which the manual lists and Guile on Linux leaves
unbound, is what the manual of the GNU C library says it is: another name for `SO_TYPE`.
"""

from typing import Final

AF_INET: Final[int]
"""`AF_INET`. Guile manual, Network Sockets and Communication."""
AF_INET6: Final[int]
"""`AF_INET6`. Guile manual, Network Sockets and Communication."""
AF_UNIX: Final[int]
"""`AF_UNIX`. Guile manual, Network Sockets and Communication."""
PF_INET: Final[int]
"""`PF_INET`. Guile manual, Network Sockets and Communication."""
PF_INET6: Final[int]
"""`PF_INET6`. Guile manual, Network Sockets and Communication."""
PF_UNIX: Final[int]
"""`PF_UNIX`. Guile manual, Network Sockets and Communication."""
SOCK_DGRAM: Final[int]
"""`SOCK_DGRAM`. Guile manual, Network Sockets and Communication."""
SOCK_RAW: Final[int]
"""`SOCK_RAW`. Guile manual, Network Sockets and Communication."""
SOCK_SEQPACKET: Final[int]
"""`SOCK_SEQPACKET`. Guile manual, Network Sockets and Communication."""
SOCK_STREAM: Final[int]
"""`SOCK_STREAM`. Guile manual, Network Sockets and Communication."""
SOCK_CLOEXEC: Final[int]
"""`SOCK_CLOEXEC`. Guile manual, Network Sockets and Communication."""
SOCK_NONBLOCK: Final[int]
"""`SOCK_NONBLOCK`. Guile manual, Network Sockets and Communication."""
SOCK_RDM: Final[int]
"""`SOCK_RDM`. Guile manual, Network Sockets and Communication."""
SOL_SOCKET: Final[int]
"""`SOL_SOCKET`. Guile manual, Network Sockets and Communication."""
IPPROTO_IP: Final[int]
"""`IPPROTO_IP`. Guile manual, Network Sockets and Communication."""
IPPROTO_IPV6: Final[int]
"""`IPPROTO_IPV6`. Guile manual, Network Sockets and Communication."""
IPPROTO_TCP: Final[int]
"""`IPPROTO_TCP`. Guile manual, Network Sockets and Communication."""
IPPROTO_UDP: Final[int]
"""`IPPROTO_UDP`. Guile manual, Network Sockets and Communication."""
SO_BROADCAST: Final[int]
"""`SO_BROADCAST`. Guile manual, Network Sockets and Communication."""
SO_DEBUG: Final[int]
"""`SO_DEBUG`. Guile manual, Network Sockets and Communication."""
SO_DONTROUTE: Final[int]
"""`SO_DONTROUTE`. Guile manual, Network Sockets and Communication."""
SO_ERROR: Final[int]
"""`SO_ERROR`. Guile manual, Network Sockets and Communication."""
SO_KEEPALIVE: Final[int]
"""`SO_KEEPALIVE`. Guile manual, Network Sockets and Communication."""
SO_LINGER: Final[int]
"""`SO_LINGER`. Guile manual, Network Sockets and Communication."""
SO_NO_CHECK: Final[int]
"""`SO_NO_CHECK`. Guile manual, Network Sockets and Communication."""
SO_OOBINLINE: Final[int]
"""`SO_OOBINLINE`. Guile manual, Network Sockets and Communication."""
SO_PRIORITY: Final[int]
"""`SO_PRIORITY`. Guile manual, Network Sockets and Communication."""
SO_RCVBUF: Final[int]
"""`SO_RCVBUF`. Guile manual, Network Sockets and Communication."""
SO_RCVTIMEO: Final[int]
"""`SO_RCVTIMEO`. Guile manual, Network Sockets and Communication."""
SO_REUSEADDR: Final[int]
"""`SO_REUSEADDR`. Guile manual, Network Sockets and Communication."""
SO_REUSEPORT: Final[int]
"""`SO_REUSEPORT`. Guile manual, Network Sockets and Communication."""
SO_SNDBUF: Final[int]
"""`SO_SNDBUF`. Guile manual, Network Sockets and Communication."""
SO_SNDTIMEO: Final[int]
"""`SO_SNDTIMEO`. Guile manual, Network Sockets and Communication."""
SO_STYLE: Final[int]
"""`SO_STYLE`. Guile manual, Network Sockets and Communication."""
SO_TYPE: Final[int]
"""`SO_TYPE`. Guile manual, Network Sockets and Communication."""
IP_ADD_MEMBERSHIP: Final[int]
"""`IP_ADD_MEMBERSHIP`. Guile manual, Network Sockets and Communication."""
IP_DROP_MEMBERSHIP: Final[int]
"""`IP_DROP_MEMBERSHIP`. Guile manual, Network Sockets and Communication."""
IP_MULTICAST_IF: Final[int]
"""`IP_MULTICAST_IF`. Guile manual, Network Sockets and Communication."""
IP_MULTICAST_TTL: Final[int]
"""`IP_MULTICAST_TTL`. Guile manual, Network Sockets and Communication."""
IPV6_V6ONLY: Final[int]
"""`IPV6_V6ONLY`. Guile manual, Network Sockets and Communication."""
TCP_CORK: Final[int]
"""`TCP_CORK`. Guile manual, Network Sockets and Communication."""
TCP_NODELAY: Final[int]
"""`TCP_NODELAY`. Guile manual, Network Sockets and Communication."""
MSG_DONTROUTE: Final[int]
"""`MSG_DONTROUTE`. Guile manual, Network Sockets and Communication."""
MSG_DONTWAIT: Final[int]
"""`MSG_DONTWAIT`. Guile manual, Network Sockets and Communication."""
MSG_OOB: Final[int]
"""`MSG_OOB`. Guile manual, Network Sockets and Communication."""
MSG_PEEK: Final[int]
"""`MSG_PEEK`. Guile manual, Network Sockets and Communication."""
AF_UNSPEC: Final[int]
"""`AF_UNSPEC`. Not in the Guile manual."""
PF_UNSPEC: Final[int]
"""`PF_UNSPEC`. Not in the Guile manual."""
AI_ADDRCONFIG: Final[int]
"""`AI_ADDRCONFIG`. Guile manual, Network Databases."""
AI_ALL: Final[int]
"""`AI_ALL`. Guile manual, Network Databases."""
AI_CANONNAME: Final[int]
"""`AI_CANONNAME`. Guile manual, Network Databases."""
AI_NUMERICHOST: Final[int]
"""`AI_NUMERICHOST`. Guile manual, Network Databases."""
AI_NUMERICSERV: Final[int]
"""`AI_NUMERICSERV`. Guile manual, Network Databases."""
AI_PASSIVE: Final[int]
"""`AI_PASSIVE`. Guile manual, Network Databases."""
AI_V4MAPPED: Final[int]
"""`AI_V4MAPPED`. Guile manual, Network Databases."""
EAI_AGAIN: Final[int]
"""`EAI_AGAIN`. Guile manual, Network Databases."""
EAI_BADFLAGS: Final[int]
"""`EAI_BADFLAGS`. Guile manual, Network Databases."""
EAI_FAIL: Final[int]
"""`EAI_FAIL`. Guile manual, Network Databases."""
EAI_FAMILY: Final[int]
"""`EAI_FAMILY`. Guile manual, Network Databases."""
EAI_NODATA: Final[int]
"""`EAI_NODATA`. Guile manual, Network Databases."""
EAI_NONAME: Final[int]
"""`EAI_NONAME`. Guile manual, Network Databases."""
EAI_SERVICE: Final[int]
"""`EAI_SERVICE`. Guile manual, Network Databases."""
EAI_SOCKTYPE: Final[int]
"""`EAI_SOCKTYPE`. Guile manual, Network Databases."""
EAI_SYSTEM: Final[int]
"""`EAI_SYSTEM`. Guile manual, Network Databases."""
INADDR_ANY: Final[int]
"""`INADDR_ANY`. Guile manual, Network Address Conversion."""
INADDR_BROADCAST: Final[int]
"""`INADDR_BROADCAST`. Guile manual, Network Address Conversion."""
INADDR_LOOPBACK: Final[int]
"""`INADDR_LOOPBACK`. Guile manual, Network Address Conversion."""
IN6ADDR_ANY: Final[int]
"""`IN6ADDR_ANY`. Guile manual, Network Address Conversion."""
IN6ADDR_LOOPBACK: Final[int]
"""`IN6ADDR_LOOPBACK`. Guile manual, Network Address Conversion."""
F_GETFL: Final[int]
"""`F_GETFL`. Guile manual, Ports and File Descriptors."""
F_SETFL: Final[int]
"""`F_SETFL`. Guile manual, Ports and File Descriptors."""
O_CLOEXEC: Final[int]
"""`O_CLOEXEC`. Guile manual, Ports and File Descriptors."""
O_NONBLOCK: Final[int]
"""`O_NONBLOCK`. Guile manual, Ports and File Descriptors."""
