"""Bytes in and out as R6RS and Guile have them: (ice-9 binary-ports).

The ports are those of `dialects.r6rs_io`: the engine's and Python's files. Bytes cannot be put
back into them, so there is no `unget-bytevector`.
"""

from __future__ import annotations

import io as python_io
from typing import Any, Final

from .... import r6rs_io
from ...calls import call
from ...data import EOF, Values
from ...declaration import Table, refuse
from ...kinds import Byte, Bytes, Index, MutableStr, Proc, Text
from ...ports import BytesInput, BytesOutput
from .. import io
from ..strings import span
from ..transcoders import optional_transcoder, transcoded

__all__ = ["TABLE"]

TABLE: Final = Table()


def _binary(port: Any) -> Any:
    """Return the port of bytes below a standard one of characters."""
    return port.buffer if isinstance(port, python_io.TextIOWrapper) else port


def _bytevector(found: Any) -> Any:
    return found if found is EOF else bytearray(found)


@TABLE.procedure("get-u8")
def get_u8(port: Any) -> Any:
    """Return the next byte, or the end-of-file object. Guile manual, Binary I/O."""
    return r6rs_io.get_u8(_binary(port))


@TABLE.procedure("lookahead-u8")
def lookahead_u8(port: Any) -> Any:
    """Return the next byte and leave it there. Guile manual, Binary I/O."""
    return r6rs_io.lookahead_u8(_binary(port))


@TABLE.procedure("get-bytevector-n")
def get_bytevector_n(port: Any, count: Index) -> Any:
    """Return the next bytes, fewer at the end; or the end-of-file object.

    Guile manual, Binary I/O.
    """
    return _bytevector(r6rs_io.get_bytevector_n(_binary(port), count))


@TABLE.procedure("get-bytevector-n!")
def get_bytevector_n_into(port: Any, bytevector: Bytes, start: Index, count: Index) -> Any:
    """Read bytes into a bytevector; return how many, or the end-of-file object.

    Guile manual, Binary I/O.
    """
    return r6rs_io.get_bytevector_n_into(_binary(port), bytevector, start, count)


@TABLE.procedure("get-bytevector-some")
def get_bytevector_some(port: Any) -> Any:
    """Return the bytes that are there, at least one; or the end-of-file object.

    Guile manual, Binary I/O.
    """
    return _bytevector(r6rs_io.get_bytevector_some(_binary(port)))


@TABLE.procedure("get-bytevector-some!")
def get_bytevector_some_into(port: Any, bytevector: Bytes, start: Index, count: Index) -> Any:
    """Read the bytes that are there, at least one, into a bytevector; return how many.

    At the end, return the end-of-file object. Guile manual, Binary I/O.
    """
    name = "get-bytevector-some!"
    start, end = span(name, len(bytevector), start, start + count, 3)
    binary = _binary(port)
    if start == end:
        return 0
    if r6rs_io.lookahead_u8(binary) is EOF:
        return EOF
    read = getattr(binary, "readinto1", None) or binary.readinto
    with memoryview(bytevector)[start:end] as part:
        return read(part)


@TABLE.procedure("get-bytevector-all")
def get_bytevector_all(port: Any) -> Any:
    """Return the bytes up to the end, or the end-of-file object. Guile manual, Binary I/O."""
    return _bytevector(r6rs_io.get_bytevector_all(_binary(port)))


@TABLE.procedure("get-string-n!")
def get_string_n_into(port: Any, string: MutableStr, start: Index, count: Index) -> Any:
    """Read characters into a string; return how many, or the end-of-file object.

    Guile manual, Textual I/O.
    """
    start, end = span("get-string-n!", len(string.text), start, start + count, 3)
    if start == end:
        return 0
    found: Any = io.read_string(end - start, port)
    if found is EOF:
        return EOF
    text = found.text
    string.text = string.text[:start] + text + string.text[start + len(text) :]
    return len(text)


@TABLE.procedure("put-u8")
def put_u8(port: Any, byte: Byte) -> None:
    """Write a byte. Guile manual, Binary I/O."""
    r6rs_io.put_u8(_flushed(port), byte)


@TABLE.procedure("put-bytevector")
def put_bytevector(
    port: Any, bytevector: Bytes, start: Index = 0, count: Index | None = None
) -> None:
    """Write a bytevector, or `count` bytes of it from `start` on. Guile manual, Binary I/O."""
    r6rs_io.put_bytevector(_flushed(port), bytevector, start, count)


