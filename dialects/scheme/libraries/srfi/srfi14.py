"""SRFI 14: character sets.

The procedures with `!` may change a set and need not; here they do not.
"""

from __future__ import annotations

import itertools
from functools import reduce
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import String, Values
from ...declaration import Table, refuse
from ...kinds import Char, Index, Items, Kind, Proc, Text
from ..charsets import FULL, STANDARD, CharSet, CharSetOf, of_characters, of_range

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _set in STANDARD.items():
    TABLE.value(_name, _set)

_CURSOR: Final = Kind("a cursor", "{0}.__class__ is int")
_Cursor: TypeAlias = Annotated[int, _CURSOR]
_AT_END: Final = 0x110000


# General procedures


@TABLE.procedure("char-set?")
def is_char_set(value: Any) -> bool:
    """Return whether a value is a character set. SRFI 14, General procedures."""
    return value.__class__ is CharSet


@TABLE.procedure("char-set=")
def char_set_equal(*sets: CharSetOf) -> bool:
    """Return whether the sets have the same characters. SRFI 14, General procedures."""
    return len({each.bits for each in sets}) < 2


@TABLE.procedure("char-set<=")
def char_set_subset(*sets: CharSetOf) -> bool:
    """Return whether each set is a subset of the next. SRFI 14, General procedures."""
    return all(not one.bits & ~two.bits for one, two in itertools.pairwise(sets))


@TABLE.procedure("char-set-hash")
def char_set_hash(charset: CharSetOf, bound: Index = 0) -> int:
    """Return a number below `bound` that equal sets share. SRFI 14, General procedures."""
    return hash(charset.bits) % (bound or 2**22)


# Iterating over character sets


def _from(charset: CharSet, code: int) -> int:
    """Return the first code point of a set from `code` on."""
    rest = charset.bits >> code
    return code + (rest & -rest).bit_length() - 1 if rest else _AT_END


@TABLE.procedure("char-set-cursor")
def char_set_cursor(charset: CharSetOf) -> int:
    """Return a cursor at a set's first character. SRFI 14, Iterating over character sets."""
    return _from(charset, 0)


@TABLE.procedure("char-set-ref")
def char_set_ref(charset: CharSetOf, cursor: _Cursor) -> str:
    """Return the character at a cursor. SRFI 14, Iterating over character sets."""
    if not 0 <= cursor < _AT_END or chr(cursor) not in charset:
        refuse("char-set-ref", 2, "a cursor at a character of the set", cursor, False)
    return chr(cursor)


@TABLE.procedure("char-set-cursor-next")
def char_set_cursor_next(charset: CharSetOf, cursor: _Cursor) -> int:
    """Return a cursor at the next character. SRFI 14, Iterating over character sets."""
    if not 0 <= cursor < _AT_END:
        refuse("char-set-cursor-next", 2, "a cursor that is not at the end", cursor, False)
    return _from(charset, cursor + 1)


@TABLE.procedure("end-of-char-set?")
def is_end_of_char_set(cursor: _Cursor) -> bool:
    """Return whether a cursor is behind the last one. SRFI 14, Iterating over character sets."""
    return cursor >= _AT_END


@TABLE.procedure("char-set-fold")
def char_set_fold(procedure: Proc, start: Any, charset: CharSetOf) -> Any:
    """Combine the characters of a set. SRFI 14, Iterating over character sets."""
    for each in charset:
        start = call(procedure, each, start)
    return start


@TABLE.procedure("char-set-unfold", "char-set-unfold!")
def char_set_unfold(
    stop: Proc,
    item: Proc,
    successor: Proc,
    seed: Any,
    base: CharSetOf = STANDARD["char-set:empty"],
) -> CharSet:
    """Return a set of what seeds give, up to the one that stops.

    The stop comes first, as in the reference implementation and in all systems that have it; the
    text of SRFI 14 has the other order. SRFI 14, Iterating over character sets.
    """
    found = []
    while call(stop, seed) is False:
        found.append(_character("char-set-unfold", call(item, seed)))
        seed = call(successor, seed)
    return CharSet(base.bits | of_characters(found))


def _character(procedure: str, value: Any) -> str:
    if value.__class__ is not str:
        refuse(procedure, 1, "a procedure that returns a character", value)
    return str(value)


