"""(system base compile): what is compiled is evaluated at once (Guile manual, Compiling)."""

from __future__ import annotations

from typing import Any, Final

from ...calls import finish
from ...conditions import error
from ...data import NIL, Symbol
from ...declaration import Table
from ...dynamics import STATE
from ...kinds import Text
from ..keywords import keyword_arguments
from .reflection import module_of

__all__ = ["TABLE"]

TABLE: Final = Table()

_OPTIONS: Final = {
    "from": Symbol("scheme"),
    "to": Symbol("value"),
    "env": None,
    "optimization-level": False,
    "warning-level": False,
    "opts": NIL,
}


def _environment(procedure: str, options: tuple[Any, ...]) -> Any:
    """Return the module that the options name, None for the current one."""
    source, target, environment, *_ = keyword_arguments(procedure, options, _OPTIONS)
    if source is not _OPTIONS["from"] or target is not _OPTIONS["to"]:
        raise error("no way to compile", source, Symbol("to"), target, procedure=procedure)
    return module_of(procedure, 2, environment)


@TABLE.procedure("compile")
def compile_(expression: Any, *options: Any) -> Any:
    """Return the value of an expression. Guile manual, Compiling Scheme Code."""
    return finish(STATE.image.evaluate(expression, _environment("compile", options)))


@TABLE.procedure("compile-and-load")
def compile_and_load(path: Text, *options: Any) -> Any:
    """Run the forms of a file; return the last one's value.

    Guile manual, Compiling Scheme Code.
    """
    return STATE.image.load(path, _environment("compile-and-load", options))
