"""Notes on a name of a program: changes in Python, differences of real systems, requirements.

Requirements and differences come from the data: they are those of the behaviours whose Scheme
program mentions the name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from ...dialects.scheme.profiles import PROFILES
from ..catalogue.names import REPORTS, Entry, by_scheme
from ..questions import phrasebook
from ..questions.behaviours import ALL
from ..questions.phrasebook import CannotSayError
from ..questions.rendering import scheme_program
from ..required import divergences
from ..required.requirements import Document, documents
from ..running import systems

__all__ = ["Note", "notes", "shown_by"]


@frozen
class Note:
    """A change in Python, a difference of a real system from ours, or a requirement."""

    kind: str
    """`changes`, `differs` or `requirement`."""
    words: str
    behaviours: tuple[str, ...] = ()
    """The behaviours that show it: `schemesockets show NAME`."""


@functools.cache
def notes(entry: Entry, dialect: str) -> tuple[Note, ...]:
    """Return the notes on a name in a program of a dialect, changes first."""
    return (
        *(Note("changes", words) for words in _changes(entry)),
        *_differences(entry, dialect),
        *_requirements(entry, dialect),
    )


def _changes(entry: Entry) -> Iterator[str]:
    """Yield the changes that a Scheme programmer would not expect of the Python function."""
    if entry.name.kind == "syntax":
        yield "its names are strings"
    if entry.name.kind == "parameter":
        yield "a new thread begins with the value that the program began with"
    if entry.name.kind != "procedure":
        return
    try:
        result = entry.name.result
    except TypeError:  # which nothing declares
        return
    kinds = {result.kind, *(part.kind for part in result.parts if result.kind == "either")}
    if "false" in kinds:
        yield "#f, where Scheme gives it, is None"
    if "eof" in kinds:
        yield "the eof object is EOF, which is false in a condition"
    if kinds & {"pair", "values"}:
        yield "a pair, or several values, is a tuple"
    if "bytevector" in kinds and _has_byte_strings(entry.owner):
        yield "what is a string there is bytes here"
    if entry.name.python.endswith("_into"):
        yield "what it fills is a bytearray, or any other writable buffer"


def _has_byte_strings(dialect: str) -> bool:
    return dialect in PROFILES and PROFILES[dialect].byte_strings


def _differences(entry: Entry, dialect: str) -> Iterator[Note]:
    """Yield the differences of real systems that concern a name.

    A difference does if its reason mentions the name, or mentions no name at all while the
    behaviour observes a requirement of the name's section.
    """
    mentioning = _mentioning(dialect).get(entry.name.scheme, frozenset())
    for label in systems.available():
        if label.partition("@")[0] != dialect:
            continue
        reasons: dict[str, tuple[str, ...]] = {}
        for behaviour, divergence in divergences.load(label).items():
            named = {word.rstrip(".,;:") for word in _WORD.findall(divergence.reason)}
            others = {word for word in named if (dialect, word) in by_scheme()}
            about = entry.name.scheme in named
            if behaviour in mentioning and (about or (not others and _is_of(behaviour, entry))):
                reasons[divergence.reason] = (*reasons.get(divergence.reason, ()), behaviour)
        title = systems.load(label).title
        for reason, behaviours in reasons.items():
            yield Note("differs", f"{title} does otherwise: {reason}", behaviours)


@functools.cache
def shown_by(entry: Entry, dialect: str) -> tuple[str, ...]:
    """Return the behaviours of a name's section whose program mentions it."""
    mentioning = _mentioning(dialect).get(entry.name.scheme, frozenset())
    return tuple(sorted(each for each in mentioning if _is_of(each, entry)))


def _is_of(behaviour: str, entry: Entry) -> bool:
    """Return whether a behaviour observes a requirement of the section that documents the name."""
    return any(
        behaviour in requirement.behaviours
        for document in documents().values()
        for section in _sections(entry)
        for requirement in document.sections.get(section, ())
    )


def _sections(entry: Entry) -> tuple[str, ...]:
    """Return the headings under which a document may state a name's requirements, best first."""
    name = entry.name
    return f"{name.section}: {name.scheme}", name.scheme, name.section


def _requirements(entry: Entry, dialect: str) -> Iterator[Note]:
    """Yield the requirements of a name's section that a behaviour with the name observes."""
    mentioning = _mentioning(dialect).get(entry.name.scheme, frozenset())
    for section in _sections(entry):
        found = [
            Note("requirement", requirement.words, shown)
            for document in documents().values()
            if _concerns(document, entry, dialect)
            for requirement in document.sections.get(section, ())
            if (shown := tuple(name for name in requirement.behaviours if name in mentioning))
        ]
        if found:
            yield from found
            return


def _concerns(document: Document, entry: Entry, dialect: str) -> bool:
    if entry.owner in REPORTS:
        return document.key.startswith(entry.owner)
    return dialect in document.dialects


_WORD = re.compile(r"[^\s()\[\]'\"`,]+")


@functools.cache
def _mentioning(dialect: str) -> Mapping[str, frozenset[str]]:
    """Return, for each word of a dialect's programs, the behaviours whose program contains it."""
    book = phrasebook.load(dialect)
    found: dict[str, set[str]] = {}
    for behaviour in ALL.values():
        try:
            text = scheme_program(behaviour.script, book, "").text
        except CannotSayError:
            continue
        for word in set(_WORD.findall(text)):
            found.setdefault(word, set()).add(behaviour.name)
    return {word: frozenset(behaviours) for word, behaviours in found.items()}
