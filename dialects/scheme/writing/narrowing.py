"""What tests tell of a variable where they were passed.

Behind `(eof-object? line)`, where it was false, `line` is no end-of-file object; behind
`(string-length text)` it is a string, or control would not be there. Only variables that nothing
assigns are looked at, so what was found stays true, in procedures made there as well.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from ..bridge import Bridged
from ..data import EOF, NIL, String, Symbol
from ..declaration import Entry
from ..nodes import (
    And,
    Call,
    CaseLambda,
    Const,
    Define,
    Fix,
    If,
    Lambda,
    Let,
    LetValues,
    LocalRef,
    Node,
    Or,
    PrimitiveRef,
    Sequence,
    Set,
    Variable,
)
from .returns import spelled

__all__ = ["DIVERGING", "FALSE", "Fact", "narrowed", "narrowings"]

Words = frozenset[str]
FALSE: Final[Words] = frozenset({"false"})
_NUMBERS: Final = frozenset({"int", "real", "rational", "complex"})

DIVERGING: Final = frozenset(
    {
        "abort",
        "assertion-violation",
        "error",
        "exit",
        "primitive-exit",
        "quit",
        "raise",
        "scm-error",
        "throw",
    }
)
"""Procedures that never return."""

_PREDICATES: Final[dict[str, Words]] = {
    "eof-object?": frozenset({"eof"}),
    "string?": frozenset({"string"}),
    "symbol?": frozenset({"symbol"}),
    "char?": frozenset({"char"}),
    "null?": frozenset({"nil"}),
    "pair?": frozenset({"pair"}),
    "list?": frozenset({"pair", "nil"}),
    "vector?": frozenset({"vector"}),
    "bytevector?": frozenset({"bytes"}),
    "boolean?": frozenset({"boolean", "false"}),
    "keyword?": frozenset({"keyword"}),
    "number?": _NUMBERS,
}
_ONE_WAY: Final[dict[str, Words]] = {
    "integer?": _NUMBERS,
    "rational?": _NUMBERS,
    "real?": _NUMBERS,
    "complex?": _NUMBERS,
    "exact-integer?": frozenset({"int"}),
}
"""Predicates that are false of some of these, too."""
_TWO_SIDED: Final = frozenset({"pair"})
"""Words that a predicate may be false of: `list?` is, of a pair that begins no list."""
_CHECKED: Final[dict[str, Words]] = {
    "Text": frozenset({"string"}),
    "Str": frozenset({"string"}),
    "MutableStr": frozenset({"string"}),
    "Char": frozenset({"char"}),
    "Sym": frozenset({"symbol"}),
    "Name": frozenset({"symbol"}),
    "Int": frozenset({"int"}),
    "Index": frozenset({"int"}),
    "Byte": frozenset({"int"}),
    "Vec": frozenset({"vector"}),
    "Bytes": frozenset({"bytes"}),
    "PairOf": frozenset({"pair"}),
}
"""What an argument is that a procedure with such an annotation has not refused."""


@frozen
class Fact:
    """What is known of a variable's value: it is one of `only`, and none of `without`."""

    only: Words | None = None
    without: Words = frozenset()


Facts = dict[Variable, Fact]


@frozen
class _Outcome:
    """The facts behind a node: however it came out, if it is true, if it is false.

    None where control does not come.
    """

    after: Facts | None
    true: Facts | None
    false: Facts | None


def narrowed(kind: Words, fact: Fact) -> Words:
    """Return a kind without what a fact rules out."""
    if fact.only is not None:
        if "any" in kind:
            kind = fact.only
        else:
            if "boolean" in kind:
                kind |= FALSE
            kind = frozenset(each for each in kind if each.partition("/")[0] in fact.only)
    return frozenset(each for each in kind if each.partition("/")[0] not in fact.without)


