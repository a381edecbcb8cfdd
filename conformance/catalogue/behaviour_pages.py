"""The catalogue: the differences between dialects by area, and the source of each expectation.

It is generated from the expectations alone, without a run. Two dialects agree where their patterns
are the same, even if they have different names for the conditions that they raise.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, groupby

from attrs import frozen

from ... import dialects
from .. import data
from ..data import cached
from ..questions import behaviours, phrasebook
from ..questions.behaviours import ALL
from ..questions.headings import under_headings
from ..questions.rendering import helpers_in
from ..questions.script import Behaviour, Observe
from ..questions.vocabulary import PHRASES, Phrase
from ..reports.markup import heading_anchors, markdown_code, markdown_prose, render
from ..required import expectations
from ..required.expectations import Expectation
from ..required.notation import Datum, Symbol
from ..required.requirements import documents
from .comparison import expected_in_words, is_own
from .words import in_words, term

__all__ = ["Area", "Question", "areas", "catalogue_pages", "described_dialects", "headings"]


@cached
def described_dialects() -> tuple[str, ...]:
    """Return the dialects that have expectations in this package, in the usual order."""
    return tuple(name for name in dialects.available() if name in data.names("expectations"))


@frozen
class Question:
    """A behaviour, and the expectation of each dialect to which it applies."""

    behaviour: Behaviour
    expectations: Mapping[str, Expectation]

    @property
    def groups(self) -> Mapping[str, int]:
        """The number, from 1, of each dialect's group; a group shares one expectation."""
        labels = self.behaviour.labels
        numbers: dict[tuple[Datum, ...], int] = {}
        return {
            name: numbers.setdefault(
                tuple(_in_order(expectation.stated(label)) for label in labels), len(numbers) + 1
            )
            for name, expectation in self.expectations.items()
        }

    @property
    def differs(self) -> bool:
        """True if the expectations of any two dialects differ."""
        return len(set(self.groups.values())) > 1

    def expected(self, dialect: str, label: str) -> str:
        """Return the expectation of a dialect under a label in English, in the dialect's terms."""
        return expected_in_words(self.behaviour, label, dialect, self.expectations[dialect])

    @property
    def common(self) -> tuple[str, ...]:
        """The labels under which the expectations of all dialects are in the same words."""
        return tuple(
            label
            for label in self.behaviour.labels
            if len({self.expected(name, label) for name in self.expectations}) == 1
        )


def _in_order(pattern: Datum) -> Datum:
    """Return the pattern with its choices sorted, so that their order makes no difference."""
    if not isinstance(pattern, tuple):
        return pattern
    items = tuple(map(_in_order, pattern))
    return (items[0], *sorted(items[1:], key=repr)) if items[:1] == (Symbol("or"),) else items


