"""Subjects: our dialects, which run Python programs, and real Schemes, which run Scheme programs.

A subject has a dialect and expectations, renders a behaviour as a program, and runs it in a
process of its own. A third kind is in `recordings`: the observations of an earlier run.
"""

from __future__ import annotations

import contextlib
import shlex
import sys
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Protocol

from attrs import frozen

from ... import dialects
from ...dialects import Dialect
from ..questions import phrasebook
from ..questions.phrasebook import CannotSayError, Language, Phrasebook
from ..questions.rendering import RUNTIME, Program, python_program, scheme_program
from ..questions.script import Behaviour
from ..required import divergences, expectations
from ..required.divergences import Divergence
from ..required.expectations import Expectations
from . import systems
from .foreign import known, offered_by
from .probing import probe
from .processes import Host, HostSession, Session, host_session
from .run import Observed, run
from .systems import System

__all__ = [
    "CannotBeAskedError",
    "DialectSubject",
    "Kind",
    "RealSubject",
    "Subject",
    "dialect_subject",
    "real_subject",
]

Kind = Literal["dialect", "real", "recorded"]

_PORT_MODULES = ("schemesockets.dialects.r7rs_io", "schemesockets.dialects.r6rs_io")


class Subject(Protocol):
    """Something that can be asked about behaviours."""

    @property
    def name(self) -> str:
        """The name in reports."""

    @property
    def dialect(self) -> str:
        """The dialect whose phrases and expectations are used."""

    @property
    def kind(self) -> Kind:
        """A dialect in Python, a real Scheme, or the recording of one."""

    @property
    def version(self) -> str:
        """The version, in words."""

    @property
    def caution(self) -> str:
        """A warning about the results; "" for none."""

    @property
    def recorded_run(self) -> Mapping[str, Any] | None:
        """The run in which a recording was made; None for a subject that is asked now."""

    @property
    def expectations(self) -> Expectations:
        """The expectations by behaviour."""

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """The known differences from the expectations, by behaviour."""

    def program(self, behaviour: Behaviour) -> Program:
        """Return the program for `behaviour`.

        Raises `CannotSayError` if the dialect's phrasebook lacks a phrase.
        """

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of that program and of its counterpart in the other language.

        They are empty if the dialect's phrasebook lacks a phrase.
        """

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """Return a session for one thread.

        Raises `SubjectError` if the subject cannot be started.
        """

    def observe(self, behaviour: Behaviour, session: Session) -> Observed | None:
        """Run the program and return the observations; None for a recording of another program.

        Raises `CannotSayError` if the dialect's phrasebook lacks a phrase.
        """


@frozen
class DialectSubject:
    """A dialect in Python: one of this package, or of another with the same interface."""

    _dialect: Dialect
    in_process: bool = False
    _offered: frozenset[str] | None = None
    """The Python names that its module offers; None for what the module itself says."""
    kind: ClassVar[Kind] = "dialect"
    caution: ClassVar[str] = ""
    recorded_run: ClassVar[None] = None

    @property
    def name(self) -> str:
        """The dialect's name."""
        return self._dialect.name

    @property
    def dialect(self) -> str:
        """The dialect whose phrases and expectations are used."""
        return self._dialect.speaks or self._dialect.name

    @property
    def version(self) -> str:
        """The name of the module and the version of Python."""
        return f"{self._dialect.module}, Python {sys.version.split()[0]}"

    @property
    def expectations(self) -> Expectations:
        """The expectations in the file that the dialect brings, or else those of `dialect`."""
        return expectations.load(self._dialect.expectations or self.dialect)

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """An empty mapping: a dialect of ours has no excuse for a difference."""
        return {}

    @property
    def book(self) -> Phrasebook:
        """The phrasebook that the dialect brings, or else that of `dialect`."""
        return phrasebook.load(self._dialect.phrasebook or self.dialect)

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Python program for a behaviour."""
        own = offered_by(self._dialect.module) if self._offered is None else self._offered
        modules = {self._dialect.module: own, **{each: offered_by(each) for each in _PORT_MODULES}}
        return python_program(behaviour.script, self.book, modules)

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program and of its counterpart in Scheme."""
        try:
            ran = self.program(behaviour)
            return {"scheme": self._scheme(behaviour).parts, "python": ran.parts}
        except CannotSayError:
            return {}

    def _scheme(self, behaviour: Behaviour) -> Program:
        """Return the Scheme program, with the prelude of the real system if there is one."""
        if self.dialect in systems.available():
            system = systems.load(self.dialect)
            if self.book is phrasebook.load(self.dialect):
                return RealSubject(self.dialect, system, (), "").program(behaviour)
        return scheme_program(behaviour.script, self.book, "")

    def session(self) -> contextlib.AbstractContextManager[HostSession]:
        """Start a host that forks the programs.

        Raises `SubjectError` if the module does not import.
        """
        modules = (self._dialect.module, *_PORT_MODULES, RUNTIME)
        return host_session(Host(self.name, modules, self.in_process))

    def observe(self, behaviour: Behaviour, session: Session) -> Observed:
        """Run the program and return the observations.

        The program classifies its errors by itself. Every descriptor that it leaves open counts,
        since `runtime.sync` has the engine open its own descriptors before the script begins.
        """
        return run(
            self.program(behaviour),
            session,
            behaviour.time_limit,
            line_limit=behaviour.line_limit,
        )


