"""Changes between two reports of the same subjects: what has become better or worse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import asdict, frozen

from ..running.results import Outcome

__all__ = ["TRENDS", "Change", "Changes", "SubjectChange", "Trend", "compare_reports"]

Trend = Literal["worse", "better", "different"]
TRENDS: tuple[Trend, ...] = ("worse", "better", "different")

ReportData: TypeAlias = Mapping[str, Any]
"""A report as `reading.read_report` returns it."""

_RANKS: Mapping[Outcome, int] = {"pass": 0, "unclear": 1, "fail": 2, "crashed": 3, "hung": 3}


@frozen
class Change:
    """A result that is not what it was.

    Attributes:
        subject, behaviour: whose result, and of which question.
        trend: "different" where neither result is better, as if both fail in different ways.
        old, new: the outcomes.
        observations: by label, each observation that differs, as old and new text; None where
            there is no observation of that label.
        reason: why the new outcome is no pass, or "".
        asked_anew: True if the question or the subject's program has changed as well.
    """

    subject: str
    behaviour: str
    trend: Trend
    old: Outcome
    new: Outcome
    observations: Mapping[str, tuple[str | None, str | None]]
    reason: str
    asked_anew: bool


@frozen
class SubjectChange:
    """A subject of either report, with its version in each; None in a report without it."""

    name: str
    old: str | None
    new: str | None


@frozen
class Changes:
    """All changes from one report to another.

    Attributes:
        subjects: those of both reports.
        results: the changed results of behaviours that both reports have, the worse ones first.
        added, removed: by subject, the behaviours that only the new or only the old report has.
            They do not count as better or worse.
    """

    subjects: tuple[SubjectChange, ...]
    results: tuple[Change, ...]
    added: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]

    def of(self, trend: Trend) -> tuple[Change, ...]:
        """Return the changes of one trend."""
        return tuple(change for change in self.results if change.trend == trend)

    def as_dict(self) -> dict[str, Any]:
        """Return the changes as data that JSON can hold."""
        return {
            "format": "schemesockets-diff",
            "version": 1,
            **asdict(self),
            "counts": {trend: len(self.of(trend)) for trend in TRENDS},
        }


def compare_reports(old: ReportData, new: ReportData) -> Changes:
    """Return what has changed from the report `old` to `new`."""
    before, after = _results(old), _results(new)
    changed = [
        change
        for key in after.keys() & before.keys()
        if (change := _change(before[key], after[key], _asked_anew(key, old, new, before, after)))
    ]
    place = {key: number for number, key in enumerate(after)}
    changed.sort(key=lambda c: (TRENDS.index(c.trend), place[c.subject, c.behaviour]))
    return Changes(
        subjects=tuple(_subjects(old, new)),
        results=tuple(changed),
        added=_only(after, before),
        removed=_only(before, after),
    )


_Results: TypeAlias = Mapping[tuple[str, str], Mapping[str, Any]]


def _results(report: ReportData) -> _Results:
    return {(result["subject"], result["behaviour"]): result for result in report["results"]}


def _subjects(old: ReportData, new: ReportData) -> Iterator[SubjectChange]:
    before, after = (
        {subject["name"]: subject["version"] for subject in report["subjects"]}
        for report in (old, new)
    )
    for name in dict.fromkeys((*before, *after)):
        yield SubjectChange(name, before.get(name), after.get(name))


def _only(here: _Results, there: _Results) -> dict[str, tuple[str, ...]]:
    """Return the behaviours that one report alone has, of the subjects that both have."""
    both = {subject for subject, _ in here} & {subject for subject, _ in there}
    found: dict[str, list[str]] = {}
    for subject, behaviour in here:
        if subject in both and (subject, behaviour) not in there:
            found.setdefault(subject, []).append(behaviour)
    return {subject: tuple(names) for subject, names in found.items()}


def _asked_anew(
    key: tuple[str, str], old: ReportData, new: ReportData, before: _Results, after: _Results
) -> bool:
    _, behaviour = key
    first, second = (
        next(found["question"] for found in report["behaviours"] if found["name"] == behaviour)
        for report in (old, new)
    )
    programs = before[key]["programs"], after[key]["programs"]
    return bool(first != second or (all(programs) and programs[0] != programs[1]))


def _change(
    before: Mapping[str, Any], after: Mapping[str, Any], asked_anew: bool
) -> Change | None:
    seen, sees = before["observation"], after["observation"]
    observations = {
        label: (seen.get(label), sees.get(label))
        for label in dict.fromkeys((*seen, *sees))
        if seen.get(label) != sees.get(label)
    }
    trend = _trend(before, after)
    if trend is None and not observations:
        return None
    return Change(
        after["subject"],
        after["behaviour"],
        trend or "different",
        before["outcome"],
        after["outcome"],
        observations,
        after["reason"],
        asked_anew,
    )


def _trend(before: Mapping[str, Any], after: Mapping[str, Any]) -> Trend | None:
    """Return how an outcome has changed; None if it has not.

    A subject that has lost its words for a question answers less than it did. One that has found
    them is better if it passes; if not, nobody knew before.
    """
    old, new = before["outcome"], after["outcome"]
    if old == new:
        leaks = after["leaked"] - before["leaked"]
        return None if leaks == 0 else "worse" if leaks > 0 else "better"
    if new == "cannot-say":
        return "worse"
    if old == "cannot-say":
        return "better" if new == "pass" else "different"
    gain = _RANKS[old] - _RANKS[new]
    return "different" if gain == 0 else "better" if gain > 0 else "worse"
