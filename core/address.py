"""Socket addresses as immutable values.

Strategy: an address is numeric (the module `resolve` looks up names), checked when it is created,
and normalized, so that equal addresses are equal values.  `sockaddr` is the form that the stdlib's
socket methods take; it is computed once, with the address.
"""

from __future__ import annotations

import os
import re
import socket as _socket
import sys
from typing import Any, ClassVar, Final, TypeAlias

import attrs

from .brief import brief
from .errors import arose_below

_AF_INET: Final = int(_socket.AF_INET)
_AF_INET6: Final = int(_socket.AF_INET6)
_AF_UNIX: Final = int(_socket.AF_UNIX)
_PATH_SIZE: Final = 108 if sys.platform == "linux" else 104  # of sockaddr_un.sun_path


_set: Final = object.__setattr__  # on what is frozen, for what need not be checked


def _port(instance: object, attribute: object, value: int) -> None:
    _check_range("port", value, 0xFFFF)


def _check_range(what: str, value: object, most: int) -> None:
    if not isinstance(value, int):
        raise TypeError(f"{what} must be an int, not {brief(value)}")
    if not 0 <= value <= most:
        raise ValueError(f"{what} must be from 0 to {most}, not {value}")


def _numeric(family: int, host: object) -> str:
    if not isinstance(host, str):
        raise TypeError(f"host must be a str, not {brief(host)}")
    try:
        return _socket.inet_ntop(family, _socket.inet_pton(family, host))
    except (OSError, ValueError) as error:  # ValueError: a NUL or a surrogate in the text
        if not arose_below(error):
            raise
        kind = "IPv6" if family == _socket.AF_INET6 else "IPv4"
        raise ValueError(f"not a numeric {kind} address: {brief(host)}") from None


def _numeric4(host: str) -> str:
    return _numeric(_socket.AF_INET, host)


def _numeric6(host: str) -> str:
    return _numeric(_socket.AF_INET6, host)


@attrs.frozen
class InetAddress:
    """An IPv4 address and a port.

    Attributes:
        host: dotted numbers, ``"127.0.0.1"`` (str).
        port: 0 to 65535 (int).

    Raises ValueError for a host that is not numeric or a port out of range, TypeError for others.
    """

    host: str = attrs.field(converter=_numeric4)
    port: int = attrs.field(validator=_port)
    sockaddr: tuple[str, int] = attrs.field(init=False, eq=False, repr=False)

    family: ClassVar[int] = int(_socket.AF_INET)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "sockaddr", (self.host, self.port))

    @classmethod
    def from_system(cls, host: str, port: int) -> InetAddress:
        """Return the address of what the system gave, as it is."""
        made = cls.__new__(cls)
        _set(made, "host", host)
        _set(made, "port", port)
        _set(made, "sockaddr", (host, port))
        return made

    @classmethod
    def from_packed(cls, packed: bytes, port: int) -> InetAddress:
        """Return the address of 4 bytes in network order, and a port."""
        if len(packed) != 4:
            raise ValueError(f"an IPv4 address has 4 bytes, not {len(packed)}")
        return cls(_socket.inet_ntop(_socket.AF_INET, packed), port)

    @property
    def packed(self) -> bytes:
        """Return the host's 4 bytes in network order."""
        return _socket.inet_pton(_socket.AF_INET, self.host)

    @property
    def is_loopback(self) -> bool:
        """Return whether the host is in 127.0.0.0/8."""
        return self.host.startswith("127.")

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


@attrs.frozen
class Inet6Address:
    """An IPv6 address, a port, flow information and a scope.

    Attributes:
        host: numeric, ``"::1"`` (str), without a scope.
        port: 0 to 65535 (int).
        flowinfo: 0 to 2**20 - 1 (int).
        scope_id: the index of the interface that a link-local address belongs to, or 0 (int).

    Raises ValueError for a host that is not numeric or a number out of range, TypeError for
    others.
    """

    host: str = attrs.field(converter=_numeric6)
    port: int = attrs.field(validator=_port)
    flowinfo: int = attrs.field(default=0)
    scope_id: int = attrs.field(default=0)
    sockaddr: tuple[str, int, int, int] = attrs.field(init=False, eq=False, repr=False)

    family: ClassVar[int] = int(_socket.AF_INET6)

    def __attrs_post_init__(self) -> None:
        _check_range("flowinfo", self.flowinfo, 0xFFFFF)  # what the stdlib lets through
        _check_range("scope_id", self.scope_id, 0xFFFFFFFF)
        sockaddr = (self.host, self.port, self.flowinfo, self.scope_id)
        object.__setattr__(self, "sockaddr", sockaddr)

    @classmethod
    def from_system(cls, host: str, port: int, flowinfo: int, scope_id: int) -> Inet6Address:
        """Return the address of what the system gave, as it is."""
        host = host.partition("%")[0]
        made = cls.__new__(cls)
        _set(made, "host", host)
        _set(made, "port", port)
        _set(made, "flowinfo", flowinfo)
        _set(made, "scope_id", scope_id)
        _set(made, "sockaddr", (host, port, flowinfo, scope_id))
        return made

    @classmethod
    def from_packed(
        cls, packed: bytes, port: int, flowinfo: int = 0, scope_id: int = 0
    ) -> Inet6Address:
        """Return the address of 16 bytes in network order, and the rest."""
        if len(packed) != 16:
            raise ValueError(f"an IPv6 address has 16 bytes, not {len(packed)}")
        return cls(_socket.inet_ntop(_socket.AF_INET6, packed), port, flowinfo, scope_id)

    @property
    def packed(self) -> bytes:
        """Return the host's 16 bytes in network order."""
        return _socket.inet_pton(_socket.AF_INET6, self.host)

    @property
    def is_loopback(self) -> bool:
        """Return whether the host is ::1 or a mapped 127.0.0.0/8."""
        return self.host == "::1" or self.host.startswith("::ffff:127.")

    def __str__(self) -> str:
        scope = f"%{_interface_name(self.scope_id)}" if self.scope_id else ""
        return f"[{self.host}{scope}]:{self.port}"


