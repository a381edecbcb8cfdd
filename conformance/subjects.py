"""Subjects: what can be asked. Our dialects as Python programs, real Schemes as Scheme programs.

A subject renders a behaviour into the program that it runs and starts that program in a process of
its own. `Session` keeps what several runs share (the host that forks the Python programs); a
session serves one thread. `Running` is a started program: lines out, lines in, and its end.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import select
import shlex
import shutil
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
    "HostSession",
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

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
        """Run `program`, which is ended when the context ends.

        Raises `SubjectError` where it cannot be started.
        """


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

    def counts(self, target: str) -> bool:
        """Whether a descriptor that refers to `target` counts when a program leaves it open."""

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

    def counts(self, target: str) -> bool:
        """All count: `subject.sync` sees to it that the engine has made its own before."""
        return True

    @contextlib.contextmanager
    def session(self) -> Iterator[HostSession]:
        """A host that forks the programs. Raises `SubjectError` if the module does not import."""
        with contextlib.ExitStack() as stack:
            session = HostSession(self, stack)
            session.launch()
            yield session

    @contextlib.contextmanager
    def host(self) -> Iterator[tuple[socket.socket, int]]:
        """Start a host: the channel to it, and its process id."""
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

    _subject: DialectSubject
    _stack: contextlib.ExitStack
    _channel: socket.socket = field(init=False)
    _host: int = field(init=False)
    last: dict[str, int] = field(factory=dict)
    """What the host said of the program that ended last: its status, and counts."""

    def launch(self) -> None:
        """Start a host in place of the one there is."""
        self._stack.close()
        self._channel, self._host = self._stack.enter_context(self._subject.host())

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
                raise SubjectError(f"{self._subject.name} cannot be started: its host ends")
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
        if running.pid != self._host or not running.at_end:
            _kill_group(running.pid)
        with contextlib.suppress(OSError):
            if running.pid != self._host:
                send_message(self._channel, {"over": True})
            message, _ = receive_message(self._channel)
        self.last.clear()
        self.last.update(message or {"status": -signal.SIGKILL})
        return self.last["status"]


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


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

    def counts(self, target: str) -> bool:
        """Not pipes and events: a Scheme makes them for itself, whenever it likes."""
        return not target.startswith(("pipe:", "anon_inode:"))

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A process for each program."""
        yield _CommandSession(self.command)


@define
class _CommandSession:
    """A process for each program."""

    _command: tuple[str, ...]

    @contextlib.contextmanager
    def start(self, program: Path, errors: IO[bytes]) -> Iterator[Running]:
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


def dialect_subject(word: str) -> DialectSubject:
    """The subject for a dialect's name, or for a module with a `DIALECT`.

    Raises `LookupError` where there is neither.
    """
    try:
        return DialectSubject(dialects.load(word))
    except dialects.UnknownDialectError as unknown:
        try:
            found = importlib.util.find_spec(word)
        except (ImportError, ValueError):
            found = None
        if found is None:
            raise unknown from None
    try:
        dialect = getattr(importlib.import_module(word), "DIALECT", None)
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise LookupError(f"the module {word} does not import: {problem}") from None
    if not isinstance(dialect, Dialect):
        raise LookupError(f"the module {word} has no DIALECT that is a Dialect")
    return DialectSubject(dialect)


def real_subject(words: str) -> RealSubject:
    """The subject for `NAME` or `NAME=COMMAND`. Raises `LookupError` where it cannot be found."""
    label, _, command = words.partition("=")
    system = systems.load(label)
    try:
        argv = tuple(shlex.split(command)) or system.command
    except ValueError as error:
        raise LookupError(f"{label}: {command}: {error}") from None
    if not argv:
        raise LookupError(f"say how to run it: {label}=COMMAND")
    if shutil.which(argv[0]) is None:
        raise LookupError(f"{label}: there is no program {argv[0]!r} on this machine")
    return RealSubject(label, system, argv, system.version(argv))
