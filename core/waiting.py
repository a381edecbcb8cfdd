"""Waiting: one loop that polls until a deadline, and the means to wake a thread from it.

Strategy: no thread sleeps inside a socket call.  An operation is tried without blocking, and when
the system says that it would block, the thread polls (`poll_until`) until the descriptors are
ready, its deadline passes, it is interrupted, or a handle that it waits for is closed.

Each thread that waits owns a `Waker`: a flag that keeps an interrupt until it is delivered, and a
`Bell`, a descriptor that every wait of the thread polls together with its sockets.  There is no
lock.  A bell closes its descriptor only when nothing refers to it any longer, so that ringing it
cannot write to a number that another file has got; a thread that ends, and a forked child, drop
their bells.  If no descriptor is left for a bell, the thread wakes up every few milliseconds.

A deadline is a point of `time.monotonic`, computed once per operation; `inf` stands for none and
`-inf` for not waiting at all.  Signal handlers run while a thread polls; the wait then goes on
until the same deadline, and what a handler raises ends it.
"""

from __future__ import annotations

import errno
import math
import os
import select as _select
import threading
import weakref
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from time import monotonic
from typing import Final, Protocol, TypeAlias, TypeVar

from .brief import brief
from .errors import Closed, Interrupted, arose_below, from_os_error
from .forks import inherited
from .handle import Handle, Waitable

__all__ = [
    "FAILED",
    "READABLE",
    "URGENT",
    "WRITABLE",
    "Bell",
    "HasDescriptor",
    "Waker",
    "await_as_before",
    "await_ready",
    "clear_interrupt",
    "deadline_after",
    "interrupt",
    "own_waker",
    "poll_until",
    "select",
    "wait_readable",
    "wait_writable",
]

READABLE: Final = int(_select.POLLIN)
WRITABLE: Final = int(_select.POLLOUT)
URGENT: Final = int(_select.POLLPRI)
FAILED: Final = int(_select.POLLERR)

_HANGUP: Final = int(_select.POLLHUP)
_INVALID: Final = int(_select.POLLNVAL)

_LONGEST: Final = 2_000_000_000.0  # milliseconds: poll takes a C int
_GLANCE: Final = 20.0  # milliseconds between two looks of a thread that has no bell


class HasDescriptor(Protocol):
    """Anything with a file descriptor."""

    def fileno(self) -> int:
        """Return the descriptor."""


Interest: TypeAlias = "HasDescriptor | Waitable | int"
Ready: TypeAlias = list[tuple[int, int]]
_Item = TypeVar("_Item", bound="HasDescriptor | int")


# Waking


class Bell:
    """A descriptor that becomes readable when it is rung.

    Attributes:
        descriptor: what to poll (int); -1 once it is closed.
    """

    descriptor = -1
    _write = -1
    _made: list[int] | None = None

    def __init__(self) -> None:
        """Make one; raises OSError when no descriptor is left."""
        # A list that outlives this call has the numbers before any other code can run.
        self._made = []
        if hasattr(os, "eventfd"):
            self._made.extend(map(os.eventfd, (0,), (os.EFD_CLOEXEC | os.EFD_NONBLOCK,)))
        else:
            self._made.extend(chain.from_iterable(islice(iter(os.pipe, None), 1)))
            for descriptor in self._made:
                os.set_blocking(descriptor, False)
        inherited(self)  # in a child the frames of other threads still refer to their bells
        self.descriptor, self._write = self._made[0], self._made[-1]

    def ring(self) -> None:
        """Make the descriptor readable."""
        try:
            os.write(self._write, b"\1\0\0\0\0\0\0\0")
        except OSError as error:  # it rings already, or was closed in a forked child
            if not arose_below(error):
                raise

    def hush(self) -> None:
        """Undo `ring`."""
        try:
            os.read(self.descriptor, 4096)
        except OSError as error:
            if not arose_below(error):
                raise

    def close(self) -> None:
        """Close the descriptor; a second call does nothing."""
        self.descriptor = self._write = -1
        made = self._made or []
        numbers = islice(iter(made.pop, None), len(made))
        for _ in map(os.close, numbers):  # each is taken and closed by one step
            pass

    renew_in_child = close

    def __del__(self) -> None:
        """Close the descriptor once nothing refers to the bell."""
        self.close()


