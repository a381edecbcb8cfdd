"""The behaviours, a module for each area; importing this package collects them."""

from __future__ import annotations

import importlib
import pkgutil

from ..script import Behaviour, collected

__all__ = ["ALL"]

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    if _module.startswith("_"):
        continue
    importlib.import_module(f"{__name__}.{_module}")

ALL: dict[str, Behaviour] = dict(sorted(collected.items()))
"""Every behaviour by its name, sorted by area."""
