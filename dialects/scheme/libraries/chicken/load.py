"""Files of programs and what they provide: CHICKEN's (chicken load)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from ...backtrace import running_file
from ...calls import call
from ...conditions import FileFailure
from ...data import NIL, Keyword, String, Symbol, from_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter, held
from ...image import BUILT_IN
from ...kinds import Str
from ...ports import CURRENT_OUTPUT, put
from ...printer import written
from ...reader import Places
from .eval import EVAL_HANDLER
from .files import file_failure, python

__all__ = ["TABLE", "load_once"]

TABLE: Final = Table()

_VERBOSE: Final = Parameter(False, settable=True)
TABLE.value("load-verbose", _VERBOSE)
TABLE.value("dynamic-load-libraries", Parameter(NIL, settable=True))


def _provided() -> set[Symbol]:
    found: set[Symbol] = held().setdefault("features that are provided", set())
    return found


def _loaded(procedure: str, path: String, evaluator: Any = None) -> Any:
    """Run a file, or one of that name that ends in `.scm`."""
    name = python(path)
    for each in (name, f"{name}.scm"):
        if os.path.isfile(each):
            break
    else:
        raise file_failure(procedure, "open file", FileNotFoundError(2, "No such file"), path)
    if _VERBOSE() is not False:
        put(CURRENT_OUTPUT(), f"; loading {each} ...\n")
    if evaluator is None or evaluator is False:
        return STATE.image.load(each)
    result = None
    for form in STATE.image.read_file(Path(each), Places(), BUILT_IN):
        result = call(evaluator, form.datum)
    return result


@TABLE.procedure("load-relative")
def load_relative(path: Str, evaluator: Any = None) -> Any:
    """Run a file that is beside the one that runs. CHICKEN manual, Module (chicken load)."""
    folder = os.path.dirname(running_file(STATE.image.globals))
    beside = os.path.join(folder, python(path)) if folder else python(path)
    return _loaded("load-relative", String(beside), evaluator)


@TABLE.procedure("load-noisily")
def load_noisily(path: Str, *options: Any) -> Any:
    """Run a file and write each form's value. CHICKEN manual, Module (chicken load)."""
    given = {}
    for name, value in zip(options[::2], options[1::2], strict=False):
        if name.__class__ is not Keyword or name.name not in ("evaluator", "printer"):
            refuse("load-noisily", 2, "one of #:evaluator and #:printer", name)
        given[name.name] = value
    evaluator = given.get("evaluator", EVAL_HANDLER())

    def evaluate(form: Any) -> Any:
        value = call(evaluator, form)
        if "printer" in given:
            call(given["printer"], value)
        else:
            put(CURRENT_OUTPUT(), written(value, STATE.profile) + "\n")
        return value

    return _loaded("load-noisily", path, evaluate)


@TABLE.procedure("provide")
def provide(*names: Any) -> None:
    """Note that something is loaded. CHICKEN manual, Module (chicken load)."""
    _provided().update(_symbols("provide", names))


@TABLE.procedure("provided?")
def is_provided(*names: Any) -> bool:
    """Return whether all of them are loaded. CHICKEN manual, Module (chicken load)."""
    return _provided().issuperset(_symbols("provided?", names))


def _symbols(procedure: str, names: tuple[Any, ...]) -> list[Symbol]:
    for place, each in enumerate(names, 1):
        if each.__class__ is not Symbol:
            refuse(procedure, place, "a symbol", each)
    return list(names)


@TABLE.procedure("require")
def require(*names: Any) -> None:
    """Load files that are not provided yet. CHICKEN manual, Module (chicken load)."""
    load_once(_symbols("require", names))


def load_once(names: list[Symbol]) -> None:
    """Load files that are not provided yet."""
    for each in names:
        if each not in _provided():
            _loaded("require", String(each.name))
            provide(each)


@TABLE.procedure("load-library")
def load_library(name: Any, *files: Any) -> None:
    """Refuse a library of compiled code. CHICKEN manual, Module (chicken load)."""
    symbol = _symbols("load-library", (name,))[0]
    if symbol not in _provided():
        raise FileFailure("load-library", symbol.name, 0, "there are no compiled libraries")


@TABLE.procedure("set-dynamic-load-mode!")
def set_dynamic_load_mode(mode: Any) -> None:
    """Take modes of loading compiled code, of which there is none.

    CHICKEN manual, Module (chicken load).
    """
    names = {"global", "local", "lazy", "now"}
    items = [mode] if mode.__class__ is Symbol else from_list(mode)
    for item in items:
        if item.__class__ is not Symbol or item.name not in names:
            refuse("set-dynamic-load-mode!", 1, "modes: global, local, lazy, now", item)
