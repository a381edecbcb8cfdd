"""The imports of a program: which libraries, where, what each is here, and how it renames.

`libraries.toml` lists, for each dialect and for each report whose port procedures dialects share,
the libraries that bring its names, with what else there is to know of a dialect's programs; and
what in Python stands in for others. `*` stands for any
one word. What no entry lists is unknown, and is told as such.
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

__all__ = ["Import", "imports", "needs_import", "ports_of", "strings_of"]

Kind: TypeAlias = Literal["dialect", "report", "python", "unknown"]


@frozen
class Change:
    """What an import set does to names: `names` are those it is about, as the program spells
    them, with the spelling below it.
    """

    how: Literal["only", "except", "prefix", "rename"]
    names: Mapping[str, str] = {}
    prefix: str = ""

    def undone(self, name: str) -> str | None:
        """How the name is spelled below this change; None if it does not come from there."""
        match self.how:
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
    """A library that a program imports, where, and what is done to its names, outermost first."""

    library: str
    """As Scheme writes it: `(srfi 106)`."""
    place: Place
    changes: tuple[Change, ...] = ()

    @property
    def kind(self) -> Kind:
        """What the library is here."""
        return _meaning(self.library)[0]

    @property
    def meaning(self) -> str:
        """The dialect, the report, what in Python stands in for it; "" for what is unknown."""
        return _meaning(self.library)[1]

    def original(self, name: str) -> str | None:
        """The library's own name for what the program calls so; None if it is not from there."""
        for change in self.changes:
            below = change.undone(name)
            if below is None:
                return None
            name = below
        return name


_FORMS = {"import", "use-modules", "use", "require-extension", "require-library"}
_BODIES = {"define-library", "library", "module"}


def imports(data: Iterable[Datum]) -> Iterator[Import]:
    """Every import of a program, also inside `define-library`, `library` and `module`."""
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
        case List(items=(Symbol(name=how), List() | Symbol() as inner, *rest)) if how in (
            "only",
            "except",
            "prefix",
            "rename",
            "drop",
        ):
            change = _change(how, rest)
            for one in _imported(inner):
                yield evolve(one, changes=(change, *one.changes))
        case List(items=(List() as inner, *rest)):  # Guile's, with what to select
            change_of_guile = tuple(_changes_of_guile(rest))
            for one in _imported(inner):
                yield evolve(one, changes=(*change_of_guile, *one.changes))
        case List(items=items):
            words = [word for word in map(_word, items) if word]
            yield Import(f"({' '.join(words)})", datum.place)
        case Symbol(name=name):
            yield Import(name, datum.place)


def _change(how: str, rest: list[Datum]) -> Change:
    names = [_word(item) for item in rest]
    match how:
        case "only":
            return Change("only", {name: name for name in names})
        case "prefix":
            return Change("prefix", prefix=names[0] if names else "")
        case "rename":
            return Change("rename", dict(map(_pair, rest)))
    return Change("except", {name: name for name in names})


def _changes_of_guile(rest: list[Datum]) -> Iterator[Change]:
    for keyword, value in itertools.pairwise(rest):
        match keyword, value:
            case Keyword(name="prefix"), Symbol(name=prefix):
                yield Change("prefix", prefix=prefix)
            case Keyword(name="select"), List(items=items):
                yield Change("only", dict(map(_pair, items)))
            case Keyword(name="hide"), List(items=items):
                yield Change("except", dict(map(_pair, items)))


def _pair(datum: Datum) -> tuple[str, str]:
    """A name as the program spells it, and as it was: `(was is)`, `(was . is)` or just `is`."""
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
    """By what they are, patterns for libraries and the meaning of each."""
    tables = _read()
    return {
        "dialect": _turned(
            {dialect: table["libraries"] for dialect, table in tables["dialects"].items()}
        ),
        "report": _turned(tables["reports"]),
        "python": tables["python"],
    }


@functools.cache
def _read() -> Mapping[str, Any]:
    return data.table("porting", "libraries")


def needs_import(dialect: str) -> bool:
    """Whether a program in a dialect has to import its sockets."""
    return bool(_about(dialect).get("libraries", True))


def ports_of(dialect: str) -> str | None:
    """The report whose ports a dialect's programs have where they do not say."""
    return _about(dialect).get("ports")


def strings_of(dialect: str) -> str:
    """What the strings of a dialect that hold received data are in Python."""
    found: str = _about(dialect).get("strings", "str")
    return found


def _about(dialect: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = _read()["dialects"].get(dialect, {})
    return found


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {pattern: meaning for meaning, patterns in table.items() for pattern in patterns}
