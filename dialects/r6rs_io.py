"""The port procedures of R6RS (`(rnrs io ports)`, library chapter 8.2) that network programs use.

They work on the engine's ports, on `TextPort`, and on Python's own `io` objects; unlike R7RS's
they want their port. A character is a string of length 1. Each refuses wrong arguments with
`ArgumentTypeError` or `ArgumentValueError`, a closed port being the latter, and consumes nothing
then; a failure of the system is a `SocketFailure`, an `OSError`; bytes that are no text are a
`DecodingError`, text that is no bytes an `EncodingError`.
"""

from __future__ import annotations

import os
from typing import Annotated, Any, Final, TypeAlias, TypeVar, get_args

from attrs import frozen

from ..core import EolStyle, ErrorMode, InputPort, Port, TextPort
from ._types import Port as _Port
from .data import EOF as EOF
from .data import EofObject
from .data import eof_object as eof_object
from .data import is_eof_object as is_eof_object
from .exports import export
from .kinds import STRING, Bytevector, Kind, NonNegative, String, WritableBytevector
from .results import Character, Result, Unspecified
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
    OpenBinary,
    OpenInput,
    OpenOutput,
    Receiver,
    TextInput,
    TextOutput,
)
from .shared.port_procedures import START, call_with, fill_part, write_bytes, write_text

_P = TypeVar("_P", bound=_Port)
_T = TypeVar("_T")


@frozen
class Transcoder:
    """How bytes become characters: codec (a Python codec's name), end of line, error mode."""

    codec: str
    eol_style: EolStyle
    error_handling_mode: ErrorMode

    @property
    def is_known(self) -> bool:
        """Whether all three are what `make_transcoder` takes."""
        parts = (_CODEC, self.codec), (_EOL, self.eol_style), (_MODE, self.error_handling_mode)
        return all(PORTS.refusal(kind, value) is None for kind, value in parts)


def _one_of(names: tuple[str, ...]) -> Kind:
    return Kind(f"one of {', '.join(names)}", STRING.type_ok, names.__contains__)


_CODEC: Final = _one_of(("utf-8", "latin-1"))
_EOL: Final = _one_of(get_args(EolStyle))
_MODE: Final = _one_of(get_args(ErrorMode))
_TRANSCODER: Final = Kind(
    "a transcoder", lambda value: type(value) is Transcoder, lambda value: value.is_known
)
_OCTET: Final = Kind(
    "an octet, an exact integer from 0 to 255",
    lambda value: type(value) is int,
    range(256).__contains__,
)
_Codec: TypeAlias = Annotated[str, _CODEC, Result("object")]
_Eol: TypeAlias = Annotated[EolStyle, _EOL, Result("symbol")]
_Mode: TypeAlias = Annotated[ErrorMode, _MODE, Result("symbol")]
_Transcoder: TypeAlias = Annotated[Transcoder, _TRANSCODER]
_Octet: TypeAlias = Annotated[int, _OCTET]


# Transcoders


@PORTS.procedure
def utf_8_codec() -> _Codec:
    """`(utf-8-codec)`: return the codec for UTF-8, by its Python name. R6RS 8.2.4."""
    return "utf-8"


@PORTS.procedure
def latin_1_codec() -> _Codec:
    """`(latin-1-codec)`: return the codec for ISO 8859-1, by its Python name. R6RS 8.2.4."""
    return "latin-1"


@PORTS.syntax
def eol_style(name: _Eol) -> _Eol:
    """`(eol-style name)`: return an end-of-line style.

    `name` is "lf", "cr", "crlf", "nel", "crnel", "ls" or "none". Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string. R6RS 8.2.4.
    """
    return name


@PORTS.procedure
def native_eol_style() -> _Eol:
    """`(native-eol-style)`: return the platform's end-of-line style. R6RS 8.2.4."""
    return "lf" if os.linesep == "\n" else "crlf"


@PORTS.syntax
def error_handling_mode(name: _Mode) -> _Mode:
    """`(error-handling-mode name)`: return an error handling mode.

    `name` is "ignore", "raise" or "replace". Errors as for `eol_style`. R6RS 8.2.4.
    """
    return name


@PORTS.procedure
def make_transcoder(
    codec: _Codec, eol_style: _Eol | None = None, handling_mode: _Mode = "replace"
) -> Transcoder:
    """`(make-transcoder codec [eol-style [handling-mode]])`: return a transcoder.

    `codec` is from `utf_8_codec` or `latin_1_codec`; `eol_style` is the native one unless given.
    R6RS 8.2.4.
    """
    return Transcoder(codec, eol_style or native_eol_style(), handling_mode)


@PORTS.procedure
def native_transcoder() -> Transcoder:
    """`(native-transcoder)`: return that of UTF-8, the native end of line and "replace".

    R6RS 8.2.4.
    """
    return make_transcoder("utf-8")


