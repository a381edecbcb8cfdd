"""Processes at the other end of a port, as Guile has them: (ice-9 popen)."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
from typing import Any, Final

from ...conditions import FileFailure, error
from ...data import String, Values, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Text
from ...ports import CURRENT_ERROR, CURRENT_INPUT, CURRENT_OUTPUT

__all__ = ["TABLE"]

TABLE: Final = Table()

_MODES: Final = {"r": "r", "w": "w", "r+": "r+", "rb": "r", "wb": "w", "r+b": "r+"}
_SHELL: Final = "/bin/sh"

_STARTED: Final[set[subprocess.Popen[bytes]]] = set()
"""Processes that the program waits for itself; without them here Python would collect them."""


class _Pipe(io.TextIOWrapper):
    """A port to a process."""

    process: subprocess.Popen[bytes] | None = None


def _opened(procedure: str, command: list[str], mode: str) -> Any:
    """Start a process; return the port that reads from it, writes to it, or both."""
    way = _MODES.get(mode)
    if way is None:
        refuse(procedure, 2, 'a mode, one of "r", "w" and "r+"', String(mode), False)
    for stream in (CURRENT_OUTPUT(), CURRENT_ERROR()):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if "w" in way or "+" in way else _descriptor(0),
            stdout=subprocess.PIPE if "r" in way else _descriptor(1),
        )
    except OSError as failure:
        number, text = failure.errno or 0, failure.strerror or ""
        raise FileFailure(procedure, command[0], number, text) from None
    except ValueError:
        raise FileFailure(procedure, command[0], 0, "no name of a program") from None
    below: Any
    if process.stdin is not None and process.stdout is not None:
        below = io.BufferedRWPair(process.stdout.raw, process.stdin.raw)  # type: ignore[attr-defined]
    else:
        below = process.stdin or process.stdout
    port = _Pipe(below, "utf-8", "surrogateescape", "", line_buffering="+" in way)
    port.process = process
    _STARTED.add(process)
    return port


def _descriptor(number: int) -> int | None:
    """Return what the process gets for a standard file: the current port's, if it has any."""
    port = CURRENT_OUTPUT() if number else CURRENT_INPUT()
    try:
        return int(port.fileno())
    except (OSError, ValueError, AttributeError):
        return None


@TABLE.procedure("open-pipe")
def open_pipe(command: Text, mode: Text) -> Any:
    """Run a command by the shell; return a port to it. Guile manual, Pipes."""
    return _opened("open-pipe", [_SHELL, "-c", command], mode)


@TABLE.procedure("open-pipe*")
def open_pipe_of(mode: Text, program: Text, *arguments: Text) -> Any:
    """Run a program with arguments; return a port to it.

    One that cannot be run ends with the status 127. Guile manual, Pipes.
    """
    if shutil.which(program) is None:  # the shell says so, and ends as it should
        return _opened("open-pipe*", [_SHELL, "-c", 'exec "$0"', program], mode)
    return _opened("open-pipe*", [program, *arguments], mode)


@TABLE.procedure("open-input-pipe")
def open_input_pipe(command: Text) -> Any:
    """Run a command; return a port that reads what it writes. Guile manual, Pipes."""
    return _opened("open-input-pipe", [_SHELL, "-c", command], "r")


@TABLE.procedure("open-output-pipe")
def open_output_pipe(command: Text) -> Any:
    """Run a command; return a port that writes what it reads. Guile manual, Pipes."""
    return _opened("open-output-pipe", [_SHELL, "-c", command], "w")


@TABLE.procedure("open-input-output-pipe")
def open_input_output_pipe(command: Text) -> Any:
    """Run a command; return a port that reads and writes. Guile manual, Pipes."""
    return _opened("open-input-output-pipe", [_SHELL, "-c", command], "r+")


@TABLE.procedure("close-pipe")
def close_pipe(port: Any) -> int:
    """Close a port to a process, wait for its end and return its status, as `waitpid` gives it.

    Guile manual, Pipes.
    """
    process = port.process if isinstance(port, _Pipe) else None
    if process is None:
        raise error("port not created by (ice-9 popen):", port, procedure="close-pipe")
    port.process = None
    _STARTED.discard(process)
    with contextlib.suppress(BrokenPipeError):
        port.close()
    code = process.wait()
    return code << 8 if code >= 0 else -code


@TABLE.procedure("pipeline")
def pipeline(commands: Items) -> Any:
    """Run programs, each reading what the one before it writes.

    Return a port that reads from the last, one that writes to the first, and the list of the
    processes' numbers. Each command is a list of a program and arguments. Guile manual, Pipes.
    """
    lines = []
    for each in commands:
        words = from_list(each)
        if not words or any(word.__class__ is not String for word in words):
            refuse("pipeline", 1, "a list of lists of strings", each)
        lines.append([word.text for word in words])
    if not lines:
        refuse("pipeline", 1, "a list that is not empty", commands, False)
    before: Any = subprocess.PIPE
    started: list[subprocess.Popen[bytes]] = []
    try:
        for line in lines:
            started.append(subprocess.Popen(line, stdin=before, stdout=subprocess.PIPE))
            if before is not subprocess.PIPE:
                before.close()
            before = started[-1].stdout
    except OSError as failure:
        for each in started:
            each.kill()
            each.wait()
        number, text = failure.errno or 0, failure.strerror or ""
        raise FileFailure("pipeline", line[0], number, text) from None
    reading = io.TextIOWrapper(before, "utf-8", "surrogateescape", "")
    writing = io.TextIOWrapper(started[0].stdin, "utf-8", "surrogateescape", "")  # type: ignore[type-var]
    _STARTED.update(started)
    return Values((reading, writing, to_list([each.pid for each in started])))
