"""Which names forms bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..reader import Datum, List, Symbol, Vector
from .found import Undecided
from .scope import Environment

__all__ = ["assigned_in", "binding", "binds", "defined", "is_lambda"]


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
    match datum:
        case Symbol(name=name):
            yield name
        case List(items=items, tail=tail):
            for item in items if tail is None else (*items, tail):
                yield from symbols(item)


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
