"""The entries of the network databases, and the files that have them: /etc/hosts and its kin.

A `Database` is a file with a line for each entry and one place in it for the whole process, as in
C. The files are read here, because the stdlib can look an entry up but neither tells all of it nor
goes through them. A line that is not as the system's manual pages want it is passed over; a file
that is not there has no entries.
"""

from __future__ import annotations

import re
import socket as _socket
from collections.abc import Callable, Iterator
from typing import Final, Generic, TypeVar

from attrs import frozen

from ...core.errors import arose_below
from .constants import AF_INET, AF_INET6, INADDR_LOOPBACK
from .vectors import Vector

__all__ = [
    "HOSTS",
    "NETWORKS",
    "PROTOCOLS",
    "SERVICES",
    "Database",
    "HostEntry",
    "NetworkEntry",
    "ProtocolEntry",
    "ServiceEntry",
]

E = TypeVar("E")


@frozen(repr=False)
class HostEntry(Vector):
    """A host: its name (str), other names (strs), family, address length in bytes, addresses."""

    name: str
    aliases: tuple[str, ...]
    addrtype: int
    length: int
    addr_list: tuple[int, ...]

    @property
    def vector(self) -> tuple[object, ...]:
        """(name, aliases, addrtype, length, addr_list)."""
        return self.name, self.aliases, self.addrtype, self.length, self.addr_list


@frozen(repr=False)
class NetworkEntry(Vector):
    """A network: its name (str), other names (strs), family, number of 32 bits."""

    name: str
    aliases: tuple[str, ...]
    addrtype: int
    net: int

    @property
    def vector(self) -> tuple[object, ...]:
        """(name, aliases, addrtype, net)."""
        return self.name, self.aliases, self.addrtype, self.net


@frozen(repr=False)
class ProtocolEntry(Vector):
    """A protocol: its name (str), other names (strs), number."""

    name: str
    aliases: tuple[str, ...]
    proto: int

    @property
    def vector(self) -> tuple[object, ...]:
        """(name, aliases, proto)."""
        return self.name, self.aliases, self.proto


@frozen(repr=False)
class ServiceEntry(Vector):
    """A service: its name (str), other names (strs), port, protocol's name (str)."""

    name: str
    aliases: tuple[str, ...]
    port: int
    proto: str

    @property
    def vector(self) -> tuple[object, ...]:
        """(name, aliases, port, proto)."""
        return self.name, self.aliases, self.port, self.proto


class Database(Generic[E]):
    """The entries of a file, and how far the process has come in reading them one by one.

    Args:
        path: the file.
        entry: makes an entry of a line's words, of which there are two at least; None for a line
            that has none.
    """

    def __init__(self, path: str, entry: Callable[[list[str]], E | None]) -> None:
        self.path = path
        self._entry = entry
        self._kept: tuple[E, ...] | None = None
        self._rest: Iterator[E] | None = None

    @property
    def entries(self) -> tuple[E, ...]:
        """All of them: as they are now, or as they were at `rewind` if that was to keep them."""
        return self._read() if self._kept is None else self._kept

    def rewind(self, keep: bool) -> None:
        """Begin at the first; `keep` its entries for look-ups, too, until `end`."""
        entries = self._read()
        self._kept = entries if keep else None
        self._rest = iter(entries)

    def next(self) -> E | None:
        """The next entry, None after the last."""
        rest = self._rest
        if rest is None:
            rest = self._rest = iter(self.entries)
        return next(rest, None)

    def end(self) -> None:
        """Forget the place and what was kept."""
        self._kept = self._rest = None

    def _read(self) -> tuple[E, ...]:
        try:
            with open(self.path, encoding="utf-8", errors="surrogateescape") as file:
                lines = [line.partition("#")[0].split() for line in file]
        except OSError as error:
            if not arose_below(error):
                raise
            return ()
        made = (self._entry(words) for words in lines if len(words) >= 2)
        return tuple(entry for entry in made if entry is not None)


def _host(words: list[str]) -> HostEntry | None:
    address, name, *aliases = words
    number = _ipv4(address)
    if number is None:
        return None
    return HostEntry(name, tuple(aliases), AF_INET, 4, (int.from_bytes(number, "big"),))


def _ipv4(text: str) -> bytes | None:
    """An address in the family of these entries; the C library takes the loopback's ::1 for it."""
    try:
        return _socket.inet_pton(AF_INET, text)
    except (OSError, ValueError) as error:  # ValueError: bytes that are no characters
        if not arose_below(error):
            raise
    try:
        packed = _socket.inet_pton(AF_INET6, text)
    except (OSError, ValueError) as error:
        if not arose_below(error):
            raise
        return None
    if packed.startswith(_MAPPED):
        return packed[-4:]
    return INADDR_LOOPBACK.to_bytes(4, "big") if packed == _LOOPBACK else None


_MAPPED: Final = bytes(10) + b"\xff\xff"
_LOOPBACK: Final = bytes(15) + b"\1"


def _network(words: list[str]) -> NetworkEntry | None:
    name, number, *aliases = words
    parts = [_number(part) for part in number.split(".")]
    octets = [part for part in parts if part is not None and part <= 255]
    if len(octets) != len(parts) or len(parts) > 4:
        return None
    net = int.from_bytes(bytes(octets + [0] * (4 - len(octets))), "big")  # 127 is 127.0.0.0
    return NetworkEntry(name, tuple(aliases), AF_INET, net)


def _protocol(words: list[str]) -> ProtocolEntry | None:
    name, number, *aliases = words
    if not re.fullmatch(r"\d{1,9}", number, re.ASCII):
        return None
    return ProtocolEntry(name, tuple(aliases), int(number))


def _service(words: list[str]) -> ServiceEntry | None:
    name, where, *aliases = words
    port, _, proto = where.partition("/")
    number = _number(port)
    if number is None or number > 0xFFFF or not proto:
        return None
    return ServiceEntry(name, tuple(aliases), number, proto)


def _number(text: str) -> int | None:
    """A number as C writes it: decimal, octal after a 0, hexadecimal after 0x."""
    for pattern, base in ((r"0x[0-9a-f]+", 16), (r"0[0-7]*", 8), (r"[1-9][0-9]*", 10)):
        if len(text) < 20 and re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
            return int(text, base)
    return None


HOSTS: Final = Database("/etc/hosts", _host)
NETWORKS: Final = Database("/etc/networks", _network)
PROTOCOLS: Final = Database("/etc/protocols", _protocol)
SERVICES: Final = Database("/etc/services", _service)
