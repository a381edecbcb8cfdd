"""Real Schemes: a small table for each, with which programs for it are made.

A table is `data/systems/NAME.toml`:

    title     the usual name of the system
    dialect   the dialect that it implements
    based-on  another table, from which missing keys are taken
    command   the command that runs a program, unless another is given
    version   a program that prints a line about the version; a pattern whose group finds it there
    import    the import at the beginning of programs
    kinds     pairs of a pattern for the text of a condition and its kind; the first match counts
    [policies] policies under which questions are not asked: see `required/policies.py`
    [phrases] phrases, in Scheme, for which this system differs from the dialect's phrasebook

`NAME.scm` beside it is the prelude of programs, which defines `sync`, `observe` and
`observe-done`; without it, the prelude is that of the table in `based-on`.

`srfi-106@NAME` is the table of that name if there is one, otherwise the portable `srfi-106`.
"""

from __future__ import annotations

import errno
import functools
import os
import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from types import EllipsisType
from typing import Any

from attrs import frozen

from ..data import DataError, cached, file, names, table, text
from ..questions import phrasebook
from ..questions.phrasebook import Phrasebook
from ..required.errnos import errno_name
from ..required.expectations import Expectations, not_asked
from ..required.notation import UNKNOWN, Symbol

__all__ = ["System", "available", "load"]


@frozen
class System:
    """A real system, from its table."""

    name: str
    title: str
    dialect: str
    command: tuple[str, ...]
    prelude: str
    kinds: tuple[tuple[re.Pattern[str], str], ...]
    phrases: Mapping[str, str]
    unasked: Expectations
    """Questions that make no sense of it, although they make sense of its dialect."""
    version_program: str
    version_pattern: re.Pattern[str]

    @property
    def book(self) -> Phrasebook:
        """The dialect's phrasebook with the system's own phrases."""
        book = phrasebook.load(self.dialect)
        return book.with_phrases(
            {
                name: (scheme, book.phrases.get(name, ("", ""))[1])
                for name, scheme in self.phrases.items()
            }
        )

    def kind(self, native: str) -> Symbol:
        """Return the kind of a condition whose text is `native`."""
        for pattern, kind in self.kinds:
            if pattern.search(native):
                return Symbol(kind)
        for words, name in (*_errno_texts(), *_TEXTS):
            if words in native:
                return Symbol(name)
        return UNKNOWN[1]


_TEXTS = (
    ("oops", "other"),  # what scripts raise by themselves
    ("Name or service not known", "lookup-failed"),
    ("Name does not resolve", "lookup-failed"),
    ("nodename nor servname provided", "lookup-failed"),
    ("No address associated with", "lookup-failed"),
    ("Temporary failure in name resolution", "lookup-failed"),
    ("Non-recoverable failure in name resolution", "lookup-failed"),
    ("Servname not supported for ai_socktype", "lookup-failed"),
    ("Unrecognized service", "lookup-failed"),
    ("Address family for hostname not supported", "lookup-failed"),
    ("ai_family not supported", "lookup-failed"),
    ("ai_socktype not supported", "lookup-failed"),
    ("Bad value for ai_flags", "lookup-failed"),
)
"""Texts that every system may give: those of the resolvers of glibc, musl and the BSDs."""


@functools.cache
def _errno_texts() -> tuple[tuple[str, str], ...]:
    """Return texts of errnos with their names, longest first, as one may contain another."""
    texts = ((os.strerror(number), errno_name(number)) for number in errno.errorcode)
    return tuple(sorted(texts, key=lambda pair: -len(pair[0])))


def available() -> tuple[str, ...]:
    """Return the names of the tables."""
    return names("systems")


def _table(name: str, above: tuple[str, ...] = ()) -> dict[str, Any]:
    found = table("systems", name, shape=_SHAPE)
    if name in above:
        raise DataError(f"{_path(name)}: it is based on itself")
    if prelude := text("systems", f"{name}.scm"):
        found["prelude"] = prelude
    if "based-on" not in found:
        return found
    base = found["based-on"]
    if base not in available():
        raise DataError(f"{_path(name)}: there is no system {base!r}, on which it is based")
    return {**_table(base, (*above, name)), **found}


def _path(name: str) -> Traversable:
    return file("systems", f"{name}.toml")


@cached
def load(name: str) -> System:
    """Return the system of that name.

    Raises `LookupError` if there is no table for it, and `DataError` if the table is not as
    described above.
    """
    found = name if name in available() else name.partition("@")[0]
    if found not in available():
        raise LookupError(
            f"no table for the real system {name!r}; there are {', '.join(available())}"
        )
    stated = _table(found)
    if stated.get("dialect") not in names("phrasebooks"):
        raise DataError(
            f"{_path(found)}: {stated.get('dialect')!r}, its dialect, has no phrasebook"
        )
    try:
        for key in stated.keys() - _SHAPE.keys():
            raise ValueError(f"it has {key!r}, which means nothing")
        for key in ("title", "dialect", "import", "prelude", "version"):
            if key not in stated:
                raise ValueError(f"{key!r} is missing")
        pattern = re.compile(stated["version"]["pattern"])
        if not pattern.groups:
            raise ValueError("the pattern of its version has no group")
        return System(
            name=name,
            title=stated["title"],
            dialect=stated["dialect"],
            command=tuple(stated.get("command", ())),
            prelude=f"{stated['import']}\n{stated['prelude']}",
            kinds=tuple((re.compile(pattern), kind) for pattern, kind in stated.get("kinds", ())),
            phrases=stated.get("phrases", {}),
            unasked=not_asked(stated.get("policies", {}), stated["title"]),
            version_program=stated["version"]["program"],
            version_pattern=pattern,
        )
    except DataError:
        raise
    except (ValueError, TypeError, KeyError, re.error) as error:
        raise DataError(f"{_path(found)}: {error}") from None


_SHAPE: dict[str | EllipsisType, Any] = {
    "based-on": str,
    "command": [str],
    "dialect": str,
    "import": str,
    "kinds": [[str]],
    "phrases": {...: str},
    "policies": dict,
    "prelude": str,
    "title": str,
    "version": {"program": str, "pattern": str},
}
