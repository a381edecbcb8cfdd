"""(binary io): lines and numbers on ports of bytes (Sagittarius manual, same section)."""

from __future__ import annotations

import io
import struct
from typing import Any, Final

from ... import r6rs_io, r7rs_io
from ..calls import call, values
from ..conditions import error
from ..data import EOF, String, from_list
from ..declaration import Table, refuse
from ..kinds import Bytes, Index, Int, Proc, Real
from ..ports import BytesInput
from .keyword_arguments import keyword_arguments
from .sagittarius.core import big_endian
from .sagittarius.io import get_bytevector_until
from .transcoding import decoded, transcoder_of

__all__ = ["TABLE"]

TABLE: Final = Table()

_CHUNK: Final = 4096
TABLE.value("+default-chunk-size+", _CHUNK)


@TABLE.procedure("get-until")
def get_until(port: Any, mark: Bytes) -> Any:
    """Return the bytes up to a mark, and the mark; the end-of-file object and #f at the end."""
    found = get_bytevector_until(port, mark)
    return values(found, False if found is EOF else mark)


@TABLE.procedure("get-line")
def get_line(port: Any, *options: Any) -> Any:
    """Return the bytes up to `:eol`, a string with `:transcoder`; or the end-of-file object."""
    eol, transcoder = keyword_arguments(options, {"eol": bytearray(b"\n"), "transcoder": False})
    if r7rs_io.peek_u8(port) is EOF:
        return EOF
    found = get_bytevector_until(port, eol)
    data = bytearray() if found is EOF else found
    if transcoder is False:
        return data
    return String(decoded(data, transcoder_of("get-line", transcoder)))


@TABLE.procedure("lookahead-next-u8", "peek-next-u8")
def look_at_next(port: Any) -> Any:
    """Take a byte, and return the one behind it, which stays."""
    r7rs_io.read_u8(port)
    return r7rs_io.peek_u8(port)


# Numbers


def _exactly(procedure: str, port: Any, count: int) -> bytes | None:
    data = r6rs_io.get_bytevector_n(port, count)
    if not isinstance(data, bytes):
        return None
    if len(data) < count:
        raise error(f"{procedure}: the port ends within a number")
    return data


def _order(procedure: str, place: int, endianness: Any) -> Any:
    return "big" if big_endian(procedure, place, endianness) else "little"


def _put(procedure: str, port: Any, number: int, size: int, order: Any, signed: bool) -> None:
    try:
        data = number.to_bytes(size, order, signed=signed)
    except OverflowError:
        refuse(procedure, 2, f"an integer of {size * 8} bits", number, False)
    r6rs_io.put_bytevector(port, data)


@TABLE.procedure("put-s8")
def put_s8(port: Any, number: Int) -> None:
    """Write a signed byte."""
    _put("put-s8", port, number, 1, "big", True)


@TABLE.procedure("get-s8")
def get_s8(port: Any) -> Any:
    """Return the next byte as a signed one, or the end-of-file object."""
    byte = r7rs_io.read_u8(port)
    return byte if not isinstance(byte, int) or byte < 128 else byte - 256


def _declare_integers(letter: str, signed: bool) -> None:
    @TABLE.procedure(f"put-{letter}64")
    def put_64(port: Any, number: Int, endianness: Any) -> None:
        """Write an integer of 64 bits, in an order."""
        order = _order(f"put-{letter}64", 3, endianness)
        _put(f"put-{letter}64", port, number, 8, order, signed)

    @TABLE.procedure(f"get-{letter}64")
    def get_64(port: Any, endianness: Any) -> Any:
        """Return the next integer of 64 bits, in an order, or the end-of-file object."""
        order = _order(f"get-{letter}64", 2, endianness)
        data = _exactly(f"get-{letter}64", port, 8)
        return EOF if data is None else int.from_bytes(data, order, signed=signed)

    @TABLE.procedure(f"put-{letter}*")
    def put_any(port: Any, number: Int, size: Index, endianness: Any) -> None:
        """Write an integer of so many bytes, in an order."""
        order = _order(f"put-{letter}*", 4, endianness)
        _put(f"put-{letter}*", port, number, size, order, signed)

    @TABLE.procedure(f"get-{letter}*")
    def get_any(port: Any, size: Index, endianness: Any) -> Any:
        """Return the next integer of so many bytes, in an order, or the end-of-file object."""
        order = _order(f"get-{letter}*", 3, endianness)
        data = _exactly(f"get-{letter}*", port, size)
        return EOF if data is None else int.from_bytes(data, order, signed=signed)


