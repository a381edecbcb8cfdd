"""Strings as CHICKEN has them: (chicken string)."""

from __future__ import annotations

from typing import Any, Final

from ...data import Pair, String
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Index, Int, Items, Text
from ...printer import displayed
from ..srfi.srfi13 import folded

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("conc")
def conc(*values: Any) -> Text:
    """Return the values as `display` writes them. CHICKEN manual, Module (chicken string)."""
    return "".join(displayed(each, STATE.profile) for each in values)


@TABLE.procedure("->string")
def to_string(value: Any) -> Text:
    """Return a value as `display` writes it. CHICKEN manual, Module (chicken string)."""
    return displayed(value, STATE.profile)


@TABLE.procedure("string-chop")
def string_chop(string: Text, length: Int) -> Items:
    """Return the parts of a length that a string consists of; the last may be shorter.

    CHICKEN manual, Module (chicken string).
    """
    if length < 1:
        refuse("string-chop", 2, "a positive integer", length, False)
    return [String(string[place : place + length]) for place in range(0, len(string), length)]


@TABLE.procedure("string-chomp")
def string_chomp(string: Text, suffix: Text = "\n") -> Text:
    """Return a string without a suffix. CHICKEN manual, Module (chicken string)."""
    return string.removesuffix(suffix)


def _compared(one: str, other: str) -> int:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return ord(left) - ord(right)
    return len(one) - len(other)


@TABLE.procedure("string-compare3")
def string_compare3(one: Text, other: Text) -> int:
    """Return a negative number, 0 or a positive one, as one string is less, equal or greater.

    CHICKEN manual, Module (chicken string).
    """
    return _compared(one, other)


@TABLE.procedure("string-compare3-ci")
def string_compare3_ci(one: Text, other: Text) -> int:
    """As `string-compare3`, whatever the case. CHICKEN manual, Module (chicken string)."""
    return _compared(folded(one), folded(other))


def _texts(procedure: str, strings: list[Any]) -> list[str]:
    for each in strings:
        if each.__class__ is not String:
            refuse(procedure, 1, "a list of strings", each)
    return [each.text for each in strings]


@TABLE.procedure("string-intersperse")
def string_intersperse(strings: Items, between: Text = " ") -> Text:
    """Return the strings of a list with one between them.

    CHICKEN manual, Module (chicken string).
    """
    return between.join(_texts("string-intersperse", strings))


@TABLE.procedure("string-split")
def string_split(string: Text, delimiters: Text = "\t\n ", keep_empty: Any = False) -> Items:
    """Return the parts of a string between delimiters; with `keep_empty`, also empty ones.

    CHICKEN manual, Module (chicken string).
    """
    parts = [""]
    for each in string:
        if each in delimiters:
            parts.append("")
        else:
            parts[-1] += each
    return [String(each) for each in parts if each or keep_empty is not False]


def _characters(procedure: str, place: int, value: Any) -> str:
    if value.__class__ is str:
        return str(value)
    if value.__class__ is not String:
        refuse(procedure, place, "a character or a string", value)
    return str(value.text)


@TABLE.procedure("string-translate")
def string_translate(string: Text, source: Any, target: Any = None) -> Text:
    """Return a string in which characters of `source` are replaced by those of `target`.

    Either is a character or a string; without `target` they are removed. CHICKEN manual, Module
    (chicken string).
    """
    name = "string-translate"
    found = _characters(name, 2, source)
    if target is None or target is False:
        return string.translate(dict.fromkeys(map(ord, found)))
    made = _characters(name, 3, target)
    if target.__class__ is str:
        made *= len(found)
    elif source.__class__ is str:
        refuse(name, 3, "a character", target)
    table: dict[int, str] = {}
    for place, each in enumerate(found):
        if place < len(made):
            table.setdefault(ord(each), made[place])
        elif each in string:
            refuse(name, 3, "a string as long as the one before it", target, False)
    return string.translate(table)


@TABLE.procedure("string-translate*")
def string_translate_all(string: Text, replacements: Items) -> Text:
    """Return a string with parts replaced, each by the first entry of a list that fits.

    CHICKEN manual, Module (chicken string).
    """
    name = "string-translate*"
    pairs = []
    for each in replacements:
        if each.__class__ is not Pair or each.cdr.__class__ is not String:
            refuse(name, 2, "a list of pairs of strings", each)
        pairs += [(part, each.cdr.text) for part in _texts(name, [each.car])]
    made: list[str] = []
    place = 0
    while place < len(string):
        for part, new in pairs:
            if part and string.startswith(part, place):
                made.append(new)
                place += len(part)
                break
        else:
            made.append(string[place])
            place += 1
    return "".join(made)


def _same_part(one: str, other: str, start1: int, start2: int, length: int | None) -> bool:
    if start1 > len(one) or start2 > len(other):
        return False
    most = min(len(one) - start1, len(other) - start2)
    count = most if length is None else length
    if count > most:
        return False
    return one[start1 : start1 + count] == other[start2 : start2 + count]


@TABLE.procedure("substring=?")
def is_substring(
    one: Text, other: Text, start1: Index = 0, start2: Index = 0, length: Index | None = None
) -> bool:
    """Return whether parts of two strings are equal, as far as the shorter goes.

    CHICKEN manual, Module (chicken string).
    """
    return _same_part(one, other, start1, start2, length)


@TABLE.procedure("substring-ci=?")
def is_substring_ci(
    one: Text, other: Text, start1: Index = 0, start2: Index = 0, length: Index | None = None
) -> bool:
    """As `substring=?`, whatever the case. CHICKEN manual, Module (chicken string)."""
    return _same_part(folded(one), folded(other), start1, start2, length)


def _index(procedure: str, part: str, string: str, start: int) -> Any:
    if start > len(string):
        refuse(procedure, 3, f"an index up to {len(string)}", start, False)
    found = string.find(part, start)
    return found if found >= 0 else False


@TABLE.procedure("substring-index")
def substring_index(part: Text, string: Text, start: Index = 0) -> Any:
    """Return the index of the first part that equals a string, or #f.

    CHICKEN manual, Module (chicken string).
    """
    return _index("substring-index", part, string, start)


@TABLE.procedure("substring-index-ci")
def substring_index_ci(part: Text, string: Text, start: Index = 0) -> Any:
    """As `substring-index`, whatever the case. CHICKEN manual, Module (chicken string)."""
    return _index("substring-index-ci", folded(part), folded(string), start)


@TABLE.procedure("reverse-string-append")
def reverse_string_append(strings: Items) -> Text:
    """Return the strings of a list as one, the last first.

    CHICKEN manual, Module (chicken string).
    """
    return "".join(reversed(_texts("reverse-string-append", strings)))


@TABLE.procedure("reverse-list->string")
def reverse_list_to_string(characters: Items) -> Text:
    """Return a string of a list's characters, the last first.

    CHICKEN manual, Module (chicken string).
    """
    for each in characters:
        if each.__class__ is not str:
            refuse("reverse-list->string", 1, "a list of characters", each)
    return "".join(reversed(characters))
