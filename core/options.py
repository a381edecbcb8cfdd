"""The table of socket options: level, number, and the coding of the value.

Strategy: a coding is a pair of functions between Python values and the bytes of setsockopt(2); the
table names one for every option whose value is not a plain int.  Options that the platform lacks
are not in the table.  Options outside the table can be used with any coding.
"""

from __future__ import annotations

import math
import socket as _socket
import struct
from collections.abc import Callable
from typing import Any, Final

import attrs

from .brief import brief
from .constants import constant
from .errors import arose_below

_INT: Final = struct.Struct("@i")
_LINGER: Final = struct.Struct("@ii")
_TIMEVAL: Final = struct.Struct("@ll")
_MREQ: Final = struct.Struct("4s4s")
_MREQN: Final = struct.Struct("@4s4si")
_MREQ6: Final = struct.Struct("@16sI")
_CREDENTIALS: Final = struct.Struct("@iII")


@attrs.frozen
class Coding:
    """A coding of an option's value.

    Attributes:
        name: what it is called (str).
        size: the most bytes that getsockopt(2) is to return (int).
        encode: from a value to the bytes (function).
        decode: from the bytes to a value (function).
    """

    name: str
    size: int
    encode: Callable[[Any], bytes]
    decode: Callable[[bytes], Any]

    def read(self, sock: _socket.SocketType, level: int, number: int) -> Any:
        """Return the decoded value of a stdlib socket's option; raises OSError."""
        return self.decode(sock.getsockopt(level, number, self.size))

    def write(self, value: Any) -> bytes:
        """Return the encoded value; what is bytes-like is taken as encoded.

        Raises TypeError or ValueError for a value that the coding has no bytes for.
        """
        if isinstance(value, (bytes, bytearray, memoryview)):
            return bytes(value)
        try:
            return self.encode(value)
        except (struct.error, OverflowError) as error:
            if not arose_below(error, self.encode):
                raise
            raise ValueError(f"not a value for a {self.name} option: {brief(value)}") from None


def _require(value: object, *types: type, what: str) -> None:
    if not isinstance(value, types):
        raise TypeError(f"expected {what}, not {brief(value)}")


def _encode_int(value: Any) -> bytes:
    _require(value, int, what="an int")
    return _INT.pack(value)


def _decode_int(data: bytes) -> int:
    # Some options of some systems have a single byte.
    return int(_INT.unpack(data)[0]) if len(data) == _INT.size else data[0] if data else 0


def _encode_linger(value: Any) -> bytes:
    on, seconds = _pair(value, "a pair (on, seconds)")
    _require(seconds, int, what="seconds as an int")
    return _LINGER.pack(bool(on), seconds)


def _decode_linger(data: bytes) -> tuple[bool, int]:
    on, seconds = _LINGER.unpack(data)
    return bool(on), seconds


def _encode_time(value: Any) -> bytes:
    if value is None:
        value = 0
    _require(value, int, float, what="seconds or None")
    if not 0 <= value < math.inf:
        raise ValueError(f"not a time in seconds: {brief(value)}")
    # Without the multiplication's rounding error, and never down to 0, which is no limit.
    microseconds = math.ceil(round(value * 1_000_000, 3)) or int(value > 0)
    return _TIMEVAL.pack(*divmod(microseconds, 1_000_000))


def _decode_time(data: bytes) -> float | None:
    seconds, microseconds = _TIMEVAL.unpack(data)
    return seconds + microseconds / 1_000_000 or None


def _encode_membership(value: Any) -> bytes:
    group, interface = _pair(value, "a pair (group, interface)")
    return _ipv4(group) + _encode_interface(interface)


def _decode_membership(data: bytes) -> tuple[str, str]:
    group, interface = _MREQ.unpack(data[: _MREQ.size])
    return _socket.inet_ntoa(group), _socket.inet_ntoa(interface)


def _encode_interface(value: Any) -> bytes:
    if isinstance(value, int):  # the index of an interface: the rest of struct ip_mreqn
        return _MREQN.pack(bytes(4), bytes(4), value)[4:]
    return _ipv4(value)


def _encode_multicast_interface(value: Any) -> bytes:
    if isinstance(value, int):
        return _MREQN.pack(bytes(4), bytes(4), value)
    return _ipv4(value)


