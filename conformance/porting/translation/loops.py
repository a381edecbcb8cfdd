"""Loops: what calls itself last becomes `while`."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from attrs import evolve

from ..reader import Datum, List, Symbol
from . import base
from .binders import binding, symbols
from .definitions import function
from .destinations import NOTHING, Destination, Loop, NoLoopError
from .found import Typed, Undecided
from .python import negated
from .scope import Environment
from .shapes import assigned, while_
from .statements import Statements

__all__ = ["again", "do", "for_each", "named_let", "while_loop"]


def named_let(
    t: Statements,
    name: str,
    bindings: Sequence[Datum],
    body: Sequence[Datum],
    env: Environment,
    to: Destination,
) -> list[ast.stmt]:
    """`(let name ((variable first) …) body …)`."""
    taken = set(env.scope.taken)
    try:
        return _as_while(t, name, bindings, body, env, to, typed=True)
    except NoLoopError as no_loop:
        if no_loop.loop.name != name:
            raise
        env.scope.taken = taken
    return _as_recursion(t, name, bindings, body, env, to)


def _as_while(
    t: Statements,
    name: str,
    bindings: Sequence[Datum],
    body: Sequence[Datum],
    env: Environment,
    to: Destination,
    *,
    typed: bool,
) -> list[ast.stmt]:
    scope = env.scope
    values = [(one, t.expression(value, env)) for one, value in map(binding, bindings)]
    before = t.drained()
    taken = set(scope.taken)
    inner, names = env, []
    scope.loops += 1
    try:
        for one, value in values:
            kind = value.type if typed and one not in t.is_set else ""
            inner, python = inner.bound(one, type=kind)
            names.append(python)
        loop = Loop(name, tuple(names), callable=False)
        inner = inner.bound(name, loop=loop)[0]
        scope.taken.discard(inner.variables[name].python)
        goal = to if to.kind == "return" else evolve(to, leaves=True)
        written = t.body(body, inner, goal, loop)
    finally:
        scope.loops -= 1
    kinds = tuple(value.type for _, value in values)
    if typed and any(turn != kinds for turn in loop.types):
        scope.taken = taken
        t.before = before
        return _as_while(t, name, bindings, body, env, to, typed=False)
    first = [
        assigned(python, value.tree) for python, (_, value) in zip(names, values, strict=True)
    ]
    if not loop.used:
        return [*before, *first, *t.body(body, inner, to, None)]
    after = t.leave(to) if to.kind != "return" else []
    return [*before, *first, *while_(written), *after]


def again(t: Statements, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
    """The next turn of a loop."""
    values = [t.expression(item, env) for item in datum.items[1:]]
    if len(values) != len(loop.parameters):
        raise Undecided(datum, "the loop has another number of variables")
    loop.used = True
    loop.types.append(tuple(value.type for value in values))
    trees = [value.tree for value in values]
    return [*_together(loop.parameters, trees), ast.Continue()]


def _together(names: Sequence[str], trees: Sequence[ast.expr]) -> list[ast.stmt]:
    """Several variables get their values at once; those that keep theirs are left out."""
    changed = [
        (name, tree)
        for name, tree in zip(names, trees, strict=True)
        if not (isinstance(tree, ast.Name) and tree.id == name)
    ]
    if len(changed) < 2:
        return [assigned(name, tree) for name, tree in changed]
    targets: list[ast.expr] = [ast.Name(name) for name, _ in changed]
    values = ast.Tuple([tree for _, tree in changed])
    return [ast.Assign([ast.Tuple(targets)], values, lineno=0)]


def _as_recursion(
    t: Statements,
    name: str,
    bindings: Sequence[Datum],
    body: Sequence[Datum],
    env: Environment,
    to: Destination,
) -> list[ast.stmt]:
    values = [t.expression(value, env).tree for _, value in map(binding, bindings)]
    inner, python = env.bound(name)
    variable = inner.get(name)
    assert variable is not None
    symbols = [one.items[0] for one in bindings if isinstance(one, List)]
    start = bindings[0].place if bindings else body[0].place
    formals = List(start, start.offset, tuple(symbols))
    made = function(t, variable, name, formals, body, inner)
    called = ast.Call(ast.Name(python), values, [])
    return [*t.drained(), made, *t.finish(Typed(called), to)]


def do(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(do ((name first [step]) …) (condition result …) body …)`."""
    match datum.items[1:]:
        case [List(items=bindings), List(items=(condition, *results)), *body]:
            pass
        case _:
            raise Undecided(datum, "do of another kind")
    steps: list[tuple[str, Datum]] = []
    written: list[ast.stmt] = []
    inner = env
    env.scope.loops += 1
    try:
        for one in bindings:
            match one:
                case List(items=(Symbol(name=name), first, *step)):
                    tree = t.expression(first, env).tree
                    inner, python = inner.bound(name)
                    written.append(assigned(python, tree))
                    steps += [(python, one) for one in step]
                case _:
                    raise Undecided(one, "do of another kind")
        written = [*t.drained(), *written]
        test = negated(t.conditional_test(condition, inner))
        turn = [one for part in body for one in t.statement(part, inner, NOTHING, None)]
        trees = [t.expression(one, inner).tree for _, one in steps]
        turn += [*t.drained(), *_together([name for name, _ in steps], trees)]
    finally:
        env.scope.loops -= 1
    written.append(ast.While(test, turn or [ast.Pass()], []))
    return written + t.body(results, inner, to, loop)


def for_each(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(for-each procedure list)`."""
    match datum.items[1:]:
        case [procedure, values]:
            pass
        case _:
            raise Undecided(datum, base.differs("for-each") or "")
    sequence = t.expression(values, env).tree
    inner = env
    env.scope.loops += 1
    try:
        match procedure:
            case List(items=(Symbol(name="lambda"), List(items=(Symbol(name=one),)), *body)):
                inner, python = inner.bound(one)
                turn = t.body(body, inner, NOTHING, None)
            case _:
                function = t.expression(procedure, env).tree
                python = env.scope.name("item")
                turn = [ast.Expr(ast.Call(function, [ast.Name(python)], []))]
    finally:
        env.scope.loops -= 1
    t.note_other(datum.items[0], "for-each")
    written = ast.For(ast.Name(python), sequence, turn or [ast.Pass()], [], lineno=0)
    return [*t.drained(), written, *t.leave(to)]


def while_loop(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Guile's `(while condition body …)`, unless it calls its `break` or `continue`."""
    match datum.items[1:]:
        case [condition, *body] if body and not {"break", "continue"} & set(symbols(datum)):
            pass
        case _:
            raise Undecided(datum, "while, with break and continue as statements")
    env.scope.loops += 1
    try:
        test = t.conditional_test(condition, env)
        turn = t.body(body, env, NOTHING, None)
    finally:
        env.scope.loops -= 1
    return [*t.drained(), ast.While(test, turn or [ast.Pass()], []), *t.leave(to)]
