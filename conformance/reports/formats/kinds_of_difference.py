"""The differences of a real system by kind, the most important first, for who maintains it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from .grid import Column, Grid, State

__all__ = ["Kind", "kinds_of_difference"]

_WORST_FIRST = ("crashed", "hung", "differs", "unspecified")


@frozen
class Kind:
    """Differences with the same reason."""

    state: State
    """The worst state among them."""
    reason: str
    known: bool
    """Whether the reason is that of a divergence on file."""
    behaviours: tuple[str, ...]
    """The one with the smallest program comes first."""


def kinds_of_difference(grid: Grid) -> Mapping[str, tuple[Kind, ...]]:
    """Return the kinds of difference of each real system of a report, by its name."""
    return {column.name: _kinds(grid, column) for column in grid.columns if not column.ours}


def _kinds(grid: Grid, column: Column) -> tuple[Kind, ...]:
    areas = {found["name"]: found["area"] for found in grid.report["behaviours"]}
    groups: dict[tuple[str, bool], list[str]] = {}
    for name, state in column.states.items():
        if state.alarm:
            result = column.results[name]
            divergence = result["divergence"]
            reason = divergence["reason"] if divergence else f"{areas[name]}: {result['reason']}"
            groups.setdefault((reason, divergence is not None), []).append(name)

    def size(name: str) -> int:
        return _size(grid.report, column.results[name])

    made = [
        Kind(
            min((column.states[name] for name in names), key=_severity),
            reason,
            known,
            tuple(sorted(names, key=size)),
        )
        for (reason, known), names in groups.items()
    ]
    return tuple(sorted(made, key=lambda kind: (_severity(kind.state), -len(kind.behaviours))))


def _severity(state: State) -> int:
    return _WORST_FIRST.index(state.name)


def _size(report: Mapping[str, Any], result: Mapping[str, Any]) -> int:
    """Return the characters of a program, or one more than any has, if none is on file."""
    keys = result["programs"].get("scheme", ())
    return sum(len(report["texts"][key]) for key in keys) if keys else 1 << 30
