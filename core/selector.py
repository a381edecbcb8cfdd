"""Watching many sockets, over and over.

Strategy: the system's own registry (epoll, kqueue) by way of `selectors`, so a wait costs what
is ready and not what is registered; the deadlines of the entries lie in a heap, from which entries
that have left are dropped when they come up.  A Selector is entered in `Socket.watchers`: closing
a registered socket takes it out before its descriptor can be given to another.  Waits use the
calling thread's token, so they can be interrupted, and are told when another thread registers.

Looking once at a few sockets is what `select` in the room `wait` is for.
"""

from __future__ import annotations

import errno
import heapq
import itertools
import math
import selectors
import threading
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import attrs

from .errors import Closed, Interrupted, from_os_error
from .interrupt import Token, own_token
from .wait import READABLE, WRITABLE, deadline_after

if TYPE_CHECKING:
    from typing import Self

    from .socket import Socket

_LONGEST: Final = 2_000_000.0  # seconds: the system takes milliseconds in a C int


@attrs.frozen(eq=False)
class Entry:
    """A socket in a Selector.

    Attributes:
        socket: the Socket.
        events: what it is watched for: READABLE, WRITABLE or both or-ed (int).
        deadline: until when, a point of `time.monotonic` (float), or `math.inf`.
        data: what was registered with it (anything).
    """

    socket: Socket
    events: int
    deadline: float
    data: Any


