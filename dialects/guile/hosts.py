"""The host database: hosts by name and by address, and all that /etc/hosts has.

Looking up is the system's, by name servers too; Guile's procedures by name and by address are one,
here each takes what its name says, and `gethost` both. IPv4 only, as Guile's.
"""

from __future__ import annotations

import socket as _socket
from typing import Final

from ...core.errors import arose_below
from ..dialect import procedure
from ..kinds import STRING
from .addresses import IPV4
from .arguments import ABSENT, ANYTHING, SECTION, Absent, instance, is_true, optional, or_number
from .constants import AF_INET
from .entries import HOSTS, HostEntry
from .errors import GUILE, HostError

__all__ = [
    "HostEntry",
    "endhostent",
    "gethost",
    "gethostbyaddr",
    "gethostbyname",
    "gethostent",
    "hostent_addr_list",
    "hostent_addrtype",
    "hostent_aliases",
    "hostent_length",
    "hostent_name",
    "sethost",
    "sethostent",
]

_HOSTENT: Final = instance(HostEntry, "a host of the host database")


@procedure("(hostent:name host)", SECTION, host=_HOSTENT)
def hostent_name(host: HostEntry) -> str:
    """`(hostent:name host)`: the host's name, a string.

    `host` is a host of the host database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(hostent_name, host)
    return host.name


@procedure("(hostent:aliases host)", SECTION, host=_HOSTENT)
def hostent_aliases(host: HostEntry) -> tuple[str, ...]:
    """`(hostent:aliases host)`: the host's other names, strings.

    `host` is a host of the host database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(hostent_aliases, host)
    return host.aliases


@procedure("(hostent:addrtype host)", SECTION, host=_HOSTENT)
def hostent_addrtype(host: HostEntry) -> int:
    """`(hostent:addrtype host)`: the family of its addresses, an `AF_` integer.

    `host` is a host of the host database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(hostent_addrtype, host)
    return host.addrtype


@procedure("(hostent:length host)", SECTION, host=_HOSTENT)
def hostent_length(host: HostEntry) -> int:
    """`(hostent:length host)`: how long each of its addresses is, in bytes.

    `host` is a host of the host database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(hostent_length, host)
    return host.length


@procedure("(hostent:addr-list host)", SECTION, host=_HOSTENT)
def hostent_addr_list(host: HostEntry) -> tuple[int, ...]:
    """`(hostent:addr-list host)`: its addresses, integers in host byte order.

    `host` is a host of the host database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(hostent_addr_list, host)
    return host.addr_list


@procedure("(gethost [host])", SECTION, host=optional(or_number("a host's name", IPV4)))
def gethost(host: str | int | Absent = ABSENT) -> HostEntry | None:
    """`(gethost [host])`: a host by name or address; without an argument, `(gethostent)`.

    `host` is a name or a numeric address (a string), or an IPv4 address (an integer in host byte
    order). Raises `HostError`, whose key is host-not-found, try-again, no-recovery or no-data, for
    one that is not found; `GuileSystemError` where the system cannot look it up;
    `WrongTypeArgError` and `OutOfRangeError` for a bad argument.
    Guile manual, Network Databases.
    """
    GUILE.check(gethost, host)
    if isinstance(host, Absent):
        return HOSTS.next()
    if isinstance(host, str):
        return _host_by_name(host)
    return _host_by_address(host)


@procedure("(gethostbyname hostname)", SECTION, hostname=STRING)
def gethostbyname(hostname: str) -> HostEntry:
    """`(gethostbyname hostname)`: a host by its name or numeric address, a string.

    Raises as `gethost` does. Guile manual, Network Databases.
    """
    GUILE.check(gethostbyname, hostname)
    return _host_by_name(hostname)


@procedure("(gethostbyaddr address)", SECTION, address=IPV4)
def gethostbyaddr(address: int) -> HostEntry:
    """`(gethostbyaddr address)`: a host by its IPv4 address, an integer in host byte order.

    Raises as `gethost` does. Guile manual, Network Databases.
    """
    GUILE.check(gethostbyaddr, address)
    return _host_by_address(address)


def _host_by_name(name: str) -> HostEntry:
    # The stdlib would take "" and "<broadcast>" for addresses of its own.
    if not name:
        raise HostError(_NO_RECOVERY)
    if name.startswith("<"):
        raise HostError(_HOST_NOT_FOUND)
    try:
        return _host(*_socket.gethostbyname_ex(name))
    except (OSError, TypeError, ValueError) as error:
        if not arose_below(error):
            raise
        if isinstance(error, OSError):
            raise HostError.of(error) from None
        # A NUL in it, or not a name that the DNS could have.
        raise HostError(_HOST_NOT_FOUND) from None


def _host_by_address(address: int) -> HostEntry:
    try:
        return _host(*_socket.gethostbyaddr(_socket.inet_ntoa(address.to_bytes(4, "big"))))
    except OSError as error:
        if not arose_below(error):
            raise
        raise HostError.of(error) from None


def _host(name: str, aliases: list[str], addresses: list[str]) -> HostEntry:
    numbers = [int.from_bytes(_socket.inet_aton(text), "big") for text in addresses]
    return HostEntry(name, tuple(aliases), AF_INET, 4, tuple(numbers))


_HOST_NOT_FOUND: Final = 1
_NO_RECOVERY: Final = 3


@procedure("(sethostent [stayopen])", SECTION, stayopen=ANYTHING)
def sethostent(stayopen: object = None) -> None:
    """`(sethostent [stayopen])`: let `gethostent` begin at the first entry again.

    `stayopen`, true or not, asks a name server to keep its connection; how hosts are looked up
    is the system's to say, so that it makes no difference.
    Guile manual, Network Databases.
    """
    HOSTS.rewind(is_true(stayopen))


@procedure("(gethostent)", SECTION)
def gethostent() -> HostEntry | None:
    """`(gethostent)`: the next host of the database; `None` after the last.

    Those of the system's file, /etc/hosts; without it there are none.
    Guile manual, Network Databases.
    """
    return HOSTS.next()


@procedure("(endhostent)", SECTION)
def endhostent() -> None:
    """`(endhostent)`: end going through the database; `gethostent` begins at the first again.

    Guile manual, Network Databases.
    """
    HOSTS.end()


@procedure("(sethost [stayopen])", SECTION, stayopen=ANYTHING)
def sethost(stayopen: object = ABSENT) -> None:
    """`(sethost [stayopen])`: `(sethostent stayopen)`; without an argument, `(endhostent)`.

    Guile manual, Network Databases.
    """
    if stayopen is ABSENT:
        endhostent()
    else:
        sethostent(stayopen)
