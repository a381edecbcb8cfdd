"""Expressions: from a datum to the Python that has the same value.

What has no exact counterpart is not translated: `Undecided` says what a person has to look at.
"""

from __future__ import annotations

import ast
import inspect
from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import ClassVar

from attrs import define, field, frozen

from ..names import Entry
from . import base
from .python import expression_text, negated
from .reader import (
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
from .resolver import Resolver
from .scope import Environment, Scope, Variable

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


class Undecided(Exception):  # noqa: N818 - nothing is wrong with the program
    """A person has to say what becomes of `datum`."""

    def __init__(self, datum: Datum, why: str) -> None:
        super().__init__(why)
        self.datum = datum
        self.why = why


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
                return Typed(self._imported("EOF"), "EofObject")
            case Vector():
                return self._quoted(datum)
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
            self._mention(datum, entry, False, python)
            return Typed(python, "int" if entry.name.kind == "constant" else "procedure")
        python_name = base.constant(name)
        if python_name is not None:
            self._other(datum, name)
            return Typed(self._imported(python_name), "int")
        filled = base.template(name, 1, "values") or base.template(name, 1, "tests")
        if filled is not None:
            self._other(datum, name)
            body = filled.filled([ast.Name("value")])
            assert isinstance(body, ast.Expr)
            self._needs(body)
            return Typed(lambda_of(["value"], body.value), "procedure")
        raise self._strange(datum, name)

    def _variable(self, datum: Datum, variable: Variable) -> ast.expr:
        if variable.loop is not None and not variable.loop.callable:
            raise Undecided(datum, "a loop is taken for a value")
        return ast.Name(variable.python)

    def _strange(self, datum: Datum, name: str) -> Undecided:
        """A name that has no exact counterpart; it is entered among the others or the unknown."""
        if name in self.syntax:
            return Undecided(datum, base.differs(name) or f"{name} in the place of an expression")
        if base.known(name) or name in self.forms:
            self._other(datum, name)
            return Undecided(datum, base.differs(name) or f"{name} has no exact counterpart here")
        self.found.unknown.setdefault(name, {})[datum.place.offset] = datum.place
        return Undecided(datum, f"{name} is not known here")

    def _other(self, datum: Datum, name: str) -> None:
        self.found.others.setdefault(name, {})[datum.place.offset] = datum.place

    # Calls

    def _form(self, datum: List, head: Symbol, env: Environment) -> Typed:
        name, arguments = head.name, datum.items[1:]
        variable = env.get(name)
        if variable is not None:
            if variable.loop is not None and not variable.loop.callable:
                raise Undecided(datum, "a loop is called where something is left to do")
            if variable.type == "macro":
                raise Undecided(datum, f"{name} is a macro of the program")
            values = self.arguments(arguments, env)
            return Typed(ast.Call(ast.Name(variable.python), values, []))
        entry = self.resolver.entry(name)
        if entry is not None:
            return self._call(datum, entry, env)
        if name in self.forms:
            return self.forms[name](self, datum, env)
        return self._standard(datum, name, arguments, env)

    def _standard(
        self, datum: List, name: str, arguments: Sequence[Datum], env: Environment
    ) -> Typed:
        for use in ("values", "tests"):
            template = base.template(name, len(arguments), use)  # type: ignore[arg-type]
            if template is not None:
                values = self.arguments(arguments, env)
                if template.repeats(values):
                    break
                filled = template.filled(values)
                assert isinstance(filled, ast.Expr)
                self._needs(filled)
                self._other(datum.items[0], name)
                return Typed(filled.value, "bool" if use == "tests" else base.result_of(name))
        raise self._strange(datum, name)

    def _call(self, datum: List, entry: Entry, env: Environment) -> Typed:
        name = entry.name
        if name.kind == "syntax":
            words = [item.name for item in datum.items[1:] if isinstance(item, Symbol)]
            if len(words) < len(datum.items) - 1:
                raise Undecided(datum, f"{name.scheme} takes literal names")
            called = ast.Call(self._ours(entry), [ast.Constant(word) for word in words], [])
            self._mention(datum, entry, True, called)
            return Typed(called, "int")
        if name.kind not in ("procedure", "parameter"):
            raise Undecided(datum, f"{name.scheme} is a {name.kind}, and is called")
        opened: list[str] = []
        positional, keywords = self._given(datum, entry, env, opened)
        self._check_count(datum, entry, positional, keywords)
        called = ast.Call(self._ours(entry), positional, keywords)
        self._mention(datum, entry, True, called, tuple(opened))
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
        kind = entry.name.arguments.get(parameter)
        match datum:
            case Boolean(value=False) if kind is not None:
                if not kind.type_ok(False) and kind.type_ok(None):
                    return ast.Constant(None)
            case String(text=text) if kind is not None:
                if not kind.type_ok(text) and kind.type_ok(text.encode()):
                    return ast.Constant(text.encode())
        try:
            match datum:
                case List(items=(Symbol(name="cons"), *pair)) if env.get("cons") is None:
                    if len(pair) == 2 and kind is not None and kind.type_ok((0, 0)):
                        return ast.Tuple(self.arguments(pair, env))
                case List(items=(Symbol(name="lambda"), *_)) if env.get("lambda") is None:
                    return self.procedure(datum, parameter or "procedure", env)
            return self.expression(datum, env).tree
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
            raise Undecided(datum, f"{entry.name.form}: {error}") from None

    def _ours(self, entry: Entry) -> ast.expr:
        self.needs(entry.module, entry.name.python)
        return ast.Name(entry.name.python)

    def needs(self, module: str, name: str = "") -> None:
        """Note what the Python has to import."""
        self.found.modules.setdefault(module, set()).add(name)

    def _imported(self, name: str) -> ast.expr:
        self._needs(ast.Name(name))
        return ast.Name(name)

    def _needs(self, tree: ast.AST) -> None:
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and (module := base.module_of(node.id)) is not None:
                self.needs(module or node.id, node.id if module else "")

    def _mention(
        self,
        datum: Datum,
        entry: Entry,
        called: bool,
        python: ast.expr,
        opened: tuple[str, ...] = (),
    ) -> None:
        shown = expression_text(python).replace("Ellipsis", "...")
        self.found.mentions[datum.place.offset] = Mention(datum, entry, called, shown, opened)

    # What is written in special ways

    def _quoted(self, datum: Datum) -> Typed:
        match datum:
            case Symbol(name=name):
                return Typed(ast.Constant(name), "symbol")
            case List(items=items, tail=None) | Vector(items=items):
                return Typed(ast.List([self._quoted(item).tree for item in items]), "list")
            case List():
                raise Undecided(datum, "a pair is a tuple or a list, as the program uses it")
        return self.expression(datum, Environment(_NOWHERE))

    def _quote(self, datum: List, env: Environment) -> Typed:
        if len(datum.items) != 2:
            raise Undecided(datum, "quote takes one datum")
        return self._quoted(datum.items[1])

    def _if(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [condition, one, other]:
                yes, no = self.expression(one, env), self.expression(other, env)
                if (_is_boolean(one, True), _is_boolean(other, False)) == (True, True):
                    return Typed(self.test(condition, env), "bool")
                tree = ast.IfExp(self.test(condition, env), yes.tree, no.tree)
                return Typed(tree, yes.type if yes.type == no.type else "")
        raise Undecided(datum, "an if without an alternative has no value")

    def _logic(self, datum: List, env: Environment) -> Typed:
        """`and` and `or`, whose value is that of an argument: of the last, or a boolean."""
        assert isinstance(datum.items[0], Symbol)
        operator = ast.And() if datum.items[0].name == "and" else ast.Or()
        values = [self.expression(item, env) for item in datum.items[1:]]
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
                    self._other(datum.items[0], str(getattr(datum.items[0], "name", "")))
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
        self._other(datum.items[0], name)
        match name:
            case "bytevector" | "u8vector":
                return Typed(ast.Call(ast.Name("bytes"), [ast.List(values)], []), "bytes")
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
                self._other(datum.items[0], "make-bytevector")
                called = ast.Call(ast.Name("bytearray"), self.arguments([count], env), [])
                return Typed(called, "bytearray")
        return self._standard(datum, "make-bytevector", datum.items[1:], env)

    def _cons(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [first, rest]:
                tail = self.expression(rest, env)
                if tail.type == "list":
                    self._other(datum.items[0], "cons")
                    items = [self.expression(first, env).tree, ast.Starred(tail.tree)]
                    return Typed(ast.List(items), "list")
        raise self._strange(datum.items[0], "cons")

    def _cdr(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [pair]:
                value = self.expression(pair, env)
                if value.type.startswith("tuple["):
                    self._other(datum.items[0], "cdr")
                    return Typed(ast.Subscript(value.tree, ast.Constant(1)))
        raise self._strange(datum, "cdr")

    def _map(self, datum: List, env: Environment) -> Typed:
        match datum.items[1:]:
            case [procedure, values]:
                called = ast.Call(ast.Name("map"), self.arguments([procedure, values], env), [])
                self._other(datum.items[0], "map")
                return Typed(ast.Call(ast.Name("list"), [called], []), "list")
        raise Undecided(
            datum, "map over several lists: list(map(…)), which ends with the shortest"
        )

    def _print(self, datum: List, env: Environment) -> Typed:
        """CHICKEN's and Sagittarius's `print`: all of them, and a newline."""
        values = self.arguments(datum.items[1:], env)
        self._other(datum.items[0], "print")
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
                        self._other(datum.items[0], "display")
                        return Typed(ast.Call(self._ours(write), trees, []), "None")
                if not port:
                    self._other(datum.items[0], "display")
                    end = ast.keyword("end", ast.Constant(""))
                    if shown.type == "str":
                        return Typed(ast.Call(ast.Name("print"), [shown.tree], [end]), "None")
        self._other(datum.items[0], "display")
        raise Undecided(datum, "print shows what is no string and no number in another way")

    # Conditions

    def test(self, datum: Datum, env: Environment) -> ast.expr:
        """Python that is true when the value is not `#f`. Raises `Undecided`."""
        match datum:
            case List(items=(Symbol(name="and" | "or" as name), *rest), tail=None) if (
                env.get(name) is None
            ):
                tests = [self.test(item, env) for item in rest]
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
                    self._needs(filled)
                    self._other(datum, name)
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
    "begin": _E._begin,
    "cdr": _E._cdr,
    "cons": _E._cons,
    "make-bytevector": _E._make_bytevector,
    "bytevector": _E._collected,
    "u8vector": _E._collected,
    "list": _E._collected,
    "string": _E._collected,
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


def _is_boolean(datum: Datum, value: bool) -> bool:
    return isinstance(datum, Boolean) and datum.value is value


def _keyword(datum: Datum) -> str | None:
    """The name of a keyword: `#:name`, `name:` and `:name`."""
    match datum:
        case Keyword(name=name):
            return name.replace("-", "_")
        case Symbol(name=name) if name.endswith(":") != name.startswith(":"):
            return name.strip(":").replace("-", "_")
    return None


def lambda_of(parameters: Sequence[str], body: ast.expr) -> ast.Lambda:
    return ast.Lambda(arguments_of(parameters), body)


def arguments_of(parameters: Sequence[str], rest: str | None = None) -> ast.arguments:
    return ast.arguments(
        posonlyargs=[],
        args=[ast.arg(name) for name in parameters],
        vararg=ast.arg(rest) if rest is not None else None,
        kwonlyargs=[],
        kw_defaults=[],
        defaults=[],
    )
