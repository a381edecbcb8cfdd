"""Definitions, procedures, and `set!`."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Sequence

from attrs import define, evolve, field

from ...catalogue.names import Entry
from ..reader import Datum, Keyword, List, Object, Symbol
from .binders import is_lambda
from .destinations import RETURN, Destination, Loop
from .found import Typed, Undecided
from .python import without_returns
from .scope import Environment, Variable
from .shapes import while_
from .statements import Statements

__all__ = ["define_", "function", "procedure", "set_variable"]


def define_(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(define name value)` and `(define (name . formals) body …)`."""
    match datum.items[1:]:
        case [Symbol(name=name), value]:
            variable = env.get(name)
            assert variable is not None
            if is_lambda(value, env):
                assert isinstance(value, List)
                written = [function(t, variable, name, value.items[1], value.items[2:], env)]
            else:
                written = t.valued(value, env, variable.destination)
            env.scope.pending.discard(variable.python)
            return [*written, *t.leave(to)]
        case [List(items=(Symbol(name=name), *formals), tail=tail) as head, *body] if body:
            variable = env.get(name)
            assert variable is not None
            shown = List(head.place, head.end, tuple(formals), tail)
            made = function(t, variable, name, shown, body, env)
            env.scope.pending.discard(variable.python)
            return [made, *t.leave(to)]
    raise Undecided(datum, "a definition of another kind")


def function(
    t: Statements,
    variable: Variable,
    name: str | None,
    formals: Datum,
    body: Sequence[Datum],
    env: Environment,
) -> ast.stmt:
    """A function for a variable; where it has a `name`, what calls itself last is a loop."""
    loop, inner, parameters, written = _written(t, variable, name, formals, body, env, turns=False)
    if loop.used:  # once more, now that what its variables are is known
        _, inner, parameters, written = _written(t, variable, name, formals, body, env, turns=True)
        written = while_(written)
    made = _as_function(variable.python, parameters, written, inner)
    _keep(t, made.args, inner, made, formals)
    return made


def _written(
    t: Statements,
    variable: Variable,
    name: str | None,
    formals: Datum,
    body: Sequence[Datum],
    env: Environment,
    *,
    turns: bool,
) -> tuple[Loop, Environment, _Formals, list[ast.stmt]]:
    """The body of a function; where it `turns`, its variables are those of a loop."""
    inner, parameters = _parameters(t, formals, env)
    if turns:
        inner.scope.loops = 1
        for scheme, one in inner.variables.items():
            if one.scope is inner.scope:
                inner.scope.changing[one.python] = scheme
    loop = Loop(variable.python, tuple(parameters.plain), callable=True)
    fixed = parameters.fixed and name not in t.is_set
    if name is not None and fixed and inner.get(name) is variable:
        inner = inner.having(name, evolve(variable, loop=loop))
    t.inside.append(variable.python)
    try:
        return loop, inner, parameters, t.body(body, inner, RETURN, loop)
    finally:
        t.inside.pop()


