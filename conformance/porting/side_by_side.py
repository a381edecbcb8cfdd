"""A program under `run` beside its port: both get the same input, and what they do is compared."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from ...dialects.scheme.writing.translation import Port

__all__ = ["Comparison", "compare"]


@frozen
class Comparison:
    """What a program and its port did.

    Attributes:
        statuses: the exit statuses, of `run` and of the port; None for one that did not end.
        outputs: what each wrote to the standard output.
        errors: what each wrote to the standard error, the port's last lines to begin with.
    """

    statuses: tuple[int | None, int | None]
    outputs: tuple[bytes, bytes]
    errors: tuple[str, str]

    @property
    def same(self) -> bool:
        """Whether both ended with the same status and wrote the same."""
        return self.statuses[0] == self.statuses[1] and self.outputs[0] == self.outputs[1]

    @property
    def words(self) -> str:
        """Where they part, or that they do not."""
        if self.same:
            ended = _status(self.statuses[0])
            return (
                f"the program and its port write the same ({len(self.outputs[0])} bytes), {ended}"
            )
        one, other = self.outputs
        if one != other:
            place = next(
                (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)),
            )
            line = one.count(b"\n", 0, place) + 1
            start = one.rfind(b"\n", 0, place) + 1
            return (
                f"they part in line {line} of the output: run writes {_line(one, start)}, "
                f"the port {_line(other, start)}"
            )
        return f"run: {_status(self.statuses[0])}; the port: {_status(self.statuses[1])}"


def _status(status: int | None) -> str:
    return "not ended" if status is None else f"exit status {status}"


def _line(output: bytes, start: int) -> str:
    return repr(output[start:].partition(b"\n")[0][:120].decode("utf-8", "backslashreplace"))


def compare(
    port: Port,
    file: Path,
    directories: Sequence[str],
    arguments: Sequence[str],
    words: bytes,
    patience: float,
) -> Comparison:
    """Run a program and its port, one after the other; return what they did.

    Args:
        port: of the program.
        file: the program's.
        directories: where its libraries are looked for.
        arguments: of the program.
        words: its standard input.
        patience: how long each may take, in seconds; it is ended then.
    """
    run = [sys.executable, "-P", "-m", "schemesockets.conformance", "run"]
    run += ["--dialect", port.dialect, *(word for each in directories for word in ("-L", each))]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / f"{port.name}.py"
        target.write_text(port.python, encoding="utf-8")
        one = _ran([*run, str(file), *arguments], words, patience)
        other = _ran([sys.executable, "-P", str(target), *arguments], words, patience)
    return Comparison((one[0], other[0]), (one[1], other[1]), (one[2], other[2]))


def _ran(command: Sequence[str], words: bytes, patience: float) -> tuple[int | None, bytes, str]:
    try:
        done = subprocess.run(
            command, input=words, capture_output=True, check=False, timeout=patience
        )
    except subprocess.TimeoutExpired as late:
        return None, late.stdout or b"", (late.stderr or b"").decode("utf-8", "backslashreplace")
    return done.returncode, done.stdout, done.stderr.decode("utf-8", "backslashreplace")
