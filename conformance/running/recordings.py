"""Recordings: what real systems were seen to do, kept as data.

A recording is `data/recordings/LABEL.json`: the version and the platform, and what was observed in
each behaviour, beside a digest of the program that ran. It holds no judgement: results are judged
anew against the expectations of today, and an observation of a program that is no longer the one
that would be run does not count.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, ClassVar

from attrs import frozen

from ..data import file, names
from ..questions.phrasebook import Language
from ..questions.rendering import Program
from ..questions.script import Behaviour
from ..required.divergences import Divergence
from ..required.expectations import Expectations
from ..required.notation import read, write
from .processes import Running, Session, SubjectError
from .run import Observed
from .subjects import Kind, RealSubject, real_subject
from .systems import load as load_system

__all__ = [
    "RecordedSubject",
    "Recording",
    "available",
    "digest",
    "load",
    "path_of",
    "read_recording",
    "real_or_recorded",
    "recorded_subject",
    "write_recording",
]

_FORMAT = {"format": "schemesockets-recording", "version": 1}


def digest(program: Program) -> str:
    """A short fingerprint of a program's text."""
    return hashlib.sha256(program.text.encode()).hexdigest()[:16]


@frozen
class Recording:
    """What a real system was seen to do."""

    label: str
    version: str
    run: Mapping[str, Any]
    observed: Mapping[str, tuple[str, Observed]]

    @property
    def subject(self) -> RealSubject:
        """The system as a subject; it has no command."""
        return RealSubject(self.label, load_system(self.label), (), self.version)

    def seen(self, behaviour: Behaviour) -> Observed | None:
        """Return what it did in a behaviour; None where the program of today was never run.

        Raises `CannotSayError` where its dialect has no words for the question.
        """
        program = self.subject.program(behaviour)
        ran, observed = self.observed.get(behaviour.name, ("", Observed()))
        return observed if ran == digest(program) else None


@frozen
class RecordedSubject:
    """A real Scheme as it was seen elsewhere."""

    recording: Recording
    why: str = ""
    """Why it cannot be asked here; empty where nobody wants it asked."""
    kind: ClassVar[Kind] = "recorded"

    @property
    def name(self) -> str:
        """As that of the system itself."""
        return self.recording.subject.name

    @property
    def dialect(self) -> str:
        """The dialect that the system speaks."""
        return self.recording.subject.dialect

    @property
    def version(self) -> str:
        """What was recorded."""
        return self.recording.version

    @property
    def caution(self) -> str:
        """Why the recording stands in for the system."""
        return self.why and f"{self.name} cannot be asked, this is its recording: {self.why}"

    @property
    def recorded_run(self) -> Mapping[str, Any]:
        """The run in which it was recorded."""
        return self.recording.run

    @property
    def expectations(self) -> Expectations:
        """Those of its dialect, as of today."""
        return self.recording.subject.expectations

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """Those on file for this system."""
        return self.recording.subject.divergences

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Scheme program for a behaviour."""
        return self.recording.subject.program(behaviour)

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program in both languages."""
        return self.recording.subject.listing(behaviour)

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """A session that starts nothing."""
        return contextlib.nullcontext(_NoSession(self.name))

    def observe(self, behaviour: Behaviour, session: Session) -> Observed | None:
        """Look up what it did; None where the program of today was never run."""
        return self.recording.seen(behaviour)


@frozen
class _NoSession:
    """The session of a recording."""

    _name: str

    def start(
        self, program: Path, errors: IO[bytes]
    ) -> contextlib.AbstractContextManager[Running]:
        raise SubjectError(f"{self._name} is a recording")


def real_or_recorded(words: str) -> RealSubject | RecordedSubject:
    """The subject for `NAME` or `NAME=COMMAND`: the real system, or else its recording.

    A system that is there and lacks the library for its sockets does not count. A command that is
    given must be there. Raises `LookupError` where there is neither.
    """
    try:
        subject = real_subject(words)
        if words not in available():
            return subject
        why = subject.system.trouble(subject.command)
        return RecordedSubject(load(words), why) if why else subject
    except LookupError as missing:
        if words not in available():
            raise
        return RecordedSubject(load(words), str(missing))


def recorded_subject(label: str) -> RecordedSubject:
    """The subject for the recording of that label in the package."""
    return RecordedSubject(load(label))


def write_recording(
    path: Path,
    subject: RealSubject,
    run: Mapping[str, Any],
    observed: Mapping[Behaviour, Observed],
) -> None:
    """Write what `subject` was seen to do in a run."""
    results = {
        behaviour.name: {
            "program": digest(subject.program(behaviour)),
            "problem": seen.problem,
            "reason": seen.reason,
            "leaked": seen.leaked,
            "observations": {label: write(datum) for label, datum in seen.observations.items()},
            "native": seen.native,
        }
        for behaviour, seen in observed.items()
    }
    data = {
        **_FORMAT,
        "subject": subject.label,
        "subject-version": subject.version,
        "run": dict(run),
        "results": results,
    }
    written = path.with_name(f".{path.name}.new")  # a recording is there whole, or as it was
    written.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    written.replace(path)


def read_recording(text: str) -> Recording:
    """The recording in `text`. Raises `ValueError` for what is no recording."""
    data = json.loads(text)
    if not isinstance(data, dict) or {name: data.get(name) for name in _FORMAT} != _FORMAT:
        raise ValueError("not a recording of a version that this one reads")
    try:
        return _recording(data)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"a broken recording: {error!r}") from None


def _recording(data: Mapping[str, Any]) -> Recording:
    observed = {
        name: (
            entry["program"],
            Observed(
                observations={
                    label: read(datum) for label, datum in entry["observations"].items()
                },
                native=entry["native"],
                problem=entry["problem"],
                reason=entry["reason"],
                leaked=entry["leaked"],
            ),
        )
        for name, entry in data["results"].items()
    }
    return Recording(data["subject"], data["subject-version"], data["run"], observed)


def available() -> tuple[str, ...]:
    """The labels of the recordings in the package."""
    return names("recordings", ".json")


def path_of(label: str) -> Path:
    """Where the package keeps, or would keep, the recording of that label."""
    return Path(str(file("recordings", f"{label}.json")))


def load(label: str) -> Recording:
    """The recording of that label in the package."""
    return read_recording(path_of(label).read_text(encoding="utf-8"))
