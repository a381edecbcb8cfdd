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
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ..conditions import Conditions, from_below
from ..data import EOF, EofObject
from ..declaration import declared
from ..dialect import scheme_name
from ..kinds import Kind, below, instance, or_false
from ..results import ByteString, Result, Unspecified
from ._strings import Character, String, encoded, is_utf_8
from .conditions import CHICKEN
from .socket_ports import PortClosedError, SocketInputPort, SocketOutputPort

_PORT: Final = instance(SocketInputPort | SocketOutputPort, "a port")
_ANY: Final = Kind("an object that has a UTF-8 form", value_ok=is_utf_8)
_Port: TypeAlias = Annotated[SocketInputPort | SocketOutputPort, _PORT]
_Input: TypeAlias = Annotated[SocketInputPort, instance(SocketInputPort, "an input-port")]
_Output: TypeAlias = Annotated[SocketOutputPort, instance(SocketOutputPort, "an output-port")]
_Any: TypeAlias = Annotated[object, _ANY]
_Byte: TypeAlias = Annotated[int, below(256, "an integer from 0 to 255")]
_Count: TypeAlias = Annotated[int | None, or_false(below(2**62, "a non-negative fixnum"))]
_ByteCharacter: TypeAlias = Annotated[bytes, Result("character")]


@frozen
class _OpenPorts(Conditions):
    """CHICKEN's way of naming failures, for procedures that want an open port."""

    def check(self, function: Callable[..., object], *args: object) -> None:
        """Refuse wrong arguments, then a closed port."""
        CHICKEN.check(function, *args)
        for parameter, value in zip(declared(function).parameters, args, strict=False):
            if parameter.name == "port":
                port: Any = value
                if not (port.input_open or port.output_open):
                    raise PortClosedError(scheme_name(function), port)

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """As CHICKEN's conditions do."""
        return CHICKEN.explain(error, function, *args)


_OPEN: Final = _OpenPorts(CHICKEN.wrong_type, CHICKEN.bad_value, CHICKEN.system)


# Reading


@_OPEN.hot_procedure
def read_char(port: _Input) -> _ByteCharacter | EofObject:
    """`(read-char port)`: return the next character; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module scheme.
    """
    if type(port) is not SocketInputPort or not port.input_open:
        _OPEN.check(read_char, port)
    return port.read1(1) or EOF


@_OPEN.hot_procedure
def peek_char(port: _Input) -> _ByteCharacter | EofObject:
    """`(peek-char port)`: return the next character, which stays to be read; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module scheme.
    """
    if type(port) is not SocketInputPort or not port.input_open:
        _OPEN.check(peek_char, port)
    return port.peek(1) or EOF


@_OPEN.procedure
def is_char_ready(port: _Input) -> bool:
    """`(char-ready? port)`: return whether a character, or the end, can be read without waiting.

    CHICKEN manual, Module scheme.
    """
    return port.ready()


@_OPEN.hot_procedure
def read_byte(port: _Input) -> int | EofObject:
    """`(read-byte port)`: return the next byte; `EOF` at the end.

    Waits for it as `socket-receive-timeout` allows. CHICKEN manual, Module (chicken io).
    """
    if type(port) is not SocketInputPort or not port.input_open:
        _OPEN.check(read_byte, port)
    data = port.read1(1)
    return data[0] if data else EOF


@_OPEN.hot_procedure
def read_string(num: _Count, port: _Input) -> ByteString | EofObject:
    """`(read-string num port)`: wait for `num` bytes, with `None` for all up to the end.

    Fewer before the end; `EOF` at it, unless `num` is 0, which always gives `b""`. Each wait is as
    long as `socket-receive-timeout` allows. CHICKEN manual, Module (chicken io).
    """
    _OPEN.check(read_string, num, port)
    data = port.read(num)
    return data if data or num == 0 else EOF


@_OPEN.hot_procedure
def read_line(port: _Input, limit: _Count = None) -> ByteString | EofObject:
    """`(read-line port [limit])`: return the bytes up to the end of the line, which is dropped.

    A line ends with a newline, a carriage return and a newline, or a carriage return before
    something else. What stands before the end of the input is a line as well; at the end it gives
    `EOF`. `limit` is the most bytes to take; a line end after that many stays to be read. Each
    wait is as long as `socket-receive-timeout` allows. CHICKEN manual, Module (chicken io).
    """
    if limit is None and type(port) is SocketInputPort and port.input_open:
        for line, _ in port.whole_lines:
            return line
    else:
        _OPEN.check(read_line, port, limit)
        if limit == 0:
            return b"" if port.peek(1) else EOF
    next_line = port.next_line(limit)
    return EOF if next_line is None else next_line


