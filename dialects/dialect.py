"""The marks that tie a Python function to its Scheme procedure, and the table made of them.

A mark is a record set on the function; nothing is wrapped, so a marked procedure costs what an
unmarked one does. `Dialect` reads the marks of a module and answers questions about names. It
knows no dialect.
"""

from __future__ import annotations

import difflib
import functools
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, TypeVar

from attrs import evolve, field, frozen

from .conditions import Kind

__all__ = ["Dialect", "Name", "NameKind", "UnknownNameError", "procedure", "python_name", "syntax"]

NameKind = Literal[
    "procedure", "syntax", "constant", "parameter", "record", "class", "condition type"
]
F = TypeVar("F", bound=Callable[..., object])


@frozen
class Name:
    """One name of a dialect: its spelling in Scheme and in Python, its place in the document."""

    scheme: str
    python: str
    kind: NameKind
    form: str
    section: str
    arguments: Mapping[str, Kind] = field(factory=dict, repr=False, hash=False)
    value: object = field(default=None, repr=False, eq=False)


class UnknownNameError(LookupError):
    """A dialect has no such name; `.suggestions` are the nearest it has."""

    def __init__(self, dialect: str, name: str, suggestions: tuple[str, ...]) -> None:
        self.dialect = dialect
        self.name = name
        self.suggestions = suggestions
        nearest = f"; the nearest are {', '.join(suggestions)}" if suggestions else ""
        super().__init__(f"{dialect} has no name {name!r}{nearest}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.dialect, self.name, self.suggestions)


def _mark(kind: NameKind, form: str, section: str, arguments: dict[str, Kind]) -> Callable[[F], F]:
    scheme = form.strip("()").split()[0]

    def mark(function: F) -> F:
        name = Name(scheme, function.__name__, kind, form, section, arguments, function)
        function.__scheme__ = name  # type: ignore[attr-defined]
        return function

    return mark


def procedure(form: str, section: str, **arguments: Kind) -> Callable[[F], F]:
    """Mark a function as the Scheme procedure `form`, described in `section` of the document.

    `arguments` say, in the procedure's order, what each argument must be.
    """
    return _mark("procedure", form, section, arguments)


def syntax(form: str, section: str, **arguments: Kind) -> Callable[[F], F]:
    """Mark a function as a Scheme syntax over literal names, which are strings in Python."""
    return _mark("syntax", form, section, arguments)


def python_name(scheme: str, kind: NameKind = "procedure") -> str:
    """How a Scheme name is spelled in Python.

    A procedure that fills its caller's buffer ends in `_into` instead; no spelling tells which do.
    """
    if kind == "condition type":
        words = re.split("[-/]", scheme.removeprefix("&"))
        return "".join(word.capitalize() for word in words) + "Error"
    if kind == "class":
        return "".join(word.capitalize() for word in scheme.strip("<>").split("-"))
    if kind == "constant":
        return re.sub("[-/]", "_", scheme.strip("*")).upper()
    name = (
        scheme.removesuffix("!").replace("->", "_to_").replace("*", "_star").replace("i/o", "io")
    )
    name = re.sub("[-/:]", "_", name)
    return f"is_{name.removesuffix('?')}" if name.endswith("?") else name


@frozen(eq=False)
class Dialect:
    """A dialect: its document, its module, and every name in it.

    `constants` and `conditions` list the Scheme names that cannot carry a mark, with the section
    that describes each; `sections` says where this dialect's document has names that it shares
    with others. `speaks` names the dialect whose programs this one runs, for a module that offers
    another's names; `phrasebook` and `expectations` are files, for a dialect that brings its own.
    """

    name: str
    title: str
    document: str
    module: str
    constants: Mapping[str, str] = field(factory=dict, repr=False)
    conditions: Mapping[str, str] = field(factory=dict, repr=False)
    sections: Mapping[str, str] = field(factory=dict, repr=False)
    speaks: str | None = None
    phrasebook: Path | None = None
    expectations: Path | None = None

    @property
    def names(self) -> tuple[Name, ...]:
        """Every name, in the order of the module."""
        return tuple(_names(self).values())

    def lookup(self, scheme: str) -> Name:
        """The entry for a Scheme name.

        Raises `UnknownNameError`, with the nearest names, where the dialect has no such name.
        """
        table = _names(self)
        try:
            return table[scheme]
        except KeyError:
            raise UnknownNameError(self.name, scheme, _nearest(scheme, table)) from None


def _nearest(wanted: str, names: Iterable[str]) -> tuple[str, ...]:
    """Three names at most that are like `wanted`, also in another order or in Python's style."""
    words = _words(wanted)
    likeness = {
        name: max(_likeness(wanted, name), _likeness(words, _words(name))) for name in names
    }
    best = sorted(likeness, key=lambda name: -likeness[name])[:3]
    return tuple(name for name in best if likeness[name] >= 0.5)


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _words(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.replace("_", " ").lower())))


@functools.cache
def _names(dialect: Dialect) -> dict[str, Name]:
    module = importlib.import_module(dialect.module)
    table: dict[str, Name] = {}
    for python, value in vars(module).items():
        mark = getattr(value, "__scheme__", None)
        if isinstance(mark, Name) and mark.python == python:
            section = dialect.sections.get(mark.scheme, mark.section)
            table[mark.scheme] = evolve(mark, section=section)
    for kind, unmarked in _UNMARKED:
        for scheme, section in getattr(dialect, unmarked).items():
            python = python_name(scheme, kind)
            table[scheme] = Name(
                scheme, python, kind, scheme, section, {}, getattr(module, python)
            )
    return table


_UNMARKED: tuple[tuple[NameKind, str], ...] = (
    ("constant", "constants"),
    ("condition type", "conditions"),
)
