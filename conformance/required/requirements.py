"""The requirements of the documents, in our own words, with the behaviours that observe each.

A TOML file for each document; a table for each of its sections, in the document's order:

    document = "SRFI 106"
    address = "https://srfi.schemers.org/srfi-106/srfi-106.html"
    dialects = ["srfi-106"]                # to which the requirements apply

    [socket-recv]
    "An empty bytevector says that the peer has closed" = ["receive.end"]
    "…" = "why no program can observe this one"

An expectation with the basis `document` has a requirement here, in the section that it cites.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable

from attrs import frozen

from ..data import DataError, cached, file, is_of_package, names, read_toml
from ..data.shapes import Shape

__all__ = ["SHAPE", "Document", "Requirement", "documents", "requirements_of"]

SHAPE: Shape = {"document": str, "address": str, "dialects": [str], ...: {...: ([str], str)}}
"""The shape of a file."""


@frozen
class Requirement:
    """A requirement: its section, its words, and the behaviours that observe it.

    If there are none, `unobservable` is the reason why no program can observe it.
    """

    section: str
    words: str
    behaviours: tuple[str, ...]
    unobservable: str | None = None


@frozen
class Document:
    """A document: its name and address, the dialects that it describes, and its sections."""

    key: str
    name: str
    address: str
    dialects: tuple[str, ...]
    sections: Mapping[str, tuple[Requirement, ...]]

    @property
    def requirements(self) -> Iterator[Requirement]:
        """The requirements of all sections, in the document's order."""
        for requirements in self.sections.values():
            yield from requirements


@cached
def documents() -> Mapping[str, Document]:
    """Return the documents by the names by which expectations cite them."""
    found = {}
    for key in names("requirements"):
        path = file("requirements", f"{key}.toml")
        try:
            document = _document(key, path)
        except DataError:
            if not is_of_package(path):
                raise
        else:
            found[document.name] = document
    return found


@cached
def requirements_of(dialect: str) -> Mapping[str, tuple[tuple[str, Requirement], ...]]:
    """Return, for each behaviour, the requirements that it observes in a dialect.

    Each requirement comes with the name of its document.
    """
    found: dict[str, tuple[tuple[str, Requirement], ...]] = {}
    for name, document in documents().items():
        if dialect in document.dialects:
            for requirement in document.requirements:
                for behaviour in requirement.behaviours:
                    found[behaviour] = (*found.get(behaviour, ()), (name, requirement))
    return found


def _document(key: str, path: Traversable) -> Document:
    tables = read_toml(path, SHAPE)
    try:
        name, address, dialects = (
            tables.pop(each) for each in ("document", "address", "dialects")
        )
    except KeyError as error:
        raise DataError(f"{path}: {error.args[0]} is missing") from None
    sections = {
        section: tuple(_requirement(section, words, found) for words, found in rows.items())
        for section, rows in tables.items()
    }
    return Document(key, name, address, tuple(dialects), sections)


def _requirement(section: str, words: str, found: list[str] | str) -> Requirement:
    if isinstance(found, str):
        return Requirement(section, words, (), found)
    return Requirement(section, words, tuple(found))
