"""Reading and writing any port: the engine's, text over them, and Python's own files.

A Python file may say that nothing is there yet, give what is no bytes, or be unable to look ahead;
here such are failures like those of a port of the engine.
"""

from __future__ import annotations

import errno
import io
import os
import weakref
from typing import Any, Final

from ...core import InputPort, TextPort, wait_readable
from ...core.ports import write_all
from ..data import EOF, EofObject
from .port_kinds import BINARY, TEXT

_RAW: Final[Any] = BINARY[1]


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


def take_byte(port: Any) -> int | EofObject:
    """Return the next byte."""
    data = _arrived(port.read(1))
    return data[0] if data else EOF


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


def write_byte(port: Any, byte: int) -> None:
    """Write a byte."""
    write_all(port, b"%c" % byte)


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


def take_char(port: Any) -> str | EofObject:
    """Return the next character."""
    return take_chars(port, 1)


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


def all_chars(port: Any) -> str | EofObject:
    """Return everything up to the end."""
    return take_chars(port, -1)


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


def write_char(port: Any, char: str) -> None:
    """Write a character."""
    port.write(char)


def write_newline(port: Any) -> None:
    """Write an end of line."""
    port.write("\n")


# Both


def flush(port: Any) -> None:
    """Send what the port still holds."""
    port.flush()


def look(port: Any) -> object:
    """Return the next byte or character, which stays to be read."""
    return (look_char if issubclass(type(port), TEXT) else look_byte)(port)


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
