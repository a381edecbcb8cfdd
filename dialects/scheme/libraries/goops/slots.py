"""GOOPS's slots: their values and their definitions."""

from __future__ import annotations

from typing import Any, Final

from ...data import Keyword, Symbol
from ...declaration import Table
from ...generics import Next
from ...kinds import Items, Sym
from ...objects import UNBOUND, Class, Slot
from .classes import CLASSES, SYSTEM, class_, fail, wrong
from .protocol import SLOT_MISSING, SLOT_UNBOUND

__all__ = ["TABLE", "slot_ref"]

TABLE: Final = Table()

_TOP: Final = CLASSES["<top>"]
_OBJECT: Final = CLASSES["<object>"]
_CLASS: Final = CLASSES["<class>"]

class_of = SYSTEM.class_of


# Slots


def slot_ref(instance: Any, name: Any) -> Any:
    """Return the value of a slot."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        _check_name(name)
        return (SLOT_MISSING, cls, instance, name)
    value = slot.read(instance)
    if value is UNBOUND:
        return (SLOT_UNBOUND, instance)
    return value


TABLE.procedure("slot-ref", tail=True)(slot_ref)


def slot_set(instance: Any, name: Any, value: Any) -> Any:
    """Set a slot."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        _check_name(name)
        return (SLOT_MISSING, cls, instance, name, value)
    return slot.write(instance, value)


TABLE.procedure("slot-set!", tail=True)(slot_set)
slot_ref.scheme_setter = slot_set  # type: ignore[attr-defined]


def _check_name(name: Any) -> None:
    if name.__class__ is not Symbol:
        wrong("a symbol", name)


@TABLE.procedure("slot-bound?", tail=True)
def is_slot_bound(instance: Any, name: Sym) -> Any:
    """Return whether a slot has a value. Guile manual, Accessing Slots."""
    cls = class_of(instance)
    slot = cls.table.get(name)
    if slot is None:
        return (SLOT_MISSING, cls, instance, name)
    return slot.read(instance) is not UNBOUND


@TABLE.procedure("slot-exists?")
def is_slot(instance: Any, name: Sym) -> bool:
    """Return whether an object has a slot. Guile manual, Accessing Slots."""
    return name in class_of(instance).table


@TABLE.procedure("class-slot-ref", tail=True)
def class_slot_ref(cls: Any, name: Sym) -> Any:
    """Return the value of a slot that the class has for all. Guile manual, Accessing Slots."""
    slot = _of_class(cls, name)
    if slot is None:
        return (SLOT_MISSING, cls, name)
    value = slot.read(cls)
    return (SLOT_UNBOUND, cls, name) if value is UNBOUND else value


@TABLE.procedure("class-slot-set!", tail=True)
def class_slot_set(cls: Any, name: Sym, value: Any) -> Any:
    """Set a slot that the class has for all. Guile manual, Accessing Slots."""
    slot = _of_class(cls, name)
    return (SLOT_MISSING, cls, name) if slot is None else slot.write(cls, value)


def _of_class(cls: Any, name: Symbol) -> Slot | None:
    slot = class_(cls).table.get(name)
    shared = (Keyword("class"), Keyword("each-subclass"))
    return slot if slot is not None and slot.option("allocation") in shared else None


@SLOT_UNBOUND.method(_CLASS, _OBJECT, _TOP)
def _(_: Next, cls: Class, instance: Any, name: Any) -> Any:
    fail("Slot `~S' is unbound in object ~S", name, instance)


@SLOT_UNBOUND.method(_CLASS, _TOP)
def _(_: Next, cls: Class, name: Any) -> Any:
    fail("Slot `~S' is unbound in class ~S", name, cls)


@SLOT_UNBOUND.method(_OBJECT)
def _(_: Next, instance: Any) -> Any:
    fail("Unbound slot in object ~S", instance)


@SLOT_MISSING.method(_CLASS, _OBJECT, _TOP)
def _(_: Next, cls: Class, instance: Any, name: Any) -> Any:
    fail("No slot with name `~S' in object ~S", name, instance)


@SLOT_MISSING.method(_CLASS, _TOP)
def _(_: Next, cls: Class, name: Any) -> Any:
    fail("No class slot with name `~S' in class ~S", name, cls)


@SLOT_MISSING.method(_CLASS, _OBJECT, _TOP, _TOP)
def _(_: Next, cls: Class, instance: Any, name: Any, value: Any) -> Any:
    return (SLOT_MISSING, cls, instance, name)


# Slot definitions


def _slot(value: Any) -> Slot:
    if not isinstance(value, Slot):
        wrong("a slot", value)
    return value


@TABLE.procedure("slot-definition-name")
def slot_definition_name(slot: Any) -> Symbol:
    """Return a slot's name. Guile manual, Introspection of Slots."""
    return _slot(slot).name


@TABLE.procedure("slot-definition-options")
def slot_definition_options(slot: Any) -> Items:
    """Return a slot's options, keywords and values. Guile manual, Introspection of Slots."""
    return _slot(slot).options


def _option_of_slots(name: str, default: Any) -> None:
    def get(slot: Any) -> Any:
        return _slot(slot).option(name, default)

    get.__doc__ = f"Return a slot's option `#:{name}`. Guile manual, Introspection of Slots."
    TABLE.procedure(f"slot-definition-{name}")(get)


for _name, _default in (
    ("allocation", Keyword("instance")),
    ("getter", False),
    ("setter", False),
    ("accessor", False),
    ("init-form", UNBOUND),
    ("init-keyword", False),
    ("init-thunk", False),
    ("init-value", UNBOUND),
):
    _option_of_slots(_name, _default)


@TABLE.procedure("class-slot-definition")
def class_slot_definition(cls: Any, name: Sym) -> Any:
    """Return the definition of a class's slot, or #f. Guile manual, Introspection of Slots."""
    return class_(cls).table.get(name, False)


@TABLE.procedure("slot-init-function")
def slot_init_function(cls: Any, name: Sym) -> Any:
    """Return the thunk of a slot's first value, or #f. Guile manual, Introspection of Slots."""
    slot = class_(cls).table.get(name)
    return False if slot is None else slot.option("init-thunk", False)
