"""Subjects: who is asked. Our dialects run Python programs, real Schemes run Scheme programs.

A subject knows its dialect and what is expected of it, renders a behaviour into the program that
it runs, and starts that program in a process of its own. `recordings` has one more kind: a real
Scheme as it was seen elsewhere.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
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
from .processes import CommandSession, Host, HostSession, Session
from .run import Observed, run
from .systems import System

__all__ = ["DialectSubject", "Kind", "RealSubject", "Subject", "dialect_subject", "real_subject"]

Kind = Literal["dialect", "real", "recorded"]

_PORT_MODULES = ("schemesockets.dialects.r7rs_io", "schemesockets.dialects.r6rs_io")


class Subject(Protocol):
    """Somebody who can be asked."""

    @property
    def name(self) -> str:
        """The name in reports."""

    @property
    def dialect(self) -> str:
        """The dialect that it speaks."""

    @property
    def kind(self) -> Kind:
        """A dialect in Python, a real Scheme, or the recording of one."""

    @property
    def version(self) -> str:
        """What was examined, exactly."""

    @property
    def caution(self) -> str:
        """What to know before the results are read; "" for nothing."""

    @property
    def recorded_run(self) -> Mapping[str, Any] | None:
        """The run in which a recording was made; None for a subject that is asked now."""

    @property
    def expectations(self) -> Expectations:
        """What is expected of it, by behaviour."""

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """Where it is known to differ from that, by behaviour."""

    def program(self, behaviour: Behaviour) -> Program:
        """Return the program for `behaviour`.

        Raises `CannotSayError` where the dialect has no words for it.
        """

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of that program and of the same in the other language.

        Empty where the dialect has no words.
        """

    def session(self) -> contextlib.AbstractContextManager[Session]:
        """Return a session for one thread.

        Raises `SubjectError` where the subject cannot be started.
        """

    def observe(self, behaviour: Behaviour, session: Session) -> Observed | None:
        """Ask, and return what was observed; None for a recording of another program.

        Raises `CannotSayError` where the dialect has no words for the question.
        """


@frozen
class DialectSubject:
    """A dialect of ours, or another's written for the same interface, as Python programs."""

    _dialect: Dialect
    in_process: bool = False
    kind: ClassVar[Kind] = "dialect"
    caution: ClassVar[str] = ""
    recorded_run: ClassVar[None] = None

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
    def expectations(self) -> Expectations:
        """Those in the dialect's own file if it brings one, else those of its dialect."""
        return expectations.load(self._dialect.expectations or self.dialect)

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """None: a dialect of ours meets what is expected of it, or fails."""
        return {}

    @property
    def book(self) -> Phrasebook:
        """The phrasebook of the dialect, or of the one that it speaks."""
        return phrasebook.load(self._dialect.phrasebook or self.dialect)

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Python program for a behaviour."""
        return python_program(behaviour.script, self.book, [self._dialect.module, *_PORT_MODULES])

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program and of the same in Scheme."""
        try:
            ran = self.program(behaviour)
            return {"scheme": self._scheme(behaviour).parts, "python": ran.parts}
        except CannotSayError:
            return {}

    def _scheme(self, behaviour: Behaviour) -> Program:
        """The Scheme program as the real system runs it, with its prelude if there is a system."""
        if self.dialect in systems.available():
            system = systems.load(self.dialect)
            if self.book is phrasebook.load(self.dialect):
                return RealSubject(self.dialect, system, (), "").program(behaviour)
        return scheme_program(behaviour.script, self.book, "")

    @contextlib.contextmanager
    def session(self) -> Iterator[HostSession]:
        """A host that forks the programs. Raises `SubjectError` if the module does not import."""
        modules = (self._dialect.module, *_PORT_MODULES, RUNTIME)
        with contextlib.ExitStack() as stack:
            session = HostSession(Host(self.name, modules, self.in_process), stack)
            session.launch()
            yield session

    def observe(self, behaviour: Behaviour, session: Session) -> Observed:
        """Run the program.

        It classifies its errors by itself, and every descriptor that it leaves open counts:
        `runtime.sync` sees to it that the engine has made its own before.
        """
        return run(self.program(behaviour), session, behaviour.time_limit)


@frozen
class RealSubject:
    """A real Scheme, run as `command` with the file of a program at its end."""

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
        """The dialect that the system speaks."""
        return self.system.dialect

    @property
    def expectations(self) -> Expectations:
        """Those of its dialect."""
        return expectations.load(self.dialect)

    @property
    def divergences(self) -> Mapping[str, Divergence]:
        """Those on file for this system."""
        return divergences.load(self.label)

    def program(self, behaviour: Behaviour) -> Program:
        """Return the Scheme program for a behaviour."""
        return scheme_program(behaviour.script, self.system.book, self.system.prelude)

    def listing(self, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
        """Return the parts of the program and of the same in Python, if that is there."""
        try:
            listed: dict[Language, tuple[str, ...]] = {"scheme": self.program(behaviour).parts}
            if self.dialect in dialects.available():
                listed["python"] = dialect_subject(self.dialect).program(behaviour).parts
        except CannotSayError:
            return {}
        return listed

    @contextlib.contextmanager
    def session(self) -> Iterator[Session]:
        """A process for each program."""
        yield CommandSession(self.command)

    def observe(self, behaviour: Behaviour, session: Session) -> Observed:
        """Run the program; the system's table classifies the texts of conditions."""
        return run(
            self.program(behaviour), session, behaviour.time_limit, self.system.kind, _counts
        )


def _counts(target: str) -> bool:
    """Whether a descriptor left open counts: a Scheme makes pipes and events for itself."""
    return not target.startswith(("pipe:", "anon_inode:"))


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
