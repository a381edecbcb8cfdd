"""Blobs, CHICKEN's bytevectors: (chicken blob)."""

from __future__ import annotations

from typing import Any, Final

from ...data import String
from ...declaration import Table
from ...kinds import Bytes, Index, Text

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("make-blob")
def make_blob(size: Index) -> bytearray:
    """Return a blob of so many bytes. CHICKEN manual, Module (chicken blob)."""
    return bytearray(size)


@TABLE.procedure("blob?")
def is_blob(value: Any) -> bool:
    """Return whether a value is a blob. CHICKEN manual, Module (chicken blob)."""
    return value.__class__ is bytearray


@TABLE.procedure("blob-size")
def blob_size(blob: Bytes) -> int:
    """Return how many bytes a blob has. CHICKEN manual, Module (chicken blob)."""
    return len(blob)


@TABLE.procedure("blob=?")
def are_blobs_equal(one: Bytes, other: Bytes) -> bool:
    """Return whether two blobs have the same bytes. CHICKEN manual, Module (chicken blob)."""
    return one == other


@TABLE.procedure("blob->string")
def blob_to_string(blob: Bytes) -> String:
    """Return the string of a blob's bytes. CHICKEN manual, Module (chicken blob)."""
    return String(blob.decode("latin-1"))


@TABLE.procedure("string->blob")
def string_to_blob(string: Text) -> bytearray:
    """Return the blob of a string's bytes. CHICKEN manual, Module (chicken blob)."""
    return bytearray(string.encode("latin-1", "replace"))
