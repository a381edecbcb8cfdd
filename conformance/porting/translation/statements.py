"""Statements: what needs more than an expression, and the whole program.

Each statement is written for a *destination*: its value is not looked at, is returned, or is
given to a variable. What calls itself last goes around a `while`. A statement that is undecided
becomes a comment with its text, and a `raise` so that nobody takes it for done.
"""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import ClassVar, TypeAlias

from attrs import evolve

from ..reader import Datum, List, Symbol, Vector
from ..resolver import Resolver
from . import base
from .binders import assigned_in, binds, defined, lists_in
from .destinations import NOTHING, Destination, Loop, NoLoopError
from .expressions import Expressions
from .found import Found, Typed, Undecided
from .python import comment
from .scope import Environment, Scope, Variable
from .shapes import assigned, cycles

__all__ = ["Form", "Statements", "begin"]

Form: TypeAlias = Callable[
    ["Statements", List, Environment, Destination, "Loop | None"], "list[ast.stmt]"
]


class Statements(Expressions):
    """Translates statements and whole programs; `Translator` knows the forms."""

    statement_forms: ClassVar[Mapping[str, Form]]

    def __init__(self, resolver: Resolver, text: str, name: str) -> None:
        super().__init__(resolver)
        self.text = text
        self.name = name
        self.left: dict[int, Undecided] = {}
        """What a person has to decide, by the offset of the statement."""
        self.is_set: set[str] = set()
        """What the program sets anywhere."""
        self.lists: frozenset[str] = frozenset()
        """Those that are lists whatever they are set to."""
        self.types: dict[str, str] = {}
        """Of what was given to variables, by their names in Python."""
        self.inside: list[str] = []
        """The functions that are being written, by their names in Python."""
        self.last_calls: set[tuple[str, str]] = set()
        """Which functions call which as the last thing they do, and no loop is made of it."""
        self.round: Collection[tuple[str, str]] = ()
        """Those calls that come round to where they began."""

    @abstractmethod
    def records(self, data: Sequence[Datum], env: Environment) -> Environment:
        """With the procedures of the record types that the data define."""

    @abstractmethod
    def again(self, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
        """Another turn of a loop, which a call in the last place asks for."""

    def program(self, data: Sequence[Datum]) -> list[ast.stmt]:
        """The statements of a program."""
        self.is_set = set(assigned_in(data))
        self.lists = lists_in(data)
        written = self._program(data)
        self.round = cycles(self.last_calls)
        if self.round:  # once more, now that it is known where they are
            written = self._program(data)
        return written

    def _program(self, data: Sequence[Datum]) -> list[ast.stmt]:
        self.found, self.left = Found(), {}
        return self.body(data, Environment(Scope(self.resolver.reserved)), NOTHING, None)

    def body(
        self, data: Sequence[Datum], env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """A sequence whose last has the value; what it defines is known all over it."""
        data = list(self._spliced(data, env))
        for name, kind in dict(defined(data)).items():  # a second definition sets it again
            env, python = env.bound(name, type=kind)
            env.scope.pending.add(python)
        env = self.records(data, env)
        written: list[ast.stmt] = []
        for datum in data[:-1]:
            written += self.statement(datum, env, NOTHING, None)
            env = self._learnt(datum, env)
        if data:
            return written + self.statement(data[-1], env, to, loop)
        return written + self.finish(Typed(ast.Constant(None), "None"), to)

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
                if variable is not None and name in self.lists:
                    return env.having(name, evolve(variable, type="list"))
                if variable is not None and name not in self.is_set:
                    kind = self.types.get(variable.python, "")
                    return env.having(name, evolve(variable, type=kind))
        return env

    def statement(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """The statements for a datum; a comment where a person has to decide."""
        taken = set(env.scope.taken)
        try:
            return self.valued(datum, env, to, loop)
        except Undecided as undecided:
            env.scope.taken = taken
            return self._left(datum, env, undecided)

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

    def valued(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None = None
    ) -> list[ast.stmt]:
        """The statements that give a datum's value to its destination. Raises `Undecided`."""
        outer, self.before = self.before, []
        try:
            written = self._valued(datum, env, to, loop)
            return [*self.before, *written]
        finally:
            self.before = outer

    def _valued(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum:
            case List(items=(Symbol(name=name), *_), tail=None):
                variable = env.get(name)
                if variable is not None:
                    if variable.template is not None:
                        return self._by_template(datum, variable.template, env, to)
                    if variable.loop is not None and variable.loop is loop:
                        return self.again(datum, env, loop)
                    if variable.loop is not None and not variable.loop.callable:
                        raise NoLoopError(variable.loop)
                    if to.kind == "return" and self.inside:
                        self._call_last(datum, variable)
                elif self.resolver.entry(name) is None:
                    if name in self.statement_forms:
                        return self.statement_forms[name](self, datum, env, to, loop)
                    effect = self._effect(datum, name, env, to)
                    if effect is not None:
                        return effect
        return self.finish(self.expression(datum, env), to)

    def _call_last(self, datum: Datum, variable: Variable) -> None:
        """A call as the last thing that a function does, which costs no stack in Scheme."""
        one = (self.inside[-1], variable.python)
        self.last_calls.add(one)
        if one in self.round:
            self.remark(datum, "it comes round to here without end: in Python that wants a loop")

    def _effect(
        self, datum: List, name: str, env: Environment, to: Destination
    ) -> list[ast.stmt] | None:
        template = base.template(name, len(datum.items) - 1, "effects")
        if template is None or to.kind == "variable":
            return None
        filled = self.filled(template, datum.items[1:], env)
        self.note_other(datum.items[0], name)
        return [filled, *self.leave(to)]

    def _by_template(
        self, datum: List, template: base.Template, env: Environment, to: Destination
    ) -> list[ast.stmt]:
        if isinstance(template.tree, ast.Expr):
            return self.finish(self.expression(datum, env), to)
        if template.count != len(datum.items) - 1 or to.kind == "variable":
            raise Undecided(datum, "it is not called as the record type has it")
        return [self.filled(template, datum.items[1:], env), *self.leave(to)]

    def finish(self, value: Typed, to: Destination) -> list[ast.stmt]:
        """What becomes of a value."""
        plain = isinstance(value.tree, ast.Constant | ast.Name)
        match to.kind:
            case "return" if value.type == "None":
                shown = [] if plain else [ast.Expr(value.tree)]
                return [*shown, ast.Return()]
            case "return":
                return [ast.Return(value.tree)]
            case "variable":
                known = self.types.setdefault(to.variable, value.type)
                if known != value.type:
                    self.types[to.variable] = ""
                return [assigned(to.variable, value.tree), *self.leave(to)]
        return [*([] if plain else [ast.Expr(value.tree)]), *self.leave(to)]

    def leave(self, to: Destination) -> list[ast.stmt]:
        """What ends a function or a loop where nothing more is to be done."""
        if to.kind == "return":
            return [ast.Return()]
        return [ast.Break()] if to.leaves else []

    def drained(self) -> list[ast.stmt]:
        """The functions that are needed here, which then stand here."""
        functions, self.before = self.before, []
        return functions

    def beforehand(self, datum: List, name: str, env: Environment) -> Typed:
        """What needs statements, done before the statement in hand."""
        if name not in _WITH_VALUE:
            raise Undecided(datum, base.differs(name) or f"{name} in the place of an expression")
        python = env.scope.name("value")
        form = self.statement_forms[name]
        written = form(self, datum, env, Destination("variable", python), None)
        self.before += written
        return Typed(ast.Name(python), self.types.get(python, ""))

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
                for bound in binds(datum):
                    env, _ = env.bound(bound, parameter=True)
                if env.get(name) is None:
                    self._look_at_call(datum, name, env)
                for item in rest:
                    self._look(item, env)
            case List(items=items) | Vector(items=items):
                for item in items:
                    self._look(item, env)
            case Symbol(name=name):
                if env.get(name) is None and self.resolver.entry(name) is not None:
                    self._try(datum, env)

    def _look_at_call(self, datum: List, name: str, env: Environment) -> None:
        if self.resolver.entry(name) is not None:
            self._try(datum, env)
        elif base.known(name):
            self.note_other(datum.items[0], name)
        elif name not in self.forms and name not in self.syntax:
            self.strange(datum.items[0], name)

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
            self.mention(datum, entry, isinstance(datum, List), python, (undecided.why,))


def begin(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """`(begin body …)`."""
    return t.body(datum.items[1:], env, to, loop)


_WITHOUT_EFFECT = {
    *("import", "export", "use", "use-modules", "require-extension", "require-library"),
    *("define-module", "declare"),
}
_WITH_VALUE = {
    *("let", "let*", "letrec", "letrec*", "let-values", "let*-values", "receive", "do"),
    *(
        "case",
        "cond",
        "condition-case",
        "guard",
        "handle-exceptions",
        "parameterize",
        "dynamic-wind",
    ),
    *("call-with-values",),
}
_DATA = {"quote", "quasiquote", "define-syntax", "syntax-rules", "import", "export"}
