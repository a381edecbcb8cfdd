"""What a port is: the kinds of port that the procedures of R6RS and R7RS take.

A port is a port of the engine, a `TextPort`, or any Python `io` object. The kinds answer for all
of them; `reads_bytes` and its like answer for the engine's ports at a glance, and are false where
that takes a longer look.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from attrs import frozen

from ...core import InputPort, OutputPort, Port, TextPort
from .._types import BinaryPort, TextualPort
from .._types import Port as _Port
from ..kinds import PROCEDURE, STRING, Kind

P = TypeVar("P", bound=_Port)
T = TypeVar("T")

# What the classes in `io` are built on: the same instances, and asking costs a fifth, since these
# are not abstract base classes.
BINARY: Final[tuple[type, ...]] = io.BufferedIOBase.__bases__[:1] + io.RawIOBase.__bases__[:1]
TEXT: Final[type[io.TextIOBase]] = io.TextIOBase.__bases__[0]
_FILE: Final[type[io.IOBase]] = io.IOBase.__bases__[0]
_OURS: Final = (Port, TextPort)
_WRAPPER: Final = io.TextIOWrapper
_DEEP: Final = 8  # more layers of Python files over each other are not looked through


# By `type`, as an object may say of itself that it is of another class.


def is_port(value: object) -> bool:
    """Return whether `value` is a port, open or closed."""
    return issubclass(type(value), _FILE)


def is_input(port: object) -> bool:
    """Return whether a port, open or closed, reads."""
    return _goes(port, InputPort, "readable", "r")


def is_output(port: object) -> bool:
    """Return whether a port, open or closed, writes."""
    return _goes(port, OutputPort, "writable", "w")


def _goes(port: Any, ours: type[Port], method: str, letter: str) -> bool:
    """Return whether a port reads or writes; a closed file is known by its class or mode."""
    for _ in range(_DEEP):
        if issubclass(type(port), TextPort):
            port = port.port
        if issubclass(type(port), Port):
            return issubclass(type(port), ours)
        if not issubclass(type(port), _FILE):
            return False
        try:
            return bool(getattr(port, method)())
        except ValueError:  # closed, detached, never opened
            inner = _part(port, "buffer") or _part(port, "raw")
        if inner is None:
            break
        port = inner
    mode = _part(port, "mode")
    if isinstance(mode, str):
        return "+" in mode or (("r" in mode) == (letter == "r"))
    return issubclass(type(port), io.BytesIO | io.StringIO)


def _part(port: Any, name: str) -> Any:
    try:
        return getattr(port, name, None)
    except ValueError:
        return None


def is_open(port: Any) -> bool:
    """Return whether a port is open in any direction that it has."""
    try:
        return not port.closed
    except ValueError:  # never opened, or detached
        return False


def is_input_open(port: Any) -> bool:
    """Return whether `port` can still be read."""
    if issubclass(type(port), _OURS):
        return bool(port.input_open)
    return is_input(port) and is_open(port)


def is_output_open(port: Any) -> bool:
    """Return whether `port` can still be written."""
    if issubclass(type(port), _OURS):
        return bool(port.output_open)
    return is_output(port) and is_open(port)


def reads_bytes(port: Any) -> bool:
    """Return whether `port` is one of the engine's that is open for input."""
    return issubclass(type(port), InputPort) and port.input_open


def writes(port: Any) -> bool:
    """Return whether `port` is one of ours, of bytes or text, that is open for output."""
    return issubclass(type(port), _OURS) and bool(port.output_open)


def writes_bytes(port: Any) -> bool:
    """Return whether `port` is one of the engine's that is open for output."""
    return issubclass(type(port), OutputPort) and port.output_open


def reads_text(port: Any) -> bool:
    """Return whether `port` is text over a port of the engine that is open for input."""
    return reads_bytes(_below(port))


def writes_text(port: Any) -> bool:
    """Return whether `port` is text over a port of the engine that is open for output."""
    return writes_bytes(_below(port))


def _below(port: Any) -> object:
    kind = type(port)
    try:
        return port.port if kind is TextPort else port.buffer if kind is _WRAPPER else None
    except ValueError:  # detached
        return None


@frozen
class PortKind(Kind):
    """A kind of port; `standard` returns the one of the process that stands for it, or None."""

    standard: Callable[[], Any] = lambda: None


def _both(kind: Any, direction: Callable[[object], bool]) -> Callable[[Any], bool]:
    return lambda port: issubclass(type(port), kind) and direction(port)


def _bytes_of(name: str) -> Any:
    port = getattr(sys, name)
    return getattr(port, "buffer", port)


ANY_PORT: Final = PortKind("a port", is_port)
INPUT: Final = PortKind("an input port", is_input)
OUTPUT: Final = PortKind("an output port", is_output)
OPEN_INPUT: Final = PortKind("an open input port", is_input, is_input_open)
OPEN_OUTPUT: Final = PortKind("an open output port", is_output, is_output_open, lambda: sys.stdout)
OPEN_BINARY: Final = PortKind("an open binary port", _both(BINARY, is_port), is_open)
BINARY_INPUT: Final = PortKind(
    "an open binary input port", _both(BINARY, is_input), is_input_open, lambda: _bytes_of("stdin")
)
BINARY_OUTPUT: Final = PortKind(
    "an open binary output port",
    _both(BINARY, is_output),
    is_output_open,
    lambda: _bytes_of("stdout"),
)
TEXT_INPUT: Final = PortKind(
    "an open textual input port", _both(TEXT, is_input), is_input_open, lambda: sys.stdin
)
TEXT_OUTPUT: Final = PortKind(
    "an open textual output port", _both(TEXT, is_output), is_output_open, lambda: sys.stdout
)
CHAR: Final = Kind("a character", STRING.type_ok, lambda value: str.__len__(value) == 1)
INDEX: Final = Kind("an exact non-negative integer", lambda value: type(value) is int)
"""A place in a bytevector or a string, whose length says how large it may be."""

AnyPort: TypeAlias = Annotated[_Port, ANY_PORT]
Input: TypeAlias = Annotated[_Port, INPUT]
Output: TypeAlias = Annotated[_Port, OUTPUT]
OpenInput: TypeAlias = Annotated[_Port, OPEN_INPUT]
OpenOutput: TypeAlias = Annotated[_Port, OPEN_OUTPUT]
OpenBinary: TypeAlias = Annotated[BinaryPort, OPEN_BINARY]
BinaryInput: TypeAlias = Annotated[BinaryPort, BINARY_INPUT]
BinaryOutput: TypeAlias = Annotated[BinaryPort, BINARY_OUTPUT]
TextInput: TypeAlias = Annotated[TextualPort, TEXT_INPUT]
TextOutput: TypeAlias = Annotated[TextualPort, TEXT_OUTPUT]
Given: TypeAlias = Annotated[P, ANY_PORT]
Receiver: TypeAlias = Annotated[Callable[[P], T], PROCEDURE]
Char: TypeAlias = Annotated[str, CHAR]
Index: TypeAlias = Annotated[int, INDEX]
