"""Scheme around the sockets: whole programs of every dialect, read, expanded, compiled and run.

`load` and `evaluate` are the way in from Python, `command.main` from a shell. What is here is
imported when it is first used, so that the dialects cost nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from types import ModuleType
from typing import Any

__all__ = ["evaluate", "load"]


def load(
    path: str | PathLike[str],
    *,
    dialect: str = "srfi-106",
    directories: Iterable[str | PathLike[str]] = (),
    command_line: tuple[str, ...] = (),
) -> ModuleType:
    """Run a Scheme program's file; return a module with its definitions.

    Names are spelled as the dialects spell them in Python, and the Scheme names work with
    `getattr`. Procedures take and return Python values.

    Args:
        path: of the file.
        dialect: whose program it is.
        directories: where its libraries are looked for, besides its own directory.
        command_line: what the program finds as its name and arguments; the path if nothing.

    Raises what the program raises, `conditions.ErrorObject` for an error in its text.
    """
    from .session import load_module

    return load_module(
        Path(path), dialect, [Path(each) for each in directories], command_line or (str(path),)
    )


def evaluate(text: str, *, dialect: str = "srfi-106", **names: Any) -> Any:
    """Return the value of a Scheme text, that of its last form, as a Python value.

    Args:
        text: forms, definitions among them.
        dialect: whose program it is.
        names: variables for the text, by their names in Scheme; Python values.
    """
    from .session import evaluate_text

    return evaluate_text(text, dialect, names)
