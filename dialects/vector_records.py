"""Records that are vectors in Scheme: what some systems return where others have records.

In Python they are immutable objects with named parts. A Scheme program sees vectors, and what it
passes as one may be any vector of such parts.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from typing import Any, TypeVar

from attrs import astuple, fields, frozen, resolve_types

__all__ = ["MadeVector", "VectorRecord"]

R = TypeVar("R", bound="VectorRecord")


@frozen(repr=False)
class VectorRecord:
    """A vector whose parts have names; `.vector` is a tuple of its parts.

    As text it is what the Scheme system prints, ``#(2 2130706433 80)``.
    """

    @property
    def vector(self) -> tuple[object, ...]:
        """Its parts in their order."""
        return astuple(self, recurse=False)

    @classmethod
    def from_vector(cls: type[R], parts: Sequence[object]) -> R:
        """Return the record that a vector stands for.

        Args:
            parts: of the vector; lists and vectors in it are lists or tuples, `#f` is None or
                False.

        Raises ValueError for a vector that is no such record.
        """
        hints = [each.type for each in fields(resolve_types(cls))]
        if len(parts) != len(hints):
            raise ValueError(f"{cls.__name__} has {len(hints)} parts, not {len(parts)}")
        return cls(*map(_part, parts, hints))

    def __str__(self) -> str:
        return f"#{_written(self.vector)}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


@frozen(repr=False)
class MadeVector(VectorRecord):
    """A vector that a program has made and that is none of the records, to name in an error."""

    parts: tuple[object, ...]

    @property
    def vector(self) -> tuple[object, ...]:
        """Its parts in their order."""
        return self.parts

    def __repr__(self) -> str:
        return str(self)


def _part(value: Any, hint: Any) -> Any:
    """Return a part of a vector as the record has it, whose annotation is `hint`."""
    several = isinstance(value, list | tuple)
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        value = None if value is False else value
        hint = next((each for each in arguments if type(value) is each), None)
    elif typing.get_origin(hint) is tuple and several:
        return tuple(_part(each, arguments[0]) for each in value)
    elif isinstance(hint, type) and issubclass(hint, VectorRecord) and several:
        return hint.from_vector(value)
    if type(value) is not hint:
        raise ValueError(f"not a part of such a record: {value!r}")
    return value


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return f"({' '.join(map(_written, value))})"
    if isinstance(value, str):
        text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\0", "\\x00")
        return f'"{text}"'
    return "#f" if value is None else str(value)
