"""The port procedures of R7RS small (section 6.13) that network programs use.

They work on the engine's ports, on `TextPort`, and on Python's own `io` objects. A port that R7RS
lets one leave out is the process's standard input or output (their `buffer` for bytes). Each
refuses wrong arguments with `ArgumentTypeError` or `ArgumentValueError`, a closed port being the
latter, and consumes nothing then; a failure of the system is a `SocketFailure`, an `OSError`;
bytes that are no text are a `DecodingError`, text that is no bytes an `EncodingError`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ..core import InputPort, Port, TextPort
from . import _port_io as io_
from ._port_io import BINARY, START, TEXT, fail
from ._types import BinaryPort, Buffer, TextualPort, WritableBuffer
from ._types import Port as AnyPort
from .conditions import R7RS, Kind
from .data import EOF, EofObject, eof_object, is_eof_object
from .dialect import procedure
from .kinds import BYTEVECTOR, NON_NEGATIVE, PROCEDURE, STRING

__all__ = [
    "EOF",
    "call_with_port",
    "close_input_port",
    "close_output_port",
    "close_port",
    "eof_object",
    "flush_output_port",
    "is_binary_port",
    "is_char_ready",
    "is_eof_object",
    "is_input_port",
    "is_input_port_open",
    "is_output_port",
    "is_output_port_open",
    "is_port",
    "is_textual_port",
    "is_u8_ready",
    "newline",
    "peek_char",
    "peek_u8",
    "read_bytevector",
    "read_bytevector_into",
    "read_char",
    "read_line",
    "read_string",
    "read_u8",
    "string_to_utf8",
    "utf8_to_string",
    "write_bytevector",
    "write_char",
    "write_string",
    "write_u8",
]

P = TypeVar("P", bound=AnyPort)
T = TypeVar("T")

_BYTE = Kind(
    "a byte, an exact integer from 0 to 255",
    lambda value: type(value) is int,
    range(256).__contains__,
)
_CHAR = Kind("a character", STRING.type_ok, lambda value: str.__len__(value) == 1)


# Bytes in


@procedure("(read-u8 [port])", "6.13.2", port=io_.BINARY_INPUT)
def read_u8(port: BinaryPort | None = None) -> int | EofObject:
    """`(read-u8 [port])`: the next byte, an integer from 0 to 255, or `EOF`. Waits for it.

    `port` is an open binary input port. R7RS 6.13.2.
    """
    if port is None:
        port = io_.standard_port("stdin", binary=True)
    ours: Any = port if issubclass(type(port), InputPort) else None
    if ours is None or not ours.input_open:
        R7RS.check(read_u8, port)
    try:
        byte: int = io_.take_byte(port) if ours is None else ours.read_byte()
    except Exception as error:
        fail(error, read_u8, port)
    return byte if byte >= 0 else EOF


@procedure("(peek-u8 [port])", "6.13.2", port=io_.BINARY_INPUT)
def peek_u8(port: BinaryPort | None = None) -> int | EofObject:
    """`(peek-u8 [port])`: as `read_u8`, but the byte stays to be read. R7RS 6.13.2."""
    if port is None:
        port = io_.standard_port("stdin", binary=True)
    if not io_.reads_bytes(port):
        R7RS.check(peek_u8, port)
    try:
        return io_.look_byte(port)
    except Exception as error:
        fail(error, peek_u8, port)


@procedure("(u8-ready? [port])", "6.13.2", port=io_.BINARY_INPUT)
def is_u8_ready(port: BinaryPort | None = None) -> bool:
    """`(u8-ready? [port])`: whether `read_u8` would not wait; true at the end. R7RS 6.13.2."""
    if port is None:
        port = io_.standard_port("stdin", binary=True)
    R7RS.check(is_u8_ready, port)
    try:
        return io_.ready(port)
    except Exception as error:
        fail(error, is_u8_ready, port)


@procedure("(read-bytevector k [port])", "6.13.2", k=NON_NEGATIVE, port=io_.BINARY_INPUT)
def read_bytevector(k: int, port: BinaryPort | None = None) -> bytes | EofObject:
    """`(read-bytevector k [port])`: the next `k` bytes, fewer before the end, or `EOF` at it.

    `k` is a number of bytes, 0 or more (0 gives `b""`). A port whose policy is not to fill gives
    what one receive gives. R7RS 6.13.2.
    """
    if port is None:
        port = io_.standard_port("stdin", binary=True)
    if type(k) is not int or k < 0 or not io_.reads_bytes(port):
        R7RS.check(read_bytevector, k, port)
    try:
        return io_.take_bytes(port, k)
    except Exception as error:
        fail(error, read_bytevector, k, port)


@procedure(
    "(read-bytevector! bytevector [port [start [end]]])",
    "6.13.2",
    bytevector=io_.WRITABLE,
    port=io_.BINARY_INPUT,
)
def read_bytevector_into(
    bytevector: WritableBuffer,
    port: BinaryPort | None = None,
    start: int = 0,
    end: int | None = None,
) -> int | EofObject:
    """`(read-bytevector! bytevector [port [start [end]]])`: read into a buffer; the byte count.

    Fills the writable `bytevector` from `start` up to `end` (its length), less before the end;
    `EOF` if there was nothing. R7RS 6.13.2.
    """
    if port is None:
        port = io_.standard_port("stdin", binary=True)
    R7RS.check(read_bytevector_into, bytevector, port)
    with io_.writable(bytevector) as view:
        start, end = io_.span(read_bytevector_into, len(view), start, end)
        try:
            with view[start:end] as part:
                return io_.fill(port, part)
        except Exception as error:
            fail(error, read_bytevector_into, bytevector, port)


# Bytes out


@procedure("(write-u8 byte [port])", "6.13.3", byte=_BYTE, port=io_.BINARY_OUTPUT)
def write_u8(byte: int, port: BinaryPort | None = None) -> None:
    """`(write-u8 byte [port])`: write one byte, an integer from 0 to 255. R7RS 6.13.3."""
    if port is None:
        port = io_.standard_port("stdout", binary=True)
    R7RS.check(write_u8, byte, port)
    try:
        io_.write_all(port, b"%c" % byte)
    except Exception as error:
        fail(error, write_u8, byte, port)


@procedure(
    "(write-bytevector bytevector [port [start [end]]])",
    "6.13.3",
    bytevector=BYTEVECTOR,
    port=io_.BINARY_OUTPUT,
)
def write_bytevector(
    bytevector: Buffer, port: BinaryPort | None = None, start: int = START, end: int | None = None
) -> None:
    """`(write-bytevector bytevector [port [start [end]]])`: write the bytes from start to end.

    `start` is 0 and `end` the length unless given. Writes all or raises. R7RS 6.13.3.
    """
    if port is None:
        port = io_.standard_port("stdout", binary=True)
    if type(bytevector) is not bytes or not io_.writes_bytes(port):
        R7RS.check(write_bytevector, bytevector, port)
    data = io_.bytes_of(bytevector)
    if start is not START or end is not None:
        start, end = io_.span(write_bytevector, len(data), start, end)
        data = data[start:end]
    try:
        io_.write_all(port, data)
    except Exception as error:
        fail(error, write_bytevector, bytevector, port)


# Characters in


@procedure("(read-char [port])", "6.13.2", port=io_.TEXT_INPUT)
def read_char(port: TextualPort | None = None) -> str | EofObject:
    """`(read-char [port])`: the next character, a string of one, or `EOF`. R7RS 6.13.2."""
    if port is None:
        port = io_.standard_port("stdin")
    if not io_.reads_text(port):
        R7RS.check(read_char, port)
    try:
        return io_.take_chars(port, 1)
    except Exception as error:
        fail(error, read_char, port)


@procedure("(peek-char [port])", "6.13.2", port=io_.TEXT_INPUT)
def peek_char(port: TextualPort | None = None) -> str | EofObject:
    """`(peek-char [port])`: as `read_char`, but the character stays to be read. R7RS 6.13.2."""
    if port is None:
        port = io_.standard_port("stdin")
    if not io_.reads_text(port):
        R7RS.check(peek_char, port)
    try:
        return io_.look_char(port)
    except Exception as error:
        fail(error, peek_char, port)


@procedure("(char-ready? [port])", "6.13.2", port=io_.TEXT_INPUT)
def is_char_ready(port: TextualPort | None = None) -> bool:
    """`(char-ready? [port])`: whether `read_char` would not wait; true at the end. R7RS 6.13.2."""
    if port is None:
        port = io_.standard_port("stdin")
    R7RS.check(is_char_ready, port)
    try:
        return io_.ready(port)
    except Exception as error:
        fail(error, is_char_ready, port)


@procedure("(read-line [port])", "6.13.2", port=io_.TEXT_INPUT)
def read_line(port: TextualPort | None = None) -> str | EofObject:
    """`(read-line [port])`: the next line without its end, or `EOF`. R7RS 6.13.2.

    What ends a line, besides a newline, is the port's own: a `TextPort`'s style, Python's
    `newline`.
    """
    if port is None:
        port = io_.standard_port("stdin")
    if type(port) is TextPort and (held := port.held_line()) is not None:
        return held
    if not io_.reads_text(port):
        R7RS.check(read_line, port)
    try:
        return io_.line(port)
    except Exception as error:
        fail(error, read_line, port)


@procedure("(read-string k [port])", "6.13.2", k=NON_NEGATIVE, port=io_.TEXT_INPUT)
def read_string(k: int, port: TextualPort | None = None) -> str | EofObject:
    """`(read-string k [port])`: the next `k` characters, fewer before the end, or `EOF` at it.

    `k` is 0 or more (0 gives `""`). R7RS 6.13.2.
    """
    if port is None:
        port = io_.standard_port("stdin")
    if type(k) is not int or k < 0 or not io_.reads_text(port):
        R7RS.check(read_string, k, port)
    try:
        return io_.take_chars(port, k)
    except Exception as error:
        fail(error, read_string, k, port)


# Characters out


@procedure("(write-char char [port])", "6.13.3", char=_CHAR, port=io_.TEXT_OUTPUT)
def write_char(char: str, port: TextualPort | None = None) -> None:
    """`(write-char char [port])`: write one character, a string of length 1. R7RS 6.13.3."""
    if port is None:
        port = io_.standard_port("stdout")
    R7RS.check(write_char, char, port)
    try:
        port.write(char)
    except Exception as error:
        fail(error, write_char, char, port)


@procedure(
    "(write-string string [port [start [end]]])", "6.13.3", string=STRING, port=io_.TEXT_OUTPUT
)
def write_string(
    string: str, port: TextualPort | None = None, start: int = START, end: int | None = None
) -> None:
    """`(write-string string [port [start [end]]])`: write the characters from start to end.

    `start` is 0 and `end` the length unless given. R7RS 6.13.3.
    """
    if port is None:
        port = io_.standard_port("stdout")
    whole = start is START and end is None
    if whole and type(port) is TextPort and type(string) is str and port.hold(string):
        return
    if type(string) is not str or not io_.writes_text(port):
        R7RS.check(write_string, string, port)
    if not whole:
        start, end = io_.span(write_string, str.__len__(string), start, end)
        string = str.__getitem__(string, slice(start, end))
    try:
        port.write(string)
    except Exception as error:
        fail(error, write_string, string, port)


@procedure("(newline [port])", "6.13.3", port=io_.TEXT_OUTPUT)
def newline(port: TextualPort | None = None) -> None:
    """`(newline [port])`: write an end of line, in the port's style. R7RS 6.13.3."""
    if port is None:
        port = io_.standard_port("stdout")
    if type(port) is TextPort and port.hold("\n"):
        return
    if not io_.writes_text(port):
        R7RS.check(newline, port)
    try:
        port.write("\n")
    except Exception as error:
        fail(error, newline, port)


