"""Limits on the cost of a program, as data."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

__all__ = ["Limit", "Measure"]

Measure = Literal["ratio", "difference"]


@frozen
class Limit:
    """The largest cost of a program, compared with another.

    Attributes:
        most: the ratio of the two times, or their difference in seconds.
        measure: "ratio" or "difference".
    """

    most: float
    measure: Measure = "ratio"
