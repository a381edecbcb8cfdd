"""A program under `run` beside its port: both get the same input, and what they do is compared.

With a peer, a program that is their other end, each runs against the peer once, and what the peer
does is compared too.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from attrs import frozen

from ...dialects.scheme.writing.translation import Port

__all__ = ["FROM_PEER", "Comparison", "Outcome", "compare"]

FROM_PEER: Final = "{}"
"""An argument of the program that stands for the first line that the peer writes."""


@frozen
class Outcome:
    """What a process did.

    Attributes:
        status: its exit status; None if it did not end.
        output: what it wrote to the standard output.
    """

    status: int | None
    output: bytes


@frozen
class Comparison:
    """What a program and its port did.

    Attributes:
        run, port: the program under `run`, and the port.
        peers: the peer of each, if there was one.
    """

    run: Outcome
    port: Outcome
    peers: tuple[Outcome, Outcome] | None = None

    @property
    def same(self) -> bool:
        """Whether both ended with the same status and wrote the same, and so did their peers."""
        return self.run == self.port and (self.peers is None or self.peers[0] == self.peers[1])

    @property
    def words(self) -> str:
        """Where they part, or that they do not."""
        if self.run != self.port:
            return f"they part{_parting(self.run, self.port, 'run', 'the port')}"
        if self.peers is not None and self.peers[0] != self.peers[1]:
            names = "the peer of run", "the peer of the port"
            return f"their peers part{_parting(*self.peers, *names)}"
        also = ", and so do their peers" if self.peers is not None else ""
        count = f"{len(self.run.output)} bytes"
        return f"the program and its port write the same ({count}), {_status(self.run)}{also}"


def _parting(one: Outcome, other: Outcome, first: str, second: str) -> str:
    """Return where two outcomes differ, in words behind "they part"."""
    if one.output == other.output:
        return f": {first}: {_status(one)}; {second}: {_status(other)}"
    pairs = zip(one.output, other.output, strict=False)
    shorter = min(len(one.output), len(other.output))
    place = next((at for at, (a, b) in enumerate(pairs) if a != b), shorter)
    line = one.output.count(b"\n", 0, place) + 1
    start = one.output.rfind(b"\n", 0, place) + 1
    return (
        f" in line {line} of the output: {first} writes {_line(one.output, start)}, "
        f"{second} {_line(other.output, start)}"
    )


def _status(outcome: Outcome) -> str:
    return "not ended" if outcome.status is None else f"exit status {outcome.status}"


def _line(output: bytes, start: int) -> str:
    return repr(output[start:].partition(b"\n")[0][:120].decode("utf-8", "backslashreplace"))


def compare(
    port: Port,
    file: Path,
    directories: Sequence[str],
    arguments: Sequence[str],
    words: bytes,
    patience: float,
    peer: Path | None = None,
) -> Comparison:
    """Run a program and its port, one after the other; return what they did.

    Args:
        port: of the program.
        file: the program's.
        directories: where its libraries are looked for.
        arguments: of the program; `FROM_PEER` stands for the first line that the peer writes.
        words: its standard input.
        patience: how long each may take, in seconds; it is ended then.
        peer: the other end's program, in Python (`.py`) or in the program's dialect. It reads
            what the program writes.
    """
    run = [sys.executable, "-P", "-m", "schemesockets.conformance", "run"]
    run += ["--dialect", port.dialect, *(word for each in directories for word in ("-L", each))]
    other_end = None
    if peer is not None:
        python = [sys.executable, "-P"]
        other_end = [*(python if peer.suffix == ".py" else run), str(peer)]
    with tempfile.TemporaryDirectory() as folder:
        for name, text in port.files.items():
            target = Path(folder) / name
            target.parent.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
        commands = [*run, str(file)], _command(port, folder)
        (one, first), (other, second) = (
            _ran(command, arguments, words, patience, other_end) for command in commands
        )
    return Comparison(one, other, (first, second) if first and second else None)


def _command(port: Port, folder: str) -> list[str]:
    """Return the command that runs a port which is in a folder."""
    python = [sys.executable, "-P"]
    if not port.main:
        return [*python, str(Path(folder) / f"{port.name}.py")]
    code = f"import runpy, sys; sys.path.insert(0, {folder!r}); "
    code += f"runpy.run_module({port.name!r}, run_name='__main__', alter_sys=True)"
    return [*python, "-c", code]


def _ran(
    command: list[str],
    arguments: Sequence[str],
    words: bytes,
    patience: float,
    other_end: list[str] | None,
) -> tuple[Outcome, Outcome | None]:
    """Return what a command did, and its peer."""
    end = time.monotonic() + patience
    if other_end is None:
        with _started([*command, *arguments], words) as (program, output):
            return _outcome(program, output, end), None
    with _started(other_end, None) as (peer, said):
        is_told = FROM_PEER in arguments
        if is_told:  # which each run of the peer may say otherwise
            said.has_line.wait(max(end - time.monotonic(), 0))
            line = bytes(said.data).partition(b"\n")[0].decode("utf-8", "surrogateescape").strip()
            arguments = [line if each == FROM_PEER else each for each in arguments]
        assert peer.stdin is not None
        with _started([*command, *arguments], words, peer.stdin) as (program, output):
            outcome = _outcome(program, output, end)
        told = _outcome(peer, said, end)
        if is_told:
            told = Outcome(told.status, told.output.partition(b"\n")[2])
        return outcome, told


@contextlib.contextmanager
def _started(
    command: list[str], words: bytes | None, listener: IO[bytes] | None = None
) -> Iterator[tuple[subprocess.Popen[bytes], _Output]]:
    """Start a command, which reads words, or what is written to it; it ends with the context."""
    with contextlib.ExitStack() as held:
        source: int | IO[bytes] = subprocess.PIPE
        if words is not None:
            source = held.enter_context(tempfile.TemporaryFile())
            source.write(words)
            source.seek(0)
        process = held.enter_context(
            subprocess.Popen(
                command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        )
        held.callback(process.kill)
        assert process.stdout is not None
        output = _Output(process.stdout, listener)
        output.start()
        yield process, output


def _outcome(process: subprocess.Popen[bytes], output: _Output, end: float) -> Outcome:
    """Return what a process has done by the end, a time of the monotonic clock."""
    status = None
    with contextlib.suppress(subprocess.TimeoutExpired):
        status = process.wait(max(end - time.monotonic(), 0))
    process.kill()
    output.join(max(end - time.monotonic(), 1.0))
    return Outcome(status, bytes(output.data))


class _Output(threading.Thread):
    """What a process writes, kept and passed on to a listener."""

    def __init__(self, stream: IO[bytes], listener: IO[bytes] | None) -> None:
        super().__init__(daemon=True)
        self.data = bytearray()
        self.has_line = threading.Event()
        self._stream = stream
        self._listener = listener

    def run(self) -> None:
        """Read to the end of the stream."""
        with contextlib.suppress(OSError, ValueError):  # closed when time is up
            while chunk := self._stream.read1():  # type: ignore[attr-defined]
                self.data += chunk
                if b"\n" in chunk:
                    self.has_line.set()
                self._pass_on(chunk)
        self.has_line.set()
        if self._listener is not None:
            with contextlib.suppress(OSError, ValueError):
                self._listener.close()

    def _pass_on(self, chunk: bytes) -> None:
        if self._listener is not None:
            with contextlib.suppress(OSError, ValueError):  # a peer that has ended
                self._listener.write(chunk)
                self._listener.flush()
