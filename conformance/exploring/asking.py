"""The outcomes of scripts, from as few processes as possible.

Starting a Scheme takes far longer than a script, so one program does many scripts. One that hangs,
or dies, or finds what it needs gone, ends the program: it is then run alone, and those that came
after it once more. So a script's outcome does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

from attrs import frozen

from ..questions.script import Behaviour, Script
from ..required.notation import Datum
from ..running.processes import Session
from ..running.run import Observed
from ..running.subjects import Subject
from .joining import joined, label_of

__all__ = ["Outcome", "ask", "ask_alone"]

Problem = Literal["waits", "crashed", "strayed"]

_LINE_LIMIT: Final = 2.0
"""Seconds after which a script that says nothing is run alone."""
_ALONE_LIMIT: Final = 5.0
"""Seconds after which a script that is run alone is taken to wait for ever."""
_TIME_LIMIT: Final = 120.0
"""Seconds that a program may take, however many scripts it has."""


@frozen
class Outcome:
    """What a subject did in a script, and how it ended if not as it should."""

    observations: Mapping[str, Datum]
    native: Mapping[str, str] = {}
    problem: Problem | None = None
    reason: str = ""
    transcript: tuple[str, ...] = ()


def ask(scripts: Sequence[Script], subject: Subject, session: Session) -> list[Outcome]:
    """Return the outcome of each script."""
    outcomes: list[Outcome] = []
    while left := scripts[len(outcomes) :]:
        observed = _run(joined(left), subject, session, _LINE_LIMIT)
        for number, script in enumerate(left):
            labels = _labels(script)
            seen = {
                label: observed.observations[key]
                for label in labels
                if (key := label_of(number, label)) in observed.observations
            }
            if len(seen) < len(labels):
                outcomes.append(ask_alone(script, subject, session))
                break
            native = {
                label: observed.native[key]
                for label in labels
                if (key := label_of(number, label)) in observed.native
            }
            outcomes.append(Outcome(seen, native))
    return outcomes


def ask_alone(
    script: Script, subject: Subject, session: Session, line_limit: float = _ALONE_LIMIT
) -> Outcome:
    """Return the outcome of a script that has a process to itself.

    It is taken to wait for ever once it has said nothing for `line_limit` seconds.
    """
    observed = _run(script, subject, session, line_limit)
    problem: Problem | None = None
    if observed.problem is not None:
        problem = "waits" if observed.problem == "hung" else observed.problem
    return Outcome(
        observed.observations,
        observed.native,
        problem,
        observed.reason,
        tuple(observed.transcript),
    )


def _run(script: Script, subject: Subject, session: Session, line_limit: float) -> Observed:
    asked = Behaviour("explored.script", "", script, _TIME_LIMIT, line_limit)
    observed = subject.observe(asked, session)
    assert observed is not None  # a recording cannot be asked what nobody has asked before
    return observed


def _labels(script: Script) -> tuple[str, ...]:
    return Behaviour("explored.script", "", script).labels