@frozen
class Area:
    """The questions of one area, and its topic."""

    name: str
    about: str
    questions: tuple[Question, ...]

    @property
    def dialects(self) -> tuple[str, ...]:
        """The dialects to which any of the questions applies."""
        asked = {name for question in self.questions for name in question.expectations}
        return tuple(name for name in described_dialects() if name in asked)

    @property
    def differing(self) -> tuple[Question, ...]:
        """The questions on which the dialects differ."""
        return tuple(question for question in self.questions if question.differs)

    @property
    def agreeing(self) -> tuple[Question, ...]:
        """The questions on which several dialects agree."""
        return tuple(
            question
            for question in self.questions
            if len(question.expectations) > 1 and not question.differs
        )

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The numbers of all questions, and of those on which dialects differ, on which they
        agree, and which apply to one dialect only."""
        every, differing, agreeing = map(len, (self.questions, self.differing, self.agreeing))
        return every, differing, agreeing, every - differing - agreeing

    def only(self, dialect: str) -> tuple[Question, ...]:
        """Return the questions that apply to this dialect only."""
        return tuple(
            question for question in self.questions if list(question.expectations) == [dialect]
        )


@cached
def areas() -> tuple[Area, ...]:
    """Return every area, ordered by name."""
    expected = {name: expectations.load(name) for name in described_dialects()}
    questions = [
        Question(
            behaviour,
            {
                name: known[behaviour.name]
                for name, known in expected.items()
                if behaviour.name in known and not known[behaviour.name].unasked
            },
        )
        for behaviour in ALL.values()
    ]
    asked = sorted(
        (question for question in questions if question.expectations),
        key=lambda question: (question.behaviour.area, question.behaviour.name),
    )
    return tuple(
        Area(name, _about(name), tuple(inside))
        for name, inside in groupby(asked, key=lambda question: question.behaviour.area)
    )


def headings() -> Mapping[str, tuple[Area, ...]]:
    """Return every area under its heading."""
    named = {area.name: area for area in areas()}
    return {
        heading: tuple(named[name] for name in below)
        for heading, below in under_headings(named).items()
    }


def _about(area: str) -> str:
    """Return what an area is about: the first paragraph of the docstring of its module."""
    name = f"{behaviours.__name__}.{area.replace('-', '_')}"
    if importlib.util.find_spec(name) is None:
        return "Questions of another package"
    module = importlib.import_module(name)
    paragraph = (module.__doc__ or "").partition("\n\n")[0]
    return " ".join(paragraph.split()).removesuffix(".")


# --- the pages


@cached
def catalogue_pages() -> Mapping[str, str]:
    """Return the text of each page of the catalogue, by its path below the documentation."""
    names = described_dialects()
    made = {
        "catalogue/index.md": render(
            "catalogue.md.jinja",
            headings=headings(),
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
    """Return how many questions two dialects agree on, and how many apply to both."""
    both = [
        question.groups[one] == question.groups[other]
        for area in areas()
        for question in area.questions
        if {one, other} <= question.expectations.keys()
    ]
    return sum(both), len(both)


def _documents_of(names: Sequence[str], among: Iterable[Area]) -> tuple[str, ...]:
    """Return links to the documents that the expectations of dialects cite."""
    cited = {
        question.expectations[name].document
        for area in among
        for question in area.questions
        for name in names
        if name in question.expectations
    }
    keys = {name: documents()[name].key if name in documents() else "" for name in cited}
    main = sorted(cited, key=lambda document: (keys[document] not in names, document))
    return tuple(
        f"[{name}](../requirements/{keys[name]}.md)" if keys[name] else markdown_prose(name)
        for name in main
    )


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
    """The content of an area's page, for its template."""

    area: Area

    def question(self, question: Question) -> str:
        """Return the behaviour's name and its question."""
        behaviour = question.behaviour
        return f"`{behaviour.name}`<br>{markdown_prose(behaviour.question)}"

    def common(self, question: Question) -> str:
        """Return the expectations that all dialects share, for the cell of the question."""
        (name, *_) = question.expectations
        return "<br>".join(_told(question, name, question.common))

    def differing(self, question: Question, dialect: str) -> str:
        """Return the expectations of one dialect that not all share, and their source."""
        if dialect not in question.expectations:
            return _SILENT
        labels = [label for label in question.behaviour.labels if label not in question.common]
        lines = (*_told(question, dialect, labels), self.place(question, dialect))
        return f"{_NUMBERS[question.groups[dialect] - 1]} {'<br>'.join(lines)}"

    def agreed(self, question: Question) -> str:
        """Return the expectations of all dialects, in neutral terms."""
        behaviour = question.behaviour
        (expectation, *_) = question.expectations.values()
        said = [(label, in_words(expectation.stated(label))) for label in behaviour.labels]
        return "<br>".join(_lines(behaviour, said))

    def agreeing(self, question: Question, dialect: str) -> str:
        """Return a dialect's terms for the conditions that all must raise, and the source."""
        if dialect not in question.expectations:
            return _SILENT
        behaviour, expectation = question.behaviour, question.expectations[dialect]
        terms = (
            term(dialect, behaviour.name, label, expectation.stated(label))
            for label in behaviour.labels
            if is_own(behaviour, label)
        )
        called = [markdown_prose(word) for word in dict.fromkeys(terms) if word]
        return "<br>".join([*called, self.place(question, dialect)])

    def alone(self, question: Question, dialect: str) -> str:
        """Return the expectations of the only dialect to which a question applies."""
        return "<br>".join(_told(question, dialect, question.behaviour.labels))

    def place(self, question: Question, dialect: str) -> str:
        """Return the source of an expectation: a link, and the basis unless it is a document.

        A place that the data of requirements lack is no link.
        """
        expectation = question.expectations[dialect]
        entry = expectation.section.rpartition(": ")[2]
        document = documents().get(expectation.document)
        is_own = document is not None and document.key == dialect
        shown = markdown_prose(entry if is_own else f"{expectation.document}, {entry}")
        target = _target(expectation)
        linked = f"[{shown}][{target}]" if target else shown
        return f"{linked}{_BASES[expectation.basis]}"

    @property
    def links(self) -> Mapping[str, Expectation]:
        """The expectations that are cited, by the target of the link that `place` returns."""
        cited = {
            _target(expectation): expectation
            for question in self.area.questions
            for expectation in question.expectations.values()
        }
        return {target: cited[target] for target in sorted(cited) if target}

    def documents(self, dialect: str) -> str:
        """Return the documents that a dialect's expectations in this area cite."""
        return " and ".join(_documents_of([dialect], [self.area]))

    @property
    def silent(self) -> tuple[str, ...]:
        """The dialects to which none of the questions applies."""
        return tuple(name for name in described_dialects() if name not in self.area.dialects)

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The phrases whose results are observed, in the order of the vocabulary."""
        asked = {
            step.call.phrase
            for question in self.area.questions
            for step in question.behaviour.script
            if isinstance(step, Observe)
        }
        return [phrase for name, phrase in PHRASES.items() if name in asked]

    def phrase_in_words(self, phrase: Phrase) -> str:
        """Return a phrase's name, parameters and, if it refers to no other phrase, meaning."""
        said = f"`{' '.join((phrase.name, *phrase.parameters))}`"
        refers = re.search(r"\bthe same\b", phrase.meaning)
        return said if refers else f"{said}<br>{markdown_prose(phrase.meaning)}"

    def phrase_in_scheme(self, phrase: Phrase, dialect: str) -> str:
        """Return a phrase in a dialect's Scheme."""
        said = _scheme(phrase, dialect)
        return markdown_code(said) if said else _SILENT

    def helpers(self, dialect: str) -> tuple[str, ...]:
        """Return the helper procedures that the phrases use in a dialect."""
        said = "\n".join(_scheme(phrase, dialect) for phrase in self.phrases)
        return tuple(helpers_in(said, phrasebook.load(dialect), "scheme"))


