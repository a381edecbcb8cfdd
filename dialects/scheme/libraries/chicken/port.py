"""Ports of procedures, ports of ports, and their names: CHICKEN's (chicken port)."""

from __future__ import annotations

import io as python_io
import os
from typing import Any, Final

from ...calls import call
from ...control import parameterized
from ...data import EOF, String, Values
from ...declaration import Table, refuse
from ...kinds import Items, Proc, Text
from ...ports import (
    CURRENT_ERROR,
    CURRENT_INPUT,
    CURRENT_OUTPUT,
    StringOutput,
    put,
)
from .. import io
from .files import descriptor

__all__ = ["TABLE"]

TABLE: Final = Table()


class InputPort(python_io.TextIOBase):
    """A port whose characters come from a procedure."""

    def __init__(self, read: Any, ready: Any, close: Any, peek: Any) -> None:
        super().__init__()
        self._read = read
        self._ready = ready
        self._close = close
        self._peek = peek
        self._held: list[Any] = []

    def readable(self) -> bool:
        """Return True."""
        return True

    def _next(self) -> Any:
        if self._held:
            return self._held.pop()
        char = call(self._read)
        if char is EOF or char is False:
            return EOF
        if char.__class__ is not str:
            refuse("read-char", 1, "a port whose procedure returns characters", char)
        return char

    def read(self, size: int | None = -1) -> str:
        """Return the next characters."""
        found: list[str] = []
        while size is None or size < 0 or len(found) < size:
            char = self._next()
            if char is EOF:
                break
            found.append(char)
        return "".join(found)

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        """Return the next line with its end."""
        found: list[str] = []
        while (size < 0 or len(found) < size) and (char := self._next()) is not EOF:
            found.append(char)
            if char == "\n":
                break
        return "".join(found)

    def peek_char(self) -> Any:
        """Return the next character and leave it."""
        if self._held:
            return self._held[-1]
        if self._peek:
            return call(self._peek)
        char = self._next()
        if char is not EOF:
            self._held.append(char)
        return char

    def is_ready(self) -> bool:
        """Return whether reading would not wait."""
        return bool(self._held) or call(self._ready) is not False

    def close(self) -> None:
        """Close it."""
        if not self.closed:
            super().close()
            if self._close is not None:
                call(self._close)


