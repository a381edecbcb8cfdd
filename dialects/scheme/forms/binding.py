"""The forms that bind local variables: let and its kin, do, several values, parameters."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Pair, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..nodes import (
    Call,
    CaseLambda,
    Const,
    Fix,
    If,
    Lambda,
    Let,
    LetValues,
    LocalRef,
    Node,
    Sequence,
    Set,
    Variable,
)
from ..syntax import Identifier, Scope, complain, is_identifier, name_of
from ..tokens import Place
from .basic import procedure

__all__ = ["TABLE"]

TABLE: Final = Table()

_Bindings = list[tuple[Any, Place, Any, Place]]


def _bindings(x: Expander, form: Any, place: Place) -> _Bindings:
    """Return name, place, value and place of each `(name value)`; a name alone has none."""
    found: _Bindings = []
    for binding, at in x.parts(form, place, "list of bindings"):
        parts = x.parts(binding, at, "binding") if binding.__class__ is Pair else [(binding, at)]
        if len(parts) != 2:
            if len(parts) == 1:
                found.append((*parts[0], None, at))
                continue
            complain("a binding that is no name and value", at)
        found.append((*parts[0], *parts[1]))
    seen: set[Any] = set()
    for name, at, _, _ in found:
        if not is_identifier(name):
            complain("a binding of what is no name", at)
        if name in seen:
            complain(f"{name_of(name)} is bound twice", at)
        seen.add(name)
    return found


def _split(form: Pair, place: Place) -> tuple[Any, Any]:
    """Return the first part of a form, and its body."""
    if form.cdr.__class__ is not Pair:
        complain(f"{name_of(form.car)} without bindings", place)
    return form.cdr.car, form.cdr.cdr


def _value(x: Expander, value: Any, scope: Scope, place: Place, name: Any) -> Node:
    node = x.expand(value, scope, place)
    if isinstance(node, Lambda | CaseLambda) and not node.name:
        node.name = name_of(name)
    return node


@TABLE.syntax("let")
def expand_let(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let ((name value) ...) body ...)`, `(let name ((name value) ...) body ...)`."""
    first, rest = _split(form, place)
    if is_identifier(first):
        if rest.__class__ is not Pair:
            complain("let without bindings", place)
        return _named_let(x, first, rest.car, rest.cdr, scope, place)
    bindings = _bindings(x, first, place)
    values = [_value(x, value, scope, at, name) for name, _, value, at in bindings]
    inner = Scope(scope)
    variables = [x.bind(name, inner, at) for name, at, _, _ in bindings]
    return Let(place, variables, values, x.body(rest, inner, place))


def _named_let(
    x: Expander, name: Identifier, pairs: Any, body: Any, scope: Scope, place: Place
) -> Node:
    bindings = _bindings(x, pairs, place)
    values = [_value(x, value, scope, at, each) for each, _, value, at in bindings]
    outer = Scope(scope)
    loop = x.bind(name, outer, place)
    inner = Scope(outer)
    made = Lambda(place, loop.name)
    made.required = [x.bind(each, inner, at) for each, at, _, _ in bindings]
    made.body = x.body(body, inner, place)
    # The values do not see the loop's name; it is bound around the call alone.
    return Fix(place, [loop], [made], Call(place, LocalRef(place, loop), values))


