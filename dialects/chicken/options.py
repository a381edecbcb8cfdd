"""Socket options: a getter and a setter for each of the usual ones, and those for any option.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. The plain `set_socket_option` takes integers, booleans, and bytes or
strings as they are; `get_socket_option` gives an integer or bytes. An option that the platform
lacks, for which the constant is `None`, is unsupported, and so is one that the protocol does not
know.

The usual ones are a table below, a row for each: `_accessors` makes the two procedures of it.
"""

from __future__ import annotations

import contextlib
import errno
import socket as _stdlib
from collections.abc import Iterator
from typing import Any, Final, Protocol, TypeVar

from ...core import NoSuchOption
from ...core.errors import from_os_error
from ...core.options import INT, Coding, raw
from .._types import Buffer
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import INTEGER
from .conditions import CHICKEN, RefusedError
from .constants import (
    IP_HDRINCL,
    IP_TOS,
    IP_TTL,
    IPPROTO_IP,
    IPPROTO_IPV6,
    IPPROTO_TCP,
    IPV6_V6ONLY,
    SO_ACCEPTCONN,
    SO_BROADCAST,
    SO_DEBUG,
    SO_DONTROUTE,
    SO_ERROR,
    SO_KEEPALIVE,
    SO_OOBINLINE,
    SO_RCVBUF,
    SO_RCVLOWAT,
    SO_REUSEADDR,
    SO_SNDBUF,
    SO_SNDLOWAT,
    SO_TYPE,
    SOL_SOCKET,
    TCP_KEEPALIVE,
    TCP_MAXSEG,
    TCP_NODELAY,
    TCP_NOOPT,
    TCP_NOPUSH,
)
from .sockets import Socket, is_string

__all__ = [
    "get_socket_option",
    "ip_header_included",
    "ip_time_to_live",
    "ip_type_of_service",
    "ipv6_v6_only",
    "set_ip_header_included",
    "set_ip_time_to_live",
    "set_ip_type_of_service",
    "set_ipv6_v6_only",
    "set_so_accept_connections",
    "set_so_broadcast",
    "set_so_debug",
    "set_so_dont_route",
    "set_so_error",
    "set_so_keep_alive",
    "set_so_oob_inline",
    "set_so_receive_buffer",
    "set_so_receive_low_water",
    "set_so_reuse_address",
    "set_so_send_buffer",
    "set_so_send_low_water",
    "set_so_type",
    "set_socket_option",
    "set_tcp_keep_alive",
    "set_tcp_max_segment_size",
    "set_tcp_no_delay",
    "set_tcp_no_options",
    "set_tcp_no_push",
    "so_accept_connections",
    "so_broadcast",
    "so_debug",
    "so_dont_route",
    "so_error",
    "so_keep_alive",
    "so_oob_inline",
    "so_receive_buffer",
    "so_receive_low_water",
    "so_reuse_address",
    "so_send_buffer",
    "so_send_low_water",
    "so_type",
    "tcp_keep_alive",
    "tcp_max_segment_size",
    "tcp_no_delay",
    "tcp_no_options",
    "tcp_no_push",
]

_ABSENT: Final = frozenset(
    getattr(errno, name)
    for name in ("ENOPROTOOPT", "EOPNOTSUPP", "ENOTSUP", "EPROTONOSUPPORT")
    if hasattr(errno, name)
)


def _is_socket(value: object) -> bool:
    return isinstance(value, Socket) or INTEGER.type_ok(value)


def _is_value(value: object) -> bool:
    return isinstance(value, int) or is_string(value)


_S: Final = Kind("a socket or a file descriptor", _is_socket)
_NUMBER: Final = Kind(
    "an exact integer, or #f where there is none",
    lambda value: value is None or INTEGER.type_ok(value),
)
_VALUE: Final = Kind("an integer, a boolean, a blob or a string", _is_value)
_BOOLEAN: Final = Kind("a boolean", lambda value: isinstance(value, bool))
_LENGTH: Final = Kind(
    "a length in bytes, from 1 to 1024, or #f",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or 1 <= value <= 1024,  # what Python asks the system for
)


# Any option


@procedure(
    "(set-socket-option s level name val)",
    "set-socket-option",
    s=_S,
    level=_NUMBER,
    name=_NUMBER,
    val=_VALUE,
)
def set_socket_option(
    s: Socket | int, level: int | None, name: int | None, val: int | Buffer | str
) -> None:
    """`(set-socket-option s level name val)`: set any option of a socket or descriptor (int).

    `level` and `name` are integers; `val` is an integer or a boolean, set as a C int, or bytes or
    a string (in UTF-8), set as they are. Raises `UnsupportedError` where the system or the
    protocol lacks the option, `NetError` where the system refuses, `ChickenBoundsError` for an
    integer beyond C's int, `ChickenTypeError` for a bad argument.
    Socket egg manual, set-socket-option.
    """
    CHICKEN.check(set_socket_option, s, level, name, val)
    try:
        _set("set-socket-option", s, level, name, val)
    except Exception as error:
        raise CHICKEN.explain(error, set_socket_option, s, level, name, val) from None


