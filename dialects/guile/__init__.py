"""Guile: socket ports, addresses, and the network databases.

The procedures of the manual's Networking chapter: sockets, addresses, address information, and the
databases of hosts, networks, protocols and services; the port procedures that network programs
use, in `ports`; the errors, a key and arguments, in `errors`. All of them are here, too.

Where a procedure says nothing else, it raises `WrongTypeArgError` for an argument of the wrong
type, `OutOfRangeError` for one of the right type that it cannot take, and `GuileSystemError` where
the system refuses.
"""

from __future__ import annotations

from typing import Final

from ..data import EOF as EOF
from ..data import is_eof_object as is_eof_object
from ..dialect import Dialect
from ..exports import export
from ..tables import sections_of
from . import constants
from .accessors import *
from .address_info import *
from .addresses import *
from .constants import *
from .databases import *
from .entries import HostEntry as HostEntry
from .entries import NetworkEntry as NetworkEntry
from .entries import ProtocolEntry as ProtocolEntry
from .entries import ServiceEntry as ServiceEntry
from .errors import *
from .ports import *
from .socket_address import SocketAddress as SocketAddress
from .socket_port import SocketPort as SocketPort
from .sockets import *
from .walks import *

DIALECT: Final = Dialect(
    name="guile",
    title="GNU Guile",
    document="Guile manual",
    module=__name__,
    constants=sections_of(constants),
)

export(__name__, "EOF", is_eof_object)
