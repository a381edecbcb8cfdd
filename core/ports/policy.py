"""The settings of ports, as data: buffers, chunks, waiting, closing, failures.

`PortPolicy` is the table that a user of the engine fills in; the ports obey it. `PortClosed` is
the error of a port that is used after it was closed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from attrs import field, frozen, validators

from ..errors import Closed

__all__ = ["PortClosed", "PortPolicy"]

_size = validators.instance_of(int)
_positive = validators.optional([_size, validators.ge(1)])


@frozen
class PortPolicy:
    """The behaviour of ports over a socket. Sizes are in bytes.

    Attributes:
        input_buffer: 0 is *exact*: a port takes from the socket just what it returns, so that a
            receive on the socket itself misses nothing. Any other size is that of the buffer,
            which one receive fills when it is empty.
        peek_takes: looking at the next byte of an exact port takes it out of the socket.
        fill: a read of n bytes waits until there are n, or the end. If false, it returns the
            bytes in the buffer, or else those of one receive.
        input_chunk: the largest size of one receive; None is no limit.
        output_buffer: the size of the buffer, a block; None sends each write by itself.
        overflow: the bytes to send when there is a block or more. "blocks": all whole blocks, in
            one piece; the rest stays in the buffer. "flush": the buffer first, as a piece of its
            own; a write smaller than a block is then buffered, a larger one is sent by itself.
        newline_flushes: a buffered write with a newline in it flushes.
        chunk: the largest size of one send; None is no limit.
        flushes_at_exit: the buffer is sent when the program ends.
        close_shuts_down: closing a direction shuts that side of the connection down.
        closes_socket: when closing closes the socket: "never", when "any" direction closes, or
            when "both" have closed (all that the ports opened together have).
        dropping_closes: a port that is dropped is closed, and warns if it owns the socket. If
            false, it flushes and leaves the socket as it is.
        waits: whether reading and writing wait; None stands for whether the socket is blocking.
        last_flush_waits: the same for the flush of a dropped port and that of the program's end,
            which nobody calls.
        read_timeout, write_timeout: called when a receive or a send has to wait; returns the
            timeout in seconds, or None for no limit. None stands for the timeouts of the socket.
        interruptible: whether interrupting the thread ends its wait.
        failure: called as `failure(error, operation, port)` for a `SocketError` of "read" or
            "write", including `PortClosed`; returns the exception to raise. None raises the error
            unchanged.
    """

    input_buffer: int = field(default=0, validator=[_size, validators.ge(0)])
    peek_takes: bool = False
    fill: bool = True
    input_chunk: int | None = field(default=None, validator=_positive)
    output_buffer: int | None = field(default=None, validator=_positive)
    overflow: Literal["blocks", "flush"] = field(
        default="blocks", validator=validators.in_(("blocks", "flush"))
    )
    newline_flushes: bool = False
    chunk: int | None = field(default=None, validator=_positive)
    flushes_at_exit: bool = False
    close_shuts_down: bool = False
    closes_socket: Literal["never", "any", "both"] = field(
        default="never", validator=validators.in_(("never", "any", "both"))
    )
    dropping_closes: bool = True
    waits: bool | None = None
    last_flush_waits: bool | None = None
    read_timeout: Callable[[], float | None] | None = None
    write_timeout: Callable[[], float | None] | None = None
    interruptible: bool = True
    failure: Callable[[OSError, str, Any], BaseException] | None = None

    @property
    def owns_socket(self) -> bool:
        """True if ports of this policy ever close the socket."""
        return self.closes_socket != "never"


class PortClosed(Closed, ValueError):
    """A closed port or direction was used; a ValueError too, as Python's files have it."""
