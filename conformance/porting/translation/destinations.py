"""The destination of a statement's value, and the loops that tail calls may continue.

Every statement is translated for a destination: its value is ignored (`EFFECT`), returned
(`RETURN`), or assigned to a variable.
"""

from __future__ import annotations

from typing import Literal

from attrs import define, field, frozen

__all__ = ["EFFECT", "RETURN", "Destination", "Loop", "NonTailCallError"]


@frozen
class Destination:
    """The use of a value; with `exits_loop`, a `while` ends once the value is delivered."""

    kind: Literal["effect", "return", "variable"]
    variable: str = ""
    exits_loop: bool = False


EFFECT = Destination("effect")
RETURN = Destination("return")


@define(eq=False)
class Loop:
    """The target of self tail calls: a named `let` or procedure whose body is being translated."""

    name: str
    parameters: tuple[str, ...]
    """Their Python names."""
    callable: bool
    """True for a procedure, which can also be called in other positions."""
    used: bool = False
    argument_types: list[tuple[str, ...]] = field(factory=list)
    """The types of the arguments of each self tail call."""


class NonTailCallError(Exception):
    """A named `let` is called in a position that is no tail position: it has to be a function."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
