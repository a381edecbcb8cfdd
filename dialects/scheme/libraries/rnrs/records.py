"""R6RS's records: (rnrs records procedural), (rnrs records inspection)."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...calls import call
from ...condition_types import shown_name
from ...conditions import ArityError, fail
from ...data import NIL, Pair, Record, RecordType, Symbol, is_procedure
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Cond, Index, Name, Vec, of_class
from ..internal import accessor, constructor, modifier, predicate

__all__ = ["TABLE"]

TABLE: Final = Table()


@frozen(eq=False)
class ConstructorDescriptor:
    """How instances of a type are constructed.

    Attributes:
        type: the type.
        parent: of the type's parent, None where there is none.
        protocol: a procedure that makes the constructor, None for that of all fields.
    """

    type: RecordType
    parent: ConstructorDescriptor | None
    protocol: Any


_TYPE: Final = of_class("a record type descriptor", RecordType)
_Type: TypeAlias = Annotated[RecordType, _TYPE]
_DESCRIPTOR: Final = of_class("a constructor descriptor", ConstructorDescriptor)
_Descriptor: TypeAlias = Annotated[ConstructorDescriptor, _DESCRIPTOR]

_NONGENERATIVE: Final[weakref.WeakKeyDictionary[Any, dict[Symbol, RecordType]]] = (
    weakref.WeakKeyDictionary()
)
"""The types of each program that have a uid."""


# Types


@TABLE.procedure("make-record-type-descriptor")
def make_record_type_descriptor(
    name: Name, parent: Any, uid: Any, sealed: Cond, opaque: Cond, fields: Vec
) -> RecordType:
    """Return a record type; one that has been made under the same uid. R6RS library, 6.3."""
    who = "make-record-type-descriptor"
    if parent is not False and not isinstance(parent, RecordType):
        refuse(who, 2, "a record type descriptor, or #f", parent)
    if uid is not False and not isinstance(uid, Symbol):
        refuse(who, 3, "a symbol, or #f", uid)
    if parent is not False and parent.sealed:
        refuse(who, 2, "a record type that is not sealed", parent, False)
    names, mutable = _fields(who, fields)
    made = RecordType(
        name,
        names,
        parent or None,
        opaque=opaque,
        sealed=sealed,
        uid=uid or None,
        mutable=mutable,
    )
    if uid is False:
        return made
    before = _NONGENERATIVE.setdefault(STATE.image, {}).setdefault(uid, made)
    if _shape(before) != _shape(made):
        fail(f"{who}: another record type has this uid:", uid)
    return before


def _fields(who: str, fields: list[Any]) -> tuple[list[str], list[bool]]:
    names, mutable = [], []
    for field in fields:
        how = getattr(field, "car", None)
        rest = getattr(field, "cdr", None)
        if (
            how not in (Symbol("mutable"), Symbol("immutable"))
            or not isinstance(rest, Pair)
            or not isinstance(rest.car, Symbol)
            or rest.cdr is not NIL
        ):
            refuse(who, 6, "a vector of (mutable name) and (immutable name)", field)
        names.append(rest.car.name)
        mutable.append(how.name == "mutable")
    return names, mutable


def _shape(type_: RecordType) -> tuple[Any, ...]:
    return type_.parent, type_.own, type_.mutable, type_.sealed, type_.opaque


@TABLE.procedure("record-type-descriptor?")
def is_record_type_descriptor(value: Any) -> bool:
    """Return whether a value is a record type. R6RS library, 6.3."""
    return isinstance(value, RecordType)


# Constructors


@TABLE.procedure("make-record-constructor-descriptor")
def make_record_constructor_descriptor(
    type_: _Type, parent: Any, protocol: Any
) -> ConstructorDescriptor:
    """Return how instances of a type are constructed. R6RS library, 6.3."""
    who = "make-record-constructor-descriptor"
    if parent is not False and not isinstance(parent, ConstructorDescriptor):
        refuse(who, 2, "a constructor descriptor, or #f", parent)
    if parent is not False and parent.type is not type_.parent:
        refuse(who, 2, "the constructor descriptor of the parent", parent, False)
    if protocol is not False and not is_procedure(protocol):
        refuse(who, 3, "a procedure, or #f", protocol)
    if protocol is False and parent is not False and parent.protocol is not None:
        refuse(who, 3, "a protocol, as the parent has one", protocol, False)
    above = parent or (None if type_.parent is None else _plain(type_.parent))
    return ConstructorDescriptor(type_, above, None if protocol is False else protocol)


def _plain(type_: RecordType) -> ConstructorDescriptor:
    """Return the descriptor whose constructor takes all fields."""
    above = None if type_.parent is None else _plain(type_.parent)
    return ConstructorDescriptor(type_, above, None)


@TABLE.procedure("record-constructor")
def record_constructor(descriptor: _Descriptor) -> Any:
    """Return the constructor that a descriptor describes. R6RS library, 6.3."""
    type_ = descriptor.type
    name = f"make-{type_.name}"
    if descriptor.protocol is None:
        return constructor(type_, name, list(type_.slots))
    return _bound(descriptor, lambda values: type_.make(*values), name)


def _bound(
    descriptor: ConstructorDescriptor, finish: Callable[[tuple[Any, ...]], Any], name: str
) -> Any:
    """Return a constructor that hands the values of all its fields on to `finish`."""
    count = len(descriptor.type.own)

    def take(*own: Any) -> Any:
        if len(own) != count:
            raise ArityError(f"{count} fields are expected, {len(own)} values given", (), name)
        return finish(own)

    def take_all(*every: Any) -> Any:
        expected = len(descriptor.type.fields)
        if len(every) != expected:
            raise ArityError(f"{expected} fields are expected, {len(every)} given", (), name)
        return finish(every)

    if descriptor.protocol is None:
        return take_all
    above = descriptor.parent
    if above is None:
        return call(descriptor.protocol, take)

    def take_parents(*arguments: Any) -> Any:
        def take_own(*own: Any) -> Any:
            if len(own) != count:
                raise ArityError(f"{count} fields are expected, {len(own)} values given", (), name)
            return (_bound(above, lambda before: finish((*before, *own)), name), *arguments)

        return take_own

    return call(descriptor.protocol, take_parents)


@TABLE.procedure("record-predicate")
def record_predicate(type_: _Type) -> Any:
    """Return the predicate of a type. R6RS library, 6.3."""
    return predicate(type_, f"{type_.name}?")


def _own_slot(who: str, type_: RecordType, place: int) -> str:
    if place >= len(type_.own):
        refuse(who, 2, "the place of a field", place, False)
    return type_.slots[len(type_.slots) - len(type_.own) + place]


@TABLE.procedure("record-accessor")
def record_accessor(type_: _Type, place: Index) -> Any:
    """Return the accessor of a field, counted from 0 without the parent's. R6RS library, 6.3."""
    slot = _own_slot("record-accessor", type_, place)
    return accessor(type_, f"{type_.name}-{type_.own[place]}", slot)