def _as_function(
    python: str, parameters: _Formals, body: list[ast.stmt], inner: Environment
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
class _Formals:
    """The parameters of a function."""

    plain: list[str] = field(factory=list)
    optional: dict[str, ast.expr] = field(factory=dict)
    keyword: dict[str, ast.expr] = field(factory=dict)
    rest: str | None = None

    @property
    def fixed(self) -> bool:
        """Whether it takes so many arguments and no other number."""
        return not (self.optional or self.keyword or self.rest)

    def arguments(self) -> ast.arguments:
        """As Python has them."""
        return ast.arguments(
            posonlyargs=[],
            args=[ast.arg(name) for name in (*self.plain, *self.optional)],
            vararg=ast.arg(self.rest) if self.rest is not None else None,
            kwonlyargs=[ast.arg(name) for name in self.keyword],
            kw_defaults=list(self.keyword.values()),
            defaults=list(self.optional.values()),
        )


def _parameters(t: Statements, formals: Datum, env: Environment) -> tuple[Environment, _Formals]:
    """A function's own environment, and its parameters."""
    inner, found = env.inner(), _Formals()
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
                    raise Undecided(value, "it is worked out at each call, not at the definition")
            case _:
                raise Undecided(formals, "parameters of another kind")
        inner, python = inner.bound(name, parameter=True)
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
        inner, found.rest = inner.bound(rest.name, parameter=True)
    elif rest is not None:
        raise Undecided(formals, "parameters of another kind")
    return inner, found


def _is_constant(t: Statements, datum: Datum, env: Environment) -> bool:
    """Whether it is a constant of a dialect, `INADDR_LOOPBACK` for one."""
    if not isinstance(datum, Symbol) or env.get(datum.name) is not None:
        return False
    entry = t.resolver.entry(datum.name)
    return entry is not None and entry.name.kind == "constant"


def procedure(t: Statements, datum: List, name: str, env: Environment) -> ast.expr:
    """A `lambda`: as such, or the name of a function that is put before the statement."""
    match datum.items[1:]:
        case [formals, *body] if body:
            pass
        case _:
            raise Undecided(datum, "a lambda without a body")
    inner, parameters = _parameters(t, formals, env)
    before, t.before = t.before, []
    t.inside.append(f"{name} at {datum.place}")
    try:
        simple = _expression_of(t, body, inner)
        written = [] if simple is not None else t.body(body, inner, RETURN, None)
    finally:
        t.before = before
        t.inside.pop()
    if simple is not None:
        short = ast.Lambda(parameters.arguments(), simple)
        _keep(t, short.args, inner, short, datum)
        return short
    python = env.scope.name(name)
    made = _as_function(python, parameters, written, inner)
    _keep(t, made.args, inner, made, datum)
    t.before.append(made)
    return ast.Name(python)


def _expression_of(t: Statements, body: Sequence[Datum], inner: Environment) -> ast.expr | None:
    """The body of a function as one expression, if it can be one."""
    if len(body) != 1:
        return None
    try:
        value = t.expression(body[0], inner)
    except Undecided:
        t.before = []
        return None
    if t.before:
        t.before = []
        return None
    return value.tree


def _keep(
    t: Statements, arguments: ast.arguments, inner: Environment, made: ast.AST, datum: Datum
) -> None:
    """Let a function keep the variables of a loop, of which Scheme has new ones each time."""
    outer = inner.scope.parent
    if outer is None or not outer.loops:
        return
    used = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
    scope = inner.scope
    own = {made.name} if isinstance(made, ast.FunctionDef) else set()
    known = outer.changing.keys() - outer.pending - own
    kept = sorted((used & known) - scope.taken - scope.globals - scope.nonlocals)
    if any(outer.changing[name] in t.is_set for name in kept):
        raise Undecided(datum, "a procedure shares a variable of a loop that is set")
    arguments.kwonlyargs += [ast.arg(name) for name in kept]
    arguments.kw_defaults += [ast.Name(name) for name in kept]


def set_variable(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(set! name value)`, and `(set! (getter object) value)`."""
    match datum.items[1:]:
        case [Symbol(name=name), value] if (variable := env.get(name)) is not None:
            if variable.scope is not env.scope:
                is_global = variable.scope.parent is None
                (env.scope.globals if is_global else env.scope.nonlocals).add(variable.python)
            return [*t.valued(value, env, variable.destination), *t.leave(to)]
        case [List(items=(Symbol(name=name), *arguments)) as getter, value]:
            entry = t.resolver.entry(name)
            if entry is not None and env.get(name) is None:
                return _set_through(t, getter, entry, [*arguments, value], env, to)
    raise Undecided(datum, "something is set that is no variable")


def _set_through(
    t: Statements,
    getter: List,
    entry: Entry,
    data: Sequence[Datum],
    env: Environment,
    to: Destination,
) -> list[ast.stmt]:
    """What a getter tells is set by a procedure that has a name in Python alone."""
    setter = f"set_{entry.name.python}"
    if not hasattr(importlib.import_module(entry.module), setter):
        raise Undecided(getter, f"{entry.name.scheme} has no setter")
    t.needs(entry.module, setter)
    called = ast.Call(ast.Name(setter), t.arguments(data, env), [])
    t.mention(getter, entry, True, called)
    return t.finish(Typed(called, "None"), to)
