"""(text json): JSON (Sagittarius manual, same section)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from ...conditions import ErrorObject
from ...control import raise_
from ...data import EOF, NIL, Pair, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...numbers import NUMBERS, number_to_text
from ...ports import CURRENT_INPUT, CURRENT_OUTPUT, put
from ..hashing import HashTable
from ..io import peek_char, read_char

__all__ = ["TABLE", "Entries", "JsonReadError", "JsonWriter", "by_vectors", "read_value"]

TABLE: Final = Table()

_NULL: Final = Symbol("null")
_KINDS: Final = (Symbol("vector"), Symbol("alist"))


class JsonReadError(ErrorObject):
    """Text that is no JSON."""


class JsonWriteError(ErrorObject):
    """A value that JSON does not have."""


class _MapType(Parameter):
    """What JSON's objects are to a program: vectors, and arrays lists; or the other way."""

    __slots__ = ()

    def converted(self, value: Any) -> Any:
        """Refuse what is no such type."""
        if value not in _KINDS:
            refuse("*json-map-type*", 1, "vector or alist", value)
        return value


_MAP_TYPE: Final = _MapType(_KINDS[0], settable=True)
TABLE.value("*json-map-type*", _MAP_TYPE)


def by_vectors() -> bool:
    """Return whether objects are vectors and arrays are lists, not the other way."""
    return _MAP_TYPE() is _KINDS[0]


@TABLE.procedure("json-read-error?")
def is_json_read_error(value: Any) -> bool:
    """Return whether a value is the condition for text that is no JSON."""
    return isinstance(value, JsonReadError)


@TABLE.procedure("json-write-error?")
def is_json_write_error(value: Any) -> bool:
    """Return whether a value is the condition for what JSON does not have."""
    return isinstance(value, JsonWriteError)


# Reading


class Entries(list[tuple[str, Any]]):
    """The entries of an object, in order."""


def _no_constant(text: str) -> Any:
    raise ValueError(text)


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=Entries, parse_constant=_no_constant, strict=False
)
_BLANK: Final = " \t\n\r\f\v"


class _Extent:
    """The text of one value, taken from a port; comments are left out."""

    def __init__(self, port: Any) -> None:
        self.port = port
        self.text: list[str] = []

    def take(self) -> str:
        char = read_char(self.port)
        if char is EOF:
            raise_(JsonReadError("Unexpected end of JSON text", (), "json-read"))
        return str(char)

    def look(self) -> str:
        char = peek_char(self.port)
        return "" if char is EOF else char

    def skip(self) -> None:
        """Take blanks and comments."""
        while (char := self.look()) and (char in _BLANK or char == "/"):
            self.take()
            if char == "/":
                self.comment()

    def comment(self) -> None:
        if (char := self.take()) == "/":
            while self.look() not in ("", "\n"):
                self.take()
        elif char == "*":
            before = ""
            while not (before == "*" and (char := self.take()) == "/"):
                before = char if before == "*" else self.take()
        else:
            raise_(JsonReadError("Invalid JSON token", (String(f"/{char}"),), "json-read"))

    def string(self) -> None:
        self.text.append(self.take())
        while (char := self.take()) != '"':
            self.text.append(char)
            if char == "\\":
                self.text.append(self.take())
        self.text.append('"')

    def value(self) -> str | None:
        """Return the text of a value; None at the end of the port."""
        self.skip()
        if not self.look():
            return None
        depth = 0
        while True:
            char = self.look()
            if char == '"':
                self.string()
            elif char and char in "[]{},:":
                self.text.append(self.take())
                depth += (char in "[{") - (char in "]}")
            else:
                self.word()
            if depth <= 0:
                return "".join(self.text)
            self.skip()

    def word(self) -> None:
        self.text.append(self.take())
        while (char := self.look()) and char not in '"[]{},:/' and char not in _BLANK:
            self.text.append(self.take())


def _from_json(value: Any, vectors: bool) -> Any:
    if value is None:
        return _NULL
    if value.__class__ is str:
        return String(value)
    if value.__class__ is list:
        items = [_from_json(each, vectors) for each in value]
        return to_list(items) if vectors else items
    if value.__class__ is Entries:
        pairs = [Pair(String(key), _from_json(each, vectors)) for key, each in value]
        return pairs if vectors else to_list(pairs)
    return value


