"""Policies that take questions away: what a listener's queue holds, and who chooses its length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import evolve
from in_process import schemesockets
from test_data_packages import FILES, write_files

from schemesockets.conformance import data
from schemesockets.conformance.catalogue.ranking import needed
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.script import PeerStep
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.expectations import Expectations
from schemesockets.conformance.required.policies import clients_stated
from schemesockets.conformance.running import recordings, suite, systems
from schemesockets.conformance.running.subjects import DialectSubject, RealSubject
from schemesockets.dialects import load


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    made = write_files(tmp_path / "tiny", FILES)
    data.add(made)
    yield made
    data._added.remove(made)
    data.forget()


def stated(folder: Path, text: str) -> Expectations:
    path = folder / "stated.toml"
    path.write_text(f'document = "D"\nbased-on = "guile"\n{text}\n')
    data.forget()  # what was stated before in the same file
    return expectations.load(path)


# What is stated


@pytest.mark.parametrize(
    ("holds", "unasked"),
    [(100, set()), (99, {"accept.many"}), (1, {"accept.many", "accept.order"})],
)
def test_a_question_is_not_asked_if_more_clients_wait_than_a_listener_holds(
    tmp_path: Path, holds: int, unasked: set[str]
) -> None:
    found = stated(tmp_path, f'policies.short-backlog = {{ holds = {holds}, section = "1" }}')
    assert {name for name, each in found.items() if each.unasked} == unasked
    if unasked:
        assert found["accept.many"].citation == "D, 1"
        assert f"holds {holds}" in found["accept.many"].unasked
    assert found["bind.queue"] == expectations.load("guile")["bind.queue"]


def test_the_questions_of_a_backlog_are_not_asked_where_none_can_be_given(tmp_path: Path) -> None:
    found = stated(tmp_path, 'policies.fixed-backlog = { section = "1", basis = "platform" }')
    assert {name for name, each in found.items() if each.unasked} == {
        "bind.queue", "bind.backlog", "bind.negative-backlog",
    }  # fmt: skip


def test_a_table_of_the_dialects_own_puts_a_question_again(tmp_path: Path) -> None:
    found = stated(
        tmp_path,
        'policies.fixed-backlog = { section = "1" }\n'
        '["bind.queue"]\nsection = "2"\nwaiting = \'(returned 9)\'',
    )
    assert not found["bind.queue"].unasked
    assert found["bind.queue"].citation == "D, 2"


def test_a_table_may_say_itself_that_a_question_makes_no_sense(tmp_path: Path) -> None:
    table = '["accept.many"]\nsection = "2"\noutcome = "not-asked"'
    assert stated(tmp_path, f'{table}\nreason = "so it is"')["accept.many"].unasked == "so it is"
    for wrong in ("", "reason = 3", 'reason = "x"\nsum = "1"'):
        with pytest.raises(data.DataError, match="not asked needs the reason, and nothing else"):
            stated(tmp_path, f"{table}\n{wrong}")


@pytest.mark.parametrize(
    ("policy", "message"),
    [
        ("short-backlog = { section = '1' }", "needs, as holds, how many clients"),
        ("short-backlog = { section = '1', holds = true }", "needs, as holds"),
        ("short-backlog = { section = '1', holds = '8' }", "needs, as holds"),
        ("short-backlog = { section = '1', holds = -1 }", "needs, as holds"),
        ("short-backlog = { holds = 8 }", "needs the section"),
        ("fixed-backlog = { section = '1', holds = 8 }", "holds, which means nothing"),
    ],
)
def test_what_states_no_backlog_is_refused(tmp_path: Path, policy: str, message: str) -> None:
    with pytest.raises(data.DataError, match=message):
        stated(tmp_path, f"policies.{policy}")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("brews = 3", "brews must be a table"),
        ('brews."receive.end" = 3', "brews: receive.end must be a table"),
        ('brews."receive.end" = { clients = "x" }', "receive.end: clients must be a number"),
        ('brews."receive.end" = { end = 3 }', "receive.end: end must be a text"),
        ('brews."receive.end" = { outcome = "brewed" }', "receive.end: outcome can be"),
    ],
)
def test_policies_of_others_that_make_no_sense_are_told(
    folder: Path, rows: str, message: str
) -> None:
    (folder / "policies.toml").write_text(f"{rows}\n")
    with pytest.raises(data.DataError, match=message):
        stated(folder, 'policies.brews = { section = "1" }')
    if "brewed" not in rows:  # else it is of the file that states it
        assert f"{folder / 'policies.toml'}:1: brews" in schemesockets("check", str(folder)).stdout


# What rests on a backlog


def test_every_question_in_which_clients_wait_says_so() -> None:
    assert ALL["accept.many"].clients == 100
    for name, behaviour in ALL.items():
        assert max(1, clients_stated(name)) == max(1, behaviour.clients), name


def test_every_question_of_the_backlog_itself_is_among_those_that_a_fixed_one_takes_away() -> None:
    def is_of_backlog(name: str) -> bool:
        counted = any(
            isinstance(step, PeerStep) and step.method == "connections_taken"
            for step in ALL[name].script
        )
        return counted or bool(needed(ALL[name]) & {"listen-backlog", "listen-backlog-briefly"})

    assert set(data.merged("policies")["fixed-backlog"]) == set(filter(is_of_backlog, ALL))


# Who is asked


def test_a_dialect_whose_listen_takes_no_backlog_is_asked_all_the_rest(tmp_path: Path) -> None:
    """Guile's, with `listen` as if it had no second argument."""
    book, file = tmp_path / "book.toml", tmp_path / "expectations.toml"
    book.write_text(
        'based-on = "guile"\nwithout = ["listen-backlog", "listen-backlog-briefly"]\n'
        'returns-nothing = ["start-listening"]\n'
        '[phrases]\nstart-listening = ["(listen {socket} 9)", "listen({socket}, 9)"]\n'
    )
    file.write_text(
        'document = "D"\nbased-on = "guile"\npolicies.fixed-backlog = { section = "1" }\n'
    )
    dialect = evolve(load("guile"), phrasebook=book, expectations=file)
    subject = DialectSubject(dialect, in_process=True)
    with subject.session() as session:
        for name in ("listening.steps", "bind.listen-datagram", "accept.order"):
            result = suite.ask(ALL[name], subject, session)
            assert result is not None
            assert (result.outcome, result.reason) == ("pass", "")
        result = suite.ask(ALL["bind.queue"], subject, session)
        assert result is not None
        assert (result.outcome, result.citation) == ("cannot-say", "")
        assert result.reason.startswith("not asked: a backlog is given to see ")
        assert result.reason.endswith("; D, 1")


