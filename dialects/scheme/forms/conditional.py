"""The forms that choose: cond, case, and, or, when, unless."""

from __future__ import annotations

from typing import Any, Final

from ..data import Pair
from ..declaration import Table
from ..expander import Expander, sequence
from ..nodes import And, Call, Const, If, Let, LetValues, LocalRef, Node, Or, Variable
from ..syntax import Scope, Syntax, complain, find, is_identifier, strip
from ..tokens import Place

__all__ = ["TABLE", "expand_mark", "means"]

TABLE: Final = Table()


@TABLE.syntax("else", "=>", "...", "_", "unquote", "unquote-splicing")
def expand_mark(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Refuse a word that means something inside other forms alone."""
    complain(f"{strip(form.car)} stands where no form can have it", place)


def means(x: Expander, datum: Any, scope: Scope, word: str) -> bool:
    """Return whether a name is the word of that name in other forms, such as `else`.

    A name that nothing binds is, for programs that did not import it.
    """
    if not is_identifier(datum) or strip(datum).name != word:
        return False
    found = find(datum, scope)
    return found is None or (isinstance(found, Syntax) and found.entry is TABLE["else"])


@TABLE.syntax("and")
def expand_and(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(and expression ...)`."""
    nodes = x.each(x.parts(form.cdr, place, "and"), scope)
    if not nodes:
        return Const(place, True)
    return nodes[0] if len(nodes) == 1 else And(place, nodes)


@TABLE.syntax("or")
def expand_or(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(or expression ...)`."""
    nodes = x.each(x.parts(form.cdr, place, "or"), scope)
    if not nodes:
        return Const(place, False)
    return nodes[0] if len(nodes) == 1 else Or(place, nodes)


@TABLE.syntax("when")
def expand_when(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(when test body ...)`."""
    test, *body = _tested(x, form, scope, place)
    return If(place, test, sequence(body, place), Const(place, None))


@TABLE.syntax("unless")
def expand_unless(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(unless test body ...)`."""
    test, *body = _tested(x, form, scope, place)
    return If(place, test, Const(place, None), sequence(body, place))


def _tested(x: Expander, form: Pair, scope: Scope, place: Place) -> list[Node]:
    nodes = x.each(x.parts(form.cdr, place, "form"), scope)
    if not nodes:
        complain(f"{strip(form.car)} without a test", place)
    return nodes


@TABLE.syntax("cond")
def expand_cond(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(cond (test body ...) (test => receiver) ... (else body ...))`."""
    return clauses(x, form.cdr, scope, place, Const(place, None))


def clauses(x: Expander, forms: Any, scope: Scope, place: Place, otherwise: Node) -> Node:
    """Return the node for clauses of `cond`; `otherwise` is for where none is chosen."""
    made = otherwise
    found = x.parts(forms, place, "list of clauses")
    for number, (clause, at) in reversed(list(enumerate(found))):
        parts = x.parts(clause, at, "clause")
        if not parts:
            complain("a clause without a test", at)
        if means(x, parts[0][0], scope, "else"):
            if number < len(found) - 1:
                complain("else is not the last clause", at)
            made = sequence(x.each(parts[1:], scope), at)
            continue
        test = x.expand(parts[0][0], scope, parts[0][1])
        if len(parts) == 1:
            made = Or(at, [test, made])
        elif len(parts) == 4 and means(x, parts[2][0], scope, "=>"):
            made = _guarded(x, test, parts, scope, at, made)
        elif means(x, parts[1][0], scope, "=>"):
            made = _received(x, test, parts, scope, at, made)
        else:
            made = If(at, test, sequence(x.each(parts[1:], scope), at), made)
    return made


def _received(
    x: Expander,
    test: Node,
    parts: list[tuple[Any, Place]],
    scope: Scope,
    place: Place,
    otherwise: Node,
) -> Node:
    """`(test => receiver)`."""
    if len(parts) != 3:
        complain("=> is followed by one receiver", place)
    found = Variable("it")
    receiver = x.expand(parts[2][0], scope, parts[2][1])
    chosen = Call(place, receiver, [LocalRef(place, found)])
    return Let(place, [found], [test], If(place, LocalRef(place, found), chosen, otherwise))


def _guarded(
    x: Expander,
    generator: Node,
    parts: list[tuple[Any, Place]],
    scope: Scope,
    place: Place,
    otherwise: Node,
) -> Node:
    """Expand `(generator guard => receiver)` of SRFI 61, both given the generator's values."""
    found = Variable("values")

    def applied(part: tuple[Any, Place]) -> Node:
        return x.call("apply", place, x.expand(part[0], scope, part[1]), LocalRef(place, found))

    choice = If(place, applied(parts[1]), applied(parts[3]), otherwise)
    return LetValues(place, [], found, generator, choice)


@TABLE.syntax("case")
def expand_case(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(case key ((datum ...) body ...) ... (else body ...))`, with `=>` for a receiver."""
    parts = x.parts(form.cdr, place, "case")
    if not parts:
        complain("case without a key", place)
    key = Variable("key")
    made: Node = Const(place, None)
    for number, (clause, at) in reversed(list(enumerate(parts[1:], 1))):
        words = x.parts(clause, at, "clause of case")
        if not words:
            complain("a clause of case without data", at)
        if len(words) > 1 and means(x, words[1][0], scope, "=>"):
            if len(words) != 3:
                complain("=> is followed by one receiver", at)
            receiver = x.expand(words[2][0], scope, words[2][1])
            body: Node = Call(at, receiver, [LocalRef(at, key)])
        else:
            body = sequence(x.each(words[1:], scope), at)
        if means(x, words[0][0], scope, "else"):
            if number < len(parts) - 1:
                complain("else is not the last clause", at)
            made = body
            continue
        tests: list[Node] = [
            x.call("eqv?", at, LocalRef(at, key), Const(at, strip(datum)))
            for datum, _ in x.parts(words[0][0], at, "list of data")
        ]
        test = Or(at, tests) if len(tests) > 1 else tests[0] if tests else Const(at, False)
        made = If(at, test, body, made)
    return Let(place, [key], [x.expand(parts[0][0], scope, parts[0][1])], made)
