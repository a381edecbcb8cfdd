"""The suite: every behaviour asked of every subject, a few at a time."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from . import expectations
from .behaviours import ALL
from .expectations import Expectations
from .phrasebook import CannotSayError
from .recordings import RecordedSubject
from .results import Result, cannot_say, judge
from .run import Observed, run
from .script import Behaviour
from .subjects import DialectSubject, Session, Subject

__all__ = ["ask", "examine", "expectations_for", "in_parallel", "observe", "select"]

T = TypeVar("T")

_WORKERS = max(2, min(4, os.cpu_count() or 2))
"""Runs at a time; more than a few would make time limits a matter of luck."""


def select(patterns: Sequence[str] = ()) -> tuple[Behaviour, ...]:
    """The behaviours whose names match any of the globs; all, where there are none."""
    return tuple(
        behaviour
        for name, behaviour in ALL.items()
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    )


def expectations_for(subject: Subject) -> Expectations:
    """What the dialect of a subject promises."""
    if isinstance(subject, DialectSubject) and subject.expectations is not None:
        return expectations.load(subject.expectations)
    return expectations.load(subject.dialect)


def observe(behaviour: Behaviour, subject: Subject, session: Session) -> Observed:
    """What one subject does. Raises `CannotSayError` where its dialect has no words for it."""
    return run(
        subject.program(behaviour), session, behaviour.time_limit, subject.kind, subject.counts
    )


def ask(
    behaviour: Behaviour, subject: Subject, session: Session, promises: Expectations
) -> Result:
    """Ask one subject about one behaviour, and judge what it does."""
    try:
        observed = observe(behaviour, subject, session)
    except CannotSayError as missing:
        return cannot_say(behaviour.name, subject.name, str(missing))
    return judge(behaviour.name, subject.name, observed, promises.get(behaviour.name))


def examine(
    subjects: Iterable[Subject],
    behaviours: Sequence[Behaviour],
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Ask every subject about every behaviour; the results in order.

    `on_result` hears of each as it comes. A recording gives what it has of the programs of today.
    Raises `SubjectError` where a subject cannot be started.
    """
    lock = threading.Lock()
    results: list[Result] = []
    for subject in subjects:
        promises = expectations_for(subject)
        if isinstance(subject, RecordedSubject):
            for behaviour in behaviours:
                known = subject.recording.result(behaviour, promises)
                if known is not None:
                    on_result(known)
                    results.append(known)
            continue

        def one(
            behaviour: Behaviour,
            session: Session,
            subject: Subject = subject,
            promises: Expectations = promises,
        ) -> Result:
            result = ask(behaviour, subject, session, promises)
            with lock:
                on_result(result)
            return result

        results.extend(in_parallel(subject, behaviours, one))
    return results


def in_parallel(
    subject: Subject, behaviours: Sequence[Behaviour], do: Callable[[Behaviour, Session], T]
) -> list[T]:
    """What `do` gives for each behaviour, in order, with a few sessions of `subject` at a time."""
    workers = min(_WORKERS, len(behaviours)) or 1
    with contextlib.ExitStack() as stack:
        idle: queue.SimpleQueue[Session] = queue.SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(subject.session()))

        def one(behaviour: Behaviour) -> T:
            session = idle.get()
            try:
                return do(behaviour, session)
            finally:
                idle.put(session)

        with ThreadPoolExecutor(workers) as pool:
            return list(pool.map(one, behaviours))
