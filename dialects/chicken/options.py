"""Socket options: a getter and a setter for each of the usual ones, and those for any option.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. The plain `set_socket_option` takes integers, booleans, and bytes or
strings as they are; `get_socket_option` gives an integer or bytes. An option that the platform
lacks, for which the constant is `None`, is unsupported, and so is one that the protocol does not
know.

The usual ones are written out, a getter and a setter for each, as editors show them.
"""

from __future__ import annotations

import errno
import os
import socket as _stdlib
from collections.abc import Callable
from typing import Any, Final, NoReturn

from ...core import NoSuchOption
from ...core.errors import arose_below, from_os_error
from ...core.options import INT, Coding, raw
from .._types import Buffer
from ..conditions import Kind
from ..dialect import procedure, scheme_name
from ..kinds import BOOLEAN, C_INT, INTEGER
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
from .sockets import Socket, encoded, is_string, is_utf_8

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


def _can_be_set(value: Any) -> bool:
    return C_INT.value_ok(value) if isinstance(value, int) else is_utf_8(value)


_S: Final = Kind("a socket or a file descriptor", _is_socket)
_NUMBER: Final = Kind(
    "an exact integer that C's int holds, or #f where there is none",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or C_INT.value_ok(value),
)
_VALUE: Final = Kind(
    "an integer that C's int holds, a boolean, a blob or a string", _is_value, _can_be_set
)
_MOST: Final = 1024  # bytes that Python asks the system for, at most
_LENGTH: Final = Kind(
    "a length in bytes or #f",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or value >= 0,
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
    _set("set-socket-option", s, level, name, val)


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
    integer; with `len`, a length of any size, it is bytes, so many at most and never more than
    1024, which no option of the egg's has. A boolean option gives 0 or another integer. Raises
    `UnsupportedError` where the system or the protocol lacks the option, `NetError` where the
    system refuses, `ChickenTypeError` and `ChickenBoundsError` for a bad argument.
    Socket egg manual, get-socket-option.
    """
    CHICKEN.check(get_socket_option, s, level, name, len)
    if len is None:
        number: int = _get("get-socket-option", s, level, name, INT)
        return number
    # Python takes a size of 0 to ask for an integer.
    data: bytes = _get("get-socket-option", s, level, name, raw(max(1, min(len, _MOST))))
    return data[:len]


def _get(who: str, s: Socket | int, level: int | None, name: int | None, coding: Coding) -> Any:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name))
    try:
        return coding.read(_plain(s), level, name)
    except Exception as error:
        _fail(error, who, s, level, name)


def _set(who: str, s: Socket | int, level: int | None, name: int | None, value: Any) -> None:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name, value))
    try:
        data = INT.write(value) if isinstance(value, int) else encoded(value)
        _plain(s).setsockopt(level, name, data)
    except Exception as error:
        _fail(error, who, s, level, name, value)


class _Borrowed(_stdlib.socket):
    """A stdlib socket over a descriptor that stays its owner's, whenever this one is dropped."""

    def __del__(self) -> None:
        self.detach()


# With one default timeout or another, Python would choose the mode of the descriptor.
_TYPE: Final = _stdlib.SOCK_STREAM | getattr(_stdlib, "SOCK_NONBLOCK", 0)


def _plain(s: Socket | int) -> _stdlib.SocketType:
    """Return the stdlib socket of a socket, or one over a descriptor."""
    if isinstance(s, Socket):
        return s.sock
    if not 0 <= s < 2**31:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    # Given all three, Python asks the system nothing, and does not care whether it is right.
    return _Borrowed(_stdlib.AF_INET, _TYPE, 0, s)


def _fail(error: Exception, who: str, s: object, *arguments: object) -> NoReturn:
    """Raise the condition for `error`, met in a system call, as `Conditions.fail` does."""
    try:
        if not isinstance(error, OSError) or not arose_below(error):
            raise
        socket = s if isinstance(s, Socket) else None
        cause = from_os_error(error, who, socket)
        if isinstance(cause, NoSuchOption) or cause.errno in _ABSENT:
            raise CHICKEN.unsupported(who, (s, *arguments), cause) from None
        raise CHICKEN.name(cause, who, (s, *arguments)) from None
    finally:
        del error  # it refers to this frame


# The usual ones

# By how the names begin.
_LEVELS: Final = {"so": SOL_SOCKET, "tcp": IPPROTO_TCP, "ip": IPPROTO_IP, "ipv6": IPPROTO_IPV6}
# The entries of the manual, each called by the first name in it.
_SO: Final = "so-reuse-address?"
_TCP: Final = "tcp-no-delay?"
_IP: Final = "ip-header-included?"
_IPV6: Final = "ipv6-v6-only?"


def _read(getter: Callable[..., object], number: int | None, s: Socket | int) -> int:
    """Option `number` of the level that the name of `getter` begins with."""
    CHICKEN.check(getter, s)
    scheme = scheme_name(getter)
    value: int = _get(scheme, s, _LEVELS[scheme.partition("-")[0]], number, INT)
    return value


def _write(
    getter: Callable[..., object], kind: Kind, number: int | None, s: Socket | int, value: int
) -> None:
    """Set what `getter` reads to a value of its kind."""
    CHICKEN.check(getter, s)
    scheme = scheme_name(getter)
    if not kind.type_ok(value):
        raise CHICKEN.wrong_type(scheme, "value", kind.expected, value, 2)
    if not kind.value_ok(value):
        raise CHICKEN.bad_value(scheme, "value", kind.expected, value, 2)
    _set(scheme, s, _LEVELS[scheme.partition("-")[0]], number, value)


def _refuse(getter: Callable[..., object], s: Socket | int, value: int) -> NoReturn:
    """Say that what `getter` reads cannot be set."""
    CHICKEN.check(getter, s)
    raise RefusedError(scheme_name(getter), "socket option is read-only", (s, value))


@procedure("(so-reuse-address? s)", _SO, s=_S)
def so_reuse_address(s: Socket | int) -> bool:
    """`(so-reuse-address? s)`: whether an address that a closed connection still uses is free.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-reuse-address?.
    """
    return bool(_read(so_reuse_address, SO_REUSEADDR, s))


def set_so_reuse_address(s: Socket | int, value: bool) -> None:
    """`(set! (so-reuse-address? s) value)`: set what `so_reuse_address` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-reuse-address?.
    """
    _write(so_reuse_address, BOOLEAN, SO_REUSEADDR, s, value)


@procedure("(so-debug? s)", _SO, s=_S)
def so_debug(s: Socket | int) -> bool:
    """`(so-debug? s)`: whether the system records debugging information (a privilege).

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-debug?.
    """
    return bool(_read(so_debug, SO_DEBUG, s))


def set_so_debug(s: Socket | int, value: bool) -> None:
    """`(set! (so-debug? s) value)`: set what `so_debug` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual, so-debug?.
    """
    _write(so_debug, BOOLEAN, SO_DEBUG, s, value)


@procedure("(so-keep-alive? s)", _SO, s=_S)
def so_keep_alive(s: Socket | int) -> bool:
    """`(so-keep-alive? s)`: whether an idle connection is probed.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-keep-alive?.
    """
    return bool(_read(so_keep_alive, SO_KEEPALIVE, s))


def set_so_keep_alive(s: Socket | int, value: bool) -> None:
    """`(set! (so-keep-alive? s) value)`: set what `so_keep_alive` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-keep-alive?.
    """
    _write(so_keep_alive, BOOLEAN, SO_KEEPALIVE, s, value)


@procedure("(so-dont-route? s)", _SO, s=_S)
def so_dont_route(s: Socket | int) -> bool:
    """`(so-dont-route? s)`: whether messages bypass the routing tables.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-dont-route?.
    """
    return bool(_read(so_dont_route, SO_DONTROUTE, s))


def set_so_dont_route(s: Socket | int, value: bool) -> None:
    """`(set! (so-dont-route? s) value)`: set what `so_dont_route` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-dont-route?.
    """
    _write(so_dont_route, BOOLEAN, SO_DONTROUTE, s, value)


@procedure("(so-broadcast? s)", _SO, s=_S)
def so_broadcast(s: Socket | int) -> bool:
    """`(so-broadcast? s)`: whether datagrams may be sent to a broadcast address.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-broadcast?.
    """
    return bool(_read(so_broadcast, SO_BROADCAST, s))


def set_so_broadcast(s: Socket | int, value: bool) -> None:
    """`(set! (so-broadcast? s) value)`: set what `so_broadcast` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-broadcast?.
    """
    _write(so_broadcast, BOOLEAN, SO_BROADCAST, s, value)


@procedure("(so-oob-inline? s)", _SO, s=_S)
def so_oob_inline(s: Socket | int) -> bool:
    """`(so-oob-inline? s)`: whether out-of-band data is received among the rest.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-oob-inline?.
    """
    return bool(_read(so_oob_inline, SO_OOBINLINE, s))


def set_so_oob_inline(s: Socket | int, value: bool) -> None:
    """`(set! (so-oob-inline? s) value)`: set what `so_oob_inline` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-oob-inline?.
    """
    _write(so_oob_inline, BOOLEAN, SO_OOBINLINE, s, value)


@procedure("(so-accept-connections? s)", _SO, s=_S)
def so_accept_connections(s: Socket | int) -> bool:
    """`(so-accept-connections? s)`: whether the socket listens.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-accept-connections?.
    """
    return bool(_read(so_accept_connections, SO_ACCEPTCONN, s))


def set_so_accept_connections(s: Socket | int, value: bool) -> None:
    """`(set! (so-accept-connections? s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual,
    so-accept-connections?.
    """
    _refuse(so_accept_connections, s, value)


@procedure("(so-send-buffer s)", _SO, s=_S)
def so_send_buffer(s: Socket | int) -> int:
    """`(so-send-buffer s)`: the size of the system's send buffer in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-send-buffer.
    """
    return _read(so_send_buffer, SO_SNDBUF, s)


def set_so_send_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-send-buffer s) value)`: set what `so_send_buffer` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-send-buffer.
    """
    _write(so_send_buffer, C_INT, SO_SNDBUF, s, value)


@procedure("(so-receive-buffer s)", _SO, s=_S)
def so_receive_buffer(s: Socket | int) -> int:
    """`(so-receive-buffer s)`: the size of the system's receive buffer in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-receive-buffer.
    """
    return _read(so_receive_buffer, SO_RCVBUF, s)


def set_so_receive_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-buffer s) value)`: set what `so_receive_buffer` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-receive-buffer.
    """
    _write(so_receive_buffer, C_INT, SO_RCVBUF, s, value)


@procedure("(so-send-low-water s)", _SO, s=_S)
def so_send_low_water(s: Socket | int) -> int:
    """`(so-send-low-water s)`: how many free bytes make the socket count as writable.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-send-low-water.
    """
    return _read(so_send_low_water, SO_SNDLOWAT, s)


def set_so_send_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-send-low-water s) value)`: set what `so_send_low_water` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-send-low-water.
    """
    _write(so_send_low_water, C_INT, SO_SNDLOWAT, s, value)


