"""Ports, reading and writing (R7RS 6.13)."""

from __future__ import annotations

import io
import os
from typing import Any, Final

from ... import r7rs_io
from ..calls import call
from ..conditions import FileFailure
from ..control import parameterized
from ..data import EOF, String
from ..declaration import Table, refuse
from ..dynamics import STATE
from ..kinds import Bytes, Char, Index, Proc, Text
from ..ports import (
    CURRENT_ERROR,
    CURRENT_INPUT,
    CURRENT_OUTPUT,
    BytesInput,
    BytesOutput,
    StringInput,
    StringOutput,
    characters,
    family_operation,
    is_textual,
    open_file,
    put,
)
from ..printer import Labels, show
from ..reader import read_from
from .strings import span

__all__ = ["TABLE"]

TABLE: Final = Table()

TABLE.value("current-input-port", CURRENT_INPUT)
TABLE.value("current-output-port", CURRENT_OUTPUT)
TABLE.value("current-error-port", CURRENT_ERROR)


def _is_given(port: Any) -> bool:
    """Return whether a port was passed; #f and #t stand for the current one in some Schemes."""
    return port is not None and port.__class__ is not bool


def _text_input(port: Any) -> Any:
    return port if _is_given(port) else CURRENT_INPUT()


def _output(port: Any) -> Any:
    return port if _is_given(port) else CURRENT_OUTPUT()


def _binary(port: Any) -> Any:
    """Return the port of bytes below a standard one of characters."""
    return port.buffer if isinstance(port, io.TextIOWrapper) else port


# Ports


@TABLE.procedure("port?")
def is_port(value: Any) -> bool:
    """Return whether a value is a port. R7RS 6.13.1."""
    return r7rs_io.is_port(value)


@TABLE.procedure("input-port?")
def is_input_port(value: Any) -> bool:
    """Return whether a value is a port that reads. R7RS 6.13.1."""
    return r7rs_io.is_input_port(value)


@TABLE.procedure("output-port?")
def is_output_port(value: Any) -> bool:
    """Return whether a value is a port that writes. R7RS 6.13.1."""
    return r7rs_io.is_output_port(value)


@TABLE.procedure("textual-port?")
def is_textual_port(value: Any) -> bool:
    """Return whether a value is a port of characters. R7RS 6.13.1."""
    return is_textual(value)


@TABLE.procedure("binary-port?")
def is_binary_port(value: Any) -> bool:
    """Return whether a value is a port of bytes. R7RS 6.13.1."""
    return r7rs_io.is_binary_port(value)


@TABLE.procedure("input-port-open?")
def is_input_port_open(port: Any) -> bool:
    """Return whether an input port can still be read. R7RS 6.13.1."""
    return r7rs_io.is_input_port_open(port)


@TABLE.procedure("output-port-open?")
def is_output_port_open(port: Any) -> bool:
    """Return whether an output port can still be written. R7RS 6.13.1."""
    return r7rs_io.is_output_port_open(port)


@TABLE.procedure("close-port")
def close_port(port: Any) -> Any:
    """Close a port. R7RS 6.13.1."""
    operate = family_operation("close-port", port) or r7rs_io.close_port
    return operate(port)


@TABLE.procedure("close-input-port")
def close_input_port(port: Any) -> Any:
    """Close what a port reads from. R7RS 6.13.1."""
    operate = family_operation("close-input-port", port) or r7rs_io.close_input_port
    return operate(port)


@TABLE.procedure("close-output-port")
def close_output_port(port: Any) -> Any:
    """Close what a port writes to. R7RS 6.13.1."""
    operate = family_operation("close-output-port", port) or r7rs_io.close_output_port
    return operate(port)


@TABLE.procedure("call-with-port")
def call_with_port(port: Any, procedure: Proc) -> Any:
    """Call a procedure with a port, which is closed when it returns. R7RS 6.13.1."""
    result = call(procedure, port)
    close_port(port)
    return result


