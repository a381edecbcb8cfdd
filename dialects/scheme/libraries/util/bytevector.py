"""(util bytevector): bytevectors as numbers and as text (Sagittarius manual, same section)."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call, values
from ...conditions import error
from ...data import String, from_list, is_procedure, iterate, to_list
from ...declaration import Table, refuse
from ...kinds import Byte, Bytes, Index, Items, Proc, Text, of_class
from ..charsets import CharSet
from ..keyword_arguments import keyword_arguments
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()


# Bits


def _bits(name: str, combine: Callable[[int, int], int]) -> None:
    def combined(bytevectors: tuple[Any, ...]) -> list[int]:
        return [functools.reduce(combine, column) for column in zip(*bytevectors, strict=False)]

    @TABLE.procedure(name)
    def make(first: Bytes, *others: Bytes) -> bytearray:
        """Return the bits of bytevectors combined, as long as the shortest."""
        return bytearray(combined((first, *others)))

    @TABLE.procedure(f"{name}!")
    def put(target: Bytes, first: Bytes, *others: Bytes) -> bytearray:
        """Put the bits of bytevectors combined into the first one."""
        made = combined((first, *others))[: len(target)]
        target[: len(made)] = bytes(made)
        return target


_bits("bytevector-xor", operator.xor)
_bits("bytevector-ior", operator.or_)
_bits("bytevector-and", operator.and_)


def _with_parity(byte: int) -> int:
    return byte if byte.bit_count() % 2 else byte ^ 1


@TABLE.procedure("->odd-parity")
def odd_parity(bytevector: Bytes, start: Any = None, end: Any = None) -> bytearray:
    """Return a copy whose bytes have an odd number of bits, by their last bit."""
    return odd_parity_in_place(bytearray(bytevector), start, end)


@TABLE.procedure("->odd-parity!")
def odd_parity_in_place(bytevector: Bytes, start: Any = None, end: Any = None) -> bytearray:
    """Give bytes an odd number of bits, by their last bit."""
    first, last = span("->odd-parity!", len(bytevector), start, end)
    bytevector[first:last] = bytes(map(_with_parity, bytevector[first:last]))
    return bytevector


# Parts


def _padding(procedure: str, options: tuple[Any, ...]) -> Any:
    (padding,) = keyword_arguments(options, {"padding": False})
    if padding is not False and not is_procedure(padding):
        refuse(procedure, 4, "a procedure or #f", padding)
    return padding


@TABLE.procedure("bytevector-slices")
def bytevector_slices(bytevector: Bytes, size: Index, *options: Any) -> Items:
    """Return slices of a size; `:padding` is called with the last one if it is shorter."""
    if size == 0:
        refuse("bytevector-slices", 2, "a positive integer", size, False)
    padding = _padding("bytevector-slices", options)
    made: list[Any] = [bytevector[at : at + size] for at in range(0, len(bytevector), size)]
    if made and len(made[-1]) < size and padding is not False:
        made[-1] = call(padding, made[-1])
    return made


@TABLE.procedure("bytevector-split-at*")
def bytevector_split_at(bytevector: Bytes, size: Index, *options: Any) -> Any:
    """Return the first bytes and the others; `:padding` is called where there are too few."""
    padding = _padding("bytevector-split-at*", options)
    first: Any = bytevector[:size]
    if len(first) < size and padding is not False:
        first = call(padding, first)
    return values(first, bytevector[size:])


def _part(procedure: str, bytevector: bytearray, count: int) -> int:
    if count > len(bytevector):
        refuse(procedure, 2, "a number of bytes that there are", count, False)
    return count


@TABLE.procedure("bytevector-take")
def bytevector_take(bytevector: Bytes, count: Index) -> bytearray:
    """Return the first bytes."""
    return bytevector[: _part("bytevector-take", bytevector, count)]


@TABLE.procedure("bytevector-take-right")
def bytevector_take_right(bytevector: Bytes, count: Index) -> bytearray:
    """Return the last bytes."""
    return bytevector[len(bytevector) - _part("bytevector-take-right", bytevector, count) :]


@TABLE.procedure("bytevector-drop")
def bytevector_drop(bytevector: Bytes, count: Index) -> bytearray:
    """Return all but the first bytes."""
    return bytevector[_part("bytevector-drop", bytevector, count) :]


@TABLE.procedure("bytevector-drop-right")
def bytevector_drop_right(bytevector: Bytes, count: Index) -> bytearray:
    """Return all but the last bytes."""
    return bytevector[: len(bytevector) - _part("bytevector-drop-right", bytevector, count)]


# Text of numbers


@TABLE.procedure("bytevector->hex-string")
def to_hexadecimal(bytevector: Bytes, *options: Any) -> Text:
    """Return two digits for each byte, capitals unless `:upper?` is #f."""
    (upper,) = keyword_arguments(options, {"upper?": True})
    text = bytevector.hex()
    return text if upper is False else text.upper()


