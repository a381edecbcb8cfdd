"""CHICKEN's strings, which are of bytes: a `str`, taken as UTF-8, or anything bytes-like."""

from __future__ import annotations

import re
from typing import Annotated, Final, TypeAlias

from .._types import Buffer, TypeIs
from ..kinds import BYTEVECTOR, Kind

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def _is_str(value: object) -> TypeIs[str]:
    return issubclass(type(value), str)  # what merely says that it is one has no characters


def is_string(value: object) -> bool:
    """Return whether it is a `str`, or bytes-like."""
    return _is_str(value) or BYTEVECTOR.type_ok(value)


def is_utf_8(value: object) -> bool:
    """Return whether it is anything but a `str` with half a surrogate pair in it."""
    return not _is_str(value) or str.isascii(value) or not _SURROGATE.search(value)


def is_character(value: object) -> bool:
    """Return whether it is a string of one character or one byte."""
    if _is_str(value):
        return str.__len__(value) == 1
    return BYTEVECTOR.type_ok(value) and memoryview(value).nbytes == 1  # type: ignore[arg-type]


def encoded(value: Buffer | str) -> bytes:
    """Return the bytes of a string, a `str` in UTF-8."""
    if _is_str(value):
        return str.encode(value)
    return value if type(value) is bytes else bytes(memoryview(value))


STRING: Final = Kind("a string", is_string, is_utf_8)
BLOB_OR_STRING: Final = Kind("a blob or a string", is_string, is_utf_8)
CHARACTER: Final = Kind("a character", is_character, is_utf_8)

String: TypeAlias = Annotated[str | Buffer, STRING]
BlobOrString: TypeAlias = Annotated[Buffer | str, BLOB_OR_STRING]
Character: TypeAlias = Annotated[str | Buffer, CHARACTER]
