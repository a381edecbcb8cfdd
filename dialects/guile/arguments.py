"""What arguments must be, where several modules of the dialect ask for it."""

from __future__ import annotations

import enum
from typing import Annotated, Final, TypeAlias

from ..kinds import STRING, Kind, below
from .socket_port import SocketPort


class Absent(enum.Enum):
    """What stands for an argument that was left out; None is Guile's false, an argument."""

    ABSENT = enum.auto()

    def __repr__(self) -> str:
        return "..."


ABSENT: Final = Absent.ABSENT


def or_number(what: str, number: Kind) -> Kind:
    """Return the kind of what is found by name, `what`, and by number."""
    return Kind(
        f"{what}, a string or {number.expected}",
        lambda value: STRING.type_ok(value) or number.type_ok(value),
        lambda value: STRING.type_ok(value) or number.value_ok(value),
    )


IPV4: Final = below(2**32, "an exact integer from 0 to 2^32-1")
Ipv4: TypeAlias = Annotated[int, IPV4]
FILE_PORT: Final = Kind(
    "an open file port",
    lambda value: isinstance(value, SocketPort) and not value.socket.closed,
)
FilePort: TypeAlias = Annotated[SocketPort, FILE_PORT]
