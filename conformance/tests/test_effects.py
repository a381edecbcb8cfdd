"""Every phrase has an effect, and the questions use phrases as their effects say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.effects import EFFECTS, OBJECTS, fits
from schemesockets.conformance.questions.script import Behaviour, Call, Let, PeerStep, Variable
from schemesockets.conformance.questions.vocabulary import PHRASES

MISUSED = {"hierarchy.arguments", "option-raw.wrong-type", "two-way.shutdown-other"}
"""The questions what comes of an argument of another type."""
WAITS = {"", "input", "space", "peer", "time"}
NEEDS = {"open", "connected"}
ENDS = {"", "input", "output", "both", "how"}


def test_every_phrase_has_an_effect() -> None:
    assert EFFECTS.keys() == PHRASES.keys()


def test_the_words_of_effects_are_known() -> None:
    for name, effect in EFFECTS.items():
        assert len(effect.takes) == len(PHRASES[name].parameters), name
        assert effect.makes in OBJECTS or effect.makes in ("nothing", "value", "object"), name
        assert effect.needs <= NEEDS, name
        assert effect.waits in WAITS, name
        assert effect.ends in ENDS, name


def test_a_type_that_belongs_to_another_fits_it() -> None:
    assert fits("listener", "socket")
    assert fits("two-way-port", "input-port")
    assert fits("two-way-port", "port")
    assert fits("object", "selector")
    assert fits("address", "object")
    assert not fits("stream", "listener")
    assert not fits("input-port", "output-port")


def test_questions_use_things_as_effects_say() -> None:
    """A socket may stand for a port, as it is one in some dialects."""
    wrong = {
        behaviour.name: found
        for behaviour in ALL.values()
        if (found := list(_misuses(behaviour))) and behaviour.name not in MISUSED
    }
    assert wrong == {}


def _misuses(behaviour: Behaviour) -> Iterator[str]:
    made: dict[str, str] = {}
    for step in behaviour.script:
        if not isinstance(step, PeerStep):
            yield from _misuses_in(step.call, made)
        if isinstance(step, Let):
            made[step.variable.name] = EFFECTS[step.call.phrase].makes


def _misuses_in(call: Call, made: Mapping[str, str]) -> Iterator[str]:
    for argument, taken in zip(call.arguments, EFFECTS[call.phrase].takes, strict=True):
        if isinstance(argument, Call):
            yield from _misuses_in(argument, made)
        if taken not in OBJECTS:
            continue
        given = ""
        if isinstance(argument, Variable):
            given = made.get(argument.name, "")
        elif isinstance(argument, Call):
            given = EFFECTS[argument.phrase].makes
        if given in OBJECTS and not (
            fits(given, taken) or (fits(given, "socket") and taken.endswith("port"))
        ):
            yield f"{call.phrase}: {given} for {taken}"
