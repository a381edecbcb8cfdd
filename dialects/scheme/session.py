"""Scheme programs for Python: modules of their definitions, and values of texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from ..dialect import python_name
from .bridge import from_python, to_python
from .calls import call
from .data import Symbol, is_procedure
from .image import BUILT_IN
from .nodes import Global
from .profiles import profile
from .program import Program

__all__ = ["evaluate_text", "load_module"]


def load_module(
    path: Path, dialect: str, directories: Sequence[Path], command_line: tuple[str, ...]
) -> ModuleType:
    """Run a program's file; return a module with its definitions."""
    program = Program(profile(dialect), directories, command_line, own=path.parent)
    program.run_file(path)
    made = ModuleType(path.stem, f"The definitions of {path}.")
    made.__file__ = str(path)
    for name, binding in program.program.bindings.items():
        if isinstance(name, Symbol) and isinstance(binding, Global) and binding.defined:
            value = _exported(program, program.globals[binding.python])
            setattr(made, python_name(name.name), value)
            setattr(made, name.name, value)
    return made


def _exported(program: Program, value: Any) -> Any:
    if not is_procedure(value):
        return to_python(value, program.profile.byte_strings)
    return _function(program, value)


def _function(program: Program, procedure: Any) -> Callable[..., Any]:
    byte_strings = program.profile.byte_strings

    def function(*arguments: Any) -> Any:
        with program.running():
            made = [from_python(each, byte_strings) for each in arguments]
            return to_python(call(procedure, *made), byte_strings)

    function.__name__ = function.__qualname__ = getattr(procedure, "__name__", "procedure")
    return function


def evaluate_text(text: str, dialect: str, names: Mapping[str, Any]) -> Any:
    """Return the value of a text, as a Python value."""
    program = Program(profile(dialect))
    program.begin(program.program)
    for name, value in names.items():
        variable = program.program.define(Symbol(name), BUILT_IN)
        program.globals[variable.python] = from_python(value, program.profile.byte_strings)
    result = program.run_text(text, "<text>")
    with program.running():
        return _exported(program, result)
