"""The benchmark's results as a table for people and as JSON for programs.

The JSON is an object: `metadata` (of the machine and the Python, as pyperf collects it),
`results`, a list of objects, and `pyperf`, all values in pyperf's own format. A result has
`program`, `title`, `dialect`, `ratio` (of the dialect's time to the plain program's), `quartiles`
of the ratio, `limit` (or null), `within`, `rounds`, and for `dialect_seconds` and `plain_seconds`,
the time of one loop, `median`, `mean` and `stdev`.
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
from .runner import Measurement

__all__ = ["as_json", "as_table"]


def as_table(measurements: Sequence[Measurement]) -> Table:
    """A table with a row for each program in each dialect; it fits on 80 columns."""
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
        table.add_column(heading, justify="right", no_wrap=True)
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
    return table


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


def as_json(measurements: Sequence[Measurement]) -> dict[str, Any]:
    """The object that the JSON file holds."""
    suite = pyperf.BenchmarkSuite([b for m in measurements for b in (m.ours, m.plain)])
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
        "pyperf": json.loads(text.getvalue()),
    }


def _statistics(benchmark: pyperf.Benchmark) -> dict[str, float]:
    return {
        "median": benchmark.median(),
        "mean": benchmark.mean(),
        "stdev": benchmark.stdev(),
    }
