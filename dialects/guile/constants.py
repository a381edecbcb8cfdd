"""The constants of Guile's networking procedures: the platform's values, as plain ints.

Addresses are integers in host byte order, as everywhere in Guile. What a platform lacks is absent
here, as it is unbound in Guile. `SO_STYLE`, which the manual lists and Guile on Linux leaves
unbound, is what the manual of the GNU C library says it is: another name for `SO_TYPE`.
"""

from __future__ import annotations

from typing import Final

from ...core import constants

__all__ = [
    "AF_INET",
    "AF_INET6",
    "AF_UNIX",
    "AF_UNSPEC",
    "AI_ADDRCONFIG",
    "AI_ALL",
    "AI_CANONNAME",
    "AI_NUMERICHOST",
    "AI_NUMERICSERV",
    "AI_PASSIVE",
    "AI_V4MAPPED",
    "EAI_AGAIN",
    "EAI_BADFLAGS",
    "EAI_FAIL",
    "EAI_FAMILY",
    "EAI_NONAME",
    "EAI_SERVICE",
    "EAI_SOCKTYPE",
    "EAI_SYSTEM",
    "IN6ADDR_ANY",
    "IN6ADDR_LOOPBACK",
    "INADDR_ANY",
    "INADDR_BROADCAST",
    "INADDR_LOOPBACK",
    "IPPROTO_IP",
    "IPPROTO_IPV6",
    "IPPROTO_TCP",
    "IPPROTO_UDP",
    "IPV6_V6ONLY",
    "IP_ADD_MEMBERSHIP",
    "IP_DROP_MEMBERSHIP",
    "IP_MULTICAST_IF",
    "IP_MULTICAST_TTL",
    "MSG_DONTROUTE",
    "MSG_DONTWAIT",
    "MSG_OOB",
    "MSG_PEEK",
    "PF_INET",
    "PF_INET6",
    "PF_UNIX",
    "PF_UNSPEC",
    "SOCK_DGRAM",
    "SOCK_RAW",
    "SOCK_SEQPACKET",
    "SOCK_STREAM",
    "SOL_SOCKET",
    "SO_BROADCAST",
    "SO_DEBUG",
    "SO_DONTROUTE",
    "SO_ERROR",
    "SO_KEEPALIVE",
    "SO_LINGER",
    "SO_OOBINLINE",
    "SO_RCVBUF",
    "SO_RCVTIMEO",
    "SO_REUSEADDR",
    "SO_SNDBUF",
    "SO_SNDTIMEO",
    "SO_STYLE",
    "SO_TYPE",
    "TCP_NODELAY",
]

AF_INET: Final = constants.AF_INET
AF_INET6: Final = constants.AF_INET6
AF_UNIX: Final = constants.AF_UNIX
AF_UNSPEC: Final = constants.AF_UNSPEC

PF_INET: Final = constants.AF_INET
PF_INET6: Final = constants.AF_INET6
PF_UNIX: Final = constants.AF_UNIX
PF_UNSPEC: Final = constants.AF_UNSPEC

SOCK_DGRAM: Final = constants.SOCK_DGRAM
SOCK_RAW: Final = constants.SOCK_RAW
SOCK_SEQPACKET: Final = constants.SOCK_SEQPACKET
SOCK_STREAM: Final = constants.SOCK_STREAM

SOL_SOCKET: Final = constants.SOL_SOCKET

IPPROTO_IP: Final = constants.IPPROTO_IP
IPPROTO_IPV6: Final = constants.IPPROTO_IPV6
IPPROTO_TCP: Final = constants.IPPROTO_TCP
IPPROTO_UDP: Final = constants.IPPROTO_UDP

