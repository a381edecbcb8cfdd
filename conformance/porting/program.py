"""The port of a program: its names, the Python of each call, and a Python file to start from."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from attrs import frozen

from ...dialects import available
from ..catalogue.names import Entry, by_scheme
from .libraries import Import, imports, needs_import
from .reader import Datum, Place, ReadError, read
from .resolver import Resolver
from .translation import templates
from .translation.analysis import symbols
from .translation.findings import Mention
from .translation.python import text as python_text
from .translation.translator import Translator

__all__ = ["Decision", "Mention", "NoDialectError", "Other", "Ported", "port"]


class NoDialectError(ValueError):
    """No import of the program names a dialect; `likely` are the candidates, best first."""

    def __init__(self, likely: Sequence[str]) -> None:
        self.likely = tuple(likely)
        super().__init__("no import says which dialect this is")


@frozen
class Decision:
    """A place where a person has to choose the Python."""

    place: Place
    why: str


@frozen
class Other:
    """A name that belongs to no dialect, its places in the program, and its counterpart."""

    name: str
    places: tuple[Place, ...]
    python: str
    """Python with a letter for each argument; "" for syntax, or without an exact counterpart."""
    differs: str
    """Possible replacements for a person to judge; "" where nobody has to."""


@frozen
class Ported:
    """The port of a program."""

    name: str
    text: str
    dialects: tuple[str, ...]
    imports: tuple[Import, ...]
    assumed: str
    """The reason to assume this dialect, where no import names it."""
    mentions: tuple[Mention, ...]
    others: tuple[Other, ...]
    unknown: Mapping[str, tuple[Place, ...]]
    decisions: tuple[Decision, ...]
    python: str
    """The text of the Python file to start from."""


def port(text: str, name: str, dialects: Sequence[str] = ()) -> Ported:
    """Port the program in `text`.

    Args:
        text: the program in Scheme (str).
        name: the name of the program in messages (str).
        dialects: the dialects that it is written in; by default, those that it imports.

    Raises `ReadError` for a text that is not Scheme or is nested too deeply to be translated, and
    `NoDialectError` if neither `dialects` nor an import determines the dialect.
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
    seen = translation.findings
    return Ported(
        name,
        text,
        found,
        imported,
        assumed,
        tuple(seen.mentions[offset] for offset in sorted(seen.mentions)),
        tuple(
            Other(other, _sorted(places), templates.shown(other), templates.differs(other) or "")
            for other, places in sorted(seen.others.items())
        ),
        {unknown: _sorted(places) for unknown, places in sorted(seen.unknown.items())},
        tuple(
            Decision(undecided.datum.place, undecided.why)
            for _, undecided in sorted(translation.undecided.items())
            if f"{name}:{undecided.datum.place}" in _texts(body)
        ),
        _head(name, seen.modules, _names(body)) + python_text(body),
    )


def _names(body: Sequence[ast.stmt]) -> set[str]:
    """Return the names that statements use."""
    nodes = (node for statement in body for node in ast.walk(statement))
    return {node.id for node in nodes if isinstance(node, ast.Name)}


def _texts(body: Sequence[ast.stmt]) -> set[str]:
    """Return the string constants in statements."""
    nodes = (node for statement in body for node in ast.walk(statement))
    found = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def _sorted(places: Mapping[int, Place]) -> tuple[Place, ...]:
    return tuple(places[offset] for offset in sorted(places))


def _without_import(data: Sequence[Datum]) -> tuple[tuple[str, ...], str]:
    """Return the dialect that needs no import and fits best, and the reason to assume it."""
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
    """Return whether a name belongs to the sockets alone, and not to Scheme programs at large."""
    if templates.known(entry.name.scheme) or entry.name.scheme in Translator.forms:
        return False
    return not any((report, entry.name.scheme) in by_scheme() for report in ("r6rs", "r7rs"))


_IS_TRUE = '''

def is_true(value: object) -> bool:
    """What Scheme takes for true: everything but `#f`."""
    return value is not False and value is not None
'''


def _head(name: str, needed: Mapping[str, set[str]], used: set[str]) -> str:
    """Return the head of the Python file: its docstring, the imports in use, and helpers."""
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
