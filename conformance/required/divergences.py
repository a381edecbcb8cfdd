"""Where real systems differ from their documents, and why: data files, one for each subject.

    ["receive.reset"]
    kind = "fault"
    reason = "…"

A "fault" is against the document; where the difference is "silent" the document leaves it open;
"broken" is what no document needs to forbid: a crash, caught or not, a hang, a descriptor that is
lost. A test keeps the files complete, against what ours do and what is expected of them, and
free of entries that the recordings no longer call for.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Literal

from attrs import frozen

from ..data import names, table

__all__ = ["Divergence", "load"]


@frozen
class Divergence:
    """One difference and its reason."""

    kind: Literal["fault", "silent", "broken"]
    reason: str


@functools.cache
def load(label: str) -> Mapping[str, Divergence]:
    """The known differences of a real system (`foment`, `srfi-106@foment`) by behaviour."""
    if label not in names("divergences"):
        return {}
    return {
        name: Divergence(found["kind"], " ".join(found["reason"].split()))
        for name, found in table("divergences", label).items()
    }
