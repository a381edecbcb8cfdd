"""What a Guile socket is: a two-way port for bytes and for characters.

Unbuffered, as the manual has it: what is written leaves at once. A read takes from the socket what
it returns and at most one byte more, the one looked at, which a `recv!` on the socket then misses.

Strategy for characters: between two calls nothing is held but bytes, where every other procedure
finds them. What a call took beyond the characters it returns goes back in front of the port's
bytes, a sequence that turned out to be broken costs only itself, and of a codec only its state
stays (a byte order mark that was read or written). In the usual encodings, where every character
stands for itself, a line or a text is one call of the codec.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final
from weakref import ref

from ...core import PortPolicy, Socket, TwoWayPort
from ..conditions import from_below

_POLICY: Final = PortPolicy(
    input_buffer=0,
    input_chunk=1 << 18,  # receiving sets aside that much memory, and setvbuf takes any size
    peek_takes=True,
    output_buffer=None,
    overflow="flush",
    flushes_at_exit=True,
    closes_socket="both",
    waits=True,  # where the socket does not, Guile polls
)

_FEW: Final = 8  # characters that are read one by one
_ASCII: Final = 128  # below it, a byte is a character of each of these:
_PLAIN: Final = frozenset({"utf-8", "ascii", "iso8859-1"})
_NAMES: Final = frozenset({"idna", "punycode"})  # encode a domain name, not a stream
# As the state of Python's decoders of UTF-16 and UTF-32 has it: not this machine's order.
_BIG_ENDIAN: Final = int(sys.byteorder == "little")


class _Coder:
    """Decodes and encodes; a sequence that is no character reads as U+FFFD.

    Attributes:
        codec: its codec's name (str), if every character stands for itself in it, whatever came
            before, and ASCII is a part of it; else None.
        plain: whether a newline is one byte, which is not a part of anything else (bool).
    """

    def __init__(self, encoding: str) -> None:
        """Make one; raise LookupError or ValueError for what is no encoding of text."""
        "".encode(encoding)  # refuses what has other things than text, such as "hex"
        codec = codecs.lookup(encoding).name
        if codec in _NAMES:
            raise LookupError(f"no encoding of texts: {codec}")
        self.name = encoding.upper()
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._encoder = codecs.getincrementalencoder(encoding)("replace")
        self.encode = self._encoder.encode
        self.restore = self._decoder.setstate
        self.plain = "\n".encode(encoding) == b"\n"
        self.codec = codec if codec in _PLAIN else None

    @property
    def state(self) -> tuple[bytes, int]:
        """To be given to `restore`."""
        return self._decoder.getstate()

    def _decode(self, data: bytes, final: bool) -> str:
        try:
            return self._decoder.decode(data, final)
        except UnicodeDecodeError:
            raise
        except from_below(UnicodeError):  # UTF-16 or UTF-32 without a mark of the byte order
            pass
        self.restore((b"", _BIG_ENDIAN))
        return self._decoder.decode(data, final)

    def one(self, data: bytes, final: bool) -> tuple[str, bytes]:
        """Return a character and what follows it; "" for a sequence that has not ended."""
        state = self.state
        self._decoder.errors = "strict"
        try:
            return self._decode(data, final), b""
        except from_below(UnicodeDecodeError) as error:
            self.restore((b"", state[1]))
            return "\ufffd", data[error.end :]

    def all(self, data: bytes, final: bool) -> tuple[str, bytes]:
        """Return the characters, and the sequence at the end that has not ended."""
        self._decoder.errors = "replace"
        text = self._decode(data, final)
        begun, flag = self.state
        self.restore((b"", flag))
        return text, begun


class SocketPort(TwoWayPort):
    """A socket port; prints as Guile's does.

    Attributes, beside those of the engine's `TwoWayPort`:
        line_buffered: whether a newline that is written as text flushes.
    """

    __slots__ = ("_codec", "_lines")

    line_buffered = False
    _codec: str | None  # of the coder; None sends everything through that
    _coder: _Coder | None = None
    _lines: Iterable[tuple[str, bytes]]  # the whole ones that are held, each with what it takes

    def __init__(self, socket: Socket) -> None:
        """Make a port that owns `socket`."""
        self._codec = "utf-8"
        self._lines = ()
        super().__init__(socket, _POLICY)

    def _register(self) -> None:
        super()._register()
        _ports[self.socket.fileno()] = ref(self)

    @property
    def _characters(self) -> _Coder:
        coder = self._coder
        if coder is None:
            coder = self._coder = _Coder("utf-8")
        return coder

    @property
    def encoding(self) -> str:
        """The name of the encoding of its characters, in capitals; "UTF-8" until it is set.

        Setting it raises LookupError or ValueError for one that is not known.
        """
        return self._characters.name

    @encoding.setter
    def encoding(self, name: str) -> None:
        coder = _Coder(name)
        with self._reading:
            self._lines = ()
            self._codec = None
            self._coder = coder
            self._codec = coder.codec

    # Reading. What a function below adds to `got` are the bytes of the characters that it returns;
    # others that it has taken are held again.

    def read_char(self) -> str:
        """Wait for the next character and return it; "" at the end."""
        return self._exactly_text(self._read_char)

    def _read_char(self, got: list[bytes]) -> str:
        if self._codec:
            self._read(got, 1, False)
            byte = got[-1]
            if not byte or byte[0] < _ASCII:
                return byte.decode("ascii")
        return self._one(got, 0)

    def peek_char(self) -> str:
        """Wait for the next character and return it, left to be read; "" at the end."""
        return self._exactly_text(self._peek_char)

    def _peek_char(self, got: list[bytes]) -> str:
        state = self._characters.state
        char = self._read_char(got)
        self._put_back(got)
        self._characters.restore(state)
        return char

    def read_text(self, size: int) -> str:
        """Read `size` characters, fewer before the end; all up to the end if negative."""
        return self._exactly_text(self._read_text, size)

    def _read_text(self, got: list[bytes], missing: int) -> str:
        if missing < 0:
            self._read(got, -1, True)
            return self._decoded(got)
        coder = self._characters
        pieces: list[str] = []
        while missing:
            start = len(got)
            if missing <= _FEW:
                piece = self._one(got, start)
            else:
                # No character has less than a byte, so that these are not too many.
                self._read(got, missing, True)
                got[start:] = (b"".join(got[start:]),)
                data = got[start]
                piece, begun = coder.all(data, len(data) < missing)
                self._cut(got, len(data) - len(begun))
                if not piece:  # the end, or marks that are no characters
                    piece = self._one(got, len(got))
            if not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        return "".join(pieces)

    def take_line(self) -> str | None:
        """Take a line that is held as a whole, without its newline; None if there is none."""
        for line, _ in self._lines:
            return line
        return None

    def read_text_line(self, leave_newline: bool = False) -> str:
        """Read up to and with a newline; the rest before the end, "" at the end.

        `leave_newline`: the newline is among those that come back, and is still to be read.
        """
        return self._exactly_text(self._read_text_line, leave_newline)

    def _read_text_line(self, got: list[bytes], leave_newline: bool) -> str:
        if self._codec or self._characters.plain:
            self._next_line(got, -1, None)
            line = self._decoded(got)
            newline = 1
        else:
            chars: list[str] = []
            while not chars or chars[-1] not in ("", "\n"):
                chars.append(self._one(got, len(got)))
            line = "".join(chars)
            newline = len(got[-1])
        if leave_newline:
            if line.endswith("\n"):
                self._cut(got, len(got[-1]) - newline)
        elif self._codec and self.policy.input_buffer:
            self._prepare_lines(self._codec)
        return line

    def _prepare_lines(self, codec: str) -> None:
        """Decode the whole lines that are held, for `take_line`."""
        file = self.lend_lines()
        if file is not None:
            text = file.getvalue().decode(codec, "replace")
            self._lines = zip(text[:-1].split("\n"), file, strict=False)

    def drain_text(self) -> str:
        """Take what was received and not read, as characters."""
        return self._exactly_text(self._drain_text)

    def _drain_text(self, got: list[bytes]) -> str:
        self._drain(got, -1, None)
        return self._decoded(got)

    def _one(self, got: list[bytes], start: int) -> str:
        """Read a character, whose bytes are those in `got` from `start` on; "" at the end."""
        coder = self._characters
        state = coder.state
        if len(got) == start:
            self._read(got, 1, False)
        while True:
            data = b"".join(got[start:])
            coder.restore(state)
            char, rest = coder.one(data, not got[-1])
            if char or not got[-1]:
                break
            self._read(got, 1, False)
        got[start:] = (data,)
        self._cut(got, len(data) - len(rest))
        return char

    def _decoded(self, got: list[bytes]) -> str:
        """Return bytes that are read up to the end, or a line of them, as characters."""
        data, codec = b"".join(got), self._codec
        return data.decode(codec, "replace") if codec else self._characters.all(data, True)[0]

    def _exactly_text(self, read: Callable[..., str], *option: Any) -> str:
        """Return what `read` returns; if it does not, what it took stays to be read."""
        got: list[bytes] = []
        state = (b"", 0) if self._coder is None else self._coder.state
        try:
            with self._reading:
                self._singles = ()
                try:
                    return read(got, *option)
                except BaseException:  # before another thread reads
                    self._put_back(got)
                    if self._coder is not None:
                        self._coder.restore(state)
                    raise
        except BaseException:
            self._put_back(got)
            raise

    # Writing

    def hold_text(self, text: str) -> bool:
        """Hold characters back, if writing them does no more; return whether it does not.

        A port that is closed holds nothing.
        """
        codec = self._codec
        if codec:
            data = text.encode(codec, "replace")
            length = len(data)
            # As in the engine's `write`: nothing else runs in between.
            held = self._held
            size = held.size + length
            if size < self._block and not held.taken:
                held.size = size
                held.pieces.append(data)
                return True
        return False

    def write_text(self, text: str) -> None:
        """Write characters; one that the encoding lacks becomes a question mark."""
        codec = self._codec
        if codec:
            self.write(text.encode(codec, "replace"))
        else:
            with self._writing:
                self.write(self._characters.encode(text))
        if self.line_buffered and "\n" in text:
            self.flush()

    def write_text_line(self, text: str) -> None:
        """Write characters and then a newline, each by itself, and nothing between the two."""
        with self._writing:
            self._block = 0  # what others write from now on waits
            try:
                self.write_text(text)
                self.write_text("\n")
            finally:
                self._obey()

    def buffer(self, size: int, by_lines: bool) -> None:
        """Change the size of the buffers, in bytes; 0 for none. Errors as for `set_buffering`.

        `by_lines`: whether a newline that is written as text flushes.
        """
        self.set_buffering(size, size or None)
        self.line_buffered = by_lines
        self._obey()

    def _obey(self) -> None:
        super()._obey()
        if self.line_buffered:
            self._block = 0  # no text is merely held before it was looked at

    @property
    def space(self) -> int:
        """How many bytes its output buffer still takes; 0 for a port that has none."""
        return max((self.policy.output_buffer or 0) - self.unsent, 0)

    def move(self) -> None:
        """Go on under another descriptor; the one used so far is closed. Raises `SocketError`."""
        moving = ref(self)
        _moving.append(moving)
        try:
            self.socket.move()
        finally:
            _ports[self.socket.fileno()] = moving
            _moving.remove(moving)

    def __repr__(self) -> str:
        if self.closed or self.socket.closed:
            return f"#<closed: file {id(self):x}>"
        return f"#<input-output: socket {self.socket.fileno()}>"


# By descriptor. What is found here may be closed, its number by now that of something else.
_ports: Final[dict[int, ref[SocketPort]]] = {}
# What may not yet be found by its new number, should an exception have broken in.
_moving: Final[list[ref[SocketPort]]] = []


def port_with(descriptor: int) -> SocketPort | None:
    """Return the open port that has this descriptor, if there is one."""
    for reference in (_ports.get(descriptor), *_moving):
        port = None if reference is None else reference()
        if port is not None and port.socket.fileno() == descriptor:
            return port
    return None
