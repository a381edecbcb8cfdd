"""What procedures return in the behaviours is what their declarations say that it means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from result_watch import matches

from schemesockets import dialects
from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.questions.phrasebook import CannotSayError
from schemesockets.conformance.questions.rendering import Program
from schemesockets.conformance.questions.script import Behaviour
from schemesockets.conformance.running.processes import Session
from schemesockets.conformance.running.run import run
from schemesockets.conformance.running.subjects import DialectSubject
from schemesockets.conformance.running.suite import in_parallel
from schemesockets.dialects.results import Result

LONG_ENOUGH = 3.0
"""Seconds for what comes before a program waits for ever, as it is expected to."""
_WATCH = "import result_watch\nresult_watch.watch(globals(), {log!r})\n\n"


@pytest.mark.parametrize("dialect", ["srfi-106", "foment", "guile", "chicken", "sagittarius"])
def test_what_behaviours_see(dialect: str, tmp_path: Path) -> None:
    subject = DialectSubject(dialects.load(dialect))
    log = tmp_path / "log"

    def observe(behaviour: Behaviour, session: Session) -> str:
        try:
            program = subject.program(behaviour)
        except CannotSayError:
            return ""
        imports, *rest = program.parts
        watched = Program((imports, _WATCH.format(log=str(log)), *rest), program.syncs)
        if subject.expectations[behaviour.name].waits:
            run(watched, session, LONG_ENOUGH)
            return ""
        return run(watched, session, behaviour.time_limit).reason

    reasons = in_parallel(subject, list(ALL.values()), observe)
    assert list(filter(None, reasons)) == []
    seen = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert sorted({f"{python}: {wrong}" for python, wrong in seen if wrong is not None}) == []
    called = {python for python, _ in seen}
    procedures = {name.python for name in dialects.load(dialect).names if name.kind == "procedure"}
    assert len(procedures & called) > 0.7 * len(procedures)


@pytest.mark.parametrize(
    ("result", "value", "is_so"),
    [
        (Result("either", (Result("integer"), Result("eof"))), dialects.EOF, True),
        (Result("either", (Result("integer"), Result("eof"))), None, False),
        (Result("integer"), True, False),
        (Result("unspecified"), 1, False),
        (Result("pair", (Result("integer"), Result("string"))), (1, "a"), True),
        (Result("pair", (Result("integer"), Result("string"))), ("a", 1), False),
        (Result("values", (Result("integer"),)), (1, 2), False),
        (Result("list", (Result("string"),)), ["a", "b"], True),
        (Result("list", (Result("string"),)), ["a", 1], False),
        (Result("vector", (Result("integer"),)), (), True),
    ],
)
def test_what_matches(result: Result, value: object, is_so: bool) -> None:
    assert matches(result, value) is is_so