def _flushed(port: Any) -> Any:
    """Return the port of bytes to write to, what was written as text being before."""
    if isinstance(port, python_io.TextIOWrapper):
        port.flush()
    return _binary(port)


# Ports of bytevectors


@TABLE.procedure("open-bytevector-input-port")
def open_bytevector_input_port(bytevector: Bytes, transcoder: Any = False) -> Any:
    """Return a port that reads a bytevector, through a transcoder if there is one.

    R6RS library, 8.2.7.
    """
    chosen = optional_transcoder("open-bytevector-input-port", 2, transcoder)
    return transcoded(BytesInput(bytes(bytevector)), chosen)


@TABLE.procedure("open-bytevector-output-port")
def open_bytevector_output_port(transcoder: Any = False) -> Any:
    """Return a port, and a procedure that returns the bytes that were written since its last call.

    R6RS library, 8.2.10.
    """
    below = BytesOutput()
    chosen = optional_transcoder("open-bytevector-output-port", 1, transcoder)
    port = transcoded(below, chosen)

    def extract() -> bytearray:
        port.flush()
        made = bytearray(below.getvalue())
        below.seek(0)
        below.truncate()
        return made

    return Values((port, extract))


@TABLE.procedure("call-with-input-bytevector", tail=True)
def call_with_input_bytevector(bytevector: Bytes, procedure: Proc) -> Any:
    """Call a procedure with a port that reads a bytevector. Guile manual, Bytevector Ports."""
    return (procedure, BytesInput(bytes(bytevector)))


@TABLE.procedure("call-with-output-bytevector")
def call_with_output_bytevector(procedure: Proc) -> Bytes:
    """Return the bytes that a procedure writes to its port. Guile manual, Bytevector Ports."""
    with BytesOutput() as port:
        call(procedure, port)
        return bytearray(port.getvalue())


# Ports of procedures


class _Custom(python_io.RawIOBase):
    """A port whose bytes come from a procedure, or go to one."""

    def __init__(self, name: str, position: Any, set_position: Any, close: Any) -> None:
        self.name = name
        self._position = position
        self._set_position = set_position
        self._close = close

    def seekable(self) -> bool:
        return self._set_position is not False

    def tell(self) -> int:
        if self._position is False:
            raise python_io.UnsupportedOperation("tell")
        return int(call(self._position))

    def seek(self, offset: int, whence: int = 0) -> int:
        if self._set_position is False or whence == 2:
            raise python_io.UnsupportedOperation("seek")
        place = offset if whence == 0 else self.tell() + offset
        call(self._set_position, place)
        return place

    def close(self) -> None:
        if not self.closed:
            super().close()
            if self._close is not False:
                call(self._close)


class _CustomInput(_Custom):
    def __init__(self, name: str, read: Any, *others: Any) -> None:
        super().__init__(name, *others)
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        made = bytearray(len(buffer))
        count = _counted(self.name, call(self._read, made, 0, len(made)), len(made))
        buffer[:count] = made[:count]
        return count


class _CustomOutput(_Custom):
    def __init__(self, name: str, write: Any, *others: Any) -> None:
        super().__init__(name, *others)
        self._write = write

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        made = bytearray(data)
        return _counted(self.name, call(self._write, made, 0, len(made)), len(made))


def _counted(name: str, count: Any, most: int) -> int:
    if count.__class__ is not int or not 0 <= count <= most:
        refuse(name, 0, "a procedure that returns a number of bytes", count)
    return int(count)


@TABLE.procedure("make-custom-binary-input-port")
def make_custom_binary_input_port(
    name: Text, read: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port whose bytes a procedure puts into a bytevector. R6RS library, 8.2.7."""
    return python_io.BufferedReader(_CustomInput(name, read, position, set_position, close))


@TABLE.procedure("make-custom-binary-output-port")
def make_custom_binary_output_port(
    name: Text, write: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port whose bytes a procedure gets in a bytevector. R6RS library, 8.2.10."""
    return python_io.BufferedWriter(_CustomOutput(name, write, position, set_position, close))


@TABLE.procedure("make-custom-binary-input/output-port")
def make_custom_binary_input_output_port(
    name: Text, read: Proc, write: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port that reads and writes by procedures. R6RS library, 8.2.13."""
    return python_io.BufferedRWPair(
        _CustomInput(name, read, position, set_position, close),
        _CustomOutput(name, write, position, set_position, False),
    )
