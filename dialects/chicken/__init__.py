"""CHICKEN: the socket egg, its addresses, options, ports, parameters and composite conditions.

The procedures of the egg's manual, by module: `sockets`, `addresses`, `symbols`, `options`,
`parameters`, `ports`; the conditions in `conditions`. All of them are here, too.

An argument that is wrong leaves everything as it was: one of another type is a `ChickenTypeError`,
one of that type outside what the procedure allows a `ChickenBoundsError`.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF as EOF
from ..data import is_eof_object as is_eof_object
from ..dialect import Dialect
from ..exports import export
from ..tables import sections_of
from . import constants
from ._records import AddrInfo as AddrInfo
from ._records import SockAddr as SockAddr
from ._records import Socket as Socket
from .accessors import *
from .addresses import *
from .any_option import *
from .conditions import *
from .constants import *
from .options import *
from .parameters import *
from .ports import *
from .socket_ports import *
from .sockets import *
from .symbols import *

DIALECT: Final = Dialect(
    name="chicken",
    title="CHICKEN socket egg",
    document="Socket egg manual",
    module=__name__,
    constants=sections_of(constants),
)

export(__name__, "EOF", is_eof_object, parameterize, AddrInfo, SockAddr, Socket)
