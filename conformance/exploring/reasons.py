"""The reasons on file for kinds of difference: `data/explored/NAME.toml` for each real system.

    [[difference]]
    phrase = "read-string"           # globs, as the next two are
    ours = "raised ECONNRESET"       # what our dialect does
    theirs = "returned *"            # what the real system does
    with = ["reset"]                 # phrases and actions that the script has, too
    reason = "…"

For two dialects compared with each other NAME is `FIRST+SECOND`, and `ours` is the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

from attrs import frozen

from ..data import DataError, cached, file, names, table
from ..questions.script import Script
from .differences import Kind, words_in

__all__ = ["Reason", "load", "reason_for"]

_KEYS = ("phrase", "ours", "theirs", "reason")


@frozen
class Reason:
    """A reason, and the differences for which it is one."""

    phrase: str
    ours: str
    theirs: str
    words: frozenset[str]
    reason: str

    def covers(self, kind: Kind, script: Script) -> bool:
        """Return whether this is the reason for a difference of that kind in a script."""
        pairs = (
            (kind.phrase, self.phrase),
            (kind.first, self.ours),
            (kind.second, self.theirs),
        )
        return all(fnmatchcase(text, glob) for text, glob in pairs) and self.words <= words_in(
            script
        )


@cached
def load(name: str) -> tuple[Reason, ...]:
    """Return the reasons on file for a real system, or for two dialects.

    Raises `DataError` for a file that is not as described above.
    """
    if name not in names("explored"):
        return ()
    path = file("explored", f"{name}.toml")
    found = table("explored", name)
    if found.keys() - {"difference"}:
        raise DataError(f"{path}: there is nothing but [[difference]]")
    return tuple(_read(str(path), rows) for rows in _rows(str(path), found))


def _rows(path: str, found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    rows = found.get("difference", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{path}: difference must be a list of tables")
    yield from rows


def _read(path: str, row: dict[str, Any]) -> Reason:
    words = row.get("with", [])
    if row.keys() - {*_KEYS, "with"} or not all(isinstance(row.get(key), str) for key in _KEYS):
        raise DataError(f"{path}: a difference needs {', '.join(_KEYS)}; and may have with")
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise DataError(f"{path}: with must be a list of phrases and actions")
    reason = " ".join(row["reason"].split())
    if not reason:
        raise DataError(f"{path}: {row['phrase']}: no reason")
    return Reason(row["phrase"], row["ours"], row["theirs"], frozenset(words), reason)


def reason_for(kind: Kind, script: Script, reasons: Sequence[Reason]) -> Reason | None:
    """Return the reason on file for a difference, if there is one."""
    return next((reason for reason in reasons if reason.covers(kind, script)), None)
