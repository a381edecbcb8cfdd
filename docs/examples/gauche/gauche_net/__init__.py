"""Gauche's module gauche.net, as its manual describes it.

A socket has one port for each direction. The databases of hosts and services are left out.
"""

from __future__ import annotations

from typing import Final

from schemesockets.dialects.dialect import Dialect
from schemesockets.dialects.exports import export
from schemesockets.dialects.tables import sections_of

from . import constants
from ._objects import SockaddrIn as SockaddrIn
from ._objects import SockaddrIn6 as SockaddrIn6
from ._objects import SockaddrUn as SockaddrUn
from ._objects import Socket as Socket
from .accessors import *
from .addresses import *
from .connections import *
from .constants import *
from .sockets import *

DIALECT: Final = Dialect(
    name="gauche",
    title="Gauche's gauche.net",
    document="Gauche manual",
    module=__name__,
    constants=sections_of(constants),
)

export(__name__, SockaddrIn, SockaddrIn6, SockaddrUn, Socket)
