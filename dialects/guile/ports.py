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
from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal, TypeAlias, overload

from ...core import waiting
from ...core.errors import arose_below
from ..conditions import from_below
from ..data import EOF, EofObject
from ..exports import export
from ..kinds import (
    C_INT,
    INTEGER,
    NON_NEGATIVE,
    STRING,
    Bytevector,
    CInt,
    Kind,
    NonNegative,
    below,
    instance,
)
from ..results import Character, List, Pair, Unspecified, Vector
from .arguments import FILE_PORT, FilePort
from .constants import F_GETFL, F_SETFL, O_NONBLOCK
from .errors import GUILE
from .socket_port import SocketPort, port_with

_DEFAULT_BUFFER: Final = 4096  # as the implementation was seen to have it
_NONE: Final = 0  # most often the start; anything that is not this very object is looked at
_TRIM: Final = "trim"


_PORT: Final = instance(SocketPort, "a port")
_is_port: Final = _PORT.type_ok
_Port: TypeAlias = Annotated[SocketPort, _PORT]
_OPEN: Final = Kind("an open port", lambda value: _is_port(value) and not value.closed)
_Open: TypeAlias = Annotated[SocketPort, _OPEN]
_INPUT: Final = Kind("an open input port", lambda value: _is_port(value) and value.input_open)
_Input: TypeAlias = Annotated[SocketPort, _INPUT]
_OUTPUT: Final = Kind("an open output port", lambda value: _is_port(value) and value.output_open)
_Output: TypeAlias = Annotated[SocketPort, _OUTPUT]
_PORT_OR_DESCRIPTOR: Final = Kind(
    "a port or an exact integer",
    lambda value: _is_port(value) or INTEGER.type_ok(value),
    lambda value: _is_port(value) or C_INT.value_ok(value),
)
_PortOrDescriptor: TypeAlias = Annotated[SocketPort | int, _PORT_OR_DESCRIPTOR]
_FILE: Final = Kind(
    "an open file port or an exact integer",
    lambda value: FILE_PORT.type_ok(value) or INTEGER.type_ok(value),
    _PORT_OR_DESCRIPTOR.value_ok,
)
_File: TypeAlias = Annotated[SocketPort | int, _FILE]
_SELECTABLE: Final = Kind(
    "a list or vector of open ports or descriptors",
    lambda value: isinstance(value, list | tuple) and all(map(_FILE.type_ok, value)),
    lambda value: all(map(_FILE.value_ok, value)),
)
_Selectable: TypeAlias = Annotated[Sequence[SocketPort | int], _SELECTABLE]
_Selected: TypeAlias = list[SocketPort | int] | Vector[tuple[SocketPort | int, ...]]
_Byte: TypeAlias = Annotated[int, below(256, "an exact integer from 0 to 255")]
_Size: TypeAlias = Annotated[int, below(2**31, "an exact integer from 0 to 2^31-1")]
_Microseconds: TypeAlias = Annotated[int, below(2**63, NON_NEGATIVE.expected)]
_SECONDS: Final = Kind(
    "a real number of seconds, not below 0",
    lambda value: INTEGER.type_ok(value) or isinstance(value, float),
    lambda value: 0 <= value <= sys.float_info.max,
)
_Seconds: TypeAlias = Annotated[float, _SECONDS]
_CHARACTER: Final = Kind("a character", STRING.type_ok, lambda value: len(value) == 1)
_Character: TypeAlias = Annotated[str, _CHARACTER]
_MODE: Final = Kind("none, line or block", STRING.type_ok, ("none", "line", "block").__contains__)
_Mode: TypeAlias = Annotated[Literal["none", "line", "block"], _MODE]
# The name of one that is there is short; looking for a long one takes long.
_ENCODING: Final = Kind("the name of an encoding", STRING.type_ok, lambda value: len(value) <= 100)
_Encoding: TypeAlias = Annotated[str, _ENCODING]
_HANDLING: Final = Kind(
    "trim, concat, peek or split",
    STRING.type_ok,
    (_TRIM, "concat", "peek", "split").__contains__,
)
_Handling: TypeAlias = Annotated[Literal["trim", "concat", "peek", "split"], _HANDLING]


