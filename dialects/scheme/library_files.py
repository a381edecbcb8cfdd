"""Files of libraries: where one is, and which of them stand in for built-in libraries."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

__all__ = ["SUFFIXES", "library_file", "may_be_replaced"]

SUFFIXES: Final = (".sld", ".sls", ".scm", ".ss", ".sps")
"""How files of libraries end, in the order in which they are looked for."""

_LANGUAGE: Final = ("scheme", "rnrs")
"""The libraries of the reports, which a system's own files define by what only it has."""


def library_file(name: str, directories: Iterable[Path], dialect: str = "") -> Path | None:
    """Return the file of a library, or None: (foo bar) is foo/bar.sld, (srfi :1) srfi/%3a1.sld.

    foo/bar.guile.sls comes first where the dialect is Guile: so R6RS's libraries bring a file for
    each system.
    """
    parts = name.strip("()").split()
    if not parts or any(part in ("..", ".") or "/" in part for part in parts):
        return None
    coded = [part.replace(":", "%3a") for part in parts]
    spellings = [parts] if coded == parts else [parts, coded]
    for directory in directories:
        for *folders, last in spellings:
            for suffix in (*(f".{dialect}{each}" for each in SUFFIXES), *SUFFIXES):
                path = directory.joinpath(*folders, last + suffix)
                if path.is_file():
                    return path
    return None


def may_be_replaced(name: str) -> bool:
    """Return whether a file under -L comes before the built-in library of its name."""
    return name.strip("()").partition(" ")[0] not in _LANGUAGE
