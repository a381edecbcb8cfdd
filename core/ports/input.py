"""Input ports: exact or buffered reading from a socket.

Strategy: `_ahead` is a file in memory with bytes that were received and not yet read, so that
reading a line or some bytes of them is one call of the standard library. It is read before the
socket is. An exact port receives only the bytes that it returns, and looks ahead with MSG_PEEK,
which leaves the bytes in the socket; a buffered one receives a block. Bytes that a failing read
has received go back to `_ahead`, on an exact port too.

A signal handler may raise after a call of a C function, but not after one of a Python function,
nor within a step of a loop. So bytes are taken, from the file or from the socket, by the step of a
loop, and go into a list at once, from which they are put back if the read does not complete
(`_exactly`).

Reading lines or bytes in a loop should not cost a lock each time. For that there are iterators,
each step of which takes a whole line, or a byte, and no two threads get the same. The lines are in
a file of their own, `_lent`, which comes before `_ahead`; any other read puts them back first.

A datagram that is longer than the requested size is cut, as in the system; an empty one reads as
the end. The end is not remembered: the next read asks the socket again.
"""

from __future__ import annotations

import errno
import socket as _socket
import threading
from collections.abc import Callable, Iterable
from functools import partial
from io import BytesIO
from itertools import repeat
from socket import MSG_PEEK, SHUT_RD, SOCK_STREAM
from typing import Any, Final, TypeVar

from ..errors import SocketError, arose_below
from ..socket import Socket
from ..transfer import NOW
from ..waiting import READABLE, wait_readable
from .base import Port, PortLife
from .policy import PortPolicy

__all__ = ["InputPort"]

P = TypeVar("P", bound="InputPort")

BLOCK = 65536  # asked for when nobody says how much
GLANCE = 2048  # looked at with MSG_PEEK when nobody says how much
LARGEST = 1 << 18  # asked for at once: receiving sets aside that much memory

_PEEK: Final = int(MSG_PEEK)
_NOW: Final = (NOW,)
_NOTHING: Final = BytesIO()  # shared by all empty buffers, and never written to


