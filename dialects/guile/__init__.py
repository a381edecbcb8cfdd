"""Guile: socket ports, addresses, and the network databases.

The procedures of the manual's Networking chapter: sockets, addresses, address information, and the
databases of hosts, networks, protocols and services; the port procedures that network programs
use, in `ports`; the errors, a key and arguments, in `errors`. All of them are here, too.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF, is_eof_object
from ..dialect import UNDOCUMENTED, Dialect
from . import constants
from .address_info import *
from .addresses import *
from .constants import *
from .errors import *
from .hosts import *
from .networks import *
from .ports import *
from .protocols import *
from .services import *
from .socket_port import SocketPort
from .sockets import *

# Written out, as type checkers do not add lists up.
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
    "DIALECT",
    "EAI_AGAIN",
    "EAI_BADFLAGS",
    "EAI_FAIL",
    "EAI_FAMILY",
    "EAI_NONAME",
    "EAI_SERVICE",
    "EAI_SOCKTYPE",
    "EAI_SYSTEM",
    "EOF",
    "F_GETFL",
    "F_SETFL",
    "GUILE",
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
    "O_CLOEXEC",
    "O_NONBLOCK",
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
    "AddrInfo",
    "GetaddrinfoError",
    "GuileError",
    "GuileSystemError",
    "HostEntry",
    "HostError",
    "MiscError",
    "NetworkEntry",
    "NoSuchEntryError",
    "OutOfRangeError",
    "ProtocolEntry",
    "ServiceEntry",
    "SocketAddress",
    "SocketPort",
    "WrongNumberOfArgsError",
    "WrongTypeArgError",
    "accept",
    "addrinfo_addr",
    "addrinfo_canonname",
    "addrinfo_fam",
    "addrinfo_flags",
    "addrinfo_protocol",
    "addrinfo_socktype",
    "bind",
    "catch",
    "close",
    "close_port",
    "connect",
    "display",
    "drain_input",
    "endhostent",
    "endnetent",
    "endprotoent",
    "endservent",
    "fcntl",
    "fileno",
    "force_output",
    "gai_strerror",
    "get_bytevector_n",
    "get_bytevector_some",
    "get_u8",
    "getaddrinfo",
    "gethost",
    "gethostbyaddr",
    "gethostbyname",
    "gethostent",
    "getnet",
    "getnetbyaddr",
    "getnetbyname",
    "getnetent",
    "getpeername",
    "getproto",
    "getprotobyname",
    "getprotobynumber",
    "getprotoent",
    "getserv",
    "getservbyname",
    "getservbyport",
    "getservent",
    "getsockname",
    "getsockopt",
    "hostent_addr_list",
    "hostent_addrtype",
    "hostent_aliases",
    "hostent_length",
    "hostent_name",
    "inet_lnaof",
    "inet_makeaddr",
    "inet_netof",
    "inet_ntop",
    "inet_pton",
    "is_char_ready",
    "is_eof_object",
    "is_port_closed",
    "listen",
    "lookahead_u8",
    "make_socket_address",
    "netent_addrtype",
    "netent_aliases",
    "netent_name",
    "netent_net",
    "newline",
    "peek_char",
    "port_encoding",
    "protoent_aliases",
    "protoent_name",
    "protoent_proto",
    "put_bytevector",
    "put_u8",
    "read_char",
    "read_line",
    "read_string",
    "recv_into",
    "recvfrom_into",
    "select",
    "send",
    "sendto",
    "servent_aliases",
    "servent_name",
    "servent_port",
    "servent_proto",
    "set_port_encoding",
    "sethost",
    "sethostent",
    "setnet",
    "setnetent",
    "setproto",
    "setprotoent",
    "setserv",
    "setservent",
    "setsockopt",
    "setvbuf",
    "shutdown",
    "sockaddr_addr",
    "sockaddr_fam",
    "sockaddr_flowinfo",
    "sockaddr_path",
    "sockaddr_port",
    "sockaddr_scopeid",
    "socket",
    "socketpair",
    "strerror",
    "system_error_errno",
    "write_char",
    "write_line",
]
if "EAI_NODATA" in constants.__all__:
    __all__ += ["EAI_NODATA"]
if "SOCK_CLOEXEC" in constants.__all__:
    __all__ += ["SOCK_CLOEXEC"]
if "SOCK_NONBLOCK" in constants.__all__:
    __all__ += ["SOCK_NONBLOCK"]
if "SOCK_RDM" in constants.__all__:
    __all__ += ["SOCK_RDM"]
if "SO_NO_CHECK" in constants.__all__:
    __all__ += ["SO_NO_CHECK"]
if "SO_PRIORITY" in constants.__all__:
    __all__ += ["SO_PRIORITY"]
if "SO_REUSEPORT" in constants.__all__:
    __all__ += ["SO_REUSEPORT"]
if "TCP_CORK" in constants.__all__:
    __all__ += ["TCP_CORK"]


def _section(constant: str) -> str:
    if constant.startswith(("INADDR_", "IN6ADDR_")):
        return "Network Address Conversion"
    if constant.startswith(("AI_", "EAI_")):
        return "Network Databases"
    if constant.startswith(("F_", "O_")):
        return "Ports and File Descriptors"
    if constant.endswith("_UNSPEC"):
        return UNDOCUMENTED
    return "Network Sockets and Communication"


DIALECT: Final = Dialect(
    name="guile",
    title="GNU Guile",
    document="Guile manual",
    module=__name__,
    constants={name: _section(name) for name in constants.__all__},
)
