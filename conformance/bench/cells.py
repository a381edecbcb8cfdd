"""The cells of the benchmark: each is a program in a dialect, with its comparisons and limits.

They are derived from the tables of `programs` and `phrasings`. The *sides* of a cell are rounds of
Python in the same process: "dialect", "plain", "timed" if there is a limit for it, and the
program's variants. They are also compared with real Schemes, "real guile" and the like.
"""

from __future__ import annotations

import resource
from collections.abc import Mapping, Sequence

from attrs import frozen

from .limits import Limit
from .phrasings import COMPARISONS, Phrasing
from .programs import PROGRAMS, can_render

__all__ = ["REAL_PREFIX", "Cell", "Side", "cells", "lacking", "limits", "real_schemes", "sides"]

REAL_PREFIX = "real "

Cell = tuple[str, str]
"""The names of a program and of a dialect."""


@frozen
class Side:
    """The phrasing of a side, and the names that the program uses there."""

    phrasing: Phrasing
    names: Mapping[str, object]


def cells(programs: Sequence[str], dialects: Sequence[str]) -> list[Cell]:
    """Return the cells of these programs and dialects, grouped by program."""
    return [
        (program, dialect)
        for program in programs
        for dialect in dialects
        if can_render(PROGRAMS[program], COMPARISONS[dialect].dialect)
    ]


def limits(program: str, dialect: str) -> dict[str, Limit | None]:
    """Return the limit of each comparison of a cell, or None for one without a limit.

    A cell is always compared with the plain program and with the real Scheme of its dialect, if
    that has the program; with others only if there is a limit.
    """
    comparison, own = COMPARISONS[dialect], COMPARISONS[dialect].real
    stated = {**PROGRAMS[program].limits, **comparison.limits.get(program, {})}
    own_limit = stated.pop("real", None)
    found = {"plain": stated.pop("plain", None)}
    found |= {beside: limit for beside, limit in stated.items() if limit is not None}
    if own in PROGRAMS[program].real:
        found.setdefault(f"{REAL_PREFIX}{own}", own_limit)
    return found


def sides(program: str, dialect: str) -> dict[str, Side]:
    """Return the sides of a cell by name, "dialect" first."""
    comparison, names = COMPARISONS[dialect], PROGRAMS[program].names
    found = {"dialect": Side(comparison.dialect, names)}
    for beside in limits(program, dialect):
        if beside.startswith(REAL_PREFIX):
            continue
        variant = PROGRAMS[program].variants.get(beside)
        if variant is not None:
            found[beside] = Side(comparison.dialect, {**names, **variant})
        else:
            found[beside] = Side(getattr(comparison, beside), names)
    return found


def real_schemes(program: str, dialect: str) -> list[str]:
    """Return the names of the real Schemes that a cell is compared with."""
    besides = limits(program, dialect)
    return [name.removeprefix(REAL_PREFIX) for name in besides if name.startswith(REAL_PREFIX)]


def lacking(program: str) -> str | None:
    """Return the reason why a program cannot run on this machine, or None."""
    needed = PROGRAMS[program].idle and PROGRAMS[program].idle + 100
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY and most < needed:
        return f"it needs {needed} descriptors, and a process may have {most} (ulimit -Hn)"
    return None
