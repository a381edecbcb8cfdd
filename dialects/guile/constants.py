"""The constants of Guile's networking procedures and of `fcntl`: the platform's, as plain ints.

Addresses are integers in host byte order, as everywhere in Guile. What a platform lacks is absent
here, as it is unbound in Guile. `SO_STYLE`, which the manual lists and Guile on Linux leaves
unbound, is what the manual of the GNU C library says it is: another name for `SO_TYPE`.
"""

from __future__ import annotations

import fcntl as _fcntl
import os
from typing import Final

from ...core import constants
from ..exports import export

AF_INET: Final = constants.AF_INET
"""`AF_INET`. Guile manual, Network Sockets and Communication."""
AF_INET6: Final = constants.AF_INET6
"""`AF_INET6`. Guile manual, Network Sockets and Communication."""
AF_UNIX: Final = constants.AF_UNIX
"""`AF_UNIX`. Guile manual, Network Sockets and Communication."""
AF_UNSPEC: Final = constants.AF_UNSPEC
"""`AF_UNSPEC` (exported, not in the Guile manual)."""
PF_INET: Final = constants.AF_INET
"""`PF_INET`. Guile manual, Network Sockets and Communication."""
PF_INET6: Final = constants.AF_INET6
"""`PF_INET6`. Guile manual, Network Sockets and Communication."""
PF_UNIX: Final = constants.AF_UNIX
"""`PF_UNIX`. Guile manual, Network Sockets and Communication."""
PF_UNSPEC: Final = constants.AF_UNSPEC
"""`PF_UNSPEC` (exported, not in the Guile manual)."""
SOCK_DGRAM: Final = constants.SOCK_DGRAM
"""`SOCK_DGRAM`. Guile manual, Network Sockets and Communication."""
SOCK_RAW: Final = constants.SOCK_RAW
"""`SOCK_RAW`. Guile manual, Network Sockets and Communication."""
SOCK_SEQPACKET: Final = constants.SOCK_SEQPACKET
"""`SOCK_SEQPACKET`. Guile manual, Network Sockets and Communication."""
SOCK_STREAM: Final = constants.SOCK_STREAM
"""`SOCK_STREAM`. Guile manual, Network Sockets and Communication."""
SOL_SOCKET: Final = constants.SOL_SOCKET
"""`SOL_SOCKET`. Guile manual, Network Sockets and Communication."""
IPPROTO_IP: Final = constants.IPPROTO_IP
"""`IPPROTO_IP`. Guile manual, Network Sockets and Communication."""
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
"""`IPPROTO_IPV6`. Guile manual, Network Sockets and Communication."""
IPPROTO_TCP: Final = constants.IPPROTO_TCP
"""`IPPROTO_TCP`. Guile manual, Network Sockets and Communication."""
IPPROTO_UDP: Final = constants.IPPROTO_UDP
"""`IPPROTO_UDP`. Guile manual, Network Sockets and Communication."""
SO_BROADCAST: Final = constants.SO_BROADCAST
"""`SO_BROADCAST`. Guile manual, Network Sockets and Communication."""
SO_DEBUG: Final = constants.SO_DEBUG
"""`SO_DEBUG`. Guile manual, Network Sockets and Communication."""
SO_DONTROUTE: Final = constants.SO_DONTROUTE
"""`SO_DONTROUTE`. Guile manual, Network Sockets and Communication."""
SO_ERROR: Final = constants.SO_ERROR
"""`SO_ERROR`. Guile manual, Network Sockets and Communication."""
SO_KEEPALIVE: Final = constants.SO_KEEPALIVE
"""`SO_KEEPALIVE`. Guile manual, Network Sockets and Communication."""
SO_LINGER: Final = constants.SO_LINGER
"""`SO_LINGER`. Guile manual, Network Sockets and Communication."""
SO_OOBINLINE: Final = constants.SO_OOBINLINE
"""`SO_OOBINLINE`. Guile manual, Network Sockets and Communication."""
SO_RCVBUF: Final = constants.SO_RCVBUF
"""`SO_RCVBUF`. Guile manual, Network Sockets and Communication."""
SO_RCVTIMEO: Final = constants.SO_RCVTIMEO
"""`SO_RCVTIMEO`. Guile manual, Network Sockets and Communication."""
SO_REUSEADDR: Final = constants.SO_REUSEADDR
"""`SO_REUSEADDR`. Guile manual, Network Sockets and Communication."""
SO_SNDBUF: Final = constants.SO_SNDBUF
"""`SO_SNDBUF`. Guile manual, Network Sockets and Communication."""
SO_SNDTIMEO: Final = constants.SO_SNDTIMEO
"""`SO_SNDTIMEO`. Guile manual, Network Sockets and Communication."""
SO_STYLE: Final = constants.SO_TYPE
"""`SO_STYLE`. Guile manual, Network Sockets and Communication."""
SO_TYPE: Final = constants.SO_TYPE
"""`SO_TYPE`. Guile manual, Network Sockets and Communication."""
IP_ADD_MEMBERSHIP: Final = constants.IP_ADD_MEMBERSHIP
"""`IP_ADD_MEMBERSHIP`. Guile manual, Network Sockets and Communication."""
IP_DROP_MEMBERSHIP: Final = constants.IP_DROP_MEMBERSHIP
"""`IP_DROP_MEMBERSHIP`. Guile manual, Network Sockets and Communication."""
IP_MULTICAST_IF: Final = constants.IP_MULTICAST_IF
"""`IP_MULTICAST_IF`. Guile manual, Network Sockets and Communication."""
IP_MULTICAST_TTL: Final = constants.IP_MULTICAST_TTL
"""`IP_MULTICAST_TTL`. Guile manual, Network Sockets and Communication."""
IPV6_V6ONLY: Final = constants.IPV6_V6ONLY
"""`IPV6_V6ONLY`. Guile manual, Network Sockets and Communication."""
TCP_NODELAY: Final = constants.TCP_NODELAY
"""`TCP_NODELAY`. Guile manual, Network Sockets and Communication."""
MSG_DONTROUTE: Final = constants.MSG_DONTROUTE
"""`MSG_DONTROUTE`. Guile manual, Network Sockets and Communication."""
MSG_DONTWAIT: Final = constants.MSG_DONTWAIT
"""`MSG_DONTWAIT`. Guile manual, Network Sockets and Communication."""
MSG_OOB: Final = constants.MSG_OOB
"""`MSG_OOB`. Guile manual, Network Sockets and Communication."""
MSG_PEEK: Final = constants.MSG_PEEK
"""`MSG_PEEK`. Guile manual, Network Sockets and Communication."""
AI_ADDRCONFIG: Final = constants.AI_ADDRCONFIG
"""`AI_ADDRCONFIG`. Guile manual, Network Databases."""
AI_ALL: Final = constants.AI_ALL
"""`AI_ALL`. Guile manual, Network Databases."""
AI_CANONNAME: Final = constants.AI_CANONNAME
"""`AI_CANONNAME`. Guile manual, Network Databases."""
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
"""`AI_NUMERICHOST`. Guile manual, Network Databases."""
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
"""`AI_NUMERICSERV`. Guile manual, Network Databases."""
AI_PASSIVE: Final = constants.AI_PASSIVE
"""`AI_PASSIVE`. Guile manual, Network Databases."""
AI_V4MAPPED: Final = constants.AI_V4MAPPED
"""`AI_V4MAPPED`. Guile manual, Network Databases."""
EAI_AGAIN: Final = constants.EAI_AGAIN
"""`EAI_AGAIN`. Guile manual, Network Databases."""
EAI_BADFLAGS: Final = constants.EAI_BADFLAGS
"""`EAI_BADFLAGS`. Guile manual, Network Databases."""
EAI_FAIL: Final = constants.EAI_FAIL
"""`EAI_FAIL`. Guile manual, Network Databases."""
EAI_FAMILY: Final = constants.EAI_FAMILY
"""`EAI_FAMILY`. Guile manual, Network Databases."""
EAI_NONAME: Final = constants.EAI_NONAME
"""`EAI_NONAME`. Guile manual, Network Databases."""
EAI_SERVICE: Final = constants.EAI_SERVICE
"""`EAI_SERVICE`. Guile manual, Network Databases."""
EAI_SOCKTYPE: Final = constants.EAI_SOCKTYPE
"""`EAI_SOCKTYPE`. Guile manual, Network Databases."""
EAI_SYSTEM: Final = constants.EAI_SYSTEM
"""`EAI_SYSTEM`. Guile manual, Network Databases."""
INADDR_ANY: Final = 0
"""`INADDR_ANY`. Guile manual, Network Address Conversion."""
INADDR_BROADCAST: Final = 0xFFFFFFFF
"""`INADDR_BROADCAST`. Guile manual, Network Address Conversion."""
INADDR_LOOPBACK: Final = 0x7F000001
"""`INADDR_LOOPBACK`. Guile manual, Network Address Conversion."""
IN6ADDR_ANY: Final = 0
"""`IN6ADDR_ANY`. Guile manual, Network Address Conversion."""
IN6ADDR_LOOPBACK: Final = 1
"""`IN6ADDR_LOOPBACK`. Guile manual, Network Address Conversion."""
F_GETFL: Final = _fcntl.F_GETFL
"""`F_GETFL`. Guile manual, Ports and File Descriptors."""
F_SETFL: Final = _fcntl.F_SETFL
"""`F_SETFL`. Guile manual, Ports and File Descriptors."""
O_CLOEXEC: Final = os.O_CLOEXEC
"""`O_CLOEXEC`. Guile manual, Ports and File Descriptors."""
O_NONBLOCK: Final = os.O_NONBLOCK
"""`O_NONBLOCK`. Guile manual, Ports and File Descriptors."""