@frozen
class RealSubject:
    """A real Scheme, run by `command`; see `processes.command_line`."""

    label: str
    system: System
    command: tuple[str, ...]
    version: str
    kind: ClassVar[Kind] = "real"
    caution: ClassVar[str] = ""
    recorded_run: ClassVar[None] = None

    @property
    def name(self) -> str:
        """`real:` and the system's name."""
        return f"real:{self.label}"

    @property
    def dialect(self) -> str:
        """The dialect that the system implements."""
        return self.system.dialect

    @property
    def expectations(self) -> Expectations:
        """The expectations of its dialect, without the questions that it cannot be asked."""
        return {**expectations.load(self.dialect), **self.system.unasked}

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """The known differences of this system."""
        return divergences.load(self.label)

    @property
    def book(self) -> Phrasebook:
        """The phrasebook of its dialect, with the system's own phrases."""
        return self.system.book

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Scheme program for a behaviour."""
        return scheme_program(behaviour.script, self.book, self.system.prelude)

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program and, for a built-in dialect, of the one in Python."""
        try:
            listed: dict[Language, tuple[str, ...]] = {"scheme": self.program(behaviour).parts}
            if self.dialect in dialects.available():
                listed["python"] = dialect_subject(self.dialect).program(behaviour).parts
        except CannotSayError:
            return {}
        return listed

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """Return a session in which the command is executed for each program."""
        return host_session(Host(self.name), self.command)

    def observe(self, behaviour: Behaviour, session: Session) -> Observed:
        """Run the program; its conditions are classified by the system's table."""
        return run(
            self.program(behaviour),
            session,
            behaviour.time_limit,
            self.system.kind,
            _counts,
            behaviour.line_limit,
        )


def _counts(target: str) -> bool:
    """Return whether an open descriptor counts: a Scheme opens pipes and events for itself."""
    return not target.startswith(("pipe:", "anon_inode:"))


class CannotBeAskedError(LookupError):
    """A real Scheme runs no programs; `trouble` is the reason, as the system gives it."""

    def __init__(self, label: str, trouble: str) -> None:
        super().__init__(f"{label} cannot be asked: {trouble}")
        self.trouble = trouble


def dialect_subject(word: str) -> DialectSubject:
    """Return the subject for a dialect's name, or for a module with a `DIALECT`.

    Raises `LookupError` if there is neither, or if it cannot be used.
    """
    found = known(word)
    return DialectSubject(found.dialect, offered=found.offered)


def real_subject(words: str) -> RealSubject:
    """Return the subject for `NAME` or `NAME=COMMAND`.

    Raises `LookupError` if there is no table of that name, `CannotBeAskedError` if its programs
    do not run.
    """
    label, _, command = words.partition("=")
    system = systems.load(label)
    try:
        argv = tuple(shlex.split(command)) or system.command
    except ValueError as error:
        raise LookupError(f"{label}: {command}: {error}") from None
    if not argv:
        raise LookupError(f"say how to run it: {label}=COMMAND")
    found = probe(label, system, argv)
    if found.trouble:
        raise CannotBeAskedError(label, found.trouble)
    return RealSubject(label, system, argv, found.version)
