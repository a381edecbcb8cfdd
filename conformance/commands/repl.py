"""`schemesockets repl`."""

from __future__ import annotations

import sys

import click

from ..running import languages
from .run import dialect_option, directories_option

__all__ = ["command"]


@click.command("repl")
@dialect_option("The dialect that is spoken.", required=True)
@directories_option
@click.option("--no-history", is_flag=True, help="Read no history, and leave none.")
def command(dialect: str, directories: tuple[str, ...], no_history: bool) -> None:
    """Evaluate what is typed, form after form; or what a pipe brings.

    On a terminal lines can be edited and Tab completes names. `,help` lists commands, Ctrl-C ends
    what is being evaluated, and Ctrl-D the conversation. What was typed is remembered below
    XDG_STATE_HOME (~/.local/state).

    \b
    Example: schemesockets repl --dialect guile
    """
    from ...dialects.scheme.repl import run

    languages.enter()
    places = (*directories, *languages.libraries())
    sys.exit(run(dialect, places, history=not no_history))
