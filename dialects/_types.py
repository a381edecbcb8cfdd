"""Types for signatures; `collections.abc.Buffer` exists from Python 3.12 on, `TypeIs` from 3.13.

The ports are Python's own, of which the engine's are; `IO` is what type checkers are told that
`open` and `sys.stdin` give.
"""

from __future__ import annotations

import io
from array import array
from typing import IO, TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from typing_extensions import TypeIs  # type checkers know it without its being installed

    _Array: TypeAlias = array[Any]
else:
    from typing import TypeGuard as TypeIs

    _Array = array  # takes no parameter before Python 3.12

__all__ = ["BinaryPort", "Buffer", "Port", "TextualPort", "TypeIs", "WritableBuffer"]

# Not in quotes: declarations have annotations evaluated elsewhere.
WritableBuffer: TypeAlias = bytearray | memoryview | _Array
Buffer: TypeAlias = bytes | WritableBuffer

BinaryPort: TypeAlias = io.BufferedIOBase | io.RawIOBase | IO[bytes]
TextualPort: TypeAlias = io.TextIOBase | IO[str]
Port: TypeAlias = BinaryPort | TextualPort
