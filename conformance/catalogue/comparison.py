"""One behaviour across dialects: the expectations, the observations, and groups that agree.

A comparison is made from results, and described by `words`. Two subjects agree on a raised
condition even if they have different names for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from ..questions.phrasebook import Language
from ..questions.script import Behaviour, Observe
from ..required.expectations import Expectation
from ..required.notation import Datum, matches, read, write
from ..running.results import Result
from .words import in_words, seen_in_words, term

__all__ = ["Answer", "Comparison", "compare", "expected_in_words", "is_own"]


def is_own(behaviour: Behaviour, label: str) -> bool:
    """Return whether the subject makes the observation under a label, rather than its peer."""
    return any(isinstance(step, Observe) and step.label == label for step in behaviour.script)


def expected_in_words(
    behaviour: Behaviour, label: str, dialect: str, expectation: Expectation
) -> str:
    """Return the expectation of a dialect under a label in English, in the dialect's terms."""
    pattern = expectation.stated(label)
    own = is_own(behaviour, label)
    return in_words(pattern, term(dialect, behaviour.name, label, pattern) if own else "")


@frozen
class Answer:
    """The result of one subject for a behaviour, with its expectation."""

    behaviour: Behaviour
    dialect: str
    result: Result
    expectation: Expectation | None
    programs: Mapping[Language, str] = {}

    @property
    def subject(self) -> str:
        """The name of the subject."""
        return self.result.subject

    def expected(self, label: str) -> str:
        """Return the expectation under a label, in neutral terms; "" if there is none."""
        pattern = self._pattern(label)
        return "" if pattern is None else in_words(pattern)

    def seen(self, label: str) -> str:
        """Return the observation under a label, in neutral terms; "" if there is none."""
        seen, written = self._seen(label), self._pattern(label)
        if seen is None or written is None or self.expectation is None:
            return "" if seen is None else in_words(seen)
        return seen_in_words(seen, written, self.expectation.observations[label])

    def is_met(self, label: str) -> bool:
        """Return whether the observation under a label meets the expectation."""
        seen = self._seen(label)
        if seen is None or self.expectation is None or self._pattern(label) is None:
            return False
        return matches(self.expectation.observations[label], seen)

    def term(self, label: str) -> str:
        """Return the subject's term for the condition raised, or expected, under a label."""
        if self.subject != self.dialect or not is_own(self.behaviour, label):
            return ""
        seen = self._seen(label)
        shown = self._pattern(label) if seen is None else seen
        return "" if shown is None else term(self.dialect, self.behaviour.name, label, shown)

    @property
    def agreement_key(self) -> tuple[object, ...]:
        """A value that is equal for two subjects if they agree."""
        labels = self.behaviour.labels
        told = [(self.expected(label), self.seen(label), self.is_met(label)) for label in labels]
        problem = self.result.reason if self.result.outcome != "pass" else ""
        return self.result.outcome, problem, *told

    def _seen(self, label: str) -> Datum | None:
        text = self.result.observation.get(label)
        return None if text is None else read(text)

    def _pattern(self, label: str) -> Datum | None:
        return self.expectation.written.get(label) if self.expectation else None

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        result, labels = self.result, self.behaviour.labels
        return {
            "subject": self.subject,
            "dialect": self.dialect,
            "outcome": result.outcome,
            "reason": result.reason,
            "citation": result.citation,
            "basis": result.basis,
            "expected": {
                label: {"words": self.expected(label), "notation": write(pattern)}
                for label in labels
                if (pattern := self._pattern(label)) is not None
            },
            "seen": {
                label: {
                    "words": self.seen(label),
                    "notation": result.observation[label],
                    "term": self.term(label),
                    "native": result.native.get(label, ""),
                }
                for label in labels
                if label in result.observation
            },
            **({"programs": dict(self.programs)} if self.programs else {}),
        }


@frozen
class Comparison:
    """The answers to one behaviour, and the subjects without one."""

    behaviour: Behaviour
    answers: tuple[Answer, ...]
    silent: Mapping[str, str]
    """The reason for each missing answer, by subject."""

    @property
    def groups(self) -> tuple[tuple[Answer, ...], ...]:
        """The groups that agree, the largest first, otherwise in the order of the subjects."""
        groups: dict[tuple[object, ...], list[Answer]] = {}
        for answer in self.answers:
            groups.setdefault(answer.agreement_key, []).append(answer)
        return tuple(map(tuple, sorted(groups.values(), key=len, reverse=True)))

    @property
    def unasked(self) -> Mapping[str, Sequence[str]]:
        """The subjects without an answer, by reason."""
        unasked: dict[str, list[str]] = {}
        for subject, reason in self.silent.items():
            unasked.setdefault(reason, []).append(subject)
        return unasked

    def as_dict(self) -> dict[str, Any]:
        """Return the comparison as plain data."""
        return {
            "name": self.behaviour.name,
            "area": self.behaviour.area,
            "question": self.behaviour.question,
            "groups": [[answer.subject for answer in group] for group in self.groups],
            "answers": [answer.as_dict() for answer in self.answers],
            "silent": dict(self.silent),
        }


def compare(
    behaviours: Sequence[Behaviour],
    subjects: Mapping[str, tuple[str, Mapping[str, Expectation]]],
    results: Sequence[Result],
    programs: Mapping[tuple[str, str], Mapping[Language, str]],
) -> Iterator[Comparison]:
    """Yield a comparison for each behaviour.

    `subjects` maps each to its dialect and that dialect's expectations; `programs` has the
    programs by behaviour and subject.
    """
    for behaviour in behaviours:
        here = {result.subject: result for result in results if result.behaviour == behaviour.name}
        answers, silent = [], {}
        for subject, (dialect, expectations) in subjects.items():
            result = here.get(subject)
            if result is None:
                silent[subject] = "its recording is of another program"
            elif result.outcome == "cannot-say":
                silent[subject] = result.reason
            else:
                answers.append(
                    Answer(
                        behaviour,
                        dialect,
                        result,
                        expectations.get(behaviour.name),
                        programs.get((behaviour.name, subject), {}),
                    )
                )
        yield Comparison(behaviour, tuple(answers), silent)