@TABLE.syntax("let*")
def expand_let_star(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let* ((name value) ...) body ...)`."""
    first, rest = _split(form, place)
    bindings = []
    for binding, at in x.parts(first, place, "list of bindings"):
        ((name, name_place, value, value_place),) = _bindings(x, Pair(binding, NIL), at)
        node = _value(x, value, scope, value_place, name)
        scope = Scope(scope)
        bindings.append((x.bind(name, scope, name_place), node))
    made = x.body(rest, scope, place)
    for variable, node in reversed(bindings):
        made = Let(place, [variable], [node], made)
    return made


@TABLE.syntax("letrec", "letrec*")
def expand_letrec(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(letrec ((name value) ...) body ...)`, whose values see all the names."""
    first, rest = _split(form, place)
    bindings = _bindings(x, first, place)
    inner = Scope(scope)
    variables: list[Variable | None] = [x.bind(name, inner, at) for name, at, _, _ in bindings]
    values = [_value(x, value, inner, at, name) for name, _, value, at in bindings]
    return Fix(place, variables, values, x.body(rest, inner, place))


@TABLE.syntax("rec")
def expand_rec(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(rec name value)`, `(rec (name parameter ...) body ...)` (SRFI 31)."""
    target, rest = _split(form, place)
    inner = Scope(scope)
    if target.__class__ is Pair:
        variable = x.bind(target.car, inner, place)
        value: Node = procedure(x, target.cdr, rest, inner, place, variable.name)
    else:
        variable = x.bind(target, inner, place)
        value = x.sequence(rest, inner, place)
    return Fix(place, [variable], [value], LocalRef(place, variable))


