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

from ..questions.behaviours import ALL
from ..questions.phrasebook import CannotSayError
from ..questions.script import Behaviour
from .processes import Session
from .results import Result, cannot_say, judge
from .subjects import Subject

__all__ = ["ask", "examine", "in_parallel", "select"]

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


def ask(behaviour: Behaviour, subject: Subject, session: Session) -> Result | None:
    """Ask one subject about one behaviour, and judge what it does.

    None where the subject is a recording of another program.
    """
    try:
        observed = subject.observe(behaviour, session)
    except CannotSayError as missing:
        return cannot_say(behaviour.name, subject.name, str(missing))
    if observed is None:
        return None
    expected = subject.expectations.get(behaviour.name)
    return judge(behaviour, subject.name, observed, expected)


def examine(
    subjects: Iterable[Subject],
    behaviours: Sequence[Behaviour],
    on_result: Callable[[Result], None] = lambda result: None,
) -> list[Result]:
    """Ask every subject about every behaviour; return the results in order.

    `on_result` hears of each as it comes. A recording gives what it has of the programs of today.
    Raises `SubjectError` where a subject cannot be started.
    """
    lock = threading.Lock()
    results: list[Result] = []
    for subject in subjects:

        def one(
            behaviour: Behaviour, session: Session, subject: Subject = subject
        ) -> Result | None:
            result = ask(behaviour, subject, session)
            if result is not None:
                with lock:
                    on_result(result)
            return result

        results += filter(None, in_parallel(subject, behaviours, one))
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
