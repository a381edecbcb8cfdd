"""Socket options: a getter and a setter for each of the usual ones, and those for any option.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. The plain `set_socket_option` takes integers, booleans, and bytes or
strings as they are; `get_socket_option` gives an integer or bytes. An option that the platform
lacks, for which the constant is `None`, is unsupported, and so is one that the protocol does not
know.

The usual ones are declared by their getters, whose bodies `_option` makes, all alike.
"""

# mypy: disable-error-code="empty-body"

from __future__ import annotations

import errno
import functools
import os
import socket as _stdlib
from collections.abc import Callable
from typing import Annotated, Any, Final, Protocol, TypeAlias, TypeVar, cast

from attrs import frozen

from ...core import NoSuchOption
from ...core.errors import from_os_error
from ...core.options import INT, Coding, raw
from .._types import Buffer
from ..conditions import Conditions, joined
from ..declaration import declared
from ..kinds import BOOLEAN, C_INT, INTEGER, NON_NEGATIVE, Kind, or_false
from ..results import Unspecified
from . import constants
from ._records import SOCKET, Socket
from ._strings import encoded, is_string, is_utf_8
from .conditions import CHICKEN, ChickenError, RefusedError, UnsupportedError

_T = TypeVar("_T", contravariant=True)
_F = TypeVar("_F", bound=Callable[..., int])

_ABSENT: Final = frozenset(
    getattr(errno, name)
    for name in ("ENOPROTOOPT", "EOPNOTSUPP", "ENOTSUP", "EPROTONOSUPPORT")
    if hasattr(errno, name)
)


def _is_value(value: object) -> bool:
    return isinstance(value, int) or is_string(value)


def _can_be_set(value: Any) -> bool:
    return C_INT.value_ok(value) if isinstance(value, int) else is_utf_8(value)


_SUBJECT: Final = Kind(
    "a socket or a file descriptor",
    lambda value: SOCKET.type_ok(value) or INTEGER.type_ok(value),
)
_NUMBER: Final = or_false(C_INT, f"{C_INT.expected}, or #f where there is none")
_VALUE: Final = Kind(
    "an integer that C's int holds, a boolean, a blob or a string", _is_value, _can_be_set
)
_LENGTH: Final = or_false(NON_NEGATIVE, "a length in bytes or #f")
_Subject: TypeAlias = Annotated[Socket | int, _SUBJECT]
_Number: TypeAlias = Annotated[int | None, _NUMBER]
_Value: TypeAlias = Annotated[int | Buffer | str, _VALUE]
_Length: TypeAlias = Annotated[int | None, _LENGTH]
_MOST: Final = 1024  # bytes that Python asks the system for, at most


