"""R6RS's small integers: (rnrs arithmetic fixnums). They have 62 bits, as in Guile."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable
from functools import reduce
from typing import Annotated, Any, Final, TypeAlias

from ...calls import values
from ...condition_types import compound
from ...control import raise_
from ...data import String, Symbol, to_list
from ...declaration import Table, refuse
from ...kinds import Kind
from .. import bitwise
from . import numbers as rnrs_numbers
from .numbers import divided, divided_evenly

__all__ = ["GREATEST", "LEAST", "TABLE", "Fixnum"]

TABLE: Final = Table()

_WIDTH: Final = 62
GREATEST: Final = 2 ** (_WIDTH - 1) - 1
LEAST: Final = -(2 ** (_WIDTH - 1))

FIXNUM: Final = Kind(
    "a fixnum", "{}.__class__ is int", value_test=f"{LEAST} <= {{}} <= {GREATEST}"
)
_PLACE: Final = Kind(
    "a place within a fixnum", "{}.__class__ is int", value_test=f"0 <= {{}} <= {_WIDTH}"
)
_SHIFT: Final = Kind(
    "less than the bits of a fixnum",
    "{}.__class__ is int",
    value_test=f"-{_WIDTH} < {{}} < {_WIDTH}",
)
_UP: Final = Kind(
    "from 0 to less than the bits of a fixnum",
    "{}.__class__ is int",
    value_test=f"0 <= {{}} < {_WIDTH}",
)
Fixnum: TypeAlias = Annotated[int, FIXNUM]
_Place: TypeAlias = Annotated[int, _PLACE]
_Shift: TypeAlias = Annotated[int, _SHIFT]
_Up: TypeAlias = Annotated[int, _UP]


def _fitting(procedure: str, number: int, *arguments: int) -> int:
    """Return a result that is a fixnum; raise the condition for one that is none."""
    if LEAST <= number <= GREATEST:
        return number
    told = String("the result is no fixnum")
    raise_(
        compound(
            ("implementation-restriction", ()),
            ("who", (Symbol(procedure),)),
            ("message", (told,)),
            ("irritants", (to_list(arguments),)),
        )
    )
    return 0


@TABLE.procedure("fixnum?")
def is_fixnum(value: Any) -> bool:
    """Return whether a value is a small integer. R6RS library, 11.2."""
    return value.__class__ is int and LEAST <= value <= GREATEST


@TABLE.procedure("fixnum-width")
def fixnum_width() -> int:
    """Return how many bits a fixnum has. R6RS library, 11.2."""
    return _WIDTH


@TABLE.procedure("least-fixnum")
def least_fixnum() -> int:
    """Return the smallest fixnum. R6RS library, 11.2."""
    return LEAST


@TABLE.procedure("greatest-fixnum")
def greatest_fixnum() -> int:
    """Return the largest fixnum. R6RS library, 11.2."""
    return GREATEST


def _chained(name: str, test: Callable[[Any, Any], bool]) -> None:
    def chain(first: Fixnum, *others: Fixnum) -> bool:
        return all(itertools.starmap(test, itertools.pairwise((first, *others))))

    TABLE.procedure(name)(chain)


def _tested(name: str, test: Callable[[int], bool]) -> None:
    def tested(fixnum: Fixnum) -> bool:
        return test(fixnum)

    TABLE.procedure(name)(tested)


def _calculated(name: str, operate: Callable[[int, int], int]) -> None:
    def calculate(one: Fixnum, other: Fixnum) -> int:
        return _fitting(name, operate(one, other), one, other)

    TABLE.procedure(name)(calculate)


def _gathered(name: str, operate: Callable[[int, int], int], empty: int) -> None:
    def gather(*fixnums: Fixnum) -> int:
        return reduce(operate, fixnums, empty)

    TABLE.procedure(name)(gather)


for _name, _test in (
    ("fx=?", operator.eq),
    ("fx<?", operator.lt),
    ("fx>?", operator.gt),
    ("fx<=?", operator.le),
    ("fx>=?", operator.ge),
):
    _chained(_name, _test)
for _name, _is in (
    ("fxzero?", lambda fixnum: fixnum == 0),
    ("fxpositive?", lambda fixnum: fixnum > 0),
    ("fxnegative?", lambda fixnum: fixnum < 0),
    ("fxodd?", lambda fixnum: fixnum % 2 == 1),
    ("fxeven?", lambda fixnum: fixnum % 2 == 0),
):
    _tested(_name, _is)
for _name, _operate in (
    ("fx+", operator.add),
    ("fx*", operator.mul),
    ("fxdiv", lambda one, other: divided(one, other)[0]),
    ("fxmod", lambda one, other: divided(one, other)[1]),
    ("fxdiv0", lambda one, other: divided_evenly(one, other)[0]),
    ("fxmod0", lambda one, other: divided_evenly(one, other)[1]),
):
    _calculated(_name, _operate)
_gathered("fxand", operator.and_, -1)
_gathered("fxior", operator.or_, 0)
_gathered("fxxor", operator.xor, 0)


@TABLE.procedure("fx-")
def fx_minus(one: Fixnum, other: Fixnum | None = None) -> int:
    """Return the difference of two fixnums, or one negated. R6RS library, 11.2."""
    if other is None:
        return _fitting("fx-", -one, one)
    return _fitting("fx-", one - other, one, other)


@TABLE.procedure("fxmax")
def fxmax(first: Fixnum, *others: Fixnum) -> int:
    """Return the largest fixnum. R6RS library, 11.2."""
    return max(first, *others) if others else first


@TABLE.procedure("fxmin")
def fxmin(first: Fixnum, *others: Fixnum) -> int:
    """Return the smallest fixnum. R6RS library, 11.2."""
    return min(first, *others) if others else first


@TABLE.procedure("fxdiv-and-mod")
def fxdiv_and_mod(one: Fixnum, other: Fixnum) -> Any:
    """Return what `fxdiv` and `fxmod` do. R6RS library, 11.2."""
    quotient, rest = divided(one, other)
    return values(_fitting("fxdiv-and-mod", quotient, one, other), rest)


@TABLE.procedure("fxdiv0-and-mod0")
def fxdiv0_and_mod0(one: Fixnum, other: Fixnum) -> Any:
    """Return what `fxdiv0` and `fxmod0` do. R6RS library, 11.2."""
    quotient, rest = divided_evenly(one, other)
    return values(_fitting("fxdiv0-and-mod0", quotient, one, other), rest)


def _carried(number: int) -> Any:
    """Return a number's lowest bits as a fixnum, and what is carried."""
    carry, rest = divided_evenly(number, 2**_WIDTH)
    return values(rest, carry)


