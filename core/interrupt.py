"""Interrupting a thread that waits.

Strategy: each thread that has ever waited owns a *token*: a flag that remembers an interrupt until
it is delivered, and a descriptor that every wait of that thread polls beside its sockets.  Whoever
wants the thread's attention (an interrupt, a socket that is being closed) writes to that
descriptor.  The token hangs on the `threading.Thread` object, so there is no table that could
grow; the descriptor is opened by the thread's first wait and closed when the thread ends.

What a wait makes of being woken is left to the room `wait`.
"""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .socket import Socket

_ATTRIBUTE: Final = "_schemesockets_token"


class Token:
    """What other threads hold to get the attention of the thread that owns it."""

    __slots__ = ("_lock", "_pending", "_read", "_write", "thread_id")

    def __init__(self) -> None:
        # Re-entrant: a signal handler may interrupt a thread while this lock is held below it.
        self._lock = threading.RLock()
        self._pending = False
        self._read = self._write = -1
        self.thread_id: int | None = None  # the owner's, from its first wait on

    def fileno(self) -> int:
        """The descriptor to poll; becomes readable when the token is woken."""
        return self._read

    def open(self) -> None:
        """Make the descriptor (called by the owner alone)."""
        if hasattr(os, "eventfd"):
            self._read = self._write = os.eventfd(0, os.EFD_CLOEXEC | os.EFD_NONBLOCK)
        else:
            self._read, self._write = os.pipe()
            os.set_blocking(self._read, False)
            os.set_blocking(self._write, False)
        self.thread_id = threading.get_ident()

    def close(self) -> None:
        """Give the descriptor back."""
        with self._lock:  # nobody may be about to write to a number that is given to another
            descriptors = {self._read, self._write} - {-1}
            self._read = self._write = -1
            self.thread_id = None
        for descriptor in descriptors:
            os.close(descriptor)

    def wake(self) -> None:
        """End the owner's present wait, or its next one, so that it looks around."""
        with self._lock, contextlib.suppress(BlockingIOError):  # full: it is awake anyhow
            if self._write >= 0:
                os.write(self._write, b"\1\0\0\0\0\0\0\0")

    def socket_closes(self, socket: Socket) -> None:
        """`Socket.close` tells those who watch the socket."""
        self.wake()

    def calm(self) -> None:
        """Undo `wake` (called by the owner alone, before it looks around)."""
        with contextlib.suppress(BlockingIOError):
            os.read(self._read, 4096)

    def interrupt(self) -> None:
        """Leave an interrupt to be delivered, and wake."""
        self._pending = True
        self.wake()

    def take(self) -> bool:
        """Whether an interrupt was waiting to be delivered; it no longer is."""
        if not self._pending:
            return False
        self._pending = False
        return True

    def renew_after_fork(self) -> None:
        """In a child process: the descriptor is the parent's as well, so let go of it."""
        self._lock = threading.RLock()
        self._pending = False
        self.close()


class _Owner:
    """Lives in a thread-local variable and so ends with its thread."""

    __slots__ = ("token",)

    def __init__(self, token: Token) -> None:
        self.token = token
        token.open()

    def __del__(self) -> None:
        if hasattr(self, "token"):  # not when Ctrl-C came before
            self.token.close()


class _Local(threading.local):
    owner: _Owner | None = None


_local = _Local()


def _token_of(thread: threading.Thread) -> Token:
    token = thread.__dict__.get(_ATTRIBUTE)
    if token is None:
        token = thread.__dict__.setdefault(_ATTRIBUTE, Token())  # atomic: one of two wins
    assert isinstance(token, Token)
    return token


def own_token() -> Token:
    """The calling thread's token, open; raises OSError when no descriptor is left."""
    owner = _local.owner
    if owner is None:
        owner = _local.owner = _Owner(_token_of(threading.current_thread()))
    return owner.token


def interrupt(thread: threading.Thread) -> bool:
    """Make a thread's present wait in the engine, or else its next one, raise `Interrupted`.

    Args:
        thread: any running `threading.Thread`, the main thread and the caller's own included.

    Returns True, or False when the thread does not run (has ended or was not started), and then
    nothing happens.  An interrupt is never lost and is delivered once; several that arrive before
    one is delivered count as one.  An operation that need not wait does not notice.  A thread
    that is blocked inside a system call of its own (`Socket.sys_recv`, …) is not reached.  May be
    called from a signal handler.
    """
    if not thread.is_alive():
        return False
    _token_of(thread).interrupt()
    return True


def clear_interrupt() -> bool:
    """Forget an interrupt of the calling thread that was not delivered; True if there was one."""
    return _token_of(threading.current_thread()).take()


def _after_fork_in_child() -> None:
    owner = _local.owner
    if owner is not None:
        owner.token.renew_after_fork()
        _local.owner = None


os.register_at_fork(after_in_child=_after_fork_in_child)