class OutputPort(python_io.TextIOBase):
    """A port whose strings go to a procedure."""

    def __init__(self, write: Any, close: Any, flush: Any) -> None:
        super().__init__()
        self._write = write
        self._close = close
        self._flush = flush

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Hand a text over."""
        call(self._write, String(text))
        return len(text)

    def flush(self) -> None:
        """Hand over what is held."""
        if self._flush is not None and not self.closed:
            call(self._flush)

    def close(self) -> None:
        """Close it."""
        if not self.closed:
            self.flush()
            super().close()
            if self._close is not None:
                call(self._close)


def _optional(procedure: str, place: int, value: Any) -> Any:
    if value is None or value is False:
        return None
    if not callable(value):
        refuse(procedure, place, "a procedure, or #f", value)
    return value


@TABLE.procedure("make-input-port")
def make_input_port(
    read: Proc,
    ready: Proc,
    close: Proc,
    peek: Any = None,
    read_string: Any = None,
    read_line: Any = None,
    read_buffered: Any = None,
) -> InputPort:
    """Return a port whose characters a procedure returns.

    What reads several at once may be passed, and is not needed. CHICKEN manual, Module (chicken
    port).
    """
    return InputPort(read, ready, close, _optional("make-input-port", 4, peek))


@TABLE.procedure("make-output-port")
def make_output_port(write: Proc, close: Proc, flush: Any = None) -> OutputPort:
    """Return a port that passes what is written to a procedure.

    CHICKEN manual, Module (chicken port).
    """
    return OutputPort(write, close, _optional("make-output-port", 3, flush))


class BidirectionalPort(InputPort):
    """A port that reads from one and writes to another."""

    def __init__(self, reads: Any, writes: Any) -> None:
        super().__init__(lambda: io.read_char(reads), lambda: io.is_char_ready(reads), None, None)
        self.reads = reads
        self.writes = writes

    def writable(self) -> bool:
        """Return True."""
        return True

    def write(self, text: str) -> int:
        """Write a text to the other port."""
        put(self.writes, text)
        return len(text)

    def flush(self) -> None:
        """Send what the other port holds."""
        if not self.closed:
            io.flush_output_port(self.writes)

    def close(self) -> None:
        """Close both."""
        if not self.closed:
            super().close()
            io.close_port(self.reads)
            io.close_port(self.writes)


@TABLE.procedure("make-bidirectional-port")
def make_bidirectional_port(reads: Any, writes: Any) -> BidirectionalPort:
    """Return a port that reads from one and writes to another.

    CHICKEN manual, Module (chicken port).
    """
    name = "make-bidirectional-port"
    return BidirectionalPort(_input(name, 1, reads), _output(name, 2, writes))


def _input(procedure: str, place: int, port: Any) -> Any:
    if not io.is_input_port(port):
        refuse(procedure, place, "a port that reads", port)
    return port


def _output(procedure: str, place: int, port: Any) -> Any:
    if not io.is_output_port(port):
        refuse(procedure, place, "a port that writes", port)
    return port


@TABLE.procedure("make-broadcast-port")
def make_broadcast_port(*ports: Any) -> OutputPort:
    """Return a port that writes to several. CHICKEN manual, Module (chicken port)."""
    targets = [_output("make-broadcast-port", *each) for each in enumerate(ports, 1)]

    def write(string: String) -> None:
        for each in targets:
            put(each, string.text)

    def flush() -> None:
        for each in targets:
            io.flush_output_port(each)

    return OutputPort(write, None, flush)


@TABLE.procedure("make-concatenated-port")
def make_concatenated_port(*ports: Any) -> InputPort:
    """Return a port that reads several, one after the other.

    CHICKEN manual, Module (chicken port).
    """
    left = [_input("make-concatenated-port", *each) for each in enumerate(ports, 1)]

    def read() -> Any:
        while left:
            char = io.read_char(left[0])
            if char is not EOF:
                return char
            del left[0]
        return EOF

    return InputPort(read, lambda: not left or io.is_char_ready(left[0]), None, None)


# Current ports for a while


@TABLE.procedure("with-input-from-port")
def with_input_from_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the one to read. CHICKEN manual, Module (chicken port)."""
    _input("with-input-from-port", 1, port)
    return parameterized([(CURRENT_INPUT, port)], thunk)


