"""Sagittarius's conditions as Python exceptions.

The manual's hierarchy is one of classes here: `InputOutputError` (`&i/o`) over `HostNotFoundError`
and `SocketError`, that over `SocketConnectionError`, `SocketClosedError`,
`SocketReadTimeoutError` and `SocketPortError`. Each is an `OSError`, and the engine's class for
its errno as well, so that `except ConnectionResetError` and `except TimeoutError` work. A bad
argument is an `AssertionViolation` (`&assertion`) and a `TypeError` or a `ValueError`; the few
procedures that raise `&error` instead raise an `ErrorCondition` that is one of these, too.
`SAGITTARIUS` is the table that makes them of a call that failed, `ERROR` the one for those few.
"""

from __future__ import annotations

import errno as _errno
from collections.abc import Callable
from typing import Any, Final, TypeVar

from attrs import frozen

from ...core import Port, errors
from ...core import Socket as _Socket
from ..conditions import (
    ArgumentError,
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    Conditions,
    joined,
)
from .socket_type import Socket, duration

__all__ = [
    "ERROR",
    "SAGITTARIUS",
    "AssertionTypeError",
    "AssertionValueError",
    "AssertionViolation",
    "ErrorCondition",
    "ErrorTypeError",
    "ErrorValueError",
    "HostNotFoundError",
    "IOReadError",
    "IOWriteError",
    "InputOutputError",
    "SocketClosedError",
    "SocketConnectionError",
    "SocketError",
    "SocketPortError",
    "SocketReadTimeoutError",
]

_C = TypeVar("_C", bound="InputOutputError")

_LONGEST_NAME: Final = 255  # of a host


class _Refusal(ArgumentError):
    """A refused argument, in the library's words."""

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        super().__init__(procedure, argument, expected, value, position)
        self.message = f"{expected} required"


class AssertionViolation(_Refusal):
    """`&assertion`: an argument is not what the procedure expects.

    Carries procedure, argument, position (from 1), expected and value.
    """


class AssertionTypeError(AssertionViolation, ArgumentTypeError):
    """`&assertion`: an argument of the wrong type. A `TypeError`."""


class AssertionValueError(AssertionViolation, ArgumentValueError):
    """`&assertion`: an argument of the right type that the procedure cannot use.

    A `ValueError`.
    """


class ErrorCondition(_Refusal):
    """`&error`: the library refuses what is asked for.

    Carries procedure, argument, position (from 1), expected and value.
    """


class ErrorTypeError(ErrorCondition, ArgumentTypeError):
    """`&error`: an argument of the wrong type. A `TypeError`."""


class ErrorValueError(ErrorCondition, ArgumentValueError):
    """`&error`: an argument of the right type that cannot be used as it is. A `ValueError`."""


class InputOutputError(Condition, errors.SocketError):
    """`&i/o`: input or output failed. An `OSError` with its errno (int).

    Arguments: the engine's error; `&who`, the procedure (str); `&message` (str), by default the
    system's text; `&irritants`, by default the errno alone.
    """

    def __init__(
        self,
        cause: errors.SocketError,
        procedure: str = "",
        message: str | None = None,
        irritants: tuple[object, ...] | None = None,
    ) -> None:
        number = cause.errno or 0
        errors.SocketError.__init__(self, number, cause.strerror, procedure, cause.socket)
        self.__dict__.update(cause.__dict__, operation=procedure)
        self.procedure = procedure
        self.message = str(cause.strerror) if message is None else message
        self.irritants = (number,) if irritants is None else irritants

    def __str__(self) -> str:
        text = self.message or str(self.strerror)
        return f"{self.procedure}: {text}" if self.procedure else text


class HostNotFoundError(InputOutputError):
    """`&host-not-found`: the node and service are not to be found, or nobody is there.

    Attributes: node, service (str or None). Sagittarius manual, &host-not-found.
    """

    node: str | None = None
    service: str | None = None


class SocketError(InputOutputError):
    """`&socket`: an operation on a socket failed.

    Attributes: socket, or None where there was none. Sagittarius manual, &socket.
    """


class SocketConnectionError(SocketError):
    """`&socket-connection`: a connection could not be made.

    Sagittarius manual, &socket-connection.
    """


class SocketClosedError(SocketError, errors.Closed):
    """`&socket-closed`: the socket is closed, or was closed meanwhile.

    Sagittarius manual, &socket-closed.
    """


class SocketReadTimeoutError(SocketError, errors.DeadlinePassed):
    """`&socket-read-timeout`: nothing came in the time that a read may take. A `TimeoutError`.

    Attributes: timeout, as it was set. Sagittarius manual, &socket-read-timeout.
    """

    timeout: object = None


class SocketPortError(SocketError):
    """`&socket-port`: an operation on a port of a socket failed.

    Attributes: port. Sagittarius manual, &socket-port.
    """

    port: object = None


class IOReadError(InputOutputError):
    """`&i/o-read`: a port could not be read. Attributes: port."""

    port: object = None


class IOWriteError(InputOutputError):
    """`&i/o-write`: a port could not be written. Attributes: port."""

    port: object = None


