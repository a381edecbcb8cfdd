"""The data, in TOML and JSON: a folder for each kind, in it a file for each dialect.

phrasebooks    what a dialect says for each phrase of the vocabulary, with helpers in `.scm`, `.py`
expectations   the result that a dialect must give to each behaviour, and the usual one
requirements   what the documents state
systems        how a real system runs programs, which begin with the prelude in `.scm`
recordings     what real systems were seen to do
divergences    why real systems differ from the expectations
porting        the libraries of programs, and what Python has for the procedures of every Scheme
terms          what each dialect calls the conditions that it raises
counterparts   the names of the dialects that serve the same purpose
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

__all__ = ["file", "names", "table", "text"]


def file(*path: str) -> Traversable:
    """Return the file at that path below this package, whether or not it exists."""
    return files(__package__).joinpath(*path)


def names(kind: str, suffix: str = ".toml") -> tuple[str, ...]:
    """Return the names of the files of a kind, in the order of the files, without the suffix."""
    found = sorted(entry.name for entry in file(kind).iterdir())
    return tuple(name.removesuffix(suffix) for name in found if name.endswith(suffix))


def text(*path: str) -> str:
    """Return the text of the file at that path; "" where there is no such file."""
    found = file(*path)
    return found.read_text(encoding="utf-8") if found.is_file() else ""


def table(*path: str) -> dict[str, Any]:
    """Return what the TOML file at that path holds; the path is given without the suffix."""
    *folders, name = path
    return tomllib.loads(file(*folders, f"{name}.toml").read_text(encoding="utf-8"))
