"""The command `schemesockets`."""

from __future__ import annotations

import difflib
import shlex
import sys
import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .. import dialects
from ..dialects import Dialect, UnknownDialectError
from . import suite, systems
from .behaviours import ALL
from .phrasebook import CannotSayError
from .report import make_report, render_json
from .results import Result
from .script import Behaviour
from .subjects import DialectSubject, RealSubject, Subject, SubjectError
from .terminal import print_report

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="schemesockets")
def main() -> None:
    """The socket dialects of Scheme: what they promise, and what implementations do."""


@main.command()
@click.option("--dialect", "names", multiple=True, metavar="NAME", help="A dialect; repeatable.")
@click.option(
    "--behaviour", "globs", multiple=True, metavar="GLOB", help="Behaviours, e.g. 'receive.*'."
)
@click.option(
    "--real",
    "reals",
    multiple=True,
    metavar="NAME[=COMMAND]",
    help="A real Scheme, e.g. foment=/opt/foment/foment or srfi-106@picrin=picrin; repeatable.",
)
@click.option("--format", "form", type=click.Choice(["terminal", "json"]), default="terminal")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def report(
    names: tuple[str, ...],
    globs: tuple[str, ...],
    reals: tuple[str, ...],
    form: str,
    output: Path | None,
) -> None:
    """Ask dialects and real Schemes about behaviours, and report.

    \b
    Exit status: 0 when every promise of our dialects is kept, 1 when one is not, 2 when the
    arguments make no sense. What a real Scheme does is its own result and fails nothing.

    \b
    Example: schemesockets report --dialect foment --behaviour 'port-*' --real foment=foment
    """
    behaviours = _behaviours(globs)
    subjects: list[Subject] = [DialectSubject(_dialect(name)) for name in names]
    if not names:
        subjects += [DialectSubject(_dialect(name)) for name in dialects.available()]
    subjects += [_real(real) for real in reals]
    began = time.monotonic()
    try:
        results = _examine(subjects, behaviours)
    except SubjectError as error:
        raise click.UsageError(str(error)) from None
    made = make_report(subjects, behaviours, results, time.monotonic() - began)
    if form == "json":
        _write(render_json(made), output)
    elif output is None:
        print_report(made, Console())
    else:
        with output.open("w", encoding="utf-8") as file:
            print_report(made, Console(file=file, width=100))
    sys.exit(1 if made.failures else 0)


@main.command()
@click.argument("behaviour")
@click.option("--dialect", "name", required=True, metavar="NAME")
@click.option("--language", type=click.Choice(["scheme", "python"]), default="scheme")
def show(behaviour: str, name: str, language: str) -> None:
    """Print the program that a run runs for BEHAVIOUR.

    \b
    Example: schemesockets show receive.end --dialect foment --language python
    """
    (found,) = _behaviours((behaviour,))[:1]
    dialect = _dialect(name)
    subject: Subject = DialectSubject(dialect)
    if language == "scheme":
        subject = RealSubject(subject.dialect, systems.load(subject.dialect), (), "")
    try:
        click.echo(subject.program(found).text, nl=False)
    except CannotSayError as missing:
        raise click.UsageError(f"{name} has no words for {missing}") from None


def _behaviours(globs: tuple[str, ...]) -> tuple[Behaviour, ...]:
    for glob in globs:
        if not suite.select([glob]):
            raise click.UsageError(f"no behaviour matches {glob!r}{_nearest(glob, ALL)}")
    return suite.select(globs)


def _dialect(name: str) -> Dialect:
    try:
        return dialects.load(name)
    except UnknownDialectError as error:
        raise click.UsageError(str(error)) from None


def _real(argument: str) -> RealSubject:
    label, _, command = argument.partition("=")
    try:
        system = systems.load(label)
    except LookupError as error:
        raise click.UsageError(str(error)) from None
    words = tuple(shlex.split(command)) or system.command
    if not words:
        raise click.UsageError(f"say how to run it: --real {label}=COMMAND")
    return RealSubject(label, system, words, system.version(words))


def _nearest(word: str, known: dict[str, Behaviour]) -> str:
    nearest = difflib.get_close_matches(word, known, n=3, cutoff=0.4)
    return f"; the nearest are {', '.join(nearest)}" if nearest else ""


def _examine(subjects: list[Subject], behaviours: tuple[Behaviour, ...]) -> list[Result]:
    """Ask all, with a progress bar where there is a terminal to show it."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("asking", total=len(subjects) * len(behaviours))

        def heard(result: Result) -> None:
            bar.update(task, advance=1, description=f"{result.subject} {result.behaviour}")

        return suite.examine(subjects, behaviours, heard)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
