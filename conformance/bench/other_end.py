"""The process at the other end of a program of two processes; `worker` starts and steers it.

It holds a connection for each side of the cell and serves all of them from the one process: two
processes would land on different cores, and the difference would be taken for the dialect's.
Prints a port for each side; then every line of its input is a round to run, `dialect 100` or
`plain 100`.
"""

from __future__ import annotations

import sys

from .cells import sides
from .programs import PROGRAMS, compile_program

__all__ = ["serve"]


def serve(program: str, dialect: str) -> None:
    """Serve rounds of every side of `program` in `dialect` until the input ends."""
    text = PROGRAMS[program].there
    if text is None:
        raise ValueError(f"{program} runs in one process only")

    def announce(port: int) -> None:
        print(port, flush=True)

    rounds = {
        name: compile_program(text, side.phrasing, **side.names, announce=announce)
        for name, side in sides(program, dialect).items()
    }
    for line in sys.stdin:
        name, loops = line.split()
        rounds[name](int(loops))


if __name__ == "__main__":
    serve(*sys.argv[1:])
