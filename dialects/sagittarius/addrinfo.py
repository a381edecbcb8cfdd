"""Looking addresses up, and reading what is found: a chain of addrinfos."""

from __future__ import annotations

from ...core import resolve as _resolve
from ...core.constants import EAI_NONAME, EAI_SERVICE
from ...core.errors import LookupFailed
from ..kinds import CInt
from ._addrinfo_type import Addrinfo, AddrinfoOrFalse, Name, Sockaddr
from ._failures import SAGITTARIUS


@SAGITTARIUS.procedure
def make_addrinfo() -> Addrinfo:
    """`(make-addrinfo)`: return an empty addrinfo: numbers of 0, no address and no next.

    Sagittarius manual, make-addrinfo.
    """
    return Addrinfo()


@SAGITTARIUS.procedure
def make_hint_addrinfo(
    family: CInt = 0, socktype: CInt = 0, flags: CInt = 0, protocol: CInt = 0
) -> Addrinfo:
    """`(make-hint-addrinfo :key family socktype flags protocol)`: return a hint for lookups.

    The arguments are an `AF_`, a `SOCK_`, `AI_` numbers or-ed, and a protocol; what is left out
    limits nothing. They go by position, as in the manual, or by keyword, as in the library.
    Sagittarius manual, make-hint-addrinfo.
    """
    return Addrinfo(family, socktype, flags, protocol)


@SAGITTARIUS.procedure
def get_addrinfo(node: Name, service: Name, hint: AddrinfoOrFalse = None) -> Addrinfo:
    """`(get-addrinfo node service :optional hint)`: look up the addresses of a host and a service.

    `node` is a host's name or numeric address, or `None` for any address with AI_PASSIVE among
    the hint's flags, else this machine; `service` is a service's name or a port in digits, or
    `None`. The numbers of `hint` limit what is looked for. Returns the first of a chain, see
    `next_addrinfo`. Raises `HostNotFoundError` when nothing is found, for a port beyond 65535 too.
    Sagittarius manual, get-addrinfo.
    """
    if service == "":  # which the C library takes for none
        text = "Servname not supported for ai_socktype"
        raise LookupFailed(EAI_SERVICE, text, node=node, service=service)
    hint = hint or Addrinfo()
    found = _resolve.getaddrinfo(
        node, service, hint.family, hint.socktype, hint.protocol, hint.flags
    )
    first: Addrinfo | None = None
    for info in reversed(found):
        sockaddr = Sockaddr(info.address)
        first = Addrinfo(
            info.family, info.type, hint.flags, info.protocol, sockaddr, first, node, service
        )
    if first is None:
        raise LookupFailed(EAI_NONAME, "Name or service not known", node=node, service=service)
    return first
