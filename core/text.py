"""Text over any binary port: characters, lines, end-of-line styles, codecs.

Strategy: bytes are taken from the port only as they are needed. `n` characters need at least `n`
bytes, so asking for `n`, then for as many as are still missing, never takes a byte too many; a
line is looked for with the port's `peek` and then taken exactly. Whatever a codec forces on us
beyond that (the bytes that show that a sequence is broken) stays inside. After a carriage return
the line feed that may follow is dropped when it comes, so that a lone carriage return never waits
for more.

The codec always runs strictly and the error mode is applied here, because a broken sequence must
cost only itself: what stands before it and after it is still read. Nothing is held back on output:
the binary port's policy decides that.

Leaves to others: sockets and buffers, which are the port's below.
"""

from __future__ import annotations

import codecs
import errno
import io
import re
from typing import Any, Literal, cast, get_args

__all__ = ["EolStyle", "ErrorMode", "TextPort", "write_all"]

EolStyle = Literal["none", "lf", "cr", "crlf", "nel", "crnel", "ls"]
ErrorMode = Literal["raise", "replace", "ignore"]

EOL = {
    "none": "\n",
    "lf": "\n",
    "cr": "\r",
    "crlf": "\r\n",
    "nel": "\x85",
    "crnel": "\r\x85",
    "ls": "\u2028",
}
FOREIGN_EOL = re.compile("\r\n|\r\x85|[\r\x85\u2028]")
BLOCK = 65536


def write_all(port: Any, data: bytes | memoryview) -> None:
    """Write `data` to a binary port, also to a raw Python one that may take only a part."""
    written = port.write(data)
    while written != len(data) and written is not None:
        data = data[written:]
        written = port.write(data)
    if written is None:
        raise BlockingIOError(errno.EAGAIN, "write would block")


