"""The numbers of the socket interface, with this platform's values, as plain ints.

Every ``AF_ SOCK_ IPPROTO_ AI_ NI_ EAI_ MSG_ SHUT_ SO_ SOL_ TCP_ IP_ IPV6_`` name that Python's
`socket` module has here is an attribute of this module, and so are some that the system has and
Python lacks.  A name that the platform lacks is absent: reading it raises AttributeError, and
`constant` returns None.
"""

from __future__ import annotations

import socket as _socket
import sys as _sys
from typing import Final

_PREFIXES: Final = (
    *("AF_", "SOCK_", "IPPROTO_", "AI_", "NI_", "EAI_", "MSG_", "SHUT_", "SO_", "SOL_", "TCP_"),
    *("IP_", "IPV6_", "INADDR_", "SOMAXCONN"),
)

# Linux has these values on every architecture, but Python lacks the names, or did so in some
# releases; where it has one, Python's value takes precedence.
_LINUX: Final = {
    "IP_ROUTER_ALERT": 5,
    "IP_PKTINFO": 8,
    "IP_MTU_DISCOVER": 10,
    "IP_RECVERR": 11,
    "IP_RECVTTL": 12,
    "IP_RECVTOS": 13,
    "IP_MTU": 14,
    "IP_FREEBIND": 15,
    "IPV6_ADDRFORM": 1,
    "IPV6_AUTHHDR": 10,
    "IPV6_FLOWINFO": 11,
    "IPV6_ROUTER_ALERT": 22,
    "IPV6_MTU_DISCOVER": 23,
    "IPV6_MTU": 24,
    "IPV6_RECVERR": 25,
    "MSG_FIN": 0x200,
    "MSG_SYN": 0x400,
    "MSG_RST": 0x1000,
}

# Linux again, but with the numbers of <asm-generic/socket.h>, which a few architectures change.
_LINUX_GENERIC: Final = {
    "SO_NO_CHECK": 11,
    "SO_TIMESTAMP": 29,
    "SO_RCVBUFFORCE": 33,
    "SO_SNDBUFFORCE": 32,
}


def _gather() -> dict[str, int]:
    found: dict[str, int] = {}
    if _sys.platform == "linux":
        import platform

        found |= _LINUX
        if not platform.machine().startswith(("mips", "sparc", "parisc", "alpha", "hppa")):
            found |= _LINUX_GENERIC
    for name in dir(_socket):
        value = getattr(_socket, name)
        if name.startswith(_PREFIXES) and isinstance(value, int):
            found[name] = int(value)  # the plain number, not the enum's member
    return found


_ALL: Final = _gather()
globals().update(_ALL)

__all__ = [*sorted(_ALL), "constant"]


def __getattr__(name: str) -> int:
    # Reached for absent names only; for the type checker it stands for all the others.
    raise AttributeError(f"this platform has no {name}")


def constant(name: str) -> int | None:
    """Return the platform's value of a constant, e.g. ``constant("SO_REUSEPORT")``, or None.

    Args:
        name: its C name (str).
    """
    return _ALL.get(name)
