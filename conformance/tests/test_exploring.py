"""Exploration: scripts that nobody wrote find a fault, and tell it as small as it can be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
from in_process import HERE, schemesockets

from schemesockets.conformance import data
from schemesockets.conformance.exploring import exploration
from schemesockets.conformance.exploring.asking import Outcome, ask, ask_alone
from schemesockets.conformance.exploring.differences import Kind, difference
from schemesockets.conformance.exploring.exploration import Exploration, explore
from schemesockets.conformance.exploring.generation import (
    generated,
    own_steps,
    scripts,
    vocabulary,
)
from schemesockets.conformance.exploring.reasons import Reason, reason_for
from schemesockets.conformance.exploring.saving import keep
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.effects import EFFECTS
from schemesockets.conformance.questions.script import Script
from schemesockets.conformance.questions.written import read_script, write_script
from schemesockets.conformance.required.notation import read
from schemesockets.conformance.running.subjects import dialect_subject

SEED = 20

AT_END = """
(peer server (listen))
(let c (connect "127.0.0.1" (of server port)))
(peer connection (accept server))
(peer (close connection))
(observe "receive-1" (receive c 1))
(observe "end" (dispose c))
"""
FOR_EVER = AT_END.replace("(peer (close connection))\n", "")
FAULT = Kind("receive", "returned nothing", "returned no bytes")


def drawn(seed: int, count: int = 30) -> list[Script]:
    phrases = vocabulary(lambda call: True)
    found: list[Script] = []
    generated(scripts(phrases, lambda call: True), seed, count, found.append)
    return found


@pytest.fixture(autouse=True)
def _dialects_beside_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE))


# Scripts


def test_a_seed_determines_the_scripts() -> None:
    assert drawn(1) == drawn(1)
    assert drawn(1) != drawn(2)


def test_scripts_are_made_of_most_phrases_that_fit() -> None:
    phrases = vocabulary(lambda call: True)
    assert len(phrases) > 80
    assert all(EFFECTS[name].waits != "time" for name in phrases)
    said = {
        step.call.phrase
        for seed in range(5)
        for script in drawn(seed, 100)
        for step in script
        if hasattr(step, "call")
    }
    assert len(said & set(phrases)) > len(phrases) / 3


def test_scripts_can_be_written_and_read() -> None:
    for script in drawn(3):
        assert read_script(write_script(script)) == script


def test_every_question_can_be_written_and_read() -> None:
    for behaviour in ALL.values():
        assert read_script(write_script(behaviour.script)) == behaviour.script, behaviour.name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("(brew)", "no step"),
        ("(do (brew c))", "no phrase"),
        ("(do (close c))", "nothing is called c"),
        ("(do (close))", "close takes socket"),
        ("(peer (brew))", "no action"),
        ("(peer (send))", "send takes"),
        ('(do (connect "x" (of server port)))', "the peer has nothing called server"),
        ("(do (close", "unfinished"),
    ],
)
def test_what_is_no_script_is_told(text: str, message: str) -> None:
    with pytest.raises((ValueError, TypeError), match=message):
        read_script(text)


# Outcomes


def test_a_script_that_waits_for_ever_does_not_disturb_the_others() -> None:
    subject = dialect_subject("srfi-106")
    short, waiting = read_script(AT_END), read_script(FOR_EVER)
    with subject.session() as session:
        outcomes = ask([short, waiting, short], subject, session)
    assert [outcome.problem for outcome in outcomes] == [None, "waits", None]
    assert outcomes[0].observations["receive-1"] == read('(returned #u8"")')
    assert outcomes[0].observations == outcomes[2].observations


def test_the_first_difference_has_a_kind() -> None:
    script = read_script(AT_END)
    some, none = read("(returned #u8(1))"), read('(returned #u8"")')
    over, also = read("(returned #t)"), read("(returned #f)")
    first = Outcome({"receive-1": some, "end": over})
    assert difference(script, first, Outcome({"receive-1": some, "end": also})) is None
    second = Outcome({"receive-1": none, "end": over})
    assert difference(script, first, second) == Kind(
        "receive", "returned bytes", "returned no bytes"
    )
    third = Outcome({"receive-1": read("(returned #u8(2))"), "end": over})
    assert difference(script, first, third) == Kind(
        "receive",
        "returned bytes",
        "returned other bytes",
    )
    waits = Outcome({}, problem="waits")
    assert difference(script, waits, waits) is None
    assert difference(script, first, waits) == Kind("receive", "returned bytes", "waits")
    unknown = Outcome({"receive-1": read("(raised unknown)"), "end": over})
    raised = Outcome({"receive-1": read("(raised EPIPE)"), "end": over})
    assert difference(script, raised, unknown) is None
    assert difference(script, first, unknown) is not None


def test_a_reason_covers_its_kind_in_scripts_with_its_words() -> None:
    reason = Reason("rec*", "returned *", "*", frozenset({"close"}), "because")
    assert reason_for(FAULT, read_script(AT_END), [reason]) is reason
    assert reason_for(FAULT, read_script(FOR_EVER), [reason]) is None
    assert reason_for(Kind("send", "returned x", "y"), read_script(AT_END), [reason]) is None


# Exploration


@pytest.fixture(scope="module")
def found() -> Iterator[Exploration]:
    """What an exploration finds in a dialect of somebody else's with a planted fault."""
    patch = pytest.MonkeyPatch()
    patch.syspath_prepend(str(HERE))
    patch.setattr(exploration, "_TRIES", 60)  # enough for most to get as small as they can be
    so_far = Exploration()
    first, second = dialect_subject("faulty_dialect"), dialect_subject("srfi-106")
    explore(first, second, (), 6000.0, SEED, so_far, batches=1)
    yield so_far
    patch.undo()


