"""Loops: what calls itself last, a named `let` or a procedure, becomes `while`."""

from __future__ import annotations

from attrs import define, field

__all__ = ["Loop", "NoLoopError"]


@define(eq=False)
class Loop:
    """A named `let` or a procedure while its body is written."""

    name: str
    """In Python."""
    parameters: tuple[str, ...]
    callable: bool
    """Whether it may be called as well: a procedure may."""
    used: bool = False
    types: list[tuple[str, ...]] = field(factory=list)
    """Of the arguments of each turn."""


class NoLoopError(Exception):
    """A named `let` calls itself where something is left to do: it has to be a function."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
