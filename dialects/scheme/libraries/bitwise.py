"""Integers as bits: SRFI 60, SRFI 151, and what the systems have of them as their own."""

from __future__ import annotations

from functools import reduce
from typing import Any, Final

from ..calls import call
from ..declaration import Table, refuse
from ..kinds import Cond, Index, Int, Items, Proc, Vec

__all__ = ["TABLE"]

TABLE: Final = Table()


# Bitwise operations


@TABLE.procedure("bitwise-and", "logand")
def bitwise_and(*integers: Int) -> int:
    """Return the bits that all have, -1 for none. SRFI 151, Basic operations."""
    return reduce(lambda one, other: one & other, integers, -1)


@TABLE.procedure("bitwise-ior", "logior")
def bitwise_ior(*integers: Int) -> int:
    """Return the bits that any has. SRFI 151, Basic operations."""
    return reduce(lambda one, other: one | other, integers, 0)


@TABLE.procedure("bitwise-xor", "logxor")
def bitwise_xor(*integers: Int) -> int:
    """Return the bits that an odd number has. SRFI 151, Basic operations."""
    return reduce(lambda one, other: one ^ other, integers, 0)


@TABLE.procedure("bitwise-eqv")
def bitwise_eqv(*integers: Int) -> int:
    """Return the bits in which an even number is 0. SRFI 151, Basic operations."""
    return reduce(lambda one, other: ~(one ^ other), integers, -1)


@TABLE.procedure("bitwise-not", "lognot")
def bitwise_not(integer: Int) -> int:
    """Return the bits that it does not have. SRFI 151, Basic operations."""
    return ~integer


@TABLE.procedure("bitwise-nand")
def bitwise_nand(one: Int, other: Int) -> int:
    """Return `(not (and one other))`. SRFI 151, Basic operations."""
    return ~(one & other)


@TABLE.procedure("bitwise-nor")
def bitwise_nor(one: Int, other: Int) -> int:
    """Return `(not (ior one other))`. SRFI 151, Basic operations."""
    return ~(one | other)


@TABLE.procedure("bitwise-andc1")
def bitwise_andc1(one: Int, other: Int) -> int:
    """Return `(and (not one) other)`. SRFI 151, Basic operations."""
    return ~one & other


@TABLE.procedure("bitwise-andc2")
def bitwise_andc2(one: Int, other: Int) -> int:
    """Return `(and one (not other))`. SRFI 151, Basic operations."""
    return one & ~other


@TABLE.procedure("bitwise-orc1")
def bitwise_orc1(one: Int, other: Int) -> int:
    """Return `(ior (not one) other)`. SRFI 151, Basic operations."""
    return ~one | other


@TABLE.procedure("bitwise-orc2")
def bitwise_orc2(one: Int, other: Int) -> int:
    """Return `(ior one (not other))`. SRFI 151, Basic operations."""
    return one | ~other


@TABLE.procedure("bitwise-if", "bitwise-merge")
def bitwise_if(mask: Int, one: Int, other: Int) -> int:
    """Return the bits of `one` where `mask` is 1, else those of `other`.

    SRFI 151, Basic operations.
    """
    return (mask & one) | (~mask & other)


@TABLE.procedure("logtest", "any-bits-set?", "any-bit-set?")
def has_any(one: Int, other: Int) -> bool:
    """Return whether a bit is 1 in both. SRFI 60, Bitwise operations."""
    return one & other != 0


@TABLE.procedure("every-bit-set?")
def has_every(bits: Int, integer: Int) -> bool:
    """Return whether all of some bits are 1. SRFI 151, Single-bit operations."""
    return bits & integer == bits


# Integer properties


@TABLE.procedure("bit-count", "logcount")
def bit_count(integer: Int) -> int:
    """Return how many bits are 1, or 0 in a negative one. SRFI 151, Basic operations."""
    return (integer if integer >= 0 else ~integer).bit_count()


@TABLE.procedure("integer-length")
def integer_length(integer: Int) -> int:
    """Return how many bits it takes, without a sign. SRFI 151, Basic operations."""
    return (integer if integer >= 0 else ~integer).bit_length()


