"""The core language: what the expander makes of a program and the compiler translates.

Variables are objects, so no name is looked up again. Every node has the place of the form that it
comes from.
"""

from __future__ import annotations

from typing import Any

from attrs import define, field

from .data import Keyword
from .declaration import Entry
from .tokens import Place

__all__ = [
    "And",
    "Call",
    "CaseLambda",
    "Const",
    "Define",
    "Fix",
    "Global",
    "GlobalRef",
    "If",
    "Lambda",
    "Let",
    "LetValues",
    "LocalRef",
    "Node",
    "Or",
    "Primitive",
    "PrimitiveRef",
    "Sequence",
    "Set",
    "Variable",
]


@define(eq=False)
class Variable:
    """A local variable.

    Attributes:
        name: as the program writes it.
        assigned: whether a `set!` changes it.
        home: the lambda that binds it, as a parameter or within.
        value: the lambda that it is bound to for good, where that is known.
        escapes: whether it is used as a value, not called alone.
        calls: how often it is called.
        outlives: whether a closure refers to it that may outlive the loop's turn it belongs to.
        python: its name in the Python code, once it has one.

    All but the first two are found by `analysis`.
    """

    name: str
    assigned: bool = False
    home: Lambda | None = None
    value: Lambda | None = None
    escapes: bool = False
    calls: int = 0
    outlives: bool = False
    python: str = ""


@define(eq=False)
class Global:
    """A variable of a module.

    Attributes:
        name: as the program writes it.
        python: its name in the image's globals.
        defined: whether there is a definition, or a value.
        definitions: how many definitions and assignments there are.
        value: the lambda that its one definition gives it.
        relied_on: whether compiled code relies on `value` being all it ever is.
        place: where it was first mentioned.
        module: the name of its module, as programs write it.
    """

    name: str
    python: str
    module: str
    place: Place
    defined: bool = False
    definitions: int = 0
    value: Lambda | None = None
    relied_on: bool = False


@define(eq=False)
class Primitive:
    """A name of a library that is a table; `assigned` where a program has changed it."""

    entry: Entry
    python: str = ""
    assigned: bool = False


@define(eq=False)
class Node:
    """A part of a program."""

    place: Place


@define(eq=False)
class Const(Node):
    """A constant."""

    value: Any


@define(eq=False)
class LocalRef(Node):
    """A local variable's value."""

    variable: Variable


@define(eq=False)
class GlobalRef(Node):
    """A module's variable's value."""

    variable: Global


@define(eq=False)
class PrimitiveRef(Node):
    """The value of a library's name."""

    primitive: Primitive


@define(eq=False)
class Set(Node):
    """An assignment to a local variable, a module's or a library's."""

    variable: Variable | Global | Primitive
    value: Node


@define(eq=False)
class Define(Node):
    """The definition of a module's variable."""

    variable: Global
    value: Node


@define(eq=False)
class If(Node):
    """A choice."""

    test: Node
    then: Node
    otherwise: Node


@define(eq=False)
class And(Node):
    """The last value, or the first that is `#f`."""

    parts: list[Node]


@define(eq=False)
class Or(Node):
    """The first value that is not `#f`, or the last."""

    parts: list[Node]


@define(eq=False)
class Sequence(Node):
    """Nodes to be evaluated in order; the last one's value counts."""

    parts: list[Node]


@define(eq=False)
class Call(Node):
    """A call."""

    function: Node
    arguments: list[Node]


@define(eq=False)
class Let(Node):
    """Variables with their first values, and a body."""

    variables: list[Variable]
    values: list[Node]
    body: Node


@define(eq=False)
class Fix(Node):
    """Variables that see each other (`letrec*`, internal definitions), and a body.

    A variable of None is an expression between definitions. `loop` is for `analysis`.
    """

    variables: list[Variable | None]
    values: list[Node]
    body: Node
    loop: bool | None = None


@define(eq=False)
class LetValues(Node):
    """Variables for the several values of a node, the rest of them in a list, and a body."""

    variables: list[Variable]
    rest: Variable | None
    value: Node
    body: Node


@define(eq=False)
class Lambda(Node):
    """A procedure.

    Attributes:
        required, rest: its parameters.
        optional: with what stands for each that is left out.
        keys: variables for keyword arguments, their keywords and defaults.
        other_keys: whether other keywords may be passed as well.
        keywords_end: whether a keyword that is passed ends the arguments for optional parameters.
        pairwise: whether keyword arguments are taken two by two, whatever they are.
        body: what it does.
        name: for messages and backtraces.
        own: all variables that it binds, its body's included.
        bound_to: the variable that it is the value of, where nothing else is.
        escapes: whether it is more than called by its name.
        tail_calls: whether it may ask its caller for a tail call; None while that is not known.

    The last four are found by `analysis`.
    """

    name: str = ""
    required: list[Variable] = field(factory=list)
    optional: list[tuple[Variable, Node]] = field(factory=list)
    rest: Variable | None = None
    keys: list[tuple[Variable, Keyword, Node]] = field(factory=list)
    other_keys: bool = False
    keywords_end: bool = False
    pairwise: bool = False
    body: Node | None = None
    own: list[Variable] = field(factory=list)
    bound_to: Variable | Global | None = None
    escapes: bool = True
    tail_calls: bool | None = None

    @property
    def plain(self) -> bool:
        """Whether it takes a fixed number of arguments."""
        return not self.optional and self.rest is None and not self.keys


@define(eq=False)
class CaseLambda(Node):
    """A procedure with several lists of parameters."""

    clauses: list[Lambda]
    name: str = ""
