"""`schemesockets repl`, which needs no package but attrs, and greenlet for some programs."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from ..running import languages
from .command_line import CommandLine, Option
from .data_option import DATA
from .run import DIALECT, DIRECTORIES, leave_open

__all__ = ["command"]


def _repl(dialect: str, directories: tuple[str, ...], no_history: bool) -> int:
    """Evaluate what is typed, form after form; or what a pipe brings.

    On a terminal lines can be edited and Tab completes names. `,help` lists commands, Ctrl-C ends
    what is being evaluated, and Ctrl-D the conversation. What was typed is remembered below
    XDG_STATE_HOME (~/.local/state).

    \b
    Example: schemesockets repl --dialect guile
    """
    from ...dialects.scheme.repl import run

    languages.enter()
    leave_open()
    places = (*directories, *languages.libraries())
    return run(dialect, places, history=not no_history)


command: Final = CommandLine(
    "repl",
    [
        evolve(DIALECT, help="The dialect that is spoken.", required=True),
        DIRECTORIES,
        Option("no_history", ["--no-history"], "Read no history, and leave none."),
        DATA,
    ],
    _repl,
)
