"""The parts of messages that (rfc mime) makes: objects of the class `<mime-part>`."""

from __future__ import annotations

from typing import Any, Final

from ...arguments import UNSET
from ...calls import call
from ...data import NIL, Keyword, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...objects import Instance, Slot
from ..clos.classes import CLASSES, SYSTEM, slot_of
from ..clos.clos import MAKE, slot_ref, slot_set

__all__ = ["TABLE", "is_part", "items_of", "make_part", "part_get", "part_set"]

TABLE: Final = Table()

_INITIAL: Final[dict[str, Any]] = {
    "type": String("text"),
    "subtype": String("plain"),
    "parameters": NIL,
    "transfer-encoding": UNSET,
    "headers": NIL,
    "parent": False,
    "index": 0,
    "content": False,
    "source": False,
}
"""The slots, with what each is at first."""


def _slot(name: str, initial: Any) -> Slot:
    options = [Keyword("init-keyword"), Keyword(name)]
    if initial is not UNSET:
        options += [Keyword("init-value"), initial]
    return slot_of(to_list([Symbol(name), *options]))


_PART: Final = SYSTEM.builtin(
    "<mime-part>",
    CLASSES["<object>"],
    slots=[_slot(name, initial) for name, initial in _INITIAL.items()],
    layout=CLASSES["<object>"].layout,
)
TABLE.value("<mime-part>", _PART)


@TABLE.procedure("mime-part?")
def is_part(value: Any) -> bool:
    """Return whether a value is a part of a message."""
    return isinstance(value, Instance) and _PART in value.cls.precedence


@TABLE.procedure("make-mime-part")
def make_part(*options: Any) -> Any:
    """Return a part of a message, its slots by keywords."""
    return call(MAKE, _PART, *options)


def part_get(part: Any, name: str) -> Any:
    """Return a slot of a part."""
    return call(slot_ref, part, Symbol(name))


def part_set(part: Any, name: str, value: Any) -> None:
    """Set a slot of a part."""
    call(slot_set, part, Symbol(name), value)


def items_of(part: Any, name: str) -> list[Any]:
    """Return the items of a list that a part's slot has."""
    return from_list(part_get(part, name))


def _declare_accessor(slot: str) -> None:
    name = f"mime-part-{slot}"

    @TABLE.procedure(name)
    def accessor(part: Any, value: Any = UNSET) -> Any:
        """Return a slot of a part, or set it."""
        if not is_part(part):
            refuse(name, 1, "a part of a message", part)
        if value is UNSET:
            return part_get(part, slot)
        part_set(part, slot, value)
        return None

    accessor.scheme_setter = accessor  # type: ignore[attr-defined]


for _name in _INITIAL:
    _declare_accessor(_name)
