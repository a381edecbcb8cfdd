"""Additions to the pages of the site, which would only get in the way on a forge.

These are the tables of contents (`CONTENTS`), file names above fenced blocks, the full text of
example programs with links to them, and links from the tables of names to the reference.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.application import Sphinx

from schemesockets.conformance.catalogue.behaviour_pages import headings
from schemesockets.conformance.catalogue.names import entries
from schemesockets.conformance.required.requirements import documents

DOCS = Path(__file__).parents[1]
EXAMPLES = "examples/index"
_DIALECTS = {
    "srfi-106": "SRFI 106",
    "foment": "Foment",
    "guile": "Guile",
    "chicken": "CHICKEN",
    "sagittarius": "Sagittarius",
}
_REPORTS = {"r7rs": "Ports of R7RS", "r6rs": "Ports of R6RS"}


def _there(pattern: str) -> list[str]:
    return sorted(str(page.relative_to(DOCS).with_suffix("")) for page in DOCS.glob(pattern))


def _titled(titles: Mapping[str, str], folder: str = "") -> list[str]:
    return [f"{title} <{folder}{page}>" for page, title in titles.items()]


CONTENTS: Mapping[str, Mapping[str, Sequence[str]]] = {
    "index": {
        "Guides": [
            "tour",
            "run",
            "port",
            "chat-server",
            *_titled({page: f"From {title}" for page, title in _DIALECTS.items()}, "guides/"),
            *(
                "what-changes",
                "asynchronous",
                EXAMPLES,
                *_there("programs.md"),
                *_there("programs/*.md"),
            ),
        ],
        "Reference": [
            *("names/index", "reference/index", "command", "report-format"),
            *("catalogue/index", "requirements/index"),
        ],
        "The project": [
            *("report-on-a-scheme", "adding-a-dialect"),
            *("contributing", "architecture", "changelog"),
        ],
    },
    "names/index": {"": _titled(_DIALECTS | _REPORTS)},
    "reference/index": {
        "": _titled(
            {**_DIALECTS, **_REPORTS, "dialects": "Shared modules", "engine": "The engine"}
        )
    },
    **{
        f"reference/{owner}": {"": [f"/{page}" for page in further]}
        for owner in (*_DIALECTS, "engine")
        if (further := _there(f"reference/{owner}-*.md"))
    },
    "catalogue/index": {
        heading: _titled({area.name: area.name for area in below})
        for heading, below in headings().items()
    },
    "requirements/index": {
        "": [
            *_titled({document.key: document.name for document in documents().values()}),
            "sabotage",
        ]
    },
}
"""The pages below each page, by caption."""


def complete(app: Sphinx, page: str, source: list[str]) -> None:
    """Add the parts that only the site has to the text of a page."""
    text = re.sub(
        r'^```(\w+) title="([\w./-]+)"$',
        r"```{code-block} \1\n:caption: \2\n",
        source[0],
        flags=re.MULTILINE,
    )
    if page == EXAMPLES:
        for path in sorted(DOCS.glob("examples/*.py")):
            text += f"\n## {path.name}\n\n```{{literalinclude}} {path.name}\n```\n"
    for caption, below in CONTENTS.get(page, {}).items():
        options = [":hidden:", *([f":caption: {caption}"] if caption else [])]
        text += "\n".join(("", "```{toctree}", *options, "", *below, "```", ""))
    source[0] = text


def link(app: Sphinx, tree: nodes.document) -> None:
    """Redirect links to example programs, and link names in tables, to pages of the site."""
    page = app.env.docname
    for node in list(tree.findall(download_reference)):
        path = (DOCS / page).parent.joinpath(node["reftarget"]).resolve()
        if path.parent == DOCS / "examples" and path.suffix == ".py":
            place = {"reftarget": EXAMPLES, "reftargetid": path.name.replace(".", "")}
            node.replace_self(
                pending_xref(
                    "",
                    *node.children,
                    refdomain="doc",
                    reftype="myst",
                    refdoc=page,
                    refexplicit=True,
                    **place,
                )
            )
    folder, _, owner = page.partition("/")
    if folder == "names" and owner != "index":
        module = next(entry.module for entry in entries() if entry.owner == owner)
        for row in tree.findall(nodes.row):
            codes = [cell.next_node(nodes.literal) for cell in row.findall(nodes.entry)]
            code = codes[1] if len(codes) > 2 else codes[0]
            if code is not None:
                target = f"{module}.{code.astext()}"
                code.replace_self(
                    pending_xref(
                        "",
                        code.deepcopy(),
                        refdomain="py",
                        reftype="obj",
                        reftarget=target,
                        refdoc=page,
                    )
                )


_NEEDLESS = (
    (
        r'<span class="pre">([\w.,()=:&;#]+)</span>',
        r"\1",
    ),  # no line is broken in it anyway
    (r'<span class="std std-ref">([^<]*)</span>', r"\1"),  # nothing looks different in it
    (r' title="schemesockets\.[\w.]+"', ""),  # what the link says
)


def lighten(app: Sphinx, page: str, template: str, context: dict[str, Any], tree: object) -> None:
    """Take out of a page what is a third of it and shows nothing."""
    for pattern, instead in _NEEDLESS:
        context["body"] = re.sub(pattern, instead, context.get("body", ""))


def plain(app: Sphinx, context: object, lines: list[str]) -> None:
    """Escape the stars in the help of a command."""
    lines[:] = (line.replace("*", r"\*") for line in lines)


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the additions."""
    app.connect("source-read", complete)
    app.connect("doctree-read", link)
    app.connect("html-page-context", lighten)
    app.connect("sphinx-click-process-description", plain)
    return {"parallel_read_safe": True}
