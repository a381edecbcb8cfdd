"""A short representation of any value, for messages.

A message shows the value that was refused, which may be anything: a gigabyte of bytes, a list
that contains itself, an object whose `__repr__` raises.  `brief` reads no more of a value than it
shows, and always returns.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

__all__ = ["brief"]

_WIDTH: Final = 60
_ITEMS: Final = 6
_DEPTH: Final = 3
_BITS: Final = 256


def brief(value: object, width: int = _WIDTH) -> str:
    """Return `value` as `repr` shows it, cut to `width` characters; raises nothing of its own.

    Of an object whose `__repr__` raises an Exception, or gives no string, the class is shown.
    What does not print, a control character or half a surrogate pair, is escaped.
    """
    try:
        text = _text(value, width, _DEPTH)
    except Exception:
        text = f"<{type(value).__name__} object>"
    text = text[: width + 1]
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return text if len(text) <= width else f"{text[: width - 3]}..."


def _printable(character: str) -> str:
    return character if character.isprintable() else ascii(character)[1:-1]


def _text(value: object, width: int, depth: int) -> str:
    # The builtin's own methods: a subclass may have overridden them.
    if isinstance(value, str):
        return _cut(repr(str.__getitem__(value, slice(width))), str.__len__(value) > width)
    if isinstance(value, bytes):
        start = bytes.__getitem__(value, slice(width))
        return _cut(repr(start), bytes.__len__(value) > width)
    if isinstance(value, bytearray):
        first = bytes(bytearray.__getitem__(value, slice(width)))
        return f"bytearray({_cut(repr(first), bytearray.__len__(value) > width)})"
    if isinstance(value, int) and not isinstance(value, bool):
        bits = int.bit_length(value)
        return int.__repr__(value) if bits <= _BITS else f"<integer of {bits} bits>"
    if isinstance(value, tuple):
        return f"({_items(tuple.__iter__(value), width, depth)})"
    if isinstance(value, list):
        return f"[{_items(list.__iter__(value), width, depth)}]"
    if isinstance(value, dict | set | frozenset):
        return f"<{type(value).__name__} of {len(value)}>"
    text = repr(value)
    return text if type(text) is str else f"<{type(value).__name__} object>"


def _cut(text: str, more: bool) -> str:
    return f"{text}..." if more else text


def _items(items: Iterable[object], width: int, depth: int) -> str:
    if not depth:
        return "..."
    shown = [_text(item, width, depth - 1) for item in islice(items, _ITEMS + 1)]
    return ", ".join([*shown[:_ITEMS], "..."] if len(shown) > _ITEMS else shown)
