"""Ports of Guile's core: files, descriptors, buffers, places, and what is put back."""

from __future__ import annotations

import codecs
import contextlib
import fcntl as python_fcntl
import gc
import io as python_io
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from .... import r7rs_io
from ...bridge import entries
from ...calls import call
from ...conditions import FileFailure, error
from ...control import parameterized
from ...data import EOF, NIL, Pair, String, Symbol, from_list, iterate, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...guile_files import ENCODING, STRATEGY, FilePort, port_on
from ...kinds import Char, Index, Int, MutableStr, Proc, Str, Text, Vec
from ...ports import (
    CURRENT_ERROR,
    CURRENT_INPUT,
    CURRENT_OUTPUT,
    FAMILIES,
    Family,
    StringInput,
    StringOutput,
    family_operation,
    is_textual,
)
from ...printer import PRINTERS
from ..keywords import keyword_arguments
from ..strings import span
from ..system_calls import asking
from .fluids import Fluid

__all__ = ["TABLE", "descriptor_of", "open_path", "port_of"]

TABLE: Final = Table()

PRINTERS[FilePort] = lambda port, readable, profile: repr(port)
PRINTERS[StringInput] = lambda port, readable, profile: _string_port("input", port)
PRINTERS[StringOutput] = lambda port, readable, profile: _string_port("output", port)
PRINTERS[python_io.TextIOWrapper] = lambda port, readable, profile: _standard(port)


def _string_port(way: str, port: Any) -> str:
    return f"#<closed: file {id(port):x}>" if port.closed else f"#<{way}: string {id(port):x}>"


def _standard(port: Any) -> str:
    if port.closed:
        return f"#<closed: file {id(port):x}>"
    return f"#<{'input' if port.readable() else 'output'}: file {_number(port)}>"


def _number(port: Any) -> Any:
    try:
        return port.fileno()
    except (OSError, ValueError):
        return f"{id(port):x}"


# What a file port does that `r7rs_io` cannot ask Python's files for.


def _char(text: str) -> Any:
    return text or EOF


def _reading(procedure: str, port: FilePort) -> FilePort:
    if port.closed or not port.readable():
        refuse(procedure, 1, "an open input port", port)
    return port


def _put(port: Any, text: str) -> None:
    port.write(text)


FAMILIES.append(
    Family(
        FilePort,
        {
            "char-ready?": lambda port: _reading("char-ready?", port).file.ready(),
            "peek-char": lambda port: _char(_reading("peek-char", port).look()),
            "read-char": lambda port: _char(_reading("read-char", port).read(1)),
        },
        _put,
    )
)


def port_of(procedure: str, place: int, value: Any) -> Any:
    """Return a port, which an argument must be."""
    if not r7rs_io.is_port(value):
        refuse(procedure, place, "a port", value)
    return value


def descriptor_of(procedure: str, place: int, value: Any) -> int:
    """Return the descriptor that a port has, or that an integer is."""
    if value.__class__ is int:
        return int(value)
    operate = family_operation("fileno", port_of(procedure, place, value))
    if operate is not None:
        found: int = operate(value)
        return found
    try:
        return int(value.fileno())
    except (OSError, ValueError):
        refuse(procedure, place, "an open file port", value)


# Opening files


