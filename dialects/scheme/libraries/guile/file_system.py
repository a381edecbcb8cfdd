"""The file system as Guile has it: directories, names, and what `stat` tells."""

from __future__ import annotations

import os
import stat as python_stat
import time
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from ...conditions import FileFailure, SystemFailure
from ...data import EOF, String, Symbol, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Int, Items, Text, of_class
from ...printer import PRINTERS
from ..system_calls import asking, refused
from .ports import descriptor_of, port_of
from .vectors import accessors

__all__ = ["TABLE"]

TABLE: Final = Table()


# Changing it


@TABLE.procedure("mkdir")
def mkdir(path: Text, mode: Index = 0o777) -> None:
    """Make a directory. Guile manual, File System."""
    with asking("mkdir"):
        os.mkdir(path, mode)


@TABLE.procedure("rmdir")
def rmdir(path: Text) -> None:
    """Remove an empty directory. Guile manual, File System."""
    with asking("rmdir"):
        os.rmdir(path)


@TABLE.procedure("delete-file")
def delete_file(path: Text) -> None:
    """Delete a file. Guile manual, File System."""
    try:
        os.unlink(path)
    except OSError as error:
        raise _Missing("delete-file", path, error) from None


class _Missing(FileFailure):
    """A file that cannot be deleted; the path is no irritant, as Guile has it."""

    def __init__(self, procedure: str, path: str, error: OSError) -> None:
        SystemFailure.__init__(self, procedure, error.errno or 0, error.strerror or "")
        self.path = path


@TABLE.procedure("rename-file")
def rename_file(old: Text, new: Text) -> None:
    """Give a file another name. Guile manual, File System."""
    with asking("rename-file"):
        os.rename(old, new)


@TABLE.procedure("copy-file")
def copy_file(old: Text, new: Text) -> None:
    """Copy a file. Guile manual, File System."""
    import shutil  # which is slow to import, and seldom needed

    with asking("copy-file"):
        shutil.copyfile(old, new)
        shutil.copymode(old, new)


@TABLE.procedure("link")
def link(old: Text, new: Text) -> None:
    """Give a file one name more. Guile manual, File System."""
    with asking("link"):
        os.link(old, new)


@TABLE.procedure("symlink")
def symlink(old: Text, new: Text) -> None:
    """Make a symbolic link. Guile manual, File System."""
    with asking("symlink"):
        os.symlink(old, new)


@TABLE.procedure("readlink")
def readlink(path: Text) -> Text:
    """Return what a symbolic link leads to. Guile manual, File System."""
    with asking("readlink"):
        return os.readlink(path)


@TABLE.procedure("chmod")
def chmod(file: Any, mode: Index) -> None:
    """Change the permissions of a file, a name, a port or a descriptor.

    Guile manual, File System.
    """
    with asking("chmod"):
        os.chmod(_file("chmod", file), mode)


@TABLE.procedure("chown")
def chown(file: Any, owner: Int, group: Int) -> None:
    """Change the owner and the group of a file. Guile manual, File System."""
    with asking("chown"):
        os.chown(_file("chown", file), owner, group)


def _file(procedure: str, file: Any) -> Any:
    if file.__class__ is String:
        return file.text
    return descriptor_of(procedure, 1, file)


@TABLE.procedure("utime")
def utime(
    path: Text,
    accessed: Any = None,
    changed: Any = None,
    accessed_more: Index = 0,
    changed_more: Index = 0,
    flags: Index = 0,
) -> None:
    """Set the times of a file, in seconds and nanoseconds; those left out are now.

    Guile manual, File System.
    """
    now = time.time_ns()
    times = []
    for place, (seconds, more) in enumerate(
        ((accessed, accessed_more), (changed, changed_more)), 2
    ):
        if seconds is None:
            times.append(now)
        elif seconds.__class__ is int:
            times.append(seconds * 1_000_000_000 + more)
        else:
            refuse("utime", place, "an exact integer", seconds)
    with asking("utime"):
        os.utime(path, ns=(times[0], times[1]))


@TABLE.procedure("umask")
def umask(mode: Index | None = None) -> int:
    """Return the permissions that new files do not get, and set them. Guile manual, Processes."""
    if mode is None:
        before = os.umask(0)
        os.umask(before)
        return before
    return os.umask(mode)


@TABLE.procedure("mknod")
def mknod(path: Text, kind: Any, permissions: Index, device: Index) -> None:
    """Make a special file of a kind, a symbol. Guile manual, File System."""
    kinds = {
        "regular": python_stat.S_IFREG,
        "directory": python_stat.S_IFDIR,
        "symlink": python_stat.S_IFLNK,
        "block-special": python_stat.S_IFBLK,
        "char-special": python_stat.S_IFCHR,
        "fifo": python_stat.S_IFIFO,
        "socket": python_stat.S_IFSOCK,
    }
    if kind.__class__ is not Symbol or kind.name not in kinds:
        refuse("mknod", 2, "a kind of file", kind, False)
    with asking("mknod"):
        os.mknod(path, kinds[kind.name] | permissions, device)


