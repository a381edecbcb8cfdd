"""What every dialect and the engine can do, by one name each.

A test that is written over an `Adapter` runs for all of them: for the engine here, for the
dialects in `dialects/tests`.  The peers are the stdlib's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final, Generic, TypeVar

from attrs import frozen
from waits import Ends, adopted, listening, unix_ends

from schemesockets.core import InetAddress, PortPolicy, Socket, SocketError, TextPort, open_ports
from schemesockets.core.constants import AF_INET, SOCK_STREAM

S = TypeVar("S")  # what is called a socket

LOOPBACK: Final = "127.0.0.1"


@frozen
class Adapter(Generic[S]):
    """A dialect's, or the engine's own, way of doing what all can do.

    Attributes:
        name: the dialect's.
        ends: a connected socket, and its peer.
        engine: the engine's Socket of a socket.
        listen: a socket that listens on loopback.
        connect: a new socket, connected to a TCP port on loopback.
        accept, receive, send, close: its procedures.
        ports: an input and an output port over a socket; the same one twice, where they are one.
        buffered: the same with buffers of so many bytes; None where the dialect has no buffers.
        exact: the same, with input that takes from the socket just what it returns.
        textual: a port for characters over a port for bytes; the same one, where they are one.
        read, write: take bytes from a port, at most so many, and at least one unless at the end;
            write all of some bytes.
        read_line, write_line: take a line without its end from a textual port; write one, with its
            end, at once.
        flush: sends what an output port holds.
        close_output: closes an output port, or all of a port that is both.
        let_go: does so without an end to the connection, which other processes may share.
        close_ports: closes ports, and with them the socket, where closing ports does.
        failure: the class of its conditions for what the system refuses.
        refuse: calls a procedure with an argument that is refused.
    """

    name: str
    ends: Callable[[ExitStack], Ends]
    engine: Callable[[S], Socket]
    listen: Callable[[], S]
    connect: Callable[[int], S]
    accept: Callable[[S], S]
    receive: Callable[[S, int], bytes]
    send: Callable[[S, bytes], object]
    close: Callable[[S], object]
    ports: Callable[[S], tuple[Any, Any]]
    buffered: Callable[[S, int], tuple[Any, Any]] | None
    exact: Callable[[S], tuple[Any, Any]]
    textual: Callable[[Any], Any]
    read: Callable[[Any, int], bytes]
    write: Callable[[Any, bytes], object]
    read_line: Callable[[Any], object]
    write_line: Callable[[Any, str], object]
    flush: Callable[[Any], object]
    close_output: Callable[[Any], object]
    let_go: Callable[[Any], object]
    close_ports: Callable[[Any, Any], object]
    failure: type[Exception]
    refuse: Callable[[], object]

    def __str__(self) -> str:
        return self.name

    def own_condition(self) -> Exception:
        """One of the dialect's conditions; nobody has raised it yet."""
        try:
            self.refuse()
        except Exception as refused:
            return refused.with_traceback(None)
        raise AssertionError("not refused")

    def shut(self, socket: S) -> None:
        """Close a socket that may be closed already."""
        with contextlib.suppress(OSError):
            self.close(socket)

    def port(self, listener: S) -> int:
        """The TCP port of a socket."""
        port: int = self.engine(listener).sock.getsockname()[1]
        return port


def _connected(port: int) -> Socket:
    socket = Socket.open(AF_INET, SOCK_STREAM)
    socket.connect(InetAddress(LOOPBACK, port))
    return socket


def _buffered(socket: Socket, size: int) -> tuple[Any, Any]:
    policy = PortPolicy(input_buffer=size, output_buffer=size, closes_socket="both")
    return open_ports(socket, policy)


def _close_ports(first: Any, second: Any) -> None:
    second.close()
    first.close()


def _read_line(port: Any) -> object:
    line: str | bytes = port.readline()
    return line[:-1] or None


def _write_line(port: Any, line: str) -> object:
    return port.write(line if isinstance(port, TextPort) else line.encode())


def _refuse() -> None:
    raise SocketError(22, "refused", "receive")


ENGINE: Final = Adapter[Socket](
    name="engine",
    ends=lambda stack: unix_ends(stack, adopted),
    engine=lambda socket: socket,
    listen=listening,
    connect=_connected,
    accept=lambda listener: listener.accept()[0],
    receive=Socket.receive,
    send=Socket.send,
    close=Socket.close,
    ports=lambda socket: open_ports(socket, PortPolicy(closes_socket="both")),
    buffered=_buffered,
    exact=open_ports,
    textual=lambda port: port,
    read=lambda port, count: bytes(port.read1(count)),
    write=lambda port, data: port.write(data),
    read_line=_read_line,
    write_line=_write_line,
    flush=lambda port: port.flush(),
    close_output=lambda port: port.close(),
    let_go=lambda port: port.close(),
    close_ports=_close_ports,
    failure=SocketError,
    refuse=_refuse,
)
