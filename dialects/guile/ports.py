"""The port procedures that network programs in Guile use, on socket ports.

From the manual's chapters on ports, binary and textual I/O and (ice-9 rdelim). A port reads and
writes bytes and characters alike. What is written to a closed port, or read from one, is refused
with `WrongTypeArgError`; what the system refuses is a `GuileSystemError`.
"""

from __future__ import annotations

import errno
import fcntl as _fcntl
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final, Literal, overload

from ...core import waiting
from ...core.errors import arose_below
from .._types import Buffer
from ..conditions import Kind
from ..data import EOF, EofObject
from ..dialect import procedure
from ..kinds import ANYTHING, BYTEVECTOR, C_INT, INTEGER, NON_NEGATIVE, STRING
from .constants import F_GETFL, F_SETFL, O_NONBLOCK
from .errors import GUILE
from .socket_port import SocketPort, port_with

__all__ = [
    "close",
    "close_port",
    "display",
    "drain_input",
    "fcntl",
    "fileno",
    "force_output",
    "get_bytevector_n",
    "get_bytevector_some",
    "get_u8",
    "is_char_ready",
    "is_port_closed",
    "lookahead_u8",
    "newline",
    "peek_char",
    "port_encoding",
    "put_bytevector",
    "put_u8",
    "read_char",
    "read_line",
    "read_string",
    "select",
    "set_port_encoding",
    "setvbuf",
    "write_char",
    "write_line",
]

_DEFAULT_BUFFER: Final = 4096  # as the implementation was seen to have it
_NONE: Final = 0  # most often the start; anything that is not this very object is looked at
_BYTES: Final = "Binary I/O"
_TEXT: Final = "Venerable Port Interfaces"
_LINES: Final = "Line/Delimited"
_BUFFERS: Final = "Buffering"
_PORTS: Final = "Ports and File Descriptors"


def _is_port(value: object) -> bool:
    return isinstance(value, SocketPort)


PORT = Kind("a port", _is_port)
OPEN_PORT = Kind("an open port", lambda value: _is_port(value) and not value.closed)
INPUT = Kind("an open input port", lambda value: _is_port(value) and value.input_open)
OUTPUT = Kind("an open output port", lambda value: _is_port(value) and value.output_open)
_BYTE = Kind("an exact integer from 0 to 255", INTEGER.type_ok, range(256).__contains__)
_SIZE = Kind(
    "an exact integer from 0 to 2^31-1", INTEGER.type_ok, lambda value: 0 <= value < 2**31
)
_CHARACTER = Kind("a character", STRING.type_ok, lambda value: len(value) == 1)
_MODES: Final = ("none", "line", "block")
_MODE = Kind("none, line or block", STRING.type_ok, _MODES.__contains__)
_TRIM: Final = "trim"
_DELIMITERS: Final = (_TRIM, "concat", "peek", "split")
# The name of one that is there is short; looking for a long one takes long.
_ENCODING = Kind("the name of an encoding", STRING.type_ok, lambda value: len(value) <= 100)
_HANDLING = Kind("trim, concat, peek or split", STRING.type_ok, _DELIMITERS.__contains__)


# Bytes


@procedure("(get-u8 port)", _BYTES, port=INPUT)
def get_u8(port: SocketPort) -> int | EofObject:
    """`(get-u8 port)`: the next byte, an integer; `EOF` at the end. Guile manual, Binary I/O."""
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(get_u8, port)
    try:
        byte = port.read_byte()
    except Exception as error:
        GUILE.fail(error, get_u8, port)
    return byte if byte >= 0 else EOF


