"""A report as a grid: behaviours, grouped by area, against subjects; each cell is in one state.

The state says a little more than the outcome. Where the document is silent, a real system that
does otherwise than is expected here breaks no requirement: that cell is "unspecified".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from ...required.notation import matches, read

__all__ = ["STATES", "Area", "Column", "Grid", "State", "is_met", "make_grid", "where_and_when"]


@frozen
class State:
    """What a cell shows: a sign, a word or two, and what they mean. `alarm` is a difference."""

    name: str
    sign: str
    words: str
    meaning: str
    alarm: bool = False


STATES = {
    state.name: state
    for state in (
        State("kept", "●", "as expected", "everything was observed as it is expected"),
        State(
            "differs",
            "≠",
            "differs",
            "something was observed that is not as expected, or descriptors were left open",
            alarm=True,
        ),
        State(
            "unspecified",
            "◊",
            "unspecified",
            "the document is silent, and a real system does otherwise than is expected here",
            alarm=True,
        ),
        State("hung", "…", "hung", "no answer came within the time limit", alarm=True),
        State(
            "crashed",
            "\N{MULTIPLICATION SIGN}",
            "crashed",
            "the program ended, or went astray, before its script did",
            alarm=True,
        ),
        State(
            "cannot-say",
            "\N{EN DASH}",
            "cannot say it",
            "the dialect has no words for the question",
        ),
        State("not-asked", "", "not asked", "the program has changed since it was recorded"),
    )
}
"""By name, in the order in which they are listed."""


def is_met(result: Mapping[str, Any], label: str) -> bool:
    """Whether what was observed under `label` is as expected; so is what nothing is said about."""
    expected, observed = (result[side].get(label) for side in ("expectation", "observation"))
    return expected is None or (observed is not None and matches(read(expected), read(observed)))


def state_of(result: Mapping[str, Any] | None, kind: str) -> State:
    """The state of a cell: a result of a subject of that kind."""
    if result is None:
        return STATES["not-asked"]
    match result["outcome"]:
        case "pass":
            return STATES["kept"]
        case "fail":
            otherwise = any(not is_met(result, label) for label in result["observation"])
            silent = kind != "dialect" and result["basis"] != "document"
            return STATES["unspecified" if otherwise and silent else "differs"]
        case outcome:
            return STATES[outcome]


@frozen
class Column:
    """A subject: its record, its results and their states by behaviour."""

    subject: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]
    states: Mapping[str, State]
    starts_group: bool
    """Whether it is the first that speaks its dialect."""

    @property
    def name(self) -> str:
        """The subject's name."""
        return str(self.subject["name"])

    @property
    def ours(self) -> bool:
        """Whether it is a dialect of ours, for which a difference is a failure."""
        return bool(self.subject["kind"] == "dialect")

    def tally(self, behaviours: Sequence[Mapping[str, Any]] | None = None) -> dict[str, int]:
        """How many cells are in each state, by its name: of some behaviours, or of all."""
        counts = dict.fromkeys(STATES, 0)
        names = self.states if behaviours is None else [found["name"] for found in behaviours]
        for name in names:
            counts[self.states[name].name] += 1
        return counts

    def summary(self, behaviours: Sequence[Mapping[str, Any]]) -> list[State]:
        """The states that stand for several behaviours: all that differ, or else the best."""
        counts = self.tally(behaviours)
        there = [state for state in STATES.values() if counts[state.name]]
        return [state for state in there if state.alarm] or there[:1]

    def asked(self, behaviours: Sequence[Mapping[str, Any]] | None = None) -> int:
        """How many behaviours, of some or of all, it was asked about and has words for."""
        counts = self.tally(behaviours)
        return sum(counts.values()) - counts["cannot-say"] - counts["not-asked"]


@frozen
class Area:
    """Behaviours that belong together."""

    name: str
    behaviours: tuple[Mapping[str, Any], ...]


@frozen
class Grid:
    """The whole: its columns, its areas, and the report that it is made from."""

    report: Mapping[str, Any]
    columns: tuple[Column, ...]
    areas: tuple[Area, ...]

    def ours(self, column: Column) -> Column | None:
        """The column of our dialect that a real system is put beside, where it was asked."""
        if column.ours:
            return None
        beside = (found for found in self.columns if found.name == column.subject["dialect"])
        return next(beside, None)


def make_grid(report: Mapping[str, Any]) -> Grid:
    """The grid of a report. A real system stands right of our dialect whose words it speaks."""
    dialects = dict.fromkeys(subject["dialect"] for subject in report["subjects"])
    columns = []
    for dialect in dialects:
        group = [subject for subject in report["subjects"] if subject["dialect"] == dialect]
        group.sort(key=lambda subject: subject["kind"] != "dialect")
        columns += [_column(report, subject, subject is group[0]) for subject in group]
    areas = dict.fromkeys(behaviour["area"] for behaviour in report["behaviours"])
    return Grid(
        report,
        tuple(columns),
        tuple(
            Area(name, tuple(found for found in report["behaviours"] if found["area"] == name))
            for name in areas
        ),
    )


def _column(report: Mapping[str, Any], subject: Mapping[str, Any], first: bool) -> Column:
    results = {
        result["behaviour"]: result
        for result in report["results"]
        if result["subject"] == subject["name"]
    }
    states = {
        behaviour["name"]: state_of(results.get(behaviour["name"]), subject["kind"])
        for behaviour in report["behaviours"]
    }
    return Column(subject, results, states, first)


_KINDS = {"dialect": "in Python, run", "real": "real, run", "recorded": "real, recorded"}


def where_and_when(subject: Mapping[str, Any]) -> str:
    """In words, how, when and where a subject was asked."""
    run = subject["run"]
    return f"{_KINDS[subject['kind']]} {run['ended'][:10]} on {run['platform']}"
