"""The report as one HTML file that needs nothing else: no network, no other files.

Its style and script stand in it. The policy in its head lets the browser run this script alone and
load nothing at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from ..markup import render, source
from .details import details, packed
from .grid import STATES, make_grid, where_and_when

__all__ = ["render_html"]

_MANY = 80
"""Behaviours; where there are more the page opens with its areas alone, to be taken in at once."""


def render_html(report: Mapping[str, Any]) -> str:
    """The report as HTML."""
    grid = make_grid(report)
    style, script = source("report.css"), source("report.js")
    return render(
        "report.html.jinja",
        grid=grid,
        run=report["run"],
        states=list(STATES.values()),
        folded=len(report["behaviours"]) > _MANY,
        where_and_when=where_and_when,
        policy="default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'",
        style=Markup(style),
        script=Markup(script),
        data=packed(details(grid)),
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
