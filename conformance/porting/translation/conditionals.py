"""Conditionals: `if`, `when`, `cond`, `case`, and `and` and `or` as statements."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..reader import Datum, List, Symbol
from .destinations import Destination, Loop
from .findings import Typed, Undecided
from .python import negated
from .scope import Environment
from .statements import Statements
from .trees import assign, if_else

__all__ = ["and_or", "case", "clauses", "cond", "if_", "when"]

_UNSPECIFIED = Typed(ast.Constant(None), "None")
"""The value of a conditional of which no branch is taken."""


def if_(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(if condition one [other])`."""
    match datum.items[1:]:
        case [condition, one, *alternative] if len(alternative) < 2:
            pass
        case _:
            raise Undecided(datum, "this form of if is not supported")
    test = t.test(condition, env)
    functions = t.take_hoisted()
    yes = t.statement(one, env, to, loop)
    other = (
        t.statement(alternative[0], env, to, loop) if alternative else t.deliver(_UNSPECIFIED, to)
    )
    return [*functions, *if_else(test, yes, other)]


def when(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(when condition body …)` and `(unless condition body …)`."""
    match datum.items:
        case [Symbol(name=name), condition, *body] if body:
            test = t.test(condition, env)
            functions = t.take_hoisted()
            test = negated(test) if name == "unless" else test
            yes = t.body(body, env, to, loop)
            other = t.deliver(_UNSPECIFIED, to)
            return [*functions, *if_else(test, yes, other)]
    raise Undecided(datum, "the body is empty")


def cond(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(cond (condition body …) …)`."""
    otherwise = t.deliver(_UNSPECIFIED, to)
    return clauses(t, datum.items[1:], env, to, loop, otherwise)


def clauses(
    t: Statements,
    data: Sequence[Datum],
    env: Environment,
    to: Destination,
    loop: Loop | None,
    otherwise: list[ast.stmt],
) -> list[ast.stmt]:
    """Translate the clauses of a `cond`; `otherwise` is done if no clause applies."""
    if not data:
        return otherwise
    match data[0]:
        case List(items=(Symbol(name="else"), *body)) if env.get("else") is None and body:
            return t.body(body, env, to, loop)
        case List(items=(_, Symbol(name="=>"), *_)):
            raise Undecided(data[0], "=> passes the value of the test on")
        case List(items=(condition, *body)) if body:
            test = t.conditional_test(condition, env)
            yes = t.body(body, env, to, loop)
            other = clauses(t, data[1:], env, to, loop, otherwise)
            if isinstance(test, ast.Constant) and test.value is True:
                return yes
            return if_else(test, yes, other)
    raise Undecided(data[0], "the value of the test is the value of the clause")


def case(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(case key ((datum …) body …) …)`."""
    match datum.items[1:]:
        case [key, *rest]:
            pass
        case _:
            raise Undecided(datum, "case without a key")
    tree = t.expression(key, env).tree
    written = t.take_hoisted()
    if not isinstance(tree, ast.Name):
        name = env.scope.name("key")
        written.append(assign(name, tree))
        tree = ast.Name(name)
    return written + _cases(t, rest, tree, env, to, loop)


def _cases(
    t: Statements,
    data: Sequence[Datum],
    key: ast.Name,
    env: Environment,
    to: Destination,
    loop: Loop | None,
) -> list[ast.stmt]:
    """Translate the clauses of a `case`."""
    if not data:
        return t.deliver(_UNSPECIFIED, to)
    match data[0]:
        case List(items=(_, Symbol(name="=>"), *_)):
            raise Undecided(data[0], "=> passes the key on")
        case List(items=(Symbol(name="else"), *body)) if body:
            return t.body(body, env, to, loop)
        case List(items=(List(items=keys), *body)) if body:
            values = [t.quoted(one).tree for one in keys]
            if len(values) == 1:
                test = ast.Compare(key, [ast.Eq()], values)
            else:
                test = ast.Compare(key, [ast.In()], [ast.Tuple(values)])
            yes = t.body(body, env, to, loop)
            return if_else(test, yes, _cases(t, data[1:], key, env, to, loop))
    raise Undecided(data[0], "this form of clause is not supported")


def and_or(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `and` and `or`; if the value is ignored, to an `if` statement."""
    *first, last = datum.items
    if to.kind != "effect" or len(first) < 2:
        return t.deliver(t.expression(datum, env), to)
    tests = [t.conditional_test(one, env) for one in first[1:]]
    is_and = getattr(datum.items[0], "name", "") == "and"
    together: ast.expr = tests[0]
    if len(tests) > 1:
        together = ast.BoolOp(ast.And() if is_and else ast.Or(), tests)
    functions = t.take_hoisted()
    yes = t.statement(last, env, to, loop)
    test = together if is_and else negated(together)
    return [*functions, *if_else(test, yes, t.jump(to))]