@TABLE.syntax("do")
def expand_do(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(do ((name first [next]) ...) (test result ...) body ...)`."""
    parts = x.parts(form.cdr, place, "do")
    if len(parts) < 2:
        complain("do takes variables and a test", place)
    inner = Scope(scope)
    loop = Variable("do")
    made = Lambda(place, "do")
    firsts, steps = [], []
    for binding, at in x.parts(parts[0][0], place, "list of variables"):
        words = x.parts(binding, at, "variable of do")
        if len(words) not in (2, 3):
            complain("a variable of do has a first value, and how it goes on", at)
        firsts.append(x.expand(words[1][0], scope, words[1][1]))
        steps.append((words[0], words[2] if len(words) == 3 else words[0]))
    made.required = [x.bind(name[0], inner, name[1]) for name, _ in steps]
    ends = x.parts(parts[1][0], parts[1][1], "test of do")
    if not ends:
        complain("do without a test", parts[1][1])
    test = x.expand(ends[0][0], inner, ends[0][1])
    results = x.each(ends[1:], inner)
    again = Call(place, LocalRef(place, loop), x.each([step for _, step in steps], inner))
    made.body = If(
        place,
        test,
        Sequence(place, results) if results else Const(place, None),
        Sequence(place, [*x.each(parts[2:], inner), again]),
    )
    return Fix(place, [loop], [made], Call(place, LocalRef(place, loop), firsts))


@TABLE.syntax("case-lambda", "case-lambda*")
def expand_case_lambda(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(case-lambda (parameters body ...) ...)`."""
    clauses = []
    for clause, at in x.parts(form.cdr, place, "case-lambda"):
        if clause.__class__ is not Pair:
            complain("a clause of case-lambda without parameters", at)
        clauses.append(procedure(x, clause.car, clause.cdr, scope, at))
    return CaseLambda(place, clauses)


# Several values


def _formals(
    x: Expander, formals: Any, scope: Scope, place: Place
) -> tuple[list[Variable], Variable | None]:
    variables = []
    while formals.__class__ is Pair:
        variables.append(x.bind(formals.car, scope, x.places.of(formals, place)))
        formals = formals.cdr
    return variables, None if formals is NIL else x.bind(formals, scope, place)


def _let_values(x: Expander, form: Pair, scope: Scope, place: Place, sequential: bool) -> Node:
    first, rest = _split(form, place)
    inner = Scope(scope)
    made = []
    for binding, at in x.parts(first, place, "list of bindings"):
        parts = x.parts(binding, at, "binding")
        if len(parts) != 2:
            complain("a binding that is no names and values", at)
        value = x.expand(parts[1][0], inner if sequential else scope, parts[1][1])
        if sequential:
            inner = Scope(inner)
        made.append((*_formals(x, parts[0][0], inner, at), value))
    node = x.body(rest, inner, place)
    for variables, others, value in reversed(made):
        node = LetValues(place, variables, others, value, node)
    return node


@TABLE.syntax("let-values")
def expand_let_values(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let-values ((formals values) ...) body ...)`."""
    return _let_values(x, form, scope, place, sequential=False)


@TABLE.syntax("let*-values")
def expand_let_star_values(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(let*-values ((formals values) ...) body ...)`."""
    return _let_values(x, form, scope, place, sequential=True)


@TABLE.syntax("receive")
def expand_receive(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(receive formals values body ...)` (SRFI 8)."""
    formals, rest = _split(form, place)
    if rest.__class__ is not Pair:
        complain("receive without values", place)
    value = x.expand(rest.car, scope, x.places.of(rest, place))
    inner = Scope(scope)
    variables, others = _formals(x, formals, inner, place)
    return LetValues(place, variables, others, value, x.body(rest.cdr, inner, place))


def _define_values(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    formals, rest = _split(form, place)
    scope = frame.scope
    names = []
    while formals.__class__ is Pair:
        names.append(formals.car)
        formals = formals.cdr
    last = None if formals is NIL else formals
    if not all(is_identifier(name) for name in (*names, *([] if last is None else [last]))):
        complain("a definition of what is no name", place)
    held = [Variable(name_of(name)) for name in names]
    rest_held = None if last is None else Variable(name_of(last))

    def values() -> Node:
        every = [*held, *([] if rest_held is None else [rest_held])]
        kept = x.call("vector", place, *(LocalRef(place, each) for each in every))
        return LetValues(place, held, rest_held, x.sequence(rest, scope, place), kept)

    vector = Symbol.fresh("values")
    frame.define(vector, values, place)
    for count, name in enumerate([*names, *([] if last is None else [last])]):
        frame.define(name, _part(x, vector, frame, count, place), place)
    if not names and last is None:
        frame.evaluate(lambda: Const(place, None), place)


def _part(x: Expander, vector: Any, frame: Frame, count: int, place: Place) -> Any:
    return lambda: x.call(
        "vector-ref", place, x.reference(vector, frame.scope, place), Const(place, count)
    )


TABLE.syntax("define-values")(Definition(_define_values))


# Dynamic binding


@TABLE.syntax("parameterize")
def expand_parameterize(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(parameterize ((parameter value) ...) body ...)`."""
    first, rest = _split(form, place)
    arguments: list[Node] = []
    for binding, at in x.parts(first, place, "list of bindings"):
        parts = x.parts(binding, at, "binding")
        if len(parts) != 2:
            complain("a binding of parameterize is a parameter and a value", at)
        arguments += x.each(parts, scope)
    thunk = Lambda(place, "parameterize")
    thunk.body = x.body(rest, scope, place)
    return x.call("%parameterized", place, thunk, *arguments)


@TABLE.syntax("fluid-let")
def expand_fluid_let(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(fluid-let ((name value) ...) body ...)`: variables changed while the body runs."""
    first, rest = _split(form, place)
    bindings = _bindings(x, first, place)
    held = [Variable(f"{name_of(name)}") for name, _, _, _ in bindings]
    for each in held:
        each.assigned = True
    values = [x.expand(value, scope, at) for _, _, value, at in bindings]
    swap = Lambda(place, "fluid-let")
    swap.body = _swapped(x, [name for name, _, _, _ in bindings], held, scope, place)
    again = Lambda(place, "fluid-let")
    again.body = _swapped(x, [name for name, _, _, _ in bindings], held, scope, place)
    thunk = Lambda(place, "fluid-let")
    thunk.body = x.body(rest, scope, place)
    return Let(place, held, values, x.call("dynamic-wind", place, swap, thunk, again))


def _swapped(
    x: Expander, names: list[Any], held: list[Variable], scope: Scope, place: Place
) -> Node:
    steps: list[Node] = []
    for name, variable in zip(names, held, strict=True):
        between = Variable("held")
        steps.append(
            Let(
                place,
                [between],
                [x.reference(name, scope, place)],
                Sequence(
                    place,
                    [
                        x.assign(name, LocalRef(place, variable), scope, place),
                        Set(place, variable, LocalRef(place, between)),
                    ],
                ),
            )
        )
    return Sequence(place, [*steps, Const(place, None)])
