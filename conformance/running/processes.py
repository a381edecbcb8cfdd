"""The processes in which subjects' programs run.

`Running` is a started program: lines out, lines in, and its end. `Session` is what several runs
share and serves one thread: a `HostSession` has a host fork the Python programs, a
`CommandSession` starts a process for each program.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import IO, Protocol

from attrs import define, field, frozen

from .host import receive_message, send_message
from .systems import command_line

__all__ = ["CommandSession", "Host", "HostSession", "Running", "Session", "SubjectError"]

_START_LIMIT = 30.0
_LONGEST_LINE = 1 << 20
"""Bytes; what goes on after them counts as the next line."""


class SubjectError(Exception):
    """A subject cannot be asked at all: its module does not import, its command does not start."""


@define
class Running:
    """A program that runs: `pid`, its standard streams, and its end."""

    pid: int
    stdin: FileIO
    stdout: FileIO
    errors: IO[bytes]
    _end: Callable[[Running], int]
    at_end: bool = False
    """Whether it has closed its standard output, as a program does that ends."""
    _pending: bytearray = field(factory=bytearray)
    _code: int | None = None

    def read_line(self, deadline: float) -> str | None:
        """The next line; None at the end. Raises `TimeoutError` past the deadline."""
        poll = select.poll()
        poll.register(self.stdout, select.POLLIN)
        searched = 0
        while (newline := self._pending.find(b"\n", searched)) < 0:
            searched = len(self._pending)
            if searched >= _LONGEST_LINE or (self.at_end and self._pending):
                return self._take(searched, searched)
            if self.at_end:
                return None
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not poll.poll(remaining * 1000):
                raise TimeoutError
            chunk = self.stdout.read(65536)
            self.at_end = not chunk
            self._pending += chunk
        return self._take(newline, newline + 1)

    def _take(self, end: int, after: int) -> str:
        line = self._pending[:end].decode(errors="replace")
        del self._pending[:after]
        return line

    def reply(self, line: str) -> None:
        """Answer a sync. A program that has gone does not mind."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.write(f"{line}\n".encode())

    def end(self) -> int:
        """Kill what is left of the program, and of what it started; its exit code.

        The code is minus the signal's number for a program that a signal ended.
        """
        if self._code is None:
            self._code = self._end(self)
        return self._code

    def complaints(self) -> str:
        """What the program wrote to its standard error, its last part."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace").strip()[-2000:]


class Session(Protocol):
    """What starts a subject's programs, one at a time."""

    def start(
        self, program: Path, errors: IO[bytes]
    ) -> contextlib.AbstractContextManager[Running]:
        """Run `program`, which is ended when the context ends.

        Raises `SubjectError` where it cannot be started.
        """


@contextlib.contextmanager
def _pipes() -> Iterator[tuple[FileIO, FileIO, FileIO, FileIO]]:
    """Two pipes: the program's ends (standard input, standard output), then ours."""
    with contextlib.ExitStack() as stack:
        (stdin, to_stdin), (from_stdout, stdout) = (
            [
                stack.enter_context(FileIO(end, mode))
                for end, mode in zip(os.pipe(), "rw", strict=True)
            ]
            for _ in range(2)
        )
        yield stdin, stdout, to_stdin, from_stdout


@frozen
class Host:
    """How to start a host: a name for messages, the modules that it imports, how it runs."""

    name: str
    modules: tuple[str, ...]
    in_process: bool = False

    @contextlib.contextmanager
    def start(self) -> Iterator[tuple[socket.socket, int]]:
        """Start it; the channel to it, and its process id."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = ["--in-process"] if self.in_process else []
        command = [sys.executable, "-m", f"{__package__}.host", *options]
        with ours:
            with theirs:
                host = subprocess.Popen(
                    [*command, str(theirs.fileno()), *self.modules],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    process_group=0,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            with host:
                try:
                    ours.settimeout(_START_LIMIT)
                    try:
                        ready = receive_message(ours)[0]
                    except TimeoutError:
                        raise SubjectError(
                            f"{self.name} has not started within {_START_LIMIT:g} s"
                        ) from None
                    if ready is None:
                        assert host.stderr is not None
                        why = host.stderr.read().decode(errors="replace").strip().splitlines()
                        raise SubjectError(
                            f"{self.name} cannot be started: {why[-1] if why else '?'}"
                        )
                    yield ours, host.pid
                finally:
                    ours.close()
                    host.kill()


@define
class HostSession:
    """A host, and another one should a program have brought it down."""

    _host: Host
    _stack: contextlib.ExitStack
    _channel: socket.socket = field(init=False)
    _pid: int = field(init=False)
    last: dict[str, int] = field(factory=dict)
    """What the host said of the program that ended last: its status, and counts."""

    def launch(self) -> None:
        """Start a host in place of the one there is."""
        self._stack.close()
        self._channel, self._pid = self._stack.enter_context(self._host.start())

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        """Have the host run `program`; see `Session`."""
        with _pipes() as (stdin, stdout, to_stdin, from_stdout):
            streams = (stdin.fileno(), stdout.fileno(), errors.fileno())
            pid = self._ask(program, streams)
            if pid is None:
                self.launch()
                pid = self._ask(program, streams)
            if pid is None:
                raise SubjectError(f"{self._host.name} cannot be started: its host ends")
            stdin.close()
            stdout.close()
            running = Running(pid, to_stdin, from_stdout, errors, self._end)
            try:
                yield running
            finally:
                running.end()

    def _ask(self, program: Path, streams: tuple[int, ...]) -> int | None:
        with contextlib.suppress(OSError):
            send_message(self._channel, {"program": str(program)}, streams)
            message, _ = receive_message(self._channel)
            if message is not None:
                return int(message["pid"])
        return None

    def _end(self, running: Running) -> int:
        message = None
        # A program that runs in the host is over when it has closed its output, or never.
        if running.pid != self._pid or not running.at_end:
            _kill_group(running.pid)
        with contextlib.suppress(OSError):
            if running.pid != self._pid:
                send_message(self._channel, {"over": True})
            message, _ = receive_message(self._channel)
        self.last.clear()
        self.last.update(message or {"status": -signal.SIGKILL})
        return self.last["status"]


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@define
class CommandSession:
    """A process for each program."""

    _command: tuple[str, ...]

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        """Start the command on `program`; see `Session`."""
        with _pipes() as (stdin, stdout, to_stdin, from_stdout):
            try:
                process = subprocess.Popen(
                    command_line(self._command, program),
                    stdin=stdin,
                    stdout=stdout,
                    stderr=errors,
                    cwd=program.parent,
                    start_new_session=True,
                )
            except OSError as error:
                raise SubjectError(f"{self._command[0]} cannot be started: {error}") from None
            stdin.close()
            stdout.close()

            def end(running: Running) -> int:
                _kill_group(running.pid)  # before it is waited for, while its id is its own
                return process.wait()

            running = Running(process.pid, to_stdin, from_stdout, errors, end)
            try:
                yield running
            finally:
                running.end()