@TABLE.procedure("first-set-bit", "log2-binary-factors")
def first_set_bit(integer: Int) -> int:
    """Return the index of the lowest bit that is 1, -1 for 0. SRFI 151, Single-bit operations."""
    return (integer & -integer).bit_length() - 1


# Single bits


@TABLE.procedure("bit-set?", "logbit?")
def is_bit_set(index: Index, integer: Int) -> bool:
    """Return whether a bit is 1. SRFI 151, Single-bit operations."""
    return bool(integer >> index & 1)


@TABLE.procedure("copy-bit")
def copy_bit(index: Index, integer: Int, bit: Cond) -> int:
    """Return an integer with a bit set or cleared. SRFI 151, Single-bit operations."""
    return integer | 1 << index if bit else integer & ~(1 << index)


@TABLE.procedure("bit-swap")
def bit_swap(one: Index, other: Index, integer: Int) -> int:
    """Return an integer with two bits exchanged. SRFI 151, Single-bit operations."""
    differ = (integer >> one ^ integer >> other) & 1
    return integer ^ (differ << one | differ << other) if one != other else integer


# Fields


def _mask(procedure: str, start: int, end: int) -> int:
    if end < start:
        refuse(procedure, 3, f"an index from {start} on", end, False)
    return (1 << end - start) - 1


@TABLE.procedure("bit-field")
def bit_field(integer: Int, start: Index, end: Index) -> int:
    """Return the bits from `start` up to `end`. SRFI 151, Bit field operations."""
    return integer >> start & _mask("bit-field", start, end)


@TABLE.procedure("bit-field-any?")
def bit_field_any(integer: Int, start: Index, end: Index) -> bool:
    """Return whether a bit of the field is 1. SRFI 151, Bit field operations."""
    return bit_field(integer, start, end) != 0


@TABLE.procedure("bit-field-every?")
def bit_field_every(integer: Int, start: Index, end: Index) -> bool:
    """Return whether all bits of the field are 1. SRFI 151, Bit field operations."""
    return bit_field(integer, start, end) == _mask("bit-field-every?", start, end)


@TABLE.procedure("bit-field-clear")
def bit_field_clear(integer: Int, start: Index, end: Index) -> int:
    """Return an integer with a field's bits 0. SRFI 151, Bit field operations."""
    return integer & ~(_mask("bit-field-clear", start, end) << start)


@TABLE.procedure("bit-field-set")
def bit_field_set(integer: Int, start: Index, end: Index) -> int:
    """Return an integer with a field's bits 1. SRFI 151, Bit field operations."""
    return integer | _mask("bit-field-set", start, end) << start


@TABLE.procedure("bit-field-replace", "copy-bit-field")
def bit_field_replace(integer: Int, source: Int, start: Index, end: Index) -> int:
    """Return an integer with a field of another's lowest bits. SRFI 151, Bit field operations."""
    mask = _mask("bit-field-replace", start, end)
    return integer & ~(mask << start) | (source & mask) << start


@TABLE.procedure("bit-field-replace-same")
def bit_field_replace_same(integer: Int, source: Int, start: Index, end: Index) -> int:
    """Return an integer with another's field at the same place. SRFI 151, Bit field operations."""
    return bitwise_if(_mask("bit-field-replace-same", start, end) << start, source, integer)


@TABLE.procedure("bit-field-rotate", "rotate-bit-field")
def bit_field_rotate(integer: Int, count: Int, start: Index, end: Index) -> int:
    """Return an integer with a field rotated to the left. SRFI 151, Bit field operations."""
    width = end - start
    field = bit_field(integer, start, end)
    if width < 2:
        return integer
    count %= width
    return bit_field_replace(integer, field << count | field >> width - count, start, end)


@TABLE.procedure("bit-field-reverse", "reverse-bit-field")
def bit_field_reverse(integer: Int, start: Index, end: Index) -> int:
    """Return an integer with the order of a field's bits reversed.

    SRFI 151, Bit field operations.
    """
    field = bit_field(integer, start, end)
    if start == end:
        return integer
    turned = int(f"{field:0{end - start}b}"[::-1], 2)
    return bit_field_replace(integer, turned, start, end)


