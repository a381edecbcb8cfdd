"""Sets of characters, as integers that have a bit for each code point.

So union, intersection and complement are Python's operations on integers.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, Final, TypeAlias, final

from ..calls import call
from ..data import is_procedure
from ..kinds import NAMES, Kind, of_class

__all__ = [
    "CRITERION",
    "FULL",
    "STANDARD",
    "CharSet",
    "CharSetOf",
    "Criterion",
    "matcher",
    "of_characters",
    "of_range",
]


@final
class CharSet:
    """A set of characters; `bits` has a bit for each, and may be worked out when asked for."""

    __slots__ = ("_bits", "_table")

    def __init__(self, bits: int | Callable[[], int]) -> None:
        self._bits = bits
        self._table: bytes | None = None

    @property
    def bits(self) -> int:
        """An integer with a bit for each code point."""
        if not isinstance(self._bits, int):
            self._bits = self._bits()
        return self._bits

    @property
    def table(self) -> bytes:
        """The bits as bytes, in which a code point is found at once."""
        if self._table is None:
            self._table = self.bits.to_bytes((self.bits.bit_length() + 7) // 8, "little")
        return self._table

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        table = self.table
        place = code >> 3
        return place < len(table) and bool(table[place] >> (code & 7) & 1)

    def __iter__(self) -> Iterator[str]:
        """Yield the characters, from the lowest code point up."""
        for place, byte in enumerate(self.table):
            if byte:
                for bit in range(8):
                    if byte >> bit & 1:
                        yield chr(place << 3 | bit)

    def __len__(self) -> int:
        return self.bits.bit_count()

    def __bool__(self) -> bool:
        return self.bits != 0

    def __repr__(self) -> str:
        return f"<charset of {len(self)}>"


def of_range(start: int, end: int) -> int:
    """Return the bits of the characters from `start` up to `end`, two code points."""
    return ((1 << end) - (1 << start)) & ~_SURROGATES if end > start else 0


_SURROGATES: Final = (1 << 0xE000) - (1 << 0xD800)
FULL: Final = CharSet(of_range(0, 0x110000))
"""All characters."""


def of_characters(characters: Iterable[str]) -> int:
    """Return the bits of some characters."""
    bits = 0
    for each in characters:
        bits |= 1 << ord(each)
    return bits


# The planes between are empty or private.
_ASSIGNED: Final = (range(0xD800), range(0xE000, 0x40000), range(0xE0000, 0xE0200))


@functools.cache
def _categories() -> dict[str, int]:
    """Return the bits of each general category."""
    tables: dict[str, bytearray] = {}
    for codes in _ASSIGNED:
        for code in codes:
            category = unicodedata.category(chr(code))
            table = tables.get(category)
            if table is None:
                table = tables[category] = bytearray(0xE0200 // 8)
            table[code >> 3] |= 1 << (code & 7)
    return {each: int.from_bytes(table, "little") for each, table in tables.items()}


def _of_categories(*initials: str) -> int:
    bits = 0
    for category, found in _categories().items():
        if category.startswith(initials):
            bits |= found
    return bits


def _of_case(test: Callable[[str], bool]) -> int:
    """Return the bits of what a test of case is true for."""
    candidates = CharSet(_of_categories("L", "M", "N", "S"))
    return of_characters(filter(test, candidates))


def _is_lower(each: str) -> bool:
    if 0x2000 <= ord(each) < 0x3000 or each.lower() != each:
        return False
    return each.upper() != each or "SMALL LETTER" in unicodedata.name(each, "")


def _is_upper(each: str) -> bool:
    if 0x2000 <= ord(each) < 0x3000 or each.upper() != each:
        return False
    return each.lower() != each or "CAPITAL LETTER" in unicodedata.name(each, "")


_WHITE: Final = of_characters("\t\n\v\f\r")
_GRAPHIC: Final = ("L", "N", "P", "S", "M")

_MADE: Final[dict[str, Callable[[], int]]] = {
    "lower-case": lambda: _of_case(_is_lower),
    "upper-case": lambda: _of_case(_is_upper),
    "title-case": lambda: _of_categories("Lt"),
    "letter": lambda: _of_categories("L"),
    "digit": lambda: _of_categories("Nd"),
    "letter+digit": lambda: _of_categories("L", "Nd"),
    "graphic": lambda: _of_categories(*_GRAPHIC),
    "printing": lambda: _of_categories(*_GRAPHIC, "Z") | _WHITE,
    "whitespace": lambda: _of_categories("Z") | _WHITE,
    "iso-control": lambda: of_range(0, 0x20) | of_range(0x7F, 0xA0),
    "punctuation": lambda: _of_categories("P"),
    "symbol": lambda: _of_categories("S"),
    "hex-digit": lambda: of_characters("0123456789abcdefABCDEF"),
    "blank": lambda: _of_categories("Zs") | of_characters("\t"),
    "ascii": lambda: of_range(0, 0x80),
    "empty": lambda: 0,
    "full": lambda: FULL.bits,
}

STANDARD: Final = {f"char-set:{name}": CharSet(make) for name, make in _MADE.items()}
"""The standard sets of SRFI 14, by their names."""


NAMES["CharSet"] = CharSet
CHAR_SET: Final = of_class("a character set", CharSet)
CRITERION: Final = Kind(
    "a character, a character set or a procedure",
    "{0}.__class__ is str or {0}.__class__ is CharSet or is_procedure({0})",
)
CharSetOf: TypeAlias = Annotated[CharSet, CHAR_SET]
Criterion: TypeAlias = Annotated[Any, CRITERION]


def matcher(criterion: Any) -> Callable[[str], bool]:
    """Return the test that a `CRITERION` stands for."""
    if criterion.__class__ is str:
        return lambda each: each == criterion
    if criterion.__class__ is CharSet:
        return criterion.__contains__
    assert is_procedure(criterion)
    return lambda each: call(criterion, each) is not False