SO_BROADCAST: Final = constants.SO_BROADCAST
SO_DEBUG: Final = constants.SO_DEBUG
SO_DONTROUTE: Final = constants.SO_DONTROUTE
SO_ERROR: Final = constants.SO_ERROR
SO_KEEPALIVE: Final = constants.SO_KEEPALIVE
SO_LINGER: Final = constants.SO_LINGER
SO_OOBINLINE: Final = constants.SO_OOBINLINE
SO_RCVBUF: Final = constants.SO_RCVBUF
SO_RCVTIMEO: Final = constants.SO_RCVTIMEO
SO_REUSEADDR: Final = constants.SO_REUSEADDR
SO_SNDBUF: Final = constants.SO_SNDBUF
SO_SNDTIMEO: Final = constants.SO_SNDTIMEO
SO_STYLE: Final = constants.SO_TYPE
SO_TYPE: Final = constants.SO_TYPE

IP_ADD_MEMBERSHIP: Final = constants.IP_ADD_MEMBERSHIP
IP_DROP_MEMBERSHIP: Final = constants.IP_DROP_MEMBERSHIP
IP_MULTICAST_IF: Final = constants.IP_MULTICAST_IF
IP_MULTICAST_TTL: Final = constants.IP_MULTICAST_TTL

IPV6_V6ONLY: Final = constants.IPV6_V6ONLY

TCP_NODELAY: Final = constants.TCP_NODELAY

MSG_DONTROUTE: Final = constants.MSG_DONTROUTE
MSG_DONTWAIT: Final = constants.MSG_DONTWAIT
MSG_OOB: Final = constants.MSG_OOB
MSG_PEEK: Final = constants.MSG_PEEK

AI_ADDRCONFIG: Final = constants.AI_ADDRCONFIG
AI_ALL: Final = constants.AI_ALL
AI_CANONNAME: Final = constants.AI_CANONNAME
AI_NUMERICHOST: Final = constants.AI_NUMERICHOST
AI_NUMERICSERV: Final = constants.AI_NUMERICSERV
AI_PASSIVE: Final = constants.AI_PASSIVE
AI_V4MAPPED: Final = constants.AI_V4MAPPED

EAI_AGAIN: Final = constants.EAI_AGAIN
EAI_BADFLAGS: Final = constants.EAI_BADFLAGS
EAI_FAIL: Final = constants.EAI_FAIL
EAI_FAMILY: Final = constants.EAI_FAMILY
EAI_NONAME: Final = constants.EAI_NONAME
EAI_SERVICE: Final = constants.EAI_SERVICE
EAI_SOCKTYPE: Final = constants.EAI_SOCKTYPE
EAI_SYSTEM: Final = constants.EAI_SYSTEM

INADDR_ANY: Final = 0
INADDR_BROADCAST: Final = 0xFFFFFFFF
INADDR_LOOPBACK: Final = 0x7F000001

IN6ADDR_ANY: Final = 0
IN6ADDR_LOOPBACK: Final = 1

# Not on every system.
if constants.constant("EAI_NODATA") is not None:
    EAI_NODATA: Final = constants.EAI_NODATA
    __all__ += ["EAI_NODATA"]
if constants.constant("SOCK_CLOEXEC") is not None:
    SOCK_CLOEXEC: Final = constants.SOCK_CLOEXEC
    __all__ += ["SOCK_CLOEXEC"]
if constants.constant("SOCK_NONBLOCK") is not None:
    SOCK_NONBLOCK: Final = constants.SOCK_NONBLOCK
    __all__ += ["SOCK_NONBLOCK"]
if constants.constant("SOCK_RDM") is not None:
    SOCK_RDM: Final = constants.SOCK_RDM
    __all__ += ["SOCK_RDM"]
if constants.constant("SO_NO_CHECK") is not None:
    SO_NO_CHECK: Final = constants.SO_NO_CHECK
    __all__ += ["SO_NO_CHECK"]
if constants.constant("SO_PRIORITY") is not None:
    SO_PRIORITY: Final = constants.SO_PRIORITY
    __all__ += ["SO_PRIORITY"]
if constants.constant("SO_REUSEPORT") is not None:
    SO_REUSEPORT: Final = constants.SO_REUSEPORT
    __all__ += ["SO_REUSEPORT"]
if constants.constant("TCP_CORK") is not None:
    TCP_CORK: Final = constants.TCP_CORK
    __all__ += ["TCP_CORK"]
