"""Ending a command by a signal: nothing that it started stays behind, and the status says why."""

from __future__ import annotations

import contextlib
import functools
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType
from typing import ParamSpec, TypeVar

from .streams import complain

__all__ = ["StoppedError", "leaves_signals", "signals_end"]

P = ParamSpec("P")
T = TypeVar("T")

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StoppedError(BaseException):
    """A signal has come that ends the command."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = signal.Signals(number)


def _stop(number: int, frame: FrameType | None) -> None:
    for each in _SIGNALS:  # tidying up is not to be stopped as well
        signal.signal(each, signal.SIG_IGN)
    raise StoppedError(number)


@contextlib.contextmanager
def signals_end() -> Iterator[None]:
    """Have the signals that end a command raise `StoppedError` in it, and end it in a sentence.

    Its exit status is then 128 and the number of the signal: 130 for Ctrl-C.
    """
    before = {
        each: signal.signal(each, _stop)
        for each in _SIGNALS
        if signal.getsignal(each) != signal.SIG_IGN
    }
    try:
        yield
    except StoppedError as stopped:
        complain(f"stopped by {stopped.signal.name}")
        sys.exit(128 + stopped.signal)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def leaves_signals(command: Callable[P, T]) -> Callable[P, T]:
    """Decorate a command that runs a program of the user's, to which signals are left.

    Ctrl-C before the program begins, and what the program lets through, end the command.
    """

    @functools.wraps(command)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> T:
        for each in _SIGNALS:
            if signal.getsignal(each) is _stop:
                python = signal.default_int_handler if each == signal.SIGINT else signal.SIG_DFL
                signal.signal(each, python)
        try:
            return command(*arguments, **options)
        except KeyboardInterrupt:
            raise StoppedError(signal.SIGINT) from None

    return wrapped
