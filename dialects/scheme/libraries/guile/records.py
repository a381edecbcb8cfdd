"""Records by procedures: `make-record-type` and its kin of Guile's core."""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...conditions import error
from ...data import Keyword, Record, RecordType, Symbol, from_list
from ...declaration import Table, refuse
from ...kinds import Items, Name, Sym, of_class
from ...ports import StringOutput
from .. import internal
from ..keywords import keyword_arguments

__all__ = ["TABLE"]

TABLE: Final = Table()

RECORD_TYPE: Final = of_class("a record type", RecordType)
_Type: TypeAlias = Annotated[RecordType, RECORD_TYPE]

_OPTIONS: Final = {
    "parent": False,
    "uid": False,
    "extensible?": False,
    "allow-duplicate-field-names?": False,
    "opaque?": False,
}


@TABLE.procedure("make-record-type")
def make_record_type(name: Any, fields: Items, *options: Any) -> RecordType:
    """Return a new record type; a field is a name, or a list of `mutable` or `immutable` and one.

    A procedure of a record and a port may print its records. Guile manual, Records.
    """
    text = getattr(name, "name", None) or getattr(name, "text", None)
    if text is None:
        refuse("make-record-type", 1, "a symbol", name)
    printer = None
    if options and not isinstance(options[0], Keyword):
        printer, *rest = options
        options = tuple(rest)
    parent, uid, extensible, doubles, opaque = keyword_arguments(
        "make-record-type", options, _OPTIONS
    )
    words = [_field(each) for each in fields]
    names = [word for word, _ in words]
    if doubles is False and len(set(names)) < len(names):
        raise error("duplicate field in record type", Symbol(text), procedure="make-record-type")
    above = parent if isinstance(parent, RecordType) else None
    if above is not None and above.sealed:
        raise error("parent type is final", above, procedure="make-record-type")
    made = RecordType(
        text,
        names,
        above,
        opaque=opaque is not False,
        sealed=extensible is False,
        uid=None if uid is False else uid,
        mutable=[mutable for _, mutable in words],
    )
    if printer is not None and printer is not False:
        made.printer = lambda record, profile: _printed(printer, record)
    return made


def _field(field: Any) -> tuple[str, bool]:
    if field.__class__ is Symbol:
        return field.name, True
    words = from_list(field)
    return words[-1].name, words[0].name == "mutable"


def _printed(printer: Any, record: Any) -> str:
    port = StringOutput()
    call(printer, record, port)
    return port.getvalue()


def _slots(procedure: str, type_: RecordType, names: list[Any]) -> list[str]:
    slots = dict(zip(type_.fields, type_.slots, strict=True))
    for each in names:
        if each.__class__ is not Symbol or each.name not in slots:
            raise error("not a field of the record type:", each, type_, procedure=procedure)
    return [slots[each.name] for each in names]


def _made_name(type_: RecordType, suffix: str) -> str:
    return f"{suffix.format(type_.name.strip('<>'))}"


@TABLE.procedure("record-constructor")
def record_constructor(type_: _Type, fields: Any = None) -> Any:
    """Return a procedure that makes records of values for fields, all by itself.

    Guile manual, Records.
    """
    if fields is None:
        slots = list(type_.slots)
    else:
        slots = _slots("record-constructor", type_, from_list(fields))
    return internal.constructor(type_, _made_name(type_, "make-{}"), slots)


@TABLE.procedure("record-predicate")
def record_predicate(type_: _Type) -> Any:
    """Return a procedure that tells records of a type. Guile manual, Records."""
    return internal.predicate(type_, _made_name(type_, "{}?"))


@TABLE.procedure("record-accessor")
def record_accessor(type_: _Type, field: Sym) -> Any:
    """Return a procedure that returns a field. Guile manual, Records."""
    (slot,) = _slots("record-accessor", type_, [field])
    return internal.accessor(type_, _made_name(type_, f"{{}}-{field.name}"), slot)


@TABLE.procedure("record-modifier")
def record_modifier(type_: _Type, field: Sym) -> Any:
    """Return a procedure that sets a field. Guile manual, Records."""
    (slot,) = _slots("record-modifier", type_, [field])
    return internal.modifier(type_, _made_name(type_, f"set-{{}}-{field.name}!"), slot)


@TABLE.procedure("record?")
def is_record(value: Any) -> bool:
    """Return whether a value is a record. Guile manual, Records."""
    return isinstance(value, Record)


@TABLE.procedure("record-type-descriptor")
def record_type_descriptor(record: Any) -> RecordType:
    """Return the type of a record. Guile manual, Records."""
    if not isinstance(record, Record):
        refuse("record-type-descriptor", 1, "a record", record)
    return record.type


@TABLE.procedure("record-type?")
def is_record_type(value: Any) -> bool:
    """Return whether a value is a record type. Guile manual, Records."""
    return isinstance(value, RecordType)


@TABLE.procedure("record-type-name")
def record_type_name(type_: _Type) -> Name:
    """Return the name of a record type. Guile manual, Records."""
    return type_.name


@TABLE.procedure("record-type-fields")
def record_type_fields(type_: _Type) -> Items:
    """Return a list of the names of a record type's fields. Guile manual, Records."""
    return [Symbol(each) for each in type_.fields]


@TABLE.procedure("record-type-parent")
def record_type_parent(type_: _Type) -> Any:
    """Return the type that a record type extends, or #f. Guile manual, Records."""
    return False if type_.parent is None else type_.parent


@TABLE.procedure("record-type-opaque?")
def is_record_type_opaque(type_: _Type) -> bool:
    """Return whether a record type is opaque. Guile manual, Records."""
    return type_.opaque


@TABLE.procedure("record-type-extensible?")
def is_record_type_extensible(type_: _Type) -> bool:
    """Return whether a record type may have others below it. Guile manual, Records."""
    return not type_.sealed


@TABLE.procedure("record-type-uid")
def record_type_uid(type_: _Type) -> Any:
    """Return the uid of a record type, or #f. Guile manual, Records."""
    return False if type_.uid is None else type_.uid


@TABLE.procedure("set-record-type-printer!")
def set_record_type_printer(type_: _Type, printer: Any) -> None:
    """Have the records of a type printed by a procedure of a record and a port.

    Guile manual, SRFI-9 Records.
    """
    if printer is False:
        type_.printer = None
    else:
        type_.printer = lambda record, profile: _printed(printer, record)
