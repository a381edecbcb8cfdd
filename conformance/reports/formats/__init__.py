"""The formats of a report: each is a function from the report as data (`schema.json`) to text.

grid        what all have in common: subjects in order, the state of each cell, counts
html        one file to be opened; `details` is what its cells open onto, `colouring` colours
            the programs
markdown    a page of a wiki, a comment on a change
junit       what build servers read

The templates and the module `markup`, which fills them, are those of `reports`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .html import render_html
from .junit import render_junit
from .markdown import render_markdown

__all__ = ["FORMATS", "render_html", "render_json", "render_junit", "render_markdown"]


def render_json(report: Mapping[str, Any]) -> str:
    """The report as JSON."""
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "json": render_json,
    "html": render_html,
    "markdown": render_markdown,
    "junit": render_junit,
}
