"""The findings of a translation, and the exceptions that stop it."""

from __future__ import annotations

import ast

from attrs import define, field, frozen

from ...catalogue.names import Entry
from ..reader import Datum, Place

__all__ = ["CountError", "Findings", "Mention", "Typed", "Undecided"]


class Undecided(Exception):
    """A datum has no exact translation: a person has to decide."""

    def __init__(self, datum: Datum, why: str) -> None:
        super().__init__(why)
        self.datum = datum
        self.why = why


class CountError(Undecided):
    """A dialect procedure is called with the wrong number of arguments."""


@frozen
class Typed:
    """An expression and its type as an annotation; "" if the type is not known."""

    tree: ast.expr
    type: str = ""


@frozen
class Mention:
    """A use of a dialect's or report's name in the program, as an operator or as a value."""

    datum: Datum
    entry: Entry
    called: bool
    python: str
    open: tuple[str, ...] = ()
    """Decisions about its arguments that a person has to make."""

    @property
    def place(self) -> Place:
        """Its place in the program."""
        return self.datum.place


@define
class Findings:
    """The names that a translation came across."""

    mentions: dict[int, Mention] = field(factory=dict)
    """Uses of dialects' and reports' names, by the offset in the text."""
    modules: dict[str, set[str]] = field(factory=dict)
    """The imports of the Python: names by module, among them "" for the module itself."""
    others: dict[str, dict[int, Place]] = field(factory=dict)
    """Standard names and their places, by the offset in the text."""
    """Standard names and their places, by the offset in the text."""
    unknown: dict[str, dict[int, Place]] = field(factory=dict)
