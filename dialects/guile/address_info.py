"""getaddrinfo: what a host's name and a service's stand for.

The lookup is the engine's, with its rule about AI_ADDRCONFIG. Guile 3.0.8 pays the hinted protocol
no heed and wraps a port of 70000; here the first limits, and the second is no service.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from ...core import resolve
from ...core.errors import LookupFailed
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import C_INT, STRING
from .addresses import SocketAddress
from .arguments import SECTION, instance
from .constants import EAI_SERVICE
from .errors import GUILE, gai_strerror
from .vectors import Vector

__all__ = [
    "AddrInfo",
    "addrinfo_addr",
    "addrinfo_canonname",
    "addrinfo_fam",
    "addrinfo_flags",
    "addrinfo_protocol",
    "addrinfo_socktype",
    "getaddrinfo",
]

_NAME: Final = Kind("a string or #f", lambda value: value is None or STRING.type_ok(value))


@frozen(repr=False)
class AddrInfo(Vector):
    """What `getaddrinfo` finds: flags asked with, family, type, protocol (ints), address, name.

    The name (str) is that of the host in full, in the first of the results when AI_CANONNAME asked
    for it, else None.
    """

    flags: int
    fam: int
    socktype: int
    protocol: int
    addr: SocketAddress
    canonname: str | None

    @property
    def vector(self) -> tuple[object, ...]:
        """(flags, fam, socktype, protocol, addr, canonname)."""
        return (self.flags, self.fam, self.socktype, self.protocol, self.addr, self.canonname)


@procedure(
    "(getaddrinfo name [service [hint_flags [hint_family [hint_socktype [hint_protocol]]]]])",
    SECTION,
    name=_NAME,
    service=_NAME,
    hint_flags=C_INT,
    hint_family=C_INT,
    hint_socktype=C_INT,
    hint_protocol=C_INT,
)
def getaddrinfo(
    name: str | None,
    service: str | None = None,
    hint_flags: int = 0,
    hint_family: int = 0,
    hint_socktype: int = 0,
    hint_protocol: int = 0,
) -> list[AddrInfo]:
    """`(getaddrinfo name [service [hint_flags [hint_family [hint_socktype [hint_protocol]]]]])`

    The addresses of a host and a service, a list of `AddrInfo`, the best first. `name` is the
    host's name or numeric address, or `None` for any host with AI_PASSIVE, else this one;
    `service` is a service's name or a port in digits, or `None`; not both may be `None`. The hints
    limit the results: `AI_` integers or-ed, an `AF_`, a `SOCK_` and a protocol, each 0 for no
    limit. Raises `GetaddrinfoError`, with one of the `EAI_` integers, when nothing was found;
    EAI_SERVICE also for a port beyond 65535 or an empty text. Raises `GuileSystemError` where the
    system cannot look anything up, `WrongTypeArgError` and `OutOfRangeError` for bad arguments.
    Guile manual, Network Databases.
    """
    hints = hint_flags, hint_family, hint_socktype, hint_protocol
    GUILE.check(getaddrinfo, name, service, *hints)
    try:
        if service == "":
            text = gai_strerror(EAI_SERVICE)
            raise LookupFailed(EAI_SERVICE, text, node=name, service=service)
        found = resolve.getaddrinfo(
            name, service, hint_family, hint_socktype, hint_protocol, hint_flags
        )
    except Exception as error:
        GUILE.fail(error, getaddrinfo, name, service, *hints)
    return [
        AddrInfo(
            hint_flags,
            info.family,
            info.type,
            info.protocol,
            SocketAddress(info.address),
            info.canonical_name,
        )
        for info in found
    ]


_ADDRINFO: Final = instance(AddrInfo, "an AddrInfo")


@procedure("(addrinfo:flags ai)", SECTION, ai=_ADDRINFO)
def addrinfo_flags(ai: AddrInfo) -> int:
    """`(addrinfo:flags ai)`: the flags that `getaddrinfo` was given, an integer.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_flags, ai)
    return ai.flags


@procedure("(addrinfo:fam ai)", SECTION, ai=_ADDRINFO)
def addrinfo_fam(ai: AddrInfo) -> int:
    """`(addrinfo:fam ai)`: the address family, an `AF_` integer.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_fam, ai)
    return ai.fam


@procedure("(addrinfo:socktype ai)", SECTION, ai=_ADDRINFO)
def addrinfo_socktype(ai: AddrInfo) -> int:
    """`(addrinfo:socktype ai)`: the kind of socket, a `SOCK_` integer.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_socktype, ai)
    return ai.socktype


@procedure("(addrinfo:protocol ai)", SECTION, ai=_ADDRINFO)
def addrinfo_protocol(ai: AddrInfo) -> int:
    """`(addrinfo:protocol ai)`: the protocol, an integer.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_protocol, ai)
    return ai.protocol


@procedure("(addrinfo:addr ai)", SECTION, ai=_ADDRINFO)
def addrinfo_addr(ai: AddrInfo) -> SocketAddress:
    """`(addrinfo:addr ai)`: the address, a socket address object.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_addr, ai)
    return ai.addr


@procedure("(addrinfo:canonname ai)", SECTION, ai=_ADDRINFO)
def addrinfo_canonname(ai: AddrInfo) -> str | None:
    """`(addrinfo:canonname ai)`: the host's name in full, a string; `None` where not asked for.

    `ai` is an AddrInfo; raises `WrongTypeArgError` for anything else.
    Guile manual, Network Databases.
    """
    GUILE.check(addrinfo_canonname, ai)
    return ai.canonname
