"""SRFI 45: `eager`; the rest of it is R7RS's under other names."""

from __future__ import annotations

from typing import Any, Final

from ...data import Promise
from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("eager")
def eager(value: Any) -> Promise:
    """Return a promise of a value. SRFI 45."""
    return Promise(True, value)
