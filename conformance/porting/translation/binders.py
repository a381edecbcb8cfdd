"""Which names forms bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..reader import Datum, List, Symbol, Vector
from .found import Undecided
from .scope import Environment

__all__ = ["assigned_in", "binding", "binds", "defined", "is_lambda", "lists_in", "symbols"]


def defined(data: Sequence[Datum]) -> Iterator[tuple[str, str]]:
    """What definitions define, and "macro" for a syntax."""
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
    """The symbols in a datum, in order, however deep it is."""
    left: list[Datum] = [datum]
    while left:
        match left.pop():
            case Symbol(name=name):
                yield name
            case List(items=items, tail=tail):
                left += reversed(items if tail is None else (*items, tail))
            case Vector(items=items):
                left += reversed(items)


def binds(datum: List) -> Iterator[str]:
    """What a form binds for what is inside of it, if it is one that binds."""
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
        yield from symbols(binding.items[0])


def assigned_in(data: Sequence[Datum]) -> Iterator[str]:
    """What `set!` sets anywhere in the data."""
    for datum in data:
        match datum:
            case List(items=(Symbol(name="set!"), Symbol(name=name), *_)):
                yield name
        if isinstance(datum, List | Vector):
            yield from assigned_in(datum.items)


def binding(datum: Datum) -> tuple[str, Datum]:
    """The name and the value of a binding."""
    match datum:
        case List(items=(Symbol(name=name), value)):
            return name, value
    raise Undecided(datum, "a variable without a value")


def is_lambda(datum: Datum, env: Environment) -> bool:
    """Whether it is a `lambda`."""
    match datum:
        case List(items=(Symbol(name="lambda"), _, _, *_)):
            return env.get("lambda") is None
    return False


def lists_in(data: Sequence[Datum]) -> frozenset[str]:
    """The variables that are defined as lists, and that `set!` sets to nothing but lists."""
    given: dict[str, list[Datum]] = {}
    _gather(data, given)
    return frozenset(
        name for name, values in given.items() if all(_is_list(value, name) for value in values)
    )


def _gather(data: Sequence[Datum], given: dict[str, list[Datum]]) -> None:
    for datum in data:
        match datum:
            case List(items=(Symbol(name="define" | "set!"), Symbol(name=name), value)):
                given.setdefault(name, []).append(value)
        if isinstance(datum, List | Vector):
            _gather(datum.items, given)


def _is_list(datum: Datum, name: str) -> bool:
    """Whether it is a list, where the variable of that name is one."""
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
        case List(items=(Symbol(name=procedure), _, inner)) if procedure in _OF_LISTS:
            return _is_list(inner, name)
    return False


_OF_LISTS = {"filter", "remove", "remp", "remq", "remv", "delete"}
