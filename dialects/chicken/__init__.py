"""CHICKEN: the socket egg, its addresses, options, ports, parameters and composite conditions.

The procedures of the egg's manual, by module: `sockets`, `addresses`, `symbols`, `options`,
`parameters`, `ports`; the conditions in `conditions`. All of them are here, too.

An argument that is wrong leaves everything as it was: one of another type is a `ChickenTypeError`,
one of that type outside what the procedure allows a `ChickenBoundsError`.
"""

from __future__ import annotations

import inspect
from typing import Final

from ..data import EOF as EOF
from ..data import is_eof_object as is_eof_object
from ..dialect import UNDOCUMENTED, Dialect
from ..exports import export
from . import constants
from ._records import AddrInfo as AddrInfo
from ._records import SockAddr as SockAddr
from ._records import Socket as Socket
from .addresses import *
from .conditions import *
from .constants import *
from .options import *
from .parameters import *
from .ports import *
from .socket_ports import *
from .sockets import *
from .symbols import *

# The first name of each entry of the manual that describes constants, by their family; of those in
# other families, that of each one.
_SECTIONS: Final = {
    "af": "af/inet",
    "sock": "sock/stream",
    "ni": "name-information",
    "shut": "socket-shutdown",
    "so": "so/reuseaddr",
    "tcp": "tcp/nodelay",
    "ip": "ip/options",
    "sol": "sol/socket",
    "ipproto": "sol/socket",
    "ai/canonname": "address-information",
    "ai/numerichost": "address-information",
    "ai/passive": "address-information",
    "ipproto/tcp": "ipproto/tcp",
    "ipproto/udp": "ipproto/tcp",
    "ipv6/v6only": "ipv6-v6-only?",
}


def _constants() -> dict[str, str]:
    table: dict[str, str] = {}
    for name in inspect.get_annotations(constants):
        family, _, rest = name.lower().partition("_")
        scheme = f"{family}/{rest.replace('_', '-')}"
        table[scheme] = _SECTIONS.get(scheme) or _SECTIONS.get(family, UNDOCUMENTED)
    return table


DIALECT: Final = Dialect(
    name="chicken",
    title="CHICKEN socket egg",
    document="Socket egg manual",
    module=__name__,
    constants=_constants(),
)

export(__name__, "EOF", is_eof_object, parameterize, AddrInfo, SockAddr, Socket)
