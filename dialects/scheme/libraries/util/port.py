"""(util port): all that a port has, and data of ports (Sagittarius, sitelib/util/port.scm)."""

from __future__ import annotations

import fcntl
import os
from typing import Any, Final
from weakref import WeakKeyDictionary

from .... import r6rs_io
from ...calls import call
from ...conditions import FileFailure
from ...data import EOF, String
from ...declaration import Table, refuse
from ...equality import is_eq
from ...kinds import Items, Proc
from ..io import read, read_line
from ..keyword_arguments import keyword_arguments

__all__ = ["TABLE"]

TABLE: Final = Table()


def _all_read(reader: Any, *arguments: Any) -> Any:
    while (item := call(reader, *arguments)) is not EOF:
        yield item


@TABLE.procedure("port->list")
def port_to_list(reader: Proc, port: Any) -> Items:
    """Return all that a reader reads from a port."""
    return list(_all_read(reader, port))


@TABLE.procedure("port->string")
def port_to_string(port: Any) -> String:
    """Return the characters that are left in a port."""
    found = r6rs_io.get_string_all(port)
    return String(found if isinstance(found, str) else "")


@TABLE.procedure("port->string-list")
def port_to_string_list(port: Any) -> Items:
    """Return the lines that are left in a port."""
    return list(_all_read(read_line, port))


@TABLE.procedure("port->sexp-list")
def port_to_sexp_list(port: Any) -> Items:
    """Return the data that are left in a port."""
    return list(_all_read(read, port))


@TABLE.procedure("port-fold")
def port_fold(combine: Proc, seed: Any, reader: Proc) -> Any:
    """Combine what a reader reads, from the left."""
    for item in _all_read(reader):
        seed = call(combine, item, seed)
    return seed


@TABLE.procedure("port-fold-right")
def port_fold_right(combine: Proc, seed: Any, reader: Proc) -> Any:
    """Combine what a reader reads, from the right."""
    for item in reversed(list(_all_read(reader))):
        seed = call(combine, item, seed)
    return seed


@TABLE.procedure("port-for-each")
def port_for_each(procedure: Proc, reader: Proc) -> None:
    """Call a procedure with what a reader reads."""
    for item in _all_read(reader):
        call(procedure, item)


@TABLE.procedure("port-map")
def port_map(procedure: Proc, reader: Proc) -> Items:
    """Return what a procedure returns for what a reader reads."""
    return [call(procedure, item) for item in _all_read(reader)]


_PIECE: Final = 4096


@TABLE.procedure("copy-binary-port")
def copy_binary_port(target: Any, source: Any, *options: Any) -> int:
    """Copy bytes from port to port, `:size` at most; return how many."""
    (size,) = keyword_arguments(options, {"size": False})
    limit = size if size.__class__ is int and size > 0 else None
    copied = 0
    while limit is None or copied < limit:
        most = _PIECE if limit is None else min(_PIECE, limit - copied)
        data = r6rs_io.get_bytevector_n(source, most)
        if not isinstance(data, bytes):
            break
        r6rs_io.put_bytevector(target, data)
        copied += len(data)
    return copied


# Locks of files


def _locked(procedure: str, port: Any, how: int) -> None:
    try:
        descriptor = port.fileno()
    except (AttributeError, OSError, ValueError):
        refuse(procedure, 1, "a port of a file", port)
    try:
        fcntl.flock(descriptor, how)
    except OSError as failure:
        text = failure.strerror or ""
        raise FileFailure(procedure, os.fspath(str(port)), failure.errno or 0, text) from None


@TABLE.procedure("lock-port-resource!")
def lock_port_resource(port: Any) -> None:
    """Wait until no other process holds a port's file, and hold it."""
    _locked("lock-port-resource!", port, fcntl.LOCK_EX)


@TABLE.procedure("unlock-port-resource!")
def unlock_port_resource(port: Any) -> None:
    """Let go of a port's file."""
    _locked("unlock-port-resource!", port, fcntl.LOCK_UN)


@TABLE.procedure("call-with-resource-locked-port")
def call_with_resource_locked_port(port: Any, procedure: Proc) -> Any:
    """Call a procedure with a port whose file is held meanwhile."""
    lock_port_resource(port)
    try:
        return call(procedure, port)
    finally:
        unlock_port_resource(port)


# Data of ports

_DATA: Final[WeakKeyDictionary[Any, list[list[Any]]]] = WeakKeyDictionary()


def _compare(options: tuple[Any, ...]) -> Any:
    (compare,) = keyword_arguments(options, {"compare": is_eq})
    return compare


def _of(port: Any) -> list[list[Any]]:
    return _DATA.setdefault(port, [])


@TABLE.procedure("add-port-data!")
def add_port_data(port: Any, key: Any, value: Any, *options: Any) -> None:
    """Let a port carry a value under a key, compared by `:compare`."""
    compare = _compare(options)
    for entry in _of(port):
        if call(compare, key, entry[0]) is not False:
            entry[1] = value
            return
    _of(port).insert(0, [key, value])


@TABLE.procedure("remove-port-data!")
def remove_port_data(port: Any, key: Any, *options: Any) -> None:
    """Let a port no longer carry what it has under a key."""
    compare = _compare(options)
    _of(port)[:] = [each for each in _of(port) if call(compare, key, each[0]) is False]


@TABLE.procedure("get-port-data")
def get_port_data(port: Any, key: Any, *options: Any) -> Any:
    """Return what a port carries under a key, or #f."""
    compare = _compare(options)
    found = (each[1] for each in _of(port) if call(compare, key, each[0]) is not False)
    return next(found, False)
