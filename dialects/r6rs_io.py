"""The port procedures of R6RS (`(rnrs io ports)`, library chapter 8.2) that network programs use.

They work on the engine's ports, on `TextPort`, and on Python's own `io` objects; unlike R7RS's
they want their port. Each refuses wrong arguments with `ArgumentTypeError` or
`ArgumentValueError`, a closed port being the latter, and consumes nothing then; a failure of the
system is a `SocketFailure`, an `OSError`; bytes that are no text are a `DecodingError`, text that
is no bytes an `EncodingError`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar, get_args

from attrs import frozen

from ..core import EolStyle, ErrorMode, InputPort, Port, TextPort
from . import _port_io as io_
from ._port_io import BINARY, START, TEXT, fail
from ._types import BinaryPort, Buffer, TextualPort, WritableBuffer
from ._types import Port as AnyPort
from .conditions import R7RS, Kind
from .data import EOF, EofObject, eof_object, is_eof_object
from .dialect import procedure, syntax
from .kinds import BYTEVECTOR, NON_NEGATIVE, PROCEDURE, STRING

__all__ = [
    "EOF",
    "Transcoder",
    "call_with_port",
    "close_port",
    "eof_object",
    "eol_style",
    "error_handling_mode",
    "flush_output_port",
    "get_bytevector_all",
    "get_bytevector_n",
    "get_bytevector_n_into",
    "get_bytevector_some",
    "get_char",
    "get_line",
    "get_string_all",
    "get_string_n",
    "get_u8",
    "is_binary_port",
    "is_eof_object",
    "is_input_port",
    "is_output_port",
    "is_port",
    "is_port_eof",
    "is_textual_port",
    "latin_1_codec",
    "lookahead_char",
    "lookahead_u8",
    "make_transcoder",
    "native_eol_style",
    "native_transcoder",
    "put_bytevector",
    "put_char",
    "put_string",
    "put_u8",
    "string_to_utf8",
    "transcoded_port",
    "utf8_to_string",
    "utf_8_codec",
]

P = TypeVar("P", bound=AnyPort)
T = TypeVar("T")


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
        return all(kind.type_ok(value) and kind.value_ok(value) for kind, value in parts)


def _one_of(names: tuple[str, ...]) -> Kind:
    return Kind(f"one of {', '.join(names)}", STRING.type_ok, names.__contains__)


_CODEC = _one_of(("utf-8", "latin-1"))
_EOL = _one_of(get_args(EolStyle))
_MODE = _one_of(get_args(ErrorMode))
_TRANSCODER = Kind(
    "a transcoder", lambda value: type(value) is Transcoder, lambda value: value.is_known
)
_BYTE = Kind(
    "an octet, an exact integer from 0 to 255",
    lambda value: type(value) is int,
    range(256).__contains__,
)
_CHAR = Kind("a character", STRING.type_ok, lambda value: str.__len__(value) == 1)
_BINARY_PORT = Kind(
    "an open binary port",
    lambda port: issubclass(type(port), BINARY),
    lambda port: not io_.is_closed(port),
)


# Transcoders


@procedure("(utf-8-codec)", "8.2.4")
def utf_8_codec() -> str:
    """`(utf-8-codec)`: the codec for UTF-8, by its Python name. R6RS library 8.2.4."""
    return "utf-8"


@procedure("(latin-1-codec)", "8.2.4")
def latin_1_codec() -> str:
    """`(latin-1-codec)`: the codec for ISO 8859-1, by its Python name. R6RS library 8.2.4."""
    return "latin-1"


@syntax("(eol-style name)", "8.2.4", name=_EOL)
def eol_style(name: EolStyle) -> EolStyle:
    """`(eol-style name)`: an end-of-line style, a string.

    `name` is "lf", "cr", "crlf", "nel", "crnel", "ls" or "none". Raises `ArgumentValueError` for
    another name, `ArgumentTypeError` for what is no string. R6RS library 8.2.4.
    """
    R7RS.check(eol_style, name)
    return name


@procedure("(native-eol-style)", "8.2.4")
def native_eol_style() -> EolStyle:
    """`(native-eol-style)`: the platform's end-of-line style, a string. R6RS library 8.2.4."""
    return "lf" if os.linesep == "\n" else "crlf"


