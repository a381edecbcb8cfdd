"""The dialects: one module or package each, and the modules that they share.

`load("foment")` finds a dialect by name, built in or registered by another package under the entry
point group `schemesockets.dialects`, whose entries name a module with a `DIALECT` in it.
"""

from __future__ import annotations

import importlib

from .data import EOF, is_eof_object
from .dialect import Dialect, Name, UnknownNameError

__all__ = [
    "EOF",
    "Dialect",
    "Name",
    "UnknownDialectError",
    "UnknownNameError",
    "available",
    "is_built_in",
    "is_eof_object",
    "load",
    "module_of",
]

_GROUP = "schemesockets.dialects"
_BUILT_IN = {
    "srfi-106": f"{__name__}.srfi106",
    "foment": f"{__name__}.foment",
    "guile": f"{__name__}.guile",
    "chicken": f"{__name__}.chicken",
    "sagittarius": f"{__name__}.sagittarius",
}


class UnknownDialectError(LookupError):
    """No dialect of that name is built in or registered; `.suggestions` are the nearest."""

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        self.name = name
        self.suggestions = suggestions
        super().__init__(f"no dialect {name!r}; there are {', '.join(available())}")

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        return type(self), (self.name, self.suggestions)


def _modules() -> dict[str, str]:
    from importlib.metadata import entry_points  # a program that names its dialect needs it not

    registered = {point.name: point.value for point in entry_points(group=_GROUP)}
    return {**registered, **_BUILT_IN}


def available() -> tuple[str, ...]:
    """Return the names of the dialects there are, built-in ones first."""
    return tuple(dict.fromkeys([*_BUILT_IN, *_modules()]))


def is_built_in(name: str) -> bool:
    """Return whether a dialect is one of this package's."""
    return name in _BUILT_IN


def module_of(name: str) -> str:
    """Return the module of the dialect called `name`, which is not imported.

    Raises `UnknownDialectError` where there is none.
    """
    modules = _BUILT_IN if name in _BUILT_IN else _modules()
    if name not in modules:
        import difflib

        raise UnknownDialectError(name, tuple(difflib.get_close_matches(name, modules)))
    return modules[name]


def load(name: str) -> Dialect:
    """Return the dialect called `name`. Raises `UnknownDialectError` where there is none."""
    dialect: Dialect = importlib.import_module(module_of(name)).DIALECT
    return dialect
