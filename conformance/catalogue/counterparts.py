"""What corresponds to what in the dialects: `counterparts.toml`, read.

A table for each purpose, a row in it for each dialect that serves it:

    ["connect a socket"]
    foment = ["connect-socket"]
    guile = ["connect"]
    srfi-106 = ["make-client-socket"]

A row lists the ways to the purpose, the nearest first; `"socket + bind + listen"` is one way in
several steps. Names are those of the dialect or of the reports whose port procedures serve it. The
table `alone` lists, in the same rows, the names that have no counterpart anywhere. A test sees to
it that every name is there and that every procedure is in some table.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from ..data import table

__all__ = ["alone", "groups"]

_Rows = Mapping[str, tuple[str, ...]]


@functools.cache
def _tables() -> Mapping[str, _Rows]:
    return {
        purpose: {dialect: tuple(ways) for dialect, ways in rows.items()}
        for purpose, rows in table("counterparts").items()
    }


def groups() -> Mapping[str, _Rows]:
    """For each purpose, by dialect, the ways to it."""
    return {purpose: rows for purpose, rows in _tables().items() if purpose != "alone"}


def alone() -> _Rows:
    """By dialect, the names that have no counterpart."""
    return _tables()["alone"]