# Bytes


@GUILE.hot_procedure
def get_u8(port: _Input) -> int | EofObject:
    """`(get-u8 port)`: return the next byte; `EOF` at the end. Guile manual, Binary I/O."""
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(get_u8, port)
    try:
        byte = port.read_byte()
    except Exception as error:
        GUILE.fail(error, get_u8, port)
    return byte if byte >= 0 else EOF


@GUILE.hot_procedure
def lookahead_u8(port: _Input) -> int | EofObject:
    """`(lookahead-u8 port)`: return the next byte, left to be read; `EOF` at the end.

    A `recv!` on the socket no longer finds it. Guile manual, Binary I/O.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(lookahead_u8, port)
    try:
        data = port.peek(1)
    except Exception as error:
        GUILE.fail(error, lookahead_u8, port)
    return data[0] if data else EOF


@GUILE.procedure
def get_bytevector_n(port: _Input, count: NonNegative) -> bytes | EofObject:
    """`(get-bytevector-n port count)`: wait for `count` bytes; return fewer before the end.

    `EOF` at the end, `b""` for a count of 0. Guile manual, Binary I/O.
    """
    data = port.read(count)
    return data if data or not count else EOF


@GUILE.procedure
def get_bytevector_some(port: _Input) -> bytes | EofObject:
    """`(get-bytevector-some port)`: wait for bytes; return what is there, `EOF` at the end.
    Guile manual, Binary I/O.
    """
    return port.read1(_DEFAULT_BUFFER) or EOF


@GUILE.procedure
def put_u8(port: _Output, octet: _Byte) -> Unspecified:
    """`(put-u8 port octet)`: write one byte. Guile manual, Binary I/O."""
    port.write(bytes((octet,)))


@GUILE.procedure
def put_bytevector(
    port: _Output,
    bv: Bytevector,
    start: NonNegative = _NONE,
    count: NonNegative | None = None,
) -> Unspecified:
    """`(put-bytevector port bv [start [count]])`: write `count` bytes of `bv` from `start` on.

    By default all of them. Raises `OutOfRangeError` for a range that is not in `bv`.
    Guile manual, Binary I/O.
    """
    view = memoryview(bv).cast("B")
    if start > len(view):
        raise GUILE.bad_value("put-bytevector", "start", f"0 to {len(view)}", start, 3)
    end = len(view) if count is None else start + count
    if end > len(view):
        raise GUILE.bad_value("put-bytevector", "count", f"0 to {len(view) - start}", count, 4)
    port.write(view[start:end])


# Characters


@GUILE.hot_procedure
def read_char(port: _Input) -> Character | EofObject:
    """`(read-char port)`: return the next character, a string of one; `EOF` at the end.
    Guile manual, Venerable Port Interfaces.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(read_char, port)
    try:
        return port.read_char() or EOF
    except Exception as error:
        GUILE.fail(error, read_char, port)


@GUILE.hot_procedure
def peek_char(port: _Input) -> Character | EofObject:
    """`(peek-char port)`: return the next character, left to be read; `EOF` at the end.

    A `recv!` on the socket no longer finds it. Guile manual, Venerable Port Interfaces.
    """
    if type(port) is not SocketPort or not port.input_open:
        GUILE.check(peek_char, port)
    try:
        return port.peek_char() or EOF
    except Exception as error:
        GUILE.fail(error, peek_char, port)


@GUILE.procedure
def is_char_ready(port: _Input) -> bool:
    """`(char-ready? port)`: return whether one, or the end, is there to be read.
    Guile manual, Venerable Port Interfaces.
    """
    return port.ready()


