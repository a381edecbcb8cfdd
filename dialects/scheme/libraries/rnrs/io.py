"""R6RS's ports: what (rnrs io ports) has beside bytes and characters in and out."""

from __future__ import annotations

import io as python_io
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from .... import r6rs_io
from ...calls import call, values
from ...conditions import FileFailure
from ...data import String, Symbol
from ...declaration import Table, refuse
from ...expander import Expander
from ...kinds import Index, Kind, Proc, Text, of_class
from ...nodes import Call, Const, Node, PrimitiveRef
from ...ports import BytesOutput, StringInput, StringOutput
from ...syntax import Scope, complain, strip
from ...tokens import Place
from .. import io
from ..transcoders import optional_transcoder, symbol_syntax, transcoded
from . import enums as rnrs_enums
from .enums import EnumSet, enumeration

__all__ = ["TABLE"]

TABLE: Final = Table()


# Options of files

_WORDS: Final = ("no-create", "no-fail", "no-truncate")
_OPTIONS: Final = enumeration(Symbol(word) for word in _WORDS)
_NO_OPTIONS: Final = _OPTIONS.of(())
TABLE.value("%file-options", _OPTIONS)
TABLE.value("%file-options-appending", enumeration(map(Symbol, (*_WORDS, "append"))))
_MODES: Final = ("none", "line", "block")
_SET: Final = of_class("a set of file options", EnumSet)
_Options: TypeAlias = Annotated[EnumSet, _SET]
_MODE: Final = Kind(
    "one of none, line, block", f"getattr({{}}, 'name', None) in {_MODES!r}", "{}.name"
)
_Mode: TypeAlias = Annotated[Any, _MODE]

symbol_syntax(TABLE, "buffer-mode", _MODES)


@TABLE.syntax("file-options")
def expand_file_options(x: Expander, form: Any, scope: Scope, place: Place) -> Node:
    """`(file-options option ...)`: a set of `no-create`, `no-fail`, `no-truncate`.

    Where the dialect has it `append`, too.
    """
    found = [strip(part) for part, _ in x.parts(form.cdr, place, "file-options")]
    appends = x.image.profile.file_append
    words = (*_WORDS, "append") if appends else _WORDS
    for each in found:
        if getattr(each, "name", None) not in words:
            complain(f"file-options takes some of {', '.join(words)}", place)
    make = PrimitiveRef(place, x.image.primitive(rnrs_enums.TABLE["%enum-set"]))
    universe = TABLE["%file-options-appending" if appends else "%file-options"]
    options = PrimitiveRef(place, x.image.primitive(universe))
    return Call(place, make, [options, Const(place, found)])


@TABLE.procedure("buffer-mode?")
def is_buffer_mode(value: Any) -> bool:
    """Return whether a value is the name of a buffer mode. R6RS library, 8.2.3."""
    return isinstance(value, Symbol) and value.name in _MODES


# Files


class _Lines(python_io.FileIO):
    """A file of which each line is written at once, as everything is."""


_BUFFERS: Final[dict[str, Callable[..., Any]]] = {
    "rb": python_io.BufferedReader,
    "wb": python_io.BufferedWriter,
    "rb+": python_io.BufferedRandom,
}


def _opened(
    procedure: str, path: str, flags: int, mode: str, buffering: Any, transcoder: Any
) -> Any:
    chosen = optional_transcoder(procedure, 4, transcoder)

    def opener(path: str, _: int) -> int:
        return os.open(path, flags | os.O_CLOEXEC, 0o666)

    try:
        port: Any = (_Lines if buffering == "line" else python_io.FileIO)(
            path, mode, opener=opener
        )
        if buffering == "block":
            port = _BUFFERS[mode](port)
    except OSError as error:
        raise FileFailure(procedure, path, error.errno or 0, error.strerror or "") from None
    except ValueError:
        raise FileFailure(procedure, path, 0, "no name of a file") from None
    return transcoded(port, chosen)


@TABLE.procedure("open-file-input-port")
def open_file_input_port(
    path: Text,
    options: _Options = _NO_OPTIONS,
    buffering: _Mode = "block",
    transcoder: Any = False,
) -> Any:
    """Return a port that reads a file, of bytes without a transcoder. R6RS library, 8.2.7."""
    return _opened("open-file-input-port", path, os.O_RDONLY, "rb", buffering, transcoder)


def _flags(options: EnumSet) -> int:
    names = {each.name for each in options.members}
    flags = 0 if "no-truncate" in names else os.O_TRUNC
    if (
        "append" in names
    ):  # a file that is there is no error, and kept unless another word is given
        if not names & {"no-fail", "no-create"}:
            return os.O_APPEND | os.O_CREAT
        return os.O_APPEND | flags | (0 if "no-create" in names else os.O_CREAT)
    if "no-create" in names:
        return flags
    return flags | os.O_CREAT | (0 if "no-fail" in names else os.O_EXCL)


