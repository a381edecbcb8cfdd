"""Addrinfos, what `get_addrinfo` finds: a chain of objects with slots; and the addresses in them.

An addrinfo's slots are attributes that can be set; each looks at what it is given. A sockaddr is
a box with an address in it: `socket_recvfrom` puts the sender's there, for `socket_sendto`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from attrs import define, field
from attrs.setters import frozen

from ...core import from_sockaddr, resolve
from ...core.address import Address
from ...core.constants import AF_INET, AF_INET6, AF_UNIX, EAI_NONAME, EAI_SERVICE
from ...core.errors import LookupFailed
from .._types import TypeIs
from ..conditions import Kind
from ..dialect import class_, procedure
from ..kinds import ANYTHING, C_INT
from .conditions import SAGITTARIUS
from .socket_type import long_name

__all__ = [
    "Addrinfo",
    "Sockaddr",
    "addrinfo_sockaddr",
    "get_addrinfo",
    "is_addrinfo",
    "is_sockaddr",
    "make_addrinfo",
    "make_hint_addrinfo",
    "next_addrinfo",
]


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


SOCKADDR: Final = Kind("a sockaddr", lambda value: isinstance(value, Sockaddr))


def _slot(kind: Kind) -> Any:
    def check(instance: object, attribute: Any, value: object) -> None:
        if not kind.type_ok(value):
            raise SAGITTARIUS.wrong_type("slot-set!", attribute.name, kind.expected, value)
        if not kind.value_ok(value):
            raise SAGITTARIUS.bad_value("slot-set!", attribute.name, kind.expected, value)

    return check


_NUMBER: Final = _slot(C_INT)


@class_("<addrinfo>", "make-addrinfo")
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
    sockaddr: Sockaddr | None = field(
        default=None,
        validator=_slot(
            Kind("a sockaddr or #f", lambda value: value is None or SOCKADDR.type_ok(value))
        ),
    )
    next: Addrinfo | None = field(
        default=None,
        validator=_slot(
            Kind(
                "an addrinfo or #f",
                lambda value: value is None or isinstance(value, Addrinfo),
            )
        ),
    )
    node: str | None = field(default=None, on_setattr=frozen)
    service: str | None = field(default=None, on_setattr=frozen)

    @property
    def type(self) -> int:
        """The socktype, as the engine calls it."""
        return self.socktype

    def chain(self) -> Iterator[Addrinfo]:
        """This one and those after it; each once, should they form a ring."""
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


ADDRINFO: Final = Kind("an addrinfo", lambda value: isinstance(value, Addrinfo))
ADDRESSED: Final = Kind(
    "an addrinfo with a sockaddr", ADDRINFO.type_ok, lambda value: value.sockaddr is not None
)
_HINT: Final = Kind("an addrinfo or #f", lambda value: value is None or ADDRINFO.type_ok(value))
NAME: Final = Kind("string or #f", lambda value: value is None or isinstance(value, str))


@procedure("(addrinfo? obj)", "addrinfo?", obj=ANYTHING)
def is_addrinfo(obj: object) -> TypeIs[Addrinfo]:
    """`(addrinfo? obj)`: whether it is an addrinfo, a boolean; raises nothing.

    Sagittarius manual, addrinfo?.
    """
    return isinstance(obj, Addrinfo)


@procedure("(make-addrinfo)", "make-addrinfo")
def make_addrinfo() -> Addrinfo:
    """`(make-addrinfo)`: an empty addrinfo: its numbers are 0, it has no address and no next.

    Sagittarius manual, make-addrinfo.
    """
    return Addrinfo()


@procedure(
    "(make-hint-addrinfo :key family socktype flags protocol)",
    "make-hint-addrinfo",
    family=C_INT,
    socktype=C_INT,
    flags=C_INT,
    protocol=C_INT,
)
def make_hint_addrinfo(
    family: int = 0, socktype: int = 0, flags: int = 0, protocol: int = 0
) -> Addrinfo:
    """`(make-hint-addrinfo :key family socktype flags protocol)`: a hint for `get_addrinfo`.

    The arguments are integers, `AF_`, `SOCK_`, `AI_` or-ed, and a protocol; what is left out
    limits nothing. They go by position, as in the manual, or by keyword, as in the library.
    Raises `AssertionTypeError` and `AssertionValueError` for bad arguments. Sagittarius manual,
    make-hint-addrinfo.
    """
    SAGITTARIUS.check(make_hint_addrinfo, family, socktype, flags, protocol)
    return Addrinfo(family, socktype, flags, protocol)


@procedure(
    "(get-addrinfo node service :optional hint)",
    "get-addrinfo",
    node=NAME,
    service=NAME,
    hint=_HINT,
)
def get_addrinfo(node: str | None, service: str | None, hint: Addrinfo | None = None) -> Addrinfo:
    """`(get-addrinfo node service :optional hint)`: the addresses of a host and a service.

    `node` is a host's name or numeric address, or `None` for any address with AI_PASSIVE among
    the hint's flags, else this machine; `service` is a service's name or a port in digits, or
    `None`. `hint` is an `Addrinfo` whose numbers limit what is looked for, or `None`. Returns the
    first of a chain of `Addrinfo`, see `next_addrinfo`.

    Raises `HostNotFoundError` when nothing is found, for a port beyond 65535 too;
    `AssertionTypeError` for a bad argument. Sagittarius manual, get-addrinfo.
    """
    SAGITTARIUS.check(get_addrinfo, node, service, hint)
    try:
        return _look_up(node, service, hint or Addrinfo())
    except Exception as error:
        SAGITTARIUS.fail(error, get_addrinfo, node, service, hint)


def _look_up(node: str | None, service: str | None, hint: Addrinfo) -> Addrinfo:
    """Return the chain of what is found; raises LookupFailed, SocketError."""
    if service == "":  # which the C library takes for none
        text = "Servname not supported for ai_socktype"
        raise LookupFailed(EAI_SERVICE, text, node=node, service=service)
    found = resolve.getaddrinfo(
        node, service, hint.family, hint.socktype, hint.protocol, hint.flags
    )
    first: Addrinfo | None = None
    for info in reversed(found):
        first = Addrinfo(
            info.family,
            info.type,
            hint.flags,
            info.protocol,
            Sockaddr(info.address),
            first,
            node,
            service,
        )
    if first is None:
        raise LookupFailed(EAI_NONAME, "Name or service not known", node=node, service=service)
    return first


@procedure("(next-addrinfo addrinfo)", "next-addrinfo", addrinfo=ADDRINFO)
def next_addrinfo(addrinfo: Addrinfo) -> Addrinfo | None:
    """`(next-addrinfo addrinfo)`: the one after it, or `None` after the last.

    Raises `AssertionTypeError` for what is no addrinfo. Sagittarius manual, next-addrinfo.
    """
    SAGITTARIUS.check(next_addrinfo, addrinfo)
    return addrinfo.next


@procedure("(addrinfo-sockaddr addrinfo)", "addrinfo-sockaddr", addrinfo=ADDRINFO)
def addrinfo_sockaddr(addrinfo: Addrinfo) -> Sockaddr | None:
    """`(addrinfo-sockaddr addrinfo)`: its address, a sockaddr; `None` in an empty addrinfo.

    It is what the slot holds, not a copy. Raises `AssertionTypeError` for what is no addrinfo.
    Sagittarius manual, addrinfo-sockaddr.
    """
    SAGITTARIUS.check(addrinfo_sockaddr, addrinfo)
    return addrinfo.sockaddr


@procedure("(sockaddr? obj)", "sockaddr?", obj=ANYTHING)
def is_sockaddr(obj: object) -> TypeIs[Sockaddr]:
    """`(sockaddr? obj)`: whether it is a sockaddr, a boolean; raises nothing.

    Sagittarius manual, sockaddr?.
    """
    return isinstance(obj, Sockaddr)
