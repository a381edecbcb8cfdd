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
"""`AF_INET`. Sagittarius manual, make-client-socket."""
AF_INET6: Final = constants.AF_INET6
"""`AF_INET6`. Sagittarius manual, make-client-socket."""
AF_UNSPEC: Final = constants.AF_UNSPEC
"""`AF_UNSPEC`. Sagittarius manual, make-client-socket."""
AI_CANONNAME: Final = constants.AI_CANONNAME
"""`AI_CANONNAME`. Sagittarius manual, make-client-socket."""
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
"""`AI_NUMERICHOST`. Sagittarius manual, make-client-socket."""
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
"""`AI_NUMERICSERV`. Sagittarius manual, make-client-socket."""
AI_PASSIVE: Final = constants.AI_PASSIVE
"""`AI_PASSIVE`. Sagittarius manual, make-client-socket."""
IPPROTO_ICMP: Final = constants.IPPROTO_ICMP
"""`IPPROTO_ICMP`. Not in the Sagittarius manual; the library exports it."""
IPPROTO_ICMPV6: Final = constants.IPPROTO_ICMPV6
"""`IPPROTO_ICMPV6`. Not in the Sagittarius manual; the library exports it."""
IPPROTO_IP: Final = constants.IPPROTO_IP
"""`IPPROTO_IP`. Not in the Sagittarius manual; the library exports it."""
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
"""`IPPROTO_IPV6`. Not in the Sagittarius manual; the library exports it."""
IPPROTO_RAW: Final = constants.IPPROTO_RAW
"""`IPPROTO_RAW`. Sagittarius manual, make-client-socket."""
IPPROTO_TCP: Final = constants.IPPROTO_TCP
"""`IPPROTO_TCP`. Sagittarius manual, make-client-socket."""
IPPROTO_UDP: Final = constants.IPPROTO_UDP
"""`IPPROTO_UDP`. Sagittarius manual, make-client-socket."""
IP_ADD_MEMBERSHIP: Final = constants.IP_ADD_MEMBERSHIP
"""`IP_ADD_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_DROP_MEMBERSHIP: Final = constants.IP_DROP_MEMBERSHIP
"""`IP_DROP_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_HDRINCL: Final = constants.IP_HDRINCL
"""`IP_HDRINCL`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_IF: Final = constants.IP_MULTICAST_IF
"""`IP_MULTICAST_IF`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_LOOP: Final = constants.IP_MULTICAST_LOOP
"""`IP_MULTICAST_LOOP`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_TTL: Final = constants.IP_MULTICAST_TTL
"""`IP_MULTICAST_TTL`. Sagittarius manual, socket-setsockopt!."""
IP_OPTIONS: Final = constants.IP_OPTIONS
"""`IP_OPTIONS`. Sagittarius manual, socket-setsockopt!."""
IP_TOS: Final = constants.IP_TOS
"""`IP_TOS`. Sagittarius manual, socket-setsockopt!."""
IP_TTL: Final = constants.IP_TTL
"""`IP_TTL`. Sagittarius manual, socket-setsockopt!."""
MSG_CTRUNC: Final = constants.MSG_CTRUNC
"""`MSG_CTRUNC`. Not in the Sagittarius manual; the library exports it."""
MSG_DONTROUTE: Final = constants.MSG_DONTROUTE
"""`MSG_DONTROUTE`. Not in the Sagittarius manual; the library exports it."""
MSG_DONTWAIT: Final = constants.MSG_DONTWAIT
"""`MSG_DONTWAIT`. Not in the Sagittarius manual; the library exports it."""
MSG_EOR: Final = constants.MSG_EOR
"""`MSG_EOR`. Not in the Sagittarius manual; the library exports it."""
MSG_OOB: Final = constants.MSG_OOB
"""`MSG_OOB`. Not in the Sagittarius manual; the library exports it."""
MSG_PEEK: Final = constants.MSG_PEEK
"""`MSG_PEEK`. Not in the Sagittarius manual; the library exports it."""
MSG_TRUNC: Final = constants.MSG_TRUNC
"""`MSG_TRUNC`. Not in the Sagittarius manual; the library exports it."""
MSG_WAITALL: Final = constants.MSG_WAITALL
"""`MSG_WAITALL`. Not in the Sagittarius manual; the library exports it."""
SHUT_RD: Final = constants.SHUT_RD
"""`SHUT_RD`. Sagittarius manual, socket-shutdown."""
SHUT_RDWR: Final = constants.SHUT_RDWR
"""`SHUT_RDWR`. Sagittarius manual, socket-shutdown."""
SHUT_WR: Final = constants.SHUT_WR
"""`SHUT_WR`. Sagittarius manual, socket-shutdown."""
SOCK_DGRAM: Final = constants.SOCK_DGRAM
"""`SOCK_DGRAM`. Sagittarius manual, make-client-socket."""
SOCK_RAW: Final = constants.SOCK_RAW
"""`SOCK_RAW`. Sagittarius manual, make-client-socket."""
SOCK_SEQPACKET: Final = constants.SOCK_SEQPACKET
"""`SOCK_SEQPACKET`. Not in the Sagittarius manual; the library exports it."""
SOCK_STREAM: Final = constants.SOCK_STREAM
"""`SOCK_STREAM`. Sagittarius manual, make-client-socket."""
SOL_SOCKET: Final = constants.SOL_SOCKET
"""`SOL_SOCKET`. Sagittarius manual, socket-setsockopt!."""
SOMAXCONN: Final = constants.SOMAXCONN
"""`SOMAXCONN`. Not in the Sagittarius manual; the library exports it."""
SO_ACCEPTCONN: Final = constants.SO_ACCEPTCONN
"""`SO_ACCEPTCONN`. Sagittarius manual, socket-setsockopt!."""
SO_BROADCAST: Final = constants.SO_BROADCAST
"""`SO_BROADCAST`. Sagittarius manual, socket-setsockopt!."""
SO_DEBUG: Final = constants.SO_DEBUG
"""`SO_DEBUG`. Sagittarius manual, socket-setsockopt!."""
SO_DONTROUTE: Final = constants.SO_DONTROUTE
"""`SO_DONTROUTE`. Sagittarius manual, socket-setsockopt!."""
SO_ERROR: Final = constants.SO_ERROR
"""`SO_ERROR`. Sagittarius manual, socket-setsockopt!."""
SO_KEEPALIVE: Final = constants.SO_KEEPALIVE
"""`SO_KEEPALIVE`. Sagittarius manual, socket-setsockopt!."""
SO_LINGER: Final = constants.SO_LINGER
"""`SO_LINGER`. Sagittarius manual, socket-setsockopt!."""
SO_OOBINLINE: Final = constants.SO_OOBINLINE
"""`SO_OOBINLINE`. Sagittarius manual, socket-setsockopt!."""
SO_RCVBUF: Final = constants.SO_RCVBUF
"""`SO_RCVBUF`. Sagittarius manual, socket-setsockopt!."""
SO_RCVLOWAT: Final = constants.SO_RCVLOWAT
"""`SO_RCVLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_RCVTIMEO: Final = constants.SO_RCVTIMEO
"""`SO_RCVTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEADDR: Final = constants.SO_REUSEADDR
"""`SO_REUSEADDR`. Sagittarius manual, socket-setsockopt!."""
SO_SNDBUF: Final = constants.SO_SNDBUF
"""`SO_SNDBUF`. Sagittarius manual, socket-setsockopt!."""
SO_SNDLOWAT: Final = constants.SO_SNDLOWAT
"""`SO_SNDLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_SNDTIMEO: Final = constants.SO_SNDTIMEO
"""`SO_SNDTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_TYPE: Final = constants.SO_TYPE
"""`SO_TYPE`. Sagittarius manual, socket-setsockopt!."""
TCP_MAXSEG: Final = constants.TCP_MAXSEG
"""`TCP_MAXSEG`. Sagittarius manual, socket-setsockopt!."""
TCP_NODELAY: Final = constants.TCP_NODELAY
"""`TCP_NODELAY`. Sagittarius manual, socket-setsockopt!."""