@procedure("(so-receive-low-water s)", _SO, s=_S)
def so_receive_low_water(s: Socket | int) -> int:
    """`(so-receive-low-water s)`: how many bytes make the socket count as readable.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-receive-low-water.
    """
    return _read(so_receive_low_water, SO_RCVLOWAT, s)


def set_so_receive_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-low-water s) value)`: set what `so_receive_low_water` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    so-receive-low-water.
    """
    _write(so_receive_low_water, C_INT, SO_RCVLOWAT, s, value)


@procedure("(so-error s)", _SO, s=_S)
def so_error(s: Socket | int) -> int:
    """`(so-error s)`: the errno of a pending error, which is thereby taken; 0 for none.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-error.
    """
    return _read(so_error, SO_ERROR, s)


def set_so_error(s: Socket | int, value: int) -> None:
    """`(set! (so-error s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual, so-error.
    """
    _refuse(so_error, s, value)


@procedure("(so-type s)", _SO, s=_S)
def so_type(s: Socket | int) -> int:
    """`(so-type s)`: the type of the socket, a `SOCK_` integer.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, so-type.
    """
    return _read(so_type, SO_TYPE, s)


def set_so_type(s: Socket | int, value: int) -> None:
    """`(set! (so-type s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual, so-type.
    """
    _refuse(so_type, s, value)


@procedure("(tcp-no-delay? s)", _TCP, s=_S)
def tcp_no_delay(s: Socket | int) -> bool:
    """`(tcp-no-delay? s)`: whether small segments leave at once.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, tcp-no-delay?.
    """
    return bool(_read(tcp_no_delay, TCP_NODELAY, s))


def set_tcp_no_delay(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-delay? s) value)`: set what `tcp_no_delay` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    tcp-no-delay?.
    """
    _write(tcp_no_delay, BOOLEAN, TCP_NODELAY, s, value)


@procedure("(tcp-no-push? s)", _TCP, s=_S)
def tcp_no_push(s: Socket | int) -> bool:
    """`(tcp-no-push? s)`: whether a segment waits until it is full.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, tcp-no-push?.
    """
    return bool(_read(tcp_no_push, TCP_NOPUSH, s))


def set_tcp_no_push(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-push? s) value)`: set what `tcp_no_push` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual, tcp-no-push?.
    """
    _write(tcp_no_push, BOOLEAN, TCP_NOPUSH, s, value)


@procedure("(tcp-no-options? s)", _TCP, s=_S)
def tcp_no_options(s: Socket | int) -> bool:
    """`(tcp-no-options? s)`: whether TCP options are left out.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, tcp-no-options?.
    """
    return bool(_read(tcp_no_options, TCP_NOOPT, s))


def set_tcp_no_options(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-options? s) value)`: set what `tcp_no_options` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    tcp-no-options?.
    """
    _write(tcp_no_options, BOOLEAN, TCP_NOOPT, s, value)


@procedure("(tcp-keep-alive s)", _TCP, s=_S)
def tcp_keep_alive(s: Socket | int) -> int:
    """`(tcp-keep-alive s)`: seconds of idleness before a connection is probed.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, tcp-keep-alive.
    """
    return _read(tcp_keep_alive, TCP_KEEPALIVE, s)


def set_tcp_keep_alive(s: Socket | int, value: int) -> None:
    """`(set! (tcp-keep-alive s) value)`: set what `tcp_keep_alive` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    tcp-keep-alive.
    """
    _write(tcp_keep_alive, C_INT, TCP_KEEPALIVE, s, value)


@procedure("(tcp-max-segment-size s)", _TCP, s=_S)
def tcp_max_segment_size(s: Socket | int) -> int:
    """`(tcp-max-segment-size s)`: the largest segment in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, tcp-max-segment-size.
    """
    return _read(tcp_max_segment_size, TCP_MAXSEG, s)


def set_tcp_max_segment_size(s: Socket | int, value: int) -> None:
    """`(set! (tcp-max-segment-size s) value)`: set what `tcp_max_segment_size` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    tcp-max-segment-size.
    """
    _write(tcp_max_segment_size, C_INT, TCP_MAXSEG, s, value)


@procedure("(ip-header-included? s)", _IP, s=_S)
def ip_header_included(s: Socket | int) -> bool:
    """`(ip-header-included? s)`: whether what is sent begins with an IP header.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, ip-header-included?.
    """
    return bool(_read(ip_header_included, IP_HDRINCL, s))


def set_ip_header_included(s: Socket | int, value: bool) -> None:
    """`(set! (ip-header-included? s) value)`: set what `ip_header_included` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    ip-header-included?.
    """
    _write(ip_header_included, BOOLEAN, IP_HDRINCL, s, value)


@procedure("(ip-type-of-service s)", _IP, s=_S)
def ip_type_of_service(s: Socket | int) -> int:
    """`(ip-type-of-service s)`: the type-of-service byte of what is sent.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, ip-type-of-service.
    """
    return _read(ip_type_of_service, IP_TOS, s)


def set_ip_type_of_service(s: Socket | int, value: int) -> None:
    """`(set! (ip-type-of-service s) value)`: set what `ip_type_of_service` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    ip-type-of-service.
    """
    _write(ip_type_of_service, C_INT, IP_TOS, s, value)


@procedure("(ip-time-to-live s)", _IP, s=_S)
def ip_time_to_live(s: Socket | int) -> int:
    """`(ip-time-to-live s)`: the time to live of what is sent.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, ip-time-to-live.
    """
    return _read(ip_time_to_live, IP_TTL, s)


def set_ip_time_to_live(s: Socket | int, value: int) -> None:
    """`(set! (ip-time-to-live s) value)`: set what `ip_time_to_live` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    ip-time-to-live.
    """
    _write(ip_time_to_live, C_INT, IP_TTL, s, value)


@procedure("(ipv6-v6-only? s)", _IPV6, s=_S)
def ipv6_v6_only(s: Socket | int) -> bool:
    """`(ipv6-v6-only? s)`: whether an IPv6 socket takes IPv6 alone.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the platform
    lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a bad argument.
    Socket egg manual, ipv6-v6-only?.
    """
    return bool(_read(ipv6_v6_only, IPV6_V6ONLY, s))


def set_ipv6_v6_only(s: Socket | int, value: bool) -> None:
    """`(set! (ipv6-v6-only? s) value)`: set what `ipv6_v6_only` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual,
    ipv6-v6-only?.
    """
    _write(ipv6_v6_only, BOOLEAN, IPV6_V6ONLY, s, value)
