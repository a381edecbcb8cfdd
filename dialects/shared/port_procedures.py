"""What the port procedures of R6RS and R7RS do.

Strategy: arguments are checked before anything happens, so that a call that is refused has
consumed nothing. For the engine's ports, and text over them, that is a look at one attribute
(`reads_text` and the like); any other port is asked all that the declaration says.

The functions that take a `function` act for it, a declared procedure: they check its arguments by
its declaration, read the standard port where it lets the port be left out, and name what fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

from ...core.ports import write_all
from ..conditions import ArgumentValueError
from ..data import EofObject
from ..declaration import declared
from . import port_operations as operations
from .port_conditions import PORTS
from .port_kinds import reads_bytes, reads_text, writes, writes_bytes, writes_text

P = TypeVar("P")
T = TypeVar("T")

START: Final = 0
"""Where what is written begins, most often; anything that is not this very object is looked at."""


def _attempting(
    is_right: Callable[[Any], bool], act: Callable[[Any], T]
) -> Callable[[Callable[..., object], object], T]:
    """Return a function that does `act` with a port; a port that `is_right` needs no check."""

    def attempt(function: Callable[..., object], port: object) -> T:
        if not is_right(port):
            port = PORTS.admit(function, port)
        try:
            return act(port)
        except Exception as error:
            PORTS.fail_with(error, function, port)

    return attempt


def _attempting_with(
    is_right: Callable[[Any], bool], act: Callable[[Any, Any], T]
) -> Callable[[Callable[..., object], bool, object, object], T]:
    """Return the same for `act` with a port and a value, which needs no check if it `fits`."""

    def attempt(function: Callable[..., object], fits: bool, port: object, value: object) -> T:
        if not fits or not is_right(port):
            port = PORTS.admit(function, port, value)
        try:
            return act(port, value)
        except Exception as error:
            PORTS.fail_with(error, function, port, value)

    return attempt


take_byte: Final = _attempting(reads_bytes, operations.take_byte)
take_bytes: Final = _attempting_with(reads_bytes, operations.take_bytes)
some_bytes: Final = _attempting(reads_bytes, operations.some_bytes)
all_bytes: Final = _attempting(reads_bytes, operations.all_bytes)
look_byte: Final = _attempting(reads_bytes, operations.look_byte)
write_byte: Final = _attempting_with(writes_bytes, operations.write_byte)
take_char: Final = _attempting(reads_text, operations.take_char)
take_chars: Final = _attempting_with(reads_text, operations.take_chars)
all_chars: Final = _attempting(reads_text, operations.all_chars)
look_char: Final = _attempting(reads_text, operations.look_char)
line: Final = _attempting(reads_text, operations.line)
write_char: Final = _attempting_with(writes_text, operations.write_char)
write_newline: Final = _attempting(writes_text, operations.write_newline)
flush: Final = _attempting(writes, operations.flush)


def call_with(function: Any, port: P, proc: Callable[[P], T]) -> T:
    """Return what `proc` returns for a port, and close it; what `proc` raises is its own."""
    PORTS.check(function, port, proc)
    result = proc(port)
    close: Any = port
    try:
        close.close()
    except Exception as error:
        PORTS.fail(error, function, port)
    return result


def span(
    function: Callable[..., object], length: int, start: int, end: int | None, last: str = "end"
) -> tuple[int, int]:
    """Return `start` and `end` of a part of something of `length`; refuse what is none.

    An `end` of None is its end. With `last` "count", `end` counts from `start`.
    """
    name = declared(function).scheme
    if not 0 <= start <= length:
        raise ArgumentValueError(name, "start", f"an index from 0 to {length}", start)
    if end is None:
        return start, length
    if last == "count":
        if not 0 <= end <= length - start:
            raise ArgumentValueError(name, last, f"a count from 0 to {length - start}", end)
        return start, start + end
    if not start <= end <= length:
        raise ArgumentValueError(name, last, f"an index from {start} to {length}", end)
    return start, end


# Bytes


def fill_part(
    function: Callable[..., object],
    port: Any,
    bytevector: Any,
    start: int,
    end: int | None,
    last: str = "end",
) -> int | EofObject:
    """Fill a part of a bytevector; return how many bytes were put there."""
    with memoryview(bytevector) as view, view.cast("B") if view.nbytes else view as octets:
        start, end = span(function, len(octets), start, end, last)
        with octets[start:end] as part:
            return operations.fill(port, part)


def write_bytes(
    function: Callable[..., object],
    port: Any,
    bytevector: Any,
    start: int,
    end: int | None,
    last: str = "end",
) -> None:
    """Write a part of a bytevector."""
    whole = start is START and end is None
    if not whole or type(bytevector) is not bytes or not writes_bytes(port):
        port = PORTS.admit(function, port, bytevector, start, end)
    data = operations.bytes_of(bytevector)
    if not whole:
        start, end = span(function, len(data), start, end, last)
        data = data[start:end]
    try:
        write_all(port, data)
    except Exception as error:
        PORTS.fail_with(error, function, port, bytevector)


# Text


def write_text(
    function: Callable[..., object],
    port: Any,
    string: str,
    start: int,
    end: int | None,
    last: str = "end",
) -> None:
    """Write a part of a string."""
    whole = start is START and end is None
    if not whole or type(string) is not str or not writes_text(port):
        port = PORTS.admit(function, port, string, start, end)
    if not whole:
        start, end = span(function, str.__len__(string), start, end, last)
        string = str.__getitem__(string, slice(start, end))
    try:
        port.write(string)
    except Exception as error:
        PORTS.fail_with(error, function, port, string)
