"""Connected and listening sockets for looked-up addresses.

Strategy: try each address in turn; a socket that fails is closed before the next address is tried,
and if all fail, the last failure is raised.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, Protocol, TypeVar

from .constants import SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, SOMAXCONN, constant
from .errors import Interrupted, SocketError, arose_below
from .resolve import AddressInfo
from .socket import Socket


class Place(Protocol):
    """Something to open a socket for, such as an `AddressInfo`."""

    @property
    def family(self) -> int:
        """The platform's number."""

    @property
    def type(self) -> int:
        """The platform's number."""

    @property
    def protocol(self) -> int:
        """The platform's number."""


_S = TypeVar("_S", bound=Socket)
_P = TypeVar("_P", bound=Place)

_CONNECTION_TYPES: Final = frozenset({SOCK_STREAM, constant("SOCK_SEQPACKET")})


def _any_failure(error: SocketError) -> bool:
    return True


def open_connected(
    infos: Iterable[AddressInfo],
    *,
    timeout: float | None = None,
    blocking: bool = True,
    may_try_next: Callable[[SocketError], bool] = _any_failure,
) -> Socket:
    """Open a socket and connect it to the first address that answers.

    Args:
        infos: the addresses, in the order to try.
        timeout: seconds for each attempt, or None.
        blocking: whether the operations of the socket wait; connecting always does.
        may_try_next: told a failure, says whether to go on to the next address (bool).

    Returns the connected Socket.  Raises the SocketError of the last attempt; Interrupted at once;
    ValueError when there is no address.
    """

    def connect(socket: Socket, info: AddressInfo) -> None:
        socket.connect(info.address, timeout=timeout)
        if not blocking:
            socket.set_blocking(False)

    return open_first(Socket, infos, connect, may_try_next)


def open_listening(
    infos: Iterable[AddressInfo],
    *,
    reuse_address: bool = True,
    backlog: int = SOMAXCONN,
    options: Iterable[tuple[int, int, Any]] = (),
) -> Socket:
    """Open a socket, bind it to the first address that can be had, and listen.

    Args:
        infos: the addresses, in the order to try.  A datagram socket is bound and does not listen.
        reuse_address: whether a connection socket sets SO_REUSEADDR, so that a server can come
            back right after it stopped.
        backlog: as for `Socket.listen`.
        options: (level, name, value) triples to set before it is bound.

    Returns the Socket.  Raises the SocketError of the last attempt; ValueError when there is no
    address.
    """
    options = tuple(options)

    def bind(socket: Socket, info: AddressInfo) -> None:
        connects = info.type in _CONNECTION_TYPES
        # On a datagram socket the option would let two servers share a port unawares.
        if reuse_address and connects:
            socket.set_option(SOL_SOCKET, SO_REUSEADDR, True)
        for level, name, value in options:
            socket.set_option(level, name, value)
        socket.bind(info.address)
        if connects:
            socket.listen(backlog)

    return open_first(Socket, infos, bind)


def open_first(
    make: type[_S],
    places: Iterable[_P],
    prepare: Callable[[_S, _P], None],
    may_try_next: Callable[[SocketError], bool] = _any_failure,
) -> _S:
    """Open a socket for the first place for which it can be prepared.

    Args:
        make: the class of the socket, `Socket` or a class of one's own.
        places: AddressInfo records, or other objects with their family, type and protocol, in the
            order to try.
        prepare: called with a new socket and its place: binds it, connects it, or raises.
        may_try_next: told a failure, says whether to go on to the next address (bool).

    Returns the socket.  Raises the SocketError of the last attempt; Interrupted at once;
    ValueError when there is no place.  A socket that could not be prepared is closed.
    """
    failure: SocketError | None = None
    try:
        for place in places:
            socket = None
            try:
                socket = make.open(place.family, place.type, place.protocol)
                prepare(socket, place)
                return socket
            except SocketError as error:
                if socket is not None:
                    socket.close()
                ours = arose_below(error, prepare)
                if isinstance(error, Interrupted) or not ours or not may_try_next(error):
                    raise
                failure = error
            except BaseException:
                if socket is not None:
                    socket.close()
                raise
        if failure is None:
            raise ValueError("no address to try")
        raise failure
    finally:
        failure = None  # it refers to this frame
