"""Real Schemes: a small table for each, from which a program for it is made.

A table is `data/systems/NAME.toml`:

    title     what people call it
    dialect   the dialect it speaks
    based-on  another table; what this one leaves out is taken from there
    command   how a program is run, where the caller does not say
    version   a program that prints a line about the version, and a pattern that finds it there
    import    the import that a program begins with
    kinds     [pattern, kind] in order: what the native text of a condition means
    [phrases] phrases that this system needs said otherwise, as Scheme

`NAME.scm` beside it is the prelude of programs, with `sync`, `observe` and `observe-done`; where
there is none it is that of the table that this one is based on.

`srfi-106@NAME` is the table of that name where there is one, else the portable `srfi-106`.
"""

from __future__ import annotations

import errno
import functools
import os
import re
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from ..data import names, table, text
from ..questions import phrasebook
from ..questions.phrasebook import Phrasebook
from ..required.errnos import errno_name
from ..required.notation import Symbol

__all__ = ["System", "available", "command_line", "load"]

_LIMIT = 20.0
"""Seconds, for a program that has nothing to wait for."""


@frozen
class System:
    """A table, read."""

    name: str
    title: str
    dialect: str
    command: tuple[str, ...]
    prelude: str
    kinds: tuple[tuple[re.Pattern[str], str], ...]
    phrases: Mapping[str, str]
    version_program: str
    version_pattern: str

    @property
    def book(self) -> Phrasebook:
        """The dialect's phrasebook with the system's own words."""
        book = phrasebook.load(self.dialect)
        return book.with_phrases(
            {name: (scheme, book.phrases[name][1]) for name, scheme in self.phrases.items()}
        )

    def kind(self, native: str) -> Symbol:
        """What a condition means whose native text is `native`."""
        for pattern, kind in self.kinds:
            if pattern.search(native):
                return Symbol(kind)
        for words, name in _errno_texts():
            if words in native:
                return Symbol(name)
        return Symbol("other")

    def version(self, command: tuple[str, ...]) -> str:
        """The version that `command` runs, as far as it tells."""
        said, _ = _said(command, self.version_program)
        found = re.search(self.version_pattern, said)
        return found[1] if found else "unknown"

    def trouble(self, command: tuple[str, ...]) -> str:
        """Why no program that `command` runs begins, say a library is missing; "" if they do."""
        said, complaint = _said(command, self.prelude)
        return "" if "(sync 0)" in said else complaint or "it says nothing"


def _said(command: tuple[str, ...], text: str) -> tuple[str, str]:
    """What a program of that text prints, and the first line of what it complains of."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "program.scm")
        path.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run(
                command_line(command, path),
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_LIMIT,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return "", str(error)
    return done.stdout, done.stderr.strip().partition("\n")[0]


def command_line(command: tuple[str, ...], program: Path) -> list[str]:
    """The words that run `program`: in place of `{program}`, or at the end."""
    words = [word.replace("{program}", str(program)) for word in command]
    return words if words != list(command) else [*words, str(program)]


@functools.cache
def _errno_texts() -> tuple[tuple[str, str], ...]:
    """The system's texts for its errnos, the longest first, so that none hides in another."""
    texts = ((os.strerror(number), errno_name(number)) for number in errno.errorcode)
    return tuple(sorted(texts, key=lambda pair: -len(pair[0])))


def available() -> tuple[str, ...]:
    """The names of the tables."""
    return names("systems")


def _table(name: str) -> dict[str, Any]:
    found = table("systems", name)
    if prelude := text("systems", f"{name}.scm"):
        found["prelude"] = prelude
    return {**_table(found["based-on"]), **found} if "based-on" in found else found


@functools.cache
def load(name: str) -> System:
    """The system for `foment` or `srfi-106@NAME`. Raises `LookupError` where there is no table."""
    found = name if name in available() else name.partition("@")[0]
    if found not in available():
        raise LookupError(
            f"no table for the real system {name!r}; there are {', '.join(available())}"
        )
    stated = _table(found)
    return System(
        name=name,
        title=stated["title"],
        dialect=stated["dialect"],
        command=tuple(stated.get("command", ())),
        prelude=f"{stated['import']}\n{stated['prelude']}",
        kinds=tuple((re.compile(pattern), kind) for pattern, kind in stated.get("kinds", ())),
        phrases=stated.get("phrases", {}),
        version_program=stated["version"]["program"],
        version_pattern=stated["version"]["pattern"],
    )
