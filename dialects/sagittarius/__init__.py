"""Sagittarius: its socket library, from `make_client_socket` down to `socket_select`.

The names of the manual's section "Socket library" and those that the library exports beside them,
each in a room: `endpoints`, `sockets`, `messages`, `addrinfo`, `information`, `options`, `ports`,
`fdset`, `select`, `selector`, `threads`; the conditions in `conditions`. All of them are here,
and the port procedures of R6RS, too.
"""

from __future__ import annotations

from typing import Final

# Spelled so, or pyright takes `__all__` for that of the package and loses the names.
import schemesockets.dialects.r6rs_io as r6rs_io

from ..dialect import Dialect
from ..r6rs_io import *
from . import (
    addrinfo,
    condition_procedures,
    conditions,
    constants,
    endpoints,
    fdset,
    information,
    messages,
    options,
    ports,
    select,
    selector,
    socket_type,
    sockets,
    threads,
)
from .addrinfo import *
from .condition_procedures import *
from .conditions import *
from .constants import *
from .endpoints import *
from .fdset import *
from .information import *
from .messages import *
from .options import *
from .ports import *
from .select import *
from .selector import *
from .socket_type import *
from .sockets import *
from .threads import *

__all__ = ["DIALECT"]
# Added one by one, as type checkers can follow it.
__all__ += r6rs_io.__all__
__all__ += addrinfo.__all__
__all__ += condition_procedures.__all__
__all__ += conditions.__all__
__all__ += constants.__all__
__all__ += endpoints.__all__
__all__ += fdset.__all__
__all__ += information.__all__
__all__ += messages.__all__
__all__ += options.__all__
__all__ += ports.__all__
__all__ += select.__all__
__all__ += selector.__all__
__all__ += socket_type.__all__
__all__ += sockets.__all__
__all__ += threads.__all__

# The entry of the manual that lists the constants of a kind, or the procedure that takes them.
_SECTIONS: Final = {
    "AF": "make-client-socket",
    "SOCK": "make-client-socket",
    "AI": "make-client-socket",
    "IPPROTO": "make-client-socket",
    "SHUT": "socket-shutdown",
    "MSG": "socket-recv",
    "SOL": "socket-setsockopt!",
    "SO": "socket-setsockopt!",
    "TCP": "socket-setsockopt!",
    "IP": "socket-setsockopt!",
    "SOMAXCONN": "socket-listen!",
}


def _section(constant: str) -> str:
    return _SECTIONS.get(constant.partition("_")[0], "socket-last-error")


DIALECT: Final = Dialect(
    name="sagittarius",
    title="Sagittarius",
    document="Sagittarius manual: Socket library",
    module=__name__,
    constants={name: _section(name) for name in constants.__all__},
    conditions={
        scheme: scheme
        for scheme in (
            "&host-not-found",
            "&socket",
            "&socket-connection",
            "&socket-closed",
            "&socket-read-timeout",
            "&socket-port",
        )
    },
)
