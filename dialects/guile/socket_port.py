"""What a Guile socket is: a two-way port for bytes and for characters.

Unbuffered, as the manual has it: what is written leaves at once. A read takes from the socket what
it returns and at most one byte more, the one looked at, which a `recv!` on the socket then misses.

Strategy for characters: between two calls nothing is held but bytes, where every other procedure
finds them. What a call took beyond the characters it returns goes back in front of the port's
bytes, a sequence that turned out to be broken costs only itself, and of a codec only its state
stays (a byte order mark that was read or written).
"""

from __future__ import annotations

import codecs
from typing import Final
from weakref import WeakValueDictionary

from ...core import PortPolicy, Socket, TwoWayPort

__all__ = ["SocketPort", "port_with"]

_POLICY: Final = PortPolicy(
    input_buffer=0,
    peek_takes=True,
    output_buffer=None,
    overflow="flush",
    closes_socket="both",
)

_FEW: Final = 8  # characters that are read one by one


class _Coder:
    """Decodes and encodes; a sequence that is no character reads as U+FFFD."""

    def __init__(self, encoding: str) -> None:
        """Raises LookupError for an encoding that is not known, or not one of text."""
        "".encode(encoding)  # refuses what is no encoding of text, such as "hex"
        self.name = encoding.upper()
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._encoder = codecs.getincrementalencoder(encoding)("replace")
        self.encode = self._encoder.encode
        self.restore = self._decoder.setstate
        # A newline is one byte, which is not a part of anything else.
        self.plain = "\n".encode(encoding) == b"\n"

    @property
    def state(self) -> tuple[bytes, int]:
        """To be given to `restore`."""
        return self._decoder.getstate()

    def one(self, data: bytes, final: bool) -> tuple[str, bytes]:
        """A character and what follows it in `data`; "" for a sequence that has not ended."""
        state = self.state
        try:
            return self._decoder.decode(data, final), b""
        except UnicodeDecodeError as error:
            self.restore((b"", state[1]))
            return "\ufffd", data[error.end :]

    def all(self, data: bytes, final: bool) -> tuple[str, bytes]:
        """The characters in `data`, and the sequence at its end that has not ended."""
        pieces: list[str] = []
        while True:
            state = self.state
            try:
                pieces.append(self._decoder.decode(data, final))
                break
            except UnicodeDecodeError as error:
                self.restore((b"", state[1]))
                pieces.append(self._decoder.decode(data[: error.start]))
                pieces.append("\ufffd")
                data = data[error.end :]
        begun, flag = self.state
        self.restore((b"", flag))
        return "".join(pieces), begun


class SocketPort(TwoWayPort):
    """A socket port; prints as Guile's does.

    Attributes, beside those of the engine's `TwoWayPort`:
        line_buffered: whether a newline that is written as text flushes.
    """

    line_buffered = False
    _coder: _Coder | None = None

    def __init__(self, socket: Socket) -> None:
        """A port that owns `socket`."""
        super().__init__(socket, _POLICY)
        _ports[socket.fileno()] = self

    @property
    def _characters(self) -> _Coder:
        coder = self._coder
        if coder is None:
            coder = self._coder = _Coder("utf-8")
        return coder

    @property
    def encoding(self) -> str:
        """The name of the encoding of its characters, in capitals; "UTF-8" until it is set.

        Setting it raises LookupError for one that is not known.
        """
        return self._characters.name

    @encoding.setter
    def encoding(self, name: str) -> None:
        self._coder = _Coder(name)

    def read_char(self) -> str:
        """The next character, "" at the end. Waits for one."""
        return self._one()[0]

    def peek_char(self) -> str:
        """The next character, which stays to be read; "" at the end. Waits for one."""
        state = self._characters.state
        char, data = self._one()
        self.unread(data)
        self._characters.restore(state)
        return char

    def read_text(self, size: int) -> str:
        """`size` characters, fewer before the end; all up to the end if negative."""
        coder = self._characters
        if size < 0:
            return coder.all(self.read(), True)[0]
        state = coder.state
        taken: list[bytes] = []
        pieces: list[str] = []
        missing = size
        try:
            while missing:
                if missing <= _FEW:
                    piece, data = self._one()
                else:
                    # No character has less than a byte, so that these are not too many.
                    data = self.read(missing)
                    piece, begun = coder.all(data, len(data) < missing)
                    self.unread(begun)
                    data = data[: len(data) - len(begun)]
                    if not piece:  # the end, or marks that are no characters
                        piece, more = self._one()
                        data += more
                if not piece:
                    break
                taken.append(data)
                pieces.append(piece)
                missing -= len(piece)
        except BaseException:
            self.unread(b"".join(taken))
            coder.restore(state)
            raise
        return "".join(pieces)

    def read_text_line(self, leave_newline: bool) -> str:
        """Characters up to and with a newline; the rest before the end, "" at the end.

        `leave_newline`: the newline is among those that come back, and is still to be read.
        """
        coder = self._characters
        if coder.plain:
            line = self.readline()
            if leave_newline and line.endswith(b"\n"):
                self.unread(b"\n")
            return coder.all(line, True)[0]
        state = coder.state
        taken: list[bytes] = []
        pieces: list[str] = []
        char = None
        try:
            while char not in ("", "\n"):
                char, data = self._one()
                pieces.append(char)
                taken.append(data)
        except BaseException:
            self.unread(b"".join(taken))
            coder.restore(state)
            raise
        if leave_newline and char:
            self.unread(taken[-1])
        return "".join(pieces)

    def _one(self) -> tuple[str, bytes]:
        """The next character, and the bytes that it took."""
        coder = self._characters
        state = coder.state
        taken = b""
        try:
            while True:
                byte = self.read(1)
                taken += byte
                coder.restore(state)
                char, rest = coder.one(taken, not byte)
                if char or not byte:
                    break
        except BaseException:
            self.unread(taken)
            coder.restore(state)
            raise
        self.unread(rest)
        return char, taken[: len(taken) - len(rest)]

    @property
    def holds(self) -> bool:
        """Whether bytes were received and not yet read."""
        return bool(self._ahead)

    def drain_text(self) -> str:
        """Take what was received and not read, as characters."""
        return self._characters.all(self.drain(), True)[0]

    def write_text(self, text: str) -> None:
        """Write characters; one that the encoding lacks becomes a question mark."""
        self.write(self._characters.encode(text))
        if self.line_buffered and "\n" in text:
            self.flush()

    @property
    def room(self) -> int:
        """How many bytes its output buffer still takes; 0 for a port that has none."""
        return max((self.policy.output_buffer or 0) - self.unsent, 0)

    def move(self) -> None:
        """Go on under another descriptor; the one used so far is closed. Raises `SocketError`."""
        self.socket.move()
        _ports[self.socket.fileno()] = self

    def __repr__(self) -> str:
        if self.closed or self.socket.closed:
            return f"#<closed: file {id(self):x}>"
        return f"#<input-output: socket {self.socket.fileno()}>"


# By descriptor. What is found here may be closed, its number by now that of something else.
_ports: Final[WeakValueDictionary[int, SocketPort]] = WeakValueDictionary()


def port_with(descriptor: int) -> SocketPort | None:
    """The open port that has this descriptor, if there is one."""
    port = _ports.get(descriptor)
    return port if port is not None and port.socket.fileno() == descriptor else None
