"""The Python modules of a port, while they are written: their names, and what they import."""

from __future__ import annotations

import ast
from typing import Any

from attrs import define, field

from ..image import Module
from ..spelling import identifier

__all__ = ["Namespace"]


@define(eq=False)
class Namespace:
    """A Python module that is written.

    Attributes:
        name: of the Python module.
        module: the Scheme module whose definitions it has.
        file: where these stand.
        imports: names by module, each with what it is called here.
        constants: the names of values that the module has once.
        declared: the variables that functions give their values.
        siblings: what the other modules of the package are called here.
    """

    name: str
    module: Module
    file: str
    imports: dict[str, dict[str, str]] = field(init=False, factory=dict)
    constants: list[tuple[str, ast.expr]] = field(init=False, factory=list)
    declared: list[str] = field(init=False, factory=list)
    siblings: dict[Namespace, str] = field(init=False, factory=dict)
    held: dict[int, tuple[Any, str]] = field(init=False, factory=dict)
    _names: set[str] = field(init=False, factory=set)
    _theirs: set[str] = field(init=False, factory=set)

    def allocate(self, base: str) -> str:
        """Return a name for a variable of the module that no other of them has."""
        made, number = base, 2
        while made in self._names:
            made, number = f"{base.rstrip('_')}_{number}", number + 1
        self._names.add(made)
        return made

    def reserve(self, base: str) -> str:
        """Return a name for the top of the module that nothing else has."""
        made = base
        while made in self._names or made in self._theirs:
            made = f"{made}_"
        self._names.add(made)
        return made

    def note_local(self, scheme: str) -> None:
        """Note that functions of the module have a variable of a name."""
        self._theirs.add(identifier(scheme))

    def has(self, text: str) -> bool:
        """Return whether a name is used at the top of the module."""
        return text in self._names

    def imported(self, module: str, what: str, instead: str = "") -> str:
        """Return what the module calls a name of another that it imports."""
        names = self.imports.setdefault(module, {})
        if what not in names:
            made = what
            if made in self._names or made in self._theirs:
                made = instead or f"scheme_{what}"
                while made in self._names or made in self._theirs:
                    made = f"{made}_"
            self._names.add(made)
            names[what] = made
        return names[what]

    def meet(self, others: list[Namespace]) -> None:
        """Name the other modules of the package, when all names of this one are known."""
        for each in others:
            if each is not self:
                self.siblings[each] = self.imported(".", each.name, f"{each.name}_module")
