"""CHICKEN 4's `use`, with which its programs import units and eggs."""

from __future__ import annotations

from typing import Any, Final

from ..data import Pair, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..libraries.manifests.chicken4 import INTERPRETER, LIBRARIES, LOADED
from ..printer import written
from ..syntax import strip
from ..tokens import Place
from .modules import import_set

__all__ = ["TABLE"]

TABLE: Final = Table()


def _use(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(use unit-or-egg ...)`: import each.

    A program for CHICKEN 4, as `use` and the names of units tell, has the units of its
    interpreter as well, and those that eggs load: their names are the system's global variables.

    CHICKEN 4 manual, Non-standard macros and special forms.
    """
    parts = x.parts(form.cdr, place, "use")
    old = strip(form.car).name == "use" or any(_is_unit(datum) for datum, _ in parts)
    for datum, at in parts:
        frame.scope.bindings.update(import_set(x, datum, at))
    if old:
        loaded = [unit for datum, _ in parts for unit in LOADED.get(written(strip(datum)), ())]
        for unit in (*INTERPRETER, *loaded):
            for name, binding in x.image.interface(unit, place, x).items():
                frame.scope.bindings.setdefault(name, binding)


def _is_unit(datum: Any) -> bool:
    found = strip(datum)
    return isinstance(found, Symbol) and found.name in LIBRARIES


TABLE.syntax("use", "require-extension")(Definition(_use))
