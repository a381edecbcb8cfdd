"""Options and modes of sockets: integers or bytes, blocking or not, how long a read may take.

The read timeout is the option SO_RCVTIMEO, however it is set: the system tells it, and the engine
keeps it as the time that a receive waits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from ...core.constants import SO_RCVTIMEO, SOL_SOCKET
from ...core.options import INT, TIME, raw
from .._types import Buffer
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import BYTEVECTOR, C_INT, INTEGER
from .conditions import SAGITTARIUS
from .socket_type import SOCKET, Socket, duration

__all__ = [
    "is_nonblocking_socket",
    "socket_blocking",
    "socket_get_read_timeout",
    "socket_getsockopt",
    "socket_nonblocking",
    "socket_set_read_timeout",
    "socket_setsockopt",
]

_MOST: Final = 1024  # bytes that Python asks the system for, at most
_LONGEST: Final = 2**53  # milliseconds

_VALUE: Final = Kind(
    "a bytevector or an exact integer that C's int holds",
    lambda value: INTEGER.type_ok(value) or BYTEVECTOR.type_ok(value),
    lambda value: not INTEGER.type_ok(value) or C_INT.value_ok(value),
)


def _is_duration(value: object) -> bool:
    return isinstance(value, timedelta) or INTEGER.type_ok(value)


def _is_wait(value: int | timedelta) -> bool:
    if isinstance(value, timedelta):
        return value >= timedelta()
    return 0 <= value <= _LONGEST


_TIMEOUT: Final = Kind("a time from 0 on: milliseconds or a time object", _is_duration, _is_wait)


@procedure(
    "(socket-setsockopt! socket level name value)",
    "socket-setsockopt!",
    socket=SOCKET,
    level=C_INT,
    name=C_INT,
    value=_VALUE,
)
def socket_setsockopt(socket: Socket, level: int, name: int, value: int | Buffer) -> bool:
    """`(socket-setsockopt! socket level name value)`: set an option.

    `level` is a `SOL_` integer, `name` an `SO_`, `TCP_` or `IP_` one; `value` an integer, or the
    bytes that the system takes. `True`, or `False` where the system refuses, and then
    `socket_last_error` says why. Raises `SocketClosedError` for a closed socket,
    `AssertionTypeError` and `AssertionValueError` for bad arguments.
    Sagittarius manual, socket-setsockopt!.
    """
    SAGITTARIUS.check(socket_setsockopt, socket, level, name, value)
    data = value if isinstance(value, int) else bytes(value)
    try:
        socket.set_option(level, name, data, INT)
    except Exception as error:
        SAGITTARIUS.note(error, socket_setsockopt, socket, level, name, value)
        return False
    return True


@procedure(
    "(socket-getsockopt socket level name size)",
    "socket-getsockopt",
    socket=SOCKET,
    level=C_INT,
    name=C_INT,
    size=C_INT,
)
def socket_getsockopt(socket: Socket, level: int, name: int, size: int) -> int | bytes:
    """`(socket-getsockopt socket level name size)`: the value of an option.

    `level` and `name` are as for `socket_setsockopt`. With a positive `size` (an integer) the
    value is so many bytes, with zeros after what the system gives; otherwise it is an integer.
    Raises `SocketError` where the system refuses, `AssertionTypeError` and `AssertionValueError`
    for bad arguments. Sagittarius manual, socket-getsockopt.
    """
    SAGITTARIUS.check(socket_getsockopt, socket, level, name, size)
    try:
        if size <= 0:
            number: int = socket.get_option(level, name, INT)
            return number
        data: bytes = socket.get_option(level, name, raw(min(size, _MOST)))
        return data.ljust(size, b"\0")
    except Exception as error:
        SAGITTARIUS.fail(error, socket_getsockopt, socket, level, name, size)


@procedure("(socket-nonblocking! socket)", "socket-nonblocking!", socket=SOCKET)
def socket_nonblocking(socket: Socket) -> None:
    """`(socket-nonblocking! socket)`: from now on its operations do not wait.

    Raises `SocketClosedError` for a closed socket, `AssertionTypeError` for what is no socket.
    Sagittarius manual, socket-nonblocking!.
    """
    _set_blocking(socket_nonblocking, socket, False)


@procedure("(socket-blocking! socket)", "socket-nonblocking!", socket=SOCKET)
def socket_blocking(socket: Socket) -> None:
    """`(socket-blocking! socket)`: from now on its operations wait, as those of a new one do.

    Raises `SocketClosedError` for a closed socket, `AssertionTypeError` for what is no socket.
    Sagittarius manual, socket-nonblocking!.
    """
    _set_blocking(socket_blocking, socket, True)


def _set_blocking(function: Callable[[Socket], None], socket: Socket, blocking: bool) -> None:
    SAGITTARIUS.check(function, socket)
    try:
        socket.set_blocking(blocking)
    except Exception as error:
        SAGITTARIUS.fail(error, function, socket)


@procedure("(nonblocking-socket? socket)", "socket-nonblocking!", socket=SOCKET)
def is_nonblocking_socket(socket: Socket) -> bool:
    """`(nonblocking-socket? socket)`: whether its operations do not wait, a boolean.

    Raises `AssertionTypeError` for what is no socket. The library exports it; of the Sagittarius
    manual see socket-nonblocking!.
    """
    SAGITTARIUS.check(is_nonblocking_socket, socket)
    return not socket.blocking


@procedure(
    "(socket-set-read-timeout! socket timeout)",
    "socket-set-read-timeout!",
    socket=SOCKET,
    timeout=_TIMEOUT,
)
def socket_set_read_timeout(socket: Socket, timeout: int | timedelta) -> None:
    """`(socket-set-read-timeout! socket timeout)`: how long a receive may wait for something.

    `timeout` is in milliseconds, an integer, or a time object, a `datetime.timedelta`; 0 is for
    ever. A receive past it raises `SocketReadTimeoutError`, and nothing is lost; a port's read
    raises `IOReadError`. Raises `SocketClosedError` for a closed socket, `AssertionTypeError` and
    `AssertionValueError` for bad arguments. Sagittarius manual, socket-set-read-timeout!.
    """
    SAGITTARIUS.check(socket_set_read_timeout, socket, timeout)
    seconds = timeout.total_seconds() if isinstance(timeout, timedelta) else timeout / 1000
    try:
        socket.set_option(SOL_SOCKET, SO_RCVTIMEO, seconds, TIME)
    except Exception as error:
        SAGITTARIUS.fail(error, socket_set_read_timeout, socket, timeout)


@procedure("(socket-get-read-timeout socket)", "socket-set-read-timeout!", socket=SOCKET)
def socket_get_read_timeout(socket: Socket) -> timedelta:
    """`(socket-get-read-timeout socket)`: how long a receive may wait, a `datetime.timedelta`.

    Of no length where nothing is set. The system may have rounded it up. Raises
    `SocketClosedError` for a closed socket, `AssertionTypeError` for what is no socket. The
    library exports it; of the Sagittarius manual see socket-set-read-timeout!.
    """
    SAGITTARIUS.check(socket_get_read_timeout, socket)
    try:
        return duration(socket.get_option(SOL_SOCKET, SO_RCVTIMEO, TIME))
    except Exception as error:
        SAGITTARIUS.fail(error, socket_get_read_timeout, socket)
