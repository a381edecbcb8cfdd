"""The data, in TOML and JSON: a folder for each kind, with a file for each dialect.

phrasebooks    the code for each phrase of the vocabulary, with helpers in `.scm` and `.py`
expectations   the result that a dialect must give to each behaviour, and the usual one
requirements   the requirements of the documents
systems        the command of a real system, and the prelude of its programs in `.scm`
recordings     the observations of real systems
divergences    the reasons for which real systems differ from the expectations
questions      behaviours as text
sabotage       deliberate faults in our dialects, and the behaviours that noticed them
explored       the reasons for kinds of difference that `explore` finds
profiles       the languages of dialects' programs, for `run` and `repl`
libraries      libraries of such programs, in Scheme
policies       what questions are answered under a policy that dialects may state
terms          the names of the conditions that each dialect raises
counterparts   the names in all dialects that serve the same purpose

Others bring data in folders of the same layout: a distribution by an entry point of the group
`schemesockets.data`, whose value is the dotted path of a folder; a person by `add`, which is the
option `--data`. A file is looked for in all folders, first in this one. A table that dialects
share (`merged`) is put together of those in all folders.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from .shapes import Shape, misfit

__all__ = [
    "DataError",
    "add",
    "cached",
    "file",
    "folders",
    "forget",
    "is_of_package",
    "merged",
    "names",
    "read_text",
    "read_toml",
    "registered",
    "table",
    "text",
]

_OF_OTHERS = {"libraries", "profiles", "questions"}
"""Kinds of data that the dialects of this package have as Python."""

P = ParamSpec("P")
T = TypeVar("T")


class DataError(ValueError):
    """A file of data cannot be used; the message begins with its path."""


_added: list[Path] = []
_forgetting: list[Callable[[], None]] = []


def cached(function: Callable[P, T]) -> Callable[P, T]:
    """Decorate a function of the data: the results are kept until a folder is added."""
    kept = functools.cache(function)
    _forgetting.append(kept.cache_clear)
    return kept  # type: ignore[return-value]


def add(folder: Path) -> None:
    """Take the data in `folder` as well, from now on.

    Raises `DataError` if none of its entries is a kind of data.
    """
    known = {entry.name for entry in files(__package__).iterdir()} | _OF_OTHERS
    try:
        there = {entry.name for entry in folder.iterdir()}
    except OSError as error:
        raise DataError(f"{folder}: {error.strerror}") from None
    if not there & known:
        raise DataError(f"{folder}: there are no data in it")
    if folder not in _added:
        _added.append(folder)
        forget()


def forget() -> None:
    """Forget what has been read of the data, which is then read again."""
    for each in _forgetting:
        each()


def registered() -> Mapping[str, Path | None]:
    """Return the folders of registered packages by their names; None for one that is not there."""
    from ...dialects.packages import data_folders  # questions are read without any dialect

    return data_folders()


def is_of_package(path: Traversable) -> bool:
    """Return whether a file is a registered package's: if it is wrong, `check` tells of it, and
    commands do without it."""
    there = Path(str(path))
    return any(each is not None and there.is_relative_to(each) for each in registered().values())


@cached
def folders() -> tuple[Traversable, ...]:
    """Return the folders of data: this one, those of packages, and those added."""
    packages = (folder for folder in registered().values() if folder is not None)
    return (files(__package__), *packages, *_added)


def file(*path: str) -> Traversable:
    """Return the first file at `path` in a folder; if there is none, where it would be here."""
    found = (folder.joinpath(*path) for folder in folders())
    return next((each for each in found if each.is_file()), files(__package__).joinpath(*path))


def names(kind: str, suffix: str = ".toml") -> tuple[str, ...]:
    """Return the sorted names, without the suffix, of the files of a kind."""
    places = (folder.joinpath(kind) for folder in folders())
    found = sorted({entry.name for each in places if each.is_dir() for entry in each.iterdir()})
    return tuple(name.removesuffix(suffix) for name in found if name.endswith(suffix))


def text(*path: str) -> str:
    """Return the text of the file at `path`, or "" if there is none."""
    found = file(*path)
    return read_text(found) if found.is_file() else ""


def table(*path: str, shape: Shape = dict) -> dict[str, Any]:
    """Return the contents of the TOML file at `path`, which is given without the suffix.

    Raises `DataError` if it is no TOML, or not of that shape.
    """
    *folders, name = path
    return read_toml(file(*folders, f"{name}.toml"), shape)


def merged(*path: str, shape: Shape = dict) -> dict[str, Any]:
    """Return the contents of the TOML files at `path`, without the suffix, in all folders.

    Of two values for one key, the one counts that was found first. Raises `DataError` if a file is
    no TOML, or not of that shape; one of a registered package does not count then.
    """
    *parts, name = path
    made: dict[str, Any] = {}
    for folder in folders():
        found = folder.joinpath(*parts, f"{name}.toml")
        if not found.is_file():
            continue
        try:
            _merge(made, read_toml(found, shape))
        except DataError:
            if not is_of_package(found):
                raise
    return made


def _merge(made: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        known = made.setdefault(key, value)
        if isinstance(known, dict) and isinstance(value, dict) and known is not value:
            _merge(known, value)


def read_toml(path: Traversable, shape: Shape = dict) -> dict[str, Any]:
    """Return the contents of a TOML file.

    Raises `DataError` if it is none, or not of that shape.
    """
    try:
        read = tomllib.loads(read_text(path))
    except (ValueError, RecursionError) as error:  # numbers may be too long, lists too deep
        raise DataError(f"{path}: {error}") from None
    if told := misfit(read, shape):
        raise DataError(f"{path}: {told}")
    return read


def read_text(path: Traversable) -> str:
    """Return the text of a file. Raises `DataError` if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8: {error}") from None
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
