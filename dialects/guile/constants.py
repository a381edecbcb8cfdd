"""The constants of Guile's networking procedures and of `fcntl`: the platform's, as plain ints.

Addresses are integers in host byte order, as everywhere in Guile. What a platform lacks is absent
here, as it is unbound in Guile. `SO_STYLE`, which the manual lists and Guile on Linux leaves
unbound, is what the manual of the GNU C library says it is: another name for `SO_TYPE`.
"""

from __future__ import annotations

import fcntl as _fcntl
import os

from ...core import constants
from ..declaration import UNDOCUMENTED
from ..tables import Table

Table(__name__).constants(
    "Guile manual",
    {
        "Network Sockets and Communication": """
            AF_INET AF_INET6 AF_UNIX PF_INET PF_INET6 PF_UNIX SOCK_DGRAM SOCK_RAW SOCK_SEQPACKET
            SOCK_STREAM SOCK_CLOEXEC? SOCK_NONBLOCK? SOCK_RDM? SOL_SOCKET IPPROTO_IP IPPROTO_IPV6
            IPPROTO_TCP IPPROTO_UDP SO_BROADCAST SO_DEBUG SO_DONTROUTE SO_ERROR SO_KEEPALIVE
            SO_LINGER SO_NO_CHECK? SO_OOBINLINE SO_PRIORITY? SO_RCVBUF SO_RCVTIMEO SO_REUSEADDR
            SO_REUSEPORT? SO_SNDBUF SO_SNDTIMEO SO_STYLE SO_TYPE IP_ADD_MEMBERSHIP
            IP_DROP_MEMBERSHIP IP_MULTICAST_IF IP_MULTICAST_TTL IPV6_V6ONLY TCP_CORK? TCP_NODELAY
            MSG_DONTROUTE MSG_DONTWAIT MSG_OOB MSG_PEEK""",
        UNDOCUMENTED: "AF_UNSPEC PF_UNSPEC",
        "Network Databases": """
            AI_ADDRCONFIG AI_ALL AI_CANONNAME AI_NUMERICHOST AI_NUMERICSERV AI_PASSIVE AI_V4MAPPED
            EAI_AGAIN EAI_BADFLAGS EAI_FAIL EAI_FAMILY EAI_NODATA? EAI_NONAME EAI_SERVICE
            EAI_SOCKTYPE EAI_SYSTEM""",
        "Network Address Conversion": """
            INADDR_ANY INADDR_BROADCAST INADDR_LOOPBACK IN6ADDR_ANY IN6ADDR_LOOPBACK""",
        "Ports and File Descriptors": "F_GETFL F_SETFL O_CLOEXEC O_NONBLOCK",
    },
    values={
        **{f"P{name[1:]}": getattr(constants, name) for name in ("AF_INET", "AF_INET6")},
        **{f"P{name[1:]}": getattr(constants, name) for name in ("AF_UNIX", "AF_UNSPEC")},
        "SO_STYLE": constants.SO_TYPE,
        "INADDR_ANY": 0,
        "INADDR_BROADCAST": 0xFFFFFFFF,
        "INADDR_LOOPBACK": 0x7F000001,
        "IN6ADDR_ANY": 0,
        "IN6ADDR_LOOPBACK": 1,
        **{name: getattr(_fcntl, name) for name in ("F_GETFL", "F_SETFL")},
        **{name: getattr(os, name) for name in ("O_CLOEXEC", "O_NONBLOCK")},
    },
    keep=False,
)
