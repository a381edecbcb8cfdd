"""Outcomes: the behaviour that noticed each fault when it was tried last, kept as data.

A JSON file for each dialect, `DIALECT.json` beside the table of its faults: for each fault the
digest of the change and the name of the behaviour, null where none noticed it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from ..data import file
from ..running.files import write_whole
from .faults import faults

__all__ = ["Outcome", "outcomes", "outcomes_path", "write_outcomes"]


@frozen
class Outcome:
    """The digest of a change, and the behaviour that noticed it, or None."""

    digest: str
    noticed_by: str | None


def outcomes_path(dialect: str) -> Path:
    """Return the file of a dialect's outcomes, whether it is there or not.

    In an editable installation it is that of the source, where a new one is kept; the installed
    folder has links to the files that there were when it was made.
    """
    return Path(str(file("sabotage", f"{dialect}.toml"))).resolve().with_suffix(".json")


def outcomes(dialect: str) -> Mapping[str, Outcome]:
    """Return the outcomes of a dialect's faults by their names; none for one not tried so far."""
    path = outcomes_path(dialect)
    stored = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Outcome(one["digest"], one["noticed-by"]) for name, one in stored.items()}


def write_outcomes(dialect: str, found: Mapping[str, Outcome]) -> None:
    """Write the outcomes of the faults that there are, in the order of the table.

    Raises OSError if the file cannot be written.
    """
    stored = {
        name: {"digest": found[name].digest, "noticed-by": found[name].noticed_by}
        for name in faults(dialect)
        if name in found
    }
    write_whole(outcomes_path(dialect), json.dumps(stored, indent=1) + "\n")
