"""What real systems were seen to do: every difference has its reason, and every reason is due."""

from __future__ import annotations

from importlib.resources import files

import pytest

from schemesockets.conformance import divergences, expectations, recordings, systems
from schemesockets.conformance.behaviours import ALL
from schemesockets.conformance.results import Result

RECORDINGS = recordings.available()


def results(label: str) -> dict[str, Result | None]:
    recording = recordings.load(label)
    promises = expectations.load(recording.subject.dialect)
    return {name: recording.result(behaviour, promises) for name, behaviour in ALL.items()}


def test_foment_was_recorded_in_both_phrasings() -> None:
    assert {"foment", "srfi-106@foment"} <= set(RECORDINGS)


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


@pytest.mark.parametrize("label", RECORDINGS)
def test_every_difference_has_its_reason_and_no_reason_lacks_a_difference(label: str) -> None:
    differing = {
        name
        for name, result in results(label).items()
        if result is not None and result.outcome not in ("pass", "cannot-say")
    }
    assert differing == divergences.load(label).keys()


@pytest.mark.parametrize("label", RECORDINGS)
def test_reasons_are_of_a_kind_and_say_something(label: str) -> None:
    for name, divergence in divergences.load(label).items():
        assert divergence.kind in ("fault", "silent"), name
        assert len(divergence.reason.split()) >= 4, name


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_difference_that_the_document_leaves_open_is_no_promise_of_it(label: str) -> None:
    """What a document itself says is broken by a fault; what it leaves open, by a decision."""
    promises = expectations.load(systems.load(label).dialect)
    for name, divergence in divergences.load(label).items():
        if promises[name].basis == "implementation":
            assert divergence.kind == "silent", name


@pytest.mark.parametrize("label", RECORDINGS)
def test_a_recording_says_nothing_of_the_machine(label: str) -> None:
    text = (files("schemesockets.conformance") / "recordings" / f"{label}.json").read_text("utf-8")
    for place in ("/tmp", "/home", "/root", "/work"):
        assert place not in text


def test_reasons_are_only_of_what_was_recorded() -> None:
    folder = files("schemesockets.conformance") / "divergences"
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")]
    assert {name.removesuffix(".toml") for name in names} <= set(RECORDINGS)


def test_an_unknown_system_has_no_known_differences() -> None:
    assert divergences.load("no-such-system") == {}
