"""The imports of a program: each library, its counterpart here, and its import modifiers.

`libraries.toml` lists the libraries that export the names of each dialect, and of each report
whose port procedures dialects share, with other properties of a dialect's programs. For other
libraries it names the replacement in Python. `*` stands for any one word. A library without an
entry is reported as unknown.
"""

from __future__ import annotations

import fnmatch
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import evolve, frozen

from .. import data
from .reader import (
    Datum,
    Keyword,
    List,
    Number,
    Place,
    String,
    Symbol,
)

__all__ = ["Import", "default_ports", "imports", "needs_import", "string_type"]

Kind: TypeAlias = Literal["dialect", "report", "python", "unknown"]


@frozen
class ImportModifier:
    """A modifier in an import set.

    `names` maps the names that it mentions, as the program spells them, to their spelling in the
    import set that it modifies.
    """

    kind: Literal["only", "except", "prefix", "rename"]
    names: Mapping[str, str] = {}
    prefix: str = ""

    def original(self, name: str) -> str | None:
        """Return the spelling of a name before this modifier, or None if it is not imported."""
        match self.kind:
            case "only":
                return self.names.get(name)
            case "except":
                return None if name in self.names else name
            case "rename":
                renamed = name not in self.names and name in self.names.values()
                return None if renamed else self.names.get(name, name)
        return name.removeprefix(self.prefix) if name.startswith(self.prefix) else None


@frozen
class Import:
    """A library that a program imports, its place, and the import modifiers, outermost first."""

    library: str
    """Its name as Scheme writes it: `(srfi 106)`."""
    place: Place
    modifiers: tuple[ImportModifier, ...] = ()

    @property
    def kind(self) -> Kind:
        """The kind of the library's counterpart."""
        return _meaning(self.library)[0]

    @property
    def meaning(self) -> str:
        """The dialect, the report or the replacement in Python; "" for an unknown library."""
        return _meaning(self.library)[1]

    def original(self, name: str) -> str | None:
        """Return the library's own name for a name of the program, or None if it has none."""
        for modifier in self.modifiers:
            below = modifier.original(name)
            if below is None:
                return None
            name = below
        return name


_FORMS = {"import", "use-modules", "use", "require-extension", "require-library"}
_BODIES = {"define-library", "library", "module"}


def imports(data: Iterable[Datum]) -> Iterator[Import]:
    """Yield every import of a program, also inside `define-library`, `library` and `module`."""
    for datum in data:
        match datum:
            case List(items=(Symbol(name=form), *sets)) if form in _FORMS:
                for one in sets:
                    yield from _imported(one)
            case List(items=(Symbol(name=form), *body)) if form in _BODIES:
                yield from imports(body)
            case List(items=(Symbol(name="define-module"), *clauses)):
                for keyword, value in itertools.pairwise(clauses):
                    if isinstance(keyword, Keyword) and keyword.name == "use-module":
                        yield from _imported(value)


def _imported(datum: Datum) -> Iterator[Import]:
    match datum:
        case List(items=(Symbol(name="for" | "library"), List() | Symbol() as inner, *_)):
            yield from _imported(inner)
        case List(items=(Symbol(name=kind), List() | Symbol() as inner, *rest)) if kind in (
            "only",
            "except",
            "prefix",
            "rename",
            "drop",
        ):
            modifier = _modifier(kind, rest)
            for one in _imported(inner):
                yield evolve(one, modifiers=(modifier, *one.modifiers))
        case List(items=(List() as inner, *rest)):  # Guile's, with its options
            modifiers = tuple(_guile_modifiers(rest))
            for one in _imported(inner):
                yield evolve(one, modifiers=(*modifiers, *one.modifiers))
        case List(items=items):
            words = [word for word in map(_word, items) if word]
            yield Import(f"({' '.join(words)})", datum.place)
        case Symbol(name=name):
            yield Import(name, datum.place)


def _modifier(kind: str, rest: list[Datum]) -> ImportModifier:
    names = [_word(item) for item in rest]
    match kind:
        case "only":
            return ImportModifier("only", {name: name for name in names})
        case "prefix":
            return ImportModifier("prefix", prefix=names[0] if names else "")
        case "rename":
            return ImportModifier("rename", dict(map(_pair, rest)))
    return ImportModifier("except", {name: name for name in names})


def _guile_modifiers(rest: list[Datum]) -> Iterator[ImportModifier]:
    for keyword, value in itertools.pairwise(rest):
        match keyword, value:
            case Keyword(name="prefix"), Symbol(name=prefix):
                yield ImportModifier("prefix", prefix=prefix)
            case Keyword(name="select"), List(items=items):
                yield ImportModifier("only", dict(map(_pair, items)))
            case Keyword(name="hide"), List(items=items):
                yield ImportModifier("except", dict(map(_pair, items)))


def _pair(datum: Datum) -> tuple[str, str]:
    """Return a new name and the old one of `(old new)`, `(old . new)` or just `name`."""
    match datum:
        case List(items=(Symbol(name=was), Symbol(name=now))):
            return now, was
        case List(items=(Symbol(name=was),), tail=Symbol(name=now)):
            return now, was
    return _word(datum), _word(datum)


def _word(datum: Datum) -> str:
    match datum:
        case Symbol(name=name):
            return name
        case Number(value=value):
            return str(value)
        case String(text=text):
            return text
    return ""  # a version, which is a list


@functools.cache
def _meaning(library: str) -> tuple[Kind, str]:
    for kind, table in _tables().items():
        for pattern, meaning in table.items():
            if fnmatch.fnmatchcase(library, pattern):
                return kind, meaning
    return "unknown", ""


@functools.cache
def _tables() -> Mapping[Kind, Mapping[str, str]]:
    """Return, by kind, the patterns for libraries and the meaning of each."""
    tables = _read()
    return {
        "dialect": _inverted(
            {dialect: table["libraries"] for dialect, table in tables["dialects"].items()}
        ),
        "report": _inverted(tables["reports"]),
        "python": tables["python"],
    }


@functools.cache
def _read() -> Mapping[str, Any]:
    return data.table("porting", "libraries")


def needs_import(dialect: str) -> bool:
    """Return whether a program in a dialect has to import its sockets."""
    return bool(_dialect_table(dialect).get("libraries", True))


def default_ports(dialect: str) -> str | None:
    """Return the report whose ports a dialect's programs have without importing them."""
    return _dialect_table(dialect).get("ports")


def string_type(dialect: str) -> str:
    """Return the Python type of a dialect's strings that hold received data."""
    found: str = _dialect_table(dialect).get("strings", "str")
    return found


def _dialect_table(dialect: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _read()["dialects"].get(dialect, {})
    return found


def _inverted(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {pattern: meaning for meaning, patterns in table.items() for pattern in patterns}
