"""Run the benchmark: many short-lived workers, their results put together.

Each worker is a fresh process, for what differs from process to process (the layout of memory, the
cores it lands on) is the same for both sides within one, and averages out over several. The ratio
of a program is the median over all its rounds of what a dialect's round took against the plain
round beside it.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pyperf
from attrs import field, frozen

from .programs import PROGRAMS
from .subjects import COMPARISONS
from .worker import SIDES

__all__ = ["Effort", "Measurement", "run"]


@frozen
class Effort:
    """How much to measure: `processes` workers, each with `rounds` rounds of `seconds` or more."""

    processes: int = 8
    rounds: int = 60
    seconds: float = 0.008
    timeout: float = 120.0
    """After how many seconds a worker has failed."""


@frozen
class Measurement:
    """One program in one dialect, and the plain one: pyperf's benchmarks and the ratio."""

    program: str
    dialect: str
    ours: pyperf.Benchmark = field(repr=False)
    plain: pyperf.Benchmark = field(repr=False)

    @property
    def ratios(self) -> list[float]:
        """For each round, the dialect's time as a multiple of the plain program's."""
        pairs = zip(self.ours.get_values(), self.plain.get_values(), strict=True)
        return [ours / plain for ours, plain in pairs]

    @property
    def ratio(self) -> float:
        """The median of the ratios."""
        return statistics.median(self.ratios)

    @property
    def quartiles(self) -> tuple[float, float]:
        """Between them lies the middle half of the ratios."""
        low, _, high = statistics.quantiles(self.ratios, n=4, method="inclusive")
        return low, high

    @property
    def limit(self) -> float | None:
        """What the ratio may be at most, if there is such a limit."""
        return COMPARISONS[self.dialect].limits.get(self.program, PROGRAMS[self.program].limit)

    @property
    def within(self) -> bool:
        """Whether the ratio keeps to its limit."""
        return self.limit is None or self.ratio <= self.limit


def run(
    effort: Effort,
    programs: Sequence[str] = tuple(PROGRAMS),
    dialects: Sequence[str] = tuple(COMPARISONS),
    progress: Callable[[int, int, str], object] = lambda done, total, now: None,
) -> list[Measurement]:
    """Measure every program in every dialect.

    The first worker of each comes before the second of any, so that the machine's slow minutes are
    shared out. `progress` is told how many of how many workers are done and what comes next.
    """
    cells = [(program, dialect) for program in programs for dialect in dialects]
    found: dict[tuple[str, str], list[pyperf.Benchmark]] = {}
    total = effort.processes * len(cells)
    for number in range(total):
        cell = cells[number % len(cells)]
        progress(number, total, "/".join(cell))
        benchmarks = _work(*cell, effort)
        if cell in found:
            for benchmark, more in zip(found[cell], benchmarks, strict=True):
                benchmark.add_runs(more)
        else:
            found[cell] = benchmarks
    progress(total, total, "")
    return [Measurement(*cell, *found[cell]) for cell in cells]


def _work(program: str, dialect: str, effort: Effort) -> list[pyperf.Benchmark]:
    """One worker's benchmarks, in the order of `SIDES`."""
    arguments: list[Any] = [program, dialect, effort.rounds, effort.seconds]
    result = subprocess.run(
        [sys.executable, "-m", f"{__package__}.worker", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=effort.timeout,
    )
    suite = pyperf.BenchmarkSuite.loads(result.stdout)
    return [suite.get_benchmark(f"{program}/{dialect}/{side}") for side in SIDES]
