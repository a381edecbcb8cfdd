"""Where real systems differ from their documents, and why: data files, one for each subject.

    ["receive.reset"]
    kind = "fault"
    reason = "…"

A "fault" is against the document; where the difference is "silent" the document leaves it open;
"broken" is what no document needs to forbid: a crash, caught or not, a hang, a descriptor that is
lost. A test keeps the files complete, against what ours do and what the documents promise, and
free of entries that the recordings no longer call for.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Literal

from attrs import frozen

__all__ = ["Divergence", "load"]


@frozen
class Divergence:
    """One difference and its reason."""

    kind: Literal["fault", "silent", "broken"]
    reason: str


@functools.cache
def load(label: str) -> Mapping[str, Divergence]:
    """The known differences of a real system (`foment`, `srfi-106@foment`) by behaviour."""
    path = files(__package__) / "divergences" / f"{label}.toml"
    if not path.is_file():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: Divergence(table["kind"], " ".join(table["reason"].split()))
        for name, table in tables.items()
    }
