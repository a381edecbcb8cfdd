"""Ctrl-C in a conversation: it breaks off what is typed or evaluated, and never the conversation.

Strategy: the handler raises KeyboardInterrupt only within `Interrupts.breaking_off`; an interrupt
that comes anywhere else is raised when that is entered next. Python looks for signals when one has
broken off its wait for a line; a signal that comes between the prompt and that wait would be
handled after the next key. So a thread that hears of each signal breaks the wait off again. What
it cannot break off is readline's wait for a key that was there, and that Ctrl-C's flush of the
terminal took away before it was read: that one ends with the next key.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Final

__all__ = ["Interrupts", "heeding_signals"]

_KICK: Final = getattr(signal, "SIGRTMAX", signal.SIGIO)
"""A signal that nobody sends: it breaks a wait off, and is otherwise nothing."""
_PAUSE: Final = 0.02
"""Seconds after which the wait is broken off again."""


class Interrupts:
    """The interrupts of a conversation.

    Attributes:
        came: whether one has come that has broken nothing off yet.
    """

    def __init__(self) -> None:
        self.came = False
        self._breaks = False

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Handle SIGINT, where it is handled as Python does by itself."""
        if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._handle)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _handle(self, number: int, frame: FrameType | None) -> None:
        self.came = True
        self._raise()

    def _raise(self) -> None:
        if self.came and self._breaks:
            self.came = self._breaks = False
            raise KeyboardInterrupt

    @contextlib.contextmanager
    def breaking_off(self) -> Iterator[None]:
        """Let what is done be broken off by a KeyboardInterrupt."""
        try:
            self._breaks = True
            self._raise()
            yield
        finally:
            self._breaks = False


@contextlib.contextmanager
def heeding_signals() -> Iterator[None]:
    """Have signals handled while the main thread waits for a line, as soon as they come."""
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    with open(ours, "rb", buffering=0), open(theirs, "wb", buffering=0):
        ended = threading.Event()
        main = threading.get_ident()
        handled = 0

        def handle(number: int, frame: FrameType | None) -> None:
            # No Event: the next may come while this one holds its lock.
            nonlocal handled
            handled += 1

        def watch() -> None:
            while not ended.is_set():
                if set(os.read(ours, 4096)) <= {0, int(_KICK)}:
                    continue
                for _ in range(2):  # the first may be of a turn that began before the signal came
                    so_far = handled
                    while handled == so_far and not ended.wait(_PAUSE):
                        signal.pthread_kill(main, _KICK)

        before = signal.signal(_KICK, handle)
        wakes = signal.set_wakeup_fd(theirs, warn_on_full_buffer=False)
        thread = threading.Thread(target=watch, name="signals at the prompt", daemon=True)
        thread.start()
        try:
            yield
        finally:
            signal.set_wakeup_fd(wakes)
            ended.set()
            os.write(theirs, b"\0")
            thread.join()
            signal.signal(_KICK, before)