@overload
def read_line(
    port: SocketPort, handle_delim: Literal["trim", "concat", "peek"] = "trim"
) -> str | EofObject: ...
@overload
def read_line(
    port: SocketPort, handle_delim: Literal["split"]
) -> tuple[str | EofObject, str | EofObject]: ...
@GUILE.hot_procedure
def read_line(
    port: _Input, handle_delim: _Handling = _TRIM
) -> str | EofObject | Pair[str | EofObject, Character | EofObject]:
    """`(read-line port [handle-delim])`: return characters up to a newline; `EOF` at the end.

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


@GUILE.procedure
def read_string(port: _Input, count: NonNegative | None = None) -> str:
    """`(read-string port [count])`: return `count` characters, fewer before the end.

    By default all; "" at the end. Guile manual, Line/Delimited.
    """
    return port.read_text(-1 if count is None else count)


@GUILE.procedure
def write_char(chr: _Character, port: _Output) -> Unspecified:
    """`(write-char chr port)`: write a character. Guile manual, Venerable Port Interfaces."""
    port.write_text(str.__str__(chr))


@GUILE.hot_procedure
def display(obj: object, port: _Output) -> Unspecified:
    """`(display obj port)`: write a string as it is, anything else as Scheme shows it.
    Guile manual, Scheme Write.
    """
    if type(obj) is str and type(port) is SocketPort and port.hold_text(obj):
        return
    GUILE.check(display, obj, port)
    text = obj if type(obj) is str else _text("display", obj)
    try:
        port.write_text(text)
    except Exception as error:
        GUILE.fail(error, display, obj, port)


@GUILE.hot_procedure
def newline(port: _Output) -> Unspecified:
    """`(newline port)`: write a newline. Guile manual, Venerable Port Interfaces."""
    if type(port) is not SocketPort or not port.output_open:
        GUILE.check(newline, port)
    try:
        port.write_text("\n")
    except Exception as error:
        GUILE.fail(error, newline, port)


@GUILE.hot_procedure
def write_line(obj: object, port: _Output) -> Unspecified:
    """`(write-line obj port)`: `display` and a newline, each a write of its own.
    Guile manual, Line/Delimited.
    """
    if type(obj) is str and type(port) is SocketPort and port.hold_text(f"{obj}\n"):
        return
    GUILE.check(write_line, obj, port)
    text = obj if type(obj) is str else _text("write-line", obj)
    try:
        port.write_text_line(text)
    except Exception as error:
        GUILE.fail(error, write_line, obj, port)


def _text(procedure: str, obj: object) -> str:
    """Return how `display` shows a value; refuse one for which there is no text."""
    try:
        return _shown(obj)
    # What has no text, as a memoryview that was released, or gives something else for one.
    except from_below(RecursionError, TypeError, ValueError):
        raise GUILE.bad_value(procedure, "obj", "an object that can be shown", obj, 1) from None


def _shown(obj: object) -> str:
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
            return f"({' '.join(map(_shown, obj))})"
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


@GUILE.procedure
def set_port_encoding(port: _Open, enc: _Encoding) -> Unspecified:
    """`(set-port-encoding! port enc)`: read and write characters in another encoding from now on.

    `enc` is its name. Raises `OutOfRangeError` for one that is not known.
    Guile manual, Encoding.
    """
    try:
        port.encoding = enc
    except from_below(LookupError, ValueError):  # ValueError: a NUL in it
        raise GUILE.bad_value("set-port-encoding!", "enc", _ENCODING.expected, enc, 2) from None


@GUILE.procedure
def port_encoding(port: _Open) -> str:
    """`(port-encoding port)`: return its encoding's name, in capitals. Guile manual, Encoding."""
    return port.encoding


# Buffers


@GUILE.procedure
def setvbuf(port: _Open, mode: _Mode, size: _Size | None = None) -> Unspecified:
    """`(setvbuf port mode [size])`: choose what the port holds back.

    Nothing ("none"), up to a newline that is written as text ("line"), or up to `size` bytes
    ("block"); input is read ahead by as much. `size` is 4096 if it is not given; with 0 nothing is
    held back, and "none" takes no size. What is held back is sent first. Raises `OutOfRangeError`
    for another mode or a bad size. Guile manual, Buffering.
    """
    if mode == "none":
        if size is not None:
            raise GUILE.bad_value("setvbuf", "size", "no size for the mode none", size, 3)
        size = 0
    elif size is None:
        size = _DEFAULT_BUFFER
    port.buffer(size, mode == "line")


@GUILE.procedure
def force_output(port: _Output) -> Unspecified:
    """`(force-output port)`: send what the port holds back. Guile manual, Buffering."""
    port.flush()


@GUILE.procedure
def drain_input(port: _Input) -> str:
    """`(drain-input port)`: return, and take, what was read ahead. Guile manual, Buffering."""
    return port.drain_text()


