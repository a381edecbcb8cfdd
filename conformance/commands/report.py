"""`schemesockets report`."""

from __future__ import annotations

import io
import os
import sys
import time
from pathlib import Path

import click

from ..reports.formats import FORMATS
from ..reports.report import make_report
from ..reports.terminal import print_report
from .asking import (
    behaviour_option,
    behaviours_named,
    complete_dialects,
    complete_reals,
    examined,
    output_option,
    recorded_subjects,
    subjects_named,
    write,
)
from .console import SafeConsole

__all__ = ["command"]


@click.command("report")
@click.option(
    "--dialect",
    "names",
    multiple=True,
    metavar="NAME",
    help="A dialect, or a module with a DIALECT; repeatable. By default, all dialects.",
    shell_complete=complete_dialects,
)
@behaviour_option("Behaviours, e.g. 'receive.*'; repeatable.")
@click.option(
    "--real",
    "reals",
    multiple=True,
    metavar="NAME[=COMMAND]",
    help="A real Scheme, e.g. foment=/opt/foment/foment or srfi-106@picrin=picrin; repeatable.",
    shell_complete=complete_reals,
)
@click.option("--format", "form", type=click.Choice(["terminal", *FORMATS]), default="terminal")
@output_option("The file to write; by default, standard output.")
def command(
    names: tuple[str, ...],
    globs: tuple[str, ...],
    reals: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Run behaviours on dialects and real Schemes, and report the results.

    \b
    Exit status: 0 if our dialects meet all expectations, 1 if they do not, 2 for a usage error and
    for a dialect that cannot be asked; 130 for Ctrl-C and 143 for SIGTERM, and then the report has
    what had been found.
    The results of a real Scheme do not affect the exit status.

    \b
    Example: schemesockets report --dialect foment --behaviour 'port-*' --real foment

    With --format html, and neither --dialect nor --real, the report covers every dialect and every
    recording of a real Scheme.
    """
    if output is not None and not (output.parent.is_dir() and os.access(output.parent, os.W_OK)):
        raise click.UsageError(f"{output} cannot be written")
    behaviours = behaviours_named(globs)
    asked = subjects_named(names, reals)
    subjects = [*asked.subjects]
    if form == "html" and not names and not reals:
        subjects += recorded_subjects()
    began = time.monotonic()
    found = examined(subjects, behaviours)
    made = make_report(subjects, behaviours, found.results, time.monotonic() - began)
    try:
        if form != "terminal":
            write(FORMATS[form](made.as_dict()), output)
        elif output is None:
            print_report(made, SafeConsole())
        else:
            text = io.StringIO()
            print_report(made, SafeConsole(file=text, width=100))
            write(text.getvalue(), output)
    except OSError as error:
        if output is None:
            raise
        raise click.UsageError(f"the report cannot be written: {error}") from None
    if found.stopped is not None:
        raise found.stopped
    if asked.broken or found.broken:
        sys.exit(2)
    sys.exit(1 if made.failures else 0)