class Waker:
    """The object by which other threads wake the thread that owns it.

    Attributes:
        bell: what the owner polls (`Bell`); None while no descriptor can be had for one.
        elsewhere: the bell of the selector in which the owner waits, or None.
        pending: whether an interrupt is waiting to be delivered (bool).
        polling: whether the owner polls its bell (bool).
        kept: what the owner polled last, see `await_as_before`.
    """

    __slots__ = ("bell", "elsewhere", "kept", "pending", "polling")

    def __init__(self) -> None:
        self.pending = False
        self.polling = False
        self.kept: _Kept | None = None
        self.bell: Bell | None = None
        self.elsewhere: Bell | None = None

    def wake(self) -> None:
        """End the owner's present wait, or its next one, so that it checks its state."""
        for bell in (self.bell, self.elsewhere):
            if bell is not None:
                bell.ring()

    def notice(self, item: Waitable) -> None:
        """Wake the owner because something that it waits for closes."""
        self.wake()

    def interrupt(self) -> None:
        """Set the pending interrupt, and wake the owner."""
        self.pending = True
        self.wake()

    def take(self) -> bool:
        """Clear the pending interrupt; return whether there was one."""
        if not self.pending:
            return False
        self.pending = False
        return True


class _Owner:
    """Lives in a thread-local variable, and so ends with its thread."""

    waker: Waker | None = None

    def __init__(self, waker: Waker) -> None:
        self.waker = waker

    def __del__(self) -> None:
        if self.waker is not None:
            self.waker.bell = self.waker.kept = None


class _Local(threading.local):
    owner: _Owner | None = None
    waker = Waker()  # a thread's own once it has waited; that of no thread before


_ATTRIBUTE: Final = "_schemesockets_waker"
_local: Final = _Local()


def _waker_of(thread: threading.Thread) -> Waker:
    waker = thread.__dict__.get(_ATTRIBUTE)
    if waker is None:
        waker = thread.__dict__.setdefault(_ATTRIBUTE, Waker())  # atomic: one of two wins
    assert isinstance(waker, Waker)
    return waker


def own_waker() -> Waker:
    """Return the calling thread's waker, with a bell if a descriptor can be had for one."""
    owner = _local.owner
    if owner is not None and owner.waker is not None:
        waker = owner.waker
    else:
        waker = _waker_of(threading.current_thread())
        _local.owner = _Owner(waker)
        _local.waker = waker
    if waker.bell is None:
        try:
            waker.bell = Bell()
        except OSError as error:
            if not arose_below(error):
                raise
    return waker


def _after_fork_in_child() -> None:
    # The bell is the parent's as well: reading it here would take the parent's wake-ups.
    # It is closed, so a poll that goes on in this thread ends, and gets a bell of its own.
    waker = _waker_of(threading.current_thread())
    waker.bell = waker.elsewhere = waker.kept = None
    waker.take()


os.register_at_fork(after_in_child=_after_fork_in_child)


def interrupt(thread: threading.Thread) -> bool:
    """Make a thread's present wait in the engine, or else its next one, raise `Interrupted`.

    Args:
        thread: any running `threading.Thread`, the main thread and the caller's own included.

    Returns True, or False when the thread does not run (has ended or was not started), and then
    nothing happens.  An interrupt is never lost and is delivered once; several that arrive before
    one is delivered count as one.  An operation that need not wait does not notice.  May be called
    from a signal handler.
    """
    if not thread.is_alive():
        return False
    _waker_of(thread).interrupt()
    return True


def clear_interrupt() -> bool:
    """Forget an interrupt of the calling thread that was not delivered; True if there was one."""
    return _waker_of(threading.current_thread()).take()


# Polling


def deadline_after(timeout: float | None) -> float:
    """Return the deadline of an operation that starts now.

    Args:
        timeout: seconds from now (0: do not wait), or None for no deadline.

    Raises ValueError for a negative timeout or one that is not a number.
    """
    if timeout is None:
        return math.inf
    if not timeout >= 0:
        raise ValueError(f"a timeout is 0 or more seconds, not {brief(timeout)}")
    return monotonic() + timeout if timeout else -math.inf


def milliseconds_left(deadline: float) -> float | None:
    """Return what poll(2) is to be told, for a deadline: milliseconds, or None for ever."""
    if deadline == math.inf:
        return None
    return min(max((deadline - monotonic()) * 1000, 0.0), _LONGEST)