# Ports and descriptors


@GUILE.hot_procedure
def close_port(port: _Port) -> bool:
    """`(close-port port)`: send what is held back and close the socket.

    Return `True`, or `False` if it was closed already. Should the sending fail, the socket is
    closed all the same, what was held back is lost and the failure is raised; Guile 3.0.8 raises,
    too, but leaves the port open, for a second call to close it. Guile manual, Ports.
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


@GUILE.procedure
def close(fd_or_port: _PortOrDescriptor) -> bool:
    """`(close fd_or_port)`: close a port, or a descriptor given as an integer.

    A port that has the descriptor moves to another one first, and stays open. Return `True`, or
    `False` if it was closed already. Guile manual, Ports and File Descriptors.
    """
    if isinstance(fd_or_port, SocketPort):
        return close_port(fd_or_port)
    port = port_with(fd_or_port)
    try:
        if port is None:
            os.close(fd_or_port)
        else:
            port.move()
    except OSError as error:
        if error.errno != errno.EBADF or not arose_below(error):
            raise
        return False
    return True


@GUILE.procedure
def is_port_closed(port: _Port) -> bool:
    """`(port-closed? port)`: return whether it is closed. Guile manual, Ports."""
    return port.closed


@GUILE.procedure
def fileno(port: FilePort) -> int:
    """`(fileno port)`: return its descriptor. Guile manual, Ports and File Descriptors."""
    return port.socket.fileno()


@GUILE.procedure
def fcntl(port_or_fd: _File, cmd: CInt, value: CInt = 0) -> int:
    """`(fcntl port_or_fd cmd [value])`: get a descriptor's flags (F_GETFL) or set them (F_SETFL).

    With O_NONBLOCK among them the socket no longer waits. Other commands go to the system as they
    are. Guile manual, Ports and File Descriptors.
    """
    port: SocketPort | None
    if isinstance(port_or_fd, SocketPort):
        port, descriptor = port_or_fd, port_or_fd.socket.fileno()
    else:
        port, descriptor = port_with(port_or_fd), port_or_fd
    if descriptor < 0:  # which the stdlib refuses in words of its own
        raise GUILE.closed("fcntl", port_or_fd, cmd, value)
    if port is None or cmd not in (F_GETFL, F_SETFL):
        return _fcntl.fcntl(descriptor, cmd, value)
    # The engine chooses the mode of the descriptor, and keeps what the program sees of it.
    flags = _fcntl.fcntl(descriptor, F_GETFL)
    if cmd == F_GETFL:
        return flags & ~O_NONBLOCK | (0 if port.socket.blocking else O_NONBLOCK)
    result = _fcntl.fcntl(descriptor, F_SETFL, value & ~O_NONBLOCK | flags & O_NONBLOCK)
    port.socket.set_blocking(not value & O_NONBLOCK)
    return result


@GUILE.procedure
def select(
    reads: _Selectable,
    writes: _Selectable,
    excepts: _Selectable,
    secs: _Seconds | None = None,
    usecs: _Microseconds = 0,
) -> List[tuple[_Selected, _Selected, _Selected]]:
    """`(select reads writes excepts [secs [usecs]])`: wait until one of many is ready.

    Each of the first three is a list (or a tuple, for a vector) of ports and descriptors; a port
    that has read ahead counts as ready, and so does one to write to whose buffer takes more than
    the byte that fills it. `secs` (an integer or a float) and `usecs` (microseconds) limit the
    wait; without `secs` it goes on for ever. Return the ready ones of each in three lists (or
    tuples), empty when the time is over. Guile manual, Ports and File Descriptors.
    """
    groups = (tuple(reads), tuple(writes), tuple(excepts))
    held = {port for port in groups[0] if isinstance(port, SocketPort) and port.holds}
    spacious = {port for port in groups[1] if isinstance(port, SocketPort) and port.space > 1}
    timeout = 0.0 if held or spacious else None if secs is None else secs + usecs / 1_000_000
    reading, writing, special = (tuple(map(_waitable, group)) for group in groups)
    ready = waiting.select(reading, writing, special, timeout)
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


export(__name__)