@syntax("(error-handling-mode name)", "8.2.4", name=_MODE)
def error_handling_mode(name: ErrorMode) -> ErrorMode:
    """`(error-handling-mode name)`: an error handling mode, a string.

    `name` is "ignore", "raise" or "replace". Errors as for `eol_style`. R6RS library 8.2.4.
    """
    R7RS.check(error_handling_mode, name)
    return name


@procedure(
    "(make-transcoder codec [eol-style [handling-mode]])",
    "8.2.4",
    codec=_CODEC,
    eol_style=_EOL,
    handling_mode=_MODE,
)
def make_transcoder(
    codec: str, eol_style: EolStyle | None = None, handling_mode: ErrorMode = "replace"
) -> Transcoder:
    """`(make-transcoder codec [eol-style [handling-mode]])`: a transcoder.

    `codec` is from `utf_8_codec` or `latin_1_codec`; `eol_style` is the native one and
    `handling_mode` "replace" unless given. R6RS library 8.2.4.
    """
    style = native_eol_style() if eol_style is None else eol_style
    R7RS.check(make_transcoder, codec, style, handling_mode)
    return Transcoder(codec, style, handling_mode)


@procedure("(native-transcoder)", "8.2.4")
def native_transcoder() -> Transcoder:
    """`(native-transcoder)`: UTF-8, the native end of line, "replace". R6RS library 8.2.4."""
    return make_transcoder("utf-8")


@procedure(
    "(transcoded-port binary-port transcoder)",
    "8.2.6",
    binary_port=_BINARY_PORT,
    transcoder=_TRANSCODER,
)
def transcoded_port(binary_port: BinaryPort, transcoder: Transcoder) -> TextPort:
    """`(transcoded-port binary-port transcoder)`: a textual port over what a binary port has.

    It reads and writes if `binary_port` does, starts where that stood, and closes the socket if
    that would have. `binary_port` itself is closed to direct use; a Python file cannot be, and
    should be left alone. R6RS library 8.2.6.
    """
    R7RS.check(transcoded_port, binary_port, transcoder)
    taken = binary_port.hand_over() if isinstance(binary_port, Port) else binary_port
    return TextPort(taken, transcoder.codec, transcoder.eol_style, transcoder.error_handling_mode)


# Bytes in


@procedure("(get-u8 binary-input-port)", "8.2.8", binary_input_port=io_.BINARY_INPUT)
def get_u8(binary_input_port: BinaryPort) -> int | EofObject:
    """`(get-u8 binary-input-port)`: the next byte, an integer from 0 to 255, or `EOF`.

    Waits for it. R6RS library 8.2.8.
    """
    port = binary_input_port
    ours: Any = port if issubclass(type(port), InputPort) else None
    if ours is None or not ours.input_open:
        R7RS.check(get_u8, port)
    try:
        byte: int = io_.take_byte(port) if ours is None else ours.read_byte()
    except Exception as error:
        fail(error, get_u8, port)
    return byte if byte >= 0 else EOF


@procedure("(lookahead-u8 binary-input-port)", "8.2.8", binary_input_port=io_.BINARY_INPUT)
def lookahead_u8(binary_input_port: BinaryPort) -> int | EofObject:
    """`(lookahead-u8 binary-input-port)`: as `get_u8`; the byte stays to be read. R6RS 8.2.8."""
    if not io_.reads_bytes(binary_input_port):
        R7RS.check(lookahead_u8, binary_input_port)
    try:
        return io_.look_byte(binary_input_port)
    except Exception as error:
        fail(error, lookahead_u8, binary_input_port)


@procedure(
    "(get-bytevector-n binary-input-port count)",
    "8.2.8",
    binary_input_port=io_.BINARY_INPUT,
    count=NON_NEGATIVE,
)
def get_bytevector_n(binary_input_port: BinaryPort, count: int) -> bytes | EofObject:
    """`(get-bytevector-n binary-input-port count)`: `count` bytes, fewer before the end, or `EOF`.

    `count` is 0 or more (0 gives `b""`). A port whose policy is not to fill gives what has
    arrived. R6RS library 8.2.8.
    """
    if type(count) is not int or count < 0 or not io_.reads_bytes(binary_input_port):
        R7RS.check(get_bytevector_n, binary_input_port, count)
    try:
        return io_.take_bytes(binary_input_port, count)
    except Exception as error:
        fail(error, get_bytevector_n, binary_input_port, count)


