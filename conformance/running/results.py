"""Results: the observations of a subject in a behaviour, compared with what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import asdict, frozen

from ..questions.phrasebook import Language
from ..questions.script import Behaviour
from ..required.divergences import Divergence
from ..required.expectations import Expectation
from ..required.notation import UNKNOWN, Datum, write
from ..required.requirements import Requirement
from .run import Observed

__all__ = ["OUTCOMES", "Outcome", "Result", "cannot_say", "judge", "not_asked"]

Outcome = Literal["pass", "fail", "unclear", "cannot-say", "hung", "crashed"]
"""`unclear`: an error came where one is expected, but its text has not been classified."""
OUTCOMES: tuple[Outcome, ...] = ("pass", "fail", "unclear", "cannot-say", "hung", "crashed")


@frozen
class Result:
    """One cell of a report: a subject and a behaviour.

    Observations and expectations are text in the neutral notation, by label. The last three
    attributes are for reports, and `report.make_report` sets them.
    """

    behaviour: str
    subject: str
    outcome: Outcome
    observation: Mapping[str, str]
    expectation: Mapping[str, str]
    citation: str
    basis: str
    reason: str = ""
    native: Mapping[str, str] = {}
    leaked: int = 0
    seconds: float = 0.0
    transcript: tuple[str, ...] = ()
    requirements: tuple[tuple[str, Requirement], ...] = ()
    """The requirements that the behaviour observes, each with the name of its document."""
    divergence: Divergence | None = None
    programs: Mapping[Language, tuple[str, ...]] = {}
    """The parts of the program that ran, and of its counterpart in the other language."""

    def as_dict(self) -> dict[str, Any]:
        """Return the result as a report has it, but with the texts of the programs."""
        return {
            **asdict(self),
            "seconds": round(self.seconds, 4),
            "transcript": list(self.transcript),
            "requirements": [
                {"document": document, "section": requirement.section, "words": requirement.words}
                for document, requirement in self.requirements
            ],
        }


def cannot_say(behaviour: str, subject: str, missing: str) -> Result:
    """Return the result for a dialect whose phrasebook lacks a phrase, named `missing`."""
    return Result(behaviour, subject, "cannot-say", {}, {}, "", "", f"no words for {missing}")


def not_asked(behaviour: str, subject: str, expected: Expectation) -> Result:
    """Return the result for a question that makes no sense of a subject, which `expected` says."""
    reason = f"not asked: {expected.unasked}; {expected.citation}"
    return Result(behaviour, subject, "cannot-say", {}, {}, "", "", reason)


def judge(
    behaviour: Behaviour, subject: str, observed: Observed, expected: Expectation | None
) -> Result:
    """Return the result of a run: what was observed, compared with what is expected."""
    if expected:
        expected = expected.in_order(behaviour.labels)
    outcome, reason = _outcome(behaviour, observed, expected)
    return Result(
        behaviour=behaviour.name,
        subject=subject,
        outcome=outcome,
        observation={label: write(datum) for label, datum in observed.observations.items()},
        expectation={label: write(datum) for label, datum in expected.observations.items()}
        if expected
        else {},
        citation=expected.citation if expected else "",
        basis=expected.basis if expected else "",
        reason=reason,
        native=dict(observed.native),
        leaked=observed.leaked,
        seconds=observed.seconds,
        transcript=tuple(observed.transcript),
    )


def _outcome(
    behaviour: Behaviour, observed: Observed, expected: Expectation | None
) -> tuple[Outcome, str]:
    """Return the outcome of a run, and the reason for one that is not a pass."""
    unmet = expected.unmet(observed.observations) if expected else []
    waits = expected is not None and expected.waits
    match observed.problem:
        case "hung" if waits and not unmet:
            return "pass", ""
        case "hung" | "crashed":
            return observed.problem, observed.reason
        case "strayed":
            return "fail", observed.reason
        case _ if expected is None:
            return "fail", "no expectation is on file"
        case _ if waits:
            return "fail", "it does not wait"
        case _ if missing := set(behaviour.labels) - expected.observations.keys():
            return "fail", f"no expectation is on file for {', '.join(sorted(missing))}"
        case _ if unmet and all(
            _is_unclear(expected.observations[label], observed.observations.get(label))
            for label in unmet
        ):
            return "unclear", f"an error of unknown kind: {', '.join(unmet)}"
        case _ if unmet:
            return "fail", f"not as expected: {', '.join(unmet)}"
        case _ if observed.leaked:
            return "fail", f"left {observed.leaked} descriptors open"
    return "pass", ""


def _is_unclear(pattern: Datum, observation: Datum | None) -> bool:
    """Return whether an error is expected and one came whose kind is unknown."""
    return observation == UNKNOWN and isinstance(pattern, tuple) and pattern[:1] == UNKNOWN[:1]
