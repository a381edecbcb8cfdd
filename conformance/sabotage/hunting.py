"""Ask the behaviours which of them notices a fault."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from attrs import define

from ...dialects import load
from ..questions.behaviours import ALL
from ..required.requirements import documents
from ..running.processes import Session
from ..running.subjects import DialectSubject
from ..running.suite import ask
from .faults import Fault
from .planting import planted

__all__ = ["Hunt", "hunt"]


@define
class Hunt:
    """A dialect, and a session with it as it is, without any fault."""

    _subject: DialectSubject
    _healthy: Session

    def noticing(self, fault: Fault) -> str | None:
        """Return a behaviour that fails with `fault` in the source and passes without it.

        Those of the broken requirement are asked first, then those of its section, then all
        others. Raises `SubjectError` if the dialect does not import with the fault, and
        `FaultError` if that cannot be put in.
        """
        with planted(fault), self._subject.session() as session:
            for name in _in_order(self._subject, fault):
                # Twice, since on a busy machine a program may take too long.
                if (
                    self._fails(name, session)
                    and not self._fails(name, self._healthy)
                    and self._fails(name, session)
                ):
                    return name
        return None

    def _fails(self, name: str, session: Session) -> bool:
        result = ask(ALL[name], self._subject, session)
        return result is not None and result.outcome != "pass"


@contextlib.contextmanager
def hunt(dialect: str) -> Iterator[Hunt]:
    """Start a dialect without faults, and return what tries faults in it."""
    subject = DialectSubject(load(dialect))
    with subject.session() as session:
        yield Hunt(subject, session)


def _in_order(subject: DialectSubject, fault: Fault) -> list[str]:
    section = documents()[fault.document].sections[fault.section]
    known = subject.expectations
    # A dictionary keeps the first place of each.
    near = dict.fromkeys(
        name
        for requirement in (fault.requirement, *section)
        for name in requirement.behaviours
        if name in known
    )
    areas = {_area(name) for name in near}
    others = sorted(known.keys() - near, key=lambda name: (_area(name) not in areas, name))
    return [*near, *others]


def _area(name: str) -> str:
    return name.partition(".")[0]
