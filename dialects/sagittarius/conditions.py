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
from typing import Any, Final, TypeGuard, TypeVar

from attrs import frozen

from ...core import Port, errors
from ...core import Socket as _Socket
from ..conditions import (
    ArgumentTypeError,
    ArgumentValueError,
    Condition,
    Conditions,
    Kind,
    joined,
)
from ..dialect import procedure
from .socket_type import SOCKET, Socket

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
    "condition_irritants",
    "condition_message",
    "condition_who",
    "host_not_found_error_node",
    "host_not_found_error_service",
    "is_assertion_violation",
    "is_error",
    "is_host_not_found_error",
    "is_io_error",
    "is_io_read_error",
    "is_io_write_error",
    "is_socket_closed_error",
    "is_socket_connection_error",
    "is_socket_error",
    "is_socket_port_error",
    "is_socket_read_timeout_error",
    "make_host_not_found_error",
    "make_socket_closed_error",
    "make_socket_connection_error",
    "make_socket_error",
    "make_socket_port_error",
    "make_socket_read_timeout_error",
    "socket_error_port",
    "socket_error_socket",
]

_C = TypeVar("_C", bound="InputOutputError")


class AssertionViolation(Condition):
    """`&assertion`: an argument is not what the procedure expects.

    Carries procedure, argument, position (from 1), expected and value.
    """

    argument: str
    expected: str
    value: object
    position: int


class AssertionTypeError(AssertionViolation, ArgumentTypeError):
    """`&assertion`: an argument of the wrong type. A `TypeError`."""

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        ArgumentTypeError.__init__(self, procedure, argument, expected, value, position)
        self.message = f"{expected} required"


class AssertionValueError(AssertionViolation, ArgumentValueError):
    """`&assertion`: an argument of the right type that the procedure cannot use.

    A `ValueError`.
    """

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        ArgumentValueError.__init__(self, procedure, argument, expected, value, position)
        self.message = f"{expected} required"


class ErrorCondition(Condition):
    """`&error`: the library refuses what is asked for.

    Carries procedure, argument, position (from 1), expected and value.
    """

    argument: str
    expected: str
    value: object
    position: int


class ErrorTypeError(ErrorCondition, ArgumentTypeError):
    """`&error`: an argument of the wrong type. A `TypeError`."""

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        ArgumentTypeError.__init__(self, procedure, argument, expected, value, position)
        self.message = f"{expected} required"


class ErrorValueError(ErrorCondition, ArgumentValueError):
    """`&error`: an argument of the right type that cannot be used as it is. A `ValueError`."""

    def __init__(
        self, procedure: str, argument: str, expected: str, value: object, position: int = 0
    ) -> None:
        ArgumentValueError.__init__(self, procedure, argument, expected, value, position)
        self.message = f"{expected} required"


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


class SocketReadTimeoutError(SocketError, errors.TimedOut):
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

    def name(self, error: OSError, procedure: str, args: tuple[object, ...] = ()) -> Exception:
        """The condition for a system failure met by `procedure` given `args`.

        The socket among them remembers its errno.
        """
        sockets = (arg.socket if isinstance(arg, Port) else arg for arg in args)
        socket = next((arg for arg in sockets if isinstance(arg, _Socket)), None)
        cause = errors.from_os_error(error, procedure, socket)
        if isinstance(socket, Socket):
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
        cause = errors.TimedOut(_errno.ETIMEDOUT, None, procedure, socket)
        socket.last_error = _errno.ETIMEDOUT
        return _of(SocketConnectionError, cause, procedure, "Connection timeout", (timeout,))

    def read_timed_out(self, procedure: str, socket: Socket, timeout: object) -> Exception:
        """The condition for a receive that its socket's read timeout ended."""
        cause = errors.TimedOut(_errno.ETIMEDOUT, None, procedure, socket)
        socket.last_error = _errno.EAGAIN
        node, service = (_shown(text) for text in (socket.node, socket.service))
        message = f"Read timeout! node: {node}, service: {service}"
        made = _of(SocketReadTimeoutError, cause, procedure, message, ())
        made.timeout = timeout
        return made

    def port_failure(self, error: OSError, operation: str, port: Port) -> Exception:
        """The condition for an OSError that a port met as it did "read" or "write".

        On a blocking socket, a read that the system ended for want of data took too long.
        """
        cause = errors.from_os_error(error, operation, port.socket)
        root: type[IOReadError | IOWriteError]
        root = IOWriteError if operation == "write" else IOReadError
        if isinstance(cause, errors.WouldBlock) and port.socket.blocking:
            cause = errors.TimedOut(_errno.ETIMEDOUT, f"{operation} timeout", "", port.socket)
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
    return "#f" if text is None else text


