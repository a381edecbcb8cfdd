"""What the port procedures of R6RS and R7RS have in common.

A port is a port of the engine, a `TextPort`, or any Python `io` object. Strategy: a procedure
guards against what Python would take wrongly without a word (a textual port for a binary one, a
negative count) by a cheap test, and lets the marks of the procedure word the refusal; what fails
later is explained the same way. So a call that is refused has consumed nothing.
"""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from ..core import InputPort, OutputPort, Port, TextPort
from ..core.text import write_all
from ..core.wait import wait_readable
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
    "TEXT",
    "TEXT_INPUT",
    "TEXT_OUTPUT",
    "WRITABLE",
    "DecodingError",
    "EncodingError",
    "all_bytes",
    "bytes_of",
    "explain",
    "fill",
    "is_input",
    "is_input_open",
    "is_output",
    "is_output_open",
    "line",
    "look_byte",
    "look_char",
    "ready",
    "some_bytes",
    "span",
    "take_bytes",
    "take_chars",
    "writable",
    "write_all",
]

# What the classes in `io` are built on: the same instances, and asking costs a fifth, since these
# are not abstract base classes.
BINARY: tuple[type, ...] = io.BufferedIOBase.__bases__[:1] + io.RawIOBase.__bases__[:1]
TEXT: type[io.TextIOBase] = io.TextIOBase.__bases__[0]

# Characters looked at on Python text streams that can neither peek nor seek, such as a piped
# stdin.
_seen: WeakKeyDictionary[io.TextIOBase, str] = WeakKeyDictionary()


class DecodingError(Condition, UnicodeDecodeError):
    """Bytes that are no characters in the port's codec (R6RS `&i/o-decoding`)."""


class EncodingError(Condition, UnicodeEncodeError):
    """A character that the port's codec does not have (R6RS `&i/o-encoding`)."""


def explain(error: Exception, function: Callable[..., object], *args: object) -> Exception:
    """The condition for `error`, met by the marked `function` given `args`."""
    R7RS.check(function, *args)  # raises; a closed port is a bad argument before all else
    if isinstance(error, UnicodeError) and not isinstance(error, Condition):
        kinds: dict[type, type[Any]] = {
            UnicodeDecodeError: DecodingError,
            UnicodeEncodeError: EncodingError,
        }
        made = kinds[type(error)](*error.args)
        made.procedure = function.__scheme__.scheme  # type: ignore[attr-defined]
        made.message = f"{made.procedure}: {made.reason}"
        made.irritants = args
        assert isinstance(made, Exception)
        return made
    return R7RS.explain(error, function, *args)


# What a port is


def is_input(port: object) -> bool:
    """Whether a port, open or closed, reads."""
    if isinstance(port, Port):
        return isinstance(port, InputPort)
    return _python_direction(port, "readable", "r")


def is_output(port: object) -> bool:
    """Whether a port, open or closed, writes."""
    if isinstance(port, Port):
        return isinstance(port, OutputPort)
    return _python_direction(port, "writable", "w")


def _python_direction(port: object, method: str, letter: str) -> bool:
    """A closed Python file no longer says what it did, but its class, mode or inner file does."""
    if isinstance(port, TextPort):
        return (is_input if letter == "r" else is_output)(port.port)
    if not isinstance(port, io.IOBase):
        return False
    try:
        return bool(getattr(port, method)())
    except ValueError:
        pass
    inner = getattr(port, "buffer", None) or getattr(port, "raw", None)
    if inner is not None:
        return _python_direction(inner, method, letter)
    mode = getattr(port, "mode", None)
    if isinstance(mode, str):
        return "+" in mode or (("r" in mode) == (letter == "r"))
    return isinstance(port, io.BytesIO | io.StringIO)


def is_input_open(port: Any) -> bool:
    """Whether `port` can still be read."""
    if isinstance(port, Port | TextPort):
        return port.input_open
    return is_input(port) and not port.closed


def is_output_open(port: Any) -> bool:
    """Whether `port` can still be written."""
    if isinstance(port, Port | TextPort):
        return port.output_open
    return is_output(port) and not port.closed


def _is_port(port: object) -> bool:
    return isinstance(port, io.IOBase)


def _both(kind: Any, direction: Callable[[object], bool]) -> Callable[[Any], bool]:
    return lambda port: isinstance(port, kind) and direction(port)


