"""Vectors and bytevectors (R7RS 6.8, 6.9)."""

from __future__ import annotations

from typing import Any, Final

from ..calls import call
from ..declaration import Table, refuse
from ..dynamics import STATE
from ..kinds import Byte, Bytes, Index, Items, Proc, Text, Vec
from .strings import span

__all__ = ["TABLE", "text_of_utf8", "utf8_of_text"]

TABLE: Final = Table()


@TABLE.procedure("vector?")
def is_vector(value: Any) -> bool:
    """Return whether a value is a vector. R7RS 6.8."""
    return value.__class__ is list


@TABLE.procedure("make-vector")
def make_vector(length: Index, fill: Any = None) -> list[Any]:
    """Return a vector of one value so many times. R7RS 6.8."""
    return [fill] * length


@TABLE.procedure("vector")
def vector(*items: Any) -> list[Any]:
    """Return a vector of the arguments. R7RS 6.8."""
    return list(items)


@TABLE.procedure("vector-length")
def vector_length(vector: Vec) -> int:
    """Return the length of a vector. R7RS 6.8."""
    return len(vector)


@TABLE.procedure("vector-ref")
def vector_ref(vector: Vec, place: Index) -> Any:
    """Return the item at a place of a vector, counted from 0. R7RS 6.8."""
    if place >= len(vector):
        refuse("vector-ref", 2, "a place within the vector", place, False)
    return vector[place]


@TABLE.procedure("vector-set!")
def vector_set(vector: Vec, place: Index, value: Any) -> None:
    """Replace the item at a place of a vector. R7RS 6.8."""
    if place >= len(vector):
        refuse("vector-set!", 2, "a place within the vector", place, False)
    vector[place] = value


@TABLE.procedure("vector->list")
def vector_to_list(vector: Vec, start: Any = None, end: Any = None) -> Items:
    """Return a list of a vector's items. R7RS 6.8."""
    first, last = span("vector->list", len(vector), start, end)
    return vector[first:last]


@TABLE.procedure("list->vector")
def list_to_vector(items: Items) -> list[Any]:
    """Return a vector of a list's items. R7RS 6.8."""
    return list(items)


@TABLE.procedure("vector-copy")
def vector_copy(vector: Vec, start: Any = None, end: Any = None) -> list[Any]:
    """Return a copy of a vector, or of a part. R7RS 6.8."""
    first, last = span("vector-copy", len(vector), start, end)
    return vector[first:last]


@TABLE.procedure("vector-copy!")
def vector_copy_into(to: Vec, at: Index, source: Vec, start: Any = None, end: Any = None) -> None:
    """Copy a part of a vector into another. R7RS 6.8."""
    first, last = span("vector-copy!", len(source), start, end, 4)
    if at + last - first > len(to):
        refuse("vector-copy!", 2, "a place with enough items behind it", at, False)
    to[at : at + last - first] = source[first:last]


@TABLE.procedure("vector-append")
def vector_append(*vectors: Vec) -> list[Any]:
    """Return the vectors in one. R7RS 6.8."""
    return [item for each in vectors for item in each]


@TABLE.procedure("vector-fill!")
def vector_fill(vector: Vec, fill: Any, start: Any = None, end: Any = None) -> None:
    """Fill a vector, or a part, with one value. R7RS 6.8."""
    first, last = span("vector-fill!", len(vector), start, end, 3)
    vector[first:last] = [fill] * (last - first)


@TABLE.procedure("vector-map")
def vector_map(procedure: Proc, first: Vec, *others: Vec) -> list[Any]:
    """Return a vector of what a procedure makes of items. R7RS 6.10."""
    return [call(procedure, *items) for items in zip(first, *others, strict=False)]


@TABLE.procedure("vector-for-each")
def vector_for_each(procedure: Proc, first: Vec, *others: Vec) -> None:
    """Call a procedure for the items of vectors, in order. R7RS 6.10."""
    for items in zip(first, *others, strict=False):
        call(procedure, *items)


# Bytevectors


