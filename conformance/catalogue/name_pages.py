"""The pages of names: for each dialect and report a table, and what corresponds to what."""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from collections.abc import Iterator, Mapping, Sequence

from ... import dialects
from ...dialects import Dialect
from ...dialects.conditions import Conditions
from ...dialects.data import EofObject
from ..reports.markup import heading_anchors, markdown_code, markdown_prose
from ..required.requirements import documents
from . import counterparts
from .behaviour_pages import described_dialects
from .names import REPORTS, Entry, entries

__all__ = ["name_pages"]

_KINDS = {
    "procedure": "Procedures",
    "syntax": "Syntax",
    "parameter": "Parameters",
    "record": "Records",
    "class": "Classes",
    "condition type": "Condition types",
    "constant": "Constants",
}
"""The kinds of names, each under its heading, in the order of a page."""

_VALUES: Mapping[type, str] = {
    int: "a constant of the platform",
    Dialect: "the dialect as data: its names, and its document",
    EofObject: "the eof object",
    Conditions: "how failures become conditions",
}
"""What to say of values, whose docstrings are their types'."""


@functools.cache
def name_pages() -> Mapping[str, str]:
    """The text of each page by its path below the documentation."""
    titles = {name: dialects.load(name).title for name in described_dialects()}
    titles |= {report: document for report, (document, _) in REPORTS.items()}
    made = {"names/index.md": _contents(titles)}
    for owner, title in titles.items():
        made[f"names/{owner}.md"] = "\n".join(_page(owner, title)) + "\n"
    return made


def _contents(titles: Mapping[str, str]) -> str:
    lines = [
        "<!-- Made by `nox -s pages` from dialects/ and conformance/data/counterparts.toml; "
        "edits here are lost. -->",
        "# Names",
        "",
        "Every name that a dialect's document has and this package knows: in Scheme, in Python,"
        " and where it is documented.",
        "",
        *_row("of", "names", "module"),
        *_row("---", "---:", "---"),
    ]
    for owner, title in titles.items():
        own = _of(owner)
        lines += _row(f"[{title}]({owner}.md)", str(len(own)), f"`{own[0].module}`")
    lines += [
        "",
        "In a terminal, `schemesockets names socket-recv` tells the same of one name.",
        "",
        "## What corresponds to what",
        "",
        "In each row, what serves one purpose; the nearest way first, and `+` where it takes"
        " several steps. Names are Scheme's.",
        "",
        *_row("to", *described_dialects()),
        *_row(*["---"] * (1 + len(described_dialects()))),
    ]
    for purpose, rows in counterparts.groups().items():
        cells = (_ways(rows.get(name, ())) for name in described_dialects())
        lines += _row(markdown_prose(purpose), *cells)
    return "\n".join(lines) + "\n"


def _ways(ways: Sequence[str]) -> str:
    steps = (" + ".join(markdown_code(name) for name in way.split(" + ")) for way in ways)
    return "<br>".join(steps) or "\N{EN DASH}"


def _page(owner: str, title: str) -> Iterator[str]:
    own = _of(owner)
    yield "<!-- Made by `nox -s pages` from dialects/; edits here are lost. -->"
    yield f"# {title}: names"
    yield ""
    yield f"All are in the module `{own[0].module}`;"
    yield f"[its reference](../reference/{owner}.md) says in full what each does."
    for kind, heading in _KINDS.items():
        found = [entry for entry in own if entry.name.kind == kind]
        if found:
            yield from ("", f"## {heading}", "")
            yield from _constants(found) if kind == "constant" else _told(found)
    rest = dict(_beside(own))
    if rest:
        yield from ("", "## Beside them, in Python", "")
        yield from _row("Python", "what it is")
        yield from _row("---", "---")
        for python, meaning in rest.items():
            yield from _row(markdown_code(python), _prose(meaning))


def _told(found: Sequence[Entry]) -> Iterator[str]:
    yield from _row("Scheme", "Python", "form, and what it does or is", "documented in")
    yield from _row("---", "---", "---", "---")
    for entry in found:
        name = entry.name
        told = f"{markdown_code(name.form)}<br>{_prose(entry.meaning)}"
        yield from _row(
            markdown_code(name.scheme), markdown_code(name.python), told, _place(entry)
        )


def _constants(found: Sequence[Entry]) -> Iterator[str]:
    yield from _row("Scheme", "Python", "documented in")
    yield from _row("---", "---", "---")
    for entry in found:
        name = entry.name
        yield from _row(markdown_code(name.scheme), markdown_code(name.python), _place(entry))


def _beside(own: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """What else the module offers, with the first words on it."""
    module = importlib.import_module(own[0].module)
    known = {entry.name.python for entry in own}
    for python in sorted(set(module.__all__) - known):
        value = getattr(module, python)
        told = next((words for of, words in _VALUES.items() if isinstance(value, of)), None)
        doc = re.sub(r"\s+", " ", inspect.getdoc(value) or "")
        yield python, told or re.split(r"(?<=[.!?])\s+(?=[A-Z`])", doc)[0].rstrip(".")


def _place(entry: Entry) -> str:
    """The section that documents a name, with a link to what it requires where that is on file."""
    section = entry.name.section
    for document in sorted(documents().values(), key=lambda one: one.key != entry.owner):
        if entry.owner not in (document.key, *document.dialects):
            continue
        anchors = _anchors(document.name)
        for heading in (f"{section}: {entry.name.scheme}", section):
            if heading in anchors:
                page = f"../requirements/{document.key}.md#{anchors[heading]}"
                return f"[{markdown_prose(section)}]({page})"
    return markdown_prose(section)


@functools.cache
def _anchors(document: str) -> Mapping[str, str]:
    """The anchors of a document's sections on the page of its requirements."""
    sections = documents()[document].sections
    return dict(zip(sections, heading_anchors(sections), strict=True))


@functools.cache
def _of(owner: str) -> list[Entry]:
    return [entry for entry in entries() if entry.owner == owner]


def _prose(text: str) -> str:
    """A docstring's words: what is in backticks stays so."""
    parts = re.split("(`[^`]*`)", text)
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") else _spaced(part) for part in parts
    )


def _spaced(text: str) -> str:
    """`markdown_prose`, which drops the space at either end."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{markdown_prose(text)}{end}" if text.strip() else text


def _row(*cells: str) -> Iterator[str]:
    yield f"| {' | '.join(cells)} |"
