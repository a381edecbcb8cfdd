"""Objects that are vectors in Guile: here immutable records that print as Guile prints them."""

from __future__ import annotations

from attrs import astuple, frozen


@frozen(repr=False)
class Vector:
    """What an accessor such as `sockaddr:fam` reads; `.vector` is a tuple of its parts.

    As text it is what Guile prints, ``#(2 2130706433 80)``.
    """

    @property
    def vector(self) -> tuple[object, ...]:
        """Its parts in Guile's order."""
        return astuple(self, recurse=False)

    def __str__(self) -> str:
        return f"#{_written(self.vector)}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return f"({' '.join(map(_written, value))})"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\x00")
        return f'"{text}"'
    return "#f" if value is None else str(value)
