"""The constants of Sagittarius's socket library: the platform's values, as plain ints.

One that the platform lacks is there all the same and false, as in the library: `None`. On Linux
that goes for MSG_PROBE and MSG_EOF.
"""

from __future__ import annotations

import errno
from typing import Final

from ...core import constants
from ...core.constants import constant

__all__ = [
    "AF_INET",
    "AF_INET6",
    "AF_UNSPEC",
    "AI_ADDRCONFIG",
    "AI_ALL",
    "AI_CANONNAME",
    "AI_NUMERICHOST",
    "AI_NUMERICSERV",
    "AI_PASSIVE",
    "AI_V4MAPPED",
    "EAGAIN",
    "EINPROGRESS",
    "EINTR",
    "EPIPE",
    "ETIMEDOUT",
    "EWOULDBLOCK",
    "IPPROTO_ICMP",
    "IPPROTO_ICMPV6",
    "IPPROTO_IP",
    "IPPROTO_IPV6",
    "IPPROTO_RAW",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
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
    "IP_RECVERR",
    "IP_RECVOPTS",
    "IP_RECVTOS",
    "IP_RECVTTL",
    "IP_ROUTER_ALERT",
    "IP_TOS",
    "IP_TTL",
    "MSG_CONFIRM",
    "MSG_CTRUNC",
    "MSG_DONTROUTE",
    "MSG_DONTWAIT",
    "MSG_EOF",
    "MSG_EOR",
    "MSG_ERRQUEUE",
    "MSG_FIN",
    "MSG_MORE",
    "MSG_NOSIGNAL",
    "MSG_OOB",
    "MSG_PEEK",
    "MSG_PROBE",
    "MSG_RST",
    "MSG_SYN",
    "MSG_TRUNC",
    "MSG_WAITALL",
    "SHUT_RD",
    "SHUT_RDWR",
    "SHUT_WR",
    "SOCK_DGRAM",
    "SOCK_RAW",
    "SOCK_RDM",
    "SOCK_SEQPACKET",
    "SOCK_STREAM",
    "SOL_IP",
    "SOL_SOCKET",
    "SOL_TCP",
    "SOMAXCONN",
    "SO_ACCEPTCONN",
    "SO_BINDTODEVICE",
    "SO_BROADCAST",
    "SO_DEBUG",
    "SO_DONTROUTE",
    "SO_ERROR",
    "SO_KEEPALIVE",
    "SO_LINGER",
    "SO_OOBINLINE",
    "SO_PASSCRED",
    "SO_PEERCRED",
    "SO_PRIORITY",
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
    "TCP_CORK",
    "TCP_MAXSEG",
    "TCP_NODELAY",
]

# What every platform has.
AF_INET: Final = constants.AF_INET
AF_INET6: Final = constants.AF_INET6
AF_UNSPEC: Final = constants.AF_UNSPEC
AI_CANONNAME: Final = constants.AI_CANONNAME
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
AI_PASSIVE: Final = constants.AI_PASSIVE
IPPROTO_ICMP: Final = constants.IPPROTO_ICMP
IPPROTO_ICMPV6: Final = constants.IPPROTO_ICMPV6
IPPROTO_IP: Final = constants.IPPROTO_IP
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
IPPROTO_RAW: Final = constants.IPPROTO_RAW
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
MSG_CTRUNC: Final = constants.MSG_CTRUNC
MSG_DONTROUTE: Final = constants.MSG_DONTROUTE
MSG_DONTWAIT: Final = constants.MSG_DONTWAIT
MSG_EOR: Final = constants.MSG_EOR
MSG_OOB: Final = constants.MSG_OOB
MSG_PEEK: Final = constants.MSG_PEEK
MSG_TRUNC: Final = constants.MSG_TRUNC
MSG_WAITALL: Final = constants.MSG_WAITALL
SHUT_RD: Final = constants.SHUT_RD
SHUT_RDWR: Final = constants.SHUT_RDWR
SHUT_WR: Final = constants.SHUT_WR
SOCK_DGRAM: Final = constants.SOCK_DGRAM
SOCK_RAW: Final = constants.SOCK_RAW
SOCK_SEQPACKET: Final = constants.SOCK_SEQPACKET
SOCK_STREAM: Final = constants.SOCK_STREAM
SOL_SOCKET: Final = constants.SOL_SOCKET
SOMAXCONN: Final = constants.SOMAXCONN
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
AI_V4MAPPED: Final = constant("AI_V4MAPPED")
IP_MTU: Final = constant("IP_MTU")
IP_MTU_DISCOVER: Final = constant("IP_MTU_DISCOVER")
IP_PKTINFO: Final = constant("IP_PKTINFO")
IP_RECVERR: Final = constant("IP_RECVERR")
IP_RECVOPTS: Final = constant("IP_RECVOPTS")
IP_RECVTOS: Final = constant("IP_RECVTOS")
IP_RECVTTL: Final = constant("IP_RECVTTL")
IP_ROUTER_ALERT: Final = constant("IP_ROUTER_ALERT")
MSG_CONFIRM: Final = constant("MSG_CONFIRM")
MSG_EOF: Final = constant("MSG_EOF")
MSG_ERRQUEUE: Final = constant("MSG_ERRQUEUE")
MSG_FIN: Final = constant("MSG_FIN")
MSG_MORE: Final = constant("MSG_MORE")
MSG_NOSIGNAL: Final = constant("MSG_NOSIGNAL")
MSG_PROBE: Final = constant("MSG_PROBE")
MSG_RST: Final = constant("MSG_RST")
MSG_SYN: Final = constant("MSG_SYN")
SOCK_RDM: Final = constant("SOCK_RDM")
SOL_IP: Final = constant("SOL_IP")
SOL_TCP: Final = constant("SOL_TCP")
SO_BINDTODEVICE: Final = constant("SO_BINDTODEVICE")
SO_PASSCRED: Final = constant("SO_PASSCRED")
SO_PEERCRED: Final = constant("SO_PEERCRED")
SO_PRIORITY: Final = constant("SO_PRIORITY")
SO_REUSEPORT: Final = constant("SO_REUSEPORT")
SO_TIMESTAMP: Final = constant("SO_TIMESTAMP")
TCP_CORK: Final = constant("TCP_CORK")

# Error numbers, as `socket_last_error` gives them.
EAGAIN: Final = errno.EAGAIN
EINPROGRESS: Final = errno.EINPROGRESS
EINTR: Final = errno.EINTR
EPIPE: Final = errno.EPIPE
ETIMEDOUT: Final = errno.ETIMEDOUT
EWOULDBLOCK: Final = errno.EWOULDBLOCK
