"""`schemesockets run`."""

from __future__ import annotations

import sys

import click

from ...dialects.scheme.command import main
from .asking import complete_dialects

__all__ = ["command"]


@click.command("run", context_settings={"allow_interspersed_args": False})
@click.option(
    "--dialect",
    metavar="NAME",
    help="The dialect of the program; by default, what it imports tells.",
    shell_complete=complete_dialects,
)
@click.option(
    "-L",
    "directories",
    multiple=True,
    metavar="DIR",
    type=click.Path(),
    help="Look for libraries in this folder as well; repeatable.",
)
@click.option(
    "-e",
    "expressions",
    multiple=True,
    metavar="EXPR",
    help="Evaluate this after the program, or alone; repeatable.",
)
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True))
@click.argument("arguments", metavar="[ARG]...", nargs=-1, type=click.UNPROCESSED)
def command(
    dialect: str | None,
    directories: tuple[str, ...],
    expressions: tuple[str, ...],
    file: str | None,
    arguments: tuple[str, ...],
) -> None:
    """Run the Scheme program FILE on the sockets of its dialect; `-` reads the standard input.

    The exit status is the program's; an error that it does not handle is told with its place.

    \b
    Example: schemesockets run --dialect guile -e '(display "hello")'
    """
    words = ["--dialect", dialect] if dialect is not None else []
    words += [word for each in directories for word in ("-L", each)]
    words += [word for each in expressions for word in ("-e", each)]
    if file is not None:
        words += ["--", file, *arguments]
    sys.exit(main(words))
