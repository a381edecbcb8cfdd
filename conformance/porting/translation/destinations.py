"""Where a statement stands: what becomes of its value, and the loop that it may go around."""

from __future__ import annotations

from typing import Literal

from attrs import define, field, frozen

__all__ = ["NOTHING", "RETURN", "Destination", "Loop", "NoLoopError"]


@frozen
class Destination:
    """What becomes of a value; `leaves` says that a `while` ends with it."""

    kind: Literal["nothing", "return", "variable"]
    variable: str = ""
    leaves: bool = False


NOTHING = Destination("nothing")
RETURN = Destination("return")


@define(eq=False)
class Loop:
    """A named `let` or a procedure while its body is written: what calls itself last."""

    name: str
    parameters: tuple[str, ...]
    """In Python."""
    callable: bool
    """Whether it may be called as well: a procedure may."""
    used: bool = False
    types: list[tuple[str, ...]] = field(factory=list)
    """Of the arguments of each turn."""


class NoLoopError(Exception):
    """A named `let` calls itself where something is left to do: it has to be a function."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
