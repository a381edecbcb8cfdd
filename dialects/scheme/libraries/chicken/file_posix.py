"""Files as POSIX has them: CHICKEN's (chicken file posix)."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import select
import stat
import string
import time
from typing import Any, Final

from ...bridge import bytes_in
from ...data import NIL, Pair, String, Symbol, Values, from_list, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE
from ...kinds import Index, Int, Str, Text
from .files import descriptor, files, python, scheme

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _value in (
    {
        f"open/{name}": getattr(os, f"O_{name.upper()}")
        for name in [
            "append",
            "creat",
            "excl",
            "fsync",
            "noctty",
            "nonblock",
            "rdonly",
            "rdwr",
            "sync",
            "trunc",
            "wronly",
        ]
        if hasattr(os, f"O_{name.upper()}")
    }
    | {
        "open/read": os.O_RDONLY,
        "open/write": os.O_WRONLY,
        "open/fsync": os.O_SYNC,
        "open/noinherit": 0,
        "open/binary": 0,
        "open/text": 0,
    }
    | {
        f"perm/{name}": getattr(stat, f"S_{name.upper()}")
        for name in [
            "irgrp",
            "iroth",
            "irusr",
            "irwxg",
            "irwxo",
            "irwxu",
            "isgid",
            "isuid",
            "isvtx",
            "iwgrp",
            "iwoth",
            "iwusr",
            "ixgrp",
            "ixoth",
            "ixusr",
        ]
    }
    | {
        f"fcntl/{name}": getattr(fcntl, f"F_{name.upper()}")
        for name in ["dupfd", "getfd", "getfl", "setfd", "setfl"]
    }
    | {"seek/set": os.SEEK_SET, "seek/cur": os.SEEK_CUR, "seek/end": os.SEEK_END}
    | {"fileno/stdin": 0, "fileno/stdout": 1, "fileno/stderr": 2}
).items():
    TABLE.value(_name, _value)


# What the system knows of a file


def _file(procedure: str, value: Any) -> str | int:
    """Return the path or the descriptor that a string, an integer or a port is."""
    if value.__class__ is String:
        return python(value)
    return descriptor(procedure, 1, value)


def _status(procedure: str, file: Any, link: bool = False) -> os.stat_result:
    with files(procedure, "access file", file):
        return os.stat(_file(procedure, file), follow_symlinks=not link)


@TABLE.procedure("file-stat")
def file_stat(file: Any, link: Any = False) -> Any:
    """Return a vector of what the system knows: inode, mode, links, owner, group, size, times,
    device, device type, block size and blocks.

    CHICKEN manual, Module (chicken file posix).
    """
    of = _status("file-stat", file, link is not False)
    return [
        *(of.st_ino, of.st_mode, of.st_nlink, of.st_uid, of.st_gid, of.st_size),
        *(int(of.st_atime), int(of.st_ctime), int(of.st_mtime)),
        *(of.st_dev, of.st_rdev, of.st_blksize, of.st_blocks),
    ]


@TABLE.procedure("file-size")
def file_size(file: Any) -> int:
    """Return how many bytes a file has. CHICKEN manual, Module (chicken file posix)."""
    return _status("file-size", file).st_size


@TABLE.procedure("file-owner")
def file_owner(file: Any) -> int:
    """Return the number of a file's owner. CHICKEN manual, Module (chicken file posix)."""
    return _status("file-owner", file).st_uid


@TABLE.procedure("file-group")
def file_group(file: Any) -> int:
    """Return the number of a file's group. CHICKEN manual, Module (chicken file posix)."""
    return _status("file-group", file).st_gid


@TABLE.procedure("file-permissions")
def file_permissions(file: Any) -> int:
    """Return a file's permissions. CHICKEN manual, Module (chicken file posix)."""
    return stat.S_IMODE(_status("file-permissions", file).st_mode)


@TABLE.procedure("file-access-time")
def file_access_time(file: Any) -> int:
    """Return when a file was last read. CHICKEN manual, Module (chicken file posix)."""
    return int(_status("file-access-time", file).st_atime)


@TABLE.procedure("file-change-time")
def file_change_time(file: Any) -> int:
    """Return when what the system knows of a file last changed.

    CHICKEN manual, Module (chicken file posix).
    """
    return int(_status("file-change-time", file).st_ctime)


@TABLE.procedure("file-modification-time")
def file_modification_time(file: Any) -> int:
    """Return when a file was last written. CHICKEN manual, Module (chicken file posix)."""
    return int(_status("file-modification-time", file).st_mtime)


