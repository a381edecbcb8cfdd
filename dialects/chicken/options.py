"""Socket options: a getter and a setter for each of the usual ones, and those for any option.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. The plain `set_socket_option` takes integers, booleans, and bytes or
strings as they are; `get_socket_option` gives an integer or bytes. An option that the platform
lacks, for which the constant is `None`, is unsupported, and so is one that the protocol does not
know.
"""

from __future__ import annotations

import errno
import socket as _stdlib
from typing import Any, Final

from attrs import frozen

from ...core import NoSuchOption
from ...core.errors import from_os_error
from ...core.options import INT, Coding, raw
from .._types import Buffer
from ..conditions import Kind
from ..dialect import procedure
from ..kinds import BYTEVECTOR, INTEGER
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
from .sockets import Socket

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
    return isinstance(value, (int, str)) or BYTEVECTOR.type_ok(value)


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


def _get(who: str, s: Socket | int, level: int | None, name: int | None, coding: Coding) -> Any:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name))
    try:
        if isinstance(s, Socket):
            return coding.read(s.sock, level, name)
        with _borrowed(s) as sock:
            return coding.read(sock.value, level, name)
    except OSError as error:
        raise _named(error, who, s, level, name) from None


def _set(who: str, s: Socket | int, level: int | None, name: int | None, value: Any) -> None:
    if level is None or name is None:
        raise CHICKEN.unsupported(who, (s, level, name, value))
    try:
        data = INT.write(value.encode() if isinstance(value, str) else value)
        if isinstance(s, Socket):
            s.sock.setsockopt(level, name, data)
        else:
            with _borrowed(s) as sock:
                sock.value.setsockopt(level, name, data)
    except ValueError:  # an integer that C's int does not hold
        expected = "an integer that C's int holds"
        raise CHICKEN.bad_value(who, "val", expected, value, 0) from None
    except OSError as error:
        raise _named(error, who, s, level, name, value) from None


class _borrowed:  # noqa: N801
    """A stdlib socket over a descriptor that stays its owner's."""

    def __init__(self, descriptor: int) -> None:
        if not 0 <= descriptor < 2**31:
            raise OSError(errno.EBADF, "Bad file descriptor")
        # Given all three, Python asks the system nothing, and does not care whether it is right.
        self.value = _stdlib.socket(_stdlib.AF_INET, _stdlib.SOCK_STREAM, 0, descriptor)

    def __enter__(self) -> _borrowed:
        return self

    def __exit__(self, *exception: object) -> None:
        self.value.detach()


def _named(error: OSError, who: str, s: object, *arguments: object) -> Exception:
    socket = s if isinstance(s, Socket) else None
    cause = from_os_error(error, who, socket)
    if isinstance(cause, NoSuchOption) or cause.errno in _ABSENT:
        return CHICKEN.unsupported(who, (s, *arguments), cause)
    return CHICKEN.name(cause, who, (s, *arguments))


