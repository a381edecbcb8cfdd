"""A badge: an image in SVG that tells a subject's share of expectations met.

What counts is every behaviour that the subject was asked about; but where the document is silent a
real system that does otherwise than is expected here breaks no requirement. A hang or a crash
does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .formats.grid import make_grid
from .markup import render, xml_text

__all__ = ["render_badge"]


def render_badge(report: Mapping[str, Any], subject: str) -> str:
    """The badge of a subject in a report as data. Raises `LookupError` for one that is not there.

    One that was asked nothing has a badge as well, which says so.
    """
    columns = {column.name: column for column in make_grid(report).columns}
    column = columns[subject]
    counts = column.tally()
    expected, met = column.asked() - counts["unspecified"], counts["kept"]
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


# Each bears white text.
_COLOURS = ((1.0, "#1b7a34"), (0.9, "#6b6f00"), (0.75, "#96590a"), (0.0, "#b3261e"))
_NO_COLOUR = "#5f6368"


def _colour(met: int, expected: int) -> str:
    if not expected:
        return _NO_COLOUR
    return next(colour for least, colour in _COLOURS if met >= least * expected)


_NARROW, _WIDE = frozenset(" .,:;'!|()[]/ijlft1-"), frozenset("mwMW@%")


def _width(text: str) -> int:
    """About as wide as the text is in Verdana of 11 pixels, with a margin on both sides."""
    width = sum(4.5 if c in _NARROW else 10.5 if c in _WIDE else 7 for c in text)
    return round(width) + 14
