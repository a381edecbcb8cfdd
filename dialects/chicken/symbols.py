"""Families, types and protocols by name: between the integers of the calls and symbols to read.

Symbols are strings. Only for people: every call of the socket egg wants the integer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, TypeAlias, TypeVar

from ..kinds import Integer, names_of
from ..results import OrFalse, Result
from . import constants
from .conditions import CHICKEN

_FamilyName: TypeAlias = Literal["af/unspec", "af/inet", "af/inet6", "af/unix"]
_TypeName: TypeAlias = Literal["sock/stream", "sock/dgram", "sock/raw"]
_ProtocolName: TypeAlias = Literal["ipproto/tcp", "ipproto/udp"]
_S = TypeVar("_S", bound=str)

_FAMILIES: Final[dict[_FamilyName, int]] = {
    "af/unspec": constants.AF_UNSPEC,
    "af/inet": constants.AF_INET,
    "af/inet6": constants.AF_INET6,
    "af/unix": constants.AF_UNIX,
}
_TYPES: Final[dict[_TypeName, int]] = {
    "sock/stream": constants.SOCK_STREAM,
    "sock/dgram": constants.SOCK_DGRAM,
    "sock/raw": constants.SOCK_RAW,
}
_PROTOCOLS: Final[dict[_ProtocolName, int]] = {
    "ipproto/tcp": constants.IPPROTO_TCP,
    "ipproto/udp": constants.IPPROTO_UDP,
}
_SYMBOL: Final = Result("symbol")
_Family: TypeAlias = Annotated[_FamilyName, names_of(_FAMILIES), _SYMBOL]
_Type: TypeAlias = Annotated[_TypeName, names_of(_TYPES), _SYMBOL]
_Protocol: TypeAlias = Annotated[_ProtocolName, names_of(_PROTOCOLS), _SYMBOL]


def _symbol(table: Mapping[_S, int], number: int) -> _S | None:
    return next((symbol for symbol, value in table.items() if value == number), None)


@CHICKEN.procedure
def integer_to_address_family(int: Integer) -> OrFalse[_Family]:
    """`(integer->address-family int)`: return "af/inet" and so on for an `AF_` integer.

    `None` for a family without a name here. Socket egg manual, af/inet.
    """
    return _symbol(_FAMILIES, int)


@CHICKEN.procedure
def address_family_to_integer(sym: _Family) -> int:
    """`(address-family->integer sym)`: return the `AF_` integer for "af/inet" and so on.

    Socket egg manual, af/inet.
    """
    return _FAMILIES[sym]


@CHICKEN.procedure
def integer_to_socket_type(int: Integer) -> OrFalse[_Type]:
    """`(integer->socket-type int)`: return "sock/stream" and so on for a `SOCK_` integer.

    `None` for a type without a name here. Socket egg manual, sock/stream.
    """
    return _symbol(_TYPES, int)


@CHICKEN.procedure
def socket_type_to_integer(sym: _Type) -> int:
    """`(socket-type->integer sym)`: return the `SOCK_` integer for "sock/stream" and so on.

    Socket egg manual, sock/stream.
    """
    return _TYPES[sym]


@CHICKEN.procedure
def integer_to_protocol_type(int: Integer) -> OrFalse[_Protocol]:
    """`(integer->protocol-type int)`: return "ipproto/tcp" or "ipproto/udp" for an integer.

    `None` for any other protocol. Socket egg manual, ipproto/tcp.
    """
    return _symbol(_PROTOCOLS, int)


@CHICKEN.procedure
def protocol_type_to_integer(sym: _Protocol) -> int:
    """`(protocol-type->integer sym)`: return the integer for "ipproto/tcp" or "ipproto/udp".

    Socket egg manual, ipproto/tcp.
    """
    return _PROTOCOLS[sym]