@procedure("(flush-output-port [port])", "6.13.3", port=io_.OPEN_OUTPUT)
def flush_output_port(port: AnyPort | None = None) -> None:
    """`(flush-output-port [port])`: send what an output port still holds. R7RS 6.13.3."""
    if port is None:
        port = io_.standard_port("stdout")
    R7RS.check(flush_output_port, port)
    try:
        port.flush()
    except Exception as error:
        fail(error, flush_output_port, port)


# Ports


@procedure("(close-port port)", "6.13.1", port=io_.ANY_PORT)
def close_port(port: AnyPort) -> None:
    """`(close-port port)`: flush and close a port, each direction it has.

    Does nothing if it is closed. Raises `ArgumentTypeError` for what is no port, `SocketFailure`
    when what it held could not be sent; it is closed then all the same. R7RS 6.13.1.
    """
    R7RS.check(close_port, port)
    _close(port.close, close_port, port)


@procedure("(close-input-port port)", "6.13.1", port=io_.INPUT)
def close_input_port(port: AnyPort) -> None:
    """`(close-input-port port)`: close the input direction, all of a port that has no other.

    A Python file that reads and writes closes whole. Errors as for `close_port`. R7RS 6.13.1.
    """
    R7RS.check(close_input_port, port)
    half = port.close_input if isinstance(port, Port | TextPort) else port.close
    _close(half, close_input_port, port)


