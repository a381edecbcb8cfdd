"""Connecting and binding a socket to the address of an addrinfo, which it then remembers."""

from __future__ import annotations

from ...core import OWN
from ...core.errors import DeadlinePassed, InProgress, Interrupted, WouldBlock
from ..conditions import from_below
from ._addrinfo_type import Addrinfo
from ._failures import SAGITTARIUS
from ._socket_type import Socket
from ._timeouts import Timeout, seconds
from .constants import EINPROGRESS


def connect(socket: Socket, addrinfo: Addrinfo, timeout: Timeout, procedure: str) -> None:
    """Connect, for a procedure; raises SocketError, past the timeout a `SocketConnectionError`."""
    assert addrinfo.sockaddr is not None
    address = addrinfo.sockaddr.address
    try:
        socket.connect(address, timeout=OWN if timeout is None else seconds(timeout), waits=True)
    except from_below(DeadlinePassed, InProgress, WouldBlock, Interrupted) as error:
        if isinstance(error, Interrupted):
            raise SAGITTARIUS.not_connected(error, procedure, socket) from None
        if timeout is None:  # SO_SNDTIMEO, past which the system says this
            raise InProgress(EINPROGRESS, None, "connect", socket) from None
        raise SAGITTARIUS.connection_timed_out(procedure, socket, timeout) from None
    _remember(socket, "client", addrinfo)
    socket.address = address


def bind(socket: Socket, addrinfo: Addrinfo) -> None:
    """Bind; raises SocketError."""
    assert addrinfo.sockaddr is not None
    socket.bind(addrinfo.sockaddr.address)
    _remember(socket, "server", addrinfo)
    socket.address = socket.local_address()


def _remember(socket: Socket, role: str, addrinfo: Addrinfo) -> None:
    socket.role = role
    socket.node, socket.service = addrinfo.node, addrinfo.service