@frozen
class _Options(Conditions):
    """CHICKEN's way of naming failures, for options, which a platform or a protocol may lack."""

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Tell an option that does not exist from one that cannot be read or set."""
        if isinstance(error, OSError) and not isinstance(error, ChickenError):
            location = declared(function).scheme
            socket = args[0] if isinstance(args[0], Socket) else None
            cause = from_os_error(error, location, socket)
            if isinstance(cause, NoSuchOption) or cause.errno in _ABSENT:
                kind: Any = joined(UnsupportedError, type(cause))
                made: Exception = kind(cause, location, args, "socket option unsupported")
                return made
        return CHICKEN.explain(error, function, *args)


_OPTIONS: Final = _Options(CHICKEN.wrong_type, CHICKEN.bad_value, CHICKEN.system)


# Any option


@CHICKEN.procedure
def set_socket_option(s: _Subject, level: _Number, name: _Number, val: _Value) -> Unspecified:
    """`(set-socket-option s level name val)`: set any option of a socket or descriptor.

    `val` is an integer or a boolean, set as a C int, or bytes or a string (in UTF-8), set as they
    are. Raises `UnsupportedError` where the system or the protocol lacks the option, `NetError`
    where the system refuses, `ChickenBoundsError` for an integer beyond C's int.
    Socket egg manual, set-socket-option.
    """
    _write(set_socket_option, s, level, name, val)


@CHICKEN.procedure
def get_socket_option(
    s: _Subject, level: _Number, name: _Number, len: _Length = None
) -> int | bytes:
    """`(get-socket-option s level name #!optional (len #f))`: return the value of any option.

    The value is an integer; with `len`, a length of any size, it is bytes, so many at most and
    never more than 1024, which no option of the egg's has. A boolean option gives 0 or another
    integer. Raises `UnsupportedError` where the system or the protocol lacks the option,
    `NetError` where the system refuses. Socket egg manual, get-socket-option.
    """
    if len is None:
        number: int = _read(get_socket_option, s, level, name, INT)
        return number
    # Python takes a size of 0 to ask for an integer.
    data: bytes = _read(get_socket_option, s, level, name, raw(max(1, min(len, _MOST))))
    return data[:len]


def _read(
    function: Callable[..., object],
    s: Socket | int,
    level: int | None,
    name: int | None,
    coding: Coding,
) -> Any:
    try:
        if level is None or name is None:
            raise _lacking()
        return coding.read(_plain(s), level, name)
    except Exception as error:
        _OPTIONS.fail(error, function, s, level, name)


def _write(
    function: Callable[..., object],
    s: Socket | int,
    level: int | None,
    name: int | None,
    value: int | Buffer | str,
) -> None:
    try:
        if level is None or name is None:
            raise _lacking()
        data = INT.write(value) if isinstance(value, int) else encoded(value)
        _plain(s).setsockopt(level, name, data)
    except Exception as error:
        _OPTIONS.fail(error, function, s, level, name, value)


def _lacking() -> OSError:
    return OSError(errno.ENOPROTOOPT, os.strerror(errno.ENOPROTOOPT))


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


# The usual ones

# By how the names begin.
_LEVELS: Final = {
    "so": constants.SOL_SOCKET,
    "tcp": constants.IPPROTO_TCP,
    "ip": constants.IPPROTO_IP,
    "ipv6": constants.IPPROTO_IPV6,
}
_TYPES: Final[dict[str, tuple[type[int], Kind]]] = {
    "boolean": (bool, BOOLEAN),
    "integer": (int, C_INT),
}


class _Option(Protocol[_T]):
    """An option by its getter."""

    def set(self, s: Socket | int, value: _T) -> None:
        """`(set! (option s) value)`: set what the getter reads, unless that is read-only."""


def _option(number: int | None, *, read_only: bool = False) -> Callable[[_F], _F]:
    """Make a getter of its declaration, and its setter, to be had by `_of`.

    Both raise `UnsupportedError` where the platform lacks the option, `NetError` where the system
    refuses, `ChickenTypeError` and `ChickenBoundsError` for a bad argument.

    Args:
        number: of the option, at the level that the names begin with; None where there is none.
        read_only: whether setting it is refused, by `RefusedError`.
    """

    def make(declaration: _F) -> _F:
        level = _LEVELS[declaration.__name__.partition("_")[0]]

        def get(s: Socket | int) -> int:
            _OPTIONS.check(get, s)
            type, _ = _TYPES[name.result.kind]
            return type(_read(get, s, level, number, INT))

        functools.update_wrapper(get, declaration)
        name = declared(_OPTIONS.hot_procedure(get))

        def put(s: Socket | int, value: int) -> None:
            _OPTIONS.check(get, s)
            if read_only:
                raise RefusedError(name.scheme, "socket option is read-only", (s, value))
            _, kind = _TYPES[name.result.kind]
            if not kind.type_ok(value):
                raise CHICKEN.wrong_type(name.scheme, "value", kind.expected, value, 2)
            if not kind.value_ok(value):
                raise CHICKEN.bad_value(name.scheme, "value", kind.expected, value, 2)
            _write(get, s, level, number, value)

        what = f"set what `{name.python}` reads"
        if read_only:
            what = "refused: the option is read-only"
        put.__name__ = put.__qualname__ = f"set_{name.python}"
        put.__doc__ = f"`(set! {name.form} value)`: {what}. Socket egg manual, {name.section}."
        put.__annotations__["value"] = declaration.__annotations__["return"]
        option: Any = get
        option.set = put
        return cast(_F, get)

    return make


def _of(getter: Callable[[Socket | int], _T]) -> _Option[_T]:
    return cast(_Option[_T], getter)


@_option(constants.SO_REUSEADDR)
def so_reuse_address(s: _Subject) -> bool:
    """`(so-reuse-address? s)`: return whether the address of an ended connection is free.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_DEBUG)
def so_debug(s: _Subject) -> bool:
    """`(so-debug? s)`: return whether the system records debugging information (a privilege).

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_KEEPALIVE)
def so_keep_alive(s: _Subject) -> bool:
    """`(so-keep-alive? s)`: return whether an idle connection is probed.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_DONTROUTE)
def so_dont_route(s: _Subject) -> bool:
    """`(so-dont-route? s)`: return whether messages bypass the routing tables.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_BROADCAST)
def so_broadcast(s: _Subject) -> bool:
    """`(so-broadcast? s)`: return whether datagrams may be sent to a broadcast address.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_OOBINLINE)
