"""The forms of (oop goops): classes, generic functions and methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from ..data import NIL, Keyword, Pair, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..libraries.goops import generics as goops_generics
from ..libraries.goops import goops
from ..libraries.goops import procedures as goops_procedures
from ..libraries.goops import protocol as goops_protocol
from ..nodes import Const, Lambda, Node, PrimitiveRef
from ..syntax import Scope, complain, is_identifier, name_of, strip
from ..tokens import Place
from .object_forms import (
    Parameters,
    apply,
    before,
    extend,
    listed,
    method_procedure,
    named_in,
    take,
)

__all__ = ["TABLE"]

TABLE: Final = Table()

GOOPS: Final = {
    name: module.TABLE[name]
    for module in (goops, goops_generics, goops_procedures, goops_protocol)
    for name in module.TABLE
}

Part: TypeAlias = tuple[Any, Place]


# Classes


def _options(parts: list[Part], place: Place) -> Iterator[tuple[Keyword, Part]]:
    if len(parts) % 2:
        complain("options are keywords, each with a value", place)
    for (keyword, at), value in zip(parts[::2], parts[1::2], strict=True):
        if not isinstance(keyword, Keyword):
            complain("an option is a keyword and a value", at)
        yield keyword, value


def _slot(x: Expander, datum: Any, scope: Scope, place: Place) -> Node:
    """Return the node of a slot's description, a list of its name and options."""
    if is_identifier(datum):
        return x.call("list", place, Const(place, strip(datum)))
    parts = x.parts(datum, place, "slot")
    if not parts or not is_identifier(parts[0][0]):
        complain("a slot is a name, or a list that begins with one", place)
    nodes: list[Node] = [Const(place, strip(parts[0][0]))]
    for keyword, (value, at) in _options(parts[1:], place):
        if keyword.name == "init-form":
            thunk = Lambda(at, "init-thunk")
            thunk.body = x.expand(value, Scope(scope), at)
            nodes += [Const(at, keyword), Const(at, strip(value))]
            nodes += [Const(at, Keyword("init-thunk")), thunk]
        else:
            nodes += [Const(at, keyword), x.expand(value, scope, at)]
    return x.call("list", place, *nodes)


def _split(parts: list[Part]) -> tuple[list[Part], list[Part]]:
    """Return the slots and the options of a class."""
    count = next((n for n, (each, _) in enumerate(parts) if isinstance(each, Keyword)), len(parts))
    return parts[:count], parts[count:]


def _class(x: Expander, form: Pair, scope: Scope, place: Place, name: Any = None) -> Node:
    """`(class (super ...) slot ... option ...)`."""
    parts = x.parts(form.cdr, place, "class")
    if not parts:
        complain("class without a list of superclasses", place)
    supers = x.each(x.parts(parts[0][0], parts[0][1], "list of superclasses"), scope)
    slots, options = _split(parts[1:])
    nodes: list[Node] = [
        listed(x, place, supers),
        listed(x, place, [_slot(x, slot, scope, at) for slot, at in slots]),
    ]
    for keyword, (value, at) in _options(options, place):
        nodes += [Const(at, keyword), x.expand(value, scope, at)]
    if name is not None:
        nodes += [Const(place, Keyword("name")), Const(place, name)]
    return apply(x, GOOPS, "make-class", place, *nodes)


TABLE.syntax("class")(_class)

_ACCESSORS: Final = {
    "getter": "ensure-generic",
    "setter": "ensure-generic",
    "accessor": "ensure-accessor",
}


def _define_class(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-class name (super ...) slot ... option ...)`."""
    cells = x.cells(form.cdr, place, "define-class")
    if len(cells) < 2 or not is_identifier(cells[0].car):
        complain("define-class takes a name and a list of superclasses", place)
    name = cells[0].car
    for slot, at in _split(x.parts(cells[1].cdr, place, "define-class"))[0]:
        if slot.__class__ is not Pair:
            continue
        for keyword, (value, where) in _options(x.parts(slot.cdr, at, "slot"), at):
            if keyword.name in _ACCESSORS and is_identifier(value):
                _ensure(x, _ACCESSORS[keyword.name], value, frame, where)
    old = before(name, frame.scope, place)
    body = Pair(form.car, form.cdr.cdr)

    def redefined() -> Node:
        made = _class(x, body, frame.scope, place, strip(name))
        if isinstance(old, Const):
            return made
        return apply(x, GOOPS, "class-redefinition", place, old, made)

    frame.define(name, redefined, place)


def _ensure(x: Expander, how: str, name: Any, frame: Frame, place: Place) -> None:
    """Define a generic function that goes on with what a name has meant."""
    old = before(name, frame.scope, place)
    symbol = Const(place, Symbol(name_of(name)))
    frame.define(name, lambda: apply(x, GOOPS, how, place, old, symbol), place)


TABLE.syntax("define-class", "standard-define-class")(Definition(_define_class))


# Generic functions


def _one_name(x: Expander, form: Pair, place: Place) -> Any:
    parts = x.parts(form.cdr, place, "definition")
    if len(parts) != 1 or not is_identifier(parts[0][0]):
        complain(f"{strip(form.car)} takes one name", place)
    return parts[0][0]


def _define_generic(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-generic name)`."""
    _ensure(x, "%again-generic", _one_name(x, form, place), frame, place)


def _define_accessor(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-accessor name)`."""
    _ensure(x, "%again-accessor", _one_name(x, form, place), frame, place)


