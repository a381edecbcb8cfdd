"""`schemesockets record`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from ..questions.phrasebook import CannotSayError
from ..questions.script import Behaviour
from ..reports.report import run_record
from ..running import recordings, suite
from ..running.processes import Session, SubjectError
from ..running.run import Observed
from ..running.subjects import Subject, real_subject
from .asking import complete_reals, found, output_option, progress
from .stopping import ends_tidily

__all__ = ["command"]


@click.command("record")
@click.option(
    "--real",
    required=True,
    metavar="NAME[=COMMAND]",
    help="The real Scheme.",
    shell_complete=complete_reals,
)
@output_option("The file to write; by default, in the package's folder of recordings.")
@ends_tidily
def command(real: str, output: Path | None) -> None:
    """Record the results of a real Scheme for every behaviour, as data for later reports.

    \b
    Example: schemesockets record --real foment=/opt/foment/foment -o foment.json
    """
    subject = found(real_subject, real)
    askable = [behaviour for behaviour in suite.select() if _can_say(subject, behaviour)]
    began = time.monotonic()
    with progress(len(askable)) as heard:

        def one(behaviour: Behaviour, session: Session) -> Observed:
            observed = subject.observe(behaviour, session)
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
        raise click.UsageError(f"{error}; choose another file with --output") from None
    click.echo(f"recorded {len(askable)} behaviours of {subject.label} in {path}")


def _can_say(subject: Subject, behaviour: Behaviour) -> bool:
    try:
        subject.program(behaviour)
    except CannotSayError:
        return False
    return True