@procedure(
    "(get-bytevector-n! binary-input-port bytevector start count)",
    "8.2.8",
    binary_input_port=io_.BINARY_INPUT,
    bytevector=io_.WRITABLE,
)
def get_bytevector_n_into(
    binary_input_port: BinaryPort, bytevector: WritableBuffer, start: int, count: int
) -> int | EofObject:
    """`(get-bytevector-n! binary-input-port bytevector start count)`: read into a buffer.

    Puts up to `count` bytes into the writable `bytevector` from `start` on, fewer before the end,
    and gives their number, or `EOF` if there were none. R6RS library 8.2.8.
    """
    R7RS.check(get_bytevector_n_into, binary_input_port, bytevector)
    with io_.writable(bytevector) as view:
        start, end = io_.span(get_bytevector_n_into, len(view), start, count, "count")
        try:
            with view[start:end] as part:
                return io_.fill(binary_input_port, part)
        except Exception as error:
            fail(error, get_bytevector_n_into, binary_input_port, bytevector)


@procedure("(get-bytevector-some binary-input-port)", "8.2.8", binary_input_port=io_.BINARY_INPUT)
def get_bytevector_some(binary_input_port: BinaryPort) -> bytes | EofObject:
    """`(get-bytevector-some binary-input-port)`: what is there, at least a byte, or `EOF`.

    Waits until there is something. R6RS library 8.2.8.
    """
    if not io_.reads_bytes(binary_input_port):
        R7RS.check(get_bytevector_some, binary_input_port)
    try:
        return io_.some_bytes(binary_input_port)
    except Exception as error:
        fail(error, get_bytevector_some, binary_input_port)


@procedure("(get-bytevector-all binary-input-port)", "8.2.8", binary_input_port=io_.BINARY_INPUT)
def get_bytevector_all(binary_input_port: BinaryPort) -> bytes | EofObject:
    """`(get-bytevector-all binary-input-port)`: all bytes up to the end, or `EOF` at it.

    R6RS library 8.2.8.
    """
    if not io_.reads_bytes(binary_input_port):
        R7RS.check(get_bytevector_all, binary_input_port)
    try:
        return io_.all_bytes(binary_input_port)
    except Exception as error:
        fail(error, get_bytevector_all, binary_input_port)


@procedure("(port-eof? input-port)", "8.2.7", input_port=io_.OPEN_INPUT)
def is_port_eof(input_port: AnyPort) -> bool:
    """`(port-eof? input-port)`: whether the end comes next; waits to know. R6RS library 8.2.7."""
    R7RS.check(is_port_eof, input_port)
    look = io_.look_char if issubclass(type(input_port), TEXT) else io_.look_byte
    try:
        return look(input_port) is EOF
    except Exception as error:
        fail(error, is_port_eof, input_port)


# Characters in


@procedure("(get-char textual-input-port)", "8.2.9", textual_input_port=io_.TEXT_INPUT)
def get_char(textual_input_port: TextualPort) -> str | EofObject:
    """`(get-char textual-input-port)`: the next character, a string, or `EOF`. R6RS 8.2.9."""
    if not io_.reads_text(textual_input_port):
        R7RS.check(get_char, textual_input_port)
    try:
        return io_.take_chars(textual_input_port, 1)
    except Exception as error:
        fail(error, get_char, textual_input_port)


@procedure("(lookahead-char textual-input-port)", "8.2.9", textual_input_port=io_.TEXT_INPUT)
def lookahead_char(textual_input_port: TextualPort) -> str | EofObject:
    """`(lookahead-char textual-input-port)`: as `get_char`; it stays to be read. R6RS 8.2.9."""
    if not io_.reads_text(textual_input_port):
        R7RS.check(lookahead_char, textual_input_port)
    try:
        return io_.look_char(textual_input_port)
    except Exception as error:
        fail(error, lookahead_char, textual_input_port)


