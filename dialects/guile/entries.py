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

from ..conditions import from_below
from ..vector_records import VectorRecord
from .arguments import ABSENT
from .constants import AF_INET, AF_INET6, INADDR_LOOPBACK
from .errors import NoSuchEntryError

E = TypeVar("E")


@frozen(repr=False)
class HostEntry(VectorRecord):
    """A host: its name, other names, family, length of an address in bytes, addresses."""

    name: str
    aliases: tuple[str, ...]
    addrtype: int
    length: int
    addr_list: tuple[int, ...]


@frozen(repr=False)
class NetworkEntry(VectorRecord):
    """A network: its name, other names, family, number of 32 bits."""

    name: str
    aliases: tuple[str, ...]
    addrtype: int
    net: int


@frozen(repr=False)
class ProtocolEntry(VectorRecord):
    """A protocol: its name, other names, number."""

    name: str
    aliases: tuple[str, ...]
    proto: int


@frozen(repr=False)
class ServiceEntry(VectorRecord):
    """A service: its name, other names, port, protocol's name."""

    name: str
    aliases: tuple[str, ...]
    port: int
    proto: str


class Database(Generic[E]):
    """The entries of a file, and how far the process has come in reading them one by one.

    Args:
        path: the file.
        what: the word for an entry, in messages.
        procedure: the Scheme name of the procedure that fails where there is no such entry.
        entry: makes an entry of a line's words; raises OSError or ValueError where they are none.
    """

    def __init__(
        self, path: str, what: str, procedure: str, entry: Callable[[list[str]], E]
    ) -> None:
        self.path = path
        self._what = what
        self._procedure = procedure
        self._entry = entry
        self._kept: tuple[E, ...] | None = None
        self._rest: Iterator[E] | None = None

    @property
    def entries(self) -> tuple[E, ...]:
        """All of them: as they are now, or as they were at `rewind` if that was to keep them."""
        return tuple(self._read()) if self._kept is None else self._kept

    def rewind(self, stayopen: object) -> None:
        """Begin at the first; if `stayopen` is true, keep the entries for look-ups until `end`."""
        entries = tuple(self._read())
        self._kept = None if stayopen is None or stayopen is False else entries
        self._rest = iter(entries)

    def rewind_or_end(self, stayopen: object) -> None:
        """Rewind; without an argument, end."""
        if stayopen is ABSENT:
            self.end()
        else:
            self.rewind(stayopen)

    def next(self) -> E | None:
        """Return the next entry, None after the last."""
        rest = self._rest
        if rest is None:
            rest = self._rest = iter(self.entries)
        return next(rest, None)

    def end(self) -> None:
        """Forget the place and what was kept."""
        self._kept = self._rest = None

    def find(
        self,
        wanted: str | int,
        matches: Callable[[E], bool],
        ask: Callable[[], E] | None = None,
    ) -> E:
        """Return the first entry that matches; else what the system, asked for it, has elsewhere.

        Raises NoSuchEntryError, which mentions `wanted`, where there is none.
        """
        for entry in self.entries:
            if matches(entry):
                return entry
        try:
            if ask is not None:
                return ask()
        except from_below(OSError, ValueError):  # ValueError: a NUL in it, or what is no character
            pass
        raise NoSuchEntryError(self._procedure, self._what, wanted)

    def _read(self) -> Iterator[E]:
        try:
            with open(self.path, encoding="utf-8", errors="surrogateescape") as file:
                lines = list(file)
        except from_below(OSError):
            return
        for line in lines:
            try:
                entry = self._entry(line.partition("#")[0].split())
            except from_below(OSError, ValueError):
                continue
            yield entry


def _host(words: list[str]) -> HostEntry:
    address, name, *aliases = words
    number = int.from_bytes(_ipv4(address), "big")
    return HostEntry(name, tuple(aliases), AF_INET, 4, (number,))


def _ipv4(text: str) -> bytes:
    """Return an address in the family of these entries; the C library takes ::1 for 127.0.0.1."""
    if ":" not in text:
        return _socket.inet_pton(AF_INET, text)
    packed = _socket.inet_pton(AF_INET6, text)
    if packed == _LOOPBACK:
        return INADDR_LOOPBACK.to_bytes(4, "big")
    if not packed.startswith(_MAPPED):
        raise ValueError(text)
    return packed[-4:]


_MAPPED: Final = bytes(10) + b"\xff\xff"
_LOOPBACK: Final = bytes(15) + b"\1"


def _network(words: list[str]) -> NetworkEntry:
    name, number, *aliases = words
    octets = bytes(map(_number, number.split(".")))
    if len(octets) > 4:
        raise ValueError(number)
    net = int.from_bytes(octets.ljust(4, b"\0"), "big")  # 127 is 127.0.0.0
    return NetworkEntry(name, tuple(aliases), AF_INET, net)


def _protocol(words: list[str]) -> ProtocolEntry:
    name, number, *aliases = words
    if not re.fullmatch(r"\d{1,9}", number, re.ASCII):
        raise ValueError(number)
    return ProtocolEntry(name, tuple(aliases), int(number))


def _service(words: list[str]) -> ServiceEntry:
    name, where, *aliases = words
    port, _, proto = where.partition("/")
    number = _number(port)
    if number > 0xFFFF or not proto:
        raise ValueError(where)
    return ServiceEntry(name, tuple(aliases), number, proto)


def _number(text: str) -> int:
    """Read a number as C writes it: decimal, octal after a 0, hexadecimal after 0x."""
    for pattern, base in ((r"0x[0-9a-f]+", 16), (r"0[0-7]*", 8), (r"[1-9][0-9]*", 10)):
        if len(text) < 20 and re.fullmatch(pattern, text, re.ASCII | re.IGNORECASE):
            return int(text, base)
    raise ValueError(text)


HOSTS: Final = Database("/etc/hosts", "host", "gethost", _host)
NETWORKS: Final = Database("/etc/networks", "network", "getnet", _network)
PROTOCOLS: Final = Database("/etc/protocols", "protocol", "getproto", _protocol)
SERVICES: Final = Database("/etc/services", "service", "getserv", _service)
