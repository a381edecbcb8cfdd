"""Exception handling: `guard`, `handle-exceptions`, `condition-case`, `dynamic-wind`."""

from __future__ import annotations

import ast

from ..reader import List, Symbol
from . import templates
from .conditionals import clauses
from .destinations import EFFECT, Destination, Loop
from .findings import Undecided
from .scope import Environment, Variable
from .statements import Statements
from .trees import if_else, try_except

__all__ = ["condition_case", "dynamic_wind", "guard", "handle_exceptions"]


def guard(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(guard (name clause …) body …)`, which raises again if no clause applies."""
    match datum.items[1:]:
        case [List(items=(Symbol(name=name), *rest)), *body] if body:
            during = t.body(body, env, to, None)
            inner, python = env.bind(name)
            handled = clauses(t, rest, inner, to, None, [ast.Raise()])
            return [*t.take_hoisted(), try_except(during, python, handled)]
    raise Undecided(datum, "this form of guard is not supported")


def handle_exceptions(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate CHICKEN's `(handle-exceptions name handler body …)`."""
    match datum.items[1:]:
        case [Symbol(name=name), handler, *body] if body:
            during = t.body(body, env, to, None)
            inner, python = env.bind(name)
            handled = t.statement(handler, inner, to, None)
            return [*t.take_hoisted(), try_except(during, python, handled)]
    raise Undecided(datum, templates.differs("handle-exceptions") or "")


def condition_case(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate CHICKEN's `(condition-case expression ([name] (kind …) body …) …)`."""
    match datum.items[1:]:
        case [tried_one, *rest] if rest:
            pass
        case _:
            raise Undecided(datum, templates.differs("condition-case") or "")
    during = t.statement(tried_one, env, to, None)
    _, python = env.bind("condition")
    handled: list[ast.stmt] = [ast.Raise()]
    for clause in reversed(rest):
        match clause:
            case List(items=(Symbol(name=name), List(items=kinds), *body)) if body:
                inner = env.with_variable(name, Variable(python, env.scope))
            case List(items=(List(items=kinds), *body)) if body:
                inner = env
            case _:
                raise Undecided(clause, "this form of clause is not supported")
        names = [t.quoted(kind).tree for kind in kinds]
        done = t.body(body, inner, to, None)
        handled = if_else(_is_of_kinds(t, python, names), done, handled) if names else done
    return [*t.take_hoisted(), try_except(during, python, handled)]


def _is_of_kinds(t: Statements, python: str, names: list[ast.expr]) -> ast.expr:
    """Return a test for a condition that is of all these kinds."""
    module = "schemesockets.dialects.chicken"
    for needed in ("is_condition", "condition_kinds"):
        t.add_import(module, needed)
    known = ast.Call(ast.Name("is_condition"), [ast.Name(python)], [])
    kinds = ast.Call(ast.Name("condition_kinds"), [ast.Name(python)], [])
    among = ast.Compare(ast.Set(names), [ast.LtE()], [ast.Call(ast.Name("set"), [kinds], [])])
    return ast.BoolOp(ast.And(), [known, among])


def dynamic_wind(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(dynamic-wind before during after)`; no continuation re-enters it."""
    thunks = []
    for thunk in datum.items[1:]:
        match thunk:
            case List(items=(Symbol(name="lambda"), List(items=(), tail=None), *body)) if body:
                thunks.append(body)
            case _:
                raise Undecided(thunk, "the procedure is not a lambda here")
    if len(thunks) != 3:
        raise Undecided(datum, "dynamic-wind takes three procedures")
    before, during, after = thunks
    first = t.body(before, env, EFFECT, None)
    middle = t.body(during, env, to, None) or [ast.Pass()]
    last = t.body(after, env, EFFECT, None) or [ast.Pass()]
    return [*first, ast.Try(middle, [], [], last)]
