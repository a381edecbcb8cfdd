"""Scopes, variables, and the choice of their Python names.

Scheme has a scope for each `let`, Python one for each function. A variable is renamed if another
one in its function has its name, or if it would hide an imported name.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from ....dialects.dialect import python_name
from .destinations import Destination, Loop
from .templates import Template

__all__ = ["Environment", "Scope", "Variable", "python_identifier"]


def python_identifier(scheme: str) -> str:
    """Return a Python identifier for a variable of the program."""
    name = re.sub(r"\W", "_", python_name(scheme.strip("*%$") or scheme))
    if not name.strip("_"):
        name = "value"
    if name[0].isdecimal():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name


@define(eq=False)
class Scope:
    """The names of a function, or of the module, in the Python program."""

    reserved: frozenset[str]
    """Names that may be imported, and that no variable may have."""
    parent: Scope | None = None
    used_names: set[str] = field(factory=set)
    loop_variables: dict[str, str] = field(factory=dict)
    """Variables that a loop assigns in each iteration, with their Scheme names."""
    globals: set[str] = field(factory=set)
    """Variables of the module that are assigned here."""
    nonlocals: set[str] = field(factory=set)
    """Variables of enclosing functions that are assigned here."""
    pending: set[str] = field(factory=set)
    """Variables whose definition has not been translated yet."""
    loop_depth: int = 0
    """The number of enclosing loops in this function."""

    def name(self, scheme: str, *, parameter: bool = False) -> str:
        """Choose a new name for a variable; a parameter may hide a variable outside."""
        first = python_identifier(scheme)
        if first in self.reserved:
            first = f"{first}_"
        avoided = self.used_names if parameter else self._visible()
        name, number = first, 1
        while name in avoided:
            number += 1
            name = f"{first.rstrip('_')}_{number}"
        self.used_names.add(name)
        if self.loop_depth:
            self.loop_variables[name] = scheme
        return name

    def _visible(self) -> set[str]:
        return self.used_names | (self.parent._visible() if self.parent else set())

    def inner(self) -> Scope:
        """Return the scope of a function inside this one."""
        return Scope(self.reserved, self)


@frozen(eq=False)
class Variable:
    """The binding of a name of the program."""

    python: str
    scope: Scope
    type: str = ""
    """Its type as an annotation; "" if it is not known, "macro" for a macro."""
    loop: Loop | None = None
    template: Template | None = None
    """The template of its calls, for a procedure of a record type."""

    @property
    def destination(self) -> Destination:
        """The destination of a value that is assigned to the variable."""
        return Destination("variable", self.python)


@frozen(eq=False)
class Environment:
    """The bindings in scope at a place of the program, by their Scheme names."""

    scope: Scope
    variables: Mapping[str, Variable] = {}

    def get(self, name: str) -> Variable | None:
        """Return the variable of that name, or None if the program does not bind it here."""
        return self.variables.get(name)

    def bind(
        self, name: str, *, parameter: bool = False, type: str = "", loop: Loop | None = None
    ) -> tuple[Environment, str]:
        """Bind a new variable; return the environment with it, and its Python name."""
        python = self.scope.name(name, parameter=parameter)
        return self.with_variable(name, Variable(python, self.scope, type, loop)), python

    def with_variable(self, name: str, variable: Variable) -> Environment:
        """Return the environment with this variable for the name."""
        return evolve(self, variables={**self.variables, name: variable})

    def without(self, names: Iterable[str]) -> Environment:
        """Return the environment without bindings for these names."""
        left = {name: found for name, found in self.variables.items() if name not in names}
        return evolve(self, variables=left)

    def inner(self) -> Environment:
        """Return the same bindings in the scope of a new function."""
        return evolve(self, scope=self.scope.inner())
