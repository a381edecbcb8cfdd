"""The formats of a report: each is a function from the report as data (`schema.json`) to text.

grid        the table that all formats show: subjects in order, the state of each cell, counts
html        a page in one file; `details` is the data that it shows of each cell, and `colouring`
            marks the syntax of programs
markdown    for issues, wikis and summaries of jobs
junit       for build servers

The templates, and the module `markup` which fills them, are in `reports`.
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
    """Return the report as JSON."""
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


FORMATS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "json": render_json,
    "html": render_html,
    "markdown": render_markdown,
    "junit": render_junit,
}
