"""What Guile's (web …) do on ports: any port takes bytes and characters of Latin-1, mixed."""

from __future__ import annotations

import io
from typing import Any, Final

from ...calls import call
from ...conditions import error
from ...data import String
from ...ports import StringInput, StringOutput, put
from ..io import peek_char

__all__ = [
    "ChunkedInput",
    "ChunkedOutput",
    "Delimited",
    "both",
    "collected",
    "line",
    "peek",
    "put_bytes",
    "put_text",
    "take",
    "take_all",
]

LATIN: Final = "latin-1"


def below(port: Any) -> Any:
    """Return the port of bytes below one that `both` has made."""
    return port.buffer if isinstance(port, _Both) else port


def line(port: Any) -> str:
    """Return the next line with its end, "" at the end of the port."""
    found = below(port).readline()
    return found if isinstance(found, str) else bytes(found).decode(LATIN)


def peek(port: Any) -> str:
    """Return the next character and leave it there, "" at the end of the port."""
    port = below(port)
    if isinstance(port, StringInput | io.BytesIO):
        place = port.tell()
        found: Any = port.read(1)
        port.seek(place)
    elif isinstance(port, io.TextIOBase):
        found = peek_char(port)
        found = found if isinstance(found, str) else ""
    else:
        found = port.peek(1)[:1]
    return found if isinstance(found, str) else bytes(found).decode(LATIN)


def take(port: Any, count: int) -> bytes:
    """Return so many bytes, fewer at the end of the port."""
    port = below(port)
    if isinstance(port, io.TextIOWrapper):
        port = port.buffer
    made = bytearray()
    while len(made) < count:
        found = port.read(count - len(made))
        if not found:
            break
        made += found.encode("utf-8") if isinstance(found, str) else found
    return bytes(made)


def take_all(port: Any) -> bytes:
    """Return the bytes up to the end of the port."""
    port = below(port)
    made = bytearray()
    while True:
        found = port.read(65536)
        if not found:
            return bytes(made)
        made += found.encode("utf-8") if isinstance(found, str) else found


def put_text(port: Any, text: str) -> None:
    """Write characters."""
    port = below(port)
    if isinstance(port, io.BytesIO | io.BufferedIOBase | io.RawIOBase):
        port.write(text.encode(LATIN, "replace"))
    else:
        put(port, text)


def put_bytes(port: Any, data: bytes | bytearray) -> None:
    """Write bytes."""
    port = below(port)
    if isinstance(port, StringOutput):
        port.write(bytes(data).decode("utf-8", "replace"))
    elif isinstance(port, io.TextIOWrapper):
        port.flush()
        port.buffer.write(data)
    else:
        port.write(bytes(data))


# Ports over others


class _Both(io.TextIOWrapper):
    """A port of characters over one of bytes; whoever wants bytes takes those below it."""


def both(raw: io.RawIOBase, encoding: str, size: int = io.DEFAULT_BUFFER_SIZE) -> io.TextIOWrapper:
    """Return a port of characters and bytes over one that only reads, or only writes."""
    buffer: Any = io.BufferedReader(raw, size) if raw.readable() else io.BufferedWriter(raw, size)
    return _over(buffer, encoding)


def _over(buffer: Any, encoding: str) -> io.TextIOWrapper:
    try:
        return _Both(buffer, encoding, "replace", newline="", write_through=True)
    except LookupError:
        raise error("no such encoding:", String(encoding)) from None


def collected(procedure: Any, encoding: str) -> bytearray:
    """Return the bytes that a procedure writes to a port of an encoding."""
    buffer = io.BytesIO()
    port = _over(buffer, encoding)
    call(procedure, port)
    port.flush()
    return bytearray(buffer.getvalue())


class _Over(io.RawIOBase):
    def __init__(self, port: Any, keeps: bool) -> None:
        self._port = port
        self._keeps = keeps

    def close(self) -> None:
        if not self.closed:
            super().close()
            if not self._keeps:
                self._port.close()


class Delimited(_Over):
    """So many bytes of another port.

    Args:
        port: to read from.
        length: how many bytes there are to be.
        keeps: whether closing this leaves the other one open.
        short: called with the number of bytes if there were fewer.
    """

    def __init__(self, port: Any, length: int, keeps: bool, short: Any) -> None:
        super().__init__(port, keeps)
        self._length = length
        self._read = 0
        self._short = short

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, as Python's raw files do."""
        wanted = min(len(buffer), self._length - self._read)
        if not wanted:
            return 0
        found = take(self._port, wanted)
        if not found:
            self._short(self._read)
        self._read += len(found)
        buffer[: len(found)] = found
        return len(found)


class ChunkedInput(_Over):
    """The data of another port in the chunked transfer coding."""

    def __init__(self, port: Any, keeps: bool) -> None:
        super().__init__(port, keeps)
        self._remaining = 0
        self._ended = False

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer, as Python's raw files do."""
        if not self._remaining and not self._ended:
            size = line(self._port).partition(";")[0].strip()
            try:
                self._remaining = int(size, 16) if size else 0
            except ValueError:
                self._remaining = 0
            self._ended = not self._remaining
        if self._ended:
            return 0
        found = take(self._port, min(len(buffer), self._remaining))
        self._remaining -= len(found)
        self._ended = not found
        if not self._remaining:
            take(self._port, 2)  # the end of the line
        buffer[: len(found)] = found
        return len(found)


class ChunkedOutput(_Over):
    """Data that go to another port in the chunked transfer coding, a chunk for each writing."""

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, data: Any) -> int:
        """Write a chunk."""
        piece = bytes(data)
        if piece:
            put_bytes(self._port, b"%x\r\n%b\r\n" % (len(piece), piece))
        return len(piece)

    def close(self) -> None:
        """Write the last chunk, and close."""
        if not self.closed:
            put_bytes(self._port, b"0\r\n")
            self._port.flush()
        super().close()
