"""What library procedures return, and kinds of lists; see `inference`.

A pair may say of what kinds its parts are: `pair/int|string` begins a list of such items,
`pair/object.object` is a pair of two. Kinds within kinds have no details of their own.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Final

from ...results import Result
from .. import kinds
from ..declaration import Entry
from ..libraries.manifests import table

__all__ = [
    "ANY",
    "ITEMS",
    "LIST",
    "NOTHING",
    "Kind",
    "car",
    "cdr",
    "consed",
    "is_list",
    "items",
    "list_of",
    "of_dialect",
    "one",
    "part_of_uri",
    "returned",
    "spelled",
]

Kind = frozenset[str]
ANY: Final[Kind] = frozenset({"any"})
NOTHING: Final[Kind] = frozenset()
LIST: Final[Kind] = frozenset({"pair", "nil"})
_MOST: Final = 4
"""How many kinds of items are told apart."""


def one(word: str) -> Kind:
    """Return the kind of one word."""
    return frozenset({word})


_NUMBER: Final[Kind] = frozenset({"int", "real", "rational", "complex"})
_ANNOTATIONS: Final[dict[str, Kind]] = {
    "bool": one("boolean"),
    "Literal[False]": one("false"),
    "int": one("int"),
    "Int": one("int"),
    "Index": one("int"),
    "Byte": one("int/byte"),
    "Text": one("string"),
    "Str": one("string"),
    "String": one("string"),
    "Char": one("char"),
    "str": one("char"),
    "Num": _NUMBER,
    "Items": LIST,
    "Pair": one("pair"),
    "PairOf": one("pair"),
    "Vec": one("vector"),
    "list[Any]": one("vector"),
    "Bytes": one("bytes"),
    "bytearray": one("bytes"),
    "Sym": one("symbol"),
    "Name": one("symbol"),
    "Symbol": one("symbol"),
    "EofObject": one("eof"),
    "None": one("none"),
    "NoReturn": NOTHING,
}
_TEXT: Final = frozenset({"string", "eof"})
_CHARACTER: Final = frozenset({"char", "eof"})
_BYTE: Final = frozenset({"int/byte", "eof"})
_BYTES: Final = frozenset({"bytes", "eof"})
_FOUND: Final = frozenset({"pair", "false"})
_OPTIONAL: Final = frozenset({"string", "false"})
_PLACE: Final = frozenset({"int", "false"})
_NAMED: Final[dict[str, Kind]] = {
    "assoc": _FOUND,
    "assq": _FOUND,
    "assv": _FOUND,
    "get-bytevector-all": _BYTES,
    "get-bytevector-n": _BYTES,
    "get-bytevector-some": _BYTES,
    "get-char": _CHARACTER,
    "get-environment-variable": _OPTIONAL,
    "get-line": _TEXT,
    "get-string-all": _TEXT,
    "get-string-n": _TEXT,
    "get-u8": _BYTE,
    "getenv": _OPTIONAL,
    "getpid": one("int"),
    "lookahead-char": _CHARACTER,
    "lookahead-u8": _BYTE,
    "member": _FOUND,
    "memq": _FOUND,
    "memv": _FOUND,
    "peek-char": _CHARACTER,
    "peek-u8": _BYTE,
    "read-byte": _BYTE,
    "read-bytevector": _BYTES,
    "read-char": _CHARACTER,
    "read-line": _TEXT,
    "read-u8": _BYTE,
    "string->number": _NUMBER | {"false"},
    "string-contains": _PLACE,
    "string-index": _PLACE,
}
_URI: Final[dict[str, Kind]] = {
    "uri-fragment": _OPTIONAL,
    "uri-host": _OPTIONAL,
    "uri-path": one("string"),
    "uri-port": _PLACE,
    "uri-query": _OPTIONAL,
    "uri-scheme": frozenset({"symbol", "false"}),
    "uri-userinfo": _OPTIONAL,
}
"""The parts of a URI that is made of a string, and not unchecked of anything."""
"""What procedures return whose annotations do not say it, called with one or two arguments."""
_MOST_ARGUMENTS: Final = {"read-line": 1, "get-line": 1, "assoc": 3, "member": 3}
ITEMS: Final[dict[str, Kind]] = {
    "command-line": one("string"),
    "command-line-arguments": one("string"),
    "program-arguments": one("string"),
    "string->list": one("char"),
    "string-split": one("string"),
    "string-tokenize": one("string"),
}
"""What is in the lists that procedures return."""


def part_of_uri(entry: Entry) -> Kind | None:
    """Return what a procedure gives that reads a part of Guile's URIs; None for another."""
    uris = table("libraries.web.uri").entries
    return _URI.get(entry.name) if uris.get(entry.name) is entry else None


