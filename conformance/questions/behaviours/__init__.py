"""The behaviours, a module for each area; importing this package collects them.

Others are text, in folders of data: those of registered packages are here from the start, and
`take` adds those of another folder.
"""

from __future__ import annotations

import contextlib
import importlib
import pkgutil
from functools import cache
from importlib.resources.abc import Traversable

from ...data import DataError, registered
from .. import written
from ..script import Behaviour, collected

__all__ = ["ALL", "take"]

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    if _module.startswith("_"):
        continue
    importlib.import_module(f"{__name__}.{_module}")

ALL: dict[str, Behaviour]
"""Every behaviour by its name, sorted by area."""


def take(folder: Traversable) -> None:
    """Add the questions in a folder of data to `ALL`.

    Raises `DataError` for a file that is not as `written` describes, and for a name twice.
    """
    _add(folder, _every())


def _add(folder: Traversable, every: dict[str, Behaviour]) -> None:
    questions = folder.joinpath("questions")
    if not questions.is_dir():
        return
    for path in sorted(questions.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            found = written.load(path)
            if twice := {name for name in found if every.get(name, found[name]) != found[name]}:
                raise DataError(f"{path}: there is another behaviour {sorted(twice)[0]}")
            every.update(found)


@cache
def _every() -> dict[str, Behaviour]:
    every = dict(sorted(collected.items()))
    for folder in registered().values():
        if folder is not None:
            with contextlib.suppress(DataError):  # which `check` tells; it disturbs no other
                _add(folder, every)
    return every


def __getattr__(name: str) -> dict[str, Behaviour]:
    # Not made at import: to look for packages imports what runs, which questions do not need.
    if name == "ALL":
        return _every()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
