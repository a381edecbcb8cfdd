"""The table of a dialect's names, made of what its module declares.

`Dialect` reads the declarations of a module and answers questions about names. It knows no
dialect.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from .declaration import UNDOCUMENTED, Name, NameKind, declared, read_name

__all__ = [
    "UNDOCUMENTED",
    "Dialect",
    "Name",
    "NameKind",
    "UnknownNameError",
    "class_",
    "declared_in",
    "python_name",
    "record",
    "scheme_name",
]

C = TypeVar("C", bound=type)


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


def record(cls: C) -> C:
    """Declare a class as a record type, whose name Python may spell with capitals of its own."""
    cls.__scheme__ = read_name("record", cls)  # type: ignore[attr-defined]
    return cls


def class_(cls: C) -> C:
    """Declare a class as one of an object system, `<socket-info>` for one."""
    cls.__scheme__ = read_name("class", cls)  # type: ignore[attr-defined]
    return cls


def scheme_name(function: Callable[..., object]) -> str:
    """Return the Scheme name of a marked procedure."""
    return declared(function).scheme


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


def declared_in(module: ModuleType) -> tuple[str, ...]:
    """Return the Scheme names of what a module declares."""
    return tuple(value.__scheme__.scheme for value in _declared(module).values())


def _declared(module: ModuleType) -> dict[str, Any]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(mark := getattr(value, "__scheme__", None), Name) and mark.python == name
    }


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
        return tuple(self.table.values())

    @property
    def table(self) -> Mapping[tuple[str, NameKind], Name]:
        """Every name, by its spelling in Scheme and its kind."""
        return _names(self)

    def lookup(self, scheme: str, kind: NameKind | None = None) -> Name:
        """Return the entry for a Scheme name; of a record type and a procedure, the procedure.

        `kind` asks for an entry of that kind alone. Raises `UnknownNameError`, with the nearest
        names, where the dialect has no such name.
        """
        table = self.table
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
    for value in _declared(module).values():
        mark = value.__scheme__
        section = dialect.sections.get(mark.scheme, mark.section)
        table[mark.scheme, mark.kind] = evolve(mark, section=section)
    for kind, unmarked in _UNMARKED:
        for scheme, section in getattr(dialect, unmarked).items():
            python = python_name(scheme, kind)
            table[scheme, kind] = Name(
                scheme, python, kind, scheme, section, getattr(module, python)
            )
    return table


_UNMARKED: tuple[tuple[NameKind, str], ...] = (
    ("constant", "constants"),
    ("condition type", "conditions"),
)
