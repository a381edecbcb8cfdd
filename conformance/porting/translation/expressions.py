"""Expressions: from a datum to the Python that has the same value.

What has no exact counterpart is not translated: `Undecided` says what a person has to look at.
"""

from __future__ import annotations

import ast
import inspect
import re
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar, TypeVar

from attrs import define, field, frozen

from ...names import Entry
from ..reader import (
    Boolean,
    Bytevector,
    Character,
    Datum,
    Keyword,
    List,
    Number,
    Object,
    Place,
    String,
    Symbol,
    Vector,
)
from ..resolver import Resolver
from . import base
from .destinations import NoLoopError
from .python import comment, expression_text, is_comment, negated
from .scope import Environment, Scope, Variable, spelled

__all__ = [
    "Expressions",
    "Found",
    "Mention",
    "Typed",
    "Undecided",
    "arguments_of",
    "lambda_of",
    "returned",
]


T = TypeVar("T")


class Undecided(Exception):
    """A person has to say what becomes of `datum`."""

    def __init__(self, datum: Datum, why: str) -> None:
        super().__init__(why)
        self.datum = datum
        self.why = why


class CountError(Undecided):
    """A procedure of ours is called with another number of arguments than it takes."""


@frozen
class Typed:
    """An expression and its type as an annotation says it; "" where that is not known."""

    tree: ast.expr
    type: str = ""


@frozen
class Mention:
    """A name of a dialect or report where the program has it: called, or handed to another."""

    datum: Datum
    entry: Entry
    called: bool
    python: str
    open: tuple[str, ...] = ()
    """What a person has to say about its arguments."""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.datum.place


@define
class Found:
    """What a translation came across."""

    mentions: dict[int, Mention] = field(factory=dict)
    """By the offset in the text."""
    modules: dict[str, set[str]] = field(factory=dict)
    """What the Python needs: names by their modules; "" among them for the module itself."""
    others: dict[str, dict[int, Place]] = field(factory=dict)
    """Names that every Scheme has, and where, by the offset in the text."""
    unknown: dict[str, dict[int, Place]] = field(factory=dict)