@PORTS.procedure
def transcoded_port(binary_port: OpenBinary, transcoder: _Transcoder) -> TextPort:
    """`(transcoded-port binary-port transcoder)`: return a textual port over a binary one.

    It reads and writes if `binary_port` does, starts where that stood, and closes the socket if
    that would have. `binary_port` itself is closed to direct use; a Python file cannot be, and
    should be left alone. R6RS 8.2.6.
    """
    taken = binary_port.hand_over() if isinstance(binary_port, Port) else binary_port
    return TextPort(taken, transcoder.codec, transcoder.eol_style, transcoder.error_handling_mode)


# Bytes in


@PORTS.hot_procedure
def get_u8(binary_input_port: BinaryInput) -> int | EofObject:
    """`(get-u8 binary-input-port)`: wait for a byte and return it, or `EOF`. R6RS 8.2.8."""
    port: Any = binary_input_port
    try:
        if issubclass(type(port), InputPort) and port.input_open:
            byte: int = port.read_byte()
            return byte if byte >= 0 else EOF
    except Exception as error:
        PORTS.fail(error, get_u8, port)
    return _procedures.take_byte(get_u8, port)


@PORTS.hot_procedure
def lookahead_u8(binary_input_port: BinaryInput) -> int | EofObject:
    """`(lookahead-u8 binary-input-port)`: do as `get_u8`, and leave the byte. R6RS 8.2.8."""
    return _procedures.look_byte(lookahead_u8, binary_input_port)


@PORTS.hot_procedure
def get_bytevector_n(binary_input_port: BinaryInput, count: NonNegative) -> bytes | EofObject:
    """`(get-bytevector-n binary-input-port count)`: return `count` bytes, or fewer, or `EOF`.

    Fewer come before the end, and from a port whose policy is not to fill, which gives what has
    arrived. With 0 for `count` that is `b""`. R6RS 8.2.8.
    """
    fits = type(count) is int and count >= 0
    return _procedures.take_bytes(get_bytevector_n, fits, binary_input_port, count)


@PORTS.procedure
def get_bytevector_n_into(
    binary_input_port: BinaryInput, bytevector: WritableBytevector, start: Index, count: Index
) -> int | EofObject:
    """`(get-bytevector-n! binary-input-port bytevector start count)`: read into a buffer.

    Puts up to `count` bytes into it from `start` on, fewer before the end, and returns their
    number, or `EOF` if there were none. R6RS 8.2.8.
    """
    return fill_part(get_bytevector_n_into, binary_input_port, bytevector, start, count, "count")


@PORTS.hot_procedure
def get_bytevector_some(binary_input_port: BinaryInput) -> bytes | EofObject:
    """`(get-bytevector-some binary-input-port)`: return what there is, or `EOF`. R6RS 8.2.8."""
    return _procedures.some_bytes(get_bytevector_some, binary_input_port)


@PORTS.hot_procedure
def get_bytevector_all(binary_input_port: BinaryInput) -> bytes | EofObject:
    """`(get-bytevector-all binary-input-port)`: return all to the end, or `EOF`. R6RS 8.2.8."""
    return _procedures.all_bytes(get_bytevector_all, binary_input_port)


@PORTS.procedure
def is_port_eof(input_port: OpenInput) -> bool:
    """`(port-eof? input-port)`: wait to know whether the end comes next. R6RS 8.2.7."""
    return _operations.look(input_port) is EOF


# Characters in


@PORTS.hot_procedure
def get_char(textual_input_port: TextInput) -> Character | EofObject:
    """`(get-char textual-input-port)`: return the next character, or `EOF`. R6RS 8.2.9."""
    return _procedures.take_char(get_char, textual_input_port)


@PORTS.hot_procedure
def lookahead_char(textual_input_port: TextInput) -> Character | EofObject:
    """`(lookahead-char textual-input-port)`: do as `get_char`, and leave it. R6RS 8.2.9."""
    return _procedures.look_char(lookahead_char, textual_input_port)


@PORTS.hot_procedure
def get_string_n(textual_input_port: TextInput, count: NonNegative) -> str | EofObject:
    """`(get-string-n textual-input-port count)`: return `count` characters, or fewer, or `EOF`.

    Fewer come before the end. With 0 for `count` that is `""`. R6RS 8.2.9.
    """
    fits = type(count) is int and count >= 0
    return _procedures.take_chars(get_string_n, fits, textual_input_port, count)


@PORTS.hot_procedure
def get_string_all(textual_input_port: TextInput) -> str | EofObject:
    """`(get-string-all textual-input-port)`: return all to the end, or `EOF`. R6RS 8.2.9."""
    return _procedures.all_chars(get_string_all, textual_input_port)


