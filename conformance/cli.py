"""The command `schemesockets`."""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .. import dialects
from . import recordings, suite, systems
from .behaviours import ALL
from .formats import FORMATS
from .phrasebook import CannotSayError
from .report import make_report, run_record
from .run import Observed
from .script import Behaviour
from .subjects import RealSubject, Session, Subject, SubjectError, dialect_subject, real_subject
from .terminal import print_report

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="schemesockets")
def main() -> None:
    """The socket dialects of Scheme: what they promise, and what implementations do."""


@main.command()
@click.option(
    "--dialect",
    "names",
    multiple=True,
    metavar="NAME",
    help="A dialect, or a module with a DIALECT; repeatable. All, where none is named.",
)
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
@click.option("--format", "form", type=click.Choice(["terminal", *FORMATS]), default="terminal")
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

    A report in HTML for which nobody is named is of every dialect, and of every recording of a
    real Scheme beside them.
    """
    if output is not None and not (output.parent.is_dir() and os.access(output.parent, os.W_OK)):
        raise click.UsageError(f"{output} cannot be written")
    behaviours = _behaviours(globs)
    subjects: list[Subject] = [
        _found(dialect_subject, name) for name in dict.fromkeys(names or dialects.available())
    ]
    subjects += [_found(recordings.real_or_recorded, real) for real in dict.fromkeys(reals)]
    everyone = form == "html" and not names and not reals
    if everyone:
        subjects += [recordings.recorded_subject(label) for label in recordings.available()]
    if len({subject.name for subject in subjects}) < len(subjects):
        raise click.UsageError("the same dialect or real Scheme is named twice")
    for subject in subjects:
        if isinstance(subject, recordings.RecordedSubject) and subject.why:
            message = f"{subject.name} cannot be asked, this is its recording: {subject.why}"
            click.echo(message, err=True)
    began = time.monotonic()
    try:
        with _progress(len(subjects) * len(behaviours)) as heard:
            results = suite.examine(
                subjects, behaviours, lambda result: heard(f"{result.subject} {result.behaviour}")
            )
    except SubjectError as error:
        raise click.UsageError(str(error)) from None
    made = make_report(subjects, behaviours, results, time.monotonic() - began)
    try:
        if form != "terminal":
            _write(FORMATS[form](made.as_dict()), output)
        elif output is None:
            print_report(made, Console())
        else:
            with output.open("w", encoding="utf-8") as file:
                print_report(made, Console(file=file, width=100))
    except OSError as error:
        raise click.UsageError(f"the report cannot be written: {error}") from None
    sys.exit(1 if made.failures else 0)


@main.command()
@click.argument("behaviour")
@click.option("--dialect", "name", metavar="NAME", help="A dialect, or a module with a DIALECT.")
@click.option("--real", metavar="NAME", help="A real Scheme, e.g. srfi-106@foment.")
@click.option("--language", type=click.Choice(["scheme", "python"]), default="scheme")
def show(behaviour: str, name: str | None, real: str | None, language: str) -> None:
    """Print the program that a run runs for BEHAVIOUR in a dialect or a real Scheme.

    \b
    Example: schemesockets show receive.end --dialect foment --language python
    """
    if behaviour not in ALL:
        raise click.UsageError(f"no behaviour {behaviour!r}{_nearest(behaviour, ALL)}")
    if (name is None) == (real is None):
        raise click.UsageError("name a --dialect, or a --real Scheme")
    if real is not None and language == "python":
        raise click.UsageError("a real Scheme runs no Python")
    subject: Subject
    if name is not None:
        subject = _found(dialect_subject, name)
        real = subject.dialect
    if real is not None and language == "scheme":
        subject = RealSubject(real, _found(systems.load, real), (), "")
    try:
        click.echo(subject.program(ALL[behaviour]).text, nl=False)
    except CannotSayError as missing:
        raise click.UsageError(f"{name} has no words for {missing}") from None


@main.command()
@click.option("--real", required=True, metavar="NAME[=COMMAND]", help="The real Scheme.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to write; by default among the package's recordings, where reports find it.",
)
def record(real: str, output: Path | None) -> None:
    """Record what a real Scheme does in every behaviour, as data for later reports.

    \b
    Example: schemesockets record --real foment=/opt/foment/foment -o foment.json
    """
    subject = _found(real_subject, real)
    askable = [behaviour for behaviour in suite.select() if _can_say(subject, behaviour)]
    began = time.monotonic()
    with _progress(len(askable)) as heard:

        def one(behaviour: Behaviour, session: Session) -> Observed:
            observed = suite.observe(behaviour, subject, session)
            heard(f"{subject.name} {behaviour.name}")
            return observed

        try:
            seen = suite.in_parallel(subject, askable, one)
        except SubjectError as error:
            raise click.UsageError(str(error)) from None
    if not any(observed.observations for observed in seen):
        raise click.UsageError(f"{subject.name} answers nothing; nothing was recorded")
    path = output or recordings.path_of(subject.label)
    run = run_record(time.monotonic() - began)
    try:
        recordings.write_recording(path, subject, run, dict(zip(askable, seen, strict=True)))
    except OSError as error:
        raise click.UsageError(f"{error}; say where to write with --output") from None
    click.echo(f"recorded {len(askable)} behaviours of {subject.label} in {path}")


def _can_say(subject: Subject, behaviour: Behaviour) -> bool:
    try:
        subject.program(behaviour)
    except CannotSayError:
        return False
    return True


def _behaviours(globs: tuple[str, ...]) -> tuple[Behaviour, ...]:
    for glob in globs:
        if not suite.select([glob]):
            raise click.UsageError(f"no behaviour matches {glob!r}{_nearest(glob, ALL)}")
    return suite.select(globs)


_T = TypeVar("_T")


def _found(find: Callable[[str], _T], word: str) -> _T:
    try:
        return find(word)
    except LookupError as error:
        raise click.UsageError(str(error)) from None


def _nearest(word: str, known: dict[str, Behaviour]) -> str:
    nearest = difflib.get_close_matches(word, known, n=3, cutoff=0.4)
    return f"; the nearest are {', '.join(nearest)}" if nearest else ""


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar where there is a terminal to show it; call what it gives for each step."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    shown = sys.stderr.isatty()  # `console` may be told to take a pipe for a terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda description: bar.update(task, advance=1, description=description)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")
