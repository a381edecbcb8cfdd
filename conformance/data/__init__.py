"""The data, in TOML and JSON: a folder for each kind, with a file for each dialect.

phrasebooks    the code for each phrase of the vocabulary, with helpers in `.scm` and `.py`
expectations   the result that a dialect must give to each behaviour, and the usual one
requirements   the requirements of the documents
systems        the command of a real system, and the prelude of its programs in `.scm`
recordings     the observations of real systems
divergences    the reasons for which real systems differ from the expectations
porting        the libraries that programs import, and the Python for procedures of every Scheme
terms          the names of the conditions that each dialect raises
counterparts   the names in all dialects that serve the same purpose
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

__all__ = ["file", "names", "table", "text"]


def file(*path: str) -> Traversable:
    """Return the file at `path` below this package, which need not exist."""
    return files(__package__).joinpath(*path)


def names(kind: str, suffix: str = ".toml") -> tuple[str, ...]:
    """Return the sorted names, without the suffix, of the files in the folder `kind`."""
    found = sorted(entry.name for entry in file(kind).iterdir())
    return tuple(name.removesuffix(suffix) for name in found if name.endswith(suffix))


def text(*path: str) -> str:
    """Return the text of the file at `path`, or "" if there is none."""
    found = file(*path)
    return found.read_text(encoding="utf-8") if found.is_file() else ""


def table(*path: str) -> dict[str, Any]:
    """Return the contents of the TOML file at `path`, which is given without the suffix."""
    *folders, name = path
    return tomllib.loads(file(*folders, f"{name}.toml").read_text(encoding="utf-8"))
