"""What forms expand into and programs cannot name: guard, promises, records, parameterize."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..calls import call
from ..conditions import AssertionFailure, error
from ..control import guarded, parameterized
from ..data import Promise, RecordType, Symbol, from_list
from ..declaration import Table, refuse
from ..kinds import Items
from ..reentry import call_with_reentry

__all__ = ["TABLE", "accessor", "constructor", "modifier", "predicate"]

TABLE: Final = Table()

_PLAIN: Final[dict[str, Callable[..., Any]]] = {
    "%call/cc": call_with_reentry,
    "%guard": guarded,
}
TABLE.procedures(**_PLAIN)


@TABLE.procedure("%parameterized")
def parameterized_by(thunk: Any, *bindings: Any) -> Any:
    """Call a thunk with parameters bound: a parameter and a value, and so on."""
    return parameterized(list(zip(bindings[::2], bindings[1::2], strict=True)), thunk)


@TABLE.procedure("%delay")
def delay(thunk: Any) -> Promise:
    """Return a promise of what a thunk returns."""
    return Promise(False, lambda: Promise(True, call(thunk)))


@TABLE.procedure("%delay-force")
def delay_force(thunk: Any) -> Promise:
    """Return a promise of what the promise is that a thunk returns."""
    return Promise(False, thunk)


@TABLE.procedure("%assertion-failed")
def assertion_failed(expression: Any, *irritants: Any) -> Any:
    """Raise the condition for an assertion that does not hold."""
    raise AssertionFailure("assertion failed:", (expression, *irritants))


@TABLE.procedure("%other-keywords")
def other_keywords(arguments: Any, known: list[Any]) -> Items:
    """Return what is left of a list of keyword arguments without the known ones."""
    items = from_list(arguments)
    pairs = [items[place : place + 2] for place in range(0, len(items), 2)]
    return [
        each
        for pair in pairs
        if len(pair) < 2 or not any(pair[0] is keyword for keyword in known)
        for each in pair
    ]


# Records


@TABLE.procedure("%record-type")
def record_type(name: Symbol, fields: list[Symbol], parent: Any) -> RecordType:
    """Return a new record type."""
    above = parent if isinstance(parent, RecordType) else None
    return RecordType(name.name, [field.name for field in fields], above)


def _slot(type_: RecordType, field: Symbol) -> str:
    """Return the attribute of a field: the last of its name, a type's own before its parent's."""
    for name, slot in zip(reversed(type_.fields), reversed(type_.slots), strict=True):
        if name == field.name:
            return slot
    raise error("a record type without this field:", type_, field)


def made_by(source: str, name: str, **names: Any) -> Any:
    """Return the function `made` that Python code defines, under a Scheme name."""
    scope = {"refuse": refuse, "name": name, "new": object.__new__, **names}
    exec(source, scope)
    function = scope["made"]
    function.__name__ = function.__qualname__ = name
    return function


def constructor(type_: RecordType, name: str, slots: list[str]) -> Callable[..., Any]:
    """Return a procedure that makes records of values for these slots; others have none."""
    arguments = ", ".join(f"a{place}" for place in range(len(slots)))
    lines = [f"  record.{slot} = a{place}" for place, slot in enumerate(slots)]
    lines += [f"  record.{slot} = False" for slot in type_.slots if slot not in slots]
    body = "\n".join(["  record = new(cls)", *lines, "  return record"])
    return made_by(f"def made({arguments}):\n{body}", name, cls=type_.cls)  # type: ignore[no-any-return]


def predicate(type_: RecordType, name: str) -> Callable[[Any], bool]:
    """Return a procedure that tells records of a type."""
    source = "def made(value): return value.__class__ is cls or isinstance(value, cls)"
    return made_by(source, name, cls=type_.cls)  # type: ignore[no-any-return]


def accessor(type_: RecordType, name: str, slot: str) -> Callable[[Any], Any]:
    """Return a procedure that returns a slot; its `field` is the type and the slot."""
    source = f"""def made(record):
  if record.__class__ is not cls and not isinstance(record, cls):
    refuse(name, 1, expected, record)
  return record.{slot}"""
    expected = f"a record of type {type_.name}"
    made = made_by(source, name, cls=type_.cls, expected=expected)
    made.field = (type_, slot)
    return made  # type: ignore[no-any-return]


def modifier(type_: RecordType, name: str, slot: str) -> Callable[[Any, Any], None]:
    """Return a procedure that sets a slot."""
    source = f"""def made(record, value):
  if record.__class__ is not cls and not isinstance(record, cls):
    refuse(name, 1, expected, record)
  record.{slot} = value"""
    expected = f"a record of type {type_.name}"
    return made_by(source, name, cls=type_.cls, expected=expected)  # type: ignore[no-any-return]


def _type(value: Any) -> RecordType:
    if not isinstance(value, RecordType):
        raise error("no record type:", value)
    return value


@TABLE.procedure("%record-constructor")
def record_constructor(type_: Any, name: Symbol, fields: Any) -> Any:
    """Return the constructor of a record type; `fields` is #f for all of them."""
    record = _type(type_)
    slots = list(record.slots) if fields is False else [_slot(record, each) for each in fields]
    return constructor(record, name.name, slots)


@TABLE.procedure("%record-predicate")
def record_predicate(type_: Any, name: Symbol) -> Any:
    """Return the predicate of a record type."""
    return predicate(_type(type_), name.name)


@TABLE.procedure("%record-accessor")
def record_accessor(type_: Any, name: Symbol, field: Symbol) -> Any:
    """Return the accessor of a field."""
    return accessor(_type(type_), name.name, _slot(_type(type_), field))


@TABLE.procedure("%record-modifier")
def record_modifier(type_: Any, name: Symbol, field: Symbol) -> Any:
    """Return the modifier of a field."""
    return modifier(_type(type_), name.name, _slot(_type(type_), field))
