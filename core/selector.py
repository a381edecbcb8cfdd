"""Selectors, for watching many sockets repeatedly.

Strategy: the system's own registry (epoll), so that the cost of a wait depends on the number of
ready sockets, not of registered ones; poll(2) where there is no epoll.  The deadlines of entries
are in a heap; an entry that was removed stays in the heap until it reaches the top.  A Selector
adds itself to `Handle.waiters`: closing a registered socket removes its entry before the
descriptor can be reused.

The entries are authoritative; the registry and the heap are derived from them.  `_exact` is false
during a change.  If an exception interrupts the change, or a signal handler makes another one
meanwhile, the next operation rebuilds both.  So does a forked child, which shares the registry's
state in the system with its parent, so that changes to its copy of a Selector do not affect the
parent's.

A Selector has a bell of its own, always registered, by which other threads end a wait: to
interrupt it, to close a socket or the Selector, or because of a new entry.

To check a few sockets once, use `select` in the module `waiting`.
"""

from __future__ import annotations

import errno
import heapq
import itertools
import math
import select as _select
import threading
import weakref
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import attrs

from .errors import Closed, Interrupted, arose_below, from_os_error
from .forks import inherited
from .handle import Handle
from .socket import Socket
from .waiting import READABLE, WRITABLE, Bell, deadline_after, own_waker

if TYPE_CHECKING:
    from typing import Self

__all__ = ["Entry", "Selector"]

_LONGEST: Final = 2_000_000.0  # seconds: the system takes milliseconds in a C int
_UNIT: Final = 1 if hasattr(_select, "epoll") else 1000  # epoll is told seconds, poll milliseconds


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


class _Wait:
    """A wait in progress; it is dropped with its frame, however that is left.

    Attributes:
        thread: the thread that waits.
    """

    __slots__ = ("__weakref__", "thread")

    def __init__(self, thread: threading.Thread) -> None:
        self.thread = thread


def _nobody() -> None:
    """Stand for the reference to a wait where there is none."""


