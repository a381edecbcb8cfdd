"""Keyword arguments of library procedures: `:name value`, behind those that have a place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..arguments import UNSET, take_keywords
from ..data import Keyword

__all__ = ["keyword_arguments"]


def keyword_arguments(
    given: tuple[Any, ...], defaults: Mapping[str, Any], lenient: bool = False
) -> list[Any]:
    """Return the values of keyword arguments, in the order of `defaults`.

    Args:
        given: the arguments behind those that have a place of their own.
        defaults: by name, what stands for one that is left out.
        lenient: whether others may be passed, too.
    """
    found = take_keywords(given, tuple(map(Keyword, defaults)), lenient)
    return [
        default if value is UNSET else value
        for value, default in zip(found, defaults.values(), strict=True)
    ]