def poll_until(
    interests: Sequence[tuple[Interest, int]],
    deadline: float,
    operation: str,
    interruptible: bool = True,
) -> Ready:
    """Poll until a descriptor is ready, the deadline passes, or the thread is interrupted.

    Args:
        interests: pairs of a handle, another object with a descriptor, or a descriptor, and the
            events to wait for.  With no events only a close is noticed; then it may be any
            `Waitable`.
        deadline: from `deadline_after`.  One of -inf polls once and does not notice interrupts: it
            does not wait.
        operation: for the error.
        interruptible: whether `interrupt` ends the wait; if not, the interrupt stays for another.

    Returns (descriptor, events) pairs of what is ready; empty when the deadline passed.  Raises
    Interrupted; Closed when something to wait for is closed, before or meanwhile.
    """
    if deadline == -math.inf:
        return _poll(_asked(interests, operation), 0, operation)
    waker = own_waker()
    handles = [item for item, _ in interests if isinstance(item, Waitable)]
    entered = 0
    hushed, outside = False, waker.polling
    try:
        waker.polling = True
        # Add the waker before checking for a close, which sets `closed` before it notifies.
        for handle in handles:
            entered += 1
            handle.waiters.append(waker)
        while True:
            asked = _asked(interests, operation)
            bell = waker.bell
            number = -1 if bell is None else bell.descriptor
            if number >= 0:
                asked[number] = READABLE
            if interruptible and waker.take():
                raise Interrupted(errno.EINTR, None, operation, handles[0] if handles else None)
            left = milliseconds_left(deadline)
            if number < 0:
                left = _GLANCE if left is None else min(left, _GLANCE)
            ready = _poll(asked, left, operation)
            if bell is not None and ready and any(found == number for found, _ in ready):
                hushed = True
                bell.hush()  # poll again: other descriptors may no longer be ready
            elif ready or monotonic() >= deadline:
                return ready
            own_waker()  # a descriptor may be free by now; a forked child needs a bell of its own
    finally:
        bell = None  # an exception keeps this frame alive, but must not keep the descriptor
        waker.polling = outside
        for handle in handles[:entered]:
            if waker in handle.waiters:
                handle.waiters.remove(waker)
        if hushed and outside:  # in a signal handler: the bell may have rung for the outer wait
            waker.wake()


def _asked(interests: Iterable[tuple[Interest, int]], operation: str) -> dict[int, int]:
    """Return the events to poll for by descriptor; raises Closed."""
    asked: dict[int, int] = {}
    for item, events in interests:
        if isinstance(item, Waitable):
            if item.closed:
                raise Closed(errno.EBADF, None, operation, item)
            if not events:
                continue
        descriptor = item if isinstance(item, int) else item.fileno()  # type: ignore[union-attr]
        if descriptor < 0:
            raise Closed(errno.EBADF, None, operation, item)
        asked[descriptor] = events
    return asked


def _poll(asked: dict[int, int], milliseconds: float | None, operation: str) -> Ready:
    """Poll once; return what is ready."""
    poller = _select.poll()
    for descriptor, events in asked.items():
        poller.register(descriptor, events)
    try:
        return poller.poll(milliseconds)
    except OSError as error:
        if not arose_below(error):
            raise
        if error.errno != errno.EINVAL:
            raise from_os_error(error, operation) from None
    # The process polls more descriptors than it may have open (RLIMIT_NOFILE).
    read, write, urgent = (
        [descriptor for descriptor, events in asked.items() if events & event]
        for event in (READABLE, WRITABLE, URGENT)
    )
    seconds = None if milliseconds is None else milliseconds / 1000
    try:
        found = _select.select(read, write, urgent, seconds)
    except (OSError, ValueError) as error:  # ValueError: of 1024 or more it knows nothing
        if not arose_below(error):
            raise
        raise from_os_error(OSError(*error.args), operation) from None
    ready: dict[int, int] = {}
    for descriptors, event in zip(found, (READABLE, WRITABLE, URGENT), strict=True):
        for descriptor in descriptors:
            ready[descriptor] = ready.get(descriptor, 0) | event
    return list(ready.items())


def await_ready(
    handle: Handle,
    events: int,
    deadline: float,
    operation: str,
    interruptible: bool = True,
    also: Waitable | None = None,
) -> int:
    """Wait until one handle is ready for `events`.

    Arguments and errors are those of `poll_until`; `also` is something whose closing ends the wait
    as well.  Returns the events that came, 0 past the deadline.
    """
    plainly = events == READABLE and also is None and deadline != -math.inf
    if plainly and await_as_before(handle, milliseconds_left(deadline)):
        return READABLE
    interests = ((handle, events),) if also is None else ((handle, events), (also, 0))
    ready = poll_until(interests, deadline, operation, interruptible)
    if not ready:
        return 0
    if ready[0][1] & _INVALID:  # closed behind the engine's back
        raise Closed(errno.EBADF, None, operation, handle)
    if events == READABLE:
        _keep(handle)
    return ready[0][1]