@procedure("(close-output-port port)", "6.13.1", port=io_.OUTPUT)
def close_output_port(port: AnyPort) -> None:
    """`(close-output-port port)`: flush and close the output direction, as `close_input_port`.

    R7RS 6.13.1.
    """
    R7RS.check(close_output_port, port)
    half = port.close_output if isinstance(port, Port | TextPort) else port.close
    _close(half, close_output_port, port)


def _close(close: Callable[[], object], function: Callable[..., object], port: Any) -> None:
    try:
        close()
    except Exception as error:
        fail(error, function, port)


@procedure("(call-with-port port proc)", "6.13.1", port=io_.ANY_PORT, proc=PROCEDURE)
def call_with_port(port: P, proc: Callable[[P], T]) -> T:
    """`(call-with-port port proc)`: what `proc` gives for `port`, which is closed when it returns.

    When `proc` raises, the port stays as it is. R7RS 6.13.1.
    """
    R7RS.check(call_with_port, port, proc)
    result = proc(port)
    _close(port.close, call_with_port, port)
    return result


@procedure("(port? obj)", "6.13.1")
def is_port(obj: object) -> bool:
    """`(port? obj)`: whether it is a port, open or closed. R7RS 6.13.1."""
    return io_.ANY_PORT.type_ok(obj)


