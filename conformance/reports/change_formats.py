"""The formats of `schemesockets diff`: text for people, Markdown, and JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from .changes import TRENDS, Change, Changes
from .escaping import terminal_text
from .markup import render

__all__ = ["CHANGE_FORMATS", "summary"]

_HEADINGS = {"worse": "Worse", "better": "Better", "different": "Different"}


def summary(changes: Changes) -> str:
    """Return the number of changes of each kind, in a line."""
    more, fewer = (sum(map(len, each.values())) for each in (changes.added, changes.removed))
    counts = [f"{len(changes.of(trend))} {trend}" for trend in TRENDS]
    return ", ".join(counts) + f"; {more} asked in addition, {fewer} no longer asked"


def _text(changes: Changes) -> str:
    return terminal_text("\n".join(_lines(changes))) + "\n"


def _lines(changes: Changes) -> Iterator[str]:
    for subject in changes.subjects:
        if subject.old != subject.new:
            yield f"{subject.name}: {subject.old or 'not asked'} -> {subject.new or 'not asked'}"
    for trend in TRENDS:
        if found := changes.of(trend):
            yield f"{_HEADINGS[trend]}:"
            for change in found:
                yield from _change_lines(change)
    for heading, names in (
        ("Asked in addition", changes.added),
        ("No longer asked", changes.removed),
    ):
        for subject_name, behaviours in names.items():
            yield f"{heading} of {subject_name}: {', '.join(behaviours)}"
    yield summary(changes)


def _change_lines(change: Change) -> Iterator[str]:
    anew = "; asked differently" if change.asked_anew else ""
    yield f"  {change.subject} {change.behaviour}: {change.old} -> {change.new}{anew}"
    for label, (old, new) in change.observations.items():
        yield f"    {label}: {old or '(nothing)'} -> {new or '(nothing)'}"
    if change.reason:
        yield f"    {change.reason}"


def _markdown(changes: Changes) -> str:
    return terminal_text(
        render("changes.md.jinja", changes=changes, headings=_HEADINGS, summary=summary(changes))
    )


def _json(changes: Changes) -> str:
    return json.dumps(changes.as_dict(), indent=1, ensure_ascii=False) + "\n"


CHANGE_FORMATS: Mapping[str, Callable[[Changes], str]] = {
    "terminal": _text,
    "markdown": _markdown,
    "json": _json,
}
