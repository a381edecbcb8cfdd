"""What the arguments of the network database procedures may be, beyond what all dialects ask."""

from __future__ import annotations

import enum
from typing import Final

from ..conditions import Kind
from ..kinds import STRING

__all__ = [
    "ABSENT",
    "ANYTHING",
    "SECTION",
    "Absent",
    "instance",
    "is_true",
    "optional",
    "or_number",
]

SECTION: Final = "Network Databases"
"""Where the manual describes them."""


class Absent(enum.Enum):
    """What stands for an argument that was left out; None is Guile's false, an argument."""

    ABSENT = enum.auto()

    def __repr__(self) -> str:
        return "..."


ABSENT: Final = Absent.ABSENT


def optional(kind: Kind) -> Kind:
    """`kind`, or nothing at all."""
    return Kind(
        kind.expected,
        lambda value: value is ABSENT or kind.type_ok(value),
        lambda value: value is ABSENT or kind.value_ok(value),
    )


def or_number(what: str, number: Kind) -> Kind:
    """What can be found by name, `what`, and by number."""
    return Kind(
        f"{what}, a string or {number.expected}",
        lambda value: STRING.type_ok(value) or number.type_ok(value),
        lambda value: STRING.type_ok(value) or number.value_ok(value),
    )


def instance(of: type, what: str) -> Kind:
    """An object of a class, described as `what`."""
    return Kind(what, lambda value: isinstance(value, of))


ANYTHING: Final = Kind("a boolean")


def is_true(value: object) -> bool:
    """Return whether a value is true in Scheme, where but one is not; here None is that, too."""
    return value is not False and value is not None
