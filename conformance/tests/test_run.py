"""One run, whatever the subject does: a stand-in for a real Scheme behaves and misbehaves.

Every test also sees to it that the harness is left with no descriptor, thread or process more.
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from attrs import evolve

from schemesockets import dialects
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.rendering import RUNTIME, Program, Sync
from schemesockets.conformance.questions.script import Behaviour
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import read, write
from schemesockets.conformance.running import suite, systems
from schemesockets.conformance.running.processes import HostSession, SubjectError
from schemesockets.conformance.running.results import Result
from schemesockets.conformance.running.run import Observed, run
from schemesockets.conformance.running.subjects import DialectSubject, RealSubject

STAND_IN = Path(__file__).with_name("stand_in.py")
SYSTEM = evolve(
    systems.load("srfi-106@stand-in"), kinds=((re.compile("^expected "), "wrong-type"),)
)
LIMIT = 60.0
"""Seconds that a run may take in these tests; what answers at all does so much sooner."""
ALONE = evolve(ALL["construct.other-things"], time_limit=LIMIT)  # asks nothing of the peer
END = evolve(ALL["receive.end"], time_limit=LIMIT)
SERVER = evolve(ALL["bind.any-port"], time_limit=LIMIT)


def stand_in(mode: str) -> RealSubject:
    return RealSubject("stand-in", SYSTEM, (sys.executable, str(STAND_IN), mode), "1")


def ask(mode: str, behaviour: Behaviour) -> Result:
    subject = stand_in(mode)
    with subject.session() as session:
        result = suite.ask(behaviour, subject, session)
    assert result is not None
    return result


def holdings() -> set[object]:
    """What this process holds: descriptors, threads, children (zombies included)."""
    return {
        *os.listdir("/proc/self/fd" if sys.platform == "linux" else "/dev/fd"),
        *threading.enumerate(),
        *psutil.Process().children(recursive=True),
    }


@pytest.fixture(autouse=True)
def _nothing_stays() -> Iterator[None]:
    """A thread that an earlier test has left may end meanwhile."""
    before = holdings()
    yield
    assert holdings() <= before


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def wait_until_dead(pid: int) -> bool:
    """Whether a killed process is dead; the kernel takes its time, but not long."""
    deadline = time.monotonic() + LIMIT
    while is_alive(pid) and time.monotonic() < deadline:
        os.sched_yield()
    return not is_alive(pid)


@pytest.mark.parametrize("behaviour", [ALONE, END, SERVER, ALL["send.result"]], ids=str)
def test_a_system_that_behaves_passes(behaviour: Behaviour) -> None:
    result = ask("behave", behaviour)
    assert (result.outcome, result.reason, result.leaked) == ("pass", "", 0)
    assert result.observation == {label: result.expectation[label] for label in behaviour.labels}


def test_what_a_system_raises_is_known_by_its_text() -> None:
    refused = ask("behave", ALL["connect.refused"])
    assert refused.outcome == "pass"
    assert refused.observation == {"socket": "(raised ECONNREFUSED)"}
    assert refused.native == {"socket": "failed: Connection refused"}
    wrong = ask("behave", ALL["misuse.send-integer"])
    assert wrong.observation == {"sent": "(raised wrong-type)"}
    assert wrong.native["sent"].startswith("expected another type: ")


def test_what_is_not_as_expected_fails_and_is_told() -> None:
    observed = Observed(observations={"end": read("(returned eof)")})
    assert expectations.load("srfi-106")["receive.end"].unmet(observed.observations) == [
        "data",
        "end",
    ]


@pytest.mark.parametrize("mode", ["silent", "idle", "stray"])
def test_a_system_that_hangs_is_done_with_in_time(mode: str) -> None:
    began = time.monotonic()
    for limit in (0.5, 5.0, 30.0):  # a stray one has to come up first, and the machine may be busy
        result = ask(mode, evolve(END, time_limit=limit))
        if mode != "stray" or result.outcome == "fail":  # the peer waits for a client in vain
            break
    assert result.outcome == ("fail" if mode == "stray" else "hung")
    assert "0.5 s" in result.reason or mode == "stray"
    assert 0.5 <= time.monotonic() - began < LIMIT


@pytest.mark.parametrize(
    ("mode", "reason"),
    [
        ("killed", f"it ended before its script did; exit status {-11}"),
        ("early", "it ended before its script did; exit status 3; I have had enough"),
        ("garbage", "it printed what is not of the protocol: Welcome to Scheme!"),
        ("half", 'it printed what is not of the protocol: (observe "integer" (ret'),
        ("deep", "it printed what is not of the protocol: ((((("),
        ("digits", 'it printed what is not of the protocol: (observe "integer" (returned 999'),
        ("enormous", "it printed what is not of the protocol: xxxxx"),
        ("endless", "it printed what is not of the protocol: xxxxx"),
        ("ahead", "it printed what is not of the protocol: (sync 5)"),
        ("again", "it printed what is not of the protocol: (sync 0)"),
        ("bare", 'it printed what is not of the protocol: (observe "integer" (raised))'),
    ],
)
def test_a_system_that_breaks_off_or_prints_nonsense_crashed(mode: str, reason: str) -> None:
    result = ask(mode, ALONE)
    assert result.outcome == "crashed"
    assert result.reason.startswith(reason)
    assert len(result.reason) < 2500
    assert result.seconds < LIMIT


def test_a_system_that_dies_while_the_peer_looks_for_it_crashed() -> None:
    result = ask("vanishing", SERVER)
    assert result.outcome == "crashed"
    assert "exit status 4" in result.reason


def test_descriptors_left_open_are_a_failure() -> None:
    result = ask("leaky", END)
    assert (result.outcome, result.leaked) == ("fail", 1)
    assert result.reason == "left 1 descriptors open"


def test_a_system_that_does_not_listen_is_asked_all_the_same() -> None:
    assert ask("deaf", ALONE).outcome == "pass"


@pytest.mark.parametrize("mode", ["lingering", "chatty", "spawner"])
def test_what_goes_on_after_the_script_is_ended(mode: str) -> None:
    result = ask(mode, ALONE)
    assert result.outcome == "pass"
    assert result.seconds < LIMIT + 2  # the time to end of itself, and no more


def test_what_a_program_starts_ends_with_it() -> None:
    result = ask("parent", ALONE)
    assert result.outcome == "pass"
    child = read(result.observation["child"])
    assert isinstance(child, tuple)
    assert isinstance(child[1], int)
    assert wait_until_dead(child[1])


def test_what_a_program_starts_outside_its_group_ends_with_it() -> None:
    with stand_in("escaping").session() as session:
        assert isinstance(session, HostSession)
        observed = stand_in("escaping").observe(ALONE, session)
        assert observed.problem is None
        assert psutil.Process(session._started.pid).children(recursive=True) == []


def test_what_a_program_complains_of_is_in_the_reason(tmp_path: Path) -> None:
    script = tmp_path / "complaining"
    script.write_text("#!/bin/sh\necho 'I cannot go on' >&2\nexec sleep 1000\n")
    script.chmod(0o755)
    subject = RealSubject("stand-in", SYSTEM, (str(script),), "1")
    with subject.session() as session:
        result = suite.ask(evolve(ALONE, time_limit=3.0), subject, session)
    assert result is not None
    assert (result.outcome, result.reason) == ("hung", "no answer within 3 s; I cannot go on")


def test_the_rest_of_the_suite_goes_on(tmp_path: Path) -> None:
    """One command that hangs in one behaviour and dies in another answers the others."""
    script = tmp_path / "moody.py"
    script.write_text(
        "import runpy, sys\n"
        "text = open(sys.argv[1]).read()\n"
        "mode = ('silent' if 'make-server-socket' in text else\n"
        "        'early' if 'make-client-socket' in text else 'behave')\n"
        f"sys.argv[:] = ['stand_in', mode, sys.argv[1]]\n"
        f"runpy.run_path({str(STAND_IN)!r}, run_name='__main__')\n"
    )
    subject = RealSubject("moody", SYSTEM, (sys.executable, str(script)), "1")
    behaviours = [evolve(SERVER, time_limit=1.0), END, ALONE, END, ALONE, ALONE]
    results = suite.examine([subject], behaviours)
    assert [result.behaviour for result in results] == [each.name for each in behaviours]
    assert [result.outcome for result in results] == [
        "hung",
        "crashed",
        "pass",
        "crashed",
        "pass",
        "pass",
    ]


def test_a_command_that_does_not_start_says_so(tmp_path: Path) -> None:
    script = tmp_path / "no-program"
    script.write_text("nonsense")
    script.chmod(0o755)
    subject = RealSubject("stand-in", SYSTEM, (str(script),), "1")
    with subject.session() as session, pytest.raises(SubjectError, match="no-program"):
        subject.observe(ALONE, session)


# Programs in Python, run by a host


def python(text: str) -> Program:
    """A program that says all it has to say by itself."""
    imports = f"from {RUNTIME} import observe, sync\nimport os, signal\n"
    return Program((f"{imports}sync(0)\n{text}\nsync(1)\n",), {1: Sync(1, (), None)})


@pytest.fixture
def subject() -> DialectSubject:
    return DialectSubject(dialects.load("srfi-106"))


@pytest.mark.parametrize(
    ("text", "problem", "reason"),
    [
        ("pass", None, ""),
        ("os._exit(5)", "crashed", "exit status 5"),
        ("raise SystemExit(6)", "crashed", "exit status 6"),
        ("raise RuntimeError('oh')", "crashed", "RuntimeError: oh"),
        ("os.abort()", "crashed", "exit status -6"),
        ("signal.pause()", "hung", "no answer within"),
        ("print('hello')", "crashed", "not of the protocol: hello"),
        ("os.kill(os.getppid(), signal.SIGKILL); signal.pause()", "crashed", "exit status -9"),
        ("os.kill(0, signal.SIGKILL)", "crashed", "exit status -9"),
        ("import sys; sys.stdout.close(); os.close(1); signal.pause()", "crashed", "ended"),
        ("os.fork() or signal.pause()", None, ""),
    ],
)
def test_whatever_a_program_does_the_next_one_runs(
    subject: DialectSubject, text: str, problem: str | None, reason: str
) -> None:
    with subject.session() as session:
        observed = run(python(text), session, 1.0 if problem == "hung" else LIMIT)
        assert observed.problem == problem
        assert reason in observed.reason
        assert observed.seconds < LIMIT + 2
        following = run(python("observe('x', lambda: 1)"), session, LIMIT)
        assert following.problem is None
        assert {label: write(it) for label, it in following.observations.items()} == {
            "x": "(returned 1)"
        }


def test_descriptors_that_a_program_leaves_open_are_counted(subject: DialectSubject) -> None:
    with subject.session() as session:
        leaking = python("import socket; kept = socket.socketpair()")
        assert run(leaking, session, LIMIT).leaked == 2
        assert run(python("pass"), session, LIMIT).leaked == 0


def test_a_thread_of_a_program_gives_what_it_returned_or_raised(subject: DialectSubject) -> None:
    text = (
        f"from {RUNTIME} import start_thread\n"
        "observe('returned', start_thread(lambda: 1))\n"
        "observe('raised', start_thread(lambda: int('one')))"
    )
    with subject.session() as session:
        observed = run(python(text), session, LIMIT)
    assert {label: write(it) for label, it in observed.observations.items()} == {
        "returned": "(returned 1)",
        "raised": "(raised bad-value)",
    }


def test_a_module_that_does_not_import_says_so() -> None:
    broken = evolve(dialects.load("srfi-106"), module="no.such.module")
    with (
        pytest.raises(SubjectError, match="No module named"),
        DialectSubject(broken).session(),
    ):
        pytest.fail("it started")