@TABLE.procedure("with-output-to-port")
def with_output_to_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the one to write. CHICKEN manual, Module (chicken port)."""
    _output("with-output-to-port", 1, port)
    return parameterized([(CURRENT_OUTPUT, port)], thunk)


@TABLE.procedure("with-error-output-to-port")
def with_error_output_to_port(port: Any, thunk: Proc) -> Any:
    """Call a thunk while a port is the one for errors. CHICKEN manual, Module (chicken port)."""
    _output("with-error-output-to-port", 1, port)
    return parameterized([(CURRENT_ERROR, port)], thunk)


@TABLE.procedure("with-error-output-to-string")
def with_error_output_to_string(thunk: Proc) -> Text:
    """Return what a thunk writes to the port for errors.

    CHICKEN manual, Module (chicken port).
    """
    port = StringOutput()
    parameterized([(CURRENT_ERROR, port)], thunk)
    return port.getvalue()


# Over what is read


@TABLE.procedure("copy-port")
def copy_port(source: Any, target: Any, read: Proc = io.read_char, write: Any = None) -> None:
    """Write all that a procedure reads from a port to another.

    CHICKEN manual, Module (chicken port).
    """
    while (found := call(read, source)) is not EOF:
        if write is not None:
            call(write, found, target)
        elif found.__class__ is str:
            put(target, found)
        else:
            io.display(found, target)


@TABLE.procedure("port-for-each")
def port_for_each(procedure: Proc, read: Proc) -> None:
    """Call a procedure with each object that another reads.

    CHICKEN manual, Module (chicken port).
    """
    while (found := call(read)) is not EOF:
        call(procedure, found)


@TABLE.procedure("port-map")
def port_map(procedure: Proc, read: Proc) -> Items:
    """Return what a procedure makes of each object that another reads.

    CHICKEN manual, Module (chicken port).
    """
    found = []
    while (each := call(read)) is not EOF:
        found.append(call(procedure, each))
    return found


@TABLE.procedure("port-fold")
def port_fold(procedure: Proc, seed: Any, read: Proc) -> Any:
    """Combine the objects that a procedure reads. CHICKEN manual, Module (chicken port)."""
    while (each := call(read)) is not EOF:
        seed = call(procedure, each, seed)
    return seed


# Names, places, terminals


def _port(procedure: str, port: Any) -> Any:
    if not io.is_port(port):
        refuse(procedure, 1, "a port", port)
    return port


@TABLE.procedure("port-name")
def port_name(port: Any = None) -> Any:
    """Return a port's name: a file's path, "(string)" and its like.

    CHICKEN manual, Module (chicken port).
    """
    port = CURRENT_INPUT() if port is None else _port("port-name", port)
    own = getattr(port, "scheme_name", None)
    if own is not None:
        return own
    if isinstance(port, python_io.StringIO):
        return String("(string)")
    name = getattr(port, "name", None)
    if name in ("<stdin>", "<stdout>", "<stderr>"):
        return String(f"({name[1:-1]})")
    return String(name if isinstance(name, str) else "(port)")


@TABLE.procedure("set-port-name!")
def set_port_name(port: Any, name: Any) -> None:
    """Give a port a name. CHICKEN manual, Module (chicken port)."""
    if name.__class__ is not String:
        refuse("set-port-name!", 2, "a string", name)
    try:
        _port("set-port-name!", port).scheme_name = name
    except AttributeError:
        refuse("set-port-name!", 1, "a port that can have a name", port)


@TABLE.procedure("port-position")
def port_position(port: Any = None) -> Any:
    """Return line and column of a string port. CHICKEN manual, Module (chicken port)."""
    port = CURRENT_INPUT() if port is None else _port("port-position", port)
    if not isinstance(port, python_io.StringIO):
        refuse("port-position", 1, "a port whose position is known", port)
    before = port.getvalue()[: port.tell()]
    return Values((before.count("\n") + 1, len(before) - before.rfind("\n") - 1))


@TABLE.procedure("set-buffering-mode!")
def set_buffering_mode(port: Any, mode: Any, size: Any = None) -> None:
    """Say how a port holds output back: `none:`, `line:` or `full:` as symbols.

    CHICKEN manual, Module (chicken port).
    """
    _port("set-buffering-mode!", port)
    name = getattr(mode, "name", "")
    if name not in ("none", "line", "full"):
        refuse("set-buffering-mode!", 2, "#:none, #:line or #:full", mode)
    if isinstance(port, python_io.TextIOWrapper):
        port.reconfigure(line_buffering=name == "line", write_through=name == "none")


def _is_terminal(port: Any) -> bool:
    test = getattr(port, "isatty", None)
    try:
        return test is not None and bool(test())
    except ValueError:
        return False


@TABLE.procedure("terminal-port?")
def is_terminal_port(port: Any) -> bool:
    """Return whether a port is a terminal. CHICKEN manual, Module (chicken port)."""
    return _is_terminal(_port("terminal-port?", port))


def _terminal(procedure: str, port: Any) -> int:
    if not _is_terminal(_port(procedure, port)):
        refuse(procedure, 1, "a port of a terminal", port)
    return descriptor(procedure, 1, port)


@TABLE.procedure("terminal-name")
def terminal_name(port: Any) -> Text:
    """Return the path of a port's terminal. CHICKEN manual, Module (chicken port)."""
    return os.ttyname(_terminal("terminal-name", port))


@TABLE.procedure("terminal-size")
def terminal_size(port: Any) -> Any:
    """Return how many lines and columns a port's terminal has.

    CHICKEN manual, Module (chicken port).
    """
    size = os.get_terminal_size(_terminal("terminal-size", port))
    return Values((size.lines, size.columns))
