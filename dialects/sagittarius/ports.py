"""Ports over sockets: made, asked whether they are ready, and shut down.

What they do is a `PortPolicy`. Input is exact: a port takes from the socket just what it returns,
and the rest is there for a receive; a read of many bytes gives what has arrived, up to so many.
Output leaves at once. A read waits as a receive does: for the socket's read timeout, if it has
one, and never because of `thread_interrupt`. One thread may read a two-way port while another
writes it.

The procedures that read and write them are R6RS's, in `r6rs_io`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from attrs import evolve

from ...core import InputPort, OutputPort, PortPolicy, TextPort, TwoWayPort, wait_readable
from ...core.errors import arose_below
from .. import _port_io as io_
from .._types import Port as AnyPort
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import BOOLEAN
from .conditions import ERROR, SAGITTARIUS
from .constants import SHUT_RD, SHUT_WR
from .socket_type import SOCKET, Socket
from .sockets import HOW

__all__ = [
    "SocketInputPort",
    "SocketOutputPort",
    "SocketPort",
    "is_port_ready",
    "shutdown_input_port",
    "shutdown_output_port",
    "shutdown_port",
    "socket_input_port",
    "socket_output_port",
    "socket_port",
]

_BORROWING: Final = PortPolicy(
    input_buffer=0,
    fill=False,
    output_buffer=None,
    closes_socket="never",
    interruptible=False,
    failure=SAGITTARIUS.port_failure,
)
_OWNING: Final = evolve(_BORROWING, closes_socket="both")


class SocketInputPort(InputPort):
    """The input port of a socket; a Python binary file, too."""

    def ready(self) -> bool:
        """Whether a read would find a byte, or the end, without waiting.

        Raises `SocketPortError` when the system cannot tell, as of a closed socket.
        """
        if self.input_open and not self.holds:
            try:
                return wait_readable(self.socket, 0)
            except OSError as error:
                if not arose_below(error):
                    raise
                raise SAGITTARIUS.port_not_ready(error, self) from None
        return super().ready()

    def _read_all(self) -> bytes:
        """Read up to the end; look first whether the port is ready."""
        self.ready()
        return super()._read_all()


class SocketOutputPort(OutputPort):
    """The output port of a socket; a Python binary file, too."""


class SocketPort(SocketInputPort, TwoWayPort):
    """The input and output port of a socket; a Python binary file, too."""


_Shuttable: TypeAlias = SocketInputPort | SocketOutputPort | TextPort


def _below(port: object) -> object:
    """The binary port below a textual one."""
    return port.port if isinstance(port, TextPort) else port


def _is_socket_port(value: object) -> bool:
    return isinstance(_below(value), (SocketInputPort, SocketOutputPort))


_SOCKET_PORT: Final = Kind("socket port", _is_socket_port)


def _check_open(name: str, socket: Socket) -> None:
    if socket.closed:
        raise SAGITTARIUS.closed(name, socket)


@procedure(
    "(socket-port socket :optional (close? #t))", "socket-port", socket=SOCKET, close=BOOLEAN
)
def socket_port(socket: Socket, close: bool = True) -> SocketPort:
    """`(socket-port socket :optional (close? #t))`: a binary port for input and output.

    The socket closes when the port is closed, also for having been dropped, which warns; with
    `close` `False` it stays open. Reads of `get_u8` take a byte, those of `get_bytevector_n` what
    has arrived; what they leave is there for `socket_recv`. Writes leave at once.

    A read that fails raises `IOReadError`, past the socket's read timeout also a `TimeoutError`;
    a write `IOWriteError`. Raises `AssertionTypeError` for a bad argument, `SocketClosedError` for
    a closed socket. Sagittarius manual, socket-port.
    """
    SAGITTARIUS.check(socket_port, socket, close)
    _check_open("socket-port", socket)
    return SocketPort(socket, _OWNING if close else _BORROWING)


@procedure("(socket-input-port socket)", "socket-input-port", socket=SOCKET)
def socket_input_port(socket: Socket) -> SocketInputPort:
    """`(socket-input-port socket)`: a binary input port; closing it leaves the socket open.

    It reads, fails and is refused as a `socket_port`. Sagittarius manual, socket-input-port.
    """
    SAGITTARIUS.check(socket_input_port, socket)
    _check_open("socket-input-port", socket)
    return SocketInputPort(socket, _BORROWING)


@procedure("(socket-output-port socket)", "socket-input-port", socket=SOCKET)
def socket_output_port(socket: Socket) -> SocketOutputPort:
    """`(socket-output-port socket)`: a binary output port; closing it leaves the socket open.

    It writes, fails and is refused as a `socket_port`. Sagittarius manual, socket-input-port.
    """
    SAGITTARIUS.check(socket_output_port, socket)
    _check_open("socket-output-port", socket)
    return SocketOutputPort(socket, _BORROWING)


@procedure("(shutdown-port port how)", "shutdown-port", port=_SOCKET_PORT, how=HOW)
def shutdown_port(port: _Shuttable, how: int) -> None:
    """`(shutdown-port port how)`: shut the connection of a port's socket down.

    `port` is a port of a socket, or a transcoded one over such; nothing happens to one that is
    closed. `how` is `SHUT_RD`, `SHUT_WR` or `SHUT_RDWR`. The port stays open: what is read then is
    the end, what is written fails.

    Raises `ErrorTypeError` for another port, `AssertionTypeError` and `AssertionValueError` for a
    bad `how`, `SocketClosedError` when the socket is closed below an open port, `SocketError` when
    the system refuses. Sagittarius manual, shutdown-port.
    """
    ERROR.check(shutdown_port, port)
    SAGITTARIUS.check(shutdown_port, port, how)
    _shut_down(shutdown_port, port, how)


@procedure("(shutdown-input-port port)", "shutdown-input-port", port=_SOCKET_PORT)
def shutdown_input_port(port: _Shuttable) -> None:
    """`(shutdown-input-port port)`: as `shutdown_port`, of the input side alone.

    The output side goes on. Sagittarius manual, shutdown-input-port.
    """
    ERROR.check(shutdown_input_port, port)
    _shut_down(shutdown_input_port, port, SHUT_RD)


@procedure("(shutdown-output-port port)", "shutdown-input-port", port=_SOCKET_PORT)
def shutdown_output_port(port: _Shuttable) -> None:
    """`(shutdown-output-port port)`: as `shutdown_port`, of the output side alone.

    The input side goes on. Sagittarius manual, shutdown-input-port.
    """
    ERROR.check(shutdown_output_port, port)
    _shut_down(shutdown_output_port, port, SHUT_WR)


def _shut_down(function: Callable[..., object], port: _Shuttable, how: int) -> None:
    if port.closed:
        return
    below: Any = _below(port)
    try:
        below.socket.shutdown(how)
    except Exception as error:
        SAGITTARIUS.fail(error, function, below.socket)


@procedure("(port-ready? port)", "&socket-port", port=io_.OPEN_INPUT)
def is_port_ready(port: AnyPort) -> bool:
    """`(port-ready? port)`: whether a read would find something, or the end, without waiting.

    `port` is any open input port. Raises `SocketPortError` when the system cannot tell, as of a
    closed socket; so does `get_bytevector_all`, which asks before it reads. Raises
    `AssertionTypeError` and `AssertionValueError` for a bad argument.
    Sagittarius manual, &socket-port.
    """
    SAGITTARIUS.check(is_port_ready, port)
    try:
        return io_.ready(port)
    except Exception as error:
        SAGITTARIUS.fail(error, is_port_ready, port)