@frozen
class _SagittariusConditions(Conditions):
    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """As for any dialect; but what is a condition already says all that is to be said."""
        if isinstance(error, Condition):
            return error
        return Conditions.explain(self, error, function, *args)

    def note(self, error: Exception, function: Callable[..., object], *args: object) -> None:
        """Leave what the system refused to `socket-last-error`; raise what is more than that.

        For a procedure that returns `#f` then, in its `except` block.
        """
        explained = None
        try:
            if not errors.arose_below(error):
                raise
            explained = self.explain(error, function, *args)
            refused = isinstance(explained, SocketError) and not isinstance(error, Condition)
            if not refused or isinstance(explained, SocketClosedError):
                raise explained from None
        finally:
            del error, explained  # they refer to this frame

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
        """The condition for a system failure met by `procedure` given `args`.

        The socket among them remembers its errno. Only a receive is left to meet its deadline: the
        others that wait say by themselves what that means.
        """
        sockets = (arg.socket if isinstance(arg, Port) else arg for arg in args)
        socket = next((arg for arg in sockets if isinstance(arg, _Socket)), None)
        cause = errors.from_os_error(error, procedure, socket)
        socket = cause.socket if socket is None else socket
        if isinstance(socket, Socket):
            if isinstance(cause, errors.DeadlinePassed):
                return self.read_timed_out(procedure, socket)
            socket.last_error = cause.errno or 0
        if isinstance(cause, errors.Closed):
            return SocketClosedError(cause, procedure, "socket is closed", (socket,))
        if isinstance(cause, errors.LookupFailed):
            node, service = cause.node, cause.service
            irritants = (cause.errno, node, service)
            return _of(HostNotFoundError, cause, procedure, cause.strerror, irritants)
        return _of(SocketError, cause, procedure)

    def unreachable(
        self, cause: errors.SocketError, procedure: str, node: str | None, service: str | None
    ) -> Exception:
        """The condition for addresses none of which could be had; `cause` is the last failure."""
        reason = f"{cause.strerror} ({cause.errno})"
        if cause.operation == "socket":
            message = f"creating a socket failed: {reason}"
            return _of(SocketError, cause, procedure, message, (node, service))
        message = f"no next addrinfo: {reason}"
        made = _of(HostNotFoundError, cause, procedure, message, (node, service))
        made.node, made.service = node, service
        return made

    def not_connected(
        self, cause: errors.SocketError, procedure: str, socket: Socket
    ) -> Exception:
        """The condition for a connection attempt that was given up."""
        socket.last_error = cause.errno or 0
        return _of(SocketConnectionError, cause, procedure)

    def connection_timed_out(self, procedure: str, socket: Socket, timeout: object) -> Exception:
        """The condition for a connection that took longer than it may."""
        cause = errors.DeadlinePassed(_errno.ETIMEDOUT, None, procedure, socket)
        socket.last_error = _errno.ETIMEDOUT
        return _of(SocketConnectionError, cause, procedure, "Connection timeout", (timeout,))

    def read_timed_out(self, procedure: str, socket: Socket) -> Exception:
        """The condition for a receive that its socket's read timeout ended."""
        cause = errors.DeadlinePassed(_errno.ETIMEDOUT, None, procedure, socket)
        socket.last_error = _errno.EAGAIN
        node, service = (_shown(text) for text in (socket.node, socket.service))
        message = f"Read timeout! node: {node}, service: {service}"
        made = _of(SocketReadTimeoutError, cause, procedure, message, ())
        made.timeout = duration(socket.receive_timeout)
        return made

    def port_failure(self, error: OSError, operation: str, port: Port) -> Exception:
        """The condition for an OSError that a port met as it did "read" or "write"."""
        cause = errors.from_os_error(error, operation, port.socket)
        root: type[IOReadError | IOWriteError]
        root = IOWriteError if operation == "write" else IOReadError
        if isinstance(cause, errors.DeadlinePassed):
            text = f"{operation} timeout"
            cause = errors.DeadlinePassed(_errno.ETIMEDOUT, text, "", port.socket)
        made = _of(root, cause, operation, cause.strerror, (port,))
        made.port = port
        return made

    def port_not_ready(self, error: OSError, port: Port) -> SocketPortError:
        """The condition for an OSError met by asking whether a port has something to read."""
        cause = errors.from_os_error(error, "port-ready?", port.socket)
        made = _of(SocketPortError, cause, "port-ready?", cause.strerror, (port,))
        made.socket, made.port = port.socket, port
        return made


def _of(root: type[_C], cause: errors.SocketError, *args: Any) -> _C:
    """A condition that is `root` and the engine's error `cause` at once."""
    made: _C = joined(root, type(cause))(cause, *args)
    return made


def _shown(text: str | None) -> str:
    return "#f" if text is None else str.__getitem__(text, slice(_LONGEST_NAME))


SAGITTARIUS: Final = _SagittariusConditions(
    wrong_type=AssertionTypeError, bad_value=AssertionValueError, system=SocketError
)
"""Failures as Sagittarius raises them."""

ERROR: Final = _SagittariusConditions(
    wrong_type=ErrorTypeError, bad_value=ErrorValueError, system=SocketError
)
"""The same for procedures that raise `&error` where others raise `&assertion`."""
