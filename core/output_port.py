"""Output ports: unbuffered or buffered writing to a socket.

Strategy: an unbuffered write is one send, and only if that takes a part does anything more happen.
A buffered port appends to `_held` and works out the `cuts`, the lengths at which pieces of it end
that must leave now; a piece is sent in chunks. Every send says how much it took, so that a failure
leaves in `_held` just what did not leave: a buffered write that fails has still taken its bytes,
and the next flush begins where this one stopped. An unbuffered write that fails keeps nothing.
Either way the exception's `sent` says how many bytes had left.
"""

from __future__ import annotations

import socket as stdlib
from typing import TYPE_CHECKING, Any

from .port_base import Port, PortLife

if TYPE_CHECKING:
    from .port_policy import PortPolicy
    from .socket import Socket

__all__ = ["OutputPort"]

# Not every platform has it; Python ignores SIGPIPE, a program that restores it must not die of us.
NO_SIGNAL: int = getattr(stdlib, "MSG_NOSIGNAL", 0)


class OutputPort(Port):
    """Writes to a socket; a Python binary file.

    Writing waits as the socket waits, and writes all or raises what the policy makes of the
    failure: `SocketError` by default (`BrokenPipe` when the peer is gone, never a signal),
    `PortClosed` (also a `ValueError`) once this direction is closed.
    """

    _held: bytearray
    _direct: bool = False  # nothing is ever held then

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """A port over `socket`. `life` is shared by ports that own the socket together."""
        self.output_open = True
        self._held = bytearray()
        self._begin(socket, policy, life)

    def _obey(self) -> None:
        super()._obey()
        policy = self.policy
        self._direct = (
            self.output_open
            and policy.output_buffer is None
            and policy.chunk is None
            and policy.send is None
        )

    def writable(self) -> bool:
        """Whether the output direction is open."""
        return self.output_open

    def write(self, data: Any, /) -> int:
        """Write all of a bytes-like object, now or into the buffer; its length in bytes.

        Nothing is sent of nothing, on a datagram socket either. When sending fails: a buffered
        port has taken the bytes all the same and keeps what did not leave; an unbuffered one keeps
        nothing. The exception's `sent` counts the bytes that left.
        """
        if type(data) is not bytes:
            data = _bytes_of(data)
        if self._direct and data:
            socket = self.socket  # in a local: Socket.close looks there for a thread that waits
            try:
                sent = socket.sys_send(data, NO_SIGNAL)
            except OSError as error:
                self._fail(error, "write")
            if sent < len(data):
                self._send_on(data, sent)
            return len(data)
        if not self.output_open:
            self._fail_closed("write")
        if self.policy.output_buffer is None and not self._held:
            self._send_on(data, 0)
        else:
            cuts = self._cuts(data)
            self._held += data
            self._send_held(cuts)
        return len(data)

    def flush(self) -> None:
        """Send all that is held. What did not leave when it fails is still held."""
        if self._held:
            self._send_held((len(self._held),))
        elif self.closed:
            self._fail_closed("write")

    @property
    def unsent(self) -> int:
        """How many bytes are held."""
        return len(self._held)

    def _cuts(self, data: bytes | memoryview) -> tuple[int, ...]:
        """Where pieces end that leave now, in the bytes held once `data` is added to them."""
        held, policy = len(self._held), self.policy
        size = policy.output_buffer
        total = held + len(data)
        if size is None or (policy.newline_flushes and b"\n" in bytes(data)):
            whole = total
        elif policy.overflow == "blocks":
            whole = total - total % size
        else:
            whole = total if len(data) >= size or total == size else 0
        if policy.overflow == "flush" and size is not None and total > size and held:
            return (held, whole) if whole else (held,)
        return (whole,) if whole else ()

    def _send_held(self, cuts: tuple[int, ...]) -> None:
        """Send the pieces of `_held` that end at `cuts`, and keep what does not leave."""
        if not cuts:
            return
        held = memoryview(self._held)
        sent = 0
        try:
            for cut in cuts:
                while sent < cut:
                    sent += self._send(held, sent, cut)
        except OSError as error:
            self._fail(error, "write", sent)
        finally:
            self._held = bytearray(held[sent:])

    def _send_on(self, data: bytes | memoryview, sent: int) -> None:
        """Send the rest of `data`, of which `sent` bytes have left; nothing is held."""
        rest = memoryview(data)
        try:
            while sent < len(rest):
                sent += self._send(rest, sent, len(rest))
        except OSError as error:
            self._fail(error, "write", sent)

    def _send(self, data: memoryview, start: int, end: int) -> int:
        """One send of at most a chunk."""
        policy = self.policy
        if policy.chunk is not None and end - start > policy.chunk:
            end = start + policy.chunk
        socket = self.socket
        if policy.send is None:
            return socket.sys_send(data[start:end], NO_SIGNAL)
        return policy.send(socket, data[start:end])

    # Closing

    def close_output(self) -> None:
        """Flush, then close the output direction; silent when done before.

        Should the flush fail, it is closed all the same, and the failure raised.
        """
        if self.output_open:
            try:
                if self._held:
                    self.flush()
            finally:
                self.output_open = False
                self._held = bytearray()
                self._obey()
                self._life.end(stdlib.SHUT_WR, self._abandoned)

    def _let_go(self) -> None:
        super()._let_go()
        self._held = bytearray()


def _bytes_of(data: Any) -> memoryview:
    view = memoryview(data)
    return view.cast("B") if view.nbytes else memoryview(b"")
