"""Bodies of messages: strings and procedures as bytes, with the headers that they need."""

from __future__ import annotations

from typing import Any

from ...conditions import error
from ...data import NIL, Pair, String, Symbol, from_list, is_procedure, to_list
from .messages import header
from .ports import collected
from .response import charset_of

__all__ = ["encode", "told_charset"]


def encode(text: str, charset: str) -> bytearray:
    """Return a text in a character set."""
    try:
        return bytearray(text.encode(charset))
    except (LookupError, UnicodeEncodeError):
        raise error("text that cannot be written in", String(charset), String(text)) from None


def told_charset(headers: Any, body: Any) -> tuple[Any, bytearray]:
    """Return the content type of a message and its body as bytes.

    The type names the character set that a string or what a procedure writes is in; it is None
    where it need not change.
    """
    if body.__class__ is bytearray:
        return None, body
    if body.__class__ is not String and not is_procedure(body):
        raise error("unexpected body type")
    kind = header(headers, "content-type", Pair(Symbol("text/plain"), NIL))
    declared = charset_of(kind)
    charset = "utf-8" if declared is False else declared.text
    made = encode(body.text, charset) if body.__class__ is String else collected(body, charset)
    if declared is not False:
        return None, made
    return to_list([*from_list(kind), Pair(Symbol("charset"), String(charset))]), made