@TABLE.procedure("open-input-string")
def open_input_string(string: Text) -> StringInput:
    """Return a port that reads a string. R7RS 6.13.1."""
    return StringInput(string)


@TABLE.procedure("open-output-string")
def open_output_string() -> StringOutput:
    """Return a port that gathers what is written. R7RS 6.13.1."""
    return StringOutput()


@TABLE.procedure("get-output-string")
def get_output_string(port: Any) -> Text:
    """Return what a port has gathered. R7RS 6.13.1."""
    if not isinstance(port, StringOutput):
        refuse("get-output-string", 1, "a string port", port)
    return port.getvalue()


@TABLE.procedure("open-input-bytevector")
def open_input_bytevector(bytevector: Bytes) -> BytesInput:
    """Return a port that reads a bytevector. R7RS 6.13.1."""
    return BytesInput(bytes(bytevector))


@TABLE.procedure("open-output-bytevector")
def open_output_bytevector() -> BytesOutput:
    """Return a port that gathers bytes. R7RS 6.13.1."""
    return BytesOutput()


@TABLE.procedure("get-output-bytevector")
def get_output_bytevector(port: Any) -> bytearray:
    """Return the bytes that a port has gathered. R7RS 6.13.1."""
    if not isinstance(port, BytesOutput):
        refuse("get-output-bytevector", 1, "a bytevector port", port)
    return bytearray(port.getvalue())


@TABLE.procedure("call-with-output-string")
def call_with_output_string(procedure: Proc) -> Text:
    """Return what a procedure writes to the port that it is called with."""
    port = StringOutput()
    call(procedure, port)
    return port.getvalue()


@TABLE.procedure("call-with-input-string")
def call_with_input_string(string: Text, procedure: Proc) -> Any:
    """Call a procedure with a port that reads a string."""
    return call(procedure, StringInput(string))


@TABLE.procedure("with-output-to-string")
def with_output_to_string(thunk: Proc) -> Text:
    """Return what a thunk writes to the current output port."""
    port = StringOutput()
    parameterized([(CURRENT_OUTPUT, port)], thunk)
    return port.getvalue()


@TABLE.procedure("with-input-from-string")
def with_input_from_string(string: Text, thunk: Proc) -> Any:
    """Call a thunk while the current input port reads a string."""
    return parameterized([(CURRENT_INPUT, StringInput(string))], thunk)


# Files


@TABLE.procedure("open-input-file")
def open_input_file(path: Text) -> Any:
    """Return a port that reads a file of text. R7RS 6.13.1."""
    return open_file("open-input-file", path, "r")


@TABLE.procedure("open-output-file")
def open_output_file(path: Text) -> Any:
    """Return a port that writes a file of text, from its beginning. R7RS 6.13.1."""
    return open_file("open-output-file", path, "w")


@TABLE.procedure("open-binary-input-file")
def open_binary_input_file(path: Text) -> Any:
    """Return a port that reads a file of bytes. R7RS 6.13.1."""
    return open_file("open-binary-input-file", path, "rb")


@TABLE.procedure("open-binary-output-file")
def open_binary_output_file(path: Text) -> Any:
    """Return a port that writes a file of bytes, from its beginning. R7RS 6.13.1."""
    return open_file("open-binary-output-file", path, "wb")


@TABLE.procedure("call-with-input-file")
def call_with_input_file(path: Text, procedure: Proc) -> Any:
    """Call a procedure with a port that reads a file, closed when it returns. R7RS 6.13.1."""
    return call_with_port(open_file("call-with-input-file", path, "r"), procedure)


@TABLE.procedure("call-with-output-file")
def call_with_output_file(path: Text, procedure: Proc) -> Any:
    """Call a procedure with a port that writes a file, closed when it returns. R7RS 6.13.1."""
    return call_with_port(open_file("call-with-output-file", path, "w"), procedure)


@TABLE.procedure("with-input-from-file")
def with_input_from_file(path: Text, thunk: Proc) -> Any:
    """Call a thunk while the current input port reads a file. R7RS 6.13.1."""
    with open_file("with-input-from-file", path, "r") as port:
        return parameterized([(CURRENT_INPUT, port)], thunk)


