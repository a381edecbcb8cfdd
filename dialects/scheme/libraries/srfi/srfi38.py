"""SRFI 38: reading and writing of data with shared structure, which R7RS has as well."""

from __future__ import annotations

from typing import Any, Final

from ...declaration import Table
from .. import io

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("write-with-shared-structure", "write/ss")
def write_with_shared_structure(value: Any, port: Any = None, option: Any = None) -> None:
    """Write a value with a label for each part that occurs twice. SRFI 38.

    `option` is left open by it: if true, labels are for parts that contain themselves alone.
    """
    (io.write_shared if option is None or option is False else io.write)(value, port)


@TABLE.procedure("read-with-shared-structure", "read/ss")
def read_with_shared_structure(port: Any = None) -> Any:
    """Return the datum that a port gives next, whose labels are followed. SRFI 38."""
    return io.read(port)
