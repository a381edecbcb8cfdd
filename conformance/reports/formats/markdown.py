"""The report in Markdown, with tables as GitHub and most wikis have them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..markup import render
from .grid import STATES, is_met, make_grid, where_and_when

__all__ = ["render_markdown"]


def render_markdown(report: Mapping[str, Any]) -> str:
    """Return the report in Markdown: totals, a table of areas, and every difference."""
    return render(
        "report.md.jinja",
        grid=make_grid(report),
        run=report["run"],
        states=list(STATES.values()),
        is_met=is_met,
        where_and_when=where_and_when,
    )
