"""Keyword arguments of library procedures, `#:name value` behind the others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..arguments import UNSET, take_keywords
from ..conditions import KeywordError
from ..data import Keyword

__all__ = ["keyword_arguments"]


def keyword_arguments(
    procedure: str, rest: tuple[Any, ...], defaults: Mapping[str, Any]
) -> list[Any]:
    """Return the values of a procedure's keyword arguments, in the order of `defaults`."""
    try:
        found = take_keywords(tuple(rest), tuple(map(Keyword, defaults)), False)
    except KeywordError as error:
        error.procedure = procedure
        raise
    return [
        default if value is UNSET else value
        for value, default in zip(found, defaults.values(), strict=True)
    ]
