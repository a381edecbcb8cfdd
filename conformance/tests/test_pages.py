"""The pages in docs/ that are made from the data are as they would be made now."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemesockets.conformance.catalogue.pages import pages

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", pages())
def test_the_page_in_the_docs_is_made_from_the_data(name: str) -> None:
    """`nox -s pages` makes it."""
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name]


def test_no_page_stands_beside_them_that_is_made_no_longer() -> None:
    folders = {(DOCS / name).parent for name in pages()}
    there = {str(page.relative_to(DOCS)) for folder in folders for page in folder.iterdir()}
    assert there == pages().keys()
