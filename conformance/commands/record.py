"""`schemesockets record`."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import click

from ..questions.phrasebook import CannotSayError
from ..questions.script import Behaviour
from ..reports.report import run_record
from ..running import recordings, suite
from ..running.processes import Session, SubjectError
from ..running.run import Observed
from ..running.subjects import RealSubject, Subject, real_subject
from .asking import (
    behaviour_option,
    behaviours_named,
    complete_reals,
    found,
    output_option,
    progress,
)
from .streams import print_text

__all__ = ["command"]


@click.command("record")
@click.option(
    "--real",
    required=True,
    metavar="NAME[=COMMAND]",
    help="The real Scheme.",
    shell_complete=complete_reals,
)
@behaviour_option(
    "Record only these, e.g. 'receive.*', beside the others in the file; repeatable."
)
@output_option("The file to write; by default, in the package's folder of recordings.")
def command(real: str, globs: tuple[str, ...], output: Path | None) -> None:
    """Record the results of a real Scheme for every behaviour, as data for later reports.

    With --behaviour the results of other behaviours stay in the file, if they are of the same
    version of the Scheme.

    \b
    Example: schemesockets record --real foment=/opt/foment/foment -o foment.json
    """
    subject = found(real_subject, real)
    path = output or recordings.path_of(subject.label)
    kept = _kept(path, subject) if globs else {}
    askable = [each for each in behaviours_named(globs) if _can_say(subject, each)]
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
    run = run_record(time.monotonic() - began)
    new = dict(zip(askable, seen, strict=True))
    try:
        recordings.write_recording(path, subject, run, new, kept)
    except OSError as error:
        raise click.UsageError(f"{error}; choose another file with --output") from None
    print_text(f"recorded {len(askable)} behaviours of {subject.label} in {path}\n")


def _kept(path: Path, subject: RealSubject) -> Mapping[str, recordings.Recorded]:
    """Return what a file has of the same version of the same Scheme; nothing if there is none."""
    if not path.exists():
        return {}
    try:
        recording = recordings.read_recording(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise click.UsageError(f"{path}: {error}") from None
    there, here = (recording.label, recording.version), (subject.label, subject.version)
    if there != here:
        raise click.UsageError(
            f"{path} has results of {' '.join(there)}, and this is {' '.join(here)};"
            " leave --behaviour out, or choose another file with --output"
        )
    return recording.observed


def _can_say(subject: Subject, behaviour: Behaviour) -> bool:
    expected = subject.expectations.get(behaviour.name)
    if expected is not None and expected.unasked:
        return False
    try:
        subject.program(behaviour)
    except CannotSayError:
        return False
    return True