ANY_PORT = Kind("a port", _is_port)
INPUT = Kind("an input port", is_input)
OUTPUT = Kind("an output port", is_output)
OPEN_PORT = Kind("an open port", _is_port, lambda port: not port.closed)
OPEN_INPUT = Kind("an open input port", is_input, is_input_open)
OPEN_OUTPUT = Kind("an open output port", is_output, is_output_open)
BINARY_INPUT = Kind("an open binary input port", _both(BINARY, is_input), is_input_open)
BINARY_OUTPUT = Kind("an open binary output port", _both(BINARY, is_output), is_output_open)
TEXT_INPUT = Kind("an open textual input port", _both(TEXT, is_input), is_input_open)
TEXT_OUTPUT = Kind("an open textual output port", _both(TEXT, is_output), is_output_open)


def writable(buffer: Any) -> memoryview:
    """The bytes of a `WRITABLE`."""
    view = memoryview(buffer)
    return view.cast("B") if view.nbytes else view


def span(
    function: Callable[..., object], length: int, start: int, end: int | None, last: str = "end"
) -> tuple[int, int]:
    """`start` and `end` of a part of something of `length`; `None` is its end. Refuses others.

    With `last` "count", `end` counts from `start`.
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
    """A bytevector as something to slice and write without copying."""
    if type(value) is bytes:
        return value
    view = memoryview(value)
    return view.cast("B") if view.nbytes else b""


def _arrived(data: Any) -> Any:
    """What a read gave, unless that is None: Python's way to say that nothing is there yet."""
    if data is None:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
    return data


def take_bytes(port: Any, count: int) -> bytes | EofObject:
    """`count` bytes, or fewer before the end or where the port's policy is not to fill."""
    data = _arrived(port.read(count))
    if isinstance(port, io.RawIOBase):
        while len(data) < count and (more := port.read(count - len(data))):
            data += more
    return bytes(data) if data or not count else EOF


def fill(port: Any, view: memoryview) -> int | EofObject:
    """Fill `view` from the port; how many bytes were put there, fewer only before the end."""
    filled = _arrived(port.readinto(view)) if view else 0
    if isinstance(port, io.RawIOBase):
        while filled < len(view) and (more := port.readinto(view[filled:])):
            filled += more
    return int(filled) if filled or not view else EOF


def some_bytes(port: Any) -> bytes | EofObject:
    """What is there, at least a byte."""
    if isinstance(port, io.BufferedIOBase):
        data = _arrived(port.read1(-1 if isinstance(port, Port) else io.DEFAULT_BUFFER_SIZE))
    else:
        data = _arrived(port.read(io.DEFAULT_BUFFER_SIZE))
    return bytes(data) or EOF


def all_bytes(port: Any) -> bytes | EofObject:
    """Everything up to the end."""
    data = _arrived(port.read())
    return bytes(data) or EOF


def look_byte(port: Any) -> int | EofObject:
    """The next byte, which stays to be read."""
    if hasattr(port, "peek"):
        data = port.peek(1)
    elif port.seekable():
        place = port.tell()
        data = port.read(1)
        port.seek(place)
    else:
        raise io.UnsupportedOperation("an unbuffered Python file cannot look ahead")
    return data[0] if data else EOF


# Characters


def take_chars(port: Any, count: int) -> str | EofObject:
    """`count` characters, or fewer before the end; all with a negative count."""
    text: str = _seen.pop(port, "") if _seen and count else ""
    if len(text) < count or count < 0:
        text += port.read(count - len(text) if count >= 0 else -1)
    return text if text or not count else EOF


def look_char(port: Any) -> str | EofObject:
    """The next character, which stays to be read."""
    if isinstance(port, TextPort):
        return port.peek_char() or EOF
    if port in _seen:
        return _seen[port]
    if port.seekable():
        place = port.tell()
        char: str = port.read(1)
        port.seek(place)
    else:
        char = port.read(1)
        if char:
            _seen[port] = char
    return char or EOF


def line(port: Any) -> str | EofObject:
    """The next line without its end."""
    text: str = _seen.pop(port, "") if _seen else ""
    if text != "\n":
        text += port.readline()
    return text.removesuffix("\n") if text else EOF


def ready(port: Any) -> bool:
    """Whether reading would find something, or the end, without waiting.

    The engine's ports know. Of other Python files, what the system has to say about the descriptor
    is taken (read-ahead inside Python is not seen), and one without a descriptor is ready.
    """
    if isinstance(port, InputPort | TextPort):
        return port.ready()
    if port in _seen:
        return True
    try:
        descriptor = port.fileno()
    except OSError:
        return True
    return wait_readable(descriptor, 0)