@frozen
class _Accessor:
    """What a getter and its setter share."""

    scheme: str
    level: int | None
    number: int | None
    type: type
    read_only: bool = False

    def read(self, s: Socket | int) -> Any:
        return _get(self.scheme, s, self.level, self.number, INT)

    def write(self, s: Socket | int, value: Any) -> None:
        if self.read_only:
            message = "socket option is read-only"
            raise RefusedError(self.scheme, message, (s, value))
        kind = _BOOLEAN if self.type is bool else INTEGER
        if not kind.type_ok(value):
            raise CHICKEN.wrong_type(self.scheme, "value", kind.expected, value, 2)
        _set(self.scheme, s, self.level, self.number, value)


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

        `level` and `name` are integers; `val` is an integer or a boolean, set as a C int, or
    bytes or a
    string (in UTF-8), set as they are. Raises `UnsupportedError` where the system or the protocol
    lacks the option, `NetError` where the system refuses, `ChickenBoundsError` for an integer
    beyond C's int, `ChickenTypeError` for a bad argument. Socket egg manual, set-socket-option.
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
    integer;
        with `len`, an integer from 1 to 1024, it is bytes, so many at most. A boolean option
    gives 0 or
    another integer. Raises `UnsupportedError` where the system or the protocol lacks the option,
    `NetError` where the system refuses, `ChickenTypeError` and `ChickenBoundsError` for a bad
    argument. Socket egg manual, get-socket-option.
    """
    CHICKEN.check(get_socket_option, s, level, name, len)
    coding = INT if len is None else raw(len)
    try:
        value: int | bytes = _get("get-socket-option", s, level, name, coding)
    except Exception as error:
        raise CHICKEN.explain(error, get_socket_option, s, level, name, len) from None
    return value


_SO_REUSE_ADDRESS: Final = _Accessor("so-reuse-address?", SOL_SOCKET, SO_REUSEADDR, bool)


@procedure("(so-reuse-address? s)", "so-reuse-address?", s=_S)
def so_reuse_address(s: Socket | int) -> bool:
    """`(so-reuse-address? s)`: whether an address that a closed connection still uses is free.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-reuse-address?.
    """
    CHICKEN.check(so_reuse_address, s)
    return bool(_SO_REUSE_ADDRESS.read(s))


def set_so_reuse_address(s: Socket | int, value: bool) -> None:
    """`(set! (so-reuse-address? s) value)`: set what `so_reuse_address` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-reuse-address?.
    """
    CHICKEN.check(so_reuse_address, s)
    _SO_REUSE_ADDRESS.write(s, value)


_SO_DEBUG: Final = _Accessor("so-debug?", SOL_SOCKET, SO_DEBUG, bool)


@procedure("(so-debug? s)", "so-reuse-address?", s=_S)
def so_debug(s: Socket | int) -> bool:
    """`(so-debug? s)`: whether the system records debugging information (a privilege).

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-debug?.
    """
    CHICKEN.check(so_debug, s)
    return bool(_SO_DEBUG.read(s))


def set_so_debug(s: Socket | int, value: bool) -> None:
    """`(set! (so-debug? s) value)`: set what `so_debug` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual, so-debug?.
    """
    CHICKEN.check(so_debug, s)
    _SO_DEBUG.write(s, value)


_SO_KEEP_ALIVE: Final = _Accessor("so-keep-alive?", SOL_SOCKET, SO_KEEPALIVE, bool)


@procedure("(so-keep-alive? s)", "so-reuse-address?", s=_S)
def so_keep_alive(s: Socket | int) -> bool:
    """`(so-keep-alive? s)`: whether an idle connection is probed.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-keep-alive?.
    """
    CHICKEN.check(so_keep_alive, s)
    return bool(_SO_KEEP_ALIVE.read(s))


def set_so_keep_alive(s: Socket | int, value: bool) -> None:
    """`(set! (so-keep-alive? s) value)`: set what `so_keep_alive` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-keep-alive?.
    """
    CHICKEN.check(so_keep_alive, s)
    _SO_KEEP_ALIVE.write(s, value)


_SO_DONT_ROUTE: Final = _Accessor("so-dont-route?", SOL_SOCKET, SO_DONTROUTE, bool)


@procedure("(so-dont-route? s)", "so-reuse-address?", s=_S)
def so_dont_route(s: Socket | int) -> bool:
    """`(so-dont-route? s)`: whether messages bypass the routing tables.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-dont-route?.
    """
    CHICKEN.check(so_dont_route, s)
    return bool(_SO_DONT_ROUTE.read(s))


def set_so_dont_route(s: Socket | int, value: bool) -> None:
    """`(set! (so-dont-route? s) value)`: set what `so_dont_route` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-dont-route?.
    """
    CHICKEN.check(so_dont_route, s)
    _SO_DONT_ROUTE.write(s, value)


_SO_BROADCAST: Final = _Accessor("so-broadcast?", SOL_SOCKET, SO_BROADCAST, bool)


@procedure("(so-broadcast? s)", "so-reuse-address?", s=_S)
def so_broadcast(s: Socket | int) -> bool:
    """`(so-broadcast? s)`: whether datagrams may be sent to a broadcast address.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-broadcast?.
    """
    CHICKEN.check(so_broadcast, s)
    return bool(_SO_BROADCAST.read(s))


def set_so_broadcast(s: Socket | int, value: bool) -> None:
    """`(set! (so-broadcast? s) value)`: set what `so_broadcast` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-broadcast?.
    """
    CHICKEN.check(so_broadcast, s)
    _SO_BROADCAST.write(s, value)


_SO_OOB_INLINE: Final = _Accessor("so-oob-inline?", SOL_SOCKET, SO_OOBINLINE, bool)


@procedure("(so-oob-inline? s)", "so-reuse-address?", s=_S)
def so_oob_inline(s: Socket | int) -> bool:
    """`(so-oob-inline? s)`: whether out-of-band data is received among the rest.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-oob-inline?.
    """
    CHICKEN.check(so_oob_inline, s)
    return bool(_SO_OOB_INLINE.read(s))


def set_so_oob_inline(s: Socket | int, value: bool) -> None:
    """`(set! (so-oob-inline? s) value)`: set what `so_oob_inline` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-oob-inline?.
    """
    CHICKEN.check(so_oob_inline, s)
    _SO_OOB_INLINE.write(s, value)


_SO_ACCEPT_CONNECTIONS: Final = _Accessor(
    "so-accept-connections?", SOL_SOCKET, SO_ACCEPTCONN, bool, read_only=True
)


@procedure("(so-accept-connections? s)", "so-reuse-address?", s=_S)
def so_accept_connections(s: Socket | int) -> bool:
    """`(so-accept-connections? s)`: whether the socket listens.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-accept-connections?.
    """
    CHICKEN.check(so_accept_connections, s)
    return bool(_SO_ACCEPT_CONNECTIONS.read(s))


def set_so_accept_connections(s: Socket | int, value: bool) -> None:
    """`(set! (so-accept-connections? s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`.
    Socket egg manual, so-accept-connections?.
    """
    CHICKEN.check(so_accept_connections, s)
    _SO_ACCEPT_CONNECTIONS.write(s, value)


_SO_SEND_BUFFER: Final = _Accessor("so-send-buffer", SOL_SOCKET, SO_SNDBUF, int)


@procedure("(so-send-buffer s)", "so-reuse-address?", s=_S)
def so_send_buffer(s: Socket | int) -> int:
    """`(so-send-buffer s)`: the size of the system's send buffer in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-send-buffer.
    """
    CHICKEN.check(so_send_buffer, s)
    return int(_SO_SEND_BUFFER.read(s))


def set_so_send_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-send-buffer s) value)`: set what `so_send_buffer` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-send-buffer.
    """
    CHICKEN.check(so_send_buffer, s)
    _SO_SEND_BUFFER.write(s, value)


