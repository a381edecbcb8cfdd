"""`schemesockets compare`."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence

import click
from rich.text import Text

from ..catalogue.comparison import Answer, Comparison, compare, is_own
from ..questions.phrasebook import Language
from ..questions.script import Behaviour
from ..running.subjects import Subject
from .asking import (
    behaviours_named,
    complete_behaviours,
    complete_dialects,
    complete_reals,
    examined,
    subjects_named,
)
from .console import SafeConsole, say
from .streams import print_text

__all__ = ["command"]


@click.command("compare")
@click.argument(
    "globs", metavar="BEHAVIOUR...", nargs=-1, required=True, shell_complete=complete_behaviours
)
@click.option(
    "--dialect",
    "names",
    multiple=True,
    metavar="NAME",
    help="A dialect, or a module with a DIALECT; repeatable. By default, all dialects.",
    shell_complete=complete_dialects,
)
@click.option(
    "--real",
    "reals",
    multiple=True,
    metavar="NAME[=COMMAND]",
    help="A real Scheme, or its recording, e.g. guile; repeatable.",
    shell_complete=complete_reals,
)
@click.option("--code", is_flag=True, help="Add the programs, in Scheme and in Python.")
@click.option(
    "--format", "form", type=click.Choice(["terminal", "json", "markdown"]), default="terminal"
)
def command(
    globs: tuple[str, ...], names: tuple[str, ...], reals: tuple[str, ...], code: bool, form: str
) -> None:
    """Run a behaviour on several dialects, and compare expectations and results in English.

    BEHAVIOUR is the name of one, or a glob for several. Dialects that agree share an entry; the
    citations of their documents follow.

    \b
    Example: schemesockets compare receive.end
    Example: schemesockets compare 'close.*' --dialect srfi-106 --dialect guile --real guile
    """
    behaviours = behaviours_named(globs)
    subjects = subjects_named(names, reals).subjects
    found = examined(subjects, behaviours)
    if found.stopped is not None:
        raise found.stopped
    comparisons = list(
        compare(
            behaviours,
            {subject.name: (subject.dialect, subject.expectations) for subject in subjects},
            found.results,
            {
                (behaviour.name, subject.name): _programs(subject, behaviour)
                for behaviour in behaviours
                for subject in subjects
                if code
            },
        )
    )
    if form == "json":
        print_text(f"{_as_json(comparisons, subjects)}\n")
    elif form == "markdown":
        for comparison in comparisons:
            print_text("\n".join([*_as_markdown(comparison), ""]))
    else:
        _print(comparisons)


def _programs(subject: Subject, behaviour: Behaviour) -> dict[Language, str]:
    """Return the programs in both languages, the Scheme without its prelude."""
    return {
        language: "".join(parts[1:] if language == "scheme" else parts)
        for language, parts in subject.listing(behaviour).items()
    }


def _as_json(comparisons: Sequence[Comparison], subjects: Sequence[Subject]) -> str:
    told = {
        "format": "schemesockets-comparison",
        "version": 2,
        "subjects": [
            {"name": subject.name, "dialect": subject.dialect, "version": subject.version}
            for subject in subjects
        ],
        "behaviours": [comparison.as_dict() for comparison in comparisons],
    }
    return json.dumps(told, indent=1, ensure_ascii=False)


def _names(group: Sequence[Answer]) -> str:
    return ", ".join(answer.subject for answer in group)


def _heading(label: str, comparison: Comparison) -> str:
    return label if is_own(comparison.behaviour, label) else f"{label} (at the peer)"


def _problem(group: Sequence[Answer]) -> str:
    result = group[0].result
    return "" if result.outcome == "pass" else f"{result.outcome}: {result.reason}"


def _told(group: Sequence[Answer], label: str) -> str:
    """Return the observation of a group under a label, and the expectation if it differs."""
    seen, expected = group[0].seen(label), group[0].expected(label)
    terms = {answer.term(label) for answer in group}
    if len(terms) == 1:
        (term,) = terms
        seen, expected = _called(seen, term), _called(expected, term)
    if group[0].is_met(label):
        return seen if seen == expected else f"{seen} (expected: {expected})"
    return f"{seen or 'nothing'}; expected: {expected or 'nothing on file'}"


def _called(words: str, term: str) -> str:
    return words.replace("raises an error:", f"raises {term or 'an error'}:")


def _notes(group: Sequence[Answer], label: str) -> Iterator[str]:
    """Yield the terms of a group for a raised condition if they differ, and native messages."""
    terms: dict[str, list[str]] = {}
    for answer in group:
        terms.setdefault(answer.term(label), []).append(answer.subject)
    if len(terms) > 1:
        for term, subjects in terms.items():
            if term:
                yield f"{term} in {', '.join(subjects)}"
    for answer in group:
        native = answer.result.native.get(label)
        if native and answer.subject.startswith("real:"):
            yield f"{answer.subject} says: {native}"


# --- Markdown


def _as_markdown(comparison: Comparison) -> Iterator[str]:
    behaviour = comparison.behaviour
    yield f"## {behaviour.name}"
    yield ""
    yield behaviour.question
    yield ""
    groups = comparison.groups
    if groups:
        yield f"| | {' | '.join(map(_names, groups))} |"
        yield f"| --- |{' --- |' * len(groups)}"
        if any(map(_problem, groups)):
            outcomes = (_cell(_problem(group) or "pass") for group in groups)
            yield f"| outcome | {' | '.join(outcomes)} |"
        for label in behaviour.labels:
            cells = (
                "<br>".join(_cell(words) for words in (_told(group, label), *_notes(group, label)))
                for group in groups
            )
            yield f"| {_heading(label, comparison)} | {' | '.join(cells)} |"
        yield ""
    for answer in comparison.answers:
        yield f"- {answer.subject}: {answer.result.citation or 'nothing is on file'}"
    for reason, subjects in comparison.unasked.items():
        yield f"- not asked ({reason}): {', '.join(subjects)}"
    yield ""
    for answer in comparison.answers:
        for language, text in answer.programs.items():
            yield f"{answer.subject}, in {language.capitalize()}:"
            yield ""
            yield f"```{language}"
            yield text.rstrip()
            yield "```"
            yield ""


def _cell(text: str) -> str:
    for character in "\\|*_<":
        text = text.replace(character, f"\\{character}")
    return text


# --- the terminal


def _print(comparisons: Sequence[Comparison]) -> None:
    console = SafeConsole()
    for number, comparison in enumerate(comparisons):
        if number:
            console.print()
        _print_one(comparison, console)


def _print_one(comparison: Comparison, console: SafeConsole) -> None:
    behaviour = comparison.behaviour
    console.print(Text(behaviour.name, style="bold"), soft_wrap=True)
    say(console, "  ", behaviour.question)
    width = max(len(_heading(label, comparison)) for label in behaviour.labels)
    for group in comparison.groups:
        console.print()
        say(console, "  ", _names(group), style="bold")
        if problem := _problem(group):
            say(console, "    ", problem, style="red")
        for label in behaviour.labels:
            met = all(answer.is_met(label) for answer in group)
            start = f"    {_heading(label, comparison):{width}}  "
            say(console, start, _told(group, label), style="" if met else "red")
            for note in _notes(group, label):
                say(console, " " * len(start), note, style="dim")
    console.print()
    told = {answer.subject: answer.result.citation for answer in comparison.answers}
    width = max(map(len, told), default=0)
    for subject, words in told.items():
        say(console, f"  {subject:{width}}  ", words or "nothing is on file", style="dim")
    for reason, subjects in comparison.unasked.items():
        say(console, f"  not asked ({reason}): ", ", ".join(subjects), style="dim")
    for answer in comparison.answers:
        for language, text in answer.programs.items():
            console.print()
            say(console, "  ", f"{answer.subject}, in {language.capitalize()}:", style="bold")
            console.print()
            console.print(Text(textwrap.indent(text.rstrip(), "    ")), soft_wrap=True)
