"""The benchmark's results as a table for people and as JSON for programs.

The JSON is an object: `metadata` (of the machine and the Python, as pyperf collects it),
`results`, a list of objects, and `pyperf`, all values in pyperf's own format. A result has
`program`, `title`, `dialect`, `ratio` (of the dialect's time to the plain program's), `quartiles`
of the ratio, `limit` (or null), `within`, `rounds`, and for `dialect_seconds` and `plain_seconds`,
the time of one loop, `median`, `mean` and `stdev`. `real` is a list, too: the programs that a real
Scheme ran, with `program`, `dialect` and `seconds` of the same shape, null where it is not
installed.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

import pyperf
from rich import box
from rich.table import Table

from .programs import PROGRAMS
from .real import RealMeasurement
from .runner import Measurement

__all__ = ["as_json", "as_table"]


def as_table(measurements: Sequence[Measurement], real: Sequence[RealMeasurement] = ()) -> Table:
    """A table with a row for each program in each dialect.

    It fits on 80 columns, where the middle half takes two lines if something has to give way.

    What a real Scheme took stands below its dialect, beside the same plain program.
    """
    programs = dict.fromkeys(m.program for m in measurements)
    table = Table(
        title="Dialects beside the plain socket module, median time of one loop",
        caption="\n".join(f"{name}: {PROGRAMS[name].title}" for name in programs),
        caption_justify="left",
        box=box.SIMPLE,
        collapse_padding=True,
        pad_edge=False,
    )
    for heading in ("program", "dialect"):
        table.add_column(heading, no_wrap=True)
    for heading in ("dialect's", "plain", "ratio", "middle half", "limit"):
        table.add_column(heading, justify="right", no_wrap=heading != "middle half")
    for m in measurements:
        low, high = m.quartiles
        table.add_row(
            m.program,
            m.dialect,
            _time(m.ours),
            _time(m.plain),
            f"{m.ratio:.3f}",
            f"{low:.3f} {high:.3f}",
            _verdict(m),
        )
        for r in real:
            if (r.program, r.dialect) == (m.program, m.dialect):
                table.add_row("", f"real {r.dialect}", *_beside(r, m))
    return table


def _beside(real: RealMeasurement, measurement: Measurement) -> tuple[str, ...]:
    if real.benchmark is None:
        return "", "", "", "not installed", ""
    # They ran in processes of their own, so there is one ratio, that of the medians.
    ratio = real.benchmark.median() / measurement.plain.median()
    return _time(real.benchmark), _time(measurement.plain), f"{ratio:.3f}", "", "none"


def _time(benchmark: pyperf.Benchmark) -> str:
    median = benchmark.median()
    if "connections" in benchmark.get_name():
        return f"{1 / median:,.0f}/s"
    return str(benchmark.format_value(median))


def _verdict(measurement: Measurement) -> str:
    if measurement.limit is None:
        return "none"
    word = "[green]pass[/]" if measurement.within else "[bold red]over[/]"
    return f"{measurement.limit:.2f} {word}"


def as_json(
    measurements: Sequence[Measurement], real: Sequence[RealMeasurement] = ()
) -> dict[str, Any]:
    """The object that the JSON file holds."""
    suite = pyperf.BenchmarkSuite(
        [
            *(b for m in measurements for b in (m.ours, m.plain)),
            *(r.benchmark for r in real if r.benchmark is not None),
        ]
    )
    text = io.StringIO()
    suite.dump(text)
    return {
        "metadata": suite.get_metadata(),
        "results": [
            {
                "program": m.program,
                "title": PROGRAMS[m.program].title,
                "dialect": m.dialect,
                "ratio": m.ratio,
                "quartiles": list(m.quartiles),
                "limit": m.limit,
                "within": m.within,
                "rounds": len(m.ratios),
                "dialect_seconds": _statistics(m.ours),
                "plain_seconds": _statistics(m.plain),
            }
            for m in measurements
        ],
        "real": [
            {
                "program": r.program,
                "dialect": r.dialect,
                "seconds": None if r.benchmark is None else _statistics(r.benchmark),
            }
            for r in real
        ],
        "pyperf": json.loads(text.getvalue()),
    }


def _statistics(benchmark: pyperf.Benchmark) -> dict[str, float]:
    return {
        "median": benchmark.median(),
        "mean": benchmark.mean(),
        "stdev": benchmark.stdev(),
    }
