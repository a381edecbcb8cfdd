"""The report for people at a terminal."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from . import divergences
from .report import Report, SubjectRecord
from .results import Result

__all__ = ["print_report"]

_STYLES = {
    "pass": "green",
    "fail": "red",
    "cannot-say": "dim",
    "hung": "magenta",
    "crashed": "magenta",
}


def print_report(report: Report, console: Console) -> None:
    """Print the grid of areas against subjects, then what is not as promised, then the totals."""
    console.print(_grid(report))
    for subject in report.subjects:
        results = report.of(subject.name)
        differing = [
            result for result in results.values() if result.outcome not in ("pass", "cannot-say")
        ]
        if differing:
            console.print()
            heading = "differs from what is promised" if subject.kind != "dialect" else "fails"
            console.print(Text(f"{subject.name} {heading}:", style="bold"))
            for result in differing:
                _print_difference(report, subject, result, console)
    console.print()
    for subject in report.subjects:
        console.print(_total(report, subject))
    run = report.run
    console.print(
        f"{len(report.behaviours)} behaviours, {run['seconds']:.1f} s; schemesockets "
        f"{run['schemesockets']}, Python {run['python']}, {run['platform']}",
        style="dim",
    )


def _grid(report: Report) -> RenderableType:
    table = Table(
        title="Promises kept, of those that each can be asked about", title_justify="left"
    )
    table.add_column("area")
    for subject in report.subjects:
        table.add_column(subject.name, justify="right")
    areas = dict.fromkeys(behaviour.area for behaviour in report.behaviours)
    by_subject = {subject.name: report.of(subject.name) for subject in report.subjects}
    for area in areas:
        cells = []
        for results in by_subject.values():
            here = [r for r in results.values() if r.behaviour.partition(".")[0] == area]
            asked = [r for r in here if r.outcome != "cannot-say"]
            kept = sum(r.outcome == "pass" for r in asked)
            style = "dim" if not asked else "green" if kept == len(asked) else "red"
            cells.append(Text(f"{kept}/{len(asked)}" if asked else "-", style=style))
        table.add_row(area, *cells)
    return table


def _print_difference(
    report: Report, subject: SubjectRecord, result: Result, console: Console
) -> None:
    console.print(
        Text("  ")
        .append(result.behaviour, style="bold")
        .append("  ")
        .append(result.outcome, style=_STYLES[result.outcome])
        .append(f"  {result.reason}")
    )
    ours = report.of(subject.dialect).get(result.behaviour) if subject.kind != "dialect" else None
    for label, expected in result.expectation.items():
        seen = result.observation.get(label, "(nothing)")
        native = result.native.get(label, "")
        console.print(Text(f"    {label}: promised {expected}"))
        if ours is not None:
            console.print(
                Text(f"    {' ' * len(label)}  ours     {ours.observation.get(label, '-')}")
            )
        console.print(Text(f"    {' ' * len(label)}  observed {seen}  {native}".rstrip()))
    if result.citation:
        console.print(Text(f"    {result.citation}", style="dim"))
    known = (
        divergences.load(subject.name.removeprefix("real:")) if subject.kind != "dialect" else {}
    )
    if result.behaviour in known:
        console.print(Text(f"    known: {known[result.behaviour].reason}", style="cyan"))


def _total(report: Report, subject: SubjectRecord) -> Text:
    line = Text(f"{subject.name}: ", style="bold")
    counts = ((outcome, count) for outcome, count in report.count(subject.name).items() if count)
    for number, (outcome, count) in enumerate(counts):
        line.append(", " if number else "", style="not bold")
        line.append(f"{count} {outcome}", style=f"not bold {_STYLES[outcome]}")
    return line.append(f"  ({subject.version})", style="not bold dim")
