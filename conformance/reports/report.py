"""A report: the subjects and behaviours of one run of the suite, and its results.

`Report.as_dict` gives it as plain data, which `schema.json` describes and from which every format
is made.
"""

from __future__ import annotations

import functools
import hashlib
import json
import platform
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from attrs import asdict, evolve, frozen

from ..questions.script import Behaviour
from ..required.requirements import documents, requirements_of
from ..running.results import OUTCOMES, Outcome, Result
from ..running.subjects import Subject

__all__ = ["Report", "SubjectRecord", "make_report", "run_record", "schema"]


@frozen
class SubjectRecord:
    """A subject as a report has it."""

    name: str
    dialect: str
    kind: str
    version: str
    run: Mapping[str, Any]
    """The run in which it was asked, see `run_record`: a recording's own, or the report's."""


@frozen
class Report:
    """One run of the suite."""

    run: Mapping[str, Any]
    subjects: tuple[SubjectRecord, ...]
    behaviours: tuple[Behaviour, ...]
    results: tuple[Result, ...]

    def of(self, subject: str) -> dict[str, Result]:
        """Return the results of one subject by behaviour."""
        return {result.behaviour: result for result in self.results if result.subject == subject}

    def count(self, subject: str) -> dict[Outcome, int]:
        """Return the number of one subject's results with each outcome."""
        outcomes = [result.outcome for result in self.of(subject).values()]
        return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that fail the run: those of our dialects that do not meet an expectation."""
        ours = {subject.name for subject in self.subjects if subject.kind == "dialect"}
        return tuple(
            result
            for result in self.results
            if result.subject in ours and result.outcome not in ("pass", "cannot-say")
        )

    def as_dict(self) -> dict[str, Any]:
        """Return the report as `schema.json` describes it."""
        texts: dict[str, str] = {}
        results = [
            {
                **result.as_dict(),
                "programs": {
                    language: [texts.setdefault(part, _key(part)) for part in parts]
                    for language, parts in result.programs.items()
                },
            }
            for result in self.results
        ]
        cited = {name for result in self.results for name, _ in result.requirements}
        return {
            "format": "schemesockets-report",
            "version": 2,
            "run": dict(self.run),
            "subjects": [asdict(subject) for subject in self.subjects],
            "behaviours": [
                {"name": behaviour.name, "area": behaviour.area, "question": behaviour.question}
                for behaviour in self.behaviours
            ],
            "documents": {
                name: document.address for name, document in documents().items() if name in cited
            },
            "texts": {key: text for text, key in texts.items()},
            "results": results,
        }


def _key(text: str) -> str:
    """Return the key of a part of a program; it is the same in every report."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run_record(seconds: float) -> dict[str, Any]:
    """Describe a run that took `seconds` and has just ended: its time, platform and versions."""
    return {
        "ended": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "seconds": round(seconds, 3),
        "schemesockets": version("schemesockets"),
        "python": platform.python_version(),
        "platform": platform.platform(),
    }


def make_report(
    subjects: Sequence[Subject],
    behaviours: Sequence[Behaviour],
    results: Sequence[Result],
    seconds: float,
) -> Report:
    """Return the report of a run that took `seconds` and has just ended.

    Each result is completed with the requirements that the behaviour observes, the reason for a
    known difference of a real system, and the programs.
    """
    run = run_record(seconds)
    asked = {subject.name: subject for subject in subjects}
    by_name = {behaviour.name: behaviour for behaviour in behaviours}
    return Report(
        run=run,
        subjects=tuple(
            SubjectRecord(
                subject.name,
                subject.dialect,
                subject.kind,
                subject.version,
                subject.recorded_run or run,
            )
            for subject in subjects
        ),
        behaviours=tuple(behaviours),
        results=tuple(
            _completed(result, asked[result.subject], by_name[result.behaviour])
            for result in results
        ),
    )


def _completed(result: Result, subject: Subject, behaviour: Behaviour) -> Result:
    return evolve(
        result,
        requirements=requirements_of(subject.dialect).get(result.behaviour, ()),
        divergence=subject.divergences.get(result.behaviour),
        programs=subject.listing(behaviour),
    )


@functools.cache
def schema() -> dict[str, Any]:
    """Return the JSON Schema of a report."""
    text = (files(__package__) / "schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
