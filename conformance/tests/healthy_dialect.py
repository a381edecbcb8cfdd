"""An example of a dialect outside the package: SRFI 106 under another name."""

from __future__ import annotations

from attrs import evolve

from schemesockets.dialects import srfi106
from schemesockets.dialects.exports import export
from schemesockets.dialects.srfi106 import *  # noqa: F403

DIALECT = evolve(srfi106.DIALECT, name="healthy", module=__name__, speaks="srfi-106")  # type: ignore[misc]


export(__name__, srfi106)
