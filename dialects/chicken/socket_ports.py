"""The socket egg's ports: an input and an output port over a connected socket.

What they do is a `PortPolicy` made of the parameters at the time the ports are made: the sizes of
the buffers and of a send. How long they wait is said by `socket-receive-timeout` and
`socket-send-timeout` at the time they wait, since the manual has ports receive with
`socket-receive!` and send with `socket-send-all`, and only the sizes take effect at the making.

A port that is dropped, unlike one that is closed, does nothing to the socket, which other ports
may be over; it only sends what it held. Reading and writing are left to the module `ports`.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable
from typing import Annotated, Final, TypeAlias

from ...core import InputPort, OutputPort, Port, PortClosed, PortPolicy
from ...core import Socket as _EngineSocket
from ...core.errors import arose_below
from ...core.ports.base import PortLife
from ..kinds import instance
from ..results import Unspecified, Values
from . import constants
from ._limits import RECEIVING, SENDING, is_over
from ._records import AnySocket
from .conditions import CHICKEN, ChickenError
from .parameters import socket_receive_buffer_size, socket_send_buffer_size, socket_send_size

_LARGEST: Final = 1 << 24  # asked for at once: a receive sets aside that much memory
_LF: Final = 10
_CR: Final = 13
_LINE_END: Final = re.compile(rb"[\r\n]")

# Where the manual has a port's failures come from, whichever procedure was called.
_LIMITS: Final = {"read": RECEIVING, "write": SENDING}


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

    # The whole lines that are held, each with what it takes from the port.
    whole_lines: Iterable[tuple[bytes, bytes]] = ()

    def __repr__(self) -> str:
        return '#<input port "(socket)">'

    def next_line(self, limit: int | None = None) -> bytes | None:
        """Read a line as `read-line` does, without its end; None at the end of the input."""
        with self._reading:
            if limit is None:
                ahead = self._recall()
                line = ahead.readline()
                # Most lines are held as a whole, and end in a newline or in CR and newline.
                if line and line[-1] == _LF:
                    if _CR not in line:
                        return line[:-1]
                    if line.find(_CR) == len(line) - 2:
                        return line[:-2]
                ahead.seek(ahead.tell() - len(line))
            lines = self._lines(1, limit)
            self._prepare_lines()
            return lines[0] if lines else None

    def _prepare_lines(self) -> None:
        """Have whole lines taken one by one, without the lock, where a newline alone ends them."""
        file = self.lend_lines()
        if file is not None and b"\r" not in (data := file.getvalue()):
            self.whole_lines = zip(data[:-1].split(b"\n"), file, strict=False)

    def next_lines(self, count: int | None) -> list[bytes]:
        """Read `count` lines, or all up to the end."""
        with self._reading:
            return self._lines(count, None)

    def _lines(self, count: int | None, limit: int | None) -> list[bytes]:
        lines: list[bytes] = []
        taken: list[bytes] = []
        try:
            while (count is None or len(lines) < count) and (
                line := self._line(limit, taken)
            ) is not None:
                lines.append(line)
        except BaseException:
            self.unread(b"".join(taken))
            raise
        return lines

    def _line(self, limit: int | None, taken: list[bytes]) -> bytes | None:
        """Read a line; all that is taken from the port is added to `taken`."""
        start = len(taken)
        missing = limit
        while missing is None or missing > 0:
            window = self.peek()
            if not window:
                break
            end = _LINE_END.search(window)
            size = end.end() if end else len(window)
            if missing is not None:
                size = min(size, missing)
                missing -= size
            piece = self.read1(size)
            taken.append(piece)
            if piece.endswith(b"\n"):
                return b"".join(taken[start:])[:-1]
            if piece.endswith(b"\r"):
                line = b"".join(taken[start:])
                after = self.peek(1)
                if after == b"\n":
                    taken.append(self.read1(1))
                # What ends the input is no end of a line to CHICKEN.
                return line[:-1] if after else line
        return b"".join(taken[start:]) or None


class SocketOutputPort(OutputPort):
    """The output port of a socket; a Python binary file, too."""

    def __repr__(self) -> str:
        return '#<output port "(socket)">'

    def write_line(self, line: bytes) -> None:
        """Write a line, then a newline, by two writes between which no other thread writes."""
        if self.hold(line + b"\n"):
            return
        with self._writing:
            self._block = 0  # so that what others write waits
            try:
                self.write(line)
                self.write(b"\n")
            finally:
                self._obey()


@CHICKEN.procedure
def socket_io_ports(so: AnySocket) -> Values[tuple[SocketInputPort, SocketOutputPort]]:
    """`(socket-i/o-ports so)`: return an input and an output port over a connected socket.

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
    if so.closed:
        raise CHICKEN.closed("socket-i/o-ports", so)
    block = min(socket_receive_buffer_size.get(), _LARGEST)
    policy = PortPolicy(
        input_buffer=block,
        input_chunk=block,
        output_buffer=socket_send_buffer_size.get(),
        overflow="blocks",
        chunk=socket_send_size.get(),
        close_shuts_down=True,
        closes_socket="both",
        dropping_closes=False,
        waits=True,
        last_flush_waits=True,
        read_timeout=RECEIVING.seconds,
        write_timeout=SENDING.seconds,
        failure=_failure,
    )
    life = PortLife(so, policy, (constants.SHUT_RD, constants.SHUT_WR))
    return SocketInputPort(so, policy, life=life), SocketOutputPort(so, policy, life=life)


def _failure(error: OSError, operation: str, port: Port) -> BaseException:
    limit = _LIMITS[operation]
    if isinstance(error, PortClosed):
        if port.input_open if operation == "read" else port.output_open:
            # The port is open; it is the socket below that is closed.
            return CHICKEN.closed(limit.location, port.socket)
        return PortClosedError(operation, port)
    if is_over(error) and arose_below(error):
        return limit.passed(error, port.socket)
    return CHICKEN.name(error, limit.location, (port.socket,))


_SOCKET_PORT: Final = instance(SocketInputPort | SocketOutputPort, "a socket port")
_SocketPort: TypeAlias = Annotated[Port, _SOCKET_PORT]


@CHICKEN.procedure
def socket_io_port_to_socket(port: _SocketPort) -> _EngineSocket:
    """`(socket-i/o-port->socket port)`: return the socket that a port, open or closed, is over.

    Socket egg manual, socket-i/o-port->socket.
    """
    return port.socket


@CHICKEN.procedure
def socket_abandon_port(port: _SocketPort) -> Unspecified:
    """`(socket-abandon-port port)`: let closing the port skip the shutdown of its side.

    Closing both ports closes the socket all the same. Socket egg manual, socket-abandon-port.
    """
    port.abandon()


@CHICKEN.procedure
def port_to_fileno(port: _SocketPort) -> int:
    """`(port->fileno port)`: return the descriptor of a port's socket.

    Raises `ChickenTypeError` for what is no socket's port, `NetError` when the socket is closed.
    Socket egg manual, socket-i/o-port->socket.
    """
    descriptor = port.socket.fileno()
    if descriptor < 0:
        raise CHICKEN.closed("port->fileno", port.socket)
    return descriptor
