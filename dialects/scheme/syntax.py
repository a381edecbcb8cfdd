"""Identifiers and scopes: what the names in a program mean.

Strategy: a name in a program is its symbol. A name that a macro puts in is an `Alias`, a new
object that stands for a symbol in the scope where the macro was defined. A form that binds an
alias binds that object and nothing else; one that no form binds means what its symbol means there.
That is hygiene. `strip` turns aliases back into symbols, for data.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn, TypeAlias

from .conditions import ErrorObject
from .data import ELISP_NIL, NIL, Pair, Special, Symbol
from .declaration import Entry
from .nodes import Global, Primitive, Variable
from .tokens import Place

__all__ = [
    "Alias",
    "Binding",
    "Identifier",
    "Macro",
    "Scope",
    "Syntax",
    "SyntaxFailure",
    "beside",
    "complain",
    "find",
    "is_identifier",
    "items",
    "name_of",
    "parts",
    "same_binding",
    "strip",
]


class SyntaxFailure(ErrorObject):
    """A malformed form, or an unbound name, and its place.

    Attributes:
        place: its line and column in the program.
        who: the name of the macro that refused it; #f where that is not known.
        form, subform: the form that a macro refused, and the part to blame; #f likewise.
    """

    def __init__(self, message: Any, place: Place, irritants: tuple[Any, ...] = ()) -> None:
        super().__init__(message, irritants)
        self.place = place
        self.who: Any = False
        self.form: Any = False
        self.subform: Any = False

    def __str__(self) -> str:
        return f"{self.place}: {super().__str__()}" if self.place.line else super().__str__()

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.place)


def complain(message: str, place: Place) -> NoReturn:
    """Raise `SyntaxFailure` for a malformed form."""
    raise SyntaxFailure(message, place)


class Alias:
    """A name that a macro has put in: a name in the scope where the macro was defined.

    Attributes:
        siblings: the aliases of the same expansion, by what they are aliases of.
    """

    __slots__ = ("name", "scope", "siblings")

    def __init__(
        self, name: Identifier, scope: Scope, siblings: dict[Identifier, Alias] | None = None
    ) -> None:
        self.name = name
        self.scope = scope
        self.siblings = {} if siblings is None else siblings

    def __repr__(self) -> str:
        return repr(self.name)


Identifier: TypeAlias = "Symbol | Alias"


class Syntax:
    """A form that the expander knows, declared in a table."""

    __slots__ = ("entry",)

    def __init__(self, entry: Entry) -> None:
        self.entry = entry


class Macro:
    """The base class of macros."""

    __slots__ = ()

    def expand(self, form: Any, scope: Scope, place: Place) -> Any:
        """Return the expansion of a form that uses the macro."""
        raise NotImplementedError


Binding: TypeAlias = Variable | Global | Primitive | Syntax | Macro


class Scope:
    """The bindings of a part of a program; `parent` is the scope around it."""

    __slots__ = ("bindings", "parent")

    def __init__(self, parent: Scope | None) -> None:
        self.bindings: dict[Any, Any] = {}
        self.parent = parent

    @property
    def root(self) -> Scope:
        """The scope of the module, which surrounds all others."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


def find(name: Identifier, scope: Scope) -> Any:
    """Return the binding of a name in a scope, or None."""
    while True:
        within: Scope | None = scope
        while within is not None:
            found = within.bindings.get(name)
            if found is not None:
                return found
            within = within.parent
        if not isinstance(name, Alias):
            return None
        scope, name = name.scope, name.name


def home_of(name: Identifier, scope: Scope) -> tuple[Symbol, Scope]:
    """Return the symbol, and the module's scope, under which a name would be defined."""
    while isinstance(name, Alias):
        scope, name = name.scope, name.name
    return name, scope.root


def is_identifier(value: object) -> bool:
    """Return whether a datum is a name."""
    return value.__class__ is Symbol or value.__class__ is Alias


def name_of(name: Identifier) -> str:
    """Return a name as the program writes it."""
    while isinstance(name, Alias):
        name = name.name
    return name.name


def same_binding(one: Identifier, scope: Scope, other: Identifier, other_scope: Scope) -> bool:
    """Return whether two names mean the same (`free-identifier=?`)."""
    found = find(one, scope)
    if found is not None:
        return found is find(other, other_scope)
    if find(other, other_scope) is not None:
        return False
    return home_of(one, scope)[0] is home_of(other, other_scope)[0]


def beside(name: Identifier, symbol: Symbol) -> Identifier:
    """Return the name that a symbol is where another name stands (`datum->syntax`)."""
    if not isinstance(name, Alias):
        return symbol
    inner = beside(name.name, symbol)
    found = name.siblings.get(inner)
    if found is None:
        found = name.siblings[inner] = Alias(inner, name.scope, name.siblings)
    return found


_CHANGED = frozenset({Alias, Pair, Special, list})


def strip(datum: Any) -> Any:
    """Return a datum with symbols for aliases, `()` for `#nil`; itself where it has none.

    What contains itself comes from the reader, which makes no aliases, and is returned as it is.
    """
    return _stripped(datum, set())


def _stripped(datum: Any, around: set[int]) -> Any:
    """Strip a datum that lies inside the compound ones with the ids `around`."""
    kind = datum.__class__
    if kind is Alias:
        return _stripped(datum.name, around)
    if kind is not Pair and kind is not list:
        return NIL if datum is ELISP_NIL else datum
    if id(datum) in around:
        return datum
    if kind is list:
        around.add(id(datum))
        made = [_stripped(each, around) for each in datum]
        around.discard(id(datum))
        return made if any(a is not b for a, b in zip(made, datum, strict=True)) else datum
    cells: list[Any] = []
    entered: list[int] = []
    changed = False
    rest = datum
    while rest.__class__ is Pair and id(rest) not in around:
        around.add(id(rest))
        entered.append(id(rest))
        made = _stripped(rest.car, around) if rest.car.__class__ in _CHANGED else rest.car
        changed = changed or made is not rest.car
        cells.append(made)
        rest = rest.cdr
    tail = rest if rest.__class__ is Pair else _stripped(rest, around)
    around.difference_update(entered)
    if rest.__class__ is Pair or (not changed and tail is rest):
        return datum
    for each in reversed(cells):
        tail = Pair(each, tail)
    return tail


def items(form: Any, place: Place, what: str = "form") -> list[Any]:
    """Return the parts of a form that must be a proper list."""
    found = []
    rest = form
    while rest.__class__ is Pair:
        found.append(rest.car)
        rest = rest.cdr
        if len(found) > 10_000_000:
            complain(f"a {what} that has no end", place)
    if rest is not NIL:
        complain(f"a {what} that is no proper list", place)
    return found


def parts(form: Any) -> Iterator[Pair]:
    """Yield the pairs of a list, up to whatever ends it."""
    while form.__class__ is Pair:
        yield form
        form = form.cdr
