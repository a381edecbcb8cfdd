"""What is told of a port: its forms by how they are written, calls of the dialect, reasons."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import frozen

from ...dialects.scheme.writing.translation import Port
from ..catalogue.names import Entry, by_scheme
from .notes import Note, notes

__all__ = ["Account", "Faithful", "Used", "account", "as_data", "places_of"]


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
    places: tuple[int, ...]
    direct: tuple[int, ...]
    notes: tuple[Note, ...]


@frozen
class Faithful:
    """A reason for which forms are written in the faithful form: their names, with the lines."""

    reason: str
    names: tuple[tuple[str, tuple[int, ...]], ...]


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
    here = [form for form in port.forms if form.place.file == file] or list(port.forms)
    used = []
    for name in dict.fromkeys(form.name for form in here if form.dialect):
        forms = [form for form in here if form.name == name]
        entry = by_scheme().get((port.dialect, name))
        used.append(
            Used(
                name,
                entry,
                _lines(form.place.line for form in forms),
                _lines(form.place.line for form in forms if not form.reason),
                notes(entry, port.dialect) if entry is not None else (),
            )
        )
    reasons: dict[str, dict[str, list[int]]] = {}
    for form in here:
        if form.reason:
            name = form.name.removeprefix("%") or "a call"
            reasons.setdefault(form.reason, {}).setdefault(name, []).append(form.place.line)
    faithful = [
        Faithful(reason, tuple((name, _lines(lines)) for name, lines in names.items()))
        for reason, names in reasons.items()
    ]
    faithful.sort(key=lambda each: -sum(len(lines) for _, lines in each.names))
    return Account(port, file, tuple(used), tuple(faithful))


def _lines(lines: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(lines)))


def places_of(lines: tuple[int, ...], most: int = 6) -> str:
    """Return lines in words: "12, 20, 31, …"."""
    shown = ", ".join(map(str, lines[:most]))
    return f"{shown}, …" if lines[most:] else shown


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
                "lines": list(each.places),
                "direct": list(each.direct),
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
                "names": [{"name": name, "lines": list(lines)} for name, lines in each.names],
            }
            for each in told.faithful
        ],
        "undecided": [
            {"line": each.place.line, "column": each.place.column, "why": each.reason}
            for each in port.undecided
        ],
        "python": port.python,
    }
