"""Continuations that are entered again: generators and coroutines, with greenlets.

What a call with such a continuation does runs in a greenlet of its own. Calling the continuation
goes back to the greenlet that made the call, and leaves the current one where it is, so that a
continuation of that one can be called later. A continuation is entered once: the point that it
stands for is gone then.

Without the package greenlet, continuations escape only.
"""

from __future__ import annotations

import contextlib
import importlib
from typing import Any, Final

from .calls import call, values
from .conditions import ErrorObject
from .control import Continuation, call_with_continuation, rewind
from .data import Applicable
from .dynamics import STATE

__all__ = ["NEEDS_GREENLET", "Reentrant", "call_with_reentry"]


class Reentrant(Applicable):
    """A continuation that can be entered from wherever its thread is, once."""

    __slots__ = ("current", "entered", "handlers", "home", "parameters", "winds")

    def __init__(self, current: Any) -> None:
        self.current = current
        self.home = home = current()
        self.entered = False
        self.handlers = STATE.handlers
        self.parameters = STATE.parameters
        self.winds = STATE.winds
        home.__dict__.setdefault("pending", set()).add(id(self))

    def __call__(self, *results: Any) -> Any:
        """Return these values from the call that made it."""
        if self.entered or self.home.dead:
            raise _entered_again()
        rewind(self.winds)
        self.home.switch((self, values(*results), self.current()))
        raise _entered_again()

    def take(self, message: Any) -> Any:
        """Return the values that were sent to this continuation."""
        owner, result, left = message
        if owner is not self:
            raise _entered_again()
        self.entered = True
        self.home.__dict__["pending"].discard(id(self))
        if left is not None and not left.__dict__.get("pending") and left is not self.home:
            _end(left, self.home)  # nothing can enter it any more
        STATE.handlers, STATE.parameters, STATE.winds = self.handlers, self.parameters, self.winds
        return result


def _end(branch: Any, current: Any) -> None:
    """End a greenlet that nothing will enter; what waits in it to be undone, files for one, is.

    Nothing is done for one of another thread, or around the current one.
    """
    state = dict(STATE.__dict__)
    with contextlib.suppress(Exception):
        branch.parent = current  # where its end leads
        branch.throw()
    STATE.__dict__.update(state)


def _entered_again() -> ErrorObject:
    return ErrorObject("a continuation was entered again, which can be done once")


NEEDS_GREENLET: Final = (
    "a continuation was entered again, which needs the package greenlet: "
    "python -m pip install 'schemesockets[run]'"
)


class _EscapeOnly(Continuation):
    """A continuation that could be entered again, if there were greenlets."""

    __slots__ = ()
    over = NEEDS_GREENLET


def call_with_reentry(procedure: Any) -> Any:
    """Call a procedure with the continuation of this call, to be entered once at any time."""
    try:
        greenlet: Any = importlib.import_module("greenlet")
    except ImportError:
        return call_with_continuation(procedure, _EscapeOnly)
    continuation = Reentrant(greenlet.getcurrent)
    branch = _branch(greenlet)(lambda: (continuation, call(procedure, continuation), None))
    return continuation.take(branch.switch())


_branches: dict[Any, Any] = {}


def _branch(greenlet: Any) -> Any:
    """Return the class of greenlets whose end, when they are lost, changes nothing dynamic."""
    if greenlet not in _branches:

        class Branch(greenlet.greenlet):  # type: ignore[misc]
            """What a call with a continuation does."""

            def __del__(self) -> None:
                if not self.dead:
                    _end(self, greenlet.getcurrent())

        _branches[greenlet] = Branch
    return _branches[greenlet]
