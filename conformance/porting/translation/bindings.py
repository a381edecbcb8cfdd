"""Variables for a while: `let` and its kin, several values, parameters."""

from __future__ import annotations

import ast

from attrs import evolve

from ..reader import Datum, List, Symbol
from . import base
from .binders import binding, is_lambda
from .definitions import function
from .destinations import Destination, Loop
from .found import Undecided
from .loops import named_let
from .ours import argument, parameters
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
    """`let`, `let*`, `letrec` and `letrec*`; a named `let` is a loop."""
    match datum.items[1:]:
        case [Symbol(name=name), List(items=bindings), *body] if body:
            return named_let(t, name, bindings, body, env, to)
        case [List(items=bindings), *body] if body:
            pass
        case _:
            raise Undecided(datum, "a let of another kind")
    how = getattr(datum.items[0], "name", "")
    written: list[ast.stmt] = []
    inner = env
    if how.startswith("letrec"):
        for name, _ in map(binding, bindings):
            inner, python = inner.bound(name)
            inner.scope.pending.add(python)
        for name, value in map(binding, bindings):
            variable = inner.get(name)
            assert variable is not None
            written += _given(t, variable, name, value, inner)
            inner.scope.pending.discard(variable.python)
        return written + t.body(body, inner, to, loop)
    for name, value in map(binding, bindings):
        seen = inner if how == "let*" else env
        inner, python = inner.bound(name)
        variable = inner.get(name)
        assert variable is not None
        written += _given(t, variable, None, value, seen)
        if name not in t.is_set:
            inner = inner.having(name, evolve(variable, type=t.types.get(python, "")))
    return written + t.body(body, inner, to, loop)


def _given(
    t: Statements, variable: Variable, name: str | None, value: Datum, seen: Environment
) -> list[ast.stmt]:
    """Give a variable its value, which sees `seen`, and the variable itself if that is named."""
    if is_lambda(value, seen):
        assert isinstance(value, List)
        return [function(t, variable, name, value.items[1], value.items[2:], seen)]
    return t.valued(value, seen, variable.destination)


def let_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(let-values ((formals value) …) body …)` and `let*-values`."""
    match datum.items[1:]:
        case [List(items=bindings), *body] if body:
            pass
        case _:
            raise Undecided(datum, "let-values of another kind")
    written: list[ast.stmt] = []
    inner = env
    for one in bindings:
        match one:
            case List(items=(formals, value)):
                inner = _receive_into(t, formals, value, env, inner, written)
            case _:
                raise Undecided(one, "let-values of another kind")
    return written + t.body(body, inner, to, loop)


def receive(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(receive formals value body …)`."""
    match datum.items[1:]:
        case [formals, value, *body] if body:
            written: list[ast.stmt] = []
            inner = _receive_into(t, formals, value, env, env, written)
            return written + t.body(body, inner, to, loop)
    raise Undecided(datum, "receive of another kind")


def call_with_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(call-with-values (lambda () value) (lambda formals body …))`."""
    match datum.items[1:]:
        case [
            List(items=(Symbol(name="lambda"), List(items=()), value)),
            List(items=(Symbol(name="lambda"), formals, *body)),
        ] if body and env.get("lambda") is None:
            written: list[ast.stmt] = []
            inner = _receive_into(t, formals, value, env, env, written)
            return written + t.body(body, inner, to, loop)
    raise Undecided(datum, base.differs("call-with-values") or "")


def _receive_into(
    t: Statements,
    formals: Datum,
    value: Datum,
    seen: Environment,
    inner: Environment,
    written: list[ast.stmt],
) -> Environment:
    """Several values become several variables."""
    typed = t.expression(value, seen)
    written += t.drained()
    match formals:
        case List(items=items, tail=tail):
            targets: list[ast.expr] = []
            for item in items:
                if not isinstance(item, Symbol):
                    raise Undecided(formals, "these are no variables")
                inner, python = inner.bound(item.name)
                targets.append(ast.Name(python))
            if isinstance(tail, Symbol):
                inner, python = inner.bound(tail.name)
                targets.append(ast.Starred(ast.Name(python)))
            target: ast.expr = ast.Tuple(targets)
        case Symbol(name=name):
            inner, python = inner.bound(name)
            target = ast.Name(python)
        case _:
            raise Undecided(formals, "these are no variables")
    written.append(ast.Assign([target], typed.tree, lineno=0))
    return inner


def define_values(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(define-values (name …) value)`."""
    match datum.items[1:]:
        case [List(items=items, tail=None), value]:
            targets: list[ast.expr] = []
            for item in items:
                variable = env.get(getattr(item, "name", ""))
                if variable is None:
                    raise Undecided(datum, "these are no variables")
                targets.append(ast.Name(variable.python))
            tree = t.expression(value, env).tree
            assigned = ast.Assign([ast.Tuple(targets)], tree, lineno=0)
            return [*t.drained(), assigned, *t.leave(to)]
    raise Undecided(datum, "define-values of another kind")


def parameterize(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(parameterize ((parameter value) …) body …)`."""
    match datum.items[1:]:
        case [List(items=bindings), *body] if body:
            pairs: list[ast.expr] = []
            for one in bindings:
                match one:
                    case List(items=(Symbol(name=name) as parameter, value)):
                        entry = t.resolver.entry(name)
                        if entry is None or entry.name.kind != "parameter":
                            raise Undecided(parameter, f"{name} is no parameter of ours")
                        shown = t.expression(parameter, env).tree
                        (of,) = parameters(entry)
                        bound = argument(t, value, entry, of, env, [])
                        pairs.append(ast.Tuple([shown, bound]))
                    case _:
                        raise Undecided(one, "parameterize of another kind")
            called = ast.Call(t.imported("parameterize"), pairs, [])
            inner = t.body(body, env, to, None)
            return [*t.drained(), ast.With([ast.withitem(called)], inner, lineno=0)]
    raise Undecided(datum, "parameterize of another kind")