@procedure(
    "(get-socket-option s level name #!optional (len #f))",
    "get-socket-option",
    s=_S,
    level=_NUMBER,
    name=_NUMBER,
    len=_LENGTH,
)
def get_socket_option(
    s: Socket | int, level: int | None, name: int | None, len: int | None = None
) -> int | bytes:
    """`(get-socket-option s level name #!optional (len #f))`: any option of a socket.

    `s` is a socket or a descriptor (int), `level` and `name` are integers. The value is an
    integer; with `len`, an integer from 1 to 1024, it is bytes, so many at most. A boolean option
    gives 0 or another integer. Raises `UnsupportedError` where the system or the protocol lacks
    the option, `NetError` where the system refuses, `ChickenTypeError` and `ChickenBoundsError`
    for a bad argument. Socket egg manual, get-socket-option.
    """
    CHICKEN.check(get_socket_option, s, level, name, len)
    coding = INT if len is None else raw(len)
    try:
        value: int | bytes = _get("get-socket-option", s, level, name, coding)
    except Exception as error:
        raise CHICKEN.explain(error, get_socket_option, s, level, name, len) from None
    return value


def _get(who: str, s: Socket | int, level: int | None, name: int | None, coding: Coding) -> Any:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name))
    try:
        with _plain(s) as plain:
            return coding.read(plain, level, name)
    except OSError as error:
        raise _named(error, who, s, level, name) from None


def _set(who: str, s: Socket | int, level: int | None, name: int | None, value: Any) -> None:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name, value))
    try:
        data = INT.write(value.encode() if isinstance(value, str) else value)
        with _plain(s) as plain:
            plain.setsockopt(level, name, data)
    except ValueError:  # an integer that C's int does not hold
        expected = "an integer that C's int holds"
        raise CHICKEN.bad_value(who, "val", expected, value, 0) from None
    except OSError as error:
        raise _named(error, who, s, level, name, value) from None


@contextlib.contextmanager
def _plain(s: Socket | int) -> Iterator[_stdlib.socket]:
    """The stdlib socket of a socket, or one over a descriptor, which stays its owner's."""
    if isinstance(s, Socket):
        yield s.sock
        return
    if not 0 <= s < 2**31:
        raise OSError(errno.EBADF, "Bad file descriptor")
    # Given all three, Python asks the system nothing, and does not care whether it is right.
    borrowed = _stdlib.socket(_stdlib.AF_INET, _stdlib.SOCK_STREAM, 0, s)
    try:
        yield borrowed
    finally:
        borrowed.detach()


def _named(error: OSError, who: str, s: object, *arguments: object) -> Exception:
    socket = s if isinstance(s, Socket) else None
    cause = from_os_error(error, who, socket)
    if isinstance(cause, NoSuchOption) or cause.errno in _ABSENT:
        return CHICKEN.unsupported(who, (s, *arguments), cause)
    return CHICKEN.name(cause, who, (s, *arguments))


# The usual ones

_T = TypeVar("_T", bound=int)
_Got = TypeVar("_Got", covariant=True)
_Put = TypeVar("_Put", contravariant=True)


class _Getter(Protocol[_Got]):
    def __call__(self, s: Socket | int) -> _Got: ...


class _Setter(Protocol[_Put]):
    def __call__(self, s: Socket | int, value: _Put) -> None: ...


# By how the names begin: the level, and the entry of the manual, which is called by its first.
_LEVELS: Final = {
    "so": (SOL_SOCKET, "so-reuse-address?"),
    "tcp": (IPPROTO_TCP, "tcp-no-delay?"),
    "ip": (IPPROTO_IP, "ip-header-included?"),
    "ipv6": (IPPROTO_IPV6, "ipv6-v6-only?"),
}