_SO_RECEIVE_BUFFER: Final = _Accessor("so-receive-buffer", SOL_SOCKET, SO_RCVBUF, int)


@procedure("(so-receive-buffer s)", "so-reuse-address?", s=_S)
def so_receive_buffer(s: Socket | int) -> int:
    """`(so-receive-buffer s)`: the size of the system's receive buffer in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-receive-buffer.
    """
    CHICKEN.check(so_receive_buffer, s)
    return int(_SO_RECEIVE_BUFFER.read(s))


def set_so_receive_buffer(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-buffer s) value)`: set what `so_receive_buffer` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-receive-buffer.
    """
    CHICKEN.check(so_receive_buffer, s)
    _SO_RECEIVE_BUFFER.write(s, value)


_SO_SEND_LOW_WATER: Final = _Accessor("so-send-low-water", SOL_SOCKET, SO_SNDLOWAT, int)


@procedure("(so-send-low-water s)", "so-reuse-address?", s=_S)
def so_send_low_water(s: Socket | int) -> int:
    """`(so-send-low-water s)`: how much room makes the socket count as writable, in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-send-low-water.
    """
    CHICKEN.check(so_send_low_water, s)
    return int(_SO_SEND_LOW_WATER.read(s))


def set_so_send_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-send-low-water s) value)`: set what `so_send_low_water` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-send-low-water.
    """
    CHICKEN.check(so_send_low_water, s)
    _SO_SEND_LOW_WATER.write(s, value)


_SO_RECEIVE_LOW_WATER: Final = _Accessor("so-receive-low-water", SOL_SOCKET, SO_RCVLOWAT, int)


@procedure("(so-receive-low-water s)", "so-reuse-address?", s=_S)
def so_receive_low_water(s: Socket | int) -> int:
    """`(so-receive-low-water s)`: how many bytes make the socket count as readable.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-receive-low-water.
    """
    CHICKEN.check(so_receive_low_water, s)
    return int(_SO_RECEIVE_LOW_WATER.read(s))


def set_so_receive_low_water(s: Socket | int, value: int) -> None:
    """`(set! (so-receive-low-water s) value)`: set what `so_receive_low_water` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, so-receive-low-water.
    """
    CHICKEN.check(so_receive_low_water, s)
    _SO_RECEIVE_LOW_WATER.write(s, value)


_SO_ERROR: Final = _Accessor("so-error", SOL_SOCKET, SO_ERROR, int, read_only=True)


@procedure("(so-error s)", "so-reuse-address?", s=_S)
def so_error(s: Socket | int) -> int:
    """`(so-error s)`: the errno of a pending error, which is thereby taken; 0 for none.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-error.
    """
    CHICKEN.check(so_error, s)
    return int(_SO_ERROR.read(s))


def set_so_error(s: Socket | int, value: int) -> None:
    """`(set! (so-error s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual, so-error.
    """
    CHICKEN.check(so_error, s)
    _SO_ERROR.write(s, value)


_SO_TYPE: Final = _Accessor("so-type", SOL_SOCKET, SO_TYPE, int, read_only=True)


@procedure("(so-type s)", "so-reuse-address?", s=_S)
def so_type(s: Socket | int) -> int:
    """`(so-type s)`: the type of the socket, a `SOCK_` integer.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, so-type.
    """
    CHICKEN.check(so_type, s)
    return int(_SO_TYPE.read(s))


def set_so_type(s: Socket | int, value: int) -> None:
    """`(set! (so-type s) value)`: refused: the option is read-only.

    Raises `RefusedError`, or `ChickenTypeError` for a bad `s`. Socket egg manual, so-type.
    """
    CHICKEN.check(so_type, s)
    _SO_TYPE.write(s, value)


_TCP_NO_DELAY: Final = _Accessor("tcp-no-delay?", IPPROTO_TCP, TCP_NODELAY, bool)


@procedure("(tcp-no-delay? s)", "tcp-no-delay?", s=_S)
def tcp_no_delay(s: Socket | int) -> bool:
    """`(tcp-no-delay? s)`: whether small segments leave at once.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, tcp-no-delay?.
    """
    CHICKEN.check(tcp_no_delay, s)
    return bool(_TCP_NO_DELAY.read(s))


def set_tcp_no_delay(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-delay? s) value)`: set what `tcp_no_delay` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, tcp-no-delay?.
    """
    CHICKEN.check(tcp_no_delay, s)
    _TCP_NO_DELAY.write(s, value)


_TCP_NO_PUSH: Final = _Accessor("tcp-no-push?", IPPROTO_TCP, TCP_NOPUSH, bool)


@procedure("(tcp-no-push? s)", "tcp-no-delay?", s=_S)
def tcp_no_push(s: Socket | int) -> bool:
    """`(tcp-no-push? s)`: whether a segment waits until it is full.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, tcp-no-push?.
    """
    CHICKEN.check(tcp_no_push, s)
    return bool(_TCP_NO_PUSH.read(s))


def set_tcp_no_push(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-push? s) value)`: set what `tcp_no_push` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value. Socket egg manual, tcp-no-push?.
    """
    CHICKEN.check(tcp_no_push, s)
    _TCP_NO_PUSH.write(s, value)


