"""What real systems were seen to do: every difference has its reason, and every reason is due."""

from __future__ import annotations

import functools

import pytest
from attrs import evolve

from schemesockets import dialects
from schemesockets.conformance import data
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.required import divergences, expectations
from schemesockets.conformance.running import recordings, suite, systems
from schemesockets.conformance.running.results import Result
from schemesockets.conformance.running.subjects import dialect_subject

RECORDINGS = recordings.available()
PATIENCE = 100.0
"""Seconds that a program may take: here it is not the limit that is tested."""
CAUGHT_CRASH = "(raised crash)"


@functools.cache
def results(label: str) -> dict[str, Result | None]:
    subject = recordings.recorded_subject(label)
    found = {result.behaviour: result for result in suite.examine([subject], suite.select())}
    return {name: found.get(name) for name in ALL}


def test_foment_was_recorded_in_both_phrasings() -> None:
    assert {"foment", "srfi-106@foment"} <= set(RECORDINGS)


def test_nine_real_systems_are_recorded() -> None:
    """One of them in a phrasebook that has no dialect in Python."""
    assert len(RECORDINGS) == 9
    spoken = {systems.load(label).dialect for label in RECORDINGS}
    assert spoken - set(dialects.available()) == {"chibi"}


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_recording_is_of_the_programs_that_would_be_run_today(label: str) -> None:
    stale = [name for name, result in results(label).items() if result is None]
    assert stale == [], f"record {label} again"


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_recording_has_nothing_that_cannot_be_asked(label: str) -> None:
    said = {
        name
        for name, result in results(label).items()
        if result is not None and result.outcome != "cannot-say"
    }
    assert recordings.load(label).observed.keys() == said


@functools.cache
def ours(dialect: str) -> dict[str, Result]:
    """The results of our dialect; none if there is a phrasebook alone."""
    if dialect not in dialects.available():
        return {}
    patient = [evolve(behaviour, time_limit=PATIENCE) for behaviour in suite.select()]
    found = suite.examine([dialect_subject(dialect)], patient)
    return {result.behaviour: result for result in found}


@pytest.mark.parametrize("label", RECORDINGS)
def test_every_difference_has_its_reason_and_no_reason_lacks_a_difference(label: str) -> None:
    """From what is expected, and from what ours does where an expectation leaves it open."""
    mine = ours(systems.load(label).dialect)
    differing = {
        name
        for name, result in results(label).items()
        if result is not None
        and result.outcome != "cannot-say"
        and (result.outcome != "pass" or (mine and result.observation != mine[name].observation))
    }
    assert differing == divergences.load(label).keys()


@pytest.mark.parametrize("label", RECORDINGS)
def test_reasons_say_something(label: str) -> None:
    for name, divergence in divergences.load(label).items():
        assert len(divergence.reason.split()) >= 4, name


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_difference_is_of_the_kind_that_it_is_said_to_be(label: str) -> None:
    """A fault goes against the document itself; what is broken crashed, hung or lost something."""
    expected = expectations.load(systems.load(label).dialect)
    for name, divergence in divergences.load(label).items():
        result = results(label)[name]
        assert result is not None
        broken = (
            result.outcome in ("crashed", "hung")
            or result.leaked > 0
            or CAUGHT_CRASH in result.observation.values()
        )
        documented = expected[name].basis == "document" and result.outcome != "pass"
        due = "fault" if documented else "broken" if broken else "silent"
        assert divergence.kind == due, name


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_recording_says_nothing_of_the_machine(label: str) -> None:
    text = data.file("recordings", f"{label}.json").read_text("utf-8")
    for place in ("/tmp", "/home", "/root", "/work"):
        assert place not in text


def test_reasons_are_only_of_what_was_recorded() -> None:
    assert set(data.names("divergences")) <= set(RECORDINGS)


def test_an_unknown_system_has_no_known_differences() -> None:
    assert divergences.load("no-such-system") == {}
