"""Loops: self tail calls become `while`."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from attrs import evolve

from ..reader import Datum, List, Symbol
from . import templates
from .analysis import name_and_value, symbols
from .definitions import function
from .destinations import EFFECT, Destination, Loop, NonTailCallError
from .findings import Typed, Undecided
from .python import negated
from .scope import Environment
from .statements import Statements
from .trees import assign, while_

__all__ = ["do", "for_each", "named_let", "next_iteration", "while_loop"]


def named_let(
    t: Statements,
    name: str,
    bindings: Sequence[Datum],
    body: Sequence[Datum],
    env: Environment,
    to: Destination,
) -> list[ast.stmt]:
    """Translate `(let name ((variable first) …) body …)` to a loop, or else to a function."""
    taken = set(env.scope.used_names)
    try:
        return _as_while(t, name, bindings, body, env, to, typed=True)
    except NonTailCallError as non_tail_call:
        if non_tail_call.loop.name != name:
            raise
        env.scope.used_names = taken
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
    values = [(one, t.expression(value, env)) for one, value in map(name_and_value, bindings)]
    before = t.take_hoisted()
    taken = set(scope.used_names)
    inner, names = env, []
    scope.loop_depth += 1
    try:
        for one, value in values:
            kind = value.type if typed and one not in t.assigned_names else ""
            inner, python = inner.bind(one, type=kind)
            names.append(python)
        loop = Loop(name, tuple(names), callable=False)
        inner = inner.bind(name, loop=loop)[0]
        scope.used_names.discard(inner.variables[name].python)
        goal = to if to.kind == "return" else evolve(to, exits_loop=True)
        written = t.body(body, inner, goal, loop)
    finally:
        scope.loop_depth -= 1
    kinds = tuple(value.type for _, value in values)
    if typed and any(iteration != kinds for iteration in loop.argument_types):
        scope.used_names = taken
        t.hoisted = before
        return _as_while(t, name, bindings, body, env, to, typed=False)
    first = [assign(python, value.tree) for python, (_, value) in zip(names, values, strict=True)]
    if not loop.used:
        return [*before, *first, *t.body(body, inner, to, None)]
    after = t.jump(to) if to.kind != "return" else []
    return [*before, *first, *while_(written), *after]


def next_iteration(t: Statements, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
    """Translate a self tail call: assign the loop variables, and continue."""
    values = [t.expression(item, env) for item in datum.items[1:]]
    if len(values) != len(loop.parameters):
        raise Undecided(datum, "the number of arguments is not that of the loop's variables")
    loop.used = True
    loop.argument_types.append(tuple(value.type for value in values))
    trees = [value.tree for value in values]
    return [*_assign_in_parallel(loop.parameters, trees), ast.Continue()]


def _assign_in_parallel(names: Sequence[str], trees: Sequence[ast.expr]) -> list[ast.stmt]:
    """Assign several variables in parallel, except those that keep their values."""
    changed = [
        (name, tree)
        for name, tree in zip(names, trees, strict=True)
        if not (isinstance(tree, ast.Name) and tree.id == name)
    ]
    if len(changed) < 2:
        return [assign(name, tree) for name, tree in changed]
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
    values = [t.expression(value, env).tree for _, value in map(name_and_value, bindings)]
    inner, python = env.bind(name)
    variable = inner.get(name)
    assert variable is not None
    symbols = [one.items[0] for one in bindings if isinstance(one, List)]
    start = bindings[0].place if bindings else body[0].place
    formals = List(start, start.offset, tuple(symbols))
    made = function(t, variable, name, formals, body, inner)
    called = ast.Call(ast.Name(python), values, [])
    return [*t.take_hoisted(), made, *t.deliver(Typed(called), to)]


def do(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(do ((name first [step]) …) (condition result …) body …)`."""
    match datum.items[1:]:
        case [List(items=bindings), List(items=(condition, *results)), *body]:
            pass
        case _:
            raise Undecided(datum, "this form of do is not supported")
    steps: list[tuple[str, Datum]] = []
    written: list[ast.stmt] = []
    inner = env
    env.scope.loop_depth += 1
    try:
        for one in bindings:
            match one:
                case List(items=(Symbol(name=name), first, *step)):
                    tree = t.expression(first, env).tree
                    inner, python = inner.bind(name)
                    written.append(assign(python, tree))
                    steps += [(python, one) for one in step]
                case _:
                    raise Undecided(one, "this form of do is not supported")
        written = [*t.take_hoisted(), *written]
        test = negated(t.conditional_test(condition, inner))
        iteration = [one for part in body for one in t.statement(part, inner, EFFECT, None)]
        trees = [t.expression(one, inner).tree for _, one in steps]
        iteration += [*t.take_hoisted(), *_assign_in_parallel([name for name, _ in steps], trees)]
    finally:
        env.scope.loop_depth -= 1
    written.append(ast.While(test, iteration or [ast.Pass()], []))
    return written + t.body(results, inner, to, loop)


def for_each(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(for-each procedure list)`."""
    match datum.items[1:]:
        case [procedure, values]:
            pass
        case _:
            raise Undecided(datum, templates.differs("for-each") or "")
    sequence = t.expression(values, env).tree
    inner = env
    env.scope.loop_depth += 1
    try:
        match procedure:
            case List(items=(Symbol(name="lambda"), List(items=(Symbol(name=one),)), *body)):
                inner, python = inner.bind(one)
                iteration = t.body(body, inner, EFFECT, None)
            case _:
                function = t.expression(procedure, env).tree
                python = env.scope.name("item")
                iteration = [ast.Expr(ast.Call(function, [ast.Name(python)], []))]
    finally:
        env.scope.loop_depth -= 1
    t.note_standard(datum.items[0], "for-each")
    written = ast.For(ast.Name(python), sequence, iteration or [ast.Pass()], [], lineno=0)
    return [*t.take_hoisted(), written, *t.jump(to)]


def while_loop(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate Guile's `(while condition body …)`, unless it uses `break` or `continue`."""
    match datum.items[1:]:
        case [condition, *body] if body and not {"break", "continue"} & set(symbols(datum)):
            pass
        case _:
            raise Undecided(datum, "while, with break and continue as statements")
    env.scope.loop_depth += 1
    try:
        test = t.conditional_test(condition, env)
        iteration = t.body(body, env, EFFECT, None)
    finally:
        env.scope.loop_depth -= 1
    return [*t.take_hoisted(), ast.While(test, iteration or [ast.Pass()], []), *t.jump(to)]
