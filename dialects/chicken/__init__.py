"""CHICKEN: the socket egg, its addresses, options, ports, parameters and composite conditions.

The procedures of the egg's manual, each in a room: `sockets`, `addresses`, `symbols`, `options`,
`parameters`, `ports`; the conditions in `conditions`. All of them are here, too.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF, is_eof_object
from ..dialect import Dialect
from . import (
    addresses,
    conditions,
    constants,
    options,
    parameters,
    ports,
    socket_ports,
    sockets,
    symbols,
)
from .addresses import *
from .conditions import *
from .constants import *
from .options import *
from .parameters import *
from .ports import *
from .socket_ports import *
from .sockets import *
from .symbols import *

__all__ = ["DIALECT", "EOF", "is_eof_object"]
# Added one by one, as type checkers can follow it.
__all__ += addresses.__all__
__all__ += conditions.__all__
__all__ += constants.__all__
__all__ += options.__all__
__all__ += parameters.__all__
__all__ += ports.__all__
__all__ += socket_ports.__all__
__all__ += sockets.__all__
__all__ += symbols.__all__

# The first name of each entry of the manual that describes constants.
_SECTIONS: Final = {
    "af": "af/inet",
    "sock": "sock/stream",
    "ai": "address-information",
    "ni": "name-information",
    "shut": "socket-shutdown",
    "so": "so/reuseaddr",
    "tcp": "tcp/nodelay",
    "ip": "ip/options",
    "ipv6": "ipv6-v6-only?",
    "sol": "sol/socket",
    "ipproto": "sol/socket",
}


def _constants() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in constants.__all__:
        family, _, rest = name.lower().partition("_")
        scheme = f"{family}/{rest.replace('_', '-')}"
        table[scheme] = _SECTIONS[family]
    return table | dict.fromkeys(("ipproto/tcp", "ipproto/udp"), "ipproto/tcp")


DIALECT: Final = Dialect(
    name="chicken",
    title="CHICKEN socket egg",
    document="Socket egg manual",
    module=__name__,
    constants=_constants(),
)
