"""Types for signatures; `collections.abc.Buffer` exists only from Python 3.12 on.

The ports are Python's own, of which the engine's are; `IO` is what type checkers are told that
`open` and `sys.stdin` give.
"""

from __future__ import annotations

import io
from array import array
from typing import IO, Any, TypeAlias

__all__ = ["BinaryPort", "Buffer", "Port", "TextualPort", "WritableBuffer"]

WritableBuffer: TypeAlias = "bytearray | memoryview | array[Any]"
Buffer: TypeAlias = "bytes | WritableBuffer"

BinaryPort: TypeAlias = "io.BufferedIOBase | io.RawIOBase | IO[bytes]"
TextualPort: TypeAlias = "io.TextIOBase | IO[str]"
Port: TypeAlias = "BinaryPort | TextualPort"
