"""What the port procedures of R6RS and R7RS have in common.

A port is a port of the engine, a `TextPort`, or any Python `io` object. Strategy: arguments are
checked before anything happens, so that a call that is refused has consumed nothing. For the
engine's ports, and text over them, that is a look at one attribute (`reads_text` and the like, or
the same in the procedure itself); any other object is asked all that the marks of the procedure
say (`R7RS.check`).

What fails afterwards is named by `fail`: what the system, or a Python file in C, made of the call
is a condition; what a foreign object's own code raises, or a signal handler, goes on as it is.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import weakref
from collections.abc import Callable
from typing import Any, Final, NoReturn

from ..core import InputPort, OutputPort, Port, PortClosed, TextPort, wait_readable
from ..core.errors import arose_below
from ..core.ports import write_all
from .conditions import R7RS, ArgumentValueError, Condition, Kind
from .data import EOF, EofObject
from .kinds import WRITABLE

__all__ = [
    "ANY_PORT",
    "BINARY",
    "BINARY_INPUT",
    "BINARY_OUTPUT",
    "INPUT",
    "OPEN_INPUT",
    "OPEN_OUTPUT",
    "OPEN_PORT",
    "OUTPUT",
    "START",
    "TEXT",
    "TEXT_INPUT",
    "TEXT_OUTPUT",
    "WRITABLE",
    "DecodingError",
    "EncodingError",
    "all_bytes",
    "bytes_of",
    "fail",
    "fill",
    "is_closed",
    "is_input",
    "is_input_open",
    "is_output",
    "is_output_open",
    "line",
    "look_byte",
    "look_char",
    "reads_bytes",
    "reads_text",
    "ready",
    "some_bytes",
    "span",
    "standard_port",
    "take_byte",
    "take_bytes",
    "take_chars",
    "writable",
    "write_all",
    "writes_bytes",
    "writes_text",
]

# What the classes in `io` are built on: the same instances, and asking costs a fifth, since these
# are not abstract base classes.
BINARY: tuple[type, ...] = io.BufferedIOBase.__bases__[:1] + io.RawIOBase.__bases__[:1]
TEXT: type[io.TextIOBase] = io.TextIOBase.__bases__[0]
_FILE: type[io.IOBase] = io.IOBase.__bases__[0]

START: Final = 0
"""Where what is written begins, most often; anything that is not this very object is looked at."""

_RAW: Final[Any] = BINARY[1]
_WRAPPER: Final = io.TextIOWrapper
_DEEP: Final = 8  # more layers of Python files over each other are not looked through


class DecodingError(Condition, UnicodeDecodeError):
    """Bytes that are no characters in the port's codec (R6RS `&i/o-decoding`)."""


class EncodingError(Condition, UnicodeEncodeError):
    """A character that the port's codec does not have (R6RS `&i/o-encoding`)."""


def fail(error: Exception, function: Callable[..., object], *args: object) -> NoReturn:
    """Raise the condition for `error`, which the marked `function` met when given `args`.

    To be called in the `except` block of the function that made the call; the arguments have been
    checked before. What a signal handler or the code of a foreign object raised is raised again
    as it is.
    """
    try:
        if not arose_below(error):
            raise
        raise _condition(error, function, args) from None
    finally:
        del error  # it refers to this frame


def _condition(
    error: Exception, function: Callable[..., object], args: tuple[object, ...]
) -> Exception:
    if isinstance(error, UnicodeError) and not isinstance(error, Condition):
        made: Any
        if isinstance(error, UnicodeDecodeError):
            made = DecodingError(*error.args)
        elif isinstance(error, UnicodeEncodeError):
            made = EncodingError(*error.args)
        else:  # of a stream that does not begin as it should; Python does not tell which
            made = DecodingError("text", b"", 0, 0, str(error))
        made.procedure = function.__scheme__.scheme  # type: ignore[attr-defined]
        made.message = f"{made.procedure}: {made.reason}"
        made.irritants = args
        assert isinstance(made, Exception)
        return made
    named = R7RS.explain(error, function, *args)
    if named is error and not isinstance(error, Condition):
        # What Python's files in C say of themselves, or of what a foreign one below them gave.
        if not isinstance(error, ValueError | TypeError | OverflowError):
            return error
        text = str(error)
        if "closed file" in text or "detached" in text or "uninitialized" in text:
            return R7RS.explain(PortClosed(errno.EBADF, text), function, *args)
        return R7RS.explain(OSError(errno.EIO, text), function, *args)
    return named


