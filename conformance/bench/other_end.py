"""The other process of a program of two processes; `worker` starts and controls it.

It has a connection for each side of the cell and serves all of them: separate processes would run
on different cores, and the difference would be attributed to the dialect. It prints a port for
each side; then each line of its input requests a round, `dialect 100` or `plain 100`.
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
