"""Every expectation is on file: for every behaviour that a dialect can say, label by label."""

from __future__ import annotations

import errno
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from textwrap import dedent

import pytest
from attrs import frozen

from schemesockets import dialects
from schemesockets.conformance import data
from schemesockets.conformance.catalogue.words import in_words
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.phrasebook import CannotSayError
from schemesockets.conformance.questions.script import Behaviour
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import Datum, Symbol, matches, read
from schemesockets.conformance.required.policies import KEYS
from schemesockets.conformance.running.subjects import DialectSubject
from schemesockets.core.constants import constant

DIALECTS = [DialectSubject(dialects.load(name)) for name in dialects.available()]


def name(subject: DialectSubject) -> str:
    return subject.name


def source(subject: DialectSubject) -> Traversable:
    own = dialects.load(subject.name).expectations
    return own or data.file("expectations", f"{subject.dialect}.toml")


def askable(subject: DialectSubject) -> dict[str, Behaviour]:
    found = {}
    for behaviour in ALL.values():
        try:
            subject.program(behaviour)
        except CannotSayError:
            continue
        found[behaviour.name] = behaviour
    return found


def test_there_are_at_least_seventy_behaviours_that_both_first_dialects_answer() -> None:
    both = [askable(DialectSubject(dialects.load(name))) for name in ("srfi-106", "foment")]
    assert len(both[0].keys() & both[1].keys()) >= 70


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_every_behaviour_that_can_be_asked_has_an_expectation_and_no_other(
    subject: DialectSubject,
) -> None:
    assert subject.expectations.keys() == askable(subject).keys()


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_expectations_are_about_what_is_observed(subject: DialectSubject) -> None:
    for behaviour, expectation in subject.expectations.items():
        labels = ALL[behaviour].labels
        if expectation.waits:  # for ever, before the rest
            labels = labels[: len(expectation.observations)]
        assert set(expectation.observations) == set(labels), behaviour


def test_what_would_come_after_waiting_for_ever_is_told_as_waiting() -> None:
    expectation = expectations.load("sagittarius")["selector.nothing"]
    assert expectation.waits
    assert expectation.stated("size") == read("(returned 0)")
    assert in_words(expectation.stated("nothing")) == "waits for ever"
    with pytest.raises(KeyError):
        expectations.load("sagittarius")["selector.kind"].stated("nothing")


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_expectations_can_be_missed(subject: DialectSubject) -> None:
    """No pattern takes whatever comes."""
    wrong: list[Datum] = [
        (Symbol("returned"), Symbol("nonsense")),
        (Symbol("raised"), Symbol("nonsense")),
        (),
    ]
    for behaviour, expectation in subject.expectations.items():
        for label, pattern in expectation.observations.items():
            assert not any(matches(pattern, datum) for datum in wrong), (behaviour, label)
        assert expectation.unmet({}) == list(expectation.observations)


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_expectations_are_of_outcomes_that_can_come(subject: DialectSubject) -> None:
    for behaviour, expectation in subject.expectations.items():
        for pattern in expectation.observations.values():
            assert isinstance(pattern, tuple)
            assert pattern[0] in ("returned", "raised"), behaviour
            assert len(pattern) == 2, behaviour


def built_in() -> set[str]:
    """The dialects of this package; usual answers are what they have in common."""
    return {*data.names("expectations")} & {*dialects.available()}


@frozen
class Stated:
    """A pattern that a dialect's file states."""

    dialect: str
    behaviour: str
    label: str
    pattern: Datum


def stated() -> Iterator[Stated]:
    """Every pattern in a file of this package."""
    for dialect in built_in():
        for behaviour, table in data.table("expectations", dialect).items():
            if behaviour in ALL:
                for label in table.keys() - {"section", "basis", "document"}:
                    yield Stated(dialect, behaviour, label, read(table[label]))


def usual() -> dict[tuple[str, str], Datum]:
    return {
        (behaviour, label): read(pattern)
        for behaviour, patterns in data.table("expectations", "usual").items()
        for label, pattern in patterns.items()
    }


def test_no_dialect_repeats_the_usual_answer() -> None:
    known = usual()
    repeated = [one for one in stated() if known.get((one.behaviour, one.label)) == one.pattern]
    assert repeated == []


def test_an_answer_that_two_dialects_share_stands_once() -> None:
    """Unless they share one that is not the usual: of each label only one can be."""
    known = usual()
    shared = Counter(
        (one.behaviour, one.label, one.pattern)
        for one in stated()
        if (one.behaviour, one.label) not in known
    )
    assert [what for what, count in shared.items() if count > 1] == []


def test_a_usual_answer_is_that_of_two_dialects_or_more_and_of_no_fewer_than_another() -> None:
    found: dict[tuple[str, str], Counter[Datum]] = defaultdict(Counter)
    for dialect in built_in():
        for behaviour, expectation in expectations.load(dialect).items():
            for label, pattern in expectation.written.items():
                found[behaviour, label][pattern] += 1
    for (behaviour, label), pattern in usual().items():
        assert label in ALL[behaviour].labels
        counts = found[behaviour, label]
        assert counts[pattern] == max(2, *counts.values()), (behaviour, label)


