"""The patterns of `match`, as Wright's and Shinn's matchers have them (SRFI 204).

Strategy: a pattern becomes one condition, the conjunction of its tests in order, and sets the
variables on its way, which the form around it binds. So a body stands where the form stands, and
what it calls last is a tail call, or the next turn of a loop. Only what is repeated, or looked
for in a tree, is a procedure of its own, and the clauses behind one that names its failure.

| pattern | matches |
| --- | --- |
| `name`, `_` | anything; a name that comes again, what is `equal?` to the first |
| literals, `'datum`, `` `template `` | what is `equal?`; patterns behind `,` and `,@` |
| `(p ...)`, `(p ... q r)`, `(p ... . q)` | lists whose items match; also written `___` |
| `(p ..1)`, `(p ..= n)`, `(p *.. n m)` | at least one, `n`, from `n` to `m` items; `**1`, `=..` |
| `(p . q)`, `#(p ...)` | pairs, vectors |
| `(and p ...)`, `(or p ...)`, `(not p ...)` | all, any, none of them |
| `(? test p ...)`, `(= procedure p)` | what passes the test; what the procedure makes of it |
| `($ type p ...)`, `(@ type (field p) ...)` | records; also `struct`, `&` and `object` |
| `(get! name)`, `(set! name)` | anything; the name gets, or sets, the place matched |
| `(p *** q)` | what has a part `q`, the heads of the lists on the way to it matching `p` |
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from ..data import NIL, Pair, Symbol
from ..expander import Expander
from ..libraries.matching import TABLE as HELPERS
from ..nodes import (
    And,
    Call,
    Const,
    Global,
    If,
    Lambda,
    Let,
    LocalRef,
    Node,
    Or,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from ..syntax import Scope, complain, find, is_identifier, name_of, strip
from ..tokens import Place

__all__ = ["Parts", "Pattern", "Where", "bound", "helper_call"]


class Where(NamedTuple):
    """The place of the value that a pattern is about: nodes to get it again, and to set it."""

    get: Callable[[], Node]
    set: Callable[[Variable], Node]


_DOTS: Final = ("...", "___")
_COUNTS: Final = {"..1": 0, "**1": 0, "..=": 1, "=..": 1, "*..": 2}
"""How many numbers follow what stands behind a pattern that is repeated."""


def helper_call(x: Expander, name: str, place: Place, *arguments: Node) -> Node:
    """Return the node for a call of a procedure of `matching`."""
    return Call(place, PrimitiveRef(place, x.image.primitive(HELPERS[name])), list(arguments))


def _word(datum: Any, scope: Scope) -> str:
    """Return the name of an identifier that a program has not given a meaning of its own."""
    if not is_identifier(datum):
        return ""
    found = find(datum, scope)
    if isinstance(found, Variable) or (isinstance(found, Global) and found.defined):
        return ""
    return name_of(datum)


def _is_dots(datum: Any) -> bool:
    return is_identifier(datum) and name_of(datum) in _DOTS


def bound(place: Place, variables: list[Variable], body: Node) -> Node:
    """Return a node in which variables are bound that it sets."""
    if not variables:
        return body
    return Let(place, variables, [Const(place, None) for _ in variables], body)


class Pattern:
    """The tests of one pattern.

    Attributes:
        scope: where its expressions stand; the variables that it binds are entered there.
        expand: returns the node of an expression.
        variables: all that the tests set, and that the form around them has to bind.
        names: what the pattern binds, by name; in the order in which it does.
        tests: the tests, in order.
    """

    def __init__(
        self, x: Expander, scope: Scope, place: Place, names: dict[Any, Variable] | None = None
    ) -> None:
        self.x = x
        self.scope = scope
        self.place = place
        self.variables: list[Variable] = []
        self.names: dict[Any, Variable] = {} if names is None else names
        self.tests: list[Node] = []
        self.effects: list[Node] = []
        self.expand = x.expand

    # What it is made of

    def hold(self, name: str = "part") -> Variable:
        """Return a new variable."""
        made = Variable(name, assigned=True)
        self.variables.append(made)
        return made

    def set(self, variable: Variable, value: Node) -> None:
        """Set a variable, before the next test."""
        self.effects.append(Set(self.place, variable, value))

    def test(self, test: Node) -> None:
        """Add a test."""
        self.tests.append(Sequence(self.place, [*self.effects, test]) if self.effects else test)
        self.effects = []

    def part(self, value: Node) -> Variable:
        """Return a variable that is set to a value."""
        made = self.hold()
        self.set(made, value)
        return made

    def ref(self, variable: Variable) -> LocalRef:
        """Return the node of a variable's value."""
        return LocalRef(self.place, variable)

    def call(self, name: str, *arguments: Node) -> Node:
        """Return the node for a call of a library's procedure."""
        return self.x.call(name, self.place, *arguments)

    def helper(self, name: str, *arguments: Node) -> Node:
        """Return the node for a call of a procedure of `matching`."""
        return helper_call(self.x, name, self.place, *arguments)

    def const(self, value: Any) -> Node:
        """Return a constant."""
        return Const(self.place, value)

    def node(self) -> Node:
        """Return the condition."""
        if self.effects:
            self.test(self.const(True))
        if not self.tests:
            return self.const(True)
        return self.tests[0] if len(self.tests) == 1 else And(self.place, self.tests)

    def inner(self) -> Pattern:
        """Return a pattern whose tests are apart, and whose variables are this one's."""
        made = Pattern(self.x, self.scope, self.place, self.names)
        made.variables = self.variables
        made.expand = self.expand
        return made

    # Patterns

    def add(self, datum: Any, value: Variable, where: Where | None = None) -> None:
        """Add the tests that a variable's value matches a pattern."""
        kind = datum.__class__
        if kind is Pair:
            self._form(datum, value, where)
        elif is_identifier(datum):
            self._name(datum, value)
        elif kind is list:
            self._vector(datum, value, quasi=False)
        else:
            self._literal(datum, value)

    def _inside(self, datum: Any, value: Variable, where: Where | None, quasi: bool) -> None:
        (self.quasi if quasi else self.add)(datum, value, where)

    def _literal(self, datum: Any, value: Variable) -> None:
        datum = strip(datum)
        if datum is NIL:
            self.test(self.call("null?", self.ref(value)))
            return
        same = "eq?" if datum.__class__ in (Symbol, bool) else "equal?"
        self.test(self.call(same, self.ref(value), self.const(datum)))

    def _name(self, name: Any, value: Variable) -> None:
        if name_of(name) == "_":
            return
        if _is_dots(name):
            complain("an ellipsis that has no pattern before it", self.place)
        known = self.names.get(name)
        if known is not None:
            self.test(self.call("equal?", self.ref(known), self.ref(value)))
            return
        self.set(self.bind(name), self.ref(value))

    def bind(self, name: Any) -> Variable:
        """Return the variable of a name that the pattern binds."""
        if not is_identifier(name):
            complain("a pattern that binds what is no name", self.place)
        made = self.names.get(name)
        if made is None:
            made = self.hold(name_of(name))
            self.names[name] = self.scope.bindings[name] = made
        return made

    def _form(self, datum: Pair, value: Variable, where: Where | None) -> None:
        rest = datum.cdr
        followed: Any = rest.car if rest.__class__ is Pair else None
        if self._repeats(followed):
            self._list(datum, value, quasi=False)
            return
        if is_identifier(followed) and name_of(followed) == "***":
            self._path(datum, value)
            return
        form = _FORMS.get(_word(datum.car, self.scope))
        if form is None:
            self._list(datum, value, quasi=False)
            return
        form(self, self.x.parts(rest, self.place, "pattern"), value, where)

    def _repeats(self, datum: Any) -> bool:
        return _is_dots(datum) or (is_identifier(datum) and name_of(datum) in _COUNTS)

    def _list(self, datum: Pair, value: Variable, quasi: bool) -> None:
        """Add the tests for a list pattern or, of a quasiquoted one, for a template.

        What follows may be a form of pattern: `(p . (? test))` is `(p ? test)`.
        """
        rest = datum.cdr
        if rest.__class__ is Pair and self._repeats(rest.car):
            self._repetition(datum.car, rest, value, quasi)
            return
        self.test(self.call("pair?", self.ref(value)))
        first = self.part(self.call("car", self.ref(value)))
        second = self.part(self.call("cdr", self.ref(value)))
        self._inside(datum.car, first, self._half("car", value), quasi)
        self._inside(rest, second, self._half("cdr", value), quasi)

    def _half(self, half: str, pair: Variable) -> Where:
        return Where(
            lambda: self.call(half, self.ref(pair)),
            lambda new: self.call(f"set-{half}!", self.ref(pair), self.ref(new)),
        )

    def _count(self, datum: Any) -> int:
        if datum.__class__ is not int or datum < 0:
            complain("a number of repetitions that is no number", self.place)
        return int(datum)

    def _repetition(self, item: Any, rest: Pair, value: Variable, quasi: bool) -> None:
        """`item ...` and its kin, with what follows them."""
        dots = name_of(rest.car)
        after = rest.cdr
        least = 0 if dots in _DOTS else 1
        most: Any = False
        if count := _COUNTS.get(dots, 0):
            numbers = []
            for _ in range(count):
                if after.__class__ is not Pair:
                    complain(f"{dots} without the number of repetitions", self.place)
                numbers.append(self._count(after.car))
                after = after.cdr
            least, most = numbers[0], numbers[-1]
        fixed = 0
        cell = after
        while cell.__class__ is Pair:
            if self._repeats(cell.car):
                complain("two ellipses in one list of patterns", self.place)
            fixed += 1
            cell = cell.cdr
        parts = self.part(
            self.helper(
                "%match-split",
                self.ref(value),
                *map(self.const, (fixed, least, most, cell is NIL)),
            )
        )
        self.test(self.ref(parts))
        self._each(item, parts, quasi)
        if after is not NIL:
            tail = self.part(self.call("vector-ref", self.ref(parts), self.const(1)))
            self._inside(after, tail, None, quasi)

    def _items(self, parts: Variable) -> Node:
        return self.call("vector-ref", self.ref(parts), self.const(0))

    def _each(self, item: Any, parts: Variable, quasi: bool) -> None:
        """Add the tests for each of several items, and give each variable the list of values."""
        if is_identifier(item) and not quasi and item not in self.names:
            if name_of(item) != "_":
                self.set(self.bind(item), self.call("vector->list", self._items(parts)))
            return
        matcher, names = self._procedure(item, quasi)
        found = self.part(
            self.helper("%match-each", self._items(parts), self.const(len(names)), matcher)
        )
        self.test(self.ref(found))
        self._take(names, found, 0)

    def _procedure(self, item: Any, quasi: bool) -> tuple[Lambda, list[Any]]:
        """Return a procedure that returns a vector of what a pattern binds, or `#f`; the names."""
        scope = Scope(self.scope)
        # A name that is bound already is bound anew, and compared afterwards.
        inner = Pattern(self.x, scope, self.place, {})
        inner.expand = self.expand
        argument = Variable("item")
        inner._inside(item, argument, None, quasi)
        names = list(inner.names)
        made = Lambda(self.place, "match", required=[argument])
        values = [LocalRef(self.place, inner.names[name]) for name in names]
        result = If(self.place, inner.node(), self.call("vector", *values), self.const(False))
        made.body = bound(self.place, inner.variables, result)
        return made, names

    def _take(self, names: list[Any], found: Variable, start: int) -> None:
        """Set the variables of names to a vector's items."""
        for place, name in enumerate(names, start):
            item = self.call("vector-ref", self.ref(found), self.const(place))
            known = self.names.get(name)
            if known is not None:
                self.test(self.call("equal?", self.ref(known), item))
            else:
                self.set(self.bind(name), item)

    def _path(self, datum: Pair, value: Variable) -> None:
        """`(p *** q)`."""
        parts = self.x.parts(datum, self.place, "pattern")
        if len(parts) != 3:
            complain("*** stands between two patterns", self.place)
        step, on_the_way = self._procedure(parts[0][0], quasi=False)
        end, at_the_end = self._procedure(parts[2][0], quasi=False)
        count = len(on_the_way)
        found = self.part(
            self.helper("%match-path", self.ref(value), self.const(count), step, end)
        )
        self.test(self.ref(found))
        self._take(on_the_way, found, 0)
        self._take(at_the_end, found, count)

    def _vector(self, datum: list[Any], value: Variable, quasi: bool) -> None:
        self.test(self.call("vector?", self.ref(value)))
        if any(self._repeats(each) for each in datum):
            items: Any = NIL
            for each in reversed(datum):
                items = Pair(each, items)
            self._list(items, self.part(self.call("vector->list", self.ref(value))), quasi)
            return
        length = self.call("vector-length", self.ref(value))
        self.test(self.call("=", length, self.const(len(datum))))
        for place, each in enumerate(datum):
            item = self.part(self.call("vector-ref", self.ref(value), self.const(place)))
            self._inside(each, item, self._item(value, place), quasi)

    def _item(self, vector: Variable, place: int) -> Where:
        index = self.const(place)
        return Where(
            lambda: self.call("vector-ref", self.ref(vector), index),
            lambda new: self.call("vector-set!", self.ref(vector), index, self.ref(new)),
        )

    # Quasiquote

    def quasi(self, datum: Any, value: Variable, where: Where | None = None) -> None:
        """Add the tests for a template."""
        kind = datum.__class__
        if kind is list:
            self._vector(datum, value, quasi=True)
        elif kind is not Pair:
            self._literal(datum, value)
        elif _quoted(datum):
            if _unquoted(datum) == "quasiquote":
                complain("quasiquote in a pattern that is quasiquoted", self.place)
            self.add(datum.cdr.car, value, where)
        elif _unquoted(datum.car) == "unquote-splicing":
            self._splice(datum, value)
        else:
            self._list(datum, value, quasi=True)

    def _splice(self, datum: Pair, value: Variable) -> None:
        """`,@p` in a template, and what follows it."""
        inside, after = datum.car.cdr.car, datum.cdr
        fixed = 0
        cell = after
        while cell.__class__ is Pair and not _quoted(cell):
            fixed += 1
            cell = cell.cdr
        parts = self.part(
            self.helper(
                "%match-split",
                self.ref(value),
                *map(self.const, (fixed, 0, False, cell is NIL)),
            )
        )
        self.test(self.ref(parts))
        items = self.part(self.call("vector->list", self._items(parts)))
        self.add(inside, items)
        if after is not NIL:
            tail = self.part(self.call("vector-ref", self.ref(parts), self.const(1)))
            self.quasi(after, tail)