_TYPES: Final = {
    stat.S_IFREG: "regular-file",
    stat.S_IFLNK: "symbolic-link",
    stat.S_IFDIR: "directory",
    stat.S_IFCHR: "character-device",
    stat.S_IFBLK: "block-device",
    stat.S_IFIFO: "fifo",
    stat.S_IFSOCK: "socket",
}


@TABLE.procedure("file-type")
def file_type(file: Any, link: Any = False, error: Any = True) -> Any:
    """Return the kind of a file, a symbol; #f where there is none and `error` is #f.

    CHICKEN manual, Module (chicken file posix).
    """
    return _type("file-type", file, link is not False, error is not False)


def _type(procedure: str, file: Any, link: bool, strict: bool) -> Any:
    path = _file(procedure, file)
    if not strict:
        try:
            mode = os.stat(path, follow_symlinks=not link).st_mode
        except (OSError, ValueError):
            return False
    else:
        mode = _status(procedure, file, link).st_mode
    return Symbol(_TYPES[stat.S_IFMT(mode)])


def _teller(name: str, kind: str, link: bool) -> None:
    def tell(file: Any) -> bool:
        return _type(name, file, link, False) is Symbol(kind)

    tell.__doc__ = f"Return whether a file is a {kind.replace('-', ' ')}."
    TABLE.procedure(name)(tell)


for _kind in _TYPES.values():
    _teller(f"{_kind}?", _kind, _kind == "symbolic-link")


@TABLE.procedure("set-file-permissions!")
def set_file_permissions(file: Any, mode: Int) -> None:
    """Set a file's permissions. CHICKEN manual, Module (chicken file posix)."""
    with files("set-file-permissions!", "change file permissions", file, mode):
        os.chmod(_file("set-file-permissions!", file), mode)


@TABLE.procedure("set-file-owner!")
def set_file_owner(file: Any, owner: Int) -> None:
    """Set a file's owner. CHICKEN manual, Module (chicken file posix)."""
    with files("set-file-owner!", "change file owner", file, owner):
        os.chown(_file("set-file-owner!", file), owner, -1)


@TABLE.procedure("set-file-group!")
def set_file_group(file: Any, group: Int) -> None:
    """Set a file's group. CHICKEN manual, Module (chicken file posix)."""
    with files("set-file-group!", "change file group", file, group):
        os.chown(_file("set-file-group!", file), -1, group)


@TABLE.procedure("set-file-times!")
def set_file_times(file: Any, read: Any = None, modified: Any = None) -> None:
    """Set when a file was read and written: now, or the seconds given; #f leaves one.

    CHICKEN manual, Module (chicken file posix).
    """
    name = "set-file-times!"
    before = _status(name, file)
    now = time.time() if read is None else read
    then = now if modified is None else modified
    for place, each in enumerate((now, then), 2):
        if each.__class__ not in (int, float) and each is not False:
            refuse(name, place, "a number of seconds, or #f", each)
    times = (
        before.st_atime if now is False else now,
        before.st_mtime if then is False else then,
    )
    with files(name, "set file times", file):
        os.utime(_file(name, file), times)


for _getter, _setter in (
    ("file-permissions", "set-file-permissions!"),
    ("file-owner", "set-file-owner!"),
    ("file-group", "set-file-group!"),
    ("file-modification-time", "set-file-times!"),
):
    TABLE[_getter].value.scheme_setter = TABLE[_setter].value


# Links and fifos


@TABLE.procedure("create-symbolic-link")
def create_symbolic_link(path: Str, link: Str) -> None:
    """Make a symbolic link to a path. CHICKEN manual, Module (chicken file posix)."""
    with files("create-symbolic-link", "create symbolic link", path, link):
        os.symlink(python(path), python(link))


@TABLE.procedure("read-symbolic-link")
def read_symbolic_link(path: Str, whole: Any = False) -> String:
    """Return the path that a symbolic link has; if `whole`, what it leads to in the end.

    CHICKEN manual, Module (chicken file posix).
    """
    with files("read-symbolic-link", "read symbolic link", path):
        found = os.readlink(python(path))
        return scheme(os.path.realpath(python(path)) if whole is not False else found)


@TABLE.procedure("file-link")
def file_link(path: Str, link: Str) -> None:
    """Make a hard link to a file. CHICKEN manual, Module (chicken file posix)."""
    with files("file-link", "link file", path, link):
        os.link(python(path), python(link))


@TABLE.procedure("create-fifo")
def create_fifo(path: Str, mode: Int = 0o777) -> None:
    """Make a fifo. CHICKEN manual, Module (chicken file posix)."""
    with files("create-fifo", "create FIFO", path, mode):
        os.mkfifo(python(path), mode)


# Descriptors


