"""`match` and its kin (SRFI 204); see `patterns`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..data import NIL, Pair, Symbol, to_list
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..nodes import Call, Const, Fix, If, Lambda, Let, LocalRef, Node, Variable
from ..syntax import Alias, Scope, complain, is_identifier, name_of
from ..tokens import Place
from .conditional import means
from .patterns import Parts, Pattern, Where, bound, helper_call

__all__ = ["TABLE"]

TABLE: Final = Table()


def _clauses(
    x: Expander,
    clauses: Parts,
    value: Variable,
    scope: Scope,
    place: Place,
    where: Where | None = None,
) -> Node:
    """Return the node for clauses about a variable's value."""
    made = helper_call(x, "%match-failed", place, LocalRef(place, value))
    for clause, at in reversed(clauses):
        parts = x.parts(clause, at, "clause of match")
        if not parts:
            complain("a clause of match without a pattern", at)
        failure = _failure_name(x, parts, scope)
        inner = Scope(scope)
        pattern = Pattern(x, inner, at)
        pattern.add(parts[0][0], value, where)
        body = clause.cdr
        rest: Variable | None = None
        if failure is not None:
            body = body.cdr
            rest = x.bind(failure, inner, at)
        if body is NIL:
            complain("a clause of match without an expression", at)
        result = x.body(body, inner, at)
        otherwise = made if rest is None else Call(at, LocalRef(at, rest), [])
        node = bound(at, pattern.variables, If(at, pattern.node(), result, otherwise))
        if rest is not None:
            node = Let(at, [rest], [Lambda(at, rest.name, body=made)], node)
        made = node
    return made


def _failure_name(x: Expander, parts: Parts, scope: Scope) -> Any:
    """Return the name in `(pattern (=> name) body ...)`, or None."""
    if len(parts) < 2 or parts[1][0].__class__ is not Pair:
        return None
    form = parts[1][0]
    if not means(x, form.car, scope, "=>"):
        return None
    if form.cdr.__class__ is not Pair or form.cdr.cdr is not NIL:
        complain("=> is followed by the name of the failure", parts[1][1])
    return form.cdr.car


@TABLE.syntax("match")
def expand_match(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match expression (pattern [(=> failure)] body ...) ...)`."""
    parts = x.parts(form.cdr, place, "match")
    if not parts:
        complain("match without an expression", place)
    subject, at = parts[0]
    value = Variable("value")

    def get() -> Node:
        return x.expand(subject, scope, at)

    def put(new: Variable) -> Node:
        name = Symbol.fresh("value")
        inner = Scope(scope)
        inner.bindings[name] = new
        word = Alias(Symbol("set!"), x.image.core_scope)
        return x.expand(to_list([word, subject, name]), inner, at)

    where = Where(get, put)
    return Let(place, [value], [get()], _clauses(x, parts[1:], value, scope, place, where))


@TABLE.syntax("match-lambda")
def expand_match_lambda(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match-lambda (pattern body ...) ...)`, a procedure of one argument."""
    value = Variable("value")
    clauses = x.parts(form.cdr, place, "match-lambda")
    return Lambda(place, required=[value], body=_clauses(x, clauses, value, scope, place))


@TABLE.syntax("match-lambda*")
def expand_match_lambda_star(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match-lambda* (pattern body ...) ...)`, a procedure whose arguments are matched."""
    value = Variable("values")
    clauses = x.parts(form.cdr, place, "match-lambda*")
    return Lambda(place, rest=value, body=_clauses(x, clauses, value, scope, place))


def _bindings(x: Expander, form: Pair, place: Place) -> tuple[list[tuple[Any, Any, Place]], Any]:
    """Return the patterns, with their expressions and places, and the body."""
    name = name_of(form.car)
    if form.cdr.__class__ is not Pair:
        complain(f"{name} without bindings", place)
    found = []
    for binding, at in x.parts(form.cdr.car, place, "list of bindings"):
        words = x.parts(binding, at, "binding")
        if len(words) != 2:
            complain(f"a binding of {name} is a pattern and an expression", at)
        found.append((words[0][0], *words[1]))
    return found, form.cdr.cdr


def _all_matched(
    x: Expander,
    patterns: list[Any],
    values: list[Variable],
    body: Callable[[Scope], Node],
    scope: Scope,
    place: Place,
) -> Node:
    """Return the node for a body in which patterns are bound, each to a variable's value."""
    inner = Scope(scope)
    names: dict[Any, Variable] = {}
    made = []
    for datum, value in zip(patterns, values, strict=True):
        pattern = Pattern(x, inner, place, names)
        pattern.add(datum, value)
        made.append((pattern, value))
    return _matched(x, made, body(inner), place)


