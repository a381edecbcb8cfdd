"""Recordings: the observations of real systems, kept as data.

A recording is `data/recordings/LABEL.json`: the version, the platform and, for each behaviour, the
observations with a digest of the program that ran. It has no outcomes: the observations are
compared with the present expectations, the kinds of errors are told by their texts as at present,
and a result does not count if the program has changed since.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, ClassVar, TypeAlias

from attrs import evolve, frozen

from ..data import DataError, file, names, read_text
from ..questions.phrasebook import Language
from ..questions.rendering import Program
from ..questions.script import Behaviour
from ..required.divergences import Divergence
from ..required.expectations import Expectations
from ..required.notation import UNKNOWN, read, write
from .files import write_whole
from .processes import Running, Session, SubjectError
from .run import Observed
from .subjects import CannotBeAskedError, Kind, RealSubject, real_subject
from .systems import load as load_system

__all__ = [
    "Recorded",
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
    """Return a short digest of a program's text."""
    return hashlib.sha256(program.text.encode()).hexdigest()[:16]


Recorded: TypeAlias = tuple[str, Observed]
"""The digest of a program, and what was observed."""


@frozen
class Recording:
    """The observations of a real system, with digests of the programs, by behaviour."""

    label: str
    version: str
    run: Mapping[str, Any]
    observed: Mapping[str, Recorded]

    @property
    def subject(self) -> RealSubject:
        """The system as a subject; it has no command."""
        return RealSubject(self.label, load_system(self.label), (), self.version)

    def seen(self, behaviour: Behaviour) -> Observed | None:
        """Return the observations in a behaviour; None if the present program was not recorded.

        Raises `CannotSayError` if the dialect's phrasebook lacks a phrase.
        """
        program = self.subject.program(behaviour)
        ran, observed = self.observed.get(behaviour.name, ("", Observed()))
        return self._classified(observed) if ran == digest(program) else None

    def _classified(self, observed: Observed) -> Observed:
        """Return the observations with the kinds of errors as the system's table has them now."""
        kind = self.subject.system.kind
        return evolve(
            observed,
            observations={
                label: (datum[0], kind(observed.native[label]))
                if isinstance(datum, tuple)
                and datum[:1] == UNKNOWN[:1]
                and label in observed.native
                else datum
                for label, datum in observed.observations.items()
            },
        )


@frozen
class RecordedSubject:
    """A recording as a subject."""

    recording: Recording
    why: str = ""
    """The reason for which the system itself cannot be asked; "" if that was not wanted."""
    kind: ClassVar[Kind] = "recorded"

    @property
    def name(self) -> str:
        """The name of the system itself."""
        return self.recording.subject.name

    @property
    def dialect(self) -> str:
        """The dialect that the system implements."""
        return self.recording.subject.dialect

    @property
    def version(self) -> str:
        """The version that was recorded."""
        return self.recording.version

    @property
    def caution(self) -> str:
        """The reason for which the recording replaces the system."""
        return self.why and f"{self.name} cannot be asked, this is its recording: {self.why}"

    @property
    def recorded_run(self) -> Mapping[str, Any]:
        """The run in which it was recorded."""
        return self.recording.run

    @property
    def expectations(self) -> Expectations:
        """The present expectations of its dialect."""
        return self.recording.subject.expectations

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """The known differences of this system."""
        return self.recording.subject.divergences

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Scheme program for a behaviour."""
        return self.recording.subject.program(behaviour)

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program in both languages."""
        return self.recording.subject.listing(behaviour)

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """Return a session that starts nothing."""
        return contextlib.nullcontext(_NoSession(self.name))

    def observe(self, behaviour: Behaviour, session: Session) -> Observed | None:
        """Return the recorded observations; None if the present program was not recorded."""
        return self.recording.seen(behaviour)


@frozen
class _NoSession:
    """The session of a recording."""

    _name: str

    def folder(self) -> contextlib.AbstractContextManager[Path]:
        raise SubjectError(f"{self._name} is a recording")

    def start(
        self, program: Path, errors: IO[bytes]
    ) -> contextlib.AbstractContextManager[Running]:
        raise SubjectError(f"{self._name} is a recording")


def real_or_recorded(words: str) -> RealSubject | RecordedSubject:
    """Return the subject for `NAME` or `NAME=COMMAND`: the real system, or else its recording.

    The recording also replaces a system that is installed but lacks its socket library. Raises
    `LookupError` if there is neither system nor recording, or if a given command does not work.
    """
    try:
        return real_subject(words)
    except LookupError as missing:
        if words not in available():
            raise
        why = missing.trouble if isinstance(missing, CannotBeAskedError) else str(missing)
        return RecordedSubject(load(words), why)


def recorded_subject(label: str) -> RecordedSubject:
    """Return the subject for a recording in the package."""
    return RecordedSubject(load(label))


def write_recording(
    path: Path,
    subject: RealSubject,
    run: Mapping[str, Any],
    observed: Mapping[Behaviour, Observed],
    kept: Mapping[str, Recorded],
) -> None:
    """Write a recording of a run of `subject`, with the results in `kept` of other behaviours."""
    new = {each.name: (digest(subject.program(each)), seen) for each, seen in observed.items()}
    results = {
        name: {
            "program": program,
            "problem": seen.problem,
            "reason": seen.reason,
            "leaked": seen.leaked,
            "observations": {label: write(datum) for label, datum in seen.observations.items()},
            "native": seen.native,
        }
        for name, (program, seen) in sorted({**kept, **new}.items())
    }
    data = {
        **_FORMAT,
        "subject": subject.label,
        "subject-version": subject.version,
        "run": dict(run),
        "results": results,
    }
    write_whole(path, json.dumps(data, indent=1, ensure_ascii=False) + "\n")


def read_recording(text: str) -> Recording:
    """Return the recording in `text`. Raises `ValueError` if it is none that can be read."""
    try:
        data = json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
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
    """Return the labels of the recordings in the package."""
    return names("recordings", ".json")


def path_of(label: str) -> Path:
    """Return the path in the package for the recording of that label."""
    return Path(str(file("recordings", f"{label}.json")))


def load(label: str) -> Recording:
    """Return the recording of that label in the data.

    Raises `DataError` if it cannot be read, or is of a system that has no table.
    """
    path = path_of(label)
    try:
        recording = read_recording(read_text(path))
        load_system(recording.label)
    except DataError:
        raise
    except (ValueError, LookupError) as error:
        raise DataError(f"{path}: {error}") from None
    return recording
