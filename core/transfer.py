"""Moving bytes through a socket, waiting where it must be waited.

Strategy: *try first*.  Each operation makes its system call at once, with MSG_DONTWAIT, so the
mode of the descriptor, which other processes may share, is not touched; only when the system says
EAGAIN does it poll, with a deadline, interruptible, and tries again.  Who wants the bare system
call takes the `sys_*` methods: they are the stdlib socket's own C methods, with nothing of ours on
the way, block inside the kernel where the socket is blocking, and raise plain OSError.

What cancelling leaves behind: an operation that raises TimedOut, Interrupted or WouldBlock has
moved nothing, except `send_all`, whose error says in `sent` how much has gone.

Opening, naming and closing sockets is left to the room `socket`.
"""

from __future__ import annotations

import errno
import math
import socket as _socket
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from .address import Address, from_sockaddr
from .errors import Closed, Interrupted, SocketError, TimedOut, WouldBlock, from_os_error
from .interrupt import own_token
from .wait import FAILED, READABLE, URGENT, WRITABLE, await_socket, deadline_after, poll_until

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

    from .closing import Watcher
    from .socket import Socket

_DONTWAIT: Final = int(_socket.MSG_DONTWAIT)
_WAITALL: Final = int(_socket.MSG_WAITALL)
_PEEK: Final = int(_socket.MSG_PEEK)
_OOB: Final = int(_socket.MSG_OOB)
_TRUNC: Final = int(_socket.MSG_TRUNC)
# Without a signal as well, should the program have let SIGPIPE through again.
_SEND: Final = _DONTWAIT | int(getattr(_socket, "MSG_NOSIGNAL", 0))

_Result = TypeVar("_Result")


