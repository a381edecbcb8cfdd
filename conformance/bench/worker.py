"""The process that measures one program in one dialect, beside the plain program.

Strategy: the number of loops is doubled until a plain round lasts long enough; then rounds of the
two alternate, the one that goes first changing every time, so that whatever slows the machine down
for a while slows both. Each round is one pyperf value; the n-th of the dialect and the n-th plain
one belong together. The result goes to standard output as a pyperf suite of two benchmarks.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import pyperf

from .programs import PROGRAMS, compile_program
from .subjects import COMPARISONS

__all__ = ["SIDES", "measure"]

SIDES = ("dialect", "plain")


def measure(program: str, dialect: str, rounds: int, seconds: float) -> pyperf.BenchmarkSuite:
    """Measure `rounds` rounds of each side, a plain one lasting at least `seconds`."""
    with _sides(program, dialect) as run:
        loops = 1
        while (warmup := _time(run["plain"], loops)) < seconds:
            loops *= 2
        warmups = {"plain": warmup, "dialect": _time(run["dialect"], loops)}
        values: dict[str, list[float]] = {side: [] for side in SIDES}
        for number in range(rounds):
            for side in SIDES if number % 2 else reversed(SIDES):
                values[side].append(_time(run[side], loops) / loops)
    return pyperf.BenchmarkSuite(
        [
            pyperf.Benchmark(
                [
                    pyperf.Run(
                        values[side],
                        warmups=[(loops, warmups[side] / loops)],
                        metadata={"name": f"{program}/{dialect}/{side}", "loops": loops},
                    )
                ]
            )
            for side in SIDES
        ]
    )


def _time(run: Callable[[int], None], loops: int) -> float:
    start = pyperf.perf_counter()
    run(loops)
    return float(pyperf.perf_counter() - start)


@contextmanager
def _sides(program: str, dialect: str) -> Iterator[dict[str, Callable[[int], None]]]:
    """What runs a round of each side, the process at the other end included."""
    text, comparison = PROGRAMS[program], COMPARISONS[dialect]
    subjects = {side: getattr(comparison, side) for side in SIDES}
    if text.there is None:
        yield {side: compile_program(text.here, subjects[side]) for side in SIDES}
        return
    command = [sys.executable, "-m", f"{__package__}.peer", program, dialect]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None
        rounds = {}
        for side in SIDES:
            service = peer.stdout.readline().strip()
            here = compile_program(text.here, subjects[side], host="127.0.0.1", service=service)
            rounds[side] = _steered(side, here, peer.stdin)
        yield rounds
        # Closing its input, on the way out, tells the peer that no round follows.


def _steered(side: str, here: Callable[[int], None], there: IO[str]) -> Callable[[int], None]:
    """A round of both processes: the other one is told, and answers once it gets there."""

    def run(loops: int) -> None:
        there.write(f"{side} {loops}\n")
        here(loops)

    return run


if __name__ == "__main__":
    measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])).dump(sys.stdout)
