"""The classes of addresses: addrinfos, a chain of objects with slots, and the sockaddrs in them.

An addrinfo's slots are attributes that can be set; each checks its new value. A sockaddr holds an
address that changes: `socket_recvfrom` puts the sender's there, for `socket_sendto`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, TypeAlias

from attrs import define, field
from attrs.setters import frozen

from ...core import from_sockaddr
from ...core.address import Address
from ...core.constants import AF_INET, AF_INET6, AF_UNIX
from ..dialect import class_
from ..kinds import C_INT, Kind, instance, or_false
from ._failures import SAGITTARIUS
from ._socket_type import long_name

# Of the C structures; what is not here cannot be held.
_SIZES: Final = {AF_INET: 16, AF_INET6: 28, AF_UNIX: 110}


class Sockaddr:
    """The address of a socket: made by `get_addrinfo`, changed by `socket_recvfrom`.

    Attributes:
        held: an `AF_` number (int), and what the stdlib's sockets take for the address: one
            object, replaced whole, so that no thread sees half of another's.
    """

    __slots__ = ("held",)

    def __init__(self, address: Address) -> None:
        self.held: tuple[int, Any] = (address.family, address.sockaddr)

    def refill(self, family: int, raw: Any) -> None:
        """Hold another address: what a stdlib socket of `family` gave; None changes nothing."""
        if raw is not None and family in _SIZES:
            self.held = (family, raw)

    @property
    def family(self) -> int:
        """The family of the address, an `AF_` number."""
        return self.held[0]

    @property
    def address(self) -> Address:
        """The engine's address."""
        address = from_sockaddr(*self.held)
        assert address is not None
        return address

    def __repr__(self) -> str:
        return f"#<sockaddr {_SIZES[self.family]}>"


_SOCKADDR: Final = instance(Sockaddr, "a sockaddr")
_ADDRINFO: Final = Kind("an addrinfo", lambda value: isinstance(value, Addrinfo))
_ADDRESSED: Final = Kind(
    "an addrinfo with a sockaddr", _ADDRINFO.type_ok, lambda value: value.sockaddr is not None
)


_ADDRINFO_OR_FALSE: Final = or_false(_ADDRINFO)


def _slot(kind: Kind) -> Any:
    def check(instance: object, attribute: Any, value: object) -> None:
        SAGITTARIUS.refuse("slot-set!", attribute.name, kind, value)

    return check


_NUMBER: Final = _slot(C_INT)


@class_
@define(eq=False, repr=False)
class Addrinfo:
    """`<addrinfo>`: where a socket can be connected or bound, or what to look for.

    Attributes, which can be set:
        family, socktype, flags, protocol: `AF_`, `SOCK_`, `AI_` and `IPPROTO_` numbers (int).
        sockaddr: the address (Sockaddr), or None.
        next: the next addrinfo, or None.
    To be read only: node and service, which it was found for (str or None).

    Sagittarius manual, make-addrinfo.
    """

    family: int = field(default=0, validator=_NUMBER)
    socktype: int = field(default=0, validator=_NUMBER)
    flags: int = field(default=0, validator=_NUMBER)
    protocol: int = field(default=0, validator=_NUMBER)
    sockaddr: Sockaddr | None = field(default=None, validator=_slot(or_false(_SOCKADDR)))
    next: Addrinfo | None = field(default=None, validator=_slot(_ADDRINFO_OR_FALSE))
    node: str | None = field(default=None, on_setattr=frozen)
    service: str | None = field(default=None, on_setattr=frozen)

    @property
    def type(self) -> int:
        """The socktype, as the engine calls it."""
        return self.socktype

    def chain(self) -> Iterator[Addrinfo]:
        """Yield this one and those after it; each once, should they form a ring."""
        seen: set[int] = set()
        info: Addrinfo | None = self
        while info is not None and id(info) not in seen:
            seen.add(id(info))
            yield info
            info = info.next

    def __repr__(self) -> str:
        if self.sockaddr is None:
            return "#<addrinfo #f>"
        return f"#<addrinfo {long_name(self.sockaddr.address)}>"


AnyAddrinfo: TypeAlias = Annotated[Addrinfo, _ADDRINFO]
AddressedAddrinfo: TypeAlias = Annotated[Addrinfo, _ADDRESSED]
AddrinfoOrFalse: TypeAlias = Annotated[Addrinfo | None, _ADDRINFO_OR_FALSE]
AnySockaddr: TypeAlias = Annotated[Sockaddr, _SOCKADDR]
Name: TypeAlias = Annotated[str | None, or_false(instance(str, "string"))]
"""Of a host or a service; None for none."""
