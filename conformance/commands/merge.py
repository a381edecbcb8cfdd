"""`schemesockets merge`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ..reports import reading
from ..reports.formats import FORMATS
from ..reports.merging import MergeError, merge
from .asking import output_option, write
from .paths import InputPath

__all__ = ["command", "read_report"]


@click.command("merge")
@click.argument("paths", metavar="REPORT.json...", nargs=-1, required=True, type=InputPath())
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="json")
@output_option("The file to write; by default, standard output.")
def command(paths: tuple[Path, ...], form: str, output: Path | None) -> None:
    """Combine reports of different systems, or from different machines, into one.

    The reports must come from the same version of schemesockets, and must not contradict each
    other about a subject; otherwise they are refused. A single report is converted to --format.

    \b
    Example: schemesockets merge here.json there.json -o both.json
    Example: schemesockets merge report.json --format html -o report.html
    """
    reports = {str(path): read_report(path) for path in paths}
    try:
        merged = merge(reports)
    except MergeError as error:
        raise click.UsageError(str(error)) from None
    write(FORMATS[form](merged), output)


def read_report(path: Path) -> dict[str, Any]:
    """Read the report in a file; raise a usage error if it is not one."""
    try:
        return reading.read_report(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}") from None
    except reading.ReportError as error:
        raise click.UsageError(f"{path}: {error}") from None
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{path}: it is not JSON that can be read: {error}") from None
