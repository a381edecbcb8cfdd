"""Put a fault into a copy of the packages, from which new processes import them.

Strategy: a temporary folder comes first in the search path of the processes that are started
meanwhile. In it are links to the files of the package with the faulty module, and the changed
module itself; everything else is found where it was. This process goes on with what it has
imported.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from .faults import Fault

__all__ = ["planted"]

_SKIPPED = {"__pycache__", "tests"}


@contextlib.contextmanager
def planted(fault: Fault) -> Iterator[None]:
    """Let processes that start within the context import a module with `fault` in it.

    Raises `FaultError` if the fault cannot be put in.
    """
    name = __name__.partition(".")[0]
    top = fault.module.partition(".")[0]
    root = Path(import_module(f"{name}.{top}").__path__[0])
    changed = fault.path
    text = fault.applied(changed.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="schemesockets-") as folder:
        copy = Path(folder, name, top)
        parents = changed.relative_to(root).parent.parts
        for depth in range(len(parents) + 1):
            here = Path(*parents[:depth])
            following = {*parents[depth : depth + 1]}
            _link(root / here, copy / here, {*_SKIPPED, *following})
        target = copy / changed.relative_to(root)
        target.unlink()
        target.write_text(text, encoding="utf-8")
        sys.path.insert(0, folder)
        try:
            yield
        finally:
            sys.path.remove(folder)


def _link(original: Path, copy: Path, skipped: set[str]) -> None:
    copy.mkdir(parents=True)
    for entry in original.iterdir():
        if entry.name not in skipped:
            (copy / entry.name).symlink_to(entry)