def _decode_multicast_interface(data: bytes) -> str:
    return _socket.inet_ntoa(data[:4])


def _encode_membership6(value: Any) -> bytes:
    group, index = _pair(value, "a pair (group, interface index)")
    _require(group, str, what="a numeric IPv6 address")
    _require(index, int, what="the index of an interface")
    try:
        return _MREQ6.pack(_socket.inet_pton(_socket.AF_INET6, group), index)
    except OSError as error:
        if not arose_below(error):
            raise
        raise ValueError(f"not a numeric IPv6 address: {brief(group)}") from None


def _decode_membership6(data: bytes) -> tuple[str, int]:
    group, index = _MREQ6.unpack(data)
    return _socket.inet_ntop(_socket.AF_INET6, group), index


def _encode_text(value: Any) -> bytes:
    _require(value, str, what="a str")
    encoded: bytes = value.encode()
    return encoded


def _decode_text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode(errors="surrogateescape")


def _encode_credentials(value: Any) -> bytes:
    return _CREDENTIALS.pack(*value)


def _decode_credentials(data: bytes) -> tuple[int, int, int]:
    process, user, group = _CREDENTIALS.unpack(data)
    return process, user, group


def _encode_raw(value: Any) -> bytes:
    raise TypeError(f"expected bytes, not {brief(value)}")


def _pair(value: Any, what: str) -> tuple[Any, Any]:
    _require(value, tuple, list, what=what)
    if len(value) != 2:
        raise ValueError(f"expected {what}, not {brief(value)}")
    return value[0], value[1]


def _ipv4(value: Any) -> bytes:
    _require(value, str, what="a numeric IPv4 address")
    try:
        return _socket.inet_pton(_socket.AF_INET, value)
    except OSError as error:
        if not arose_below(error):
            raise
        raise ValueError(f"not a numeric IPv4 address: {brief(value)}") from None


def raw(size: int = 256) -> Coding:
    """Return the coding that leaves bytes as they are, and reads at most `size` of them."""
    return Coding("raw", size, _encode_raw, bytes)


INT: Final = Coding("int", _INT.size, _encode_int, _decode_int)
"""An int; a bool is written as 0 or 1."""
BOOL: Final = Coding(
    "bool", _INT.size, lambda value: _INT.pack(bool(value)), lambda data: any(data)
)
"""True or False; anything may be written, by its truth."""
LINGER: Final = Coding("linger", _LINGER.size, _encode_linger, _decode_linger)
"""A pair (on: bool, seconds: int)."""
TIME: Final = Coding("time", _TIMEVAL.size, _encode_time, _decode_time)
"""Seconds (int or float, rounded up to microseconds); None stands for no limit."""
MEMBERSHIP: Final = Coding("membership", _MREQN.size, _encode_membership, _decode_membership)
"""A pair (group, interface): numeric IPv4 addresses; the interface may be an index (int)."""
MULTICAST_INTERFACE: Final = Coding(
    "multicast interface", 4, _encode_multicast_interface, _decode_multicast_interface
)
"""A numeric IPv4 address (str), or when writing the index of an interface (int)."""
MEMBERSHIP6: Final = Coding(
    "IPv6 membership", _MREQ6.size, _encode_membership6, _decode_membership6
)
"""A pair (group: numeric IPv6 address, interface index: int)."""
TEXT: Final = Coding("text", 256, _encode_text, _decode_text)
"""A str."""
CREDENTIALS: Final = Coding(
    "credentials", _CREDENTIALS.size, _encode_credentials, _decode_credentials
)
"""A triple of ints: process, user, group."""

plain_coding: Final = INT


@attrs.frozen
class Option:
    """A socket option of this platform.

    Attributes:
        name: its C name (str).
        level: at which protocol level (int).
        number: its number there (int).
        coding: how its value is coded.
    """

    name: str
    level: int
    number: int
    coding: Coding