class _Kept:
    """The last poll of a thread, ready to be repeated: a handle for reading, and a bell."""

    __slots__ = ("answer", "handle", "number", "poll")

    def __init__(self, handle: Handle, bell: Bell) -> None:
        self.handle = weakref.ref(handle)  # which may be dropped meanwhile
        self.number = handle.fileno()
        poller = _select.poll()
        poller.register(self.number, READABLE)
        poller.register(bell.descriptor, READABLE)
        self.poll = poller.poll
        self.answer = [(self.number, READABLE)]


def _keep(handle: Handle) -> None:
    waker = own_waker()
    if waker.bell is not None and handle.fileno() >= 0:
        waker.kept = _Kept(handle, waker.bell)


def await_as_before(handle: Handle, milliseconds: float | None) -> bool:
    """Poll once for something to read on a handle that the thread has waited for just before.

    Returns True when there is; False after the deadline, and when `await_ready` has to handle
    something else.
    """
    waker = _local.waker
    kept = waker.kept
    if kept is None or kept.handle() is not handle or kept.number != handle.sock.fileno():
        return False
    waker.kept = None  # a signal handler that waits meanwhile finds none
    waiters, outside = handle.waiters, waker.polling
    try:
        waker.polling = True
        waiters.append(waker)
        if handle.closed or waker.pending:
            return False
        ready = kept.poll(milliseconds)
    except OSError as error:  # which the wait that looks at everything knows how to take
        if not arose_below(error):
            raise
        return False
    finally:
        waker.polling = outside
        if waker in waiters:
            waiters.remove(waker)
    if ready != kept.answer:
        return False
    waker.kept = kept
    return True


def pause(
    handle: Handle,
    seconds: float,
    operation: str,
    interruptible: bool = True,
    also: Waitable | None = None,
) -> None:
    """Wait for some seconds, regardless of readiness; raises Interrupted, Closed."""
    await_ready(handle, 0, monotonic() + seconds, operation, interruptible, also)


# Several sockets


def wait_readable(item: HasDescriptor | int, timeout: float | None = None) -> bool:
    """Wait until there is something to receive or accept, or the end of the stream.

    Args:
        item: a `Socket`, a file descriptor or an object with one.
        timeout: seconds; None waits for ever, 0 only looks.

    Returns True, or False after the timeout.  Raises Interrupted, Closed, or ValueError for a bad
    timeout.
    """
    return bool(select((item,), (), (), timeout)[0])


def wait_writable(item: HasDescriptor | int, timeout: float | None = None) -> bool:
    """Wait until something can be sent, or a connection attempt has ended.

    Arguments, result and errors as for `wait_readable`.
    """
    return bool(select((), (item,), (), timeout)[1])


def select(
    read: Iterable[_Item],
    write: Iterable[_Item],
    exceptional: Iterable[_Item],
    timeout: float | None = None,
) -> tuple[list[_Item], list[_Item], list[_Item]]:
    """Wait until at least one of many sockets is ready; there is no limit to their number.

    Args:
        read, write, exceptional: Sockets, file descriptors, or objects with one; the third for
            urgent data.  An item may be in several.
        timeout: seconds; None waits for ever, 0 only looks.

    Returns three lists: the ready items of each argument, in their order; all empty after the
    timeout.  Raises Interrupted; Closed for a Socket that is closed, before or meanwhile, and for
    a descriptor that is not open; ValueError for a bad timeout.
    """
    deadline = deadline_after(timeout)
    columns = (
        (tuple(read), READABLE, READABLE | _HANGUP | FAILED),
        (tuple(write), WRITABLE, WRITABLE | FAILED),
        (tuple(exceptional), URGENT, URGENT),
    )
    hung_up: set[int] = set()
    while True:
        # By descriptor: an item, a handle rather than its number, and the events.
        interests: dict[int, tuple[Interest, int]] = {}
        for items, asked, _ in columns:
            for item in items:
                descriptor = _descriptor(item)
                known, events = interests.get(descriptor, (item, 0))
                both = events | (0 if descriptor in hung_up else asked)
                interests[descriptor] = (known if isinstance(known, Handle) else item, both)
        ready = dict(poll_until(tuple(interests.values()), deadline, "select"))
        if any(events & _INVALID for events in ready.values()):
            raise Closed(errno.EBADF, None, "select")
        readable, writable, urgent = (
            [item for item in items if ready.get(_descriptor(item), 0) & answered]
            for items, _, answered in columns
        )
        if readable or writable or urgent or not ready:
            return readable, writable, urgent
        # An error or a hang-up that nobody asked about is reported at once, each time.
        hung_up.update(ready)


def _descriptor(item: HasDescriptor | int) -> int:
    descriptor = item if isinstance(item, int) else item.fileno()
    if descriptor < 0:
        raise Closed(errno.EBADF, None, "select", item)
    return descriptor