@PORTS.hot_procedure
def get_line(textual_input_port: TextInput) -> str | EofObject:
    """`(get-line textual-input-port)`: return the next line without its end, or `EOF`.

    A line ends at a linefeed, which is what the transcoder makes of line ends.
    R6RS 8.2.9.
    """
    port = textual_input_port
    held = port.held_line() if type(port) is TextPort else None
    return _procedures.line(get_line, port) if held is None else held


# Out


@PORTS.hot_procedure
def put_u8(binary_output_port: BinaryOutput, octet: _Octet) -> Unspecified:
    """`(put-u8 binary-output-port octet)`: write a byte. R6RS 8.2.11."""
    port, fits = binary_output_port, type(octet) is int and 0 <= octet <= 255
    _procedures.write_byte(put_u8, fits, port, octet)


@PORTS.hot_procedure
def put_bytevector(
    binary_output_port: BinaryOutput,
    bytevector: Bytevector,
    start: Index = START,
    count: Index | None = None,
) -> Unspecified:
    """`(put-bytevector binary-output-port bytevector [start [count]])`: write `count` bytes.

    `count` is all that follow `start` unless given. Writes all or raises. R6RS 8.2.11.
    """
    write_bytes(put_bytevector, binary_output_port, bytevector, start, count, "count")


@PORTS.hot_procedure
def put_char(textual_output_port: TextOutput, char: Char) -> Unspecified:
    """`(put-char textual-output-port char)`: write a character. R6RS 8.2.12."""
    port, fits = textual_output_port, type(char) is str and len(char) == 1
    _procedures.write_char(put_char, fits, port, char)


@PORTS.hot_procedure
def put_string(
    textual_output_port: TextOutput,
    string: String,
    start: Index = START,
    count: Index | None = None,
) -> Unspecified:
    """`(put-string textual-output-port string [start [count]])`: write `count` characters.

    `count` is all that follow `start` unless given. R6RS 8.2.12.
    """
    port = textual_output_port
    whole = start is START and count is None and type(string) is str
    if not (whole and type(port) is TextPort and port.hold(string)):
        write_text(put_string, port, string, start, count, "count")


@PORTS.hot_procedure
def flush_output_port(output_port: OpenOutput) -> Unspecified:
    """`(flush-output-port output-port)`: send what it still holds. R6RS 8.2.10."""
    _procedures.flush(flush_output_port, output_port)


# Ports


@PORTS.procedure
def close_port(port: AnyPort) -> Unspecified:
    """`(close-port port)`: flush and close a port, each direction it has.

    Does nothing if it is closed. Raises `ArgumentTypeError` for what is no port, `SocketFailure`
    when what it held could not be sent; it is closed then all the same. R6RS 8.2.6.
    """
    port.close()


@PORTS.hot_procedure
def call_with_port(port: Given[_P], proc: Receiver[_P, _T]) -> _T:
    """`(call-with-port port proc)`: return what `proc` returns for `port`, then closed.

    When `proc` raises, the port stays as it is. R6RS 8.2.6.
    """
    return call_with(call_with_port, port, proc)


@PORTS.procedure
def is_port(obj: object) -> bool:
    """`(port? obj)`: return whether it is a port, open or closed. R6RS 8.2.6."""
    return _kinds.is_port(obj)


@PORTS.procedure
def is_input_port(obj: object) -> bool:
    """`(input-port? obj)`: return whether it is a port that reads. R6RS 8.2.7."""
    return _kinds.is_input(obj)


@PORTS.procedure
def is_output_port(obj: object) -> bool:
    """`(output-port? obj)`: return whether it is a port that writes. R6RS 8.2.10."""
    return _kinds.is_output(obj)


@PORTS.procedure
def is_binary_port(port: AnyPort) -> bool:
    """`(binary-port? port)`: return whether it is one of bytes. R6RS 8.2.6."""
    return issubclass(type(port), _kinds.BINARY)


@PORTS.procedure
def is_textual_port(port: AnyPort) -> bool:
    """`(textual-port? port)`: return whether it is one of characters. R6RS 8.2.6."""
    return issubclass(type(port), _kinds.TEXT)


# Bytes and text


@PORTS.procedure
def utf8_to_string(bytevector: Bytevector) -> str:
    """`(utf8->string bytevector)`: return UTF-8's text, U+FFFD for what is none. R6RS 2.9."""
    return str(_operations.bytes_of(bytevector), "utf-8", "replace")


@PORTS.procedure
def string_to_utf8(string: String) -> bytes:
    """`(string->utf8 string)`: return its UTF-8 bytes.

    Raises `EncodingError` for a lone surrogate. R6RS 2.9.
    """
    return string.encode()


export(__name__, "EOF", eof_object, is_eof_object)
