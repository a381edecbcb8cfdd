"""`schemesockets show`."""

from __future__ import annotations

import click

from ..questions.behaviours import ALL
from ..questions.phrasebook import CannotSayError
from ..running import systems
from ..running.subjects import RealSubject, Subject, dialect_subject
from .asking import complete_behaviours, complete_dialects, complete_reals, found, nearest
from .streams import print_text

__all__ = ["command"]


@click.command("show")
@click.argument("behaviour", shell_complete=complete_behaviours)
@click.option(
    "--dialect",
    "name",
    metavar="NAME",
    help="A dialect, or a module with a DIALECT.",
    shell_complete=complete_dialects,
)
@click.option(
    "--real",
    metavar="NAME",
    help="A real Scheme, e.g. srfi-106@foment.",
    shell_complete=complete_reals,
)
@click.option("--language", type=click.Choice(["scheme", "python"]), default="scheme")
def command(behaviour: str, name: str | None, real: str | None, language: str) -> None:
    """Print the program that tests BEHAVIOUR in a dialect or a real Scheme.

    \b
    Example: schemesockets show receive.end --dialect foment --language python
    """
    if behaviour not in ALL:
        raise click.UsageError(f"no behaviour {behaviour!r}{nearest(behaviour)}")
    if (name is None) == (real is None):
        raise click.UsageError("name a --dialect, or a --real Scheme")
    if real is not None and language == "python":
        raise click.UsageError("a real Scheme runs no Python; leave --language out")
    subject: Subject
    if name is not None:
        subject = found(dialect_subject, name)
        real = subject.dialect
    if real is not None and language == "scheme":
        subject = RealSubject(real, found(systems.load, real), (), "")
    try:
        print_text(subject.program(ALL[behaviour]).text)
    except CannotSayError as missing:
        raise click.UsageError(f"{name or real} has no words for {missing}") from None
