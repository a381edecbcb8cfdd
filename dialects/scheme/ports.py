"""Ports of programs: the current ones, string and bytevector ports, files, and text on any port.

A port is what the dialects' port procedures take: Python's files and the engine's ports. What a
dialect's own ports can do with text besides is told by a `Family`, entered in `FAMILIES`.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from attrs import frozen

from ...core.ports.text import TextPort, write_all
from ..r7rs_io import is_binary_port, is_textual_port
from .conditions import FileFailure, WrongTypeError
from .dynamics import STATE, Parameter

__all__ = [
    "CURRENT_ERROR",
    "CURRENT_INPUT",
    "CURRENT_OUTPUT",
    "FAMILIES",
    "BytesInput",
    "BytesOutput",
    "Family",
    "StringInput",
    "StringOutput",
    "characters",
    "family_operation",
    "is_textual",
    "open_file",
    "put",
]


_TEXT: Final = (io.TextIOBase, TextPort)


class StringInput(io.StringIO):
    """A port that reads a string."""

    def writable(self) -> bool:
        """Return False."""
        return False


class StringOutput(io.StringIO):
    """A port that gathers what is written."""

    def readable(self) -> bool:
        """Return False."""
        return False


class BytesInput(io.BytesIO):
    """A port that reads a bytevector."""

    def writable(self) -> bool:
        """Return False."""
        return False


class BytesOutput(io.BytesIO):
    """A port that gathers the bytes that are written."""

    def readable(self) -> bool:
        """Return False."""
        return False


class _Current(Parameter):
    """A parameter whose value, until a program sets it, is a standard file of the process."""

    __slots__ = ("stream",)

    def __init__(self, stream: str) -> None:
        super().__init__(None, None, settable=True)
        self.stream = stream

    def __call__(self, *values: Any) -> Any:
        """Return the port, or set it."""
        if values:
            return super().__call__(*values)
        found = self.cell_in_force()[0]
        return found if found is not None else getattr(sys, self.stream)


CURRENT_INPUT: Final = _Current("stdin")
CURRENT_OUTPUT: Final = _Current("stdout")
CURRENT_ERROR: Final = _Current("stderr")


@frozen
class Family:
    """What a dialect's ports can do that Python's cannot.

    Attributes:
        cls: of the ports.
        operations: by the name of R7RS's procedure, what does it on such a port.
        put: writes text, a `str`.
    """

    cls: type
    operations: dict[str, Callable[..., Any]]
    put: Callable[[Any, str], object]


FAMILIES: Final[list[Family]] = []


def family_operation(name: str, port: Any) -> Callable[..., Any] | None:
    """Return what does an operation on a port of a dialect's own, None for other ports."""
    for family in FAMILIES:
        if isinstance(port, family.cls):
            return family.operations.get(name)
    return None


def put(port: Any, text: str, printed: bool = False) -> None:
    """Write text to a port; `printed` says of it that a value is written or displayed."""
    for family in FAMILIES:
        if isinstance(port, family.cls):
            family.put(port, text)
            return
    if not hasattr(port, "write"):
        raise WrongTypeError("", 0, "a port that writes", port)
    if not isinstance(port, _TEXT) and is_binary_port(port):
        codec = _codec(port) or ("utf-8" if printed and STATE.profile.prints_bytes else "")
        if not codec:
            raise WrongTypeError("", 0, "a textual output port", port)
        write_all(port, text.encode(codec, "replace"))
        return
    if STATE.profile.byte_strings and not text.isascii():
        _put_bytes(port, text)
        return
    port.write(text)


def _codec(port: Any) -> str:
    """Return the codec in which characters go through a port of bytes, "" where none do."""
    codec: str = getattr(port, "scheme_codec", "") or STATE.profile.mixed_ports
    return codec


def characters(port: Any) -> Any:
    """Return what reads the characters of a port; over one of bytes, where that may be, text."""
    if isinstance(port, _TEXT) or not is_binary_port(port):
        return port
    codec = _codec(port)
    if not codec:
        return port
    view = getattr(port, "scheme_text", None)
    if view is None or view.encoding != codec:
        # The port has it, and not a dictionary, so that both go together.
        view = port.scheme_text = TextPort(port, codec=codec, errors="replace")
    return view


def is_textual(port: Any) -> bool:
    """Return whether characters go through a port."""
    return is_textual_port(port) or (is_binary_port(port) and _codec(port) != "")


def _put_bytes(port: Any, text: str) -> None:
    """Write a string of bytes to a port of characters."""
    below = getattr(port, "buffer", None)
    if below is None:
        data = text.encode("latin-1", "replace")
        port.write(text if isinstance(port, StringOutput) else data.decode("utf-8", "replace"))
        return
    port.flush()
    below.write(b"".join(_bytes_of(char) for char in text))


def _bytes_of(char: str) -> bytes:
    return char.encode("latin-1") if char < "\u0100" else char.encode("utf-8")


def open_file(procedure: str, path: str, mode: str) -> Any:
    """Return a file that is opened; `FileFailure` where that cannot be done.

    Text is in UTF-8, and bytes that are none come and go as they are; in a Scheme whose strings
    are bytes each character is a byte.
    """
    if STATE.profile.byte_strings:
        path = os.fsdecode(path.encode("latin-1", "replace"))
    try:
        if "b" in mode:
            return open(path, mode)
        if STATE.profile.byte_strings:
            return open(path, mode, encoding="latin-1", newline="")
        return open(path, mode, encoding="utf-8", errors="surrogateescape", newline="")
    except OSError as error:
        raise FileFailure(procedure, path, error.errno or 0, error.strerror or "") from None
    except ValueError:
        raise FileFailure(procedure, path, 0, "no name of a file") from None