@procedure(
    "(get-string-n textual-input-port count)",
    "8.2.9",
    textual_input_port=io_.TEXT_INPUT,
    count=NON_NEGATIVE,
)
def get_string_n(textual_input_port: TextualPort, count: int) -> str | EofObject:
    """`(get-string-n textual-input-port count)`: `count` characters, fewer at the end, or `EOF`.

    `count` is 0 or more (0 gives `""`). R6RS library 8.2.9.
    """
    if type(count) is not int or count < 0 or not io_.reads_text(textual_input_port):
        R7RS.check(get_string_n, textual_input_port, count)
    try:
        return io_.take_chars(textual_input_port, count)
    except Exception as error:
        fail(error, get_string_n, textual_input_port, count)


@procedure("(get-string-all textual-input-port)", "8.2.9", textual_input_port=io_.TEXT_INPUT)
def get_string_all(textual_input_port: TextualPort) -> str | EofObject:
    """`(get-string-all textual-input-port)`: all characters to the end, or `EOF`. R6RS 8.2.9."""
    if not io_.reads_text(textual_input_port):
        R7RS.check(get_string_all, textual_input_port)
    try:
        return io_.take_chars(textual_input_port, -1)
    except Exception as error:
        fail(error, get_string_all, textual_input_port)


@procedure("(get-line textual-input-port)", "8.2.9", textual_input_port=io_.TEXT_INPUT)
def get_line(textual_input_port: TextualPort) -> str | EofObject:
    """`(get-line textual-input-port)`: the next line without its end, or `EOF`.

    A line ends at a linefeed, which is what the transcoder makes of line ends. R6RS library 8.2.9.
    """
    port: Any = textual_input_port
    if type(port) is TextPort and (held := port.held_line()) is not None:
        return held
    if not io_.reads_text(port):
        R7RS.check(get_line, port)
    try:
        return io_.line(port)
    except Exception as error:
        fail(error, get_line, port)


# Out


@procedure(
    "(put-u8 binary-output-port octet)",
    "8.2.11",
    binary_output_port=io_.BINARY_OUTPUT,
    octet=_BYTE,
)
def put_u8(binary_output_port: BinaryPort, octet: int) -> None:
    """`(put-u8 binary-output-port octet)`: write a byte, an integer from 0 to 255. R6RS 8.2.11."""
    R7RS.check(put_u8, binary_output_port, octet)
    try:
        io_.write_all(binary_output_port, b"%c" % octet)
    except Exception as error:
        fail(error, put_u8, binary_output_port, octet)


@procedure(
    "(put-bytevector binary-output-port bytevector [start [count]])",
    "8.2.11",
    binary_output_port=io_.BINARY_OUTPUT,
    bytevector=BYTEVECTOR,
)
def put_bytevector(
    binary_output_port: BinaryPort,
    bytevector: Buffer,
    start: int = START,
    count: int | None = None,
) -> None:
    """`(put-bytevector binary-output-port bytevector [start [count]])`: write `count` bytes.

    They begin at `start` (0); `count` is all that follow unless given. Writes all or raises.
    R6RS library 8.2.11.
    """
    if type(bytevector) is not bytes or not io_.writes_bytes(binary_output_port):
        R7RS.check(put_bytevector, binary_output_port, bytevector)
    data = io_.bytes_of(bytevector)
    if start is not START or count is not None:
        start, end = io_.span(put_bytevector, len(data), start, count, "count")
        data = data[start:end]
    try:
        io_.write_all(binary_output_port, data)
    except Exception as error:
        fail(error, put_bytevector, binary_output_port, bytevector)


@procedure(
    "(put-char textual-output-port char)",
    "8.2.12",
    textual_output_port=io_.TEXT_OUTPUT,
    char=_CHAR,
)
def put_char(textual_output_port: TextualPort, char: str) -> None:
    """`(put-char textual-output-port char)`: write one character, a string of one. R6RS 8.2.12."""
    R7RS.check(put_char, textual_output_port, char)
    try:
        textual_output_port.write(char)
    except Exception as error:
        fail(error, put_char, textual_output_port, char)


