"""SRFI 111: boxes."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...declaration import Table
from ...kinds import of_class
from ...printer import PRINTERS, show

__all__ = ["TABLE", "Box"]

TABLE: Final = Table()


class Box:
    """A place for one value."""

    __slots__ = ("content",)

    def __init__(self, content: Any) -> None:
        self.content = content


PRINTERS[Box] = lambda box, readable, profile: f"#<box {show(box.content, readable, profile)}>"

_Box: TypeAlias = Annotated[Box, of_class("a box", Box)]


@TABLE.procedure("box")
def make_box(value: Any) -> Box:
    """Return a new box with a value in it. SRFI 111, Specification."""
    return Box(value)


@TABLE.procedure("box?")
def is_box(value: Any) -> bool:
    """Return whether a value is a box. SRFI 111, Specification."""
    return value.__class__ is Box


@TABLE.procedure("unbox")
def unbox(box: _Box) -> Any:
    """Return the value in a box. SRFI 111, Specification."""
    return box.content


@TABLE.procedure("set-box!")
def set_box(box: _Box, value: Any) -> None:
    """Put another value into a box. SRFI 111, Specification."""
    box.content = value
