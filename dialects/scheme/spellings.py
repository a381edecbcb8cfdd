"""How symbols, strings and characters are written so that they can be read again.

Each Scheme has its own escapes and its own idea of which symbols need quoting; a profile names
one of the `SPELLINGS`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

from .numbers import text_to_number

__all__ = ["SPELLINGS", "Spelling"]


@frozen
class Spelling:
    r"""How a Scheme writes what has to be quoted.

    Attributes:
        string: the inside of a string.
        symbol: a symbol's name that cannot stand as it is.
        is_plain: whether a name can.
        character: a character that has no name, after `#\`.
        displays_quoted: whether `display` quotes symbols as `write` does.
    """

    string: Callable[[str], str]
    symbol: Callable[[str], str]
    is_plain: Callable[[str], bool]
    character: Callable[[str], str]
    displays_quoted: bool = False


def _escaping(
    unusual: str, letters: Mapping[str, str], code: Callable[[int], str]
) -> Callable[[str], str]:
    """Return a function that escapes the characters that a pattern finds."""
    pattern = re.compile(unusual)

    def escaped(found: re.Match[str]) -> str:
        return letters.get(found[0]) or code(ord(found[0]))

    return lambda text: pattern.sub(escaped, text)


def _is_like_number(name: str) -> bool:
    return text_to_number(name) is not None


# R7RS

_LETTERS: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\a": "\\a",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\r": "\\r",
}
_INFINITE: Final = ("+nan.0", "-nan.0", "+inf.0", "-inf.0")
_R7RS_PLAIN: Final = re.compile(
    r"[^\s()\[\]{}\"';`,|#\\\x00-\x1f\x7f][^\s()\[\]\"';`,|\\\x00-\x1f\x7f]*"
)


def _r7rs_is_plain(name: str) -> bool:
    return bool(
        _R7RS_PLAIN.fullmatch(name)
        and name != "."
        and name[:6].lower() not in _INFINITE
        and not _is_like_number(name)
    )


_r7rs_inside: Final = _escaping(
    r"[|\\\x00-\x1f\x7f]", {**_LETTERS, "|": "\\|"}, lambda code: f"\\x{code:x};"
)

_R7RS: Final = Spelling(
    string=_escaping(
        r'["\\\x00-\x1f\x7f-\x9f\ud800-\udfff]', _LETTERS, lambda code: f"\\x{code:x};"
    ),
    symbol=lambda name: f"|{_r7rs_inside(name)}|",
    is_plain=_r7rs_is_plain,
    character=lambda char: char if char.isprintable() else f"x{ord(char):x}",
)

# Guile

_GUILE_LETTERS: Final = {**_LETTERS, "\v": "\\v", "\f": "\\f"}
_GUILE_FIRST: Final = frozenset(
    (
        "Lu",
        "Ll",
        "Lt",
        "Lm",
        "Lo",
        "Mn",
        "Nl",
        "No",
        "Pd",
        "Pc",
        "Po",
        "Sc",
        "Sm",
        "Sk",
        "So",
        "Co",
    )
)
_GUILE_LATER: Final = _GUILE_FIRST | {"Nd", "Mc", "Me"}
_DOTTED_CIRCLE: Final = "\u25cc"


def _guile_code(code: int) -> str:
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:06x}"


def _is_graphic(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] in "LMNPS"


def _guile_string(text: str) -> str:
    if text.isalnum():
        return text
    return "".join(
        _GUILE_LETTERS.get(each) or (each if _is_graphic(each) else _guile_code(ord(each)))
        for each in text
    )


def _guile_is_plain(name: str) -> bool:
    if not name or name == "." or name[0] in "'`,\";#" or _is_like_number(name):
        return False
    if unicodedata.category(name[0]) not in _GUILE_FIRST:
        return False
    return all(
        each not in '";#' and unicodedata.category(each) in _GUILE_LATER for each in name[1:]
    )


def _guile_symbol(name: str) -> str:
    inside = "".join(
        each if unicodedata.category(each) in _GUILE_LATER | {"Zs"} else f"\\x{ord(each):x};"
        for each in name
    )
    return f"#{{{inside}}}#"


def _guile_character(char: str) -> str:
    if not _is_graphic(char):
        return f"{ord(char):o}"
    return _DOTTED_CIRCLE + char if unicodedata.category(char)[0] == "M" else char


_GUILE: Final = Spelling(_guile_string, _guile_symbol, _guile_is_plain, _guile_character, True)

# CHICKEN

_CHICKEN_PLAIN: Final = re.compile(
    r"(?:##|[^\x00-\x20()\[\]{}\"';`,|#\\])[^\x00-\x20()\[\]{}\"';`,|\\]*"
)
_chicken_inside: Final = _escaping(
    r"[|\\\x00-\x1f\x7f]", {"\\": "\\\\", "|": "\\|"}, lambda code: f"\\x{code:02x}"
)


def _chicken_is_plain(name: str) -> bool:
    if name == ":":
        return True
    return bool(
        _CHICKEN_PLAIN.fullmatch(name)
        and name != "."
        and not (name.startswith(":") or name.endswith(":"))
        and not _is_like_number(name)
    )


_CHICKEN: Final = Spelling(
    string=_escaping(r'["\\\x00-\x1f\x7f]', _GUILE_LETTERS, lambda code: f"\\x{code:02x}"),
    symbol=lambda name: f"|{_chicken_inside(name)}|",
    is_plain=_chicken_is_plain,
    character=lambda char: char if 0x20 <= ord(char) < 0x100 else f"x{ord(char):x}",
)

SPELLINGS: Final[dict[str, Spelling]] = {"r7rs": _R7RS, "guile": _GUILE, "chicken": _CHICKEN}
"""The Schemes' ways of writing, by a profile's word for them."""