# (level, coding, names)
_TABLE: Final[tuple[tuple[str, Coding, str], ...]] = (
    (
        "SOL_SOCKET",
        BOOL,
        "SO_ACCEPTCONN SO_BROADCAST SO_DEBUG SO_DONTROUTE SO_KEEPALIVE SO_OOBINLINE SO_PASSCRED"
        " SO_REUSEADDR SO_REUSEPORT SO_TIMESTAMP SO_USELOOPBACK SO_NO_CHECK",
    ),
    (
        "SOL_SOCKET",
        INT,
        "SO_DOMAIN SO_ERROR SO_INCOMING_CPU SO_MARK SO_PRIORITY SO_PROTOCOL SO_RCVBUF"
        " SO_RCVBUFFORCE SO_RCVLOWAT SO_SNDBUF SO_SNDBUFFORCE SO_SNDLOWAT SO_TYPE",
    ),
    ("SOL_SOCKET", LINGER, "SO_LINGER"),
    ("SOL_SOCKET", TIME, "SO_RCVTIMEO SO_SNDTIMEO"),
    ("SOL_SOCKET", TEXT, "SO_BINDTODEVICE"),
    ("SOL_SOCKET", CREDENTIALS, "SO_PEERCRED"),
    (
        "IPPROTO_IP",
        BOOL,
        "IP_HDRINCL IP_MULTICAST_LOOP IP_PKTINFO IP_RECVERR IP_RECVOPTS IP_RECVRETOPTS"
        " IP_RECVTOS IP_RECVTTL IP_RECVDSTADDR IP_TRANSPARENT IP_FREEBIND",
    ),
    (
        "IPPROTO_IP",
        INT,
        "IP_MTU IP_MTU_DISCOVER IP_MULTICAST_TTL IP_ROUTER_ALERT IP_TOS IP_TTL"
        " IP_BIND_ADDRESS_NO_PORT",
    ),
    ("IPPROTO_IP", raw(40), "IP_OPTIONS"),
    ("IPPROTO_IP", MEMBERSHIP, "IP_ADD_MEMBERSHIP IP_DROP_MEMBERSHIP"),
    ("IPPROTO_IP", MULTICAST_INTERFACE, "IP_MULTICAST_IF"),
    (
        "IPPROTO_IPV6",
        BOOL,
        "IPV6_V6ONLY IPV6_MULTICAST_LOOP IPV6_RECVHOPLIMIT IPV6_RECVPKTINFO IPV6_RECVTCLASS"
        " IPV6_DONTFRAG",
    ),
    (
        "IPPROTO_IPV6",
        INT,
        "IPV6_MULTICAST_HOPS IPV6_MULTICAST_IF IPV6_UNICAST_HOPS IPV6_TCLASS IPV6_CHECKSUM",
    ),
    ("IPPROTO_IPV6", MEMBERSHIP6, "IPV6_JOIN_GROUP IPV6_LEAVE_GROUP"),
    ("IPPROTO_TCP", BOOL, "TCP_NODELAY TCP_CORK TCP_NOPUSH TCP_NOOPT TCP_QUICKACK"),
    (
        "IPPROTO_TCP",
        INT,
        "TCP_MAXSEG TCP_KEEPALIVE TCP_KEEPCNT TCP_KEEPIDLE TCP_KEEPINTVL TCP_SYNCNT TCP_LINGER2"
        " TCP_DEFER_ACCEPT TCP_WINDOW_CLAMP TCP_FASTOPEN TCP_USER_TIMEOUT TCP_NOTSENT_LOWAT",
    ),
    ("IPPROTO_TCP", TEXT, "TCP_CONGESTION"),
    ("IPPROTO_TCP", raw(512), "TCP_INFO"),
)


def _options() -> tuple[Option, ...]:
    return tuple(
        Option(name, level, number, coding)
        for level_name, coding, names in _TABLE
        if (level := constant(level_name)) is not None
        for name in names.split()
        if (number := constant(name)) is not None
    )


OPTIONS: Final = _options()
"""All options in the table that this platform has."""

_BY_NUMBER: Final = {(option.level, option.number): option for option in OPTIONS}
_BY_NAME: Final = {option.name: option for option in OPTIONS}


def find_option(level: int, number: int) -> Option | None:
    """Return the table's entry for an option by its level and number (int), or None."""
    return _BY_NUMBER.get((level, number))


def option_named(name: str) -> Option | None:
    """Return the table's entry for an option by its C name (``"SO_LINGER"``), or None."""
    return _BY_NAME.get(name)
