"""Libraries that several Schemes have, each under a name of its own, and those of R7RS-large."""

from __future__ import annotations

from typing import Final

from . import Library, library
from .srfis import SRFIS

__all__ = ["LIBRARIES"]

_MATCH: Final = library(
    ("forms.match", "match match-lambda match-lambda* match-let match-let* match-letrec")
)

_LARGE: Final = {
    "bitwise": 151,
    "box": 111,
    "charset": 14,
    "comparator": 128,
    "division": 141,
    "generator": 158,
    "hash-table": 125,
    "list": 1,
    "list-queue": 117,
    "regex": 115,
    "set": 113,
    "sort": 132,
    "stream": 41,
    "vector": 133,
}
"""The libraries of R7RS-large that are SRFIs."""

LIBRARIES: Final[dict[str, Library]] = {
    **{f"(scheme {name})": SRFIS[number][1] for name, number in _LARGE.items()},
    "(ice-9 match)": _MATCH,
    "matchable": _MATCH,
    "(match)": _MATCH,
    "(picrin test)": library(("libraries.picrin_test", None)),
}
"""Every library, by its name."""
