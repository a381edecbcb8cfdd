"""The egg `uri-generic`: references whose parts are as they are written."""

from __future__ import annotations

from typing import Final

from ...declaration import Table
from .uri import declare

__all__ = ["TABLE"]

TABLE: Final = Table()
declare(TABLE, False)
