"""Output ports: unbuffered or buffered writing to a socket.

Strategy: an unbuffered write is one send, followed by others only if that was partial. A buffered
port collects pieces and computes the `cuts`, the lengths up to which they have to be sent now; a
piece is sent in chunks. The buffer keeps track of every send, so that after a failure it holds
just the unsent bytes: a buffered write that fails has still taken its bytes, and the next flush
continues where this one stopped. An unbuffered write that fails keeps nothing. In both cases the
exception's `sent` is the number of bytes sent.

A signal handler may run at any instruction, raise, or write to the same port. So that each byte is
sent once, the buffer is one object, `_Held`, which is replaced as a whole, and a send and the
record of its length are one call of C code, within which no handler runs. For the same reason a
write to the buffer alone takes no lock: it adds its bytes in one step, in which neither a handler
nor another thread runs, and a flush checks for such additions.
"""

from __future__ import annotations

import socket as _socket
import threading
from socket import SHUT_WR
from typing import Any, Final

from ..errors import SocketError, arose_below
from ..socket import Socket
from ..transfer import NOW_QUIETLY
from ..waiting import WRITABLE
from .base import Port, PortLife
from .policy import PortPolicy

__all__ = ["OutputPort"]

_QUIETLY: Final = (NOW_QUIETLY,)


class _Held:
    """The buffer: bytes to be sent.

    Attributes:
        pieces: the bytes, in order (list of bytes).
        size: an upper bound of their number (int): it is raised before a piece is added.
        taken: the number of bytes that each send took from the front (list of int).
    """

    __slots__ = ("pieces", "size", "taken")

    def __init__(self, data: bytes = b"") -> None:
        self.pieces = [data] if data else []
        self.size = len(data)
        self.taken: list[int] = []


