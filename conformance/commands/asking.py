"""The arguments and options that commands share, their completion, and their output."""

from __future__ import annotations

import contextlib
import difflib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
from attrs import frozen
from click.shell_completion import CompletionItem
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ... import dialects
from ..data import DataError
from ..questions.behaviours import ALL
from ..questions.script import Behaviour
from ..running import recordings, suite, systems
from ..running.files import write_whole
from ..running.foreign import UnusableDialectError
from ..running.processes import SubjectError
from ..running.results import Result
from ..running.subjects import Subject, dialect_subject
from .console import SafeConsole
from .stopping import StoppedError
from .streams import complain, print_text

__all__ = [
    "Asked",
    "Examined",
    "behaviour_option",
    "behaviours_named",
    "complete_behaviours",
    "complete_dialects",
    "complete_reals",
    "examined",
    "found",
    "nearest",
    "output_option",
    "progress",
    "recorded_subjects",
    "subjects_named",
    "write",
]

T = TypeVar("T")


def complete_behaviours(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete areas as globs, and behaviours with their questions."""
    questions = {behaviour.name: behaviour.question for behaviour in ALL.values()}
    areas = dict.fromkeys(behaviour.area for behaviour in ALL.values())
    known = {**{f"{area}.*": f"all of {area}" for area in areas}, **questions}
    return [
        CompletionItem(name, help=help)
        for name, help in known.items()
        if name.startswith(incomplete)
    ]


def complete_dialects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the names of dialects."""
    return _items(dialects.available(), incomplete)


def complete_reals(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the real systems that have a table or a recording."""
    return _items(dict.fromkeys((*systems.available(), *recordings.available())), incomplete)


def _items(words: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(word) for word in words if word.startswith(incomplete)]


def output_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the option `--output`, with `what` as its help."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=what,
    )


def behaviour_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the option `--behaviour`, with `what` as its help."""
    return click.option(
        "--behaviour",
        "globs",
        multiple=True,
        metavar="GLOB",
        help=what,
        shell_complete=complete_behaviours,
    )


def behaviours_named(globs: Sequence[str]) -> tuple[Behaviour, ...]:
    """Return the behaviours that match any of the globs; all, if there are no globs."""
    for glob in globs:
        if not suite.select([glob]):
            raise click.UsageError(f"no behaviour matches {glob!r}{nearest(glob)}")
    return suite.select(globs)


@frozen
class Asked:
    """The subjects of a command, and how many dialects cannot be used, which has been told."""

    subjects: tuple[Subject, ...]
    broken: int


def subjects_named(names: Sequence[str], reals: Sequence[str]) -> Asked:
    """Return the dialects (by default all) and the real Schemes, or their recordings."""
    subjects: list[Subject] = []
    broken = 0
    for name in dict.fromkeys(names or dialects.available()):
        try:
            asked = dialect_subject(name)
            _ = asked.book, asked.expectations  # of its files, too, each is its own trouble
            subjects.append(asked)
        except (UnusableDialectError, DataError) as error:
            broken += 1
            complain(f"{name}: {error}")
        except LookupError as error:
            raise click.UsageError(str(error)) from None
    subjects += [found(recordings.real_or_recorded, real) for real in dict.fromkeys(reals)]
    if len({subject.name for subject in subjects}) < len(subjects):
        raise click.UsageError("the same dialect or real Scheme is named twice; leave one out")
    for subject in subjects:
        if subject.caution:
            complain(subject.caution)
    if not subjects:
        raise click.UsageError("nothing is left to ask")
    return Asked(tuple(subjects), broken)


def recorded_subjects() -> list[Subject]:
    """Return every recording that can be used; of another the reason is told."""
    subjects: list[Subject] = []
    for label in recordings.available():
        try:
            subjects.append(recordings.recorded_subject(label))
        except DataError as error:
            complain(f"{label}: {error}")
    return subjects


@frozen
class Examined:
    """The results of a run, and the signal that stopped it before its end, if one did."""

    results: tuple[Result, ...]
    broken: int = 0
    """How many subjects could not be started, which has been told."""
    stopped: StoppedError | None = None


def examined(subjects: Sequence[Subject], behaviours: Sequence[Behaviour]) -> Examined:
    """Run all behaviours on all subjects, with a progress bar, and return the results."""
    so_far: list[Result] = []
    broken: list[SubjectError] = []
    try:
        with progress(len(subjects) * len(behaviours)) as heard:

            def hear(result: Result) -> None:
                so_far.append(result)
                heard(f"{result.subject} {result.behaviour}")

            found = tuple(suite.examine(subjects, behaviours, hear, broken.append))
    except StoppedError as stopped:
        return Examined(tuple(so_far), stopped=stopped)
    for each in dict.fromkeys(map(str, broken)):
        complain(each)
    if len(broken) == len(subjects):
        raise click.UsageError("no subject could be asked")
    return Examined(found, len(broken))


def found(find: Callable[[str], T], word: str) -> T:
    """Return `find(word)`; turn a LookupError into a usage error."""
    try:
        return find(word)
    except LookupError as error:
        raise click.UsageError(str(error)) from None


def nearest(word: str) -> str:
    """Return the end of a message about an unknown behaviour: similar names, and how to list all.

    A glob is compared with areas, a name with names.
    """
    areas = dict.fromkeys(f"{behaviour.area}.*" for behaviour in ALL.values())
    known = areas if "*" in word else ALL
    like = difflib.get_close_matches(word, known, n=3, cutoff=0.4)
    words = f"; the nearest are {', '.join(like)}" if like else ""
    return f"{words}; `schemesockets behaviours` lists all"


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Show a progress bar if stderr is a terminal; yield a function to call after each step."""
    console = SafeConsole(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    shown = sys.stderr.isatty()  # `console` may be told to take a pipe for a terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as bar:
        task = bar.add_task("asking", total=total)
        yield lambda description: bar.update(task, advance=1, description=description)


def write(text: str, output: Path | None) -> None:
    """Write `text` to a file, or else to standard output."""
    if output is None:
        print_text(text)
        return
    try:
        write_whole(output, text)
    except OSError as error:
        raise click.UsageError(f"{output} cannot be written: {error.strerror}") from None
