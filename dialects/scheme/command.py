"""The command that runs a Scheme program."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from .backtrace import told
from .control import Exit
from .profiles import PROFILES, profile
from .program import Program

__all__ = ["dialect_of", "main"]

_USAGE: Final = "usage: run [--dialect NAME] [-L DIR]... [-e EXPR]... FILE [ARG]..."

_SIGNS: Final = (
    ("guile", re.compile(r"^#!.*guile|\((?:use-modules|define-module)\b|\(ice-9 ", re.M)),
    ("chicken", re.compile(r"^#!.*(?:csi|chicken)|\(chicken |\(import socket\b|\(use ", re.M)),
    ("foment", re.compile(r"^#!.*foment|\(foment ", re.M)),
    ("sagittarius", re.compile(r"^#!.*sagittarius|\(sagittarius\b|\(rnrs\b", re.M)),
)
"""What a program of each dialect has in it; one that has none of it is of SRFI 106."""


def dialect_of(text: str) -> str:
    """Return the name of the dialect that a program seems to be written in."""
    return next((name for name, sign in _SIGNS if sign.search(text)), "srfi-106")


class _Usage(Exception):
    """Arguments that are not as they have to be."""


def main(argv: Sequence[str]) -> int:
    """Run the program that the arguments name; return the exit status.

    Args:
        argv: the arguments, without the command's own name: `[--dialect NAME] [-L DIR]...
            [-e EXPR]... FILE [ARG]...`, where FILE is `-` for standard input.
    """
    try:
        dialect, directories, expressions, rest = _parsed(list(argv))
        file, text = _source(rest)
    except _Usage as error:
        print(error, file=sys.stderr)
        return 2
    chosen = profile(dialect or dialect_of(text))
    program = Program(chosen, directories, tuple(rest) or ("",))
    try:
        if rest:
            program.run_text(text, file)
        for expression in expressions:
            program.run_text(expression, "<-e>")
        sys.stdout.flush()
    except Exit as end:
        return _flushed(end.status)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the output has gone; nothing is left to say to anybody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 1
    except Exception as error:
        _flushed(0)
        print(told(error, program.globals, chosen), file=sys.stderr)
        return chosen.failure_status
    return 0


def _flushed(status: int) -> int:
    try:
        sys.stdout.flush()
    except OSError:
        return status or 1
    return status


def _parsed(argv: list[str]) -> tuple[str, list[Path], list[str], list[str]]:
    dialect = ""
    directories: list[Path] = []
    expressions: list[str] = []
    while argv and argv[0].startswith("-") and argv[0] != "-":
        option, *argv = argv
        if option == "--":
            break
        if option not in ("--dialect", "-L", "-e"):
            raise _Usage(f"run has no option {option!r}\n{_USAGE}")
        if not argv:
            raise _Usage(f"{option} needs an argument\n{_USAGE}")
        value, *argv = argv
        if option == "--dialect":
            if value not in PROFILES:
                known = ", ".join(PROFILES)
                raise _Usage(f"no programs of {value!r} can be run; there are {known}")
            dialect = value
        elif option == "-L":
            directories.append(Path(value))
        else:
            expressions.append(value)
    if not argv and not expressions:
        raise _Usage(_USAGE)
    return dialect, directories, expressions, argv


def _source(rest: list[str]) -> tuple[str, str]:
    """Return the name and the text of the file that is to be run."""
    if not rest:
        return "", ""
    try:
        data = sys.stdin.buffer.read() if rest[0] == "-" else Path(rest[0]).read_bytes()
    except OSError as error:
        raise _Usage(f"{rest[0]}: {error.strerror}") from None
    file = "<stdin>" if rest[0] == "-" else rest[0]
    return file, data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
