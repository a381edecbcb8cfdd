"""The processes in which subjects' programs run.

A `Running` is a program that was started. A `Session` starts the programs of several runs, one
after the other: it has a host fork Python programs, or execute a command for each program.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path
from typing import IO, Protocol

from attrs import define, field, frozen

from .host import receive_message, send_message
from .keeping import kept

__all__ = ["Host", "Running", "Session", "SubjectError", "host_session", "kill_group"]

_START_LIMIT = 30.0
_COMPLAINT = 1000  # bytes
_LONGEST_LINE = 1 << 20
"""Bytes; a longer line is taken for several."""


class SubjectError(Exception):
    """The subject cannot be asked: its module does not import, or its command does not start.

    Or no subject can, since there is no way to this machine itself.
    """


@define
class Running:
    """A running program: its process id and its standard streams."""

    pid: int
    stdin: FileIO
    stdout: FileIO
    errors: IO[bytes]
    _end: Callable[[Running], int]
    at_end: bool = False
    """True once its standard output is at its end."""
    _pending: bytearray = field(factory=bytearray)
    _code: int | None = None

    def read_line(self, deadline: float) -> str | None:
        """Read a line; return None at the end. Raises `TimeoutError` at the deadline."""
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
        """Write a line to the program, unless it has closed its standard input."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.write(f"{line}\n".encode())

    def end(self) -> int:
        """Kill the program and all that it started, unless they have ended; return its exit code.

        The code is minus the signal's number for a program that a signal ended.
        """
        if self._code is None:
            self._code = self._end(self)
        return self._code

    def complaints(self) -> str:
        """Return the beginning of what the program wrote to its standard error, and the end.

        They are 1,000 characters each, with a mark between them if something was left out.
        """
        size = self.errors.seek(0, os.SEEK_END)
        self.errors.seek(0)
        if size <= 2 * _COMPLAINT:
            return self.errors.read().decode(errors="replace").strip()
        first = self.errors.read(_COMPLAINT)
        self.errors.seek(size - _COMPLAINT)
        halves = (half.decode(errors="replace").strip() for half in (first, self.errors.read()))
        return " [...] ".join(halves)


class Session(Protocol):
    """Something that starts a subject's programs, one at a time."""

    def folder(self) -> contextlib.AbstractContextManager[Path]:
        """Make a folder for the files of a run; it ends with the context, or with the session."""

    def start(
        self, program: Path, errors: IO[bytes]
    ) -> contextlib.AbstractContextManager[Running]:
        """Start `program` and, at the end of the context, kill it; `errors` gets its complaints.

        Raises `SubjectError` if it cannot be started.
        """


@contextlib.contextmanager
def _pipes() -> Iterator[tuple[FileIO, FileIO, FileIO, FileIO]]:
    """Open two pipes: the program's standard input and output, then the harness's ends."""
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
class Started:
    """A host that runs: the channel to it, its process id, and a folder that ends with it."""

    channel: socket.socket
    pid: int
    folder: Path


@frozen
class Host:
    """A kind of host: a name for messages, the modules to import, and where programs run."""

    name: str
    modules: tuple[str, ...] = ()
    in_process: bool = False

    @contextlib.contextmanager
    def start(self) -> Iterator[Started]:
        """Start a host for the time of a context. Raises `SubjectError`."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        options = ["--in-process"] if self.in_process else []
        with ours, tempfile.TemporaryFile() as complaints, contextlib.ExitStack() as stack:
            with theirs:
                host = stack.enter_context(
                    kept(
                        f"{__package__}.host",
                        *(*options, str(theirs.fileno()), *self.modules),
                        errors=complaints,
                        descriptors=[theirs.fileno()],
                    )
                )
            ours.settimeout(_START_LIMIT)
            try:
                ready = receive_message(ours)[0]
            except TimeoutError:
                raise SubjectError(
                    f"{self.name} has not started within {_START_LIMIT:g} s"
                ) from None
            if ready is None:
                complaints.seek(0)
                why = complaints.read().decode(errors="replace").strip().splitlines()
                raise SubjectError(f"{self.name} cannot be started: {why[-1] if why else '?'}")
            yield Started(ours, ready["pid"], host.folder)


@define
class HostSession:
    """A session with a host, and with another one if a program has killed the first."""

    _host: Host
    _stack: contextlib.ExitStack
    _command: tuple[str, ...] = ()
    """What runs a program; without one, programs are Python and run in the host's children."""
    _started: Started = field(init=False)
    last: dict[str, int] = field(factory=dict)
    """The host's last reply about a program that ended: its exit code and the counts."""

    def launch(self) -> None:
        """Start a host, and end the one before."""
        self._stack.close()
        self._started = self._stack.enter_context(self._host.start())

    @contextlib.contextmanager
    def folder(self) -> Iterator[Path]:
        """Make a folder for a run in that of the host; see `Session`.

        If the last program has killed the host, another one is started first.
        """
        if select.select([self._started.channel], [], [], 0)[0]:  # the end of the stream
            self.launch()
        # A short name, as programs make Unix sockets here, whose paths have little room.
        with tempfile.TemporaryDirectory(
            prefix="", dir=self._started.folder, ignore_cleanup_errors=True
        ) as folder:
            yield Path(folder)

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        """Have the host start `program`; see `Session`."""
        with _pipes() as (stdin, stdout, to_stdin, from_stdout):
            streams = (stdin.fileno(), stdout.fileno(), errors.fileno())
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
        request: dict[str, object] = {"program": str(program), "folder": str(program.parent)}
        if self._command:
            request["command"] = command_line(self._command, program)
        message = None
        with contextlib.suppress(OSError):
            send_message(self._started.channel, request, streams)
            message, _ = receive_message(self._started.channel)
        if message is None:
            return None
        if "failure" in message:
            raise SubjectError(f"{self._command[0]} cannot be started: {message['failure']}")
        return int(message["pid"])

    def _end(self, running: Running) -> int:
        message = None
        # A program that runs in the host itself shares its process, which is killed only if the
        # program has not ended.
        if running.pid != self._started.pid or not running.at_end:
            kill_group(running.pid)
        with contextlib.suppress(OSError):
            if running.pid != self._started.pid:
                send_message(self._started.channel, {"over": True})
            message, _ = receive_message(self._started.channel)
        self.last.clear()
        self.last.update(message or {"status": -signal.SIGKILL})
        return self.last["status"]


def command_line(command: tuple[str, ...], program: Path) -> list[str]:
    """Return `command` with the path of `program` in place of `{program}`, or at its end."""
    words = [word.replace("{program}", str(program)) for word in command]
    return words if words != list(command) else [*words, str(program)]


def kill_group(pid: int) -> None:
    """Kill the processes of a group, if there are any."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _need_loopback() -> None:
    """Raise `SubjectError` where a failure would be taken for the subject's answer."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("127.0.0.1", 9))  # which sends nothing
        except OSError as error:
            raise SubjectError(
                f"the loopback interface is down (127.0.0.1: {error.strerror})"
            ) from None


@contextlib.contextmanager
def host_session(host: Host, command: tuple[str, ...] = ()) -> Iterator[HostSession]:
    """Return a session with a host, in which `command` runs the programs, if there is one.

    Raises `SubjectError` if the host does not start, or programs could not reach the peer.
    """
    _need_loopback()
    with contextlib.ExitStack() as stack:
        session = HostSession(host, stack, command)
        session.launch()
        yield session
