"""Look-ups of addresses by name, and of names by address.

Strategy: the system's own getaddrinfo(3) and getnameinfo(3) by way of the stdlib, with results as
immutable values and failures as `LookupFailed`.  One rule is added.  AI_ADDRCONFIG asks for the
families only that the machine has a (non-loopback) address in; where it has nothing but loopback,
glibc then finds nothing at all, not even "127.0.0.1".  So when a lookup with that flag fails, and
the machine has only loopback addresses in a requested family, it is repeated without the flag, and
the loopback addresses among its results are returned.
"""

from __future__ import annotations

import re
import socket as _socket
from typing import Any, Final

import attrs

from .address import Address, Inet6Address, InetAddress, from_sockaddr
from .errors import LookupFailed, SocketError, arose_below, from_os_error
from .interfaces import local_addresses as local_addresses

_AF_INET: Final = int(_socket.AF_INET)
_AF_INET6: Final = int(_socket.AF_INET6)
_NUMBER: Final = re.compile(r"\s*[+-]?[0-9]+")
_ADDRCONFIG: Final = int(getattr(_socket, "AI_ADDRCONFIG", 0))


@attrs.frozen
class AddressInfo:
    """A result of a lookup: an address, and the kind of socket to use with it.

    Attributes:
        family, type, protocol: what to open a socket with (int).
        canonical_name: the host's full name, on the first result when AI_CANONNAME asked for it
            (str or None).
        address: what to connect or bind it to.
    """

    family: int
    type: int
    protocol: int
    canonical_name: str | None
    address: Address


def getaddrinfo(
    node: str | None,
    service: str | int | None,
    family: int = 0,
    type: int = 0,
    protocol: int = 0,
    flags: int = 0,
) -> tuple[AddressInfo, ...]:
    """Look up the addresses of a host and a service.

    Args:
        node: a host's name or numeric address (str); None: any address with AI_PASSIVE in
            `flags`, else loopback.
        service: a service's name or port number as text (str), a port (int), or None.
        family, type, protocol: what to limit the results to (int); 0 for no limit.
        flags: ``AI_*`` numbers or-ed.

    Returns AddressInfo records in the order in which to try them; for AI_ADDRCONFIG see the
    module's docstring.  Raises LookupFailed, which carries node and service, also for a service
    that `is_service` refuses; SocketError where the system cannot look anything up.
    """
    try:
        return _look_up(node, service, family, type, protocol, flags)
    except LookupFailed as error:
        if not arose_below(error) or not flags & _ADDRCONFIG or not _is_only_loopback(family):
            raise
        try:
            found = _look_up(node, service, family, type, protocol, flags & ~_ADDRCONFIG)
        except LookupFailed as again:
            if not arose_below(again):
                raise
            found = ()
        reachable = tuple(info for info in found if _is_loopback(info.address))
        if not reachable:
            raise
        return reachable


def _look_up(
    node: str | None,
    service: str | int | None,
    family: int,
    type: int,
    protocol: int,
    flags: int,
) -> tuple[AddressInfo, ...]:
    # The C library would read such a text only up to the NUL.
    if (node is not None and "\0" in node) or (isinstance(service, str) and "\0" in service):
        raise _unknown(node, service)
    if service is not None and not is_service(service):
        number, text = _socket.EAI_SERVICE, "Servname not supported for ai_socktype"
        raise LookupFailed(number, text, node=node, service=service)
    # From a text Python would import a codec, for which a descriptor may be missing.
    name = node.encode() if node is not None and node.isascii() else node
    try:
        found = _socket.getaddrinfo(name, service, family, type, protocol, flags)
    except UnicodeError as error:  # not a name that the DNS could have
        if not arose_below(error):
            raise
        raise _unknown(node, service) from None
    except OSError as error:
        if not arose_below(error):
            raise
        if not isinstance(error, _socket.gaierror):  # EAI_SYSTEM
            raise from_os_error(error, "getaddrinfo") from None
        raise LookupFailed(error.errno or 0, error.strerror, node=node, service=service) from None
    return tuple(
        AddressInfo(int(family), int(type), protocol, name or None, address)
        for family, type, protocol, name, sockaddr in found
        if (address := from_sockaddr(family, sockaddr)) is not None
    )


def _unknown(node: str | None, service: str | int | None) -> LookupFailed:
    text = "Name or service not known"
    return LookupFailed(_socket.EAI_NONAME, text, node=node, service=service)


def is_service(service: str | int) -> bool:
    """Return whether a service can be looked up: a port from 0 to 65535, or a name.

    The C library silently accepts more: it wraps a port beyond 65535, and reads signs and blanks
    before a number.
    """
    if not isinstance(service, str):
        return 0 <= service <= 65535
    if service.isascii() and service.isdecimal():
        return len(service.lstrip("0")) <= 5 and int(service) <= 65535
    return _NUMBER.fullmatch(service) is None


def getnameinfo(address: Address, flags: int = 0) -> tuple[str, str]:
    """Look up the names of an address's host and service.

    Args:
        address: an InetAddress or Inet6Address.
        flags: ``NI_*`` numbers or-ed.

    Returns (host, service): names, or the numbers as text where there is no name.
    Raises LookupFailed; for a host without a name only when NI_NAMEREQD is among the flags.
    """
    sockaddr: Any = address.sockaddr
    if not isinstance(address, (InetAddress, Inet6Address)):
        number = _socket.EAI_FAMILY
        raise LookupFailed(number, "ai_family not supported", "getnameinfo", str(address))
    try:
        return _socket.getnameinfo(sockaddr, flags)
    except OSError as error:
        if not arose_below(error):
            raise
        if not isinstance(error, _socket.gaierror):  # EAI_SYSTEM
            raise from_os_error(error, "getnameinfo") from None
        raise LookupFailed(
            error.errno or 0, error.strerror, "getnameinfo", address.host, address.port
        ) from None


def _is_only_loopback(family: int) -> bool:
    """Return whether the machine lacks a non-loopback address in one of the families asked for."""
    try:
        return any(
            all(_is_loopback_text(text) for text in local_addresses(asked))
            for asked in (_AF_INET, _AF_INET6)
            if family in (0, asked)
        )
    except SocketError as error:
        if not arose_below(error):
            raise
        return False


def _is_loopback_text(text: str) -> bool:
    return text == "::1" or text.startswith("127.")


def _is_loopback(address: Address) -> bool:
    return isinstance(address, (InetAddress, Inet6Address)) and address.is_loopback
