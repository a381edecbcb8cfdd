"""`schemesockets badge`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from ..reports.badge import render_badge
from .asking import output_option, write
from .merge import read_report
from .paths import InputPath

__all__ = ["command"]


def _complete_subjects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the subjects of the report that the previous argument names."""
    try:
        report = json.loads(Path(context.params["path"]).read_text(encoding="utf-8"))
        names = [str(subject["name"]) for subject in report["subjects"]]
    except (OSError, ValueError, LookupError, TypeError):  # no report: the command will complain
        return []
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


@click.command("badge")
@click.argument("path", metavar="REPORT.json", type=InputPath())
@click.argument("subject", shell_complete=_complete_subjects)
@output_option("The file to write; by default, standard output.")
def command(path: Path, subject: str, output: Path | None) -> None:
    """Draw a badge, an SVG image, with SUBJECT's share of expectations met in a report.

    \b
    Example: schemesockets badge report.json foment -o foment.svg
    """
    report = read_report(path)
    names = [each["name"] for each in report["subjects"]]
    if subject not in names:
        raise click.UsageError(f"{path} has no subject {subject!r}; it has {', '.join(names)}")
    write(render_badge(report, subject), output)
