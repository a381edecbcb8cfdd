"""The same programs in a real Scheme, where one is installed.

Each Scheme has one file with all programs, compiled as in production use. They follow the protocol
that the file for Guile describes: the process with the clock prints the seconds per loop, a line
for each round.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from .cores import on_one_core
from .programs import PROGRAMS

__all__ = ["REAL", "installed", "measure_real"]

# The file is the first of the arguments; the program sees those after it.
_COMPILED = """
(let ((file (cadr (program-arguments))))
  (set-program-arguments (cdr (program-arguments)))
  ((@ (system base compile) compile-and-load) file))
"""


def _guile(folder: Path) -> list[str] | None:
    """Return the command that runs Guile's programs; each process compiles them in memory."""
    guile = shutil.which("guile")
    if guile is None:
        return None
    file = Path(__file__).with_name("guile.scm")
    return [guile, "--no-auto-compile", "-c", _COMPILED, str(file)]


def _chicken(folder: Path) -> list[str] | None:
    """Compile CHICKEN's programs, and return the command that runs them."""
    compiler, interpreter = shutil.which("csc"), shutil.which("csi")
    if compiler is None or interpreter is None:
        return None
    egg = subprocess.run(
        [interpreter, "-n", "-q", "-R", "socket", "-e", ""],
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    if egg.returncode != 0:
        return None
    program = folder / "chicken"
    file = Path(__file__).with_name("chicken.scm")
    subprocess.run(
        [compiler, "-O2", "-o", str(program), str(file)], stdin=subprocess.DEVNULL, check=True
    )
    return [str(program)]


REAL: dict[str, Callable[[Path], list[str] | None]] = {"guile": _guile, "chicken": _chicken}
"""Functions that return the command of each real Scheme, given a folder to compile into.

They return None if the Scheme, or something that it needs, is not installed.
"""


@contextmanager
def installed(names: Collection[str]) -> Iterator[dict[str, list[str]]]:
    """Provide the commands of those of `names` that are installed.

    Raises subprocess.CalledProcessError for a Scheme that does not compile its programs.
    """
    with TemporaryDirectory(prefix="schemesockets-bench-") as folder:
        commands = {name: REAL[name](Path(folder)) for name in sorted(names)}
        yield {name: command for name, command in commands.items() if command is not None}


def measure_real(
    command: list[str], program: str, rounds: int, seconds: float, timeout: float
) -> list[float]:
    """Measure a program in one process, or a pair of them; return the seconds of its loops.

    Raises subprocess.SubprocessError for a Scheme that fails, or takes longer than `timeout`
    seconds.
    """
    if PROGRAMS[program].there is None:
        return _clocked([*command, program, "here", "0"], rounds, seconds, timeout)
    there_command = [*command, program, "there"]
    with (
        on_one_core(PROGRAMS[program].one_core),
        subprocess.Popen(
            there_command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        ) as there,
    ):
        try:
            assert there.stdout is not None
            port = there.stdout.readline().strip()
            return _clocked([*command, program, "here", port], rounds, seconds, timeout)
        finally:
            there.kill()


def _clocked(command: list[str], rounds: int, seconds: float, timeout: float) -> list[float]:
    here = subprocess.run(
        [*command, str(rounds), str(seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=timeout,
    )
    return [float(line) for line in here.stdout.splitlines()]
