"""Families, types and protocols by name: between the integers of the calls and symbols to read.

Symbols are strings. Only for people: every call of the socket egg wants the integer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias, TypeVar

from ..dialect import procedure
from ..kinds import INTEGER, names_of
from . import constants
from .conditions import CHICKEN

__all__ = [
    "address_family_to_integer",
    "integer_to_address_family",
    "integer_to_protocol_type",
    "integer_to_socket_type",
    "protocol_type_to_integer",
    "socket_type_to_integer",
]

_Family: TypeAlias = Literal["af/unspec", "af/inet", "af/inet6", "af/unix"]
_Type: TypeAlias = Literal["sock/stream", "sock/dgram", "sock/raw"]
_Protocol: TypeAlias = Literal["ipproto/tcp", "ipproto/udp"]
S = TypeVar("S", bound=str)

_FAMILIES: Final[dict[_Family, int]] = {
    "af/unspec": constants.AF_UNSPEC,
    "af/inet": constants.AF_INET,
    "af/inet6": constants.AF_INET6,
    "af/unix": constants.AF_UNIX,
}
_TYPES: Final[dict[_Type, int]] = {
    "sock/stream": constants.SOCK_STREAM,
    "sock/dgram": constants.SOCK_DGRAM,
    "sock/raw": constants.SOCK_RAW,
}
_PROTOCOLS: Final[dict[_Protocol, int]] = {
    "ipproto/tcp": constants.IPPROTO_TCP,
    "ipproto/udp": constants.IPPROTO_UDP,
}


def _symbol(table: Mapping[S, int], number: int) -> S | None:
    return next((symbol for symbol, value in table.items() if value == number), None)


def _to_symbol(function: Callable[..., object], table: Mapping[S, int], number: int) -> S | None:
    CHICKEN.check(function, number)
    return _symbol(table, number)


def _to_integer(function: Callable[..., object], table: Mapping[S, int], symbol: S) -> int:
    CHICKEN.check(function, symbol)
    return table[symbol]


@procedure("(integer->address-family int)", "af/inet", int=INTEGER)
def integer_to_address_family(int: int) -> _Family | None:
    """`(integer->address-family int)`: "af/inet" and so on for an `AF_` integer.

    `None` for a family without a name here. Raises `ChickenTypeError` for what is no integer.
    Socket egg manual, integer->address-family.
    """
    return _to_symbol(integer_to_address_family, _FAMILIES, int)


@procedure("(address-family->integer sym)", "af/inet", sym=names_of(_FAMILIES))
def address_family_to_integer(sym: _Family) -> int:
    """`(address-family->integer sym)`: the `AF_` integer for "af/inet" and so on.

    Raises `ChickenBoundsError` for another name, `ChickenTypeError` for what is no string.
    Socket egg manual, address-family->integer.
    """
    return _to_integer(address_family_to_integer, _FAMILIES, sym)


@procedure("(integer->socket-type int)", "sock/stream", int=INTEGER)
def integer_to_socket_type(int: int) -> _Type | None:
    """`(integer->socket-type int)`: "sock/stream" and so on for a `SOCK_` integer.

    `None` for a type without a name here. Raises `ChickenTypeError` for what is no integer.
    Socket egg manual, integer->socket-type.
    """
    return _to_symbol(integer_to_socket_type, _TYPES, int)


@procedure("(socket-type->integer sym)", "sock/stream", sym=names_of(_TYPES))
def socket_type_to_integer(sym: _Type) -> int:
    """`(socket-type->integer sym)`: the `SOCK_` integer for "sock/stream" and so on.

    Raises `ChickenBoundsError` for another name, `ChickenTypeError` for what is no string.
    Socket egg manual, socket-type->integer.
    """
    return _to_integer(socket_type_to_integer, _TYPES, sym)


@procedure("(integer->protocol-type int)", "ipproto/tcp", int=INTEGER)
def integer_to_protocol_type(int: int) -> _Protocol | None:
    """`(integer->protocol-type int)`: "ipproto/tcp" or "ipproto/udp" for an `IPPROTO_` integer.

    `None` for any other protocol. Raises `ChickenTypeError` for what is no integer.
    Socket egg manual, integer->protocol-type.
    """
    return _to_symbol(integer_to_protocol_type, _PROTOCOLS, int)


@procedure("(protocol-type->integer sym)", "ipproto/tcp", sym=names_of(_PROTOCOLS))
def protocol_type_to_integer(sym: _Protocol) -> int:
    """`(protocol-type->integer sym)`: the integer for "ipproto/tcp" or "ipproto/udp".

    Raises `ChickenBoundsError` for another name, `ChickenTypeError` for what is no string.
    Socket egg manual, protocol-type->integer.
    """
    return _to_integer(protocol_type_to_integer, _PROTOCOLS, sym)


def family_name(family: int) -> str:
    """What a printed form says of a family."""
    return _symbol(_FAMILIES, family) or str(family)


def type_name(type: int) -> str:
    """What a printed form says of a type."""
    return _symbol(_TYPES, type) or str(type)


def protocol_name(protocol: int) -> str:
    """What a printed form says of a protocol."""
    return _symbol(_PROTOCOLS, protocol) or str(protocol)
