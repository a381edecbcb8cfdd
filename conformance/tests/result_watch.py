"""Watches in a subject's program whether procedures return what they are declared to return."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from schemesockets.core import Port, Socket, TextPort
from schemesockets.dialects import EOF
from schemesockets.dialects.declaration import Name
from schemesockets.dialects.results import Result, ResultKind
from schemesockets.dialects.vector_records import VectorRecord

__all__ = ["matches", "watch"]

_TESTS: Final[dict[ResultKind, Callable[[Any], bool]]] = {
    "any": lambda value: True,
    "boolean": lambda value: type(value) is bool,
    "bytevector": lambda value: isinstance(value, bytes | bytearray),
    "character": lambda value: isinstance(value, str | bytes) and len(value) == 1,
    "condition": lambda value: isinstance(value, BaseException),
    "eof": lambda value: value is EOF,
    "false": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and type(value) is not bool,
    "list": lambda value: isinstance(value, list | tuple),
    "object": lambda value: value is not None,  # it may be a string to Python: R6RS's codecs
    "pair": lambda value: isinstance(value, tuple),
    "port": lambda value: isinstance(value, Port | TextPort | io.IOBase),
    "procedure": callable,
    "real": lambda value: isinstance(value, int | float) and type(value) is not bool,
    "record": lambda value: isinstance(getattr(type(value), "__scheme__", None), Name),
    "socket": lambda value: isinstance(value, Socket),
    "string": lambda value: isinstance(value, str | bytes),
    "symbol": lambda value: isinstance(value, str),
    "unspecified": lambda value: value is None,
    "values": lambda value: isinstance(value, tuple),
    "vector": lambda value: isinstance(value, tuple | VectorRecord),
}


def matches(result: Result, value: Any) -> bool:
    """Return whether a value is what a declaration says of it."""
    if result.kind == "either":
        return any(matches(part, value) for part in result.parts)
    if not _TESTS[result.kind](value):
        return False
    parts = result.parts
    if result.kind in ("list", "vector") and len(parts) == 1:
        parts *= len(value)
    return not parts or (len(parts) == len(value) and all(map(matches, parts, value)))


def watch(program: dict[str, Any], log: str) -> None:
    """Have the declared procedures among a program's globals watched; what they do is logged."""
    for python, value in list(program.items()):
        name = getattr(value, "__scheme__", None)
        if isinstance(name, Name) and name.kind in ("procedure", "syntax"):
            program[python] = _watched(value, name, log)


def _watched(function: Any, name: Name, log: str) -> Any:
    result = name.result

    @functools.wraps(function)
    def call(*args: Any, **keywords: Any) -> Any:
        value = function(*args, **keywords)
        wrong = None if matches(result, value) else f"{value!r} is no {result}"
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(json.dumps([name.python, wrong]) + "\n")
        return value

    return call