def returned(entry: Entry, count: int) -> Kind:
    """Return what a library's procedure returns that is given so many arguments."""
    found = _annotated(entry)
    if found == ANY and count <= _MOST_ARGUMENTS.get(entry.name, 2):
        return _NAMED.get(entry.name, ANY)
    return found


_SPELLED: Final[list[tuple[object, str]]] = [
    *((getattr(kinds, each), each) for each in kinds.__all__ if each in _ANNOTATIONS),
    (bool, "bool"),
    (int, "int"),
]


def spelled(annotation: object) -> str:
    """Return an annotation as a module has it that does not evaluate its own."""
    if isinstance(annotation, str):
        return annotation
    return next((text for known, text in _SPELLED if known is annotation), "")


@functools.cache
def _annotated(entry: Entry) -> Kind:
    told = getattr(entry.function, "__annotations__", {}).get("return", "")
    parts = [_ANNOTATIONS.get(each, ANY) for each in spelled(told).split(" | ")]
    found = NOTHING.union(*parts)
    return ANY if "any" in found else found


# Pairs


def _atoms(kind: Kind) -> str:
    """Return kinds of parts as a detail; "" where they cannot be told."""
    words = {each.partition("/")[0] for each in kind}
    return "" if "any" in words or len(words) > _MOST else "|".join(sorted(words))


def _parts(word: str) -> tuple[Kind, Kind]:
    """Return what the car and the cdr of a pair are."""
    detail = word.partition("/")[2]
    if not detail:
        return ANY, ANY
    first, dot, last = detail.partition(".")
    head = frozenset(first.split("|"))
    return head, (frozenset(last.split("|")) if dot else frozenset({word, "nil"}))


def _part(kind: Kind, place: int) -> Kind:
    if "any" in kind:
        return ANY
    found = NOTHING.union(*(_parts(each)[place] for each in kind if each.startswith("pair")))
    return ANY if "any" in found else found


def car(kind: Kind) -> Kind:
    """Return what the car of what is a pair is."""
    return _part(kind, 0)


def cdr(kind: Kind) -> Kind:
    """Return what the cdr of what is a pair is."""
    return _part(kind, 1)


def items(kind: Kind) -> Kind:
    """Return what the items of what is a list are."""
    found = NOTHING
    for word in kind:
        if word == "any" or (word.startswith("pair") and "." in word):
            return ANY
        if word.startswith("pair"):
            found |= _parts(word)[0]
    return ANY if "any" in found else found


def list_of(kind: Kind, filled: bool = False) -> Kind:
    """Return the kind of lists of such items; `filled` of those that are not empty."""
    detail = _atoms(kind)
    if not kind:
        return NOTHING if filled else one("nil")
    pair = one(f"pair/{detail}" if detail else "pair")
    return pair if filled else pair | {"nil"}


def consed(head: Kind, rest: Kind) -> Kind:
    """Return the kind of a new pair."""
    if not head or not rest:
        return NOTHING
    if is_list(rest):
        return list_of(head | items(rest), filled=True)
    one_part, other = _atoms(head), _atoms(rest)
    if one_part and other:
        return one(f"pair/{one_part}.{other}")
    return one("pair")


def is_list(kind: Kind) -> bool:
    """Return whether a kind is of proper lists alone."""
    return bool(kind) and all(
        each == "nil" or (each.startswith("pair/") and "." not in each) for each in kind
    )


# Dialects


_OBJECTS: Final = frozenset({"object", "socket", "port", "record", "condition"})


def of_dialect(result: Result, byte_strings: bool) -> Kind:
    """Return what a dialect's procedure returns."""
    parts: Iterable[Kind] = [of_dialect(each, byte_strings) for each in result.parts]
    match result.kind:
        case "bytevector":
            return one("string" if byte_strings else "bytes")
        case "either":
            found = NOTHING.union(*parts)
            return ANY if "any" in found else found
        case "integer":
            return one("int")
        case "real":
            return one("real")
        case "boolean" | "false":
            return one(str(result.kind))
        case "character":
            return one("char")
        case "string" | "symbol" | "eof" | "vector":
            return one(str(result.kind))
        case "unspecified":
            return one("none")
        case "list":
            return list_of(NOTHING.union(*parts)) if len(result.parts) == 1 else LIST
        case "pair":
            if len(result.parts) == 2:
                return consed(*parts)
            return one("pair")
    return one("object") if result.kind in _OBJECTS else ANY