@_OPEN.procedure
def read_lines(port: _Input, max: _Count = None) -> list[ByteString]:
    """`(read-lines port [max])`: return the lines up to the end, each as `read-line` gives it.

    `max` is the most lines to read. When a read fails, the lines before it are still there to be
    read. CHICKEN manual, Module (chicken io).
    """
    return port.next_lines(max)


# Writing


@_OPEN.hot_procedure
def write_byte(byte: _Byte, port: _Output) -> Unspecified:
    """`(write-byte byte port)`: write one byte. CHICKEN manual, Module (chicken io)."""
    _OPEN.check(write_byte, byte, port)
    port.write(bytes((byte,)))


@_OPEN.hot_procedure
def write_char(char: Character, port: _Output) -> Unspecified:
    """`(write-char char port)`: write a character, a `str` (as UTF-8) or one byte.

    CHICKEN manual, Module scheme.
    """
    _OPEN.check(write_char, char, port)
    port.write(encoded(char))


@_OPEN.hot_procedure
def write_string(string: String, num: _Count, port: _Output) -> Unspecified:
    """`(write-string string num port)`: write the first `num` bytes, or all, of a string.

    A `str` is taken as UTF-8. CHICKEN manual, Module (chicken io).
    """
    _OPEN.check(write_string, string, num, port)
    port.write(encoded(string)[:num])


@_OPEN.hot_procedure
def write_line(string: String, port: _Output) -> Unspecified:
    """`(write-line string port)`: write a string, then a newline, each a write of its own.

    So an unbuffered port sends twice. A `str` is taken as UTF-8.
    CHICKEN manual, Module (chicken io).
    """
    if (
        type(port) is SocketOutputPort
        and type(string) is str
        and string.isascii()
        and port.hold(string.encode() + b"\n")
    ):
        return
    _OPEN.check(write_line, string, port)
    port.write_line(encoded(string))


@_OPEN.hot_procedure
def display(obj: _Any, port: _Output) -> Unspecified:
    """`(display obj port)`: write a string as it is, anything else as Scheme shows it.

    All in one write, which CHICKEN does only for a string. CHICKEN manual, Module scheme.
    """
    if type(port) is SocketOutputPort and port.output_open and type(obj) is str and obj.isascii():
        port.write(obj.encode())
        return
    _OPEN.check(display, obj, port)
    try:
        data = _shown(obj)
    # Nested without end, half a surrogate pair, too many digits; not what its own __str__ raised.
    except from_below(Exception):
        raise CHICKEN.bad_value("display", "obj", _ANY.expected, obj, 1) from None
    port.write(data)


def _shown(obj: object) -> bytes:
    """Return a value as `display` shows it."""
    match obj:
        case str() | bytes() | bytearray() | memoryview():
            return encoded(obj)
        case bool():
            return b"#t" if obj else b"#f"
        case None:
            return b"#f"
        case list() | tuple():
            return b"(" + b" ".join(map(_shown, obj)) + b")"
    return b"#!eof" if obj is EOF else encoded(str(obj))


@_OPEN.procedure
def newline(port: _Output) -> Unspecified:
    """`(newline port)`: write a newline. CHICKEN manual, Module scheme."""
    port.write(b"\n")


@_OPEN.procedure
def flush_output(port: _Output) -> Unspecified:
    """`(flush-output port)`: send what the port holds back.

    What could not be sent is still held when it fails. CHICKEN manual, Module (chicken base).
    """
    port.flush()


# Closing


@CHICKEN.procedure
def close_input_port(port: _Port) -> Unspecified:
    """`(close-input-port port)`: close an input port and shut its side of the connection down.

    When the output port is closed too, that closes the socket. Nothing happens when it is closed
    already, or an output port. CHICKEN manual, Module scheme.
    """
    port.close_input()


@CHICKEN.procedure
def close_output_port(port: _Port) -> Unspecified:
    """`(close-output-port port)`: send what is held, close an output port and shut its side down.

    When the input port is closed too, that closes the socket. Nothing happens when it is closed
    already, or an input port. Should the sending fail, the port is closed all the same and
    the failure raised. CHICKEN manual, Module scheme.
    """
    port.close_output()
