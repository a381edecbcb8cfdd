"""The constants of Sagittarius's socket library: the platform's values, as plain ints.

One that the platform lacks is there all the same and false, as in the library: `None`. On Linux
that goes for MSG_PROBE and MSG_EOF.
"""

from __future__ import annotations

import errno as _errno
from typing import Final

from ...core import constants as _core

# What every platform has.
AF_INET: Final = _core.AF_INET
"""`AF_INET`. Sagittarius manual, make-client-socket."""
AF_INET6: Final = _core.AF_INET6
"""`AF_INET6`. Sagittarius manual, make-client-socket."""
AF_UNSPEC: Final = _core.AF_UNSPEC
"""`AF_UNSPEC`. Sagittarius manual, make-client-socket."""
AI_CANONNAME: Final = _core.AI_CANONNAME
"""`AI_CANONNAME`. Sagittarius manual, make-client-socket."""
AI_NUMERICHOST: Final = _core.AI_NUMERICHOST
"""`AI_NUMERICHOST`. Sagittarius manual, make-client-socket."""
AI_NUMERICSERV: Final = _core.AI_NUMERICSERV
"""`AI_NUMERICSERV`. Sagittarius manual, make-client-socket."""
AI_PASSIVE: Final = _core.AI_PASSIVE
"""`AI_PASSIVE`. Sagittarius manual, make-client-socket."""
IPPROTO_ICMP: Final = _core.IPPROTO_ICMP
"""`IPPROTO_ICMP`. Not in the Sagittarius manual."""
IPPROTO_ICMPV6: Final = _core.IPPROTO_ICMPV6
"""`IPPROTO_ICMPV6`. Not in the Sagittarius manual."""
IPPROTO_IP: Final = _core.IPPROTO_IP
"""`IPPROTO_IP`. Not in the Sagittarius manual."""
IPPROTO_IPV6: Final = _core.IPPROTO_IPV6
"""`IPPROTO_IPV6`. Not in the Sagittarius manual."""
IPPROTO_RAW: Final = _core.IPPROTO_RAW
"""`IPPROTO_RAW`. Sagittarius manual, make-client-socket."""
IPPROTO_TCP: Final = _core.IPPROTO_TCP
"""`IPPROTO_TCP`. Sagittarius manual, make-client-socket."""
IPPROTO_UDP: Final = _core.IPPROTO_UDP
"""`IPPROTO_UDP`. Sagittarius manual, make-client-socket."""
IP_ADD_MEMBERSHIP: Final = _core.IP_ADD_MEMBERSHIP
"""`IP_ADD_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_DROP_MEMBERSHIP: Final = _core.IP_DROP_MEMBERSHIP
"""`IP_DROP_MEMBERSHIP`. Sagittarius manual, socket-setsockopt!."""
IP_HDRINCL: Final = _core.IP_HDRINCL
"""`IP_HDRINCL`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_IF: Final = _core.IP_MULTICAST_IF
"""`IP_MULTICAST_IF`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_LOOP: Final = _core.IP_MULTICAST_LOOP
"""`IP_MULTICAST_LOOP`. Sagittarius manual, socket-setsockopt!."""
IP_MULTICAST_TTL: Final = _core.IP_MULTICAST_TTL
"""`IP_MULTICAST_TTL`. Sagittarius manual, socket-setsockopt!."""
IP_OPTIONS: Final = _core.IP_OPTIONS
"""`IP_OPTIONS`. Sagittarius manual, socket-setsockopt!."""
IP_TOS: Final = _core.IP_TOS
"""`IP_TOS`. Sagittarius manual, socket-setsockopt!."""
IP_TTL: Final = _core.IP_TTL
"""`IP_TTL`. Sagittarius manual, socket-setsockopt!."""
MSG_CTRUNC: Final = _core.MSG_CTRUNC
"""`MSG_CTRUNC`. Not in the Sagittarius manual."""
MSG_DONTROUTE: Final = _core.MSG_DONTROUTE
"""`MSG_DONTROUTE`. Not in the Sagittarius manual."""
MSG_DONTWAIT: Final = _core.MSG_DONTWAIT
"""`MSG_DONTWAIT`. Not in the Sagittarius manual."""
MSG_EOR: Final = _core.MSG_EOR
"""`MSG_EOR`. Not in the Sagittarius manual."""
MSG_OOB: Final = _core.MSG_OOB
"""`MSG_OOB`. Not in the Sagittarius manual."""
MSG_PEEK: Final = _core.MSG_PEEK
"""`MSG_PEEK`. Not in the Sagittarius manual."""
MSG_TRUNC: Final = _core.MSG_TRUNC
"""`MSG_TRUNC`. Not in the Sagittarius manual."""
MSG_WAITALL: Final = _core.MSG_WAITALL
"""`MSG_WAITALL`. Not in the Sagittarius manual."""
SHUT_RD: Final = _core.SHUT_RD
"""`SHUT_RD`. Sagittarius manual, socket-shutdown."""
SHUT_RDWR: Final = _core.SHUT_RDWR
"""`SHUT_RDWR`. Sagittarius manual, socket-shutdown."""
SHUT_WR: Final = _core.SHUT_WR
"""`SHUT_WR`. Sagittarius manual, socket-shutdown."""
SOCK_DGRAM: Final = _core.SOCK_DGRAM
"""`SOCK_DGRAM`. Sagittarius manual, make-client-socket."""
SOCK_RAW: Final = _core.SOCK_RAW
"""`SOCK_RAW`. Sagittarius manual, make-client-socket."""
SOCK_SEQPACKET: Final = _core.SOCK_SEQPACKET
"""`SOCK_SEQPACKET`. Not in the Sagittarius manual."""
SOCK_STREAM: Final = _core.SOCK_STREAM
"""`SOCK_STREAM`. Sagittarius manual, make-client-socket."""
SOL_SOCKET: Final = _core.SOL_SOCKET
"""`SOL_SOCKET`. Sagittarius manual, socket-setsockopt!."""
SOMAXCONN: Final = _core.SOMAXCONN
"""`SOMAXCONN`. Not in the Sagittarius manual."""
SO_ACCEPTCONN: Final = _core.SO_ACCEPTCONN
"""`SO_ACCEPTCONN`. Sagittarius manual, socket-setsockopt!."""
SO_BROADCAST: Final = _core.SO_BROADCAST
"""`SO_BROADCAST`. Sagittarius manual, socket-setsockopt!."""
SO_DEBUG: Final = _core.SO_DEBUG
"""`SO_DEBUG`. Sagittarius manual, socket-setsockopt!."""
SO_DONTROUTE: Final = _core.SO_DONTROUTE
"""`SO_DONTROUTE`. Sagittarius manual, socket-setsockopt!."""
SO_ERROR: Final = _core.SO_ERROR
"""`SO_ERROR`. Sagittarius manual, socket-setsockopt!."""
SO_KEEPALIVE: Final = _core.SO_KEEPALIVE
"""`SO_KEEPALIVE`. Sagittarius manual, socket-setsockopt!."""
SO_LINGER: Final = _core.SO_LINGER
"""`SO_LINGER`. Sagittarius manual, socket-setsockopt!."""
SO_OOBINLINE: Final = _core.SO_OOBINLINE
"""`SO_OOBINLINE`. Sagittarius manual, socket-setsockopt!."""
SO_RCVBUF: Final = _core.SO_RCVBUF
"""`SO_RCVBUF`. Sagittarius manual, socket-setsockopt!."""
SO_RCVLOWAT: Final = _core.SO_RCVLOWAT
"""`SO_RCVLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_RCVTIMEO: Final = _core.SO_RCVTIMEO
"""`SO_RCVTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEADDR: Final = _core.SO_REUSEADDR
"""`SO_REUSEADDR`. Sagittarius manual, socket-setsockopt!."""
SO_SNDBUF: Final = _core.SO_SNDBUF
"""`SO_SNDBUF`. Sagittarius manual, socket-setsockopt!."""
SO_SNDLOWAT: Final = _core.SO_SNDLOWAT
"""`SO_SNDLOWAT`. Sagittarius manual, socket-setsockopt!."""
SO_SNDTIMEO: Final = _core.SO_SNDTIMEO
"""`SO_SNDTIMEO`. Sagittarius manual, socket-setsockopt!."""
SO_TYPE: Final = _core.SO_TYPE
"""`SO_TYPE`. Sagittarius manual, socket-setsockopt!."""
TCP_MAXSEG: Final = _core.TCP_MAXSEG
"""`TCP_MAXSEG`. Sagittarius manual, socket-setsockopt!."""
TCP_NODELAY: Final = _core.TCP_NODELAY
"""`TCP_NODELAY`. Sagittarius manual, socket-setsockopt!."""