@procedure("(lookahead-u8 port)", _BYTES, port=INPUT)
def lookahead_u8(port: SocketPort) -> int | EofObject:
    """`(lookahead-u8 port)`: the next byte, left to be read; `EOF` at the end.

    A `recv!` on the socket no longer finds it. Guile manual, Binary I/O.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(lookahead_u8, port)
    try:
        data = port.peek(1)
    except Exception as error:
        GUILE.fail(error, lookahead_u8, port)
    return data[0] if data else EOF


@procedure("(get-bytevector-n port count)", _BYTES, port=INPUT, count=NON_NEGATIVE)
def get_bytevector_n(port: SocketPort, count: int) -> bytes | EofObject:
    """`(get-bytevector-n port count)`: wait for `count` bytes; fewer before the end.

    `EOF` at the end, `b""` for a count of 0. Guile manual, Binary I/O.
    """
    GUILE.check(get_bytevector_n, port, count)
    try:
        data = port.read(count)
    except Exception as error:
        GUILE.fail(error, get_bytevector_n, port, count)
    return data if data or not count else EOF


@procedure("(get-bytevector-some port)", _BYTES, port=INPUT)
def get_bytevector_some(port: SocketPort) -> bytes | EofObject:
    """`(get-bytevector-some port)`: wait for bytes; what is there, `EOF` at the end.

    Guile manual, Binary I/O.
    """
    GUILE.check(get_bytevector_some, port)
    try:
        data = port.read1(_DEFAULT_BUFFER)
    except Exception as error:
        GUILE.fail(error, get_bytevector_some, port)
    return data or EOF


@procedure("(put-u8 port octet)", _BYTES, port=OUTPUT, octet=_BYTE)
def put_u8(port: SocketPort, octet: int) -> None:
    """`(put-u8 port octet)`: write one byte, an integer. Guile manual, Binary I/O."""
    GUILE.check(put_u8, port, octet)
    try:
        port.write(bytes((octet,)))
    except Exception as error:
        GUILE.fail(error, put_u8, port, octet)


@procedure(
    "(put-bytevector port bv [start [count]])",
    _BYTES,
    port=OUTPUT,
    bv=BYTEVECTOR,
    start=NON_NEGATIVE,
    count=NON_NEGATIVE,
)
def put_bytevector(
    port: SocketPort, bv: Buffer, start: int = _NONE, count: int | None = None
) -> None:
    """`(put-bytevector port bv [start [count]])`: write `count` bytes of `bv` from `start` on.

    By default all of them. Raises `OutOfRangeError` for a range that is not in `bv`.
    Guile manual, Binary I/O.
    """
    GUILE.check(put_bytevector, port, bv, start, 0 if count is None else count)
    view = memoryview(bv).cast("B")
    if start > len(view):
        raise GUILE.bad_value("put-bytevector", "start", f"0 to {len(view)}", start, 3)
    end = len(view) if count is None else start + count
    if end > len(view):
        raise GUILE.bad_value("put-bytevector", "count", f"0 to {len(view) - start}", count, 4)
    try:
        port.write(view[start:end])
    except Exception as error:
        GUILE.fail(error, put_bytevector, port, bv)


# Characters


@procedure("(read-char port)", _TEXT, port=INPUT)
def read_char(port: SocketPort) -> str | EofObject:
    """`(read-char port)`: the next character, a string of one; `EOF` at the end.

    Guile manual, Venerable Port Interfaces.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(read_char, port)
    try:
        return port.read_char() or EOF
    except Exception as error:
        GUILE.fail(error, read_char, port)