@pytest.mark.parametrize("subject", DIALECTS, ids=name)
def test_the_platform_has_the_constants_in_expectations(subject: DialectSubject) -> None:
    """A name that is misspelled would count as no flag at all."""
    text = source(subject).read_text(encoding="utf-8")
    text += data.text("expectations", "usual.toml")
    for group in re.findall(r"\(posix ([^()]*)\)", text):
        for word in group.split():
            assert constant(word) is not None, word


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "expectations.toml"


def test_a_table_states_only_what_differs_from_the_usual_answer(file: Path) -> None:
    file.write_text(
        'document = "D"\n'
        '["receive.end"]\nsection = "1"\nbasis = "design"\nend = "(returned eof)"\n'
    )
    made = expectations.load(file)["receive.end"]
    assert made.written == {"data": read('(returned #u8"abc")'), "end": read("(returned eof)")}
    assert (made.section, made.basis) == ("1", "design")


def test_expectations_come_in_the_order_of_the_labels(file: Path) -> None:
    """Those that have no usual pattern too, and what is under no label of the behaviour last."""
    file.write_text(
        'document = "D"\n["close.value"]\nsection = "1"\nx = "1"\nsecond = "2"\nfirst = "3"\n'
    )
    made = expectations.load(file)["close.value"].in_order(ALL["close.value"].labels)
    assert list(made.observations) == list(made.written) == [*ALL["close.value"].labels, "x"]


POLICIES = """
    document = "D"
    based-on = "foment"
    policies.reads-ahead = { section = "1", basis = "implementation" }
    policies.closes-alone = { section = "2" }
    ["halves.close-input"]
    section = "3"
    closed = "(returned nothing)"
    end = '(returned #u8"")'
    arrived = '(returned #u8"abc")'
    """


def test_a_policy_answers_in_place_of_a_base_and_a_table_in_place_of_a_policy(file: Path) -> None:
    file.write_text(dedent(POLICIES))
    made = expectations.load(file)
    assert made["port-in.then-receive"].stated("socket") == read('(returned #u8"")')
    assert made["port-in.then-receive"].citation == (
        "D, 1 (silent; as the implementation was seen to do)"
    )
    assert made["port-in.peek-then-receive"].waits
    assert made["halves.close-both"].citation == "D, 2"
    assert made["halves.close-input"].stated("arrived") == read('(returned #u8"abc")')
    assert made["port-out.held-back"] == expectations.load("foment")["port-out.held-back"]


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        ("brews = { section = '1' }", "brews is no policy; there are .*reads-ahead"),
        ("reads-ahead = '1'", "policies must be a table"),
        ("reads-ahead = { basis = 'design' }", "reads-ahead needs the section"),
        ("reads-ahead = { section = '1', basis = 'hearsay' }", "basis must be one of"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(file: Path, stated: str, message: str) -> None:
    file.write_text(f'document = "D"\npolicies.{stated}\n')
    with pytest.raises(data.DataError, match=message):
        expectations.load(file)


def test_a_policy_says_something_else_than_the_usual_answer() -> None:
    for policy, answers in data.merged("policies").items():
        for name, patterns in answers.items():
            known = {label: read(text) for (of, label), text in _usual_texts() if of == name}
            own = {label: read(text) for label, text in patterns.items() if label not in KEYS}
            assert own.keys() <= {*ALL[name].labels}
            assert own != known or "reason" in patterns, (policy, name)


def _usual_texts() -> Iterator[tuple[tuple[str, str], str]]:
    for behaviour, patterns in data.table("expectations", "usual").items():
        for label, pattern in patterns.items():
            yield (behaviour, label), pattern


def test_a_basis_that_there_is_not_is_refused(file: Path) -> None:
    file.write_text('document = "D"\n["a.b"]\nsection = "1"\nbasis = "hearsay"\nx = "1"\n')
    with pytest.raises(ValueError, match="basis must be one of document"):
        expectations.load(file)


def test_a_citation_says_where_an_expectation_comes_from(file: Path) -> None:
    file.write_text(
        'document = "D"\n'
        '["a.b"]\nsection = "1"\nx = "(returned (posix SHUT_RD SHUT_WR))"\n'
        '["a.c"]\nsection = "2"\ndocument = "E"\nbasis = "platform"\nx = "_"\n'
    )
    made = expectations.load(file)
    assert made["a.b"].citation == "D, 1"
    assert made["a.c"].citation == "E, 2 (silent; as POSIX has it)"
    assert made["a.b"].observations == {"x": read("(returned 1)")}
    assert made["a.b"].unmet({"x": read("(returned 1)")}) == []
    assert made["a.b"].unmet({"x": read("(returned 2)")}) == ["x"]


def test_errors_are_named(file: Path) -> None:
    file.write_text(
        'document = "D"\n["a.b"]\nsection = "1"\nx = "(returned (errno ECONNREFUSED))"\n'
    )
    assert expectations.load(file)["a.b"].observations == {
        "x": (Symbol("returned"), errno.ECONNREFUSED)
    }
    file.write_text('document = "D"\n["a.b"]\nsection = "1"\nx = "(errno ENONSENSE)"\n')
    data.forget()
    with pytest.raises(data.DataError, match="there is no errno ENONSENSE"):
        expectations.load(file)
