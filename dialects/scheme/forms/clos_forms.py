"""The forms of (clos user): classes, generic functions and methods."""

from __future__ import annotations

from typing import Any, Final

from ..data import NIL, Keyword, Pair, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..libraries.clos import clos
from ..nodes import Const, Global, Lambda, Let, LocalRef, Node, PrimitiveRef, Variable
from ..syntax import Scope, complain, find, is_identifier, name_of, strip
from ..tokens import Place
from .basic import procedure
from .object_forms import Parameters, apply, before, extend, listed, named_in, take

__all__ = ["TABLE"]

TABLE: Final = Table()

CLOS: Final = clos.TABLE.entries

_ACCESSORS: Final = ("accessor", "reader", "writer")
_QUALIFIERS: Final = ("primary", "before", "after", "around")


# Classes


def _slot(x: Expander, datum: Any, scope: Scope, place: Place) -> Node:
    """Return the node of a slot's description, a list of its name and options."""
    parts = x.parts(datum, place, "slot") if datum.__class__ is Pair else [(datum, place)]
    if not parts or not is_identifier(parts[0][0]) or len(parts) % 2 == 0:
        complain("a slot is a name, or a list of one and options", place)
    nodes: list[Node] = [Const(place, strip(parts[0][0]))]
    for (keyword, at), (value, where) in zip(parts[1::2], parts[2::2], strict=True):
        if not isinstance(keyword, Keyword):
            complain("an option of a slot is a keyword and a value", at)
        if keyword.name == "init-form":
            thunk = Lambda(where, "init-thunk")
            thunk.body = x.expand(value, Scope(scope), where)
            nodes += [Const(at, Keyword("init-thunk")), thunk]
        elif keyword.name in _ACCESSORS:
            nodes += [Const(at, keyword), Const(at, strip(value))]
        else:
            nodes += [Const(at, keyword), x.expand(value, scope, where)]
    return x.call("list", place, *nodes)


