"""A small report made by hand: every state, and text that means something to HTML and the rest."""

from __future__ import annotations

from typing import Any

from schemesockets.conformance.questions.behaviours import ALL
from schemesockets.conformance.reports.report import Report, SubjectRecord
from schemesockets.conformance.required.divergences import Divergence
from schemesockets.conformance.required.requirements import Requirement
from schemesockets.conformance.running.results import Result

HOSTILE = (
    "</script><img src=x onerror=alert(1)> & \"x\" 'y' | `a``b` *c* _d_ [e](f) ]]> {{ 7 * 7 }}"
)
CONTROL = "\x1b[31m\x00\x08￿"
NAMES = (
    "receive.end",
    "receive.peek",
    "send.text",
    "send.empty",
    "close.twice",
    "close.send",
    "close.receive",
)
RUN = {
    "ended": "2026-11-21T12:00:00Z",
    "seconds": 1.5,
    "schemesockets": "0.1.0",
    "python": "3.11.7",
    "platform": "Linux",
}
EARLIER = {**RUN, "ended": "2026-10-01T08:00:00Z", "platform": "Elsewhere"}


def _result(behaviour: str, subject: str, outcome: Any, **more: Any) -> Result:
    said = {
        "observation": {"data": "(returned 1)"},
        "expectation": {"data": "(returned 1)"},
        "citation": "SRFI 106, socket-recv",
        "basis": "document",
        "seconds": 0.25,
        "programs": {
            "scheme": ("(prelude)\n", "(display 1)\n"),
            "python": ("import x\n", "x()\n"),
        },
    }
    return Result(behaviour=behaviour, subject=subject, outcome=outcome, **{**said, **more})


def sample(**fail: Any) -> dict[str, Any]:
    """The report as data; see `sample_run`."""
    return sample_run(**fail).as_dict()


def sample_run(**fail: Any) -> Report:
    """The report; `fail` is said of the one failure of our dialect."""
    end, peek, value, empty, twice, send, receive = NAMES
    other = {"observation": {"data": "(returned 2)"}}
    silent = {**other, "basis": "implementation"}
    nothing = {"observation": {}, "expectation": {}, "citation": "", "basis": "", "programs": {}}
    known = Divergence("fault", HOSTILE)
    requirement = Requirement("socket-recv", HOSTILE, (end,))
    ours, real = "srfi-106", "real:srfi-106@else"
    results = (
        _result(
            end,
            ours,
            "pass",
            requirements=(("SRFI 106", requirement),),
            transcript=("(sync 0)", "< "),
        ),
        _result(peek, ours, "fail", **{**silent, "reason": "not as expected: data", **fail}),
        _result(value, ours, "hung", observation={}, reason="no answer within 5 s"),
        _result(empty, ours, "crashed", observation={}, reason=HOSTILE + CONTROL),
        _result(twice, ours, "cannot-say", **nothing, reason="no words for that"),
        _result(send, ours, "pass"),
        _result(receive, ours, "pass"),
        _result(end, real, "pass", native={"data": HOSTILE}),
        _result(peek, real, "fail", **other, reason="not as expected: data", divergence=known),
        _result(value, real, "fail", **silent, reason="not as expected: data"),
        _result(empty, real, "fail", basis="platform", leaked=1, reason="left 1 descriptors open"),
        _result(twice, real, "cannot-say", **nothing, reason="no words for that"),
        _result(send, real, "crashed", observation={}, reason="exit status 1"),
    )
    return Report(
        run=RUN,
        subjects=(
            SubjectRecord(real, "srfi-106", "recorded", HOSTILE, EARLIER),
            SubjectRecord(ours, "srfi-106", "dialect", "a module", RUN),
        ),
        behaviours=tuple(ALL[name] for name in NAMES),
        results=results,
    )
