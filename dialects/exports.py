"""What a dialect's module offers, found out instead of listed.

A module offers what it defines under a public name: functions, classes, the constants that it
annotates, and what it has from a table.  A package offers what it has taken with `*` from its own
modules, which are all but those whose names begin with an underscore, and from others what they
offer.  Type checkers see the same without being told: to them, what a module of a typed package
merely imports is its own business, and what it takes with `*` is not.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from .tables import ROWS

__all__ = ["export"]


def export(name: str, *others: Any) -> None:
    """Set `__all__` of a module and of those in it, and leave nothing else in a package.

    To be called at the module's end.

    Args:
        name: of the module (str), its `__name__`.
        others: modules outside it from which it takes everything with `*`, and what it offers of
            others as well, which it imports as `X as X`: functions and classes, and the names of
            other objects (str).
    """
    module = sys.modules[name]
    within = f"{name}."
    below = [
        each
        for key, each in list(sys.modules.items())
        if key.startswith(within) and not key.startswith("_", len(within))
    ]
    offers: list[tuple[ModuleType, Iterable[str]]]
    offers = [(each, _own(each)) for each in (module, *below)]
    offers += [(each, each.__dict__["__all__"]) for each in others if isinstance(each, ModuleType)]
    offered = {
        public
        for each, names in offers
        for public in names
        if module.__dict__.get(public, module) is each.__dict__[public]
    }
    offered.update(
        each if isinstance(each, str) else each.__name__
        for each in others
        if not isinstance(each, ModuleType)
    )
    for each in below:
        each.__dict__.setdefault("__all__", sorted(_own(each)))
    if below:
        for public, value in list(vars(module).items()):
            private = public.startswith("_") or value in below
            if not private and public not in offered:
                delattr(module, public)
    module.__dict__["__all__"] = sorted(offered)


def _own(module: ModuleType) -> Iterator[str]:
    """Yield the public names that a module defines, in code or by a table."""
    if ROWS in vars(module):
        yield from module.__dict__["__all__"]
        return
    annotated = inspect.get_annotations(module)
    for name, value in vars(module).items():
        defined = getattr(value, "__module__", None) == module.__name__
        callable_ = isinstance(value, type) or hasattr(value, "__scheme__") or callable(value)
        if not name.startswith("_") and (name in annotated or (defined and callable_)):
            yield name