TABLE.syntax("define-generic")(Definition(_define_generic))
TABLE.syntax("define-accessor")(Definition(_define_accessor))


def _define_extended(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-extended-generic name generics)`."""
    parts = x.parts(form.cdr, place, "define-extended-generic")
    if len(parts) != 2 or not is_identifier(parts[0][0]):
        complain("define-extended-generic takes a name and generic functions", place)
    (name, _), (value, at) = parts
    symbol = Const(place, Symbol(name_of(name)))

    def made() -> Node:
        given = x.expand(value, frame.scope, at)
        return apply(x, GOOPS, "make-extended-generic", place, given, symbol)

    frame.define(name, made, place)


TABLE.syntax("define-extended-generic")(Definition(_define_extended))


def _define_extendeds(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-extended-generics (name ...) #:prefix (prefix ...))`."""
    parts = x.parts(form.cdr, place, "define-extended-generics")
    if len(parts) != 3 or parts[1][0] is not Keyword("prefix"):
        complain("define-extended-generics takes names and #:prefix with prefixes", place)
    prefixes = [name_of(each) for each, _ in x.parts(parts[2][0], place, "list of prefixes")]
    for name, at in x.parts(parts[0][0], place, "list of names"):
        names = [Symbol(prefix + name_of(name)) for prefix in prefixes]
        _define_extended_by(x, name, names, frame, at)


def _define_extended_by(
    x: Expander, name: Any, names: list[Symbol], frame: Frame, place: Place
) -> None:
    symbol = Const(place, Symbol(name_of(name)))

    def made() -> Node:
        given = [x.reference(each, frame.scope, place) for each in names]
        return apply(x, GOOPS, "make-extended-generic", place, listed(x, place, given), symbol)

    frame.define(name, made, place)


TABLE.syntax("define-extended-generics")(Definition(_define_extendeds))


# Methods


def _method(x: Expander, formals: Any, body: Any, scope: Scope, place: Place) -> Node:
    parameters = Parameters(x, formals, place)
    top = PrimitiveRef(place, x.image.primitive(GOOPS["<top>"]))
    specializers: list[Node] = [
        top if each is None else x.expand(each[0], scope, each[1])
        for each in parameters.specializers
    ]
    following = named_in(body, "next-method")
    if body is NIL:
        body = Pair(False, NIL)
    procedure = method_procedure(x, following, parameters.names, body, scope, place)
    return apply(
        x,
        GOOPS,
        "%method",
        place,
        listed(x, place, specializers, top if parameters.rest else Const(place, NIL)),
        procedure,
        Const(place, following is not None),
        Const(place, strip(parameters.names)),
    )


@TABLE.syntax("method")
def expand_method(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Expand `(method ((parameter class) ...) body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("method without parameters", place)
    return _method(x, form.cdr.car, form.cdr.cdr, scope, place)


def _define_method(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-method (name (parameter class) ...) body ...)`; the name may be `(setter name)`."""
    if form.cdr.__class__ is not Pair or form.cdr.car.__class__ is not Pair:
        complain("define-method takes a name with parameters, and a body", place)
    target, body = form.cdr.car, form.cdr.cdr
    name, formals = target.car, target.cdr
    to_setter = name.__class__ is Pair
    if to_setter:
        parts = x.parts(name, place, "setter")
        if len(parts) != 2 or strip(parts[0][0]) is not Symbol("setter"):
            complain("a method belongs to a name, or to (setter name)", place)
        name = parts[1][0]
    new = "make-accessor" if to_setter else "make-generic"
    extended = take(x, GOOPS, name, frame, new, place)
    if extended is not None:
        extend(x, GOOPS, extended, frame, place)
    elif to_setter:
        _ensure(x, "ensure-accessor", name, frame, place)

    def add() -> Node:
        generic = x.reference(name, frame.scope, place)
        if to_setter:
            generic = x.call("setter", place, generic)
        return apply(
            x, GOOPS, "add-method!", place, generic, _method(x, formals, body, frame.scope, place)
        )

    frame.evaluate(add, place)


TABLE.syntax("define-method")(Definition(_define_method))