@TABLE.procedure("with-output-to-file")
def with_output_to_file(path: Text, thunk: Proc) -> Any:
    """Call a thunk while the current output port writes a file. R7RS 6.13.1."""
    with open_file("with-output-to-file", path, "w") as port:
        return parameterized([(CURRENT_OUTPUT, port)], thunk)


@TABLE.procedure("file-exists?")
def file_exists(path: Text) -> bool:
    """Return whether there is a file. R7RS 6.14."""
    return os.path.exists(path)


@TABLE.procedure("delete-file")
def delete_file(path: Text) -> None:
    """Delete a file. R7RS 6.14."""
    try:
        os.unlink(path)
    except OSError as error:
        number, text = error.errno or 0, error.strerror or ""
        raise FileFailure("delete-file", path, number, text) from None


# Characters in


def _string(text: Any) -> Any:
    return text if text is EOF else String(text)


@TABLE.procedure("read-line")
def read_line(port: Any = None) -> Any:
    """Return the next line without its end, or the end-of-file object. R7RS 6.13.2."""
    port = _text_input(port)
    operate = family_operation("read-line", port)
    return operate(port) if operate is not None else _string(r7rs_io.read_line(characters(port)))


@TABLE.procedure("read-char")
def read_char(port: Any = None) -> Any:
    """Return the next character, or the end-of-file object. R7RS 6.13.2."""
    port = _text_input(port)
    operate = family_operation("read-char", port)
    return operate(port) if operate is not None else r7rs_io.read_char(characters(port))


@TABLE.procedure("peek-char")
def peek_char(port: Any = None) -> Any:
    """Return the next character and leave it there. R7RS 6.13.2."""
    port = _text_input(port)
    operate = family_operation("peek-char", port)
    return operate(port) if operate is not None else r7rs_io.peek_char(characters(port))


@TABLE.procedure("char-ready?")
def is_char_ready(port: Any = None) -> Any:
    """Return whether `read-char` would not wait. R7RS 6.13.2."""
    port = _text_input(port)
    operate = family_operation("char-ready?", port)
    return operate(port) if operate is not None else r7rs_io.is_char_ready(characters(port))


@TABLE.procedure("read-string")
def read_string(count: Index, port: Any = None) -> Any:
    """Return the next characters, or the end-of-file object. R7RS 6.13.2."""
    port = _text_input(port)
    read = family_operation("read-string", port)
    if read is not None:
        return read(count, port)
    operate = family_operation("get-string-n", port)
    if operate is None:
        return _string(r7rs_io.read_string(count, characters(port)))
    found = operate(port, count)
    return found if found.text or not count else EOF


@TABLE.procedure("read")
def read(port: Any = None) -> Any:
    """Return the next datum, or the end-of-file object. R7RS 6.13.2."""
    port = _text_input(port)

    def take() -> str:
        char = read_char(port)
        return "" if char is EOF else char

    def look() -> str:
        char = peek_char(port)
        return "" if char is EOF else char

    return read_from(take, look, STATE.profile)


# Bytes in


@TABLE.procedure("read-u8")
def read_u8(port: Any = None) -> Any:
    """Return the next byte, or the end-of-file object. R7RS 6.13.2."""
    return r7rs_io.read_u8(_binary(_text_input(port)))


@TABLE.procedure("peek-u8")
def peek_u8(port: Any = None) -> Any:
    """Return the next byte and leave it there. R7RS 6.13.2."""
    return r7rs_io.peek_u8(_binary(_text_input(port)))


@TABLE.procedure("u8-ready?")
def is_u8_ready(port: Any = None) -> Any:
    """Return whether `read-u8` would not wait. R7RS 6.13.2."""
    return r7rs_io.is_u8_ready(_binary(_text_input(port)))


