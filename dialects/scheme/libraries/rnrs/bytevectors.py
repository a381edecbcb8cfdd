"""R6RS's bytevectors: numbers and text in them, (rnrs bytevectors)."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...data import Symbol
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...expander import Expander
from ...kinds import Bytes, Index, Int, Items, Kind, Real, Text
from ...nodes import Const, Node
from ...syntax import Scope, complain, is_identifier, name_of
from ...tokens import Place

__all__ = ["TABLE"]

TABLE: Final = Table()

_ENDIANNESS: Final = Kind(
    "the endianness big or little",
    "{}.__class__ is Symbol",
    "{}.name",
    value_test="{}.name in ('big', 'little')",
)
_Endianness: TypeAlias = Annotated[Any, _ENDIANNESS]
_OCTET: Final = Kind(
    "an exact integer from -128 to 255", "{}.__class__ is int", value_test="-128 <= {} <= 255"
)
_Octet: TypeAlias = Annotated[int, _OCTET]
_SIZE: Final = Kind("a number of bytes from 1 on", "{}.__class__ is int", value_test="{} > 0")
_Size: TypeAlias = Annotated[int, _SIZE]


@TABLE.syntax("endianness")
def expand_endianness(x: Expander, form: Any, scope: Scope, place: Place) -> Node:
    """`(endianness big)`, `(endianness little)`: the symbol. R6RS library, 2.2."""
    parts = [part for part, _ in x.parts(form.cdr, place, "endianness")]
    if len(parts) != 1 or not is_identifier(parts[0]) or name_of(parts[0]) not in _ORDERS:
        complain("endianness is big or little", place)
    return Const(place, Symbol(name_of(parts[0])))


_ORDERS: Final = ("big", "little")


@TABLE.procedure("native-endianness")
def native_endianness() -> Symbol:
    """Return the endianness of the machine. R6RS library, 2.2."""
    return Symbol(sys.byteorder)


# Whole bytevectors


@TABLE.procedure("make-bytevector")
def make_bytevector(length: Index, fill: _Octet = 0) -> bytearray:
    """Return a bytevector of one byte so many times. R6RS library, 2.2."""
    return bytearray([fill & 255]) * length


@TABLE.procedure("bytevector=?")
def are_equal(one: Bytes, other: Bytes) -> bool:
    """Return whether two bytevectors have the same bytes. R6RS library, 2.2."""
    return one == other


@TABLE.procedure("bytevector-fill!")
def bytevector_fill(
    bytevector: Bytes, fill: _Octet, start: Index = 0, end: Index | None = None
) -> None:
    """Fill a bytevector with one byte; Guile's takes a part as well. R6RS library, 2.2."""
    last = len(bytevector) if end is None else end
    if last > len(bytevector):
        refuse("bytevector-fill!", 4, "an end within the bytevector", last, False)
    if start > last:
        refuse("bytevector-fill!", 3, "a start before the end", start, False)
    bytevector[start:last] = bytes([fill & 255]) * (last - start)


@TABLE.procedure("bytevector-copy!")
def bytevector_copy_into(
    source: Bytes, source_start: Index, target: Bytes, target_start: Index, count: Index
) -> None:
    """Copy bytes of a bytevector into another. R6RS library, 2.2."""
    if source_start + count > len(source):
        refuse("bytevector-copy!", 2, "a place with enough bytes behind it", source_start, False)
    if target_start + count > len(target):
        refuse("bytevector-copy!", 4, "a place with enough bytes behind it", target_start, False)
    target[target_start : target_start + count] = source[source_start : source_start + count]


@TABLE.procedure("uniform-array->bytevector")
def uniform_array_to_bytevector(array: Bytes) -> bytearray:
    """Return a copy of the bytes of an array of bytes. Guile manual, Interpreting Bytevector…"""
    return bytearray(array)


@TABLE.procedure("bytevector->u8-list")
def bytevector_to_bytes(bytevector: Bytes) -> Items:
    """Return a list of the bytes. R6RS library, 2.4."""
    return list(bytevector)


