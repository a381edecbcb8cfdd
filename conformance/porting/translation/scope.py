"""Variables: how the program's names are spelled in Python, and which name means what where.

Scheme has a scope for each `let`, Python one for each function. A variable whose name another one
has in its function, or that would hide a name of the modules used, is spelled otherwise.
"""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Mapping

from attrs import define, evolve, field, frozen

from ....dialects.dialect import python_name
from .base import Template
from .destinations import Destination, Loop

__all__ = ["Environment", "Scope", "Variable", "spelled"]


def spelled(scheme: str) -> str:
    """A variable's name as Python would have it."""
    name = re.sub(r"\W", "_", python_name(scheme.strip("*%$") or scheme))
    if not name.strip("_"):
        name = "value"
    if name[0].isdecimal():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or hasattr(builtins, name) else name


@define(eq=False)
class Scope:
    """A function of the Python program, or the module: the names that it has."""

    reserved: frozenset[str]
    """The names of what is imported, and so of no variable."""
    parent: Scope | None = None
    taken: set[str] = field(factory=set)
    changing: dict[str, str] = field(factory=dict)
    """Those that get another value each time around a loop, with their names in Scheme."""
    globals: set[str] = field(factory=set)
    """Those of the module that are set here."""
    nonlocals: set[str] = field(factory=set)
    """Those of functions around this one that are set here."""
    pending: set[str] = field(factory=set)
    """Those that are defined further below."""
    loops: int = 0
    """How many loops are being written."""

    def name(self, scheme: str, *, parameter: bool = False) -> str:
        """A new name for a variable; a parameter may hide what is outside."""
        first = spelled(scheme)
        if first in self.reserved:
            first = f"{first}_"
        avoided = self.taken if parameter else self._visible()
        name, number = first, 1
        while name in avoided:
            number += 1
            name = f"{first.rstrip('_')}_{number}"
        self.taken.add(name)
        if self.loops:
            self.changing[name] = scheme
        return name

    def _visible(self) -> set[str]:
        return self.taken | (self.parent._visible() if self.parent else set())

    def inner(self) -> Scope:
        """The scope of a function in this one."""
        return Scope(self.reserved, self)


@frozen(eq=False)
class Variable:
    """What a name of the program stands for."""

    python: str
    scope: Scope
    type: str = ""
    """Its type as an annotation says it; "" where it is not known."""
    loop: Loop | None = None
    template: Template | None = None
    """What it is translated by, for a procedure of a record type."""

    @property
    def destination(self) -> Destination:
        """The variable as the destination of a value."""
        return Destination("variable", self.python)


@frozen(eq=False)
class Environment:
    """Which variables there are at a place of the program, by their Scheme names."""

    scope: Scope
    variables: Mapping[str, Variable] = {}

    def get(self, name: str) -> Variable | None:
        """The variable, if the program binds the name here."""
        return self.variables.get(name)

    def bound(
        self, name: str, *, parameter: bool = False, type: str = "", loop: Loop | None = None
    ) -> tuple[Environment, str]:
        """With one more variable, and its name in Python."""
        python = self.scope.name(name, parameter=parameter)
        return self.having(name, Variable(python, self.scope, type, loop)), python

    def having(self, name: str, variable: Variable) -> Environment:
        """With this variable for the name."""
        return evolve(self, variables={**self.variables, name: variable})

    def without(self, names: Iterable[str]) -> Environment:
        """Where nothing is bound to these."""
        left = {name: found for name, found in self.variables.items() if name not in names}
        return evolve(self, variables=left)

    def inner(self) -> Environment:
        """The same in a function of its own."""
        return evolve(self, scope=self.scope.inner())
