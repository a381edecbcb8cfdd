"""The pages of the documentation that are generated from the data.

    python -m schemesockets.conformance.catalogue.pages docs

writes them to a folder; a test checks that those in `docs/` are up to date.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..reports.markup import markdown_prose, markdown_row
from ..required.requirements import Document, documents
from .behaviour_pages import catalogue_pages
from .name_pages import name_pages
from .sabotage_page import sabotage_page

__all__ = ["pages"]

_MADE = "<!-- Made by `nox -s pages` from conformance/data/{}; edits here are lost. -->"


def pages() -> Mapping[str, str]:
    """Return the text of each page, by its path."""
    made = {
        "requirements/index.md": _contents(),
        "requirements/sabotage.md": sabotage_page(_MADE.format("sabotage/")),
    }
    for document in documents().values():
        made[f"requirements/{document.key}.md"] = "\n".join(_requirements(document)) + "\n"
    return {**made, **catalogue_pages(), **name_pages()}


def _contents() -> str:
    lines = [
        _MADE.format("requirements/"),
        "# Requirements",
        "",
        "Each requirement of the documents, in our own words, with the behaviours that test it.",
        "`schemesockets show BEHAVIOUR --dialect DIALECT` prints the program of a behaviour.",
        "[Sabotage](sabotage.md) tests the behaviours.",
        "",
        markdown_row("document", "dialects", "requirements"),
        markdown_row("---", "---", "---:"),
    ]
    for document in documents().values():
        requirements = len(list(document.requirements))
        link = f"[{document.name}]({document.key}.md)"
        lines.append(markdown_row(link, ", ".join(document.dialects), str(requirements)))
    return "\n".join(lines) + "\n"


def _requirements(document: Document) -> Iterator[str]:
    yield _MADE.format(f"requirements/{document.key}.toml")
    yield f"# {document.name}: requirements"
    yield ""
    yield f"The document: <{document.address}>."
    for section, requirements in document.sections.items():
        yield ""
        yield f"## {markdown_prose(section)}"
        yield ""
        yield markdown_row("requirement", "behaviours")
        yield markdown_row("---", "---")
        for requirement in requirements:
            names = ", ".join(f"`{name}`" for name in requirement.behaviours)
            words = markdown_prose(requirement.words)
            yield markdown_row(words, names or f"*{requirement.unobservable}*")


def main(folder: Path) -> None:
    """Write the pages below `folder`."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
