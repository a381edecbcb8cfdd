"""One run: a behaviour's program and its peer, in step by a protocol of lines.

The program prints `(sync n)` and waits for a line, or prints `(observe "label" outcome)`, and
nothing else. Any failure of the program (no line in time, a crash, other output, descriptors left
open) is part of what was observed, never an exception of the harness.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import psutil
from attrs import Factory, define

from ..questions.rendering import Program, Sync
from ..questions.script import FromPeer, PeerValue, Variable
from ..required.notation import Datum, NotationError, Symbol, read, write
from . import peer as peers
from .peer import Peer, PeerError
from .processes import Running, Session

__all__ = ["Observed", "run"]

Problem = Literal["hung", "crashed", "strayed"]
_END_LIMIT = 2.0
"""Seconds that a program may run on after its last sync."""
_MOST_PRINTED = 1 << 21
"""Characters that a program may print."""
_ENDING_LIMIT = 0.2
"""Seconds to wait for a program's end when the peer has failed, which may be the reason."""


@define
class Observed:
    """The observations of a run by label, and the problem, if there was one."""

    observations: dict[str, Datum] = Factory(dict)
    native: dict[str, str] = Factory(dict)
    transcript: list[str] = Factory(list)
    problem: Problem | None = None
    reason: str = ""
    leaked: int = 0
    seconds: float = 0.0


def run(
    program: Program,
    session: Session,
    time_limit: float,
    classify: Callable[[str], Symbol] = lambda native: Symbol("other"),
    counted: Callable[[str], bool] = lambda target: True,
    line_limit: float | None = None,
) -> Observed:
    """Run `program` once, for `time_limit` seconds at most, and `line_limit` from line to line.

    `classify` returns the kind of a condition from a real system's text of it. `counted` returns
    whether a descriptor counts as a leak if it is left open, from the target of its link in /proc.
    """
    observed = Observed()
    began = time.monotonic()
    with session.folder() as folder:
        path = folder / "program"
        path.write_text(program.text, encoding="utf-8")
        with (
            tempfile.TemporaryFile() as errors,
            session.start(path, errors) as running,
            Peer(running.pid, line_limit or time_limit, folder) as peer,
        ):
            conversation = _Conversation(
                program, running, peer, observed, classify, counted, f"{folder}/"
            )
            try:
                conversation.follow(began + time_limit, line_limit)
            except TimeoutError:
                running.end()  # all that it has to say is written
                limit = f"no answer within {line_limit or time_limit:g} s"
                observed.problem = "hung"
                observed.reason = "; ".join(filter(None, [limit, running.complaints()]))
            except _EndedError as ended:
                observed.problem, observed.reason = "crashed", _reason_for_end(str(ended), running)
            except (PeerError, OSError, psutil.Error) as error:
                observed.problem, observed.reason = "strayed", f"the peer: {error}"
                # A program that has not ended waits for the peer and prints nothing.
                with contextlib.suppress(TimeoutError):
                    running.read_line(time.monotonic() + _ENDING_LIMIT)
                if running.at_end:
                    observed.problem = "crashed"
                    observed.reason = _reason_for_end("it ended before its script did", running)
            finally:
                running.end()  # before the peer is closed, whose threads may wait for the program
    observed.reason = observed.reason.replace(f"{folder}/", "")
    observed.seconds = time.monotonic() - began
    return observed


def _reason_for_end(what: str, running: Running) -> str:
    code = running.end()
    status = f"exit status {code}" if running.at_end else ""
    return "; ".join(filter(None, [what, status, running.complaints()]))


class _EndedError(Exception):
    """The program ended too early, or printed something that is not of the protocol."""