def _unix_path(path: str | bytes) -> str | bytes:
    # One form each, the one the stdlib gives back: text for a path, bytes for an abstract name.
    if isinstance(path, str):
        return os.fsencode(path) if path.startswith("\0") else path
    if isinstance(path, (bytes, bytearray, memoryview)):
        path = bytes(path)
        return path if path.startswith(b"\0") else os.fsdecode(path)
    raise TypeError(f"path must be a str or bytes, not {brief(path)}")


@attrs.frozen
class UnixAddress:
    """The address of a Unix socket.

    Attributes:
        path: the path of the socket's file (str, or bytes, which become str); ``""`` for a socket
            without a name; with a leading NUL an abstract name (Linux; becomes bytes).

    Raises ValueError when it is too long for the system or has a NUL inside a path, TypeError for
    what is neither str nor bytes.
    """

    path: str | bytes = attrs.field(default="", converter=_unix_path)

    family: ClassVar[int] = int(_socket.AF_UNIX)

    def __attrs_post_init__(self) -> None:
        size = len(os.fsencode(self.path))
        if not self.is_abstract:
            size += 1  # the NUL that ends a path
            if "\0" in str(self.path):
                raise ValueError(f"a path cannot contain a NUL: {brief(self.path)}")
        if size > _PATH_SIZE:
            raise ValueError(f"too long for the address of a Unix socket: {brief(self.path)}")

    @classmethod
    def from_system(cls, path: str | bytes) -> UnixAddress:
        """Return the address that the system gave, unchecked: a path may fill all its bytes.

        CPython reads on up to a NUL, beyond such a path; what is no part of it is cut off.
        """
        if len(path) > _PATH_SIZE or (isinstance(path, str) and not path.isascii()):
            whole = os.fsencode(path)[:_PATH_SIZE]
            path = whole if isinstance(path, bytes) else os.fsdecode(whole)
        made = cls.__new__(cls)
        _set(made, "path", _unix_path(path))
        return made

    @property
    def sockaddr(self) -> str | bytes:
        """Return the form that the stdlib's socket methods take."""
        return self.path

    @property
    def is_abstract(self) -> bool:
        """Return whether it is a name in the abstract name space, not a path."""
        return isinstance(self.path, bytes)

    @property
    def is_unnamed(self) -> bool:
        """Return whether it is the address of a socket without a name."""
        return not self.path

    def __str__(self) -> str:
        if isinstance(self.path, bytes):
            return "@" + os.fsdecode(self.path[1:])
        return self.path


Address: TypeAlias = InetAddress | Inet6Address | UnixAddress


def from_sockaddr(family: int, sockaddr: Any) -> Address | None:
    """Return the address for what a stdlib socket method gave back.

    Args:
        family: the socket's family (int).
        sockaddr: a tuple, str, bytes, or None where the system gave no address.

    Returns None for None and for a family without addresses here.  The value is not checked, as it
    comes from the system.
    """
    if sockaddr is None:
        return None
    if family == _AF_INET:
        return InetAddress.from_system(*sockaddr)
    if family == _AF_INET6:
        return Inet6Address.from_system(*sockaddr)
    if family == _AF_UNIX:
        return UnixAddress.from_system(sockaddr)
    return None


_INET6_TEXT: Final = re.compile(r"\[([^\]%]*)(?:%([^\]]+))?\]:(\d+)", re.ASCII)
_INET_TEXT: Final = re.compile(r"([^:/]*):(\d+)", re.ASCII)


def parse(text: str) -> Address:
    """Return the address that `str` writes like this.

    Args:
        text: ``"127.0.0.1:80"``, ``"[::1]:80"``, ``"[fe80::1%eth0]:80"`` (or the interface's
            number), ``"/run/a.sock"`` (a path begins with ``/``, ``./`` or ``../``),
            ``"@abstract"`` or ``""`` (unnamed Unix socket).

    Raises ValueError for anything else, host names included.
    """
    if match := _INET6_TEXT.fullmatch(text):
        host, scope, port = match.groups()
        return Inet6Address(host, int(port), 0, _interface_index(scope) if scope else 0)
    if match := _INET_TEXT.fullmatch(text):
        return InetAddress(match[1], int(match[2]))
    if text.startswith("@"):
        return UnixAddress("\0" + text[1:])
    if not text or text.startswith(("/", "./", "../")):
        return UnixAddress(text)
    raise ValueError(f"not an address: {brief(text)}")


def _interface_name(index: int) -> str:
    try:
        return _socket.if_indextoname(index)
    except OSError as error:  # no such interface (any more)
        if not arose_below(error):
            raise
        return str(index)


def _interface_index(scope: str) -> int:
    if scope.isdecimal():
        return int(scope)
    try:
        return _socket.if_nametoindex(scope)
    except OSError as error:
        if not arose_below(error):
            raise
        raise ValueError(f"no interface is called {brief(scope)}") from None
