"""A report as a grid: a row for each behaviour, grouped by area, and a column for each subject.

Each cell has a state, which is more precise than the outcome: where a real system differs from an
expectation that its document does not state, it breaks no requirement, and the cell is
"unspecified".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from ...questions.headings import under_headings
from ...required.notation import matches, read

__all__ = [
    "STATES",
    "Area",
    "Column",
    "Grid",
    "State",
    "is_met",
    "make_grid",
    "state_of",
    "where_and_when",
]


@frozen
class State:
    """The state of a cell: a sign, one or two words, and their meaning.

    `alarm` is true for a difference from what is expected.
    """

    name: str
    sign: str
    words: str
    meaning: str
    alarm: bool = False


STATES = {
    state.name: state
    for state in (
        State("met", "●", "as expected", "everything was observed as it is expected"),
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
        State(
            "unclear",
            "?",
            "unclear",
            "an error was raised, as expected, whose text nobody has classified",
        ),
        State("hung", "…", "hung", "no answer came within the time limit", alarm=True),
        State(
            "crashed",
            "\N{MULTIPLICATION SIGN}",
            "crashed",
            "the program ended, or broke the protocol, before its script did",
            alarm=True,
        ),
        State(
            "cannot-say",
            "\N{EN DASH}",
            "cannot say it",
            "the dialect has no words for the question, or it makes no sense of the dialect",
        ),
        State("not-asked", "", "not asked", "the program has changed since it was recorded"),
    )
}
"""The states by name, in the order of legends and totals."""


def is_met(result: Mapping[str, Any], label: str) -> bool:
    """Return whether the observation under `label` is as expected, or nothing is expected."""
    expected, observed = (result[side].get(label) for side in ("expectation", "observation"))
    return expected is None or (observed is not None and matches(read(expected), read(observed)))


def state_of(result: Mapping[str, Any] | None, kind: str) -> State:
    """Return the state of a cell from the result, if there is one, and the subject's kind."""
    if result is None:
        return STATES["not-asked"]
    match result["outcome"]:
        case "pass":
            return STATES["met"]
        case "fail":
            seen, expected = result["observation"], result["expectation"]
            otherwise = any(not is_met(result, label) for label in seen) or not expected
            silent = kind != "dialect" and result["basis"] != "document"
            return STATES["unspecified" if otherwise and silent else "differs"]
        case outcome:
            return STATES[outcome]


@frozen
class Column:
    """A subject's record, and its results and their states by behaviour."""

    subject: Mapping[str, Any]
    results: Mapping[str, Mapping[str, Any]]
    states: Mapping[str, State]
    starts_group: bool
    """True for the first subject of a dialect."""

    @property
    def name(self) -> str:
        """The subject's name."""
        return str(self.subject["name"])

    @property
    def ours(self) -> bool:
        """True for a dialect of ours, for which a difference is a failure."""
        return bool(self.subject["kind"] == "dialect")

    def tally(self, behaviours: Sequence[Mapping[str, Any]] | None = None) -> dict[str, int]:
        """Count the cells in each state, by its name, for some behaviours or for all."""
        counts = dict.fromkeys(STATES, 0)
        names = self.states if behaviours is None else [found["name"] for found in behaviours]
        for name in names:
            counts[self.states[name].name] += 1
        return counts

    def summary(self, behaviours: Sequence[Mapping[str, Any]]) -> list[State]:
        """Return the states that stand for several cells: every alarm, or else the best state."""
        counts = self.tally(behaviours)
        there = [state for state in STATES.values() if counts[state.name]]
        return [state for state in there if state.alarm] or there[:1]

    def asked(self, behaviours: Sequence[Mapping[str, Any]] | None = None) -> int:
        """Count the behaviours, of some or of all, to which the subject gave a clear answer."""
        counts = self.tally(behaviours)
        apart = ("unclear", "cannot-say", "not-asked")
        return sum(counts.values()) - sum(counts[name] for name in apart)


@frozen
class Area:
    """An area and its behaviours."""

    name: str
    behaviours: tuple[Mapping[str, Any], ...]


@frozen
class Grid:
    """The columns, the areas, and the report that they are made from."""

    report: Mapping[str, Any]
    columns: tuple[Column, ...]
    headings: Mapping[str, tuple[Area, ...]]

    @property
    def areas(self) -> tuple[Area, ...]:
        """All areas, in the order of the headings above them."""
        return tuple(area for below in self.headings.values() for area in below)

    def ours(self, column: Column) -> Column | None:
        """Return the column of a real system's dialect, or None if that is missing or `column`."""
        if column.ours:
            return None
        beside = (found for found in self.columns if found.name == column.subject["dialect"])
        return next(beside, None)


def make_grid(report: Mapping[str, Any]) -> Grid:
    """Return the grid of a report, in which each real system follows its dialect."""
    dialects = dict.fromkeys(subject["dialect"] for subject in report["subjects"])
    columns = []
    for dialect in dialects:
        group = [subject for subject in report["subjects"] if subject["dialect"] == dialect]
        group.sort(key=lambda subject: subject["kind"] != "dialect")
        columns += [_column(report, subject, subject is group[0]) for subject in group]
    areas: dict[str, list[Mapping[str, Any]]] = {}
    for behaviour in report["behaviours"]:
        areas.setdefault(behaviour["area"], []).append(behaviour)
    return Grid(
        report,
        tuple(columns),
        {
            heading: tuple(Area(name, tuple(areas[name])) for name in below)
            for heading, below in under_headings(areas).items()
        },
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
    """Describe the run in which a subject was asked: its kind, date and platform."""
    run = subject["run"]
    return f"{_KINDS[subject['kind']]} {run['ended'][:10]} on {run['platform']}"