@TABLE.procedure("read-bytevector")
def read_bytevector(count: Index, port: Any = None) -> Any:
    """Return the next bytes, or the end-of-file object. R7RS 6.13.2."""
    found = r7rs_io.read_bytevector(count, _binary(_text_input(port)))
    return found if found is EOF else bytearray(found)  # type: ignore[arg-type]


@TABLE.procedure("read-bytevector!")
def read_bytevector_into(
    bytevector: Bytes, port: Any = None, start: Any = None, end: Any = None
) -> Any:
    """Read bytes into a bytevector; return how many, or the end-of-file object. R7RS 6.13.2."""
    first, last = span("read-bytevector!", len(bytevector), start, end, 3)
    source = _binary(_text_input(port))
    return r7rs_io.read_bytevector_into(bytevector, source, first, last)


@TABLE.procedure("eof-object")
def eof_object() -> Any:
    """Return the end-of-file object. R7RS 6.13.2."""
    return EOF


@TABLE.procedure("eof-object?")
def is_eof_object(value: Any) -> bool:
    """Return whether a value is the end-of-file object. R7RS 6.13.2."""
    return value is EOF


# Out


def _written(value: Any, port: Any, readable: bool, labels: Labels) -> None:
    if not readable and value.__class__ is String:
        text = value.text
    else:
        text = show(value, readable, STATE.profile, labels)
    put(_checked("write" if readable else "display", 2, _output(port)), text, printed=True)


def _checked(procedure: str, place: int, port: Any) -> Any:
    if not r7rs_io.is_output_port(port):
        refuse(procedure, place, "a port that writes", port)
    return port


@TABLE.procedure("write")
def write(value: Any, port: Any = None) -> None:
    """Write a value so that it can be read again. R7RS 6.13.3."""
    _written(value, port, True, "cycles")


@TABLE.procedure("write-shared")
def write_shared(value: Any, port: Any = None) -> None:
    """Write a value, with labels for all that occurs twice. R7RS 6.13.3."""
    _written(value, port, True, "shared")


@TABLE.procedure("write-simple")
def write_simple(value: Any, port: Any = None) -> None:
    """Write a value without labels. R7RS 6.13.3."""
    _written(value, port, True, "none")


@TABLE.procedure("display")
def display(value: Any, port: Any = None) -> None:
    """Write a value for people. R7RS 6.13.3."""
    _written(value, port, False, "cycles")


@TABLE.procedure("newline")
def newline(port: Any = None) -> None:
    """End a line. R7RS 6.13.3."""
    put(_checked("newline", 1, _output(port)), "\n")


@TABLE.procedure("write-char")
def write_char(char: Char, port: Any = None) -> None:
    """Write a character. R7RS 6.13.3."""
    put(_checked("write-char", 2, _output(port)), char)


@TABLE.procedure("write-string")
def write_string(string: Text, port: Any = None, start: Any = None, end: Any = None) -> None:
    """Write a string, or a part. R7RS 6.13.3."""
    first, last = span("write-string", len(string), start, end, 3)
    put(_checked("write-string", 2, _output(port)), string[first:last])


@TABLE.procedure("write-u8")
def write_u8(byte: Any, port: Any = None) -> None:
    """Write a byte. R7RS 6.13.3."""
    r7rs_io.write_u8(byte, _binary(_output(port)))


@TABLE.procedure("write-bytevector")
def write_bytevector(
    bytevector: Bytes, port: Any = None, start: Any = None, end: Any = None
) -> None:
    """Write the bytes of a bytevector, or of a part. R7RS 6.13.3."""
    first, last = span("write-bytevector", len(bytevector), start, end, 3)
    r7rs_io.write_bytevector(bytes(bytevector[first:last]), _binary(_output(port)))


@TABLE.procedure("flush-output-port", "force-output", "flush-output")
def flush_output_port(port: Any = None) -> Any:
    """Send what an output port still holds. R7RS 6.13.3."""
    port = _output(port)
    operate = family_operation("flush-output-port", port) or r7rs_io.flush_output_port
    return operate(port)
