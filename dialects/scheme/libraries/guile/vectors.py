"""The procedures that read the parts of the vectors in which Guile's POSIX procedures answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...declaration import Table, refuse

__all__ = ["accessors", "setters"]


def accessors(table: Table, prefix: str, names: str, document: str) -> None:
    """Declare `prefix:name` for each name, in the order of the vector's items."""
    words = names.split()
    for place, name in enumerate(words):
        table.procedure(f"{prefix}:{name}")(_reader(f"{prefix}:{name}", place, document))


def _reader(procedure: str, place: int, document: str) -> Callable[[Any], Any]:
    def read(vector: Any) -> Any:
        if vector.__class__ is not list:
            refuse(procedure, 1, "a vector", vector)
        if place >= len(vector):
            refuse(procedure, 1, "a vector with enough items", vector, False)
        return vector[place]

    read.__doc__ = f"Return the part of a vector that has this name. {document}"
    return read


def setters(table: Table, prefix: str, names: str, document: str) -> None:
    """Declare `set-prefix:name` for each name, in the order of the vector's items."""
    for place, name in enumerate(names.split()):
        table.procedure(f"set-{prefix}:{name}")(_writer(f"set-{prefix}:{name}", place, document))


def _writer(procedure: str, place: int, document: str) -> Callable[[Any, Any], None]:
    def write(vector: Any, value: Any) -> None:
        if vector.__class__ is not list or place >= len(vector):
            refuse(procedure, 1, "a vector with enough items", vector)
        vector[place] = value

    write.__doc__ = f"Set the part of a vector that has this name. {document}"
    return write
