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

PATIENCE = 600.0
"""Seconds for what must happen; reached only when something is broken."""
_MARK = "SCHEMESOCKETS_TEST_MARK"
"""An environment variable by which all are found that a command has started."""
_PEAK = "SCHEMESOCKETS_TEST_PEAK"
"""An environment variable with the name of a file, for the most memory that a command has had."""
_MOST_MEMORY = 200 << 10
"""KiB that a command may have, whatever it runs."""


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
        [sys.executable, __file__, *words],
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
            _PEAK: str(folder / "peak"),
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
    """Run the command; see that nothing of it stays, and that it has needed little memory."""
    with started(words, folder, environment) as command:
        output, complaints = command.process.communicate(timeout=PATIENCE)
        assert command.marked() == []
        assert list(command.folder.iterdir()) == []
    if sys.platform == "linux":
        assert 0 < int((folder / "peak").read_text(encoding="utf-8")) < _MOST_MEMORY
    return Done(command, output, complaints)


def _main() -> None:
    """Run the command in this process, and write how much memory it has had at most."""
    from schemesockets.conformance.__main__ import run as run_command

    del sys.path[0]  # the folder of the tests
    try:
        run_command()
    finally:
        if sys.platform == "linux":
            status = Path("/proc/self/status").read_text(encoding="utf-8")
            kibibytes = status.partition("VmHWM:")[2].split()[0]
            Path(os.environ[_PEAK]).write_text(kibibytes, encoding="utf-8")


if __name__ == "__main__":
    _main()
