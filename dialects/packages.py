"""The folders of data that registered packages bring, found without importing the packages."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path

__all__ = ["GROUP", "data_folders"]

GROUP = "schemesockets.data"


def data_folders() -> Mapping[str, Path | None]:
    """Return the folders of registered packages by their names; None for one that is not there."""
    from importlib.metadata import entry_points  # which imports a great deal

    return {point.name: _folder_of(point.value) for point in entry_points(group=GROUP)}


def _folder_of(dotted: str) -> Path | None:
    # Not imported: whatever is wrong with a package concerns those alone who ask for its modules.
    top, *rest = dotted.split(".")
    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return None
    places = (spec.submodule_search_locations or ()) if spec is not None else ()
    folders = (Path(place, *rest) for place in places)
    return next((folder for folder in folders if folder.is_dir()), None)
