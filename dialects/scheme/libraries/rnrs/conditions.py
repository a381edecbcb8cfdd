"""R6RS's conditions: (rnrs conditions), and the types of (rnrs io ports) and (rnrs files)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...condition_types import TYPES, Compound, compound, descends, fitting
from ...control import raise_
from ...data import RecordType, to_list
from ...declaration import Table, refuse
from ...kinds import Items, Name, Proc
from ..condition_parts import is_condition, parts
from ..internal import constructor

__all__ = ["TABLE", "condition_type", "maker", "reader", "tester"]

TABLE: Final = Table()

_NAMES: Final = """
message make-message-condition message-condition? condition-message
warning make-warning warning?
serious make-serious-condition serious-condition?
error make-error error?
violation make-violation violation?
assertion make-assertion-violation assertion-violation?
irritants make-irritants-condition irritants-condition? condition-irritants
who make-who-condition who-condition? condition-who
non-continuable make-non-continuable-violation non-continuable-violation?
implementation-restriction make-implementation-restriction-violation
  implementation-restriction-violation?
lexical make-lexical-violation lexical-violation?
syntax make-syntax-violation syntax-violation? syntax-violation-form syntax-violation-subform
undefined make-undefined-violation undefined-violation?
no-infinities make-no-infinities-violation no-infinities-violation?
no-nans make-no-nans-violation no-nans-violation?
i/o make-i/o-error i/o-error?
i/o-read make-i/o-read-error i/o-read-error?
i/o-write make-i/o-write-error i/o-write-error?
i/o-invalid-position make-i/o-invalid-position-error i/o-invalid-position-error?
  i/o-error-position
i/o-filename make-i/o-filename-error i/o-filename-error? i/o-error-filename
i/o-file-protection make-i/o-file-protection-error i/o-file-protection-error?
i/o-file-is-read-only make-i/o-file-is-read-only-error i/o-file-is-read-only-error?
i/o-file-already-exists make-i/o-file-already-exists-error i/o-file-already-exists-error?
i/o-file-does-not-exist make-i/o-file-does-not-exist-error i/o-file-does-not-exist-error?
i/o-port make-i/o-port-error i/o-port-error? i/o-error-port
i/o-decoding make-i/o-decoding-error i/o-decoding-error?
i/o-encoding make-i/o-encoding-error i/o-encoding-error? i/o-encoding-error-char
quit-exception make-quit-exception quit-exception?
host-not-found make-host-not-found-error host-not-found-error? host-not-found-error-node
  host-not-found-error-service
socket make-socket-error socket-error? socket-error-socket
socket-connection make-socket-connection-error socket-connection-error?
socket-closed make-socket-closed-error socket-closed-error?
socket-read-timeout make-socket-read-timeout-error socket-read-timeout-error?
socket-port make-socket-port-error socket-port-error? socket-error-port
"""
"""Each type, its constructor, its predicate, and the accessors of its own fields."""


def condition_type(procedure: str, value: Any, place: int = 1) -> RecordType:
    """Return a value that must be a condition type."""
    if not descends(value, TYPES["condition"]):
        refuse(procedure, place, "a condition type", value)
    made: RecordType = value
    return made


def maker(type_: RecordType, name: str) -> Callable[..., Any]:
    """Return the procedure that makes a simple condition."""
    return constructor(type_, name, list(type_.slots))


def tester(type_: RecordType, name: str) -> Callable[[Any], bool]:
    """Return the procedure that tells conditions that have a part of a type."""

    def test(value: Any) -> bool:
        return fitting(parts(value), type_) is not None

    test.__name__ = test.__qualname__ = name
    return test


def reader(type_: RecordType, name: str, slot: str) -> Callable[[Any], Any]:
    """Return the procedure that reads a field of a condition's part of a type."""

    def read(condition: Any) -> Any:
        part = fitting(parts(condition), type_)
        if part is None:
            refuse(name, 1, f"a condition of type {type_.name}", condition)
        return getattr(part, slot)

    read.__name__ = read.__qualname__ = name
    return read