class Expressions:
    """Translates expressions. `Statements` adds what needs more than one."""

    forms: ClassVar[Mapping[str, Callable[[Expressions, List, Environment], Typed]]]
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

    # Values

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
            python = self._ours(entry)
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
        strange = self._strange(datum, name)
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

    def _strange(self, datum: Datum, name: str) -> Undecided:
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

    # Calls

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
                return self._call(datum, entry, env)
            except CountError:
                if name not in self.forms and not base.known(name):
                    raise
        if name in self.forms:
            return self.forms[name](self, datum, env)
        if name in self.syntax and not self.lenient:
            return self.beforehand(datum, name, env)
        return self._standard(datum, name, arguments, env)

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

    def _standard(
        self, datum: List, name: str, arguments: Sequence[Datum], env: Environment
    ) -> Typed:
        for use in ("values", "tests"):
            template = base.template(name, len(arguments), use)
            if template is not None:
                filled = self.filled(template, arguments, env)
                assert isinstance(filled, ast.Expr)
                self.note_other(datum.items[0], name)
                return Typed(filled.value, "bool" if use == "tests" else base.result_of(name))
        raise self._strange(datum, name)

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

    def _call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        name = entry.name
        if name.kind == "syntax":
            words = [item.name for item in datum.items[1:] if isinstance(item, Symbol)]
            if len(words) < len(datum.items) - 1:
                raise Undecided(datum, f"{name.scheme} takes literal names")
            called = ast.Call(self._ours(entry), [ast.Constant(word) for word in words], [])
            self.mention(datum, entry, True, called)
            return Typed(called, "int")
        if name.kind not in ("procedure", "parameter"):
            raise Undecided(datum, f"{name.scheme} is a {name.kind}, and is called")
        opened: list[str] = []
        positional, keywords = self._given(datum, entry, env, opened)
        self._check_count(datum, entry, positional, keywords)
        called = ast.Call(self._ours(entry), positional, keywords)
        self.mention(datum, entry, True, called, tuple(opened))
        return Typed(called, returned(entry))

    def _given(
        self, datum: List, entry: Entry, env: Environment, opened: list[str]
    ) -> tuple[list[ast.expr], list[ast.keyword]]:
        """The arguments of a call, those with keywords apart."""
        positional: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        parameters = _parameters(entry)
        rest = iter(datum.items[1:])
        for item in rest:
            keyword = _keyword(item)
            if keyword is not None and keyword in parameters:
                value = next(rest, None)
                if value is None:
                    raise Undecided(datum, f"nothing follows {keyword}:")
                tree = self._argument(value, entry, keyword, env, opened)
                keywords.append(ast.keyword(keyword, tree))
            else:
                at = min(len(positional), len(parameters) - 1)
                parameter = parameters[at] if parameters else ""
                positional.append(self._argument(item, entry, parameter, env, opened))
        return positional, keywords

    def _argument(
        self, datum: Datum, entry: Entry, parameter: str, env: Environment, opened: list[str]
    ) -> ast.expr:
        """An argument of ours; a literal is what the parameter takes for it."""
        match datum:
            case Boolean(value=False):
                if not _takes(entry, parameter, False) and _takes(entry, parameter, None):
                    return ast.Constant(None)
            case String(text=text):
                if not _takes(entry, parameter, text) and _takes(entry, parameter, text.encode()):
                    return ast.Constant(text.encode())
        try:
            match datum:
                case List(items=(Symbol(name="cons"), *pair)) if env.get("cons") is None:
                    if len(pair) == 2 and _takes(entry, parameter, (0, 0)):
                        return ast.Tuple(self.arguments(pair, env))
                case List(items=(Symbol(name="lambda"), *_)) if env.get("lambda") is None:
                    return self.procedure(datum, parameter or "procedure", env)
            value = self.expression(datum, env)
            if (
                value.type == "str"
                and not _takes(entry, parameter, "")
                and (_takes(entry, parameter, b""))
            ):
                return ast.Call(ast.Attribute(value.tree, "encode"), [], [])
            return value.tree
        except Undecided as undecided:
            if not self.lenient:
                raise
            opened.append(f"{undecided.datum.place}: {undecided.why}")
            return ast.Constant(...)

    def _check_count(
        self,
        datum: List,
        entry: Entry,
        positional: Sequence[ast.expr],
        keywords: Sequence[ast.keyword],
    ) -> None:
        assert callable(entry.name.value)
        if entry.name.kind == "parameter":
            return
        try:
            named = {keyword.arg or "": None for keyword in keywords}
            inspect.signature(entry.name.value).bind(*positional, **named)
        except TypeError as error:
            raise CountError(datum, f"{entry.name.form}: {error}") from None

    def _ours(self, entry: Entry) -> ast.expr:
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

    # What is written in special ways

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

    def _quote(self, datum: List, env: Environment) -> Typed:
        if len(datum.items) != 2:
            raise Undecided(datum, "quote takes one datum")
        return self.quoted(datum.items[1])

    def _if(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [condition, one, other]:
                yes, no = self.conditional(one, env), self.conditional(other, env)
                if (_is_boolean(one, True), _is_boolean(other, False)) == (True, True):
                    return Typed(self.test(condition, env), "bool")
                tree = ast.IfExp(self.test(condition, env), yes.tree, no.tree)
                return Typed(tree, yes.type if yes.type == no.type else "")
        raise Undecided(datum, "an if without an alternative has no value")

    def _logic(self, datum: List, env: Environment) -> Typed:
        """`and` and `or`, whose value is that of an argument: of the last, or a boolean."""
        assert isinstance(datum.items[0], Symbol)
        operator = ast.And() if datum.items[0].name == "and" else ast.Or()
        values = [self.conditional(item, env) for item in datum.items[1:]]
        if not values:
            return Typed(ast.Constant(isinstance(operator, ast.And)), "bool")
        if len(values) == 1:
            return values[0]
        if any(value.type != "bool" for value in values[:-1]):
            raise Undecided(
                datum, "only #f is false in Scheme, and this is more than true or false"
            )
        trees = [value.tree for value in values]
        return Typed(ast.BoolOp(operator, trees), "bool" if values[-1].type == "bool" else "")

    def _not(self, datum: List, env: Environment) -> Typed:
        if len(datum.items) != 2:
            raise Undecided(datum, "not takes one argument")
        return Typed(negated(self.test(datum.items[1], env)), "bool")

    def _same(self, datum: List, env: Environment) -> Typed:
        """`eq?` and `eqv?`: is it the same object? Equal literals are taken for that."""
        match datum.items[1:]:
            case [one, other]:
                left, right = self.expression(one, env), self.expression(other, env)
                if {left.type, right.type} & {"symbol", "int", "str", "bool"}:
                    self.note_other(datum.items[0], str(getattr(datum.items[0], "name", "")))
                    return Typed(ast.Compare(left.tree, [ast.Eq()], [right.tree]), "bool")
        raise self._strange(datum, str(getattr(datum.items[0], "name", "")))

    def _begin(self, datum: List, env: Environment) -> Typed:
        if len(datum.items) != 2:
            raise Undecided(datum, "several expressions in the place of one")
        return self.expression(datum.items[1], env)

    def _collected(self, datum: List, env: Environment) -> Typed:
        assert isinstance(datum.items[0], Symbol)
        name = datum.items[0].name
        values = self.arguments(datum.items[1:], env)
        self.note_other(datum.items[0], name)
        match name:
            case "bytevector" | "u8vector":
                return Typed(ast.Call(ast.Name("bytes"), [ast.List(values)], []), "bytes")
            case "u32vector":
                made = ast.Attribute(self.imported("array"), "array")
                return Typed(ast.Call(made, [ast.Constant("I"), ast.List(values)], []))
            case "string":
                joined = ast.Attribute(ast.Constant(""), "join")
                return Typed(ast.Call(joined, [ast.List(values)], []), "str")
            case "values":
                return Typed(ast.Tuple(values), "tuple")
        return Typed(ast.List(values), "list")

    def _lambda(self, datum: List, env: Environment) -> Typed:
        return Typed(self.procedure(datum, "procedure", env), "procedure")

    def _make_bytevector(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [count, Number(value=0)]:
                self.note_other(datum.items[0], "make-bytevector")
                called = ast.Call(ast.Name("bytearray"), self.arguments([count], env), [])
                return Typed(called, "bytearray")
        return self._standard(datum, "make-bytevector", datum.items[1:], env)

    def _cons(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [first, rest]:
                tail = self.expression(rest, env)
                if tail.type == "list":
                    self.note_other(datum.items[0], "cons")
                    items = [self.expression(first, env).tree, ast.Starred(tail.tree)]
                    return Typed(ast.List(items), "list")
        raise self._strange(datum.items[0], "cons")

    def _cdr(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [pair]:
                value = self.expression(pair, env)
                if value.type == "list":
                    self.note_other(datum.items[0], "cdr")
                    rest = ast.Subscript(value.tree, ast.Slice(ast.Constant(1)))
                    return Typed(rest, "list")
                if value.type.startswith("tuple["):
                    self.note_other(datum.items[0], "cdr")
                    return Typed(ast.Subscript(value.tree, ast.Constant(1)))
        raise self._strange(datum, "cdr")

    def _apply(self, datum: List, env: Environment) -> Typed:
        """`(apply f a … list)`."""
        match datum.items[1:]:
            case [Symbol(name=name) as function, *first, rest] if (
                env.get(name) is not None or self.resolver.entry(name) is not None
            ):
                called = self.expression(function, env).tree
                values = [*self.arguments(first, env)]
                values.append(ast.Starred(self.expression(rest, env).tree))
                self.note_other(datum.items[0], "apply")
                return Typed(ast.Call(called, values, []))
        raise self._strange(datum.items[0], "apply")

    def _integer_of_bytes(self, datum: List, env: Environment) -> Typed:
        """R6RS's `bytevector-u16-ref` and its kin."""
        assert isinstance(datum.items[0], Symbol)
        sign, size = _integer(datum.items[0].name)
        match datum.items[1:]:
            case [data, Number(value=int(start)), order] if (name := _order(order)) is not None:
                part = ast.Slice(ast.Constant(start), ast.Constant(start + size))
                given = ast.Subscript(self.expression(data, env).tree, part)
                method = ast.Attribute(ast.Name("int"), "from_bytes")
                signed = [ast.keyword("signed", ast.Constant(True))] if sign == "s" else []
                self.note_other(datum.items[0], datum.items[0].name)
                return Typed(ast.Call(method, [given, ast.Constant(name)], signed), "int")
        raise Undecided(datum, 'int.from_bytes(data[start:end], "big")')

    def _map(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [procedure, values]:
                called = ast.Call(ast.Name("map"), self.arguments([procedure, values], env), [])
                self.note_other(datum.items[0], "map")
                return Typed(ast.Call(ast.Name("list"), [called], []), "list")
        raise Undecided(
            datum, "map over several lists: list(map(…)), which ends with the shortest"
        )

    def _print(self, datum: List, env: Environment) -> Typed:
        """CHICKEN's and Sagittarius's `print`: all of them, and a newline."""
        values = self.arguments(datum.items[1:], env)
        self.note_other(datum.items[0], "print")
        separator = [ast.keyword("sep", ast.Constant(""))] if len(values) > 1 else []
        return Typed(ast.Call(ast.Name("print"), values, separator), "None")

    def _display(self, datum: List, env: Environment) -> Typed:
        """R7RS's, of a string or a number, which is written the same in both languages."""
        match datum.items[1:]:
            case [value, *port]:
                shown = self.expression(value, env)
                if shown.type == "int":
                    shown = Typed(ast.Call(ast.Name("str"), [shown.tree], []), "str")
                write = self.resolver.entry("write-string") or self.resolver.entry("put-string")
                if shown.type == "str" and write is not None and len(port) < 2:
                    trees = [shown.tree, *self.arguments(port, env)]
                    if write.name.scheme == "write-string":
                        self.note_other(datum.items[0], "display")
                        return Typed(ast.Call(self._ours(write), trees, []), "None")
                if not port:
                    self.note_other(datum.items[0], "display")
                    end = ast.keyword("end", ast.Constant(""))
                    if shown.type != "str":
                        self.remark(datum, "print shows #t, lists and bytes in another way")
                    return Typed(ast.Call(ast.Name("print"), [shown.tree], [end]), "None")
        self.note_other(datum.items[0], "display")
        raise Undecided(datum, "what it writes to the port, if it is no string, is for you to say")

    def remark(self, datum: Datum, words: str) -> None:
        """Say something of what is translated, in a comment before it."""
        self.before.append(comment(f"{datum.place}: {words}"))

    # Conditions

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

    # Procedures

    @abstractmethod
    def procedure(self, datum: List, name: str, env: Environment) -> ast.expr:
        """A `lambda`: as such, or the name of a function that is put before the statement."""


_NOWHERE = Scope(frozenset())
_E = Expressions
Expressions.forms = {
    "quote": _E._quote,
    "if": _E._if,
    "and": _E._logic,
    "or": _E._logic,
    "not": _E._not,
    "eq?": _E._same,
    "eqv?": _E._same,
    "apply": _E._apply,
    "begin": _E._begin,
    **{
        f"bytevector-{sign}{8 * size}-ref": _E._integer_of_bytes
        for sign in "us"
        for size in (2, 4, 8)
    },
    "cdr": _E._cdr,
    "cons": _E._cons,
    "make-bytevector": _E._make_bytevector,
    "bytevector": _E._collected,
    "u8vector": _E._collected,
    "list": _E._collected,
    "string": _E._collected,
    "u32vector": _E._collected,
    "values": _E._collected,
    "vector": _E._collected,
    "lambda": _E._lambda,
    "map": _E._map,
    "print": _E._print,
    "display": _E._display,
}


def returned(entry: Entry) -> str:
    """The type of what a procedure of ours returns, as its annotation says it."""
    if entry.name.kind == "parameter":
        return ""
    assert callable(entry.name.value)
    annotation = inspect.signature(entry.name.value).return_annotation
    told = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", "")
    return "bool" if told.startswith("TypeGuard") or told.startswith("TypeIs") else told


def _parameters(entry: Entry) -> list[str]:
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return ["value"]
    return list(inspect.signature(entry.name.value).parameters)


def _integer(name: str) -> tuple[str, int]:
    """Sign and size in bytes of what `bytevector-u16-ref` reads."""
    found = re.fullmatch(r"bytevector-([us])(\d+)-\w+!?", name)
    assert found is not None
    return found[1], int(found[2]) // 8


def _order(datum: Datum) -> str | None:
    """What `(endianness big)` and `'big` say."""
    match datum:
        case List(
            items=(Symbol(name="endianness" | "quote"), Symbol(name="big" | "little" as order))
        ):
            return order
    return None


def _is_boolean(datum: Datum, value: bool) -> bool:
    return isinstance(datum, Boolean) and datum.value is value


_WORDS: Mapping[type, Collection[str]] = {
    bool: {"bool", "object", "Any"},
    str: {"str", "object", "Any"},
    bytes: {"bytes", "Buffer", "object", "Any"},
    tuple: {"tuple", "object", "Any"},
    type(None): {"None", "object", "Any"},
}


def _takes(entry: Entry, parameter: str, value: object) -> bool:
    """Whether a parameter of ours takes a value of that type, by its kind or its annotation."""
    kind = entry.name.arguments.get(parameter)
    if kind is not None and not kind.type_ok(value):
        return False
    assert callable(entry.name.value)
    if entry.name.kind == "parameter":
        return True
    found = inspect.signature(entry.name.value).parameters.get(parameter)
    words = set(re.findall(r"\w+", str(found.annotation))) if found is not None else set()
    known = words & set().union(*_WORDS.values())
    if not known or known <= {"object", "Any"}:  # an alias, or anything: what the kind says counts
        return kind is not None
    return bool(words & set(_WORDS[type(value)]))


def _keyword(datum: Datum) -> str | None:
    """The name of a keyword: `#:name`, `name:` and `:name`."""
    match datum:
        case Keyword(name=name):
            return name.replace("-", "_")
        case Symbol(name=name) if name.endswith(":") != name.startswith(":"):
            return name.strip(":").replace("-", "_")
    return None


def lambda_of(parameters: Sequence[str], body: ast.expr) -> ast.Lambda:
    """A `lambda`."""
    return ast.Lambda(arguments_of(parameters), body)


def arguments_of(parameters: Sequence[str], rest: str | None = None) -> ast.arguments:
    """The parameters of a function; `rest` takes what is left."""
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name) for name in parameters],
        vararg=ast.arg(rest) if rest is not None else None,
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