@procedure("(peek-char port)", _TEXT, port=INPUT)
def peek_char(port: SocketPort) -> str | EofObject:
    """`(peek-char port)`: the next character, left to be read; `EOF` at the end.

    A `recv!` on the socket no longer finds it. Guile manual, Venerable Port Interfaces.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(peek_char, port)
    try:
        return port.peek_char() or EOF
    except Exception as error:
        GUILE.fail(error, peek_char, port)


@procedure("(char-ready? port)", _TEXT, port=INPUT)
def is_char_ready(port: SocketPort) -> bool:
    """`(char-ready? port)`: whether a character, or the end, can be read without waiting.

    Guile manual, Venerable Port Interfaces.
    """
    GUILE.check(is_char_ready, port)
    try:
        return port.ready()
    except Exception as error:
        GUILE.fail(error, is_char_ready, port)


@overload
def read_line(
    port: SocketPort, handle_delim: Literal["trim", "concat", "peek"] = "trim"
) -> str | EofObject: ...
@overload
def read_line(
    port: SocketPort, handle_delim: Literal["split"]
) -> tuple[str | EofObject, str | EofObject]: ...
@procedure("(read-line port [handle-delim])", _LINES, port=INPUT, handle_delim=_HANDLING)
def read_line(
    port: SocketPort, handle_delim: Literal["trim", "concat", "peek", "split"] = _TRIM
) -> str | EofObject | tuple[str | EofObject, str | EofObject]:
    """`(read-line port [handle-delim])`: characters up to a newline; `EOF` at the end.

    The newline goes ("trim"), stays ("concat"), is left to be read ("peek"), or comes as the
    second of a pair, where `EOF` stands for none ("split"). A carriage return is a character like
    any other. Guile manual, Line/Delimited.
    """
    if handle_delim is _TRIM and type(port) is SocketPort:
        text = port.take_line()
        if text is not None:
            return text
    if type(port) is not SocketPort or not port.input_open or handle_delim is not _TRIM:
        GUILE.check(read_line, port, handle_delim)
    try:
        line = port.read_text_line(handle_delim == "peek")
    except Exception as error:
        GUILE.fail(error, read_line, port, handle_delim)
    if handle_delim == "split":
        return line.removesuffix("\n") if line else EOF, "\n" if line.endswith("\n") else EOF
    if not line:
        return EOF
    return line if handle_delim == "concat" else line.removesuffix("\n")


@procedure("(read-string port [count])", _LINES, port=INPUT, count=NON_NEGATIVE)
def read_string(port: SocketPort, count: int | None = None) -> str:
    """`(read-string port [count])`: `count` characters, fewer before the end, by default all.

    "" at the end. Guile manual, Line/Delimited.
    """
    args = (port,) if count is None else (port, count)
    GUILE.check(read_string, *args)
    try:
        return port.read_text(-1 if count is None else count)
    except Exception as error:
        GUILE.fail(error, read_string, *args)


@procedure("(write-char chr port)", _TEXT, chr=_CHARACTER, port=OUTPUT)
def write_char(chr: str, port: SocketPort) -> None:
    """`(write-char chr port)`: write a character, a string of one.

    Guile manual, Venerable Port Interfaces.
    """
    GUILE.check(write_char, chr, port)
    try:
        port.write_text(str.__str__(chr))
    except Exception as error:
        GUILE.fail(error, write_char, chr, port)


@procedure("(display obj port)", "Scheme Write", obj=ANYTHING, port=OUTPUT)
def display(obj: object, port: SocketPort) -> None:
    """`(display obj port)`: write a string as it is, anything else as Scheme shows it.

    Guile manual, Scheme Write.
    """
    if type(obj) is str and type(port) is SocketPort and port.hold_text(obj):
        return
    GUILE.check(display, obj, port)
    text = obj if type(obj) is str else _text(display, obj, port)
    try:
        port.write_text(text)
    except Exception as error:
        GUILE.fail(error, display, obj, port)


@procedure("(newline port)", _TEXT, port=OUTPUT)
def newline(port: SocketPort) -> None:
    """`(newline port)`: write a newline. Guile manual, Venerable Port Interfaces."""
    if type(port) is not SocketPort or not port.output_open:
        GUILE.check(newline, port)
    try:
        port.write_text("\n")
    except Exception as error:
        GUILE.fail(error, newline, port)


@procedure("(write-line obj port)", _LINES, obj=ANYTHING, port=OUTPUT)
def write_line(obj: object, port: SocketPort) -> None:
    """`(write-line obj port)`: `display` and a newline, each a write of its own.

    Guile manual, Line/Delimited.
    """
    if type(obj) is str and type(port) is SocketPort and port.hold_text(f"{obj}\n"):
        return
    GUILE.check(write_line, obj, port)
    text = obj if type(obj) is str else _text(write_line, obj, port)
    try:
        port.write_text_line(text)
    except Exception as error:
        GUILE.fail(error, write_line, obj, port)


def _text(function: Callable[..., object], obj: object, port: SocketPort) -> str:
    """Return how `display` shows a value; refuse one for which there is no text."""
    try:
        return shown(obj)
    # What has no text, as a memoryview that was released, or gives something else for one.
    except (RecursionError, TypeError, ValueError) as error:
        if not arose_below(error):
            raise
        name: str = function.__scheme__.scheme  # type: ignore[attr-defined]
        raise GUILE.bad_value(name, "obj", "an object that can be shown", obj, 1) from None


def shown(obj: object) -> str:
    """Return how `display` shows a value."""
    match obj:
        case str():
            return str.__str__(obj)
        case bool():
            return "#t" if obj else "#f"
        case int():
            return _digits(obj)
        case None:
            return "#f"
        case bytes() | bytearray() | memoryview():
            return f"#vu8({' '.join(map(str, bytes(obj)))})"
        case list() | tuple():
            return f"({' '.join(map(shown, obj))})"
    return "#<eof>" if obj is EOF else str(obj)


def _digits(value: int) -> str:
    """Return an integer in decimal; Python converts none of more than some thousand digits."""
    if value.bit_length() < 2000:
        return str(value)
    if value < 0:
        return f"-{_digits(-value)}"
    half = value.bit_length() * 3 // 20  # of the decimal digits
    high, low = divmod(value, 10**half)
    return _digits(high) + _digits(low).zfill(half)


@procedure("(set-port-encoding! port enc)", "Encoding", port=OPEN_PORT, enc=_ENCODING)
def set_port_encoding(port: SocketPort, enc: str) -> None:
    """`(set-port-encoding! port enc)`: read and write characters in another encoding from now on.

    `enc` is its name, a string. Raises `OutOfRangeError` for one that is not known.
    Guile manual, Encoding.
    """
    GUILE.check(set_port_encoding, port, enc)
    try:
        port.encoding = enc
    except (LookupError, ValueError) as error:  # ValueError: a NUL in it
        if not arose_below(error):
            raise
        raise GUILE.bad_value("set-port-encoding!", "enc", _ENCODING.expected, enc, 2) from None


@procedure("(port-encoding port)", "Encoding", port=OPEN_PORT)
def port_encoding(port: SocketPort) -> str:
    """`(port-encoding port)`: the name of its encoding, a string in capitals.

    Guile manual, Encoding.
    """
    GUILE.check(port_encoding, port)
    return port.encoding


# Buffers


@procedure("(setvbuf port mode [size])", _BUFFERS, port=OPEN_PORT, mode=_MODE, size=_SIZE)
def setvbuf(
    port: SocketPort, mode: Literal["none", "line", "block"], size: int | None = None
) -> None:
    """`(setvbuf port mode [size])`: hold nothing back ("none"), up to a newline that is written as
    text ("line"), or up to `size` bytes ("block"); input is read ahead by as much.

    `size` is an integer, 4096 if it is not given; with 0 nothing is held back, and "none" takes no
    size. What is held back is sent first. Raises `OutOfRangeError` for another mode or a bad size.
    Guile manual, Buffering.
    """
    GUILE.check(setvbuf, port, mode, *(() if size is None else (size,)))
    if mode == "none":
        if size is not None:
            raise GUILE.bad_value("setvbuf", "size", "no size for the mode none", size, 3)
        size = 0
    elif size is None:
        size = _DEFAULT_BUFFER
    try:
        port.buffer(size, mode == "line")
    except Exception as error:
        GUILE.fail(error, setvbuf, port, mode, size)


@procedure("(force-output port)", _BUFFERS, port=OUTPUT)
def force_output(port: SocketPort) -> None:
    """`(force-output port)`: send what the port holds back. Guile manual, Buffering."""
    GUILE.check(force_output, port)
    try:
        port.flush()
    except Exception as error:
        GUILE.fail(error, force_output, port)


@procedure("(drain-input port)", _BUFFERS, port=INPUT)
def drain_input(port: SocketPort) -> str:
    """`(drain-input port)`: take what was read ahead and not yet read, a string.

    Guile manual, Buffering.
    """
    GUILE.check(drain_input, port)
    try:
        return port.drain_text()
    except Exception as error:
        GUILE.fail(error, drain_input, port)


# Ports and descriptors


@procedure("(close-port port)", "Ports", port=PORT)
def close_port(port: SocketPort) -> bool:
    """`(close-port port)`: send what is held back and close the socket.

    `True`, or `False` if it was closed already. Should the sending fail, the socket is closed all
    the same, what was held back is lost and the failure is raised; Guile 3.0.8 raises, too, but
    leaves the port open, for a second call to close it. Guile manual, Ports.
    """
    if type(port) is not SocketPort:
        GUILE.check(close_port, port)
    if port.closed and port.socket.fileno() < 0:
        return False
    try:
        port.close()
    except Exception as error:
        GUILE.fail(error, close_port, port)
    return True


_PORT_OR_DESCRIPTOR = Kind(
    "a port or an exact integer",
    lambda value: _is_port(value) or INTEGER.type_ok(value),
    lambda value: _is_port(value) or C_INT.value_ok(value),
)


@procedure("(close fd_or_port)", _PORTS, fd_or_port=_PORT_OR_DESCRIPTOR)
def close(fd_or_port: SocketPort | int) -> bool:
    """`(close fd_or_port)`: close a port, or a descriptor given as an integer.

    A port that has the descriptor moves to another one first, and stays open. `True`, or `False`
    if it was closed already. Guile manual, Ports and File Descriptors.
    """
    GUILE.check(close, fd_or_port)
    if isinstance(fd_or_port, SocketPort):
        return close_port(fd_or_port)
    port = port_with(fd_or_port)
    try:
        if port is None:
            os.close(fd_or_port)
        else:
            port.move()
    except OSError as error:
        if error.errno == errno.EBADF and arose_below(error):
            return False
        GUILE.fail(error, close, fd_or_port)
    return True


@procedure("(port-closed? port)", "Ports", port=PORT)
def is_port_closed(port: SocketPort) -> bool:
    """`(port-closed? port)`: whether it is closed. Guile manual, Ports."""
    GUILE.check(is_port_closed, port)
    return port.closed


def _is_file_port(value: Any) -> bool:
    return isinstance(value, SocketPort) and not value.socket.closed


_FILE_PORT = Kind("an open file port", _is_file_port)
_FILE = Kind(
    "an open file port or an exact integer",
    lambda value: _is_file_port(value) or INTEGER.type_ok(value),
    _PORT_OR_DESCRIPTOR.value_ok,
)


@procedure("(fileno port)", _PORTS, port=_FILE_PORT)
def fileno(port: SocketPort) -> int:
    """`(fileno port)`: its descriptor, an integer. Guile manual, Ports and File Descriptors."""
    GUILE.check(fileno, port)
    return port.socket.fileno()


@procedure(
    "(fcntl port_or_fd cmd [value])",
    _PORTS,
    port_or_fd=_FILE,
    cmd=C_INT,
    value=C_INT,
)
def fcntl(port_or_fd: SocketPort | int, cmd: int, value: int = 0) -> int:
    """`(fcntl port_or_fd cmd [value])`: a descriptor's flags (F_GETFL), or set them (F_SETFL).

    With O_NONBLOCK among them the socket no longer waits. Other commands go to the system as they
    are. What comes back is an integer. Raises `GuileSystemError` where the system refuses.
    Guile manual, Ports and File Descriptors.
    """
    GUILE.check(fcntl, port_or_fd, cmd, value)
    port: SocketPort | None
    if isinstance(port_or_fd, SocketPort):
        port, descriptor = port_or_fd, port_or_fd.socket.fileno()
    else:
        port, descriptor = port_with(port_or_fd), port_or_fd
    if descriptor < 0:  # which the stdlib refuses in words of its own
        raise GUILE.closed("fcntl", port_or_fd, cmd, value)
    try:
        if port is None or cmd not in (F_GETFL, F_SETFL):
            return _fcntl.fcntl(descriptor, cmd, value)
        # The engine chooses the mode of the descriptor, and keeps what the program sees of it.
        flags = _fcntl.fcntl(descriptor, F_GETFL)
        if cmd == F_GETFL:
            return flags & ~O_NONBLOCK | (0 if port.socket.blocking else O_NONBLOCK)
        result = _fcntl.fcntl(descriptor, F_SETFL, value & ~O_NONBLOCK | flags & O_NONBLOCK)
        port.socket.set_blocking(not value & O_NONBLOCK)
        return result
    except Exception as error:
        GUILE.fail(error, fcntl, port_or_fd, cmd, value)


def _is_selectable(value: object) -> bool:
    return isinstance(value, list | tuple) and all(
        _is_file_port(item) or INTEGER.type_ok(item) for item in value
    )


_SELECTABLE = Kind(
    "a list or vector of open ports or descriptors",
    _is_selectable,
    lambda value: all(_is_port(item) or C_INT.value_ok(item) for item in value),
)
_SECONDS = Kind(
    "a real number of seconds, not below 0",
    lambda value: value is None or INTEGER.type_ok(value) or isinstance(value, float),
    lambda value: value is None or 0 <= value <= sys.float_info.max,
)
_MICROSECONDS = Kind(NON_NEGATIVE.expected, INTEGER.type_ok, lambda value: 0 <= value < 2**63)

Selectable = Sequence["SocketPort | int"]


@procedure(
    "(select reads writes excepts [secs [usecs]])",
    _PORTS,
    reads=_SELECTABLE,
    writes=_SELECTABLE,
    excepts=_SELECTABLE,
    secs=_SECONDS,
    usecs=_MICROSECONDS,
)
def select(
    reads: Selectable,
    writes: Selectable,
    excepts: Selectable,
    secs: float | None = None,
    usecs: int = 0,
) -> tuple[Selectable, Selectable, Selectable]:
    """`(select reads writes excepts [secs [usecs]])`: wait until one of many is ready.

    Each of the first three is a list (or a tuple, for a vector) of ports and descriptors; a port
    that has read ahead counts as ready, and so does one to write to whose buffer takes more than
    the byte that fills it. `secs` (an integer or a float) and `usecs` (microseconds)
    limit the wait; without `secs` it goes on for ever. The ready ones of each come back in three
    lists (or tuples), empty when the time is over. Raises `WrongTypeArgError` for bad arguments.
    Guile manual, Ports and File Descriptors.
    """
    args = (reads, writes, excepts, secs, usecs)
    GUILE.check(select, *args)
    groups = (tuple(reads), tuple(writes), tuple(excepts))
    held = {port for port in groups[0] if isinstance(port, SocketPort) and port.holds}
    spacious = {port for port in groups[1] if isinstance(port, SocketPort) and port.space > 1}
    timeout = 0.0 if held or spacious else None if secs is None else secs + usecs / 1_000_000
    try:
        reading, writing, special = (tuple(map(_waitable, group)) for group in groups)
        ready = waiting.select(reading, writing, special, timeout)
    except Exception as error:
        GUILE.fail(error, select, *args)
    first, second, third = (
        (tuple if isinstance(given, tuple) else list)(
            item for item in group if _waitable(item) in now or item in more
        )
        for given, group, now, more in zip(
            (reads, writes, excepts), groups, map(set, ready), (held, spacious, ()), strict=True
        )
    )
    return first, second, third


def _waitable(item: SocketPort | int) -> Any:
    return item.socket if isinstance(item, SocketPort) else item
