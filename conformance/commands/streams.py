"""The standard streams of a command: what is written to them, and what if that is impossible."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterator

from ..reports.escaping import terminal_text

__all__ = ["complain", "complete_streams", "failures_told", "print_text"]

_CLOSED = (("stdin", "r", os.O_WRONLY), ("stdout", "w", os.O_RDONLY), ("stderr", "w", os.O_WRONLY))
"""The streams by their descriptors, and how to open a file in the place of one that is closed: for
what fails as the closed stream would, and for nothing where a complaint would go."""


def complete_streams() -> None:
    """Open the standard streams that are closed, so that no other file gets their descriptors."""
    for name, mode, flags in _CLOSED:
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, flags)
            opened = open(descriptor, mode, encoding="utf-8", closefd=False)  # noqa: SIM115
            setattr(sys, name, opened)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # of what a caller has put in their place
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def print_text(text: str) -> None:
    """Print to standard output; on a terminal with control characters made visible."""
    if sys.stdout.isatty():
        sys.stdout.write(terminal_text(text))
    else:  # UTF-8 in any locale, as in a file: JSON would not survive escapes
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print a line to standard error, with control characters made visible."""
    with contextlib.suppress(OSError):
        print(terminal_text(text), file=sys.stderr, flush=True)


@contextlib.contextmanager
def failures_told() -> Iterator[None]:
    """Make a sentence and the exit status 2 of an OSError, that of standard output included.

    If whoever read the output has gone, the exit status is 141, which shells have for SIGPIPE.
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        raise SystemExit(128 + signal.SIGPIPE) from None
    except OSError as error:
        _forget_output()
        about = f"{error.filename}: " if error.filename is not None else ""
        complain(f"Error: {about}{error.strerror or error}")
        raise SystemExit(2) from None


def _forget_output() -> None:
    """Have what is not yet written go nowhere, as Python would try once more at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
