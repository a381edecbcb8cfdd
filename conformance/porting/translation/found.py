"""What a translation finds, and what stops it."""

from __future__ import annotations

import ast

from attrs import define, field, frozen

from ...catalogue.names import Entry
from ..reader import Datum, Place

__all__ = ["CountError", "Found", "Mention", "Typed", "Undecided"]


class Undecided(Exception):
    """A person has to say what becomes of `datum`."""

    def __init__(self, datum: Datum, why: str) -> None:
        super().__init__(why)
        self.datum = datum
        self.why = why


class CountError(Undecided):
    """A procedure of ours is called with another number of arguments than it takes."""


@frozen
class Typed:
    """An expression and its type as an annotation says it; "" where that is not known."""

    tree: ast.expr
    type: str = ""


@frozen
class Mention:
    """A name of a dialect or report where the program has it: called, or handed to another."""

    datum: Datum
    entry: Entry
    called: bool
    python: str
    open: tuple[str, ...] = ()
    """What a person has to say about its arguments."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.datum.place


@define
class Found:
    """What a translation came across."""

    mentions: dict[int, Mention] = field(factory=dict)
    """By the offset in the text."""
    modules: dict[str, set[str]] = field(factory=dict)
    """What the Python needs: names by their modules; "" among them for the module itself."""
    others: dict[str, dict[int, Place]] = field(factory=dict)
    """Names that every Scheme has, and where, by the offset in the text."""
    unknown: dict[str, dict[int, Place]] = field(factory=dict)
