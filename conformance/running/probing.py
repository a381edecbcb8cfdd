"""Questions to a system's command before a run: does it run programs, and which version is it?

A program for this purpose is bounded: in time, in what it may print, and in what it may start.
"""

from __future__ import annotations

import re
import shutil
import signal
import tempfile
import time
from pathlib import Path

from attrs import frozen

from .processes import Host, Session, SubjectError, host_session
from .systems import System

__all__ = ["Probe", "probe", "version_in"]

_LIMIT = 20.0
_LONGEST = 1 << 16
"""Characters of its output that are read."""
_LONGEST_COMPLAINT = 300
"""Characters of a complaint that are told."""
_QUESTION = '(observe "answer" (lambda () 42))'
_ANSWER = '(observe "answer" (returned 42))'


@frozen
class Probe:
    """What a command says of itself: its version, and why no program runs, "" if programs do."""

    version: str
    trouble: str


def probe(label: str, system: System, command: tuple[str, ...]) -> Probe:
    """Ask a command what there is to know before a run."""
    if shutil.which(command[0]) is None:
        return Probe("unknown", f"there is no program {command[0]!r} on this machine")
    try:
        with host_session(Host(label), command) as session, session.folder() as folder:
            path = folder / "program"
            said, complaint = _output(session, path, f"{system.prelude}\n{_QUESTION}\n")
            if _ANSWER not in said:
                return Probe("unknown", complaint or _first(said) or "it says nothing")
            printed, _ = _output(session, path, system.version_program)
    except SubjectError as error:
        return Probe("unknown", str(error))
    return Probe(version_in(printed, system.version_pattern), "")


def version_in(printed: str, pattern: re.Pattern[str]) -> str:
    """Return the version that a pattern finds in an output, or "unknown"."""
    found = pattern.search(printed)
    version = (found[1] or "").strip() if found else ""
    # Without a letter or a digit it tells no two builds apart.
    return version if re.search(r"\w", version) else "unknown"


def _first(said: str) -> str:
    """Return the first line of an output that is not of the protocol."""
    lines = (line.strip() for line in said.splitlines())
    return next((line[:200] for line in lines if line and not line.startswith("(sync")), "")


def _output(session: Session, path: Path, text: str) -> tuple[str, str]:
    """Run a program; return what it prints, and the first line of its complaints."""
    path.write_text(text, encoding="utf-8")
    printed = ""
    deadline = time.monotonic() + _LIMIT
    with tempfile.TemporaryFile() as errors, session.start(path, errors) as running:
        try:
            while len(printed) < _LONGEST and (line := running.read_line(deadline)) is not None:
                printed += f"{line}\n"
                running.reply("")
        except TimeoutError:
            return printed, f"it has not ended within {_LIMIT:g} s"
        code = running.end()
        complaint = running.complaints().partition("\n")[0][:_LONGEST_COMPLAINT]
        if not complaint and not printed and code and code != -signal.SIGKILL:
            complaint = f"it ends with the exit status {code}"
        return printed, complaint
