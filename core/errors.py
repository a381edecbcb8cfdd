"""What can go wrong, as exceptions under `OSError`.

Strategy: every failure of the engine is a `SocketError` that carries errno, the operation and the
socket.  Its sub-classes also inherit the builtin, if any, that Python raises for the same errno,
so ``except ConnectionResetError`` and ``except OSError`` go on working.  One table leads from
errno to class.  Translating costs something only when an operation has failed: the `sys_*` calls
of a `Socket` raise plain `OSError`, and whoever called names the failure with `from_os_error`.

How a dialect words a failure is left to the dialect.
"""

from __future__ import annotations

import errno as _errno
import os
import socket as _socket
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .socket import Socket


class SocketError(OSError):
    """A socket operation failed.

    Attributes:
        errno: the system's error number (int); for `LookupFailed` an ``EAI_*`` number.
        strerror: the system's text (str).
        operation: what was attempted, e.g. ``"connect"`` (str).
        socket: the `Socket` it was attempted on, or None.
        sent: how many bytes a failed `Socket.send_all` had handed to the system (int), else 0.
    """

    operation: str
    socket: Socket | None
    sent: int

    def __init__(
        self,
        errno: int,
        strerror: str | None = None,
        operation: str = "",
        socket: Socket | None = None,
    ) -> None:
        super().__init__(errno, os.strerror(errno) if strerror is None else strerror)
        self.operation = operation
        self.socket = socket
        self.sent = 0

    def __str__(self) -> str:
        text = super().__str__()
        return f"{self.operation}: {text}" if self.operation else text

    def __reduce__(self) -> tuple[object, ...]:
        # A socket cannot travel in a pickle; what is known about the failure can.
        state = {**self.__dict__, "socket": None}
        return type(self), (self.errno, self.strerror), state


class ConnectionRefused(SocketError, ConnectionRefusedError):
    """Nobody listens at the address (ECONNREFUSED)."""


class ConnectionReset(SocketError, ConnectionResetError):
    """The peer broke the connection off (ECONNRESET)."""


class ConnectionAborted(SocketError, ConnectionAbortedError):
    """The connection was given up, e.g. before it could be accepted (ECONNABORTED)."""


class BrokenPipe(SocketError, BrokenPipeError):
    """Sending on a connection whose sending side is shut, here or by the peer (EPIPE)."""


class WouldBlock(SocketError, BlockingIOError):
    """Nothing could be done without waiting, and waiting was not asked for (EAGAIN)."""


class InProgress(SocketError, BlockingIOError):
    """A connection attempt is still under way (EINPROGRESS, EALREADY)."""


class Interrupted(SocketError, InterruptedError):
    """Another thread interrupted this one while it waited (EINTR)."""


class TimedOut(SocketError, TimeoutError):
    """The time allowed for an operation, or the system's own, has passed (ETIMEDOUT)."""


class PermissionDenied(SocketError, PermissionError):
    """Not allowed (EACCES, EPERM)."""


class FileNotFound(SocketError, FileNotFoundError):
    """The path of a Unix address does not exist (ENOENT)."""


class AddressInUse(SocketError):
    """Another socket has the address (EADDRINUSE)."""


class AddressNotAvailable(SocketError):
    """The address is not one of this machine's (EADDRNOTAVAIL)."""


class Unreachable(SocketError):
    """No way to the network or host (ENETUNREACH, EHOSTUNREACH, ENETDOWN, EHOSTDOWN)."""


class NotConnected(SocketError):
    """The operation needs a connected socket (ENOTCONN, EDESTADDRREQ)."""


class AlreadyConnected(SocketError):
    """The socket is connected already (EISCONN)."""


class MessageTooLong(SocketError):
    """The datagram does not fit (EMSGSIZE)."""


class NoDescriptors(SocketError):
    """The process or the system has no file descriptor left (EMFILE, ENFILE)."""


class NoSuchOption(SocketError):
    """The protocol does not know the option (ENOPROTOOPT)."""


class Unsupported(SocketError):
    """The system lacks the family, type, protocol or operation (EAFNOSUPPORT, EOPNOTSUPP, …)."""


class NotASocket(SocketError):
    """The descriptor is no socket (ENOTSOCK)."""


class Closed(SocketError):
    """The socket is closed, or was closed while the operation went on (EBADF)."""


class LookupFailed(SocketError, _socket.gaierror):
    """A name could not be resolved.

    Attributes, beside those of `SocketError`:
        node: the host asked for (str or None).
        service: the service asked for (str, int or None).
    """

    def __init__(
        self,
        errno: int,
        strerror: str | None = None,
        operation: str = "getaddrinfo",
        node: str | None = None,
        service: str | int | None = None,
    ) -> None:
        # EAI_* numbers mean nothing to os.strerror().
        super().__init__(errno, strerror or f"lookup failed ({errno})", operation)
        self.node = node
        self.service = service


_CLASSES: Final[dict[int, type[SocketError]]] = {
    getattr(_errno, name): cls
    for cls, names in {
        ConnectionRefused: "ECONNREFUSED",
        ConnectionReset: "ECONNRESET",
        ConnectionAborted: "ECONNABORTED",
        BrokenPipe: "EPIPE ESHUTDOWN",
        WouldBlock: "EAGAIN EWOULDBLOCK",
        InProgress: "EINPROGRESS EALREADY",
        Interrupted: "EINTR",
        TimedOut: "ETIMEDOUT",
        PermissionDenied: "EACCES EPERM",
        FileNotFound: "ENOENT",
        AddressInUse: "EADDRINUSE",
        AddressNotAvailable: "EADDRNOTAVAIL",
        Unreachable: "ENETUNREACH EHOSTUNREACH ENETDOWN EHOSTDOWN",
        NotConnected: "ENOTCONN EDESTADDRREQ",
        AlreadyConnected: "EISCONN",
        MessageTooLong: "EMSGSIZE",
        NoDescriptors: "EMFILE ENFILE",
        NoSuchOption: "ENOPROTOOPT",
        Unsupported: "EAFNOSUPPORT EPFNOSUPPORT EPROTONOSUPPORT ESOCKTNOSUPPORT EPROTOTYPE"
        " EOPNOTSUPP ENOTSUP",
        NotASocket: "ENOTSOCK",
        Closed: "EBADF",
    }.items()
    for name in names.split()
    if hasattr(_errno, name)
}


def error_class(errno: int) -> type[SocketError]:
    """The class for an error number (int): `SocketError` itself where none is more exact."""
    return _CLASSES.get(errno, SocketError)


def from_os_error(error: OSError, operation: str, socket: Socket | None = None) -> SocketError:
    """Name a failure: the `SocketError` for a plain OSError.

    Args:
        error: what the system call raised.  A SocketError is returned as it is.
        operation: what was attempted, e.g. ``"send"``.
        socket: the `Socket` it was attempted on.

    A failure on a socket that another thread has closed in the meantime is `Closed`, whatever
    the system said of it: the thread that closes may have to shut the connection down first.
    """
    if isinstance(error, SocketError):
        return error
    if socket is not None and socket.closed:
        return Closed(_errno.EBADF, None, operation, socket)
    if isinstance(error, _socket.gaierror):
        return LookupFailed(error.errno or 0, error.strerror, operation)
    # Python raises some of its own without a number ("AF_UNIX path too long").
    number = error.errno or _errno.EINVAL
    strerror = error.strerror or str(error) or None
    return error_class(number)(number, strerror, operation, socket)
