"""`schemesockets diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..reports.change_formats import CHANGE_FORMATS
from ..reports.changes import compare_reports
from .asking import output_option, write
from .merge import read_report
from .paths import InputPath

__all__ = ["command"]


@click.command("diff")
@click.argument("old", metavar="OLD.json", type=InputPath())
@click.argument("new", metavar="NEW.json", type=InputPath())
@click.option("--format", "form", type=click.Choice(list(CHANGE_FORMATS)), default="terminal")
@output_option("The file to write; by default, standard output.")
def command(old: Path, new: Path, form: str, output: Path | None) -> None:
    """Tell what has changed between two reports of the same subjects.

    A result is worse if it passed or failed less badly before, if it leaves more descriptors open,
    or if the subject has lost its words for the question. Behaviours that only one report has are
    listed and do not count.

    \b
    Exit status: 0 if nothing has become worse, 1 if something has, 2 for a usage error.

    \b
    Example: schemesockets diff released.json today.json
    """
    changes = compare_reports(read_report(old), read_report(new))
    write(CHANGE_FORMATS[form](changes), output)
    sys.exit(1 if changes.of("worse") else 0)