_declare_integers("u", False)
_declare_integers("s", True)


def _declare_floats(name: str, code: str) -> None:
    size = struct.calcsize(code)

    @TABLE.procedure(f"put-{name}")
    def put_float(port: Any, number: Real, endianness: Any) -> None:
        """Write a real number as IEEE 754 has it, in an order."""
        mark = ">" if big_endian(f"put-{name}", 3, endianness) else "<"
        try:
            data = struct.pack(mark + code, float(number))
        except OverflowError:
            data = struct.pack(mark + code, float("inf") if number > 0 else float("-inf"))
        r6rs_io.put_bytevector(port, data)

    @TABLE.procedure(f"get-{name}")
    def get_float(port: Any, endianness: Any) -> Any:
        """Return the next real number, in an order, or the end-of-file object."""
        mark = ">" if big_endian(f"get-{name}", 2, endianness) else "<"
        data = _exactly(f"get-{name}", port, size)
        return EOF if data is None else struct.unpack(mark + code, data)[0]


_declare_floats("f32", "f")
_declare_floats("f64", "d")


# Ports


def _size(procedure: str, options: tuple[Any, ...]) -> int:
    (size,) = keyword_arguments(options, {"chunk-size": _CHUNK})
    if size.__class__ is not int or size <= 0:
        refuse(procedure, 3, "a positive integer as :chunk-size", size)
    return int(size)


def _chunks(procedure: str, chunks: Any) -> bytes:
    items = chunks if chunks.__class__ is list else from_list(chunks)
    for each in items:
        if each.__class__ is not bytearray:
            refuse(procedure, 1, "a procedure that returns bytevectors", each)
    return b"".join(items)


@TABLE.procedure("->chunked-binary-input-port")
def chunked_input(chunks: Proc, *options: Any) -> Any:
    """Return a port of the bytevectors that a procedure returns for the size of a chunk."""
    size = _size("->chunked-binary-input-port", options)
    return BytesInput(_chunks("->chunked-binary-input-port", call(chunks, size)))


@TABLE.procedure("input-port->chunked-binary-input-port")
def chunked_copy(port: Any, *options: Any) -> Any:
    """Return a port of all that another has, of `:threshold` bytes at most."""
    size, most = keyword_arguments(options, {"chunk-size": _CHUNK, "threshold": False})
    if size.__class__ is not int or size <= 0:
        refuse("input-port->chunked-binary-input-port", 3, "a positive :chunk-size", size)
    if most is False:
        data = r6rs_io.get_bytevector_all(port)
    else:
        data = r6rs_io.get_bytevector_n(port, most)
    return BytesInput(data if isinstance(data, bytes) else b"")


class _Both(io.BytesIO):
    """A port that reads what it contains, and writes into it, at one position."""


@TABLE.procedure("open-bytevector-input/output-port")
def open_both(bytevector: Bytes) -> Any:
    """Return a port that reads and writes bytes, which are these at first."""
    return _Both(bytes(bytevector))


@TABLE.procedure("open-chunked-binary-input/output-port")
def open_chunked_both(*options: Any) -> Any:
    """Return a port that reads and writes bytes, of which there are none at first."""
    _size("open-chunked-binary-input/output-port", options)
    return _Both()


@TABLE.procedure("->chunked-binary-input/output-port")
def chunked_both(chunks: Proc, *options: Any) -> Any:
    """Return a port that reads and writes, first the bytevectors that a procedure returns."""
    size = _size("->chunked-binary-input/output-port", options)
    return _Both(_chunks("->chunked-binary-input/output-port", call(chunks, size)))


@TABLE.procedure("chunked-binary-input/output-port-clear-buffer!")
def clear_both(port: Any) -> None:
    """Empty a port that reads and writes."""
    if not isinstance(port, _Both):
        refuse("chunked-binary-input/output-port-clear-buffer!", 1, "a chunked port", port)
    port.seek(0)
    port.truncate()


class _Limited(io.RawIOBase):
    """The next bytes of another port, so many at most."""

    def __init__(self, port: Any, left: int) -> None:
        super().__init__()
        self.port = port
        self.left = left

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Read into a buffer."""
        count = min(len(buffer), self.left)
        data = r6rs_io.get_bytevector_n(self.port, count) if count else None
        if not isinstance(data, bytes):
            return 0
        self.left -= len(data)
        buffer[: len(data)] = data
        return len(data)


@TABLE.procedure("->size-limit-binary-input-port")
def limited(port: Any, limit: Index) -> Any:
    """Return a port of the next bytes of another, so many at most."""
    return io.BufferedReader(_Limited(port, limit))
