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
from importlib import import_module
from typing import Any, TypeAlias

__all__ = ["FORMATS", "render_html", "render_json", "render_junit", "render_markdown"]

_Format: TypeAlias = Callable[[Mapping[str, Any]], str]


def render_json(report: Mapping[str, Any]) -> str:
    """Return the report as JSON."""
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"


def _loaded_when_called(name: str) -> _Format:
    # Every command would wait for Jinja and Pygments otherwise.
    def render(report: Mapping[str, Any]) -> str:
        text: str = getattr(import_module(f"{__name__}.{name}"), f"render_{name}")(report)
        return text

    return render


render_html = _loaded_when_called("html")
render_junit = _loaded_when_called("junit")
render_markdown = _loaded_when_called("markdown")

FORMATS: Mapping[str, _Format] = {
    "json": render_json,
    "html": render_html,
    "markdown": render_markdown,
    "junit": render_junit,
}