class TextPort(io.TextIOBase):
    """A textual port over `port`, a binary one: a port of this engine or any Python binary file.

    `codec` is any codec Python knows (`LookupError` if it is unknown). `eol` is what a newline
    becomes on output; on input every style but "none" turns any of the seven line ends into a
    newline. `errors` says what a byte sequence that is no character does: "raise"
    `UnicodeDecodeError`, be replaced by U+FFFD, or be ignored; on output likewise
    `UnicodeEncodeError`, before anything is written, or U+FFFD where the codec has it and "?"
    where not. Reading goes on behind it.

    The text port uses `port` alone: whoever reads `port` meanwhile may find the second half of a
    CRLF. Closing the text port closes `port`; dropping it does not.
    """

    # Given a value here because those of `TextIOBase` cannot be set.
    encoding: str = "utf-8"
    errors: str = "raise"

    def __init__(
        self,
        port: Any,
        codec: str = "utf-8",
        eol: EolStyle = "none",
        errors: ErrorMode = "raise",
    ) -> None:
        if eol not in EOL:
            raise ValueError(f"eol must be one of {', '.join(EOL)}, not {eol!r}")
        if errors not in get_args(ErrorMode):
            raise ValueError(f"errors must be raise, replace or ignore, not {errors!r}")
        self.port = port
        self.encoding = codecs.lookup(codec).name
        self.eol: EolStyle = eol
        self.errors = errors
        self._decoder = codecs.getincrementaldecoder(codec)("strict")
        self._encoder = codecs.getincrementalencoder(codec)("strict")
        self._line_end = _line_ends(codec, eol)
        self._plain = "\n".encode(codec) == b"\n"
        self._taken = b""  # taken from the port behind a broken sequence, not yet decoded
        self._chars = ""  # decoded and not yet read
        self._after_return = False

    def __repr__(self) -> str:
        return f"<TextPort {self.encoding} eol={self.eol} over {self.port!r}>"

    def __del__(self) -> None:
        """Nothing is held here; the port below looks after itself when it is dropped."""

    # What it is

    @property
    def closed(self) -> bool:
        """Whether the port below is closed."""
        return bool(self.port.closed)

    @property
    def input_open(self) -> bool:
        """Whether characters can still be read."""
        if hasattr(self.port, "input_open"):
            return bool(self.port.input_open)
        return not self.port.closed and bool(self.port.readable())

    @property
    def output_open(self) -> bool:
        """Whether characters can still be written."""
        if hasattr(self.port, "output_open"):
            return bool(self.port.output_open)
        return not self.port.closed and bool(self.port.writable())

    def readable(self) -> bool:
        """Whether the port below reads."""
        return bool(self.port.readable())

    def writable(self) -> bool:
        """Whether the port below writes."""
        return bool(self.port.writable())

    def fileno(self) -> int:
        """The descriptor of the port below."""
        return int(self.port.fileno())

    # Reading

    def read_char(self) -> str:
        """The next character, "" at the end. Waits for one."""
        return self.read(1)

    def peek_char(self) -> str:
        """The next character, which stays to be read; "" at the end. Waits for one."""
        return self._chars[0] if self._chars or self._more(1) else ""

    def read(self, size: int | None = -1, /) -> str:
        """`size` characters, fewer only before the end; all up to the end if negative or `None`.

        When it raises (no character: `UnicodeDecodeError`; the port's own errors), the characters
        that were read up to there have not been lost: the next read starts with them.
        """
        missing = -1 if size is None else size
        pieces: list[str] = []
        try:
            while missing and (self._chars or self._more(missing if missing > 0 else BLOCK)):
                piece = self._chars[:missing] if missing > 0 else self._chars
                self._chars = self._chars[len(piece) :]
                pieces.append(piece)
                missing -= len(piece) if missing > 0 else 0
            self._finish_line()
        except BaseException:
            self._chars = "".join(pieces) + self._chars
            raise
        return "".join(pieces)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Up to and with the next newline; the rest before the end; "" at the end.

        `size`, unless negative, limits the characters. Errors as for `read`.
        """
        missing = -1 if size is None else size
        pieces: list[str] = []
        try:
            while missing and (self._chars or self._more(0)):
                end = self._chars.find("\n") + 1
                cut = end or len(self._chars)
                if missing > 0:
                    cut = min(cut, missing)
                    missing -= cut
                pieces.append(self._chars[:cut])
                self._chars = self._chars[cut:]
                if cut == end:
                    break
            self._finish_line()
        except BaseException:
            self._chars = "".join(pieces) + self._chars
            raise
        return "".join(pieces)

    def ready(self) -> bool:
        """Whether a character, or the end, can be read without waiting.

        Asks the port's own `ready`; a Python file without one is taken to be ready.
        """
        ready = getattr(self.port, "ready", None)
        while not self._chars:
            if not self._taken and ready is not None and not ready():
                return False
            if not self._pull(1):
                return True
        return True

    def _more(self, wanted: int) -> bool:
        """Decode more, towards `wanted` characters or (0) the end of a line; false at the end."""
        while not self._chars:
            if not self._pull(wanted):
                return bool(self._chars)
        return True

    def _pull(self, wanted: int) -> bool:
        """One step of `_more`; false if the port is at its end."""
        data, self._taken = self._taken, b""
        if not data:
            data = self._take(wanted)
        text = self._decode(data, not data)
        self._chars += self._translate(text)
        return bool(data)

    def _take(self, wanted: int) -> bytes:
        """Bytes from the port: at least one unless at its end, and none beyond what is wanted."""
        port = self.port
        if wanted == 0:
            wanted = 1
            if self._plain and hasattr(port, "peek"):
                begun = self._decoder.getstate()[0]
                window = begun + port.peek()
                end = self._line_end.search(window)
                wanted = max(1, (end.end() if end else len(window)) - len(begun))
        data = port.read1(wanted) if hasattr(port, "read1") else port.read(wanted)
        if data is None:
            raise BlockingIOError(errno.EAGAIN, "read would block")
        return cast(bytes, data)

    def _decode(self, data: bytes, final: bool) -> str:
        decoder = self._decoder
        pieces: list[str] = []
        while True:
            state = decoder.getstate()[1]
            try:
                pieces.append(decoder.decode(data, final))
                return "".join(pieces)
            except UnicodeDecodeError as error:
                decoder.setstate((b"", state))
                pieces.append(decoder.decode(error.object[: error.start]))
                data = error.object[error.end :]
                if self.errors == "raise":
                    self._taken = data
                    self._chars += self._translate("".join(pieces))
                    raise
                if self.errors == "replace":
                    pieces.append("\ufffd")

    def _translate(self, text: str) -> str:
        if self.eol == "none" or not text:
            return text
        if self._after_return and text[0] in "\n\x85":
            text = text[1:]
            self._after_return = False
            if not text:
                return text
        self._after_return = text[-1] == "\r"
        return FOREIGN_EOL.sub("\n", text)

    def _finish_line(self) -> None:
        """Take the line feed of a CRLF if it has come: who mixes text and bytes expects it."""
        if self._after_return and self._plain and not self._chars and not self._taken:
            ready = getattr(self.port, "ready", None)
            if ready is not None and ready() and self.port.peek(1) == b"\n":
                self._after_return = False
                self.port.read(1)

    # Writing

    def write(self, text: str, /) -> int:
        """Write `text`, newlines in this port's style; the number of characters given.

        Raises `UnicodeEncodeError` (mode "raise") before anything is written, else the port's
        errors.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        plain = text if EOL[self.eol] == "\n" else text.replace("\n", EOL[self.eol])
        write_all(self.port, self._encode(plain))
        return len(text)

    def _encode(self, text: str) -> bytes:
        pieces: list[bytes] = []
        while True:
            state = self._encoder.getstate()
            try:
                pieces.append(self._encoder.encode(text))
                return b"".join(pieces)
            except UnicodeEncodeError as error:
                self._encoder.setstate(state)
                if self.errors == "raise":
                    raise
                pieces.append(self._encoder.encode(text[: error.start]))
                if self.errors == "replace":
                    for _ in range(error.start, error.end):
                        pieces.append(self._stand_in())
                text = text[error.end :]

    def _stand_in(self) -> bytes:
        try:
            return self._encoder.encode("\ufffd")
        except UnicodeEncodeError:
            return self._encoder.encode("?")

    def flush(self) -> None:
        """Send what the port below holds back."""
        if not self.closed:
            self.port.flush()

    # Closing

    def close_input(self) -> None:
        """Close the input direction; closes a port that only reads. Silent when done before."""
        self._chars, self._taken = "", b""
        if hasattr(self.port, "close_input"):
            self.port.close_input()
        elif self.input_open:
            self.port.close()

    def close_output(self) -> None:
        """Close the output direction; closes a port that only writes. Silent when done before."""
        if hasattr(self.port, "close_output"):
            self.port.close_output()
        elif self.output_open:
            self.port.close()

    def close(self) -> None:
        """Flush and close, the port below too. Silent when done before."""
        self._chars, self._taken = "", b""
        self.port.close()


def _line_ends(codec: str, eol: EolStyle) -> re.Pattern[bytes]:
    """Finds the end of a line in bytes; may find one where there is none, which costs a step."""
    ends = ["\n"] if eol == "none" else ["\r\n", "\r\x85", "\r", "\n", "\x85", "\u2028"]
    found: list[bytes] = []
    for end in ends:
        try:
            found.append(re.escape(end.encode(codec)))
        except UnicodeEncodeError:
            continue
    return re.compile(b"|".join(found))