def _flags(procedure: str, mode: str) -> int:
    ways = {"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC}
    ways["a"] = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    flags = ways.get(mode[:1])
    if flags is None or set(mode[1:]) - set("+b0lre"):
        refuse(procedure, 2, "a mode", String(mode), False)
    if "+" in mode:
        flags = flags & ~(os.O_WRONLY | os.O_RDONLY) | os.O_RDWR
    return flags


def open_path(path: str, mode: str, encoding: Any = False, procedure: str = "open-file") -> Any:
    """Return a port on a file."""
    flags = _flags(procedure, mode)
    try:
        if os.path.isdir(path) and flags & (os.O_WRONLY | os.O_RDWR):
            raise IsADirectoryError(21, os.strerror(21))
        descriptor = os.open(path, flags, 0o666)
        os.set_inheritable(descriptor, "e" not in mode)
        port = port_on(descriptor, mode, path)
    except OSError as failure:
        number, text = failure.errno or 0, failure.strerror or ""
        raise FileFailure("open-file", path, number, text) from None
    except ValueError:
        raise FileFailure("open-file", path, 2, os.strerror(2)) from None
    if encoding is not False:
        set_port_encoding(port, encoding)
    return port


_OPENING: Final = {"guess-encoding": False, "encoding": False}
_INPUT: Final = {"guess-encoding": False, "encoding": False, "binary": False}
_OUTPUT: Final = {"encoding": False, "binary": False}


@TABLE.procedure("open-file")
def open_file(path: Text, mode: Text, *options: Any) -> Any:
    """Return a port on a file, opened in a mode. Guile manual, File Ports."""
    guess, encoding = keyword_arguments("open-file", options, _OPENING)
    return open_path(path, mode, _guessed(path, guess, encoding))


def _guessed(path: str, guess: Any, encoding: Any) -> Any:
    """Return an encoding, what the file says of itself where that is asked for."""
    if guess is False:
        return encoding
    with contextlib.suppress(OSError), open(path, "rb") as file:
        found = _coding(file.read(500))
        if found is not None:
            return String(found)
    return encoding


def _coding(data: bytes) -> str | None:
    """Return the encoding that a text names behind `coding:`, as Emacs reads it."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"),):
        if data.startswith(mark):
            return name
    place = data.find(b"coding")
    if place < 0 or data[place + 6 : place + 7] not in (b":", b"="):
        return None
    word = data[place + 7 :].split()
    return word[0].decode("ascii", "replace").strip("*-;") if word else None


def _opened(path: str, way: str, options: tuple[Any, ...]) -> Any:
    if way == "r":
        guess, encoding, binary = keyword_arguments("open-input-file", options, _INPUT)
        encoding = _guessed(path, guess, encoding)
    else:
        encoding, binary = keyword_arguments("open-output-file", options, _OUTPUT)
    return open_path(path, way if binary is False else f"{way}b", encoding)


@TABLE.procedure("open-input-file")
def open_input_file(path: Text, *options: Any) -> Any:
    """Return a port that reads a file. Guile manual, File Ports."""
    return _opened(path, "r", options)


@TABLE.procedure("open-output-file")
def open_output_file(path: Text, *options: Any) -> Any:
    """Return a port that writes a file from its beginning. Guile manual, File Ports."""
    return _opened(path, "w", options)


@TABLE.procedure("call-with-input-file")
def call_with_input_file(path: Text, procedure: Proc, *options: Any) -> Any:
    """Call a procedure with a port on a file, closed when it returns. Guile manual, File Ports."""
    port = _opened(path, "r", options)
    result = call(procedure, port)
    port.close()
    return result


@TABLE.procedure("call-with-output-file")
def call_with_output_file(path: Text, procedure: Proc, *options: Any) -> Any:
    """Call a procedure with a port on a file, closed when it returns. Guile manual, File Ports."""
    port = _opened(path, "w", options)
    result = call(procedure, port)
    port.close()
    return result


def _with(parameter: Parameter, port: Any, thunk: Any) -> Any:
    result = parameterized([(parameter, port)], thunk)
    port.close()
    return result


@TABLE.procedure("with-input-from-file")
def with_input_from_file(path: Text, thunk: Proc, *options: Any) -> Any:
    """Call a thunk while the current input port reads a file. Guile manual, File Ports."""
    return _with(CURRENT_INPUT, _opened(path, "r", options), thunk)


@TABLE.procedure("with-output-to-file")
def with_output_to_file(path: Text, thunk: Proc, *options: Any) -> Any:
    """Call a thunk while the current output port writes a file. Guile manual, File Ports."""
    return _with(CURRENT_OUTPUT, _opened(path, "w", options), thunk)


@TABLE.procedure("with-error-to-file")
def with_error_to_file(path: Text, thunk: Proc, *options: Any) -> Any:
    """Call a thunk while the current error port writes a file. Guile manual, File Ports."""
    return _with(CURRENT_ERROR, _opened(path, "w", options), thunk)


# Current ports


def _declare_current(name: str, parameter: Any) -> None:
    def set_current(port: Any) -> Any:
        before = parameter()
        port_of(f"set-current-{name}-port", 1, port)
        # The standard file is what the parameter has by itself, whichever that is later.
        parameter(None if port is getattr(sys, parameter.stream) else port)
        return before

    def with_port(port: Any, thunk: Proc) -> Any:
        return parameterized([(parameter, port_of(f"with-{name}", 1, port))], thunk)

    set_current.__doc__ = f"Make a port the current {name} port. Guile manual, Default Ports."
    with_port.__doc__ = f"Call a thunk with a current {name} port. Guile manual, Default Ports."
    TABLE.procedure(f"set-current-{name}-port")(set_current)
    TABLE.procedure(f"with-{'input-from' if name == 'input' else f'{name}-to'}-port")(with_port)


_declare_current("input", CURRENT_INPUT)
_declare_current("output", CURRENT_OUTPUT)
_declare_current("error", CURRENT_ERROR)
TABLE.value("current-warning-port", CURRENT_ERROR)
for _name, _mode in (("OPEN_READ", "r"), ("OPEN_WRITE", "w"), ("OPEN_BOTH", "r+")):
    TABLE.value(_name, String(_mode))


@TABLE.procedure("with-error-to-string")
def with_error_to_string(thunk: Proc) -> Text:
    """Return what a thunk writes to the current error port. Guile manual, String Ports."""
    port = StringOutput()
    parameterized([(CURRENT_ERROR, port)], thunk)
    return port.getvalue()


# Descriptors


@TABLE.procedure("open-fdes")
def open_fdes(path: Text, flags: Int, mode: Int = 0o666) -> int:
    """Open a file; return its descriptor. Guile manual, Ports and File Descriptors."""
    with asking("open-fdes", path):
        return _inherited(os.open(path, flags, mode), flags)


def _inherited(descriptor: int, flags: int) -> int:
    """Let programs that are executed have a descriptor, unless its flags say otherwise."""
    os.set_inheritable(descriptor, not flags & getattr(os, "O_CLOEXEC", 0))
    return descriptor


@TABLE.procedure("open")
def open_(path: Text, flags: Int, mode: Int = 0o666) -> Any:
    """Open a file; return a port. Guile manual, Ports and File Descriptors."""
    with asking("open-fdes", path):
        descriptor = _inherited(os.open(path, flags, mode), flags)
    way = {os.O_RDONLY: "r", os.O_WRONLY: "w"}.get(flags & os.O_ACCMODE, "r+")
    return port_on(descriptor, way, path)


@TABLE.procedure("fdopen")
def fdopen(descriptor: Index, mode: Text) -> Any:
    """Return a port on a descriptor. Guile manual, Ports and File Descriptors."""
    _flags("fdopen", mode)
    with asking("fdopen"):
        return port_on(descriptor, mode)


@TABLE.procedure("fdes->inport")
def fdes_to_inport(descriptor: Index) -> Any:
    """Return a port that reads a descriptor. Guile manual, Ports and File Descriptors."""
    with asking("fdes->inport"):
        return port_on(descriptor, "r")


@TABLE.procedure("fdes->outport")
def fdes_to_outport(descriptor: Index) -> Any:
    """Return a port that writes a descriptor. Guile manual, Ports and File Descriptors."""
    with asking("fdes->outport"):
        return port_on(descriptor, "w")


@TABLE.procedure("fileno", "port->fdes")
def fileno(port: Any) -> int:
    """Return a port's descriptor. Guile manual, Ports and File Descriptors."""
    return descriptor_of("fileno", 1, port_of("fileno", 1, port))


@TABLE.procedure("close")
def close(port: Any) -> Any:
    """Close a port or a descriptor. Guile manual, Ports and File Descriptors."""
    if port.__class__ is int:
        return entries(STATE.profile)["close"].value(port)
    return close_port(port)


@TABLE.procedure("close-port")
def close_port(port: Any) -> Any:
    """Close a port; return whether it was open. Guile manual, Ports."""
    operate = family_operation("close-port", port_of("close-port", 1, port))
    if operate is not None:
        return operate(port)
    if port.closed:
        return False
    r7rs_io.close_port(port)
    return True


@TABLE.procedure("close-fdes")
def close_fdes(descriptor: Index) -> None:
    """Close a descriptor. Guile manual, Ports and File Descriptors."""
    with asking("close-fdes"):
        os.close(descriptor)


@TABLE.procedure("dup->fdes")
def dup_to_fdes(port: Any, descriptor: Index | None = None) -> int:
    """Return a new descriptor of what a port or a descriptor is on.

    Guile manual, Ports and File Descriptors.
    """
    number = descriptor_of("dup->fdes", 1, port)
    with asking("dup->fdes"):
        if descriptor is None:
            return _dup(number)
        return os.dup2(number, descriptor)


def _dup(descriptor: int) -> int:
    new = os.dup(descriptor)
    os.set_inheritable(new, True)
    return new


def _ways(port: Any) -> str:
    if port.__class__ is int:
        flags = python_fcntl.fcntl(port, python_fcntl.F_GETFL)
        return {os.O_RDONLY: "r", os.O_WRONLY: "w"}.get(flags & os.O_ACCMODE, "r+")
    reads, writes = r7rs_io.is_input_port(port), r7rs_io.is_output_port(port)
    return "r+" if reads and writes else "r" if reads else "w"


def _duplicate(procedure: str, mode: str | None) -> Callable[..., Any]:
    def duplicate(port: Any, descriptor: Index | None = None) -> Any:
        number = descriptor_of(procedure, 1, port)
        with asking(procedure):
            new = _dup(number) if descriptor is None else os.dup2(number, descriptor)
            return port_on(new, mode or _ways(port))

    duplicate.__doc__ = (
        "Return a port on a duplicate of a descriptor. Guile manual, Ports and File Descriptors."
    )
    return duplicate


TABLE.procedure("dup->inport")(_duplicate("dup->inport", "r"))
TABLE.procedure("dup->outport")(_duplicate("dup->outport", "w"))
TABLE.procedure("dup->port")(
    lambda port, mode, descriptor=None: _duplicate("dup->port", mode.text)(
        port, *(() if descriptor is None else (descriptor,))
    )
)


@TABLE.procedure("dup", "duplicate-port")
def dup(port: Any, mode: Any = None) -> Any:
    """Return a duplicate of a port or a descriptor, of the same kind.

    Guile manual, Ports and File Descriptors.
    """
    if port.__class__ is int:
        return dup_to_fdes(port)
    way = mode.text if mode.__class__ is String else None
    return _duplicate("dup", way)(port)


@TABLE.procedure("dup2")
def dup2(old: Index, new: Index) -> None:
    """Let a descriptor be a duplicate of another. Guile manual, Ports and File Descriptors."""
    with asking("dup2"):
        os.dup2(old, new)


@TABLE.procedure("redirect-port")
def redirect_port(old: Any, new: Any) -> None:
    """Let a port go on with what another is on. Guile manual, Ports and File Descriptors."""
    for each in (old, new):
        with contextlib.suppress(Exception):
            each.flush()
    source, target = (
        descriptor_of("redirect-port", place, each) for place, each in ((1, old), (2, new))
    )
    with asking("redirect-port"):
        os.dup2(source, target)


@TABLE.procedure("move->fdes", "primitive-move->fdes")
def move_to_fdes(port: Any, descriptor: Index) -> Any:
    """Let a port, or a descriptor, have another number; #f if it has that already.

    Guile manual, Ports and File Descriptors.
    """
    number = descriptor_of("move->fdes", 1, port)
    if number == descriptor:
        return False if port.__class__ is not int else port
    with asking("move->fdes"):
        if port.__class__ is int:
            os.dup2(number, descriptor)
            os.close(number)
            return descriptor
        if not isinstance(port, FilePort):
            refuse("move->fdes", 1, "a file port", port)
        os.dup2(number, descriptor)
        port.file.move(descriptor, _ways(port))
    return True


@TABLE.procedure("set-port-revealed!", "release-port-handle")
def set_port_revealed(port: Any, count: Any = 0) -> None:
    """Take note of how often a port's descriptor is in use; it is closed with the port here.

    Guile manual, Ports and File Descriptors.
    """
    port_of("set-port-revealed!", 1, port)


@TABLE.procedure("port-revealed")
def port_revealed(port: Any) -> int:
    """Return how often a port's descriptor is in use. Guile manual, Ports and File Descriptors."""
    port_of("port-revealed", 1, port)
    return 0


@TABLE.procedure("pipe")
def pipe(flags: Index = 0) -> Pair:
    """Return a pair of a port that reads and one that writes.

    Guile manual, Ports and File Descriptors.
    """
    with asking("pipe"):
        reading, writing = os.pipe2(flags) if hasattr(os, "pipe2") else os.pipe()
    for each in (reading, writing):
        _inherited(each, flags)
    return Pair(port_on(reading, "r", "#{read pipe}#"), port_on(writing, "w", "#{write pipe}#"))


@TABLE.procedure("fsync")
def fsync(port: Any) -> None:
    """Have what was written go to the disk. Guile manual, Ports and File Descriptors."""
    number = descriptor_of("fsync", 1, port)
    with contextlib.suppress(AttributeError, OSError, ValueError):
        port.flush()
    with asking("fsync"):
        os.fsync(number)


@TABLE.procedure("fcntl")
def fcntl(port: Any, command: Int, value: Any = None) -> Any:
    """Ask or change flags of a descriptor. Guile manual, Ports and File Descriptors."""
    operate = family_operation("fcntl", port)
    given = () if value is None else (value,)
    if operate is not None:
        return operate(port, command, *given)
    number = descriptor_of("fcntl", 1, port)
    with asking("fcntl"):
        return python_fcntl.fcntl(number, command, value or 0)


@TABLE.procedure("flock")
def flock(port: Any, operation: Int) -> None:
    """Lock a file, or unlock it. Guile manual, File System."""
    number = descriptor_of("flock", 1, port)
    with asking("flock"):
        python_fcntl.flock(number, operation)


@TABLE.procedure("isatty?")
def is_terminal(port: Any) -> bool:
    """Return whether a port is on a terminal. Guile manual, Terminals and Ptys."""
    try:
        return os.isatty(descriptor_of("isatty?", 1, port_of("isatty?", 1, port)))
    except Exception:
        return False


@TABLE.procedure("ttyname")
def ttyname(port: Any) -> Text:
    """Return the name of the terminal that a port is on. Guile manual, Terminals and Ptys."""
    with asking("ttyname"):
        return os.ttyname(descriptor_of("ttyname", 1, port))


# Waiting


@TABLE.procedure("select")
def select(reads: Any, writes: Any, excepts: Any, secs: Any = None, usecs: Any = None) -> Any:
    """Wait until ports or descriptors are ready; return three lists of those that are.

    For #f, and without a time, it waits for ever.

    Guile manual, Ports and File Descriptors.
    """
    groups = [_listed(place, each) for place, each in ((1, reads), (2, writes), (3, excepts))]
    held = [each for each in groups[0] if isinstance(each, FilePort) and each.file.held]
    stand: dict[int, list[Any]] = {}
    asked = []
    for group in groups:
        items = []
        for each in group:
            if isinstance(each, FilePort | python_io.TextIOWrapper):
                number = descriptor_of("select", 1, each)
                stand.setdefault(number, []).append(each)
                items.append(number)
            else:
                items.append(each)
        asked.append(to_list(items))
    limits: tuple[Any, ...] = ()
    if held:
        limits = (0, 0)
    elif secs is not False:
        limits = tuple(each for each in (secs, usecs) if each is not None)
    found = entries(STATE.profile)["select"].value(*asked, *limits)
    made = []
    for given, group, ready in zip(
        (reads, writes, excepts), groups, from_list(found), strict=True
    ):
        now = list(iterate(ready))
        chosen = [
            each
            for each in group
            if (each in held and group is groups[0])
            or any(one is each or one == _key(each, stand) for one in now)
        ]
        made.append(chosen if given.__class__ is list else to_list(chosen))
    return to_list(made)


def _key(each: Any, stand: dict[int, list[Any]]) -> Any:
    for number, ports in stand.items():
        if any(port is each for port in ports):
            return number
    return each


def _listed(place: int, value: Any) -> list[Any]:
    if value.__class__ is list:
        found: list[Any] = value
        return found
    if value is not NIL and value.__class__ is not Pair:
        refuse("select", place, "a list or a vector of ports", value)
    return from_list(value)


# Buffers


@TABLE.procedure("setvbuf")
def setvbuf(port: Any, mode: Any, size: Any = None) -> None:
    """Choose what a port holds back: `none`, `line` or `block`. Guile manual, Buffering."""
    operate = family_operation("setvbuf", port_of("setvbuf", 1, port))
    given = () if size is None else (size,)
    if operate is not None:
        operate(port, mode, *given)
        return
    if mode.__class__ is not Symbol or mode.name not in ("none", "line", "block"):
        refuse("setvbuf", 2, "none, line or block", mode, False)
    if isinstance(port, FilePort):
        port.flush()
        port.file.size = 0 if mode.name == "none" else size or 4096
        port.lines = mode.name == "line"
    elif isinstance(port, python_io.TextIOWrapper):
        port.reconfigure(line_buffering=mode.name == "line", write_through=mode.name == "none")


for _name, _value in (("_IONBF", "none"), ("_IOLBF", "line"), ("_IOFBF", "block")):
    TABLE.value(_name, Symbol(_value))


@TABLE.procedure("flush-all-ports")
def flush_all_ports() -> None:
    """Write what the open ports hold back. Guile manual, Buffering."""
    for each in _all():
        if each.writable():
            each.flush()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


@TABLE.procedure("drain-input")
def drain_input(port: Any) -> Any:
    """Return what was read ahead. Guile manual, Buffering."""
    operate = family_operation("drain-input", port_of("drain-input", 1, port))
    if operate is not None:
        return operate(port)
    if isinstance(port, FilePort):
        held = port.file.held
        port.file.held = b""
        return String(held.decode(port.codec, "replace"))
    return String(port.read() if isinstance(port, StringInput) else "")


# Places and properties


@TABLE.procedure("port-closed?")
def is_port_closed(port: Any) -> Any:
    """Return whether a port is closed. Guile manual, Ports."""
    return bool(port_of("port-closed?", 1, port).closed)


@TABLE.procedure("file-port?")
def is_file_port(value: Any) -> bool:
    """Return whether a value is a port of a descriptor. Guile manual, File Ports."""
    if not r7rs_io.is_port(value):
        return False
    try:
        return bool(port_of("file-port?", 1, value).fileno() >= 0)
    except (AttributeError, OSError, ValueError):
        return False


@TABLE.procedure("port-filename")
def port_filename(port: Any) -> Any:
    """Return the name of the file that a port is on, or #f. Guile manual, File Ports."""
    path = getattr(port_of("port-filename", 1, port), "path", "")
    if path.__class__ is String or path.__class__ is Symbol or path is False:
        return path
    return String(path) if path and not path.startswith("#{") else False


@TABLE.procedure("set-port-filename!")
def set_port_filename(port: Any, name: Any) -> None:
    """Give a port the name of a file. Guile manual, File Ports."""
    target = port_of("set-port-filename!", 1, port)
    if isinstance(target, FilePort):
        target.path = name.text if name.__class__ is String else ""
    else:
        target.path = name


@TABLE.procedure("port-mode")
def port_mode(port: Any) -> Text:
    """Return the mode of a port. Guile manual, File Ports."""
    opened = getattr(port_of("port-mode", 1, port), "opened", "")
    return opened.replace("b", "") or _ways(port)


def _read_so_far(port: Any) -> str | None:
    if isinstance(port, StringInput):
        return port.getvalue()[: port.tell()]
    return port.getvalue() if isinstance(port, StringOutput) else None


@TABLE.procedure("port-line")
def port_line(port: Any) -> Any:
    """Return the number of the line that is read, from 0. Guile manual, Textual I/O."""
    text = _read_so_far(port_of("port-line", 1, port))
    return text.count("\n") if text is not None else getattr(port, "line", 0)


@TABLE.procedure("port-column")
def port_column(port: Any) -> Any:
    """Return the column that is read, from 0. Guile manual, Textual I/O."""
    text = _read_so_far(port_of("port-column", 1, port))
    if text is not None:
        return len(text) - text.rfind("\n") - 1
    return getattr(port, "column", 0)


@TABLE.procedure("set-port-line!")
def set_port_line(port: Any, line: Int) -> None:
    """Set the number of the line that is read. Guile manual, Textual I/O."""
    if isinstance(port_of("set-port-line!", 1, port), FilePort):
        port.line = line


@TABLE.procedure("set-port-column!")
def set_port_column(port: Any, column: Int) -> None:
    """Set the column that is read. Guile manual, Textual I/O."""
    if isinstance(port_of("set-port-column!", 1, port), FilePort):
        port.column = column


@TABLE.procedure("port-encoding")
def port_encoding(port: Any) -> Any:
    """Return the name of a port's encoding. Guile manual, Encoding."""
    operate = family_operation("port-encoding", port_of("port-encoding", 1, port))
    if operate is not None:
        return operate(port)
    if isinstance(port, FilePort):
        return String(port.codec_name.upper())
    if isinstance(port, StringInput | StringOutput):
        return String("UTF-8")
    codec: Any = getattr(port, "encoding", None)
    return String(codec.upper()) if codec else False


@TABLE.procedure("set-port-encoding!")
def set_port_encoding(port: Any, encoding: Any) -> None:
    """Read and write characters of a port in another encoding. Guile manual, Encoding."""
    operate = family_operation("set-port-encoding!", port_of("set-port-encoding!", 1, port))
    if operate is not None:
        operate(port, encoding)
        return
    if encoding.__class__ is not String:
        refuse("set-port-encoding!", 2, "a string", encoding)
    try:
        if isinstance(port, FilePort):
            port.set_codec(encoding.text)
        elif isinstance(port, python_io.TextIOWrapper):
            port.reconfigure(encoding=encoding.text)
        elif is_textual(port) and not isinstance(port, StringInput | StringOutput):
            port.scheme_codec = codecs.lookup(encoding.text).name
    except (LookupError, ValueError):
        raise error(
            "invalid or unknown character encoding", encoding, procedure="set-port-encoding!"
        ) from None


_ERRORS: Final = {"error": "strict", "substitute": "replace", "escape": "backslashreplace"}


TABLE.value("%default-port-encoding", Fluid(ENCODING))
TABLE.value("%default-port-conversion-strategy", Fluid(STRATEGY))


@TABLE.procedure("port-conversion-strategy")
def port_conversion_strategy(port: Any) -> Symbol:
    """Return what a port does with characters that it cannot convert; #f for new ports.

    Guile manual, Encoding.
    """
    if port is False:
        strategy: Symbol = STRATEGY()
        return strategy
    return Symbol(getattr(port, "strategy", "substitute"))


@TABLE.procedure("set-port-conversion-strategy!")
def set_port_conversion_strategy(port: Any, strategy: Any) -> None:
    """Choose what becomes of characters that cannot be converted. Guile manual, Encoding."""
    if strategy.__class__ is not Symbol or strategy.name not in _ERRORS:
        refuse("set-port-conversion-strategy!", 2, "error, substitute or escape", strategy, False)
    if port is False:
        STRATEGY.cell_in_force()[0] = strategy
    elif isinstance(port, FilePort):
        port.strategy = strategy.name
    elif isinstance(port, python_io.TextIOWrapper):
        port.reconfigure(errors=_ERRORS[strategy.name])


for _name, _whence in (("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2)):
    TABLE.value(_name, _whence)


@TABLE.procedure("seek")
def seek(port: Any, offset: Int, whence: Int) -> int:
    """Go to a place of a port or a descriptor; return it. Guile manual, Random Access."""
    with asking("seek"):
        if port.__class__ is int:
            return os.lseek(port, offset, whence)
        if whence not in (0, 1, 2):
            refuse("seek", 3, "SEEK_SET, SEEK_CUR or SEEK_END", whence, False)
        source = port_of("seek", 1, port)
        if isinstance(source, StringInput | StringOutput):
            base = {0: 0, 1: source.tell(), 2: len(source.getvalue())}[whence]
            return source.seek(base + offset)
        return int(source.seek(offset, whence))


@TABLE.procedure("ftell")
def ftell(port: Any) -> int:
    """Return the place of a port or a descriptor. Guile manual, Random Access."""
    return seek(port, 0, 1)


@TABLE.procedure("truncate-file")
def truncate_file(file: Any, length: Index | None = None) -> None:
    """Cut a file, by name, port or descriptor. Guile manual, Random Access."""
    with asking("truncate-file"):
        if file.__class__ is String:
            if length is None:
                refuse("truncate-file", 2, "a length", length)
            os.truncate(file.text, length)
        elif file.__class__ is int:
            place = os.lseek(file, 0, 1) if length is None else length
            os.ftruncate(file, place)
        else:
            port_of("truncate-file", 1, file).truncate(length)


@TABLE.procedure("file-position", "port-position")
def port_position(port: Any) -> int:
    """Return the place of a port. Guile manual, Random Access."""
    return ftell(port)


# Putting back


def _put_back(procedure: str, port: Any, text: str) -> None:
    if isinstance(port, FilePort):
        port.put_back(text)
    elif isinstance(port, StringInput):
        rest = port.read()
        port.seek(0)
        before = port.getvalue()
        place = len(before) - len(rest)
        same = before[place - len(text) : place] == text and place >= len(text)
        if same:
            port.seek(place - len(text))
            return
        port.truncate()
        port.write(text + rest)
        port.seek(0)
    else:
        pushed = getattr(port, "put_back_text", None)
        if pushed is None:
            refuse(procedure, 2, "a port into which characters can be put back", port)
        pushed(text)


@TABLE.procedure("unread-char")
def unread_char(char: Char, port: Any = None) -> None:
    """Let a character be read next. Guile manual, Textual I/O."""
    _put_back("unread-char", CURRENT_INPUT() if port is None else port, char)


@TABLE.procedure("unread-string")
def unread_string(string: Text, port: Any = None) -> None:
    """Let the characters of a string be read next. Guile manual, Textual I/O."""
    _put_back("unread-string", CURRENT_INPUT() if port is None else port, string)


@TABLE.procedure("unget-char")
def unget_char(port: Any, char: Char) -> None:
    """Let a character be read next. Guile manual, Textual I/O."""
    _put_back("unget-char", port, char)


@TABLE.procedure("unget-string")
def unget_string(port: Any, string: Text, start: Index = 0, count: Index | None = None) -> None:
    """Let characters of a string be read next. Guile manual, Textual I/O."""
    end = None if count is None else start + count
    start, stop = span("unget-string", len(string), start, end, 3)
    _put_back("unget-string", port, string[start:stop])


@TABLE.procedure("unget-bytevector")
def unget_bytevector(
    port: Any, bytevector: Any, start: Index = 0, count: Index | None = None
) -> None:
    """Let bytes be read next. Guile manual, Binary I/O."""
    if bytevector.__class__ is not bytearray:
        refuse("unget-bytevector", 2, "a bytevector", bytevector)
    end = None if count is None else start + count
    start, stop = span("unget-bytevector", len(bytevector), start, end, 3)
    data = bytes(bytevector[start:stop])
    if isinstance(port, FilePort):
        port.file.put_back(data)
    elif isinstance(port, python_io.BytesIO):
        rest = port.read()
        port.seek(0)
        port.truncate()
        port.write(data + rest)
        port.seek(0)
    else:
        refuse("unget-bytevector", 1, "a port into which bytes can be put back", port)


# Ports of procedures


class _Soft(python_io.TextIOBase):
    """A port whose characters go to procedures, and come from one."""

    def __init__(self, procedures: list[Any], modes: str) -> None:
        self.procedures = procedures
        self.modes = modes

    def readable(self) -> bool:
        return "r" in self.modes or "+" in self.modes

    def writable(self) -> bool:
        return "w" in self.modes or "+" in self.modes

    def seekable(self) -> bool:
        return False

    def write(self, text: str, /) -> int:
        if len(text) == 1 and self.procedures[0] is not False:
            call(self.procedures[0], text)
        elif self.procedures[1] is not False:
            call(self.procedures[1], String(text))
        return len(text)

    def flush(self) -> None:
        if not self.closed and self.writable() and self.procedures[2] is not False:
            call(self.procedures[2])

    def read(self, size: int | None = -1, /) -> str:
        chars: list[str] = []
        while size is None or size < 0 or len(chars) < size:
            char = call(self.procedures[3])
            if char is False or char is EOF:
                break
            chars.append(char)
        return "".join(chars)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]
        chars: list[str] = []
        while (char := self.read(1)) and char != "\n":
            chars.append(char)
        return "".join([*chars, char])

    def close(self) -> None:
        if not self.closed:
            if self.procedures[4] is not False:
                call(self.procedures[4])
            super().close()


@TABLE.procedure("make-soft-port")
def make_soft_port(procedures: Vec, modes: Text) -> Any:
    """Return a port of procedures: a character out, a string out, flush, a character in, close.

    Guile manual, Soft Ports.
    """
    if len(procedures) not in (5, 6):
        refuse("make-soft-port", 1, "a vector of 5 or 6 procedures", procedures, False)
    return _Soft(procedures, modes)


@TABLE.procedure("%make-void-port")
def make_void_port(mode: Text) -> Any:
    """Return a port that is at its end, and takes what is written. Guile manual, Void Ports."""
    return open_path(os.devnull, "r+" if "+" in mode else mode[:1])


# Files that nobody has named


@TABLE.procedure("mkstemp!", "mkstemp")
def mkstemp(template: MutableStr, mode: Text = "w+") -> Any:
    """Return a port on a new file, whose name takes the place of the X's at the end of a string.

    Guile manual, File System.
    """

    def make(path: str) -> int:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)

    template.text, descriptor = _unnamed("mkstemp!", template, make)
    os.set_inheritable(descriptor, True)
    return port_on(descriptor, mode, template.text)


@TABLE.procedure("mkdtemp")
def mkdtemp(template: Str) -> Text:
    """Make a directory with a name for which nothing was; return it. Guile manual, File System."""
    return _unnamed("mkdtemp", template, lambda path: os.mkdir(path, 0o700))[0]


_X: Final = "XXXXXX"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def _unnamed(procedure: str, template: String, make: Callable[[str], Any]) -> tuple[str, Any]:
    """Make a file under a name that is free; return that and what making it gave."""
    if not template.text.endswith(_X):
        refuse(procedure, 1, "a string that ends with XXXXXX", template, False)
    while True:
        letters = "".join(_LETTERS[byte % len(_LETTERS)] for byte in os.urandom(len(_X)))
        path = template.text[: -len(_X)] + letters
        with asking(procedure):
            try:
                return path, make(path)
            except FileExistsError:
                continue


@TABLE.procedure("tmpnam")
def tmpnam() -> Text:
    """Return the path of a file that does not exist, in /tmp. Not in the Guile manual."""

    def make(path: str) -> None:
        if os.path.lexists(path):
            raise FileExistsError

    return _unnamed("tmpnam", String(f"/tmp/file{_X}"), make)[0]


@TABLE.procedure("tmpfile")
def tmpfile() -> Any:
    """Return a port on a new file that has no name. Guile manual, File System."""
    import tempfile

    with asking("tmpfile"), tempfile.TemporaryFile() as file:
        return port_on(os.dup(file.fileno()), "w+")


@TABLE.procedure("port-for-each")
def port_for_each(procedure: Proc) -> None:
    """Call a procedure with each open file port. Guile manual, Ports."""
    for each in _all():
        call(procedure, each)


def _all() -> Iterator[Any]:
    for each in gc.get_objects():
        if isinstance(each, FilePort) and not each.closed:
            yield each
