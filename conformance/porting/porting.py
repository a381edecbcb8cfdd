"""A program and what it becomes: the names, the Python of each call, the starting point."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from attrs import frozen

from ...dialects import available
from ..catalogue.names import Entry, by_scheme
from .libraries import Import, imports, needs_import
from .reader import Datum, Place, ReadError, read
from .resolver import Resolver
from .translation import base
from .translation.binders import symbols
from .translation.found import Mention
from .translation.python import text as python_text
from .translation.translator import Translator

__all__ = ["Decision", "Mention", "NoDialectError", "Other", "Ported", "port"]


class NoDialectError(ValueError):
    """The program says by no import which dialect it is in; `likely` are those it may be in."""

    def __init__(self, likely: Sequence[str]) -> None:
        self.likely = tuple(likely)
        super().__init__("no import says which dialect this is")


@frozen
class Decision:
    """A place where a person has to say what the Python is."""

    place: Place
    why: str


@frozen
class Other:
    """A name of no dialect, where the program has it, and what Python has for it."""

    name: str
    places: tuple[Place, ...]
    python: str
    """With a letter for each argument; "" where nothing is exact, or it is syntax."""
    differs: str
    """What may stand in for it, where a person has to judge; "" where none has."""


@frozen
class Ported:
    """What becomes of a program."""

    name: str
    text: str
    dialects: tuple[str, ...]
    imports: tuple[Import, ...]
    assumed: str
    """Why it is taken for this dialect, where no import says so."""
    mentions: tuple[Mention, ...]
    others: tuple[Other, ...]
    unknown: Mapping[str, tuple[Place, ...]]
    decisions: tuple[Decision, ...]
    python: str
    """The starting point."""


def port(text: str, name: str, dialects: Sequence[str] = ()) -> Ported:
    """What becomes of the program in `text`.

    Args:
        text: the program in Scheme (str).
        name: what it is called where its places are named (str).
        dialects: the dialects it is in; those that its imports say, where none is named.

    Raises `ReadError` for what is no Scheme, or is nested too deeply to be translated;
    `NoDialectError` where nothing says the dialect.
    """
    data = read(text)
    imported = tuple(imports(data))
    assumed = ""
    found = tuple(dialects) or tuple(
        dict.fromkeys(one.meaning for one in imported if one.kind == "dialect")
    )
    if not found:
        found, assumed = _without_import(data)
    resolver = Resolver(imported, found)
    translation = Translator(resolver, text, name)
    try:
        body = translation.program(data)
    except RecursionError:
        raise ReadError("nested too deeply to be translated", data[0].place) from None
    seen = translation.found
    return Ported(
        name,
        text,
        found,
        imported,
        assumed,
        tuple(seen.mentions[offset] for offset in sorted(seen.mentions)),
        tuple(
            Other(other, _sorted(places), base.shown(other), base.differs(other) or "")
            for other, places in sorted(seen.others.items())
        ),
        {unknown: _sorted(places) for unknown, places in sorted(seen.unknown.items())},
        tuple(
            Decision(undecided.datum.place, undecided.why)
            for _, undecided in sorted(translation.left.items())
            if f"{name}:{undecided.datum.place}" in _texts(body)
        ),
        _head(name, seen.modules, _names(body)) + python_text(body),
    )


def _names(body: Sequence[ast.stmt]) -> set[str]:
    """The names that are used."""
    nodes = (node for statement in body for node in ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _texts(body: Sequence[ast.stmt]) -> set[str]:
    """The strings that stand there."""
    nodes = (node for statement in body for node in ast.walk(statement))
    found = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def _sorted(places: Mapping[int, Place]) -> tuple[Place, ...]:
    return tuple(places[offset] for offset in sorted(places))


def _without_import(data: Sequence[Datum]) -> tuple[tuple[str, ...], str]:
    """The dialect that needs no import and fits best, and why it is taken."""
    words = {name for datum in data for name in symbols(datum)}
    own: dict[str, int] = {}
    for dialect in available():
        own[dialect] = sum(
            1
            for name in words
            if (entry := by_scheme().get((dialect, name))) and _is_of_sockets(entry)
        )
    likely = sorted((name for name in own if own[name]), key=lambda name: -own[name])
    best = [name for name in likely if own[name] == own[likely[0]]]
    if len(best) == 1 and not needs_import(best[0]):
        return tuple(best), "no import names a dialect, and these sockets need none"
    raise NoDialectError(likely)


def _is_of_sockets(entry: Entry) -> bool:
    """Whether a name is one that other programs do not have as well."""
    if base.known(entry.name.scheme) or entry.name.scheme in Translator.forms:
        return False
    return not any((report, entry.name.scheme) in by_scheme() for report in ("r6rs", "r7rs"))


_IS_TRUE = '''

def is_true(value: object) -> bool:
    """What Scheme takes for true: everything but `#f`."""
    return value is not False and value is not None
'''


def _head(name: str, needed: Mapping[str, set[str]], used: set[str]) -> str:
    """How the Python begins: what it is, what it imports of what was needed and is used."""
    modules = {
        module: {one for one in names if (one or module) in used}
        for module, names in needed.items()
    }
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    shown = shown.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f'"""A starting point for a port of {shown}, made by `schemesockets port`."""', ""]
    plain = sorted(module for module, names in modules.items() if module and "" in names)
    lines += [f"import {module}" for module in plain]
    ours = {module: names - {""} for module, names in modules.items() if module and names - {""}}
    if plain and ours:
        lines.append("")
    for module in sorted(ours):
        lines += _import_of(module, sorted(ours[module]))
    helper = _IS_TRUE if "is_true" in modules.get("", ()) else ""
    return "\n".join(lines).rstrip() + "\n" + helper + "\n\n"


def _import_of(module: str, names: Sequence[str]) -> list[str]:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= 99:
        return [line]
    return [f"from {module} import (", *(f"    {name}," for name in names), ")"]
