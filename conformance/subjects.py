"""Subjects: what can be asked. Our dialects as Python programs, real Schemes as Scheme programs.

A subject renders a behaviour into the program that it runs and starts that program in a process of
its own. `Session` keeps what several runs share (the host that forks the Python programs); a
session serves one thread. `Running` is a started program: lines out, lines in, and its end.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import IO, Protocol

from attrs import define, field, frozen

from .. import dialects
from ..dialects import Dialect
from . import phrasebook, systems
from .host import receive_message, send_message
from .notation import Symbol
from .phrasebook import Phrasebook
from .program import Program, python_program, scheme_program
from .script import Behaviour
from .systems import System, command_line

__all__ = [
    "DialectSubject",
    "RealSubject",
    "Running",
    "Session",
    "Subject",
    "SubjectError",
    "dialect_subject",
    "real_subject",
]

_SHARED_ROOMS = ("schemesockets.dialects.r7rs_io", "schemesockets.dialects.r6rs_io")
_START_LIMIT = 30.0


class SubjectError(Exception):
    """A subject cannot be asked at all: its module does not import in a fresh process."""


@define
class Running:
    """A program that runs: `pid`, its standard streams, and how to learn of its end."""

    pid: int
    stdin: FileIO
    stdout: FileIO
    errors: IO[bytes]
    end: Session
    _pending: bytes = b""

    def read_line(self, deadline: float) -> str | None:
        """The next line; None at the end. Raises `TimeoutError` past the deadline."""
        poll = select.poll()
        poll.register(self.stdout, select.POLLIN)
        while b"\n" not in self._pending:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not poll.poll(remaining * 1000):
                raise TimeoutError
            chunk = self.stdout.read(65536)
            if not chunk:
                rest, self._pending = self._pending, b""
                return rest.decode(errors="replace") or None
            self._pending += chunk
        line, _, self._pending = self._pending.partition(b"\n")
        return line.decode(errors="replace")

    def reply(self, line: str) -> None:
        """Answer a sync. A program that has gone does not mind."""
        with contextlib.suppress(BrokenPipeError):
            self.stdin.write(f"{line}\n".encode())

    def kill(self) -> None:
        """End the program now."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def complaints(self) -> str:
        """What the program wrote to its standard error, its last part."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace").strip()[-2000:]


class Session(Protocol):
    """What starts a subject's programs, one at a time."""

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        """Run `program`; it is killed, if need be, when the context ends."""

    def wait(self, running: Running) -> int:
        """The exit code of a program that has ended or been killed; minus the signal's number."""


class Subject(Protocol):
    """Something that can be asked."""

    @property
    def name(self) -> str:
        """How reports call it."""

    @property
    def dialect(self) -> str:
        """The dialect whose promises are examined."""

    @property
    def version(self) -> str:
        """What was examined, exactly."""

    def program(self, behaviour: Behaviour) -> Program:
        """The program for `behaviour`. Raises `CannotSayError` where the dialect has no words."""

    def kind(self, native: str) -> Symbol:
        """What the subject's own text of a condition means, where it does not say so itself."""

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """A session for one thread. Raises `SubjectError` where the subject cannot be started."""


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
class DialectSubject:
    """A dialect of ours, or another's written for the same interface, as Python programs."""

    _dialect: Dialect
    in_process: bool = False

    @property
    def name(self) -> str:
        """The dialect's name."""
        return self._dialect.name

    @property
    def dialect(self) -> str:
        """The dialect whose programs it runs."""
        return self._dialect.speaks or self._dialect.name

    @property
    def version(self) -> str:
        """The module and the Python that runs it."""
        return f"{self._dialect.module}, Python {sys.version.split()[0]}"

    @property
    def expectations(self) -> Path | None:
        """The dialect's own file of expectations, if it brings one."""
        return self._dialect.expectations

    @property
    def book(self) -> Phrasebook:
        """The phrasebook of the dialect, or of the one that it speaks."""
        return phrasebook.load(self._dialect.phrasebook or self.dialect)

    def program(self, behaviour: Behaviour) -> Program:
        """The Python program for a behaviour."""
        return python_program(behaviour.script, self.book, [self._dialect.module, *_SHARED_ROOMS])

    def kind(self, native: str) -> Symbol:
        """A Python program says itself what kind of error it met."""
        return Symbol("other")

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A host that forks the programs. Raises `SubjectError` if the module does not import."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        modules = [self._dialect.module, *_SHARED_ROOMS, f"{__package__}.subject"]
        options = ["--in-process"] if self.in_process else []
        command = [sys.executable, "-m", f"{__package__}.host", *options]
        with ours:
            with theirs:
                host = subprocess.Popen(
                    [*command, str(theirs.fileno()), *modules],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stderr=subprocess.PIPE,
                    env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                )
            with host:
                try:
                    ours.settimeout(_START_LIMIT)
                    if receive_message(ours)[0] is None:
                        assert host.stderr is not None
                        why = host.stderr.read().decode(errors="replace").strip().splitlines()
                        raise SubjectError(
                            f"{self.name} cannot be started: {why[-1] if why else '?'}"
                        )
                    yield _HostSession(ours)
                finally:
                    ours.close()
                    host.kill()