def _accessors(
    type: type[_T], scheme: str, number: int | None, about: str, *, read_only: bool = False
) -> tuple[_Getter[_T], _Setter[_T]]:
    """The procedure `scheme`, which reads option `number` of its level, and its setter.

    `type` is what values are, bool or int; `about` says what the option tells.
    """
    level, section = _LEVELS[scheme.partition("-")[0]]
    kind, what = (_BOOLEAN, "a boolean") if type is bool else (INTEGER, "an integer")

    def get(s: Socket | int) -> _T:
        CHICKEN.check(get, s)
        return type(_get(scheme, s, level, number, INT))

    def put(s: Socket | int, value: _T) -> None:
        CHICKEN.check(get, s)
        if read_only:
            raise RefusedError(scheme, "socket option is read-only", (s, value))
        if not kind.type_ok(value):
            raise CHICKEN.wrong_type(scheme, "value", kind.expected, value, 2)
        _set(scheme, s, level, number, value)

    name = scheme.removesuffix("?").replace("-", "_")
    get.__name__ = get.__qualname__ = name
    get.__annotations__["return"] = type
    get.__doc__ = f"""`({scheme} s)`: {about}.

    {what.capitalize()}; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad
    argument. Socket egg manual, {scheme}.
    """
    put.__name__ = put.__qualname__ = f"set_{name}"
    put.__annotations__["value"] = type
    put.__doc__ = f"""`(set! ({scheme} s) value)`: set what `{name}` reads, {what}.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual, {scheme}.
    """
    if read_only:
        put.__doc__ = f"""`(set! ({scheme} s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual, {scheme}.
    """
    return procedure(f"({scheme} s)", section, s=_S)(get), put


so_reuse_address, set_so_reuse_address = _accessors(
    bool,
    "so-reuse-address?",
    SO_REUSEADDR,
    "whether an address that a closed connection still uses is free",
)
so_debug, set_so_debug = _accessors(
    bool, "so-debug?", SO_DEBUG, "whether the system records debugging information (a privilege)"
)
so_keep_alive, set_so_keep_alive = _accessors(
    bool, "so-keep-alive?", SO_KEEPALIVE, "whether an idle connection is probed"
)
so_dont_route, set_so_dont_route = _accessors(
    bool, "so-dont-route?", SO_DONTROUTE, "whether messages bypass the routing tables"
)
so_broadcast, set_so_broadcast = _accessors(
    bool, "so-broadcast?", SO_BROADCAST, "whether datagrams may be sent to a broadcast address"
)
so_oob_inline, set_so_oob_inline = _accessors(
    bool, "so-oob-inline?", SO_OOBINLINE, "whether out-of-band data is received among the rest"
)
so_accept_connections, set_so_accept_connections = _accessors(
    bool, "so-accept-connections?", SO_ACCEPTCONN, "whether the socket listens", read_only=True
)
so_send_buffer, set_so_send_buffer = _accessors(
    int, "so-send-buffer", SO_SNDBUF, "the size of the system's send buffer in bytes"
)
so_receive_buffer, set_so_receive_buffer = _accessors(
    int, "so-receive-buffer", SO_RCVBUF, "the size of the system's receive buffer in bytes"
)
so_send_low_water, set_so_send_low_water = _accessors(
    int,
    "so-send-low-water",
    SO_SNDLOWAT,
    "how much room makes the socket count as writable, in bytes",
)
so_receive_low_water, set_so_receive_low_water = _accessors(
    int, "so-receive-low-water", SO_RCVLOWAT, "how many bytes make the socket count as readable"
)
so_error, set_so_error = _accessors(
    int,
    "so-error",
    SO_ERROR,
    "the errno of a pending error, which is thereby taken; 0 for none",
    read_only=True,
)
so_type, set_so_type = _accessors(
    int, "so-type", SO_TYPE, "the type of the socket, a `SOCK_` integer", read_only=True
)

tcp_no_delay, set_tcp_no_delay = _accessors(
    bool, "tcp-no-delay?", TCP_NODELAY, "whether small segments leave at once"
)
tcp_no_push, set_tcp_no_push = _accessors(
    bool, "tcp-no-push?", TCP_NOPUSH, "whether a segment waits until it is full"
)
tcp_no_options, set_tcp_no_options = _accessors(
    bool, "tcp-no-options?", TCP_NOOPT, "whether TCP options are left out"
)
tcp_keep_alive, set_tcp_keep_alive = _accessors(
    int, "tcp-keep-alive", TCP_KEEPALIVE, "seconds of idleness before a connection is probed"
)
tcp_max_segment_size, set_tcp_max_segment_size = _accessors(
    int, "tcp-max-segment-size", TCP_MAXSEG, "the largest segment in bytes"
)

ip_header_included, set_ip_header_included = _accessors(
    bool, "ip-header-included?", IP_HDRINCL, "whether what is sent begins with an IP header"
)
ip_type_of_service, set_ip_type_of_service = _accessors(
    int, "ip-type-of-service", IP_TOS, "the type-of-service byte of what is sent"
)
ip_time_to_live, set_ip_time_to_live = _accessors(
    int, "ip-time-to-live", IP_TTL, "the time to live of what is sent"
)

ipv6_v6_only, set_ipv6_v6_only = _accessors(
    bool, "ipv6-v6-only?", IPV6_V6ONLY, "whether an IPv6 socket takes IPv6 alone"
)
