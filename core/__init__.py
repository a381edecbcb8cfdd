"""The engine: sockets, and nothing about any language that uses them.

One `Socket` class over the stdlib's, its addresses, options, failures and waits, and ports, which
are Python io objects over a Socket.  What differs between the dialects built on it is data that
they hand in (a port policy, timeouts, how failures are named), not code in here.

Each room can be imported by itself (`from schemesockets.core import constants`); the names below
are the ones that most programs need.
"""

from . import constants as constants
from .address import Address as Address
from .address import Inet6Address as Inet6Address
from .address import InetAddress as InetAddress
from .address import UnixAddress as UnixAddress
from .address import from_sockaddr as from_sockaddr
from .address import parse as parse
from .constants import constant as constant
from .endpoints import open_connected as open_connected
from .endpoints import open_listening as open_listening
from .errors import AddressInUse as AddressInUse
from .errors import AddressNotAvailable as AddressNotAvailable
from .errors import AlreadyConnected as AlreadyConnected
from .errors import BrokenPipe as BrokenPipe
from .errors import Closed as Closed
from .errors import ConnectionAborted as ConnectionAborted
from .errors import ConnectionRefused as ConnectionRefused
from .errors import ConnectionReset as ConnectionReset
from .errors import FileNotFound as FileNotFound
from .errors import InProgress as InProgress
from .errors import Interrupted as Interrupted
from .errors import LookupFailed as LookupFailed
from .errors import MessageTooLong as MessageTooLong
from .errors import NoDescriptors as NoDescriptors
from .errors import NoSuchOption as NoSuchOption
from .errors import NotASocket as NotASocket
from .errors import NotConnected as NotConnected
from .errors import PermissionDenied as PermissionDenied
from .errors import SocketError as SocketError
from .errors import TimedOut as TimedOut
from .errors import Unreachable as Unreachable
from .errors import Unsupported as Unsupported
from .errors import WouldBlock as WouldBlock
from .errors import error_class as error_class
from .errors import from_os_error as from_os_error
from .interfaces import local_addresses as local_addresses
from .interrupt import clear_interrupt as clear_interrupt
from .interrupt import interrupt as interrupt
from .options import Coding as Coding
from .options import Option as Option
from .options import find_option as find_option
from .options import option_named as option_named
from .resolve import AddressInfo as AddressInfo
from .resolve import getaddrinfo as getaddrinfo
from .resolve import getnameinfo as getnameinfo
from .socket import Socket as Socket
from .wait import select as select
from .wait import wait_readable as wait_readable
from .wait import wait_writable as wait_writable
