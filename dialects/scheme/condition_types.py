"""The condition types of R6RS (library chapter 7 and 8.1), and compound conditions.

A simple condition is a record of one of these types or of one below them. A compound condition is
an `ErrorObject`, so that whoever reads a message off an error reads its message as well. Which
conditions the failures of procedures are is said by `libraries.condition_parts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from .conditions import ErrorObject
from .data import NIL, Pair, Record, RecordType, String, Symbol
from .printer import PRINTERS, written
from .profiles import Profile

__all__ = [
    "GUILE_NAMES",
    "TYPES",
    "Compound",
    "compound",
    "descends",
    "fitting",
    "part",
    "shown_name",
]


def _types() -> dict[str, RecordType]:
    made: dict[str, RecordType] = {"": RecordType("&condition", ())}
    for line in _TREE.strip().splitlines():
        parent, name, *fields = line.split()
        above = made["" if parent == "-" else parent]
        made[name] = RecordType(f"&{name}", fields, above, mutable=(False,) * len(fields))
    made["condition"] = made.pop("")
    return made


_TREE: Final = """
- message message
- irritants irritants
- who who
- warning
- quit-exception code
- exception-with-kind-and-args kind args
- serious
serious error
serious violation
violation assertion
violation non-continuable
violation implementation-restriction
violation lexical
violation syntax form subform
violation undefined
implementation-restriction no-infinities
implementation-restriction no-nans
error i/o
i/o i/o-read
i/o i/o-write
i/o i/o-invalid-position position
i/o i/o-filename filename
i/o-filename i/o-file-protection
i/o-file-protection i/o-file-is-read-only
i/o-filename i/o-file-already-exists
i/o-filename i/o-file-does-not-exist
i/o i/o-port port
i/o-port i/o-decoding
i/o-port i/o-encoding char
i/o host-not-found node service
i/o socket socket
socket socket-connection
socket socket-closed
socket socket-read-timeout timeout
socket socket-port port
"""

TYPES: Final = _types()
"""Every type, by its name without `&`; some are Guile's or Sagittarius's, not R6RS's."""

GUILE_NAMES: Final = {
    "condition": "&exception",
    "who": "&origin",
    "serious": "&error",
    "error": "&external-error",
    "violation": "&programming-error",
    "assertion": "&assertion-failure",
    "undefined": "&undefined-variable",
}
"""What Guile calls the types that it has under another name."""


def shown_name(type_: RecordType, profile: Profile) -> str:
    """Return a record type's name as a dialect has it."""
    if profile.condition_style == "guile" and TYPES.get(type_.name[1:]) is type_:
        return GUILE_NAMES.get(type_.name[1:], type_.name)
    return type_.name


def part(name: str, *values: Any) -> Record:
    """Return a simple condition of a type, by its name in `TYPES`, with these fields."""
    made: Record = TYPES[name].make(*values)
    return made


def descends(type_: object, root: RecordType) -> bool:
    """Return whether a record type is another one or below it."""
    return isinstance(type_, RecordType) and issubclass(type_.cls, root.cls)


def fitting(parts: Iterable[Record], type_: RecordType) -> Any:
    """Return the first of some simple conditions that is of a type, or None."""
    return next((each for each in parts if isinstance(each, type_.cls)), None)


class Compound(ErrorObject):
    """A compound condition.

    Attributes:
        components: its simple conditions.
    """

    def __init__(self, components: Iterable[Record]) -> None:
        self.components = tuple(components)
        given = fitting(self.components, TYPES["message"])
        told = fitting(self.components, TYPES["irritants"])
        origin = fitting(self.components, TYPES["who"])
        super().__init__(
            String("") if given is None else given.f0,
            () if told is None else _items(told.f0),
            "" if origin is None else _name(origin.f0),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return ErrorObject, super().__reduce__()[1]


def _items(irritants: Any) -> tuple[Any, ...]:
    """Return irritants as a tuple; an object that is no list counts as one irritant."""
    found: list[Any] = []
    rest = irritants
    while rest.__class__ is Pair and len(found) < 1000:
        found.append(rest.car)
        rest = rest.cdr
    return tuple(found) if rest is NIL else (irritants,)


def _name(who: Any) -> str:
    if who is False:
        return ""
    if isinstance(who, Symbol):
        return who.name
    return str(getattr(who, "text", None) or written(who))


def compound(*parts: tuple[str, tuple[Any, ...]]) -> Compound:
    """Return a condition of types, each with the values of its fields."""
    return Compound(TYPES[name].make(*values) for name, values in parts)


def _compound_text(value: Compound, readable: bool, profile: Profile) -> str:
    parts = " ".join(written(each, profile) for each in value.components)
    if profile.condition_style == "guile":
        return f"#<&compound-exception components: ({parts})>"
    return f"#<compound-condition {parts}>"


PRINTERS[Compound] = _compound_text


def _enter_printer(name: str) -> None:
    type_ = TYPES[name]

    def text(value: Any, profile: Profile) -> str:
        shown = shown_name(type_, profile)
        fields = (
            f" {GUILE_NAMES[name][1:] if name == 'who' and shown != type_.name else field}: "
            f"{written(getattr(value, slot), profile)}"
            for field, slot in zip(type_.fields, type_.slots, strict=True)
        )
        return f"#<{shown}{''.join(fields)}>"

    type_.printer = text


for _each in GUILE_NAMES:
    _enter_printer(_each)
