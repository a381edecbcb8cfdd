"""The process that measures one cell: a program in a dialect, and its other sides.

Strategy: the number of loops is doubled until a plain round lasts long enough, and halved again
for a side whose rounds would be much longer. Then rounds of the sides alternate, starting with a
different side each time, so that a slow phase of the machine affects all. Each round is one pyperf
value; the n-th rounds of all sides are compared. The result is written to standard output as a
pyperf suite with a benchmark for each side.
"""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import pyperf

from .cells import sides
from .cores import on_one_core
from .programs import PROGRAMS, compile_program

__all__ = ["measure"]

# The largest ratio of a side's round to a plain one.
_LONGER = 8


def measure(program: str, dialect: str, rounds: int, seconds: float) -> pyperf.BenchmarkSuite:
    """Measure `rounds` rounds of each side, a plain one lasting at least `seconds`."""
    with _sides(program, dialect) as run:
        plain = 1
        while (least := _time(run["plain"], plain)) < seconds:
            plain *= 2
        loops, warmups = {}, {}
        for name in run:
            loops[name], warmups[name] = _fitting(run[name], plain, _LONGER * least)
        values: dict[str, list[float]] = {name: [] for name in run}
        order = list(run)
        for _ in range(rounds):
            for name in order:
                values[name].append(_time(run[name], loops[name]) / loops[name])
            order.append(order.pop(0))
    return pyperf.BenchmarkSuite(
        [
            pyperf.Benchmark(
                [
                    pyperf.Run(
                        values[name],
                        warmups=[(loops[name], warmups[name])],
                        metadata={"name": f"{program}/{dialect}/{name}", "loops": loops[name]},
                    )
                ]
            )
            for name in run
        ]
    )


def _fitting(run: Callable[[int], None], loops: int, most: float) -> tuple[int, float]:
    """Return the number of loops, up to `loops`, that fit in `most` seconds, and one's time."""
    one = _time(run, 1)
    while loops > 1 and one * loops > most:
        loops //= 2
    return loops, _time(run, loops) / loops


def _time(run: Callable[[int], None], loops: int) -> float:
    start = pyperf.perf_counter()
    run(loops)
    return float(pyperf.perf_counter() - start)


@contextmanager
def _sides(program: str, dialect: str) -> Iterator[dict[str, Callable[[int], None]]]:
    """Provide a function for each side that runs a round, also in the other process."""
    text, found = PROGRAMS[program], sides(program, dialect)
    if text.there is None:
        idle = _idle(text.idle)
        yield {
            name: compile_program(text.here, side.phrasing, **side.names, IDLE=idle)
            for name, side in found.items()
        }
        return
    command = [sys.executable, "-m", f"{__package__}.other_end", program, dialect]
    with (
        on_one_core(text.one_core),
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        ) as peer,
    ):
        assert peer.stdin is not None
        assert peer.stdout is not None
        rounds = {}
        for name, side in found.items():
            where = {"host": "127.0.0.1", "service": peer.stdout.readline().strip()}
            here = compile_program(text.here, side.phrasing, **side.names, **where)
            rounds[name] = _steered(name, here, peer.stdin)
        yield rounds
        # Closing its input, on the way out, tells the peer that no round follows.


def _idle(count: int) -> list[int]:
    """Open `count` descriptors of sockets that receive nothing.

    Raises OSError if the process may not have that many.
    """
    if count:
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return [socket.socket(socket.AF_INET, socket.SOCK_DGRAM).detach() for _ in range(count)]


def _steered(name: str, here: Callable[[int], None], there: IO[str]) -> Callable[[int], None]:
    """Return a function that runs a round in both processes, and waits for the other one."""

    def run(loops: int) -> None:
        there.write(f"{name} {loops}\n")
        here(loops)

    return run


if __name__ == "__main__":
    measure(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])).dump(sys.stdout)
    sys.stdout.flush()
    os._exit(0)  # thousands of sockets go with the process, in no order and without a finalizer
