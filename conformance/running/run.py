"""One run: a behaviour's program against its peer, in step over the line protocol.

The subject prints `(sync n)` and waits for a line, or `(observe "label" outcome)`, and nothing
else. Whatever goes wrong with it (no answer in time, death, garbage, descriptors left open) is
what the run gives, never an exception of the harness.
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
"""Seconds that a program may take to end after its last sync."""
_DYING = 0.2
"""Seconds in which it shows whether the peer was let down by a program that is ending."""


@define
class Observed:
    """What a run gave: the observations by label, and what went wrong, if anything did."""

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
) -> Observed:
    """Run `program` once.

    `classify` says what a real system's text of a condition means, `counted` whether a descriptor
    left open counts, by what it refers to.
    """
    observed = Observed()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="schemesockets-") as directory:
        path = Path(directory, "program")
        path.write_text(program.text, encoding="utf-8")
        with (
            tempfile.TemporaryFile() as errors,
            session.start(path, errors) as running,
            Peer(running.pid, time_limit) as peer,
        ):
            conversation = _Conversation(
                program, running, peer, observed, classify, counted, f"{directory}/"
            )
            try:
                conversation.hold(began + time_limit)
            except TimeoutError:
                observed.problem, observed.reason = "hung", f"no answer within {time_limit:g} s"
            except _EndedError as ended:
                observed.problem, observed.reason = "crashed", _epitaph(str(ended), running)
            except (PeerError, OSError, psutil.Error) as error:
                observed.problem, observed.reason = "strayed", f"the peer: {error}"
                with contextlib.suppress(TimeoutError):  # it waits, unless it is about to end
                    running.read_line(time.monotonic() + _DYING)
                if running.at_end:
                    observed.problem = "crashed"
                    observed.reason = _epitaph("it ended before its script did", running)
            finally:
                running.end()  # before the peer's end, whose threads may wait for the program
    observed.seconds = time.monotonic() - began
    return observed


def _epitaph(what: str, running: Running) -> str:
    code = running.end()
    status = f"exit status {code}" if running.at_end else ""
    return "; ".join(filter(None, [what, status, running.complaints()]))


class _EndedError(Exception):
    """The program ended, or said what is not of the protocol."""


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

    def hold(self, deadline: float) -> None:
        """Talk until the last sync is answered and the program has ended."""
        number = None
        while number != self.program.last:
            line = self.running.read_line(deadline)
            if line is None:
                raise _EndedError("it ended before its script did")
            line = line.replace(self.directory, "")  # where it ran is nobody's business
            self.observed.transcript.append(line)
            number = self.hear(line)
        # It has said all it had to say, and is ended if it does not end by itself.
        deadline = time.monotonic() + _END_LIMIT
        with contextlib.suppress(TimeoutError):
            while time.monotonic() < deadline and self.running.read_line(deadline) is not None:
                pass

    def hear(self, line: str) -> int | None:
        """Act on one line; the number of the sync that it was."""
        try:
            datum = read(line)
        except NotationError:
            datum = ()
        match datum:
            case ("sync", int(number)) if number == self.expected:
                self.expected += 1
                self.answer(number)
                return number
            case ("observe", str(label), (Symbol() as how, *what)) if what:
                self.note(label, how, tuple(what))
                return None
        raise _EndedError(f"it printed what is not of the protocol: {line[:200]}")

    def note(self, label: str, how: Symbol, what: tuple[Datum, ...]) -> None:
        """Keep an observation; what was raised is known by its kind, its text kept beside."""
        if how == "raised":
            kind, *native = what
            text = native[0] if native and isinstance(native[0], str) else ""
            if kind == "unclassified":
                kind = self.classify(text)
            self.observed.native[label] = text
            what = (kind,)
        self.observed.observations[label] = (how, *what)

    def answer(self, number: int) -> None:
        """Do the peer's part at a sync and let the subject go on."""
        if number == 0:
            self.open_before = _descriptors(self.running.pid, self.counted)
            self.tell("")
            return
        sync = self.program.syncs[number]
        told = self.play(sync)
        if number == self.program.last:
            self.observed.leaked = max(
                0, _descriptors(self.running.pid, self.counted) - self.open_before
            )
        self.tell(told)

    def tell(self, line: str) -> None:
        self.observed.transcript.append(f"< {line}")
        self.running.reply(line)

    def play(self, sync: Sync) -> str:
        """Carry out the peer's steps; what the subject is to be told."""
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
        return self._told(sync.tells)

    def _told(self, tells: FromPeer | None) -> str:
        return "" if tells is None else str(getattr(self.values[tells.step], tells.attribute))


def _descriptors(pid: int, counted: Callable[[str], bool]) -> int:
    """How many of the descriptors that a process has open count."""
    try:
        entries = list(Path(f"/proc/{pid}/fd").iterdir())
    except OSError:  # it has ended, or the system has no such folder
        try:
            return psutil.Process(pid).num_fds()
        except psutil.Error:
            return 0
    return sum(target is not None and counted(target) for target in map(_target, entries))


def _target(entry: Path) -> str | None:
    try:
        return os.readlink(entry)
    except OSError:  # closed since
        return None
