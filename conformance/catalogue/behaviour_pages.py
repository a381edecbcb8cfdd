"""The catalogue: how the dialects differ, area by area, with the place that each promise is from.

It is made of the expectations alone, and nothing is run. Two dialects agree where their patterns
are the same, whatever either calls what it raises.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from attrs import frozen

from ... import dialects
from .. import data
from ..questions import behaviours, phrasebook
from ..questions.behaviours import ALL
from ..questions.rendering import helpers_in
from ..questions.script import Behaviour, Observe
from ..questions.vocabulary import PHRASES, Phrase
from ..reports.markup import heading_anchors, markdown_code, markdown_prose, render
from ..required import expectations
from ..required.expectations import Expectation
from ..required.notation import Datum, Symbol
from ..required.requirements import documents
from .comparison import is_own, promised_in_words
from .words import in_words, term

__all__ = ["Area", "Question", "areas", "catalogue_pages", "described_dialects"]


@functools.cache
def described_dialects() -> tuple[str, ...]:
    """The dialects whose expectations are in this package, in the order of all."""
    return tuple(name for name in dialects.available() if name in data.names("expectations"))


@frozen
class Question:
    """A behaviour, and what each dialect that can be asked promises."""

    behaviour: Behaviour
    promises: Mapping[str, Expectation]

    @property
    def groups(self) -> Mapping[str, int]:
        """For each dialect the number, from 1, of those that promise the same as it does."""
        labels = self.behaviour.labels
        numbers: dict[tuple[Datum, ...], int] = {}
        return {
            name: numbers.setdefault(
                tuple(_in_order(promise.written[label]) for label in labels), len(numbers) + 1
            )
            for name, promise in self.promises.items()
        }

    @property
    def differs(self) -> bool:
        """Whether two dialects promise different things."""
        return len(set(self.groups.values())) > 1

    def promised(self, dialect: str, label: str) -> str:
        """What a dialect promises under a label, in words and its own terms."""
        return promised_in_words(self.behaviour, label, dialect, self.promises[dialect])

    @property
    def common(self) -> tuple[str, ...]:
        """The labels under which all dialects promise the same in the same terms."""
        return tuple(
            label
            for label in self.behaviour.labels
            if len({self.promised(name, label) for name in self.promises}) == 1
        )


def _in_order(pattern: Datum) -> Datum:
    """The pattern with choices in an order that does not depend on how they were written."""
    if not isinstance(pattern, tuple):
        return pattern
    items = tuple(map(_in_order, pattern))
    return (items[0], *sorted(items[1:], key=repr)) if items[:1] == (Symbol("or"),) else items


@frozen
class Area:
    """The questions of one area, and what they are about."""

    name: str
    about: str
    questions: tuple[Question, ...]

    @property
    def dialects(self) -> tuple[str, ...]:
        """The dialects that can be asked any of the questions."""
        asked = {name for question in self.questions for name in question.promises}
        return tuple(name for name in described_dialects() if name in asked)

    @property
    def differing(self) -> tuple[Question, ...]:
        """The questions to which dialects promise different things."""
        return tuple(question for question in self.questions if question.differs)

    @property
    def agreeing(self) -> tuple[Question, ...]:
        """The questions to which several dialects promise the same."""
        return tuple(
            question
            for question in self.questions
            if len(question.promises) > 1 and not question.differs
        )

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """How many questions there are, to how many the promises differ and are the same, and how
        many can be asked of one dialect alone."""
        every, differing, agreeing = map(len, (self.questions, self.differing, self.agreeing))
        return every, differing, agreeing, every - differing - agreeing

    def only(self, dialect: str) -> tuple[Question, ...]:
        """The questions that can be asked of one dialect and no other."""
        return tuple(
            question for question in self.questions if list(question.promises) == [dialect]
        )


@functools.cache
def areas() -> tuple[Area, ...]:
    """Every area, in the order of their names."""
    promised = {name: expectations.load(name) for name in described_dialects()}
    questions = [
        Question(
            behaviour,
            {
                name: known[behaviour.name]
                for name, known in promised.items()
                if behaviour.name in known
            },
        )
        for behaviour in ALL.values()
    ]
    asked = sorted(
        (question for question in questions if question.promises),
        key=lambda question: (question.behaviour.area, question.behaviour.name),
    )
    return tuple(
        Area(name, _about(name), tuple(inside))
        for name, inside in groupby(asked, key=lambda question: question.behaviour.area)
    )


def _about(area: str) -> str:
    """What the module of an area says of itself first."""
    module = importlib.import_module(f"{behaviours.__name__}.{area.replace('-', '_')}")
    paragraph = (module.__doc__ or "").partition("\n\n")[0]
    return " ".join(paragraph.split()).removesuffix(".")


# --- the pages


@functools.cache
def catalogue_pages() -> Mapping[str, str]:
    """The text of each page of the catalogue by its path below the documentation."""
    names = described_dialects()
    made = {
        "catalogue/index.md": render(
            "catalogue.md.jinja",
            areas=areas(),
            totals=list(map(sum, zip(*(area.counts for area in areas()), strict=True))),
            dialects=names,
            documents={name: _documents_of([name], areas()) for name in names},
            alike={pair: _alike(*pair) for pair in combinations(names, 2)},
        )
    }
    for area in areas():
        made[f"catalogue/{area.name}.md"] = render("catalogue-area.md.jinja", page=_Page(area))
    return made


def _alike(one: str, other: str) -> tuple[int, int]:
    """How many questions two dialects promise the same to, and how many both can be asked."""
    both = [
        question.groups[one] == question.groups[other]
        for area in areas()
        for question in area.questions
        if {one, other} <= question.promises.keys()
    ]
    return sum(both), len(both)


def _documents_of(names: Sequence[str], among: Iterable[Area]) -> tuple[str, ...]:
    """The documents that dialects are cited from, as the template `link` wants them."""
    cited = {
        question.promises[name].document
        for area in among
        for question in area.questions
        for name in names
        if name in question.promises
    }
    main = sorted(cited, key=lambda document: (documents()[document].key not in names, document))
    return tuple(f"[{name}](../promises/{documents()[name].key}.md)" for name in main)


_BASES = {
    "document": "",
    "implementation": " (implementation)",
    "platform": " (POSIX)",
    "design": " (our decision)",
}
_SILENT = "\N{EN DASH}"
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩"


@frozen
class _Page:
    """What the page of an area shows."""

    area: Area

    def question(self, question: Question) -> str:
        """The behaviour's name and what it asks."""
        behaviour = question.behaviour
        return f"`{behaviour.name}`<br>{markdown_prose(behaviour.question)}"

    def common(self, question: Question) -> str:
        """What stands beside a question since all promise it in the same terms."""
        (name, *_) = question.promises
        return "<br>".join(_told(question, name, question.common))

    def differing(self, question: Question, dialect: str) -> str:
        """What else a dialect promises where not all promise the same, and where that is from."""
        if dialect not in question.promises:
            return _SILENT
        labels = [label for label in question.behaviour.labels if label not in question.common]
        lines = (*_told(question, dialect, labels), self.place(question, dialect))
        return f"{_NUMBERS[question.groups[dialect] - 1]} {'<br>'.join(lines)}"

    def agreed(self, question: Question) -> str:
        """What all promise, in no dialect's terms."""
        behaviour = question.behaviour
        (promise, *_) = question.promises.values()
        said = [(label, in_words(promise.written[label])) for label in behaviour.labels]
        return "<br>".join(_lines(behaviour, said))

    def agreeing(self, question: Question, dialect: str) -> str:
        """What a dialect calls what all of them promise to raise, and where that is from."""
        if dialect not in question.promises:
            return _SILENT
        behaviour, promise = question.behaviour, question.promises[dialect]
        terms = (
            term(dialect, behaviour.name, label, promise.written[label])
            for label in behaviour.labels
            if is_own(behaviour, label)
        )
        called = [markdown_prose(word) for word in dict.fromkeys(terms) if word]
        return "<br>".join([*called, self.place(question, dialect)])

    def alone(self, question: Question, dialect: str) -> str:
        """All that the only dialect that can be asked promises."""
        return "<br>".join(_told(question, dialect, question.behaviour.labels))

    def place(self, question: Question, dialect: str) -> str:
        """Where a promise is from: a link to `links`, and the basis where it is no document."""
        promise = question.promises[dialect]
        document = documents()[promise.document]
        entry = promise.section.rpartition(": ")[2]
        shown = entry if document.key == dialect else f"{document.name}, {entry}"
        return f"[{markdown_prose(shown)}][{_target(promise)}]{_BASES[promise.basis]}"

    @property
    def links(self) -> Mapping[str, Expectation]:
        """The places that are cited, by how `place` refers to them."""
        cited = {
            _target(promise): promise
            for question in self.area.questions
            for promise in question.promises.values()
        }
        return dict(sorted(cited.items()))

    def documents(self, dialect: str) -> str:
        """The documents that a dialect is cited from here."""
        return " and ".join(_documents_of([dialect], [self.area]))

    @property
    def silent(self) -> tuple[str, ...]:
        """The dialects that none of the questions can be put to."""
        return tuple(name for name in described_dialects() if name not in self.area.dialects)

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The phrases whose outcome is observed, in the vocabulary's order."""
        asked = {
            step.call.phrase
            for question in self.area.questions
            for step in question.behaviour.script
            if isinstance(step, Observe)
        }
        return [phrase for name, phrase in PHRASES.items() if name in asked]

    def phrase_in_words(self, phrase: Phrase) -> str:
        """Its name and parameters, and its meaning where that leans on no other phrase's."""
        said = f"`{' '.join((phrase.name, *phrase.parameters))}`"
        leans = re.search(r"\bthe same\b", phrase.meaning)
        return said if leans else f"{said}<br>{markdown_prose(phrase.meaning)}"

    def phrase_in_scheme(self, phrase: Phrase, dialect: str) -> str:
        """A phrase as a dialect says it."""
        said = _scheme(phrase, dialect)
        return markdown_code(said) if said else _SILENT

    def helpers(self, dialect: str) -> tuple[str, ...]:
        """The procedures that those phrases are said with and that the dialect does not have."""
        said = "\n".join(_scheme(phrase, dialect) for phrase in self.phrases)
        return tuple(helpers_in(said, phrasebook.load(dialect), "scheme"))


