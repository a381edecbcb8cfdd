"""The constants of Sagittarius's socket library: the platform's values, as plain ints.

One that the platform lacks is there all the same and false, as in the library: `None`. On Linux
that goes for MSG_PROBE and MSG_EOF. The error numbers are those that `socket_last_error` gives.
"""

from __future__ import annotations

import errno

from ..declaration import UNDOCUMENTED
from ..tables import Table

_ERRORS = ("EAGAIN", "EINPROGRESS", "EINTR", "EPIPE", "ETIMEDOUT", "EWOULDBLOCK")

Table(__name__).constants(
    "Sagittarius manual",
    {
        "make-client-socket": """
            AF_INET AF_INET6 AF_UNSPEC AI_ADDRCONFIG? AI_ALL? AI_CANONNAME AI_NUMERICHOST
            AI_NUMERICSERV AI_PASSIVE AI_V4MAPPED? IPPROTO_RAW IPPROTO_TCP IPPROTO_UDP SOCK_DGRAM
            SOCK_RAW SOCK_STREAM""",
        "socket-setsockopt!": """
            IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP IP_HDRINCL IP_MTU? IP_MTU_DISCOVER?
            IP_MULTICAST_IF IP_MULTICAST_LOOP IP_MULTICAST_TTL IP_OPTIONS IP_PKTINFO? IP_RECVERR?
            IP_RECVOPTS? IP_RECVTOS? IP_RECVTTL? IP_ROUTER_ALERT? IP_TOS IP_TTL SOL_IP? SOL_SOCKET
            SOL_TCP? SO_ACCEPTCONN SO_BINDTODEVICE? SO_BROADCAST SO_DEBUG SO_DONTROUTE SO_ERROR
            SO_KEEPALIVE SO_LINGER SO_OOBINLINE SO_PASSCRED? SO_PEERCRED? SO_PRIORITY? SO_RCVBUF
            SO_RCVLOWAT SO_RCVTIMEO SO_REUSEADDR SO_REUSEPORT? SO_SNDBUF SO_SNDLOWAT SO_SNDTIMEO
            SO_TIMESTAMP? SO_TYPE TCP_CORK? TCP_MAXSEG TCP_NODELAY""",
        "socket-shutdown": "SHUT_RD SHUT_RDWR SHUT_WR",
        UNDOCUMENTED: f"""
            IPPROTO_ICMP IPPROTO_ICMPV6 IPPROTO_IP IPPROTO_IPV6 MSG_CONFIRM? MSG_CTRUNC
            MSG_DONTROUTE MSG_DONTWAIT MSG_EOF? MSG_EOR MSG_ERRQUEUE? MSG_FIN? MSG_MORE?
            MSG_NOSIGNAL? MSG_OOB MSG_PEEK MSG_PROBE? MSG_RST? MSG_SYN? MSG_TRUNC MSG_WAITALL
            SOCK_RDM? SOCK_SEQPACKET SOMAXCONN {" ".join(_ERRORS)}""",
    },
    values={name: getattr(errno, name) for name in _ERRORS},
)
