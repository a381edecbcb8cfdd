"""Many repeats of ten behaviours leave nothing behind, all in one process."""

from __future__ import annotations

import pytest

from schemesockets import dialects
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.rendering import Program
from schemesockets.conformance.required import expectations
from schemesockets.conformance.required.notation import write
from schemesockets.conformance.running.run import run
from schemesockets.conformance.running.subjects import DialectSubject

REPEATS = {"srfi-106": 1000, "foment": 100}
BEHAVIOURS = (
    "call.port",
    "close.send",
    "close.unread",
    "connect.refused",
    "datagram.large",
    "inet6.client",
    "port-in.two-ports",
    "port-out.write-closed",
    "receive.end",
    "send.after-shutdown",
)


@pytest.mark.parametrize("name", REPEATS)
def test_repeating_behaviours_leaves_nothing_behind(name: str) -> None:
    subject = DialectSubject(dialects.load(name), in_process=True)
    expected = expectations.load(name)
    asked = [behaviour for behaviour in BEHAVIOURS if behaviour in expected]
    assert len(asked) == 10
    programs = {behaviour: subject.program(ALL[behaviour]) for behaviour in asked}
    with subject.session() as session:
        before: dict[str, int] = {}
        for repeat in range(REPEATS[name] + 1):
            for behaviour, program in programs.items():
                observed = run(program, session, 30.0)
                assert observed.problem is None, observed.reason
                unmet = expected[behaviour].unmet(observed.observations)
                assert not unmet, {label: write(observed.observations[label]) for label in unmet}
                assert observed.leaked == 0
            if repeat == 0:
                before = dict(session.last)  # after one round everything has been loaded
        assert session.last == before
        assert before["descriptors"] > 0
        assert before["threads"] == 1


def test_what_is_left_behind_is_counted() -> None:
    """The same, of a program that keeps a descriptor and a thread each time."""
    subject = DialectSubject(dialects.load("foment"), in_process=True)
    program = subject.program(ALL["flags.merge"])
    leak = (
        "import os, threading\n"
        "os.dup(2)\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    )
    counts = []
    with subject.session() as session:
        for text in (program.text, program.text + leak):
            run(Program((text,), program.syncs), session, 30.0)
            counts.append(dict(session.last))
    assert counts[1]["descriptors"] == counts[0]["descriptors"] + 1
    assert counts[1]["threads"] == counts[0]["threads"] + 1
