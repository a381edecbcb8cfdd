"""The pages about names: a table for each dialect and report, and a table of counterparts."""

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
from ..reports.markup import heading_anchors, markdown_code, markdown_prose, markdown_row
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
"""The headings for the kinds of names, in the order of a page."""

_VALUES: Mapping[type, str] = {
    int: "a constant of the platform",
    Dialect: "the dialect as data: its names, and its document",
    EofObject: "the eof object",
    Conditions: "the mapping of failures to conditions",
}
"""Descriptions of values, which have no docstrings of their own, by type."""


@functools.cache
def name_pages() -> Mapping[str, str]:
    """Return the text of each page, by its path below the documentation."""
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
        "Every name that this package implements: in Scheme, in Python, and the section that"
        " documents it.",
        "",
        markdown_row("of", "names", "module"),
        markdown_row("---", "---:", "---"),
    ]
    for owner, title in titles.items():
        own = _of(owner)
        lines.append(markdown_row(f"[{title}]({owner}.md)", str(len(own)), f"`{own[0].module}`"))
    lines += [
        "",
        "In a terminal, `schemesockets names socket-recv` prints the same for one name.",
        "",
        "## Counterparts",
        "",
        "Each row has the Scheme names that serve one purpose, the closest first; `+` joins the"
        " steps of one that takes several.",
        "",
        markdown_row("to", *described_dialects()),
        markdown_row(*["---"] * (1 + len(described_dialects()))),
    ]
    for purpose, rows in counterparts.groups().items():
        cells = (_ways(rows.get(name, ())) for name in described_dialects())
        lines.append(markdown_row(markdown_prose(purpose), *cells))
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
    yield f"[its reference](../reference/{owner}.md) describes each in full."
    for kind, heading in _KINDS.items():
        found = [entry for entry in own if entry.name.kind == kind]
        if found:
            yield from ("", f"## {heading}", "")
            yield from _constants(found) if kind == "constant" else _told(found)
    rest = dict(_beside(own))
    if rest:
        yield from ("", "## Other names of the module", "")
        yield markdown_row("Python", "description")
        yield markdown_row("---", "---")
        for python, meaning in rest.items():
            yield markdown_row(markdown_code(python), _prose(meaning))


def _told(found: Sequence[Entry]) -> Iterator[str]:
    yield markdown_row("Scheme", "Python", "form and description", "documented in")
    yield markdown_row("---", "---", "---", "---")
    for entry in found:
        name = entry.name
        told = f"{markdown_code(name.form)}<br>{_prose(entry.meaning)}"
        yield markdown_row(
            markdown_code(name.scheme), markdown_code(name.python), told, _place(entry)
        )


def _constants(found: Sequence[Entry]) -> Iterator[str]:
    yield markdown_row("Scheme", "Python", "documented in")
    yield markdown_row("---", "---", "---")
    for entry in found:
        name = entry.name
        yield markdown_row(markdown_code(name.scheme), markdown_code(name.python), _place(entry))


def _beside(own: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield the other public names of the module, with the first sentences of their docstrings."""
    module = importlib.import_module(own[0].module)
    known = {entry.name.python for entry in own}
    for python in sorted(set(module.__all__) - known):
        value = getattr(module, python)
        told = next((words for of, words in _VALUES.items() if isinstance(value, of)), None)
        doc = re.sub(r"\s+", " ", inspect.getdoc(value) or "")
        yield python, told or re.split(r"(?<=[.!?])\s+(?=[A-Z`])", doc)[0].rstrip(".")


def _place(entry: Entry) -> str:
    """Return the section that documents a name, linked to its requirements if there are any."""
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
    """Return the anchors of a document's sections on the page of its requirements."""
    sections = documents()[document].sections
    return dict(zip(sections, heading_anchors(sections), strict=True))


@functools.cache
def _of(owner: str) -> list[Entry]:
    return [entry for entry in entries() if entry.owner == owner]


def _prose(text: str) -> str:
    """Return a docstring as Markdown, with its code in backticks unchanged."""
    parts = re.split("(`[^`]*`)", text)
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") else _spaced(part) for part in parts
    )


def _spaced(text: str) -> str:
    """Apply `markdown_prose`, but keep the spaces at both ends."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{start}{markdown_prose(text)}{end}" if text.strip() else text
