"""Expressions: from a datum to the Python that has the same value.

What has no exact counterpart is not translated: `Undecided` says what a person has to look at.
"""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar, TypeVar

from ...catalogue.names import Entry
from ..reader import (
    Boolean,
    Bytevector,
    Character,
    Datum,
    Keyword,
    List,
    Number,
    Object,
    String,
    Symbol,
    Vector,
)
from ..resolver import Resolver
from . import base
from .destinations import NoLoopError
from .found import CountError, Found, Mention, Typed, Undecided
from .python import comment, expression_text, is_comment, negated
from .scope import Environment, Scope, Variable, spelled

__all__ = ["Expressions", "lambda_of"]

T = TypeVar("T")


class Expressions:
    """Translates expressions. `Statements` adds what needs more than one."""

    forms: ClassVar[Mapping[str, Callable[[Expressions, List, Environment], Typed]]]
    """How the forms with a value are translated, by name."""
    syntax: ClassVar[Collection[str]]
    """What is known to be no procedure, and has no value as an expression here."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.found = Found()
        self.before: list[ast.stmt] = []
        """Functions that the statement in hand needs before it."""
        self.lenient = False
        """Whether an argument that is undecided is left out, and not the whole call."""

    @abstractmethod
    def beforehand(self, datum: List, name: str, env: Environment) -> Typed:
        """What needs statements, done before the statement in hand.

        Arguments may be worked out in any order, and so it may.
        """

    @abstractmethod
    def call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        """The call of a procedure of ours."""

    def conditional(self, datum: Datum, env: Environment) -> Typed:
        """The value of what is not always worked out, and so not beforehand."""
        return self._alone(datum, lambda: self.expression(datum, env))

    def conditional_test(self, datum: Datum, env: Environment) -> ast.expr:
        """The same for a condition."""
        return self._alone(datum, lambda: self.test(datum, env))

    def _alone(self, datum: Datum, translate: Callable[[], T]) -> T:
        count = len(self.before)
        found = translate()
        if not all(map(is_comment, self.before[count:])):
            del self.before[count:]
            raise Undecided(datum, "it takes statements, and is not always to be done")
        return found

    def expression(self, datum: Datum, env: Environment) -> Typed:
        """The value of a datum. Raises `Undecided`."""
        match datum:
            case String(text=text) | Character(text=text):
                return Typed(ast.Constant(text), "str")
            case Number(value=int() | float() as number):
                return Typed(ast.Constant(number), type(number).__name__)
            case Boolean(value=value):
                return Typed(ast.Constant(value), "bool")
            case Bytevector(value=data):
                return Typed(ast.Constant(data), "bytes")
            case Object(name="eof"):
                return Typed(self.imported("EOF"), "EofObject")
            case Vector():
                return self.quoted(datum)
            case Symbol(name=name):
                return self._name(datum, name, env)
            case List(items=(Symbol() as head, *_), tail=None):
                return self._form(datum, head, env)
            case List(items=(head, *arguments), tail=None) if arguments or isinstance(head, List):
                function = self.expression(head, env).tree
                return Typed(ast.Call(function, self.arguments(arguments, env), []))
        raise Undecided(datum, "there is no such value in Python")

    def arguments(self, data: Sequence[Datum], env: Environment) -> list[ast.expr]:
        """The values of arguments, in order."""
        return [self.expression(datum, env).tree for datum in data]

    def _name(self, datum: Symbol, name: str, env: Environment) -> Typed:
        variable = env.get(name)
        if variable is not None:
            return Typed(self._variable(datum, variable), variable.type)
        entry = self.resolver.entry(name)
        if entry is not None:
            python = self.ours(entry)
            self.mention(datum, entry, False, python)
            return Typed(python, "int" if entry.name.kind == "constant" else "procedure")
        python_name = base.constant(name)
        if python_name is not None:
            self.note_other(datum, name)
            return Typed(self.imported(python_name), "int")
        filled = base.template(name, 1, "values") or base.template(name, 1, "tests")
        if filled is not None:
            self.note_other(datum, name)
            body = filled.filled([ast.Name("value")])
            assert isinstance(body, ast.Expr)
            self.note_needs(body)
            return Typed(lambda_of(["value"], body.value), "procedure")
        strange = self.strange(datum, name)
        if name not in self.found.unknown:
            raise strange
        self.remark(datum, strange.why)
        return Typed(ast.Name(spelled(name)))

    def _variable(self, datum: Datum, variable: Variable) -> ast.expr:
        if variable.template is not None:
            filled = variable.template.filled([ast.Name("record")])
            if variable.template.count != 1 or not isinstance(filled, ast.Expr):
                raise Undecided(datum, "a procedure that changes a record, as a value")
            return lambda_of(["record"], filled.value)
        if variable.loop is not None and not variable.loop.callable:
            if self.lenient:
                raise Undecided(datum, "a loop is taken for a value")
            raise NoLoopError(variable.loop)
        return ast.Name(variable.python)

    def strange(self, datum: Datum, name: str) -> Undecided:
        """A name that has no exact counterpart; it is entered among the others or the unknown."""
        if name in self.syntax:
            return Undecided(datum, base.differs(name) or f"{name} in the place of an expression")
        if base.known(name) or name in self.forms:
            self.note_other(datum, name)
            shown = base.shown(name)
            near = f"{shown} comes near" if shown else f"{name} has no exact counterpart here"
            return Undecided(datum, base.differs(name) or near)
        self.found.unknown.setdefault(name, {})[datum.place.offset] = datum.place
        return Undecided(datum, f"{name} is not known here")

    def note_other(self, datum: Datum, name: str) -> None:
        """Note a name that every Scheme has."""
        self.found.others.setdefault(name, {})[datum.place.offset] = datum.place

    def _form(self, datum: List, head: Symbol, env: Environment) -> Typed:
        name, arguments = head.name, datum.items[1:]
        variable = env.get(name)
        if variable is not None:
            if variable.loop is not None and not variable.loop.callable:
                if self.lenient:
                    raise Undecided(datum, "a loop is called where something is left to do")
                raise NoLoopError(variable.loop)
            if variable.type == "macro":
                raise Undecided(datum, f"{name} is a macro of the program")
            if variable.template is not None:
                return self._of_record(datum, variable.template, env)
            return Typed(self._called(variable, arguments, env))
        entry = self.resolver.entry(name)
        if entry is not None:
            try:
                return self.call(datum, entry, env)
            except CountError:
                if name not in self.forms and not base.known(name):
                    raise
        if name in self.forms:
            return self.forms[name](self, datum, env)
        if name in self.syntax and not self.lenient:
            return self.beforehand(datum, name, env)
        return self.standard(datum, name, arguments, env)

    def _of_record(self, datum: List, template: base.Template, env: Environment) -> Typed:
        if template.count != len(datum.items) - 1 or not isinstance(template.tree, ast.Expr):
            raise Undecided(datum, "it is not called as the record type has it")
        filled = self.filled(template, datum.items[1:], env)
        assert isinstance(filled, ast.Expr)
        return Typed(filled.value, "bool" if isinstance(filled.value, ast.Call) else "")

    def _called(self, variable: Variable, data: Sequence[Datum], env: Environment) -> ast.expr:
        """A procedure of the program is called."""
        positional: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        rest = iter(data)
        for item in rest:
            if isinstance(item, Keyword) and (value := next(rest, None)) is not None:
                name = spelled(item.name)
                keywords.append(ast.keyword(name, self.expression(value, env).tree))
            else:
                positional.append(self.expression(item, env).tree)
        return ast.Call(ast.Name(variable.python), positional, keywords)

    def standard(
        self, datum: List, name: str, arguments: Sequence[Datum], env: Environment
    ) -> Typed:
        """A procedure that every Scheme has, by its template."""
        for use in ("values", "tests"):
            template = base.template(name, len(arguments), use)
            if template is not None:
                filled = self.filled(template, arguments, env)
                assert isinstance(filled, ast.Expr)
                self.note_other(datum.items[0], name)
                return Typed(filled.value, "bool" if use == "tests" else base.result_of(name))
        raise self.strange(datum, name)

    def filled(self, template: base.Template, data: Sequence[Datum], env: Environment) -> ast.stmt:
        """A template with the values of arguments; none of them is worked out twice."""
        values = []
        for number, datum in enumerate(data):
            value = self.expression(datum, env).tree
            if template.repeats(number) and not isinstance(value, ast.Name | ast.Constant):
                name = env.scope.name("value")
                self.before.append(ast.Assign([ast.Name(name)], value, lineno=0))
                value = ast.Name(name)
            values.append(value)
        filled = template.filled(values)
        self.note_needs(filled)
        return filled

    def ours(self, entry: Entry) -> ast.expr:
        """A name of ours, which is imported."""
        self.needs(entry.module, entry.name.python)
        return ast.Name(entry.name.python)

    def needs(self, module: str, name: str = "") -> None:
        """Note what the Python has to import."""
        self.found.modules.setdefault(module, set()).add(name)

    def imported(self, name: str) -> ast.expr:
        """A name that a template has, which is imported."""
        self.note_needs(ast.Name(name))
        return ast.Name(name)

    def note_needs(self, tree: ast.AST) -> None:
        """Note what the names in a tree have to be imported from."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and (module := base.module_of(node.id)) is not None:
                self.needs(module or node.id, node.id if module else "")

    def mention(
        self,
        datum: Datum,
        entry: Entry,
        called: bool,
        python: ast.expr,
        opened: tuple[str, ...] = (),
    ) -> None:
        """Note a name of ours, and what it becomes."""
        shown = expression_text(python).replace("Ellipsis", "...")
        self.found.mentions[datum.place.offset] = Mention(datum, entry, called, shown, opened)

    def quoted(self, datum: Datum) -> Typed:
        """A datum as Python data."""
        match datum:
            case Symbol(name=name):
                return Typed(ast.Constant(name), "symbol")
            case List(items=items, tail=None) | Vector(items=items):
                return Typed(ast.List([self.quoted(item).tree for item in items]), "list")
            case List():
                raise Undecided(datum, "a pair is a tuple or a list, as the program uses it")
        return self.expression(datum, Environment(_NOWHERE))

    def remark(self, datum: Datum, words: str) -> None:
        """Say something of what is translated, in a comment before it."""
        self.before.append(comment(f"{datum.place}: {words}"))

    def test(self, datum: Datum, env: Environment) -> ast.expr:
        """Python that is true when the value is not `#f`. Raises `Undecided`."""
        match datum:
            case List(items=(Symbol(name="and" | "or" as name), *rest), tail=None) if (
                env.get(name) is None
            ):
                tests = [self.conditional_test(item, env) for item in rest]
                if not tests:
                    return ast.Constant(name == "and")
                operator = ast.And() if name == "and" else ast.Or()
                return tests[0] if len(tests) == 1 else ast.BoolOp(operator, tests)
            case List(items=(Symbol(name="not"), inner), tail=None) if env.get("not") is None:
                return negated(self.test(inner, env))
            case List(items=(Symbol(name=name), *rest), tail=None) if (
                env.get(name) is None and self.resolver.entry(name) is None
            ):
                template = base.template(name, len(rest), "in-tests")
                if template is not None:
                    filled = template.filled(self.arguments(rest, env))
                    assert isinstance(filled, ast.Expr)
                    self.note_needs(filled)
                    self.note_other(datum, name)
                    return filled.value
        value = self.expression(datum, env)
        types = set(value.type.replace("|", " ").split())
        if types == {"bool"}:
            return value.tree
        if types == {"None"}:
            raise Undecided(datum, "what it returns is unspecified, and here it decides")
        if "None" in types and "bool" not in types:
            return ast.Compare(value.tree, [ast.IsNot()], [ast.Constant(None)])
        self.needs("", "is_true")
        return ast.Call(ast.Name("is_true"), [value.tree], [])

    @abstractmethod
    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """A `lambda`: as such, or the name of a function that is put before the statement."""


_NOWHERE = Scope(frozenset())


def lambda_of(parameters: Sequence[str], body: ast.expr) -> ast.Lambda:
    """A `lambda`."""
    plain = [ast.arg(name) for name in parameters]
    return ast.Lambda(ast.arguments([], plain, None, [], [], None, []), body)