class InputPort(Port):
    """An input port; a Python binary file, so that iteration and `io.TextIOWrapper` work.

    Reading methods wait as the socket does. On failure they raise the exception that the policy
    selects: by default `SocketError`, or `PortClosed` (also a `ValueError`) once this direction is
    closed. The end of the stream is `b""`. Any number of threads may read: the bytes of one call
    are contiguous. An exception of a signal handler loses no bytes that were not returned.
    """

    _ahead: BytesIO
    _lent: BytesIO  # whole lines, to be read before `_ahead`
    _singles: Iterable[bytes]  # each step takes a byte; empty where that is not what to do next
    _reading: threading.RLock
    _exact: bool
    _fill: bool

    def __init__(
        self, socket: Socket, policy: PortPolicy | None = None, *, life: PortLife | None = None
    ) -> None:
        """Make a port over `socket`. `life` is shared by ports that own the socket together."""
        self.input_open = True
        self._begin(socket, policy, life)

    def _begin(self, socket: Socket, policy: PortPolicy | None, life: PortLife | None) -> None:
        self._ahead = self._lent = _NOTHING
        self._reading = threading.RLock()
        super()._begin(socket, policy, life)

    def _obey(self) -> None:
        super()._obey()
        self._singles = ()
        self._fill = self.policy.fill
        self._exact = self.input_open and self.policy.input_buffer == 0

    def renew_in_child(self) -> None:
        """Replace, in a forked child, a lock that the parent may hold."""
        super().renew_in_child()
        self._reading = threading.RLock()

    def readable(self) -> bool:
        """Return whether the input direction is open."""
        return self.input_open

    # Reading

    def read(self, size: int | None = -1, /) -> bytes:
        """Read `size` bytes, or fewer before the end; with a policy of not filling, what one
        receive gives.

        A negative `size`, or `None`, reads up to the end.
        """
        if size is None or size < 0:
            return self._read_all()
        return self._exactly(self._read, size, self._fill)

    def _read_all(self) -> bytes:
        """Read up to the end."""
        return self._exactly(self._read, -1, True)

    def read1(self, size: int = -1, /) -> bytes:
        """Read up to `size` bytes, with at most one receive and only if nothing is held; waits for
        one.

        A negative `size` returns the buffered bytes, or else those of one receive.
        """
        return self._exactly(self._read, size, False)

    def read_byte(self) -> int:
        """Read one byte; return it as a number, -1 at the end."""
        try:
            for data in self._singles:
                if data:
                    return data[0]
                self._heed_close()
                return -1
        except OSError as error:
            moved = error.errno == errno.EBADF and not self.socket.closed
            if not (arose_below(error) if moved else self._receive_would_wait(error)):
                raise
        data = self._exactly(self._read_byte, 1)
        return data[0] if data else -1

    def _read_byte(self, got: list[bytes], size: int, _: Any) -> None:
        """Read a byte, and prepare to take or to receive the next ones, one by one."""
        self._read(got, size, False)
        if self._ahead is not _NOTHING:
            self._singles = iter(partial(self._ahead.read, 1), b"")
        elif self._exact:
            self._singles = map(self.socket.sock.recv, repeat(1), repeat(NOW))

    def readinto(self, buffer: Any, /) -> int:
        """Fill a writable buffer as `read` would; return the number of bytes, 0 at the end."""
        return self._read_to(buffer, self.read)

    def readinto1(self, buffer: Any, /) -> int:
        """Fill a writable buffer as `read1` would; return the number of bytes, 0 at the end."""
        return self._read_to(buffer, self.read1)

    def _read_to(self, buffer: Any, read: Callable[[int], bytes]) -> int:
        data = b""
        try:
            with _bytes_of(buffer) as view:
                data = read(len(view))
                if data:
                    view[: len(data)] = data
                return len(data)
        except BaseException:
            self.unread(data)
            raise

    def peek(self, size: int = 0, /) -> bytes:
        """Return bytes that stay to be read: at least one, unless at the end, at most `size` if
        that is > 0.

        Waits for one; at most one receive. An exact port leaves them in the socket, unless its
        policy says that peeking takes one.
        """
        with self._reading:
            data = self._rest()
            if not data:
                block = self.policy.input_buffer
                if not block and not self.policy.peek_takes:
                    return self._look(min(size, LARGEST) if size > 0 else GLANCE)
                self._hold(lambda: self._receive(block or 1))
                data = self._rest()
            return data[:size] if size > 0 else data

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read up to and with the next newline, the rest before the end, `b""` at the end.

        `size`, unless negative or `None`, limits the bytes.
        """
        if size is None or size < 0:
            return self._exactly(self._next_line, -1)
        return self._exactly(self._read_line, size)

    def ready(self) -> bool:
        """Return whether a read would find a byte, or the end, without waiting."""
        self._heed_close()
        if self.holds:
            return True
        try:
            return wait_readable(self.socket, 0)
        except SocketError as error:
            if not arose_below(error):
                raise
            self._fail(error, "read")

    def _exactly(
        self, read: Callable[[list[bytes], int, Any], None], size: int, option: Any = None
    ) -> bytes:
        """Return what `read` adds to a list; if it is not returned, it stays to be read."""
        got: list[bytes] = []
        try:
            with self._reading:
                self._singles = ()
                try:
                    read(got, size, option)
                    return got[0] if len(got) == 1 else b"".join(got)
                except BaseException:  # before another thread reads
                    self._put_back(got)
                    raise
        except BaseException:
            self._put_back(got)
            raise

    def _put_back(self, got: list[bytes]) -> None:
        """Move what is in a list to the front of what is to be read; a closed port forgets it."""
        with self._reading:
            data = b"".join(got)
            if data:
                ahead = BytesIO(data + _rest_of(self._recall()))
                self._singles = ()
                if self.input_open:
                    self._ahead = ahead
                got[:] = ()  # in one go with the line before: no call is between them

    def _read(self, got: list[bytes], size: int, fill: bool) -> None:
        """Read up to `size` bytes, or any number if that is negative; if `fill`, all of them."""
        left = size
        held = self._ahead if self._lent is _NOTHING else self._recall()
        if held is not _NOTHING:
            for data in map(held.read, (size,)):
                got.append(data)
            if data:
                left -= len(data) if size > 0 else 0
                if not left or not fill:
                    return
            elif size:
                self._ahead = _NOTHING
        while left:
            got.append(self._receive(self._ask(left)))
            piece = got[-1]
            if left > 0:
                if len(piece) > left:
                    self._cut(got, left)
                left -= len(got[-1])
            if not piece or not fill:
                break
        if not any(got):
            self._heed_close()

    def _ask(self, size: int) -> int:
        """Return how much to ask for where `size` bytes are missing, or any number if negative."""
        block = self.policy.input_buffer
        if block and not (size >= block and self.socket.type == SOCK_STREAM):
            return block
        return min(size, LARGEST) if size > 0 else BLOCK

    def _next_line(
        self, got: list[bytes], _: int, accepts: Callable[[bytes], bool] | None
    ) -> None:
        """Read up to and with the next newline, or the rest before the end.

        Unless `accepts` is None: then read a whole line, all of which `accepts`, or else nothing,
        and wait for more only as long as it accepts what there is.
        """
        if self._lent is not _NOTHING:
            self._recall()
        accepted = False
        for line in self._ahead:
            got.append(line)
            break
        else:
            accepted = self._receive_line(got, -1, accepts)
        line = got[0]
        while line and line[-1:] != b"\n" and (accepts is None or accepted or accepts(line)):
            accepted = False
            self._receive_line(got, -1, accepts)
            line = got[-1]
        if accepts is None:
            if not got[0]:
                self._heed_close()
        elif not accepted:
            line = b"".join(got)
            if line[-1:] != b"\n" or not accepts(line):
                self._put_back(got)

    def _receive_line(
        self, got: list[bytes], limit: int, accepts: Callable[[bytes], bool] | None = None
    ) -> bool:
        """Receive what there is of a line; return whether `accepts` is known to accept it.

        An exact port takes no more than `limit`, unless that is negative, and leaves what is not
        accepted in the socket.
        """
        if not self._exact:
            got.append(self._receive(self.policy.input_buffer))
        else:
            window = self._look(GLANCE if limit < 0 else min(limit, GLANCE))
            line = window[: window.find(b"\n") + 1] or window
            if accepts is not None and not (line and accepts(line)):
                got.append(b"")
                return False
            got.append(self._receive(len(line) or 1))
            if got[-1] == line:
                return True
        # An exact port has received more than a line only if another took from the socket.
        self._cut(got, got[-1].find(b"\n") + 1 or len(got[-1]))
        return False

    def _read_line(self, got: list[bytes], limit: int, _: Any) -> None:
        """Read up to the end of a line, at most `limit` bytes."""
        for line in map(self._recall().readline, (limit,)):
            got.append(line)
        self._read_on(got, limit)

    def _line_on(self, begun: bytes, limit: int) -> bytes:
        """Read on from a line that has begun and has not ended in what was held."""
        got = [begun]
        try:
            self._read_on(got, limit)
        except BaseException:
            self._put_back(got)
            raise
        return b"".join(got)

    def _read_on(self, got: list[bytes], limit: int) -> None:
        """Read up to the end of the line that begins with the one piece in `got`."""
        line = got[0]
        left = limit - len(line) if limit >= 0 else -1
        while left and line[-1:] != b"\n":
            self._receive_line(got, left)
            if left > 0:
                self._cut(got, left)
                left -= len(got[-1])
            line = got[-1]
            if not line:
                break
        if not any(got):
            self._heed_close()

    def _cut(self, got: list[bytes], size: int) -> None:
        """Hold what the last piece has beyond `size`."""
        data = got[-1]
        if size < len(data):
            rest = _rest_of(self._recall())
            ahead = BytesIO(data[size:] + rest if rest else data)
            if not rest:
                ahead.seek(size)
            got[-1] = data[:size]
            self._ahead = ahead

    # What is held

    @property
    def holds(self) -> bool:
        """True if bytes were received and not yet read."""
        return bool(self._rest())

    def _rest(self) -> bytes:
        """Return the bytes that are held, which stay so."""
        rest = _rest_of(self._ahead)
        return rest if self._lent is _NOTHING else _rest_of(self._lent) + rest

    def drain(self) -> bytes:
        """Take what was received and not read, all of it; `b""` if nothing is held."""
        return self._exactly(self._drain, -1)

    def _drain(self, got: list[bytes], size: int, _: Any) -> None:
        for data in map(self._recall().read, (size,)):
            got.append(data)

    def unread(self, data: bytes) -> None:
        """Put `data` in front of what is to be read; the port holds it, on an exact port too.

        A port that is closed for reading forgets it.
        """
        self._hold(lambda: data)

    def _hold(self, take: Callable[[], bytes]) -> None:
        """Put what `take` returns in front of what is to be read."""
        got: list[bytes] = []
        with self._reading:
            try:
                got.append(take())
                self._put_back(got)
            except BaseException:
                self._put_back(got)
                raise

    def lend_lines(self) -> BytesIO | None:
        """Return a file of the whole lines that are held, from which they are still to be read.

        Each step of an iteration over it takes one line, which nobody else gets. Once the port is
        read otherwise, or lends again, it is empty for good. Returns None if no line is held.
        """
        with self._reading:
            got: list[bytes] = []
            try:
                for data in map(self._recall().read, (-1,)):
                    got.append(data)
                end = data.rfind(b"\n") + 1
                lent, ahead = BytesIO(data[:end]), BytesIO(data[end:])
                self._lent, self._ahead = lent, ahead
                got[:] = ()
                return lent if end else None
            except BaseException:
                self._put_back(got)
                raise

    def _recall(self) -> BytesIO:
        """Put lines that were lent back; return the file that then has all buffered bytes."""
        if self._lent is not _NOTHING:
            got: list[bytes] = []
            try:
                for lines in map(self._lent.read, (-1,)):
                    got.append(lines)
                self._join(got)
            except BaseException:
                if got:
                    self._join(got)
                raise
        return self._ahead

    def _join(self, got: list[bytes]) -> None:
        ahead = BytesIO(b"".join(got) + _rest_of(self._ahead))
        self._ahead, self._lent = ahead, _NOTHING
        got[:] = ()

    # Receiving

    def _look(self, size: int) -> bytes:
        """Return what one receive would give, and leave it in the socket."""
        if not self.input_open:
            self._fail_closed("read")
        try:
            return self.socket.sock.recv(size, _PEEK | NOW)
        except OSError as error:
            if not self._receive_would_wait(error):
                raise
        return self._receive_later(size, _PEEK | NOW)

    def _receive(self, size: int) -> bytes:
        """Return what one receive gives."""
        if not self.input_open:
            self._fail_closed("read")
        chunk = self.policy.input_chunk
        if chunk is not None and size > chunk:
            size = chunk
        try:
            for data in map(self.socket.sock.recv, (size,), _NOW):
                return data
        except OSError as error:
            if not self._receive_would_wait(error):
                raise
        return self._receive_later(size, NOW)

    def _receive_would_wait(self, error: OSError) -> bool:
        """Return whether a receive has to wait; false for what a signal handler raised."""
        try:
            return self.socket.would_wait(error, "read")
        except SocketError as failure:
            self._fail(failure, "read")

    def _receive_later(self, size: int, flags: int) -> bytes:
        """Wait for something to receive, as the policy has it."""
        policy, socket = self.policy, self.socket
        got: list[bytes] = []
        try:
            socket.again(
                "read",
                READABLE,
                self._deadline(socket.receive_timeout, policy.read_timeout),
                _receive_noting,
                got,
                size,
                flags,
                interruptible=policy.interruptible,
                also=self._gate("input"),
            )
            return got[0]
        except BaseException as error:
            if got and not flags & _PEEK:
                self._put_back(got)
            if not isinstance(error, SocketError) or not arose_below(error):
                raise
            if not self.input_open:
                self._fail_closed("read")
            self._fail(error, "read")

    def _heed_close(self) -> None:
        """Refuse to take reading when closed for reading at the end."""
        if not self.input_open or (self.socket.closed and not self.holds):
            self._fail_closed("read")

    # Closing

    def close_input(self) -> None:
        """Close the input direction and drop buffered bytes; silent when done before.

        Another thread that waits in a read gets the failure of a closed port.
        """
        self.input_open = False
        self._forget()
        self._obey()
        self._close_gate("input")
        self._life.end(SHUT_RD, self._abandoned)

    def _forget(self) -> None:
        if not self._lent.closed:  # as it may be in a finalizer
            self._lent.read()  # an iterator over it ends
        self._ahead = self._lent = _NOTHING

    def hand_over(self: P) -> P:
        """Return a new port, as `Port.hand_over` does; no line stays lent."""
        with self._reading:
            self._recall()
            return super().hand_over()

    def _let_go(self) -> None:
        super()._let_go()
        self._ahead = self._lent = _NOTHING
        self._close_gate("input")


def _receive_noting(sock: _socket.SocketType, got: list[bytes], size: int, flags: int) -> None:
    got.extend(map(sock.recv, (size,), (flags,)))


def _rest_of(file: BytesIO) -> bytes:
    """Return the bytes of a file that are still to be read."""
    return file.getvalue()[file.tell() :]


def _bytes_of(buffer: Any) -> memoryview:
    view = memoryview(buffer)
    if view.readonly:
        raise TypeError("a writable buffer is required")
    return view.cast("B") if view.nbytes else memoryview(b"")
