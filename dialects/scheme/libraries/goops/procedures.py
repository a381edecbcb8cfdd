"""Procedures of Guile to which GOOPS adds methods, and how objects are written."""

from __future__ import annotations

import functools
import itertools
from typing import Any, Final

from ...calls import call
from ...data import NIL, String, Symbol, to_list
from ...declaration import Table
from ...dynamics import STATE
from ...equality import is_equal, is_eqv
from ...generics import Generic, Method
from ...kinds import Proc
from ...objects import UNBOUND, Class, Instance, Slot
from ...ports import StringOutput
from ...printer import displayed
from .. import io
from .classes import CLASSES, SYSTEM, name_of
from .generics import new_generic
from .protocol import NO_APPLICABLE_METHOD

__all__ = ["TABLE"]

TABLE: Final = Table()

_TOP: Final = CLASSES["<top>"]

# Procedures that are no generic functions to begin with


@TABLE.procedure("%extended")
def extended(name: Symbol, procedure: Any) -> Any:
    """Return the generic function that takes a procedure's place when a method is added to it."""
    if isinstance(procedure, Generic):
        return procedure
    held = STATE.image.held
    key = (_EXTENDED, name.name)
    if key not in held:
        made = held[key] = new_generic(name)
        made.default = _PLAIN.get(name.name, procedure)
        if name.name in _OF_TWO:
            made.default = _by_two(made, procedure)
    return held[key]


_OF_TWO: Final = frozenset({"+", "-", "*", "/", "max", "min", "gcd", "lcm"})
"""Procedures whose methods are about two arguments, and which take more by and by."""


def _by_two(generic: Generic, procedure: Any) -> Any:
    def reduced(*args: Any) -> Any:
        if not any(isinstance(each, Instance) for each in args):
            return (procedure, *args)
        if len(args) > 2:
            return functools.reduce(functools.partial(call, generic), args)
        return (NO_APPLICABLE_METHOD, generic, to_list(args))

    return reduced


_EXTENDED: Final = "extended procedures"


@TABLE.procedure("primitive-generic-generic")
def primitive_generic_generic(procedure: Proc) -> Any:
    """Return the generic function of a procedure that methods may be added to."""
    name = getattr(procedure, "__name__", "")
    return extended(Symbol(name), procedure)


@TABLE.procedure("enable-primitive-generic!")
def enable_primitive_generic(*procedures: Proc) -> None:
    """Let methods be added to procedures, which they may be anyway."""


def _method_of(name: str, *args: Any) -> Generic | None:
    """Return the generic function that the program made of a procedure, if it takes arguments."""
    image = STATE.image
    found = None if image is None else image.held.get((_EXTENDED, name))
    if isinstance(found, Generic) and found.applicable(args):
        return found
    return None


def _show(instance: Any, readable: bool) -> str:
    port = StringOutput()
    for name in ("write",) if readable else ("display", "write"):
        generic = _method_of(name, instance, port)
        if generic is not None:
            call(generic, instance, port)
            return port.getvalue()
    return _plain_text(instance)


def _plain_text(value: Any) -> str:
    """Return an object as it is written where no method says how."""
    cls = name_of(SYSTEM.class_of(value))
    if not cls:
        return f"#<instance {id(value):x}>"
    if isinstance(value, Generic):
        name = "" if value.name is False else f" {displayed(value.name)}"
        return f"#<{cls}{name} ({len(value.methods)})>"
    words = [cls]
    if isinstance(value, Class) and value.name is not UNBOUND:
        words.append(name_of(value))
    elif isinstance(value, Slot):
        words.append(value.name.name)
    elif isinstance(value, Method):
        names = [each.name if isinstance(each, Class) else each for each in value.specializers]
        words.append(displayed(to_list(names, _TOP.name if value.rest else NIL)))
    return f"#<{' '.join(words)} {id(value):x}>"


def _printing(readable: bool) -> Any:
    def show(value: Any, port: Any = None) -> None:
        if not isinstance(value, Instance):
            (io.write if readable else io.display)(value, port)
            return
        if port is None:  # no method was called for this
            text = _show(value, readable)
        else:
            generic = None if readable else _method_of("write", value, port)
            if generic is not None:
                call(generic, value, port)
                return
            text = _plain_text(value)
        io.display(String(text), port)

    return show


def _plainly_equal(*values: Any) -> bool:
    return all(
        one is other if isinstance(one, Instance) else is_equal(one, other)
        for one, other in itertools.pairwise(values)
    )


_PLAIN: Final = {
    "write": _printing(True),
    "display": _printing(False),
    "equal?": _plainly_equal,
}
"""What a method of these calls next for an object, which must not come back to the method."""


def _is_equal(one: Any, other: Any) -> bool:
    generic = _method_of("equal?", one, other)
    return is_eqv(one, other) if generic is None else call(generic, one, other) is not False


SYSTEM.show = _show
SYSTEM.equal = _is_equal
