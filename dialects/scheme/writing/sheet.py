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
from ..nodes import (
    Call,
    Define,
    Global,
    Lambda,
    LocalRef,
    Node,
    Primitive,
    PrimitiveRef,
    Set,
    Variable,
)
from ..profiles import profile
from ..spelling import identifier, python_names, valued
from ..tokens import Place
from .inference import Kinds
from .literals import is_simple, written_constant
from .namespaces import Namespace
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
        "with-error-to-string",
        "with-error-to-file",
        "set-current-error-port",
        "redirect",
        "call-with-output-to-string",
        "with-output-to-pipe",
        "eval",
        "load",
    ]
)
_STANDARD: Final = frozenset({"current-error-port", "current-output-port"})
_MODULES: Final = frozenset({"fractions", "functools", "os", "sys", "time"})
"""What ports import of Python's own."""
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
    """What is written.

    Attributes:
        image: of the program.
        namespace: the Python module that is written now.
        units: the forms at the top, each in a lambda of its own, with its Python module.
        file: whose places are told.
        homes: the Python modules of the variables of modules.
        globals: the Python names of these variables.
        changed: the Python names of the libraries' names that the program changes, which are
            variables of its own module.
        forms, undecided: what is told of the port.
        read: the local variables whose values anybody looks at.
    """

    image: Image
    namespace: Namespace
    units: list[tuple[Namespace, Lambda]]
    dynamic: bool = False
    file: str = field(init=False, default="")
    prints: bool = field(init=False, default=True)
    numbers: Any = field(init=False, factory=lambda: itertools.count(1))
    homes: dict[Global, Namespace] = field(init=False, factory=dict)
    globals: dict[Global, str] = field(init=False, factory=dict)
    changed: dict[Primitive, str] = field(init=False, factory=dict)
    forms: list[Form] = field(init=False, factory=list)
    undecided: list[Undecided] = field(init=False, factory=list)
    read: set[Variable] = field(init=False, factory=set)
    kinds: Kinds = field(init=False)
    tails: Tails = field(init=False)
    _program: Namespace = field(init=False)
    _changing: set[Variable] = field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        tops = [top for _, top in self.units]
        self._program = self.namespace
        self.tails = Tails(tops)
        self.kinds = Kinds(tops, self.image, self.dynamic)
        mentions: dict[Global, Namespace] = {}
        for namespace, top in self.units:
            self._look_at(namespace, top, mentions)
        for variable, first in mentions.items():
            home = self.homes.setdefault(variable, self._home(variable, first))
            self.globals[variable] = home.allocate(identifier(variable.name))
        namespaces = list(dict.fromkeys([self.namespace, *(each for each, _ in self.units)]))
        for namespace in namespaces:
            namespace.meet(namespaces)

    def _look_at(
        self, namespace: Namespace, top: Lambda, mentions: dict[Global, Namespace]
    ) -> None:
        """Find the variables of modules, and the local ones that are read."""
        for node, called in walk([top]):
            if isinstance(node, LocalRef):
                self.read.add(node.variable)
            if isinstance(node, Set) and isinstance(node.variable, Variable):
                self._changing.add(node.variable)
            if isinstance(node, Lambda):
                for each in node.own:
                    namespace.note_local(each.name)
            if isinstance(node, PrimitiveRef) and self._redirects(node, called):
                self.prints = False
            for primitive in (getattr(node, "primitive", None), getattr(node, "variable", None)):
                if isinstance(primitive, Primitive) and primitive.assigned:
                    self._change(primitive)
            variable = getattr(node, "variable", None)
            if isinstance(variable, Global):
                mentions.setdefault(variable, namespace)
                if isinstance(node, Define):
                    self.homes.setdefault(variable, namespace)

    def _home(self, variable: Global, first: Namespace) -> Namespace:
        """Return where a variable is that has no definition; `first` mentions it first."""
        return first if first.module.name == variable.module else self._program

    def _redirects(self, node: PrimitiveRef, called: bool) -> bool:
        """Return whether the program may write elsewhere than to the standard output."""
        text = node.primitive.entry.name
        return text in _REDIRECTING or (text in _STANDARD and not called)

    @property
    def byte_strings(self) -> bool:
        """Whether strings are bytes."""
        return self.image.profile.byte_strings

    def enter(self, namespace: Namespace, file: str) -> None:
        """Go on with forms of a file that go to a Python module."""
        self.namespace, self.file = namespace, file

    def known_runtime(self, key: str) -> str:
        """Return what the module calls a name of `ported`, "" if it has none for that so far."""
        return self.namespace.imports.get(PORTED, {}).get(key, "")

    # Names

    def is_used(self, text: str) -> bool:
        """Return whether a name is used at the top of the module."""
        return self.namespace.has(text)

    def name_of(self, variable: Global) -> str:
        """Return the Python name of a module's variable."""
        if variable not in self.globals:
            self.homes[variable] = self._program
            self.globals[variable] = self._program.allocate(identifier(variable.name))
        return self._seen(self.homes[variable], self.globals[variable])

    def _seen(self, home: Namespace, python: str) -> str:
        """Return how the module that is written calls a name of a module."""
        return python if home is self.namespace else f"{self.namespace.siblings[home]}.{python}"

    def imported(self, module: str, what: str, instead: str = "") -> str:
        """Return what the module calls a name of another that it imports."""
        return self.namespace.imported(module, what, instead)

    def runtime(self, key: str) -> str:
        """Return what the module calls a name of `ported`, or a module of Python's."""
        if key in _MODULES:
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
        return self._seen(self._program, self._change(primitive))

    def _change(self, primitive: Primitive) -> str:
        if primitive not in self.changed:
            self.changed[primitive] = self._program.allocate(identifier(primitive.entry.name))
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
        namespace = self.namespace
        found = namespace.held.get(id(value))
        if found is None:
            made = written_constant(value, self.runtime, self.imported, self.constant)
            if isinstance(made, ast.Constant | ast.Name | ast.Subscript):
                return made
            text = namespace.reserve(f"CONSTANT_{len(namespace.constants) + 1}")
            namespace.constants.append((text, made))
            found = namespace.held[id(value)] = (value, text)
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