@define
class _HostSession:
    """A host at the other end of `channel`."""

    _channel: socket.socket
    last: dict[str, int] = field(factory=dict)

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        with _pipes() as (stdin, stdout, to_stdin, from_stdout):
            send_message(
                self._channel,
                {"program": str(program)},
                (stdin.fileno(), stdout.fileno(), errors.fileno()),
            )
            stdin.close()
            stdout.close()
            message, _ = receive_message(self._channel)
            running = Running(message["pid"], to_stdin, from_stdout, errors, self)
            self.last.clear()
            try:
                yield running
            finally:
                if not self.last:
                    running.kill()
                    self.wait(running)

    def wait(self, running: Running) -> int:
        if not self.last:
            message, _ = receive_message(self._channel)
            self.last.update(message or {"status": -signal.SIGKILL})
        return self.last["status"]


@frozen
class RealSubject:
    """A real Scheme, run as `command` with the file of a program at its end."""

    label: str
    system: System
    command: tuple[str, ...]
    version: str

    @property
    def name(self) -> str:
        """`real:` and the system's name."""
        return f"real:{self.label}"

    @property
    def dialect(self) -> str:
        """The dialect that the system speaks."""
        return self.system.dialect

    def program(self, behaviour: Behaviour) -> Program:
        """The Scheme program for a behaviour."""
        return scheme_program(behaviour.script, self.system.book, self.system.prelude)

    def kind(self, native: str) -> Symbol:
        """What the system's table says of a condition's text."""
        return self.system.kind(native)

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A process for each program."""
        yield _CommandSession(self.command)


@define
class _CommandSession:
    """A process for each program."""

    _command: tuple[str, ...]
    _process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        with _pipes() as (stdin, stdout, to_stdin, from_stdout):
            process = subprocess.Popen(
                command_line(self._command, program),
                stdin=stdin,
                stdout=stdout,
                stderr=errors,
                cwd=program.parent,
            )
            stdin.close()
            stdout.close()
            self._process = process
            running = Running(process.pid, to_stdin, from_stdout, errors, self)
            with process:
                try:
                    yield running
                finally:
                    process.kill()

    def wait(self, running: Running) -> int:
        assert self._process is not None
        return self._process.wait()


def dialect_subject(word: str) -> DialectSubject:
    """The subject for a dialect's name, or for a module with a `DIALECT`.

    Raises `LookupError` where there is neither.
    """
    try:
        return DialectSubject(dialects.load(word))
    except dialects.UnknownDialectError as unknown:
        try:
            dialect = importlib.import_module(word).DIALECT
        except (ImportError, AttributeError, ValueError):
            raise unknown from None
        if not isinstance(dialect, Dialect):
            raise LookupError(f"{word}.DIALECT is no Dialect") from None
        return DialectSubject(dialect)


def real_subject(words: str) -> RealSubject:
    """The subject for `NAME` or `NAME=COMMAND`. Raises `LookupError` where it cannot be found."""
    label, _, command = words.partition("=")
    system = systems.load(label)
    argv = tuple(shlex.split(command)) or system.command
    if not argv:
        raise LookupError(f"say how to run it: {label}=COMMAND")
    if shutil.which(argv[0]) is None:
        raise LookupError(f"{label}: there is no program {argv[0]!r} on this machine")
    return RealSubject(label, system, argv, system.version(argv))
