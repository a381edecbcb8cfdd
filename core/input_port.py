"""Input ports: exact or buffered reading from a socket.

Strategy: `_ahead` holds bytes that were received and not yet read. It is used up before the socket
is asked again. An exact port asks for just what it returns, and looks ahead with MSG_PEEK, which
leaves the bytes in the socket; a buffered one asks for a block. Whatever a failing read had
received goes back to `_ahead`, on an exact port too.

A datagram that is longer than what is asked for is cut, as the system does it; an empty one reads
as the end. The end is not remembered: the next read asks the socket again.
"""

from __future__ import annotations

from socket import MSG_PEEK, SHUT_RD, SOCK_STREAM
from typing import TYPE_CHECKING, Any

from .port_base import Port, PortLife
from .wait import wait_readable

if TYPE_CHECKING:
    from .port_policy import PortPolicy
    from .socket import Socket

__all__ = ["InputPort"]

BLOCK = 65536  # asked for when nobody says how much
GLANCE = 2048  # looked at with MSG_PEEK when nobody says how much
LARGEST = 1 << 18  # asked for at once: receiving sets aside that much memory


class InputPort(Port):
    """Reads from a socket; a Python binary file, so iteration and `io.TextIOWrapper` work.

    Reading methods wait as the socket waits. All raise what the policy makes of the failure:
    `SocketError` by default, `PortClosed` (also a `ValueError`) once this direction is closed. The
    end of the stream is `b""`.
    """

    _ahead: bytes = b""
    _at: int = 0
    _exact: bool = False
    _fill: bool = True

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """A port over `socket`. `life` is shared by ports that own the socket together."""
        self.input_open = True
        self._begin(socket, policy, life)

    def _obey(self) -> None:
        super()._obey()
        policy = self.policy
        self._fill = policy.fill
        self._exact = self.input_open and policy.input_buffer == 0 and policy.receive is None

    def readable(self) -> bool:
        """Whether the input direction is open."""
        return self.input_open

    # Reading

    def read(self, size: int | None = -1, /) -> bytes:
        """`size` bytes, or fewer before the end; with a policy of not filling, what one receive
        gives.

        A negative `size`, or `None`, reads up to the end.
        """
        if self._exact and size is not None and 0 < size <= LARGEST and not self._ahead:
            socket = self.socket  # in a local: Socket.close looks there for a thread that waits
            try:
                data = socket.sys_recv(size)
            except OSError as error:
                self._fail(error, "read")
            if len(data) == size or (data and not self._fill):
                return data
            if not data:
                self._heed_close()
                return data
            return self._gather(size, [data])
        if size is None or size < 0:
            return self._gather(-1, [])
        if size and not self._fill:
            return self.read1(size)
        return self._gather(size, [])

    def read1(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes, with at most one receive and only if nothing is held; waits for one.

        A negative `size` gives what is held, else what one receive gives.
        """
        if self._ahead:
            return self._from_ahead(size)
        if size == 0:
            self._heed_close()
            return b""
        block = self.policy.input_buffer
        if block and not (size >= block and self.socket.type == SOCK_STREAM):
            self._ahead = self._receive(block)
            return self._from_ahead(size)
        return self._receive(min(size, LARGEST) if size > 0 else block or BLOCK)

    def readinto(self, buffer: Any, /) -> int:
        """Fill a writable buffer as `read` would; the number of bytes put there, 0 at the end."""
        with _bytes_of(buffer) as view:
            filled = 0
            try:
                while filled < len(view):
                    count = self._into(view[filled:])
                    filled += count
                    if not count or not self._fill:
                        break
            except BaseException:
                self.unread(bytes(view[:filled]))
                raise
            if not view:
                self._heed_close()
            return filled

    def readinto1(self, buffer: Any, /) -> int:
        """Fill a writable buffer as `read1` would; the number of bytes put there, 0 at the end."""
        with _bytes_of(buffer) as view:
            if not view:
                self._heed_close()
            return self._into(view) if view else 0

    def peek(self, size: int = 0, /) -> bytes:
        """Bytes that stay to be read: at least one, unless at the end, at most `size` if that is >
        0.

        Waits for one; at most one receive. An exact port leaves them in the socket, unless
        its policy says that peeking takes one.
        """
        if not self._ahead:
            block = self.policy.input_buffer
            if not block and not self.policy.peek_takes:
                return self._receive(min(size, LARGEST) if size > 0 else GLANCE, MSG_PEEK)
            self._ahead = self._receive(block or 1)
        end = self._at + size if size > 0 else len(self._ahead)
        return self._ahead[self._at : end]

    def readline(self, size: int | None = -1, /) -> bytes:
        """Up to and with the next newline, the rest before the end, `b""` at the end.

        `size`, unless negative or `None`, limits the bytes.
        """
        missing = -1 if size is None else size
        pieces: list[bytes] = []
        ended = missing == 0
        try:
            while not ended and (window := self.peek()):
                end = window.find(b"\n") + 1
                wanted = end or len(window)
                if missing > 0:
                    wanted = min(wanted, missing)
                piece = self.read1(wanted)
                pieces.append(piece)
                missing -= len(piece) if missing > 0 else 0
                ended = missing == 0 or not piece or piece.endswith(b"\n")
        except BaseException:
            self.unread(b"".join(pieces))
            raise
        if not pieces:
            self._heed_close()
        return b"".join(pieces)

    def ready(self) -> bool:
        """Whether a read would find a byte, or the end, without waiting."""
        self._heed_close()
        if self._ahead:
            return True
        try:
            return wait_readable(self.socket, 0)
        except OSError as error:
            self._fail(error, "read")

    # What is held

    def drain(self) -> bytes:
        """Take what was received and not read, all of it; `b""` if nothing is held."""
        held = self._ahead[self._at :]
        self._ahead, self._at = b"", 0
        return held

    def unread(self, data: bytes) -> None:
        """Put `data` in front of what is to be read; the port holds it, on an exact port too."""
        if data:
            self._ahead, self._at = data + self._ahead[self._at :], 0

    def _from_ahead(self, size: int) -> bytes:
        start = self._at
        end = start + size
        if size < 0 or end >= len(self._ahead):
            data = self._ahead[start:]
            self._ahead, self._at = b"", 0
            return data
        self._at = end
        return self._ahead[start:end]

    def _gather(self, size: int, pieces: list[bytes]) -> bytes:
        """Read on, after `pieces`, until there are `size` bytes or the end comes."""
        missing = size - sum(map(len, pieces))
        try:
            while missing and (piece := self.read1(missing if size >= 0 else -1)):
                pieces.append(piece)
                missing -= len(piece) if size >= 0 else 0
        except BaseException:
            self.unread(b"".join(pieces))
            raise
        if not pieces:
            self._heed_close()
        return b"".join(pieces)

    def _into(self, view: memoryview) -> int:
        """One `read1` into a view that is not empty."""
        if self._exact and not self._ahead:
            socket = self.socket
            try:
                count = socket.sys_recv_into(view)
            except OSError as error:
                self._fail(error, "read")
            if not count:
                self._heed_close()
            return count
        data = self.read1(len(view))
        view[: len(data)] = data
        return len(data)

    def _receive(self, size: int, flags: int = 0) -> bytes:
        """One receive."""
        if not self.input_open:
            self._fail_closed("read")
        receive = self.policy.receive
        socket = self.socket
        try:
            data = (
                socket.sys_recv(size, flags) if receive is None else receive(socket, size, flags)
            )
        except OSError as error:
            self._fail(error, "read")
        if not data:
            self._heed_close()
        return data

    def _heed_close(self) -> None:
        """Reading when closed, also when closed under the reader, is an error and not the end."""
        if not self.input_open:
            self._fail_closed("read")
        if self.socket.closed and not self._ahead:
            self._fail_closed("read")

    # Closing

    def close_input(self) -> None:
        """Close the input direction and forget what is held; silent when done before."""
        if self.input_open:
            self.input_open = False
            self._forget_ahead()
            self._life.end(SHUT_RD, self._abandoned)

    def _let_go(self) -> None:
        super()._let_go()
        self._forget_ahead()

    def _forget_ahead(self) -> None:
        self._ahead, self._at = b"", 0
        self._obey()


def _bytes_of(buffer: Any) -> memoryview:
    view = memoryview(buffer)
    if view.readonly:
        raise TypeError("a writable buffer is required")
    return view.cast("B") if view.nbytes else memoryview(b"")
