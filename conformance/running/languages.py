"""The languages of other people's dialects, from their data, for `run`, `repl` and `port`.

`profiles/NAME.toml` says what the programs of the dialect NAME are written in: attributes of
`dialects.scheme.profiles.Profile`, with `-` for `_`. `based-on` is the profile that has the rest.
The folder `libraries` has libraries of such programs, in Scheme: `(foo bar)` is `foo/bar.sld`.
"""

from __future__ import annotations

from pathlib import Path

from ... import dialects
from ...dialects.scheme.profiles import PROFILES, Profile, from_table
from .. import data

__all__ = ["available", "enter", "libraries", "load"]


def available() -> tuple[str, ...]:
    """Return the names of the dialects whose programs can be run."""
    return tuple(dict.fromkeys((*PROFILES, *data.names("profiles"))))


def load(name: str) -> Profile:
    """Return the profile in the data of that name. Raises `DataError` if it cannot be used."""
    path = data.file("profiles", f"{name}.toml")
    if dialects.is_built_in(name):
        raise data.DataError(f"{path}: the profile of {name} is that of this package")
    try:
        return from_table(name, data.read_toml(path))
    except data.DataError:
        raise
    except ValueError as error:
        raise data.DataError(f"{path}: {error}") from None


def enter() -> None:
    """Enter the profiles in the data among those of this package, if their dialects are there.

    Raises `DataError` if one cannot be used; that of a registered package is left out then.
    """
    there = dialects.available()
    for name in data.names("profiles"):
        if name not in there:
            continue
        try:
            PROFILES.setdefault(name, load(name))
        except data.DataError:
            if not data.is_of_package(data.file("profiles", f"{name}.toml")):
                raise


def libraries() -> tuple[str, ...]:
    """Return the folders of data that have libraries in Scheme."""
    places = (folder.joinpath("libraries") for folder in data.folders())
    return tuple(str(place) for place in places if isinstance(place, Path) and place.is_dir())
