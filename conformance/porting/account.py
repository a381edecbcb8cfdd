"""What is told of a port: its forms by how they are written, calls of the dialect, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from attrs import frozen

from ...dialects.scheme.writing.sheet import Form
from ...dialects.scheme.writing.translation import Port
from ..catalogue.names import Entry, by_scheme
from .notes import Note, notes

__all__ = ["Account", "Faithful", "Used", "Where", "account", "as_data", "places_of"]


class Where(NamedTuple):
    """A line of the program; its file is "" where that is the program's own."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{Path(self.file).name}:{self.line}" if self.file else str(self.line)


@frozen
class Used:
    """A name of the dialect that the program calls.

    Attributes:
        name: in Scheme.
        entry: of the catalogue; None for a name that it has not.
        places: the lines that call it.
        direct: the lines where the dialect's own Python function is called.
        notes: on the name.
    """

    name: str
    entry: Entry | None
    places: tuple[Where, ...]
    direct: tuple[Where, ...]
    notes: tuple[Note, ...]


@frozen
class Faithful:
    """A reason for which forms are written in the faithful form: their names, with the lines."""

    reason: str
    names: tuple[tuple[str, tuple[Where, ...]], ...]


@frozen
class Account:
    """What is told of a port.

    Attributes:
        port: which.
        file: the program's name.
        used: the names of the dialect that it calls, in the order of the program.
        faithful: why forms are not plain Python, the most frequent reason first.
    """

    port: Port
    file: str
    used: tuple[Used, ...]
    faithful: tuple[Faithful, ...]

    @property
    def summary(self) -> str:
        """How many forms are written how, in words."""
        port = self.port
        count, plain = len(port.forms), port.plain
        share = round(100 * plain / count) if count else 100
        words = f"{plain} of {count} forms plain ({share} %), {count - plain} faithful"
        return f"{words}, {len(port.undecided) or 'none'} undecided"


def account(port: Port, file: str) -> Account:
    """Return what is told of the port of a program's file."""
    used = []
    for name in dict.fromkeys(form.name for form in port.forms if form.dialect):
        forms = [form for form in port.forms if form.name == name]
        entry = by_scheme().get((port.dialect, name))
        used.append(
            Used(
                name,
                entry,
                _places(forms, file),
                _places((form for form in forms if not form.reason), file),
                notes(entry, port.dialect) if entry is not None else (),
            )
        )
    reasons: dict[str, dict[str, list[Form]]] = {}
    for form in port.forms:
        if form.reason:
            name = form.name.removeprefix("%") or "a call"
            reasons.setdefault(form.reason, {}).setdefault(name, []).append(form)
    faithful = [
        Faithful(reason, tuple((name, _places(forms, file)) for name, forms in names.items()))
        for reason, names in reasons.items()
    ]
    faithful.sort(key=lambda each: -sum(len(places) for _, places in each.names))
    return Account(port, file, tuple(used), tuple(faithful))


def _places(forms: Iterable[Form], file: str) -> tuple[Where, ...]:
    """Return where forms stand, those of the program's own file first."""
    places = [form.place for form in forms]
    return tuple(sorted({Where(each.file * (each.file != file), each.line) for each in places}))


def places_of(places: tuple[Where, ...], most: int = 6) -> str:
    """Return places in words: "12, 20, tools.sld:3, …"."""
    shown = ", ".join(map(str, places[:most]))
    return f"{shown}, …" if places[most:] else shown


def _as_data(places: tuple[Where, ...]) -> dict[str, Any]:
    """Return places as plain data: the program's own lines, and those of each other file."""
    others: dict[str, list[int]] = {}
    for each in places:
        if each.file:
            others.setdefault(each.file, []).append(each.line)
    return {"lines": [each.line for each in places if not each.file], "elsewhere": others}


def as_data(told: Account) -> dict[str, Any]:
    """Return what is told of a port as plain data, for JSON."""
    port = told.port
    return {
        "format": "schemesockets-port",
        "version": 3,
        "file": told.file,
        "dialect": port.dialect,
        "module": port.name,
        "forms": {
            "all": len(port.forms),
            "plain": port.plain,
            "faithful": len(port.forms) - port.plain,
            "undecided": len(port.undecided),
        },
        "names": [
            {
                "name": each.name,
                "python": each.entry.name.python if each.entry is not None else "",
                **_as_data(each.places),
                "direct": [place.line for place in each.direct if not place.file],
                "see": each.entry.documented if each.entry is not None else "",
                "notes": [
                    {"kind": note.kind, "words": note.words, "behaviours": list(note.behaviours)}
                    for note in each.notes
                ],
            }
            for each in told.used
        ],
        "faithful": [
            {
                "reason": each.reason,
                "names": [{"name": name, **_as_data(places)} for name, places in each.names],
            }
            for each in told.faithful
        ],
        "undecided": [
            {
                "file": each.place.file,
                "line": each.place.line,
                "column": each.place.column,
                "why": each.reason,
            }
            for each in port.undecided
        ],
        "python": port.python,
        "files": port.files,
    }