@define
class _Conversation:
    """The line protocol of one run."""

    program: Program
    running: Running
    peer: Peer
    observed: Observed
    classify: Callable[[str], Symbol]
    counted: Callable[[str], bool]
    directory: str
    values: dict[int, object] = Factory(dict)
    open_before: int = 0
    expected: int = 0
    """The number of the next sync."""
    printed: int = 0
    """The characters that have been read."""

    def follow(self, deadline: float, line_limit: float | None) -> None:
        """Follow the protocol until the last sync is answered and the program has ended."""
        number = None
        while number != self.program.last:
            until = deadline
            if line_limit is not None and self.expected > 0:  # starting may take long
                until = min(deadline, time.monotonic() + line_limit)
            line = self.running.read_line(until)
            if line is None:
                raise _EndedError("it ended before its script did")
            line = line.replace(self.directory, "")  # which differs from run to run
            self.observed.transcript.append(line)
            number = self.handle(line)
            self.printed += len(line)
            if self.printed > _MOST_PRINTED:
                raise _EndedError(f"it printed more than {_MOST_PRINTED} characters")
        # The script is over: a program that does not end by itself is killed.
        deadline = time.monotonic() + _END_LIMIT
        with contextlib.suppress(TimeoutError):
            while time.monotonic() < deadline and self.running.read_line(deadline) is not None:
                pass

    def handle(self, line: str) -> int | None:
        """Act on a line, and return the number of the sync if it was one."""
        try:
            datum = read(line)
        except NotationError:
            datum = ()
        match datum:
            case ("sync", int(number)) if number == self.expected:
                self.expected += 1
                self.answer_sync(number)
                return number
            case ("observe", str(label), (Symbol() as how, *what)) if what:
                self.record(label, how, tuple(what))
                return None
        raise _EndedError(f"it printed what is not of the protocol: {line[:200]}")

    def record(self, label: str, how: Symbol, what: tuple[Datum, ...]) -> None:
        """Record an observation; for a condition, its kind, and its text separately."""
        if how == "raised":
            kind, *native = what
            text = native[0] if native and isinstance(native[0], str) else ""
            if kind == "unclassified":
                kind = self.classify(text)
            self.observed.native[label] = text
            what = (kind,)
        self.observed.observations[label] = (how, *what)

    def answer_sync(self, number: int) -> None:
        """Carry out the peer's steps at a sync, and let the subject go on."""
        if number == 0:
            self.open_before = _descriptors(self.running.pid, self.counted)
            self.send("")
            return
        sync = self.program.syncs[number]
        reply = self.carry_out(sync)
        if number == self.program.last:
            self.observed.leaked = max(
                0, _descriptors(self.running.pid, self.counted) - self.open_before
            )
        self.send(reply)

    def send(self, line: str) -> None:
        self.observed.transcript.append(f"< {line}")
        self.running.reply(line)

    def carry_out(self, sync: Sync) -> str:
        """Carry out the peer's steps, and return the reply to the subject."""
        for step in sync.steps:
            arguments = [
                self.values[argument.step] if isinstance(argument, PeerValue) else argument
                for argument in step.arguments
                if not isinstance(argument, Variable)
            ]
            outcome: Datum
            try:
                self.values[step.number] = getattr(self.peer, step.method)(*arguments)
                outcome = (Symbol("returned"), peers.value(self.values[step.number]))
            except OSError as error:
                if step.label is None:
                    raise PeerError(f"{step.method}: {error}") from None
                outcome = (Symbol("raised"), peers.failure(error))
            if step.label is not None:
                self.observed.observations[step.label] = outcome
                self.observed.transcript.append(
                    f"peer {write((Symbol('observe'), step.label, outcome))}"
                )
        return self._reply_for(sync.string)

    def _reply_for(self, string: FromPeer | None) -> str:
        return "" if string is None else str(getattr(self.values[string.step], string.attribute))


def _descriptors(pid: int, counted: Callable[[str], bool]) -> int:
    """Count the open descriptors of a process, as far as they are `counted`."""
    try:
        entries = list(Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # the process has ended, or the system has no /proc
        try:
            return psutil.Process(pid).num_fds()
        except psutil.Error:
            return 0
    return sum(target is not None and counted(target) for target in map(_target, entries))


def _target(entry: Path) -> str | None:
    try:
        return os.readlink(entry)
    except OSError:  # closed meanwhile
        return None
