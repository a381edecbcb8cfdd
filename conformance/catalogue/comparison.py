"""One question across dialects: what is expected of each, what each did, and who agrees.

A comparison is made of results. Its words are those of `words`; what is raised is the same for two
subjects whatever either calls it.
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
    """Whether what has that label is observed by the subject itself, and not by its peer."""
    return any(isinstance(step, Observe) and step.label == label for step in behaviour.script)


def expected_in_words(
    behaviour: Behaviour, label: str, dialect: str, expectation: Expectation
) -> str:
    """What is expected of a dialect under a label, in its own terms."""
    pattern = expectation.written[label]
    own = is_own(behaviour, label)
    return in_words(pattern, term(dialect, behaviour.name, label, pattern) if own else "")


@frozen
class Answer:
    """What one subject said to a behaviour, beside what is expected."""

    behaviour: Behaviour
    dialect: str
    result: Result
    expectation: Expectation | None
    programs: Mapping[Language, str] = {}

    @property
    def subject(self) -> str:
        """Whose answer it is."""
        return self.result.subject

    def expected(self, label: str) -> str:
        """What is expected under a label, in no dialect's terms; "" where nothing is."""
        pattern = self._pattern(label)
        return "" if pattern is None else in_words(pattern)

    def seen(self, label: str) -> str:
        """What was seen under a label, in no dialect's terms; "" where nothing was."""
        seen, written = self._seen(label), self._pattern(label)
        if seen is None or written is None or self.expectation is None:
            return "" if seen is None else in_words(seen)
        return seen_in_words(seen, written, self.expectation.observations[label])

    def is_kept(self, label: str) -> bool:
        """Whether what was seen under a label is what is expected."""
        seen = self._seen(label)
        if seen is None or self.expectation is None or self._pattern(label) is None:
            return False
        return matches(self.expectation.observations[label], seen)

    def term(self, label: str) -> str:
        """What the subject calls what it raised under a label, or what it is expected to raise."""
        if self.subject != self.dialect or not is_own(self.behaviour, label):
            return ""
        seen = self._seen(label)
        shown = self._pattern(label) if seen is None else seen
        return "" if shown is None else term(self.dialect, self.behaviour.name, label, shown)

    @property
    def sameness(self) -> tuple[object, ...]:
        """What two subjects that agree have in common."""
        labels = self.behaviour.labels
        told = [(self.expected(label), self.seen(label), self.is_kept(label)) for label in labels]
        problem = self.result.reason if self.result.outcome != "pass" else ""
        return self.result.outcome, problem, *told

    def _seen(self, label: str) -> Datum | None:
        text = self.result.observation.get(label)
        return None if text is None else read(text)

    def _pattern(self, label: str) -> Datum | None:
        return self.expectation.written.get(label) if self.expectation else None

    def as_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
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
    """The answers to one behaviour, and who cannot give one."""

    behaviour: Behaviour
    answers: tuple[Answer, ...]
    silent: Mapping[str, str]
    """By subject, why there is no answer."""

    @property
    def groups(self) -> tuple[tuple[Answer, ...], ...]:
        """Those who agree, together; the largest group first, else in the order of asking."""
        groups: dict[tuple[object, ...], list[Answer]] = {}
        for answer in self.answers:
            groups.setdefault(answer.sameness, []).append(answer)
        return tuple(map(tuple, sorted(groups.values(), key=len, reverse=True)))

    @property
    def unasked(self) -> Mapping[str, Sequence[str]]:
        """By the reason, who gives no answer."""
        unasked: dict[str, list[str]] = {}
        for subject, reason in self.silent.items():
            unasked.setdefault(reason, []).append(subject)
        return unasked

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain data."""
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
    """A comparison for each behaviour.

    `subjects` gives for each its dialect and what is expected of that, `programs` the programs by
    behaviour and subject.
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
