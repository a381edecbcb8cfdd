"""A badge: an image in SVG with a subject's share of expectations met.

All behaviours count that the subject was asked about, except those in which a real system differs
from an expectation that its document does not state: there it breaks no requirement. A hang and a
crash always count.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .formats.grid import make_grid
from .markup import render, xml_text

__all__ = ["render_badge"]


def render_badge(report: Mapping[str, Any], subject: str) -> str:
    """Draw the badge of a subject in a report; it says so if the subject was asked nothing.

    Raises `LookupError` for a subject that the report does not have.
    """
    columns = {column.name: column for column in make_grid(report).columns}
    column = columns[subject]
    counts = column.tally()
    expected, met = column.asked() - counts["unspecified"], counts["met"]
    if expected:
        words = f"{met} of {expected} expectations met"
        title = f"{subject}: {words}, {met * 100 // expected} %"
    else:
        words = "nothing asked"
        title = f"{subject}: {words}"
    split = _width(subject)
    return render(
        "badge.svg.jinja",
        subject=xml_text(subject),
        words=words,
        title=xml_text(title),
        split=split,
        width=split + _width(words),
        colour=_colour(met, expected),
    )


# White text is legible on each.
_COLOURS = ((1.0, "#1b7a34"), (0.9, "#6b6f00"), (0.75, "#96590a"), (0.0, "#b3261e"))
_NO_COLOUR = "#5f6368"


def _colour(met: int, expected: int) -> str:
    if not expected:
        return _NO_COLOUR
    return next(colour for least, colour in _COLOURS if met >= least * expected)


_NARROW, _WIDE = frozenset(" .,:;'!|()[]/ijlft1-"), frozenset("mwMW@%")


def _width(text: str) -> int:
    """Estimate the width in pixels of `text` in Verdana of 11 pixels, with margins."""
    width = sum(4.5 if c in _NARROW else 10.5 if c in _WIDE else 7 for c in text)
    return round(width) + 14