@TABLE.procedure("file-open")
def file_open(path: Str, flags: Int, mode: Int = 0o666) -> int:
    """Return the descriptor of a file that is opened.

    CHICKEN manual, Module (chicken file posix).
    """
    with files("file-open", "open file", path, flags, mode):
        number = os.open(python(path), flags, mode)
        os.set_inheritable(number, True)
        return number


@TABLE.procedure("file-close")
def file_close(number: Int) -> None:
    """Close a descriptor. CHICKEN manual, Module (chicken file posix)."""
    with files("file-close", "close file", number):
        os.close(number)


@TABLE.procedure("file-read")
def file_read(number: Int, size: Index, buffer: Any = None) -> Any:
    """Return a list of a buffer with the bytes read, and their count.

    CHICKEN manual, Module (chicken file posix).
    """
    with files("file-read", "read from file", number, size):
        data = os.read(number, size)
    if buffer is None:
        made = bytes_in(data.ljust(size), STATE.profile.byte_strings)
        return to_list([made, len(data)])
    if buffer.__class__ is bytearray:
        buffer[: len(data)] = data
    elif buffer.__class__ is String:
        buffer.text = data.decode("latin-1") + buffer.text[len(data) :]
    else:
        refuse("file-read", 3, "a string or a blob", buffer)
    return to_list([buffer, len(data)])


@TABLE.procedure("file-write")
def file_write(number: Int, buffer: Any, size: Index | None = None) -> int:
    """Write bytes of a string or a blob; return how many were written.

    CHICKEN manual, Module (chicken file posix).
    """
    if buffer.__class__ is String:
        data = buffer.text.encode("latin-1", "replace")
    elif buffer.__class__ is bytearray:
        data = bytes(buffer)
    else:
        refuse("file-write", 2, "a string or a blob", buffer)
    with files("file-write", "write to file", number):
        return os.write(number, data if size is None else data[:size])


@TABLE.procedure("file-position")
def file_position(file: Any) -> int:
    """Return where a file is read or written. CHICKEN manual, Module (chicken file posix)."""
    with files("file-position", "retrieve file position of port", file):
        if file.__class__ is not int and hasattr(file, "tell"):
            return int(file.tell())
        return os.lseek(descriptor("file-position", 1, file), 0, os.SEEK_CUR)


@TABLE.procedure("set-file-position!")
def set_file_position(file: Any, position: Int, whence: Int = os.SEEK_SET) -> None:
    """Set where a file is read or written. CHICKEN manual, Module (chicken file posix)."""
    with files("set-file-position!", "set file position", file, position):
        if file.__class__ is not int and hasattr(file, "seek"):
            file.seek(position, whence)
        else:
            os.lseek(descriptor("set-file-position!", 1, file), position, whence)


TABLE["file-position"].value.scheme_setter = TABLE["set-file-position!"].value


@TABLE.procedure("file-truncate")
def file_truncate(file: Any, size: Index) -> None:
    """Cut a file, by path, port or descriptor. CHICKEN manual, Module (chicken file posix)."""
    with files("file-truncate", "truncate file", file, size):
        os.truncate(_file("file-truncate", file), size)


@TABLE.procedure("file-mkstemp")
def file_mkstemp(template: Text) -> Any:
    """Return the descriptor and the path of a new file; the template ends with `XXXXXX`.

    CHICKEN manual, Module (chicken file posix).
    """
    name = python(String(template))
    if not name.endswith("XXXXXX"):
        refuse("file-mkstemp", 1, "a template that ends with XXXXXX", String(template), False)
    with files("file-mkstemp", "create temporary file", String(template)):
        while True:
            path = name[:-6] + "".join(secrets.choice(string.ascii_letters) for _ in range(6))
            with contextlib.suppress(FileExistsError):
                number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
                return Values((number, scheme(path)))


@TABLE.procedure("file-control")
def file_control(number: Int, command: Int, argument: Int = 0) -> int:
    """Do what `fcntl` does. CHICKEN manual, Module (chicken file posix)."""
    with files("file-control", "control file", number, command):
        return fcntl.fcntl(number, command, argument)


@TABLE.procedure("duplicate-fileno")
def duplicate_fileno(old: Int, new: Any = None) -> int:
    """Return another descriptor of the same file, a certain one where `new` is given.

    CHICKEN manual, Module (chicken file posix).
    """
    with files("duplicate-fileno", "duplicate file-descriptor", old):
        if new is None:
            return os.dup(old)
        return os.dup2(old, descriptor("duplicate-fileno", 2, new))


@TABLE.procedure("port->fileno")
def port_to_fileno(port: Any) -> int:
    """Return a port's descriptor. CHICKEN manual, Module (chicken file posix)."""
    return descriptor("port->fileno", 1, port)


