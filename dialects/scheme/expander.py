"""The expander: programs as data become nodes, their macros expanded, their names resolved.

Strategy: the forms at the top of a program, and those of a body, are looked through first, macros
expanded as far as needed to see what is defined; the values of definitions and the expressions
are expanded afterwards, when all names are known. What a form means is declared where it is
written (`forms`): an expression's function returns a node, a definition's enters what it defines
into a `Frame`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .data import NIL, Nil, Pair
from .declaration import Entry
from .image import Image, Module
from .libraries import manifest
from .nodes import (
    Call,
    Const,
    Define,
    Fix,
    Global,
    GlobalRef,
    Lambda,
    Let,
    LocalRef,
    Node,
    Primitive,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from .reader import Form, Places
from .syntax import (
    Alias,
    Identifier,
    Macro,
    Scope,
    Syntax,
    complain,
    find,
    home_of,
    is_identifier,
    name_of,
    strip,
)
from .tokens import Place

__all__ = ["BodyFrame", "Definition", "Expander", "Expression", "Frame", "TopFrame"]

Expression = Callable[["Expander", Pair, Scope, Place], Node]
"""The function of a form that is an expression."""

_LIMIT = 10_000
_DEEPEST = 3_000  # forms that macros have made, one in the other
# What may define names while the program runs, so that nobody can say before which it lacks.
_DYNAMIC = frozenset(
    {
        "eval",
        "eval-string",
        "load",
        "load-noisily",
        "load-relative",
        "module-define!",
        "primitive-eval",
        "primitive-load",
        "primitive-load-path",
        "require",
    }
)
# What may change what a module exports while its body runs, as Guile's importers then see.
_RESHAPING = frozenset({"module-export!", "module-re-export!", "module-replace!", "module-use!"})


class Definition:
    """The function of a form that is a definition; it enters what it defines into a frame.

    `expression` is its function where it may be an expression as well.
    """

    def __init__(
        self,
        function: Callable[[Expander, Pair, Frame, Place], None],
        expression: Expression | None = None,
    ) -> None:
        self.function = function
        self.expression = expression


class Step(NamedTuple):
    """What a body does in order: give a variable its value, or evaluate an expression."""

    variable: Any
    value: Callable[[], Node]
    place: Place


class Frame:
    """A body or the top of a program, while its definitions are collected."""

    def __init__(self, expander: Expander, scope: Scope) -> None:
        self.expander = expander
        self.scope = scope
        self.steps: list[Step] = []

    def declare(self, name: Identifier, place: Place) -> Any:
        """Return the variable that a definition of a name is about."""
        raise NotImplementedError

    def bind(self, name: Identifier, syntax: Any) -> None:
        """Let a name mean a syntax."""
        self.scope.bindings[name] = syntax

    def define(self, name: Identifier, value: Callable[[], Node], place: Place) -> None:
        """Enter a definition; `value` is asked when all names are known."""
        if not is_identifier(name):
            complain("a definition of what is no name", place)
        self.steps.append(Step(self.declare(name, place), value, place))

    def evaluate(self, value: Callable[[], Node], place: Place) -> None:
        """Enter an expression."""
        self.steps.append(Step(None, value, place))

    def splice(self, forms: Any, place: Place) -> None:
        """Take forms as if they stood here."""
        for cell in self.expander.cells(forms, place, "body"):
            self.add(cell.car, self.expander.places.of(cell, place))

    def add(self, form: Any, place: Place) -> None:
        """Take a form."""
        form, place, meaning = self.expander.head(form, self.scope, place)
        if isinstance(meaning, Syntax) and isinstance(meaning.entry.function, Definition):
            meaning.entry.function.function(self.expander, form, self, place)
        else:
            self.evaluate(lambda: self.expander.expand(form, self.scope, place), place)


class BodyFrame(Frame):
    """A body."""

    def declare(self, name: Identifier, place: Place) -> Variable:
        """Return a new local variable, or the one of an earlier definition here."""
        found = self.scope.bindings.get(name)
        if isinstance(found, Variable):
            found.assigned = True
            return found
        return self.expander.bind(name, self.scope, place)

    def node(self, place: Place) -> Node:
        """Return the body as a node."""
        steps = list(self.steps)
        trailing: list[Node] = []
        if not any(step.variable is not None for step in steps):
            return sequence([step.value() for step in steps], place)
        while steps and steps[-1].variable is None:
            trailing.insert(0, steps.pop().value())
        variables: list[Variable | None] = []
        values = []
        for step in steps:
            value = step.value()
            variable = step.variable
            if variable is not None:
                named(value, variable.name)
                if variable in variables:
                    value, variable = Set(step.place, variable, value), None
            variables.append(variable)
            values.append(value)
        body = sequence(trailing, place) if trailing else Const(place, None)
        return Fix(place, variables, values, body)


class TopFrame(Frame):
    """The top of a program or of a module."""

    def declare(self, name: Identifier, place: Place) -> Global:
        """Return the module's variable."""
        module = self.scope
        assert isinstance(module, Module)
        if isinstance(name, Alias):
            if module.image.profile.toplevel_renames:
                return module.define(name, place)
            symbol, _ = home_of(name, module)
            made = module.define(symbol, place)
            module.bindings[name] = made
            return made
        return module.define(name, place)

    def bind(self, name: Identifier, syntax: Any) -> None:
        """Let a name of the module mean a syntax; where a macro put it in, its symbol too."""
        super().bind(name, syntax)
        if isinstance(name, Alias):
            symbol, _ = home_of(name, self.scope)
            self.scope.bindings.setdefault(symbol, syntax)

    def nodes(self) -> list[Node]:
        """Return what is to be done, in order."""
        made: list[Node] = []
        for step in self.steps:
            try:
                value = step.value()
            except RecursionError:
                complain("a form that is nested too deep", step.place)
            if step.variable is not None:
                named(value, step.variable.name)
                value = Define(step.place, step.variable, value)
                step.variable.definitions += 1
            made.append(value)
        return made


