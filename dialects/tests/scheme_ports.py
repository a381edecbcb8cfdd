"""Ports of Scheme programs in tests: written, run in this process, and beside `run`."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable
from typing import Any

from schemesockets.dialects.scheme.command import ended
from schemesockets.dialects.scheme.profiles import profile
from schemesockets.dialects.scheme.program import Program
from schemesockets.dialects.scheme.writing.translation import Port, write

__all__ = ["here", "outcome", "ported", "python_outcome", "same"]

Outcome = tuple[int, str]
"""The exit status of a program, and what it has written."""


def ported(text: str, dialect: str = "guile", file: str = "program.scm") -> Port:
    """The port of a program, of which nothing is left undecided."""
    made = write(text, file, dialect)
    assert made.undecided == ()
    return made


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


def same(text: str, dialect: str = "guile", words: str = "") -> Outcome:
    """What a program does, which is the same under `run` and as a port."""
    expected = outcome(text, dialect, words)
    made = ported(text, dialect).python
    assert python_outcome(made, words) == expected, made
    return expected
