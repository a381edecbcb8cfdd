"""Guile: socket ports, addresses, and the network databases.

The procedures of the manual's Networking chapter, each where the manual has it: `sockets`,
`addresses`, `databases`; the port procedures that network programs use, in `ports`; the errors,
a key and arguments, in `errors`. All of them are here, too.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF, is_eof_object
from ..dialect import Dialect
from . import addresses, constants, databases, errors, ports, sockets
from .addresses import *
from .constants import *
from .databases import *
from .errors import *
from .ports import *
from .socket_port import SocketPort
from .sockets import *

__all__ = [
    "DIALECT",
    "EOF",
    "SocketPort",
    "is_eof_object",
    *addresses.__all__,
    *constants.__all__,
    *databases.__all__,
    *errors.__all__,
    *ports.__all__,
    *sockets.__all__,
]


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
