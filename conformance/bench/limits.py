"""Limits on what a program may cost, as data."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Limit", "Measure"]

Measure = Literal["ratio", "difference"]


@frozen
class Limit:
    """The most that a program may cost beside another.

    Attributes:
        most: a ratio of the two times, or a difference of them in seconds.
        measure: which of the two.
    """

    most: float
    measure: Measure = "ratio"
