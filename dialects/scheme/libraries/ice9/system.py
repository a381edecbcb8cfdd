"""(ice-9 ftw), (ice-9 poll) and (ice-9 time) of Guile."""

from __future__ import annotations

import os
import select
import time
from typing import Annotated, Any, Final, TypeAlias

from ...calls import call
from ...data import String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...guile_files import FilePort
from ...kinds import Index, Int, Proc, Text, of_class
from ...ports import CURRENT_OUTPUT, put
from ..guile import file_system as guile_file_system
from ..guile import lists as guile_lists
from ..guile.ports import descriptor_of
from ..system_calls import asking

__all__ = ["TABLE"]

TABLE: Final = Table()


# (ice-9 ftw)


def _stat_of(function: Any, path: str) -> Any:
    return call(function, String(path))


_LSTAT: Final = guile_file_system.TABLE["lstat"]
_STAT: Final = guile_file_system.TABLE["stat"]


@TABLE.procedure("scandir")
def scandir(path: Text, wanted: Any = None, less: Any = None) -> Any:
    """Return a list of the names in a directory in order, or #f. Guile manual, File Tree Walk."""
    try:
        names = sorted([".", "..", *os.listdir(path)])
    except (OSError, ValueError):
        return False
    kept = [
        String(each)
        for each in names
        if wanted is None or wanted is True or call(wanted, String(each)) is not False
    ]
    if less is not None:
        kept = from_list(guile_lists.sort(to_list(kept), less))
    return to_list(kept)


_MODE: Final = 13  # where the kind of file is in what `stat` tells


def _is_directory(info: Any) -> bool:
    return bool(info[_MODE] is Symbol("directory"))


@TABLE.procedure("file-system-fold")
def file_system_fold(
    enter: Proc,
    leaf: Proc,
    down: Proc,
    up: Proc,
    skip: Proc,
    error: Proc,
    start: Any,
    path: Text,
    stat: Any = None,
) -> Any:
    """Return what procedures make of the files below a name. Guile manual, File Tree Walk."""
    ask = stat if stat is not None else _LSTAT.value
    visited: set[tuple[Any, Any]] = set()

    def refused(name: str, info: Any, failure: OSError, result: Any) -> Any:
        return call(error, String(name), info, failure.errno or 0, result)

    def look(name: str, result: Any) -> Any:
        try:
            info = _stat_of(ask, name)
        except OSError as failure:
            return refused(name, False, failure, result)
        if not _is_directory(info):
            return call(leaf, String(name), info, result)
        if call(enter, String(name), info, result) is False or (info[0], info[1]) in visited:
            return call(skip, String(name), info, result)
        visited.add((info[0], info[1]))
        try:
            entries = sorted(os.listdir(name))
        except OSError as failure:
            return refused(name, info, failure, result)
        result = call(down, String(name), info, result)
        for each in entries:
            result = look(name.rstrip("/") + "/" + each, result)
        return call(up, String(name), info, result)

    return look(path, start)


@TABLE.procedure("file-system-tree")
def file_system_tree(path: Text, enter: Any = None, stat: Any = None) -> Any:
    """Return the tree of the files below a name: name, what is known, and what is below.

    Guile manual, File Tree Walk.
    """
    ask = stat if stat is not None else _LSTAT.value

    def look(name: str, shown: str) -> Any:
        info = _stat_of(ask, name)
        below: list[Any] = []
        if _is_directory(info) and (enter is None or call(enter, String(name), info) is not False):
            for each in sorted(os.listdir(name)):
                found = attempt(name.rstrip("/") + "/" + each, each)
                if found is not False:
                    below.append(found)
        return to_list([String(shown), info, *below])

    def attempt(name: str, shown: str) -> Any:
        try:
            return look(name, shown)
        except OSError:
            return False

    return attempt(path, os.path.basename(path.rstrip("/")) or path)


