"""Run the benchmark: start many short-lived workers, and join their results.

Each worker is a new process: properties that vary between processes (memory layout, cores) are the
same for all sides within one, and average out over several. A real Scheme has workers of its own,
in turn with the others.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import pyperf
from attrs import field, frozen

from .cells import REAL_PREFIX, Cell, limits, real_schemes, sides
from .limits import Limit
from .programs import PROGRAMS
from .real import installed, measure_real

__all__ = ["Effort", "Measurement", "Verdict", "run", "run_again"]


@frozen
class Effort:
    """The amount of measuring: `processes` workers with `rounds` rounds of at least `seconds`."""

    processes: int = 8
    rounds: int = 60
    seconds: float = 0.008
    timeout: float = 120.0
    """The number of seconds after which a worker has failed."""


@frozen
class Verdict:
    """The comparison of a dialect's program with another one.

    Attributes:
        beside: the name of the other one: "plain", "timed", a variant, "real guile" and the like.
        ours, other: the two as pyperf benchmarks; no `other` for a real Scheme that is not
            installed.
        limit: the limit on the dialect's cost, if there is one.
    """

    beside: str
    ours: pyperf.Benchmark = field(repr=False)
    other: pyperf.Benchmark | None = field(repr=False)
    limit: Limit | None

    @property
    def costs(self) -> list[float]:
        """The cost in each pair of rounds that ran side by side, as the limit measures it.

        A real Scheme runs in processes of its own, so there is only one cost, that of the medians;
        there is none if it is not installed.
        """
        if self.other is None:
            return []
        if self.beside.startswith(REAL_PREFIX):
            return [self._cost(self.ours.median(), self.other.median())]
        pairs = zip(self.ours.get_values(), self.other.get_values(), strict=True)
        return [self._cost(ours, other) for ours, other in pairs]

    def _cost(self, ours: float, other: float) -> float:
        difference = self.limit is not None and self.limit.measure == "difference"
        return ours - other if difference else ours / other

    @property
    def cost(self) -> float | None:
        """The median of the costs, if there are any."""
        return statistics.median(self.costs) if self.costs else None

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """The first and the third quartile of the costs, if there are several."""
        if len(self.costs) < 2:
            return None
        low, _, high = statistics.quantiles(self.costs, n=4, method="inclusive")
        return low, high

    @property
    def within(self) -> bool | None:
        """True if the cost is within the limit; None for a limit that could not be checked."""
        if self.limit is None:
            return True
        return None if self.cost is None else self.cost <= self.limit.most


@frozen
class Measurement:
    """The benchmarks of a program in a dialect, and of the programs that it is compared with.

    Attributes:
        program, dialect: their names.
        sides: pyperf's benchmarks by side, "dialect" and "plain" among them.
        real: those of real Schemes by name, None for one that is not installed.
    """

    program: str
    dialect: str
    sides: Mapping[str, pyperf.Benchmark] = field(repr=False)
    real: Mapping[str, pyperf.Benchmark | None] = field(repr=False, factory=dict)

    @property
    def verdicts(self) -> list[Verdict]:
        """The comparisons with each of the other programs."""
        others = {**self.sides, **{REAL_PREFIX + name: b for name, b in self.real.items()}}
        return [
            Verdict(beside, self.sides["dialect"], others[beside], limit)
            for beside, limit in limits(self.program, self.dialect).items()
            if beside in others
        ]

    @property
    def within(self) -> bool:
        """True if no limit is exceeded."""
        return all(verdict.within is not False for verdict in self.verdicts)


def run(
    effort: Effort,
    found: Sequence[Cell],
    progress: Callable[[int, int, str], object] = lambda done, total, now: None,
) -> list[Measurement]:
    """Measure each cell of `found`, and its program in real Schemes.

    The first worker of each runs before the second of any, so that a slow phase of the machine
    affects all. `progress` is called with the number of workers done, the total, and the name of
    the next one.

    Raises subprocess.SubprocessError for a worker or a real Scheme that fails or takes too long.
    """
    schemes = {name for cell in found for name in real_schemes(*cell)}
    with installed(schemes) as commands:
        work: dict[str, Callable[[], list[pyperf.Benchmark]]] = {}
        for program, dialect in found:
            work[f"{program}/{dialect}"] = partial(_work, (program, dialect), effort)
            for name in real_schemes(program, dialect):
                if name in commands:
                    key = f"{program}/{REAL_PREFIX}{name}"
                    work[key] = partial(_work_real, key, commands[name], program, effort)
        results = _rounds(work, effort.processes, progress)
    return [
        Measurement(
            program,
            dialect,
            dict(zip(sides(program, dialect), results[f"{program}/{dialect}"], strict=True)),
            {
                name: results.get(f"{program}/{REAL_PREFIX}{name}", [None])[0]
                for name in real_schemes(program, dialect)
            },
        )
        for program, dialect in found
    ]


def run_again(
    effort: Effort,
    measurements: Sequence[Measurement],
    progress: Callable[[int, int, str], object] = lambda done, total, now: None,
) -> list[Measurement]:
    """Return `measurements`, those that exceed a limit measured anew."""
    over = [(m.program, m.dialect) for m in measurements if not m.within]
    anew = dict(zip(over, run(effort, over, progress), strict=True))
    return [anew.get((m.program, m.dialect), m) for m in measurements]


def _rounds(
    work: Mapping[str, Callable[[], list[pyperf.Benchmark]]],
    processes: int,
    progress: Callable[[int, int, str], object],
) -> dict[str, list[pyperf.Benchmark]]:
    """Run all of `work` `processes` times; return the joined benchmarks of each."""
    results: dict[str, list[pyperf.Benchmark]] = {}
    total = processes * len(work)
    for number in range(total):
        key = [*work][number % len(work)]
        progress(number, total, key)
        benchmarks = work[key]()
        if key not in results:
            results[key] = benchmarks
            continue
        for benchmark, more in zip(results[key], benchmarks, strict=True):
            benchmark.add_runs(more)
    progress(total, total, "")
    return results


def _rounds_in_a_worker(program: str, effort: Effort) -> int:
    most = PROGRAMS[program].rounds
    return effort.rounds if most is None else min(most, effort.rounds)


def _work(cell: Cell, effort: Effort) -> list[pyperf.Benchmark]:
    """Run one worker; return its benchmarks, in the order of the cell's sides."""
    arguments = [*cell, _rounds_in_a_worker(cell[0], effort), effort.seconds]
    result = subprocess.run(
        [sys.executable, "-m", f"{__package__}.worker", *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=effort.timeout,
    )
    suite = pyperf.BenchmarkSuite.loads(result.stdout)
    return [suite.get_benchmark("/".join((*cell, side))) for side in sides(*cell)]


def _work_real(
    key: str, command: list[str], program: str, effort: Effort
) -> list[pyperf.Benchmark]:
    rounds = _rounds_in_a_worker(program, effort)
    values = measure_real(command, program, rounds, effort.seconds, effort.timeout)
    return [pyperf.Benchmark([pyperf.Run(values, metadata={"name": key})])]