def _define_class(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-class name (super ...) (slot ...) option ...)`."""
    parts = x.parts(form.cdr, place, "define-class")
    if len(parts) < 3 or not is_identifier(parts[0][0]) or len(parts) % 2 == 0:
        complain("define-class takes a name, superclasses, slots, and options with values", place)
    (name, _), (supers, at), (slots, where) = parts[:3]
    old = before(name, frame.scope, place)
    slots_with_places = x.parts(slots, where, "list of slots")

    def made() -> Node:
        scope = frame.scope
        found = find(name, scope)
        binding = found.python if isinstance(found, Global) else False
        nodes = [
            old,
            Const(place, binding),
            Const(place, strip(name)),
            listed(x, at, x.each(x.parts(supers, at, "list of superclasses"), scope)),
            listed(x, where, [_slot(x, slot, scope, spot) for slot, spot in slots_with_places]),
        ]
        for (keyword, spot), (value, value_place) in zip(parts[3::2], parts[4::2], strict=True):
            if not isinstance(keyword, Keyword):
                complain("an option of a class is a keyword and a value", spot)
            nodes += [Const(spot, keyword), x.expand(value, scope, value_place)]
        return apply(x, CLOS, "%define-class", place, *nodes)

    frame.define(name, made, place)
    for slot, spot in slots_with_places:
        if slot.__class__ is Pair:
            _define_accessors(x, name, slot, frame, spot)


def _define_accessors(x: Expander, cls: Any, slot: Pair, frame: Frame, place: Place) -> None:
    words = [part for part, _ in x.parts(slot.cdr, place, "slot")]
    for keyword, name in zip(words[::2], words[1::2], strict=False):
        if not isinstance(keyword, Keyword) or keyword.name not in (
            "accessor",
            "reader",
            "writer",
        ):
            continue
        if not is_identifier(name):
            complain(f":{keyword.name} takes a name", place)
        if keyword.name == "reader":
            frame.define(name, _access(x, slot.car, False, place), place)
        elif keyword.name == "writer":
            frame.define(name, _access(x, slot.car, True, place), place)
        else:
            _add_accessor(x, cls, name, slot.car, frame, place)


def _access(x: Expander, slot: Any, writes: bool, place: Place) -> Any:
    """Return what gives the node of a procedure that reads a slot, or sets it."""

    def made() -> Node:
        lambda_ = Lambda(place, "set" if writes else "get")
        lambda_.required = [Variable("object"), *([Variable("value")] if writes else [])]
        first, *others = (LocalRef(place, each) for each in lambda_.required)
        name = Const(place, strip(slot))
        lambda_.body = apply(
            x, CLOS, "slot-set!" if writes else "slot-ref", place, first, name, *others
        )
        return lambda_

    return made


def _add_accessor(x: Expander, cls: Any, name: Any, slot: Any, frame: Frame, place: Place) -> None:
    """Add an accessor's methods: one that reads, two that set."""
    _let_be_generic(x, name, frame, place)
    top = PrimitiveRef(place, x.image.primitive(CLOS["<top>"]))

    def adding(writes: bool, to_setter: bool) -> Any:
        def made() -> Node:
            generic = x.reference(name, frame.scope, place)
            if to_setter:
                generic = apply(x, CLOS, "%setter-generic", place, generic)
            owner = x.reference(cls, frame.scope, place)
            method = apply(
                x,
                CLOS,
                "%method",
                place,
                x.call("list", place, owner, *([top] if writes else [])),
                Const(place, False),
                _access(x, slot, writes, place)(),
                Const(place, False),
                Const(place, Symbol("primary")),
                Const(place, NIL),
            )
            return apply(x, CLOS, "add-method", place, generic, method)

        return made

    for writes, to_setter in ((False, False), (True, False), (True, True)):
        frame.evaluate(adding(writes, to_setter), place)


def _let_be_generic(x: Expander, name: Any, frame: Frame, place: Place) -> None:
    primitive = take(x, CLOS, name, frame, "%make-generic", place)
    if primitive is not None:
        extend(x, CLOS, primitive, frame, place)


TABLE.syntax("define-class")(Definition(_define_class))


# Generic functions


def _define_generic(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-generic name [:class class])`; the name may be `(setter name)`."""
    parts = x.parts(form.cdr, place, "define-generic")
    well = len(parts) == 1 or (len(parts) == 3 and parts[1][0] is Keyword("class"))
    if not parts or not well:
        complain("define-generic takes a name, and perhaps :class and a class", place)
    name = parts[0][0]

    def made(symbol: Symbol) -> Node:
        nodes = x.each([parts[2]], frame.scope) if len(parts) == 3 else []
        return apply(x, CLOS, "%make-generic", place, Const(place, symbol), *nodes)

    owner = _of_setter(x, name, place)
    if owner is None:
        frame.define(name, lambda: made(Symbol(name_of(name))), place)
        return

    def set_setter() -> Node:
        generic = made(Symbol(f"setter of {name_of(owner)}"))
        target = x.reference(owner, frame.scope, place)
        return apply(x, CLOS, "%setter-generic", place, target, generic)

    frame.evaluate(set_setter, place)


def _of_setter(x: Expander, name: Any, place: Place) -> Any:
    """Return the name in `(setter name)`; None for a name alone."""
    if name.__class__ is not Pair:
        return None
    parts = x.parts(name, place, "setter")
    if len(parts) != 2 or strip(parts[0][0]) is not Symbol("setter"):
        complain("a generic function is a name, or (setter name)", place)
    return parts[1][0]


TABLE.syntax("define-generic")(Definition(_define_generic))


# Methods

_SPECIALIZERS: Final = {
    "eq?": ("eq", ""),
    "eqv?": ("eql", ""),
    "equal?": ("equal", ""),
    "memq": ("one-of", "memq"),
    "memv": ("one-of", "memv"),
    "member": ("one-of", "member"),
}


def _specializer(x: Expander, datum: Any, scope: Scope, place: Place) -> Node:
    """Return the node of a specializer: a class, `(eq? value)`, or any expression."""
    if datum.__class__ is Pair and is_identifier(datum.car) and datum.cdr.__class__ is Pair:
        procedure, member = _SPECIALIZERS.get(name_of(datum.car), ("", ""))
        if procedure and datum.cdr.cdr is NIL:
            value = x.expand(datum.cdr.car, scope, place)
            more = [x.known(member, place)] if member else []
            return apply(x, CLOS, procedure, place, value, *more)
    return x.expand(datum, scope, place)


def _method(
    x: Expander, qualifier: str, formals: Any, body: Any, scope: Scope, place: Place
) -> Node:
    parameters = Parameters(x, formals, place)
    top = PrimitiveRef(place, x.image.primitive(CLOS["<top>"]))
    specializers = [
        top if each is None else _specializer(x, each[0], scope, each[1])
        for each in parameters.specializers
    ]
    following = named_in(body, "call-next-method")
    asked = named_in(body, "next-method?")
    if asked is not None and following is None:
        following = Symbol("call-next-method")
    names = parameters.names if following is None else Pair(following, parameters.names)
    made: Node
    if asked is None:
        made = procedure(x, names, body, scope, place)
    else:
        # `(next-method?)` is bound around the body, to a thunk.
        around = Scope(scope)
        thunk = x.bind(asked, around, place)
        made = procedure(x, names, body, around, place)
        assert isinstance(made, Lambda)
        assert made.body is not None
        question = Lambda(place, "next-method?")
        question.body = apply(x, CLOS, "%next-method?", place, LocalRef(place, made.required[0]))
        made.body = _let(place, thunk, question, made.body)
    return apply(
        x,
        CLOS,
        "%method",
        place,
        listed(x, place, specializers),
        Const(place, parameters.rest),
        made,
        Const(place, following is not None),
        Const(place, Symbol(qualifier)),
        Const(place, strip(parameters.names)),
    )


def _let(place: Place, variable: Variable, value: Node, body: Node) -> Node:
    return Let(place, [variable], [value], body)


def _described(x: Expander, form: Any, place: Place) -> tuple[Any, str, Any, Any]:
    """Return a method's generic function, qualifier, parameters and body."""
    parts = x.cells(form, place, "method")
    qualifier = "primary"
    for count in (0, 1):
        if len(parts) > count and isinstance(parts[count].car, Keyword):
            qualifier = parts[count].car.name
            if qualifier not in _QUALIFIERS:
                complain(f"a method is none of {', '.join(_QUALIFIERS)}", place)
            del parts[count]
            break
    if len(parts) < 2:
        complain("a method has a name and parameters", place)
    body = parts[1].cdr
    return parts[0].car, qualifier, parts[1].car, body if body is not NIL else Pair(None, NIL)


