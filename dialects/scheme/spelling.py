"""Python names for Scheme's, any of them: what ports of programs call things."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping
from typing import Final

from ..dialect import python_name
from .declaration import Entry

__all__ = ["identifier", "is_taken", "python_names", "valued"]

_WORDS: Final = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "/": "divide",
    "=": "is_same_number",
    "<": "is_less",
    ">": "is_greater",
    "<=": "is_at_most",
    ">=": "is_at_least",
    "1+": "increment",
    "1-": "decrement",
    "-1+": "decrement",
    "...": "ellipsis",
    "_": "blank",
}
_PIECES: Final = (
    ("->", "_to_"),
    ("<=?", "_is_at_most"),
    (">=?", "_is_at_least"),
    ("<?", "_is_less"),
    (">?", "_is_greater"),
    ("=?", "_is_equal"),
    ("<=", "_at_most_"),
    (">=", "_at_least_"),
    ("<", "_less_"),
    (">", "_greater_"),
    ("=", "_equal_"),
    ("+", "_plus_"),
    ("%", "_percent_"),
    ("&", ""),
    ("$", "_dollar_"),
    ("@", "_at_"),
    ("^", "_up_"),
    ("~", "_tilde_"),
    ("!", "_in_place_"),
    ("?", "_asked_"),
)
_CONFUSING: Final = frozenset({"I", "O", "l", "case", "match"})
_BUILTINS: Final = frozenset(dir(builtins))


def is_taken(name: str) -> bool:
    """Return whether a name means something to Python."""
    return keyword.iskeyword(name) or name in _CONFUSING or name in _BUILTINS


def identifier(scheme: str) -> str:
    """Return a Python name that reads like a Scheme name; not one that Python itself uses."""
    if scheme in _WORDS:
        return _WORDS[scheme]
    text = scheme.lower() if not scheme.isupper() else scheme
    starred = len(text) > 2 and text[0] == text[-1] == "*"
    if starred:
        text = text[1:-1]
    bracketed = re.fullmatch(r"<([^<>]+)>", text)
    if bracketed:
        text = f"{bracketed[1]}_type"
    text = text.removeprefix("%")
    if not re.search(r"[=<>]\?$", text):
        text = python_name(text)
    for piece, words in _PIECES:
        text = text.replace(piece, words)
    text = re.sub(r"\W", "_", text.replace("*", "_star_"))
    text = re.sub(r"_+", "_", text).strip("_")
    if not text or not text.isidentifier():
        text = f"name_{text}".rstrip("_")
    if not text.isidentifier():
        text = "name"
    return f"{text}_" if is_taken(text) else text


def valued(entries: Mapping[str, Entry]) -> list[str]:
    """Return the names in a table that have a value, and are no syntax."""
    return [name for name, entry in entries.items() if entry.kind in ("procedure", "value")]


def python_names(names: Iterable[str]) -> dict[str, str]:
    """Return a Python name for each of several Scheme names, no two of them the same.

    Of two that would be, the one that changes its argument says so.
    """
    found: dict[str, str] = {}
    used: set[str] = set()
    for name in sorted(names, key=lambda each: (each.endswith("!"), each.startswith("%"), each)):
        base = identifier(name)
        if base in used and name.endswith("!"):
            base = f"{base.rstrip('_')}_in_place"
        made, number = base, 2
        while made in used:
            made, number = f"{base.rstrip('_')}_{number}", number + 1
        used.add(made)
        found[name] = made
    return found
