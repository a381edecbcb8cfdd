"""Guile: socket ports, addresses, and the network databases.

The procedures of the manual's Networking chapter: sockets, addresses, address information, and the
databases of hosts, networks, protocols and services; the port procedures that network programs
use, in `ports`; the errors, a key and arguments, in `errors`. All of them are here, too.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF, is_eof_object
from ..dialect import Dialect
from . import (
    address_info,
    addresses,
    constants,
    errors,
    hosts,
    networks,
    ports,
    protocols,
    services,
    sockets,
)
from .address_info import *
from .addresses import *
from .constants import *
from .errors import *
from .hosts import *
from .networks import *
from .ports import *
from .protocols import *
from .services import *
from .socket_port import SocketPort
from .sockets import *

__all__ = ["DIALECT", "EOF", "SocketPort", "is_eof_object"]
# Added one by one, as type checkers can follow it.
__all__ += address_info.__all__
__all__ += addresses.__all__
__all__ += constants.__all__
__all__ += errors.__all__
__all__ += hosts.__all__
__all__ += networks.__all__
__all__ += ports.__all__
__all__ += protocols.__all__
__all__ += services.__all__
__all__ += sockets.__all__


def _section(constant: str) -> str:
    if constant.startswith(("INADDR_", "IN6ADDR_")):
        return "Network Address Conversion"
    if constant.startswith(("AI_", "EAI_")):
        return "Network Databases"
    return "Network Sockets and Communication"


DIALECT: Final = Dialect(
    name="guile",
    title="GNU Guile",
    document="Guile manual",
    module=__name__,
    constants={name: _section(name) for name in constants.__all__},
)
