"""The same program in a real Scheme, where one is installed: no comparison with a limit, a look.

What Guile takes for a loop stands beside what this project's Guile takes. It is compiled, in
memory, as a program in use would be; its two processes keep the protocol of one connection, and
the one with the clock prints the seconds of a loop, a line for each round.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pyperf
from attrs import field, frozen

if TYPE_CHECKING:
    from .runner import Effort

__all__ = ["REAL", "RealMeasurement", "run_real"]

REAL = {("ping-pong", "guile"): Path(__file__).with_name("guile.scm")}
"""The programs that there are, by what they are put beside."""

# The file is the first of the arguments; the program sees those after it.
_COMPILED = """
(let ((file (cadr (program-arguments))))
  (set-program-arguments (cdr (program-arguments)))
  ((@ (system base compile) compile-and-load) file))
"""


@frozen
class RealMeasurement:
    """A program in a real Scheme; no benchmark where that is not installed."""

    program: str
    dialect: str
    benchmark: pyperf.Benchmark | None = field(repr=False)


def run_real(program: str, dialect: str, effort: Effort) -> RealMeasurement:
    """Measure one of `REAL`, in as many processes and rounds as the others.

    Raises subprocess.SubprocessError for a Scheme that fails, or takes too long.
    """
    path = shutil.which(dialect)
    if path is None:
        return RealMeasurement(program, dialect, None)
    command = [path, "--no-auto-compile", "-c", _COMPILED, str(REAL[program, dialect])]
    runs = [
        pyperf.Run(_worker(command, effort), metadata={"name": f"{program}/{dialect}/real"})
        for _ in range(effort.processes)
    ]
    return RealMeasurement(program, dialect, pyperf.Benchmark(runs))


def _worker(command: list[str], effort: Effort) -> list[float]:
    with subprocess.Popen(
        [*command, "there"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as there:
        try:
            assert there.stdout is not None
            port = there.stdout.readline().strip()
            here = subprocess.run(
                [*command, "here", port, str(effort.rounds), str(effort.seconds)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                text=True,
                check=True,
                timeout=effort.timeout,
            )
        finally:
            there.kill()
    return [float(line) for line in here.stdout.splitlines()]
