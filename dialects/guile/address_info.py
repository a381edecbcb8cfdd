"""getaddrinfo: what a host's name and a service's stand for.

The lookup is the engine's, with its rule about AI_ADDRCONFIG. Guile 3.0.8 pays the hinted protocol
no heed and wraps a port of 70000; here the first limits, and the second is no service.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from attrs import frozen

from ...core import resolve
from ...core.errors import LookupFailed
from ..exports import export
from ..kinds import STRING, CInt, or_false
from ..vector_records import VectorRecord
from .constants import EAI_SERVICE
from .errors import GUILE, gai_strerror
from .socket_address import SocketAddress


@frozen(repr=False)
class AddrInfo(VectorRecord):
    """What `getaddrinfo` finds: flags asked with, family, type, protocol, address, name.

    The name is that of the host in full, in the first of the results when AI_CANONNAME asked for
    it, else None.
    """

    flags: int
    fam: int
    socktype: int
    protocol: int
    addr: SocketAddress
    canonname: str | None


_Name: TypeAlias = Annotated[str | None, or_false(STRING)]


@GUILE.procedure
def getaddrinfo(
    name: _Name,
    service: _Name = None,
    hint_flags: CInt = 0,
    hint_family: CInt = 0,
    hint_socktype: CInt = 0,
    hint_protocol: CInt = 0,
) -> list[AddrInfo]:
    """`(getaddrinfo name [service [hint_flags [hint_family [hint_socktype [hint_protocol]]]]])`

    Return the addresses of a host and a service, the best first. `name` is the host's name or
    numeric address, or `None` for any host with AI_PASSIVE, else this one; `service` is a
    service's name or a port in digits, or `None`; not both may be `None`. The hints limit the
    results: `AI_` integers or-ed, an `AF_`, a `SOCK_` and a protocol, each 0 for no limit. Raises
    `GetaddrinfoError`, with one of the `EAI_` integers, when nothing was found; EAI_SERVICE also
    for a port beyond 65535 or an empty text. Raises `GuileSystemError` where the system cannot
    look anything up. Guile manual, Network Databases.
    """
    if service == "":
        raise LookupFailed(EAI_SERVICE, gai_strerror(EAI_SERVICE), node=name, service=service)
    return [
        AddrInfo(
            hint_flags,
            info.family,
            info.type,
            info.protocol,
            SocketAddress(info.address),
            info.canonical_name,
        )
        for info in resolve.getaddrinfo(
            name, service, hint_family, hint_socktype, hint_protocol, hint_flags
        )
    ]


export(__name__)
