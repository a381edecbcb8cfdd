"""How a program has signals of the process handled."""

from __future__ import annotations

import signal
from typing import Any

from attrs import frozen

from .calls import call
from .dynamics import STATE
from .profiles import Profile

__all__ = ["Change", "Handler", "change_of", "handle", "handler_of", "restore"]


@frozen(eq=False)
class Handler:
    """A procedure of a program that a signal calls.

    Attributes:
        procedure: which takes the signal's number.
        image, profile: of the program.
    """

    procedure: Any
    image: Any
    profile: Profile

    def __call__(self, number: int, frame: Any) -> None:
        """Call the procedure, for its own program where the thread runs none."""
        STATE.signals += 1
        if STATE.image is None:
            STATE.image, STATE.profile = self.image, self.profile
        call(self.procedure, int(number))


@frozen
class Change:
    """What a program has changed of a signal: how it was handled first, and its last flags."""

    first: Any
    flags: int


def handler_of(number: int) -> Any:
    """Return the program's procedure for a signal, if it is still in force, or None."""
    found = signal.getsignal(number)
    if isinstance(found, Handler) and found.image is STATE.image:
        return found.procedure
    return None


def change_of(number: int) -> Change | None:
    """Return what the program has changed of a signal, or None."""
    return _changes(STATE.image).get(number)


def handle(number: int, action: Any, flags: int = 0) -> None:
    """Have a signal handled by a procedure, or by SIG_DFL or SIG_IGN.

    Raises OSError or ValueError for a signal that cannot be handled.
    """
    if not isinstance(action, signal.Handlers):
        action = Handler(action, STATE.image, STATE.profile)
    before = signal.signal(number, action)
    change = change_of(number)
    first = before if change is None else change.first
    _changes(STATE.image)[number] = Change(first, flags)


def restore(image: Any, number: int | None = None) -> None:
    """Have a signal, by default each, handled as before a program changed that."""
    changes = _changes(image)
    for each in list(changes) if number is None else [number]:
        if each in changes:
            signal.signal(each, changes.pop(each).first)


def _changes(image: Any) -> dict[int, Change]:
    found: dict[int, Change] = image.held.setdefault(_changes, {})
    return found