@procedure(
    "(put-string textual-output-port string [start [count]])",
    "8.2.12",
    textual_output_port=io_.TEXT_OUTPUT,
    string=STRING,
)
def put_string(
    textual_output_port: TextualPort,
    string: str,
    start: int = START,
    count: int | None = None,
) -> None:
    """`(put-string textual-output-port string [start [count]])`: write `count` characters.

    They begin at `start` (0); `count` is all that follow unless given. R6RS library 8.2.12.
    """
    port: Any = textual_output_port
    whole = start is START and count is None
    if whole and type(port) is TextPort and type(string) is str and port.hold(string):
        return
    if type(string) is not str or not io_.writes_text(port):
        R7RS.check(put_string, port, string)
    if not whole:
        start, end = io_.span(put_string, str.__len__(string), start, count, "count")
        string = str.__getitem__(string, slice(start, end))
    try:
        port.write(string)
    except Exception as error:
        fail(error, put_string, port, string)


@procedure("(flush-output-port output-port)", "8.2.10", output_port=io_.OPEN_OUTPUT)
def flush_output_port(output_port: AnyPort) -> None:
    """`(flush-output-port output-port)`: send what an output port still holds. R6RS 8.2.10."""
    R7RS.check(flush_output_port, output_port)
    try:
        output_port.flush()
    except Exception as error:
        fail(error, flush_output_port, output_port)


# Ports


@procedure("(close-port port)", "8.2.6", port=io_.ANY_PORT)
def close_port(port: AnyPort) -> None:
    """`(close-port port)`: flush and close a port, each direction it has.

    Does nothing if it is closed. Raises `ArgumentTypeError` for what is no port, `SocketFailure`
    when what it held could not be sent; it is closed then all the same. R6RS library 8.2.6.
    """
    R7RS.check(close_port, port)
    _close(close_port, port)


def _close(function: Callable[..., object], port: Any) -> None:
    try:
        port.close()
    except Exception as error:
        fail(error, function, port)


@procedure("(call-with-port port proc)", "8.2.6", port=io_.ANY_PORT, proc=PROCEDURE)
def call_with_port(port: P, proc: Callable[[P], T]) -> T:
    """`(call-with-port port proc)`: what `proc` gives for `port`, which is closed when it returns.

    When `proc` raises, the port stays as it is. R6RS library 8.2.6.
    """
    R7RS.check(call_with_port, port, proc)
    result = proc(port)
    _close(call_with_port, port)
    return result


@procedure("(port? obj)", "8.2.6")
def is_port(obj: object) -> bool:
    """`(port? obj)`: whether it is a port, open or closed. R6RS library 8.2.6."""
    return io_.ANY_PORT.type_ok(obj)


@procedure("(input-port? obj)", "8.2.7")
def is_input_port(obj: object) -> bool:
    """`(input-port? obj)`: whether it is a port that reads. R6RS library 8.2.7."""
    return io_.is_input(obj)


@procedure("(output-port? obj)", "8.2.10")
def is_output_port(obj: object) -> bool:
    """`(output-port? obj)`: whether it is a port that writes. R6RS library 8.2.10."""
    return io_.is_output(obj)


@procedure("(binary-port? port)", "8.2.6", port=io_.ANY_PORT)
def is_binary_port(port: AnyPort) -> bool:
    """`(binary-port? port)`: whether a port is one of bytes. R6RS library 8.2.6."""
    R7RS.check(is_binary_port, port)
    return issubclass(type(port), BINARY)


@procedure("(textual-port? port)", "8.2.6", port=io_.ANY_PORT)
def is_textual_port(port: AnyPort) -> bool:
    """`(textual-port? port)`: whether a port is one of characters. R6RS library 8.2.6."""
    R7RS.check(is_textual_port, port)
    return issubclass(type(port), TEXT)


# Bytes and text


@procedure("(utf8->string bytevector)", "2.9", bytevector=BYTEVECTOR)
def utf8_to_string(bytevector: Buffer) -> str:
    """`(utf8->string bytevector)`: the text of UTF-8 bytes, U+FFFD for what is none. R6RS 2.9."""
    R7RS.check(utf8_to_string, bytevector)
    return str(io_.bytes_of(bytevector), "utf-8", "replace")


@procedure("(string->utf8 string)", "2.9", string=STRING)
def string_to_utf8(string: str) -> bytes:
    """`(string->utf8 string)`: its UTF-8 bytes.

    Raises `EncodingError` for a lone surrogate. R6RS library 2.9.
    """
    R7RS.check(string_to_utf8, string)
    try:
        return string.encode()
    except UnicodeEncodeError as error:
        fail(error, string_to_utf8, string)