# What a port is. By `type`, as an object may say of itself that it is of another class.


def is_input(port: object) -> bool:
    """Return whether a port, open or closed, reads."""
    return _goes(port, InputPort, "readable", "r")


def is_output(port: object) -> bool:
    """Return whether a port, open or closed, writes."""
    return _goes(port, OutputPort, "writable", "w")


def _goes(port: Any, ours: type[Port], method: str, letter: str) -> bool:
    """A closed Python file no longer says what it did, but its class, mode or inner file does."""
    for _ in range(_DEEP):
        if issubclass(type(port), TextPort):
            port = port.port
        if issubclass(type(port), Port):
            return issubclass(type(port), ours)
        if not issubclass(type(port), _FILE):
            return False
        try:
            return bool(getattr(port, method)())
        except ValueError:  # closed, detached, never opened
            inner = _part(port, "buffer") or _part(port, "raw")
        if inner is None:
            break
        port = inner
    mode = _part(port, "mode")
    if isinstance(mode, str):
        return "+" in mode or (("r" in mode) == (letter == "r"))
    return issubclass(type(port), io.BytesIO | io.StringIO)


def _part(port: Any, name: str) -> Any:
    try:
        return getattr(port, name, None)
    except ValueError:
        return None


def is_closed(port: Any) -> bool:
    """Return whether a port is closed, in each direction that it has."""
    try:
        return bool(port.closed)
    except ValueError:  # never opened, or detached
        return True


def is_input_open(port: Any) -> bool:
    """Return whether `port` can still be read."""
    if issubclass(type(port), _OURS):
        return bool(port.input_open)
    return is_input(port) and not is_closed(port)


def is_output_open(port: Any) -> bool:
    """Return whether `port` can still be written."""
    if issubclass(type(port), _OURS):
        return bool(port.output_open)
    return is_output(port) and not is_closed(port)


_OURS: Final = (Port, TextPort)


def _is_port(port: object) -> bool:
    return issubclass(type(port), _FILE)


def _both(kind: Any, direction: Callable[[object], bool]) -> Callable[[Any], bool]:
    return lambda port: issubclass(type(port), kind) and direction(port)


def _is_open(port: Any) -> bool:
    return not is_closed(port)


ANY_PORT = Kind("a port", _is_port)
INPUT = Kind("an input port", is_input)
OUTPUT = Kind("an output port", is_output)
OPEN_PORT = Kind("an open port", _is_port, _is_open)
OPEN_INPUT = Kind("an open input port", is_input, is_input_open)
OPEN_OUTPUT = Kind("an open output port", is_output, is_output_open)
BINARY_INPUT = Kind("an open binary input port", _both(BINARY, is_input), is_input_open)
BINARY_OUTPUT = Kind("an open binary output port", _both(BINARY, is_output), is_output_open)
TEXT_INPUT = Kind("an open textual input port", _both(TEXT, is_input), is_input_open)
TEXT_OUTPUT = Kind("an open textual output port", _both(TEXT, is_output), is_output_open)


# The same at a glance: true if so, false if that takes a longer look.


def reads_bytes(port: Any) -> bool:
    """Return whether `port` is one of the engine's that is open for input."""
    return issubclass(type(port), InputPort) and port.input_open


def writes_bytes(port: Any) -> bool:
    """Return whether `port` is one of the engine's that is open for output."""
    return issubclass(type(port), OutputPort) and port.output_open


