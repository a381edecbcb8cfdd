"""The procedures that make conditions, ask what they are, and read them.

Those of the manual, and those that R6RS has for any condition.
"""

from __future__ import annotations

import errno
from typing import Any, Final, TypeGuard

from ...core import errors
from .._types import TypeIs
from ..conditions import ArgumentError, Condition, Kind
from ..dialect import procedure
from ..kinds import ANYTHING
from .addrinfo import NAME
from .conditions import (
    SAGITTARIUS,
    ErrorCondition,
    HostNotFoundError,
    InputOutputError,
    IOReadError,
    IOWriteError,
    SocketClosedError,
    SocketConnectionError,
    SocketError,
    SocketPortError,
    SocketReadTimeoutError,
)
from .socket_type import SOCKET, Socket

__all__ = [
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
    return errors.SocketError(errno.EIO, None, "", socket)


@procedure("(host-not-found-error? obj)", "&host-not-found", obj=ANYTHING)
def is_host_not_found_error(obj: object) -> TypeIs[HostNotFoundError]:
    """`(host-not-found-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &host-not-found.
    """
    return isinstance(obj, HostNotFoundError)


@procedure("(make-host-not-found-error node service)", "&host-not-found", node=NAME, service=NAME)
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


@procedure("(socket-error? obj)", "&socket", obj=ANYTHING)
def is_socket_error(obj: object) -> TypeIs[SocketError]:
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


@procedure("(socket-connection-error? obj)", "&socket-connection", obj=ANYTHING)
def is_socket_connection_error(obj: object) -> TypeIs[SocketConnectionError]:
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


@procedure("(socket-closed-error? obj)", "&socket-closed", obj=ANYTHING)
def is_socket_closed_error(obj: object) -> TypeIs[SocketClosedError]:
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
    return SocketClosedError(errors.Closed(errno.EBADF, None, "", socket), "", "", ())


@procedure("(socket-read-timeout-error? obj)", "&socket-read-timeout", obj=ANYTHING)
def is_socket_read_timeout_error(obj: object) -> TypeIs[SocketReadTimeoutError]:
    """`(socket-read-timeout-error? obj)`: whether it is one, a boolean; raises nothing.

    The library exports it, the Sagittarius manual leaves it out beside &socket-read-timeout.
    """
    return isinstance(obj, SocketReadTimeoutError)


@procedure(
    "(make-socket-read-timeout-error socket timeout)",
    "&socket-read-timeout",
    socket=_SOCKET_OR_FALSE,
    timeout=ANYTHING,
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
    cause = errors.DeadlinePassed(errno.ETIMEDOUT, None, "", socket)
    made = SocketReadTimeoutError(cause, "", "", ())
    made.timeout = timeout
    return made


@procedure("(socket-port-error? obj)", "&socket-port", obj=ANYTHING)
def is_socket_port_error(obj: object) -> TypeIs[SocketPortError]:
    """`(socket-port-error? obj)`: whether it is one, a boolean; raises nothing.

    Sagittarius manual, &socket-port.
    """
    return isinstance(obj, SocketPortError)


@procedure(
    "(make-socket-port-error socket port)",
    "&socket-port",
    socket=_SOCKET_OR_FALSE,
    port=ANYTHING,
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


@procedure("(assertion-violation? obj)", _R6RS, obj=ANYTHING)
def is_assertion_violation(obj: object) -> TypeGuard[ArgumentError]:
    """`(assertion-violation? obj)`: whether it is an `&assertion`, a boolean; raises nothing.

    So is what R6RS's port procedures raise for a bad argument. R6RS libraries, 7.3.
    """
    return isinstance(obj, ArgumentError) and not isinstance(obj, ErrorCondition)


@procedure("(error? obj)", _R6RS, obj=ANYTHING)
def is_error(obj: object) -> TypeIs[ErrorCondition | InputOutputError]:
    """`(error? obj)`: whether it is an `&error`, as every `&i/o` is, a boolean; raises nothing.

    R6RS libraries, 7.3.
    """
    return isinstance(obj, (ErrorCondition, InputOutputError))


@procedure("(i/o-error? obj)", _R6RS, obj=ANYTHING)
def is_io_error(obj: object) -> TypeIs[InputOutputError]:
    """`(i/o-error? obj)`: whether it is an `&i/o`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, InputOutputError)


@procedure("(i/o-read-error? obj)", _R6RS, obj=ANYTHING)
def is_io_read_error(obj: object) -> TypeIs[IOReadError]:
    """`(i/o-read-error? obj)`: whether it is an `&i/o-read`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, IOReadError)


@procedure("(i/o-write-error? obj)", _R6RS, obj=ANYTHING)
def is_io_write_error(obj: object) -> TypeIs[IOWriteError]:
    """`(i/o-write-error? obj)`: whether it is an `&i/o-write`, a boolean; raises nothing.

    R6RS libraries, 8.1.
    """
    return isinstance(obj, IOWriteError)
