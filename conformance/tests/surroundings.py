"""Commands run as processes, with a look afterwards for what has stayed behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psutil

__all__ = ["PATIENCE", "Command", "Done", "run", "started", "wait_until"]

PATIENCE = 120.0
"""Seconds for what must happen; reached only when something is broken."""
_MARK = "SCHEMESOCKETS_TEST_MARK"
"""An environment variable by which all are found that a command has started."""


class Command:
    """A command that runs; `folder` is its temporary directory."""

    def __init__(self, process: subprocess.Popen[str], folder: Path) -> None:
        self.process = process
        self.folder = folder

    def marked(self) -> list[psutil.Process]:
        """Return the processes that the command has started, wherever they are."""
        return [
            each
            for each in psutil.process_iter(["environ", "status"])
            if (each.info["environ"] or {}).get(_MARK) == str(self.folder)
            and each.info["status"] != psutil.STATUS_ZOMBIE
            and each.pid != self.process.pid
        ]

    def leaves_nothing(self) -> None:
        """Wait until nothing of the command is there any more: no process, and no file."""
        wait_until(lambda: not self.marked(), "no process")
        wait_until(lambda: not list(self.folder.iterdir()), "no temporary file")


class Done:
    """A command that has ended: its exit status, its output, its complaints."""

    def __init__(self, command: Command, output: str, complaints: str) -> None:
        self.status = command.process.returncode
        self.output = output
        self.complaints = complaints


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Wait for a condition, which `what` describes."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
        threading.Event().wait(0.02)


@contextlib.contextmanager
def started(
    words: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> Iterator[Command]:
    """Start the command `schemesockets` with a temporary directory below `folder`."""
    temporary = folder / "tmp"
    temporary.mkdir(exist_ok=True)
    path = os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-m", "schemesockets.conformance", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="backslashreplace",
        env={
            **os.environ,
            "PYTHONPATH": path,
            "TMPDIR": str(temporary),
            _MARK: str(temporary),
            **(environment or {}),
        },
    )
    with process:
        command = Command(process, temporary)
        try:
            yield command
        finally:
            process.kill()
            for each in command.marked():
                with contextlib.suppress(psutil.Error):
                    each.send_signal(signal.SIGKILL)


def run(words: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Done:
    """Run the command; see that nothing of it stays."""
    with started(words, folder, environment) as command:
        output, complaints = command.process.communicate(timeout=PATIENCE)
        assert command.marked() == []
        assert list(command.folder.iterdir()) == []
    return Done(command, output, complaints)
