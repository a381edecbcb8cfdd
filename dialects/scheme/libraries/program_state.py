"""Parameters of libraries whose first value is an object of the program."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..dynamics import Parameter

__all__ = ["OfProgram"]


class OfProgram(Parameter):
    """A parameter whose first value is made anew for each program.

    Args:
        make: returns it.
    """

    __slots__ = ("make",)

    def __init__(self, make: Callable[[], Any]) -> None:
        super().__init__(None, settable=True)
        self.make = make

    def first(self) -> Any:
        """Return the value that a program finds."""
        return self.make()