def _scheme(phrase: Phrase, dialect: str) -> str:
    """A phrase in Scheme with the names of its parameters; "" where there are no words for it."""
    template, _ = phrasebook.load(dialect).phrases.get(phrase.name, ("", ""))
    return template.format_map({name: name for name in phrase.parameters})


def _told(question: Question, dialect: str, labels: Iterable[str]) -> Iterator[str]:
    said = [(label, question.promised(dialect, label)) for label in labels]
    return _lines(question.behaviour, said)


def _lines(behaviour: Behaviour, said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What is said under each label; those side by side of which the same is said, on one line."""
    for words, inside in groupby(said, key=lambda pair: pair[1]):
        labels = [_named(behaviour, label) for label, _ in inside]
        head = f"{', '.join(labels)}: " if len(behaviour.labels) > 1 else ""
        yield f"{head}{markdown_prose(words)}"


def _named(behaviour: Behaviour, label: str) -> str:
    return f"*{label}*" if is_own(behaviour, label) else f"*{label}* at the peer"


def _target(promise: Expectation) -> str:
    """The page and the heading of the section that a promise is from."""
    document = documents()[promise.document]
    return f"{document.key}.md#{_anchors(promise.document)[promise.section]}"


@functools.cache
def _anchors(name: str) -> Mapping[str, str]:
    """The anchors of a document's sections on the page of its promises."""
    sections = documents()[name].sections
    return dict(zip(sections, heading_anchors(sections), strict=True))