class OutputPort(Port):
    """An output port; a Python binary file.

    Writing waits as the socket does, and writes all bytes or raises the exception that the policy
    selects: by default `SocketError` (`BrokenPipe` when the peer is gone, never a signal), or
    `PortClosed` (also a `ValueError`) once this direction is closed. Any number of threads may
    write: the bytes of one call are contiguous.
    """

    _held: _Held
    _writing: threading.RLock
    _direct: bool  # nothing is ever held then
    _block: int  # below this size a write is merely held

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """Make a port over `socket`. `life` is shared by ports that own the socket together."""
        self.output_open = True
        self._begin(socket, policy, life)

    def _begin(self, socket: Socket, policy: PortPolicy | None, life: PortLife | None) -> None:
        self._held = _Held()
        self._writing = threading.RLock()
        super()._begin(socket, policy, life)

    def _obey(self) -> None:
        super()._obey()
        policy = self.policy
        unbuffered = policy.output_buffer is None
        self._direct = self.output_open and unbuffered and policy.chunk is None
        holds_back = self.output_open and not policy.newline_flushes
        self._block = (policy.output_buffer or 0) if holds_back else 0

    def renew_in_child(self) -> None:
        """Replace, in a forked child, a lock that the parent may hold, and empty the buffer.

        The parent sends the bytes that were in the buffer at the fork.
        """
        super().renew_in_child()
        self._writing = threading.RLock()
        self._held = _Held()

    def writable(self) -> bool:
        """Return whether the output direction is open."""
        return self.output_open

    def write(self, data: Any, /) -> int:
        """Write all of a bytes-like object, now or into the buffer; return its length in bytes.

        An empty write sends nothing, not even on a datagram socket. If sending fails, a buffered
        port has taken the bytes nevertheless and keeps the unsent ones; an unbuffered one keeps
        nothing. The exception's `sent` is the number of bytes sent.
        """
        if type(data) is not bytes:
            data = _bytes_of(data)
            if len(data) < self._block:
                data = bytes(data)
        length = len(data)
        # From here until they are held nothing else runs.
        held = self._held
        size = held.size + length
        if size < self._block and not held.taken:
            held.size = size
            held.pieces.append(data)
            return length
        with self._writing:
            if self._direct and not self._held.pieces and data:
                self._send_directly(data)
            else:
                self._write(data)
        return length

    def hold(self, data: bytes) -> bool:
        """Add `data` to the buffer, if that takes one step; return whether it did.

        A port that is closed holds nothing.
        """
        length = len(data)
        # As in `write`: nothing else runs in between.
        held = self._held
        size = held.size + length
        if size < self._block and not held.taken:
            held.size = size
            held.pieces.append(data)
            return True
        return False

    def _send_directly(self, data: bytes | memoryview) -> None:
        socket = self.socket
        try:
            sent = socket.sock.send(data, NOW_QUIETLY)
        except OSError as error:
            if not self._send_would_wait(error):
                raise
            sent = 0
        if sent < len(data):
            self._send_on(data, sent)

    def _send_would_wait(self, error: OSError) -> bool:
        """Return whether a send has to wait; false for what a signal handler raised."""
        try:
            return self.socket.would_wait(error, "write")
        except SocketError as failure:
            self._fail(failure, "write")

    def _write(self, data: bytes | memoryview) -> None:
        """Write bytes that have to be sent at least in part."""
        if not self.output_open:
            self._fail_closed("write")
        if self._held.taken:
            self._drop_sent()
        if self.policy.output_buffer is None and not self._held.pieces:
            self._send_on(data, 0)
            return
        data = bytes(data)
        length = len(data)
        held = self._held
        before = held.size
        held.size = before + length
        held.pieces.append(data)
        self._send_held(self._cuts(before, data))

    def flush(self) -> None:
        """Send the buffer. If that fails, the unsent bytes stay in it."""
        with self._writing:
            if self._held.pieces:
                self._send_held((self._held.size,))
            elif self.closed:
                self._fail_closed("write")

    @property
    def unsent(self) -> int:
        """The number of bytes in the buffer."""
        held = self._held
        return sum(map(len, held.pieces)) - sum(held.taken)

    def _cuts(self, held: int, data: bytes) -> tuple[int, ...]:
        """Return where pieces end that leave now that `data` is held, behind `held` bytes."""
        policy = self.policy
        size = policy.output_buffer
        total = held + len(data)
        if size is None or (policy.newline_flushes and b"\n" in data):
            whole = total
        elif policy.overflow == "blocks":
            whole = total - total % size
        else:
            whole = total if len(data) >= size or total == size else 0
        if policy.overflow == "flush" and size is not None and total > size and held:
            return (held, whole) if whole else (held,)
        return (whole,) if whole else ()

    def _send_held(self, cuts: tuple[int, ...]) -> None:
        """Send the buffer up to each of `cuts` in turn, and keep the rest."""
        before = sum(self._held.taken)
        try:
            for cut in cuts:
                self._send_until(cut)
        except SocketError as error:
            if not arose_below(error):
                raise
            self._fail(error, "write", sum(self._held.taken) - before)
        finally:
            self._drop_sent()

    def _send_until(self, cut: int) -> None:
        """Send up to an offset in the buffer, or all if there is less."""
        while True:
            held = self._held
            size = held.size
            data = b"".join(held.pieces)
            if len(held.pieces) > 1:
                whole = _Held(data)
                if self._held is held and held.size == size and not held.taken:
                    self._held = held = whole
                    size = held.size
            view = memoryview(data)
            end = min(cut, len(data))
            sent = sum(held.taken)
            if sent >= end:
                return
            while sent < end and self._held is held and held.size == size:
                self._send(held, size, view[sent : self._chunk_end(sent, end)])
                sent = sum(held.taken)
            if sent >= end and self._held is held:
                return

    def _send(self, held: _Held, size: int, piece: memoryview) -> None:
        """Make one send from the buffer."""
        socket = self.socket
        try:
            self._send_noting(socket.sock, held, size, piece)
            return
        except OSError as error:
            if not socket.would_wait(error, "write"):
                raise
        self._send_later(self._send_noting, held, size, piece)

    def _send_noting(
        self, sock: _socket.SocketType, held: _Held, size: int, piece: memoryview
    ) -> None:
        """Send a piece and note how much was taken, unless another has written or sent since."""
        sending = map(sock.send, (piece,), _QUIETLY)
        if self._held is held and held.size == size:
            held.taken.extend(sending)

    def _drop_sent(self) -> None:
        """Remove the bytes that were sent from the buffer."""
        held = self._held
        size = held.size
        if held.taken:
            rest = _Held(b"".join(held.pieces)[sum(held.taken) :])
            if self._held is held and held.size == size:
                self._held = rest

    def _send_on(self, data: bytes | memoryview, sent: int) -> None:
        """Send the rest of `data` after `sent` bytes; the buffer is empty."""
        rest = memoryview(data)
        try:
            while sent < len(rest):
                piece = rest[sent : self._chunk_end(sent, len(rest))]
                sent += self._send_later(_socket.SocketType.send, piece, NOW_QUIETLY, first=True)
        except SocketError as error:
            if not arose_below(error):
                raise
            if not self.output_open:
                self._fail_closed("write")
            self._fail(error, "write", sent)

    def _chunk_end(self, start: int, end: int) -> int:
        chunk = self.policy.chunk
        return end if chunk is None else min(end, start + chunk)

    def _send_later(self, call: Any, *arguments: Any, first: bool = False) -> Any:
        """Make one send, and wait as the policy has it: before it, unless it is the first try."""
        policy, socket = self.policy, self.socket
        return (socket.attempt if first else socket.again)(
            "write",
            WRITABLE,
            self._deadline(socket.send_timeout, policy.write_timeout),
            call,
            *arguments,
            interruptible=policy.interruptible,
            also=self._gate("output"),
        )

    def set_buffering(
        self, input_buffer: int, output_buffer: int | None, *, newline_flushes: bool = False
    ) -> None:
        """Change the buffers, as `Port.set_buffering`; other threads write before or after."""
        with self._writing:
            self._block = 0
            try:
                super().set_buffering(input_buffer, output_buffer, newline_flushes=newline_flushes)
            finally:
                self._obey()

    # Closing

    def close_output(self) -> None:
        """Flush, then close the output direction; silent when done before.

        Waits for another thread's flush, and aborts its unbuffered write. If the flush fails, the
        direction is closed nevertheless, and the failure raised; if a signal handler interrupts
        it, it stays open.
        """
        if self.output_open:
            if self.policy.output_buffer is None:
                self.output_open = False
                self._close_gate("output")
            with self._writing:
                self._flush_and_end()
        else:
            self._life.end(SHUT_WR, self._abandoned)

    def _flush_and_end(self) -> None:
        self._block = 0  # what others write from now on waits
        try:
            if self._held.pieces:
                self.flush()
        except BaseException as error:
            if isinstance(error, OSError) and arose_below(error):
                self._end_output()
            else:
                self._obey()
            raise
        self._end_output()

    def _end_output(self) -> None:
        self.output_open = False
        self._held = _Held()
        self._obey()
        self._life.end(SHUT_WR, self._abandoned)

    def _let_go(self) -> None:
        super()._let_go()
        self._held = _Held()


def _bytes_of(data: Any) -> memoryview:
    view = memoryview(data)
    return view.cast("B") if view.nbytes else memoryview(b"")