@TABLE.procedure("hex-string->bytevector")
def from_hexadecimal(text: Text) -> bytearray:
    """Return the bytes of hexadecimal digits; of an odd number the first is a byte alone."""
    try:
        return bytearray.fromhex("0" * (len(text) % 2) + text)
    except ValueError:
        refuse("hex-string->bytevector", 1, "hexadecimal digits", String(text), False)


@TABLE.procedure("bytevector->escaped-string")
def to_escaped(bytevector: Bytes) -> Text:
    """Return the characters whose codes bytes are."""
    return bytevector.decode("latin-1")


# Sets of bytes


@TABLE.procedure("u8?")
def is_u8(value: Any) -> bool:
    """Return whether a value is a byte."""
    return value.__class__ is int and 0 <= value <= 255


@TABLE.procedure("u8-set?")
def is_u8_set(value: Any) -> bool:
    """Return whether a value is a list of bytes."""
    try:
        return all(map(is_u8, from_list(value)))
    except TypeError:
        return False


@TABLE.procedure("u8-set-contains?")
def u8_set_contains(items: Items, byte: Any) -> bool:
    """Return whether a set has a byte."""
    return byte in items


@TABLE.procedure("string->u8-set")
def string_to_u8_set(text: Text) -> Items:
    """Return the codes of a string's characters."""
    return [ord(char) for char in text]


_CharSet: TypeAlias = Annotated[CharSet, of_class("a character set", CharSet)]


@TABLE.procedure("char-set->u8-set")
def char_set_to_u8_set(chars: _CharSet) -> Items:
    """Return the codes of a set's characters of ASCII."""
    return [code for code in range(128) if chr(code) in chars]


def _matcher(procedure: str, place: int, criterion: Any) -> Callable[[int], bool]:
    """Return the test that a byte, a set of bytes or a procedure stands for."""
    if is_u8(criterion):
        return lambda byte: byte == criterion
    if is_procedure(criterion):
        return lambda byte: call(criterion, byte) is not False
    if is_u8_set(criterion):
        allowed = frozenset(iterate(criterion))
        return lambda byte: byte in allowed
    refuse(procedure, place, "a byte, a list of bytes or a procedure", criterion)


_WHITE: Final = to_list([ord(char) for char in " \r\f\v\n\t"])
_GRAPHIC: Final = to_list(range(33, 127))


# As SRFI 13 has them for strings


@TABLE.procedure("bytevector-fold")
def bytevector_fold(
    combine: Proc, seed: Any, bytevector: Bytes, start: Any = None, end: Any = None
) -> Any:
    """Combine bytes from the left."""
    first, last = span("bytevector-fold", len(bytevector), start, end, 4)
    for byte in bytevector[first:last]:
        seed = call(combine, byte, seed)
    return seed


@TABLE.procedure("bytevector-fold-right")
def bytevector_fold_right(
    combine: Proc, seed: Any, bytevector: Bytes, start: Any = None, end: Any = None
) -> Any:
    """Combine bytes from the right."""
    first, last = span("bytevector-fold-right", len(bytevector), start, end, 4)
    for byte in reversed(bytevector[first:last]):
        seed = call(combine, byte, seed)
    return seed


def _trim(name: str, left: bool, right: bool) -> None:
    @TABLE.procedure(name)
    def trim(
        bytevector: Bytes, criterion: Any = _WHITE, start: Any = None, end: Any = None
    ) -> bytearray:
        """Return a part without the bytes at its ends that a criterion holds for."""
        holds = _matcher(name, 2, criterion)
        first, last = span(name, len(bytevector), start, end, 3)
        while left and first < last and holds(bytevector[first]):
            first += 1
        while right and first < last and holds(bytevector[last - 1]):
            last -= 1
        return bytevector[first:last]


_trim("bytevector-trim", True, False)
_trim("bytevector-trim-right", False, True)
_trim("bytevector-trim-both", True, True)


@TABLE.procedure("bytevector-pad")
def bytevector_pad(
    bytevector: Bytes, size: Index, byte: Byte = 0, start: Any = None, end: Any = None
) -> bytearray:
    """Return a part, filled or cut on the left to a size."""
    first, last = span("bytevector-pad", len(bytevector), start, end, 4)
    part = bytevector[first:last].rjust(size, bytes([byte]))
    return part[len(part) - size :]


@TABLE.procedure("bytevector-pad-right")
def bytevector_pad_right(
    bytevector: Bytes, size: Index, byte: Byte = 0, start: Any = None, end: Any = None
) -> bytearray:
    """Return a part, filled or cut on the right to a size."""
    first, last = span("bytevector-pad-right", len(bytevector), start, end, 4)
    return bytevector[first:last].ljust(size, bytes([byte]))[:size]