SAGITTARIUS: Final = _SagittariusConditions(
    wrong_type=AssertionTypeError, bad_value=AssertionValueError, system=SocketError
)
"""Failures as Sagittarius raises them."""

ERROR: Final = _SagittariusConditions(
    wrong_type=ErrorTypeError, bad_value=ErrorValueError, system=SocketError
)
"""The same for procedures that raise `&error` where others raise `&assertion`."""


# --- the manual's procedures

_ANYTHING: Final = Kind("an object")
_NAME: Final = Kind("a string or #f", lambda value: value is None or isinstance(value, str))
_SOCKET_OR_FALSE: Final = Kind(
    "a socket or #f", lambda value: value is None or SOCKET.type_ok(value)
)


def _condition(scheme: str, root: type[Condition]) -> Kind:
    return Kind(f"a condition of type {scheme}", lambda value: isinstance(value, root))


_HOST_NOT_FOUND: Final = _condition("&host-not-found", HostNotFoundError)
_SOCKET: Final = _condition("&socket", SocketError)
_SOCKET_PORT: Final = _condition("&socket-port", SocketPortError)
_SIMPLE: Final = Kind("a condition", lambda value: isinstance(value, Condition))


def _io(socket: Socket | None = None) -> errors.SocketError:
    """The cause of a condition that a program makes by itself."""
    return errors.SocketError(_errno.EIO, None, "", socket)


@procedure("(host-not-found-error? obj)", "&host-not-found", obj=_ANYTHING)
def is_host_not_found_error(obj: object) -> TypeGuard[HostNotFoundError]:
    """`(host-not-found-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &host-not-found.
    """
    return isinstance(obj, HostNotFoundError)


@procedure(
    "(make-host-not-found-error node service)", "&host-not-found", node=_NAME, service=_NAME
)
def make_host_not_found_error(node: str | None, service: str | None) -> HostNotFoundError:
    """`(make-host-not-found-error node service)`: a condition to raise; strings, or `None`.

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, &host-not-found.
    """
    SAGITTARIUS.check(make_host_not_found_error, node, service)
    made = HostNotFoundError(_io(), "", "", ())
    made.node, made.service = node, service
    return made


@procedure(
    "(host-not-found-error-node host-not-found)", "&host-not-found", host_not_found=_HOST_NOT_FOUND
)
def host_not_found_error_node(host_not_found: HostNotFoundError) -> str | None:
    """`(host-not-found-error-node host-not-found)`: the node asked for, a string or `None`.

    Raises `AssertionTypeError` for what is no such condition. Sagittarius manual, &host-not-found.
    """
    SAGITTARIUS.check(host_not_found_error_node, host_not_found)
    return host_not_found.node


@procedure(
    "(host-not-found-error-service host-not-found)",
    "&host-not-found",
    host_not_found=_HOST_NOT_FOUND,
)
def host_not_found_error_service(host_not_found: HostNotFoundError) -> str | None:
    """`(host-not-found-error-service host-not-found)`: the service asked for, a string or `None`.

    Raises `AssertionTypeError` for what is no such condition. Sagittarius manual, &host-not-found.
    """
    SAGITTARIUS.check(host_not_found_error_service, host_not_found)
    return host_not_found.service


