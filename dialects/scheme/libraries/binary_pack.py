"""(binary pack): bytes by templates (Sagittarius manual, same section).

What Sagittarius expands before the program runs are procedures here.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Iterator
from typing import Any, Final

from ... import r6rs_io
from ..calls import call, values
from ..conditions import error
from ..data import String
from ..declaration import Table, refuse
from ..dynamics import held
from ..kinds import Bytes, Char, Index, Text

__all__ = ["TABLE"]

TABLE: Final = Table()

_CODES: Final = {
    "c": "b",
    "C": "B",
    "s": "h",
    "S": "H",
    "l": "i",
    "L": "I",
    "q": "q",
    "Q": "Q",
    "f": "f",
    "d": "d",
}
"""By Sagittarius's character, that of Python's `struct`."""

_BASES: Final = {
    "s8": "c",
    "u8": "C",
    "s16": "s",
    "u16": "S",
    "s32": "l",
    "u32": "L",
    "s64": "q",
    "u64": "Q",
    "f32": "f",
    "f64": "d",
}
_ITEM: Final = re.compile(r"(\*|\d*)([^\s\d*])")
_ORDERS: Final = {"!": ">", ">": ">", "<": "<", "=": "<" if sys.byteorder == "little" else ">"}


def _extensions() -> dict[str, tuple[str, Any, Any]]:
    """Return what the program has defined: a predefined character, and conversions out and in."""
    found: dict[str, tuple[str, Any, Any]] = held().setdefault("extensions of templates", {})
    return found


class _Field:
    """A field of a template: its character, order, alignment, and count, None for any."""

    def __init__(self, char: str, order: str, aligned: bool, count: int | None) -> None:
        self.char = char
        self.own, self.out, self.into = _extensions().get(char, (char, None, None))
        self.code = order + _CODES.get(self.own, "x")
        self.size = struct.calcsize(self.code)
        self.aligned = aligned
        self.count = count

    def place(self, at: int) -> int:
        """Return where it is when it may be from a place on."""
        return at + -at % self.size if self.aligned else at


def _fields(template: str) -> Iterator[_Field]:
    order, aligned = _ORDERS["="], True
    rest = re.sub(r"\s+", "", template)
    at = 0
    while at < len(rest):
        found = _ITEM.match(rest, at)
        if found is None:
            raise error("pack: a template that cannot be read:", String(template))
        at = found.end()
        count, char = found.groups()
        if char in _ORDERS:
            order = _ORDERS[char]
        elif char in "ua":
            aligned = char == "a"
        elif char in _CODES or char == "x" or char in _extensions():
            yield _Field(char, order, aligned, None if count == "*" else int(count or 1))
        else:
            raise error("pack: an unknown character in", String(template))


def _counted(field: _Field, left: int) -> int:
    if field.count is not None:
        return field.count
    return 0 if field.char == "x" else left


def _layout(template: str, count: int, start: int) -> tuple[list[tuple[_Field, int]], int]:
    """Return each value's field and place for so many values, and where all ends."""
    placed: list[tuple[_Field, int]] = []
    at = start
    for field in _fields(template):
        for _ in range(_counted(field, count - len(placed))):
            at = field.place(at)
            if field.char != "x":
                placed.append((field, at))
            at += field.size
    return placed, at


def _filled(procedure: str, template: str, target: bytearray, at: int, given: Any) -> None:
    placed, _ = _layout(template, len(given), at)
    if len(placed) != len(given):
        raise error(f"{procedure}: {len(given)} values for {len(placed)} of", String(template))
    for (field, place), value in zip(placed, given, strict=True):
        made = value if field.out is None else call(field.out, value)
        try:
            struct.pack_into(field.code, target, place, _fitting(field, made))
        except (struct.error, OverflowError, TypeError):
            raise error(f"{procedure}: no value for {field.char}:", value) from None


def _fitting(field: _Field, value: Any) -> Any:
    """Return a value for a field: a signed byte may be written as an unsigned one is."""
    if field.own == "c" and value.__class__ is int and 128 <= value <= 255:
        return value - 256
    return float(value) if field.own in "fd" else value


@TABLE.procedure("pack")
def pack(template: Text, *given: Any) -> bytearray:
    """Return values as bytes, by a template."""
    _, size = _layout(template, len(given), 0)
    target = bytearray(size)
    _filled("pack", template, target, 0, given)
    return target


@TABLE.procedure("pack!")
def pack_into(template: Text, target: Bytes, offset: Index, *given: Any) -> None:
    """Put values into a bytevector, by a template."""
    _, end = _layout(template, len(given), offset)
    if end > len(target):
        refuse("pack!", 2, "a bytevector that is long enough", target, False)
    _filled("pack!", template, target, offset, given)


def _taken(procedure: str, template: str, data: bytes | bytearray, start: int) -> list[Any]:
    found = []
    at = start
    for field in _fields(template):
        turns = field.count
        while turns is None or turns > 0:
            place = field.place(at)
            if place + field.size > len(data):
                if turns is None:
                    break
                raise error(f"{procedure}: the bytes are too few for", String(template))
            if field.char != "x":
                (value,) = struct.unpack_from(field.code, data, place)
                found.append(value if field.into is None else call(field.into, value))
            at = place + field.size
            turns = None if turns is None else turns - 1
    return found


@TABLE.procedure("unpack")
def unpack(template: Text, data: Bytes, offset: Index = 0) -> Any:
    """Return the values of bytes, by a template."""
    return values(*_taken("unpack", template, data, offset))


@TABLE.procedure("get-unpack")
def get_unpack(port: Any, template: Text) -> Any:
    """Return the values of a port's next bytes, by a template."""
    if any(field.count is None for field in _fields(template)):
        data = r6rs_io.get_bytevector_all(port)
    else:
        data = r6rs_io.get_bytevector_n(port, _length(template, 0))
    return values(*_taken("get-unpack", template, data if isinstance(data, bytes) else b"", 0))


def _length(template: str, count: int) -> int:
    at = 0
    for field in _fields(template):
        for _ in range(_counted(field, count)):
            at = field.place(at) + field.size
    return at


@TABLE.procedure("format-size")
def format_size(template: Text, *given: Any) -> Any:
    """Return how many bytes a template makes, #f where it takes any number and has no values."""
    if not given:
        if any(field.count is None for field in _fields(template)):
            return False
        return _length(template, 0)
    return _layout(template, len(given), 0)[1]


@TABLE.procedure("%extend-packer")
def extend(char: Char, base: Text, out: Any, into: Any) -> None:
    """Let a character of templates stand for a predefined one, with conversions."""
    if char in _CODES or char in _ORDERS or char in "xua*":
        refuse("define-packer", 1, "a character that is not predefined", char, False)
    _extensions()[char] = (_BASES[base], out, into)


TABLE.macros(
    "".join(
        f"""
(define-syntax define-{base}-packer
  (syntax-rules ()
    ((_ (char value) (how-out out ...) (how-into into ...))
     (%extend-packer char "{base}" (lambda (value) out ...) (lambda (value) into ...)))))
"""
        for base in _BASES
    )
)
