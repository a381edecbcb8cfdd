"""The port procedures that network programs in CHICKEN use, on the ports of sockets.

From the manual's modules (chicken io), (chicken base) and scheme. Decided as CHICKEN 5.3 was seen
to do it: a character on such a port is one byte and a string the bytes that came, whatever they
encode, so what is read is `bytes` here, a character `bytes` of length 1. What is written may be
bytes-like, sent as it is, or `str`, sent as UTF-8; lengths and limits count bytes.

A wrong argument is a `ChickenTypeError` or `ChickenBoundsError` and leaves everything as it was, a
closed port a `PortClosedError`, what fails below the port a `NetError` that comes from
`socket-receive!` or `socket-send`; a read that fails leaves what had come to be read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...core.errors import arose_below
from .._types import Buffer
from ..conditions import Kind
from ..data import EOF, EofObject
from ..dialect import procedure
from ..kinds import INTEGER
from .conditions import CHICKEN
from .socket_ports import PortClosedError, SocketInputPort, SocketOutputPort, is_socket_port
from .sockets import encoded, is_string, is_utf_8

__all__ = [
    "close_input_port",
    "close_output_port",
    "display",
    "flush_output",
    "is_char_ready",
    "newline",
    "peek_char",
    "read_byte",
    "read_char",
    "read_line",
    "read_lines",
    "read_string",
    "write_byte",
    "write_char",
    "write_line",
    "write_string",
]

_IO: Final = "Module (chicken io)"
_BASE: Final = "Module (chicken base)"
_SCHEME: Final = "Module scheme"


def _is_character(value: Any) -> bool:
    if issubclass(type(value), str):
        return str.__len__(value) == 1
    return is_string(value) and memoryview(value).nbytes == 1


_PORT = Kind("a port", is_socket_port)
_INPUT = Kind("an input-port", lambda value: isinstance(value, SocketInputPort))
_OUTPUT = Kind("an output-port", lambda value: isinstance(value, SocketOutputPort))
_ANY = Kind("an object that has a UTF-8 form", value_ok=is_utf_8)
_STRING = Kind("a string", is_string, is_utf_8)
_CHARACTER = Kind("a character", _is_character, is_utf_8)
_BYTE = Kind("an integer from 0 to 255", INTEGER.type_ok, range(256).__contains__)
_COUNT = Kind(
    "a non-negative fixnum or #f",
    lambda value: value is None or INTEGER.type_ok(value),
    lambda value: value is None or 0 <= value < 2**62,
)


def _check_input(function: Callable[..., object], port: SocketInputPort, *args: object) -> None:
    """Refuse wrong arguments, then a closed port; `args` are all of them, in order."""
    CHICKEN.check(function, *args)
    if not port.input_open:
        raise PortClosedError(function.__scheme__.scheme, port)  # type: ignore[attr-defined]


def _check_output(function: Callable[..., object], port: SocketOutputPort, *args: object) -> None:
    CHICKEN.check(function, *args)
    if not port.output_open:
        raise PortClosedError(function.__scheme__.scheme, port)  # type: ignore[attr-defined]


# Reading


@procedure("(read-char port)", _SCHEME, port=_INPUT)
def read_char(port: SocketInputPort) -> bytes | EofObject:
    """`(read-char port)`: the next character, `bytes` of length 1; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module scheme.
    """
    if type(port) is not SocketInputPort or not port.input_open:
        _check_input(read_char, port, port)
    return port.read1(1) or EOF


@procedure("(peek-char port)", _SCHEME, port=_INPUT)
def peek_char(port: SocketInputPort) -> bytes | EofObject:
    """`(peek-char port)`: the next character, which stays to be read; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module scheme.
    """
    _check_input(peek_char, port, port)
    return port.peek(1) or EOF


@procedure("(char-ready? port)", _SCHEME, port=_INPUT)
def is_char_ready(port: SocketInputPort) -> bool:
    """`(char-ready? port)`: whether a character, or the end, can be read without waiting.

    CHICKEN manual, Module scheme.
    """
    _check_input(is_char_ready, port, port)
    return port.ready()


@procedure("(read-byte port)", _IO, port=_INPUT)
def read_byte(port: SocketInputPort) -> int | EofObject:
    """`(read-byte port)`: the next byte, an integer; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module (chicken io).
    """
    if type(port) is not SocketInputPort or not port.input_open:
        _check_input(read_byte, port, port)
    data = port.read1(1)
    return data[0] if data else EOF


@procedure("(read-string num port)", _IO, num=_COUNT, port=_INPUT)
def read_string(num: int | None, port: SocketInputPort) -> bytes | EofObject:
    """`(read-string num port)`: wait for `num` bytes, with `None` for all up to the end.

    Fewer before the end; `EOF` at it, unless `num` is 0, which always gives `b""`. Each wait is as
    long as `socket-receive-timeout` allows. CHICKEN manual, Module (chicken io).
    """
    _check_input(read_string, port, num, port)
    data = port.read(num)
    return data if data or num == 0 else EOF


@procedure("(read-line port [limit])", _IO, port=_INPUT, limit=_COUNT)
def read_line(port: SocketInputPort, limit: int | None = None) -> bytes | EofObject:
    """`(read-line port [limit])`: the bytes up to the end of the line, which is dropped.

    A line ends with a newline, a carriage return and a newline, or a carriage return before
    something else. What stands before the end of the input is a line as well; at the end it gives
    `EOF`. `limit` is the most bytes to take (an integer, or `None` for any number); a line end
    after that many stays to be read. Each wait is as long as `socket-receive-timeout` allows.
    CHICKEN manual, Module (chicken io).
    """
    if limit is None and type(port) is SocketInputPort and port.input_open:
        for line, _ in port.whole_lines:
            return line
    else:
        _check_input(read_line, port, port, limit)
        if limit == 0:
            return b"" if port.peek(1) else EOF
    next_line = port.next_line(limit)
    return EOF if next_line is None else next_line


@procedure("(read-lines port [max])", _IO, port=_INPUT, max=_COUNT)
def read_lines(port: SocketInputPort, max: int | None = None) -> list[bytes]:
    """`(read-lines port [max])`: the lines up to the end, each as `read-line` gives it, in a list.

    `max` is the most lines to read (an integer, or `None` for any number). When a read fails, the
    lines before it are still there to be read. CHICKEN manual, Module (chicken io).
    """
    _check_input(read_lines, port, port, max)
    return port.next_lines(max)


# Writing


@procedure("(write-byte byte port)", _IO, byte=_BYTE, port=_OUTPUT)
def write_byte(byte: int, port: SocketOutputPort) -> None:
    """`(write-byte byte port)`: write one byte, an integer.

    CHICKEN manual, Module (chicken io).
    """
    _check_output(write_byte, port, byte, port)
    port.write(bytes((byte,)))


@procedure("(write-char char port)", _SCHEME, char=_CHARACTER, port=_OUTPUT)
def write_char(char: str | Buffer, port: SocketOutputPort) -> None:
    """`(write-char char port)`: write a character, a `str` (as UTF-8) or `bytes` of length 1.

    CHICKEN manual, Module scheme.
    """
    _check_output(write_char, port, char, port)
    port.write(encoded(char))


@procedure("(write-string string num port)", _IO, string=_STRING, num=_COUNT, port=_OUTPUT)
def write_string(string: str | Buffer, num: int | None, port: SocketOutputPort) -> None:
    """`(write-string string num port)`: write the first `num` bytes, or all, of a string.

    `string` is a `str`, taken as UTF-8, or bytes-like; `num` is an integer, or `None` for all.
    CHICKEN manual, Module (chicken io).
    """
    _check_output(write_string, port, string, num, port)
    port.write(encoded(string)[:num])


@procedure("(write-line string port)", _IO, string=_STRING, port=_OUTPUT)
def write_line(string: str | Buffer, port: SocketOutputPort) -> None:
    """`(write-line string port)`: write a string, then a newline, each a write of its own.

    So an unbuffered port sends twice. `string` is a `str`, taken as UTF-8, or bytes-like.
    CHICKEN manual, Module (chicken io).
    """
    if (
        type(port) is SocketOutputPort
        and type(string) is str
        and string.isascii()
        and port.hold(string.encode() + b"\n")
    ):
        return
    _check_output(write_line, port, string, port)
    port.write_line(encoded(string))


@procedure("(display obj port)", _SCHEME, obj=_ANY, port=_OUTPUT)
def display(obj: object, port: SocketOutputPort) -> None:
    """`(display obj port)`: write a string as it is, anything else as Scheme shows it.

    All in one write, which CHICKEN does only for a string. CHICKEN manual, Module scheme.
    """
    if type(port) is SocketOutputPort and port.output_open and type(obj) is str and obj.isascii():
        port.write(obj.encode())
        return
    _check_output(display, port, obj, port)
    try:
        data = shown(obj)
    except Exception as error:  # nested without end, half a surrogate pair, too many digits
        if not arose_below(error):  # but raised by the object's own __str__
            raise
        raise CHICKEN.bad_value("display", "obj", _ANY.expected, obj, 1) from None
    port.write(data)


def shown(obj: object) -> bytes:
    """Return a value as `display` shows it."""
    match obj:
        case str() | bytes() | bytearray() | memoryview():
            return encoded(obj)
        case bool():
            return b"#t" if obj else b"#f"
        case None:
            return b"#f"
        case list() | tuple():
            return b"(" + b" ".join(map(shown, obj)) + b")"
    return b"#!eof" if obj is EOF else encoded(str(obj))


@procedure("(newline port)", _SCHEME, port=_OUTPUT)
def newline(port: SocketOutputPort) -> None:
    """`(newline port)`: write a newline. CHICKEN manual, Module scheme."""
    _check_output(newline, port, port)
    port.write(b"\n")


@procedure("(flush-output port)", _BASE, port=_OUTPUT)
def flush_output(port: SocketOutputPort) -> None:
    """`(flush-output port)`: send what the port holds back. CHICKEN manual, Module (chicken base).

    What could not be sent is still held when it fails.
    """
    _check_output(flush_output, port, port)
    port.flush()


# Closing


@procedure("(close-input-port port)", _SCHEME, port=_PORT)
def close_input_port(port: SocketInputPort | SocketOutputPort) -> None:
    """`(close-input-port port)`: close an input port and shut its side of the connection down.

    When the output port is closed too, that closes the socket. Nothing happens when it is closed
    already, or an output port. CHICKEN manual, Module scheme.
    """
    CHICKEN.check(close_input_port, port)
    try:
        port.close_input()
    except Exception as error:
        CHICKEN.fail(error, close_input_port, port)


@procedure("(close-output-port port)", _SCHEME, port=_PORT)
def close_output_port(port: SocketInputPort | SocketOutputPort) -> None:
    """`(close-output-port port)`: send what is held, close an output port and shut its side down.

    When the input port is closed too, that closes the socket. Nothing happens when it is closed
    already, or an input port. Should the sending fail, the port is closed all the same and
    the failure raised. CHICKEN manual, Module scheme.
    """
    CHICKEN.check(close_output_port, port)
    try:
        port.close_output()
    except Exception as error:
        CHICKEN.fail(error, close_output_port, port)
