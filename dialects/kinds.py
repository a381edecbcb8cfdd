"""What arguments may be: the `Kind`s that more than one dialect asks for.

`bool` is an `int` to Python and no integer to Scheme, so it is refused wherever an integer is
wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..core import Socket
from .conditions import Kind

__all__ = [
    "ANYTHING",
    "BOOLEAN",
    "BYTEVECTOR",
    "C_INT",
    "INTEGER",
    "NON_NEGATIVE",
    "PROCEDURE",
    "SERVICE",
    "SOCKET",
    "STRING",
    "WRITABLE",
    "names_of",
    "one_of",
]


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_bytes_like(value: object) -> bool:
    try:
        return memoryview(value).c_contiguous  # type: ignore[arg-type]
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False


def _is_service(value: str) -> bool:
    """Not what the C library would take in silence: a number beyond 65535, a sign, a blank, ""."""
    if re.fullmatch(r"\s*[+-]?[0-9]+", value):
        return value.isdecimal() and len(value.lstrip("0")) <= 5 and int(value) <= 65535
    return bool(value)


def _is_writable(value: Any) -> bool:
    try:
        view = memoryview(value)
    except (TypeError, ValueError):  # ValueError: a memoryview that has been released
        return False
    return not view.readonly and view.itemsize == 1 and view.ndim == 1 and view.c_contiguous


ANYTHING = Kind("an object")
BOOLEAN = Kind("a boolean", lambda value: isinstance(value, bool))
BYTEVECTOR = Kind("a bytevector", _is_bytes_like)
INTEGER = Kind("an exact integer", _is_integer)
C_INT = Kind(
    "an exact integer that C's int holds", _is_integer, lambda value: -(2**31) <= value < 2**31
)
NON_NEGATIVE = Kind("an exact non-negative integer", _is_integer, lambda value: value >= 0)
PROCEDURE = Kind("a procedure", callable)
SOCKET = Kind("a socket", lambda value: isinstance(value, Socket))
WRITABLE = Kind("a writable bytevector", _is_writable)
STRING = Kind("a string", lambda value: isinstance(value, str))
SERVICE = Kind(
    "a string, a service's name or a port from 0 to 65535",
    lambda value: isinstance(value, str),
    _is_service,
)


def one_of(values: frozenset[int], expected: str) -> Kind:
    """An integer among `values`, described as `expected`."""
    return Kind(expected, _is_integer, values.__contains__)


def names_of(table: Mapping[Any, int]) -> Kind:
    """One of the literal names of a syntax."""
    return Kind(
        f"one of {', '.join(table)}", lambda value: isinstance(value, str), table.__contains__
    )