@TABLE.procedure("record-mutator")
def record_mutator(type_: _Type, place: Index) -> Any:
    """Return what sets a mutable field. R6RS library, 6.3."""
    slot = _own_slot("record-mutator", type_, place)
    if not type_.mutable[place]:
        refuse("record-mutator", 2, "the place of a mutable field", place, False)
    return modifier(type_, f"{type_.name}-{type_.own[place]}-set!", slot)


# Inspection


@TABLE.procedure("record?")
def is_record(value: Any) -> bool:
    """Return whether a value is a record whose type is not opaque. R6RS library, 6.4."""
    return isinstance(value, Record) and not value.type.opaque


@TABLE.procedure("record-rtd")
def record_rtd(record: Any) -> RecordType:
    """Return the type of a record. R6RS library, 6.4."""
    if not is_record(record):
        refuse("record-rtd", 1, "a record whose type is not opaque", record)
    found: RecordType = record.type
    return found


@TABLE.procedure("record-type-name")
def record_type_name(type_: _Type) -> Name:
    """Return a type's name. R6RS library, 6.4."""
    return shown_name(type_, STATE.profile)


@TABLE.procedure("record-type-parent")
def record_type_parent(type_: _Type) -> Any:
    """Return a type's parent, or #f. R6RS library, 6.4."""
    return type_.parent or False


@TABLE.procedure("record-type-uid")
def record_type_uid(type_: _Type) -> Any:
    """Return a type's uid, or #f. R6RS library, 6.4."""
    return type_.uid or False


@TABLE.procedure("record-type-generative?")
def is_record_type_generative(type_: _Type) -> bool:
    """Return whether a type has no uid. R6RS library, 6.4."""
    return type_.uid is None


@TABLE.procedure("record-type-sealed?")
def is_record_type_sealed(type_: _Type) -> bool:
    """Return whether a type can have no children. R6RS library, 6.4."""
    return type_.sealed


@TABLE.procedure("record-type-opaque?")
def is_record_type_opaque(type_: _Type) -> bool:
    """Return whether a type's records are not known as such. R6RS library, 6.4."""
    return type_.opaque


@TABLE.procedure("record-type-field-names")
def record_type_field_names(type_: _Type) -> list[Any]:
    """Return a vector of a type's own fields' names. R6RS library, 6.4."""
    return [Symbol(each) for each in type_.own]


@TABLE.procedure("record-field-mutable?")
def is_record_field_mutable(type_: _Type, place: Index) -> bool:
    """Return whether a field can be set. R6RS library, 6.4."""
    _own_slot("record-field-mutable?", type_, place)
    return type_.mutable[place]


# What `define-record-type` expands into


@TABLE.procedure("%define-record")
def define_record(
    name: Symbol,
    parent: Any,
    above: Any,
    uid: Any,
    sealed: bool,
    opaque: bool,
    fields: list[Any],
    protocol: Any,
) -> RecordType:
    """Return a record type that knows its constructor descriptor."""
    made = make_record_type_descriptor(name.name, parent, uid, sealed, opaque, fields)
    if made.descriptor is None:
        descriptor = above
        if parent is not False and above is False:
            descriptor = constructor_descriptor(parent)
        made.descriptor = make_record_constructor_descriptor(made, descriptor, protocol)
    return made


@TABLE.procedure("%constructor-descriptor")
def constructor_descriptor(type_: Any) -> ConstructorDescriptor:
    """Return the constructor descriptor of a type that a definition has made."""
    if not isinstance(type_, RecordType):
        refuse("record-constructor-descriptor", 1, "a record type", type_)
    if type_.descriptor is None:
        type_.descriptor = _plain(type_)
    found: ConstructorDescriptor = type_.descriptor
    return found


@TABLE.procedure("%named-accessor")
def named_accessor(type_: RecordType, name: Symbol, place: int) -> Any:
    """Return the accessor of a field under a name."""
    return accessor(type_, name.name, _own_slot("record-accessor", type_, place))


@TABLE.procedure("%named-mutator")
def named_mutator(type_: RecordType, name: Symbol, place: int) -> Any:
    """Return what sets a field, under a name."""
    return modifier(type_, name.name, _own_slot("record-mutator", type_, place))


@TABLE.procedure("%named-predicate")
def named_predicate(type_: RecordType, name: Symbol) -> Any:
    """Return the predicate of a type under a name."""
    return predicate(type_, name.name)