_MODE_OF: Final = {"append": "a", "text": "", "binary": ""}


def _opened(procedure: str, number: int, mode: str, extra: tuple[Any, ...]) -> Any:
    for place, each in enumerate(extra, 2):
        name = getattr(each, "name", None)
        if name not in _MODE_OF:
            refuse(procedure, place, "one of #:append, #:text and #:binary", each)
        mode = _MODE_OF[name] or mode
    with files(procedure, "open file", number):
        return open(number, mode, encoding="latin-1", newline="", closefd=True)


@TABLE.procedure("open-input-file*")
def open_input_descriptor(number: Int, *mode: Any) -> Any:
    """Return a port that reads from a descriptor. CHICKEN manual, Module (chicken file posix)."""
    return _opened("open-input-file*", number, "r", mode)


@TABLE.procedure("open-output-file*")
def open_output_descriptor(number: Int, *mode: Any) -> Any:
    """Return a port that writes to a descriptor. CHICKEN manual, Module (chicken file posix)."""
    return _opened("open-output-file*", number, "w", mode)


@TABLE.procedure("file-select")
def file_select(reading: Any, writing: Any, seconds: Any = False) -> Any:
    """Wait until descriptors can be read or written; return which can.

    Each is a descriptor, a list or #f: what comes back is the same, #f for one that cannot.
    CHICKEN manual, Module (chicken file posix).
    """

    def numbers(place: int, value: Any) -> list[int]:
        if value is False:
            return []
        several = from_list(value) if value is NIL or value.__class__ is Pair else [value]
        return [descriptor("file-select", place, each) for each in several]

    ins, outs = numbers(1, reading), numbers(2, writing)
    timeout = None if seconds is False else float(seconds)
    with files("file-select", "select", reading, writing):
        can_read, can_write, _ = select.select(ins, outs, [], timeout)

    def told(value: Any, ready: list[int]) -> Any:
        if value is NIL or value.__class__ is Pair:
            return to_list([each for each in from_list(value) if _number(each) in ready])
        return value if ready else False

    return Values((told(reading, can_read), told(writing, can_write)))


def _number(value: Any) -> int:
    return descriptor("file-select", 1, value)


@TABLE.procedure("file-creation-mode")
def file_creation_mode(mode: Int | None = None) -> int:
    """Return the permissions that new files lack; set them where `mode` is given.

    CHICKEN manual, Module (chicken file posix).
    """
    before = os.umask(0 if mode is None else mode)
    if mode is None:
        os.umask(before)
    return before


# Locks


class Lock:
    """A lock on a part of a file."""

    __slots__ = ("length", "number", "start")

    def __init__(self, number: int, start: int, length: int) -> None:
        self.number = number
        self.start = start
        self.length = length


def _locked(procedure: str, port: Any, start: int, length: Any, operation: int) -> Lock:
    size = 0 if length is None or length is True else int(length)
    number = descriptor(procedure, 1, port)
    own = getattr(port, "writable", lambda: True)()
    kind = fcntl.LOCK_EX if own else fcntl.LOCK_SH
    with files(procedure, "lock file", port):
        fcntl.lockf(number, kind | operation, size, start)
    return Lock(number, start, size)


@TABLE.procedure("file-lock")
def file_lock(port: Any, start: Index = 0, length: Any = None) -> Lock:
    """Lock a part of a file, or raise a condition. CHICKEN manual, Module (chicken file posix)."""
    return _locked("file-lock", port, start, length, fcntl.LOCK_NB)


@TABLE.procedure("file-lock/blocking")
def file_lock_blocking(port: Any, start: Index = 0, length: Any = None) -> Lock:
    """Wait until a part of a file can be locked. CHICKEN manual, Module (chicken file posix)."""
    return _locked("file-lock/blocking", port, start, length, 0)


@TABLE.procedure("file-unlock")
def file_unlock(lock: Any) -> None:
    """Give a lock up. CHICKEN manual, Module (chicken file posix)."""
    if not isinstance(lock, Lock):
        refuse("file-unlock", 1, "a lock", lock)
    with files("file-unlock", "unlock file", lock):
        fcntl.lockf(lock.number, fcntl.LOCK_UN, lock.length, lock.start)


@TABLE.procedure("file-test-lock")
def file_test_lock(port: Any, start: Index = 0, length: Any = None) -> bool:
    """Return whether a part of a file could be locked now.

    CHICKEN manual, Module (chicken file posix).
    """
    try:
        lock = _locked("file-test-lock", port, start, length, fcntl.LOCK_NB)
    except OSError:
        return False
    file_unlock(lock)
    return True
