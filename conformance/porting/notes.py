"""What to know about a name where a program has it: what changes in Python, what is required.

Requirements and differences come from the data: those of the behaviours whose Scheme mentions the
name.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from attrs import frozen

from ..catalogue.names import REPORTS, Entry, by_scheme
from ..questions import phrasebook
from ..questions.behaviours import ALL
from ..questions.phrasebook import CannotSayError
from ..questions.rendering import scheme_program
from ..required import divergences
from ..required.requirements import Document, documents
from ..running import systems
from .libraries import strings_of
from .translation.ours import returned

__all__ = ["Note", "notes"]


@frozen
class Note:
    """One thing to know: what changes, how a real system differs from ours, or a requirement."""

    kind: str
    """`changes`, `differs` or `requirement`."""
    words: str
    behaviours: tuple[str, ...] = ()
    """Those that show it: `schemesockets show NAME`."""


@functools.cache
def notes(entry: Entry, dialect: str) -> tuple[Note, ...]:
    """What to know about a name that a program in a dialect has; what changes comes first."""
    return (
        *(Note("changes", words) for words in _changes(entry)),
        *_differences(entry, dialect),
        *_requirements(entry, dialect),
    )


def _changes(entry: Entry) -> Iterator[str]:
    """What a Scheme programmer would not expect of the Python, read off its signature."""
    if entry.name.kind == "syntax":
        yield "its names are strings"
    if entry.name.kind not in ("procedure", "parameter"):
        return
    told = returned(entry)
    if "None" in re.split(r"\W+", told) and told != "None":
        yield "#f, where Scheme gives it, is None"
    if "EofObject" in told:
        yield "the eof object is EOF, which is false in a condition"
    if told.startswith("tuple["):
        yield "a pair, or several values, is a tuple"
    if told == "bytes" and strings_of(entry.owner) == "bytes":
        yield "what is a string there is bytes here"
    if entry.name.python.endswith("_into"):
        yield "what it fills is a bytearray, or any other writable buffer"
    if entry.name.kind == "parameter":
        yield "a new thread begins with the value that the program began with"


def _differences(entry: Entry, dialect: str) -> Iterator[Note]:
    """How real systems differ, for reasons that name it, or name nothing while it is the topic."""
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


def _is_of(behaviour: str, entry: Entry) -> bool:
    """Whether a behaviour observes a requirement of the section that documents the name."""
    return any(
        behaviour in requirement.behaviours
        for document in documents().values()
        for section in _sections(entry)
        for requirement in document.sections.get(section, ())
    )


def _sections(entry: Entry) -> tuple[str, ...]:
    """Where a document may have it: under its own name in a section, by its name, or in all."""
    name = entry.name
    return f"{name.section}: {name.scheme}", name.scheme, name.section


def _requirements(entry: Entry, dialect: str) -> Iterator[Note]:
    """The requirements of the name's section that behaviours which mention it observe."""
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
    """For each word of a dialect's programs, the behaviours whose program has it."""
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
