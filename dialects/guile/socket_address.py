"""What a Guile socket address is, and how a procedure's arguments name one.

A `SocketAddress` is an address of the engine as Guile shows it. `destination` reads the arguments
with which `connect`, `bind` and `sendto` name one. It keeps what it has read last: a datagram sent
again and again to the same family, address and port should not cost more than the sending.

Guile on Linux wraps a port of 70000 and a flow info or scope beyond 32 bits in silence, and dies
of a negative address; here all of these are `OutOfRangeError`. A flow info has the 20 bits of the
protocol. On Linux a path that begins with a NUL is an abstract name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...core.address import Address, Inet6Address, InetAddress, UnixAddress
from ..conditions import from_below
from ..declaration import declared
from ..kinds import C_INT, STRING, Kind, below, one_of
from ..vector_records import VectorRecord
from .arguments import IPV4
from .constants import AF_INET, AF_INET6, AF_UNIX
from .errors import GUILE, GuileError, WrongNumberOfArgsError

IPV6: Final = below(2**128, "an exact integer from 0 to 2^128-1")
_PORT: Final = below(2**16, "a port, an exact integer from 0 to 65535")
_FLOWINFO: Final = below(2**20, "an exact integer from 0 to 2^20-1")
_SCOPEID: Final = below(2**32, "an exact integer from 0 to 2^32-1")
_FAMILY: Final = one_of(frozenset({AF_INET, AF_INET6, AF_UNIX}), "AF_INET, AF_INET6 or AF_UNIX")
Family: TypeAlias = Annotated[int, _FAMILY]
_PATH: Final = "a path that fits into a socket's address, without a NUL in it"


@frozen(repr=False)
class SocketAddress(VectorRecord):
    """A socket address object; equal to another when all its parts are.

    Attributes:
        address: the engine's address that it stands for.
    """

    address: Address

    @classmethod
    def of(cls, address: Address | None) -> SocketAddress | None:
        """Return that of an address of the engine; `None` for none."""
        return None if address is None else cls(address)

    @property
    def vector(self) -> tuple[int | str | None, ...]:
        """(family, address, port), for IPv6 with flow info and scope, or (family, path)."""
        address = self.address
        if isinstance(address, UnixAddress):
            return address.family, os.fsdecode(address.path) or None
        number = int.from_bytes(address.packed, "big")
        if isinstance(address, InetAddress):
            return address.family, number, address.port
        return address.family, number, address.port, address.flowinfo, address.scope_id

    @classmethod
    def from_vector(cls, parts: Sequence[object]) -> SocketAddress:
        """Return the socket address object that a vector stands for; see `VectorRecord`."""
        family, *rest = parts or (None,)
        if not isinstance(family, int) or len(rest) != len(_PARTS.get(family, ())):
            raise ValueError("a vector of another length, or without an address family")
        if family == AF_UNIX and rest[0] in (None, False):
            rest = [""]
        try:
            return cls(_read("make-socket-address", "", 1, False, family, *rest)[0])
        except from_below(GuileError) as error:
            raise ValueError(str(error)) from None


_ADDRESS_PART: Final = Kind("a socket address or a part of one", record=SocketAddress)
AddressPart: TypeAlias = Annotated[Any, _ADDRESS_PART]
"""An argument of those that name an address, see `destination`."""


def destination(
    function: Callable[..., object], args: Sequence[Any], position: int, flags: bool = False
) -> tuple[Address, int]:
    """Return the address that the last arguments of a procedure name, and the flags after them.

    Args:
        function: the declared procedure.
        args: a socket address object; or a family with what `make_socket_address` takes after it.
        position: of the first of them among all of the procedure's, from 1.
        flags: whether flags (an integer, 0 by default) may follow.

    Raises WrongTypeArgError, OutOfRangeError and WrongNumberOfArgsError, which name the argument
    and its position.
    """
    if len(args) == 1 and type(args[0]) is SocketAddress:
        return args[0].address, 0
    name = declared(function)
    # Of others not even the hash is asked for.
    read = _read if _KNOWN.issuperset(map(type, args)) else _read.__wrapped__
    return read(name.scheme, name.form, position, flags, *args)


_KNOWN: Final = frozenset({int, str, SocketAddress})


# By type as well, or a float or a boolean would pass for the integer that came before it.
@lru_cache(maxsize=256, typed=True)
def _read(
    name: str, form: str, position: int, with_flags: bool, *args: Any
) -> tuple[Address, int]:
    if not args:
        raise WrongNumberOfArgsError(name, form)
    first, *rest = args
    if isinstance(first, SocketAddress):
        address, used = first.address, 1
    elif not rest:
        raise GUILE.wrong_type(name, "sockaddr", "a socket address", first, position)
    else:
        GUILE.refuse(name, "family", _FAMILY, first, position)
        parts = _PARTS[int(first)]
        used = 1 + min(len(rest), len(parts))
        if used <= _LEAST[int(first)]:
            raise WrongNumberOfArgsError(name, form)
        for place, ((part, kind), value) in enumerate(zip(parts, rest, strict=False), 1):
            GUILE.refuse(name, part, kind, value, position + place)
        address = _made(name, int(first), rest[: used - 1], position)
    rest = list(args[used:])
    if len(rest) > with_flags:
        raise WrongNumberOfArgsError(name, form)
    if rest:
        GUILE.refuse(name, "flags", C_INT, rest[0], position + used)
    return address, rest[0] if rest else 0


# What follows each family, and how many of them must.
_PARTS: Final = {
    AF_INET: (("ipv4addr", IPV4), ("port", _PORT)),
    AF_INET6: (
        ("ipv6addr", IPV6),
        ("port", _PORT),
        ("flowinfo", _FLOWINFO),
        ("scopeid", _SCOPEID),
    ),
    AF_UNIX: (("path", STRING),),
}
_LEAST: Final = {AF_INET: 2, AF_INET6: 2, AF_UNIX: 1}


def _made(name: str, family: int, parts: list[Any], position: int) -> Address:
    if family == AF_UNIX:
        try:
            return UnixAddress(parts[0])
        except from_below(ValueError):
            raise GUILE.bad_value(name, "path", _PATH, parts[0], position + 1) from None
    number, *rest = parts
    if family == AF_INET:
        return InetAddress.from_packed(number.to_bytes(4, "big"), *rest)
    return Inet6Address.from_packed(number.to_bytes(16, "big"), *rest)