@pytest.mark.parametrize(("label", "holds"), [("srfi-106@picrin", 8), ("srfi-106@cyclone", 20)])
def test_systems_with_short_queues_are_not_asked_to_hold_many(label: str, holds: int) -> None:
    subject = recordings.recorded_subject(label)
    with subject.session() as session:
        result = suite.ask(ALL["accept.many"], subject, session)
    assert result is not None
    assert result.outcome == "cannot-say"
    assert f"a listener holds {holds}; {systems.load(label).title}" in result.reason
    assert "accept.many" not in subject.divergences


def test_a_system_states_only_what_is_not_asked(folder: Path) -> None:
    path = folder / "systems" / "tiny.toml"
    text = path.read_text()
    path.write_text(f'{text}[policies]\nfixed-backlog = {{ section = "1" }}\n')
    subject = RealSubject("tiny", systems.load("tiny"), (), "")
    assert subject.expectations["bind.queue"].citation == "Tiny, 1"
    path.write_text(f'{text}[policies]\nreads-ahead = {{ section = "1" }}\n')
    data.forget()
    with pytest.raises(data.DataError, match="only say what is not asked, and port-in"):
        systems.load("tiny")


# What `check` says


QUESTION = """
["brew.three"]
question = "?"
script = '''
(let server (listen))
(peer (connect_many 3))
(observe "sum" (accept-often server 3))
'''
"""


def test_check_wants_to_know_how_many_clients_a_question_lets_wait(folder: Path) -> None:
    write_files(folder, {"questions/q.toml": QUESTION})
    wanted = "brew.three: 3 clients wait at once; policies.toml has to say so, under short-backlog"
    assert wanted in schemesockets("check", str(folder)).stdout
    row = '[short-backlog."brew.three"]\noutcome = "not-asked"\nreason = "3 wait"\nclients = 3\n'
    write_files(folder, {"policies.toml": row})
    data.forget()
    told = schemesockets("check", str(folder)).stdout
    ALL.pop("brew.three")
    assert "clients wait" not in told


def test_check_wants_the_policy_where_words_leave_the_backlog_out(folder: Path) -> None:
    book = folder / "phrasebooks" / "tiny.toml"
    book.write_text(
        f'{book.read_text()}start-listening = "(listen {{socket}})"\nlisten-backlog = "(listen)"\n'
    )
    told = schemesockets("check", str(folder)).stdout
    assert "start-listening: it leaves out {backlog}; if no program can give one, let the" in told
    assert "listen-backlog: it leaves out {backlog}; if no program can give one, leave" in told
    file = folder / "expectations" / "tiny.toml"
    lines = file.read_text().splitlines()
    lines.insert(1, 'policies.fixed-backlog = { section = "3" }')
    file.write_text("\n".join(lines))
    data.forget()
    told = schemesockets("check", str(folder)).stdout
    assert "start-listening: it leaves out" not in told
    assert "listen-backlog: it leaves out" in told