@TABLE.procedure("open-file-output-port")
def open_file_output_port(
    path: Text,
    options: _Options = _NO_OPTIONS,
    buffering: _Mode = "block",
    transcoder: Any = False,
) -> Any:
    """Return a port that writes a file, of bytes without a transcoder.

    Without options there must be no such file. R6RS library, 8.2.10.
    """
    flags = os.O_WRONLY | _flags(options)
    return _opened("open-file-output-port", path, flags, "wb", buffering, transcoder)


@TABLE.procedure("open-file-input/output-port")
def open_file_input_output_port(
    path: Text,
    options: _Options = _NO_OPTIONS,
    buffering: _Mode = "block",
    transcoder: Any = False,
) -> Any:
    """Return a port that reads and writes a file. R6RS library, 8.2.13."""
    flags = os.O_RDWR | _flags(options)
    return _opened("open-file-input/output-port", path, flags, "rb+", buffering, transcoder)


# Strings and bytevectors


@TABLE.procedure("open-string-input-port")
def open_string_input_port(string: Text) -> StringInput:
    """Return a port that reads a string. R6RS library, 8.2.7."""
    return StringInput(string)


@TABLE.procedure("open-string-output-port")
def open_string_output_port() -> Any:
    """Return a port, and a procedure that returns what was written since its last call.

    R6RS library, 8.2.10.
    """
    port = StringOutput()

    def extract() -> String:
        made = String(port.getvalue())
        port.seek(0)
        port.truncate()
        return made

    return values(port, extract)


@TABLE.procedure("call-with-string-output-port")
def call_with_string_output_port(procedure: Proc) -> Text:
    """Return what a procedure writes to its port. R6RS library, 8.2.10."""
    port = StringOutput()
    call(procedure, port)
    return port.getvalue()


@TABLE.procedure("call-with-bytevector-output-port")
def call_with_bytevector_output_port(procedure: Proc, transcoder: Any = False) -> bytearray:
    """Return the bytes that a procedure writes to its port. R6RS library, 8.2.10."""
    below = BytesOutput()
    chosen = optional_transcoder("call-with-bytevector-output-port", 2, transcoder)
    port = transcoded(below, chosen)
    call(procedure, port)
    port.flush()
    return bytearray(below.getvalue())


# Standard ports


