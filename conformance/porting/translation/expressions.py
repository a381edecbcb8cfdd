"""Translation of expressions to Python expressions with the same value.

A datum without an exact counterpart is not translated: `Undecided` gives the reason to a person.
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
from . import templates
from .destinations import NonTailCallError
from .findings import CountError, Findings, Mention, Typed, Undecided
from .python import comment, expression_text, is_comment, negated
from .scope import Environment, Scope, Variable, python_identifier

__all__ = ["Expressions", "lambda_of"]

T = TypeVar("T")


class Expressions:
    """Translates expressions; `Statements` adds the forms that need more than one."""

    forms: ClassVar[Mapping[str, Callable[[Expressions, List, Environment], Typed]]]
    """The translators of expression forms, by name."""
    syntax: ClassVar[Collection[str]]
    """The keywords of forms that cannot be translated to an expression."""

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.findings = Findings()
        self.hoisted: list[ast.stmt] = []
        """Statements to be emitted before the statement that is being translated."""
        self.lenient = False
        """True while a call is translated even if an argument is undecided, and left open."""

    @abstractmethod
    def hoist(self, datum: List, name: str, env: Environment) -> Typed:
        """Translate a form that needs statements, and hoist them before the current statement.

        That is allowed because the order in which arguments are evaluated is unspecified.
        """

    @abstractmethod
    def call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        """Translate the call of a dialect procedure."""

    def conditional(self, datum: Datum, env: Environment) -> Typed:
        """Translate an expression that is evaluated conditionally: nothing may be hoisted."""
        return self._alone(datum, lambda: self.expression(datum, env))

    def conditional_test(self, datum: Datum, env: Environment) -> ast.expr:
        """Translate a condition that is evaluated conditionally."""
        return self._alone(datum, lambda: self.test(datum, env))

    def _alone(self, datum: Datum, translate: Callable[[], T]) -> T:
        count = len(self.hoisted)
        found = translate()
        if not all(map(is_comment, self.hoisted[count:])):
            del self.hoisted[count:]
            raise Undecided(datum, "it needs statements, but is evaluated conditionally")
        return found

    def expression(self, datum: Datum, env: Environment) -> Typed:
        """Translate a datum to an expression. Raises `Undecided`."""
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
        raise Undecided(datum, "it has no counterpart in Python")

    def arguments(self, data: Sequence[Datum], env: Environment) -> list[ast.expr]:
        """Translate arguments, in order."""
        return [self.expression(datum, env).tree for datum in data]

    def _name(self, datum: Symbol, name: str, env: Environment) -> Typed:
        variable = env.get(name)
        if variable is not None:
            return Typed(self._variable(datum, variable), variable.type)
        entry = self.resolver.entry(name)
        if entry is not None:
            python = self.reference(entry)
            self.note_mention(datum, entry, False, python)
            return Typed(python, "int" if entry.name.kind == "constant" else "procedure")
        python_name = templates.constant(name)
        if python_name is not None:
            self.note_standard(datum, name)
            return Typed(self.imported(python_name), "int")
        filled = templates.template(name, 1, "values") or templates.template(name, 1, "tests")
        if filled is not None:
            self.note_standard(datum, name)
            body = filled.fill([ast.Name("value")])
            assert isinstance(body, ast.Expr)
            self.note_imports(body)
            return Typed(lambda_of(["value"], body.value), "procedure")
        no_counterpart = self.no_counterpart(datum, name)
        if name not in self.findings.unknown:
            raise no_counterpart
        self.remark(datum, no_counterpart.why)
        return Typed(ast.Name(python_identifier(name)))

    def _variable(self, datum: Datum, variable: Variable) -> ast.expr:
        if variable.template is not None:
            filled = variable.template.fill([ast.Name("record")])
            if variable.template.count != 1 or not isinstance(filled, ast.Expr):
                raise Undecided(datum, "a modifier of a record is used as a value")
            return lambda_of(["record"], filled.value)
        if variable.loop is not None and not variable.loop.callable:
            if self.lenient:
                raise Undecided(datum, "the name of a loop is used as a value")
            raise NonTailCallError(variable.loop)
        return ast.Name(variable.python)

    def no_counterpart(self, datum: Datum, name: str) -> Undecided:
        """Note a name that has no exact counterpart, and return the exception to raise."""
        if name in self.syntax:
            return Undecided(datum, templates.differs(name) or f"{name} is used as an expression")
        if templates.known(name) or name in self.forms:
            self.note_standard(datum, name)
            shown = templates.shown(name)
            near = f"{shown} is close" if shown else f"{name} has no exact counterpart here"
            return Undecided(datum, templates.differs(name) or near)
        self.findings.unknown.setdefault(name, {})[datum.place.offset] = datum.place
        return Undecided(datum, f"{name} is not known here")

    def note_standard(self, datum: Datum, name: str) -> None:
        """Note the use of a standard name."""
        self.findings.others.setdefault(name, {})[datum.place.offset] = datum.place

    def _form(self, datum: List, head: Symbol, env: Environment) -> Typed:
        name, arguments = head.name, datum.items[1:]
        variable = env.get(name)
        if variable is not None:
            if variable.loop is not None and not variable.loop.callable:
                if self.lenient:
                    raise Undecided(
                        datum, "a loop is called in a position that is no tail position"
                    )
                raise NonTailCallError(variable.loop)
            if variable.type == "macro":
                raise Undecided(datum, f"{name} is a macro of the program")
            if variable.template is not None:
                return self._apply_record_procedure(datum, variable.template, env)
            return Typed(self._call_local(variable, arguments, env))
        entry = self.resolver.entry(name)
        if entry is not None:
            try:
                return self.call(datum, entry, env)
            except CountError:
                if name not in self.forms and not templates.known(name):
                    raise
        if name in self.forms:
            return self.forms[name](self, datum, env)
        if name in self.syntax and not self.lenient:
            return self.hoist(datum, name, env)
        return self.standard(datum, name, arguments, env)

    def _apply_record_procedure(
        self, datum: List, template: templates.Template, env: Environment
    ) -> Typed:
        if template.count != len(datum.items) - 1 or not isinstance(template.tree, ast.Expr):
            raise Undecided(datum, "the number of arguments is not that of the record type")
        filled = self.fill(template, datum.items[1:], env)
        assert isinstance(filled, ast.Expr)
        return Typed(filled.value, "bool" if isinstance(filled.value, ast.Call) else "")

    def _call_local(self, variable: Variable, data: Sequence[Datum], env: Environment) -> ast.expr:
        """Translate the call of a procedure that the program defines."""
        positional: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        rest = iter(data)
        for item in rest:
            if isinstance(item, Keyword) and (value := next(rest, None)) is not None:
                name = python_identifier(item.name)
                keywords.append(ast.keyword(name, self.expression(value, env).tree))
            else:
                positional.append(self.expression(item, env).tree)
        return ast.Call(ast.Name(variable.python), positional, keywords)

    def standard(
        self, datum: List, name: str, arguments: Sequence[Datum], env: Environment
    ) -> Typed:
        """Translate the call of a standard procedure by its template."""
        for use in ("values", "tests"):
            template = templates.template(name, len(arguments), use)
            if template is not None:
                filled = self.fill(template, arguments, env)
                assert isinstance(filled, ast.Expr)
                self.note_standard(datum.items[0], name)
                return Typed(
                    filled.value, "bool" if use == "tests" else templates.result_type(name)
                )
        raise self.no_counterpart(datum, name)

    def fill(
        self, template: templates.Template, data: Sequence[Datum], env: Environment
    ) -> ast.stmt:
        """Fill a template with arguments, each of which is evaluated once."""
        values = []
        for number, datum in enumerate(data):
            value = self.expression(datum, env).tree
            if template.repeats(number) and not isinstance(value, ast.Name | ast.Constant):
                name = env.scope.name("value")
                self.hoisted.append(ast.Assign([ast.Name(name)], value, lineno=0))
                value = ast.Name(name)
            values.append(value)
        filled = template.fill(values)
        self.note_imports(filled)
        return filled

    def reference(self, entry: Entry) -> ast.expr:
        """Import a name of a dialect or report, and return it."""
        self.add_import(entry.module, entry.name.python)
        return ast.Name(entry.name.python)

    def add_import(self, module: str, name: str = "") -> None:
        """Note that the Python has to import `name`, or `module` itself."""
        self.findings.modules.setdefault(module, set()).add(name)

    def imported(self, name: str) -> ast.expr:
        """Import a name of a template, and return it."""
        self.note_imports(ast.Name(name))
        return ast.Name(name)

    def note_imports(self, tree: ast.AST) -> None:
        """Note the imports that the names in a tree need."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and (module := templates.module_of(node.id)) is not None:
                self.add_import(module or node.id, node.id if module else "")

    def note_mention(
        self,
        datum: Datum,
        entry: Entry,
        called: bool,
        python: ast.expr,
        opened: tuple[str, ...] = (),
    ) -> None:
        """Note the use of a name of a dialect or report, and its translation."""
        shown = expression_text(python).replace("Ellipsis", "...")
        self.findings.mentions[datum.place.offset] = Mention(datum, entry, called, shown, opened)

    def quoted(self, datum: Datum) -> Typed:
        """Translate quoted data."""
        match datum:
            case Symbol(name=name):
                return Typed(ast.Constant(name), "symbol")
            case List(items=items, tail=None) | Vector(items=items):
                return Typed(ast.List([self.quoted(item).tree for item in items]), "list")
            case List():
                raise Undecided(datum, "a pair is a tuple or a list, depending on its use")
        return self.expression(datum, Environment(_EMPTY_SCOPE))

    def remark(self, datum: Datum, words: str) -> None:
        """Put a comment on a datum before the current statement."""
        self.hoisted.append(comment(f"{datum.place}: {words}"))

    def test(self, datum: Datum, env: Environment) -> ast.expr:
        """Translate a condition; in Scheme all values but `#f` are true. Raises `Undecided`."""
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
                template = templates.template(name, len(rest), "in-tests")
                if template is not None:
                    filled = template.fill(self.arguments(rest, env))
                    assert isinstance(filled, ast.Expr)
                    self.note_imports(filled)
                    self.note_standard(datum, name)
                    return filled.value
        value = self.expression(datum, env)
        types = set(value.type.replace("|", " ").split())
        if types == {"bool"}:
            return value.tree
        if types == {"None"}:
            raise Undecided(datum, "the condition has an unspecified value")
        if "None" in types and "bool" not in types:
            return ast.Compare(value.tree, [ast.IsNot()], [ast.Constant(None)])
        self.add_import("", "is_true")
        return ast.Call(ast.Name("is_true"), [value.tree], [])

    @abstractmethod
    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """Translate a `lambda` to one, or hoist a function and return its name."""


_EMPTY_SCOPE = Scope(frozenset())


def lambda_of(parameters: Sequence[str], body: ast.expr) -> ast.Lambda:
    """Return a `lambda` expression."""
    plain = [ast.arg(name) for name in parameters]
    return ast.Lambda(ast.arguments([], plain, None, [], [], None, []), body)
