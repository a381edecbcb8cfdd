"""What programs that `schemesockets port` has written run on.

`from schemesockets.dialects.scheme.ported import lists` gives the procedures of the table
`libraries.lists` under Python names; `guile_procedures` gives the procedures of a dialect as
Scheme programs call them. All take and return Scheme's values, see `data`. `run` runs what a
program does as the real systems run it: deep recursion, errors that nothing handles, exit status.
"""

from __future__ import annotations

import contextlib
import functools
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from . import bridge
from .arguments import UNSET, before_keywords, choose_clause, take_keywords, unpack, unpack_rest
from .calls import call, finish, finishing, stepwise
from .command import end_process, ended
from .compiler import RUNTIME
from .complexes import ExactComplex
from .data import (
    EOF,
    NIL,
    SPECIALS,
    Keyword,
    Pair,
    Regexp,
    String,
    Symbol,
    Values,
    iterate,
    to_list,
)
from .declaration import Entry
from .dynamics import STATE
from .equality import is_eq, is_equal, is_eqv
from .exits import main_status
from .image import BUILT_IN, Module
from .libraries.manifests import module_of, table
from .nodes import Global
from .profiles import profile
from .program import Program
from .spelling import python_names, valued
from .syntax import Scope

__all__ = [
    "EOF",
    "NIL",
    "PROGRAM_SCOPE",
    "SPECIALS",
    "UNSET",
    "ExactComplex",
    "Keyword",
    "Library",
    "Pair",
    "Regexp",
    "String",
    "Symbol",
    "Values",
    "before_keywords",
    "call",
    "choose_clause",
    "cons_star",
    "finish",
    "is_eq",
    "is_equal",
    "is_eqv",
    "iterate",
    "library_of",
    "literal",
    "run",
    "tail_call",
    "tail_calling",
    "take_keywords",
    "to_list",
    "trusted",
    "unpack",
    "unpack_rest",
]

_DIALECT: Final = "_procedures"


class Library:
    """The names of a table of procedures, as attributes: each the value for Scheme programs.

    Args:
        entries: what the table has, by Scheme names.
    """

    def __init__(self, name: str, entries: Mapping[str, Entry]) -> None:
        self.__name__ = name
        self._entries = {
            python: entries[scheme] for scheme, python in python_names(valued(entries)).items()
        }

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name not in self._entries:
            raise AttributeError(f"{self.__name__} has no {name}")
        entry = self._entries[name]
        value = finishing(entry.value) if entry.tail else entry.value
        setattr(self, name, value)
        return value


@functools.cache
def library_of(name: str) -> Library | None:
    """Return the procedures of a table, or of a dialect; None if there is no such table."""
    if name.endswith(_DIALECT):
        dialect = name.removesuffix(_DIALECT).replace("_", "-")
        with contextlib.suppress(LookupError):
            return Library(name, bridge.entries(profile(dialect)))
    module = module_of(name)
    return None if module is None else Library(name, table(module).entries)


def __getattr__(name: str) -> Any:
    found = None if name.startswith("_") else library_of(name)
    if found is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return found


PROGRAM_SCOPE: Final = Scope(None)
"""Where names in a template of syntax have their meaning: in what the program evaluates."""


# Values


def literal(text: str) -> String:
    """Return a string that a program has as a literal, which cannot be changed."""
    return String(text, mutable=False)


def cons_star(*items: Any) -> Any:
    """Return a list of all items but the last, which is the last pair's cdr."""
    return to_list(items[:-1], items[-1])


# Calls


def tail_calling(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate a function that returns `tail_call(…)`: the calls are made without stack."""
    made: Callable[..., Any] = finishing(function)
    return made


def tail_call(function: Any, *arguments: Any) -> tuple[Any, ...]:
    """Return what asks for a call in the place of the function that returns it."""
    return (stepwise(function), *arguments)


def trusted(value: Any) -> Any:
    """Return a value, whatever type checkers think of it."""
    return value


# Programs


def run(
    main: Callable[[], object],
    dialect: str,
    *,
    names: Mapping[str, str] | None = None,
    modules: Mapping[str, Mapping[str, str]] | None = None,
    entry: Callable[[], Any] | None = None,
    with_name: bool = True,
) -> NoReturn:
    """Run what a program does, and end the process with its exit status.

    Args:
        main: does it.
        dialect: whose program it is.
        names: the Python names of its variables by those in Scheme, for what it evaluates.
        modules: the same for each of its libraries.
        entry: returns the procedure that is called with the command line in the end.
        with_name: whether the program's name is the first of the words that it is called with.
    """
    file = Path(sys.argv[0])
    program = Program(profile(dialect), (), (str(file), *sys.argv[1:]), own=file.parent)
    program.end_process = end_process
    scope = main.__globals__
    if names is not None:
        scope.update({name: value for name, value in RUNTIME.items() if name not in scope})
        program.globals = scope
        program.begin(program.program)
        PROGRAM_SCOPE.parent = program.program
        _bind(program, program.program, names)
        for name, inside in (modules or {}).items():
            _bind(program, program.modules.setdefault(name, Module(program, name)), inside)

    def work() -> int:
        with program.running():
            STATE.image = program
            call(main)
            if entry is None:
                return 0
            words = program.command_line if with_name else program.command_line[1:]
            result = call(entry(), to_list([String(each) for each in words]))
            return main_status(result, program.profile)

    if names is None:
        program.globals = scope  # whose calls an error is told with
    sys.exit(ended(program, work))


def _bind(program: Program, module: Module, names: Mapping[str, str]) -> None:
    for scheme, python in names.items():
        module.bindings[Symbol(scheme)] = Global(
            scheme, python, module.name, BUILT_IN, defined=True, definitions=1
        )
        module.export(Symbol(scheme), BUILT_IN)
        program.reserve(python)