@TABLE.procedure("u8-list->bytevector")
def bytes_to_bytevector(items: Items) -> bytearray:
    """Return a bytevector of a list of bytes. R6RS library, 2.4."""
    for each in items:
        if each.__class__ is not int or not 0 <= each <= 255:
            refuse("u8-list->bytevector", 1, "a list of bytes", each)
    return bytearray(items)


# Integers


def _part(procedure: str, bytevector: bytearray, place: int, size: int) -> bytearray:
    if place + size > len(bytevector):
        refuse(procedure, 2, f"a place with {size} bytes from there on", place, False)
    return bytevector[place : place + size]


def _packed(procedure: str, place: int, value: int, order: Any, size: int, signed: bool) -> bytes:
    try:
        return value.to_bytes(size, order, signed=signed)
    except OverflowError:
        kind = "a signed" if signed else "an unsigned"
        refuse(procedure, place, f"{kind} integer of {8 * size} bits", value, False)


def _any_size(letter: str, signed: bool) -> None:
    ref, put = f"bytevector-{letter}int-ref", f"bytevector-{letter}int-set!"
    unpacked, packed = f"bytevector->{letter}int-list", f"{letter}int-list->bytevector"

    def get(bytevector: Bytes, place: Index, endianness: _Endianness, size: _Size) -> int:
        part = _part(ref, bytevector, place, size)
        return int.from_bytes(part, endianness, signed=signed)

    def set_(
        bytevector: Bytes, place: Index, value: Int, endianness: _Endianness, size: _Size
    ) -> None:
        _part(put, bytevector, place, size)
        made = _packed(put, 3, value, endianness, size, signed)
        bytevector[place : place + size] = made

    def to_list(bytevector: Bytes, endianness: _Endianness, size: _Size) -> Items:
        if len(bytevector) % size:
            refuse(unpacked, 3, "a size that divides the bytevector's length", size, False)
        return [
            int.from_bytes(bytevector[at : at + size], endianness, signed=signed)
            for at in range(0, len(bytevector), size)
        ]

    def from_list(items: Items, endianness: _Endianness, size: _Size) -> bytearray:
        for each in items:
            if each.__class__ is not int:
                refuse(packed, 1, "a list of exact integers", each)
        return bytearray().join(
            _packed(packed, 1, each, endianness, size, signed) for each in items
        )

    for name, function in ((ref, get), (put, set_), (unpacked, to_list), (packed, from_list)):
        TABLE.procedure(name)(function)


def _of_size(name: str, size: int, unpack: Callable[..., Any], pack: Callable[..., Any]) -> None:
    """Declare the procedures for numbers of one size, with an endianness and the machine's."""
    ref, put = f"bytevector-{name}-ref", f"bytevector-{name}-set!"
    native_ref, native_put = f"bytevector-{name}-native-ref", f"bytevector-{name}-native-set!"
    kind = Real if name.startswith("ieee") else Int

    def get(bytevector: Bytes, place: Index, endianness: _Endianness) -> Any:
        return unpack(_part(ref, bytevector, place, size), endianness)

    def set_(bytevector: Bytes, place: Index, value: Any, endianness: _Endianness) -> None:
        _part(put, bytevector, place, size)
        bytevector[place : place + size] = pack(put, value, endianness)

    def native_get(bytevector: Bytes, place: Index) -> Any:
        check_aligned(native_ref, place)
        return unpack(_part(native_ref, bytevector, place, size), sys.byteorder)

    def native_set(bytevector: Bytes, place: Index, value: Any) -> None:
        check_aligned(native_put, place)
        _part(native_put, bytevector, place, size)
        bytevector[place : place + size] = pack(native_put, value, sys.byteorder)

    def check_aligned(procedure: str, place: int) -> None:
        if place % size and STATE.profile.strict_rnrs:
            refuse(procedure, 2, f"a multiple of {size}", place, False)

    for each in (set_, native_set):
        each.__annotations__["value"] = kind
    functions: tuple[tuple[str, Callable[..., Any]], ...] = (
        (ref, get),
        (put, set_),
        (native_ref, native_get),
        (native_put, native_set),
    )
    for procedure, function in functions:
        TABLE.procedure(procedure)(function)


