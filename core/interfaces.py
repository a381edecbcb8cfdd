"""The addresses of this machine's network interfaces."""

from __future__ import annotations

import socket as _socket
from typing import Final

from .brief import brief

__all__ = ["local_addresses"]

_FAMILIES: Final = (int(_socket.AF_INET), int(_socket.AF_INET6))


def local_addresses(family: int) -> tuple[str, ...]:
    """Return the addresses of this machine's interfaces that are up, loopback included.

    Args:
        family: AF_INET or AF_INET6 (int).

    Returns numeric addresses in the system's order, each once; a link-local IPv6 address with its
    interface, ``"fe80::1%eth0"``.  Empty for a family the machine has no address in.
    Raises ValueError for another family, SocketError when the system cannot tell.
    """
    if family not in _FAMILIES:
        raise ValueError(f"expected AF_INET or AF_INET6, not {brief(family)}")
    from .ifaddrs import addresses  # ctypes takes as long to import as the socket module

    return addresses(family)