for _line in _NAMES.replace("\n ", " ").strip().splitlines():
    _name, _make, _test, *_readers = _line.split()
    _type = TYPES[_name]
    TABLE.value(f"&{_name}", _type)
    TABLE.procedures(**{_make: maker(_type, _make), _test: tester(_type, _test)})
    _own = _type.slots[len(_type.slots) - len(_type.own) :]
    for _slot, _each in zip(_own, _readers, strict=False):
        TABLE.procedures(**{_each: reader(_type, _each, _slot)})
TABLE.value("&condition", TYPES["condition"])


@TABLE.procedure("condition")
def condition(*conditions: Any) -> Any:
    """Return a condition of the parts of several. R6RS library, 7.2.1."""
    found: list[Any] = []
    for place, each in enumerate(conditions, 1):
        found += _parts("condition", place, each)
    return found[0] if len(found) == 1 else Compound(found)


def _parts(procedure: str, place: int, value: Any) -> tuple[Any, ...]:
    if not is_condition(value):
        refuse(procedure, place, "a condition", value)
    return parts(value)


@TABLE.procedure("simple-conditions")
def simple_conditions(condition: Any) -> Items:
    """Return a list of the parts of a condition. R6RS library, 7.2.1."""
    return _parts("simple-conditions", 1, condition)


@TABLE.procedure("condition?")
def is_a_condition(value: Any) -> bool:
    """Return whether a value is a condition. R6RS library, 7.2.1."""
    return is_condition(value)


@TABLE.procedure("condition-predicate")
def condition_predicate(type_: Any) -> Any:
    """Return a procedure that tells conditions of a type. R6RS library, 7.2.1."""
    made = condition_type("condition-predicate", type_)
    return tester(made, f"{made.name[1:]}?")


@TABLE.procedure("condition-accessor")
def condition_accessor(type_: Any, procedure: Proc) -> Any:
    """Return a procedure that calls another with a condition's part of a type.

    R6RS library, 7.2.1.
    """
    wanted = condition_type("condition-accessor", type_)

    def access(condition: Any) -> Any:
        part = fitting(parts(condition), wanted)
        if part is None:
            refuse("condition-accessor", 1, f"a condition of type {wanted.name}", condition)
        return (procedure, part)

    return access


TABLE.macros("""
(define-syntax define-condition-type
  (syntax-rules ()
    ((_ name parent constructor predicate (field accessor) ...)
     (begin
       (define name (%condition-type 'name parent '(field ...)))
       (define constructor (%condition-constructor name 'constructor))
       (define predicate (%condition-predicate name 'predicate))
       (define accessor (%condition-field name 'accessor 'field)) ...))))
""")


@TABLE.procedure("%condition-type")
def make_type(name: Name, parent: Any, fields: Items) -> Any:
    """Return a new condition type."""
    above = condition_type("define-condition-type", parent, 2)
    names = [field.name for field in fields]
    return RecordType(name, names, above, mutable=(False,) * len(names))


@TABLE.procedure("%condition-constructor")
def make_constructor(type_: Any, name: Name) -> Any:
    """Return the constructor of a condition type."""
    return maker(type_, name)


@TABLE.procedure("%condition-predicate")
def make_predicate(type_: Any, name: Name) -> Any:
    """Return the predicate of a condition type."""
    return tester(type_, name)


@TABLE.procedure("%condition-field")
def make_reader(type_: Any, name: Name, field: Name) -> Any:
    """Return the accessor of a field of a condition type."""
    return reader(
        type_, name, type_.slots[len(type_.fields) - len(type_.own) + type_.own.index(field)]
    )


# Raising


def _raise(kind: str, who: Any, message: Any, irritants: tuple[Any, ...]) -> Any:
    told: list[tuple[str, tuple[Any, ...]]] = [(kind, ())]
    if who is not False:
        told.append(("who", (who,)))
    told += [("message", (message,)), ("irritants", (to_list(irritants),))]
    return raise_(compound(*told))


@TABLE.procedure("error")
def error(who: Any, message: Any, *irritants: Any) -> Any:
    """Raise an `&error`; `who` is a name, or #f. R6RS, 11.14."""
    return _raise("error", who, message, irritants)


@TABLE.procedure("assertion-violation")
def assertion_violation(who: Any, message: Any, *irritants: Any) -> Any:
    """Raise an `&assertion`; `who` is a name, or #f. R6RS, 11.14."""
    return _raise("assertion", who, message, irritants)
