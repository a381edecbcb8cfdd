"""Making conditions, and asking what some are.

Those of the manual are about a socket or none. What one makes is raised with Python's `raise`.
"""

from __future__ import annotations

import errno as _errno
from typing import Annotated, TypeAlias, TypeGuard, TypeVar

from ...core import errors as _errors
from .._types import TypeIs
from ..conditions import ArgumentError
from ..kinds import instance
from ..results import OrFalse
from ._addrinfo_type import Name
from ._failures import SAGITTARIUS
from ._socket_type import Socket, SocketOrFalse
from .conditions import (
    ErrorCondition,
    HostNotFoundError,
    InputOutputError,
    SocketClosedError,
    SocketConnectionError,
    SocketError,
    SocketPortError,
    SocketReadTimeoutError,
)

_Socket: TypeAlias = Annotated[
    SocketError,
    instance(SocketError, "a condition of type &socket"),
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
def make_host_not_found_error(node: Name, service: Name) -> HostNotFoundError:
    """`(make-host-not-found-error node service)`: make one to raise.

    Sagittarius manual, &host-not-found.
    """
    made = _made(HostNotFoundError)
    made.node, made.service = node, service
    return made


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
def make_socket_connection_error(socket: SocketOrFalse) -> SocketConnectionError:
    """`(make-socket-connection-error socket)`: make one to raise.

    Sagittarius manual, &socket-connection.
    """
    return _made(SocketConnectionError, socket)


@SAGITTARIUS.procedure
def make_socket_closed_error(socket: SocketOrFalse) -> SocketClosedError:
    """`(make-socket-closed-error socket)`: make one to raise.

    Sagittarius manual, &socket-closed.
    """
    return _made(SocketClosedError, socket, _errors.Closed, _errno.EBADF)


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
def make_socket_port_error(socket: SocketOrFalse, port: object) -> SocketPortError:
    """`(make-socket-port-error socket port)`: make one to raise.

    Sagittarius manual, &socket-port.
    """
    made = _made(SocketPortError, socket)
    made.port = port
    return made


# --- what R6RS has for any condition


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