@TABLE.procedure("char-set-for-each")
def char_set_for_each(procedure: Proc, charset: CharSetOf) -> None:
    """Call a procedure with each character. SRFI 14, Iterating over character sets."""
    for each in charset:
        call(procedure, each)


@TABLE.procedure("char-set-map")
def char_set_map(procedure: Proc, charset: CharSetOf) -> CharSet:
    """Return the set of what a procedure gives. SRFI 14, Iterating over character sets."""
    made = (_character("char-set-map", call(procedure, each)) for each in charset)
    return CharSet(of_characters(made))


# Creating character sets


@TABLE.procedure("char-set-copy")
def char_set_copy(charset: CharSetOf) -> CharSet:
    """Return a new set of the same characters. SRFI 14, Creating character sets."""
    return CharSet(charset.bits)


@TABLE.procedure("char-set")
def char_set(*characters: Char) -> CharSet:
    """Return the set of the arguments. SRFI 14, Creating character sets."""
    return CharSet(of_characters(characters))


@TABLE.procedure("list->char-set", "list->char-set!")
def list_to_char_set(characters: Items, base: CharSetOf = STANDARD["char-set:empty"]) -> CharSet:
    """Return the set of a list's characters, and `base`'s. SRFI 14, Creating character sets."""
    for each in characters:
        if each.__class__ is not str:
            refuse("list->char-set", 1, "a list of characters", each)
    return CharSet(base.bits | of_characters(characters))


@TABLE.procedure("string->char-set", "string->char-set!")
def string_to_char_set(string: Text, base: CharSetOf = STANDARD["char-set:empty"]) -> CharSet:
    """Return the set of a string's characters, and `base`'s. SRFI 14, Creating character sets."""
    return CharSet(base.bits | of_characters(string))


@TABLE.procedure("char-set-filter", "char-set-filter!")
def char_set_filter(
    test: Proc, charset: CharSetOf, base: CharSetOf = STANDARD["char-set:empty"]
) -> CharSet:
    """Return the set of what a test is true for, and `base`. SRFI 14, Creating character sets."""
    found = [each for each in charset if call(test, each) is not False]
    return CharSet(base.bits | of_characters(found))


@TABLE.procedure("ucs-range->char-set", "ucs-range->char-set!")
def ucs_range_to_char_set(
    lower: Index, upper: Index, error: Any = False, base: CharSetOf = STANDARD["char-set:empty"]
) -> CharSet:
    """Return the set of code points from `lower` up to `upper`, and the characters of `base`.

    With a true `error`, code points that are no characters are refused. SRFI 14, Creating
    character sets.
    """
    if upper < lower:
        refuse("ucs-range->char-set", 2, "a code point that is not below the first", upper, False)
    if error is not False and (upper > _AT_END or (lower < 0xE000 and upper > 0xD800)):
        refuse("ucs-range->char-set", 2, "a range of characters", upper, False)
    return CharSet(base.bits | of_range(min(lower, _AT_END), min(upper, _AT_END)))


@TABLE.procedure("->char-set")
def to_char_set(value: Any) -> CharSet:
    """Return a set of a character, a string or a set. SRFI 14, Creating character sets."""
    if value.__class__ is CharSet:
        return value
    if value.__class__ is str:
        return CharSet(of_characters(value))
    if value.__class__ is String:
        return CharSet(of_characters(value.text))
    refuse("->char-set", 1, "a character, a string or a character set", value)


# Querying character sets


@TABLE.procedure("char-set->list")
def char_set_to_list(charset: CharSetOf) -> Items:
    """Return a list of the characters. SRFI 14, Querying character sets."""
    return list(charset)


@TABLE.procedure("char-set->string")
def char_set_to_string(charset: CharSetOf) -> Text:
    """Return a string of the characters. SRFI 14, Querying character sets."""
    return "".join(charset)


@TABLE.procedure("char-set-size")
def char_set_size(charset: CharSetOf) -> int:
    """Return how many characters a set has. SRFI 14, Querying character sets."""
    return len(charset)


@TABLE.procedure("char-set-count")
def char_set_count(test: Proc, charset: CharSetOf) -> int:
    """Return for how many characters a test is true. SRFI 14, Querying character sets."""
    return sum(call(test, each) is not False for each in charset)


