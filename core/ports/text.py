"""Text over any binary port: characters, lines, end-of-line styles, codecs.

Strategy: bytes are taken from the port only as they are needed. `n` characters need at least `n`
bytes, so reading `n`, then as many as are still missing, never takes a byte too many; a line is
found with the port's `peek` and then taken exactly. The bytes that a codec needs beyond that (to
recognize a broken sequence) are kept here. After a carriage return, the line feed that may follow
is dropped when it arrives, so that a lone carriage return never waits for more.

The codec always runs in strict mode and the error mode is applied here, because only the broken
sequence may be lost: the text before and after it is still read. Output is not buffered here: that
is up to the binary port's policy.

Most lines do not need all this: if a newline is one byte, and the port below is one of the
engine's, a whole line of bytes is taken and decoded at once, and put back if it needs a closer
look. Lines that the port has buffered by then are decoded together, and returned by an iterator,
one in each step, which nothing can interrupt and which needs no lock.

A signal handler may raise at any call. So bytes are taken from the port by a step of a loop,
within which no handler runs, and text that a read has decoded and could not return can still be
read.

Sockets and buffers are handled by the port below.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import threading
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from ..errors import arose_below
from ..forks import inherited
from .input import InputPort
from .output import OutputPort

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

# Codecs in which every character stands for itself, whatever came before it, and in which a
# newline is a byte that is no part of anything else.
_PLAIN: Final = frozenset({"utf-8", "ascii", "iso8859-1"})
_MODES: Final = {"raise": "strict", "replace": "replace", "ignore": "ignore"}

if TYPE_CHECKING:
    File = io.TextIOBase
else:
    File = io.TextIOBase.__bases__[0]  # as for `Port`


def write_all(port: Any, data: bytes | memoryview) -> None:
    """Write `data` to a binary port, also to a raw Python one that may take only a part.

    Raises BlockingIOError when a raw one takes nothing, and OSError (EIO) when what it says that
    it took cannot be.
    """
    while True:
        written = port.write(data)
        if written is None and not isinstance(port, io.RawIOBase):
            return
        if written is None or (written == 0 and len(data)):
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        if not isinstance(written, int) or not 0 <= written <= len(data):
            raise OSError(errno.EIO, "the file says that it took more than it was given")
        if written == len(data):
            return
        data = data[written:]


class TextPort(File):
    """A text port over a binary port; a Python text file, so that `print` works.

    Args:
        port: the binary port: one of the engine's, or any Python binary file. It is used alone:
            another reader may find the second half of a CRLF.
        codec: one of Python's, by name.
        eol: how newlines are written, and whether other line ends are read as newlines: the style
            "none" changes nothing, any other makes each of the seven line ends into a newline.
        errors: what a byte sequence that is no character does: "raise" `UnicodeDecodeError`, be
            replaced by U+FFFD, or be ignored; on output likewise `UnicodeEncodeError`, before
            anything is written, or U+FFFD where the codec has it and "?" where not. Reading goes
            on behind it.

    Attributes:
        source, sink: `port`, if it is a port of the engine that reads, or writes; else None.

    Any number of threads may read and write: each line is read whole and once. Closing the text
    port closes `port`; dropping it does not.
    """

    __slots__ = (
        "_accepts",
        "_after_return",
        "_as_it_is",
        "_chars",
        "_codec",
        "_decoder",
        "_encoder",
        "_end",
        "_is_plain",
        "_line_end",
        "_lines",
        "_mode",
        "_newline",
        "_other_ends",
        "_own_reading",
        "_plain_sink",
        "_state",
        "_taken",
        "_writing",
        "eol",
        "port",
        "sink",
        "source",
    )

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
        self.source = port if isinstance(port, InputPort) else None
        self.sink = port if isinstance(port, OutputPort) else None
        self.encoding = self._codec = codecs.lookup(codec).name
        self.eol: EolStyle = eol
        self.errors = errors
        self._mode = _MODES[errors]
        self._decoder = codecs.getincrementaldecoder(codec)("strict")
        self._encoder = codecs.getincrementalencoder(codec)("strict")
        self._line_end = _line_ends(codec, eol)
        self._other_ends = _encoded(("\x85", "\u2028"), codec)
        self._newline = "\n".encode(codec)
        self._state = self._decoder.getstate()  # after what is decoded, which a signal may undo
        self._taken: Any = b""  # taken from the port and not yet decoded
        self._chars = ""  # decoded and not yet read
        self._after_return = False
        self._lines: Iterable[
            tuple[str, bytes]
        ] = ()  # whole ones that `source` holds; none if any of ours do
        self._is_plain = self._codec in _PLAIN
        self._accepts = None if eol == "none" else partial(_are_lines, self._other_ends)
        self._end = EOL[eol]
        # Where a text is encoded by itself, and written by one write below, which no other tears.
        self._plain_sink = self.sink if self._is_plain else None
        self._as_it_is = self._end == "\n" and self._codec == "utf-8"
        self._own_reading = threading.RLock()
        self._writing = threading.RLock()
        inherited(self)

    def renew_in_child(self) -> None:
        """Replace, in a forked child, the locks that the parent may hold."""
        self._own_reading = threading.RLock()
        self._writing = threading.RLock()

    @property
    def _reading(self) -> threading.RLock:
        """The lock of those who read; that of the port below, if it is one of the engine's."""
        return self._own_reading if self.source is None else self.source._reading

    def __repr__(self) -> str:
        return f"<TextPort {self.encoding} eol={self.eol} over {self.port!r}>"

    def __del__(self) -> None:
        """Do nothing: there is no buffer here, and the port below has its own finalizer."""

    # State

    @property
    def closed(self) -> bool:
        """True if the port below is closed."""
        return bool(self.port.closed)

    @property
    def input_open(self) -> bool:
        """True if characters can still be read."""
        if hasattr(self.port, "input_open"):
            return bool(self.port.input_open)
        return not self.port.closed and bool(self.port.readable())

    @property
    def output_open(self) -> bool:
        """True if characters can still be written."""
        if hasattr(self.port, "output_open"):
            return bool(self.port.output_open)
        return not self.port.closed and bool(self.port.writable())

    def readable(self) -> bool:
        """Return whether the port below reads."""
        return bool(self.port.readable())

    def writable(self) -> bool:
        """Return whether the port below writes."""
        return bool(self.port.writable())

    def fileno(self) -> int:
        """Return the descriptor of the port below."""
        return int(self.port.fileno())

    # Reading

    def read_char(self) -> str:
        """Read the next character, "" at the end. Waits for one."""
        return self.read(1)

    def peek_char(self) -> str:
        """Return the next character, which stays to be read; "" at the end. Waits for one."""
        with self._reading:
            self._lines = ()
            return self._chars[0] if self._chars or self._more(1) else ""

    def read(self, size: int | None = -1, /) -> str:
        """Read `size` characters, fewer only before the end; all if negative or `None`.

        When it raises (`UnicodeDecodeError`, or the port's own errors), no characters read up to
        there are lost: the next read starts with them.
        """
        return self._exactly(self._read, -1 if size is None else size)

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Read up to and with the next newline; the rest before the end; "" at the end.

        `size`, unless negative, limits the characters. Errors as for `read`.
        """
        if size is None or size < 0:
            return self._whole_line() or self._exactly(self._read_line, -1)
        return self._exactly(self._read_line, size)

    def next_line(self) -> str | None:
        """Read up to the next newline, which is left out, as `readline` does; None at the end."""
        line = self._whole_line() or self._exactly(self._read_line, -1)
        return line[:-1] if line[-1:] == "\n" else line or None

    def held_line(self) -> str | None:
        """Take the next line, without its newline, if that is one step; return None if not.

        A port that is closed has none.
        """
        for line, _ in self._lines:
            return line
        return None

    def ready(self) -> bool:
        """Return whether a character, or the end, can be read without waiting.

        Asks the port's own `ready`; a Python file without one is taken to be ready.
        """
        ready = getattr(self.port, "ready", None)
        with self._reading:
            self._lines = ()
            while not self._chars:
                if not self._taken and ready is not None and not ready():
                    return False
                try:
                    if not self._pull(1):
                        return True
                except UnicodeDecodeError as error:  # which is for a read to find
                    if not arose_below(error):
                        raise
                    self._taken = error.object[error.start : error.end] + self._taken
                    return True
            return True

    def _exactly(self, read: Callable[[list[str], int], None], size: int) -> str:
        """Return what `read` adds to a list; if it is not returned, it stays to be read."""
        got: list[str] = []
        try:
            with self._reading:
                try:
                    read(got, size)
                    return got[0] if len(got) == 1 else "".join(got)
                except BaseException:  # before another thread reads
                    self._put_back(got)
                    raise
        except BaseException:
            self._put_back(got)
            raise

    def _put_back(self, got: list[str]) -> None:
        with self._reading:
            if got:
                chars = "".join(got) + self._chars
                self._lines = ()
                self._chars = chars
                got[:] = ()  # in one go with the line before: no call is between them

    def _read(self, got: list[str], missing: int) -> None:
        self._lines = ()
        while missing and (self._chars or self._more(missing if missing > 0 else BLOCK)):
            self._move(got, missing if missing > 0 else len(self._chars))
            missing -= len(got[-1]) if missing > 0 else 0
        self._finish_line()

    def _read_line(self, got: list[str], missing: int) -> None:
        self._lines = ()
        while missing and (self._chars or self._more(0)):
            end = self._chars.find("\n") + 1
            cut = end or len(self._chars)
            if missing > 0:
                cut = min(cut, missing)
                missing -= cut
            self._move(got, cut)
            if cut == end:
                break
        self._finish_line()

    def _move(self, got: list[str], count: int) -> None:
        """Move the first `count` characters that are held to `got`."""
        chars = self._chars
        self._chars = chars[count:]
        got.append(chars[:count])  # before a signal handler can run

    # Whole lines

    def _whole_line(self) -> str:
        """Take a line that is one as it stands; return "", with nothing taken, if it is not.

        Where other line ends than a newline count, it waits for the first byte, and for no more.
        """
        for line, _ in self._lines:
            return line + "\n"
        source = self.source
        if source is None or not self._is_plain:
            return ""
        got: list[bytes] = []
        try:
            with source._reading:
                if self._chars or self._taken or self._after_return or self._state[0]:
                    return ""
                try:
                    source._next_line(got, -1, self._accepts)
                    return self._decoded(source, got) if got else ""
                except BaseException as error:  # before another thread reads
                    source._put_back(got)
                    if isinstance(error, UnicodeDecodeError) and arose_below(error):
                        return ""
                    raise
        except BaseException:
            source._put_back(got)
            raise

    def _decoded(self, source: InputPort, got: list[bytes]) -> str:
        """Decode a line, and prepare to take those that came with it."""
        line = b"".join(got).decode(self._codec, self._mode)
        if line[-2:] == "\r\n" and self._accepts is not None:
            line = line[:-2] + "\n"
        if source.policy.input_buffer:
            file = source.lend_lines()
            self._lines = () if file is None else self._taking_lines(file)
        return line

    def _taking_lines(self, file: io.BytesIO) -> Iterable[tuple[str, bytes]]:
        """Return an iterator that takes the lines of a file, and gives them decoded as well."""
        data = file.getvalue()
        accepts = self._accepts
        if accepts is not None and not accepts(data):
            return ()
        try:
            text = data.decode(self._codec, self._mode)
        except UnicodeDecodeError as error:
            if not arose_below(error):
                raise
            return ()
        if accepts is not None:
            text = text.replace("\r\n", "\n")
        return zip(text[:-1].split("\n"), file, strict=False)

    # Characters

    def _more(self, wanted: int) -> bool:
        """Decode more, towards `wanted` characters or (0) the end of a line; false at the end."""
        while not self._chars:
            if not self._pull(wanted):
                return bool(self._chars)
        return True

    def _pull(self, wanted: int) -> bool:
        """Take and decode some bytes, as `_more` wants them; false if the port is at its end."""
        for data in (self._taken,) if self._taken else self._taking(wanted):
            self._taken = data
            data = self._arrived()
            self._decoder.setstate(self._state)
            text, rest, broken = self._decode(data, not data)
            text, after_return = self._translate(text)
            chars = self._chars + text
            state = self._decoder.getstate()
            # Assigned without a call in between, at which a signal handler could run.
            self._chars, self._taken = chars, rest
            self._state, self._after_return = state, after_return
            if broken is not None:
                raise UnicodeDecodeError(*broken)
            return bool(data)
        return False

    def _arrived(self) -> bytes:
        """Return the bytes that were taken, as they should be."""
        data = self._taken
        if type(data) is bytes:
            return data
        self._taken = b""
        if data is None:
            raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
        if not isinstance(data, bytes | bytearray | memoryview):
            raise OSError(errno.EIO, "the file below gave no bytes")
        self._taken = data = bytes(data)
        return data

    def _taking(self, wanted: int) -> Iterable[Any]:
        """Return an iterator of one step, which takes bytes from the port.

        At least one, unless the port is at its end, and none beyond what is wanted.
        """
        port = self.port
        if wanted == 0:
            wanted = 1
            if self._newline == b"\n" and hasattr(port, "peek"):
                begun = self._state[0]
                window = begun + port.peek()
                end = self._line_end.search(window)
                wanted = max(1, (end.end() if end else len(window)) - len(begun))
        return map(port.read1 if hasattr(port, "read1") else port.read, (wanted,))

    def _decode(
        self, data: bytes, final: bool
    ) -> tuple[str, bytes, tuple[str, bytes, int, int, str] | None]:
        """Decode `data`; return the text, and what is left behind what is broken, and the error.

        Where broken sequences do not count, nothing is left, and there is none.
        """
        decoder = self._decoder
        pieces: list[str] = []
        while True:
            state = decoder.getstate()[1]
            try:
                pieces.append(decoder.decode(data, final))
                return "".join(pieces), b"", None
            except UnicodeError as error:
                if not arose_below(error):
                    raise
                if isinstance(error, UnicodeDecodeError):
                    broken = error.args
                else:  # of a stream that does not begin as it should
                    data = decoder.getstate()[0] + data
                    broken = self._codec, data, 0, len(data), str(error)
                _, data, start, end, _ = broken
                decoder.setstate((b"", state))
                pieces.append(decoder.decode(data[:start]))
                data = data[end:]
                if self.errors == "raise":
                    return "".join(pieces), data, broken
                if self.errors == "replace":
                    pieces.append("\ufffd")

    def _translate(self, text: str) -> tuple[str, bool]:
        """Return a text with newlines for line ends, and whether a carriage return ended it."""
        if self.eol == "none" or not text:
            return text, self._after_return
        if self._after_return and text[0] in "\n\x85":
            text = text[1:]
        return FOREIGN_EOL.sub("\n", text), text[-1:] == "\r"

    def _finish_line(self) -> None:
        """Take the line feed of a CRLF if it has come: who mixes text and bytes expects it."""
        source = self.source
        if source is None or not self._after_return or self._chars or self._taken:
            return
        if self._newline == b"\n" and source.ready() and source.peek(1) == b"\n":
            for _ in map(source.read1, (1,)):
                self._after_return = False

    # Writing

    def write(self, text: str, /) -> int:
        """Write `text`, newlines in this port's style; return the number of characters given.

        Raises `UnicodeEncodeError` (mode "raise") before anything is written, else the port's
        errors.
        """
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if not self.hold(text):
            self._write(text)
        return str.__len__(text)

    def hold(self, text: str) -> bool:
        """Add `text` to what the port below holds back, if that is one step; return if it was.

        A port that is closed holds nothing.
        """
        sink = self._plain_sink
        if sink is None:
            return False
        try:
            data = text.encode() if self._as_it_is else self._encoded(text)
        except UnicodeEncodeError as error:
            if not arose_below(error):
                raise
            return False
        # As in `OutputPort.write`: nothing else runs in between.
        held = sink._held
        size = held.size + len(data)
        if size < sink._block and not held.taken:
            held.size = size
            held.pieces.append(data)
            return True
        return False

    def _write(self, text: str) -> None:
        if self._plain_sink is None:
            with self._writing:
                write_all(self.port, self._encode(str.replace(text, "\n", self._end)))
            return
        try:
            data = self._encoded(text)
        except UnicodeEncodeError as error:
            if not arose_below(error):
                raise
            data = self._encode(str.replace(text, "\n", self._end))
        self._plain_sink.write(data)

    def _encoded(self, text: str) -> bytes:
        """Return a text encoded, all of which the codec has."""
        return str.encode(str.replace(text, "\n", self._end), self._codec)

    def _encode(self, text: str) -> bytes:
        pieces: list[bytes] = []
        while True:
            state = self._encoder.getstate()
            try:
                pieces.append(self._encoder.encode(text))
                return b"".join(pieces)
            except UnicodeEncodeError as error:
                self._encoder.setstate(state)
                if self.errors == "raise" or not arose_below(error):
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
        self._forget()
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
        self.port.close()
        self._forget()

    def _forget(self) -> None:
        self._lines = ()
        self._chars, self._taken = "", b""


io.TextIOBase.register(TextPort)


def _are_lines(others: list[bytes], data: bytes) -> bool:
    """Return whether no line in `data` ends otherwise than with LF or CRLF; `others` would end it.

    The last line need not have ended.
    """
    if b"\r" in data and data.count(b"\r") != data.count(b"\r\n"):
        return False
    return data.isascii() or not any(end in data for end in others)


def _line_ends(codec: str, eol: EolStyle) -> re.Pattern[bytes]:
    """Return what finds the end of a line in bytes.

    It may find one where there is none, which costs a step.
    """
    ends = ["\n"] if eol == "none" else ["\r\n", "\r\x85", "\r", "\n", "\x85", "\u2028"]
    return re.compile(b"|".join(map(re.escape, _encoded(ends, codec))))


def _encoded(texts: Iterable[str], codec: str) -> list[bytes]:
    """Return those of the texts that a codec has, encoded."""
    found: list[bytes] = []
    for text in texts:
        try:
            found.append(text.encode(codec))
        except UnicodeEncodeError:
            continue
    return found
