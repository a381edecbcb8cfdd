"""Translation of statements and of whole programs.

Each statement is translated for a destination (see `destinations`), and self tail calls become
`while` loops. An undecided statement becomes a comment with its text, and a `raise`, so that
nobody mistakes it for finished.
"""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import ClassVar, TypeAlias

from attrs import evolve

from ..reader import Datum, List, Symbol, Vector
from ..resolver import Resolver
from . import templates
from .analysis import assigned_names, bound_names, defined_names, list_variables
from .destinations import EFFECT, Destination, Loop, NonTailCallError
from .expressions import Expressions
from .findings import Findings, Typed, Undecided
from .python import comment
from .scope import Environment, Scope, Variable
from .trees import assign, edges_on_cycles

__all__ = ["Form", "Statements", "begin"]

Form: TypeAlias = Callable[
    ["Statements", List, Environment, Destination, "Loop | None"], "list[ast.stmt]"
]


class Statements(Expressions):
    """Translates statements and whole programs; `Translator` has the forms."""

    statement_forms: ClassVar[Mapping[str, Form]]

    def __init__(self, resolver: Resolver, text: str, name: str) -> None:
        super().__init__(resolver)
        self.text = text
        self.name = name
        self.undecided: dict[int, Undecided] = {}
        """The statements that a person has to decide, by offset."""
        self.assigned_names: set[str] = set()
        """The variables that the program assigns anywhere."""
        self.list_variables: frozenset[str] = frozenset()
        """The variables whose values are all lists."""
        self.variable_types: dict[str, str] = {}
        """The types of values assigned to variables, by their Python names."""
        self.enclosing_functions: list[str] = []
        """The functions that are being translated, by their Python names, innermost last."""
        self.tail_calls: set[tuple[str, str]] = set()
        """Tail calls that became no loop, as pairs of caller and callee."""
        self.cyclic_calls: Collection[tuple[str, str]] = ()
        """The tail calls that lie on a cycle of functions, found in the first pass."""

    @abstractmethod
    def records(self, data: Sequence[Datum], env: Environment) -> Environment:
        """Return the environment with the procedures of the record types that the data define."""

    @abstractmethod
    def next_iteration(self, datum: List, env: Environment, loop: Loop) -> list[ast.stmt]:
        """Translate a self tail call to the next iteration of its loop."""

    def program(self, data: Sequence[Datum]) -> list[ast.stmt]:
        """Translate a program."""
        self.assigned_names = set(assigned_names(data))
        self.list_variables = list_variables(data)
        written = self._program(data)
        self.cyclic_calls = edges_on_cycles(self.tail_calls)
        if self.cyclic_calls:  # a second pass, to comment on them
            written = self._program(data)
        return written

    def _program(self, data: Sequence[Datum]) -> list[ast.stmt]:
        self.findings, self.undecided = Findings(), {}
        return self.body(data, Environment(Scope(self.resolver.reserved)), EFFECT, None)

    def body(
        self, data: Sequence[Datum], env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """Translate a body: definitions are in scope throughout, the last datum has the value."""
        data = list(self._splice(data, env))
        for name, kind in dict(defined_names(data)).items():  # a second definition assigns again
            env, python = env.bind(name, type=kind)
            env.scope.pending.add(python)
        env = self.records(data, env)
        written: list[ast.stmt] = []
        for datum in data[:-1]:
            written += self.statement(datum, env, EFFECT, None)
            env = self._with_known_type(datum, env)
        if data:
            return written + self.statement(data[-1], env, to, loop)
        return written + self.deliver(Typed(ast.Constant(None), "None"), to)

    def _splice(self, data: Sequence[Datum], env: Environment) -> Iterator[Datum]:
        """Yield the data, with `begin`, `library` and `module` spliced, and without imports."""
        for datum in data:
            match datum:
                case List(items=(Symbol(name="begin"), *inner), tail=None) if inner:
                    yield from self._splice(inner, env)
                case List(items=(Symbol(name="define-library"), _, *inner)):
                    yield from self._splice(inner, env)
                case List(items=(Symbol(name="library" | "module"), _, _, *inner)):
                    yield from self._splice(inner, env)
                case List(items=(Symbol(name=name), *_)) if name in _WITHOUT_EFFECT:
                    pass
                case _:
                    yield datum

    def _with_known_type(self, datum: Datum, env: Environment) -> Environment:
        """Return the environment with a defined variable's type, if nothing else assigns it."""
        match datum:
            case List(items=(Symbol(name="define"), Symbol(name=name), _)):
                variable = env.get(name)
                if variable is not None and name in self.list_variables:
                    return env.with_variable(name, evolve(variable, type="list"))
                if variable is not None and name not in self.assigned_names:
                    kind = self.variable_types.get(variable.python, "")
                    return env.with_variable(name, evolve(variable, type=kind))
        return env

    def statement(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        """Translate a datum; if it is undecided, to a comment and a `raise`."""
        taken = set(env.scope.used_names)
        try:
            return self.translate_into(datum, env, to, loop)
        except Undecided as undecided:
            env.scope.used_names = taken
            return self._leave_undecided(datum, env, undecided)

    def _leave_undecided(self, datum: Datum, env: Environment, why: Undecided) -> list[ast.stmt]:
        self.undecided[datum.place.offset] = why
        place = f"{why.datum.place.line}:{why.datum.place.column}"
        lines = self.text[datum.place.offset : datum.end].splitlines()
        indent = " " * (datum.place.column - 1)
        written = [comment(f"{place}: {why.why}")]
        written += [comment(f"    {line.removeprefix(indent)}") for line in lines]
        said = ast.Constant(f"{self.name}:{place}")
        written.append(ast.Raise(ast.Call(ast.Name("NotImplementedError"), [said], [])))
        self.survey(datum, env)
        return written

    def translate_into(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None = None
    ) -> list[ast.stmt]:
        """Translate a datum so that its destination gets the value. Raises `Undecided`."""
        outer, self.hoisted = self.hoisted, []
        try:
            written = self._translate_into(datum, env, to, loop)
            return [*self.hoisted, *written]
        finally:
            self.hoisted = outer

    def _translate_into(
        self, datum: Datum, env: Environment, to: Destination, loop: Loop | None
    ) -> list[ast.stmt]:
        match datum:
            case List(items=(Symbol(name=name), *_), tail=None):
                variable = env.get(name)
                if variable is not None:
                    if variable.template is not None:
                        return self._by_template(datum, variable.template, env, to)
                    if variable.loop is not None and variable.loop is loop:
                        return self.next_iteration(datum, env, loop)
                    if variable.loop is not None and not variable.loop.callable:
                        raise NonTailCallError(variable.loop)
                    if to.kind == "return" and self.enclosing_functions:
                        self._note_tail_call(datum, variable)
                elif self.resolver.entry(name) is None:
                    if name in self.statement_forms:
                        return self.statement_forms[name](self, datum, env, to, loop)
                    effect = self._translate_effect(datum, name, env, to)
                    if effect is not None:
                        return effect
        return self.deliver(self.expression(datum, env), to)

    def _note_tail_call(self, datum: Datum, variable: Variable) -> None:
        """Note a tail call that Python makes with a stack frame, and comment on it in a cycle."""
        one = (self.enclosing_functions[-1], variable.python)
        self.tail_calls.add(one)
        if one in self.cyclic_calls:
            self.remark(datum, "tail calls form a cycle here: Python needs a loop")

    def _translate_effect(
        self, datum: List, name: str, env: Environment, to: Destination
    ) -> list[ast.stmt] | None:
        template = templates.template(name, len(datum.items) - 1, "effects")
        if template is None or to.kind == "variable":
            return None
        filled = self.fill(template, datum.items[1:], env)
        self.note_standard(datum.items[0], name)
        return [filled, *self.jump(to)]

    def _by_template(
        self, datum: List, template: templates.Template, env: Environment, to: Destination
    ) -> list[ast.stmt]:
        if isinstance(template.tree, ast.Expr):
            return self.deliver(self.expression(datum, env), to)
        if template.count != len(datum.items) - 1 or to.kind == "variable":
            raise Undecided(datum, "the number of arguments is not that of the record type")
        return [self.fill(template, datum.items[1:], env), *self.jump(to)]

    def deliver(self, value: Typed, to: Destination) -> list[ast.stmt]:
        """Return the statements that give a value to its destination."""
        plain = isinstance(value.tree, ast.Constant | ast.Name)
        match to.kind:
            case "return" if value.type == "None":
                shown = [] if plain else [ast.Expr(value.tree)]
                return [*shown, ast.Return()]
            case "return":
                return [ast.Return(value.tree)]
            case "variable":
                known = self.variable_types.setdefault(to.variable, value.type)
                if known != value.type:
                    self.variable_types[to.variable] = ""
                return [assign(to.variable, value.tree), *self.jump(to)]
        return [*([] if plain else [ast.Expr(value.tree)]), *self.jump(to)]

    def jump(self, to: Destination) -> list[ast.stmt]:
        """Return the jump, if any, that follows once a destination has its value."""
        if to.kind == "return":
            return [ast.Return()]
        return [ast.Break()] if to.exits_loop else []

    def take_hoisted(self) -> list[ast.stmt]:
        """Remove and return the hoisted statements, for the caller to emit."""
        functions, self.hoisted = self.hoisted, []
        return functions

    def hoist(self, datum: List, name: str, env: Environment) -> Typed:
        """Translate a form that needs statements, and hoist them before the current statement."""
        if name not in _WITH_VALUE:
            raise Undecided(datum, templates.differs(name) or f"{name} is used as an expression")
        python = env.scope.name("value")
        form = self.statement_forms[name]
        written = form(self, datum, env, Destination("variable", python), None)
        self.hoisted += written
        return Typed(ast.Name(python), self.variable_types.get(python, ""))

    def survey(self, datum: Datum, env: Environment) -> None:
        """Note the names in an undecided datum, and the translation of each call there."""
        lenient, self.lenient = self.lenient, True
        env, before = env.inner(), self.hoisted
        try:
            self._visit(datum, env)
        finally:
            self.lenient, self.hoisted = lenient, before

    def _visit(self, datum: Datum, env: Environment) -> None:
        match datum:
            case List(items=(Symbol(name=name), *rest)):
                if env.get(name) is None and name in _DATA:
                    return
                for bound in bound_names(datum):
                    env, _ = env.bind(bound, parameter=True)
                if env.get(name) is None:
                    self._visit_call(datum, name, env)
                for item in rest:
                    self._visit(item, env)
            case List(items=items) | Vector(items=items):
                for item in items:
                    self._visit(item, env)
            case Symbol(name=name):
                if env.get(name) is None and self.resolver.entry(name) is not None:
                    self._visit_reference(datum, env)

    def _visit_call(self, datum: List, name: str, env: Environment) -> None:
        if self.resolver.entry(name) is not None:
            self._visit_reference(datum, env)
        elif templates.known(name):
            self.note_standard(datum.items[0], name)
        elif name not in self.forms and name not in self.syntax:
            self.no_counterpart(datum.items[0], name)

    def _visit_reference(self, datum: Datum, env: Environment) -> None:
        if datum.place.offset in self.findings.mentions:
            return
        try:
            self.expression(datum, env)
        except Undecided as undecided:
            name = datum if isinstance(datum, Symbol) else datum.items[0]  # type: ignore[union-attr]
            entry = self.resolver.entry(getattr(name, "name", ""))
            assert entry is not None
            python = ast.Name(entry.name.python)
            self.note_mention(datum, entry, isinstance(datum, List), python, (undecided.why,))


def begin(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(begin body …)`."""
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
