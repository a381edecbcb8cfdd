"""Ports of Scheme programs in tests: written, run in this process, and beside `run`."""

from __future__ import annotations

import contextlib
import functools
import io
import runpy
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from schemesockets.dialects.scheme.command import ended
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.writing.translation import Port, write

__all__ = [
    "command_of",
    "here",
    "laid",
    "outcome",
    "port_outcome",
    "ported",
    "python_outcome",
    "same",
]

Outcome = tuple[int, str]
"""The exit status of a program, and what it has written."""


def ported(text: str, dialect: str = "guile", file: str = "program.scm") -> Port:
    """The port of a program, of which nothing is left undecided."""
    made = write(text, file, dialect)
    assert made.undecided == ()
    return made


def laid(files: Mapping[str, str], folder: Path) -> Path:
    """The first of several files, after all of them have been written."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder / next(iter(files))


def command_of(made: Port, folder: Path) -> list[str]:
    """The words behind Python's that run a port, which is written to a folder."""
    file = laid(made.files, folder)
    if not made.main:
        return [str(file)]
    code = f"import runpy, sys; sys.path.insert(0, {str(folder)!r}); "
    return ["-c", f"{code}runpy.run_module({made.name!r}, run_name='__main__', alter_sys=True)"]


def here(work: Callable[[], Any], words: str = "") -> Outcome:
    """What work in this process writes, given what it reads, and the status that it gives."""
    out = io.StringIO()
    before = sys.stdin
    sys.stdin = io.StringIO(words)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            try:
                status = work()
            except SystemExit as end:
                status = end.code
    finally:
        sys.stdin = before
    return int(status or 0), out.getvalue()


def outcome(text: str, dialect: str = "guile", words: str = "") -> Outcome:
    """What a program does under `run`."""
    program = Program(profile(dialect))

    def work() -> int:
        def whole() -> int:
            program.run_text(text, "program.scm")
            return 0

        return ended(program, whole)

    return here(work, words)


def python_outcome(python: str, words: str = "") -> Outcome:
    """What a Python program does."""
    code = compile(python, "port.py", "exec")
    return here(lambda: exec(code, {"__name__": "__main__"}), words)


def port_outcome(made: Port, words: str = "") -> Outcome:
    """What a port does, a module or a package."""
    if not made.main:
        return python_outcome(made.python, words)
    with tempfile.TemporaryDirectory() as folder:
        laid(made.files, Path(folder))
        sys.path.insert(0, folder)
        try:
            run = functools.partial(runpy.run_module, made.name, None, "__main__", True)
            return here(run, words)
        finally:
            sys.path.remove(folder)
            for name in [each for each in sys.modules if each.partition(".")[0] == made.name]:
                del sys.modules[name]


def same(text: str, dialect: str = "guile", words: str = "") -> Outcome:
    """What a program does, which is the same under `run` and as a port."""
    expected = outcome(text, dialect, words)
    made = ported(text, dialect)
    assert port_outcome(made, words) == expected, made.files
    return expected
