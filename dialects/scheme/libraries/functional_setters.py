"""Copies of records with other values in some fields, as Guile's (srfi srfi-9 gnu) makes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..calls import call
from ..conditions import error
from ..data import Record, RecordType, Symbol, iterate
from ..declaration import Table, refuse

__all__ = ["TABLE"]

TABLE: Final = Table()

# The getters of a field are all evaluated before a record is copied.
TABLE.macros("""
(define-syntax set-field
  (syntax-rules ()
    ((_ record (getter ...) value)
     (%set-fields record (list (cons (list getter ...) value))))))
(define-syntax set-fields
  (syntax-rules ()
    ((_ record ((getter ...) value) ...)
     (%set-fields record (list (cons (list getter ...) value) ...)))))
""")


def _field(procedure: str, getter: Any) -> tuple[RecordType, str]:
    """Return the type and the slot that a getter is about."""
    found: tuple[RecordType, str] | None = getattr(getter, "field", None)
    if found is None:
        refuse(procedure, 2, "a getter of a record", getter)
    return found


def _copied(procedure: str, getter: Any, record: Any, value: Any) -> Any:
    """Return a copy of a record with another value for what a getter returns."""
    type_, slot = _field(procedure, getter)
    if not isinstance(record, type_.cls):
        refuse(procedure, 1, f"a record of type {type_.name}", record)
    made = object.__new__(type(record))
    for each in record.type.slots:
        setattr(made, each, getattr(record, each))
    setattr(made, slot, value)
    return made


@TABLE.procedure("%functional-setter")
def functional_setter(getter: Any, name: Symbol) -> Callable[[Any, Any], Any]:
    """Return a procedure of a record and a value that returns a copy with that value."""
    _field(name.name, getter)

    def setter(record: Any, value: Any) -> Any:
        return _copied(name.name, getter, record, value)

    setter.__name__ = setter.__qualname__ = name.name
    return setter


@TABLE.procedure("%set-fields")
def set_fields(record: Record, changes: Any) -> Any:
    """Return a copy of a record with other values where paths of getters lead.

    Guile manual, SRFI-9 Records.
    """
    paths = [(list(iterate(change.car)), change.cdr) for change in iterate(changes)]
    for number, (path, _) in enumerate(paths):
        for other, _ in paths[:number]:
            if path[: len(other)] == other or other[: len(path)] == path:
                raise error("colliding paths of getters", procedure="set-fields")
    for path, value in paths:
        record = _with(record, path, value)
    return record


def _with(record: Any, path: list[Any], value: Any) -> Any:
    if not path:
        return value
    first, *rest = path
    if rest:
        value = _with(call(first, record), rest, value)
    return _copied("set-field", first, record, value)
