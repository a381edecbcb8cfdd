"""Definitions, procedures, and `set!`."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Sequence

from attrs import define, evolve, field

from ...catalogue.names import Entry
from ..reader import Datum, Keyword, List, Object, Symbol
from .analysis import is_lambda
from .destinations import RETURN, Destination, Loop
from .findings import Typed, Undecided
from .python import without_returns
from .scope import Environment, Variable
from .statements import Statements
from .trees import while_

__all__ = ["define_", "function", "procedure", "set_variable"]


def define_(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(define name value)` and `(define (name . formals) body …)`."""
    match datum.items[1:]:
        case [Symbol(name=name), value]:
            variable = _defined(datum, name, env)
            if is_lambda(value, env):
                assert isinstance(value, List)
                written = [function(t, variable, name, value.items[1], value.items[2:], env)]
            else:
                written = t.translate_into(value, env, variable.destination)
            env.scope.pending.discard(variable.python)
            return [*written, *t.jump(to)]
        case [List(items=(Symbol(name=name), *formals), tail=tail) as head, *body] if body:
            variable = _defined(datum, name, env)
            shown = List(head.place, head.end, tuple(formals), tail)
            made = function(t, variable, name, shown, body, env)
            env.scope.pending.discard(variable.python)
            return [made, *t.jump(to)]
    raise Undecided(datum, "this form of definition is not supported")


def _defined(datum: Datum, name: str, env: Environment) -> Variable:
    """Return the variable of a definition; one in the place of an expression has none."""
    variable = env.get(name)
    if variable is None:
        raise Undecided(datum, "a definition stands here for an expression")
    return variable


def function(
    t: Statements,
    variable: Variable,
    name: str | None,
    formals: Datum,
    body: Sequence[Datum],
    env: Environment,
) -> ast.stmt:
    """Return a function for a variable; with a `name`, its self tail calls become a loop."""
    loop, inner, parameters, written = _translate_body(
        t, variable, name, formals, body, env, as_loop=False
    )
    if loop.used:  # translate again, with the parameters as loop variables
        _, inner, parameters, written = _translate_body(
            t, variable, name, formals, body, env, as_loop=True
        )
        written = while_(written)
    made = _as_function(variable.python, parameters, written, inner)
    _capture_loop_variables(t, made.args, inner, made, formals)
    return made


def _translate_body(
    t: Statements,
    variable: Variable,
    name: str | None,
    formals: Datum,
    body: Sequence[Datum],
    env: Environment,
    *,
    as_loop: bool,
) -> tuple[Loop, Environment, _Parameters, list[ast.stmt]]:
    """Translate the body of a function; with `as_loop`, its parameters are loop variables."""
    inner, parameters = _bind_parameters(t, formals, env)
    if as_loop:
        inner.scope.loop_depth = 1
        for scheme, one in inner.variables.items():
            if one.scope is inner.scope:
                inner.scope.loop_variables[one.python] = scheme
    loop = Loop(variable.python, tuple(parameters.plain), callable=True)
    fixed = parameters.fixed and name not in t.assigned_names
    if name is not None and fixed and inner.get(name) is variable:
        inner = inner.with_variable(name, evolve(variable, loop=loop))
    t.enclosing_functions.append(variable.python)
    try:
        return loop, inner, parameters, t.body(body, inner, RETURN, loop)
    finally:
        t.enclosing_functions.pop()


def _as_function(
    python: str, parameters: _Parameters, body: list[ast.stmt], inner: Environment
) -> ast.FunctionDef:
    body = without_returns(body)
    scope = inner.scope
    if scope.nonlocals:
        body = [ast.Nonlocal(sorted(scope.nonlocals)), *body]
    if scope.globals:
        body = [ast.Global(sorted(scope.globals)), *body]
    made = ast.FunctionDef(python, parameters.arguments(), body or [ast.Pass()], [])
    if hasattr(made, "type_params"):  # from Python 3.12 on
        made.type_params = []
    return made


@define
class _Parameters:
    """The Python parameters of a function."""

    plain: list[str] = field(factory=list)
    optional: dict[str, ast.expr] = field(factory=dict)
    keyword: dict[str, ast.expr] = field(factory=dict)
    rest: str | None = None

    @property
    def fixed(self) -> bool:
        """True if the number of arguments is fixed."""
        return not (self.optional or self.keyword or self.rest)

    def arguments(self) -> ast.arguments:
        """Return the tree of the parameters."""
        return ast.arguments(
            posonlyargs=[],
            args=[ast.arg(name) for name in (*self.plain, *self.optional)],
            vararg=ast.arg(self.rest) if self.rest is not None else None,
            kwonlyargs=[ast.arg(name) for name in self.keyword],
            kw_defaults=list(self.keyword.values()),
            defaults=list(self.optional.values()),
        )