# What only some have.
AI_ADDRCONFIG: Final = constant("AI_ADDRCONFIG")
"""`AI_ADDRCONFIG`. Sagittarius manual, make-client-socket."""
AI_ALL: Final = constant("AI_ALL")
"""`AI_ALL`. Sagittarius manual, make-client-socket."""
AI_V4MAPPED: Final = constant("AI_V4MAPPED")
"""`AI_V4MAPPED`. Sagittarius manual, make-client-socket."""
IP_MTU: Final = constant("IP_MTU")
"""`IP_MTU`. Sagittarius manual, socket-setsockopt!."""
IP_MTU_DISCOVER: Final = constant("IP_MTU_DISCOVER")
"""`IP_MTU_DISCOVER`. Sagittarius manual, socket-setsockopt!."""
IP_PKTINFO: Final = constant("IP_PKTINFO")
"""`IP_PKTINFO`. Sagittarius manual, socket-setsockopt!."""
IP_RECVERR: Final = constant("IP_RECVERR")
"""`IP_RECVERR`. Sagittarius manual, socket-setsockopt!."""
IP_RECVOPTS: Final = constant("IP_RECVOPTS")
"""`IP_RECVOPTS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTOS: Final = constant("IP_RECVTOS")
"""`IP_RECVTOS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTTL: Final = constant("IP_RECVTTL")
"""`IP_RECVTTL`. Sagittarius manual, socket-setsockopt!."""
IP_ROUTER_ALERT: Final = constant("IP_ROUTER_ALERT")
"""`IP_ROUTER_ALERT`. Sagittarius manual, socket-setsockopt!."""
MSG_CONFIRM: Final = constant("MSG_CONFIRM")
"""`MSG_CONFIRM`. Not in the Sagittarius manual; the library exports it."""
MSG_EOF: Final = constant("MSG_EOF")
"""`MSG_EOF`. Not in the Sagittarius manual; the library exports it."""
MSG_ERRQUEUE: Final = constant("MSG_ERRQUEUE")
"""`MSG_ERRQUEUE`. Not in the Sagittarius manual; the library exports it."""
MSG_FIN: Final = constant("MSG_FIN")
"""`MSG_FIN`. Not in the Sagittarius manual; the library exports it."""
MSG_MORE: Final = constant("MSG_MORE")
"""`MSG_MORE`. Not in the Sagittarius manual; the library exports it."""
MSG_NOSIGNAL: Final = constant("MSG_NOSIGNAL")
"""`MSG_NOSIGNAL`. Not in the Sagittarius manual; the library exports it."""
MSG_PROBE: Final = constant("MSG_PROBE")
"""`MSG_PROBE`. Not in the Sagittarius manual; the library exports it."""
MSG_RST: Final = constant("MSG_RST")
"""`MSG_RST`. Not in the Sagittarius manual; the library exports it."""
MSG_SYN: Final = constant("MSG_SYN")
"""`MSG_SYN`. Not in the Sagittarius manual; the library exports it."""
SOCK_RDM: Final = constant("SOCK_RDM")
"""`SOCK_RDM`. Not in the Sagittarius manual; the library exports it."""
SOL_IP: Final = constant("SOL_IP")
"""`SOL_IP`. Sagittarius manual, socket-setsockopt!."""
SOL_TCP: Final = constant("SOL_TCP")
"""`SOL_TCP`. Sagittarius manual, socket-setsockopt!."""
SO_BINDTODEVICE: Final = constant("SO_BINDTODEVICE")
"""`SO_BINDTODEVICE`. Sagittarius manual, socket-setsockopt!."""
SO_PASSCRED: Final = constant("SO_PASSCRED")
"""`SO_PASSCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PEERCRED: Final = constant("SO_PEERCRED")
"""`SO_PEERCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PRIORITY: Final = constant("SO_PRIORITY")
"""`SO_PRIORITY`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEPORT: Final = constant("SO_REUSEPORT")
"""`SO_REUSEPORT`. Sagittarius manual, socket-setsockopt!."""
SO_TIMESTAMP: Final = constant("SO_TIMESTAMP")
"""`SO_TIMESTAMP`. Sagittarius manual, socket-setsockopt!."""
TCP_CORK: Final = constant("TCP_CORK")
"""`TCP_CORK`. Sagittarius manual, socket-setsockopt!."""

# Error numbers, as `socket_last_error` gives them.
EAGAIN: Final = errno.EAGAIN
"""`EAGAIN`. Not in the Sagittarius manual; the library exports it."""
EINPROGRESS: Final = errno.EINPROGRESS
"""`EINPROGRESS`. Not in the Sagittarius manual; the library exports it."""
EINTR: Final = errno.EINTR
"""`EINTR`. Not in the Sagittarius manual; the library exports it."""
EPIPE: Final = errno.EPIPE
"""`EPIPE`. Not in the Sagittarius manual; the library exports it."""
ETIMEDOUT: Final = errno.ETIMEDOUT
"""`ETIMEDOUT`. Not in the Sagittarius manual; the library exports it."""
EWOULDBLOCK: Final = errno.EWOULDBLOCK
"""`EWOULDBLOCK`. Not in the Sagittarius manual; the library exports it."""
