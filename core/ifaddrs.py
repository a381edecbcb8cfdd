"""getifaddrs(3) of the C library, called by ctypes.

Linux and the BSDs, including macOS, differ only in the layout of `struct sockaddr`.  The list is
freed in any case.
"""

from __future__ import annotations

import ctypes
import os
import socket as _socket
import sys
from typing import Any, Final

from .errors import SocketError

__all__ = ["addresses"]

_AF_INET: Final = int(_socket.AF_INET)
_AF_INET6: Final = int(_socket.AF_INET6)


class _Sockaddr(ctypes.Structure):
    if sys.platform == "linux":
        _fields_ = [("family", ctypes.c_ushort)]
    else:
        _fields_ = [("length", ctypes.c_uint8), ("family", ctypes.c_uint8)]


class _Ifaddrs(ctypes.Structure):
    pass


_Ifaddrs._fields_ = [
    ("next", ctypes.POINTER(_Ifaddrs)),
    ("name", ctypes.c_char_p),
    ("flags", ctypes.c_uint),
    ("address", ctypes.POINTER(_Sockaddr)),
    ("netmask", ctypes.POINTER(_Sockaddr)),
    ("destination", ctypes.POINTER(_Sockaddr)),
    ("data", ctypes.c_void_p),
]

_libc: Final = ctypes.CDLL(None, use_errno=True)
_libc.freeifaddrs.argtypes = [ctypes.POINTER(_Ifaddrs)]
_libc.freeifaddrs.restype = None

# Where the address begins inside sockaddr_in and sockaddr_in6, and how long it is.
_PLACES: Final = {_AF_INET: (4, 4), _AF_INET6: (8, 16)}
_SCOPE_PLACE: Final = 24
_IFF_UP: Final = 1


def addresses(family: int) -> tuple[str, ...]:
    """Return the addresses of one family, as `interfaces.local_addresses` does."""
    first = ctypes.POINTER(_Ifaddrs)()
    if _libc.getifaddrs(ctypes.byref(first)) != 0:
        number = ctypes.get_errno()
        raise SocketError(number, os.strerror(number), "getifaddrs")
    try:
        found: dict[str, None] = {}
        entry = first
        while entry:  # type: ignore[truthy-bool]  # a NULL pointer is false
            interface = entry.contents
            if interface.address and interface.flags & _IFF_UP:
                address = interface.address
                if address.contents.family == family:
                    found[_text(family, address, interface.name)] = None
            entry = interface.next
        return tuple(found)
    finally:
        _libc.freeifaddrs(first)


def _text(family: int, address: Any, name: bytes) -> str:
    place, size = _PLACES[family]
    start = ctypes.addressof(address.contents)
    text = _socket.inet_ntop(family, ctypes.string_at(start + place, size))
    if family == _AF_INET6 and ctypes.c_uint32.from_address(start + _SCOPE_PLACE).value:
        text += f"%{os.fsdecode(name)}"
    return text
