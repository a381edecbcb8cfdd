"""Sending and receiving, with waiting where necessary.

Strategy: *try first*.  Each operation makes its system call at once, with MSG_DONTWAIT, so that it
does not depend on the mode of the open file description, which other processes may share.  Only
on EAGAIN does it poll, until its deadline, and try again.  `attempt` is that loop.  A caller that
makes the first try itself, for speed, continues with `would_wait` and `again`.

After a cancelled operation: one that raises DeadlinePassed, Interrupted or WouldBlock has
transferred nothing, except `send_all`, whose error has the number of bytes sent in `sent`.  A
blocking `send` on a stream, and a receive with MSG_WAITALL, return a partial result instead of
raising.  An exception of a signal handler passes unchanged; as everywhere in Python, it does not
tell how much the interrupted call had transferred.

Opening, naming and closing sockets is left to the module `socket`.
"""

from __future__ import annotations

import enum
import errno
import math
import socket as _socket
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from .address import Address, from_sockaddr
from .errors import (
    DeadlinePassed,
    Interrupted,
    SocketError,
    WouldBlock,
    arose_below,
    error_class,
    from_os_error,
)
from .handle import Handle, Waitable
from .waiting import (
    FAILED,
    READABLE,
    URGENT,
    WRITABLE,
    await_as_before,
    await_ready,
    deadline_after,
    own_waker,
    pause,
)

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

__all__ = ["NOW", "NOW_QUIETLY", "OWN", "RARELY", "Timeout", "Transfer"]


class _Own(enum.Enum):
    OWN = enum.auto()

    def __repr__(self) -> str:
        return "OWN"


OWN: Final = _Own.OWN
"""A sentinel for the socket's own timeout: SO_RCVTIMEO or SO_SNDTIMEO."""

Timeout: TypeAlias = float | Literal[_Own.OWN] | None

NOW: Final = int(_socket.MSG_DONTWAIT)
"""The flag that makes a receive return at once."""
RARELY: Final = ~int(_socket.MSG_WAITALL | _socket.MSG_PEEK)
"""The complement of the flags for which a caller has to use `Transfer.receive`."""
NOW_QUIETLY: Final = NOW | int(getattr(_socket, "MSG_NOSIGNAL", 0))
"""The flags that make a send return at once, and raise no SIGPIPE if the peer is gone."""

_WAITALL: Final = int(_socket.MSG_WAITALL)
_PEEK: Final = int(_socket.MSG_PEEK)
_OOB: Final = int(_socket.MSG_OOB)
_NEVER_WAITS: Final = NOW | int(getattr(_socket, "MSG_ERRQUEUE", 0))
_TRUNC: Final = int(_socket.MSG_TRUNC)
_POLLS_FIRST: Final = 64  # receives, after one that had to wait
_LONG: Final = 1_000_000.0  # seconds: more may be too many milliseconds for poll
_STREAMS: Final = frozenset({int(_socket.SOCK_STREAM)})


class _Try(enum.Enum):
    WOULD_WAIT = enum.auto()


_LARGEST: Final = 1 << 24  # bytes: no datagram is longer
_WOULD_WAIT: Final = _Try.WOULD_WAIT

_Sock: TypeAlias = _socket.SocketType
_Result = TypeVar("_Result")


