"""The dynamic environment of a thread: parameters' values and exception handlers.

It is one object per thread. A thread that a program starts begins with a copy of its starter's
parameter bindings and without handlers.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any, Final

from .calls import call
from .conditions import ArityError
from .data import Applicable, copied
from .profiles import DEFAULT_PROFILE, Profile

__all__ = ["STATE", "Parameter", "State", "held", "inheriting"]


class State(threading.local):
    """What is dynamic.

    Attributes:
        image: of the program that runs; None before there is one.
        profile: its profile.
        command_line: the program's name and arguments.
        parameters: the cells of the parameters that `parameterize` binds.
        handlers: the handlers in force, the innermost first: (handler, the others), or None.
        winds: the `dynamic-wind`s that are entered: (before, after, those around), or None.
        unwinds_errors: whether an error that nothing handles runs their `after` thunks.
        signals: how many a procedure of the program was called for.
        expansion: of a macro that is being expanded, the scope of its use and the new aliases.
        expansion_place: of its use.
    """

    def __init__(self) -> None:
        self.image: Any = None
        self.profile: Profile = DEFAULT_PROFILE
        self.command_line: tuple[str, ...] = ()
        self.parameters: dict[Parameter, list[Any]] = {}
        self.handlers: Any = None
        self.winds: Any = None
        self.unwinds_errors = True
        self.signals = 0
        self.expansion: Any = None
        self.expansion_place: Any = None


STATE: Final = State()

_OUTSIDE: Final[dict[Any, Any]] = {}


def held() -> dict[Any, Any]:
    """Return what libraries keep for the program that runs alone, by keys of their own.

    Where no program runs, it is Python that uses the libraries, all of it as one program.
    """
    found: dict[Any, Any] = _OUTSIDE if STATE.image is None else STATE.image.held
    return found


class Parameter(Applicable):
    """A parameter object: called with no argument it returns its value.

    What a program sets a library's parameter to holds for that program alone.

    Args:
        value: to begin with, converted already.
        converter: what a new value goes through, or None.
        settable: whether a call with a value sets it.
        of_library: whether other programs have it as well.
    """

    __slots__ = ("cell", "converter", "of_library", "settable")

    def __init__(
        self,
        value: Any,
        converter: Any = None,
        settable: bool = False,
        of_library: bool = True,
    ) -> None:
        self.cell = [value]
        self.converter = converter
        self.settable = settable
        self.of_library = of_library

    def __call__(self, *values: Any) -> Any:
        """Return the value; with an argument, set it where that may be done."""
        if not values:
            return self.cell_in_force()[0]
        if len(values) > 1 or not self.settable:
            raise ArityError(f"a parameter takes no argument, {len(values)} are given")
        value = self.converted(values[0])
        self.cell_in_force()[0] = value
        return None

    def first(self) -> Any:
        """Return the value that a program finds."""
        return copied(self.cell[0])

    def cell_in_force(self) -> list[Any]:
        """Return the cell that is read and set now: that of a `parameterize`, or the program's."""
        cell = STATE.parameters.get(self)
        if cell is not None:
            return cell
        image = STATE.image
        if image is None or not self.of_library:
            return self.cell
        held: dict[Any, list[Any]] = image.held
        return held.get(self) or held.setdefault(self, [self.first()])

    def enter(self, value: Any, stack: contextlib.ExitStack) -> None:
        """Do what it takes, besides the cell, for a value to hold for a while."""

    def converted(self, value: Any) -> Any:
        """Return what the parameter makes of a new value."""
        return value if self.converter is None else call(self.converter, value)


def inheriting(thunk: Any) -> Callable[[], Any]:
    """Return a function to run a thunk in another thread, with this one's parameters."""
    parameters = {parameter: list(cell) for parameter, cell in STATE.parameters.items()}
    image, profile, command_line = STATE.image, STATE.profile, STATE.command_line

    def run() -> Any:
        STATE.parameters = parameters
        STATE.image, STATE.profile, STATE.command_line = image, profile, command_line
        return call(thunk)

    return run
