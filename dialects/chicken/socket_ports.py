"""The socket egg's ports: an input and an output port over a connected socket.

What they do is a `PortPolicy` made of the parameters at the time the ports are made: the sizes of
the buffers and of a send. How long they wait is said by `socket-receive-timeout` and
`socket-send-timeout` at the time they wait, since the manual has ports receive with
`socket-receive!` and send with `socket-send-all`, and only the sizes take effect at the making.

A port that is dropped, unlike one that is closed, does nothing to the socket, which other ports
may be over; it only sends what it held. What to read and to write is left to the room `ports`.
"""

from __future__ import annotations

import errno
import socket as stdlib
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ...core import InputPort, OutputPort, Port, PortClosed, PortPolicy
from ...core import Socket as EngineSocket
from ...core.port_base import PortLife
from ..conditions import Kind
from ..dialect import procedure
from .conditions import CHICKEN, ChickenError
from .parameters import socket_receive_buffer_size, socket_send_buffer_size, socket_send_size
from .sockets import SOCKET, Socket, receiving, sending

__all__ = [
    "PortClosedError",
    "SocketInputPort",
    "SocketOutputPort",
    "port_to_fileno",
    "socket_abandon_port",
    "socket_io_port_to_socket",
    "socket_io_ports",
]

# Where the manual has a port's failures come from, whichever procedure was called.
_LOCATIONS: Final = {"read": "socket-receive!", "write": "socket-send"}
_NO_SIGNAL: Final = int(getattr(stdlib, "MSG_NOSIGNAL", 0))


class PortClosedError(ChickenError, PortClosed):
    """A port was used after it was closed: `(exn i/o file)`. An `OSError` and a `ValueError`.

    Arguments: the location; the port, also the only one of its arguments.
    """

    kinds = ("exn", "i/o", "file")

    def __init__(self, location: str, port: Port) -> None:
        message = "port already closed"
        PortClosed.__init__(self, errno.EBADF, message, location, port.socket)
        self._tell(location, message, (port,))


class SocketInputPort(InputPort):
    """The input port of a socket; a Python binary file, too."""

    def __repr__(self) -> str:
        return '#<input port "(socket)">'


class SocketOutputPort(OutputPort):
    """The output port of a socket; a Python binary file, too."""

    def __repr__(self) -> str:
        return '#<output port "(socket)">'


@procedure("(socket-i/o-ports so)", "socket-i/o-ports", so=SOCKET)
def socket_io_ports(so: Socket) -> tuple[SocketInputPort, SocketOutputPort]:
    """`(socket-i/o-ports so)`: an input and an output port over a connected socket, a tuple.

    Input is read ahead: whenever the buffer is empty, one receive asks for
    `socket-receive-buffer-size` bytes (of a longer datagram the rest is lost). Output leaves at
    once or, where `socket-send-buffer-size` is set, in blocks of that size, as many whole ones as
    there are; the rest when the port is flushed or closed. Either way no send is given more than
    `socket-send-size` bytes. These parameters count as they are now. The timeouts count as they
    are when a port has to wait: after `socket-receive-timeout` or, for each send,
    `socket-send-timeout` milliseconds the port raises `NetTimeoutError`. What a failing read had
    received is still there to be read; what of a buffered write had not left stays in the buffer,
    and the condition's `sent` counts the bytes that left.

    Closing a port shuts that side of the connection down; closing both closes the socket.
    Raises `ChickenTypeError` for what is no socket, `NetError` for a closed one.
    Socket egg manual, socket-i/o-ports.
    """
    CHICKEN.check(socket_io_ports, so)
    if so.closed:
        raise CHICKEN.closed("socket-i/o-ports", so)
    block = socket_receive_buffer_size.get()
    policy = PortPolicy(
        input_buffer=block,
        output_buffer=socket_send_buffer_size.get(),
        overflow="blocks",
        chunk=socket_send_size.get(),
        close_shuts_down=True,
        closes_socket="both",
        dropping_closes=False,
        receive=_receiver(block),
        send=_send,
        failure=_failure,
    )
    life = PortLife(so, policy, 2)
    return SocketInputPort(so, policy, life=life), SocketOutputPort(so, policy, life=life)


def _receiver(block: int) -> Callable[[Any, int, int], bytes]:
    """Receives up to a block, as `socket-receive!` into the buffer would."""

    def receive(socket: Any, size: int, flags: int) -> bytes:
        size = min(size, block)
        try:
            data: bytes = socket.sys_recv(size, flags)
        except BlockingIOError:
            data = receiving(socket, flags, partial(socket.sys_recv, size, flags))
        return data

    return receive


def _send(socket: Any, data: bytes | memoryview) -> int:
    try:
        sent: int = socket.sys_send(data, _NO_SIGNAL)
    except BlockingIOError:
        sent = sending(socket, partial(socket.sys_send, data, _NO_SIGNAL))
    return sent


def _failure(error: OSError, operation: str, port: Port) -> BaseException:
    if isinstance(error, ChickenError):
        return error
    if isinstance(error, PortClosed):
        if port.input_open if operation == "read" else port.output_open:
            # The port is open; it is the socket below that is closed.
            return CHICKEN.closed(_LOCATIONS[operation], port.socket)
        return PortClosedError(operation, port)
    return CHICKEN.name(error, _LOCATIONS[operation], (port.socket,))


def is_socket_port(value: object) -> bool:
    """Whether `value` is a port that `socket_io_ports` made, open or closed."""
    return isinstance(value, SocketInputPort | SocketOutputPort)


_SOCKET_PORT: Final = Kind("a socket port", is_socket_port)


@procedure("(socket-i/o-port->socket port)", "socket-i/o-port->socket", port=_SOCKET_PORT)
def socket_io_port_to_socket(port: Port) -> EngineSocket:
    """`(socket-i/o-port->socket port)`: the socket that a port, open or closed, is over.

    Raises `ChickenTypeError` for what is no socket's port.
    Socket egg manual, socket-i/o-port->socket.
    """
    CHICKEN.check(socket_io_port_to_socket, port)
    return port.socket


@procedure("(socket-abandon-port port)", "socket-abandon-port", port=_SOCKET_PORT)
def socket_abandon_port(port: Port) -> None:
    """`(socket-abandon-port port)`: let closing the port skip the shutdown of its side.

    Closing both ports closes the socket all the same. Raises `ChickenTypeError` for what is no
    socket's port. Socket egg manual, socket-abandon-port.
    """
    CHICKEN.check(socket_abandon_port, port)
    port.abandon()


@procedure("(port->fileno port)", "socket-i/o-port->socket", port=_SOCKET_PORT)
def port_to_fileno(port: Port) -> int:
    """`(port->fileno port)`: the descriptor of a port's socket, an integer.

    Raises `ChickenTypeError` for what is no socket's port, `NetError` when the socket is closed.
    Socket egg manual, socket-i/o-port->socket.
    """
    CHICKEN.check(port_to_fileno, port)
    descriptor = port.socket.fileno()
    if descriptor < 0:
        raise CHICKEN.closed("port->fileno", port.socket)
    return descriptor