@TABLE.procedure("arithmetic-shift", "ash")
def arithmetic_shift(integer: Int, count: Int) -> int:
    """Return an integer shifted to the left, or right if `count` is negative.

    SRFI 151, Basic operations.
    """
    return integer << count if count >= 0 else integer >> -count


# Bits as booleans


def _bits(integer: int, length: int | None) -> list[bool]:
    """Return the bits, the lowest first."""
    return [bool(integer >> place & 1) for place in range(_width(integer, length))]


def _width(integer: int, length: int | None) -> int:
    return integer_length(integer) if length is None else length


def _integer(bits: Any) -> int:
    """Return the integer of bits, the lowest first."""
    digits = "".join("0" if each is False else "1" for each in reversed(list(bits)))
    return int(digits or "0", 2)


@TABLE.procedure("integer->list")
def integer_to_list(integer: Int, length: Index | None = None) -> Items:
    """Return a list of the bits, the highest first. SRFI 60, Bits as booleans."""
    return _bits(integer, length)[::-1]


@TABLE.procedure("list->integer")
def list_to_integer(bits: Items) -> int:
    """Return the integer of a list of bits, the highest first. SRFI 60, Bits as booleans."""
    return _integer(reversed(bits))


@TABLE.procedure("booleans->integer")
def booleans_to_integer(*bits: Any) -> int:
    """Return the integer of bits, the highest first. SRFI 60, Bits as booleans."""
    return _integer(reversed(bits))


@TABLE.procedure("bits->list")
def bits_to_list(integer: Int, length: Index | None = None) -> Items:
    """Return a list of the bits, the lowest first. SRFI 151, Bits conversion."""
    return _bits(integer, length)


@TABLE.procedure("list->bits")
def list_to_bits(bits: Items) -> int:
    """Return the integer of a list of bits, the lowest first. SRFI 151, Bits conversion."""
    return _integer(bits)


@TABLE.procedure("bits->vector")
def bits_to_vector(integer: Int, length: Index | None = None) -> Vec:
    """Return a vector of the bits, the lowest first. SRFI 151, Bits conversion."""
    return _bits(integer, length)


@TABLE.procedure("vector->bits")
def vector_to_bits(bits: Vec) -> int:
    """Return the integer of a vector of bits, the lowest first. SRFI 151, Bits conversion."""
    return _integer(bits)


@TABLE.procedure("bits")
def integer_of_bits(*bits: Any) -> int:
    """Return the integer of bits, the lowest first. SRFI 151, Bits conversion."""
    return _integer(bits)


# Fold, unfold, and generate


@TABLE.procedure("bitwise-fold")
def bitwise_fold(procedure: Proc, start: Any, integer: Int) -> Any:
    """Combine the bits, the lowest first. SRFI 151, Fold, unfold, and generate."""
    for each in _bits(integer, None):
        start = call(procedure, each, start)
    return start


@TABLE.procedure("bitwise-for-each")
def bitwise_for_each(procedure: Proc, integer: Int) -> None:
    """Call a procedure with each bit, the lowest first. SRFI 151, Fold, unfold, and generate."""
    for each in _bits(integer, None):
        call(procedure, each)


@TABLE.procedure("bitwise-unfold")
def bitwise_unfold(stop: Proc, bit: Proc, successor: Proc, seed: Any) -> int:
    """Return the integer of bits that seeds give. SRFI 151, Fold, unfold, and generate."""
    found = []
    while call(stop, seed) is False:
        found.append(call(bit, seed))
        seed = call(successor, seed)
    return _integer(found)


@TABLE.procedure("make-bitwise-generator")
def make_bitwise_generator(integer: Int) -> Any:
    """Return a procedure that gives a bit at each call, without end.

    SRFI 151, Fold, unfold, and generate.
    """
    rest = integer

    def generate() -> bool:
        nonlocal rest
        bit = bool(rest & 1)
        rest >>= 1
        return bit

    return generate