_TCP_NO_OPTIONS: Final = _Accessor("tcp-no-options?", IPPROTO_TCP, TCP_NOOPT, bool)


@procedure("(tcp-no-options? s)", "tcp-no-delay?", s=_S)
def tcp_no_options(s: Socket | int) -> bool:
    """`(tcp-no-options? s)`: whether TCP options are left out.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, tcp-no-options?.
    """
    CHICKEN.check(tcp_no_options, s)
    return bool(_TCP_NO_OPTIONS.read(s))


def set_tcp_no_options(s: Socket | int, value: bool) -> None:
    """`(set! (tcp-no-options? s) value)`: set what `tcp_no_options` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, tcp-no-options?.
    """
    CHICKEN.check(tcp_no_options, s)
    _TCP_NO_OPTIONS.write(s, value)


_TCP_KEEP_ALIVE: Final = _Accessor("tcp-keep-alive", IPPROTO_TCP, TCP_KEEPALIVE, int)


@procedure("(tcp-keep-alive s)", "tcp-no-delay?", s=_S)
def tcp_keep_alive(s: Socket | int) -> int:
    """`(tcp-keep-alive s)`: seconds of idleness before a connection is probed.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, tcp-keep-alive.
    """
    CHICKEN.check(tcp_keep_alive, s)
    return int(_TCP_KEEP_ALIVE.read(s))


def set_tcp_keep_alive(s: Socket | int, value: int) -> None:
    """`(set! (tcp-keep-alive s) value)`: set what `tcp_keep_alive` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, tcp-keep-alive.
    """
    CHICKEN.check(tcp_keep_alive, s)
    _TCP_KEEP_ALIVE.write(s, value)


_TCP_MAX_SEGMENT_SIZE: Final = _Accessor("tcp-max-segment-size", IPPROTO_TCP, TCP_MAXSEG, int)