def _two(procedure: str, one: bytearray, other: bytearray, bounds: tuple[Any, ...]) -> Any:
    start1, end1, start2, end2 = bounds
    first1, last1 = span(procedure, len(one), start1, end1, 3)
    first2, last2 = span(procedure, len(other), start2, end2, 5)
    return one[first1:last1], other[first2:last2]


def _common(pairs: Any) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _ends(name: str, suffix: bool) -> None:
    def common(procedure: str, one: Any, other: Any, bounds: tuple[Any, ...]) -> tuple[int, Any]:
        part, whole = _two(procedure, one, other, bounds)
        if suffix:
            return _common(zip(reversed(part), reversed(whole), strict=False)), part
        return _common(zip(part, whole, strict=False)), part

    @TABLE.procedure(f"bytevector-{name}-length")
    def length(
        one: Bytes,
        other: Bytes,
        start1: Any = None,
        end1: Any = None,
        start2: Any = None,
        end2: Any = None,
    ) -> int:
        """Return how many bytes two bytevectors have in common at this end."""
        bounds = start1, end1, start2, end2
        return common(f"bytevector-{name}-length", one, other, bounds)[0]

    @TABLE.procedure(f"bytevector-{name}?")
    def holds(
        one: Bytes,
        other: Bytes,
        start1: Any = None,
        end1: Any = None,
        start2: Any = None,
        end2: Any = None,
    ) -> bool:
        """Return whether a bytevector is at this end of another."""
        count, part = common(f"bytevector-{name}?", one, other, (start1, end1, start2, end2))
        return count == len(part)


_ends("prefix", False)
_ends("suffix", True)


def _search(name: str, wanted: bool, right: bool) -> None:
    @TABLE.procedure(name)
    def search(bytevector: Bytes, criterion: Any, start: Any = None, end: Any = None) -> Any:
        """Return the place of the first byte from this side that is looked for, or #f."""
        holds = _matcher(name, 2, criterion)
        first, last = span(name, len(bytevector), start, end, 3)
        places = range(last - 1, first - 1, -1) if right else range(first, last)
        return next((at for at in places if holds(bytevector[at]) is wanted), False)


_search("bytevector-index", True, False)
_search("bytevector-index-right", True, True)
_search("bytevector-skip", False, False)
_search("bytevector-skip-right", False, True)


@TABLE.procedure("bytevector-contains")
def bytevector_contains(
    one: Bytes,
    other: Bytes,
    start1: Any = None,
    end1: Any = None,
    start2: Any = None,
    end2: Any = None,
) -> Any:
    """Return where a bytevector has another, or #f."""
    first1, last1 = span("bytevector-contains", len(one), start1, end1, 3)
    first2, last2 = span("bytevector-contains", len(other), start2, end2, 5)
    found = one.find(other[first2:last2], first1, last1)
    return False if found < 0 else found


@TABLE.procedure("bytevector-replace")
def bytevector_replace(
    one: Bytes, other: Bytes, start1: Index, end1: Index, start2: Any = None, end2: Any = None
) -> bytearray:
    """Return a copy in which a part of another stands for a part."""
    first1, last1 = span("bytevector-replace", len(one), start1, end1, 3)
    first2, last2 = span("bytevector-replace", len(other), start2, end2, 5)
    return one[:first1] + other[first2:last2] + one[last1:]


@TABLE.procedure("bytevector-tokenize")
def bytevector_tokenize(
    bytevector: Bytes, tokens: Any = _GRAPHIC, start: Any = None, end: Any = None
) -> Items:
    """Return the longest parts that consist of bytes of a set."""
    holds = _matcher("bytevector-tokenize", 2, tokens)
    first, last = span("bytevector-tokenize", len(bytevector), start, end, 3)
    made: list[bytearray] = []
    inside = False
    for byte in bytevector[first:last]:
        if holds(byte):
            if not inside:
                made.append(bytearray())
            made[-1].append(byte)
            inside = True
        else:
            inside = False
    return made


def _select(name: str, wanted: bool) -> None:
    @TABLE.procedure(name)
    def select(criterion: Any, bytevector: Bytes, start: Any = None, end: Any = None) -> bytearray:
        """Return the bytes that a criterion keeps."""
        holds = _matcher(name, 1, criterion)
        first, last = span(name, len(bytevector), start, end, 3)
        return bytearray(byte for byte in bytevector[first:last] if holds(byte) is wanted)


_select("bytevector-filter", True)
_select("bytevector-delete", False)


@TABLE.procedure("align-bytevectors", "align-bytevectors!")
def align_bytevectors(bytevectors: Items, size: Index) -> Items:
    """Return the bytes of several bytevectors in bytevectors of one size, the last one shorter."""
    if size == 0:
        refuse("align-bytevectors", 2, "a positive integer", size, False)
    for each in bytevectors:
        if each.__class__ is not bytearray:
            raise error("align-bytevectors: no bytevector:", each)
    whole = bytearray(b"".join(bytevectors))
    return [whole[at : at + size] for at in range(0, len(whole), size)]