def so_oob_inline(s: _Subject) -> bool:
    """`(so-oob-inline? s)`: return whether out-of-band data is received among the rest.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_ACCEPTCONN, read_only=True)
def so_accept_connections(s: _Subject) -> bool:
    """`(so-accept-connections? s)`: return whether the socket listens.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_SNDBUF)
def so_send_buffer(s: _Subject) -> int:
    """`(so-send-buffer s)`: return the size of the system's send buffer in bytes.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_RCVBUF)
def so_receive_buffer(s: _Subject) -> int:
    """`(so-receive-buffer s)`: return the size of the system's receive buffer in bytes.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_SNDLOWAT)
def so_send_low_water(s: _Subject) -> int:
    """`(so-send-low-water s)`: return how many free bytes make the socket count as writable.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_RCVLOWAT)
def so_receive_low_water(s: _Subject) -> int:
    """`(so-receive-low-water s)`: return how many bytes make the socket count as readable.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_ERROR, read_only=True)
def so_error(s: _Subject) -> int:
    """`(so-error s)`: return the errno of a pending error, which is thereby taken; 0 for none.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.SO_TYPE, read_only=True)
def so_type(s: _Subject) -> int:
    """`(so-type s)`: return the type of the socket, a `SOCK_` integer.

    Socket egg manual, so-reuse-address?.
    """


@_option(constants.TCP_NODELAY)
def tcp_no_delay(s: _Subject) -> bool:
    """`(tcp-no-delay? s)`: return whether small segments leave at once.

    Socket egg manual, tcp-no-delay?.
    """


@_option(constants.TCP_NOPUSH)
def tcp_no_push(s: _Subject) -> bool:
    """`(tcp-no-push? s)`: return whether a segment waits until it is full.

    Socket egg manual, tcp-no-delay?.
    """


@_option(constants.TCP_NOOPT)
def tcp_no_options(s: _Subject) -> bool:
    """`(tcp-no-options? s)`: return whether TCP options are left out.

    Socket egg manual, tcp-no-delay?.
    """


@_option(constants.TCP_KEEPALIVE)
def tcp_keep_alive(s: _Subject) -> int:
    """`(tcp-keep-alive s)`: return the seconds of idleness before a connection is probed.

    Socket egg manual, tcp-no-delay?.
    """


@_option(constants.TCP_MAXSEG)
def tcp_max_segment_size(s: _Subject) -> int:
    """`(tcp-max-segment-size s)`: return the largest segment in bytes.

    Socket egg manual, tcp-no-delay?.
    """


@_option(constants.IP_HDRINCL)
def ip_header_included(s: _Subject) -> bool:
    """`(ip-header-included? s)`: return whether what is sent begins with an IP header.

    Socket egg manual, ip-header-included?.
    """


@_option(constants.IP_TOS)
def ip_type_of_service(s: _Subject) -> int:
    """`(ip-type-of-service s)`: return the type-of-service byte of what is sent.

    Socket egg manual, ip-header-included?.
    """


@_option(constants.IP_TTL)
def ip_time_to_live(s: _Subject) -> int:
    """`(ip-time-to-live s)`: return the time to live of what is sent.

    Socket egg manual, ip-header-included?.
    """


@_option(constants.IPV6_V6ONLY)
def ipv6_v6_only(s: _Subject) -> bool:
    """`(ipv6-v6-only? s)`: return whether an IPv6 socket takes IPv6 alone.

    Socket egg manual, ipv6-v6-only?.
    """


set_so_reuse_address = _of(so_reuse_address).set
set_so_debug = _of(so_debug).set
set_so_keep_alive = _of(so_keep_alive).set
set_so_dont_route = _of(so_dont_route).set
set_so_broadcast = _of(so_broadcast).set
set_so_oob_inline = _of(so_oob_inline).set
set_so_accept_connections = _of(so_accept_connections).set
set_so_send_buffer = _of(so_send_buffer).set
set_so_receive_buffer = _of(so_receive_buffer).set
set_so_send_low_water = _of(so_send_low_water).set
set_so_receive_low_water = _of(so_receive_low_water).set
set_so_error = _of(so_error).set
set_so_type = _of(so_type).set
set_tcp_no_delay = _of(tcp_no_delay).set
set_tcp_no_push = _of(tcp_no_push).set
set_tcp_no_options = _of(tcp_no_options).set
set_tcp_keep_alive = _of(tcp_keep_alive).set
set_tcp_max_segment_size = _of(tcp_max_segment_size).set
set_ip_header_included = _of(ip_header_included).set
set_ip_type_of_service = _of(ip_type_of_service).set
set_ip_time_to_live = _of(ip_time_to_live).set
set_ipv6_v6_only = _of(ipv6_v6_only).set
