"""The network database: networks by name and by number, and all that /etc/networks has.

The stdlib cannot look networks up, so the file is all there is.
"""

from __future__ import annotations

from typing import Final

from ..dialect import procedure
from ..kinds import STRING
from .addresses import IPV4
from .arguments import ABSENT, ANYTHING, SECTION, Absent, instance, is_true, optional, or_number
from .entries import NETWORKS, NetworkEntry
from .errors import GUILE, NoSuchEntryError

__all__ = [
    "NetworkEntry",
    "endnetent",
    "getnet",
    "getnetbyaddr",
    "getnetbyname",
    "getnetent",
    "netent_addrtype",
    "netent_aliases",
    "netent_name",
    "netent_net",
    "setnet",
    "setnetent",
]

_NETENT: Final = instance(NetworkEntry, "a network of the network database")


@procedure("(netent:name net)", SECTION, net=_NETENT)
def netent_name(net: NetworkEntry) -> str:
    """`(netent:name net)`: the network's name, a string.

    `net` is a network of the network database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(netent_name, net)
    return net.name


@procedure("(netent:aliases net)", SECTION, net=_NETENT)
def netent_aliases(net: NetworkEntry) -> tuple[str, ...]:
    """`(netent:aliases net)`: the network's other names, strings.

    `net` is a network of the network database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(netent_aliases, net)
    return net.aliases


@procedure("(netent:addrtype net)", SECTION, net=_NETENT)
def netent_addrtype(net: NetworkEntry) -> int:
    """`(netent:addrtype net)`: the family of its number, an `AF_` integer.

    `net` is a network of the network database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(netent_addrtype, net)
    return net.addrtype


@procedure("(netent:net net)", SECTION, net=_NETENT)
def netent_net(net: NetworkEntry) -> int:
    """`(netent:net net)`: its number, an integer of 32 bits in host byte order.

    `net` is a network of the network database; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(netent_net, net)
    return net.net


@procedure("(getnet [net])", SECTION, net=optional(or_number("a network's name", IPV4)))
def getnet(net: str | int | Absent = ABSENT) -> NetworkEntry | None:
    """`(getnet [net])`: a network by name or number; without an argument, `(getnetent)`.

    `net` is a name (a string; capitals do not matter) or a number of 32 bits (the loopback network
    is 127 * 2^24). Raises `NoSuchEntryError`, a system-error, for one that the system's file does
    not have; `WrongTypeArgError` and `OutOfRangeError` for a bad argument.
    Guile manual, Network Databases.
    """
    GUILE.check(getnet, net)
    if isinstance(net, Absent):
        return NETWORKS.next()
    if isinstance(net, str):
        return _network_by_name(net)
    return _network_by_number(net)


@procedure("(getnetbyname net-name)", SECTION, net_name=STRING)
def getnetbyname(net_name: str) -> NetworkEntry:
    """`(getnetbyname net-name)`: a network by its name, a string.

    Raises as `getnet` does. Guile manual, Network Databases.
    """
    GUILE.check(getnetbyname, net_name)
    return _network_by_name(net_name)


@procedure("(getnetbyaddr net-number)", SECTION, net_number=IPV4)
def getnetbyaddr(net_number: int) -> NetworkEntry:
    """`(getnetbyaddr net-number)`: a network by its number, an integer of 32 bits.

    Raises as `getnet` does. Guile manual, Network Databases.
    """
    GUILE.check(getnetbyaddr, net_number)
    return _network_by_number(net_number)


def _network_by_name(name: str) -> NetworkEntry:
    wanted = name.lower()
    for entry in NETWORKS.entries:
        if wanted in (each.lower() for each in (entry.name, *entry.aliases)):
            return entry
    raise NoSuchEntryError("getnet", "network", name)


def _network_by_number(number: int) -> NetworkEntry:
    for entry in NETWORKS.entries:
        if entry.net == number:
            return entry
    raise NoSuchEntryError("getnet", "network", number)


@procedure("(setnetent [stayopen])", SECTION, stayopen=ANYTHING)
def setnetent(stayopen: object = None) -> None:
    """`(setnetent [stayopen])`: let `getnetent` begin at the first entry again.

    With a true `stayopen` look-ups, too, keep to the entries that there are now, until
    `endnetent`; other than true, or left out, they look anew each time.
    Guile manual, Network Databases.
    """
    NETWORKS.rewind(is_true(stayopen))


@procedure("(getnetent)", SECTION)
def getnetent() -> NetworkEntry | None:
    """`(getnetent)`: the next network of the database; `None` after the last.

    Those of the system's file, /etc/networks; without it there are none.
    Guile manual, Network Databases.
    """
    return NETWORKS.next()


@procedure("(endnetent)", SECTION)
def endnetent() -> None:
    """`(endnetent)`: end going through the database; `getnetent` begins at the first again.

    Guile manual, Network Databases.
    """
    NETWORKS.end()


@procedure("(setnet [stayopen])", SECTION, stayopen=ANYTHING)
def setnet(stayopen: object = ABSENT) -> None:
    """`(setnet [stayopen])`: `(setnetent stayopen)`; without an argument, `(endnetent)`.

    Guile manual, Network Databases.
    """
    if stayopen is ABSENT:
        endnetent()
    else:
        setnetent(stayopen)
