"""Characters and strings (R7RS 6.6, 6.7)."""

from __future__ import annotations

import itertools
import operator
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from ..calls import call
from ..data import String
from ..declaration import Table, refuse
from ..dynamics import STATE
from ..kinds import Char, Index, Items, MutableStr, Proc, Text, Vec

__all__ = ["TABLE", "span"]

TABLE: Final = Table()


def span(procedure: str, length: int, start: Any, end: Any, place: int = 2) -> tuple[int, int]:
    """Return a start and an end within a length; the conditions name the arguments from `place`.

    What is left out is None (or #f), and stands for the whole.
    """
    first = 0 if start is None or start is False else start
    last = length if end is None or end is False else end
    for count, value in enumerate((first, last)):
        if value.__class__ is not int:
            refuse(procedure, place + count, "an exact non-negative integer", value)
    if not 0 <= last <= length:
        refuse(procedure, place + 1, "an end within the length", last, False)
    if not 0 <= first <= last:
        refuse(procedure, place, "a start before the end", first, False)
    return first, last


# Characters


@TABLE.procedure("char?")
def is_char(value: Any) -> bool:
    """Return whether a value is a character. R7RS 6.6."""
    return value.__class__ is str


@TABLE.procedure("char->integer")
def char_to_integer(char: Char) -> int:
    """Return a character's number. R7RS 6.6."""
    return ord(char)


@TABLE.procedure("integer->char")
def integer_to_char(number: Index) -> str:
    """Return the character that has a number. R7RS 6.6."""
    if number > 0x10FFFF or 0xD800 <= number < 0xE000:
        refuse("integer->char", 1, "a character's number", number, False)
    return chr(number)


def _single(changed: Callable[[str], str]) -> Callable[[str], str]:
    """Return a change of case that leaves a character as it is that would become several."""

    def change(char: str) -> str:
        if not _has_case(char):
            return char
        made = changed(char)
        return made if len(made) == 1 else char

    return change


def _has_case(text: str) -> bool:
    """Return whether characters can be letters: a byte beyond ASCII cannot."""
    return text.isascii() or not STATE.profile.byte_strings


def _folded(text: str) -> str:
    return text.casefold() if _has_case(text) else "".join(map(_FOLD, text))


_UP: Final = _single(str.upper)
_DOWN: Final = _single(str.lower)
_FOLD: Final = _single(str.casefold)


@TABLE.procedure("char-upcase")
def char_upcase(char: Char) -> str:
    """Return a character in upper case. R7RS 6.6."""
    return _UP(char)


@TABLE.procedure("char-downcase")
def char_downcase(char: Char) -> str:
    """Return a character in lower case. R7RS 6.6."""
    return _DOWN(char)


@TABLE.procedure("char-foldcase")
def char_foldcase(char: Char) -> str:
    """Return a character for comparisons without case. R7RS 6.6."""
    return _FOLD(char)


@TABLE.procedure("char-alphabetic?")
def is_char_alphabetic(char: Char) -> bool:
    """Return whether a character is a letter. R7RS 6.6."""
    return char.isalpha() and _has_case(char)


@TABLE.procedure("char-numeric?")
def is_char_numeric(char: Char) -> bool:
    """Return whether a character is a decimal digit. R7RS 6.6."""
    return unicodedata.category(char) == "Nd"


@TABLE.procedure("char-whitespace?")
def is_char_whitespace(char: Char) -> bool:
    """Return whether a character is white space. R7RS 6.6."""
    return char.isspace() and not "\x1c" <= char <= "\x1f" and _has_case(char)


@TABLE.procedure("char-upper-case?")
def is_char_upper_case(char: Char) -> bool:
    """Return whether a character is an upper-case letter. R7RS 6.6."""
    return char.isupper() and _has_case(char)


@TABLE.procedure("char-lower-case?")
def is_char_lower_case(char: Char) -> bool:
    """Return whether a character is a lower-case letter. R7RS 6.6."""
    return char.islower() and _has_case(char)


@TABLE.procedure("digit-value")
def digit_value(char: Char) -> Any:
    """Return what a decimal digit is worth, #f for another character. R7RS 6.6."""
    return unicodedata.digit(char) if unicodedata.category(char) == "Nd" else False


# Comparisons

_TESTS: Final = {
    "=?": operator.eq,
    "<?": operator.lt,
    ">?": operator.gt,
    "<=?": operator.le,
    ">=?": operator.ge,
}


def _compare(name: str, kind: Any, test: Callable[[Any, Any], bool], change: Any) -> None:
    def compare(first: Any, *others: Any) -> bool:
        values = [first, *others]
        if change is not None:
            values = [change(each) for each in values]
        return all(test(one, other) for one, other in itertools.pairwise(values))

    compare.__annotations__ = {"first": kind, "others": kind, "return": bool}
    TABLE.procedure(name)(compare)


for _suffix, _test in _TESTS.items():
    _compare(f"char{_suffix}", Char, _test, None)
    _compare(f"char-ci{_suffix}", Char, _test, _FOLD)
    _compare(f"string{_suffix}", Text, _test, None)
    _compare(f"string-ci{_suffix}", Text, _test, _folded)


# Strings


