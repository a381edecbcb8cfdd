"""Threads of programs, whichever library starts them."""

from __future__ import annotations

import sys
import threading
from typing import Any

from .backtrace import told
from .control import Exit
from .dynamics import STATE, inheriting
from .stack import start_thread

__all__ = ["Task", "start"]


class Task:
    """A thread of a program.

    Attributes:
        ended: set when it has ended.
        result: what its thunk returned.
        failure: the exception in which it ended instead, or None.
    """

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.result: Any = None
        self.failure: BaseException | None = None

    def join(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, some seconds at most; return whether it has."""
        return self.ended.wait(timeout)


def start(thunk: Any, name: str | None = None) -> Task:
    """Run a thunk in a thread of its own, with this one's parameters; return the task.

    An error that nothing handles is told on the standard error, and ends the thread alone.
    """
    image = STATE.image
    run = inheriting(thunk)
    task = Task()

    def running() -> None:
        STATE.task = task
        try:
            task.result = run()
        except Exit:
            pass
        except Exception as error:
            task.failure = error
            print(told(error, image.globals, image.profile), file=sys.stderr)
        finally:
            task.ended.set()

    start_thread(running, name)
    return task