def _matched(
    x: Expander, patterns: list[tuple[Pattern, Variable]], node: Node, place: Place
) -> Node:
    """Return a node before which patterns are matched, in order."""
    for pattern, value in reversed(patterns):
        failed = helper_call(x, "%match-failed", place, LocalRef(place, value))
        test = pattern.node()
        if isinstance(test, Const):
            continue
        node = If(place, test, node, failed)
    return bound(place, [each for pattern, _ in patterns for each in pattern.variables], node)


@TABLE.syntax("match-let")
def expand_match_let(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match-let ((pattern value) ...) body ...)`, and with a name as in `let`."""
    loop: Any = None
    if form.cdr.__class__ is Pair and is_identifier(form.cdr.car):
        loop = form.cdr.car
        form = Pair(form.car, form.cdr.cdr)
    bindings, body = _bindings(x, form, place)
    patterns = [pattern for pattern, _, _ in bindings]
    nodes = [x.expand(value, scope, at) for _, value, at in bindings]
    values = [Variable("value") for _ in bindings]

    def within(inner: Scope) -> Node:
        return x.body(body, inner, place)

    if loop is None:
        made = _all_matched(x, patterns, values, within, scope, place)
        return Let(place, values, nodes, made)
    outer = Scope(scope)
    again = x.bind(loop, outer, place)
    procedure = Lambda(place, again.name, required=values)
    procedure.body = _all_matched(x, patterns, values, within, outer, place)
    return Fix(place, [again], [procedure], Call(place, LocalRef(place, again), nodes))


@TABLE.syntax("match-let*")
def expand_match_let_star(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match-let* ((pattern value) ...) body ...)`, each value seeing the patterns before it."""
    bindings, body = _bindings(x, form, place)

    def within(number: int, around: Scope) -> Node:
        if number == len(bindings):
            return x.body(body, around, place)
        datum, expression, at = bindings[number]
        value = Variable("value")
        node = x.expand(expression, around, at)
        rest = _all_matched(x, [datum], [value], lambda i: within(number + 1, i), around, at)
        return Let(at, [value], [node], rest)

    return within(0, scope)


@TABLE.syntax("match-letrec", "match-letrec*")
def expand_match_letrec(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(match-letrec ((pattern value) ...) body ...)`, whose values see all the patterns."""
    bindings, body = _bindings(x, form, place)
    inner = Scope(scope)
    names: dict[Any, Variable] = {}
    variables: list[Variable | None] = []
    patterns: list[tuple[Pattern, Variable]] = []
    for datum, _, at in bindings:
        if is_identifier(datum) and name_of(datum) != "_":
            variables.append(x.bind(datum, inner, at))
            continue
        value = Variable("value")
        variables.append(value)
        pattern = Pattern(x, inner, at, names)
        pattern.add(datum, value)
        patterns.append((pattern, value))
    nodes = [x.expand(value, inner, at) for _, value, at in bindings]
    for variable, node in zip(variables, nodes, strict=True):
        if isinstance(node, Lambda) and variable is not None:
            node.name = node.name or variable.name
    inside = [each for pattern, _ in patterns for each in pattern.variables]
    tests: list[Variable | None] = []
    checks: list[Node] = []
    for pattern, value in patterns:
        failed = helper_call(x, "%match-failed", place, LocalRef(place, value))
        tests.append(None)
        checks.append(If(place, pattern.node(), Const(place, None), failed))
    result = Fix(place, [*variables, *tests], [*nodes, *checks], x.body(body, inner, place))
    return bound(place, inside, result)


def _match_define(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(match-define pattern value)`: define the names of a pattern."""
    parts = x.parts(form.cdr, place, "match-define")
    if len(parts) != 2:
        complain("match-define takes a pattern and an expression", place)
    (datum, _), (expression, at) = parts
    probe = Pattern(x, Scope(frame.scope), place)
    # Its names are wanted now, its expressions when all definitions are known.
    probe.expand = lambda form, scope, place: Const(place, None)
    probe.add(datum, Variable("value"))
    names = list(probe.names)
    vector = Symbol.fresh("match-define")

    def values() -> Node:
        value = Variable("value")
        scope = Scope(frame.scope)
        pattern = Pattern(x, scope, place)
        pattern.add(datum, value)
        refs = [LocalRef(place, pattern.names[name]) for name in names]
        node = _matched(x, [(pattern, value)], x.call("vector", place, *refs), place)
        return Let(place, [value], [x.expand(expression, frame.scope, at)], node)

    def item(number: int) -> Callable[[], Node]:
        return lambda: x.call(
            "vector-ref", place, x.reference(vector, frame.scope, place), Const(place, number)
        )

    frame.define(vector, values, place)
    for number, name in enumerate(names):
        frame.define(name, item(number), place)


TABLE.syntax("match-define")(Definition(_match_define))
