"""What all functions of a port share: its names, imports and constants, and what is told of it."""

from __future__ import annotations

import ast
import functools
import itertools
import sys
from collections.abc import Iterable
from typing import Any, Final

from attrs import define, field, frozen

from ... import load as load_dialect
from ..bridge import Bridged, entries
from ..declaration import Entry
from ..fragments import name
from ..image import Image
from ..libraries.manifests import short_name, table
from ..nodes import Call, Global, Lambda, LocalRef, Node, Primitive, PrimitiveRef, Set, Variable
from ..profiles import profile
from ..spelling import identifier, python_names, valued
from ..tokens import Place
from .inference import Kinds
from .literals import is_simple, written_constant
from .tails import Tails, walk

__all__ = ["PORTED", "Form", "Sheet", "Undecided"]

PORTED: Final = "schemesockets.dialects.scheme.ported"
_REDIRECTING: Final = frozenset(
    [
        "with-output-to-string",
        "with-output-to-file",
        "with-output-to-port",
        "set-current-output-port",
        "set-current-output-port!",
        "with-error-to-port",
        "redirect",
        "call-with-output-to-string",
        "with-output-to-pipe",
        "eval",
        "load",
    ]
)
_NAMING: Final = frozenset({"resolve-interface", "resolve-module"})
"""Procedures that are given a module's name when the program runs."""
_CALL_CC: Final = table("libraries.control")["call-with-current-continuation"]


@frozen
class Form:
    """A form of the program, and how it is written.

    Attributes:
        place: where it stands.
        name: the procedure's that it calls, "" where it is no call.
        reason: why it is written in the faithful form; "" where it is plain Python.
        dialect: whether a procedure of the dialect is called.
    """

    place: Place
    name: str
    reason: str
    dialect: bool = False


@frozen
class Undecided:
    """What cannot be written, and why."""

    place: Place
    reason: str


