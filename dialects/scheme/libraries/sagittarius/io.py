"""(sagittarius io), and the ports of (sagittarius) (Sagittarius manual, I/O).

Every port here has a buffer of its own, so that `buffered-port` returns the port. Not here: the
classes of ports that programs define.
"""

from __future__ import annotations

import io
from typing import Any, Final

from .... import r6rs_io, r7rs_io
from ...conditions import error
from ...control import parameterized
from ...data import EOF, String, Symbol, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Bytes, Int, Proc
from ...ports import (
    CURRENT_ERROR,
    CURRENT_INPUT,
    CURRENT_OUTPUT,
    BytesInput,
    BytesOutput,
    StringInput,
    StringOutput,
    put,
)
from ...printer import displayed, show
from ..io import get_output_bytevector, get_output_string, read
from ..keyword_arguments import keyword_arguments
from .core import big_endian

__all__ = ["TABLE"]

TABLE: Final = Table()


# The current ports


@TABLE.procedure("print")
def print_(*values: Any) -> None:
    """Write values as `display` does, and end the line."""
    text = "".join(displayed(each, STATE.profile) for each in values)
    put(CURRENT_OUTPUT(), f"{text}\n")


@TABLE.procedure("with-input-from-port")
def with_input_from_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the current input port."""
    return parameterized([(CURRENT_INPUT, port)], thunk)


@TABLE.procedure("with-output-to-port")
def with_output_to_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the current output port."""
    return parameterized([(CURRENT_OUTPUT, port)], thunk)


@TABLE.procedure("with-error-to-port")
def with_error_to_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the current error port."""
    return parameterized([(CURRENT_ERROR, port)], thunk)


_MODES: Final = ("none", "line", "block")


@TABLE.procedure("buffered-port")
def buffered_port(port: Any, mode: Any, *options: Any) -> Any:
    """Return a port of bytes with a buffer, which is the port itself."""
    (buffer,) = keyword_arguments(options, {"buffer": None})
    if not r7rs_io.is_port(port) or not r7rs_io.is_binary_port(port):
        refuse("buffered-port", 1, "a port of bytes", port)
    if not isinstance(mode, Symbol) or mode.name not in _MODES:
        refuse("buffered-port", 2, "none, line or block", mode)
    if buffer is not None and not (buffer.__class__ is bytearray and buffer):
        refuse("buffered-port", 4, "a bytevector that is not empty", buffer)
    return port


@TABLE.procedure("transcoded-port")
def transcoded_port(port: Any, transcoder: Any) -> Any:
    """Return a port of characters over one of bytes."""
    return r6rs_io.transcoded_port(port, transcoder)


# Kinds of ports


@TABLE.procedure("port-closed?")
def is_port_closed(port: Any) -> bool:
    """Return whether a port is closed."""
    if not r7rs_io.is_port(port):
        refuse("port-closed?", 1, "a port", port)
    reads, writes = r7rs_io.is_input_port(port), r7rs_io.is_output_port(port)
    if reads and r7rs_io.is_input_port_open(port):
        return False
    return not (writes and r7rs_io.is_output_port_open(port))


def _declare_kind(name: str, classes: tuple[type, ...]) -> None:
    @TABLE.procedure(name)
    def is_kind(value: Any) -> bool:
        """Return whether a value is a port of this kind."""
        return isinstance(value, classes)


_declare_kind("string-port?", (StringInput, StringOutput))
_declare_kind("byte-port?", (BytesInput, BytesOutput))
_declare_kind("file-port?", (io.FileIO, io.BufferedReader, io.BufferedWriter, io.BufferedRandom))


@TABLE.procedure("port-ready?")
def is_port_ready(port: Any = None) -> bool:
    """Return whether a port can be read without waiting."""
    port = CURRENT_INPUT() if port is None else port
    if r7rs_io.is_textual_port(port):
        return bool(r7rs_io.is_char_ready(port))
    return bool(r7rs_io.is_u8_ready(port))


@TABLE.procedure("port-filename")
def port_filename(port: Any) -> Any:
    """Return the name of a port's file, or #f."""
    name = getattr(port, "name", None)
    return String(name) if isinstance(name, str) else False


# Strings and bytevectors


@TABLE.procedure("extract-output-string")
def extract_output_string(port: Any) -> Any:
    """Return what a string port has gathered, and empty it."""
    found = get_output_string(port)
    port.seek(0)
    port.truncate()
    return String(found)


@TABLE.procedure("extract-output-bytevector")
def extract_output_bytevector(port: Any) -> bytearray:
    """Return the bytes that a port has gathered, and empty it."""
    found = get_output_bytevector(port)
    port.seek(0)
    port.truncate()
    return found


@TABLE.procedure("get-bytevector-until")
def get_bytevector_until(port: Any, mark: Bytes) -> Any:
    """Return the bytes up to a mark, which is taken as well, or the end-of-file object."""
    if not mark:
        refuse("get-bytevector-until", 2, "a bytevector that is not empty", mark, False)
    found = bytearray()
    while (byte := r7rs_io.read_u8(port)) is not EOF:
        found.append(byte)  # type: ignore[arg-type]
        if found.endswith(mark):
            return found[: -len(mark)]
    return found or EOF


# Numbers


def _declare_numbers(size: int, signed: bool) -> None:
    name = f"{'s' if signed else 'u'}{size * 8}"

    @TABLE.procedure(f"put-{name}")
    def put_number(port: Any, number: Int, endianness: Any) -> None:
        """Write an integer of so many bits, in an order."""
        order: Any = "big" if big_endian(f"put-{name}", 3, endianness) else "little"
        try:
            data = number.to_bytes(size, order, signed=signed)
        except OverflowError:
            refuse(f"put-{name}", 2, f"an integer of {size * 8} bits", number, False)
        r6rs_io.put_bytevector(port, data)

    @TABLE.procedure(f"get-{name}")
    def get_number(port: Any, endianness: Any) -> Any:
        """Return the next integer of so many bits, in an order, or the end-of-file object."""
        order: Any = "big" if big_endian(f"get-{name}", 2, endianness) else "little"
        data = r6rs_io.get_bytevector_n(port, size)
        if not isinstance(data, bytes):
            return EOF
        if len(data) < size:
            raise error(f"get-{name}: the port ends within a number")
        return int.from_bytes(data, order, signed=signed)


for _size in (2, 4):
    for _signed in (False, True):
        _declare_numbers(_size, _signed)


# Data with labels


@TABLE.procedure("read/ss")
def read_shared(port: Any = None) -> Any:
    """Return the next datum, which may have labels. SRFI 38."""
    return read(port)


@TABLE.procedure("write/ss")
def write_shared(value: Any, port: Any = None) -> None:
    """Write a datum with labels for all that occurs twice. SRFI 38."""
    put(CURRENT_OUTPUT() if port is None else port, show(value, True, STATE.profile, "shared"))


@TABLE.procedure("port-info")
def port_info(port: Any) -> Any:
    """Return the name of a port's file, its line and its position, #f for what is not known."""
    position: Any = False
    if isinstance(port, io.IOBase) and port.seekable():
        position = port.tell()
    return to_list([port_filename(port), False, position])
