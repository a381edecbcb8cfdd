"""Ending a command by a signal: nothing that it started stays behind, and the status says why."""

from __future__ import annotations

import functools
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import ParamSpec, TypeVar

import click

__all__ = ["StoppedError", "ends_tidily"]

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


def ends_tidily(command: Callable[P, T]) -> Callable[P, T]:
    """Decorate a command: a signal that ends it ends its children, too.

    Its exit status is then 128 and the number of the signal: 130 for Ctrl-C.
    """

    @functools.wraps(command)
    def wrapped(*arguments: P.args, **options: P.kwargs) -> T:
        before = {
            each: signal.signal(each, _stop)
            for each in _SIGNALS
            if signal.getsignal(each) != signal.SIG_IGN
        }
        try:
            return command(*arguments, **options)
        except StoppedError as stopped:
            click.echo(f"stopped by {stopped.signal.name}", err=True)
            sys.exit(128 + stopped.signal)
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    return wrapped
