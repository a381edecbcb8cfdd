"""File ports as Guile has them: bytes and characters by one port, both ways, put back if need be.

A `ByteFile` buffers a descriptor; a `FilePort` is the port of characters over it. Nothing is read
ahead above the `ByteFile`, so bytes and characters may be read in any order.
"""

from __future__ import annotations

import codecs
import io
import os
import select
from typing import Any, Final

from .data import String, Symbol
from .dynamics import Parameter

__all__ = ["ENCODING", "STRATEGY", "ByteFile", "FilePort", "port_on"]

_BLOCK: Final = 4096

ENCODING: Final = Parameter(String("UTF-8"))
"""The encoding of ports that are opened, #f for ISO-8859-1."""
STRATEGY: Final = Parameter(Symbol("substitute"))
"""What ports that are opened do with characters that they cannot convert."""


class ByteFile(io.BufferedIOBase):
    """A buffered file of bytes, which may be put back.

    Attributes:
        held: what was read ahead and is still to be read.
        out: what is still to be written.
        size: how much may be held back for writing; 0 for nothing.
    """

    def __init__(self, raw: io.RawIOBase, size: int = _BLOCK) -> None:
        self._raw = raw
        self.held = b""
        self.out = bytearray()
        self.size = size

    @property
    def raw(self) -> io.RawIOBase:
        """The file below."""
        return self._raw

    @property
    def mode(self) -> str:
        """How the file was opened."""
        return str(getattr(self._raw, "mode", "rb+"))

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self._raw.closed

    def readable(self) -> bool:
        """Return whether it reads."""
        return self._raw.readable()

    def writable(self) -> bool:
        """Return whether it writes."""
        return self._raw.writable()

    def seekable(self) -> bool:
        """Return whether it has places to go to."""
        return self._raw.seekable()

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._raw.isatty()

    # Reading

    def _fill(self, size: int = _BLOCK) -> bytes:
        """Read once from the file; return what came, b"" at the end."""
        if self.out:
            self.flush()
        return self._raw.read(size) or b""

    def peek(self, size: int = 0, /) -> bytes:
        """Return some bytes that stay to be read; b"" at the end."""
        if not self.held:
            self.held = self._fill()
        return self.held

    def read(self, size: int | None = -1, /) -> bytes:
        """Return so many bytes, fewer at the end; all for a negative number."""
        if size is None or size < 0:
            parts, self.held = [self.held], b""
            while part := self._fill(1 << 16):
                parts.append(part)
            return b"".join(parts)
        while len(self.held) < size:
            part = self._fill(max(_BLOCK, size - len(self.held)))
            if not part:
                break
            self.held += part
        made, self.held = self.held[:size], self.held[size:]
        return made

    def read1(self, size: int = -1, /) -> bytes:
        """Return the bytes that are there, at least one; b"" at the end."""
        self.peek()
        size = len(self.held) if size < 0 else size
        made, self.held = self.held[:size], self.held[size:]
        return made

    def readinto1(self, buffer: Any, /) -> int:
        """Put the bytes that are there into a buffer; return how many."""
        made = self.read1(len(buffer))
        buffer[: len(made)] = made
        return len(made)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the bytes up to and with a newline, fewer at the end."""
        while True:
            place = self.held.find(b"\n")
            if place >= 0:
                made, self.held = self.held[: place + 1], self.held[place + 1 :]
                return made
            part = self._fill()
            if not part:
                made, self.held = self.held, b""
                return made
            self.held += part

    def put_back(self, data: bytes) -> None:
        """Let bytes be read next."""
        self.held = data + self.held

    def ready(self) -> bool:
        """Return whether reading would not wait."""
        if self.held:
            return True
        ready, _, _ = select.select([self.fileno()], [], [], 0)
        return bool(ready)

    # Writing

    def write(self, data: Any, /) -> int:
        """Write bytes, or hold them back."""
        if self.held and self.seekable():
            self._raw.seek(-len(self.held), os.SEEK_CUR)
            self.held = b""
        self.out += data
        if len(self.out) >= self.size:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Write what is held back."""
        while self.out:
            count = self._raw.write(self.out)
            del self.out[: count or 0]

    def move(self, descriptor: int, mode: str) -> None:
        """Go on with another descriptor of the same file; the one so far is closed."""
        self.flush()
        self._raw.close()
        self._raw = _raw_on(descriptor, mode)

    # Places

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._raw.tell() - len(self.held) + len(self.out)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place; return it."""
        self.flush()
        if whence == os.SEEK_CUR:
            offset -= len(self.held)
        self.held = b""
        return self._raw.seek(offset, whence)

    def truncate(self, size: int | None = None, /) -> int:
        """Cut the file at a place."""
        self.flush()
        return self._raw.truncate(self.tell() if size is None else size)

    def detach(self) -> io.RawIOBase:
        """Return the file below, what is held back written; this one is of no use then."""
        self.flush()
        return self._raw

    def close(self) -> None:
        """Write what is held back, and close the file."""
        if not self.closed:
            try:
                self.flush()
            finally:
                self._raw.close()


_STRATEGIES: Final = {"error": "strict", "substitute": "replace", "escape": "backslashreplace"}


class FilePort(io.TextIOWrapper):
    """A file port.

    Attributes:
        file: the bytes below.
        path: the name of the file, or what else names the port; "" for none.
        lines: whether a newline that is written flushes.
        line, column: of what was read, from 0.
    """

    def __init__(
        self,
        file: ByteFile,
        path: str = "",
        encoding: str = "",
        lines: bool = False,
        mode: str = "",
    ) -> None:
        super().__init__(file, "utf-8", "replace", "")  # type: ignore[arg-type]
        self.file = file
        self.path = path
        self.lines = lines
        self.opened = mode
        self.line = self.column = 0
        self.strategy = STRATEGY().name
        self.set_codec(encoding or _default_encoding())

    def set_codec(self, name: str) -> None:
        """Read and write characters in an encoding; LookupError for one that is not known."""
        found = codecs.lookup(name)
        self.codec = found.name
        self.codec_name = name

    # Reading

    def _one(self) -> str:
        """Return the next character, "" at the end."""
        file = self.file
        first = file.read(1)
        if not first:
            return ""
        if self.codec == "utf-8":
            byte = first[0]
            if byte < 0x80:
                return first.decode()
            more = 3 if byte >= 0xF0 else 2 if byte >= 0xE0 else 1 if byte >= 0xC2 else 0
            for _ in range(more):
                following = file.peek()[:1]
                if not following or following[0] & 0xC0 != 0x80:
                    break
                first += file.read(1)
            return first.decode("utf-8", _STRATEGIES[self.strategy])[:1]
        decoder = codecs.getincrementaldecoder(self.codec)(_STRATEGIES[self.strategy])
        char = decoder.decode(first)
        while not char:
            byte_more = file.read(1)
            char = decoder.decode(byte_more, not byte_more)
            if not byte_more:
                break
        return char[:1]

    def _counted(self, text: str) -> str:
        newlines = text.count("\n")
        if newlines:
            self.line += newlines
            self.column = len(text) - text.rindex("\n") - 1
        else:
            self.column += len(text)
        return text

    def read(self, size: int | None = -1, /) -> str:
        """Return so many characters, fewer at the end; all for a negative number."""
        if size is None or size < 0:
            return self._counted(self._decoded(self.file.read()))
        chars: list[str] = []
        while len(chars) < size:
            char = self._one()
            if not char:
                break
            chars.append(char)
        return self._counted("".join(chars))

    def _decoded(self, data: bytes) -> str:
        return data.decode(self.codec, _STRATEGIES[self.strategy])

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        """Return the characters up to and with a newline, fewer at the end."""
        if self.codec.startswith(("utf-16", "utf-32")):
            chars: list[str] = []
            while (char := self._one()) and char != "\n":
                chars.append(char)
            return self._counted("".join([*chars, char]))
        return self._counted(self._decoded(self.file.readline()))

    def put_back(self, text: str) -> None:
        """Let characters be read next."""
        self.file.put_back(text.encode(self.codec, "surrogateescape"))
        self.line -= text.count("\n")
        self.column = max(self.column - len(text), 0)

    def look(self) -> str:
        """Return the next character, which stays to be read; "" at the end."""
        char = self._one()
        if char:
            self.file.put_back(char.encode(self.codec, "surrogateescape"))
        return char

    # Writing

    def write(self, text: str, /) -> int:
        """Write characters, or hold them back."""
        errors = _STRATEGIES[self.strategy]
        self.file.write(text.encode(self.codec, errors))
        if self.lines and "\n" in text:
            self.file.flush()
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        if not self.file.closed:
            self.file.flush()

    # Places

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self.file.tell()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place; return it."""
        return self.file.seek(offset, whence)

    def truncate(self, size: int | None = None, /) -> int:
        """Cut the file at a place."""
        return self.file.truncate(size)

    def close(self) -> None:
        """Write what is held back, and close the file."""
        if not self.file.closed:
            self.file.close()

    @property
    def closed(self) -> bool:
        """Whether it is closed."""
        return self.file.closed

    def __repr__(self) -> str:
        if self.closed:
            return f"#<closed: file {id(self):x}>"
        reads, writes = self.readable(), self.writable()
        way = "input-output" if reads and writes else "input" if reads else "output"
        return f"#<{way}: {self.path or 'file'} {self.fileno()}>"


def _default_encoding() -> str:
    given = ENCODING()
    return given.text if given.__class__ is String else "ISO-8859-1"


def port_on(descriptor: int, mode: str, path: str = "", closes: bool = True) -> FilePort:
    """Return a port on a descriptor; the mode is that of `open-file`.

    Letters of the mode: `r`, `w`, `a`, `+`; `b` for bytes as characters, `0` for no buffer, `l`
    for lines.
    """
    file = ByteFile(_raw_on(descriptor, mode, closes), 0 if "0" in mode else _BLOCK)
    return FilePort(file, path, "ISO-8859-1" if "b" in mode else "", "l" in mode, mode)


def _raw_on(descriptor: int, mode: str, closes: bool = True) -> io.FileIO:
    return io.FileIO(descriptor, _ways(mode), closefd=closes)


def _ways(mode: str) -> str:
    """Return the mode of a descriptor that is open already."""
    if "+" in mode:
        return "r+"
    return "r" if mode[:1] == "r" else "w"
