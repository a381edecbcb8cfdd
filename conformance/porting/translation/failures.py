"""Failures: `guard`, `handle-exceptions`, `dynamic-wind`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from ..reader import List, Symbol
from . import base
from .choices import clauses
from .destinations import NOTHING, Destination, Loop
from .expressions import Undecided
from .scope import Environment
from .shapes import tried

if TYPE_CHECKING:
    from .statements import Statements


__all__ = ["dynamic_wind", "guard", "handle_exceptions"]


def guard(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(guard (name clause …) body …)`: raised again where no clause serves."""
    match datum.items[1:]:
        case [List(items=(Symbol(name=name), *rest)), *body] if body:
            during = t.body(body, env, to, None)
            inner, python = env.bound(name)
            handled = clauses(t, rest, inner, to, None, [ast.Raise()])
            return [*t.drained(), tried(during, python, handled)]
    raise Undecided(datum, "guard of another kind")


def handle_exceptions(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """CHICKEN's `(handle-exceptions name handler body …)`."""
    match datum.items[1:]:
        case [Symbol(name=name), handler, *body] if body:
            during = t.body(body, env, to, None)
            inner, python = env.bound(name)
            handled = t.statement(handler, inner, to, None)
            return [*t.drained(), tried(during, python, handled)]
    raise Undecided(datum, base.differs("handle-exceptions") or "")


def dynamic_wind(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(dynamic-wind before during after)`, which nothing comes back into."""
    thunks = []
    for thunk in datum.items[1:]:
        match thunk:
            case List(items=(Symbol(name="lambda"), List(items=(), tail=None), *body)) if body:
                thunks.append(body)
            case _:
                raise Undecided(thunk, "a procedure that stands elsewhere")
    if len(thunks) != 3:
        raise Undecided(datum, "dynamic-wind takes three procedures")
    before, during, after = thunks
    first = t.body(before, env, NOTHING, None)
    middle = t.body(during, env, to, None) or [ast.Pass()]
    last = t.body(after, env, NOTHING, None) or [ast.Pass()]
    return [*first, ast.Try(middle, [], [], last)]
