"""The process at the other end of a program of two sides; `worker` starts it and steers it.

It holds a connection of the dialect's and a plain one and serves both from the one process: two
processes would land on different cores, and the difference would be taken for the dialect's.
Prints a port for each; then every line of its input is a round to run, `dialect 100` or
`plain 100`.
"""

from __future__ import annotations

import sys

from .programs import PROGRAMS, compile_program
from .subjects import COMPARISONS

__all__ = ["serve"]


def serve(program: str, dialect: str) -> None:
    """Serve rounds of `program` in `dialect`, and of the plain one, until the input ends."""
    text = PROGRAMS[program].there
    if text is None:
        raise ValueError(f"{program} has one side only")
    comparison = COMPARISONS[dialect]

    def announce(port: int) -> None:
        print(port, flush=True)

    sides = {
        "dialect": compile_program(text, comparison.dialect, announce=announce),
        "plain": compile_program(text, comparison.plain, announce=announce),
    }
    for line in sys.stdin:
        side, loops = line.split()
        sides[side](int(loops))


if __name__ == "__main__":
    serve(*sys.argv[1:])