def test_exploration_finds_a_planted_fault_and_makes_it_small(found: Exploration) -> None:
    assert found.scripts > 20
    assert found.findings
    for each in found.findings:
        assert "receiv" in each.kind.phrase, each.kind
    assert median(own_steps(each.script) for each in found.findings) <= 5
    assert len({each.kind for each in found.findings}) == len(found.findings)
    assert found.agreed + found.repeated + len(found.findings) + found.unsteady == found.scripts


def test_a_sound_dialect_agrees_with_itself() -> None:
    so_far = Exploration()
    first, second = dialect_subject("healthy_dialect"), dialect_subject("srfi-106")
    explore(first, second, (), 6000.0, SEED, so_far, batches=1)
    assert (so_far.findings, so_far.agreed) == ([], so_far.scripts)


def test_a_difference_with_a_reason_is_counted_and_not_told() -> None:
    so_far = Exploration()
    first, second = dialect_subject("faulty_dialect"), dialect_subject("srfi-106")
    explore(
        first,
        second,
        (Reason("*", "*", "*", frozenset(), "planted"),),
        600.0,
        SEED,
        so_far,
        batches=1,
    )
    assert so_far.findings == []
    assert so_far.known["planted"] > 0


def test_what_is_kept_can_be_checked_and_run(found: Exploration, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first, second = dialect_subject("faulty_dialect"), dialect_subject("srfi-106")
    keep(folder, first, second, found.findings)
    try:
        checked = schemesockets("check", str(folder))
        assert (checked.stdout, checked.exit_code) == ("", 0)
        words = ("report", "--data", str(folder), "--behaviour", "explored.*", "--format", "json")
        right = schemesockets(*words, "--dialect", "srfi-106")
        assert right.exit_code == 0, right.output
        wrong = json.loads(schemesockets(*words, "--dialect", "faulty_dialect").stdout)
        outcomes = {result["behaviour"]: result["outcome"] for result in wrong["results"]}
        assert len(outcomes) == len(found.findings)
        assert "pass" not in outcomes.values()
        keep(folder, first, second, found.findings)
        kept = (folder / "questions" / "explored.toml").read_text()
        assert kept.count("question = ") == 2 * len(found.findings)
    finally:
        for name in [name for name in ALL if name.startswith("explored.")]:
            del ALL[name]
        data._added.remove(folder)
        data.forget()


# The command


@pytest.mark.parametrize("form", ["terminal", "json", "html"])
def test_the_command_tells_what_it_found(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exploration, "_TRIES", 5)  # how small it gets does not matter here
    words = ("--dialect", "faulty_dialect", "--against", "healthy_dialect")
    done = schemesockets(
        "explore", *words, "--seconds", "1", "--seed", str(SEED), "--format", form
    )
    assert done.exit_code in (0, 1)
    assert done.stderr == ""
    assert "faulty" in done.stdout
    if form == "json":
        told = json.loads(done.stdout)
        assert told["seed"] == SEED
        assert told["scripts"] > 0
        for finding in told["findings"]:
            assert {"scheme", "python"} <= finding["answers"][0]["programs"].keys()
            assert finding["answers"][1]["transcript"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--dialect", "guile", "--real", "guile", "--against", "chicken"), "exclude each other"),
        (("--dialect", "brew"), "brew"),
        (("--dialect", "guile", "--against", "brew"), "brew"),
        (("--dialect", "guile", "--real", "guile=/nowhere/guile"), "cannot be asked"),
        ((), "--dialect"),
    ],
)
def test_usage_errors_are_told(words: tuple[str, ...], message: str) -> None:
    done = schemesockets("explore", *words)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_reasons_on_file_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    (folder / "explored").mkdir(parents=True)
    (folder / "explored" / "x.toml").write_text(
        '[[difference]]\nphrase = "receive"\nours = "*"\ntheirs = "*"\nwith = ["brew"]\n'
        'reason = "r"\n'
    )
    (folder / "questions").mkdir()
    (folder / "questions" / "x.toml").write_text('["x.y"]\nquestion = "?"\nscript = "(brew)"\n')
    try:
        done = schemesockets("check", str(folder))
        assert done.exit_code == 1
        assert "there is no phrase or action brew" in done.stdout
        assert "x.y: this is no step: (brew)" in done.stdout
    finally:
        if folder in data._added:
            data._added.remove(folder)
        data.forget()


def test_ask_alone_tells_a_crash() -> None:
    subject = dialect_subject("srfi-106")
    script = read_script('(let c (connect "nowhere.invalid" "1"))\n(observe "end" (dispose c))')
    with subject.session() as session:
        outcome = ask_alone(script, subject, session)
    assert outcome.problem == "crashed"
