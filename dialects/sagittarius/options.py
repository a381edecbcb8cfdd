"""Options and modes of sockets: integers or bytes, blocking or not, how long a read may take.

The read timeout is the option SO_RCVTIMEO, however it is set: the system tells it, and the engine
keeps it as the time that a receive waits.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Final, TypeAlias

from ...core.errors import Closed
from ...core.options import INT, TIME, raw
from .._types import Buffer
from ..kinds import BYTEVECTOR, C_INT, INTEGER, CInt, Kind
from ..results import Unspecified
from ._failures import SAGITTARIUS
from ._socket_type import AnySocket, duration
from .constants import SO_RCVTIMEO, SOL_SOCKET

_MOST: Final = 1024  # bytes that Python asks the system for, at most
_LONGEST: Final = 2**53  # milliseconds

_VALUE: Final = Kind(
    "a bytevector or an exact integer that C's int holds",
    lambda value: INTEGER.type_ok(value) or BYTEVECTOR.type_ok(value),
    lambda value: not INTEGER.type_ok(value) or C_INT.value_ok(value),
)
_Value: TypeAlias = Annotated[int | Buffer, _VALUE]


def _is_duration(value: object) -> bool:
    return isinstance(value, timedelta) or INTEGER.type_ok(value)


def _is_wait(value: int | timedelta) -> bool:
    if isinstance(value, timedelta):
        return value >= timedelta()
    return 0 <= value <= _LONGEST


_TIMEOUT: Final = Kind("a time from 0 on: milliseconds or a time object", _is_duration, _is_wait)
_Timeout: TypeAlias = Annotated[int | timedelta, _TIMEOUT]

_OR_FALSE: Final = SAGITTARIUS.answering(
    OSError, MemoryError, unless=(Closed,), answer=lambda: False
)


@_OR_FALSE.procedure
def socket_setsockopt(socket: AnySocket, level: CInt, name: CInt, value: _Value) -> bool:
    """`(socket-setsockopt! socket level name value)`: set an option; return whether that worked.

    `level` is a `SOL_` number, `name` an `SO_`, `TCP_` or `IP_` one; `value` an integer, or the
    bytes that the system takes. Where the system refuses, `socket_last_error` says why. Raises
    `SocketClosedError` for a closed socket. Sagittarius manual, socket-setsockopt!.
    """
    data = value if isinstance(value, int) else bytes(value)
    socket.set_option(level, name, data, INT)
    return True


@SAGITTARIUS.procedure
def socket_getsockopt(socket: AnySocket, level: CInt, name: CInt, size: CInt) -> int | bytes:
    """`(socket-getsockopt socket level name size)`: return the value of an option.

    `level` and `name` are as for `socket_setsockopt`. With a positive `size` the value is so many
    bytes, with zeros after what the system gives; otherwise it is an integer. Raises `SocketError`
    where the system refuses. Sagittarius manual, socket-getsockopt.
    """
    if size <= 0:
        number: int = socket.get_option(level, name, INT)
        return number
    data: bytes = socket.get_option(level, name, raw(min(size, _MOST)))
    return data.ljust(size, b"\0")


@SAGITTARIUS.procedure
def socket_nonblocking(socket: AnySocket) -> Unspecified:
    """`(socket-nonblocking! socket)`: keep its operations from waiting from now on.

    Raises `SocketClosedError` for a closed socket. Sagittarius manual, socket-nonblocking!.
    """
    socket.set_blocking(False)


@SAGITTARIUS.procedure
def socket_blocking(socket: AnySocket) -> Unspecified:
    """`(socket-blocking! socket)`: let its operations wait, as those of a new one do.

    Raises `SocketClosedError` for a closed socket. Sagittarius manual, socket-nonblocking!.
    """
    socket.set_blocking(True)


@SAGITTARIUS.procedure
def is_nonblocking_socket(socket: AnySocket) -> bool:
    """`(nonblocking-socket? socket)`: return whether its operations do not wait.

    See Sagittarius manual, socket-nonblocking!.
    """
    return not socket.blocking


@SAGITTARIUS.procedure
def socket_set_read_timeout(socket: AnySocket, timeout: _Timeout) -> Unspecified:
    """`(socket-set-read-timeout! socket timeout)`: limit how long a receive may wait.

    `timeout` is in milliseconds, or a time object, a `datetime.timedelta`; 0 is for ever. A
    receive past it raises `SocketReadTimeoutError`, and nothing is lost; a port's read raises
    `IOReadError`. Raises `SocketClosedError` for a closed socket.
    Sagittarius manual, socket-set-read-timeout!.
    """
    seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout / 1000
    socket.set_option(SOL_SOCKET, SO_RCVTIMEO, seconds, TIME)


@SAGITTARIUS.procedure
def socket_get_read_timeout(socket: AnySocket) -> timedelta:
    """`(socket-get-read-timeout socket)`: return how long a receive may wait.

    A `datetime.timedelta`, of no length where nothing is set. The system may have rounded it up.
    Raises `SocketClosedError` for a closed socket.
    See Sagittarius manual, socket-set-read-timeout!.
    """
    return duration(socket.get_option(SOL_SOCKET, SO_RCVTIMEO, TIME))