def _flag(name: str, info: Any, readable: bool = True) -> Symbol:
    kind = info[_MODE].name
    if kind == "directory":
        return Symbol("directory" if readable else "directory-not-readable")
    return Symbol("symlink" if kind == "symlink" else "regular")


@TABLE.procedure("ftw")
def ftw(path: Text, procedure: Proc, *options: Any) -> Any:
    """Call a procedure with each file below a name: the name, what is known, and a symbol.

    It goes on while that returns #t; another value is returned. Guile manual, File Tree Walk.
    """
    seen: set[tuple[Any, Any]] = set()

    def look(name: str) -> Any:
        try:
            info = _stat_of(_STAT.value, name)
        except OSError:
            return call(procedure, String(name), _stat_or_false(name), Symbol("invalid-stat"))
        if (info[0], info[1]) in seen:
            return True
        if Symbol("hash-size") not in options:
            seen.add((info[0], info[1]))
        readable = os.access(name, os.R_OK)
        result = call(procedure, String(name), info, _flag(name, info, readable))
        if result is not True or not _is_directory(info) or not readable:
            return result
        for each in sorted(os.listdir(name)):
            result = look(name.rstrip("/") + "/" + each)
            if result is not True:
                return result
        return True

    return look(path)


def _stat_or_false(name: str) -> Any:
    return call(_LSTAT.value, String(name), False)


@TABLE.procedure("nftw")
def nftw(path: Text, procedure: Proc, *options: Any) -> Any:
    """As `ftw`, with the place of the name in the path and the depth as well.

    Options are `chdir`, `depth`, `hash-size` and a number, `mount` and `physical`.
    Guile manual, File Tree Walk.
    """
    words = {each.name for each in options if each.__class__ is Symbol}
    ask = _LSTAT.value if "physical" in words else _STAT.value
    home = os.getcwd()
    device: list[Any] = []

    def visit(name: str, info: Any, flag: Symbol, level: int) -> Any:
        base = name.rstrip("/").rfind("/") + 1
        if "chdir" in words:
            os.chdir(os.path.dirname(os.path.join(home, name)) or "/")
        try:
            return call(procedure, String(name), info, flag, base, level)
        finally:
            if "chdir" in words:
                os.chdir(home)

    def look(name: str, level: int) -> Any:
        try:
            info = _stat_of(ask, name)
        except OSError:
            return visit(name, _stat_or_false(name), Symbol("invalid-stat"), level)
        if not device:
            device.append(info[0])
        if "mount" in words and info[0] != device[0]:
            return True
        readable = os.access(name, os.R_OK)
        flag = _flag(name, info, readable)
        inside = _is_directory(info) and readable
        if inside and "depth" in words:
            result = below(name, level)
            return (
                visit(name, info, Symbol("directory-processed"), level)
                if result is True
                else result
            )
        result = visit(name, info, flag, level)
        return below(name, level) if inside and result is True else result

    def below(name: str, level: int) -> Any:
        for each in sorted(os.listdir(name)):
            result = look(name.rstrip("/") + "/" + each, level + 1)
            if result is not True:
                return result
        return True

    return look(path, 0)


# (ice-9 poll)

for _name in ["POLLIN", "POLLPRI", "POLLOUT", "POLLERR", "POLLHUP", "POLLNVAL", "POLLRDHUP"]:
    if hasattr(select, _name):
        TABLE.value(_name, getattr(select, _name))


class _PollSet:
    """Ports and descriptors, each with what is waited for and what has come."""

    def __init__(self) -> None:
        self.items: list[list[Any]] = []


_POLL_SET: Final = of_class("a poll set", _PollSet)
_Set: TypeAlias = Annotated[_PollSet, _POLL_SET]


@TABLE.procedure("make-empty-poll-set")
def make_empty_poll_set(size: Index = 4) -> _PollSet:
    """Return a poll set without ports. Guile's (ice-9 poll)."""
    return _PollSet()


@TABLE.procedure("poll-set?")
def is_poll_set(value: Any) -> bool:
    """Return whether a value is a poll set. Guile's (ice-9 poll)."""
    return isinstance(value, _PollSet)


