"""The phrases by how many questions each makes answerable, for those who begin a phrasebook."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from ..questions.behaviours import ALL
from ..questions.script import Behaviour, Call, PeerStep
from ..questions.vocabulary import PHRASES

__all__ = ["ranked"]


def _phrases(call: Call) -> Iterator[str]:
    yield call.phrase
    for argument in call.arguments:
        if isinstance(argument, Call):
            yield from _phrases(argument)


def needed(behaviour: Behaviour) -> frozenset[str]:
    """Return the phrases of a behaviour's script."""
    steps = (step for step in behaviour.script if not isinstance(step, PeerStep))
    return frozenset(phrase for step in steps for phrase in _phrases(step.call))


@functools.cache
def ranked() -> tuple[tuple[str, int], ...]:
    """Return every phrase with the number of questions that can be asked once it has words.

    At each place comes what takes the fewest new phrases for another question; of several such
    questions, the one whose phrases other questions need most.
    """
    asked = {name: needed(behaviour) for name, behaviour in ALL.items()}
    uses = {phrase: sum(phrase in each for each in asked.values()) for phrase in PHRASES}
    known: list[str] = []
    found: list[tuple[str, int]] = []
    while missing := {name: each - {*known} for name, each in asked.items() if each - {*known}}:
        new = min(missing.values(), key=lambda each: (len(each), -min(uses[one] for one in each)))
        for phrase in sorted(new, key=lambda each: (-uses[each], each)):
            known.append(phrase)
            found.append((phrase, sum(each <= {*known} for each in asked.values())))
    return tuple(found)
