"""Libraries that several Schemes have, each under a name of its own, and those of R7RS-large."""

from __future__ import annotations

from typing import Final

from .manifests import Library, library

__all__ = ["LIBRARIES"]

_MATCH: Final = library(
    ("forms.match", "match match-lambda match-lambda* match-let match-let* match-letrec")
)

LIBRARIES: Final[dict[str, Library]] = {
    "(ice-9 match)": _MATCH,
    "matchable": _MATCH,
    "(match)": _MATCH,
}
"""Every library, by its name."""