def _unquoted(datum: Any) -> str:
    """Return `unquote` for `(unquote p)`, and so on."""
    if datum.__class__ is Pair and is_identifier(datum.car) and datum.cdr.__class__ is Pair:
        name = name_of(datum.car)
        if name in ("unquote", "unquote-splicing", "quasiquote") and datum.cdr.cdr is NIL:
            return name
    return ""


def _quoted(datum: Any) -> bool:
    return _unquoted(datum) in ("unquote", "quasiquote")


# Forms of patterns

Parts = list[tuple[Any, Place]]
_FormFunction = Callable[[Pattern, Parts, Variable, Where | None], None]
_FORMS: Final[dict[str, _FormFunction]] = {}


def _form(*names: str) -> Callable[[_FormFunction], _FormFunction]:
    def enter(function: _FormFunction) -> _FormFunction:
        _FORMS.update(dict.fromkeys(names, function))
        return function

    return enter


def _counted(pattern: Pattern, parts: Parts, count: int, what: str) -> list[Any]:
    if len(parts) != count:
        complain(f"the pattern {what} takes {count}, {len(parts)} are given", pattern.place)
    return [part for part, _ in parts]


def _bound_name(pattern: Pattern, parts: Parts, what: str) -> Any:
    (name,) = _counted(pattern, parts, 1, what)
    if not is_identifier(name):
        complain(f"the pattern {what} binds what is no name", pattern.place)
    return name