@TABLE.procedure("fx+/carry")
def fx_plus_carry(one: Fixnum, other: Fixnum, carry: Fixnum) -> Any:
    """Return the sum of three fixnums in two. R6RS library, 11.2."""
    return _carried(one + other + carry)


@TABLE.procedure("fx-/carry")
def fx_minus_carry(one: Fixnum, other: Fixnum, carry: Fixnum) -> Any:
    """Return the difference of three fixnums in two. R6RS library, 11.2."""
    return _carried(one - other - carry)


@TABLE.procedure("fx*/carry")
def fx_times_carry(one: Fixnum, other: Fixnum, carry: Fixnum) -> Any:
    """Return a product and a sum of fixnums in two. R6RS library, 11.2."""
    return _carried(one * other + carry)


# Bits


@TABLE.procedure("fxnot")
def fxnot(fixnum: Fixnum) -> int:
    """Return the bits that a fixnum does not have. R6RS library, 11.2."""
    return ~fixnum


@TABLE.procedure("fxif")
def fxif(mask: Fixnum, one: Fixnum, other: Fixnum) -> int:
    """Return the bits of `one` where the mask has one, those of `other` elsewhere.

    R6RS library, 11.2.
    """
    return (mask & one) | (~mask & other)


@TABLE.procedure("fxbit-count")
def fxbit_count(fixnum: Fixnum) -> int:
    """Return how many bits are 1; of a negative one, -1 minus those that are 0.

    R6RS library, 11.2.
    """
    return rnrs_numbers.bitwise_bit_count(fixnum)


