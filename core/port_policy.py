"""What ports may differ in, as data: buffers, chunks, what closing closes, how a failure is named.

`PortPolicy` is the table that a user of the engine fills in; `ports` obeys it. `PortClosed` is the
error of a port that is used after it was closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from attrs import field, frozen, validators

from .errors import Closed

if TYPE_CHECKING:
    from .ports import Port
    from .socket import Socket

__all__ = ["PortClosed", "PortPolicy"]

_size = validators.instance_of(int)


@frozen
class PortPolicy:
    """How ports over a socket behave. Sizes are in bytes.

    Attributes:
        input_buffer: 0 is *exact*: a port takes from the socket just what it returns, so that a
            receive on the socket itself misses nothing. Any other size is that of the buffer,
            which one receive fills when it is empty.
        fill: a read of n bytes waits until there are n, or the end. If false, it gives what is
            in the buffer, or else what one receive gives.
        output_buffer: None sends each write as it is. A size holds bytes back in blocks of it.
        overflow: what leaves when there is a block or more. "blocks": as many whole blocks as
            there are, in one piece; the overage stays. "flush": what is held goes first, as a
            piece of its own; a write smaller than a block is then held, another goes as it is.
        newline_flushes: a buffered write with a newline in it flushes.
        chunk: the most that is given to one send; None is no limit.
        close_shuts_down: closing a direction shuts that side of the connection down.
        closes_socket: when closing closes the socket: "never", when "any" direction closes, or
            when "both" have closed (all that the ports opened together have).
        dropping_closes: a port that is dropped is closed, and warns if it owns the socket. If
            false, it flushes and leaves the socket as it is.
        receive: called as `receive(socket, size, flags) -> bytes` in place of one recv(2), for
            timeouts and the like; raises OSError. None is the bare system call.
        send: called as `send(socket, data) -> int` in place of one send(2), likewise.
        failure: called as `failure(error, operation, port)` for an OSError that "read" or
            "write" met, `PortClosed` among them; gives the exception to raise. None is the
            engine's own way, a `SocketError`.
    """

    input_buffer: int = field(default=0, validator=[_size, validators.ge(0)])
    peek_takes: bool = False
    fill: bool = True
    output_buffer: int | None = field(
        default=None, validator=validators.optional([_size, validators.ge(1)])
    )
    overflow: Literal["blocks", "flush"] = field(
        default="blocks", validator=validators.in_(("blocks", "flush"))
    )
    newline_flushes: bool = False
    chunk: int | None = field(
        default=None, validator=validators.optional([_size, validators.ge(1)])
    )
    close_shuts_down: bool = False
    closes_socket: Literal["never", "any", "both"] = field(
        default="never", validator=validators.in_(("never", "any", "both"))
    )
    dropping_closes: bool = True
    receive: Callable[[Socket, int, int], bytes] | None = None
    send: Callable[[Socket, bytes | memoryview], int] | None = None
    failure: Callable[[OSError, str, Port], BaseException] | None = None

    @property
    def owns_socket(self) -> bool:
        """Whether ports of this policy ever close the socket."""
        return self.closes_socket != "never"


class PortClosed(Closed, ValueError):
    """A closed port or direction was used; a ValueError too, as Python's files have it."""
