"""An exploration: scripts asked of two subjects, until the time is up; what they differ in.

Scripts come in batches. A difference counts once both subjects have done the same again in
processes of their own, so that a busy machine finds nothing. The first of each kind is made small
and told; one with a reason on file is counted.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, TypeAlias

from attrs import Factory, define, frozen
from hypothesis.errors import HypothesisException

from ..questions.phrasebook import LANGUAGES, CannotSayError, Language
from ..questions.script import Call, FromPeer, Script
from ..running.processes import Running, Session, SubjectError
from ..running.subjects import DialectSubject, RealSubject
from .asking import Outcome, ask, ask_alone
from .differences import Kind, difference
from .generation import generated, scripts, vocabulary
from .reasons import Reason, reason_for

__all__ = ["Explorable", "Exploration", "Finding", "explore"]

Explorable: TypeAlias = DialectSubject | RealSubject
"""A subject that can be asked now, and of what nobody has asked before."""

_BATCH = 50
_TRIES = 150
"""Scripts that are tried to make one smaller."""
_FRUITLESS = 500
"""Draws after which nothing smaller is looked for; most of them are scripts tried before."""
_SHARE = 0.3
"""The part of the time, at most, that is spent on making one script smaller."""


@frozen
class Finding:
    """A difference: the smallest script that shows it, and what both subjects do."""

    kind: Kind
    script: Script
    first: Outcome
    second: Outcome


@define
class Exploration:
    """What an exploration has come to so far."""

    scripts: int = 0
    agreed: int = 0
    findings: list[Finding] = Factory(list)
    known: Counter[str] = Factory(Counter)
    """How often a reason on file explained a difference, by the reason."""
    repeated: int = 0
    """Differences of a kind that has been found already."""
    unsteady: int = 0
    """Differences that did not come again."""
    phrases: int = 0
    """How many phrases both subjects have words for, of those that can be drawn."""


def explore(
    first: Explorable,
    second: Explorable,
    reasons: Sequence[Reason],
    seconds: float,
    seed: int,
    so_far: Exploration,
    on_batch: Callable[[Exploration], None] = lambda so_far: None,
    batches: int | None = None,
) -> None:
    """Explore for `seconds`, or as many batches, and note what is found in `so_far` at once.

    One batch is asked at least.

    Raises `SubjectError` if a subject cannot be started, and `LookupError` if the two have no
    words in common for a script.
    """
    words = _Words(first, second)
    phrases = vocabulary(words.can_say)
    if not phrases or not words.can_say(Call("connect", ("127.0.0.1", "1"))):
        raise LookupError(f"{first.name} and {second.name} have no words in common for a script")
    so_far.phrases = len(phrases)
    deadline = time.monotonic() + seconds
    with _sessions(first, second) as both:
        number = 0
        while number == 0 or (time.monotonic() < deadline and number != batches):
            batch = _Batch(scripts(phrases, words.can_say), (seed << 32) + number)
            number += 1
            for script, kind in both.compared(batch.scripts):
                so_far.scripts += 1
                if kind is None:
                    so_far.agreed += 1
                    continue
                if (known := reason_for(kind, script, reasons)) is not None:
                    so_far.known[known.reason] += 1
                elif any(kind == found.kind for found in so_far.findings):
                    so_far.repeated += 1
                elif not both.again(script, kind):
                    so_far.unsteady += 1
                else:
                    limit = time.monotonic() + max(5.0, seconds * _SHARE)
                    _note(so_far, reasons, both.smallest(batch, script, kind, limit))
            on_batch(so_far)


def _note(so_far: Exploration, reasons: Sequence[Reason], found: Finding) -> None:
    if (known := reason_for(found.kind, found.script, reasons)) is not None:
        so_far.known[known.reason] += 1
    else:
        so_far.findings.append(found)


class _Words:
    """What two subjects have words for, each in the language of its programs."""

    def __init__(self, first: Explorable, second: Explorable) -> None:
        self._known: dict[Any, bool] = {}
        self._books = [(subject.book, _language(subject)) for subject in (first, second)]

    def can_say(self, call: Call) -> bool:
        """Return whether both have words for a phrase with its constants."""
        found = self._known.get(call)
        if found is None:
            found = self._known[call] = all(
                _can_say(book, call, language) for book, language in self._books
            )
        return found


def _language(subject: Explorable) -> Language:
    return LANGUAGES[subject.kind == "dialect"]


def _can_say(book: Any, call: Call, language: Language) -> bool:
    strings = [each for each in call.arguments if isinstance(each, FromPeer)]
    try:
        book.say(call, language, dict.fromkeys(strings, "it"))
    except CannotSayError:
        return False
    return True


@define
class _Batch:
    """The scripts of one batch, which a seed determines."""

    strategy: Any
    seed: int
    scripts: list[Script] = Factory(list)

    def __attrs_post_init__(self) -> None:
        found: list[Script] = []
        generated(self.strategy, self.seed, _BATCH, found.append)
        self.scripts[:] = dict.fromkeys(found)


class _Found(Exception):
    """A script shows the difference that is looked for."""


class _Enough(BaseException):
    """No more is to be tried; Hypothesis lets this pass, as it is no failure of a script."""


@frozen
class _Guarded:
    """A session that starts no more programs once all is over."""

    _session: Session
    _over: threading.Event

    def folder(self) -> contextlib.AbstractContextManager[Path]:
        return self._session.folder()

    def start(
        self, program: Path, errors: IO[bytes]
    ) -> contextlib.AbstractContextManager[Running]:
        if self._over.is_set():
            raise SubjectError("the exploration is over")
        return self._session.start(program, errors)


@contextlib.contextmanager
def _sessions(first: Explorable, second: Explorable) -> Iterator[_Both]:
    over = threading.Event()
    # Sessions end first, and with them the program for which a thread of the pool may wait.
    with ThreadPoolExecutor(1) as pool, first.session() as one, second.session() as other:
        try:
            yield _Both(first, second, _Guarded(one, over), _Guarded(other, over), pool)
        finally:
            over.set()


@define
class _Both:
    """Two subjects with a session for each."""

    first: Explorable
    second: Explorable
    one: Session
    other: Session
    pool: ThreadPoolExecutor

    def compared(self, batch: Sequence[Script]) -> Iterator[tuple[Script, Kind | None]]:
        """Yield each script with the kind of the difference, if there is one."""
        later = self.pool.submit(ask, batch, self.first, self.one)
        theirs = ask(batch, self.second, self.other)
        for script, ours, other in zip(batch, later.result(), theirs, strict=True):
            yield script, difference(script, ours, other)

    def alone(self, script: Script) -> tuple[Outcome, Outcome]:
        """Return the outcomes of a script in processes of its own."""
        later = self.pool.submit(ask_alone, script, self.first, self.one)
        theirs = ask_alone(script, self.second, self.other)
        return later.result(), theirs

    def again(self, script: Script, kind: Kind) -> bool:
        """Return whether a difference comes again, twice."""
        return all(difference(script, *self.alone(script)) == kind for _ in range(2))

    def smallest(self, batch: _Batch, wanted: Script, kind: Kind, limit: float) -> Finding:
        """Return the smallest script that shows a difference of that kind."""
        smallest = wanted
        outcomes = self.alone(smallest)
        tried: dict[Script, bool] = {smallest: True}
        come, fruitless = False, 0

        def each(script: Script) -> None:
            nonlocal come, fruitless, smallest, outcomes
            come = come or script == wanted
            if not come:
                return  # the batch once more, up to the script
            fruitless += 1
            if fruitless > _FRUITLESS or len(tried) > _TRIES or time.monotonic() > limit:
                raise _Enough
            if script not in tried:
                found = self.alone(script)
                tried[script] = difference(script, *found) == kind
                if tried[script] and len(script) <= len(smallest):
                    smallest, outcomes, fruitless = script, found, 0
            if tried[script]:
                raise _Found

        with contextlib.suppress(_Found, _Enough, HypothesisException):
            generated(batch.strategy, batch.seed, _BATCH, each, shrink=True)
        return Finding(kind, smallest, *outcomes)
