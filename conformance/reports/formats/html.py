"""The report as one HTML file, which contains its style and script and loads nothing.

Its content security policy allows that script, by its digest, and no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ..markup import digest, render, source
from .details import details, packed
from .grid import STATES, make_grid, where_and_when
from .kinds_of_difference import kinds_of_difference

__all__ = ["render_html"]

_MANY = 80
"""The number of behaviours above which a page opens with its areas folded."""


def render_html(report: Mapping[str, Any]) -> str:
    """Return the report as HTML."""
    grid = make_grid(report)
    style, script = source("page.css") + source("report.css"), source("report.js")
    return render(
        "report.html.jinja",
        grid=grid,
        run=report["run"],
        states=list(STATES.values()),
        folded=len(report["behaviours"]) > _MANY,
        where_and_when=where_and_when,
        kinds=kinds_of_difference(grid),
        policy="default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{digest(style)}'; script-src '{digest(script)}'",
        style=Markup(style),
        script=Markup(script),
        data=packed(details(grid)),
    )