@procedure("(tcp-max-segment-size s)", "tcp-no-delay?", s=_S)
def tcp_max_segment_size(s: Socket | int) -> int:
    """`(tcp-max-segment-size s)`: the largest segment in bytes.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, tcp-max-segment-size.
    """
    CHICKEN.check(tcp_max_segment_size, s)
    return int(_TCP_MAX_SEGMENT_SIZE.read(s))


def set_tcp_max_segment_size(s: Socket | int, value: int) -> None:
    """`(set! (tcp-max-segment-size s) value)`: set what `tcp_max_segment_size` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, tcp-max-segment-size.
    """
    CHICKEN.check(tcp_max_segment_size, s)
    _TCP_MAX_SEGMENT_SIZE.write(s, value)


_IP_HEADER_INCLUDED: Final = _Accessor("ip-header-included?", IPPROTO_IP, IP_HDRINCL, bool)


@procedure("(ip-header-included? s)", "ip-header-included?", s=_S)
def ip_header_included(s: Socket | int) -> bool:
    """`(ip-header-included? s)`: whether what is sent begins with an IP header.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, ip-header-included?.
    """
    CHICKEN.check(ip_header_included, s)
    return bool(_IP_HEADER_INCLUDED.read(s))


def set_ip_header_included(s: Socket | int, value: bool) -> None:
    """`(set! (ip-header-included? s) value)`: set what `ip_header_included` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, ip-header-included?.
    """
    CHICKEN.check(ip_header_included, s)
    _IP_HEADER_INCLUDED.write(s, value)


_IP_TYPE_OF_SERVICE: Final = _Accessor("ip-type-of-service", IPPROTO_IP, IP_TOS, int)


@procedure("(ip-type-of-service s)", "ip-header-included?", s=_S)
def ip_type_of_service(s: Socket | int) -> int:
    """`(ip-type-of-service s)`: the type-of-service byte of what is sent.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, ip-type-of-service.
    """
    CHICKEN.check(ip_type_of_service, s)
    return int(_IP_TYPE_OF_SERVICE.read(s))


def set_ip_type_of_service(s: Socket | int, value: int) -> None:
    """`(set! (ip-type-of-service s) value)`: set what `ip_type_of_service` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, ip-type-of-service.
    """
    CHICKEN.check(ip_type_of_service, s)
    _IP_TYPE_OF_SERVICE.write(s, value)


_IP_TIME_TO_LIVE: Final = _Accessor("ip-time-to-live", IPPROTO_IP, IP_TTL, int)


@procedure("(ip-time-to-live s)", "ip-header-included?", s=_S)
def ip_time_to_live(s: Socket | int) -> int:
    """`(ip-time-to-live s)`: the time to live of what is sent.

    An integer; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, ip-time-to-live.
    """
    CHICKEN.check(ip_time_to_live, s)
    return int(_IP_TIME_TO_LIVE.read(s))


def set_ip_time_to_live(s: Socket | int, value: int) -> None:
    """`(set! (ip-time-to-live s) value)`: set what `ip_time_to_live` reads, an integer.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, ip-time-to-live.
    """
    CHICKEN.check(ip_time_to_live, s)
    _IP_TIME_TO_LIVE.write(s, value)


_IPV6_V6_ONLY: Final = _Accessor("ipv6-v6-only?", IPPROTO_IPV6, IPV6_V6ONLY, bool)


@procedure("(ipv6-v6-only? s)", "ipv6-v6-only?", s=_S)
def ipv6_v6_only(s: Socket | int) -> bool:
    """`(ipv6-v6-only? s)`: whether an IPv6 socket takes IPv6 alone.

    A boolean; `s` is a socket or a descriptor (int). Raises `UnsupportedError` where the
    platform lacks the option, `NetError` where the system refuses, `ChickenTypeError` for a
    bad argument.
    Socket egg manual, ipv6-v6-only?.
    """
    CHICKEN.check(ipv6_v6_only, s)
    return bool(_IPV6_V6_ONLY.read(s))


def set_ipv6_v6_only(s: Socket | int, value: bool) -> None:
    """`(set! (ipv6-v6-only? s) value)`: set what `ipv6_v6_only` reads, a boolean.

    Raises as that does, and `ChickenTypeError` for another value.
    Socket egg manual, ipv6-v6-only?.
    """
    CHICKEN.check(ipv6_v6_only, s)
    _IPV6_V6_ONLY.write(s, value)
