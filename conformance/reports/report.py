"""A report: what was asked of whom on which machine, and what came of it, as plain data.

`Report.as_dict` is what `schema.json` describes and what every format is made from.
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
    """Who was asked."""

    name: str
    dialect: str
    kind: str
    version: str
    run: Mapping[str, Any]
    """When, where and with what it was asked: a recording's own run, or the report's."""


@frozen
class Report:
    """Everything about one run of the suite."""

    run: Mapping[str, Any]
    subjects: tuple[SubjectRecord, ...]
    behaviours: tuple[Behaviour, ...]
    results: tuple[Result, ...]

    def of(self, subject: str) -> dict[str, Result]:
        """The results of one subject by behaviour."""
        return {result.behaviour: result for result in self.results if result.subject == subject}

    def count(self, subject: str) -> dict[Outcome, int]:
        """How often each outcome came, for one subject."""
        outcomes = [result.outcome for result in self.of(subject).values()]
        return {outcome: outcomes.count(outcome) for outcome in OUTCOMES}

    @property
    def failures(self) -> tuple[Result, ...]:
        """What fails the run: expectations of our dialects that are not met."""
        ours = {subject.name for subject in self.subjects if subject.kind == "dialect"}
        return tuple(
            result
            for result in self.results
            if result.subject in ours and result.outcome not in ("pass", "cannot-say")
        )

    def as_dict(self) -> dict[str, Any]:
        """The report as `schema.json` describes it."""
        results: list[dict[str, Any]] = []
        texts: dict[str, str] = {}
        for result in self.results:
            told = result.as_dict()
            told["programs"] = {
                language: [texts.setdefault(part, _key(part)) for part in parts]
                for language, parts in result.programs.items()
            }
            results.append(told)
        cited = {promise["document"] for told in results for promise in told["promises"]}
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
    """What a text is known by, in whatever report it stands."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def run_record(seconds: float) -> dict[str, Any]:
    """When, where and with what a run was made that took so many seconds and has just ended."""
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
    """The report of a run that took so many seconds and has just ended.

    To each result comes what there is to tell of it besides: what the documents say in our own
    words, why a real system is known to differ, and the programs.
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
            _told(result, asked[result.subject], by_name[result.behaviour]) for result in results
        ),
    )


def _told(result: Result, subject: Subject, behaviour: Behaviour) -> Result:
    """A result with what there is to tell of it besides."""
    return evolve(
        result,
        requirements=requirements_of(subject.dialect).get(result.behaviour, ()),
        divergence=subject.divergences.get(result.behaviour),
        programs=subject.listing(behaviour),
    )


@functools.cache
def schema() -> dict[str, Any]:
    """The JSON Schema of a report."""
    text = (files(__package__) / "schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