@TABLE.procedure("bytevector?")
def is_bytevector(value: Any) -> bool:
    """Return whether a value is a bytevector. R7RS 6.9."""
    return value.__class__ is bytearray


@TABLE.procedure("make-bytevector")
def make_bytevector(length: Index, fill: Byte = 0) -> bytearray:
    """Return a bytevector of one byte so many times. R7RS 6.9."""
    return bytearray([fill]) * length


@TABLE.procedure("bytevector")
def bytevector(*items: Byte) -> bytearray:
    """Return a bytevector of bytes. R7RS 6.9."""
    return bytearray(items)


@TABLE.procedure("bytevector-length")
def bytevector_length(bytevector: Bytes) -> int:
    """Return the length of a bytevector. R7RS 6.9."""
    return len(bytevector)


@TABLE.procedure("bytevector-u8-ref")
def bytevector_ref(bytevector: Bytes, place: Index) -> int:
    """Return the byte at a place of a bytevector, counted from 0. R7RS 6.9."""
    if place >= len(bytevector):
        refuse("bytevector-u8-ref", 2, "a place within the bytevector", place, False)
    return bytevector[place]


@TABLE.procedure("bytevector-u8-set!")
def bytevector_set(bytevector: Bytes, place: Index, byte: Byte) -> None:
    """Replace the byte at a place of a bytevector. R7RS 6.9."""
    if place >= len(bytevector):
        refuse("bytevector-u8-set!", 2, "a place within the bytevector", place, False)
    bytevector[place] = byte


@TABLE.procedure("bytevector-copy")
def bytevector_copy(bytevector: Bytes, start: Any = None, end: Any = None) -> bytearray:
    """Return a copy of a bytevector, or of a part. R7RS 6.9."""
    first, last = span("bytevector-copy", len(bytevector), start, end)
    return bytevector[first:last]


@TABLE.procedure("bytevector-copy!")
def bytevector_copy_into(
    to: Bytes, at: Index, source: Bytes, start: Any = None, end: Any = None
) -> None:
    """Copy a part of a bytevector into another. R7RS 6.9."""
    first, last = span("bytevector-copy!", len(source), start, end, 4)
    if at + last - first > len(to):
        refuse("bytevector-copy!", 2, "a place with enough bytes behind it", at, False)
    to[at : at + last - first] = source[first:last]


@TABLE.procedure("bytevector-append")
def bytevector_append(*bytevectors: Bytes) -> bytearray:
    """Return the bytevectors in one. R7RS 6.9."""
    return bytearray(b"".join(bytevectors))


@TABLE.procedure("bytevector-fill!")
def bytevector_fill(bytevector: Bytes, fill: Byte, start: Any = None, end: Any = None) -> None:
    """Fill a bytevector, or a part, with one byte. R6RS library section 2.2."""
    first, last = span("bytevector-fill!", len(bytevector), start, end, 3)
    bytevector[first:last] = bytes([fill]) * (last - first)


def utf8_of_text(text: str) -> bytes:
    """Return the bytes of a string in UTF-8, which those of a byte string are already."""
    return text.encode("latin-1" if STATE.profile.byte_strings else "utf-8", "surrogateescape")


def text_of_utf8(data: bytes | bytearray) -> str:
    """Return the string that bytes in UTF-8 are."""
    return data.decode("latin-1" if STATE.profile.byte_strings else "utf-8")


@TABLE.procedure("utf8->string")
def utf8_to_string(bytevector: Bytes, start: Any = None, end: Any = None) -> Text:
    """Return the string that bytes in UTF-8 are. R7RS 6.9."""
    first, last = span("utf8->string", len(bytevector), start, end)
    return text_of_utf8(bytevector[first:last])


@TABLE.procedure("string->utf8")
def string_to_utf8(string: Text, start: Any = None, end: Any = None) -> bytearray:
    """Return the bytes of a string in UTF-8. R7RS 6.9."""
    first, last = span("string->utf8", len(string), start, end)
    return bytearray(utf8_of_text(string[first:last]))
