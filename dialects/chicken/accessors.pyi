# Made by `python -m schemesockets.dialects.stubs`; edits here are lost.

"""Telling the egg's records and conditions from others, and reading their parts."""

from typing_extensions import TypeIs

from schemesockets.dialects.chicken._records import AddrInfo, SockAddr, Socket
from schemesockets.dialects.chicken.conditions import ChickenError

def is_socket(so: object) -> TypeIs[Socket]:
    """`(socket? so)`: return whether it is a socket, open or closed. Socket egg manual, socket."""

def is_sockaddr(sa: object) -> TypeIs[SockAddr]:
    """`(sockaddr? sa)`: return whether it is a socket address. Socket egg manual, sockaddr."""

def is_addrinfo(ai: object) -> TypeIs[AddrInfo]:
    """`(addrinfo? ai)`: return whether it is a record of `address_information`. Socket egg manual,
    addrinfo.
    """

def is_condition(obj: object) -> TypeIs[ChickenError]:
    """`(condition? obj)`: return whether it is a condition of CHICKEN's. CHICKEN manual, Module
    (chicken condition).
    """

def socket_fileno(so: Socket) -> int:
    """`(socket-fileno so)`: return the socket's file descriptor; -1 when it is closed. Socket egg
    manual, socket.
    """

def socket_family(so: Socket) -> int:
    """`(socket-family so)`: return the family, an `AF_` integer. Socket egg manual, socket."""

def socket_type(so: Socket) -> int:
    """`(socket-type so)`: return the type, a `SOCK_` integer. Socket egg manual, socket."""

def socket_protocol(so: Socket) -> int:
    """`(socket-protocol so)`: return the protocol that the socket was made with. Socket egg
    manual, socket.
    """

def sockaddr_family(sa: SockAddr) -> int:
    """`(sockaddr-family sa)`: return the address family, an `AF_` integer. Socket egg manual,
    sockaddr.
    """

def sockaddr_address(sa: SockAddr) -> str:
    """`(sockaddr-address sa)`: return the IP address in numbers; a Unix address's path.

    An IPv6 address with a scope ends in it, "fe80::1%eth0". Socket egg manual, sockaddr.
    """

def addrinfo_family(ai: AddrInfo) -> int:
    """`(addrinfo-family ai)`: return the family, an `AF_` integer. Socket egg manual, addrinfo."""

def addrinfo_socktype(ai: AddrInfo) -> int:
    """`(addrinfo-socktype ai)`: return the type, a `SOCK_` integer. Socket egg manual,
    addrinfo.
    """

def addrinfo_protocol(ai: AddrInfo) -> int:
    """`(addrinfo-protocol ai)`: return the protocol, an `IPPROTO_` integer. Socket egg manual,
    addrinfo.
    """

def addrinfo_address(ai: AddrInfo) -> SockAddr:
    """`(addrinfo-address ai)`: return the address. Socket egg manual, addrinfo."""

def addrinfo_canonname(ai: AddrInfo) -> str | None:
    """`(addrinfo-canonname ai)`: return the host's name in full; `None` where not asked for.

    Only `AI_CANONNAME` asks for it. Socket egg manual, addrinfo.
    """

def addrinfo_flags(ai: AddrInfo) -> int:
    """`(addrinfo-flags ai)`: return the flags that the lookup was given. Socket egg manual,
    addrinfo.
    """

def condition_kinds(condition: ChickenError) -> tuple[str, ...]:
    """`(condition-kinds condition)`: return the names of its kinds.

    For a timeout ("exn", "i/o", "net", "timeout"). CHICKEN manual, Module (chicken condition).
    """