@procedure("(socket-error? obj)", "&socket", obj=_ANYTHING)
def is_socket_error(obj: object) -> TypeGuard[SocketError]:
    """`(socket-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &socket.
    """
    return isinstance(obj, SocketError)


@procedure("(make-socket-error socket)", "&socket", socket=_SOCKET_OR_FALSE)
def make_socket_error(socket: Socket | None) -> SocketError:
    """`(make-socket-error socket)`: a condition to raise, about a socket or none (`None`).

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, &socket.
    """
    SAGITTARIUS.check(make_socket_error, socket)
    return SocketError(_io(socket), "", "", ())


@procedure("(socket-error-socket socket-error)", "&socket", socket_error=_SOCKET)
def socket_error_socket(socket_error: SocketError) -> Socket | None:
    """`(socket-error-socket socket-error)`: the socket that it is about, `None` for none.

    Raises `AssertionTypeError` for what is no such condition. Sagittarius manual, &socket.
    """
    SAGITTARIUS.check(socket_error_socket, socket_error)
    socket = socket_error.socket
    return socket if isinstance(socket, Socket) else None


@procedure("(socket-connection-error? obj)", "&socket-connection", obj=_ANYTHING)
def is_socket_connection_error(obj: object) -> TypeGuard[SocketConnectionError]:
    """`(socket-connection-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &socket-connection.
    """
    return isinstance(obj, SocketConnectionError)


@procedure("(make-socket-connection-error socket)", "&socket-connection", socket=_SOCKET_OR_FALSE)
def make_socket_connection_error(socket: Socket | None) -> SocketConnectionError:
    """`(make-socket-connection-error socket)`: a condition to raise, about a socket or none.

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, &socket-connection.
    """
    SAGITTARIUS.check(make_socket_connection_error, socket)
    return SocketConnectionError(_io(socket), "", "", ())


@procedure("(socket-closed-error? obj)", "&socket-closed", obj=_ANYTHING)
def is_socket_closed_error(obj: object) -> TypeGuard[SocketClosedError]:
    """`(socket-closed-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &socket-closed.
    """
    return isinstance(obj, SocketClosedError)


@procedure("(make-socket-closed-error socket)", "&socket-closed", socket=_SOCKET_OR_FALSE)
def make_socket_closed_error(socket: Socket | None) -> SocketClosedError:
    """`(make-socket-closed-error socket)`: a condition to raise, about a socket or none.

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, &socket-closed.
    """
    SAGITTARIUS.check(make_socket_closed_error, socket)
    return SocketClosedError(errors.Closed(_errno.EBADF, None, "", socket), "", "", ())


@procedure("(socket-read-timeout-error? obj)", "&socket-read-timeout", obj=_ANYTHING)
def is_socket_read_timeout_error(obj: object) -> TypeGuard[SocketReadTimeoutError]:
    """`(socket-read-timeout-error? obj)`: whether it is one, a boolean; raises nothing.

    The library exports it, the Sagittarius manual leaves it out beside &socket-read-timeout.
    """
    return isinstance(obj, SocketReadTimeoutError)


@procedure(
    "(make-socket-read-timeout-error socket timeout)",
    "&socket-read-timeout",
    socket=_SOCKET_OR_FALSE,
    timeout=_ANYTHING,
)
def make_socket_read_timeout_error(
    socket: Socket | None, timeout: object
) -> SocketReadTimeoutError:
    """`(make-socket-read-timeout-error socket timeout)`: a condition to raise.

    It is about a socket or none, and any object for a timeout. Raises `AssertionTypeError` for a
    bad argument. The library exports it, the Sagittarius manual leaves it out beside
    &socket-read-timeout.
    """
    SAGITTARIUS.check(make_socket_read_timeout_error, socket, timeout)
    cause = errors.TimedOut(_errno.ETIMEDOUT, None, "", socket)
    made = SocketReadTimeoutError(cause, "", "", ())
    made.timeout = timeout
    return made