@TABLE.procedure("sync")
def sync() -> None:
    """Have what was written go to the disks. Guile manual, File System."""
    os.sync()


@TABLE.procedure("chroot")
def chroot(path: Text) -> None:
    """Change the root directory. Guile manual, Processes."""
    with asking("chroot"):
        os.chroot(path)


# Looking at it


@TABLE.procedure("file-exists?")
def file_exists(path: Text) -> bool:
    """Return whether there is a file. Guile manual, File System."""
    try:
        return os.path.exists(path)
    except ValueError:
        return False


@TABLE.procedure("file-is-directory?")
def file_is_directory(path: Text) -> bool:
    """Return whether a name is of a directory. Guile's boot-9."""
    return os.path.isdir(path)


@TABLE.procedure("access?")
def access(path: Text, how: Index) -> bool:
    """Return whether a file may be used. Guile manual, File System."""
    try:
        return os.access(path, how)
    except ValueError:
        return False


for _name in ("F_OK", "R_OK", "W_OK", "X_OK"):
    TABLE.value(_name, getattr(os, _name))

_KINDS: Final = (
    (python_stat.S_ISREG, "regular"),
    (python_stat.S_ISDIR, "directory"),
    (python_stat.S_ISLNK, "symlink"),
    (python_stat.S_ISBLK, "block-special"),
    (python_stat.S_ISCHR, "char-special"),
    (python_stat.S_ISFIFO, "fifo"),
    (python_stat.S_ISSOCK, "socket"),
)


def _told(found: os.stat_result) -> list[Any]:
    """Return the vector that `stat` returns."""
    kind = next((name for test, name in _KINDS if test(found.st_mode)), "unknown")
    second = 1_000_000_000
    return [
        found.st_dev,
        found.st_ino,
        found.st_mode,
        found.st_nlink,
        found.st_uid,
        found.st_gid,
        getattr(found, "st_rdev", 0),
        found.st_size,
        found.st_atime_ns // second,
        found.st_mtime_ns // second,
        found.st_ctime_ns // second,
        getattr(found, "st_blksize", 0),
        getattr(found, "st_blocks", 0),
        Symbol(kind),
        found.st_mode & 0o7777,
        found.st_atime_ns % second,
        found.st_mtime_ns % second,
        found.st_ctime_ns % second,
    ]


accessors(
    TABLE,
    "stat",
    "dev ino mode nlink uid gid rdev size atime mtime ctime blksize blocks type perms "
    "atimensec mtimensec ctimensec",
    "Guile manual, File System.",
)


def _looked(
    procedure: str, ask: Callable[[Any], os.stat_result], file: Any, told: Any, complains: Any
) -> Any:
    try:
        return _told(ask(file))
    except OSError as error:
        if complains is False:
            return False
        irritants = (told,) if told.__class__ is String else ()
        raise refused(procedure, error, *irritants) from None
    except ValueError:
        if complains is False:
            return False
        raise SystemFailure(procedure, 2, os.strerror(2), (told,)) from None


@TABLE.procedure("stat")
def stat(file: Any, complains: Any = True) -> Any:
    """Return what is known of a file, by name, port or descriptor; #f where it may be missing.

    Guile manual, File System.
    """
    return _looked("stat", os.stat, _file("stat", file), file, complains)


@TABLE.procedure("lstat")
def lstat(file: Text, complains: Any = True) -> Any:
    """Return what is known of a file, a symbolic link itself. Guile manual, File System."""
    return _looked("lstat", os.lstat, file, String(file), complains)


# Directories


