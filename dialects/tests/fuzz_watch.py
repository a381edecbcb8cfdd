"""What goes on beside a call: signals, warnings, time, and where the process is if it dies."""

from __future__ import annotations

import gc
import mmap
import os
import signal
import sys
import threading
import warnings
from time import monotonic
from typing import Any, Final

__all__ = ["Overdue", "Signalled", "Watch", "descriptors", "opened"]

_NOTE: Final = 4096


class Overdue(BaseException):
    """Raised into a call that takes too long."""


class Signalled(TimeoutError):
    """Raised by a signal handler while a call waits; has to arrive as it is."""

    arrived = False


class Watch:
    """Notices what a call does beside returning or raising.

    Attributes: place, where in its batch a call is, which others set; pipe, whether SIGPIPE came;
    fired, whether the alarm has gone off; complaints, warnings and exceptions in `__del__`.
    """

    def __init__(self, note: mmap.mmap | None = None, patience: float = 5.0) -> None:
        """Leave notes in `note`; let a call take `patience` seconds that need not wait."""
        self.pipe = False
        self.fired = False
        self.place = 0
        self.complaints: list[str] = []
        self._note = note
        self._patience = patience
        self._armed = 0.0
        self._alarm: BaseException | None = None
        self._active = False
        signal.signal(signal.SIGPIPE, self._on_pipe)  # by default the process would end
        signal.signal(signal.SIGALRM, self._on_alarm)
        warnings.simplefilter("always", ResourceWarning)
        warnings.showwarning = self._on_warning
        sys.unraisablehook = self._on_unraisable

    def note(self, text: str) -> None:
        """Leave what is being done, and where in its batch, to those who ask what was the end."""
        if self._note is not None:
            data = f"{self.place}\n{text}".encode("ascii", "backslashreplace")[: _NOTE - 1]
            self._note[: len(data) + 1] = data + b"\0"

    def begin(self, alarm: BaseException | None = None, after: float = 0.0) -> None:
        """Watch from now on. `alarm` is raised `after` so many seconds; by default `Overdue`."""
        self.pipe = self.fired = False
        self.complaints.clear()
        self._active = True
        now = monotonic()
        if alarm is not None:
            self._alarm = alarm
            signal.setitimer(signal.ITIMER_REAL, after)
            self._armed = 0.0
        elif now - self._armed > self._patience / 5:
            self._alarm = Overdue()
            signal.setitimer(signal.ITIMER_REAL, self._patience)
            self._armed = now

    def end(self) -> None:
        """Watch no longer; an alarm of this call's own is taken back."""
        self._active = False
        if not self._armed:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def rest(self) -> None:
        """Take any alarm back, for work that is no call."""
        self._active = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._armed = 0.0

    def _on_pipe(self, number: int, frame: object) -> None:
        self.pipe = True

    def _on_alarm(self, number: int, frame: object) -> None:
        alarm = self._alarm
        if self._active and alarm is not None:
            self.fired = True
            self._armed = 0.0
            self._alarm = None
            raise alarm

    def _on_warning(self, message: Any, category: Any, *args: Any, **kwargs: Any) -> None:
        # Between the call that opens a file or a socket and the next instruction a handler may
        # raise, and Python itself loses what was opened.
        lost = self.fired and str(message).startswith(("unclosed file <_io.", "unclosed <socket "))
        if self._active and not lost:
            self.complaints.append(f"{category.__name__}: {message}")

    def _on_unraisable(self, unraisable: Any) -> None:
        if self._active:
            self.complaints.append(f"ignored: {unraisable.exc_value!r} in {unraisable.object!r}")


def opened() -> tuple[int, int]:
    """How many descriptors and threads the process has."""
    return len(os.listdir("/proc/self/fd")), threading.active_count()


def descriptors() -> tuple[int, int]:
    """The same, with garbage out of the way."""
    gc.collect()
    return opened()