def known_entry(name: str) -> Entry:
    """Return the entry of a name that forms need."""
    for module in ("libraries.internal", *manifest.BASE, *manifest.SYNTAX_CASE):
        found = manifest.table(module).entries.get(name)
        if found is not None:
            return found
    raise LookupError(name)


def named(value: Node, name: str) -> None:
    """Give a procedure the name of the variable that it is the value of."""
    if hasattr(value, "name") and not value.name:
        value.name = name


def sequence(nodes: list[Node], place: Place) -> Node:
    """Return nodes in order as one."""
    if not nodes:
        return Const(place, None)
    return nodes[0] if len(nodes) == 1 else Sequence(place, nodes)


class Expander:
    """The expansion of the forms of one module.

    Attributes:
        image, module: where the program runs, and what is being expanded.
        places: where the forms were read.
        free: the variables that were mentioned and have no definition so far, with places.
        including: the files that are being included, the innermost last.
        nesting: how many forms that macros have made are being expanded, one in the other.
        dynamic: whether the program evaluates or loads what may define some of them.
        reshapes: whether what runs may change what the module exports.
    """

    def __init__(self, module: Module, places: Places) -> None:
        self.image: Image = module.image
        self.module = module
        self.places = places
        self.free: dict[Global, Place] = {}
        self.dynamic = False
        self.reshapes = False
        self.including: list[Any] = []
        self.nesting = 0

    # Forms

    def head(self, form: Any, scope: Scope, place: Place) -> tuple[Any, Place, Any]:
        """Expand macros until a form is none; return it, its place and what its head means."""
        turns = 0
        while form.__class__ is Pair:
            meaning = find(form.car, scope) if is_identifier(form.car) else None
            if not isinstance(meaning, Macro):
                return form, place, meaning
            turns += 1
            if turns > _LIMIT:
                complain("a macro whose expansion has no end", place)
            form = meaning.expand(form, scope, place)
        if is_identifier(form):
            meaning = find(form, scope)
            if isinstance(meaning, Macro):
                expanded = getattr(meaning, "expand_name", None)
                if expanded is not None:
                    return self.head(expanded(form, scope, place), scope, place)
        return form, place, None

    def expand(self, form: Any, scope: Scope, place: Place) -> Node:
        """Return the node of an expression."""
        form, place, meaning = self.head(form, scope, place)
        if form.__class__ is Pair:
            if not self.places.known(form):  # a macro has made it
                self.nesting += 1
                if self.nesting > _DEEPEST:
                    complain("a macro whose expansion has no end", place)
                node = self._form(form, scope, place, meaning)
                self.nesting -= 1
                return node
            return self._form(form, scope, place, meaning)
        if is_identifier(form):
            return self.reference(form, scope, place)
        if form.__class__ is Nil:
            complain("an empty list is no expression; '() is", place)
        return Const(place, strip(form))

    def _form(self, form: Pair, scope: Scope, place: Place, meaning: Any) -> Node:
        if isinstance(meaning, Syntax):
            function = meaning.entry.function
            if isinstance(function, Definition):
                function = function.expression
                if function is None:
                    name = name_of(form.car)
                    complain(f"a definition where an expression is wanted ({name})", place)
            node: Node = function(self, form, scope, place)
            return node
        return self._call(form, scope, place)

    def _call(self, form: Pair, scope: Scope, place: Place) -> Node:
        places = self.places
        function = self.expand(form.car, scope, places.of(form, place))
        arguments = [
            self.expand(cell.car, scope, places.of(cell, place))
            for cell in self.cells(form.cdr, place, "call")
        ]
        if isinstance(function, Lambda) and function.plain:
            variables = function.required
            if len(variables) == len(arguments) and function.body is not None:
                return Let(place, variables, arguments, function.body)
        return Call(place, function, arguments)

    def cells(self, form: Any, place: Place, what: str) -> list[Pair]:
        """Return the pairs of a form that must be a proper list."""
        found = []
        while form.__class__ is Pair:
            found.append(form)
            form = form.cdr
        if form is not NIL:
            complain(f"a {what} that is no proper list", place)
        return found

    def parts(self, form: Any, place: Place, what: str) -> list[tuple[Any, Place]]:
        """Return the parts of a form that must be a proper list, each with its place."""
        return [(cell.car, self.places.of(cell, place)) for cell in self.cells(form, place, what)]

    def each(self, forms: Iterable[tuple[Any, Place]], scope: Scope) -> list[Node]:
        """Return the nodes of several expressions."""
        return [self.expand(form, scope, place) for form, place in forms]

    def sequence(self, forms: Any, scope: Scope, place: Place) -> Node:
        """Return a list of expressions as one node."""
        return sequence(self.each(self.parts(forms, place, "body"), scope), place)

    def body(self, forms: Any, scope: Scope, place: Place) -> Node:
        """Return a body, definitions and expressions, as one node; it has a scope of its own."""
        frame = BodyFrame(self, Scope(scope))
        frame.splice(forms, place)
        if not frame.steps:
            if self.image.profile.empty_bodies:
                return Const(place, None)
            complain("a body without an expression", place)
        return frame.node(place)

    # Names

    def bind(self, name: Identifier, scope: Scope, place: Place) -> Variable:
        """Return a new local variable, entered into a scope."""
        if not is_identifier(name):
            complain("what is to be bound is no name", place)
        made = Variable(name_of(name))
        scope.bindings[name] = made
        return made

    def meaning(self, name: Identifier, scope: Scope, place: Place) -> Any:
        """Return what a name means; one that nothing defines is a variable of its module."""
        found = find(name, scope)
        if found is None:
            symbol, module = home_of(name, scope)
            assert isinstance(module, Module)
            found = module.declare(symbol, place)
        if isinstance(found, Global) and not found.defined:
            self.free.setdefault(found, place)
        return found

    def reference(self, name: Identifier, scope: Scope, place: Place) -> Node:
        """Return the node for a name that is an expression."""
        found = self.meaning(name, scope, place)
        if isinstance(found, Variable):
            return LocalRef(place, found)
        if isinstance(found, Global):
            return GlobalRef(place, found)
        if isinstance(found, Primitive):
            self.dynamic = self.dynamic or found.entry.name in _DYNAMIC
            self.reshapes = self.reshapes or found.entry.name in _RESHAPING
            return PrimitiveRef(place, found)
        complain(f"{name_of(name)} is syntax and no variable", place)

    def assign(self, name: Identifier, value: Node, scope: Scope, place: Place) -> Node:
        """Return the node for an assignment."""
        found = self.meaning(name, scope, place)
        if isinstance(found, Variable):
            found.assigned = True
        elif isinstance(found, Global):
            found.definitions += 1
        elif isinstance(found, Primitive):
            found.assigned = True
        else:
            complain(f"{name_of(name)} is syntax and no variable", place)
        return Set(place, found, value)

    def known(self, name: str, place: Place) -> Node:
        """Return the node for a name that forms need, whatever a program makes of it."""
        return PrimitiveRef(place, self.image.primitive(known_entry(name)))

    def call(self, name: str, place: Place, *arguments: Node) -> Node:
        """Return the node for a call of such a name."""
        return Call(place, self.known(name, place), list(arguments))

    def evaluate(self, form: Any, scope: Scope, place: Place) -> Any:
        """Return the value of an expression while the program is expanded, for macros."""
        return self.image.run_nodes([self.expand(form, scope, place)], place.file)

    # The top

    def program(self, forms: Iterable[Form]) -> list[Node]:
        """Return what a program does, in order."""
        frame = TopFrame(self, self.module)
        for form in forms:
            frame.add(form.datum, form.place)
        return frame.nodes()
