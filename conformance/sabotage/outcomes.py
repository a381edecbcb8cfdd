"""Outcomes: the behaviour that noticed each fault when it was tried last, kept as data.

A JSON file for each dialect, `data/sabotage/DIALECT.json`: for each fault the digest of the change
and the name of the behaviour, null where none noticed it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from ..data import file, text
from ..running.files import write_whole
from .faults import faults

__all__ = ["Outcome", "outcomes", "write_outcomes"]


@frozen
class Outcome:
    """The digest of a change, and the behaviour that noticed it, or None."""

    digest: str
    noticed_by: str | None


def outcomes(dialect: str) -> Mapping[str, Outcome]:
    """Return the outcomes of a dialect's faults by their names; none for one not tried so far."""
    stored = json.loads(text("sabotage", f"{dialect}.json") or "{}")
    return {name: Outcome(one["digest"], one["noticed-by"]) for name, one in stored.items()}


def write_outcomes(dialect: str, found: Mapping[str, Outcome]) -> None:
    """Write the outcomes of the faults that there are, in the order of the table."""
    stored = {
        name: {"digest": found[name].digest, "noticed-by": found[name].noticed_by}
        for name in faults(dialect)
        if name in found
    }
    path = Path(str(file("sabotage", f"{dialect}.json")))
    write_whole(path, json.dumps(stored, indent=1) + "\n")
