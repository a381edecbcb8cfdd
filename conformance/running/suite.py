"""The suite: every subject is asked about every behaviour, in a few runs at a time."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from attrs import evolve

from ..questions.behaviours import ALL
from ..questions.phrasebook import CannotSayError
from ..questions.script import Behaviour
from .processes import Session, SubjectError
from .results import Result, cannot_say, judge, not_asked
from .subjects import Subject

__all__ = ["ask", "examine", "in_parallel", "select"]

T = TypeVar("T")

_WORKERS = max(2, min(4, os.cpu_count() or 2))
"""Runs at a time; with more, programs would exceed their time limits on a busy machine."""


_LONG_ENOUGH = 3.0
"""Seconds after which a program that is expected to wait for ever is taken to do so."""


def select(patterns: Sequence[str] = ()) -> tuple[Behaviour, ...]:
    """Return the behaviours whose names match any of the globs, or all if there are none."""
    return tuple(
        behaviour
        for name, behaviour in ALL.items()
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    )


def ask(behaviour: Behaviour, subject: Subject, session: Session) -> Result | None:
    """Ask a subject about a behaviour, and compare the observations with what is expected.

    Returns None if the subject is a recording, and of another program.
    """
    expected = subject.expectations.get(behaviour.name)
    if expected is not None and expected.unasked:
        return not_asked(behaviour.name, subject.name, expected)
    asked = behaviour
    if expected is not None and expected.waits:
        asked = evolve(behaviour, time_limit=min(behaviour.time_limit, _LONG_ENOUGH))
    try:
        observed = subject.observe(asked, session)
    except CannotSayError as missing:
        return cannot_say(behaviour.name, subject.name, str(missing))
    if observed is None:
        return None
    return judge(behaviour, subject.name, observed, expected)


def examine(
    subjects: Iterable[Subject],
    behaviours: Sequence[Behaviour],
    on_result: Callable[[Result], None] = lambda result: None,
    on_trouble: Callable[[SubjectError], None] | None = None,
) -> list[Result]:
    """Ask every subject about every behaviour, and return the results in order.

    `on_result` is called with each result as it comes. A recording has no result for a behaviour
    whose program has changed since. If a subject cannot be started, `on_trouble` is called with
    the reason and the others are asked; without it `SubjectError` is raised.
    """
    results: list[Result] = []

    def hear(result: Result | None) -> None:
        if result is not None:
            on_result(result)

    for subject in subjects:

        def one(
            behaviour: Behaviour, session: Session, subject: Subject = subject
        ) -> Result | None:
            return ask(behaviour, subject, session)

        try:
            results += filter(None, in_parallel(subject, behaviours, one, hear))
        except SubjectError as error:
            if on_trouble is None:
                raise
            on_trouble(error)
    return results


def in_parallel(
    subject: Subject,
    behaviours: Sequence[Behaviour],
    do: Callable[[Behaviour, Session], T],
    on_value: Callable[[T], None] = lambda value: None,
) -> list[T]:
    """Call `do` for each behaviour, in a few threads with a session each; return the values.

    `on_value` is called with each value as it comes, one at a time; not with what comes after an
    exception, when programs are ended early.
    """
    workers = min(_WORKERS, len(behaviours)) or 1
    lock = threading.Lock()
    over = threading.Event()
    with contextlib.ExitStack() as stack:
        idle: queue.SimpleQueue[Session] = queue.SimpleQueue()
        for _ in range(workers):
            idle.put(stack.enter_context(subject.session()))

        def one(behaviour: Behaviour) -> T:
            session = idle.get()
            try:
                value = do(behaviour, session)
            finally:
                idle.put(session)
            with lock:
                if not over.is_set():
                    on_value(value)
            return value

        pool = ThreadPoolExecutor(workers)
        try:
            return list(pool.map(one, behaviours))
        except BaseException:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)
            stack.close()  # with their hosts the programs end for which threads wait
            raise
        finally:
            pool.shutdown()
