"""The counterparts of names in other dialects, from `counterparts.toml`.

The file has a table for each purpose, with a row for each dialect that serves it:

    ["connect a socket"]
    foment = ["connect-socket"]
    guile = ["connect"]
    srfi-106 = ["make-client-socket"]

A row lists the alternatives, the closest first; `"socket + bind + listen"` is one that takes
several steps. Names are those of the dialect or of the reports whose port procedures it uses. The
table `alone` lists, by dialect, the names without a counterpart. A test checks that every name
exists and that every procedure is in some table.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..data import cached, merged
from ..data.shapes import Shape

__all__ = ["SHAPE", "alone", "groups"]

SHAPE: Shape = {...: {...: [str]}}
"""The shape of the file: a list of ways for each dialect in a table for each purpose."""

_Rows = Mapping[str, tuple[str, ...]]


@cached
def _tables() -> Mapping[str, _Rows]:
    return {
        purpose: {dialect: tuple(ways) for dialect, ways in rows.items()}
        for purpose, rows in merged("counterparts", shape=SHAPE).items()
    }


def groups() -> Mapping[str, _Rows]:
    """Return the alternatives of each dialect, by purpose."""
    return {purpose: rows for purpose, rows in _tables().items() if purpose != "alone"}


def alone() -> _Rows:
    """Return the names without a counterpart, by dialect."""
    return _tables()["alone"]
