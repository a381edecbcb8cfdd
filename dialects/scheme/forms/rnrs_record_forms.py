"""R6RS's `define-record-type`: (rnrs records syntactic).

The name of a record type is a variable whose value is the type; the type knows how its instances
are constructed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Final

from attrs import define, field

from ..data import NIL, Pair, Symbol
from ..declaration import Table
from ..expander import Definition, Expander, Frame
from ..libraries.rnrs import records as rnrs_records
from ..nodes import Call, Const, Node, PrimitiveRef
from ..syntax import Identifier, Scope, beside, complain, is_identifier, name_of, strip
from ..tokens import Place
from .basic import exactly

__all__ = ["TABLE"]

TABLE: Final = Table()

_UIDS: Final = itertools.count(1)


@define
class _Field:
    name: Symbol
    mutable: bool
    accessor: Identifier
    mutator: Identifier | None


@define
class _Clauses:
    """What the clauses of a definition say; None where they say nothing."""

    fields: list[_Field] = field(factory=list)
    parent: tuple[Any, Place] | None = None
    descriptor: tuple[Any, Place] | None = None
    protocol: tuple[Any, Place] | None = None
    sealed: bool = False
    opaque: bool = False
    uid: Any = False


def _call(x: Expander, name: str, place: Place, *arguments: Node) -> Node:
    primitive = x.image.primitive(rnrs_records.TABLE[name])
    return Call(place, PrimitiveRef(place, primitive), list(arguments))


def _define_record_type(x: Expander, form: Pair, frame: Frame, place: Place) -> None:
    """`(define-record-type name clause ...)`; for the name may stand `(name make is?)`."""
    parts = x.parts(form.cdr, place, "define-record-type")
    if not parts:
        complain("define-record-type without a name", place)
    (spec, at), *rest = parts
    words = [each for each, _ in x.parts(spec, at, "name")] if spec.__class__ is Pair else [spec]
    if len(words) not in (1, 3) or not all(map(is_identifier, words)):
        complain("a record type has a name, or a name, a constructor and a predicate", at)
    name = words[0]
    text = name_of(name)
    make, test = words[1:] or (
        beside(name, Symbol(f"make-{text}")),
        beside(name, Symbol(f"{text}?")),
    )
    clauses = _read(x, name, rest)

    def type_node() -> Node:
        def expanded(part: tuple[Any, Place] | None) -> Node:
            return Const(place, False) if part is None else x.expand(part[0], frame.scope, part[1])

        fields = [
            Pair(Symbol("mutable" if each.mutable else "immutable"), Pair(each.name, NIL))
            for each in clauses.fields
        ]
        return _call(
            x,
            "%define-record",
            place,
            Const(place, strip(name)),
            expanded(clauses.parent),
            expanded(clauses.descriptor),
            Const(place, clauses.uid),
            Const(place, clauses.sealed),
            Const(place, clauses.opaque),
            Const(place, fields),
            expanded(clauses.protocol),
        )

    def of_type(procedure: str, *details: Any) -> Callable[[], Node]:
        def node() -> Node:
            type_ = x.reference(name, frame.scope, place)
            return _call(x, procedure, place, type_, *(Const(place, each) for each in details))

        return node

    def constructor() -> Node:
        return _call(x, "record-constructor", place, of_type("%constructor-descriptor")())

    frame.define(name, type_node, place)
    frame.define(make, constructor, place)
    frame.define(test, of_type("%named-predicate", strip(test)), place)
    for count, each in enumerate(clauses.fields):
        accessor = each.accessor
        frame.define(accessor, of_type("%named-accessor", strip(accessor), count), place)
        if each.mutator is not None:
            mutator = of_type("%named-mutator", strip(each.mutator), count)
            frame.define(each.mutator, mutator, place)


def _read(x: Expander, name: Identifier, clauses: list[tuple[Any, Place]]) -> _Clauses:
    made = _Clauses()
    seen: set[str] = set()
    for clause, at in clauses:
        if clause.__class__ is not Pair or not is_identifier(clause.car):
            complain("a clause of define-record-type begins with its name", at)
        kind = name_of(clause.car)
        if kind in seen:
            complain(f"define-record-type has two clauses {kind}", at)
        seen.add(kind)
        parts = x.parts(clause.cdr, at, "clause")
        _take(x, made, name, kind, parts, at)
    if {"parent", "parent-rtd"} <= seen:
        complain("define-record-type has a parent twice", clauses[0][1])
    return made


_COUNTS: Final = {"parent": (1,), "parent-rtd": (2,), "protocol": (1,), "nongenerative": (0, 1)}


def _take(
    x: Expander,
    made: _Clauses,
    name: Identifier,
    kind: str,
    parts: list[tuple[Any, Place]],
    place: Place,
) -> None:
    if len(parts) not in _COUNTS.get(kind, (1,)) and kind != "fields":
        complain(f"a clause {kind} of define-record-type with too few or too many parts", place)
    match kind:
        case "fields":
            made.fields = [_field(x, name, each, at) for each, at in parts]
            names = [each.name for each in made.fields]
            if len(set(names)) < len(names):
                complain("two fields of one name", place)
        case "parent":
            made.parent = parts[0]
        case "parent-rtd":
            made.parent, made.descriptor = parts
        case "protocol":
            made.protocol = parts[0]
        case "sealed" | "opaque":
            if parts[0][0].__class__ is not bool:
                complain(f"{kind} takes #t or #f", place)
            setattr(made, kind, parts[0][0])
        case "nongenerative":
            made.uid = strip(parts[0][0]) if parts else Symbol(f"{name_of(name)}-{next(_UIDS)}")
            if not isinstance(made.uid, Symbol):
                complain("the uid of a record type is a symbol", place)
        case other:
            complain(f"{other} is no clause of define-record-type", place)


def _field(x: Expander, type_: Identifier, spec: Any, place: Place) -> _Field:
    words = [spec] if is_identifier(spec) else [each for each, _ in x.parts(spec, place, "field")]
    if len(words) == 1:
        words = [Symbol("immutable"), *words]
    how = name_of(words[0]) if words and is_identifier(words[0]) else ""
    most = {"immutable": 3, "mutable": 4}.get(how, 0)
    if not most or len(words) not in (2, most) or not all(map(is_identifier, words)):
        complain(
            "a field is (immutable name [accessor]) or (mutable name [accessor mutator])", place
        )
    text = f"{name_of(type_)}-{name_of(words[1])}"
    mutable = how == "mutable"
    accessor = words[2] if len(words) > 2 else beside(type_, Symbol(text))
    mutator = words[3] if len(words) > 3 else beside(type_, Symbol(f"{text}-set!"))
    return _Field(strip(words[1]), mutable, accessor, mutator if mutable else None)


TABLE.syntax("define-record-type")(Definition(_define_record_type))


@TABLE.syntax("record-type-descriptor")
def expand_record_type_descriptor(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(record-type-descriptor name)`."""
    ((name, at),) = exactly(x, form, place, 1)
    return x.expand(name, scope, at)


@TABLE.syntax("record-constructor-descriptor")
def expand_constructor_descriptor(x: Expander, form: Pair, scope: Scope, place: Place) -> Node:
    """`(record-constructor-descriptor name)`."""
    ((name, at),) = exactly(x, form, place, 1)
    return _call(x, "%constructor-descriptor", place, x.expand(name, scope, at))
