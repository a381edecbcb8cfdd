"""Telling the egg's records and conditions from others, and reading their parts."""

from __future__ import annotations

from typing import Annotated

from ..kinds import instance
from ..results import OrFalse, Result
from ..tables import Table
from ._records import AddrInfo, AnyAddrInfo, AnySockAddr, AnySocket, SockAddr, Socket
from .conditions import CHICKEN, ChickenError

_SOCKET = "Socket egg manual, socket."
_SOCKADDR = "Socket egg manual, sockaddr."
_ADDRINFO = "Socket egg manual, addrinfo."
_CONDITION = "CHICKEN manual, Module (chicken condition)."

_table = Table(__name__, CHICKEN)
_table.predicates(
    {
        Socket: f"`(socket? so)`: return whether it is a socket, open or closed. {_SOCKET}",
        SockAddr: f"`(sockaddr? sa)`: return whether it is a socket address. {_SOCKADDR}",
        AddrInfo: "`(addrinfo? ai)`: return whether it is a record of `address_information`. "
        f"{_ADDRINFO}",
        ChickenError: "`(condition? obj)`: return whether it is a condition of CHICKEN's. "
        f"{_CONDITION}",
    }
)
_table.readers(
    AnySocket,
    {
        ("fileno()", int): "`(socket-fileno so)`: return the socket's file descriptor; -1 when it "
        f"is closed. {_SOCKET}",
        ("family", int): f"`(socket-family so)`: return the family, an `AF_` integer. {_SOCKET}",
        ("type", int): f"`(socket-type so)`: return the type, a `SOCK_` integer. {_SOCKET}",
        ("protocol", int): "`(socket-protocol so)`: return the protocol that the socket was made "
        f"with. {_SOCKET}",
    },
)
_table.readers(
    AnySockAddr,
    {
        ("address.family", int): "`(sockaddr-family sa)`: return the address family, an `AF_` "
        f"integer. {_SOCKADDR}",
        ("host", str): "`(sockaddr-address sa)`: return the IP address in numbers; a Unix "
        "address's path.\n\n"
        f'An IPv6 address with a scope ends in it, "fe80::1%eth0". {_SOCKADDR}',
    },
)
_table.readers(
    AnyAddrInfo,
    {
        ("family", int): "`(addrinfo-family ai)`: return the family, an `AF_` integer. "
        f"{_ADDRINFO}",
        ("socktype", int): "`(addrinfo-socktype ai)`: return the type, a `SOCK_` integer. "
        f"{_ADDRINFO}",
        ("protocol", int): "`(addrinfo-protocol ai)`: return the protocol, an `IPPROTO_` integer. "
        f"{_ADDRINFO}",
        ("address", SockAddr): f"`(addrinfo-address ai)`: return the address. {_ADDRINFO}",
        ("canonname", OrFalse[str]): "`(addrinfo-canonname ai)`: return the host's name in full; "
        f"`None` where not asked for.\n\nOnly `AI_CANONNAME` asks for it. {_ADDRINFO}",
        ("flags", int): "`(addrinfo-flags ai)`: return the flags that the lookup was given. "
        f"{_ADDRINFO}",
    },
)
_table.readers(
    Annotated[ChickenError, instance(ChickenError, "a condition")],
    {
        (
            "kinds",
            Annotated[tuple[str, ...], Result("list", (Result("symbol"),))],
        ): "`(condition-kinds condition)`: return the names of its kinds.\n\n"
        f'For a timeout ("exn", "i/o", "net", "timeout"). {_CONDITION}',
    },
)