def _both(one: Facts | None, other: Facts | None) -> Facts | None:
    """Return the facts that hold where both sets do."""
    if one is None or other is None:
        return None
    if not one or not other:
        return one or other
    made = dict(one)
    for variable, fact in other.items():
        before = made.get(variable)
        if before is not None:
            only = before.only
            if fact.only is not None:
                only = fact.only if only is None else only & fact.only
            fact = Fact(only, before.without | fact.without)
        made[variable] = fact
    return made


def _either(one: Facts | None, other: Facts | None) -> Facts | None:
    """Return the facts that hold where one of the sets does."""
    if one is None:
        return other
    if other is None:
        return one
    made = {}
    for variable, fact in one.items():
        there = other.get(variable)
        if there is None:
            continue
        only = None if fact.only is None or there.only is None else fact.only | there.only
        without = fact.without & there.without
        if only is not None or without:
            made[variable] = Fact(only, without)
    return made


def _same(facts: Facts | None) -> _Outcome:
    return _Outcome(facts, facts, facts)


def narrowings(tops: Iterable[Lambda]) -> dict[int, Fact]:
    """Return the facts for references to local variables, by the nodes' `id`."""
    found = _Narrowing()
    for top in tops:
        found.visit(top, {})
    return found.facts


class _Narrowing:
    def __init__(self) -> None:
        self.facts: dict[int, Fact] = {}
        self.seen: set[int] = set()
        self.aliases: dict[Variable, Variable] = {}

    def visit(self, node: Node, known: Facts) -> _Outcome:
        """Note what is known at the variables in a node, and return what is known behind it."""
        match node:
            case LocalRef():
                return self._reference(node, known)
            case Const(value=value):
                return _Outcome({}, None if value is False else {}, {} if value is False else None)
            case If():
                return self._choice(node, known)
            case And():
                return self._and(node.parts, known)
            case Or():
                made = self._and(node.parts, known, turned=True)
                return _Outcome(made.after, made.false, made.true)
            case Sequence():
                return self._in_order(node.parts[:-1], node.parts[-1], known)
            case Call():
                return self._call(node, known)
            case Let():
                for variable, value in zip(node.variables, node.values, strict=True):
                    if isinstance(value, LocalRef) and not variable.assigned:
                        self.aliases[variable] = value.variable
                return self._in_order(node.values, node.body, known)
            case Fix():
                return self._in_order(node.values, node.body, known)
            case LetValues():
                return self._in_order([node.value], node.body, known)
            case Set() | Define():
                return _same(self.visit(node.value, known).after)
            case Lambda():
                for _, default in node.optional:
                    self.visit(default, known)
                for _, _, default in node.keys:
                    self.visit(default, known)
                if node.body is not None:
                    self.visit(node.body, known)
            case CaseLambda():
                for clause in node.clauses:
                    self.visit(clause, known)
        return _same({})

    def _reference(self, node: LocalRef, known: Facts) -> _Outcome:
        variable = node.variable
        if variable.assigned:
            return _same({})
        fact = known.get(variable)
        if id(node) in self.seen:  # a macro has put one node in two places
            self.facts.pop(id(node), None)
        elif fact is not None:
            self.facts[id(node)] = fact
        self.seen.add(id(node))
        return _Outcome(
            {}, self._told(variable, Fact(without=FALSE)), self._told(variable, Fact(FALSE))
        )

    def _told(self, variable: Variable, fact: Fact) -> Facts:
        """Return a fact of a variable, which is one of its other names as well."""
        found = {}
        while not variable.assigned:
            found[variable] = fact
            if variable not in self.aliases:
                break
            variable = self.aliases[variable]
        return found

    def _behind(self, known: Facts, more: Facts | None) -> Facts:
        return _both(known, more) or {}

    def _choice(self, node: If, known: Facts) -> _Outcome:
        test = self.visit(node.test, known)
        then = self.visit(node.then, self._behind(known, test.true))
        other = self.visit(node.otherwise, self._behind(known, test.false))
        return _Outcome(
            *(
                _either(_both(test.true, one), _both(test.false, two))
                for one, two in (
                    (then.after, other.after),
                    (then.true, other.true),
                    (then.false, other.false),
                )
            )
        )

    def _and(self, parts: list[Node], known: Facts, turned: bool = False) -> _Outcome:
        """Return what is known behind parts until one is false, or if `turned` is true."""
        through: Facts | None = {}
        left: Facts | None = None
        for part in parts:
            made = self.visit(part, self._behind(known, through))
            on, off = (made.false, made.true) if turned else (made.true, made.false)
            left = _either(left, _both(through, off))
            through = _both(through, on)
        return _Outcome(_either(through, left), through, left)

    def _in_order(self, first: Iterable[Node], last: Node, known: Facts) -> _Outcome:
        through: Facts | None = {}
        for part in first:
            through = _both(through, self.visit(part, self._behind(known, through)).after)
        made = self.visit(last, self._behind(known, through))
        return _Outcome(
            _both(through, made.after), _both(through, made.true), _both(through, made.false)
        )

    def _call(self, node: Call, known: Facts) -> _Outcome:
        function = node.function
        if not isinstance(function, PrimitiveRef):
            after = self.visit(function, known).after
            for each in node.arguments:
                after = _both(after, self.visit(each, known).after)
            return _same(after)
        made = [self.visit(each, known) for each in node.arguments]
        after = {}
        for one in made:
            after = _both(after, one.after)
        entry = function.primitive.entry
        if function.primitive.assigned or isinstance(entry, Bridged):
            return _same(after)
        if entry.name in DIVERGING and entry.kind == "procedure":
            return _same(None)
        if entry.name == "not" and len(made) == 1:
            return _Outcome(made[0].after, made[0].false, made[0].true)
        true, false = self._tested(entry.name, node.arguments)
        for place, argument in enumerate(node.arguments):
            words = _checked(entry, place)
            if words is not None and isinstance(argument, LocalRef):
                after = _both(after, self._told(argument.variable, Fact(words)))
        return _Outcome(after, _both(after, true), _both(after, false))

    def _tested(self, name: str, arguments: list[Node]) -> tuple[Facts, Facts]:
        """Return what the call of a predicate tells, if it is true and if it is false."""
        if len(arguments) == 1 and isinstance(arguments[0], LocalRef):
            variable = arguments[0].variable
            if name in _ONE_WAY:
                return self._told(variable, Fact(_ONE_WAY[name])), {}
            if name in _PREDICATES:
                words = _PREDICATES[name]
                true = self._told(variable, Fact(words))
                if name == "list?":
                    words -= _TWO_SIDED
                return true, self._told(variable, Fact(without=words))
        if name in ("eq?", "eqv?", "equal?") and len(arguments) == 2:
            for one, other in (arguments, arguments[::-1]):
                if isinstance(one, LocalRef) and isinstance(other, Const):
                    words = _words_of(other.value)
                    return (self._told(one.variable, Fact(words)) if words else {}), {}
        return {}, {}


def _words_of(value: object) -> Words:
    """Return the kind of what equals a constant; none where that may be several."""
    if isinstance(value, Symbol):
        return frozenset({"symbol"})
    if isinstance(value, String):
        return frozenset({"string"})
    if value is NIL or value is EOF:
        return frozenset({"nil" if value is NIL else "eof"})
    return {str: frozenset({"char"}), int: frozenset({"int"})}.get(type(value), frozenset())


def _checked(entry: Entry, place: int) -> Words | None:
    """Return what the argument at a place is where a procedure has returned."""
    if entry.kind != "procedure":
        return None
    found = _checks(entry.function)
    if place < len(found[0]):
        return found[0][place]
    return found[1]


@functools.cache
def _checks(function: Callable[..., object]) -> tuple[tuple[Words | None, ...], Words | None]:
    """Return what a function's arguments must be: those without defaults, and the rest."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return (), None
    found: list[Words | None] = []
    for each in parameters:
        words = _CHECKED.get(spelled(each.annotation))
        if each.kind is each.VAR_POSITIONAL:
            return tuple(found), words
        found.append(words if each.default is each.empty else None)
    return tuple(found), None