class Selector:
    """Many sockets, each watched until its own deadline; a context manager that closes itself.

    Any thread may register, unregister, interrupt and close at any time; one thread at a time may
    wait.

    Attributes (to be read only):
        closed: whether it was closed (bool).
        waiting: whether a thread waits (bool).
    """

    def __init__(self) -> None:
        """Make an empty one; raises NoDescriptors, SocketError."""
        self.closed = False
        self._lock = threading.RLock()  # re-entrant: a finalizer may close a socket anywhere
        self._entries: dict[Handle, Entry] = {}
        self._gone: list[Entry] = []  # closed while registered, not yet reported
        self._deadlines: list[tuple[float, int, Entry]] = []  # a heap, with some that have left
        self._count = itertools.count()
        self._waiter: Callable[[], _Wait | None] = _nobody
        self._interrupted = False
        self._fresh: set[Entry] = set()  # registered since the waiting thread last asked
        self._exact = False
        self._changes = 0  # how many were begun
        self._poller: Any = None
        self._numbers: dict[int, Entry] = {}  # by descriptor, what the registry has
        self._bell: Bell | None = None
        self._make_exact("selector")
        inherited(self)

    @property
    def waiting(self) -> bool:
        """Return whether a thread waits."""
        return self._waiter() is not None

    # --- keeping the registry in step

    def _make_exact(self, operation: str) -> Any:
        """Return the registry, rebuilt from the entries if a change to it was interrupted."""
        if self._exact:
            return self._poller
        change = self._begin()
        _close(self._poller)
        try:
            self._poller = poller = _new_poller()
            self._bell = self._bell or Bell()
            poller.register(self._bell.descriptor, READABLE)
        except OSError as error:
            if not arose_below(error):
                raise
            raise from_os_error(error, operation) from None
        self._numbers = {}
        self._deadlines = []
        for entry in tuple(self._entries.values()):
            if self._changes != change:
                return self._make_exact(operation)
            number = entry.socket.fileno()
            try:
                if number < 0 or number in self._numbers:
                    raise Closed(errno.EBADF, None, operation, entry.socket)
                poller.register(number, entry.events)
            except (OSError, ValueError) as error:  # closed behind our back
                if not arose_below(error):
                    raise
                if self._changes == change:
                    self._lose(entry)
                continue
            self._numbers[number] = entry
            if self not in entry.socket.waiters:
                entry.socket.waiters.append(self)
            if entry.deadline < math.inf:
                self._remember(entry)
        if self._changes != change:
            return self._make_exact(operation)
        self._exact = True
        return poller

    def _begin(self) -> int:
        """Begin a change of the registry; return its number, for `_end`."""
        self._exact = False
        self._changes += 1
        return self._changes

    def _end(self, change: int) -> None:
        """Mark the registry as exact, unless a signal handler has changed it meanwhile."""
        self._exact = self._changes == change

    def _lose(self, entry: Entry) -> None:
        """Remove an entry, and report it as ready."""
        if self._entries.pop(entry.socket, None) is not None:
            self._gone.append(entry)

    def renew_in_child(self) -> None:
        """Drop the registry, which is shared with the parent."""
        self._lock = threading.RLock()
        self._waiter = _nobody
        self._interrupted = False
        self._begin()
        poller, self._poller = self._poller, None
        bell, self._bell = self._bell, None
        _close(poller)  # the child's descriptor alone
        if bell is not None:
            bell.close()

    # --- entries

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
        if not events or events & ~(READABLE | WRITABLE):
            raise ValueError(f"expected READABLE, WRITABLE or both, not {events!r}")
        deadline = max(deadline_after(timeout), 0)  # a timeout of 0 has passed already
        entry = Entry(socket, events, deadline, data)
        with self._lock:
            self._refuse_closed("register")
            self._make_exact("register")
            if socket in self._entries:
                raise ValueError(f"already registered: {socket!r}")
            number = socket.fileno()
            if socket.closed or number < 0:
                raise Closed(errno.EBADF, None, "register", socket)
            other = self._numbers.get(number)
            if other is not None:  # closed or moved behind our back
                self._exact = False
                if other.socket.fileno() == number:
                    self._lose(other)
                self._make_exact("register")
            change = self._begin()
            try:
                socket.waiters.append(self)
                if socket.closed:
                    raise Closed(errno.EBADF, None, "register", socket)
                if self.closed:  # by a signal handler: called for, this would give another time
                    raise Closed(errno.EBADF, "the selector is closed", "register")
                self._poller.register(number, events)
                self._numbers[number] = entry
                self._entries[socket] = entry
            except BaseException as error:
                self._leave(socket)
                if not isinstance(error, OSError) or not arose_below(error):
                    raise
                self._end(change)
                raise from_os_error(error, "register", socket) from None
            if deadline < math.inf:
                self._remember(entry)
            self._end(change)
            self._fresh.add(entry)
            self._wake()
        return entry

    def unregister(self, socket: Socket) -> Entry | None:
        """Stop watching a socket; return its Entry, or None when it was not registered."""
        with self._lock:
            return self._take_out(socket, "unregister")

    def _take_out(self, socket: Handle, operation: str) -> Entry | None:
        if socket not in self._entries:
            return None
        self._make_exact(operation)
        change = self._begin()
        self._leave(socket)  # first, as it is what making the registry anew puts back
        entry = self._entries.pop(socket, None)
        if entry is not None:
            number = socket.fileno()
            if self._numbers.get(number) is not entry:  # closed or moved behind our back
                known = [at for at, other in self._numbers.items() if other is entry]
                number = known[0] if known else -1
            if number >= 0 and not self.closed:
                try:
                    self._poller.unregister(number)
                except OSError as error:  # closing it took it out
                    if not arose_below(error):
                        raise
                self._numbers.pop(number, None)
        self._end(change)
        return entry

    def _leave(self, socket: Handle) -> None:
        """Remove this Selector from the waiters of a socket."""
        while self in socket.waiters:
            try:
                socket.waiters.remove(self)
            except ValueError as error:  # a signal handler was faster
                if not arose_below(error):
                    raise

    def clear(self) -> list[Entry]:
        """Stop watching all sockets; return the entries, and those not yet reported as closed."""
        with self._lock:
            entries = [*self._entries.values(), *self._gone]
            for entry in entries:
                self._take_out(entry.socket, "clear")
            self._gone.clear()
            self._deadlines = []
            self._wake()
        return entries

    def notice(self, handle: Handle) -> None:
        """Remove the entry of a socket that closes, and report it as ready."""
        with self._lock:
            entry = self._entries.get(handle)
            if entry is None:
                return
            if not handle.closed:  # it goes on under another descriptor, which is not watched
                return
            self._gone.append(entry)
            self._take_out(handle, "close")
            self._wake()

    # --- waiting

    def wait(
        self, timeout: float | None = None, *, take: bool = False, until_empty: bool = False
    ) -> tuple[list[tuple[Entry, int]], list[Entry]]:
        """Wait until a socket is ready or an entry's deadline passes.

        Args:
            timeout: seconds; None waits for ever (also while nothing is registered: another
                thread may register something), 0 only looks.
            take: whether ready entries are removed, too.
            until_empty: do not wait while nothing is registered, also when `clear` makes it so.

        Returns (ready, timed out): a list of (Entry, events) and a list of Entries; both empty
        after the timeout, and if there is nothing to wait for.  A ready entry stays registered
        unless `take` is true, and is reported again while it is ready.  An entry that timed out is
        removed, and so is one whose socket was closed, which is reported as ready once, with the
        events that it was watched for: the next operation on the socket raises Closed.

        Raises Interrupted, and then no entry is removed; Closed when the Selector is closed,
        before or meanwhile; RuntimeError when another thread waits here; ValueError for a bad
        timeout.
        """
        limit = deadline_after(timeout)
        waker = own_waker()
        wait = _Wait(threading.current_thread())
        outside, below = waker.elsewhere, None
        try:
            with self._lock:
                self._refuse_closed("wait")
                below = self._waiter()
                if below is not None and below.thread is not wait.thread:
                    raise RuntimeError("another thread waits for this Selector")
                self._waiter = weakref.ref(wait)
            while True:
                with self._lock:
                    self._refuse_closed("wait")
                    poller = self._make_exact("wait")
                    waker.elsewhere = self._bell
                    if until_empty and not (self._entries or self._gone):
                        return [], []
                    if limit != -math.inf and (waker.take() or self._take_interrupt()):
                        raise Interrupted(errno.EINTR, None, "wait")
                    patience = self._patience(limit)
                try:
                    found = poller.poll(patience)
                except (OSError, ValueError) as error:
                    # Closed below the wait, in a child that a signal handler forked.
                    if not arose_below(error) or self._poller is poller:
                        raise
                    continue
                with self._lock:
                    if self._poller is not poller:
                        continue
                    ready = self._ready(found)
                    timed_out = self._expire({entry for entry, _ in ready})
                    for entry, _ in ready if take else ():
                        self._take_out(entry.socket, "wait")
                if ready or timed_out or monotonic() >= limit:
                    return ready, timed_out
        finally:
            waker.elsewhere = outside
            if self._waiter() is wait:
                self._waiter = _nobody if below is None else weakref.ref(below)
                if self.closed and below is None:
                    self._let_go()

    def _patience(self, limit: float) -> float | None:
        """Return the timeout of the system call, in its units."""
        self._fresh.clear()
        if self._gone:
            return 0
        deadlines = self._deadlines
        while deadlines and not self._is_current((first := deadlines[0])[2]):
            if deadlines[0] is first:
                heapq.heappop(deadlines)
        until = min(limit, deadlines[0][0]) if deadlines else limit
        return None if until == math.inf else min(max(until - monotonic(), 0), _LONGEST) * _UNIT

    def _ready(self, found: list[tuple[int, int]]) -> list[tuple[Entry, int]]:
        ready = []
        for number, came in found:
            entry = self._numbers.get(number)
            if entry is None:
                if self._bell is not None and number == self._bell.descriptor:
                    self._bell.hush()
            # The events may be those of a closed socket whose number a new one has got.
            elif entry not in self._fresh:
                # An error or a hang-up is reported as ready: the next operation raises it.
                both = entry.events if came & ~(READABLE | WRITABLE) else 0
                ready.append((entry, (came | both) & entry.events))
        ready += [(entry, entry.events) for entry in self._gone]
        self._gone.clear()
        return ready

    def _expire(self, ready: set[Entry]) -> list[Entry]:
        """Remove the entries whose deadline has passed, except those that are ready."""
        now = monotonic()
        timed_out = []
        while (deadlines := self._deadlines) and deadlines[0][0] <= now:
            entry = deadlines[0][2]
            if entry in ready:
                later = (math.nextafter(now, math.inf), next(self._count), entry)
                heapq.heapreplace(deadlines, later)  # one call: it never lacks its deadline
            elif self._is_current(entry):
                timed_out.append(entry)
                self._take_out(entry.socket, "wait")
            else:
                heapq.heappop(deadlines)
        return timed_out

    def _remember(self, entry: Entry) -> None:
        if len(self._deadlines) > 2 * len(self._entries) + 64:  # mostly entries that have left
            current = [item for item in self._deadlines if self._is_current(item[2])]
            heapq.heapify(current)
            self._deadlines = current
        heapq.heappush(self._deadlines, (entry.deadline, next(self._count), entry))

    def _is_current(self, entry: Entry) -> bool:
        return self._entries.get(entry.socket) is entry

    def _wake(self) -> None:
        bell = self._bell
        if bell is not None:
            bell.ring()

    def _take_interrupt(self) -> bool:
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
        """Close the Selector's own descriptors; the sockets are unregistered and stay open.

        A thread that waits here gets `Closed`.  A second call completes the first one if an
        exception interrupted that, or does nothing.
        """
        with self._lock:
            self.closed = True
            for entry in tuple(self._entries.values()):
                self._leave(entry.socket)
            self._entries.clear()
            self._gone.clear()
            self._deadlines = []
            if self.waiting:  # the waiting thread closes them: closing would not end its wait
                self._wake()
            else:
                self._let_go()

    def _let_go(self) -> None:
        poller, bell = self._poller, self._bell
        _close(poller)
        self._poller = None
        self._begin()
        if bell is not None:
            self._bell = None
            bell.close()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, socket: object) -> bool:
        return socket in self._entries

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _new_poller() -> Any:
    return _select.epoll() if hasattr(_select, "epoll") else _select.poll()


def _close(poller: Any) -> None:
    if hasattr(poller, "close"):
        poller.close()