def _if_there(name: str) -> int:
    return constants.constant(name)  # type: ignore[return-value]  # a None is deleted below


# Not on every system.
EAI_NODATA: Final = _if_there("EAI_NODATA")
"""`EAI_NODATA`. Guile manual, Network Databases."""
SOCK_CLOEXEC: Final = _if_there("SOCK_CLOEXEC")
"""`SOCK_CLOEXEC`. Guile manual, Network Sockets and Communication."""
SOCK_NONBLOCK: Final = _if_there("SOCK_NONBLOCK")
"""`SOCK_NONBLOCK`. Guile manual, Network Sockets and Communication."""
SOCK_RDM: Final = _if_there("SOCK_RDM")
"""`SOCK_RDM`. Guile manual, Network Sockets and Communication."""
SO_NO_CHECK: Final = _if_there("SO_NO_CHECK")
"""`SO_NO_CHECK`. Guile manual, Network Sockets and Communication."""
SO_PRIORITY: Final = _if_there("SO_PRIORITY")
"""`SO_PRIORITY`. Guile manual, Network Sockets and Communication."""
SO_REUSEPORT: Final = _if_there("SO_REUSEPORT")
"""`SO_REUSEPORT`. Guile manual, Network Sockets and Communication."""
TCP_CORK: Final = _if_there("TCP_CORK")
"""`TCP_CORK`. Guile manual, Network Sockets and Communication."""

for _name in [name for name in __annotations__ if globals()[name] is None]:
    del globals()[_name]

export(__name__)
