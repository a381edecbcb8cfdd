"""A short representation of any value, for messages.

A message shows the value that was refused, which may be anything: a gigabyte of bytes, a list
that contains itself, an object whose `__repr__` raises.  `brief` reads no more of a value than it
shows, and always returns.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable
from itertools import islice
from types import CodeType
from typing import Final

__all__ = ["brief", "raised_by_handler"]

_WIDTH: Final = 60
_ITEMS: Final = 6
_DEPTH: Final = 3
_BITS: Final = 256


def brief(value: object, width: int = _WIDTH) -> str:
    """Return `value` as `repr` shows it, cut to `width` characters; raises nothing of its own.

    What a signal handler raises meanwhile goes on to the caller. Of an object whose `__repr__`
    raises an Exception, or gives no string, the class is shown. What does not print, a control
    character or half a surrogate pair, is escaped.
    """
    try:
        text = _text(value, width, _DEPTH)
    except Exception as error:
        if raised_by_handler(error):
            raise
        text = f"<{type(value).__name__} object>"
    text = text[: width + 1]
    if not text.isprintable():
        text = "".join(map(_printable, text))
    return text if len(text) <= width else f"{text[: width - 3]}..."


def raised_by_handler(error: BaseException) -> bool:
    """Return whether an exception came through a signal handler, and not from foreign code alone.

    Args:
        error: an exception of code that may do anything, such as an object's `__repr__`. For what
            a system call ends in, see `errors.arose_below`. A handler written in C cannot be told.
    """
    codes = {_code(signal.getsignal(number)) for number in signal.valid_signals()} - {None}
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code in codes:
            return True
        traceback = traceback.tb_next
    return False


def _code(handler: object) -> CodeType | None:
    """Return the code of a function, a method, a partial or a callable object; None of another."""
    of_class = vars(type(handler)).get("__call__")
    for called in (handler, getattr(handler, "func", None), of_class):
        found = getattr(called, "__code__", None)
        if isinstance(found, CodeType):
            return found
    return None


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