@procedure("(input-port? obj)", "6.13.1")
def is_input_port(obj: object) -> bool:
    """`(input-port? obj)`: whether it is a port that reads. R7RS 6.13.1."""
    return io_.is_input(obj)


@procedure("(output-port? obj)", "6.13.1")
def is_output_port(obj: object) -> bool:
    """`(output-port? obj)`: whether it is a port that writes. R7RS 6.13.1."""
    return io_.is_output(obj)


@procedure("(binary-port? obj)", "6.13.1")
def is_binary_port(obj: object) -> bool:
    """`(binary-port? obj)`: whether it is a port of bytes. R7RS 6.13.1."""
    return issubclass(type(obj), BINARY)


@procedure("(textual-port? obj)", "6.13.1")
def is_textual_port(obj: object) -> bool:
    """`(textual-port? obj)`: whether it is a port of characters. R7RS 6.13.1."""
    return issubclass(type(obj), TEXT)


@procedure("(input-port-open? port)", "6.13.1", port=io_.INPUT)
def is_input_port_open(port: AnyPort) -> bool:
    """`(input-port-open? port)`: whether an input port can still be read. R7RS 6.13.1."""
    R7RS.check(is_input_port_open, port)
    return io_.is_input_open(port)


@procedure("(output-port-open? port)", "6.13.1", port=io_.OUTPUT)
def is_output_port_open(port: AnyPort) -> bool:
    """`(output-port-open? port)`: whether an output port can still be written. R7RS 6.13.1."""
    R7RS.check(is_output_port_open, port)
    return io_.is_output_open(port)


# Bytes and text


@procedure("(utf8->string bytevector [start [end]])", "6.9", bytevector=BYTEVECTOR)
def utf8_to_string(bytevector: Buffer, start: int = 0, end: int | None = None) -> str:
    """`(utf8->string bytevector [start [end]])`: the text of UTF-8 bytes from start to end.

    Raises `DecodingError` where they are no UTF-8. R7RS 6.9.
    """
    R7RS.check(utf8_to_string, bytevector)
    data = io_.bytes_of(bytevector)
    start, end = io_.span(utf8_to_string, len(data), start, end)
    try:
        return str(data[start:end], "utf-8")
    except UnicodeDecodeError as error:
        fail(error, utf8_to_string, bytevector)


@procedure("(string->utf8 string [start [end]])", "6.9", string=STRING)
def string_to_utf8(string: str, start: int = 0, end: int | None = None) -> bytes:
    """`(string->utf8 string [start [end]])`: the UTF-8 bytes of the characters from start to end.

    Raises `EncodingError` for a lone surrogate. R7RS 6.9.
    """
    R7RS.check(string_to_utf8, string)
    start, end = io_.span(string_to_utf8, len(string), start, end)
    try:
        return string[start:end].encode()
    except UnicodeEncodeError as error:
        fail(error, string_to_utf8, string)
