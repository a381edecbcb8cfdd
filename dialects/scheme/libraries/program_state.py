"""Parameters of libraries that have a value of their own in each program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from ..dynamics import STATE, Parameter

__all__ = ["OfProgram"]


class OfProgram(Parameter):
    """A parameter that has a value of its own in each program.

    Args:
        first: returns the value that it has first.
    """

    __slots__ = ("cells", "first")

    def __init__(self, first: Callable[[], Any]) -> None:
        super().__init__(None, settable=True)
        self.first = first
        self.cells: WeakKeyDictionary[Any, list[Any]] = WeakKeyDictionary()

    def __call__(self, *values: Any) -> Any:
        """Return the value, or set it."""
        image = STATE.image
        if self in STATE.parameters or image is None:
            return super().__call__(*values)
        if image not in self.cells:
            self.cells[image] = [self.first()]
        if not values:
            return self.cells[image][0]
        (self.cells[image][0],) = values
        return None
