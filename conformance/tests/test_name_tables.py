"""The pages of names have every name, in Scheme and in Python, and what corresponds to what."""

from __future__ import annotations

import importlib

import pytest
from markdown_it import MarkdownIt

from schemesockets.conformance.catalogue import counterparts
from schemesockets.conformance.catalogue.behaviour_pages import described_dialects
from schemesockets.conformance.catalogue.name_pages import name_pages
from schemesockets.conformance.catalogue.names import REPORTS, entries

OWNERS = (*described_dialects(), *REPORTS)


def rows(page: str) -> list[list[str]]:
    """The cells of every row of every table of a page, as a reader sees them."""
    found: list[list[str]] = []
    for token in MarkdownIt().enable("table").parse(page):
        if token.type == "tr_open":
            found.append([])
        elif token.type == "inline" and token.level == 4 and found:
            shown = (child.content if child.content else "" for child in token.children or ())
            found[-1].append("".join(shown))
    return found


@pytest.mark.parametrize("owner", OWNERS)
def test_a_page_has_every_name_with_its_python_and_its_section(owner: str) -> None:
    table = rows(name_pages()[f"names/{owner}.md"])
    for entry in entries():
        if entry.owner == owner:
            name = entry.name
            (row,) = (row for row in table if row[:2] == [name.scheme, name.python])
            assert row[-1] == name.section
            if name.kind != "constant":
                assert row[2].replace("<br>", "").startswith(" ".join(name.form.split()))
                assert row[2].count("<br>") == 1


@pytest.mark.parametrize("owner", OWNERS)
def test_a_page_has_everything_that_the_module_offers(owner: str) -> None:
    page = name_pages()[f"names/{owner}.md"]
    module = next(entry.module for entry in entries() if entry.owner == owner)
    table = rows(page)
    shown = [row[1] if len(row) > 2 else row[0] for row in table]
    assert set(importlib.import_module(module).__all__) <= set(shown)
    assert all(all(cell for cell in row) for row in table)


def test_what_corresponds_to_what_is_there_in_full() -> None:
    text = name_pages()["names/index.md"]
    table = {row[0]: row[1:] for row in rows(text) if len(row) == 1 + len(described_dialects())}
    for purpose, ways in counterparts.groups().items():
        assert purpose in table
        cells = dict(zip(table["to"], table[purpose], strict=True))
        for dialect, cell in cells.items():
            told = ways.get(dialect, ("\N{EN DASH}",))
            assert cell.split("<br>") == list(told)
