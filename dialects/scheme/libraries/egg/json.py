"""CHICKEN's egg `json`: JSON with lists for arrays and vectors of pairs for objects."""

from __future__ import annotations

from typing import Any, Final

from ...control import raise_
from ...data import EOF, Pair, String, Symbol, to_list
from ...declaration import Table
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, put
from ..text.json import Entries, JsonReadError, JsonWriter, read_value

__all__ = ["TABLE"]

TABLE: Final = Table()


def _string(text: str) -> String:
    """Return a string of bytes; only what an escape stood for is not one already."""
    if max(text, default="") < "\u0100":
        return String(text)
    parts = (each if each < "\u0100" else each.encode().decode("latin-1") for each in text)
    return String("".join(parts))


def _from_json(value: Any) -> Any:
    kind = value.__class__
    if kind is str:
        return _string(value)
    if kind is list:
        return to_list([_from_json(each) for each in value])
    if kind is Entries:
        return [Pair(_string(key), _from_json(each)) for key, each in value]
    return value  # null is the unspecified value, as Python's None is


@TABLE.procedure("json-read")
def json_read(port: Any = None) -> Any:
    """Return the next value of a port. Egg json."""
    value = read_value(CURRENT_INPUT() if port is None else port)
    if value is EOF:
        return raise_(JsonReadError("JSON Parse Error", (), "json-read"))
    return _from_json(value)


class _Writer(JsonWriter):
    def value(self, value: Any, depth: int) -> None:
        """Write a value; the unspecified one is null, and every symbol a string."""
        if value is None:
            self.made.append("null")
        elif isinstance(value, Symbol):
            self.text(value.name)
        else:
            super().value(value, depth)


@TABLE.procedure("json-write")
def json_write(value: Any, port: Any = None) -> None:
    """Write a value as JSON. Egg json."""
    writer = _Writer(", ", ": ", False)
    writer.value(value, 0)
    put(CURRENT_OUTPUT() if port is None else port, "".join(writer.made))
