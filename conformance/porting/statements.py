"""Statements: what needs more than an expression, and the whole program.

Each statement is written for a *destination*: its value is not looked at, is returned, or is
given to a variable. What calls itself last goes around a `while` (room `loops`). A statement that
is undecided becomes a comment with its text, and a `raise` so that nobody takes it for done.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from attrs import evolve, frozen

from . import base
from .expressions import Expressions, Typed, Undecided, arguments_of, lambda_of
from .loops import Loop, NoLoopError
from .python import comment, negated, without_returns
from .reader import Boolean, Datum, List, Symbol, Vector
from .resolver import Resolver
from .scope import Environment, Scope

__all__ = ["Statements"]


@frozen
class Destination:
    """What becomes of a value; `leaves` says that a `while` ends with it."""

    kind: Literal["nothing", "return", "variable"]
    variable: str = ""
    leaves: bool = False


NOTHING = Destination("nothing")
RETURN = Destination("return")

Form = Callable[["Statements", List, Environment, Destination, "Loop | None"], "list[ast.stmt]"]


class Statements(Expressions):
    """Translates statements and whole programs."""

    statement_forms: ClassVar[Mapping[str, Form]]

    def __init__(self, resolver: Resolver, text: str, name: str) -> None:
        super().__init__(resolver)
        self.text = text
        self.name = name
        self.left: dict[int, Undecided] = {}
        """What a person has to decide, by the offset of the statement."""
        self._set: set[str] = set()
        """What the program sets anywhere."""
        self._types: dict[str, str] = {}
        """Of what was given to variables, by their names in Python."""

    def program(self, data: Sequence[Datum]) -> list[ast.stmt]:
        """The statements of a program."""
        self._set = set(_assigned_in(data))
        env = Environment(Scope(self.resolver.reserved))
        return self.body(data, env, NOTHING, None)

    # One after the other

    def body(
        self, data: Sequence[Datum], env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """A sequence whose last has the value; what it defines is known all over it."""
        data = list(self._spliced(data, env))
        for name, kind in _defined(data):
            env, _ = env.bound(name, type=kind)
        written: list[ast.stmt] = []
        for datum in data[:-1]:
            written += self.statement(datum, env, NOTHING, None)
            env = self._learnt(datum, env)
        if data:
            return written + self.statement(data[-1], env, to, loop)
        return written + self._finish(Typed(ast.Constant(None), "None"), to)

    def _spliced(self, data: Sequence[Datum], env: Environment) -> Iterator[Datum]:
        """The data, with those of `begin`, `library`, `module` in its place; without imports."""
        for datum in data:
            match datum:
                case List(items=(Symbol(name="begin"), *inner), tail=None) if inner:
                    yield from self._spliced(inner, env)
                case List(items=(Symbol(name="define-library"), _, *inner)):
                    yield from self._spliced(inner, env)
                case List(items=(Symbol(name="library" | "module"), _, _, *inner)):
                    yield from self._spliced(inner, env)
                case List(items=(Symbol(name=name), *_)) if name in _WITHOUT_EFFECT:
                    pass
                case _:
                    yield datum

    def _learnt(self, datum: Datum, env: Environment) -> Environment:
        """What a definition says of its variable's type, if nothing sets it again."""
        match datum:
            case List(items=(Symbol(name="define"), Symbol(name=name), _)):
                variable = env.get(name)
                if variable is not None and name not in self._set:
                    kind = self._types.get(variable.python, "")
                    return env.having(name, evolve(variable, type=kind))
        return env

    def statement(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """The statements for a datum; a comment where a person has to decide."""
        outer, self.before = self.before, []
        taken = set(env.scope.taken)
        try:
            written = self._statement(datum, env, to, loop)
            return [*self.before, *written]
        except Undecided as undecided:
            env.scope.taken = taken
            return self._left(datum, env, undecided)
        finally:
            self.before = outer

    def _left(self, datum: Datum, env: Environment, why: Undecided) -> list[ast.stmt]:
        self.left[datum.place.offset] = why
        place = f"{why.datum.place.line}:{why.datum.place.column}"
        lines = self.text[datum.place.offset : datum.end].splitlines()
        indent = " " * (datum.place.column - 1)
        written = [comment(f"{place}: {why.why}")]
        written += [comment(f"    {line.removeprefix(indent)}") for line in lines]
        said = ast.Constant(f"{self.name}:{place}")
        written.append(ast.Raise(ast.Call(ast.Name("NotImplementedError"), [said], [])))
        self.survey(datum, env)
        return written

    def _statement(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum:
            case List(items=(Symbol(name=name), *_), tail=None):
                variable = env.get(name)
                if variable is not None:
                    if variable.loop is not None and variable.loop is loop:
                        return self._again(datum, env, loop)
                    if variable.loop is not None and not variable.loop.callable:
                        raise NoLoopError(variable.loop)
                elif self.resolver.entry(name) is None:
                    if name in self.statement_forms:
                        return self.statement_forms[name](self, datum, env, to, loop)
                    effect = self._effect(datum, name, env, to)
                    if effect is not None:
                        return effect
        return self._finish(self.expression(datum, env), to)

    def _effect(
        self, datum: List, name: str, env: Environment, to: Destination
    ) -> list[ast.stmt] | None:
        template = base.template(name, len(datum.items) - 1, "effects")
        if template is None or to.kind == "variable" or name in _VALUED:
            return None
        values = self.arguments(datum.items[1:], env)
        if template.repeats(values):
            raise Undecided(datum, "an argument would be worked out twice")
        filled = template.filled(values)
        self._needs(filled)
        self._other(datum.items[0], name)
        return [filled, *self._leave(to)]

    def _finish(self, value: Typed, to: Destination) -> list[ast.stmt]:
        """What becomes of a value."""
        plain = isinstance(value.tree, ast.Constant | ast.Name)
        match to.kind:
            case "return" if value.type == "None":
                shown = [] if plain else [ast.Expr(value.tree)]
                return [*shown, ast.Return()]
            case "return":
                return [ast.Return(value.tree)]
            case "variable":
                known = self._types.setdefault(to.variable, value.type)
                if known != value.type:
                    self._types[to.variable] = ""
                return [_assigned(to.variable, value.tree), *self._leave(to)]
        return [*([] if plain else [ast.Expr(value.tree)]), *self._leave(to)]

    def _leave(self, to: Destination) -> list[ast.stmt]:
        if to.kind == "return":
            return [ast.Return()]
        return [ast.Break()] if to.leaves else []

    def _begin_statement(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        return self.body(datum.items[1:], env, to, loop)

    # Definitions

    def _define(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [Symbol(name=name), List(items=(Symbol(name="lambda"), formals, *body))] if (
                env.get("lambda") is None
            ):
                return [self._function(name, formals, body, env, datum), *self._leave(to)]
            case [Symbol(name=name), value]:
                variable = env.get(name)
                assert variable is not None
                inner = Destination("variable", variable.python)
                return [*self._statement(value, env, inner, None), *self._leave(to)]
            case [List(items=(Symbol(name=name), *formals), tail=tail), *body]:
                head = datum.items[1]
                shown = List(head.place, head.end, tuple(formals), tail)
                return [self._function(name, shown, body, env, datum), *self._leave(to)]
        raise Undecided(datum, "a definition of another kind")

    def _function(
        self, name: str, formals: Datum, body: Sequence[Datum], env: Environment, datum: Datum
    ) -> ast.stmt:
        variable = env.get(name)
        assert variable is not None
        inner, parameters, rest = self._parameters(formals, env)
        python = variable.python
        loop = Loop(python, tuple(parameters), callable=True) if rest is None else None
        if loop is not None and name not in self._set:
            inner = inner.having(name, evolve(variable, loop=loop))
        written = self.body(body, inner, RETURN, loop)
        if loop is not None and loop.used:
            written = _while(written)
        return self._as_function(python, parameters, rest, written, inner)

    def _as_function(
        self,
        python: str,
        parameters: Sequence[str],
        rest: str | None,
        body: list[ast.stmt],
        inner: Environment,
    ) -> ast.stmt:
        body = without_returns(body)
        outer = sorted(inner.scope.outer)
        if outer:
            parent = inner.scope.parent
            at_top = parent is None or parent.parent is None
            body = [ast.Global(outer) if at_top else ast.Nonlocal(outer), *body]
        made = ast.FunctionDef(python, arguments_of(parameters, rest), body or [ast.Pass()], [])
        if hasattr(made, "type_params"):
            made.type_params = []
        return made

    def _parameters(
        self, formals: Datum, env: Environment
    ) -> tuple[Environment, list[str], str | None]:
        """A function's own environment, its parameters, and the one that takes the rest."""
        inner = env.inner()
        names: list[str] = []
        rest: str | None = None
        match formals:
            case List(items=items, tail=tail):
                for item in items:
                    if not isinstance(item, Symbol):
                        raise Undecided(formals, "parameters of another kind: default values")
                    inner, python = inner.bound(item.name, parameter=True)
                    names.append(python)
                if isinstance(tail, Symbol):
                    inner, rest = inner.bound(tail.name, parameter=True)
            case Symbol(name=name):
                inner, rest = inner.bound(name, parameter=True)
            case _:
                raise Undecided(formals, "parameters of another kind")
        return inner, names, rest

    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """A `lambda`: as such, or the name of a function that is put before the statement."""
        match datum.items[1:]:
            case [formals, *body] if body:
                pass
            case _:
                raise Undecided(datum, "a lambda without a body")
        inner, parameters, rest = self._parameters(formals, env)
        before, self.before = self.before, []
        try:
            if len(body) == 1 and rest is None:
                try:
                    value = self.expression(body[0], inner)
                    if not self.before:
                        made = lambda_of(parameters, value.tree)
                        self._keep(made.args, inner, made)
                        return made
                except Undecided:
                    pass
            self.before = []
            written = self.body(body, inner, RETURN, None)
        finally:
            self.before = before
        python = env.scope.name(name)
        function = self._as_function(python, parameters, rest, written, inner)
        assert isinstance(function, ast.FunctionDef)
        self._keep(function.args, inner, function)
        self.before.append(function)
        return ast.Name(python)

    def _keep(self, arguments: ast.arguments, inner: Environment, made: ast.AST) -> None:
        """Let a function keep the variables of a loop, of which Scheme has new ones each time."""
        outer = inner.scope.parent
        if outer is None or not outer.loops:
            return
        used = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
        own = {argument.arg for argument in (*arguments.args, arguments.vararg) if argument}
        kept = sorted((used & outer.changing) - own - inner.scope.taken - inner.scope.outer)
        arguments.kwonlyargs += [ast.arg(name) for name in kept]
        arguments.kw_defaults += [ast.Name(name) for name in kept]

    def _set_variable(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [Symbol(name=name), value] if (variable := env.get(name)) is not None:
                if variable.scope is not env.scope:
                    env.scope.outer.add(variable.python)
                inner = Destination("variable", variable.python)
                return [*self._statement(value, env, inner, None), *self._leave(to)]
            case [List(items=(Symbol(name=name), *arguments)), value]:
                entry = self.resolver.entry(name)
                if entry is not None:
                    return self._set_through(datum, name, [*arguments, value], env, to)
        raise Undecided(datum, "something is set that is no variable")

    def _set_through(
        self, datum: List, name: str, data: Sequence[Datum], env: Environment, to: Destination
    ) -> list[ast.stmt]:
        """`(set! (getter object) value)`: the getter's setter has a name in Python alone."""
        entry = self.resolver.entry(name)
        assert entry is not None
        setter = f"set_{entry.name.python}"
        if not hasattr(importlib.import_module(entry.module), setter):
            raise Undecided(datum, f"{name} has no setter")
        self.needs(entry.module, setter)
        called = ast.Call(ast.Name(setter), self.arguments(data, env), [])
        self._mention(datum.items[1], entry, True, called)
        return self._finish(Typed(called, "None"), to)

    # Variables for a while

    def _let(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [Symbol(name=name), List(items=bindings), *body] if body:
                return self._named_let(datum, name, bindings, body, env, to)
            case [List(items=bindings), *body] if body:
                pass
            case _:
                raise Undecided(datum, "a let of another kind")
        one_by_one = getattr(datum.items[0], "name", "") != "let"
        written: list[ast.stmt] = []
        inner = env
        recursive = getattr(datum.items[0], "name", "").startswith("letrec")
        if recursive:
            for name, _ in map(_binding, bindings):
                inner, _ = inner.bound(name)
        for name, value in map(_binding, bindings):
            seen = inner if one_by_one else env
            written += self._bind(name, value, seen, inner, recursive)
            inner = self._bound_env
        return written + self.body(body, inner, to, loop)

    _bound_env: Environment

    def _bind(
        self, name: str, value: Datum, seen: Environment, inner: Environment, recursive: bool
    ) -> list[ast.stmt]:
        """Give a new variable its value, which sees `seen`; `_bound_env` has the variable."""
        if _is_lambda(value, seen):
            assert isinstance(value, List)
            after = inner if recursive else inner.bound(name)[0]
            variable = after.get(name)
            assert variable is not None
            within = seen.having(name, variable) if recursive else seen
            where = within if recursive else seen.having(name, variable)
            self._bound_env = after
            return [self._function(name, value.items[1], value.items[2:], where, value)]
        try:
            typed = self.expression(value, seen)
        except Undecided:
            if recursive:
                raise
            after, python = inner.bound(name)
            self._bound_env = after
            return self._statement(value, seen, Destination("variable", python), None)
        kind = "" if name in self._set else typed.type
        if recursive:
            variable = inner.get(name)
            assert variable is not None
            self._bound_env, python = inner, variable.python
        else:
            self._bound_env, python = inner.bound(name, type=kind)
        return [*self._drained(), _assigned(python, typed.tree)]

    def _drained(self) -> list[ast.stmt]:
        """The functions that are needed here, which then stand here."""
        functions, self.before = self.before, []
        return functions

    def _let_values(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [List(items=bindings), *body] if body:
                pass
            case _:
                raise Undecided(datum, "let-values of another kind")
        written: list[ast.stmt] = []
        inner = env
        for binding in bindings:
            match binding:
                case List(items=(formals, value)):
                    inner = self._receive_into(formals, value, env, inner, written)
                case _:
                    raise Undecided(binding, "let-values of another kind")
        return written + self.body(body, inner, to, loop)

    def _receive(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [formals, value, *body] if body:
                written: list[ast.stmt] = []
                inner = self._receive_into(formals, value, env, env, written)
                return written + self.body(body, inner, to, loop)
        raise Undecided(datum, "receive of another kind")

    def _call_with_values(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [
                List(items=(Symbol(name="lambda"), List(items=()), value)),
                List(items=(Symbol(name="lambda"), formals, *body)),
            ] if body and env.get("lambda") is None:
                written: list[ast.stmt] = []
                inner = self._receive_into(formals, value, env, env, written)
                return written + self.body(body, inner, to, loop)
        raise Undecided(datum, base.differs("call-with-values") or "")

    def _receive_into(
        self,
        formals: Datum,
        value: Datum,
        seen: Environment,
        inner: Environment,
        written: list[ast.stmt],
    ) -> Environment:
        """Several values become several variables."""
        typed = self.expression(value, seen)
        written += self._drained()
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

    def _define_values(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [List(items=items, tail=None), value]:
                targets: list[ast.expr] = []
                for item in items:
                    variable = env.get(getattr(item, "name", ""))
                    if variable is None:
                        raise Undecided(datum, "these are no variables")
                    targets.append(ast.Name(variable.python))
                tree = self.expression(value, env).tree
                assigned = ast.Assign([ast.Tuple(targets)], tree, lineno=0)
                return [*self._drained(), assigned, *self._leave(to)]
        raise Undecided(datum, "define-values of another kind")

    def _parameterize(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [List(items=bindings), *body] if body:
                pairs: list[ast.expr] = []
                for binding in bindings:
                    match binding:
                        case List(items=(Symbol(name=name) as parameter, value)):
                            entry = self.resolver.entry(name)
                            if entry is None or entry.name.kind != "parameter":
                                raise Undecided(parameter, f"{name} is no parameter of ours")
                            shown = self.expression(parameter, env).tree
                            pairs.append(ast.Tuple([shown, self.expression(value, env).tree]))
                        case _:
                            raise Undecided(binding, "parameterize of another kind")
                called = ast.Call(self._imported("parameterize"), pairs, [])
                inner = self.body(body, env, to, None)
                return [*self._drained(), ast.With([ast.withitem(called)], inner, lineno=0)]
        raise Undecided(datum, "parameterize of another kind")

    # Loops

    def _named_let(
        self,
        datum: List,
        name: str,
        bindings: Sequence[Datum],
        body: Sequence[Datum],
        env: Environment,
        to: Destination,
    ) -> list[ast.stmt]:
        taken = set(env.scope.taken)
        try:
            return self._as_while(name, bindings, body, env, to, typed=True)
        except NoLoopError as no_loop:
            if no_loop.loop.name != name:
                raise
            env.scope.taken = taken
        return self._as_recursion(name, bindings, body, env, to)

    def _as_while(
        self,
        name: str,
        bindings: Sequence[Datum],
        body: Sequence[Datum],
        env: Environment,
        to: Destination,
        *,
        typed: bool,
    ) -> list[ast.stmt]:
        scope = env.scope
        values = [(one, self.expression(value, env)) for one, value in map(_binding, bindings)]
        before = self._drained()
        taken = set(scope.taken)
        inner, names = env, []
        scope.loops += 1
        try:
            for one, value in values:
                kind = value.type if typed and one not in self._set else ""
                inner, python = inner.bound(one, type=kind)
                names.append(python)
            loop = Loop(name, tuple(names), callable=False)
            inner = inner.bound(name, loop=loop)[0]
            scope.taken.discard(inner.variables[name].python)
            goal = to if to.kind == "return" else evolve(to, leaves=True)
            written = self.body(body, inner, goal, loop)
        finally:
            scope.loops -= 1
        kinds = tuple(value.type for _, value in values)
        if typed and any(turn != kinds for turn in loop.types):
            scope.taken = taken
            self.before = before
            return self._as_while(name, bindings, body, env, to, typed=False)
        first = [
            _assigned(python, value.tree) for python, (_, value) in zip(names, values, strict=True)
        ]
        if not loop.used:
            return [*before, *first, *self.body(body, inner, to, None)]
        after = self._leave(to) if to.kind != "return" else []
        return [*before, *first, *_while(written), *after]

    def _again(self, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
        """The next turn of a loop."""
        values = [self.expression(item, env) for item in datum.items[1:]]
        if len(values) != len(loop.parameters):
            raise Undecided(datum, "the loop has another number of variables")
        loop.used = True
        loop.types.append(tuple(value.type for value in values))
        changed = [
            (ast.Name(name), value.tree)
            for name, value in zip(loop.parameters, values, strict=True)
            if not (isinstance(value.tree, ast.Name) and value.tree.id == name)
        ]
        targets: list[ast.expr] = [target for target, _ in changed]
        trees = [tree for _, tree in changed]
        if not changed:
            return [ast.Continue()]
        if len(changed) == 1:
            return [ast.Assign(targets, trees[0], lineno=0), ast.Continue()]
        return [ast.Assign([ast.Tuple(targets)], ast.Tuple(trees), lineno=0), ast.Continue()]

    def _as_recursion(
        self,
        name: str,
        bindings: Sequence[Datum],
        body: Sequence[Datum],
        env: Environment,
        to: Destination,
    ) -> list[ast.stmt]:
        values = [self.expression(value, env).tree for _, value in map(_binding, bindings)]
        inner, python = env.bound(name)
        symbols = [binding.items[0] for binding in bindings if isinstance(binding, List)]
        start = bindings[0].place if bindings else body[0].place
        formals = List(start, start.offset, tuple(symbols))
        function = self._function(name, formals, body, inner, body[0])
        called = ast.Call(ast.Name(python), values, [])
        return [*self._drained(), function, *self._finish(Typed(called), to)]

    def _do(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
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
            for binding in bindings:
                match binding:
                    case List(items=(Symbol(name=name), first, *step)):
                        tree = self.expression(first, env).tree
                        inner, python = inner.bound(name)
                        written.append(_assigned(python, tree))
                        steps += [(python, one) for one in step]
                    case _:
                        raise Undecided(binding, "do of another kind")
            test = negated(self.test(condition, inner))
            turn = [one for part in body for one in self.statement(part, inner, NOTHING, None)]
            for python, step_datum in steps:
                if len(steps) == 1:
                    turn.append(_assigned(python, self.expression(step_datum, inner).tree))
            if len(steps) > 1:
                trees = [self.expression(one, inner).tree for _, one in steps]
                targets: list[ast.expr] = [ast.Name(python) for python, _ in steps]
                turn.append(ast.Assign([ast.Tuple(targets)], ast.Tuple(trees), lineno=0))
        finally:
            env.scope.loops -= 1
        written = [*self._drained(), *written]
        written.append(ast.While(test, turn or [ast.Pass()], []))
        return written + self.body(results, inner, to, loop)

    def _for_each(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [procedure, values]:
                pass
            case _:
                raise Undecided(datum, base.differs("for-each") or "")
        sequence = self.expression(values, env).tree
        inner = env
        env.scope.loops += 1
        try:
            match procedure:
                case List(items=(Symbol(name="lambda"), List(items=(Symbol(name=one),)), *body)):
                    inner, python = inner.bound(one)
                    turn = self.body(body, inner, NOTHING, None)
                case _:
                    function = self.expression(procedure, env).tree
                    python = env.scope.name("item")
                    turn = [ast.Expr(ast.Call(function, [ast.Name(python)], []))]
        finally:
            env.scope.loops -= 1
        self._other(datum.items[0], "for-each")
        written = ast.For(ast.Name(python), sequence, turn or [ast.Pass()], [], lineno=0)
        return [*self._drained(), written, *self._leave(to)]

    # Choices

    def _if_statement(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [condition, one]:
                other: list[ast.stmt] = []
                alternative: Datum | None = None
            case [condition, one, alternative]:
                pass
            case _:
                raise Undecided(datum, "if of another kind")
        test = self.test(condition, env)
        functions = self._drained()
        yes = self.statement(one, env, to, loop)
        if alternative is None:
            other = self._finish(Typed(ast.Constant(None), "None"), to)
        else:
            other = self.statement(alternative, env, to, loop)
        return [*functions, *_choice(test, yes, other)]

    def _when(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items:
            case [Symbol(name=name), condition, *body] if body:
                test = self.test(condition, env)
                functions = self._drained()
                test = negated(test) if name == "unless" else test
                yes = self.body(body, env, to, loop)
                other = self._finish(Typed(ast.Constant(None), "None"), to)
                return [*functions, *_choice(test, yes, other)]
        raise Undecided(datum, "nothing is to be done")

    def _cond(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        otherwise = self._finish(Typed(ast.Constant(None), "None"), to)
        return self._clauses(datum.items[1:], env, to, loop, otherwise)

    def _clauses(
        self,
        clauses: Sequence[Datum],
        env: Environment,
        to: Destination,
        loop: Loop | None,
        otherwise: list[ast.stmt],
    ) -> list[ast.stmt]:
        """The clauses of a `cond`, and what is done where none serves."""
        if not clauses:
            return otherwise
        match clauses[0]:
            case List(items=(Symbol(name="else"), *body)) if env.get("else") is None and body:
                return self.body(body, env, to, loop)
            case List(items=(_, Symbol(name="=>"), *_)):
                raise Undecided(clauses[0], "the value of the test is handed on")
            case List(items=(condition, *body)) if body:
                test = self.test(condition, env)
                if self.before:
                    raise Undecided(condition, "a procedure inside the test of a clause")
                yes = self.body(body, env, to, loop)
                other = self._clauses(clauses[1:], env, to, loop, otherwise)
                if isinstance(test, ast.Constant) and test.value is True:
                    return yes
                return _choice(test, yes, other)
        raise Undecided(clauses[0], "the value of the test is the value of the clause")

    def _case(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [key, *clauses]:
                pass
            case _:
                raise Undecided(datum, "case without a key")
        tree = self.expression(key, env).tree
        written = self._drained()
        if not isinstance(tree, ast.Name):
            name = env.scope.name("key")
            written.append(_assigned(name, tree))
            tree = ast.Name(name)
        return written + self._cases(clauses, tree, env, to, loop)

    def _cases(
        self,
        clauses: Sequence[Datum],
        key: ast.Name,
        env: Environment,
        to: Destination,
        loop: Loop | None,
    ) -> list[ast.stmt]:
        if not clauses:
            return self._finish(Typed(ast.Constant(None), "None"), to)
        match clauses[0]:
            case List(items=(_, Symbol(name="=>"), *_)):
                raise Undecided(clauses[0], "the key is handed on")
            case List(items=(Symbol(name="else"), *body)) if body:
                return self.body(body, env, to, loop)
            case List(items=(List(items=data), *body)) if body:
                values = [self._quoted(one).tree for one in data]
                if len(values) == 1:
                    test = ast.Compare(key, [ast.Eq()], values)
                else:
                    test = ast.Compare(key, [ast.In()], [ast.Tuple(values)])
                yes = self.body(body, env, to, loop)
                return _choice(test, yes, self._cases(clauses[1:], key, env, to, loop))
        raise Undecided(clauses[0], "a clause of another kind")

    def _and_or(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """Where the value is not looked at, a choice."""
        *first, last = datum.items[1:] or (None,)
        if to.kind != "nothing" or not first or last is None:
            return self._finish(self.expression(datum, env), to)
        tests = [self.test(one, env) for one in first if one is not None]
        is_and = getattr(datum.items[0], "name", "") == "and"
        together: ast.expr = tests[0]
        if len(tests) > 1:
            together = ast.BoolOp(ast.And() if is_and else ast.Or(), tests)
        functions = self._drained()
        yes = self.statement(last, env, to, loop)
        test = together if is_and else negated(together)
        return [*functions, *_choice(test, yes, self._leave(to))]

    # Failures

    def _guard(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [List(items=(Symbol(name=name), *clauses)), *body] if body:
                tried = self.body(body, env, to, None)
                inner, python = env.bound(name)
                handled = self._clauses(clauses, inner, to, None, [ast.Raise()])
                return [*self._drained(), _tried(tried, python, handled)]
        raise Undecided(datum, "guard of another kind")

    def _handle_exceptions(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum.items[1:]:
            case [Symbol(name=name), handler, *body] if body:
                tried = self.body(body, env, to, None)
                inner, python = env.bound(name)
                handled = self.statement(handler, inner, to, None)
                return [*self._drained(), _tried(tried, python, handled)]
        raise Undecided(datum, base.differs("handle-exceptions") or "")

    def _dynamic_wind(
        self, datum: List, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
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
        first = self.body(before, env, NOTHING, None)
        tried = self.body(during, env, to, None)
        last = self.body(after, env, NOTHING, None)
        return [*first, ast.Try(tried or [ast.Pass()], [], [], last or [ast.Pass()])]

    # What was left to a person

    def survey(self, datum: Datum, env: Environment) -> None:
        """Find the names in what is undecided, and what each call there would be."""
        lenient, self.lenient = self.lenient, True
        env, before = env.inner(), self.before
        try:
            self._look(datum, env)
        finally:
            self.lenient, self.before = lenient, before

    def _look(self, datum: Datum, env: Environment) -> None:
        match datum:
            case List(items=(Symbol(name=name), *rest)):
                if env.get(name) is None and name in _DATA:
                    return
                for bound in _binds(datum):
                    env, _ = env.bound(bound, parameter=True)
                if env.get(name) is None:
                    self._look_at_call(datum, name, env)
                for item in rest:
                    self._look(item, env)
            case List(items=items) | Vector(items=items):
                for item in items:
                    self._look(item, env)
            case Symbol(name=name):
                if datum.place.offset not in self.found.mentions and env.get(name) is None:
                    if self.resolver.entry(name) is not None:
                        self._try(datum, env)

    def _look_at_call(self, datum: List, name: str, env: Environment) -> None:
        if self.resolver.entry(name) is not None:
            self._try(datum, env)
        elif base.known(name):
            self._other(datum.items[0], name)
        elif name not in self.forms and name not in self.syntax:
            self._strange(datum.items[0], name)

    def _try(self, datum: Datum, env: Environment) -> None:
        if datum.place.offset in self.found.mentions:
            return
        try:
            self.expression(datum, env)
        except Undecided as undecided:
            name = datum if isinstance(datum, Symbol) else datum.items[0]  # type: ignore[union-attr]
            entry = self.resolver.entry(getattr(name, "name", ""))
            assert entry is not None
            python = ast.Name(entry.name.python)
            self._mention(datum, entry, isinstance(datum, List), python, (undecided.why,))


_WITHOUT_EFFECT = {
    *("import", "export", "use", "use-modules", "require-extension", "require-library"),
    *("define-module", "declare", "include-shared"),
}
_VALUED = {"+", "-", "*"}  # folds are templates for effects as well, and have none
_DATA = {"quote", "quasiquote", "define-syntax", "syntax-rules", "import", "export"}

_SYNTAX = {
    *("else", "=>", "lambda", "quasiquote", "unquote", "unquote-splicing", "define-record-type"),
    *("define-syntax", "let-syntax", "letrec-syntax", "case-lambda", "condition-case", "assert"),
}


def _defined(data: Sequence[Datum]) -> Iterator[tuple[str, str]]:
    """What definitions define, and "macro" for a syntax."""
    for datum in data:
        match datum:
            case List(items=(Symbol(name="define"), Symbol(name=name), *_)):
                yield name, ""
            case List(items=(Symbol(name="define"), List(items=(Symbol(name=name), *_)), *_)):
                yield name, ""
            case List(items=(Symbol(name="define-values"), formals, *_)):
                yield from ((name, "") for name in _symbols(formals))
            case List(items=(Symbol(name="define-syntax"), Symbol(name=name), *_)):
                yield name, "macro"
            case List(items=(Symbol(name="define-record-type"), type_, *rest)):
                yield from ((name, "") for one in (type_, *rest) for name in _symbols(one))


def _symbols(datum: Datum) -> Iterator[str]:
    match datum:
        case Symbol(name=name):
            yield name
        case List(items=items, tail=tail):
            for item in items if tail is None else (*items, tail):
                yield from _symbols(item)


def _binds(datum: List) -> Iterator[str]:
    """What a form binds for what is inside of it, if it is one that binds."""
    match datum.items:
        case (Symbol(name="lambda" | "receive" | "define-values"), formals, *_):
            yield from _symbols(formals)
        case (Symbol(name="define"), List() as head, *_):
            yield from _symbols(head)
        case (Symbol(name="case-lambda"), *clauses):
            for clause in clauses:
                if isinstance(clause, List) and clause.items:
                    yield from _symbols(clause.items[0])
        case (Symbol(name="let"), Symbol(name=name), List(items=bindings), *_):
            yield name
            yield from (one for binding in bindings for one in _first(binding))
        case (Symbol(name=name), List(items=bindings), *_) if name in _BINDERS:
            yield from (one for binding in bindings for one in _first(binding))
        case (Symbol(name="guard"), List(items=(Symbol(name=name), *_)), *_):
            yield name
        case (Symbol(name="handle-exceptions"), Symbol(name=name), *_):
            yield name
        case (Symbol(name="condition-case"), _, *clauses):
            for clause in clauses:
                if isinstance(clause, List) and isinstance(clause.items[:1], tuple):
                    yield from (one.name for one in clause.items[:1] if isinstance(one, Symbol))


_BINDERS = {"let", "let*", "letrec", "letrec*", "do", "let-values", "let*-values", "rec"}


def _first(binding: Datum) -> Iterator[str]:
    if isinstance(binding, List) and binding.items:
        yield from _symbols(binding.items[0])


def _assigned_in(data: Sequence[Datum]) -> Iterator[str]:
    for datum in data:
        match datum:
            case List(items=(Symbol(name="set!"), Symbol(name=name), *_)):
                yield name
        if isinstance(datum, List | Vector):
            yield from _assigned_in(datum.items)


def _binding(datum: Datum) -> tuple[str, Datum]:
    match datum:
        case List(items=(Symbol(name=name), value)):
            return name, value
    raise Undecided(datum, "a variable without a value")


def _is_lambda(datum: Datum, env: Environment) -> bool:
    match datum:
        case List(items=(Symbol(name="lambda"), _, _, *_)):
            return env.get("lambda") is None
    return False


# Python


def _assigned(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name)], value, lineno=0)


_JUMPS = (ast.Continue, ast.Break, ast.Return, ast.Raise)


def _choice(test: ast.expr, yes: list[ast.stmt], other: list[ast.stmt]) -> list[ast.stmt]:
    """`if`; what comes behind a branch that is left needs no `else`."""
    if not yes and other:
        return [ast.If(negated(test), other, [])]
    if yes and isinstance(yes[-1], _JUMPS):
        if len(other) == 1 and isinstance(other[0], _JUMPS) and len(yes) > 1:
            return [ast.If(negated(test), other, []), *yes]
        return [ast.If(test, yes, []), *other]
    return [ast.If(test, yes or [ast.Pass()], other)]


def _while(body: list[ast.stmt]) -> list[ast.stmt]:
    """A loop that goes on until it is left; with a condition, where it begins with one."""
    if isinstance(body[-1], ast.Continue):
        body = body[:-1]
    match body[0]:
        case ast.If(test, [ast.Break()], []) if len(body) > 1:
            return [ast.While(negated(test), body[1:], [])]
        case ast.If(test, [ast.Return(None)], []) if len(body) > 1:
            return [ast.While(negated(test), body[1:], []), ast.Return()]
    return [ast.While(ast.Constant(True), body, [])]


def _tried(body: list[ast.stmt], name: str, handled: list[ast.stmt]) -> ast.stmt:
    used = any(
        isinstance(node, ast.Name) and node.id == name
        for statement in handled
        for node in ast.walk(statement)
    )
    handler = ast.ExceptHandler(ast.Name("Exception"), name if used else None, handled)
    return ast.Try(body or [ast.Pass()], [handler], [], [])


_S = Statements
Statements.statement_forms = {
    "and": _S._and_or,
    "call-with-values": _S._call_with_values,
    "begin": _S._begin_statement,
    "case": _S._case,
    "cond": _S._cond,
    "define": _S._define,
    "define-values": _S._define_values,
    "do": _S._do,
    "dynamic-wind": _S._dynamic_wind,
    "for-each": _S._for_each,
    "guard": _S._guard,
    "handle-exceptions": _S._handle_exceptions,
    "if": _S._if_statement,
    "let": _S._let,
    "let*": _S._let,
    "let*-values": _S._let_values,
    "let-values": _S._let_values,
    "letrec": _S._let,
    "letrec*": _S._let,
    "or": _S._and_or,
    "parameterize": _S._parameterize,
    "receive": _S._receive,
    "set!": _S._set_variable,
    "unless": _S._when,
    "when": _S._when,
}
Statements.syntax = frozenset(
    {*Statements.statement_forms, *_SYNTAX} - {*Statements.forms, "for-each"}
)