class Transfer(Handle):
    """The part of `Socket` that sends and receives.

    Common to all operations here: `flags` are the platform's ``MSG_*`` numbers or-ed.  `timeout`
    is in seconds, None waits for ever, 0 does not wait, and `OWN` is the socket's own.  `waits`
    says whether to wait at all (bool); None stands for whether the socket is blocking.
    `interruptible` says whether `interrupt` ends a wait (bool).

    They raise `DeadlinePassed`; `WouldBlock` when not to wait; `Interrupted` when another thread
    interrupts; `Closed` when the socket is closed, before or meanwhile; else the `SocketError` of
    the system's errno.
    """

    __slots__ = ()

    # --- the loop

    def attempt(
        self,
        operation: str,
        events: int,
        deadline: float,
        call: Callable[..., _Result],
        *arguments: Any,
        interruptible: bool = True,
        also: Waitable | None = None,
    ) -> _Result:
        """Make a system call, and wait and repeat it as long as it would block.

        Args:
            operation: for the error.
            events: what to wait for (int).
            deadline: from `deadline`.
            call, arguments: the system call, which must not block: a method of the stdlib's class,
                e.g. ``socket.recv``, or a function like it, and what to call it with.
            also: something whose closing ends the wait as well, or None.

        Returns what the call returns.
        """
        answer = self._try(operation, call, *arguments)
        if answer is not _WOULD_WAIT:
            return answer
        return self.again(
            operation, events, deadline, call, *arguments, interruptible=interruptible, also=also
        )

    def _try(
        self, operation: str, call: Callable[..., _Result], *arguments: Any
    ) -> _Result | Literal[_Try.WOULD_WAIT]:
        """Make a system call; return what it returns, or _WOULD_WAIT."""
        failure: OSError | None = None
        try:
            return call(self.sock, *arguments)
        except OSError as error:
            failure = error
        # No longer in the except clause: what a signal handler raises now has no other context.
        try:
            if self.would_wait(failure, operation):
                return _WOULD_WAIT
            raise failure
        finally:
            failure = None  # it refers to this frame

    def would_wait(self, error: OSError, operation: str) -> bool:
        """Return whether a system call, which raised `error`, would have to wait.

        False for what a signal handler raised, which the caller is to raise again.  Raises the
        SocketError of any other failure.
        """
        if not arose_below(error):
            return False
        if not isinstance(error, BlockingIOError):
            raise from_os_error(error, operation, self) from None
        return True

    def again(
        self,
        operation: str,
        events: int,
        deadline: float,
        call: Callable[..., _Result],
        *arguments: Any,
        interruptible: bool = True,
        also: Waitable | None = None,
    ) -> _Result:
        """Go on as `attempt` does, after a first try that would have had to wait."""
        if deadline == -math.inf:
            raise WouldBlock(errno.EAGAIN, None, operation, self)
        seconds = 0.0
        while True:
            if not await_ready(self, events, deadline, operation, interruptible, also):
                raise DeadlinePassed(errno.ETIMEDOUT, None, operation, self)
            answer = self._try(operation, call, *arguments)
            if answer is not _WOULD_WAIT:
                return answer
            seconds = self._pause(seconds, deadline, operation, interruptible, also)

    def resume(
        self,
        operation: str,
        events: int,
        call: Callable[..., _Result],
        *arguments: Any,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> _Result:
        """Go on after a first try of the caller's own that would have had to wait.

        Args:
            operation, events, call, arguments: as for `attempt`.
            timeout, waits, interruptible: as for all operations.
        """
        own = self.send_timeout if events == WRITABLE else self.receive_timeout
        deadline = self.deadline(own, 0, timeout, waits)
        if events == READABLE and deadline != -math.inf:
            self.polls_first = _POLLS_FIRST
        return self.again(
            operation, events, deadline, call, *arguments, interruptible=interruptible
        )

    def poll_first(
        self,
        operation: str,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> None:
        """Wait for something to receive, before a first try of the caller's own.

        A caller does so while `polls_first` is not 0.  If one receive had to wait, the next one
        mostly has to as well, and polling at once is cheaper than a try that fails.
        """
        if not (self.waits if waits is None else waits):  # by another thread's doing
            self.polls_first = 0
            return
        left = self.polls_first
        self.polls_first = left - 1 if left else 0
        own = self.receive_timeout if timeout is OWN else timeout
        if own is None:
            if await_as_before(self, None):
                return
            deadline = math.inf
        elif 0 < own < _LONG:
            deadline = monotonic() + own
            # This soon after the clock was read, all of the time is left.
            if await_as_before(self, own * 1000):
                return
        elif own:
            deadline = deadline_after(own)
        else:
            return
        if not await_ready(self, READABLE, deadline, operation, interruptible):
            raise DeadlinePassed(errno.ETIMEDOUT, None, operation, self)

    def _pause(
        self,
        seconds: float,
        deadline: float,
        operation: str,
        interruptible: bool = True,
        also: Waitable | None = None,
    ) -> float:
        """Pause, to avoid a busy loop, when poll reports "ready" and the call would block.

        Another thread may have been faster; or the queue of a Unix socket's receiver is full,
        which poll cannot wait for.  Returns the seconds of the next pause, a longer one; raises
        DeadlinePassed.
        """
        if seconds:
            left = deadline - monotonic()
            pause(self, max(min(seconds, left), 0.0), operation, interruptible, also)
        if monotonic() >= deadline:
            raise DeadlinePassed(errno.ETIMEDOUT, None, operation, self)
        return min(seconds * 2 or 0.001, 0.05)

    def deadline(
        self, own: float | None, flags: int = 0, timeout: Timeout = OWN, waits: bool | None = None
    ) -> float:
        """Return the deadline of an operation that starts now.

        Args:
            own: the socket's own timeout for such an operation, in seconds, or None.
            flags, timeout, waits: as for all operations.
        """
        deadline = deadline_after(own if timeout is OWN else timeout)
        if flags & _NEVER_WAITS or not (self.waits if waits is None else waits):
            return -math.inf
        return deadline

    # --- sending

    def send(
        self,
        data: ReadableBuffer,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> int:
        """Send `data` (bytes-like); return the number of bytes sent.

        A blocking stream socket sends all of them, as in POSIX: fewer only if the wait was ended
        after a part was sent, and then the next call reports the reason.  A non-blocking stream
        socket sends as many as the system takes at once; a datagram is sent whole.
        """
        deadline = self.deadline(self.send_timeout, flags, timeout, waits)
        sent = self.attempt(
            "send",
            WRITABLE,
            deadline,
            _Sock.send,
            data,
            flags | NOW_QUIETLY,
            interruptible=interruptible,
        )
        if deadline == -math.inf:
            return sent
        return self.send_rest(data, sent, flags, deadline, interruptible)

    def send_rest(
        self,
        data: ReadableBuffer,
        sent: int,
        flags: int = 0,
        deadline: float | None = None,
        interruptible: bool = True,
    ) -> int:
        """Send the rest of `data` after the first `sent` bytes, on a blocking stream socket.

        Args:
            sent: the number of bytes sent so far.
            deadline: from `deadline`, or None for the socket's own timeout.

        Returns the number of bytes sent in all; does nothing on another socket.
        """
        if not self.waits or self.type not in _STREAMS:
            return sent
        if deadline is None:
            deadline = self.deadline(self.send_timeout)
        view = memoryview(data).cast("B")
        while sent < len(view):
            rest = view[sent:]
            try:
                sent += self.attempt(
                    "send",
                    WRITABLE,
                    deadline,
                    _Sock.send,
                    rest,
                    flags | NOW_QUIETLY,
                    interruptible=interruptible,
                )
            except SocketError as error:
                if not arose_below(error):
                    raise
                if isinstance(error, Interrupted):
                    own_waker().interrupt()
                break
        return sent

    def send_all(
        self,
        data: ReadableBuffer,
        flags: int = 0,
        *,
        chunk: int | None = None,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        sent: int = 0,
    ) -> None:
        """Send all of `data` (bytes-like), with as many system calls as it takes.

        Args:
            chunk: the most bytes handed to one system call (a positive int), or None.  On a
                datagram socket, each chunk is one datagram.
            timeout: for each system call.
            sent: the number of bytes sent before.

        On failure, `sent` of the error is the number of bytes sent.
        """
        view = memoryview(data).cast("B")
        size = len(view)
        if chunk is None:
            chunk = size
        elif chunk < 1:
            raise ValueError(f"a chunk is 1 or more bytes, not {chunk}")
        first = True
        try:
            while first or sent < size:  # once also for nothing at all, which is a datagram too
                first = False
                sent += self.attempt(
                    "send",
                    WRITABLE,
                    self.deadline(self.send_timeout, flags, timeout, waits),
                    _Sock.send,
                    view[sent : sent + chunk],
                    flags | NOW_QUIETLY,
                )
        except SocketError as error:
            if arose_below(error):
                error.sent = sent
            raise

    def send_to(
        self,
        data: ReadableBuffer,
        address: Address,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> int:
        """Send `data` (bytes-like) to `address`; return the number of bytes sent, as `send` does.

        A connected stream socket ignores the address, or raises.
        """
        self._check_family(address, "send_to")
        deadline = self.deadline(self.send_timeout, flags, timeout, waits)
        sent = self.attempt(
            "send_to",
            WRITABLE,
            deadline,
            _Sock.sendto,
            data,
            flags | NOW_QUIETLY,
            address.sockaddr,
            interruptible=interruptible,
        )
        if deadline == -math.inf:
            return sent
        return self.send_rest(data, sent, flags, deadline, interruptible)

    # --- receiving

    def receive(
        self,
        size: int,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> bytes:
        """Receive the bytes available, at least one and at most `size`; b"" is the end.

        With MSG_WAITALL, a blocking stream socket waits for all `size` bytes.  It returns fewer at
        the end, and, so as not to lose them, when the timeout expires, the thread is interrupted
        (the interrupt stays pending), the connection fails or the socket is closed.  Together with
        MSG_PEEK it does not wait for all.  A datagram is cut to `size`, also with MSG_TRUNC (whose
        true length `receive_into` returns).
        """
        if flags & _TRUNC or not size:
            buffer = bytearray(min(size, _LARGEST))
            count = self.receive_into(
                buffer, 0, None, flags, timeout=timeout, waits=waits, interruptible=interruptible
            )
            return bytes(memoryview(buffer)[:count])
        deadline = self.deadline(self.receive_timeout, flags, timeout, waits)
        data = self.attempt(
            "receive",
            URGENT if flags & _OOB else READABLE,
            deadline,
            _Sock.recv,
            size,
            flags | NOW,
            interruptible=interruptible,
        )
        if flags & _WAITALL and len(data) < size:
            return self._receive_rest(data, size, flags, deadline, interruptible)
        return data

    def _receive_rest(
        self,
        data: bytes,
        size: int,
        flags: int,
        deadline: float,
        interruptible: bool = True,
    ) -> bytes:
        """Continue a receive with MSG_WAITALL after `data`; return all bytes received."""
        if not data or not self._fills(flags, deadline):
            return data
        pieces = [data]

        def take(missing: int) -> int:  # no more at once than may well be there
            pieces.append(self.sock.recv(min(missing, _LARGEST), flags & ~_WAITALL | NOW))
            return len(pieces[-1])

        self._fill(take, size - len(data), deadline, interruptible)
        return b"".join(pieces)

    def receive_on(
        self,
        data: bytes | None,
        size: int,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> bytes:
        """Go on as `receive` does, after a first try of the caller's own.

        Args:
            data: what that gave, or None where it would have had to wait.
        """
        deadline = self.deadline(self.receive_timeout, flags, timeout, waits)
        if data is None:
            data = self.resume(
                "receive",
                READABLE,
                _Sock.recv,
                size,
                flags | NOW,
                timeout=timeout,
                waits=waits,
                interruptible=interruptible,
            )
        if flags & _WAITALL and len(data) < size:
            return self._receive_rest(data, size, flags, deadline, interruptible)
        return data

    def _fills(self, flags: int, deadline: float) -> bool:
        """Return whether MSG_WAITALL waits for all; in the other cases the system does not."""
        whole = self.type in _STREAMS and self.waits and not flags & (_PEEK | _OOB)
        return whole and deadline != -math.inf

    def receive_into(
        self,
        buffer: WriteableBuffer,
        start: int = 0,
        end: int | None = None,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> int:
        """Receive into ``buffer[start:end]`` (byte positions); return how many bytes, 0 the end.

        Raises ValueError when start and end are not inside the buffer.  Flags as for `receive`;
        with MSG_TRUNC, the count is a datagram's true length, even where the buffer is shorter.
        """
        view = _window(buffer, start, end)
        deadline = self.deadline(self.receive_timeout, flags, timeout, waits)
        if not view:  # for which the stdlib does not ask the system
            self.refuse_closed("receive")
            return 0
        count = self._receive_into(view, flags, deadline, interruptible)
        return self._receive_rest_into(count, view, flags, deadline, interruptible)

    def receive_into_on(
        self,
        count: int | None,
        buffer: WriteableBuffer,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> int:
        """Go on as `receive_into` does, after a first try of the caller's own.

        Args:
            count: what that gave, or None where it would have had to wait.
            buffer: all of it is to be filled; it is not empty.
        """
        deadline = self.deadline(self.receive_timeout, flags, timeout, waits)
        if count is None:
            count = self.resume(
                "receive",
                READABLE,
                _Sock.recv_into,
                buffer,
                0,
                flags | NOW,
                timeout=timeout,
                waits=waits,
                interruptible=interruptible,
            )
        view = memoryview(buffer)
        return self._receive_rest_into(count, view, flags, deadline, interruptible)

    def _receive_rest_into(
        self, count: int, view: memoryview, flags: int, deadline: float, interruptible: bool
    ) -> int:
        """Continue a receive with MSG_WAITALL after `count` bytes; return how many there are."""
        if not (flags & _WAITALL and 0 < count < len(view) and self._fills(flags, deadline)):
            return count
        got = count

        def take(missing: int) -> int:
            nonlocal got
            more = self.sock.recv_into(view[got:], 0, flags & ~_WAITALL | NOW)
            got += more
            return more

        self._fill(take, len(view) - got, deadline, interruptible)
        return got

    def _receive_into(
        self, view: memoryview, flags: int, deadline: float, interruptible: bool
    ) -> int:
        events = URGENT if flags & _OOB else READABLE
        return self.attempt(
            "receive",
            events,
            deadline,
            _Sock.recv_into,
            view,
            0,
            flags | NOW,
            interruptible=interruptible,
        )

    def _fill(
        self, take: Callable[[int], int], missing: int, deadline: float, interruptible: bool
    ) -> None:
        """Receive until the buffer is full, as MSG_WAITALL does, but not with MSG_DONTWAIT.

        Args:
            take: makes one receive of at most so many bytes, and returns how many they were.
        """
        while missing:
            try:
                events = await_ready(self, READABLE, deadline, "receive", interruptible)
                if not events or events & FAILED:  # the next call shall report the failure
                    return
                count = take(missing)
            except OSError as error:
                if not arose_below(error):
                    raise
                if isinstance(error, BlockingIOError):
                    continue
                if isinstance(error, Interrupted):
                    own_waker().interrupt()
                return
            if not count:
                return
            missing -= count

    def receive_from(
        self,
        size: int,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> tuple[bytes, Address | None]:
        """Receive as `receive` does; return (bytes, address).

        The address is the sender's; None on a connected stream, and for a Unix socket without a
        name.  A size of 0 makes a system call, too.
        """
        if flags & _WAITALL and self.type in _STREAMS:
            data = self.receive(
                size, flags, timeout=timeout, waits=waits, interruptible=interruptible
            )
            return data, None
        if flags & _TRUNC:
            buffer = bytearray(min(size, _LARGEST))
            count, address = self.receive_from_into(
                buffer, 0, None, flags, timeout=timeout, waits=waits, interruptible=interruptible
            )
            return bytes(memoryview(buffer)[:count]), address
        data, sockaddr = self.attempt(
            "receive_from",
            URGENT if flags & _OOB else READABLE,
            self.deadline(self.receive_timeout, flags, timeout, waits),
            _Sock.recvfrom,
            size,
            flags | NOW,
            interruptible=interruptible,
        )
        return data, from_sockaddr(self.family, sockaddr)

    def receive_from_into(
        self,
        buffer: WriteableBuffer,
        start: int = 0,
        end: int | None = None,
        flags: int = 0,
        *,
        timeout: Timeout = OWN,
        waits: bool | None = None,
        interruptible: bool = True,
    ) -> tuple[int, Address | None]:
        """Receive as `receive_into` does; return (count, address), see `receive_from`."""
        if flags & _WAITALL and self.type in _STREAMS:
            count = self.receive_into(
                buffer,
                start,
                end,
                flags,
                timeout=timeout,
                waits=waits,
                interruptible=interruptible,
            )
            return count, None
        view = _window(buffer, start, end)
        count, sockaddr = self.attempt(
            "receive_from",
            URGENT if flags & _OOB else READABLE,
            self.deadline(self.receive_timeout, flags, timeout, waits),
            _Sock.recvfrom_into,
            view,
            0,
            flags | NOW,
            interruptible=interruptible,
        )
        return count, from_sockaddr(self.family, sockaddr)

    def _check_family(self, address: Address, operation: str) -> None:
        if address.family != self.family:
            number = errno.EBADF if self.closed else errno.EAFNOSUPPORT
            text = None if self.closed else f"{address!r} is of another family"
            raise error_class(number)(number, text, operation, self)


def _window(buffer: WriteableBuffer, start: int, end: int | None) -> memoryview:
    view = memoryview(buffer).cast("B")
    if end is None:
        end = len(view)
    if not 0 <= start <= end <= len(view):
        raise ValueError(f"not inside a buffer of {len(view)} bytes: {start} to {end}")
    return view[start:end]
