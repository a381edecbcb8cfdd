"""`schemesockets check`."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import click

from .. import data
from ..catalogue.checking import diagnostics
from ..questions.behaviours import take
from .streams import print_text

__all__ = ["command"]


@click.command("check")
@click.argument("places", metavar="[DIR|PACKAGE]...", nargs=-1)
def command(places: tuple[str, ...]) -> None:
    """Say what is wrong in folders of data, with file and line, and what may be shorter.

    A place is a folder, or a package registered as schemesockets.data. Without one, everything is
    checked: the built-in data and that of all registered packages.

    \b
    Exit status: 0 if nothing is wrong, 1 if something is, 2 for a usage error.

    \b
    Example: schemesockets check tiny-data
    """
    registered = data.registered()
    chosen = []
    for place in places:
        folder = Path(place)
        if not folder.is_dir():
            if place not in registered:
                raise click.UsageError(f"{place} is no folder, and no registered package")
            package = registered[place]
            if package is None:
                raise click.UsageError(f"the folder of the package {place} is not there")
            chosen.append(package)
            continue
        data.add(folder)
        chosen.append(folder)
    for folder in chosen:
        with contextlib.suppress(data.DataError):  # which is told below, with its line
            take(folder)
    found = [each for folder in chosen or data.folders() for each in diagnostics(folder)]
    missing = [
        f"{name}: the folder of the package is not there"
        for name, folder in registered.items()
        if folder is None and not places
    ]
    for each in (*found, *missing):
        print_text(f"{each}\n")
    if missing or not all(each.is_hint for each in found):
        sys.exit(1)