def reads_text(port: Any) -> bool:
    """Return whether `port` is text over a port of the engine that is open for input."""
    kind = type(port)
    below: Any
    try:
        below = port.port if kind is TextPort else port.buffer if kind is _WRAPPER else None
    except ValueError:  # detached
        return False
    return issubclass(type(below), InputPort) and below.input_open


def writes_text(port: Any) -> bool:
    """Return whether `port` is text over a port of the engine that is open for output."""
    kind = type(port)
    below: Any
    try:
        below = port.port if kind is TextPort else port.buffer if kind is _WRAPPER else None
    except ValueError:  # detached
        return False
    return issubclass(type(below), OutputPort) and below.output_open


def standard_port(name: str, binary: bool = False) -> Any:
    """Return the process's standard port of a name, "stdin" or "stdout"; None if it has none."""
    port = getattr(sys, name)
    return getattr(port, "buffer", port) if binary else port


def writable(buffer: Any) -> memoryview:
    """Return the bytes of a `WRITABLE`."""
    view = memoryview(buffer)
    return view.cast("B") if view.nbytes else view


def span(
    function: Callable[..., object], length: int, start: int, end: int | None, last: str = "end"
) -> tuple[int, int]:
    """Return `start` and `end` of a part of something of `length`; refuse what is none.

    An `end` of `None` is its end. With `last` "count", `end` counts from `start`.
    """
    name: str = function.__scheme__.scheme  # type: ignore[attr-defined]
    for argument, value in (("start", start), (last, end)):
        if type(value) is not int and (value is not None or argument == "start"):
            raise R7RS.wrong_type(name, argument, "an exact non-negative integer", value)
    if not 0 <= start <= length:
        raise ArgumentValueError(name, "start", f"an index from 0 to {length}", start)
    if end is None:
        return start, length
    if last == "count":
        if not 0 <= end <= length - start:
            raise ArgumentValueError(name, last, f"a count from 0 to {length - start}", end)
        return start, start + end
    if not start <= end <= length:
        raise ArgumentValueError(name, last, f"an index from {start} to {length}", end)
    return start, end


# Bytes


def bytes_of(value: Any) -> bytes | memoryview:
    """Return a bytevector as something to slice and write without copying."""
    if type(value) is bytes:
        return value
    view = memoryview(value)
    return view.cast("B") if view.nbytes else b""


def _arrived(data: Any) -> bytes:
    """Return what a read of a Python file gave.

    None is Python's way to say that nothing is there yet; what is no bytes is the file's failure.
    """
    if data is None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    if not isinstance(data, bytes | bytearray | memoryview):
        raise OSError(errno.EIO, "the file gave no bytes")
    return bytes(data)


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise OSError(errno.EIO, "the file gave no text")
    return data


def take_byte(port: Any) -> int:
    """Return the next byte, -1 at the end."""
    if issubclass(type(port), InputPort):
        return int(port.read_byte())
    data = _arrived(port.read(1))
    return data[0] if data else -1


def take_bytes(port: Any, count: int) -> bytes | EofObject:
    """Return `count` bytes, or fewer before the end or where the port's policy is not to fill."""
    if issubclass(type(port), InputPort):
        data = port.read(count)
    else:
        data = _arrived(port.read(count))
        if issubclass(type(port), _RAW):
            while len(data) < count and (more := port.read(count - len(data))):
                data += _arrived(more)
    return data if data or not count else EOF


def fill(port: Any, view: memoryview) -> int | EofObject:
    """Fill `view`; return how many bytes were put there, fewer only before the end."""
    filled = _filled(port, view)
    if issubclass(type(port), _RAW):
        while 0 < filled < len(view):
            more = port.readinto(view[filled:])
            if not more:
                break
            filled += _count(more, len(view) - filled)
    return filled if filled or not view else EOF


def _filled(port: Any, view: memoryview) -> int:
    if not view:
        return 0
    count = port.readinto(view)
    if count is None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return _count(count, len(view))


