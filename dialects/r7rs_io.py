"""The port procedures of R7RS small (section 6.13) that network programs use.

They work on the engine's ports, on `TextPort`, and on Python's own `io` objects. A port that R7RS
lets one leave out is the process's standard input or output (their `buffer` for bytes). Each
refuses wrong arguments with `ArgumentTypeError` or `ArgumentValueError`, a closed port being the
latter, and consumes nothing then; a failure of the system is a `SocketFailure`, an `OSError`;
bytes that are no text are a `DecodingError`, text that is no bytes an `EncodingError`. A port at
its end is ready.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias, TypeVar

from ..core import InputPort, Port, TextPort
from ._types import Port as _Port
from .data import EOF as EOF
from .data import EofObject
from .data import eof_object as eof_object
from .data import is_eof_object as is_eof_object
from .exports import export
from .kinds import Bytevector, Kind, NonNegative, String, WritableBytevector
from .results import Character, Unspecified
from .shared import port_kinds as _kinds
from .shared import port_operations as _operations
from .shared import port_procedures as _procedures
from .shared.port_conditions import PORTS
from .shared.port_kinds import (
    AnyPort,
    BinaryInput,
    BinaryOutput,
    Char,
    Given,
    Index,
    Input,
    OpenOutput,
    Output,
    Receiver,
    TextInput,
    TextOutput,
)
from .shared.port_procedures import START, call_with, fill_part, span, write_bytes, write_text

_P = TypeVar("_P", bound=_Port)
_T = TypeVar("_T")

_BYTE: Final = Kind(
    "a byte, an exact integer from 0 to 255",
    lambda value: type(value) is int,
    range(256).__contains__,
)
_Byte: TypeAlias = Annotated[int, _BYTE]


# Bytes in


@PORTS.hot_procedure
def read_u8(port: BinaryInput | None = None) -> int | EofObject:
    """`(read-u8 [port])`: wait for a byte and return it, or `EOF`. R7RS 6.13.2."""
    source: Any = port
    try:
        if issubclass(type(source), InputPort) and source.input_open:
            byte: int = source.read_byte()
            return byte if byte >= 0 else EOF
    except Exception as error:
        PORTS.fail(error, read_u8, port)
    return _procedures.take_byte(read_u8, port)


@PORTS.hot_procedure
def peek_u8(port: BinaryInput | None = None) -> int | EofObject:
    """`(peek-u8 [port])`: do as `read_u8`, but leave the byte to be read. R7RS 6.13.2."""
    return _procedures.look_byte(peek_u8, port)


@PORTS.procedure
def is_u8_ready(port: BinaryInput | None = None) -> bool:
    """`(u8-ready? [port])`: return whether `read_u8` would not wait. R7RS 6.13.2."""
    return _operations.ready(PORTS.or_standard(is_u8_ready, port))


@PORTS.hot_procedure
def read_bytevector(k: NonNegative, port: BinaryInput | None = None) -> bytes | EofObject:
    """`(read-bytevector k [port])`: return the next `k` bytes, fewer before the end, `EOF` at it.

    With 0 for `k` that is `b""`. A port whose policy is not to fill gives what one receive gives.
    R7RS 6.13.2.
    """
    fits = type(k) is int and k >= 0
    return _procedures.take_bytes(read_bytevector, fits, port, k)


@PORTS.procedure
def read_bytevector_into(
    bytevector: WritableBytevector,
    port: BinaryInput | None = None,
    start: Index = 0,
    end: Index | None = None,
) -> int | EofObject:
    """`(read-bytevector! bytevector [port [start [end]]])`: fill a buffer; return the byte count.

    It is filled from `start` up to `end` (its length), less before the end of the data; `EOF` if
    there was nothing. R7RS 6.13.2.
    """
    source = PORTS.or_standard(read_bytevector_into, port)
    return fill_part(read_bytevector_into, source, bytevector, start, end)


# Bytes out


@PORTS.hot_procedure
def write_u8(byte: _Byte, port: BinaryOutput | None = None) -> Unspecified:
    """`(write-u8 byte [port])`: write one byte. R7RS 6.13.3."""
    fits = type(byte) is int and 0 <= byte <= 255
    _procedures.write_byte(write_u8, fits, port, byte)


@PORTS.hot_procedure
def write_bytevector(
    bytevector: Bytevector,
    port: BinaryOutput | None = None,
    start: Index = START,
    end: Index | None = None,
) -> Unspecified:
    """`(write-bytevector bytevector [port [start [end]]])`: write the bytes from start to end.

    `end` is the length unless given. Writes all or raises. R7RS 6.13.3.
    """
    write_bytes(write_bytevector, port, bytevector, start, end)


# Characters in


@PORTS.hot_procedure
def read_char(port: TextInput | None = None) -> Character | EofObject:
    """`(read-char [port])`: return the next character, a string of one, or `EOF`. R7RS 6.13.2."""
    return _procedures.take_char(read_char, port)


@PORTS.hot_procedure
def peek_char(port: TextInput | None = None) -> Character | EofObject:
    """`(peek-char [port])`: do as `read_char`, but leave it to be read. R7RS 6.13.2."""
    return _procedures.look_char(peek_char, port)


@PORTS.procedure
def is_char_ready(port: TextInput | None = None) -> bool:
    """`(char-ready? [port])`: return whether `read_char` would not wait. R7RS 6.13.2."""
    return _operations.ready(PORTS.or_standard(is_char_ready, port))


@PORTS.hot_procedure
def read_line(port: TextInput | None = None) -> str | EofObject:
    """`(read-line [port])`: return the next line without its end, or `EOF`.

    What ends a line, besides a newline, is the port's own: a `TextPort`'s style, Python's
    `newline`. R7RS 6.13.2.
    """
    held = port.held_line() if type(port) is TextPort else None
    return _procedures.line(read_line, port) if held is None else held


@PORTS.hot_procedure
def read_string(k: NonNegative, port: TextInput | None = None) -> str | EofObject:
    """`(read-string k [port])`: return the next `k` characters, fewer before the end, `EOF` at it.

    With 0 for `k` that is `""`. R7RS 6.13.2.
    """
    fits = type(k) is int and k >= 0
    return _procedures.take_chars(read_string, fits, port, k)


# Characters out


@PORTS.hot_procedure
def write_char(char: Char, port: TextOutput | None = None) -> Unspecified:
    """`(write-char char [port])`: write one character, a string of length 1. R7RS 6.13.3."""
    fits = type(char) is str and len(char) == 1
    _procedures.write_char(write_char, fits, port, char)


@PORTS.hot_procedure
def write_string(
    string: String,
    port: TextOutput | None = None,
    start: Index = START,
    end: Index | None = None,
) -> Unspecified:
    """`(write-string string [port [start [end]]])`: write the characters from start to end.

    `end` is the length unless given. R7RS 6.13.3.
    """
    whole = start is START and end is None and type(string) is str
    if not (whole and type(port) is TextPort and port.hold(string)):
        write_text(write_string, port, string, start, end)


@PORTS.hot_procedure
def newline(port: TextOutput | None = None) -> Unspecified:
    """`(newline [port])`: write an end of line, in the port's style. R7RS 6.13.3."""
    if type(port) is not TextPort or not port.hold("\n"):
        _procedures.write_newline(newline, port)


