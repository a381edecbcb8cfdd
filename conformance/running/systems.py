"""Real Schemes: a small table for each, with which programs for it are made.

A table is `data/systems/NAME.toml`:

    title     the usual name of the system
    dialect   the dialect that it implements
    based-on  another table, from which missing keys are taken
    command   the command that runs a program, unless another is given
    version   a program that prints a line about the version, and a pattern that finds it there
    import    the import at the beginning of programs
    kinds     pairs of a pattern for the text of a condition and its kind; the first match counts
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
"""Seconds, for a program that does not wait."""


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
    version_program: str
    version_pattern: str

    @property
    def book(self) -> Phrasebook:
        """The dialect's phrasebook with the system's own phrases."""
        book = phrasebook.load(self.dialect)
        return book.with_phrases(
            {name: (scheme, book.phrases[name][1]) for name, scheme in self.phrases.items()}
        )

    def kind(self, native: str) -> Symbol:
        """Return the kind of a condition whose text is `native`."""
        for pattern, kind in self.kinds:
            if pattern.search(native):
                return Symbol(kind)
        for words, name in _errno_texts():
            if words in native:
                return Symbol(name)
        return Symbol("other")

    def version(self, command: tuple[str, ...]) -> str:
        """Return the version that `command` runs, or "unknown"."""
        printed, _ = _output(command, self.version_program)
        found = re.search(self.version_pattern, printed)
        return found[1] if found else "unknown"

    def trouble(self, command: tuple[str, ...]) -> str:
        """Return the reason why no program runs with `command`, or "" if programs do.

        A library may be missing, for example.
        """
        printed, complaint = _output(command, self.prelude)
        return "" if "(sync 0)" in printed else complaint or "it says nothing"


def _output(command: tuple[str, ...], text: str) -> tuple[str, str]:
    """Run a program; return its standard output and the first line of its standard error."""
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
    """Return `command` with the path of `program` in place of `{program}`, or at its end."""
    words = [word.replace("{program}", str(program)) for word in command]
    return words if words != list(command) else [*words, str(program)]


@functools.cache
def _errno_texts() -> tuple[tuple[str, str], ...]:
    """Return texts of errnos with their names, longest first, as one may contain another."""
    texts = ((os.strerror(number), errno_name(number)) for number in errno.errorcode)
    return tuple(sorted(texts, key=lambda pair: -len(pair[0])))


def available() -> tuple[str, ...]:
    """Return the names of the tables."""
    return names("systems")


def _table(name: str) -> dict[str, Any]:
    found = table("systems", name)
    if prelude := text("systems", f"{name}.scm"):
        found["prelude"] = prelude
    return {**_table(found["based-on"]), **found} if "based-on" in found else found


@functools.cache
def load(name: str) -> System:
    """Return the system of that name. Raises `LookupError` if there is no table for it."""
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
