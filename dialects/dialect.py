"""The marks that tie a Python function to its Scheme procedure, and the table made of them.

A mark is a record set on the function; nothing is wrapped, so a marked procedure costs what an
unmarked one does. `Dialect` reads the marks of a module and answers questions about names. It
knows no dialect.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeVar

from attrs import evolve, field, frozen

from .conditions import Kind

__all__ = [
    "UNDOCUMENTED",
    "Dialect",
    "Name",
    "NameKind",
    "UnknownNameError",
    "class_",
    "parameter",
    "procedure",
    "python_name",
    "record",
    "scheme_name",
    "syntax",
]

NameKind = Literal[
    "procedure", "syntax", "constant", "parameter", "record", "class", "condition type"
]
UNDOCUMENTED: Final = "exported, not documented"
"""The section of a name that the implementation exports and its document does not mention."""

F = TypeVar("F", bound=Callable[..., object])
C = TypeVar("C", bound=type)


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


def parameter(form: str, section: str, **arguments: Kind) -> Callable[[F], F]:
    """Mark a parameter object; it is called with nothing, or with the value to set."""
    return _mark("parameter", form, section, arguments)


def record(scheme: str, section: str) -> Callable[[C], C]:
    """Mark a class as the record type `scheme`; Python may spell it with capitals of its own."""
    return _mark_class("record", scheme, section)


def class_(scheme: str, section: str) -> Callable[[C], C]:
    """Mark a class as the class `scheme` of an object system, `<socket-info>` for one."""
    return _mark_class("class", scheme, section)


def _mark_class(kind: NameKind, scheme: str, section: str) -> Callable[[C], C]:
    def mark(cls: C) -> C:
        cls.__scheme__ = Name(  # type: ignore[attr-defined]
            scheme, cls.__name__, kind, scheme, section, {}, cls
        )
        return cls

    return mark


def scheme_name(function: Callable[..., object]) -> str:
    """The Scheme name of a marked procedure."""
    name: Name = function.__scheme__  # type: ignore[attr-defined]
    return name.scheme


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

    def lookup(self, scheme: str, kind: NameKind | None = None) -> Name:
        """The entry for a Scheme name; of a record type and a procedure so called, the procedure.

        `kind` asks for an entry of that kind alone. Raises `UnknownNameError`, with the nearest
        names, where the dialect has no such name.
        """
        table = _names(self)
        kinds: list[NameKind] = [of for name, of in table if name == scheme and kind in (None, of)]
        if not kinds:
            names = dict.fromkeys(name for name, _ in table)
            raise UnknownNameError(self.name, scheme, _nearest(scheme, names))
        return table[scheme, min(kinds, key="record".__eq__)]


def _nearest(wanted: str, names: Iterable[str]) -> tuple[str, ...]:
    """Three names at most that are like `wanted`, also in another order or in Python's style."""
    words = _words(wanted)
    likeness = {
        name: max(_likeness(wanted, name), _likeness(words, _words(name))) for name in names
    }
    best = sorted(likeness, key=lambda name: -likeness[name])[:3]
    return tuple(name for name in best if likeness[name] >= 0.5)


def _likeness(one: str, other: str) -> float:
    import difflib  # for a name that does not exist alone

    return difflib.SequenceMatcher(None, one, other).ratio()


def _words(name: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", name.replace("_", " ").lower())))


@functools.cache
def _names(dialect: Dialect) -> dict[tuple[str, NameKind], Name]:
    module = importlib.import_module(dialect.module)
    table: dict[tuple[str, NameKind], Name] = {}
    for python, value in vars(module).items():
        mark = getattr(value, "__scheme__", None)
        if isinstance(mark, Name) and mark.python == python:
            section = dialect.sections.get(mark.scheme, mark.section)
            table[mark.scheme, mark.kind] = evolve(mark, section=section)
    for kind, unmarked in _UNMARKED:
        for scheme, section in getattr(dialect, unmarked).items():
            python = python_name(scheme, kind)
            table[scheme, kind] = Name(
                scheme, python, kind, scheme, section, {}, getattr(module, python)
            )
    return table


_UNMARKED: tuple[tuple[NameKind, str], ...] = (
    ("constant", "constants"),
    ("condition type", "conditions"),
)
