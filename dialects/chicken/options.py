"""Socket options by name: a getter and a setter for each.

`s` is a socket or, as in the egg, a descriptor. A boolean option takes `True` and `False` alone,
an integer one integers alone. Both raise `UnsupportedError` where the platform lacks the option,
`NetError` where the system refuses, `ChickenTypeError` and `ChickenBoundsError` for a bad
argument. `get_socket_option` and `set_socket_option`, for any option, are in `any_option`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...core.options import INT
from ..kinds import BOOLEAN, C_INT
from ..tables import Table
from . import constants
from ._option_access import OPTIONS, Subject, read, write
from ._records import Socket
from .conditions import RefusedError

# By how the names begin: the level, and the section of the manual.
_FAMILIES: Final = {
    "so": (constants.SOL_SOCKET, "so-reuse-address?"),
    "tcp": (constants.IPPROTO_TCP, "tcp-no-delay?"),
    "ip": (constants.IPPROTO_IP, "ip-header-included?"),
    "ipv6": (constants.IPPROTO_IPV6, "ipv6-v6-only?"),
}
_READ_ONLY: Final = {"so-accept-connections?", "so-error", "so-type"}

# By the Scheme name, of which a `?` tells a boolean, and the constant's: what the getter returns.
_OPTIONS: Final = {
    ("so-reuse-address?", "SO_REUSEADDR"): "whether the address of an ended connection is free",
    ("so-debug?", "SO_DEBUG"): "whether the system records debugging information (a privilege)",
    ("so-keep-alive?", "SO_KEEPALIVE"): "whether an idle connection is probed",
    ("so-dont-route?", "SO_DONTROUTE"): "whether messages bypass the routing tables",
    ("so-broadcast?", "SO_BROADCAST"): "whether datagrams may be sent to a broadcast address",
    ("so-oob-inline?", "SO_OOBINLINE"): "whether out-of-band data is received among the rest",
    ("so-accept-connections?", "SO_ACCEPTCONN"): "whether the socket listens",
    ("so-send-buffer", "SO_SNDBUF"): "the size of the system's send buffer in bytes",
    ("so-receive-buffer", "SO_RCVBUF"): "the size of the system's receive buffer in bytes",
    ("so-send-low-water", "SO_SNDLOWAT"): "how many free bytes make the socket count as writable",
    ("so-receive-low-water", "SO_RCVLOWAT"): "how many bytes make the socket count as readable",
    ("so-error", "SO_ERROR"): "the errno of a pending error, which is thereby taken; 0 for none",
    ("so-type", "SO_TYPE"): "the type of the socket, a `SOCK_` integer",
    ("tcp-no-delay?", "TCP_NODELAY"): "whether small segments leave at once",
    ("tcp-no-push?", "TCP_NOPUSH"): "whether a segment waits until it is full",
    ("tcp-no-options?", "TCP_NOOPT"): "whether TCP options are left out",
    ("tcp-keep-alive", "TCP_KEEPALIVE"): "the seconds of idleness before a connection is probed",
    ("tcp-max-segment-size", "TCP_MAXSEG"): "the largest segment in bytes",
    ("ip-header-included?", "IP_HDRINCL"): "whether what is sent begins with an IP header",
    ("ip-type-of-service", "IP_TOS"): "the type-of-service byte of what is sent",
    ("ip-time-to-live", "IP_TTL"): "the time to live of what is sent",
    ("ipv6-v6-only?", "IPV6_V6ONLY"): "whether an IPv6 socket takes IPv6 alone",
}

_table: Final = Table(__name__, OPTIONS)


def _option(scheme: str, number: int | None, text: str) -> None:
    """Define the getter, which returns what `text` says, and the setter of an option."""
    type, kind = (bool, BOOLEAN) if scheme.endswith("?") else (int, C_INT)
    level, section = _FAMILIES[scheme.partition("-")[0]]
    read_only = scheme in _READ_ONLY

    def get(s: Subject) -> int:
        OPTIONS.check(get, s)
        return type(read(get, s, level, number, INT))

    def put(s: Socket | int, value: int) -> None:
        OPTIONS.check(get, s)
        if read_only:
            raise RefusedError(scheme, "socket option is read-only", (s, value))
        OPTIONS.refuse(scheme, "value", kind, value, 2)
        write(get, s, level, number, value)

    name = scheme.rstrip("?").replace("-", "_")
    get.__annotations__["return"] = put.__annotations__["value"] = type.__name__
    _table.procedure(
        get,
        f"`({scheme} s)`: return {text}. Socket egg manual, {section}.",
        name=name,
        declare=OPTIONS.hot_procedure,
    )
    what = "refused: the option is read-only" if read_only else f"set what `{name}` reads"
    _table.procedure(
        put,
        f"`(set! ({scheme} s) value)`: {what}. Socket egg manual, {section}.",
        name=f"set_{name}",
        declare=_undeclared,
    )


def _undeclared(function: Callable[..., object]) -> Callable[..., object]:
    """Return a setter as it is: Scheme reaches it by its getter."""
    return function


for (_scheme, _constant), _text in _OPTIONS.items():
    _option(_scheme, getattr(constants, _constant), _text)