def _count(count: object, most: int) -> int:
    if not isinstance(count, int) or not 0 <= count <= most:
        raise OSError(errno.EIO, "the file gave an impossible count of bytes")
    return count


def some_bytes(port: Any) -> bytes | EofObject:
    """Return what is there, at least a byte."""
    if issubclass(type(port), InputPort):
        return port.read1() or EOF
    read = port.read if issubclass(type(port), _RAW) else port.read1
    return _arrived(read(io.DEFAULT_BUFFER_SIZE)) or EOF


def all_bytes(port: Any) -> bytes | EofObject:
    """Return everything up to the end."""
    return _arrived(port.read()) or EOF


def look_byte(port: Any) -> int | EofObject:
    """Return the next byte, which stays to be read."""
    if hasattr(port, "peek"):
        data = _arrived(port.peek(1))
    elif port.seekable():
        place = port.tell()
        try:
            data = _arrived(port.read(1))
        finally:
            port.seek(place)
    else:
        raise io.UnsupportedOperation("an unbuffered Python file cannot look ahead")
    return data[0] if data else EOF


# Characters


class _Seen:
    """Characters looked at on Python text files that can neither peek nor seek, as a piped stdin.

    By the file itself: it need not have a hash.
    """

    def __init__(self) -> None:
        self.chars: dict[int, tuple[weakref.ref[object], str]] = {}

    def get(self, port: object) -> str:
        """Return the character, "" if there is none."""
        known = self.chars.get(id(port))
        return known[1] if known is not None and known[0]() is port else ""

    def set(self, port: object, char: str) -> None:
        """Note the character that comes next."""
        key, chars = id(port), self.chars
        chars[key] = weakref.ref(port, lambda _: chars.pop(key, None)), char

    def take(self, port: object) -> str:
        """Return the character, and forget it."""
        char = self.get(port)
        if char:
            del self.chars[id(port)]
        return char


_seen: Final = _Seen()


def take_chars(port: Any, count: int) -> str | EofObject:
    """Return `count` characters, or fewer before the end; all with a negative count."""
    text = _seen.take(port) if count else ""
    try:
        if len(text) < count or count < 0:
            text += _text(port.read(count - len(text) if count >= 0 else -1))
    except BaseException:
        if text:
            _seen.set(port, text)
        raise
    return text if text or not count else EOF


def look_char(port: Any) -> str | EofObject:
    """Return the next character, which stays to be read."""
    if issubclass(type(port), TextPort):
        return port.peek_char() or EOF
    char = _seen.get(port)
    if char:
        return char
    if port.seekable():
        place = port.tell()
        try:
            return _text(port.read(1)) or EOF
        finally:
            port.seek(place)
    char = _text(port.read(1))
    if char:
        _seen.set(port, char)
    return char or EOF


def line(port: Any) -> str | EofObject:
    """Return the next line without its end."""
    if issubclass(type(port), TextPort):
        found = port.next_line()
        return EOF if found is None else found
    if _seen.chars:
        return _line_on(port, _seen.take(port))
    text = _text(port.readline())
    return text[:-1] if text[-1:] == "\n" else text or EOF


def _line_on(port: Any, text: str) -> str | EofObject:
    """Do what `line` does, where the character `text` of the line was taken before."""
    try:
        if text != "\n":
            text += _text(port.readline())
    except BaseException:
        if text:
            _seen.set(port, text)
        raise
    return text.removesuffix("\n") if text else EOF


def ready(port: Any) -> bool:
    """Return whether reading would find something, or the end, without waiting.

    The engine's ports know. Of other Python files, what the system has to say about the descriptor
    is taken (read-ahead inside Python is not seen), and one without a descriptor is ready.
    """
    if issubclass(type(port), InputPort | TextPort):
        return bool(port.ready())
    if _seen.get(port):
        return True
    try:
        descriptor = port.fileno()
    except io.UnsupportedOperation:
        return True
    return not isinstance(descriptor, int) or wait_readable(descriptor, 0)
