"""The kind of the difference between the outcomes of two subjects in a script.

The kind is the phrase at which they begin to differ, and what each does there in a few words:
`read-u8: raised EAGAIN / waits`. Differences of one kind mostly have one cause, so that one of
them is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ..questions.script import Observe, PeerStep, Script
from ..required.notation import UNKNOWN, Datum, Symbol
from .asking import Outcome

__all__ = ["END", "Kind", "difference", "words_in"]

END = "end"
"""The beginning of the labels of steps that only tidy up, where dialects may differ."""


@frozen(order=True)
class Kind:
    """A kind of difference: the phrase, and what the first and the second subject do there."""

    phrase: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.phrase}: {self.first} / {self.second}"


def difference(script: Script, first: Outcome, second: Outcome) -> Kind | None:
    """Return the kind of the first difference of two outcomes; None if they agree."""
    for label, phrase in _observed(script):
        seen = [outcome.observations.get(label) for outcome in (first, second)]
        if label.startswith(END):
            seen = [None if each is None else (Symbol("over"),) for each in seen]
        ends = [
            "" if each is not None else outcome.problem or "nothing"
            for each, outcome in zip(seen, (first, second), strict=True)
        ]
        if any(ends):
            if ends[0] == ends[1]:
                return None
            return Kind(phrase, ends[0] or _class(seen[0]), ends[1] or _class(seen[1]))
        if not _agree(seen[0], seen[1]):
            told = [_class(each) for each in seen]
            if told[0] == told[1]:
                told[1] = told[1].replace(" ", " other ", 1)
            return Kind(phrase, *told)
    return None


def _observed(script: Script) -> Iterator[tuple[str, str]]:
    """Yield each label of a script, with the phrase or the action that is observed."""
    for step in script:
        if isinstance(step, Observe):
            yield step.label, step.call.phrase
        elif isinstance(step, PeerStep) and step.label is not None:
            yield step.label, step.method


def _agree(first: Datum | None, second: Datum | None) -> bool:
    """Return whether two observations agree; an error of unknown kind agrees with any error."""
    if UNKNOWN in (first, second):
        return all(isinstance(each, tuple) and each[:1] == UNKNOWN[:1] for each in (first, second))
    return first == second


def _class(datum: Datum | None) -> str:
    """Return an observation in a word or two, without what changes from script to script."""
    match datum:
        case (Symbol("raised"), kind):
            return f"raised {kind}"
        case (Symbol("returned"), value):
            return f"returned {_sort(value)}"
    return "over"


def _sort(value: Datum) -> str:
    match value:
        case bool():
            return "#t" if value else "#f"
        case int():
            return "number"
        case Symbol():
            return str(value)
        case str():
            return "string" if value else "empty string"
        case (Symbol("bytes"), *numbers):
            return "bytes" if numbers else "no bytes"
    return "list"


def words_in(script: Script) -> frozenset[str]:
    """Return the phrases and the actions of a script."""
    return frozenset(
        step.method if isinstance(step, PeerStep) else step.call.phrase for step in script
    )
