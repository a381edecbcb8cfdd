"""The socket egg's parameters: how long to wait, and the sizes of buffers and chunks.

Called without an argument, a parameter is read, with one it is set, and `parameterize` binds it
for a while. A bad value is a `ChickenTypeError` or a `ChickenBoundsError`.

Read when they matter: a timeout when an operation has to wait, the size of a send in
`socket-send-all`, those of buffers when ports are made. How long a thread may wait is its own
affair; see `dialects.parameters`.
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from ..kinds import INTEGER, NON_NEGATIVE, Kind, or_false
from ..parameters import parameterize as parameterize
from ..results import OrFalse
from .conditions import CHICKEN

_MINUTE: Final = 60_000

_MILLISECONDS: Final = or_false(NON_NEGATIVE, "milliseconds, a non-negative integer, or #f")
_SIZE: Final = Kind("a positive integer", INTEGER.type_ok, lambda value: value > 0)
_Milliseconds: TypeAlias = Annotated[int | None, _MILLISECONDS]
_Size: TypeAlias = Annotated[int, _SIZE]
_SizeOrFalse: TypeAlias = Annotated[int | None, or_false(_SIZE, "a positive integer or #f")]


def _kept(value: int | None) -> OrFalse[int]:
    """Return a plain integer: who waits later on is not to meet operators of another class."""
    return None if value is None else int.__index__(value)


@CHICKEN.parameter
def socket_connect_timeout(ms: _Milliseconds = None) -> OrFalse[int]:
    """`(socket-connect-timeout ms) [default: #f]`: how many milliseconds to wait for a connection.

    `None` is as long as the system does. Socket egg manual, socket-connect-timeout.
    """
    return _kept(ms)


@CHICKEN.parameter
def socket_accept_timeout(ms: _Milliseconds = None) -> OrFalse[int]:
    """`(socket-accept-timeout ms) [default: #f]`: how many milliseconds `socket_accept` waits.

    `None` is for ever. Socket egg manual, socket-accept-timeout.
    """
    return _kept(ms)


@CHICKEN.parameter
def socket_receive_timeout(ms: _Milliseconds = _MINUTE) -> OrFalse[int]:
    """`(socket-receive-timeout ms) [default: 1 minute]`: how many milliseconds receiving waits.

    `None` is for ever. Socket egg manual, socket-receive-timeout.
    """
    return _kept(ms)


@CHICKEN.parameter
def socket_send_timeout(ms: _Milliseconds = _MINUTE) -> OrFalse[int]:
    """`(socket-send-timeout ms) [default: 1 minute]`: how many milliseconds each send waits.

    `None` is for ever. Socket egg manual, socket-send-timeout.
    """
    return _kept(ms)


@CHICKEN.parameter
def socket_send_buffer_size(n: _SizeOrFalse = None) -> OrFalse[int]:
    """`(socket-send-buffer-size n) [default: #f]`: the block size of an output port's buffer, in
    bytes.

    `None` is no buffer. Heeded when the port is made. Socket egg manual, socket-send-buffer-size.
    """
    return _kept(n)


@CHICKEN.parameter
def socket_send_size(n: _SizeOrFalse = 16384) -> OrFalse[int]:
    """`(socket-send-size n) [default: 16384]`: how many bytes at most `socket_send_all` hands to
    one send.

    `None` is no limit. A port heeds it when it is made. Socket egg manual, socket-send-size.
    """
    return _kept(n)


@CHICKEN.parameter
def socket_receive_buffer_size(n: _Size = 4096) -> int:
    """`(socket-receive-buffer-size n) [default: 4096]`: the size of an input port's buffer, in
    bytes.

    Heeded when the port is made. Socket egg manual, socket-receive-buffer-size.
    """
    return int.__index__(n)