# What only some have.
AI_ADDRCONFIG: Final = _core.constant("AI_ADDRCONFIG")
"""`AI_ADDRCONFIG`. Sagittarius manual, make-client-socket."""
AI_ALL: Final = _core.constant("AI_ALL")
"""`AI_ALL`. Sagittarius manual, make-client-socket."""
AI_V4MAPPED: Final = _core.constant("AI_V4MAPPED")
"""`AI_V4MAPPED`. Sagittarius manual, make-client-socket."""
IP_MTU: Final = _core.constant("IP_MTU")
"""`IP_MTU`. Sagittarius manual, socket-setsockopt!."""
IP_MTU_DISCOVER: Final = _core.constant("IP_MTU_DISCOVER")
"""`IP_MTU_DISCOVER`. Sagittarius manual, socket-setsockopt!."""
IP_PKTINFO: Final = _core.constant("IP_PKTINFO")
"""`IP_PKTINFO`. Sagittarius manual, socket-setsockopt!."""
IP_RECVERR: Final = _core.constant("IP_RECVERR")
"""`IP_RECVERR`. Sagittarius manual, socket-setsockopt!."""
IP_RECVOPTS: Final = _core.constant("IP_RECVOPTS")
"""`IP_RECVOPTS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTOS: Final = _core.constant("IP_RECVTOS")
"""`IP_RECVTOS`. Sagittarius manual, socket-setsockopt!."""
IP_RECVTTL: Final = _core.constant("IP_RECVTTL")
"""`IP_RECVTTL`. Sagittarius manual, socket-setsockopt!."""
IP_ROUTER_ALERT: Final = _core.constant("IP_ROUTER_ALERT")
"""`IP_ROUTER_ALERT`. Sagittarius manual, socket-setsockopt!."""
MSG_CONFIRM: Final = _core.constant("MSG_CONFIRM")
"""`MSG_CONFIRM`. Not in the Sagittarius manual."""
MSG_EOF: Final = _core.constant("MSG_EOF")
"""`MSG_EOF`. Not in the Sagittarius manual."""
MSG_ERRQUEUE: Final = _core.constant("MSG_ERRQUEUE")
"""`MSG_ERRQUEUE`. Not in the Sagittarius manual."""
MSG_FIN: Final = _core.constant("MSG_FIN")
"""`MSG_FIN`. Not in the Sagittarius manual."""
MSG_MORE: Final = _core.constant("MSG_MORE")
"""`MSG_MORE`. Not in the Sagittarius manual."""
MSG_NOSIGNAL: Final = _core.constant("MSG_NOSIGNAL")
"""`MSG_NOSIGNAL`. Not in the Sagittarius manual."""
MSG_PROBE: Final = _core.constant("MSG_PROBE")
"""`MSG_PROBE`. Not in the Sagittarius manual."""
MSG_RST: Final = _core.constant("MSG_RST")
"""`MSG_RST`. Not in the Sagittarius manual."""
MSG_SYN: Final = _core.constant("MSG_SYN")
"""`MSG_SYN`. Not in the Sagittarius manual."""
SOCK_RDM: Final = _core.constant("SOCK_RDM")
"""`SOCK_RDM`. Not in the Sagittarius manual."""
SOL_IP: Final = _core.constant("SOL_IP")
"""`SOL_IP`. Sagittarius manual, socket-setsockopt!."""
SOL_TCP: Final = _core.constant("SOL_TCP")
"""`SOL_TCP`. Sagittarius manual, socket-setsockopt!."""
SO_BINDTODEVICE: Final = _core.constant("SO_BINDTODEVICE")
"""`SO_BINDTODEVICE`. Sagittarius manual, socket-setsockopt!."""
SO_PASSCRED: Final = _core.constant("SO_PASSCRED")
"""`SO_PASSCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PEERCRED: Final = _core.constant("SO_PEERCRED")
"""`SO_PEERCRED`. Sagittarius manual, socket-setsockopt!."""
SO_PRIORITY: Final = _core.constant("SO_PRIORITY")
"""`SO_PRIORITY`. Sagittarius manual, socket-setsockopt!."""
SO_REUSEPORT: Final = _core.constant("SO_REUSEPORT")
"""`SO_REUSEPORT`. Sagittarius manual, socket-setsockopt!."""
SO_TIMESTAMP: Final = _core.constant("SO_TIMESTAMP")
"""`SO_TIMESTAMP`. Sagittarius manual, socket-setsockopt!."""
TCP_CORK: Final = _core.constant("TCP_CORK")
"""`TCP_CORK`. Sagittarius manual, socket-setsockopt!."""

# Error numbers, as `socket_last_error` gives them.
EAGAIN: Final = _errno.EAGAIN
"""`EAGAIN`. Not in the Sagittarius manual."""
EINPROGRESS: Final = _errno.EINPROGRESS
"""`EINPROGRESS`. Not in the Sagittarius manual."""
EINTR: Final = _errno.EINTR
"""`EINTR`. Not in the Sagittarius manual."""
EPIPE: Final = _errno.EPIPE
"""`EPIPE`. Not in the Sagittarius manual."""
ETIMEDOUT: Final = _errno.ETIMEDOUT
"""`ETIMEDOUT`. Not in the Sagittarius manual."""
EWOULDBLOCK: Final = _errno.EWOULDBLOCK
"""`EWOULDBLOCK`. Not in the Sagittarius manual."""