def read_value(port: Any) -> Any:
    """Return the next value of a port, objects as `Entries`; the end-of-file object at its end.

    Raises the condition for text that is no JSON.
    """
    text = _Extent(port).value()
    if text is None:
        return EOF
    try:
        value, end = _DECODER.raw_decode(text)
        if end != len(text):
            raise ValueError(text)
    except (ValueError, RecursionError):
        return raise_(JsonReadError("Invalid JSON", (String(text[:80]),), "json-read"))
    return value


@TABLE.procedure("json-read")
def json_read(port: Any = None) -> Any:
    """Return the next value of a port as a program has it, or the end-of-file object."""
    value = read_value(CURRENT_INPUT() if port is None else port)
    return EOF if value is EOF else _from_json(value, by_vectors())


# Writing


class JsonWriter:
    """Writes a value; `made` are the pieces of the text."""

    def __init__(self, comma: str, colon: str, indented: bool, vectors: bool = True) -> None:
        self.comma = comma
        self.colon = colon
        self.indented = indented
        self.vectors = vectors
        self.made: list[str] = []

    def line(self, depth: int) -> None:
        """Begin a line, where the text is to be indented."""
        if self.indented:
            self.made.append("\n" + "  " * depth)

    def sequence(
        self, ends: str, items: list[Any], depth: int, write: Callable[[Any, int], None]
    ) -> None:
        """Write items between two brackets."""
        self.made.append(ends[0])
        for place, each in enumerate(items):
            if place:
                self.made.append(self.comma)
            self.line(depth + 1)
            write(each, depth + 1)
        self.line(depth)
        self.made.append(ends[1])

    def entry(self, pair: Any, depth: int) -> None:
        """Write an entry of an object."""
        key = pair.car if pair.__class__ is Pair else None
        if isinstance(key, Symbol):
            self.text(key.name)
        elif isinstance(key, String):
            self.text(key.text)
        else:
            raise_(JsonWriteError("Invalid JSON table key in json-write", (key,), "json-write"))
        self.made.append(self.colon)
        self.value(pair.cdr, depth)

    def text(self, text: str) -> None:
        """Write a string."""
        self.made.append(json.dumps(text, ensure_ascii=False))

    def value(self, value: Any, depth: int) -> None:
        """Write a value."""
        kind = value.__class__
        if kind is HashTable:
            entries = [Pair(key, each) for key, each in value.items()]
            self.sequence("{}", entries, depth, self.entry)
        elif kind is list:
            how = ("{}", self.entry) if self.vectors else ("[]", self.value)
            self.sequence(how[0], value, depth, how[1])
        elif value is NIL or kind is Pair:
            how = ("[]", self.value) if self.vectors else ("{}", self.entry)
            self.sequence(how[0], self.items(value), depth, how[1])
        elif kind is bool:
            self.made.append("true" if value else "false")
        elif kind is String:
            self.text(value.text)
        elif value is _NULL:
            self.made.append("null")
        elif kind is Symbol:
            self.text(value.name)
        elif kind in NUMBERS:
            self.made.append(number_to_text(value, style=STATE.profile.floats))
        else:
            self.refuse(value)

    def items(self, value: Any) -> list[Any]:
        """Return the items of a list, which JSON has."""
        try:
            return from_list(value)
        except TypeError:
            return self.refuse(value)  # type: ignore[no-any-return]

    def refuse(self, value: Any) -> Any:
        """Raise the condition for a value that JSON does not have."""
        return raise_(JsonWriteError("Invalid JSON object in json-write", (value,), "json-write"))


def _declare_writer(name: str, comma: str, colon: str, indented: bool) -> None:
    @TABLE.procedure(name)
    def write(value: Any, port: Any = None) -> None:
        """Write a value as JSON."""
        writer = JsonWriter(comma, colon, indented, by_vectors())
        writer.value(value, 0)
        put(CURRENT_OUTPUT() if port is None else port, "".join(writer.made))


_declare_writer("json-write", ", ", ": ", False)
_declare_writer("json-write/normalized", ",", ":", False)
_declare_writer("json-write/pretty", ",", ": ", True)
