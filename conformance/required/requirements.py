"""What the documents promise, in our own words, and the behaviours that test each promise.

A TOML file for each document; a table for each of its sections, in the document's order:

    document = "SRFI 106"
    address = "https://srfi.schemers.org/srfi-106/srfi-106.html"
    dialects = ["srfi-106"]                # whose promises these are

    [socket-recv]
    "An empty bytevector says that the peer has closed" = ["receive.end"]
    "…" = "why no program can observe this one"

What expectations cite as the document's (basis `document`) is a promise here, in the section that
they cite.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from ..data import names, table

__all__ = ["Document", "Promise", "documents", "promises_to"]


@frozen
class Promise:
    """One promise: where it stands, what it says, and the behaviours that observe it.

    Where there are none, `unobservable` says why no program can observe it.
    """

    section: str
    words: str
    behaviours: tuple[str, ...]
    unobservable: str | None = None


@frozen
class Document:
    """A document: its name, where it can be read, whose promises it makes, and its sections."""

    key: str
    name: str
    address: str
    dialects: tuple[str, ...]
    sections: Mapping[str, tuple[Promise, ...]]

    @property
    def promises(self) -> Iterator[Promise]:
        """All promises, in the document's order."""
        for promises in self.sections.values():
            yield from promises


@functools.cache
def documents() -> Mapping[str, Document]:
    """The documents by their names, as expectations cite them."""
    found = {}
    for key in names("requirements"):
        document = _document(key, table("requirements", key))
        found[document.name] = document
    return found


@functools.cache
def promises_to(dialect: str) -> Mapping[str, tuple[tuple[str, Promise], ...]]:
    """For each behaviour, the promises of a dialect that it observes, with the document's name."""
    found: dict[str, tuple[tuple[str, Promise], ...]] = {}
    for name, document in documents().items():
        if dialect in document.dialects:
            for promise in document.promises:
                for behaviour in promise.behaviours:
                    found[behaviour] = (*found.get(behaviour, ()), (name, promise))
    return found


def _document(key: str, tables: dict[str, Any]) -> Document:
    return Document(
        key,
        tables.pop("document"),
        tables.pop("address"),
        tuple(tables.pop("dialects")),
        {
            section: tuple(_promise(section, words, found) for words, found in rows.items())
            for section, rows in tables.items()
        },
    )


def _promise(section: str, words: str, found: list[str] | str) -> Promise:
    if isinstance(found, str):
        return Promise(section, words, (), found)
    return Promise(section, words, tuple(found))