class Selector:
    """Many sockets, each watched until its own deadline; a context manager that closes itself.

    Any thread may register, unregister, interrupt and close at any time; one thread at a time may
    wait.

    Attributes (to be read only):
        closed: whether it was closed (bool).
        waiting: whether a thread waits (bool).
    """

    def __init__(self) -> None:
        self._poller = selectors.DefaultSelector()
        self._entries: dict[Socket, Entry] = {}
        self._closed: list[Entry] = []  # closed while registered, not yet reported
        self._deadlines: list[tuple[float, int, Entry]] = []  # a heap, with some that have left
        self._count = itertools.count()
        self._waiter: Token | None = None
        self._interrupted = False
        self._fresh: set[Entry] = set()  # registered since the waiting thread last asked
        self.closed = False
        self._lock = threading.RLock()  # re-entrant: a finalizer may close a socket anywhere

    @property
    def waiting(self) -> bool:
        """Whether a thread waits."""
        return self._waiter is not None

    def register(
        self,
        socket: Socket,
        events: int = READABLE,
        *,
        timeout: float | None = None,
        data: Any = None,
    ) -> Entry:
        """Watch a socket.

        Args:
            socket: a Socket that is not registered here.
            events: READABLE, WRITABLE or both or-ed.
            timeout: seconds from now until it is reported as timed out; None for never.
            data: anything, kept with the entry.

        Returns the Entry.  Raises ValueError when it is registered, or for bad events or timeout;
        Closed, also when the Selector is closed; SocketError.
        """
        interest = _interest(events)
        deadline = max(deadline_after(timeout), 0)  # a timeout of 0 has passed already
        entry = Entry(socket, events, deadline, data)
        with self._lock:
            self._refuse_closed("register")
            if socket in self._entries:
                raise ValueError(f"already registered: {socket!r}")
            socket.watchers.append(self)
            try:
                if socket.closed:
                    raise Closed(errno.EBADF, None, "register", socket)
                self._poller.register(socket.fileno(), interest, entry)
            except BaseException as error:
                socket.watchers.remove(self)
                if isinstance(error, OSError):
                    raise from_os_error(error, "register", socket) from None
                raise
            self._entries[socket] = entry
            if deadline < math.inf:
                self._remember(entry)
            if self._waiter is not None:
                self._fresh.add(entry)
                self._wake()
        return entry

    def unregister(self, socket: Socket) -> Entry | None:
        """Watch a socket no longer; returns its Entry, or None when it was not registered."""
        with self._lock:
            entry = self._entries.pop(socket, None)
            if entry is not None:
                self._poller.unregister(socket.fileno())
                socket.watchers.remove(self)
        return entry

    def clear(self) -> list[Entry]:
        """Watch nothing any longer; returns what was registered or not yet reported as closed."""
        with self._lock:
            entries = [*self._entries.values(), *self._closed]
            for socket in list(self._entries):
                self.unregister(socket)
            self._closed.clear()
            self._deadlines.clear()
            self._wake()
        return entries

    def socket_closes(self, socket: Socket) -> None:
        """`Socket.close` tells those who watch the socket."""
        with self._lock:
            entry = self.unregister(socket)
            if entry is not None:
                self._closed.append(entry)
                self._wake()

    def wait(
        self, timeout: float | None = None, *, take: bool = False, until_empty: bool = False
    ) -> tuple[list[tuple[Entry, int]], list[Entry]]:
        """Wait until a socket is ready or an entry's deadline passes.

        Args:
            timeout: seconds; None waits for ever (also while nothing is registered: another
                thread may register something), 0 only looks.
            take: a ready entry leaves, too.
            until_empty: do not wait while nothing is registered, also when `clear` makes it so.

        Returns (ready, timed out): a list of (Entry, events) and a list of Entries; both empty
        when the time is over, and without anything to wait for.  A ready entry stays registered,
        unless it is taken, and is reported again while it is ready.  An entry that timed out has
        left, and so has one whose socket was closed, which is reported as ready once, with the
        events it was watched for: what is tried next on it raises Closed.

        Raises Interrupted, and then nothing has left; Closed when the Selector is closed, before
        or meanwhile; RuntimeError when another thread waits here; ValueError for a bad timeout.
        """
        limit = deadline_after(timeout)
        try:
            token = own_token()
        except OSError as error:
            raise from_os_error(error, "wait") from None
        with self._lock:
            self._refuse_closed("wait")
            if self._waiter is not None:
                raise RuntimeError("another thread waits for this Selector")
            self._poller.register(token, selectors.EVENT_READ)
            self._waiter = token
        try:
            while True:
                self._refuse_closed("wait")
                if until_empty and not (self._entries or self._closed):
                    return [], []
                if limit != -math.inf and (token.take() or self._take_interrupt()):
                    raise Interrupted(errno.EINTR, None, "wait")
                found = self._poller.select(self._patience(limit))
                with self._lock:
                    ready = self._ready(found, token)
                    timed_out = self._expire({entry for entry, _ in ready})
                    for entry, _ in ready if take else ():
                        self.unregister(entry.socket)
                if ready or timed_out or monotonic() >= limit:
                    return ready, timed_out
        finally:
            with self._lock:
                self._waiter = None
                self._fresh.clear()
                if self.closed:
                    self._poller.close()
                else:
                    self._poller.unregister(token)

    def _patience(self, limit: float) -> float | None:
        """How long the system may wait, in seconds."""
        with self._lock:
            self._fresh.clear()
            if self._closed:
                return 0
            deadlines = self._deadlines
            while deadlines and not self._is_current(deadlines[0][2]):
                heapq.heappop(deadlines)
            until = min(limit, deadlines[0][0]) if deadlines else limit
        return None if until == math.inf else min(max(until - monotonic(), 0), _LONGEST)

    def _ready(
        self, found: list[tuple[selectors.SelectorKey, int]], token: Token
    ) -> list[tuple[Entry, int]]:
        ready = []
        for key, mask in found:
            if key.fileobj is token:
                token.calm()
            # What came may have come to a socket closed since, whose number a fresh one has.
            elif self._is_current(key.data) and key.data not in self._fresh:
                came = bool(mask & selectors.EVENT_READ) * READABLE
                came |= bool(mask & selectors.EVENT_WRITE) * WRITABLE
                ready.append((key.data, came))
        ready += [(entry, entry.events) for entry in self._closed]
        self._closed.clear()
        return ready

    def _expire(self, ready: set[Entry]) -> list[Entry]:
        """Take out the entries whose deadline has passed, those that are ready excepted."""
        now = monotonic()
        timed_out, kept = [], []
        while self._deadlines and self._deadlines[0][0] <= now:
            entry = heapq.heappop(self._deadlines)[2]
            if entry in ready:
                kept.append(entry)
            elif self._is_current(entry):
                self.unregister(entry.socket)
                timed_out.append(entry)
        for entry in kept:
            self._remember(entry)
        return timed_out

    def _remember(self, entry: Entry) -> None:
        if len(self._deadlines) > 2 * len(self._entries) + 64:  # mostly entries that have left
            self._deadlines = [item for item in self._deadlines if self._is_current(item[2])]
            heapq.heapify(self._deadlines)
        heapq.heappush(self._deadlines, (entry.deadline, next(self._count), entry))

    def _is_current(self, entry: Entry) -> bool:
        return self._entries.get(entry.socket) is entry

    def _wake(self) -> None:
        if self._waiter is not None:
            self._waiter.wake()

    def _take_interrupt(self) -> bool:
        with self._lock:
            interrupted, self._interrupted = self._interrupted, False
        return interrupted

    def _refuse_closed(self, operation: str) -> None:
        if self.closed:
            raise Closed(errno.EBADF, "the selector is closed", operation)

    def interrupt(self) -> None:
        """Make the present wait here, or else the next one, raise `Interrupted`.

        Whichever thread waits.  Several that come before one is delivered count as one; a wait
        that only looks does not notice.  Raises Closed.
        """
        with self._lock:
            self._refuse_closed("interrupt")
            self._interrupted = True
            self._wake()

    def close(self) -> None:
        """Let go of all sockets, which stay open, and of the Selector's own descriptor.

        A thread that waits here gets `Closed`.  A second time does nothing.
        """
        with self._lock:
            if self.closed:
                return
            self.closed = True
            self.clear()
            if self._waiter is None:
                self._poller.close()
            else:  # who waits closes it: the system would not end a wait for that
                self._wake()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, socket: object) -> bool:
        return socket in self._entries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _interest(events: int) -> int:
    if not events or events & ~(READABLE | WRITABLE):
        raise ValueError(f"expected READABLE, WRITABLE or both, not {events!r}")
    interest = selectors.EVENT_READ if events & READABLE else 0
    return interest | (selectors.EVENT_WRITE if events & WRITABLE else 0)
