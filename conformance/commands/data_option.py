"""The option `--data`, which all commands have whose results depend on data."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .. import data
from .command_line import Option, UnusableError

__all__ = ["DATA"]


def _folder(word: str) -> Path:
    """Add a folder of data, which what follows may be looked up in."""
    folder = Path(word)
    try:
        is_folder = folder.is_dir()
    except OSError as error:  # on the way to it
        raise UnusableError(f"{word}: {error.strerror}") from None
    if not is_folder:
        reason = "is a file" if folder.exists() else "does not exist"
        raise UnusableError(f"Directory {word!r} {reason}.")
    data.add(folder)
    if (folder / "questions").is_dir():
        from ..questions.behaviours import take

        take(folder)
    return folder


DATA: Final = Option(
    "data",
    ["--data"],
    "A folder with data of yours, laid out as conformance/data is; repeatable.",
    metavar="DIR",
    repeatable=True,
    first=True,
    exposed=False,
    taken=_folder,
)
