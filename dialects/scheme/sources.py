"""A program's file as text."""

from __future__ import annotations

__all__ = ["source_text"]

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def source_text(data: bytes) -> str:
    """Return a program's bytes as text.

    A byte order mark is dropped. Bytes that are not UTF-8 are halves of surrogate pairs, of which
    the reader makes what the dialect's strings hold.
    """
    return data.removeprefix(_BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")