def _bind_parameters(
    t: Statements, formals: Datum, env: Environment
) -> tuple[Environment, _Parameters]:
    """Bind the formals of a function; return its environment and its parameters."""
    inner, found = env.inner(), _Parameters()
    match formals:
        case List(items=items, tail=tail):
            rest = tail
        case _:
            items, rest = (), formals
    kind = "plain"
    for item in items:
        match item:
            case Object(name=word) | Keyword(name=word) if word in ("optional", "key", "rest"):
                kind = word
                continue
            case Symbol(name=name):
                default: ast.expr = ast.Constant(False)
            case List(items=(Symbol(name=name), value)) if kind in ("optional", "key"):
                default = t.expression(value, inner).tree
                if not (isinstance(default, ast.Constant) or _is_constant(t, value, inner)):
                    raise Undecided(value, "Scheme evaluates the default value at each call")
            case _:
                raise Undecided(formals, "this form of parameter list is not supported")
        inner, python = inner.bind(name, parameter=True)
        match kind:
            case "plain":
                found.plain.append(python)
            case "optional":
                found.optional[python] = default
            case "key":
                found.keyword[python] = default
            case _:
                found.rest = python
    if isinstance(rest, Symbol):
        inner, found.rest = inner.bind(rest.name, parameter=True)
    elif rest is not None:
        raise Undecided(formals, "this form of parameter list is not supported")
    return inner, found


def _is_constant(t: Statements, datum: Datum, env: Environment) -> bool:
    """Return whether a datum is a constant of a dialect, such as `INADDR_LOOPBACK`."""
    if not isinstance(datum, Symbol) or env.get(datum.name) is not None:
        return False
    entry = t.resolver.entry(datum.name)
    return entry is not None and entry.name.kind == "constant"


def procedure(t: Statements, datum: List, name: str, env: Environment) -> ast.expr:
    """Translate a `lambda` to one, or hoist a function and return its name."""
    match datum.items[1:]:
        case [formals, *body] if body:
            pass
        case _:
            raise Undecided(datum, "a lambda without a body")
    inner, parameters = _bind_parameters(t, formals, env)
    before, t.hoisted = t.hoisted, []
    t.enclosing_functions.append(f"{name} at {datum.place}")
    try:
        simple = _single_expression(t, body, inner)
        written = [] if simple is not None else t.body(body, inner, RETURN, None)
    finally:
        t.hoisted = before
        t.enclosing_functions.pop()
    if simple is not None:
        short = ast.Lambda(parameters.arguments(), simple)
        _capture_loop_variables(t, short.args, inner, short, datum)
        return short
    python = env.scope.name(name)
    made = _as_function(python, parameters, written, inner)
    _capture_loop_variables(t, made.args, inner, made, datum)
    t.hoisted.append(made)
    return ast.Name(python)


def _single_expression(
    t: Statements, body: Sequence[Datum], inner: Environment
) -> ast.expr | None:
    """Return the body of a function as one expression, or None if it needs statements."""
    if len(body) != 1:
        return None
    try:
        value = t.expression(body[0], inner)
    except Undecided:
        t.hoisted = []
        return None
    if t.hoisted:
        t.hoisted = []
        return None
    return value.tree


def _capture_loop_variables(
    t: Statements, arguments: ast.arguments, inner: Environment, made: ast.AST, datum: Datum
) -> None:
    """Capture the current values of loop variables in a closure, as keyword defaults.

    Scheme binds the variables of a loop anew in each iteration; Python assigns to them.
    """
    outer = inner.scope.parent
    if outer is None or not outer.loop_depth:
        return
    used = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
    scope = inner.scope
    own = {made.name} if isinstance(made, ast.FunctionDef) else set()
    known = outer.loop_variables.keys() - outer.pending - own
    kept = sorted((used & known) - scope.used_names - scope.globals - scope.nonlocals)
    if any(outer.loop_variables[name] in t.assigned_names for name in kept):
        raise Undecided(datum, "a closure over a variable of a loop that the program assigns")
    arguments.kwonlyargs += [ast.arg(name) for name in kept]
    arguments.kw_defaults += [ast.Name(name) for name in kept]


def set_variable(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(set! name value)` and `(set! (getter object) value)`."""
    match datum.items[1:]:
        case [Symbol(name=name), value] if (variable := env.get(name)) is not None:
            if variable.scope is not env.scope:
                is_global = variable.scope.parent is None
                (env.scope.globals if is_global else env.scope.nonlocals).add(variable.python)
            return [*t.translate_into(value, env, variable.destination), *t.jump(to)]
        case [List(items=(Symbol(name=name), *arguments)) as getter, value]:
            entry = t.resolver.entry(name)
            if entry is not None and env.get(name) is None:
                return _call_setter(t, getter, entry, [*arguments, value], env, to)
    raise Undecided(datum, "set! of something other than a variable")


def _call_setter(
    t: Statements,
    getter: List,
    entry: Entry,
    data: Sequence[Datum],
    env: Environment,
    to: Destination,
) -> list[ast.stmt]:
    """Translate `(set! (getter object) value)` to a call of the setter, a name of Python only."""
    setter = f"set_{entry.name.python}"
    if not hasattr(importlib.import_module(entry.module), setter):
        raise Undecided(getter, f"{entry.name.scheme} has no setter")
    t.add_import(entry.module, setter)
    called = ast.Call(ast.Name(setter), t.arguments(data, env), [])
    t.note_mention(getter, entry, True, called)
    return t.deliver(Typed(called, "None"), to)
