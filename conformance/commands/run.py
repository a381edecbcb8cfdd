"""`schemesockets run`, which needs no package but attrs, and greenlet for some programs."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ...dialects import is_built_in
from ..data import DataError
from ..running import languages
from ..running.foreign import UnusableDialectError, known
from .command_line import CommandLine, Option, UnusableError

__all__ = ["DIALECT", "DIRECTORIES", "command", "leave_open"]


def _dialect(word: str) -> str:
    if word not in languages.available():
        there = ", ".join(languages.available())
        raise UnusableError(f"no programs of {word!r} can be run; there are {there}")
    if not is_built_in(word):
        # As in other commands, a module that cannot be imported gets a message of one sentence.
        try:
            known(word)
            languages.load(word)
        except (UnusableDialectError, DataError) as error:
            raise UnusableError(str(error)) from None
        except LookupError:
            raise UnusableError(
                f"{word} has a profile, and no module is registered for its sockets"
            ) from None
    return word


DIALECT: Final = Option(
    "dialect",
    ["--dialect"],
    "The dialect of the program; by default, the text tells.",
    metavar="NAME",
    taken=_dialect,
    completed=languages.available,
)
DIRECTORIES: Final = Option(
    "directories",
    ["-L"],
    "Look for libraries in this folder as well; repeatable.",
    metavar="DIR",
    repeatable=True,
)


def _run(
    dialect: str | None,
    directories: tuple[str, ...],
    expressions: tuple[str, ...],
    traced: bool,
    trace_format: str | None,
    trace_output: str | None,
    file: str | None,
    arguments: tuple[str, ...],
) -> int:
    """Run the Scheme program FILE on the sockets of its dialect; `-` reads the standard input.

    The words behind FILE are the program's. The exit status is the program's; an error that it
    does not handle is printed with its place.

    \b
    Example: schemesockets run --dialect guile -e '(display "hello")'
    """
    if file is None and not expressions:
        raise UnusableError("there is nothing to run: neither FILE nor -e EXPR")
    from ...dialects.scheme.command import NoSourceError, run
    from ...dialects.scheme.sources import source_text

    languages.enter()
    leave_open()
    with _trace(traced or bool(trace_format), trace_format or "text", trace_output) as trace:
        try:
            return run(
                file,
                arguments,
                dialect=dialect,
                directories=(*directories, *languages.libraries()),
                # UTF-8 in any locale, as programs are
                expressions=[source_text(os.fsencode(each)) for each in expressions],
                trace=trace,
            )
        except NoSourceError as error:
            raise UnusableError(str(error)) from None


def leave_open() -> None:
    """Let programs leave ports and files open without a warning of Python, as Schemes do."""
    warnings.simplefilter("ignore", ResourceWarning)


@contextlib.contextmanager
def _trace(wanted: bool, form: str, output: str | None) -> Iterator[Any]:
    """Yield a trace to standard error or to a file; None where none is wanted."""
    if not wanted and output is None:
        yield None
        return
    from ...dialects.scheme.trace import Trace

    if output is None:
        yield Trace(sys.stderr, form)
        return
    with contextlib.ExitStack() as stack:
        try:
            path = Path(output)
            opened = stack.enter_context(
                path.open("w", encoding="utf-8", errors="backslashreplace")
            )
        except (OSError, ValueError) as error:  # a null character is a ValueError
            reason = error.strerror if isinstance(error, OSError) else error
            raise UnusableError(f"{output}: {reason}") from None
        yield Trace(opened, form)


command: Final = CommandLine(
    "run",
    [
        DIALECT,
        DIRECTORIES,
        Option(
            "expressions",
            ["-e"],
            "Evaluate this after the program, or alone; repeatable.",
            metavar="EXPR",
            repeatable=True,
        ),
        Option(
            "traced",
            ["--trace"],
            "Write each call of a procedure of the dialect, with what it gave, to standard error.",
        ),
        Option(
            "trace_format",
            ["--trace-format"],
            "Trace, in lines for people or in JSON, an object on each line.",
            choices=["text", "jsonl"],
        ),
        Option("trace_output", ["--trace-output"], "Trace, to this file.", metavar="FILE"),
    ],
    _run,
    file=True,
)