@PORTS.hot_procedure
def flush_output_port(port: OpenOutput | None = None) -> Unspecified:
    """`(flush-output-port [port])`: send what an output port still holds. R7RS 6.13.3."""
    _procedures.flush(flush_output_port, port)


# Ports


@PORTS.procedure
def close_port(port: AnyPort) -> Unspecified:
    """`(close-port port)`: flush and close a port, each direction it has.

    Does nothing if it is closed. Raises `ArgumentTypeError` for what is no port, `SocketFailure`
    when what it held could not be sent; it is closed then all the same. R7RS 6.13.1.
    """
    port.close()


@PORTS.procedure
def close_input_port(port: Input) -> Unspecified:
    """`(close-input-port port)`: close the input direction, all of a port that has no other.

    A Python file that reads and writes closes whole. Errors as for `close_port`. R7RS 6.13.1.
    """
    port.close_input() if isinstance(port, Port | TextPort) else port.close()


@PORTS.procedure
def close_output_port(port: Output) -> Unspecified:
    """`(close-output-port port)`: flush; do as `close_input_port` for output. R7RS 6.13.1."""
    port.close_output() if isinstance(port, Port | TextPort) else port.close()


@PORTS.hot_procedure
def call_with_port(port: Given[_P], proc: Receiver[_P, _T]) -> _T:
    """`(call-with-port port proc)`: return what `proc` returns for `port`, then closed.

    When `proc` raises, the port stays as it is. R7RS 6.13.1.
    """
    return call_with(call_with_port, port, proc)


@PORTS.procedure
def is_port(obj: object) -> bool:
    """`(port? obj)`: return whether it is a port, open or closed. R7RS 6.13.1."""
    return _kinds.is_port(obj)


@PORTS.procedure
def is_input_port(obj: object) -> bool:
    """`(input-port? obj)`: return whether it is a port that reads. R7RS 6.13.1."""
    return _kinds.is_input(obj)


@PORTS.procedure
def is_output_port(obj: object) -> bool:
    """`(output-port? obj)`: return whether it is a port that writes. R7RS 6.13.1."""
    return _kinds.is_output(obj)


@PORTS.procedure
def is_binary_port(obj: object) -> bool:
    """`(binary-port? obj)`: return whether it is a port of bytes. R7RS 6.13.1."""
    return issubclass(type(obj), _kinds.BINARY)


@PORTS.procedure
def is_textual_port(obj: object) -> bool:
    """`(textual-port? obj)`: return whether it is a port of characters. R7RS 6.13.1."""
    return issubclass(type(obj), _kinds.TEXT)


@PORTS.procedure
def is_input_port_open(port: Input) -> bool:
    """`(input-port-open? port)`: return whether it can still be read. R7RS 6.13.1."""
    return _kinds.is_input_open(port)


@PORTS.procedure
def is_output_port_open(port: Output) -> bool:
    """`(output-port-open? port)`: return whether it can still be written. R7RS 6.13.1."""
    return _kinds.is_output_open(port)


# Bytes and text


@PORTS.procedure
def utf8_to_string(bytevector: Bytevector, start: Index = 0, end: Index | None = None) -> str:
    """`(utf8->string bytevector [start [end]])`: return the text of UTF-8 bytes.

    Raises `DecodingError` where they are no UTF-8. R7RS 6.9.
    """
    data = _operations.bytes_of(bytevector)
    start, end = span(utf8_to_string, len(data), start, end)
    return str(data[start:end], "utf-8")


@PORTS.procedure
def string_to_utf8(string: String, start: Index = 0, end: Index | None = None) -> bytes:
    """`(string->utf8 string [start [end]])`: return the UTF-8 bytes of the characters.

    Raises `EncodingError` for a lone surrogate. R7RS 6.9.
    """
    start, end = span(string_to_utf8, len(string), start, end)
    return string[start:end].encode()


export(__name__, "EOF", eof_object, is_eof_object)
