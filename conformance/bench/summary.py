"""The benchmark's results as tables for people and as JSON for programs.

The JSON is an object: `metadata` (of the machine and the Python, as pyperf collects it),
`results`, a list of objects, and `pyperf`, all values in pyperf's own format. A result has
`program`, `title`, `dialect`, `seconds` and `beside`. `seconds` has the times of one loop, an
object of `median`, `mean` and `stdev` for each side: `dialect`, `plain`, where they were measured
`timed` (sockets with a timeout) or a variant of the program (`few`), and `real guile` and the
like, null for a real Scheme that is not installed.

`beside` is a list of what the dialect's program was compared with: `name` (as in `seconds`),
`measure` ("ratio" of the dialect's time to the other, or "difference" in seconds), `cost` (the
median), `quartiles`, `limit`, `within` and `rounds`, how many rounds ran side by side. Beside a
real Scheme, which runs in processes of its own, the cost is that of the medians, and `quartiles`
is null. Without a real Scheme `cost` is null, and so is `within` if there is a limit. `limit` is
null where there is none.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyperf
from rich import box
from rich.console import Group
from rich.table import Table

from .cells import REAL_PREFIX
from .limits import Limit
from .programs import PROGRAMS
from .runner import Measurement, Verdict

__all__ = ["as_json", "as_tables", "exceeded", "unchecked"]


def as_tables(measurements: Sequence[Measurement]) -> Group:
    """Make a table for each program, with rows for each dialect: one for each comparison.

    They fit on 80 columns; if necessary, the quartiles take two lines.
    """
    programs = dict.fromkeys(m.program for m in measurements)
    return Group(
        *(_table(name, [m for m in measurements if m.program == name]) for name in programs),
        "Times are medians of one loop; the cost is the median over pairs of rounds.",
    )


def _table(program: str, measurements: Iterable[Measurement]) -> Table:
    table = Table(
        title=f"{program}: {PROGRAMS[program].title}",
        title_justify="left",
        box=box.SIMPLE,
        collapse_padding=True,
        pad_edge=False,
    )
    table.add_column("dialect", no_wrap=True)
    table.add_column("time", justify="right", no_wrap=True)
    table.add_column("beside", no_wrap=True)
    for heading in ("time", "cost", "middle half", "limit"):
        table.add_column(heading, justify="right", no_wrap=heading != "middle half")
    for m in measurements:
        for number, verdict in enumerate(m.verdicts):
            first = ("", "") if number else (m.dialect, _time(program, verdict.ours))
            table.add_row(*first, verdict.beside, *_beside(program, verdict))
    return table


def _beside(program: str, verdict: Verdict) -> tuple[str, ...]:
    if verdict.other is None or verdict.cost is None:
        return "", "", "not installed", _judged(verdict)
    half = (
        "" if verdict.quartiles is None else " ".join(_cost(verdict, c) for c in verdict.quartiles)
    )
    return _time(program, verdict.other), _cost(verdict, verdict.cost), half, _judged(verdict)


def _time(program: str, benchmark: pyperf.Benchmark) -> str:
    median = benchmark.median()
    if PROGRAMS[program].per_second:
        return f"{1 / median:,.0f}/s"
    return str(benchmark.format_value(median))


def _cost(verdict: Verdict, cost: float) -> str:
    if _measure(verdict.limit) == "difference":
        return f"{1000 * cost:+.1f} ms"
    return f"{cost:.3f}" if cost < 100 else f"{cost:.0f}"


def _measure(limit: Limit | None) -> str:
    return "ratio" if limit is None else limit.measure


def _stated(limit: Limit) -> str:
    return f"{1000 * limit.most:+.0f} ms" if limit.measure == "difference" else f"{limit.most:.2f}"


def _judged(verdict: Verdict) -> str:
    if verdict.limit is None:
        return "none"
    words = {True: "[green]pass[/]", False: "[bold red]over[/]", None: "skipped"}
    return f"{_stated(verdict.limit)} {words[verdict.within]}"


def exceeded(measurements: Iterable[Measurement]) -> list[str]:
    """Return a message for each limit that is exceeded, with the cost."""
    return [
        f"{m.program} of {m.dialect} beside {v.beside}: {_cost(v, v.cost)}, "
        f"over the limit {_stated(v.limit)}"
        for m in measurements
        for v in m.verdicts
        if v.within is False and v.limit is not None and v.cost is not None
    ]


def unchecked(measurements: Iterable[Measurement]) -> list[str]:
    """Return a message for each missing real Scheme, with the limits that were not checked."""
    missing: dict[str, list[str]] = {}
    for m in measurements:
        for verdict in m.verdicts:
            if verdict.within is None:
                missing.setdefault(verdict.beside, []).append(f"{m.program} of {m.dialect}")
    return [
        f"skipped, because {beside} is not installed: {', '.join(cells)}"
        for beside, cells in missing.items()
    ]


def as_json(measurements: Sequence[Measurement]) -> dict[str, Any]:
    """Return the object that the JSON file holds."""
    benchmarks = {
        b.get_name(): b
        for m in measurements
        for b in (*m.sides.values(), *m.real.values())
        if b is not None
    }
    suite = pyperf.BenchmarkSuite(list(benchmarks.values()))
    text = io.StringIO()
    suite.dump(text)
    return {
        "metadata": suite.get_metadata(),
        "results": [
            {
                "program": m.program,
                "title": PROGRAMS[m.program].title,
                "dialect": m.dialect,
                "seconds": {
                    **{side: _statistics(b) for side, b in m.sides.items()},
                    **{REAL_PREFIX + name: _statistics(b) for name, b in m.real.items()},
                },
                "beside": [
                    {
                        "name": v.beside,
                        "measure": _measure(v.limit),
                        "cost": v.cost,
                        "quartiles": v.quartiles,
                        "limit": None if v.limit is None else v.limit.most,
                        "within": v.within,
                        "rounds": 0 if v.quartiles is None else len(v.costs),
                    }
                    for v in m.verdicts
                ],
            }
            for m in measurements
        ],
        "pyperf": json.loads(text.getvalue()),
    }


def _statistics(benchmark: pyperf.Benchmark | None) -> dict[str, float | None] | None:
    if benchmark is None:
        return None
    return {
        "median": benchmark.median(),
        "mean": benchmark.mean(),
        "stdev": benchmark.stdev() if benchmark.get_nvalue() > 1 else None,
    }
