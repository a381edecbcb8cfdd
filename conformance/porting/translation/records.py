"""Records: the `define-record-type` of R7RS and R6RS becomes an attrs class."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from attrs import evolve, field, frozen

from ....dialects.dialect import python_name
from ..reader import Boolean, Datum, List, Symbol
from . import templates
from .destinations import Destination, Loop
from .findings import Undecided
from .scope import Environment, Variable, python_identifier
from .statements import Statements

__all__ = ["define_record_type", "with_record_procedures"]


@frozen
class _Record:
    """A record type with its procedures."""

    name: str
    constructor: str | None
    arguments: tuple[str, ...]
    predicate: str | None
    fields: tuple[str, ...]
    accessors: dict[str, str] = field(factory=dict)
    modifiers: dict[str, str] = field(factory=dict)

    @property
    def python(self) -> str:
        return python_name(self.name, "class")


def with_record_procedures(data: Sequence[Datum], env: Environment) -> Environment:
    """Return the environment with the procedures of the record types that the data define."""
    for datum in data:
        record = _record(datum)
        if record is None:
            continue
        cls = record.python
        env.scope.used_names.add(cls)
        if record.constructor is not None:
            env = env.with_variable(record.constructor, Variable(cls, env.scope))
        texts = {name: f"a.{python_identifier(of)}" for name, of in record.accessors.items()}
        texts |= {name: f"a.{python_identifier(of)} = b" for name, of in record.modifiers.items()}
        if record.predicate is not None:
            texts[record.predicate] = f"isinstance(a, {cls})"
        for name, text in texts.items():
            variable = Variable(
                python_identifier(name), env.scope, template=templates.parse_template(text)
            )
            env = env.with_variable(name, variable)
    return env


def define_record_type(
    t: Statements, datum: List, env: Environment, to: Destination, loop: Loop | None
) -> list[ast.stmt]:
    """Translate `(define-record-type …)` to a class whose instances compare by identity."""
    record = _record(datum)
    if record is None:
        raise Undecided(datum, templates.differs("define-record-type") or "")
    others = [name for name in record.fields if name not in record.arguments]
    body: list[ast.stmt] = []
    for name in (*record.arguments, *others):
        value = ast.Constant(None) if name in others else None
        target = ast.Name(python_identifier(name))
        body.append(ast.AnnAssign(target, t.imported("Any"), value, simple=1))
    decorator = ast.Attribute(t.imported("attrs"), "define")
    marked = ast.Call(decorator, [], [ast.keyword("eq", ast.Constant(False))])
    made = ast.ClassDef(record.python, [], [], body or [ast.Pass()], [marked])
    if hasattr(made, "type_params"):  # from Python 3.12 on
        made.type_params = []
    return [made, *t.jump(to)]


def _record(datum: Datum) -> _Record | None:
    match datum:
        case List(items=(Symbol(name="define-record-type"), *rest), tail=None):
            return _of_r6rs(rest) or _of_r7rs(rest)
    return None


def _of_r7rs(rest: Sequence[Datum]) -> _Record | None:
    """Parse `(define-record-type name (constructor field …) predicate (field accessor …) …)`."""
    match rest:
        case [Symbol(name=name), constructor, Symbol() | Boolean() as predicate, *specs]:
            pass
        case _:
            return None
    fields: list[str] = []
    accessors: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    for spec in specs:
        match _names(spec):
            case [one, *procedures] if len(procedures) < 3:
                fields.append(one)
                accessors |= dict.fromkeys(procedures[:1], one)
                modifiers |= dict.fromkeys(procedures[1:], one)
            case _:
                return None
    match constructor:
        case Symbol(name=made):
            arguments = tuple(fields)
        case List() if names := _names(constructor):
            made, *given = names
            arguments = tuple(given)
        case Boolean(value=False):
            return _Record(name, None, (), None, tuple(fields), accessors, modifiers)
        case _:
            return None
    if not set(arguments) <= set(fields):
        return None
    is_one = predicate.name if isinstance(predicate, Symbol) else None
    return _Record(name, made, arguments, is_one, tuple(fields), accessors, modifiers)


def _of_r6rs(rest: Sequence[Datum]) -> _Record | None:
    """Parse `(define-record-type name (fields field …))`, with names derived from both."""
    match rest:
        case [Symbol(name=name), List(items=(Symbol(name="fields"), *specs))]:
            record = _Record(name, f"make-{name}", (), f"{name}?", ())
        case [List() as named, List(items=(Symbol(name="fields"), *specs))]:
            match _names(named):
                case [name, constructor, predicate]:
                    record = _Record(name, constructor, (), predicate, ())
                case _:
                    return None
        case _:
            return None
    fields: list[str] = []
    accessors: dict[str, str] = {}
    modifiers: dict[str, str] = {}
    for spec in specs:
        match [spec.name] if isinstance(spec, Symbol) else _names(spec):
            case ["mutable", one, *given]:
                accessor, modifier = given or (f"{name}-{one}", f"{name}-{one}-set!")
                accessors[accessor], modifiers[modifier] = one, one
            case ["immutable", one, *given]:
                accessors[given[0] if given else f"{name}-{one}"] = one
            case [one]:
                accessors[f"{name}-{one}"] = one
            case _:
                return None
        fields.append(one)
    return evolve(
        record,
        arguments=tuple(fields),
        fields=tuple(fields),
        accessors=accessors,
        modifiers=modifiers,
    )


def _names(datum: Datum) -> list[str]:
    return list(_symbols(datum)) if isinstance(datum, List) and datum.tail is None else []


def _symbols(datum: List) -> Iterator[str]:
    for item in datum.items:
        if isinstance(item, Symbol):
            yield item.name