@TABLE.procedure("fxlength")
def fxlength(fixnum: Fixnum) -> int:
    """Return how many bits a fixnum takes without its sign. R6RS library, 11.2."""
    return bitwise.integer_length(fixnum)


@TABLE.procedure("fxfirst-bit-set")
def fxfirst_bit_set(fixnum: Fixnum) -> int:
    """Return the place of the lowest bit that is 1, or -1. R6RS library, 11.2."""
    return bitwise.first_set_bit(fixnum)


@TABLE.procedure("fxbit-set?")
def is_fxbit_set(fixnum: Fixnum, place: Fixnum) -> bool:
    """Return whether a bit is 1. R6RS library, 11.2."""
    if place < 0:
        refuse("fxbit-set?", 2, "a place from 0 on", place, False)
    return bool(fixnum >> min(place, _WIDTH) & 1)


@TABLE.procedure("fxcopy-bit")
def fxcopy_bit(fixnum: Fixnum, place: _Up, bit: Fixnum) -> int:
    """Return a fixnum with a bit replaced. R6RS library, 11.2."""
    return _signed(rnrs_numbers.bitwise_copy_bit(fixnum, place, bit))


def _signed(number: int) -> int:
    """Return the fixnum that has a number's lowest bits."""
    rest = number & (1 << _WIDTH) - 1
    return rest if rest <= GREATEST else rest - 2**_WIDTH


@TABLE.procedure("fxbit-field")
def fxbit_field(fixnum: Fixnum, start: _Place, end: _Place) -> int:
    """Return a part of the bits. R6RS library, 11.2."""
    return bitwise.bit_field(fixnum, start, end)


@TABLE.procedure("fxcopy-bit-field")
def fxcopy_bit_field(fixnum: Fixnum, start: _Place, end: _Place, source: Fixnum) -> int:
    """Return a fixnum with a part of its bits replaced. R6RS library, 11.2."""
    return _signed(bitwise.bit_field_replace(fixnum, source, start, end))


@TABLE.procedure("fxarithmetic-shift")
def fxarithmetic_shift(fixnum: Fixnum, count: _Shift) -> int:
    """Return a fixnum times a power of 2, rounded down. R6RS library, 11.2."""
    made = bitwise.arithmetic_shift(fixnum, count)
    return _fitting("fxarithmetic-shift", made, fixnum, count)


@TABLE.procedure("fxarithmetic-shift-left")
def fxarithmetic_shift_left(fixnum: Fixnum, count: _Up) -> int:
    """Return a fixnum times a power of 2. R6RS library, 11.2."""
    return _fitting("fxarithmetic-shift-left", fixnum << count, fixnum, count)


@TABLE.procedure("fxarithmetic-shift-right")
def fxarithmetic_shift_right(fixnum: Fixnum, count: _Up) -> int:
    """Return a fixnum divided by a power of 2, rounded down. R6RS library, 11.2."""
    return fixnum >> count


@TABLE.procedure("fxrotate-bit-field")
def fxrotate_bit_field(fixnum: Fixnum, start: _Place, end: _Place, count: _Place) -> int:
    """Return a fixnum with a part of its bits rotated to the left. R6RS library, 11.2."""
    return _signed(bitwise.bit_field_rotate(fixnum, count, start, end))


@TABLE.procedure("fxreverse-bit-field")
def fxreverse_bit_field(fixnum: Fixnum, start: _Place, end: _Place) -> int:
    """Return a fixnum with a part of its bits in reverse order. R6RS library, 11.2."""
    return _signed(bitwise.bit_field_reverse(fixnum, start, end))
