"""Static analysis: bound, defined and assigned names, and variables that hold lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..reader import Datum, List, Symbol, Vector
from .findings import Undecided
from .scope import Environment

__all__ = [
    "assigned_names",
    "bound_names",
    "defined_names",
    "is_lambda",
    "list_variables",
    "name_and_value",
    "symbols",
]


def defined_names(data: Sequence[Datum]) -> Iterator[tuple[str, str]]:
    """Yield the names that definitions define, each with "macro" for a macro, else ""."""
    for datum in data:
        match datum:
            case List(items=(Symbol(name="define" | "define*"), Symbol(name=name), *_)):
                yield name, ""
            case List(
                items=(Symbol(name="define" | "define*"), List(items=(Symbol(name=name), *_)), *_)
            ):
                yield name, ""
            case List(items=(Symbol(name="define-values"), formals, *_)):
                yield from ((name, "") for name in symbols(formals))
            case List(items=(Symbol(name="define-syntax"), Symbol(name=name), *_)):
                yield name, "macro"


def symbols(datum: Datum) -> Iterator[str]:
    """Yield all symbols in a datum, in order."""
    left: list[Datum] = [datum]
    while left:
        match left.pop():
            case Symbol(name=name):
                yield name
            case List(items=items, tail=tail):
                left += reversed(items if tail is None else (*items, tail))
            case Vector(items=items):
                left += reversed(items)


def bound_names(datum: List) -> Iterator[str]:
    """Yield the names that a binding form binds in its body."""
    match datum.items:
        case (Symbol(name="lambda" | "lambda*" | "receive" | "define-values"), formals, *_):
            yield from symbols(formals)
        case (Symbol(name="define" | "define*"), List() as head, *_):
            yield from symbols(head)
        case (Symbol(name="case-lambda"), *clauses):
            for clause in clauses:
                if isinstance(clause, List) and clause.items:
                    yield from symbols(clause.items[0])
        case (Symbol(name="let"), Symbol(name=name), List(items=bindings), *_):
            yield name
            yield from (one for binding in bindings for one in _bound_by(binding))
        case (Symbol(name=name), List(items=bindings), *_) if name in _BINDERS:
            yield from (one for binding in bindings for one in _bound_by(binding))
        case (Symbol(name="guard"), List(items=(Symbol(name=name), *_)), *_):
            yield name
        case (Symbol(name="handle-exceptions"), Symbol(name=name), *_):
            yield name
        case (Symbol(name="condition-case"), _, *clauses):
            for clause in clauses:
                if isinstance(clause, List) and isinstance(clause.items[:1], tuple):
                    yield from (one.name for one in clause.items[:1] if isinstance(one, Symbol))


_BINDERS = {"let", "let*", "letrec", "letrec*", "do", "let-values", "let*-values", "rec"}


def _bound_by(binding: Datum) -> Iterator[str]:
    if isinstance(binding, List) and binding.items:
        yield from symbols(binding.items[0])


def assigned_names(data: Sequence[Datum]) -> Iterator[str]:
    """Yield the variables that `set!` assigns anywhere in the data."""
    for datum in data:
        match datum:
            case List(items=(Symbol(name="set!"), Symbol(name=name), *_)):
                yield name
        if isinstance(datum, List | Vector):
            yield from assigned_names(datum.items)


def name_and_value(datum: Datum) -> tuple[str, Datum]:
    """Return the name and the value of a binding."""
    match datum:
        case List(items=(Symbol(name=name), value)):
            return name, value
    raise Undecided(datum, "a variable without a value")


def is_lambda(datum: Datum, env: Environment) -> bool:
    """Return whether a datum is a `lambda` expression."""
    match datum:
        case List(items=(Symbol(name="lambda"), _, _, *_)):
            return env.get("lambda") is None
    return False


def list_variables(data: Sequence[Datum]) -> frozenset[str]:
    """Return the variables to which definitions and `set!` give only lists."""
    given: dict[str, list[Datum]] = {}
    _collect_values(data, given)
    return frozenset(
        name for name, values in given.items() if all(_is_list(value, name) for value in values)
    )


def _collect_values(data: Sequence[Datum], given: dict[str, list[Datum]]) -> None:
    for datum in data:
        match datum:
            case List(items=(Symbol(name="define" | "set!"), Symbol(name=name), value)):
                given.setdefault(name, []).append(value)
        if isinstance(datum, List | Vector):
            _collect_values(datum.items, given)


def _is_list(datum: Datum, name: str) -> bool:
    """Return whether a datum is a list, assuming that the variable `name` is one."""
    match datum:
        case Symbol(name=other):
            return other == name
        case List(items=(Symbol(name="quote"), List(tail=None))):
            return True
        case List(items=(Symbol(name="list" | "append" | "reverse" | "list-copy"), *_)):
            return True
        case List(items=(Symbol(name="cons"), _, rest)):
            return _is_list(rest, name)
        case List(items=(Symbol(name="cdr"), inner)):
            return _is_list(inner, name)
        case List(items=(Symbol(name=procedure), _, inner)) if procedure in _LIST_PROCEDURES:
            return _is_list(inner, name)
    return False


_LIST_PROCEDURES = {"filter", "remove", "remp", "remq", "remv", "delete"}
