"""The known differences of real systems, with the reason for each: a TOML file for each system.

    ["receive.reset"]
    kind = "fault"
    reason = "…"

A "fault" is a difference from what the document states; at a "silent" difference the document
leaves the result open; "broken" is what no document needs to forbid: a crash, even if the system
catches it, a hang, or a leaked descriptor. A test compares the files with the recordings: each
difference from an expectation, or from our dialect, has an entry, and there are no other entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from ..data import DataError, cached, file, names, table

__all__ = ["Divergence", "load"]


@frozen
class Divergence:
    """A difference of a real system and the reason for it."""

    kind: Literal["fault", "silent", "broken"]
    reason: str


@cached
def load(label: str) -> Mapping[str, Divergence]:
    """Return the known differences of a real system, such as `srfi-106@foment`, by behaviour."""
    if label not in names("divergences"):
        return {}
    made = {}
    for name, found in table("divergences", label).items():
        try:
            made[name] = Divergence(found["kind"], " ".join(found["reason"].split()))
        except (KeyError, TypeError, AttributeError):
            path = file("divergences", f"{label}.toml")
            raise DataError(f"{path}: {name}: needs a kind and a reason") from None
    return made