class Transfer:
    """The part of `Socket` that moves bytes.

    Common to all operations here: `flags` are the platform's ``MSG_*`` numbers or-ed; `timeout` is
    in seconds, None waits for ever, 0 does not wait.  They raise, on a blocking socket,
    `TimedOut`, or `WouldBlock` when not to wait; on a non-blocking socket `WouldBlock` at once,
    whatever the timeout; `Interrupted` when another thread interrupts; `Closed` when the socket is
    closed, before or meanwhile; else the `SocketError` of the system's errno.
    """

    __slots__ = (
        "__weakref__",
        "blocking",
        "closed",
        "family",
        "protocol",
        "sock",
        "sys_recv",
        "sys_recv_into",
        "sys_recvfrom",
        "sys_recvfrom_into",
        "sys_send",
        "sys_sendall",
        "sys_sendto",
        "type",
        "watchers",
    )

    def __init__(self, sock: _socket.socket, blocking: bool) -> None:
        self.sock: Final = sock
        self.family: Final = int(sock.family)
        self.type: Final = int(sock.type)
        self.protocol: Final = sock.proto
        self.blocking = blocking
        self.closed = False
        self.watchers: list[Watcher] = []  # who waits for this socket; see `closing`
        self.sys_send: Final = sock.send
        self.sys_sendall: Final = sock.sendall
        self.sys_sendto: Final = sock.sendto
        self.sys_recv: Final = sock.recv
        self.sys_recv_into: Final = sock.recv_into
        self.sys_recvfrom: Final = sock.recvfrom
        self.sys_recvfrom_into: Final = sock.recvfrom_into

    def send(self, data: ReadableBuffer, flags: int = 0, *, timeout: float | None = None) -> int:
        """Send some of `data` (bytes-like); returns how many bytes went, of a datagram all."""
        try:
            return self.sys_send(data, flags | _SEND)
        except BlockingIOError:
            pass
        except OSError as error:
            raise self._named(error, "send") from None
        deadline = self._deadline(flags, timeout)
        return self._again("send", WRITABLE, deadline, self.sys_send, data, flags | _SEND)

    def send_all(
        self,
        data: ReadableBuffer,
        flags: int = 0,
        *,
        chunk: int | None = None,
        timeout: float | None = None,
    ) -> None:
        """Send all of `data` (bytes-like), with as many system calls as it takes.

        Args:
            chunk: the most bytes handed to one system call (a positive int), or None.  On a
                datagram socket, each chunk is one datagram.
            timeout: for each system call.

        On failure, `sent` of the error is the number of bytes that have gone.
        """
        view = memoryview(data).cast("B")
        size = len(view)
        if chunk is None:
            chunk = size
        elif chunk < 1:
            raise ValueError(f"a chunk is 1 or more bytes, not {chunk}")
        sent = 0
        try:
            while True:  # once also for nothing at all, which is a datagram too
                sent += self.send(view[sent : sent + chunk], flags, timeout=timeout)
                if sent >= size:
                    return
        except SocketError as error:
            error.sent = sent
            raise

    def send_to(
        self,
        data: ReadableBuffer,
        address: Address,
        flags: int = 0,
        *,
        timeout: float | None = None,
    ) -> int:
        """Send `data` (bytes-like) to `address`; returns how many bytes went."""
        self._check_family(address, "send_to")
        try:
            return self.sys_sendto(data, flags | _SEND, address.sockaddr)
        except BlockingIOError:
            pass
        except OSError as error:
            raise self._named(error, "send_to") from None
        return self._again(
            "send_to",
            WRITABLE,
            self._deadline(flags, timeout),
            self.sys_sendto,
            data,
            flags | _SEND,
            address.sockaddr,
        )

    def receive(self, size: int, flags: int = 0, *, timeout: float | None = None) -> bytes:
        """Receive what has come, at least one byte and at most `size`; b"" is the end.

        With MSG_WAITALL, a stream socket waits for all `size` bytes; it returns fewer at the end,
        and rather than lose them when the time is over, the thread is interrupted (the interrupt
        stays to be delivered), the connection fails or the socket is closed.  Together with
        MSG_PEEK it does not wait for all.  A datagram is cut to `size`, with MSG_TRUNC too (whose
        true length `receive_into` gives).
        """
        if flags & (_WAITALL | _TRUNC):
            buffer = bytearray(size)
            count = self.receive_into(buffer, 0, None, flags, timeout=timeout)
            return bytes(buffer[:count])
        try:
            data = self.sys_recv(size, flags | _DONTWAIT)
        except BlockingIOError:
            data = None
        except OSError as error:
            raise self._named(error, "receive") from None
        if data is None:
            deadline = self._deadline(flags, timeout)
            events = URGENT if flags & _OOB else READABLE
            data = self._again("receive", events, deadline, self.sys_recv, size, flags | _DONTWAIT)
        if not data:
            self._refuse_closed("receive")
        return data

    def receive_into(
        self,
        buffer: WriteableBuffer,
        start: int = 0,
        end: int | None = None,
        flags: int = 0,
        *,
        timeout: float | None = None,
    ) -> int:
        """Receive into ``buffer[start:end]`` (byte positions); returns how many bytes, 0 the end.

        Raises ValueError when start and end are not inside the buffer.  Flags as for `receive`;
        with MSG_TRUNC, the count is a datagram's true length, even where the buffer is shorter.
        """
        view = _window(buffer, start, end)
        # In these cases the system waits for all, or does not, by itself.
        stream = self.type == _socket.SOCK_STREAM and not flags & (_PEEK | _OOB | _DONTWAIT)
        if flags & _WAITALL and stream and self.blocking and timeout != 0:
            count = self._fill(view, flags & ~_WAITALL, deadline_after(timeout))
        else:
            count = self._receive_into(view, flags, timeout)
        if not count:
            self._refuse_closed("receive")
        return count

    def _receive_into(self, view: memoryview, flags: int, timeout: float | None) -> int:
        try:
            return self.sys_recv_into(view, 0, flags | _DONTWAIT)
        except BlockingIOError:
            pass
        except OSError as error:
            raise self._named(error, "receive") from None
        events = URGENT if flags & _OOB else READABLE
        deadline = self._deadline(flags, timeout)
        call = self.sys_recv_into
        return self._again("receive", events, deadline, call, view, 0, flags | _DONTWAIT)

    def _fill(self, view: memoryview, flags: int, deadline: float) -> int:
        """MSG_WAITALL, which the system ignores beside MSG_DONTWAIT."""
        left = None if deadline == math.inf else max(deadline - monotonic(), 0)
        count = got = self._receive_into(view, flags, left)
        while count and got < len(view):
            try:
                events = await_socket(self._whole, READABLE, deadline, "receive")
            except Interrupted:
                own_token().interrupt()
                break
            except Closed:
                break
            if not events or events & FAILED:  # the next call shall report the failure
                break
            try:
                count = self.sys_recv_into(view[got:], 0, flags | _DONTWAIT)
            except BlockingIOError:
                continue
            except OSError:
                break
            got += count
        return got

    def receive_from(
        self, size: int, flags: int = 0, *, timeout: float | None = None
    ) -> tuple[bytes, Address | None]:
        """Receive as `receive` does; returns (bytes, address).

        The address says where they came from; None on a connected stream, and for a Unix socket
        without a name.
        """
        if flags & (_WAITALL | _TRUNC):
            buffer = bytearray(size)
            count, address = self.receive_from_into(buffer, 0, None, flags, timeout=timeout)
            return bytes(buffer[:count]), address
        try:
            data, sockaddr = self.sys_recvfrom(size, flags | _DONTWAIT)
        except BlockingIOError:
            data = None
        except OSError as error:
            raise self._named(error, "receive_from") from None
        if data is None:
            deadline = self._deadline(flags, timeout)
            events = URGENT if flags & _OOB else READABLE
            call = self.sys_recvfrom
            data, sockaddr = self._again(
                "receive_from", events, deadline, call, size, flags | _DONTWAIT
            )
        if not data:
            self._refuse_closed("receive_from")
        return data, from_sockaddr(self.family, sockaddr)

    def receive_from_into(
        self,
        buffer: WriteableBuffer,
        start: int = 0,
        end: int | None = None,
        flags: int = 0,
        *,
        timeout: float | None = None,
    ) -> tuple[int, Address | None]:
        """Receive as `receive_into` does; returns (count, address), see `receive_from`."""
        if flags & _WAITALL and self.type == _socket.SOCK_STREAM:
            return self.receive_into(buffer, start, end, flags, timeout=timeout), None
        view = _window(buffer, start, end)
        call = self.sys_recvfrom_into
        try:
            count, sockaddr = call(view, 0, flags | _DONTWAIT)
        except BlockingIOError:
            count = -1
        except OSError as error:
            raise self._named(error, "receive_from") from None
        if count < 0:
            deadline = self._deadline(flags, timeout)
            events = URGENT if flags & _OOB else READABLE
            count, sockaddr = self._again(
                "receive_from", events, deadline, call, view, 0, flags | _DONTWAIT
            )
        if not count:
            self._refuse_closed("receive_from")
        return count, from_sockaddr(self.family, sockaddr)

    def _again(
        self,
        operation: str,
        events: int,
        deadline: float,
        call: Callable[..., _Result],
        *arguments: Any,
    ) -> _Result:
        """Wait and call again, until it does not say EAGAIN; the calls must not block."""
        if not self.blocking or deadline == -math.inf:
            self._refuse_closed(operation)
            raise WouldBlock(errno.EAGAIN, None, operation, self._whole)
        pause = 0.0
        while True:
            if not await_socket(self._whole, events, deadline, operation):
                raise TimedOut(errno.ETIMEDOUT, None, operation, self._whole)
            try:
                return call(*arguments)
            except BlockingIOError:
                pass
            except OSError as error:
                raise self._named(error, operation) from None
            pause = self._pause(pause, deadline, operation)

    def _pause(self, pause: float, deadline: float, operation: str) -> float:
        """Keep from spinning when poll says "ready" and the call says "not yet".

        Another thread may have been faster; but the full queue of the receiver of a Unix socket
        is nothing poll can wait for at all.  Returns the next pause (seconds), a longer one;
        raises TimedOut past the deadline.
        """
        poll_until((), (self._whole,), min(deadline, monotonic() + pause), operation)
        if monotonic() >= deadline:
            raise TimedOut(errno.ETIMEDOUT, None, operation, self._whole)
        return min(pause * 2 or 0.001, 0.05)

    def _deadline(self, flags: int, timeout: float | None) -> float:
        return -math.inf if flags & _DONTWAIT else deadline_after(timeout)

    def _named(self, error: OSError, operation: str) -> SocketError:
        return from_os_error(error, operation, self._whole)

    def _refuse_closed(self, operation: str) -> None:
        if self.closed:
            raise Closed(errno.EBADF, None, operation, self._whole)

    def _check_family(self, address: Address, operation: str) -> None:
        if address.family != self.family:
            self._refuse_closed(operation)
            number = errno.EAFNOSUPPORT
            raise from_os_error(OSError(number, f"{address!r} is of another family"), operation)

    @property
    def _whole(self) -> Socket:
        return cast("Socket", self)


def _window(buffer: WriteableBuffer, start: int, end: int | None) -> memoryview:
    view = memoryview(buffer).cast("B")
    if end is None:
        end = len(view)
    if not 0 <= start <= end <= len(view):
        raise ValueError(f"not inside a buffer of {len(view)} bytes: {start} to {end}")
    return view[start:end]