@define(eq=False)
class Sheet:
    """The file that is written.

    Attributes:
        image: of the program.
        file: the program's, whose places are told.
        tops: the forms at the top, each in a lambda of its own.
        globals: the Python names of the variables of modules.
        imports: what the file imports: names by module, each with what it is called here.
        constants: the names of values that the file has once.
        forms, undecided: what is told of the port.
        read: the local variables whose values anybody looks at.
    """

    image: Image
    file: str
    tops: list[Lambda]
    dynamic: bool = False
    prints: bool = field(init=False, default=True)
    names_modules: bool = field(init=False, default=False)
    numbers: Any = field(init=False, factory=lambda: itertools.count(1))
    globals: dict[Global, str] = field(init=False, factory=dict)
    imports: dict[str, dict[str, str]] = field(init=False, factory=dict)
    constants: list[tuple[str, ast.expr]] = field(init=False, factory=list)
    changed: dict[Primitive, str] = field(init=False, factory=dict)
    forms: list[Form] = field(init=False, factory=list)
    undecided: list[Undecided] = field(init=False, factory=list)
    read: set[Variable] = field(init=False, factory=set)
    kinds: Kinds = field(init=False)
    tails: Tails = field(init=False)
    _changing: set[Variable] = field(init=False, factory=set)
    _names: set[str] = field(init=False, factory=set)
    _theirs: set[str] = field(init=False, factory=set)
    _held: dict[int, tuple[Any, str]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.tails = Tails(self.tops)
        self.kinds = Kinds(self.tops, self.image, self.dynamic)
        for top in self.tops:
            self._look_at(top)

    def _look_at(self, top: Lambda) -> None:
        """Find the variables of modules, and the local ones that are read."""
        for node, called in walk([top]):
            if isinstance(node, LocalRef):
                self.read.add(node.variable)
            if isinstance(node, Set) and isinstance(node.variable, Variable):
                self._changing.add(node.variable)
            if isinstance(node, Lambda):
                self._theirs.update(identifier(each.name) for each in node.own)
            if isinstance(node, PrimitiveRef) and self._redirects(node, called):
                self.prints = False
            if isinstance(node, PrimitiveRef) and node.primitive.entry.name in _NAMING:
                self.names_modules = True
            variable = getattr(node, "variable", None)
            if isinstance(variable, Global) and variable not in self.globals:
                self.globals[variable] = self._allocate(identifier(variable.name))

    def _redirects(self, node: PrimitiveRef, called: bool) -> bool:
        """Return whether the program may write elsewhere than to the standard output."""
        text = node.primitive.entry.name
        return text in _REDIRECTING or (text == "current-output-port" and not called)

    @property
    def byte_strings(self) -> bool:
        """Whether strings are bytes."""
        return self.image.profile.byte_strings

    def known_runtime(self, key: str) -> str:
        """Return what the file calls a name of `ported`, "" if it has none for that so far."""
        return self.imports.get(PORTED, {}).get(key, "")

    def _allocate(self, base: str) -> str:
        made, number = base, 2
        while made in self._names:
            made, number = f"{base.rstrip('_')}_{number}", number + 1
        self._names.add(made)
        return made

    # Names

    def is_used(self, text: str) -> bool:
        """Return whether a name is used at the top of the file."""
        return text in self._names

    def reserve(self, base: str) -> str:
        """Return a name for the top of the file that nothing else has."""
        made = base
        while made in self._names or made in self._theirs:
            made = f"{made}_"
        self._names.add(made)
        return made

    def name_of(self, variable: Global) -> str:
        """Return the Python name of a module's variable."""
        found = self.globals.get(variable)
        if found is None:
            found = self.globals[variable] = self._allocate(identifier(variable.name))
        return found

    def imported(self, module: str, what: str, instead: str = "") -> str:
        """Return what the file calls a name of a module that it imports."""
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

    def runtime(self, key: str) -> str:
        """Return what the file calls a name of `ported`, or a module of Python's."""
        if key in ("fractions", "sys", "functools"):
            return self.imported("", key)
        return self.imported(PORTED, key)

    def assigned_names(self) -> set[str]:
        """Return the Python names of local variables that the program changes."""
        return {each.python for each in self._changing if each.python}

    # Library procedures

    def entry_for(self, node: Call, primitive: Primitive) -> Entry:
        """Return the procedure that a call calls; of continuations there are two kinds."""
        if primitive.entry is _CALL_CC:
            return self.kinds.continuation(node)
        return primitive.entry

    def primitive(self, primitive: Primitive) -> str:
        """Return the expression for a library's name; a variable where a program changes it."""
        if not primitive.assigned:
            return self.entry(primitive.entry)
        if primitive not in self.changed:
            self.changed[primitive] = self._allocate(identifier(primitive.entry.name))
        return self.changed[primitive]

    def entry(self, entry: Entry) -> str:
        """Return the expression for a procedure or a value of a library."""
        if isinstance(entry, Bridged) and entry.declared is not None:
            if type(entry.declared.value) is int:
                return self.direct(entry)
            dialect = self.image.profile.name if entry.byte_strings else ""
            home = dialect or _dialect_of(entry, self.image)
            theirs = dialect_names(home)
            space = self.runtime(f"{home.replace('-', '_')}_procedures")
            return f"{space}.{theirs[entry.name]}"
        module, names = home_of(entry)
        return f"{self.runtime(module)}.{names[entry]}"

    def direct(self, entry: Bridged) -> str:
        """Return what the file calls a dialect's own function or constant."""
        declared = entry.declared
        assert declared is not None
        dialect = load_dialect(_dialect_of(entry, self.image))
        short = dialect.name.replace("-", "")
        return self.imported(dialect.module, declared.python, f"{short}_{declared.python}")

    def reason(self, primitive: Primitive) -> str:
        """Return why a call of a procedure is written in the faithful form."""
        if isinstance(primitive.entry, Bridged):
            return "what is passed, or what comes back, must be converted"
        return "Python has no expression that surely means the same"

    # Constants

    def constant(self, value: Any) -> ast.expr:
        """Return the expression for a constant; what has an identity is made once."""
        if is_simple(value) or value.__class__.__name__ == "String":
            return written_constant(value, self.runtime, self.imported, self.constant)
        found = self._held.get(id(value))
        if found is None:
            made = written_constant(value, self.runtime, self.imported, self.constant)
            if isinstance(made, ast.Constant | ast.Name | ast.Subscript):
                return made
            text = self.reserve(f"CONSTANT_{len(self.constants) + 1}")
            self.constants.append((text, made))
            found = self._held[id(value)] = (value, text)
        return name(found[1])

    # What is told

    def note(self, node: Node, reason: str) -> None:
        """Tell how a form is written."""
        called = ""
        dialect = False
        if isinstance(node, Call):
            function = node.function
            primitive = getattr(function, "primitive", None)
            if isinstance(primitive, Primitive):
                called = primitive.entry.name
                dialect = isinstance(primitive.entry, Bridged)
            else:
                variable = getattr(function, "variable", None)
                called = variable.name if variable is not None else ""
        self.forms.append(Form(node.place, called, reason, dialect))

    def mark(self) -> int:
        """Return what `forget_since` takes."""
        return len(self.forms)

    def forget_since(self, mark: int) -> None:
        """Forget what was told since then."""
        del self.forms[mark:]


@functools.cache
def dialect_names(dialect: str) -> dict[str, str]:
    """Return the Python names of a dialect's procedures, by Scheme names."""
    return python_names(valued(entries(profile(dialect))))


def _dialect_of(entry: Bridged, image: Image) -> str:
    for each in (image.profile.name, "srfi-106"):
        if entries(profile(each)).get(entry.name) is entry:
            return each
    raise LookupError(entry.name)


_homes: dict[Entry, tuple[str, dict[Entry, str]]] = {}
_above: Final = __package__.rpartition(".")[0]


def home_of(entry: Entry) -> tuple[str, dict[Entry, str]]:
    """Return the module whose table has an entry, and the Python names of its table."""
    if entry not in _homes:
        for module in _tables():
            names = python_names(valued(table(module).entries))
            by_entry: dict[Entry, str] = {}
            for scheme, python in names.items():
                each = table(module)[scheme]
                if each not in by_entry or scheme == each.name:
                    by_entry[each] = python
            for each in by_entry:
                _homes.setdefault(each, (short_name(module), by_entry))
    return _homes[entry]


def _tables() -> Iterable[str]:
    for package in ("libraries", "forms"):
        start = f"{_above}.{package}."
        for module in sorted(each for each in list(sys.modules) if each.startswith(start)):
            if hasattr(sys.modules[module], "TABLE"):
                yield f"{package}.{module.removeprefix(start)}"