def _define_method(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-method [qualifier] name ((parameter specializer) ...) body ...)`."""
    name, qualifier, formals, body = _described(x, form.cdr, place)
    owner = _of_setter(x, name, place)
    _let_be_generic(x, name if owner is None else owner, frame, place)

    def add() -> Node:
        generic = x.reference(name if owner is None else owner, frame.scope, place)
        if owner is not None:
            generic = apply(x, CLOS, "%setter-generic", place, generic)
        method = _method(x, qualifier, formals, body, frame.scope, place)
        return apply(x, CLOS, "add-method", place, generic, method)

    frame.evaluate(add, place)


TABLE.syntax("define-method")(Definition(_define_method))


@TABLE.syntax("let-method")
def expand_let_method(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """Expand `(let-method ((name parameters body ...) ...) body ...)`."""
    if form.cdr.__class__ is not Pair:
        complain("let-method without methods", place)
    nodes: list[Node] = []
    for datum, at in x.parts(form.cdr.car, place, "list of methods"):
        name, qualifier, formals, body = _described(x, datum, at)
        nodes += [x.reference(name, scope, at), _method(x, qualifier, formals, body, scope, at)]
    thunk = Lambda(place, "let-method")
    thunk.body = x.body(form.cdr.cdr, scope, place)
    return apply(x, CLOS, "%let-method", place, listed(x, place, nodes), thunk)
