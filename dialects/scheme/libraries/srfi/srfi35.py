"""SRFI 35: conditions of types with named fields; they are those of R6RS."""

from __future__ import annotations

from typing import Any, Final

from ...condition_types import TYPES, Compound, fitting
from ...conditions import fail
from ...data import RecordType, from_list
from ...declaration import Table, refuse
from ...kinds import Items, Name
from ..condition_parts import is_condition, parts
from ..rnrs.conditions import condition_type

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("make-condition-type")
def make_condition_type(name: Name, parent: Any, fields: Items) -> RecordType:
    """Return a new condition type. SRFI 35."""
    above = condition_type("make-condition-type", parent, 2)
    names = [field.name for field in fields if hasattr(field, "name")]
    if len(names) < len(fields):
        refuse("make-condition-type", 3, "a list of symbols", fields)
    twice = next((each for each in names if each in above.fields or names.count(each) > 1), None)
    if twice is not None:
        refuse("make-condition-type", 3, "fields that no other has", twice, False)
    return RecordType(name, names, above, mutable=(False,) * len(names))


@TABLE.procedure("condition-type?")
def is_condition_type(value: Any) -> bool:
    """Return whether a value is a condition type. SRFI 35."""
    return isinstance(value, RecordType) and issubclass(value.cls, TYPES["condition"].cls)


@TABLE.procedure("make-condition")
def make_condition(type_: Any, *fields: Any) -> Any:
    """Return a condition of a type; names and values of its fields follow in turn. SRFI 35."""
    wanted = condition_type("make-condition", type_)
    if len(fields) % 2:
        fail("make-condition: a field without a value:", fields[-1])
    found: dict[str, Any] = {}
    for place in range(0, len(fields), 2):
        name = getattr(fields[place], "name", None)
        if name not in wanted.fields:
            fail("make-condition: no such field:", fields[place], wanted)
        if name in found:
            fail("make-condition: a field has two values:", fields[place])
        found[name] = fields[place + 1]
    missing = [name for name in wanted.fields if name not in found]
    if missing:
        fail(f"make-condition: a field has no value: {missing[0]}", wanted)
    return wanted.make(*(found[name] for name in wanted.fields))


def _parts(procedure: str, condition: Any, place: int = 1) -> tuple[Any, ...]:
    if not is_condition(condition):
        refuse(procedure, place, "a condition", condition)
    return parts(condition)


@TABLE.procedure("condition-has-type?")
def has_type(condition: Any, type_: Any) -> bool:
    """Return whether a condition has a part of a type. SRFI 35."""
    wanted = condition_type("condition-has-type?", type_, 2)
    return fitting(_parts("condition-has-type?", condition), wanted) is not None


@TABLE.procedure("condition-ref")
def condition_ref(condition: Any, field: Name) -> Any:
    """Return a field of the first part that has it. SRFI 35."""
    for part in _parts("condition-ref", condition):
        type_ = part.type
        if field in type_.fields:
            return getattr(part, type_.slots[type_.fields.index(field)])
    fail(f"condition-ref: a condition without the field {field}:", condition)


@TABLE.procedure("make-compound-condition")
def make_compound_condition(*conditions: Any) -> Any:
    """Return a condition of the parts of several. SRFI 35."""
    found: list[Any] = []
    for place, each in enumerate(conditions, 1):
        found += _parts("make-compound-condition", each, place)
    return found[0] if len(found) == 1 else Compound(found)


@TABLE.procedure("extract-condition")
def extract_condition(condition: Any, type_: Any) -> Any:
    """Return the first part that is of a type. SRFI 35.

    Guile returns #f where there is none.
    """
    wanted = condition_type("extract-condition", type_, 2)
    found = fitting(_parts("extract-condition", condition), wanted)
    return False if found is None else found


TABLE.macros("""
(define-syntax define-condition-type
  (syntax-rules ()
    ((_ name parent predicate (field accessor) ...)
     (begin
       (define name (make-condition-type 'name parent '(field ...)))
       (define (predicate value) (%has-type? value name))
       (define (accessor condition) (%field condition name 'field)) ...))))

(define-syntax condition
  (syntax-rules ()
    ((_ (type (field value) ...) ...)
     (%compound-condition (list type '(field ...) (list value ...)) ...))))
""")


@TABLE.procedure("%has-type?")
def is_of_type(value: Any, type_: RecordType) -> bool:
    """Return whether a value is a condition that has a part of a type."""
    return fitting(parts(value), type_) is not None


@TABLE.procedure("%field")
def field_of(condition: Any, type_: RecordType, field: Name) -> Any:
    """Return a field of a condition's part of a type."""
    part = fitting(parts(condition), type_)
    if part is None:
        refuse("condition-ref", 1, f"a condition of type {type_.name}", condition)
    return getattr(part, type_.slots[type_.fields.index(field)])


@TABLE.procedure("%compound-condition")
def make_of_bindings(*bindings: Items) -> Any:
    """Return a condition of types, each in a list with the names of fields and their values.

    A field that a type is not given is the one of that name of the first type that has it.
    """
    given = [
        [type_, list(zip(from_list(names), from_list(values), strict=True))]
        for type_, names, values in bindings
    ]
    shared: dict[Any, Any] = {}
    for _, fields in given:
        for name, value in fields:
            shared.setdefault(getattr(name, "name", None), (name, value))
    made = []
    for type_, fields in given:
        own = {getattr(name, "name", None) for name, _ in fields}
        wanted = condition_type("condition", type_).fields
        fields += [shared[each] for each in wanted if each not in own and each in shared]
        made.append(make_condition(type_, *(each for field in fields for each in field)))
    return make_compound_condition(*made)