@TABLE.procedure("char-set-contains?")
def char_set_contains(charset: CharSetOf, character: Char) -> bool:
    """Return whether a set has a character. SRFI 14, Querying character sets."""
    return character in charset


@TABLE.procedure("char-set-every")
def char_set_every(test: Proc, charset: CharSetOf) -> Any:
    """Return #f if a test gives it, else its last value. SRFI 14, Querying character sets."""
    found: Any = True
    for each in charset:
        found = call(test, each)
        if found is False:
            break
    return found


@TABLE.procedure("char-set-any")
def char_set_any(test: Proc, charset: CharSetOf) -> Any:
    """Return the first true value that a test gives, or #f. SRFI 14, Querying character sets."""
    for each in charset:
        found = call(test, each)
        if found is not False:
            return found
    return False


# Character set algebra


@TABLE.procedure("char-set-adjoin", "char-set-adjoin!")
def char_set_adjoin(charset: CharSetOf, *characters: Char) -> CharSet:
    """Return a set with more characters. SRFI 14, Character-set algebra."""
    return CharSet(charset.bits | of_characters(characters))


@TABLE.procedure("char-set-delete", "char-set-delete!")
def char_set_delete(charset: CharSetOf, *characters: Char) -> CharSet:
    """Return a set without some characters. SRFI 14, Character-set algebra."""
    return CharSet(charset.bits & ~of_characters(characters))


@TABLE.procedure("char-set-complement", "char-set-complement!")
def char_set_complement(charset: CharSetOf) -> CharSet:
    """Return the set of all other characters. SRFI 14, Character-set algebra."""
    return CharSet(FULL.bits & ~charset.bits)


@TABLE.procedure("char-set-union")
def char_set_union(*sets: CharSetOf) -> CharSet:
    """Return the characters of any set. SRFI 14, Character-set algebra."""
    return CharSet(reduce(lambda bits, each: bits | each.bits, sets, 0))


@TABLE.procedure("char-set-intersection")
def char_set_intersection(*sets: CharSetOf) -> CharSet:
    """Return the characters that all sets have. SRFI 14, Character-set algebra."""
    return CharSet(reduce(lambda bits, each: bits & each.bits, sets, FULL.bits))


@TABLE.procedure("char-set-difference", "char-set-difference!")
def char_set_difference(first: CharSetOf, *others: CharSetOf) -> CharSet:
    """Return the first set's characters that no other has. SRFI 14, Character-set algebra."""
    return CharSet(reduce(lambda bits, each: bits & ~each.bits, others, first.bits))


@TABLE.procedure("char-set-xor")
def char_set_xor(*sets: CharSetOf) -> CharSet:
    """Return the characters of an odd number of sets. SRFI 14, Character-set algebra."""
    return CharSet(reduce(lambda bits, each: bits ^ each.bits, sets, 0))


@TABLE.procedure("char-set-union!")
def char_set_union_in_place(first: CharSetOf, *others: CharSetOf) -> CharSet:
    """Return what `char-set-union` does. SRFI 14, Character-set algebra."""
    return char_set_union(first, *others)


@TABLE.procedure("char-set-intersection!")
def char_set_intersection_in_place(first: CharSetOf, *others: CharSetOf) -> CharSet:
    """Return what `char-set-intersection` does. SRFI 14, Character-set algebra."""
    return char_set_intersection(first, *others)


@TABLE.procedure("char-set-xor!")
def char_set_xor_in_place(first: CharSetOf, *others: CharSetOf) -> CharSet:
    """Return what `char-set-xor` does. SRFI 14, Character-set algebra."""
    return char_set_xor(first, *others)


@TABLE.procedure("char-set-diff+intersection")
def char_set_diff_and_intersection(first: CharSetOf, *others: CharSetOf) -> Any:
    """Return the first set's characters that no other has, and the rest of it, as two values.

    SRFI 14, Character-set algebra.
    """
    union = char_set_union(*others).bits
    return Values((CharSet(first.bits & ~union), CharSet(first.bits & union)))


@TABLE.procedure("char-set-diff+intersection!")
def char_set_diff_and_intersection_in_place(
    first: CharSetOf, second: CharSetOf, *others: CharSetOf
) -> Any:
    """Return what `char-set-diff+intersection` does. SRFI 14, Character-set algebra."""
    return char_set_diff_and_intersection(first, second, *others)
