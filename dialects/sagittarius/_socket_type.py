"""The class `<socket>`: the engine's `Socket` with what Sagittarius remembers of one."""

from __future__ import annotations

import socket as _socket
from datetime import timedelta
from typing import Annotated, Final, TypeAlias

from ...core import Inet6Address, InetAddress, UnixAddress, getnameinfo
from ...core import Socket as _Socket
from ...core.address import Address
from ...core.constants import NI_NUMERICSERV, SHUT_RD, SHUT_RDWR, SHUT_WR
from ...core.errors import SocketError
from ..conditions import from_below
from ..dialect import class_
from ..kinds import instance, one_of, or_false


def host_of(address: Address) -> str:
    """Return the name of an address's host, or its numbers where it has no name."""
    try:
        return getnameinfo(address, NI_NUMERICSERV)[0]
    except from_below(SocketError):
        return numbers_of(address)


def numbers_of(address: Address) -> str:
    """Return an address's host in numbers, with its scope; of a Unix address the path."""
    if isinstance(address, UnixAddress):
        return str(address)
    return str(address).rpartition(":")[0].strip("[]")


def long_name(address: Address) -> str:
    """Return an address as the library writes it, "localhost(127.0.0.1):80"."""
    if isinstance(address, (InetAddress, Inet6Address)):
        return f"{host_of(address)}({numbers_of(address)}):{address.port}"
    return str(address)


def duration(seconds: float | None) -> timedelta:
    """Return a socket's timeout as a time object; of no length for ever."""
    try:
        return timedelta(seconds=seconds or 0)
    except OverflowError:  # the system knows longer times
        return timedelta.max


def quoted(text: str) -> str:
    """Return a string as `write` has it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


@class_
class Socket(_Socket):
    """`<socket>`: a socket; made by `make_client_socket`, `make_server_socket`, `make_socket` …

    It is the engine's `Socket`, and prints as the library's does. Attributes:
        node, service: what it was connected or bound to, as it was asked for (str or None).
        role: "client", "server", or "unknown" before it is connected or bound (str).
        address: the peer's of a client and of an accepted socket, a server's own; None before.
        last_error: the errno of what failed last on it (int), 0 for nothing.

    Not in the Sagittarius manual.
    """

    __slots__ = ("address", "last_error", "node", "role", "service")

    def __init__(
        self,
        sock: _socket.SocketType,
        blocking: bool,
        numbers: tuple[int, int, int] | None = None,
    ) -> None:
        super().__init__(sock, blocking, numbers)
        self.node: str | None = None
        self.service: str | None = None
        self.role = "unknown"
        self.address: Address | None = None
        self.last_error = 0

    def shutdown(self, how: int) -> None:
        """End one direction of the connection, or both, as far as there is one.

        Nothing happens to a socket that is closed or not connected: the implementation does not
        look at the system's result, and the manual is silent. `how` is as in the engine's.
        """
        try:
            super().shutdown(how)
        except from_below(SocketError):
            pass

    @property
    def name(self) -> str | None:
        """What `socket-name` gives: the address at length; None without one, or when closed."""
        return None if self.closed or self.address is None else long_name(self.address)

    def __repr__(self) -> str:
        name = self.name
        role = "closed" if self.closed else self.role
        return f"#<socket {role}:{self.fileno()} {'#f' if name is None else quoted(name)}>"


_SOCKET: Final = instance(Socket, "a socket")
_HOW: Final = one_of(frozenset({SHUT_RD, SHUT_WR, SHUT_RDWR}), "SHUT_RD, SHUT_WR or SHUT_RDWR")

AnySocket: TypeAlias = Annotated[Socket, _SOCKET]
SocketOrFalse: TypeAlias = Annotated[Socket | None, or_false(_SOCKET)]
How: TypeAlias = Annotated[int, _HOW]
"""Which directions of a socket to shut down."""