class _Directory:
    """A directory stream."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.rewind()

    def rewind(self) -> None:
        self.entries: Any = iter([".", "..", *os.listdir(self.path)])


_DIRECTORY: Final = of_class("a directory stream", _Directory)
_Stream: TypeAlias = Annotated[_Directory, _DIRECTORY]

PRINTERS[_Directory] = lambda stream, readable, profile: (
    f"#<{'closed: ' if stream.entries is None else ''}directory stream {id(stream):x}>"
)


@TABLE.procedure("opendir")
def opendir(path: Text) -> _Directory:
    """Open a directory. Guile manual, File System."""
    with asking("opendir"):
        return _Directory(path)


@TABLE.procedure("directory-stream?")
def is_directory_stream(value: Any) -> bool:
    """Return whether a value is a directory stream. Guile manual, File System."""
    return isinstance(value, _Directory)


def _open(procedure: str, stream: _Directory) -> _Directory:
    if stream.entries is None:
        refuse(procedure, 1, "an open directory stream", stream)
    return stream


@TABLE.procedure("readdir")
def readdir(stream: _Stream) -> Any:
    """Return the next name in a directory, or the end-of-file object.

    Guile manual, File System.
    """
    found = next(_open("readdir", stream).entries, None)
    return EOF if found is None else String(found)


@TABLE.procedure("rewinddir")
def rewinddir(stream: _Stream) -> None:
    """Begin a directory again. Guile manual, File System."""
    with asking("rewinddir"):
        _open("rewinddir", stream).rewind()


@TABLE.procedure("closedir")
def closedir(stream: _Stream) -> None:
    """Close a directory stream. Guile manual, File System."""
    stream.entries = None


@TABLE.procedure("getcwd")
def getcwd() -> Text:
    """Return the current directory. Guile manual, Processes."""
    with asking("getcwd"):
        return os.getcwd()


@TABLE.procedure("chdir")
def chdir(directory: Any) -> None:
    """Make a directory, a name or a port, the current one. Guile manual, Processes."""
    with asking("chdir"):
        os.chdir(_file("chdir", directory))


# Names


@TABLE.procedure("dirname")
def dirname(path: Text) -> Text:
    """Return the directory in a file's name. Guile manual, File System."""
    trimmed = path.rstrip("/")
    if not trimmed:
        return "/" if path else "."
    head = trimmed.rpartition("/")[0]
    if not head:
        return "/" if "/" in trimmed else "."
    return head.rstrip("/") or "/"


@TABLE.procedure("basename")
def basename(path: Text, suffix: Text = "") -> Text:
    """Return a file's name without its directory, and without a suffix.

    Guile manual, File System.
    """
    trimmed = path.rstrip("/")
    if not trimmed:
        return "/" if path else ""
    name = trimmed.rpartition("/")[2]
    return name.removesuffix(suffix)


@TABLE.procedure("canonicalize-path")
def canonicalize_path(path: Text) -> Text:
    """Return a file's full name, symbolic links followed. Guile manual, File System."""
    with asking("canonicalize-path"):
        return os.path.realpath(path, strict=True)


@TABLE.procedure("absolute-file-name?")
def is_absolute_file_name(path: Text) -> bool:
    """Return whether a file's name begins at the root. Guile manual, File System."""
    return path.startswith("/")


@TABLE.procedure("file-name-separator?")
def is_file_name_separator(char: Any) -> bool:
    """Return whether a character parts the names in a file's name. Guile manual, File System."""
    return bool(char == "/")


TABLE.value("file-name-separator-string", String("/", mutable=False))


@TABLE.procedure("system-file-name-convention")
def system_file_name_convention() -> Symbol:
    """Return the symbol for how files are named. Guile manual, File System."""
    return Symbol("posix")


@TABLE.procedure("in-vicinity")
def in_vicinity(vicinity: Text, file: Text) -> Text:
    """Return a file's name in a directory. Guile's boot-9."""
    return f"{vicinity}{'' if not vicinity or vicinity.endswith('/') else '/'}{file}"


@TABLE.procedure("search-path")
def search_path(path: Items, name: Text, extensions: Any = None, exact: Any = False) -> Any:
    """Return the full name of a file in one of the directories, or #f.

    Guile manual, Load Paths.
    """
    endings = [""] if extensions is None else [each.text for each in from_list(extensions)]
    if any(name.endswith(each) for each in endings if each) and exact is False:
        endings = [""]
    directories = [""] if name.startswith("/") else [each.text for each in path]
    for directory in directories:
        for ending in endings:
            full = in_vicinity(directory, f"{name}{ending}")
            if os.path.isfile(full):
                return String(full)
    return False


@TABLE.procedure("parse-path")
def parse_path(path: Any, tail: Any = None) -> Any:
    """Return a list of the directories in a text with colons. Guile manual, Load Paths."""
    names = path.text.split(":") if path is not False and path.text else []
    return to_list([String(each) for each in names], *(() if tail is None else (tail,)))


@TABLE.procedure("sendfile")
def sendfile(target: Any, source: Any, count: Index, offset: Any = None) -> int:
    """Copy bytes from one file or port to another; return how many. Guile manual, File System."""
    for place, each in ((1, target), (2, source)):
        if each.__class__ is not int:
            port_of("sendfile", place, each)
    if target.__class__ is not int:
        target.flush()
    out, into = descriptor_of("sendfile", 1, target), descriptor_of("sendfile", 2, source)
    sent = 0
    with asking("sendfile"):
        while sent < count:
            if offset is None:
                data = os.read(into, min(count - sent, 1 << 16))
            else:
                data = os.pread(into, min(count - sent, 1 << 16), offset + sent)
            if not data:
                break
            view = memoryview(data)
            while view:
                view = view[os.write(out, view) :]
            sent += len(data)
    return sent
