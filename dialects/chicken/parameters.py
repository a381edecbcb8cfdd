"""The socket egg's parameters: how long to wait, and the sizes of buffers and chunks.

Read when they matter: a timeout when an operation has to wait, the size of a send in
`socket-send-all`, those of buffers when ports are made. How long a thread may wait is its own
affair; see `dialects.parameters`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from ..conditions import Kind
from ..dialect import parameter
from ..kinds import INTEGER
from ..parameters import Parameter, parameterize
from .conditions import CHICKEN

__all__ = [
    "parameterize",
    "socket_accept_timeout",
    "socket_connect_timeout",
    "socket_receive_buffer_size",
    "socket_receive_timeout",
    "socket_send_buffer_size",
    "socket_send_size",
    "socket_send_timeout",
]

T = TypeVar("T")

_TIMEOUTS: Final = "socket-connect-timeout"
_SIZES: Final = "socket-send-buffer-size"
_MINUTE: Final = 60_000

_MILLISECONDS: Final = Kind(
    "milliseconds, a non-negative integer, or #f",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or value >= 0,
)
_SIZE: Final = Kind("a positive integer", INTEGER.type_ok, lambda value: value > 0)
_SIZE_OR_FALSE: Final = Kind(
    "a positive integer or #f",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or value > 0,
)


def _parameter(form: str, section: str, kind: Kind) -> Callable[[Callable[[], T]], Parameter[T]]:
    """Make a parameter of a function: its name, its docstring; what it returns is the default.

    The docstring is written out, since editors show it.
    """
    scheme, argument = form.partition(")")[0].strip("(").split()

    def make(function: Callable[[], T]) -> Parameter[T]:
        made = Parameter(function.__name__, function(), _guard(scheme, kind))
        made.__doc__ = function.__doc__
        return parameter(form, section, **{argument: kind})(made)

    return make


def _guard(scheme: str, kind: Kind) -> Callable[[Any], Any]:
    argument = "n" if "size" in scheme else "ms"

    def check(value: Any) -> Any:
        if not kind.type_ok(value):
            raise CHICKEN.wrong_type(scheme, argument, kind.expected, value, 1)
        if not kind.value_ok(value):
            raise CHICKEN.bad_value(scheme, argument, kind.expected, value, 1)
        # Who waits later on is not to meet with the operators of a class of somebody's.
        return None if value is None else int.__index__(value)

    return check


@_parameter("(socket-connect-timeout ms) [default: #f]", _TIMEOUTS, _MILLISECONDS)
def socket_connect_timeout() -> int | None:
    """`(socket-connect-timeout ms) [default: #f]`: how long to wait for a connection to be made,
    in milliseconds (int).

    `None` is as long as the system does. Without an argument it is read, with one it is set, and
    `parameterize` binds it for a while. Raises `ChickenTypeError` and `ChickenBoundsError` for a
    bad value. Socket egg manual, socket-connect-timeout.
    """
    return None


@_parameter("(socket-accept-timeout ms) [default: #f]", _TIMEOUTS, _MILLISECONDS)
def socket_accept_timeout() -> int | None:
    """`(socket-accept-timeout ms) [default: #f]`: how long `socket_accept` waits, in milliseconds
    (int); `None` is for ever.

    Without an argument it is read, with one it is set, and `parameterize` binds it for a while.
    Raises `ChickenTypeError` and `ChickenBoundsError` for a bad value.
    Socket egg manual, socket-accept-timeout.
    """
    return None


@_parameter("(socket-receive-timeout ms) [default: 1 minute]", _TIMEOUTS, _MILLISECONDS)
def socket_receive_timeout() -> int | None:
    """`(socket-receive-timeout ms) [default: 1 minute]`: how long receiving waits, in milliseconds
    (int); `None` is for ever.

    Without an argument it is read, with one it is set, and `parameterize` binds it for a while.
    Raises `ChickenTypeError` and `ChickenBoundsError` for a bad value.
    Socket egg manual, socket-receive-timeout.
    """
    return _MINUTE


@_parameter("(socket-send-timeout ms) [default: 1 minute]", _TIMEOUTS, _MILLISECONDS)
def socket_send_timeout() -> int | None:
    """`(socket-send-timeout ms) [default: 1 minute]`: how long each send waits, in milliseconds
    (int); `None` is for ever.

    Without an argument it is read, with one it is set, and `parameterize` binds it for a while.
    Raises `ChickenTypeError` and `ChickenBoundsError` for a bad value.
    Socket egg manual, socket-send-timeout.
    """
    return _MINUTE


@_parameter("(socket-send-buffer-size n) [default: #f]", _SIZES, _SIZE_OR_FALSE)
def socket_send_buffer_size() -> int | None:
    """`(socket-send-buffer-size n) [default: #f]`: the block size of an output port's buffer, in
    bytes (int); `None` is no buffer.

    Heeded when the port is made. Without an argument it is read, with one it is set, and
    `parameterize` binds it for a while. Raises `ChickenTypeError` and `ChickenBoundsError` for a
    bad value. Socket egg manual, socket-send-buffer-size.
    """
    return None


@_parameter("(socket-send-size n) [default: 16384]", _SIZES, _SIZE_OR_FALSE)
def socket_send_size() -> int | None:
    """`(socket-send-size n) [default: 16384]`: the most that `socket_send_all` hands to one send,
    in bytes (int); `None` is no limit.

    A port heeds it when it is made. Without an argument it is read, with one it is set, and
    `parameterize` binds it for a while. Raises `ChickenTypeError` and `ChickenBoundsError` for a
    bad value. Socket egg manual, socket-send-size.
    """
    return 16384


@_parameter("(socket-receive-buffer-size n) [default: 4096]", _SIZES, _SIZE)
def socket_receive_buffer_size() -> int:
    """`(socket-receive-buffer-size n) [default: 4096]`: the size of an input port's buffer, in
    bytes (int).

    Heeded when the port is made. Without an argument it is read, with one it is set, and
    `parameterize` binds it for a while. Raises `ChickenTypeError` and `ChickenBoundsError` for a
    bad value. Socket egg manual, socket-receive-buffer-size.
    """
    return 4096
