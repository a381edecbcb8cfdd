"""Binding forms: `let` and its variants, multiple values, `parameterize`."""

from __future__ import annotations

import ast

from attrs import evolve

from ..reader import Datum, List, Symbol
from . import templates
from .analysis import is_lambda, name_and_value
from .calls import argument, parameters
from .definitions import function
from .destinations import Destination, Loop
from .findings import Undecided
from .loops import named_let
from .scope import Environment, Variable
from .statements import Statements

__all__ = [
    "call_with_values",
    "define_values",
    "let",
    "let_values",
    "parameterize",
    "receive",
]


def let(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `let`, `let*`, `letrec` and `letrec*`; a named `let` is a loop."""
    match datum.items[1:]:
        case [Symbol(name=name), List(items=bindings), *body] if body:
            return named_let(t, name, bindings, body, env, to)
        case [List(items=bindings), *body] if body:
            pass
        case _:
            raise Undecided(datum, "this form of let is not supported")
    how = getattr(datum.items[0], "name", "")
    written: list[ast.stmt] = []
    inner = env
    if how.startswith("letrec"):
        for name, _ in map(name_and_value, bindings):
            inner, python = inner.bind(name)
            inner.scope.pending.add(python)
        for name, value in map(name_and_value, bindings):
            variable = inner.get(name)
            assert variable is not None
            written += _bind(t, variable, name, value, inner)
            inner.scope.pending.discard(variable.python)
        return written + t.body(body, inner, to, loop)
    for name, value in map(name_and_value, bindings):
        seen = inner if how == "let*" else env
        inner, python = inner.bind(name)
        variable = inner.get(name)
        assert variable is not None
        written += _bind(t, variable, None, value, seen)
        if name not in t.assigned_names:
            inner = inner.with_variable(
                name, evolve(variable, type=t.variable_types.get(python, ""))
            )
    return written + t.body(body, inner, to, loop)


def _bind(
    t: Statements, variable: Variable, name: str | None, value: Datum, seen: Environment
) -> list[ast.stmt]:
    """Initialize a variable with a value from the environment `seen`; `name` is for recursion."""
    if is_lambda(value, seen):
        assert isinstance(value, List)
        return [function(t, variable, name, value.items[1], value.items[2:], seen)]
    return t.translate_into(value, seen, variable.destination)


def let_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(let-values ((formals value) …) body …)` and `let*-values`."""
    match datum.items[1:]:
        case [List(items=bindings), *body] if body:
            pass
        case _:
            raise Undecided(datum, "this form of let-values is not supported")
    written: list[ast.stmt] = []
    inner = env
    for one in bindings:
        match one:
            case List(items=(formals, value)):
                inner = _receive_into(t, formals, value, env, inner, written)
            case _:
                raise Undecided(one, "this form of let-values is not supported")
    return written + t.body(body, inner, to, loop)


def receive(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(receive formals value body …)`."""
    match datum.items[1:]:
        case [formals, value, *body] if body:
            written: list[ast.stmt] = []
            inner = _receive_into(t, formals, value, env, env, written)
            return written + t.body(body, inner, to, loop)
    raise Undecided(datum, "this form of receive is not supported")


def call_with_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(call-with-values (lambda () value) (lambda formals body …))`."""
    match datum.items[1:]:
        case [
            List(items=(Symbol(name="lambda"), List(items=()), value)),
            List(items=(Symbol(name="lambda"), formals, *body)),
        ] if body and env.get("lambda") is None:
            written: list[ast.stmt] = []
            inner = _receive_into(t, formals, value, env, env, written)
            return written + t.body(body, inner, to, loop)
    raise Undecided(datum, templates.differs("call-with-values") or "")


def _receive_into(
    t: Statements,
    formals: Datum,
    value: Datum,
    seen: Environment,
    inner: Environment,
    written: list[ast.stmt],
) -> Environment:
    """Bind several values to variables; return the environment with them."""
    typed = t.expression(value, seen)
    written += t.take_hoisted()
    match formals:
        case List(items=items, tail=tail):
            targets: list[ast.expr] = []
            for item in items:
                if not isinstance(item, Symbol):
                    raise Undecided(formals, "variables are expected")
                inner, python = inner.bind(item.name)
                targets.append(ast.Name(python))
            if isinstance(tail, Symbol):
                inner, python = inner.bind(tail.name)
                targets.append(ast.Starred(ast.Name(python)))
            target: ast.expr = ast.Tuple(targets)
        case Symbol(name=name):
            inner, python = inner.bind(name)
            target = ast.Name(python)
        case _:
            raise Undecided(formals, "variables are expected")
    written.append(ast.Assign([target], typed.tree, lineno=0))
    return inner


def define_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(define-values (name …) value)`."""
    match datum.items[1:]:
        case [List(items=items, tail=None), value]:
            targets: list[ast.expr] = []
            for item in items:
                variable = env.get(getattr(item, "name", ""))
                if variable is None:
                    raise Undecided(datum, "variables are expected")
                targets.append(ast.Name(variable.python))
            tree = t.expression(value, env).tree
            assigned = ast.Assign([ast.Tuple(targets)], tree, lineno=0)
            return [*t.take_hoisted(), assigned, *t.jump(to)]
    raise Undecided(datum, "this form of define-values is not supported")


def parameterize(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(parameterize ((parameter value) …) body …)`."""
    match datum.items[1:]:
        case [List(items=bindings), *body] if body:
            pairs: list[ast.expr] = []
            for one in bindings:
                match one:
                    case List(items=(Symbol(name=name) as parameter, value)):
                        entry = t.resolver.entry(name)
                        if entry is None or entry.name.kind != "parameter":
                            raise Undecided(parameter, f"{name} is not a parameter of a dialect")
                        shown = t.expression(parameter, env).tree
                        (of,) = parameters(entry)
                        bound = argument(t, value, entry, of, env, [])
                        pairs.append(ast.Tuple([shown, bound]))
                    case _:
                        raise Undecided(one, "this form of parameterize is not supported")
            called = ast.Call(t.imported("parameterize"), pairs, [])
            inner = t.body(body, env, to, None)
            return [*t.take_hoisted(), ast.With([ast.withitem(called)], inner, lineno=0)]
    raise Undecided(datum, "this form of parameterize is not supported")
