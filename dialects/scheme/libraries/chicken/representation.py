"""Objects as blocks of slots: CHICKEN's (chicken memory representation)."""

from __future__ import annotations

import copy
import sys
from typing import Any, Final

from ...conditions import error
from ...data import Pair, Promise, Record, RecordType, String, Symbol, is_procedure
from ...declaration import Table, refuse
from ...dynamics import held
from ...kinds import Index, Proc
from ...number_vectors import NumberVector

__all__ = ["TABLE"]

TABLE: Final = Table()


def _record(procedure: str, value: Any) -> Any:
    if not isinstance(value, Record):
        refuse(procedure, 1, "a record", value)
    return value


def _slot(procedure: str, record: Any, index: int) -> str:
    slots: tuple[str, ...] = record.type.slots
    if index >= len(slots):
        refuse(procedure, 2, f"an index below {len(slots)}", index, False)
    return slots[index]


@TABLE.procedure("record-instance?")
def is_record_instance(value: Any, record_type: Any = None) -> bool:
    """Return whether a value is a record, of a type if one is given.

    CHICKEN manual, Module (chicken memory representation).
    """
    return isinstance(value, Record) and (record_type is None or value.type is record_type)


@TABLE.procedure("record-instance-type")
def record_instance_type(record: Any) -> Any:
    """Return the type of a record. CHICKEN manual, (chicken memory representation)."""
    return _record("record-instance-type", record).type


@TABLE.procedure("record-instance-length")
def record_instance_length(record: Any) -> int:
    """Return how many slots a record has. CHICKEN manual, (chicken memory representation)."""
    return len(_record("record-instance-length", record).type.slots)


@TABLE.procedure("record-instance-slot")
def record_instance_slot(record: Any, index: Index) -> Any:
    """Return a slot of a record. CHICKEN manual, (chicken memory representation)."""
    name = "record-instance-slot"
    return getattr(record, _slot(name, _record(name, record), index))


@TABLE.procedure("record-instance-slot-set!")
def record_instance_slot_set(record: Any, index: Index, value: Any) -> None:
    """Replace a slot of a record. CHICKEN manual, (chicken memory representation)."""
    name = "record-instance-slot-set!"
    setattr(record, _slot(name, _record(name, record), index), value)


TABLE["record-instance-slot"].value.scheme_setter = TABLE["record-instance-slot-set!"].value


@TABLE.procedure("record->vector")
def record_to_vector(record: Any) -> Any:
    """Return a vector of a record's type and slots.

    CHICKEN manual, (chicken memory representation).
    """
    own = _record("record->vector", record)
    return [own.type, *(getattr(own, slot) for slot in own.type.slots)]


_TYPE: Final = object()
"""With a name and a number of fields, the key of the program's type of such records."""


@TABLE.procedure("make-record-instance")
def make_record_instance(record_type: Any, *values: Any) -> Any:
    """Return a record of a type, or of one that a symbol names.

    CHICKEN manual, (chicken memory representation).
    """
    if record_type.__class__ is Symbol:
        key = _TYPE, record_type.name, len(values)
        names = [f"slot{place}" for place in range(len(values))]
        record_type = held().setdefault(key, RecordType(record_type.name, names))
    if not isinstance(record_type, RecordType):
        refuse("make-record-instance", 1, "a record type or a symbol", record_type)
    if len(values) != len(record_type.slots):
        raise error("a record type of another number of fields:", record_type)
    return record_type.make(*values)


# Blocks


def _items(value: Any) -> Any:
    """Return the slots of an object as a list, None for what has none."""
    if value.__class__ is Pair:
        return [value.car, value.cdr]
    if value.__class__ is list:
        return value
    if isinstance(value, Record):
        return record_to_vector(value)
    return None


@TABLE.procedure("vector-like?")
def is_vector_like(value: Any) -> bool:
    """Return whether an object has slots. CHICKEN manual, (chicken memory representation)."""
    return _items(value) is not None or isinstance(value, Symbol | Promise)


@TABLE.procedure("number-of-slots")
def number_of_slots(value: Any) -> int:
    """Return how many slots an object has. CHICKEN manual, (chicken memory representation)."""
    items = _items(value)
    if items is None:
        refuse("number-of-slots", 1, "an object that has slots", value)
    return len(items)


@TABLE.procedure("number-of-bytes")
def number_of_bytes(value: Any) -> int:
    """Return how many bytes an object takes. CHICKEN manual, (chicken memory representation)."""
    if value.__class__ is String:
        return len(value.text)
    if value.__class__ is bytearray:
        return len(value)
    if isinstance(value, NumberVector):
        return len(value.data)
    items = _items(value)
    return sys.getsizeof(value) if items is None else 8 * len(items)


@TABLE.procedure("block-ref")
def block_ref(value: Any, index: Index) -> Any:
    """Return a slot of an object. CHICKEN manual, (chicken memory representation)."""
    items = _items(value)
    if items is None:
        refuse("block-ref", 1, "an object that has slots", value)
    if index >= len(items):
        refuse("block-ref", 2, f"an index below {len(items)}", index, False)
    return items[index]


@TABLE.procedure("block-set!")
def block_set(value: Any, index: Index, new: Any) -> None:
    """Replace a slot of an object. CHICKEN manual, (chicken memory representation)."""
    block_ref(value, index)
    if value.__class__ is Pair:
        setattr(value, "cdr" if index else "car", new)
    elif value.__class__ is list:
        value[index] = new
    elif index:
        setattr(value, value.type.slots[index - 1], new)
    else:
        refuse("block-set!", 2, "a slot that can be changed", index, False)


TABLE["block-ref"].value.scheme_setter = TABLE["block-set!"].value


@TABLE.procedure("object-copy")
def object_copy(value: Any) -> Any:
    """Return a copy of an object and of what it consists of.

    CHICKEN manual, (chicken memory representation).
    """
    if is_procedure(value):
        return value
    return copy.deepcopy(value)


# Data of procedures


@TABLE.procedure("extend-procedure")
def extend_procedure(procedure: Proc, data: Any) -> Any:
    """Return a procedure that does the same and has data.

    CHICKEN manual, (chicken memory representation).
    """

    def extended(*arguments: Any) -> Any:
        return (procedure, *arguments)

    extended.__name__ = extended.__qualname__ = getattr(procedure, "__name__", "procedure")
    extended.scheme_data = data  # type: ignore[attr-defined]
    return extended


@TABLE.procedure("extended-procedure?")
def is_extended_procedure(value: Any) -> bool:
    """Return whether a value is a procedure that has data.

    CHICKEN manual, (chicken memory representation).
    """
    return is_procedure(value) and hasattr(value, "scheme_data")


@TABLE.procedure("procedure-data")
def procedure_data(procedure: Any) -> Any:
    """Return a procedure's data, or #f. CHICKEN manual, (chicken memory representation)."""
    return getattr(procedure, "scheme_data", False)


@TABLE.procedure("set-procedure-data!")
def set_procedure_data(procedure: Any, data: Any) -> None:
    """Replace a procedure's data. CHICKEN manual, (chicken memory representation)."""
    if not is_extended_procedure(procedure):
        refuse("set-procedure-data!", 1, "an extended procedure", procedure)
    procedure.scheme_data = data
