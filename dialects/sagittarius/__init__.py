"""Sagittarius: its socket library, from `make_client_socket` down to `socket_select`.

The names of the manual's section "Socket library" and those that the library exports beside them,
each in a module: `endpoints`, `sockets`, `messages`, `addrinfo`, `information`, `options`,
`ports`, `select`, `selector`, `threads`; the conditions in `conditions`. All of them are here, and
the port procedures of R6RS, too.

A procedure refuses a bad argument before it acts, with `AssertionTypeError` or
`AssertionValueError`.
"""

from __future__ import annotations

from typing import Final

from .. import r6rs_io as _r6rs_io
from ..dialect import Dialect
from ..exports import export
from ..r6rs_io import *
from ..tables import sections_of
from . import constants
from ._addrinfo_type import Addrinfo as Addrinfo
from ._addrinfo_type import Sockaddr as Sockaddr
from ._failures import ERROR as ERROR
from ._failures import SAGITTARIUS as SAGITTARIUS
from ._socket_type import Socket as Socket
from .accessors import *
from .addrinfo import *
from .condition_procedures import *
from .conditions import *
from .constants import *
from .endpoints import *
from .information import *
from .messages import *
from .options import *
from .ports import *
from .select import *
from .selector import *
from .sockets import *
from .threads import *

_CONDITIONS: Final = (
    *("&host-not-found", "&socket", "&socket-connection", "&socket-closed"),
    *("&socket-read-timeout", "&socket-port"),
)


DIALECT: Final = Dialect(
    name="sagittarius",
    title="Sagittarius",
    document="Sagittarius manual: Socket library",
    module=__name__,
    constants=sections_of(constants),
    conditions={scheme: scheme for scheme in _CONDITIONS},
)

export(__name__, _r6rs_io, Addrinfo, Sockaddr, Socket, "ERROR", "SAGITTARIUS")