@procedure("(socket-port-error? obj)", "&socket-port", obj=_ANYTHING)
def is_socket_port_error(obj: object) -> TypeGuard[SocketPortError]:
    """`(socket-port-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &socket-port.
    """
    return isinstance(obj, SocketPortError)


@procedure(
    "(make-socket-port-error socket port)",
    "&socket-port",
    socket=_SOCKET_OR_FALSE,
    port=_ANYTHING,
)
def make_socket_port_error(socket: Socket | None, port: object) -> SocketPortError:
    """`(make-socket-port-error socket port)`: a condition to raise, about a port of a socket.

    Raises `AssertionTypeError` for a bad argument. Sagittarius manual, &socket-port.
    """
    SAGITTARIUS.check(make_socket_port_error, socket, port)
    made = SocketPortError(_io(socket), "", "", ())
    made.port = port
    return made


@procedure("(socket-error-port socket-port-error)", "&socket-port", socket_port_error=_SOCKET_PORT)
def socket_error_port(socket_port_error: SocketPortError) -> Any:
    """`(socket-error-port socket-port-error)`: the port that it is about.

    Raises `AssertionTypeError` for what is no such condition. Sagittarius manual, &socket-port.
    """
    SAGITTARIUS.check(socket_error_port, socket_port_error)
    return socket_port_error.port


# --- what R6RS has for any condition

_R6RS: Final = "R6RS libraries, 7"


@procedure("(condition-who condition)", _R6RS, condition=_SIMPLE)
def condition_who(condition: Condition) -> str:
    """`(condition-who condition)`: the procedure that raised it, a string.

    Raises `AssertionTypeError` for what is no condition. R6RS libraries, 7.2.
    """
    SAGITTARIUS.check(condition_who, condition)
    return condition.procedure


@procedure("(condition-message condition)", _R6RS, condition=_SIMPLE)
def condition_message(condition: Condition) -> str:
    """`(condition-message condition)`: what went wrong, a string.

    Raises `AssertionTypeError` for what is no condition. R6RS libraries, 7.2.
    """
    SAGITTARIUS.check(condition_message, condition)
    return condition.message


@procedure("(condition-irritants condition)", _R6RS, condition=_SIMPLE)
def condition_irritants(condition: Condition) -> tuple[object, ...]:
    """`(condition-irritants condition)`: what it is about, a tuple; a failure's errno for one.

    Raises `AssertionTypeError` for what is no condition. R6RS libraries, 7.2.
    """
    SAGITTARIUS.check(condition_irritants, condition)
    return condition.irritants


@procedure("(assertion-violation? obj)", _R6RS, obj=_ANYTHING)
def is_assertion_violation(obj: object) -> TypeGuard[AssertionViolation]:
    """`(assertion-violation? obj)`: whether it is an `&assertion`, a boolean; raises nothing.

    R6RS libraries, 7.3.
    """
    return isinstance(obj, AssertionViolation)


@procedure("(error? obj)", _R6RS, obj=_ANYTHING)
def is_error(obj: object) -> TypeGuard[ErrorCondition | InputOutputError]:
    """`(error? obj)`: whether it is an `&error`, as every `&i/o` is, a boolean; raises nothing.

    R6RS libraries, 7.3.
    """
    return isinstance(obj, (ErrorCondition, InputOutputError))


@procedure("(i/o-error? obj)", _R6RS, obj=_ANYTHING)
def is_io_error(obj: object) -> TypeGuard[InputOutputError]:
    """`(i/o-error? obj)`: whether it is an `&i/o`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, InputOutputError)


@procedure("(i/o-read-error? obj)", _R6RS, obj=_ANYTHING)
def is_io_read_error(obj: object) -> TypeGuard[IOReadError]:
    """`(i/o-read-error? obj)`: whether it is an `&i/o-read`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, IOReadError)


@procedure("(i/o-write-error? obj)", _R6RS, obj=_ANYTHING)
def is_io_write_error(obj: object) -> TypeGuard[IOWriteError]:
    """`(i/o-write-error? obj)`: whether it is an `&i/o-write`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, IOWriteError)
