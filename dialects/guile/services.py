"""The service database: services by name and by port, and all that /etc/services has.

What the file does not have, the system is asked for: it may look elsewhere, too.
"""

from __future__ import annotations

import socket as _socket
from typing import Final

from ...core.errors import arose_below
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import INTEGER, STRING
from .arguments import ABSENT, ANYTHING, SECTION, Absent, instance, is_true, optional, or_number
from .entries import SERVICES, ServiceEntry
from .errors import GUILE, NoSuchEntryError

__all__ = [
    "ServiceEntry",
    "endservent",
    "getserv",
    "getservbyname",
    "getservbyport",
    "getservent",
    "servent_aliases",
    "servent_name",
    "servent_port",
    "servent_proto",
    "setserv",
    "setservent",
]

_PORT: Final = Kind("an exact integer from 0 to 65535", INTEGER.type_ok, range(2**16).__contains__)


_SERVENT: Final = instance(ServiceEntry, "a service of the service database")


@procedure("(servent:name serv)", SECTION, serv=_SERVENT)
def servent_name(serv: ServiceEntry) -> str:
    """`(servent:name serv)`: the service's name, a string.

    `serv` is a service of the service database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(servent_name, serv)
    return serv.name


@procedure("(servent:aliases serv)", SECTION, serv=_SERVENT)
def servent_aliases(serv: ServiceEntry) -> tuple[str, ...]:
    """`(servent:aliases serv)`: the service's other names, strings.

    `serv` is a service of the service database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(servent_aliases, serv)
    return serv.aliases


@procedure("(servent:port serv)", SECTION, serv=_SERVENT)
def servent_port(serv: ServiceEntry) -> int:
    """`(servent:port serv)`: its port, an integer.

    `serv` is a service of the service database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(servent_port, serv)
    return serv.port


@procedure("(servent:proto serv)", SECTION, serv=_SERVENT)
def servent_proto(serv: ServiceEntry) -> str:
    """`(servent:proto serv)`: the name of its protocol, a string.

    `serv` is a service of the service database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(servent_proto, serv)
    return serv.proto


@procedure(
    "(getserv [name [protocol]])",
    SECTION,
    name=optional(or_number("a service's name", _PORT)),
    protocol=optional(STRING),
)
def getserv(
    name: str | int | Absent = ABSENT, protocol: str | Absent = ABSENT
) -> ServiceEntry | None:
    """`(getserv [name [protocol]])`: a service by name or port; without arguments, `(getservent)`.

    `name` is a name (a string) or a port (an integer); then `protocol` has to be the name of its
    protocol, "tcp" or "udp". Raises `NoSuchEntryError`, a system-error, for one that the system
    does not know; `WrongTypeArgError` and `OutOfRangeError` for bad arguments.
    Guile manual, Network Databases.
    """
    GUILE.check(getserv, name, protocol)
    if isinstance(name, Absent):
        return SERVICES.next()
    if isinstance(protocol, Absent):
        raise GUILE.wrong_type("getserv", "protocol", STRING.expected, protocol, 2)
    if isinstance(name, str):
        return _service_by_name(name, protocol)
    return _service_by_port(name, protocol)


@procedure("(getservbyname name protocol)", SECTION, name=STRING, protocol=STRING)
def getservbyname(name: str, protocol: str) -> ServiceEntry:
    """`(getservbyname name protocol)`: a service by its name and its protocol's, strings.

    Raises as `getserv` does. Guile manual, Network Databases.
    """
    GUILE.check(getservbyname, name, protocol)
    return _service_by_name(name, protocol)


@procedure("(getservbyport port protocol)", SECTION, port=_PORT, protocol=STRING)
def getservbyport(port: int, protocol: str) -> ServiceEntry:
    """`(getservbyport port protocol)`: a service by its port and its protocol's name (a string).

    Raises as `getserv` does. Guile manual, Network Databases.
    """
    GUILE.check(getservbyport, port, protocol)
    return _service_by_port(port, protocol)


def _service_by_name(name: str, protocol: str) -> ServiceEntry:
    for entry in SERVICES.entries:
        if protocol == entry.proto and (name == entry.name or name in entry.aliases):
            return entry
    try:
        return ServiceEntry(name, (), _socket.getservbyname(name, protocol), protocol)
    except (OSError, ValueError) as error:  # ValueError: a NUL in it, or what is no character
        if not arose_below(error):
            raise
        raise NoSuchEntryError("getserv", "service", name) from None


def _service_by_port(port: int, protocol: str) -> ServiceEntry:
    for entry in SERVICES.entries:
        if protocol == entry.proto and port == entry.port:
            return entry
    try:
        return ServiceEntry(_socket.getservbyport(port, protocol), (), port, protocol)
    except (OSError, ValueError) as error:
        if not arose_below(error):
            raise
        raise NoSuchEntryError("getserv", "service", port) from None


@procedure("(setservent [stayopen])", SECTION, stayopen=ANYTHING)
def setservent(stayopen: object = None) -> None:
    """`(setservent [stayopen])`: let `getservent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endservent`; other than true, or left out, they look anew each time.
    Guile manual, Network Databases.
    """
    SERVICES.rewind(is_true(stayopen))


@procedure("(getservent)", SECTION)
def getservent() -> ServiceEntry | None:
    """`(getservent)`: the next service of the database; `None` after the last.

    Those of the system's file, /etc/services; without it there are none.
    Guile manual, Network Databases.
    """
    return SERVICES.next()


@procedure("(endservent)", SECTION)
def endservent() -> None:
    """`(endservent)`: end going through the database; `getservent` begins at the first again.

    Guile manual, Network Databases.
    """
    SERVICES.end()


@procedure("(setserv [stayopen])", SECTION, stayopen=ANYTHING)
def setserv(stayopen: object = ABSENT) -> None:
    """`(setserv [stayopen])`: `(setservent stayopen)`; without an argument, `(endservent)`.

    Guile manual, Network Databases.
    """
    if stayopen is ABSENT:
        endservent()
    else:
        setservent(stayopen)
