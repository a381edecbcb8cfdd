"""(text json pointer): places in the data of JSON (Sagittarius manual, same section; RFC 6901)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import EOF, NIL, Pair, RecordType, String, to_list
from ...declaration import Table, refuse
from ...kinds import Proc, Text
from ..io import read_char
from .json import by_vectors

__all__ = ["TABLE"]

TABLE: Final = Table()

_POINTER: Final = re.compile(r"(?:/(?:[^/~]|~[01])*)*")
_INDEX: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_NOT_FOUND: Final = RecordType("not-found", ()).make()


@TABLE.procedure("json-pointer-not-found?")
def is_not_found(value: Any) -> bool:
    """Return whether a value is what a pointer gives that points nowhere."""
    return value is _NOT_FOUND


@TABLE.procedure("json-pointer-encode")
def encode(token: Text) -> Text:
    """Return a key as it stands in a pointer. RFC 6901, section 3."""
    return token.replace("~", "~0").replace("/", "~1")


def _characters(port: Any) -> Iterator[str]:
    while (char := read_char(port)) is not EOF:
        yield str(char)


def _tokens(pointer: Any) -> list[str]:
    """Return the keys of a pointer, which is a string or comes from a port."""
    text = pointer.text if pointer.__class__ is String else "".join(_characters(pointer))
    if not _POINTER.fullmatch(text):
        raise error("Failed to parse JSON pointer", pointer, procedure="json-pointer")
    return [each.replace("~1", "/").replace("~0", "~") for each in text.split("/")[1:]]


@TABLE.procedure("parse-json-pointer")
def parse(pointer: Any) -> Any:
    """Return the keys of a pointer, a string or what a port has. RFC 6901, section 3."""
    return to_list([String(each) for each in _tokens(pointer)])


def _of_entries(entries: Any, token: str, missing: Any) -> Any:
    """Return the value of a key."""
    for each in entries:
        if each.__class__ is not Pair:
            refuse("json-pointer", 1, "an entry of an object", each)
        if each.car.__class__ is String and each.car.text == token:
            return each.cdr
    return missing


def _pairs(value: Any) -> Iterator[Pair]:
    """Yield the pairs that a list is made of."""
    while value.__class__ is Pair:
        yield value
        value = value.cdr
    if value is not NIL:
        refuse("json-pointer", 1, "a list", value)


def _in_vectors(value: Any, token: str, missing: Any) -> Any:
    """Return a part of a value whose objects are vectors, and whose arrays are lists."""
    if value.__class__ is list:
        return _of_entries(value, token, missing)
    if value.__class__ is Pair and _INDEX.fullmatch(token):
        wanted = int(token)
        for place, pair in enumerate(_pairs(value)):
            if place == wanted:
                return pair.car
    return missing


def _in_lists(value: Any, token: str, missing: Any) -> Any:
    """Return a part of a value whose objects are lists, and whose arrays are vectors."""
    if value.__class__ is Pair:
        return _of_entries((pair.car for pair in _pairs(value)), token, missing)
    if value.__class__ is list and _INDEX.fullmatch(token) and int(token) < len(value):
        return value[int(token)]
    return missing


@TABLE.procedure("json-pointer")
def json_pointer(pointer: Any, parent: Proc | None = None) -> Any:
    """Return a procedure that looks a place up in data, and returns a default where it is not.

    What objects are is what `*json-map-type*` says when the pointer is made. With a parent, the
    place is below the one that the parent returns.
    """
    tokens = _tokens(pointer)
    vectors = by_vectors()
    part = _in_vectors if vectors else _in_lists

    def find(json: Any, default: Any = _NOT_FOUND) -> Any:
        missing = default if vectors or not tokens else _NOT_FOUND
        value = json if parent is None else call(parent, json, missing)
        for place, token in enumerate(tokens, 1):
            value = part(value, token, default if place == len(tokens) else missing)
        return value

    return find
