"""The exceptions of the engine, all subclasses of `OSError`.

Strategy: every failure of the engine is a `SocketError` that carries errno, the operation and the
socket.  Its sub-classes also inherit the builtin, if any, that Python raises for the same errno,
so ``except ConnectionResetError`` and ``except OSError`` go on working.  One table leads from
errno to class.

A signal handler runs between any two instructions, and may raise the same exceptions as a system
call.  `arose_below` tells the two apart by the frames that the exception came through: code that
catches an OSError asks it first, and passes on an exception that is not its own.

The wording of a failure is up to the dialect.
"""

from __future__ import annotations

import errno as _errno
import os
import socket as _socket
from collections.abc import Callable
from typing import Any, Final

# This package, and the modules that the stdlib runs to encode names for the DNS.
_OURS: Final = (
    __name__.partition(".")[0] + ".",
    *("encodings.", "importlib.", "_frozen_importlib"),
)
_STDLIB: Final = frozenset({"socket", "codecs", "os"})  # through which the engine calls the system


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
    socket: Any
    sent: int

    def __init__(
        self,
        errno: int,
        strerror: str | None = None,
        operation: str = "",
        socket: object = None,
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
    """The system gave a connection up after its own time (ETIMEDOUT), or a deadline passed."""


class DeadlinePassed(TimedOut):
    """The deadline that the caller gave an operation has passed; the system did not give up."""


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
    """Return the class for an error number (int): `SocketError` where none is more exact."""
    return _CLASSES.get(errno, SocketError)


def arose_below(error: BaseException, through: Callable[..., object] | None = None) -> bool:
    """Return whether `error` is what the call that was tried ended in, not a signal handler.

    Args:
        error: an exception, asked about in the function that caught it.
        through: a caller's function that lies between the two, or None.

    It is if it came directly from a system call of that function, or only through frames of this
    package and of the package of `through`.  An exception of a signal handler came through the
    handler's frame; one from PyThreadState_SetAsyncExc has no arguments.  A handler written in C
    cannot be told apart.
    """
    traceback = error.__traceback__
    if traceback is None or not (error.args or isinstance(error, MemoryError)):
        return False
    caller = str(getattr(through, "__module__", "")).partition(".")[0]
    while (traceback := traceback.tb_next) is not None:
        module = str(traceback.tb_frame.f_globals.get("__name__"))
        ours = module.startswith(_OURS) or module in _STDLIB
        if not ours and module.partition(".")[0] != caller:
            return False
    return True


def from_os_error(error: OSError, operation: str, socket: object = None) -> SocketError:
    """Name a failure: return the `SocketError` for a plain OSError.

    Args:
        error: what the system call raised.  A SocketError is returned as it is.
        operation: what was attempted, e.g. ``"send"``.
        socket: the `Socket` it was attempted on.
    """
    if isinstance(error, SocketError):
        return error
    if isinstance(error, _socket.gaierror):
        return LookupFailed(error.errno or 0, error.strerror, operation)
    # Python raises some of its own without a number ("AF_UNIX path too long").
    number = error.errno or _errno.EINVAL
    strerror = error.strerror or str(error) or None
    return error_class(number)(number, strerror, operation, socket)
