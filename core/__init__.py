"""The engine: sockets, independent of any language that uses them.

It has one `Socket` class over the stdlib's, with addresses, options, errors and waiting, and
ports, which are Python io objects over a Socket.  Dialects differ by the data that they pass in (a
port policy, timeouts, the names of failures), not by code here.

Each module can be imported by itself (`from schemesockets.core import constants`); the names below
are the ones that most programs need.
"""

from . import constants
from .address import Address, Inet6Address, InetAddress, UnixAddress, from_sockaddr, parse
from .constants import constant
from .endpoints import open_connected, open_first, open_listening
from .errors import (
    AddressInUse,
    AddressNotAvailable,
    AlreadyConnected,
    BrokenPipe,
    Closed,
    ConnectionAborted,
    ConnectionRefused,
    ConnectionReset,
    DeadlinePassed,
    FileNotFound,
    InProgress,
    Interrupted,
    LookupFailed,
    MessageTooLong,
    NoDescriptors,
    NoSuchOption,
    NotASocket,
    NotConnected,
    PermissionDenied,
    SocketError,
    TimedOut,
    Unreachable,
    Unsupported,
    WouldBlock,
    error_class,
    from_os_error,
)
from .interfaces import local_addresses
from .options import Coding, Option, find_option, option_named
from .ports import (
    EolStyle,
    ErrorMode,
    InputPort,
    OutputPort,
    Port,
    PortClosed,
    PortPolicy,
    TextPort,
    TwoWayPort,
    open_ports,
)
from .resolve import AddressInfo, getaddrinfo, getnameinfo
from .selector import Entry, Selector
from .socket import Socket
from .transfer import OWN
from .waiting import (
    READABLE,
    WRITABLE,
    clear_interrupt,
    interrupt,
    select,
    wait_readable,
    wait_writable,
)

__all__ = [
    "OWN",
    "READABLE",
    "WRITABLE",
    "Address",
    "AddressInUse",
    "AddressInfo",
    "AddressNotAvailable",
    "AlreadyConnected",
    "BrokenPipe",
    "Closed",
    "Coding",
    "ConnectionAborted",
    "ConnectionRefused",
    "ConnectionReset",
    "DeadlinePassed",
    "Entry",
    "EolStyle",
    "ErrorMode",
    "FileNotFound",
    "InProgress",
    "Inet6Address",
    "InetAddress",
    "InputPort",
    "Interrupted",
    "LookupFailed",
    "MessageTooLong",
    "NoDescriptors",
    "NoSuchOption",
    "NotASocket",
    "NotConnected",
    "Option",
    "OutputPort",
    "PermissionDenied",
    "Port",
    "PortClosed",
    "PortPolicy",
    "Selector",
    "Socket",
    "SocketError",
    "TextPort",
    "TimedOut",
    "TwoWayPort",
    "UnixAddress",
    "Unreachable",
    "Unsupported",
    "WouldBlock",
    "clear_interrupt",
    "constant",
    "constants",
    "error_class",
    "find_option",
    "from_os_error",
    "from_sockaddr",
    "getaddrinfo",
    "getnameinfo",
    "interrupt",
    "local_addresses",
    "open_connected",
    "open_first",
    "open_listening",
    "open_ports",
    "option_named",
    "parse",
    "select",
    "wait_readable",
    "wait_writable",
]