def _scheme(phrase: Phrase, dialect: str) -> str:
    """Return a phrase in Scheme with its parameters' names, or "" if the dialect has none."""
    template, _ = phrasebook.load(dialect).phrases.get(phrase.name, ("", ""))
    return template.format_map({name: name for name in phrase.parameters})


def _told(question: Question, dialect: str, labels: Iterable[str]) -> Iterator[str]:
    said = [(label, question.expected(dialect, label)) for label in labels]
    return _lines(question.behaviour, said)


def _lines(behaviour: Behaviour, said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the words under each label; neighbours with the same words share a line."""
    for words, inside in groupby(said, key=lambda pair: pair[1]):
        labels = [_named(behaviour, label) for label, _ in inside]
        head = f"{', '.join(labels)}: " if len(behaviour.labels) > 1 else ""
        yield f"{head}{markdown_prose(words)}"


def _named(behaviour: Behaviour, label: str) -> str:
    return f"*{label}*" if is_own(behaviour, label) else f"*{label}* at the peer"


def _target(expectation: Expectation) -> str:
    """Return the page and the anchor of the section that an expectation cites, or ""."""
    document = documents().get(expectation.document)
    if document is None or expectation.section not in document.sections:
        return ""
    return f"{document.key}.md#{_anchors(document.name)[expectation.section]}"


@cached
def _anchors(name: str) -> Mapping[str, str]:
    """Return the anchors of a document's sections on the page of its requirements."""
    sections = documents()[name].sections
    return dict(zip(sections, heading_anchors(sections), strict=True))
