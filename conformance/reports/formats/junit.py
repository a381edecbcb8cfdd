"""The report as JUnit's XML: a suite for each subject, a case for each behaviour.

Only cases of our dialects fail. A difference of a real system is a skipped case with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from ..markup import render
from .grid import Column, State, is_met, make_grid, where_and_when

__all__ = ["render_junit"]


@frozen
class Case:
    """A test case: a behaviour of a subject, with the element inside it ("" for none)."""

    behaviour: Mapping[str, Any]
    seconds: float
    element: str
    state: State
    message: str
    evidence: tuple[str, ...]


def render_junit(report: Mapping[str, Any]) -> str:
    """Return the report as JUnit's XML."""
    grid = make_grid(report)
    suites = [
        (column, [_case(column, behaviour) for behaviour in report["behaviours"]])
        for column in grid.columns
    ]
    return render("report.xml.jinja", suites=suites, where_and_when=where_and_when)


def _case(column: Column, behaviour: Mapping[str, Any]) -> Case:
    name = behaviour["name"]
    state = column.states[name]
    result = column.results.get(name)
    if result is None:
        return Case(behaviour, 0.0, "skipped", state, state.meaning, ())
    message = result["reason"]
    if state.alarm and result["divergence"]:
        message = f"{message}; known: {result['divergence']['reason']}"
    if not column.ours and state.alarm:
        message = f"{state.words}: {message}"
    return Case(
        behaviour, result["seconds"], _element(column, state), state, message, _evidence(result)
    )


def _element(column: Column, state: State) -> str:
    if state.name == "met":
        return ""
    if state.name == "cannot-say" or not column.ours:
        return "skipped"
    return "failure" if state.name == "differs" else "error"


def _evidence(result: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the citation, the expectations that are not met, and the transcript, as lines."""
    lines = [result["citation"]] if result["citation"] else []
    for label, expected in result["expectation"].items():
        if not is_met(result, label):
            seen = result["observation"].get(label, "nothing")
            native = result["native"].get(label, "")
            lines += [
                f"{label}: expected {expected}",
                f"{label}: observed {seen} {native}".strip(),
            ]
    return (*lines, *result["transcript"])
