"""Programs as a report lists them: in both languages, whichever of them is the one that ran.

A dialect of ours runs Python, a real Scheme runs Scheme; the other language shows the same script
for the reader.
"""

from __future__ import annotations

from .. import dialects
from . import phrasebook, systems
from .phrasebook import CannotSayError, Language
from .program import Program, scheme_program
from .script import Behaviour
from .subjects import DialectSubject, RealSubject, Subject, dialect_subject

__all__ = ["programs"]


def programs(subject: Subject, behaviour: Behaviour) -> dict[Language, tuple[str, ...]]:
    """The parts of the programs for a behaviour by language; none where there are no words."""
    try:
        ran = subject.program(behaviour)
        if isinstance(subject, DialectSubject):
            return {"scheme": _scheme(subject, behaviour).parts, "python": ran.parts}
        listed: dict[Language, tuple[str, ...]] = {"scheme": ran.parts}
        if subject.dialect in dialects.available():
            listed["python"] = dialect_subject(subject.dialect).program(behaviour).parts
    except CannotSayError:
        return {}
    return listed


def _scheme(subject: DialectSubject, behaviour: Behaviour) -> Program:
    """As the real system would run it; without a prelude where no system speaks the dialect."""
    if subject.dialect in systems.available():
        system = systems.load(subject.dialect)
        if subject.book is phrasebook.load(subject.dialect):
            return RealSubject(subject.dialect, system, (), "").program(behaviour)
    return scheme_program(behaviour.script, subject.book, "")
