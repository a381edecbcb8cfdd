"""Strings and characters of Guile's core that other Schemes lack."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from ...data import String, Symbol
from ...declaration import Table, refuse
from ...kinds import Char, Index, Items, MutableStr, Text, Vec
from ..charsets import Criterion, matcher
from ..srfi.srfi13 import TABLE as SRFI13
from ..strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _theirs in (
    ("string-rindex", "string-index-right"),
    ("string-any-c-code", "string-any"),
    ("string-every-c-code", "string-every"),
):
    TABLE.entries[_name] = SRFI13[_theirs]


@TABLE.procedure("string-split")
def string_split(string: Text, criterion: Criterion) -> Items:
    """Return a list of the parts between characters that fit.

    Guile manual, List/String Conversion.
    """
    if criterion.__class__ is str:
        return [String(each) for each in string.split(criterion)]
    test = matcher(criterion)
    parts = []
    start = 0
    for place, char in enumerate(string):
        if test(char):
            parts.append(String(string[start:place]))
            start = place + 1
    return [*parts, String(string[start:])]


def _capitalized(text: str) -> str:
    """Return text whose words begin in upper case, a word being letters and digits."""
    made = []
    inside = False
    for char in text:
        changed = char.lower() if inside else char.upper()
        made.append(changed if len(changed) == 1 else char)
        inside = char.isalpha() or char.isdigit()
    return "".join(made)


@TABLE.procedure("string-capitalize")
def string_capitalize(string: Text) -> Text:
    """Return a string whose words begin in upper case. Guile manual, Alphabetic Case Mapping."""
    return _capitalized(string)


@TABLE.procedure("string-capitalize!")
def string_capitalize_in_place(string: MutableStr) -> Any:
    """Let the words of a string begin in upper case. Guile manual, Alphabetic Case Mapping."""
    string.text = _capitalized(string.text)
    return string


@TABLE.procedure("substring/copy")
def substring_copy(string: Text, start: Index, end: Index | None = None) -> Text:
    """Return a copy of a part of a string. Guile manual, String Selection."""
    first, last = span("substring/copy", len(string), start, end)
    return string[first:last]


@TABLE.procedure("substring/read-only")
def substring_read_only(string: Text, start: Index, end: Index | None = None) -> String:
    """Return a part of a string that cannot be changed. Guile manual, String Selection."""
    first, last = span("substring/read-only", len(string), start, end)
    return String(string[first:last], mutable=False)


@TABLE.procedure("substring-fill!")
def substring_fill(string: MutableStr, start: Index, end: Index, fill: Char) -> None:
    """Fill a part of a string with one character. Guile manual, String Modification."""
    first, last = span("substring-fill!", len(string.text), start, end)
    string.text = f"{string.text[:first]}{fill * (last - first)}{string.text[last:]}"


@TABLE.procedure("substring-move!")
def substring_move(
    source: Text, start: Index, end: Index, target: MutableStr, place: Index
) -> None:
    """Copy a part of a string into another. Guile manual, String Modification."""
    first, last = span("substring-move!", len(source), start, end)
    stop = place + last - first
    if stop > len(target.text):
        refuse("substring-move!", 5, "a place with enough characters behind it", place, False)
    target.text = f"{target.text[:place]}{source[first:last]}{target.text[stop:]}"


@TABLE.procedure("string-utf8-length")
def string_utf8_length(string: Text) -> int:
    """Return how many bytes a string has in UTF-8. Guile manual, Bytevectors as Strings."""
    return len(string.encode("utf-8", "surrogatepass"))


@TABLE.procedure("string-bytes-per-char")
def string_bytes_per_char(string: Text) -> int:
    """Return how many bytes a character of a string takes. Guile manual, String Internals."""
    return 1 if all(char < "\u0100" for char in string) else 4


def _normalized(form: Any) -> Any:
    def normalize(string: Text) -> Text:
        return unicodedata.normalize(form, string)

    normalize.__doc__ = f"Return a string in {form}. Guile manual, String Comparison."
    return normalize


for _form in ("NFC", "NFD", "NFKC", "NFKD"):
    TABLE.procedure(f"string-normalize-{_form.lower()}")(_normalized(_form))


@TABLE.procedure("char-general-category")
def char_general_category(char: Char) -> Any:
    """Return the symbol of a character's general category, or #f. Guile manual, Characters."""
    category = unicodedata.category(char)
    return False if category == "Cn" else Symbol(category)


@TABLE.procedure("char-titlecase")
def char_titlecase(char: Char) -> str:
    """Return a character as a word begins with it. Guile manual, Characters."""
    made = char.title()
    return made if len(made) == 1 else char


@TABLE.procedure("char-is-both?")
def is_char_of_case(char: Char) -> bool:
    """Return whether a character is in upper or lower case. Guile manual, Characters."""
    return char.isupper() or char.islower()


# Vectors


def _moved(procedure: str, source: Vec, start: int, end: int, target: Vec, place: int) -> None:
    if not 0 <= start <= end <= len(source):
        refuse(procedure, 3, "an end within the vector", end, False)
    if place + end - start > len(target):
        refuse(procedure, 5, "a place with enough items behind it", place, False)
    target[place : place + end - start] = source[start:end]


@TABLE.procedure("vector-move-left!", "vector-move-right!")
def vector_move(source: Vec, start: Index, end: Index, target: Vec, place: Index) -> None:
    """Copy a part of a vector into another. Guile manual, Vector Accessors."""
    _moved("vector-move-left!", source, start, end, target, place)
