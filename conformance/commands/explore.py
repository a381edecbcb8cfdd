"""`schemesockets explore`."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

import click

from ..catalogue.telling import told
from ..exploring import reasons
from ..exploring.exploration import Explorable, Exploration, explore
from ..exploring.saving import keep
from ..reports.exploration_formats import EXPLORATION_FORMATS
from ..running.processes import SubjectError
from ..running.subjects import dialect_subject, real_subject
from .asking import complete_dialects, complete_reals, found, output_option, progress, write
from .durations import Seconds
from .stopping import StoppedError

__all__ = ["command"]


@click.command("explore")
@click.option(
    "--dialect",
    "name",
    required=True,
    metavar="NAME",
    help="A dialect, or a module with a DIALECT.",
    shell_complete=complete_dialects,
)
@click.option(
    "--real",
    metavar="NAME[=COMMAND]",
    help="The real Scheme to compare it with; by default, that of the dialect's name.",
    shell_complete=complete_reals,
)
@click.option(
    "--against",
    metavar="NAME",
    help="Another dialect to compare it with, in place of a real Scheme.",
    shell_complete=complete_dialects,
)
@click.option(
    "--seconds",
    type=Seconds(least=1),
    default=60.0,
    show_default=True,
    help="How long to explore.",
)
@click.option("--seed", type=click.IntRange(min=0), help="A number from which all scripts follow.")
@click.option(
    "--keep",
    "kept",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="A folder of data, to which each finding is added as a question with expectations.",
)
@click.option("--format", "form", type=click.Choice(list(EXPLORATION_FORMATS)), default="terminal")
@output_option("The file to write; by default, standard output.")
def command(
    name: str,
    real: str | None,
    against: str | None,
    seconds: float,
    seed: int | None,
    kept: Path | None,
    form: str,
    output: Path | None,
) -> None:
    """Look for differences between a dialect and a real Scheme, or between two dialects.

    Scripts are made of the vocabulary at random, and asked of both. The first difference of each
    kind is made as small as it can be and told, with what both do and the programs. Differences
    for which there is a reason on file (data/explored) are counted.

    \b
    Exit status: 0 if no new kind of difference was found, 1 if one was, 2 for a usage error; 130
    for Ctrl-C and 143 for SIGTERM, and then what had been found is told.

    \b
    Example: schemesockets explore --dialect guile --real guile --seconds 60
    Example: schemesockets explore --dialect srfi-106 --against my_dialect --keep judge-these
    """
    first, second, label = _subjects(name, real, against)
    on_file = reasons.load(label)
    number = random.randrange(1 << 32) if seed is None else seed
    so_far = Exploration()
    stopped: StoppedError | None = None
    began = time.monotonic()
    try:
        with progress(round(seconds)) as step:

            def heard(come: Exploration) -> None:
                while heard_so_far[0] < min(time.monotonic() - began, seconds):
                    heard_so_far[0] += 1
                    step(f"{come.scripts} scripts, {len(come.findings)} new kinds")

            heard_so_far = [0]
            explore(first, second, on_file, seconds, number, so_far, heard)
    except StoppedError as signal:
        stopped = signal
    except (SubjectError, LookupError) as error:
        raise click.UsageError(str(error)) from None
    data = told(first, second, number, time.monotonic() - began, so_far)
    write(EXPLORATION_FORMATS[form](data), output)
    if kept is not None and so_far.findings:
        try:
            keep(kept, first, second, so_far.findings)
        except OSError as error:
            raise click.UsageError(f"{kept} cannot be written: {error.strerror}") from None
    if stopped is not None:
        raise stopped
    sys.exit(1 if so_far.findings else 0)


def _subjects(
    name: str, real: str | None, against: str | None
) -> tuple[Explorable, Explorable, str]:
    """Return the two subjects, and the name under which there may be reasons on file."""
    if real is not None and against is not None:
        raise click.UsageError("--real and --against exclude each other")
    first = found(dialect_subject, name)
    if against is not None:
        return first, found(dialect_subject, against), f"{name}+{against}"
    words = real or first.dialect
    return first, found(real_subject, words), words.partition("=")[0]
