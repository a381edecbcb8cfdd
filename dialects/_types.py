"""Types for signatures; `collections.abc.Buffer` exists only from Python 3.12 on."""

from __future__ import annotations

from array import array
from typing import Any, TypeAlias

__all__ = ["Buffer", "WritableBuffer"]

WritableBuffer: TypeAlias = "bytearray | memoryview | array[Any]"
Buffer: TypeAlias = "bytes | WritableBuffer"