class _Standard(python_io.RawIOBase):
    """The bytes of a standard file of the process, which stays open when the port is closed."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _below(self) -> Any:
        stream = getattr(sys, self.name)
        if self.name != "stdin":
            stream.flush()
        return getattr(stream, "buffer", stream)

    def readable(self) -> bool:
        return self.name == "stdin"

    def writable(self) -> bool:
        return self.name != "stdin"

    def readinto(self, buffer: Any) -> int:
        return int(self._below().readinto1(buffer))

    def peek(self, size: int = 1) -> bytes:
        """Return what comes next and leave it there."""
        return bytes(self._below().peek(size))

    def write(self, data: Any) -> int:
        below = self._below()
        count = below.write(data)
        below.flush()
        return int(count)


@TABLE.procedure("standard-input-port")
def standard_input_port() -> Any:
    """Return the port of the bytes of standard input. R6RS library, 8.2.7."""
    return _Standard("stdin")


@TABLE.procedure("standard-output-port")
def standard_output_port() -> Any:
    """Return the port of the bytes of standard output. R6RS library, 8.2.10."""
    return _Standard("stdout")


@TABLE.procedure("standard-error-port")
def standard_error_port() -> Any:
    """Return the port of the bytes of standard error. R6RS library, 8.2.10."""
    return _Standard("stderr")


# Any port


def _port(procedure: str, port: Any) -> Any:
    if not r6rs_io.is_port(port):
        refuse(procedure, 1, "a port", port)
    return port


def _position(port: Any) -> int | None:
    """Return where a port stands, None where it does not say."""
    try:
        return int(port.tell())
    except (OSError, ValueError):
        return None


@TABLE.procedure("port-has-port-position?")
def has_port_position(port: Any) -> bool:
    """Return whether a port tells where it stands. R6RS library, 8.2.6."""
    return _position(_port("port-has-port-position?", port)) is not None


@TABLE.procedure("port-position")
def port_position(port: Any) -> int:
    """Return where a port stands. R6RS library, 8.2.6."""
    found = _position(_port("port-position", port))
    if found is None:
        refuse("port-position", 1, "a port that has a position", port)
    return found


@TABLE.procedure("port-has-set-port-position!?")
def has_set_port_position(port: Any) -> bool:
    """Return whether the place where a port stands can be set. R6RS library, 8.2.6."""
    _port("port-has-set-port-position!?", port)
    try:
        return bool(port.can_be_placed if isinstance(port, _Custom) else port.seekable())
    except ValueError:
        return False


@TABLE.procedure("set-port-position!")
def set_port_position(port: Any, position: Index) -> None:
    """Set the place where a port stands. R6RS library, 8.2.6."""
    if not has_set_port_position(_port("set-port-position!", port)):
        refuse("set-port-position!", 1, "a port whose position can be set", port)
    port.seek(position)


@TABLE.procedure("port-eof?")
def is_port_eof(port: Any) -> bool:
    """Return whether a port is at its end. R6RS library, 8.2.7."""
    return r6rs_io.is_port_eof(port)


@TABLE.procedure("output-port-buffer-mode")
def output_port_buffer_mode(port: Any) -> Symbol:
    """Return how a port holds what is written: none, line or block. R6RS library, 8.2.10."""
    if not r6rs_io.is_output_port(port):
        refuse("output-port-buffer-mode", 1, "an output port", port)
    below = getattr(port, "port", port)
    if isinstance(below, _Lines) or getattr(port, "line_buffering", False):
        return Symbol("line")
    return Symbol("none" if isinstance(below, python_io.RawIOBase) else "block")


@TABLE.procedure("get-datum")
def get_datum(port: Any) -> Any:
    """Return the next datum, or the end-of-file object. R6RS library, 8.2.9."""
    return io.read(port)


@TABLE.procedure("put-datum")
def put_datum(port: Any, datum: Any) -> None:
    """Write a value so that it can be read again. R6RS library, 8.2.12."""
    io.write(datum, port)


# Ports of procedures


class _Custom(python_io.TextIOBase):
    """A port whose characters come from a procedure, or go to one; #f for what it lacks."""

    def __init__(
        self, name: str, read: Any, write: Any, position: Any, set_position: Any, close: Any
    ) -> None:
        self.name = name
        self._read = read
        self._write = write
        self._position = position
        self._set_position = set_position
        self._close = close
        self._held = ""
        self.can_be_placed = set_position is not False

    def readable(self) -> bool:
        return self._read is not False

    def writable(self) -> bool:
        return self._write is not False

    def seekable(self) -> bool:
        return self._position is not False and self.can_be_placed

    def tell(self) -> int:
        if self._position is False:
            raise python_io.UnsupportedOperation("tell")
        return int(call(self._position)) - len(self._held)

    def seek(self, offset: int, whence: int = 0) -> int:
        if not self.can_be_placed or whence == 2:
            raise python_io.UnsupportedOperation("seek")
        place = offset if whence == 0 else self.tell() + offset
        call(self._set_position, place)
        self._held = ""
        return place

    def close(self) -> None:
        if not self.closed:
            super().close()
            if self._close is not False:
                call(self._close)

    def _more(self) -> bool:
        """Hold more characters; return whether there are any."""
        buffer = String("\0" * _BUFFER)
        count = _counted(self.name, call(self._read, buffer, 0, _BUFFER), _BUFFER)
        self._held += buffer.text[:count]
        return count > 0

    def read(self, size: int | None = -1) -> str:
        wanted = -1 if size is None else size
        while (wanted < 0 or len(self._held) < wanted) and self._more():
            pass
        end = len(self._held) if wanted < 0 else wanted
        found, self._held = self._held[:end], self._held[end:]
        return found

    def readline(self, size: int | None = -1) -> str:  # type: ignore[override]
        while "\n" not in self._held and self._more():
            pass
        end = self._held.find("\n") + 1 or len(self._held)
        found, self._held = self._held[:end], self._held[end:]
        return found

    def write(self, text: str) -> int:
        start = 0
        while start < len(text):
            count = len(text) - start
            start += _counted(self.name, call(self._write, String(text), start, count), count)
        return len(text)


_BUFFER: Final = 256


def _counted(name: str, count: Any, most: int) -> int:
    if count.__class__ is not int or not 0 <= count <= most:
        refuse(name, 0, "a procedure that returns a number of characters", count)
    return int(count)


@TABLE.procedure("make-custom-textual-input-port")
def make_custom_textual_input_port(
    name: Text, read: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port whose characters a procedure puts into a string. R6RS library, 8.2.7."""
    return _Custom(name, read, False, position, set_position, close)


@TABLE.procedure("make-custom-textual-output-port")
def make_custom_textual_output_port(
    name: Text, write: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port whose characters a procedure gets in a string. R6RS library, 8.2.10."""
    return _Custom(name, False, write, position, set_position, close)


@TABLE.procedure("make-custom-textual-input/output-port")
def make_custom_textual_input_output_port(
    name: Text, read: Proc, write: Proc, position: Any, set_position: Any, close: Any
) -> Any:
    """Return a port that reads and writes characters by procedures. R6RS library, 8.2.13."""
    return _Custom(name, read, write, position, set_position, close)