@TABLE.procedure("poll-set-nfds")
def poll_set_nfds(poll_set: _Set) -> int:
    """Return how many ports a poll set has. Guile's (ice-9 poll)."""
    return len(poll_set.items)


@TABLE.procedure("poll-set-add!")
def poll_set_add(poll_set: _Set, port: Any, events: Int) -> None:
    """Add a port or a descriptor and what is waited for. Guile's (ice-9 poll)."""
    descriptor_of("poll-set-add!", 2, port)
    poll_set.items.append([port, events, 0])


def _item(procedure: str, poll_set: _PollSet, place: int) -> list[Any]:
    if place >= len(poll_set.items):
        refuse(procedure, 2, "a place that the poll set has", place, False)
    return poll_set.items[place]


def _declare_part(name: str, part: int, settable: bool) -> None:
    def get(poll_set: _Set, place: Index) -> Any:
        return _item(name, poll_set, place)[part]

    def put_(poll_set: _Set, place: Index, value: Int) -> None:
        _item(f"set-{name}!", poll_set, place)[part] = value

    get.__doc__ = "Return a part of an entry of a poll set. Guile's (ice-9 poll)."
    put_.__doc__ = "Set a part of an entry of a poll set. Guile's (ice-9 poll)."
    TABLE.procedure(name)(get)
    if settable:
        TABLE.procedure(f"set-{name}!")(put_)


_declare_part("poll-set-port", 0, False)
_declare_part("poll-set-events", 1, True)
_declare_part("poll-set-revents", 2, True)


@TABLE.procedure("poll-set-remove!")
def poll_set_remove(poll_set: _Set, place: Index) -> Any:
    """Take an entry out of a poll set; return its port. Guile's (ice-9 poll)."""
    _item("poll-set-remove!", poll_set, place)
    return poll_set.items.pop(place)[0]


@TABLE.procedure("poll-set-find-port")
def poll_set_find_port(poll_set: _Set, port: Any) -> Any:
    """Return the place of a port in a poll set, or #f. Guile's (ice-9 poll)."""
    for place, (each, _, _) in enumerate(poll_set.items):
        if each is port or (each.__class__ is int and each == port):
            return place
    return False


def _holds(port: Any) -> bool:
    """Return whether a port has read ahead."""
    return bool(port.file.held if isinstance(port, FilePort) else getattr(port, "holds", False))


@TABLE.procedure("poll")
def poll(poll_set: _Set, timeout: Int = -1) -> int:
    """Wait until something has come, some milliseconds at most; return for how many entries.

    Guile's (ice-9 poll).
    """
    poller = select.poll()
    numbers = []
    for port, events, _ in poll_set.items:
        number = descriptor_of("poll", 1, port)
        numbers.append(number)
        poller.register(number, events)
    held = [events & select.POLLIN if _holds(port) else 0 for port, events, _ in poll_set.items]
    with asking("poll"):
        found = dict(poller.poll(0 if any(held) else None if timeout < 0 else timeout))
    count = 0
    for item, number, more in zip(poll_set.items, numbers, held, strict=True):
        item[2] = found.get(number, 0) | more
        count += item[2] != 0
    return count


# (ice-9 time)


@TABLE.procedure("%time")
def timed(thunk: Any) -> Any:
    """Call a thunk, write the times that it took, and return what it returns."""
    before, started = os.times(), time.monotonic()
    result = call(thunk)
    elapsed, after = time.monotonic() - started, os.times()
    used = [now - then for now, then in zip(after[:4], before[:4], strict=True)]
    figures = " ".join(f"{each:6.2f}" for each in (elapsed, *used, 0.0))
    put(CURRENT_OUTPUT(), f"clock utime stime cutime cstime gctime\n{figures}\n")
    return result


TABLE.macros(
    """
    (define-syntax time (syntax-rules () ((_ expression) (%time (lambda () expression)))))
    """
)
