"""R6RS's Unicode: what (rnrs unicode) has beside R7RS."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from ...declaration import Table
from ...kinds import Char, Name, Text

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("char-general-category")
def char_general_category(char: Char) -> Name:
    """Return a character's category, such as Lu. R6RS library, 1.1."""
    return unicodedata.category(char)


@TABLE.procedure("char-title-case?")
def is_char_title_case(char: Char) -> bool:
    """Return whether a character is a letter in title case. R6RS library, 1.1."""
    return unicodedata.category(char) == "Lt"


@TABLE.procedure("char-titlecase")
def char_titlecase(char: Char) -> Any:
    """Return a character in title case. R6RS library, 1.1."""
    made = char.title()
    return made if len(made) == 1 else char


_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019.][^\W_]+)*")


@TABLE.procedure("string-titlecase")
def string_titlecase(string: Text) -> Text:
    """Return a string whose words begin in upper case and go on in lower. R6RS library, 1.2."""

    def titled(word: re.Match[str]) -> str:
        text = word[0].lower()
        for place, char in enumerate(text):
            if char.isalpha():
                return text[:place] + char.title() + text[place + 1 :]
        return text

    return _WORD.sub(titled, string)


@TABLE.procedure("string-normalize-nfc")
def string_normalize_nfc(string: Text) -> Text:
    """Return a string in normalization form C. R6RS library, 1.2."""
    return unicodedata.normalize("NFC", string)


@TABLE.procedure("string-normalize-nfd")
def string_normalize_nfd(string: Text) -> Text:
    """Return a string in normalization form D. R6RS library, 1.2."""
    return unicodedata.normalize("NFD", string)


@TABLE.procedure("string-normalize-nfkc")
def string_normalize_nfkc(string: Text) -> Text:
    """Return a string in normalization form KC. R6RS library, 1.2."""
    return unicodedata.normalize("NFKC", string)


@TABLE.procedure("string-normalize-nfkd")
def string_normalize_nfkd(string: Text) -> Text:
    """Return a string in normalization form KD. R6RS library, 1.2."""
    return unicodedata.normalize("NFKD", string)
