"""What CHICKEN's (chicken bitwise) has that other Schemes do not."""

from __future__ import annotations

from typing import Final

from ...declaration import Table
from ...kinds import Index, Int

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("bit->boolean")
def bit_to_boolean(number: Int, place: Index) -> bool:
    """Return whether a bit is set. CHICKEN manual, Module (chicken bitwise)."""
    return bool(number >> place & 1)
