"""A report at a terminal: a table of areas, the differences, and totals."""

from __future__ import annotations

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from ..required.notation import matches, read
from ..running.results import Result
from .escaping import terminal_text
from .formats.grid import state_of
from .report import Report, SubjectRecord

__all__ = ["print_report"]

_UNSPECIFIED = "unspecified"
_STYLES = {
    "pass": "green",
    "fail": "red",
    _UNSPECIFIED: "yellow",
    "unclear": "yellow",
    "cannot-say": "dim",
    "hung": "magenta",
    "crashed": "magenta",
}


def print_report(report: Report, console: Console) -> None:
    """Print the table of areas and subjects, then each difference, then the totals."""
    console.print(_grid(report))
    for subject in report.subjects:
        results = report.of(subject.name).values()
        differing = [each for each in results if each.outcome not in ("pass", "cannot-say")]
        silent = [each for each in differing if _word(each, subject) == _UNSPECIFIED]
        stated = [each for each in differing if each not in silent]
        differs = "differs from what is expected" if subject.kind != "dialect" else "fails"
        otherwise = "does otherwise than is expected here, where its document is silent"
        for heading, found in ((differs, stated), (otherwise, silent)):
            if found:
                console.print()
                _print(console, Text(f"{subject.name} {heading}:", style="bold"))
                for result in found:
                    _print_difference(report, subject, result, console)
    console.print()
    for subject in report.subjects:
        _print(console, _total(report, subject))
    run, count = report.run, len(report.behaviours)
    asked = f"{count} behaviour{'s' if count != 1 else ''}, {run['seconds']:.1f} s"
    where = f"schemesockets {run['schemesockets']}, Python {run['python']}, {run['platform']}"
    _print(console, Text(f"{asked}; {where}", style="dim"))


def _word(result: Result, subject: SubjectRecord) -> str:
    """Return the outcome, or a word for a difference that breaks no requirement."""
    state = state_of(result.as_dict(), subject.kind).name
    return state if state == _UNSPECIFIED else result.outcome


def _print(console: Console, line: Text) -> None:
    console.print(line, soft_wrap=True)  # lines are not to be broken where they go into a pipe


def _grid(report: Report) -> RenderableType:
    table = Table(
        title="Expectations met, of those that each can be asked about", title_justify="left"
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
            asked = [r for r in here if r.outcome not in ("unclear", "cannot-say")]
            met = sum(r.outcome == "pass" for r in asked)
            style = "dim" if not asked else "green" if met == len(asked) else "red"
            cells.append(Text(f"{met}/{len(asked)}" if asked else "-", style=style))
        table.add_row(area, *cells)
    return table


def _print_difference(
    report: Report, subject: SubjectRecord, result: Result, console: Console
) -> None:
    heading = Text("  ").append(result.behaviour, style="bold").append("  ")
    word = _word(result, subject)
    heading.append(word, style=_STYLES[word]).append(f"  {terminal_text(result.reason)}")
    _print(console, heading)
    ours = report.of(subject.dialect).get(result.behaviour) if subject.kind != "dialect" else None
    for label, expected in result.expectation.items():
        seen = result.observation.get(label, "(nothing)")
        native = terminal_text(result.native.get(label, ""))
        if label in result.observation and matches(read(expected), read(seen)):
            continue
        indent = " " * len(label)
        _print(console, Text(f"    {label}: expected {expected}"))
        if ours is not None:
            _print(console, Text(f"    {indent}  ours     {ours.observation.get(label, '-')}"))
        _print(console, Text(f"    {indent}  observed {seen}  {native}".rstrip()))
    if result.citation:
        _print(console, Text(f"    {result.citation}", style="dim"))
    if result.divergence is not None:
        _print(console, Text(f"    known: {result.divergence.reason}", style="cyan"))


def _total(report: Report, subject: SubjectRecord) -> Text:
    line = Text(f"{subject.name}: ", style="bold")
    unseen = len(report.behaviours) - len(report.of(subject.name))
    found = [_word(result, subject) for result in report.of(subject.name).values()]
    counts = [
        (f"{found.count(word)} {word}", style) for word, style in _STYLES.items() if word in found
    ]
    if unseen:
        counts.append((f"{unseen} changed since they were recorded", "yellow"))
    for number, (words, style) in enumerate(counts):
        line.append(", " if number else "", style="not bold")
        line.append(words, style=f"not bold {style}")
    version = subject.version
    if subject.kind == "recorded":
        version += f", recorded {subject.run['ended'][:10]} on {subject.run['platform']}"
    return line.append(f"  ({terminal_text(version)})", style="not bold dim")
