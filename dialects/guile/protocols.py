"""The protocol database: protocols by name and by number, and all that /etc/protocols has.

What the file does not have, the system is asked for: it may look elsewhere, too.
"""

from __future__ import annotations

import socket as _socket
from typing import Final

from ...core.errors import arose_below
from ..dialect import procedure
from ..kinds import C_INT, STRING
from .arguments import ABSENT, ANYTHING, SECTION, Absent, instance, is_true, optional, or_number
from .entries import PROTOCOLS, ProtocolEntry
from .errors import GUILE, NoSuchEntryError

__all__ = [
    "ProtocolEntry",
    "endprotoent",
    "getproto",
    "getprotobyname",
    "getprotobynumber",
    "getprotoent",
    "protoent_aliases",
    "protoent_name",
    "protoent_proto",
    "setproto",
    "setprotoent",
]

_PROTOENT: Final = instance(ProtocolEntry, "a protocol of the protocol database")


@procedure("(protoent:name protocol)", SECTION, protocol=_PROTOENT)
def protoent_name(protocol: ProtocolEntry) -> str:
    """`(protoent:name protocol)`: the protocol's name, a string.

    `protocol` is of the protocol database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(protoent_name, protocol)
    return protocol.name


@procedure("(protoent:aliases protocol)", SECTION, protocol=_PROTOENT)
def protoent_aliases(protocol: ProtocolEntry) -> tuple[str, ...]:
    """`(protoent:aliases protocol)`: the protocol's other names, strings.

    `protocol` is of the protocol database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(protoent_aliases, protocol)
    return protocol.aliases


@procedure("(protoent:proto protocol)", SECTION, protocol=_PROTOENT)
def protoent_proto(protocol: ProtocolEntry) -> int:
    """`(protoent:proto protocol)`: its number, an integer.

    `protocol` is of the protocol database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(protoent_proto, protocol)
    return protocol.proto


@procedure(
    "(getproto [protocol])", SECTION, protocol=optional(or_number("a protocol's name", C_INT))
)
def getproto(protocol: str | int | Absent = ABSENT) -> ProtocolEntry | None:
    """`(getproto [protocol])`: a protocol by name or number; without an argument, `(getprotoent)`.

    `protocol` is a name (a string) or a number (an integer). Raises `NoSuchEntryError`, a
    system-error, for one that the system does not know; `WrongTypeArgError` and `OutOfRangeError`
    for a bad argument. Guile manual, Network Databases.
    """
    GUILE.check(getproto, protocol)
    if isinstance(protocol, Absent):
        return PROTOCOLS.next()
    if isinstance(protocol, str):
        return _protocol_by_name(protocol)
    return _protocol_by_number(protocol)


@procedure("(getprotobyname name)", SECTION, name=STRING)
def getprotobyname(name: str) -> ProtocolEntry:
    """`(getprotobyname name)`: a protocol by its name, a string.

    Raises as `getproto` does. Guile manual, Network Databases.
    """
    GUILE.check(getprotobyname, name)
    return _protocol_by_name(name)


@procedure("(getprotobynumber number)", SECTION, number=C_INT)
def getprotobynumber(number: int) -> ProtocolEntry:
    """`(getprotobynumber number)`: a protocol by its number, an integer.

    Raises as `getproto` does. Guile manual, Network Databases.
    """
    GUILE.check(getprotobynumber, number)
    return _protocol_by_number(number)


def _protocol_by_name(name: str) -> ProtocolEntry:
    for entry in PROTOCOLS.entries:
        if name == entry.name or name in entry.aliases:
            return entry
    try:
        return ProtocolEntry(name, (), _socket.getprotobyname(name))
    except (OSError, ValueError) as error:  # ValueError: a NUL in it, or what is no character
        if not arose_below(error):
            raise
        raise NoSuchEntryError("getproto", "protocol", name) from None


def _protocol_by_number(number: int) -> ProtocolEntry:
    for entry in PROTOCOLS.entries:
        if entry.proto == number:
            return entry
    raise NoSuchEntryError("getproto", "protocol", number)


@procedure("(setprotoent [stayopen])", SECTION, stayopen=ANYTHING)
def setprotoent(stayopen: object = None) -> None:
    """`(setprotoent [stayopen])`: let `getprotoent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endprotoent`; other than true, or left out, they look anew each time.
    Guile manual, Network Databases.
    """
    PROTOCOLS.rewind(is_true(stayopen))


@procedure("(getprotoent)", SECTION)
def getprotoent() -> ProtocolEntry | None:
    """`(getprotoent)`: the next protocol of the database; `None` after the last.

    Those of the system's file, /etc/protocols; without it there are none.
    Guile manual, Network Databases.
    """
    return PROTOCOLS.next()


@procedure("(endprotoent)", SECTION)
def endprotoent() -> None:
    """`(endprotoent)`: end going through the database; `getprotoent` begins at the first again.

    Guile manual, Network Databases.
    """
    PROTOCOLS.end()


@procedure("(setproto [stayopen])", SECTION, stayopen=ANYTHING)
def setproto(stayopen: object = ABSENT) -> None:
    """`(setproto [stayopen])`: `(setprotoent stayopen)`; without an argument, `(endprotoent)`.

    Guile manual, Network Databases.
    """
    if stayopen is ABSENT:
        endprotoent()
    else:
        setprotoent(stayopen)
