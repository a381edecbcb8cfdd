"""Ports over sockets: made, asked whether they are ready, and shut down.

What they do is a `PortPolicy`. Input is exact: a port takes from the socket just what it returns,
and the rest is there for a receive; a read of many bytes gives what has arrived, up to so many.
Output leaves at once. A read waits as a receive does: for the socket's read timeout, if it has
one, and never because of `thread_interrupt`. One thread may read a two-way port while another
writes it.

The procedures that read and write them are R6RS's, in `r6rs_io`.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from attrs import evolve

from ...core import InputPort, OutputPort, PortPolicy, TextPort, TwoWayPort, wait_readable
from ..conditions import from_below
from ..kinds import Boolean, Kind
from ..results import Unspecified
from ..shared.port_kinds import OpenInput
from ..shared.port_operations import ready
from ._failures import ERROR, SAGITTARIUS
from ._socket_type import AnySocket, How
from .constants import SHUT_RD, SHUT_WR

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
        """Return whether a read would find a byte, or the end, without waiting.

        Raises `SocketPortError` when the system cannot tell, as of a closed socket.
        """
        if self.input_open and not self.holds:
            try:
                return wait_readable(self.socket, 0)
            except from_below(OSError) as error:
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


def _below(port: Any) -> Any:
    """Return the binary port below a textual one."""
    return port.port if isinstance(port, TextPort) else port


def _is_socket_port(value: object) -> bool:
    return isinstance(_below(value), (SocketInputPort, SocketOutputPort))


_SocketPort: TypeAlias = Annotated[_Shuttable, Kind("socket port", _is_socket_port)]


@SAGITTARIUS.procedure
def socket_port(socket: AnySocket, close: Boolean = True) -> SocketPort:
    """`(socket-port socket :optional (close? #t))`: return a binary port for input and output.

    The socket closes when the port is closed, also for having been dropped, which warns; with
    `close` `False` it stays open. Reads of `get_u8` take a byte, those of `get_bytevector_n` what
    has arrived; what they leave is there for `socket_recv`. Writes leave at once.

    A read that fails raises `IOReadError`, past the socket's read timeout also a `TimeoutError`;
    a write `IOWriteError`. Raises `SocketClosedError` for a closed socket.
    Sagittarius manual, socket-port.
    """
    socket.refuse_closed("open a port")
    return SocketPort(socket, _OWNING if close else _BORROWING)


@SAGITTARIUS.procedure
def socket_input_port(socket: AnySocket) -> SocketInputPort:
    """`(socket-input-port socket)`: return a binary input port, which leaves the socket open.

    It reads, fails and is refused as a `socket_port`. Sagittarius manual, socket-input-port.
    """
    socket.refuse_closed("open a port")
    return SocketInputPort(socket, _BORROWING)


@SAGITTARIUS.procedure
def socket_output_port(socket: AnySocket) -> SocketOutputPort:
    """`(socket-output-port socket)`: return a binary output port, which leaves the socket open.

    It writes, fails and is refused as a `socket_port`. Sagittarius manual, socket-input-port.
    """
    socket.refuse_closed("open a port")
    return SocketOutputPort(socket, _BORROWING)


@ERROR.procedure
def shutdown_port(port: _SocketPort, how: How) -> Unspecified:
    """`(shutdown-port port how)`: shut the connection of a port's socket down.

    `port` is a port of a socket, or a transcoded one over such. Nothing happens to one that is
    closed, or whose socket is closed or not connected. `how` is `SHUT_RD`, `SHUT_WR` or
    `SHUT_RDWR`. The port stays open: what is read then is the end, what is written fails. Raises
    `ErrorTypeError` for another port. Sagittarius manual, shutdown-port.
    """
    if not port.closed:
        _below(port).socket.shutdown(how)


@ERROR.procedure
def shutdown_input_port(port: _SocketPort) -> Unspecified:
    """`(shutdown-input-port port)`: do as `shutdown_port`, of the input side alone.

    The output side goes on. Sagittarius manual, shutdown-input-port.
    """
    if not port.closed:
        _below(port).socket.shutdown(SHUT_RD)


@ERROR.procedure
def shutdown_output_port(port: _SocketPort) -> Unspecified:
    """`(shutdown-output-port port)`: do as `shutdown_port`, of the output side alone.

    The input side goes on. Sagittarius manual, shutdown-input-port.
    """
    if not port.closed:
        _below(port).socket.shutdown(SHUT_WR)


@SAGITTARIUS.procedure
def is_port_ready(port: OpenInput) -> bool:
    """`(port-ready? port)`: return whether a read would find something, or the end, at once.

    `port` is any open input port. Raises `SocketPortError` when the system cannot tell, as of a
    closed socket; so does `get_bytevector_all`, which asks before it reads.
    Sagittarius manual, &socket-port.
    """
    return ready(port)
