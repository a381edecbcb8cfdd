"""The shapes of tables in the data: what the value of each key must be.

A shape is `str` or `int`; a list that has the shape of all items; a mapping of keys to shapes, in
which `...` stands for all other keys; or a tuple of shapes, of which one must fit.
"""

from __future__ import annotations

from types import EllipsisType
from typing import Any, TypeAlias

__all__ = ["Shape", "misfit"]

Shape: TypeAlias = "type | list[Any] | dict[str | EllipsisType, Any] | tuple[Any, ...]"

_WORDS = {str: "a text", int: "a number", list: "a list", dict: "a table"}


def misfit(value: object, shape: Shape, *keys: str) -> str:
    """Return what does not fit in the value at some keys, in a sentence; "" if all does."""
    if isinstance(shape, tuple):
        told = [misfit(value, each, *keys) for each in shape]
        return "" if "" in told else told[0]
    wanted = shape if isinstance(shape, type) else type(shape)
    if type(value) is not wanted:
        return f"{': '.join(keys)} must be {_WORDS[wanted]}"
    inner: list[str] = []
    if isinstance(shape, list) and isinstance(value, list):
        inner = [misfit(item, shape[0], *keys, f"item {at}") for at, item in enumerate(value, 1)]
    elif isinstance(shape, dict) and isinstance(value, dict):
        known = {
            key: shape[key if key in shape else ...] for key in value if {key, ...} & {*shape}
        }
        inner = [misfit(value[key], each, *keys, key) for key, each in known.items()]
    return next(filter(None, inner), "")
