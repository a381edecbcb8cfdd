"""What CHICKEN 4's units had and no module of CHICKEN 5 has under any name."""

from __future__ import annotations

import os
import random
import socket
import time
from typing import Any, Final

from ...calls import call
from ...control import parameterized
from ...data import EOF, String, Symbol, from_list
from ...declaration import Table, refuse
from ...kinds import Int, Items, Proc, Text
from ...ports import CURRENT_INPUT
from .. import io
from . import io as chicken_io
from .file_posix import set_file_group, set_file_owner
from .load import load_once
from .process_context import TABLE as CONTEXT
from .random import set_pseudo_random_seed

__all__ = ["TABLE"]

TABLE: Final = Table()


# Unit chicken


@TABLE.procedure("require")
def require(*names: Any) -> None:
    """Load files that are not provided yet, named by symbols or strings.

    CHICKEN 4 manual, Unit library.
    """
    for place, each in enumerate(names, 1):
        if not isinstance(each, Symbol | String):
            refuse("require", place, "a symbol or a string", each)
    load_once([each if isinstance(each, Symbol) else Symbol(each.text) for each in names])


# Unit data-structures


@TABLE.procedure("any?")
def any_(value: Any) -> bool:
    """Return #t. CHICKEN 4 manual, Unit data-structures."""
    return True


@TABLE.procedure("binary-search")
def binary_search(sequence: Any, compare: Proc) -> Any:
    """Return the index at which a procedure of an item returns 0, or #f.

    It returns less where the item looked for comes before. CHICKEN 4 manual, Unit data-structures.
    """
    items = sequence if sequence.__class__ is list else from_list(sequence)
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        order = call(compare, items[middle])
        if order == 0:
            return middle
        if order < 0:
            high = middle
        else:
            low = middle + 1
    return False


@TABLE.procedure("shuffle")
def shuffle(items: Items, choose: Proc) -> Items:
    """Return a list in an order that a procedure, such as `random`, makes.

    CHICKEN 4 manual, Unit data-structures.
    """
    found = list(items)
    for place in range(len(found) - 1, 0, -1):
        other = call(choose, place + 1)
        found[place], found[other] = found[other], found[place]
    return found


# Unit extras


@TABLE.procedure("randomize")
def randomize(seed: Int | None = None) -> None:
    """Set where random numbers begin, by default at the time. CHICKEN 4 manual, Unit extras."""
    set_pseudo_random_seed(String(str(time.time_ns() if seed is None else seed)))


@TABLE.procedure("random")
def random_(limit: Int) -> int:
    """Return an integer from 0 on, below a limit. CHICKEN 4 manual, Unit extras."""
    return random.randrange(limit) if limit > 0 else 0


@TABLE.procedure("read-file")
def read_file(source: Any = None, reader: Proc = io.read, most: Any = None) -> Items:
    """Return a list of what a procedure reads from a port or the file of that name.

    CHICKEN 4 manual, Unit extras.
    """
    if source.__class__ is not String:
        return chicken_io.read_list(source, reader, most)
    with io.open_input_file(source.text) as port:
        return chicken_io.read_list(port, reader, most)


# Unit utils


@TABLE.procedure("read-all")
def read_all(source: Any = None) -> Any:
    """Return the rest of a port, or the file of that name, as a string.

    CHICKEN 4 manual, Unit utils.
    """
    if source.__class__ is not String:
        return _rest(source)
    with io.open_input_file(source.text) as port:
        return _rest(port)


def _rest(port: Any) -> Any:
    found = chicken_io.read_string(False, port)
    return String("") if found is EOF else found


@TABLE.procedure("for-each-line")
def for_each_line(procedure: Proc, port: Any = None) -> None:
    """Call a procedure with each line of a port. CHICKEN 4 manual, Unit utils."""
    for line in chicken_io.read_lines(port):
        call(procedure, line)


@TABLE.procedure("for-each-argv-line")
def for_each_argv_line(procedure: Proc) -> None:
    """Call a procedure with each line of the files that the command line names.

    `-`, and no names, are the current input port, which is the file's meanwhile.
    CHICKEN 4 manual, Unit utils.
    """
    names = from_list(call(CONTEXT["command-line-arguments"].function))
    for name in names or [String("-")]:
        if name.text == "-":
            for_each_line(procedure)
            continue
        with io.open_input_file(name.text) as port:
            parameterized([(CURRENT_INPUT, port)], lambda: for_each_line(procedure))


# Unit posix


@TABLE.procedure("change-file-owner")
def change_file_owner(file: Any, owner: Int, group: Int) -> None:
    """Set a file's owner and group. CHICKEN 4 manual, Unit posix."""
    set_file_owner(file, owner)
    set_file_group(file, group)


@TABLE.procedure("get-host-name")
def get_host_name() -> Text:
    """Return the machine's name. CHICKEN 4 manual, Unit posix."""
    return socket.gethostname()


@TABLE.procedure("system-information")
def system_information() -> Items:
    """Return what `uname` says: system, machine's name, release, version, hardware.

    CHICKEN 4 manual, Unit posix.
    """
    return [String(each) for each in os.uname()]