@_form("quote")
def _quote(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    (datum,) = _counted(pattern, parts, 1, "quote")
    pattern._literal(datum, value)


@_form("quasiquote")
def _quasiquote(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    (datum,) = _counted(pattern, parts, 1, "quasiquote")
    pattern.quasi(datum, value, where)


@_form("and")
def _and(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    for part, _ in parts:
        pattern.add(part, value, where)


@_form("or")
def _or(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    """Match any; each pattern binds its names as if the others were not there."""
    before = dict(pattern.names)
    bound: dict[Any, Variable] = {}
    choices: list[Node] = []
    for part, _ in parts:
        choice = pattern.inner()
        choice.names = dict(before)
        choice.scope = Scope(pattern.scope)
        choice.add(part, value, where)
        for name, variable in choice.names.items():
            if name not in before:
                known = bound.get(name)
                if known is None:
                    known = bound[name] = pattern.hold(name_of(name))
                choice.set(known, pattern.ref(variable))
        choices.append(choice.node())
    for name, variable in bound.items():
        pattern.names[name] = pattern.scope.bindings[name] = variable
    pattern.test(Or(pattern.place, choices) if choices else pattern.const(False))


@_form("not")
def _not(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    for part, _ in parts:
        inner = pattern.inner()
        inner.names = dict(pattern.names)
        inner.scope = Scope(pattern.scope)
        inner.add(part, value, where)
        pattern.test(pattern.call("not", inner.node()))


@_form("?")
def _predicate(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    if not parts:
        complain("the pattern ? takes a predicate", pattern.place)
    predicate = pattern.expand(parts[0][0], pattern.scope, parts[0][1])
    pattern.test(Call(pattern.place, predicate, [pattern.ref(value)]))
    _and(pattern, parts[1:], value, where)


@_form("=")
def _field(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    _counted(pattern, parts, 2, "=")
    (procedure, at), (inside, _) = parts
    called = pattern.part(pattern.expand(procedure, pattern.scope, at))

    def get() -> Node:
        return Call(pattern.place, pattern.ref(called), [pattern.ref(value)])

    def put(new: Variable) -> Node:
        setter = pattern.call("setter", pattern.ref(called))
        return Call(pattern.place, setter, [pattern.ref(value), pattern.ref(new)])

    pattern.add(inside, pattern.part(get()), Where(get, put))


def _record(pattern: Pattern, parts: Parts, value: Variable) -> Variable:
    """Test for a record; return the variable of its type."""
    if not parts:
        complain("a pattern of records takes a record type", pattern.place)
    type_ = pattern.part(pattern.expand(parts[0][0], pattern.scope, parts[0][1]))
    pattern.test(pattern.helper("%match-record?", pattern.ref(value), pattern.ref(type_)))
    return type_


def _slot(
    pattern: Pattern, value: Variable, type_: Variable, place: Callable[[], Node], inside: Any
) -> None:
    def get() -> Node:
        return pattern.helper("%match-field", pattern.ref(value), pattern.ref(type_), place())

    def put(new: Variable) -> Node:
        where = pattern.ref(value), pattern.ref(type_), place()
        return pattern.helper("%match-set-field", *where, pattern.ref(new))

    pattern.add(inside, pattern.part(get()), Where(get, put))


@_form("$", "struct", "&")
def _fields(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    type_ = _record(pattern, parts, value)
    for number, (inside, _) in enumerate(parts[1:]):
        _slot(pattern, value, type_, lambda number=number: pattern.const(number), inside)  # type: ignore[misc]


@_form("@", "object")
def _named(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    type_ = _record(pattern, parts, value)
    for each, at in parts[1:]:
        words = pattern.x.parts(each, at, "field of a pattern")
        if len(words) != 2 or not is_identifier(words[0][0]):
            complain("a field of a pattern is a name and a pattern", at)
        name = Const(at, strip(words[0][0]))
        place = pattern.part(pattern.helper("%match-place", pattern.ref(type_), name))
        _slot(pattern, value, type_, lambda place=place: pattern.ref(place), words[1][0])  # type: ignore[misc]


@_form("get!")
def _getter(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    name = _bound_name(pattern, parts, "get!")
    body = pattern.ref(value) if where is None else where.get()
    pattern.set(pattern.bind(name), Lambda(pattern.place, name_of(name), body=body))


@_form("set!")
def _set(pattern: Pattern, parts: Parts, value: Variable, where: Where | None) -> None:
    name = _bound_name(pattern, parts, "set!")
    if where is None:
        complain("the pattern set! stands where nothing can be set", pattern.place)
    new = Variable("value")
    body = Sequence(pattern.place, [where.set(new), pattern.const(None)])
    procedure = Lambda(pattern.place, name_of(name), required=[new], body=body)
    pattern.set(pattern.bind(name), procedure)