@TABLE.procedure("string?")
def is_string(value: Any) -> bool:
    """Return whether a value is a string. R7RS 6.7."""
    return value.__class__ is String


@TABLE.procedure("make-string")
def make_string(length: Index, fill: Char = " ") -> Text:
    """Return a string of one character so many times. R7RS 6.7."""
    return fill * length


@TABLE.procedure("string")
def string(*chars: Char) -> Text:
    """Return a string of characters. R7RS 6.7."""
    return "".join(chars)


@TABLE.procedure("string-length")
def string_length(string: Text) -> int:
    """Return the length of a string. R7RS 6.7."""
    return len(string)


@TABLE.procedure("string-ref")
def string_ref(string: Text, place: Index) -> str:
    """Return the character at a place of a string, counted from 0. R7RS 6.7."""
    if place >= len(string):
        refuse("string-ref", 2, "a place within the string", place, False)
    return string[place]


@TABLE.procedure("string-set!")
def string_set(string: MutableStr, place: Index, char: Char) -> None:
    """Replace the character at a place of a string. R7RS 6.7."""
    text = string.text
    if place >= len(text):
        refuse("string-set!", 2, "a place within the string", place, False)
    string.text = f"{text[:place]}{char}{text[place + 1 :]}"


@TABLE.procedure("substring")
def substring(string: Text, start: Any, end: Any = None) -> Text:
    """Return a part of a string. R7RS 6.7."""
    first, last = span("substring", len(string), start, end)
    return string[first:last]


@TABLE.procedure("string-append")
def string_append(*strings: Text) -> Text:
    """Return the strings in one. R7RS 6.7."""
    return "".join(strings)


@TABLE.procedure("string-copy")
def string_copy(string: Text, start: Any = None, end: Any = None) -> Text:
    """Return a copy of a string, or of a part. R7RS 6.7."""
    first, last = span("string-copy", len(string), start, end)
    return string[first:last]


@TABLE.procedure("string-copy!")
def string_copy_into(
    to: MutableStr, at: Index, source: Text, start: Any = None, end: Any = None
) -> None:
    """Copy a part of a string into another. R7RS 6.7."""
    first, last = span("string-copy!", len(source), start, end, 4)
    if at + last - first > len(to.text):
        refuse("string-copy!", 2, "a place with enough characters behind it", at, False)
    to.text = f"{to.text[:at]}{source[first:last]}{to.text[at + last - first :]}"


@TABLE.procedure("string-fill!")
def string_fill(string: MutableStr, fill: Char, start: Any = None, end: Any = None) -> None:
    """Fill a string, or a part, with one character. R7RS 6.7."""
    first, last = span("string-fill!", len(string.text), start, end, 3)
    string.text = f"{string.text[:first]}{fill * (last - first)}{string.text[last:]}"


@TABLE.procedure("string-upcase")
def string_upcase(string: Text) -> Text:
    """Return a string in upper case. R7RS 6.7."""
    return string.upper()


@TABLE.procedure("string-downcase")
def string_downcase(string: Text) -> Text:
    """Return a string in lower case. R7RS 6.7."""
    return string.lower()


@TABLE.procedure("string-foldcase")
def string_foldcase(string: Text) -> Text:
    """Return a string for comparisons without case. R7RS 6.7."""
    return string.casefold()


@TABLE.procedure("string->list")
def string_to_list(string: Text, start: Any = None, end: Any = None) -> Items:
    """Return a list of a string's characters. R7RS 6.7."""
    first, last = span("string->list", len(string), start, end)
    return list(string[first:last])


def _characters(procedure: str, items: list[Any]) -> str:
    for each in items:
        if each.__class__ is not str:
            refuse(procedure, 1, "characters", each)
    return "".join(items)


@TABLE.procedure("list->string")
def list_to_string(chars: Items) -> Text:
    """Return a string of a list's characters. R7RS 6.7."""
    return _characters("list->string", chars)


@TABLE.procedure("string->vector")
def string_to_vector(string: Text, start: Any = None, end: Any = None) -> list[Any]:
    """Return a vector of a string's characters. R7RS 6.8."""
    first, last = span("string->vector", len(string), start, end)
    return list(string[first:last])


@TABLE.procedure("vector->string")
def vector_to_string(vector: Vec, start: Any = None, end: Any = None) -> Text:
    """Return a string of a vector's characters. R7RS 6.8."""
    first, last = span("vector->string", len(vector), start, end)
    return _characters("vector->string", vector[first:last])


@TABLE.procedure("string-map")
def string_map(procedure: Proc, first: Text, *others: Text) -> Text:
    """Return a string of what a procedure makes of characters. R7RS 6.10."""
    made = [call(procedure, *chars) for chars in zip(first, *others, strict=False)]
    return _characters("string-map", made)


@TABLE.procedure("string-for-each")
def string_for_each(procedure: Proc, first: Text, *others: Text) -> None:
    """Call a procedure for the characters of strings, in order. R7RS 6.10."""
    for chars in zip(first, *others, strict=False):
        call(procedure, *chars)


@TABLE.procedure("string-null?")
def is_string_null(string: Text) -> bool:
    """Return whether a string is empty. SRFI 13."""
    return not string
