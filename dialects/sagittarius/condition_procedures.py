"""The procedures that make conditions, ask what they are, and read them.

Those of the manual, whose conditions are about a socket or none, and those that R6RS has for any
condition. What one makes is raised with Python's `raise`.
"""

from __future__ import annotations

import errno as _errno
from typing import Annotated, TypeAlias, TypeGuard, TypeVar

from ...core import errors as _errors
from .._types import TypeIs
from ..conditions import ArgumentError, Condition
from ..kinds import Kind
from ..results import AnyOrFalse, List, OrFalse
from ._addrinfo_type import Name
from ._failures import SAGITTARIUS
from ._socket_type import Socket, SocketOrFalse
from .conditions import (
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


def _condition(root: type[Condition], expected: str) -> Kind:
    return Kind(expected, lambda value: isinstance(value, root))


_Simple: TypeAlias = Annotated[Condition, _condition(Condition, "a condition")]
_HostNotFound: TypeAlias = Annotated[
    HostNotFoundError, _condition(HostNotFoundError, "a condition of type &host-not-found")
]
_Socket: TypeAlias = Annotated[SocketError, _condition(SocketError, "a condition of type &socket")]
_SocketPort: TypeAlias = Annotated[
    SocketPortError, _condition(SocketPortError, "a condition of type &socket-port")
]

_C = TypeVar("_C", bound=InputOutputError)


def _made(
    root: type[_C],
    socket: Socket | None = None,
    cause: type[_errors.SocketError] = _errors.SocketError,
    number: int = _errno.EIO,
) -> _C:
    return root(cause(number, None, "", socket), "", "", ())


@SAGITTARIUS.procedure
def is_host_not_found_error(obj: object) -> TypeIs[HostNotFoundError]:
    """`(host-not-found-error? obj)`: test for one. Sagittarius manual, &host-not-found."""
    return isinstance(obj, HostNotFoundError)


@SAGITTARIUS.procedure
def make_host_not_found_error(node: Name, service: Name) -> HostNotFoundError:
    """`(make-host-not-found-error node service)`: make one to raise.

    Sagittarius manual, &host-not-found.
    """
    made = _made(HostNotFoundError)
    made.node, made.service = node, service
    return made


@SAGITTARIUS.procedure
def host_not_found_error_node(host_not_found: _HostNotFound) -> OrFalse[str]:
    """`(host-not-found-error-node host-not-found)`: return its node.

    Sagittarius manual, &host-not-found.
    """
    return host_not_found.node


@SAGITTARIUS.procedure
def host_not_found_error_service(host_not_found: _HostNotFound) -> OrFalse[str]:
    """`(host-not-found-error-service host-not-found)`: return the service asked for.

    Sagittarius manual, &host-not-found.
    """
    return host_not_found.service


@SAGITTARIUS.procedure
def is_socket_error(obj: object) -> TypeIs[SocketError]:
    """`(socket-error? obj)`: test for one. Sagittarius manual, &socket."""
    return isinstance(obj, SocketError)


@SAGITTARIUS.procedure
def make_socket_error(socket: SocketOrFalse) -> SocketError:
    """`(make-socket-error socket)`: make one to raise. Sagittarius manual, &socket."""
    return _made(SocketError, socket)


@SAGITTARIUS.procedure
def socket_error_socket(socket_error: _Socket) -> OrFalse[Socket]:
    """`(socket-error-socket socket-error)`: return its socket. Sagittarius manual, &socket."""
    socket = socket_error.socket
    return socket if isinstance(socket, Socket) else None


@SAGITTARIUS.procedure
def is_socket_connection_error(obj: object) -> TypeIs[SocketConnectionError]:
    """`(socket-connection-error? obj)`: test for one. Sagittarius manual, &socket-connection."""
    return isinstance(obj, SocketConnectionError)


@SAGITTARIUS.procedure
def make_socket_connection_error(socket: SocketOrFalse) -> SocketConnectionError:
    """`(make-socket-connection-error socket)`: make one to raise.

    Sagittarius manual, &socket-connection.
    """
    return _made(SocketConnectionError, socket)


@SAGITTARIUS.procedure
def is_socket_closed_error(obj: object) -> TypeIs[SocketClosedError]:
    """`(socket-closed-error? obj)`: test for one. Sagittarius manual, &socket-closed."""
    return isinstance(obj, SocketClosedError)


@SAGITTARIUS.procedure
def make_socket_closed_error(socket: SocketOrFalse) -> SocketClosedError:
    """`(make-socket-closed-error socket)`: make one to raise.

    Sagittarius manual, &socket-closed.
    """
    return _made(SocketClosedError, socket, _errors.Closed, _errno.EBADF)


@SAGITTARIUS.procedure
def is_socket_read_timeout_error(obj: object) -> TypeIs[SocketReadTimeoutError]:
    """`(socket-read-timeout-error? obj)`: test for one.

    See Sagittarius manual, &socket-read-timeout.
    """
    return isinstance(obj, SocketReadTimeoutError)


@SAGITTARIUS.procedure
def make_socket_read_timeout_error(
    socket: SocketOrFalse, timeout: object
) -> SocketReadTimeoutError:
    """`(make-socket-read-timeout-error socket timeout)`: make one to raise.

    See Sagittarius manual, &socket-read-timeout.
    """
    made = _made(SocketReadTimeoutError, socket, _errors.DeadlinePassed, _errno.ETIMEDOUT)
    made.timeout = timeout
    return made


@SAGITTARIUS.procedure
def is_socket_port_error(obj: object) -> TypeIs[SocketPortError]:
    """`(socket-port-error? obj)`: test for one. Sagittarius manual, &socket-port."""
    return isinstance(obj, SocketPortError)


@SAGITTARIUS.procedure
def make_socket_port_error(socket: SocketOrFalse, port: object) -> SocketPortError:
    """`(make-socket-port-error socket port)`: make one to raise.

    Sagittarius manual, &socket-port.
    """
    made = _made(SocketPortError, socket)
    made.port = port
    return made


@SAGITTARIUS.procedure
def socket_error_port(socket_port_error: _SocketPort) -> AnyOrFalse:
    """`(socket-error-port socket-port-error)`: return its port.

    Sagittarius manual, &socket-port.
    """
    return socket_port_error.port


# --- what R6RS has for any condition


@SAGITTARIUS.procedure
def condition_who(condition: _Simple) -> str:
    """`(condition-who condition)`: return the procedure that raised it. R6RS libraries, 7."""
    return condition.procedure


@SAGITTARIUS.procedure
def condition_message(condition: _Simple) -> str:
    """`(condition-message condition)`: return what went wrong. R6RS libraries, 7."""
    return condition.message


@SAGITTARIUS.procedure
def condition_irritants(condition: _Simple) -> List[tuple[object, ...]]:
    """`(condition-irritants condition)`: return what it is about, such as an errno.

    R6RS libraries, 7.
    """
    return condition.irritants


@SAGITTARIUS.procedure
def is_assertion_violation(obj: object) -> TypeGuard[ArgumentError]:
    """`(assertion-violation? obj)`: return whether it is an `&assertion`.

    So is what R6RS's port procedures raise for a bad argument. R6RS libraries, 7.
    """
    return isinstance(obj, ArgumentError) and not isinstance(obj, ErrorCondition)


@SAGITTARIUS.procedure
def is_error(obj: object) -> TypeIs[ErrorCondition | InputOutputError]:
    """`(error? obj)`: return whether it is an `&error`, as every `&i/o` is. R6RS libraries, 7."""
    return isinstance(obj, (ErrorCondition, InputOutputError))


@SAGITTARIUS.procedure
def is_io_error(obj: object) -> TypeIs[InputOutputError]:
    """`(i/o-error? obj)`: return whether it is an `&i/o`. R6RS libraries, 7."""
    return isinstance(obj, InputOutputError)


@SAGITTARIUS.procedure
def is_io_read_error(obj: object) -> TypeIs[IOReadError]:
    """`(i/o-read-error? obj)`: return whether it is an `&i/o-read`. R6RS libraries, 7."""
    return isinstance(obj, IOReadError)


@SAGITTARIUS.procedure
def is_io_write_error(obj: object) -> TypeIs[IOWriteError]:
    """`(i/o-write-error? obj)`: return whether it is an `&i/o-write`. R6RS libraries, 7."""
    return isinstance(obj, IOWriteError)
