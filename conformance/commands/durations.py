"""Durations on a command line."""

from __future__ import annotations

import math
from typing import Any, Final

import click

__all__ = ["Seconds"]

_MOST: Final = 366 * 24 * 60 * 60
"""A year: no clock or wait of the system refuses it."""


class Seconds(click.FloatRange):
    """A number of seconds, above zero or `least` at least, and below a year."""

    def __init__(self, least: float = 0.0) -> None:
        super().__init__(min=least, min_open=not least, max=_MOST)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number; what is not a number is in no range, though no comparison says so."""
        found: float = super().convert(value, param, ctx)
        if math.isnan(found):
            self.fail(f"{value!r} is no duration.", param, ctx)
        return found