def _integers(letter: str, size: int) -> None:
    signed = letter == "s"

    def unpack(part: bytearray, order: Any) -> int:
        return int.from_bytes(part, order, signed=signed)

    def pack(procedure: str, value: int, order: Any) -> bytes:
        return _packed(procedure, 3, value, order, size, signed)

    _of_size(f"{letter}{8 * size}", size, unpack, pack)


def _floats(name: str, size: int, code: str) -> None:
    def unpack(part: bytearray, order: str) -> Any:
        return struct.unpack(_mark(order) + code, part)[0]

    def pack(procedure: str, value: Any, order: str) -> bytes:
        try:
            return struct.pack(_mark(order) + code, float(value))
        except OverflowError:
            return struct.pack(_mark(order) + code, float("inf" if value > 0 else "-inf"))

    _of_size(f"ieee-{name}", size, unpack, pack)


def _mark(order: str) -> str:
    return ">" if order == "big" else "<"


for _letter in ("u", "s"):
    _any_size(_letter, _letter == "s")
    for _bytes in (2, 4, 8):
        _integers(_letter, _bytes)
_floats("single", 4, "f")
_floats("double", 8, "d")


@TABLE.procedure("bytevector-s8-ref")
def s8_ref(bytevector: Bytes, place: Index) -> int:
    """Return a byte as a number from -128 to 127. R6RS library, 2.4."""
    part = _part("bytevector-s8-ref", bytevector, place, 1)
    return int.from_bytes(part, "big", signed=True)


@TABLE.procedure("bytevector-s8-set!")
def s8_set(bytevector: Bytes, place: Index, byte: Int) -> None:
    """Set a byte to a number from -128 to 127. R6RS library, 2.4."""
    _part("bytevector-s8-set!", bytevector, place, 1)
    bytevector[place : place + 1] = _packed("bytevector-s8-set!", 3, byte, "big", 1, True)


# Text


@TABLE.procedure("string->utf16")
def string_to_utf16(string: Text, endianness: _Endianness = "big") -> bytearray:
    """Return the bytes of a string in UTF-16. R6RS library, 2.9."""
    return bytearray(string.encode(_codec(16, endianness), "surrogatepass"))


@TABLE.procedure("string->utf32")
def string_to_utf32(string: Text, endianness: _Endianness = "big") -> bytearray:
    """Return the bytes of a string in UTF-32. R6RS library, 2.9."""
    return bytearray(string.encode(_codec(32, endianness), "surrogatepass"))


def _codec(bits: int, endianness: str) -> str:
    return f"utf-{bits}-{endianness[0]}e"


def _text(data: bytearray, bits: int, endianness: str, mandatory: Any) -> str:
    """Return the text of bytes, which a byte order mark may be before unless it is mandatory."""
    if mandatory is False:
        for order in _ORDERS:
            mark = "\ufeff".encode(_codec(bits, order))
            if data.startswith(mark):
                return data[len(mark) :].decode(_codec(bits, order), "replace")
    return data.decode(_codec(bits, endianness), "replace")


@TABLE.procedure("utf16->string")
def utf16_to_string(
    bytevector: Bytes, endianness: _Endianness = "big", mandatory: Any = False
) -> Text:
    """Return the string that bytes in UTF-16 are. R6RS library, 2.9."""
    return _text(bytevector, 16, endianness, mandatory)


@TABLE.procedure("utf32->string")
def utf32_to_string(
    bytevector: Bytes, endianness: _Endianness = "big", mandatory: Any = False
) -> Text:
    """Return the string that bytes in UTF-32 are. R6RS library, 2.9."""
    return _text(bytevector, 32, endianness, mandatory)
