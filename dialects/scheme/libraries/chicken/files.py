"""What CHICKEN's modules of files and processes share: paths, file objects, failures."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

from ...bridge import text_in, text_out
from ...conditions import FileFailure
from ...data import String
from ...declaration import refuse
from ...dynamics import STATE

__all__ = ["descriptor", "environment_path", "file_failure", "files", "python", "scheme"]


def scheme(text: str) -> String:
    """Return the string that a text of the system is."""
    return text_in(text, STATE.profile.byte_strings)


def python(string: String) -> str:
    """Return the text that a string is to the system."""
    return text_out(string, STATE.profile.byte_strings)


def file_failure(
    procedure: str, what: str, error: OSError | ValueError | OverflowError, *arguments: Any
) -> FileFailure:
    """Return the condition for a file with which something cannot be done."""
    if isinstance(error, OSError):
        number, text = error.errno or 0, error.strerror or str(error)
    else:
        number, text = 0, "no name of a file"
    made = FileFailure(procedure, "", number, text)
    made.irritants = arguments
    made.given = made.message = f"cannot {what} - {text}"
    return made


@contextlib.contextmanager
def files(procedure: str, what: str, *arguments: Any) -> Iterator[None]:
    """Name what fails inside as a failure of a procedure."""
    try:
        yield
    except (OSError, ValueError, OverflowError) as error:
        if isinstance(error, FileFailure):
            raise
        raise file_failure(procedure, what, error, *arguments) from None


def descriptor(procedure: str, place: int, value: Any) -> int:
    """Return the descriptor that an integer or a port is."""
    if value.__class__ is int:
        return int(value)
    try:
        return int(value.fileno())
    except (AttributeError, OSError, ValueError, TypeError):
        refuse(procedure, place, "a descriptor, or a port of a file", value)


def environment_path(variable: str, below_home: str) -> String:
    """Return the folder that a variable of the environment names, or one below the home."""
    found = os.environ.get(variable)
    return scheme(found or os.path.join(os.path.expanduser("~"), below_home))
