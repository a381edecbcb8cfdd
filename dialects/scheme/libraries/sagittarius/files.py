"""Files and directories (Sagittarius manual, (sagittarius), File system operations)."""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from ...conditions import FileFailure
from ...data import String, to_list
from ...declaration import Table, refuse
from ...kinds import Cond, Int, Text

__all__ = ["TABLE", "failing"]

TABLE: Final = Table()


@contextlib.contextmanager
def failing(procedure: str, path: str) -> Iterator[None]:
    """Let a failure of the system be the condition of a procedure that is about a file."""
    try:
        yield
    except OSError as failure:
        text = failure.strerror or str(failure)
        raise FileFailure(procedure, path, failure.errno or 0, text) from None
    except ValueError:
        raise FileFailure(procedure, path, 0, "no name of a file") from None


@TABLE.procedure("file-size-in-bytes")
def file_size_in_bytes(path: Text) -> int:
    """Return a file's size."""
    with failing("file-size-in-bytes", path):
        return os.stat(path).st_size


def _declare_test(name: str, test: Callable[[str], bool]) -> None:
    @TABLE.procedure(name)
    def holds(path: Text) -> bool:
        """Return whether a file is of this kind, or may be used so."""
        try:
            return test(path)
        except ValueError:
            return False


_declare_test("file-regular?", os.path.isfile)
_declare_test("file-directory?", os.path.isdir)
_declare_test("file-symbolic-link?", os.path.islink)
_declare_test("file-readable?", lambda path: os.access(path, os.R_OK))
_declare_test("file-writable?", lambda path: os.access(path, os.W_OK))
_declare_test("file-executable?", lambda path: os.access(path, os.X_OK))


def _declare_time(name: str, field: str) -> None:
    @TABLE.procedure(name)
    def time_of(path: Text) -> int:
        """Return a time of a file in nanoseconds since 1970."""
        with failing(name, path):
            return int(getattr(os.stat(path), field))


_declare_time("file-stat-ctime", "st_ctime_ns")
_declare_time("file-stat-mtime", "st_mtime_ns")
_declare_time("file-stat-atime", "st_atime_ns")


def _stamp(value: Any, now: int, before: int) -> int:
    if value is False:
        return before
    if value.__class__ in (int, float) or hasattr(value, "numerator"):
        return now + int(value * 1_000_000_000)
    total = getattr(value, "total", None)  # of a time of SRFI 19
    return total if isinstance(total, int) else now


@TABLE.procedure("change-file-timestamps!")
def change_file_timestamps(path: Text, accessed: Any, modified: Any) -> None:
    """Set when a file was read and changed: a time, seconds from now, #f for no change."""
    with failing("change-file-timestamps!", path):
        found = os.stat(path)
        now = time.time_ns()
        stamps = _stamp(accessed, now, found.st_atime_ns), _stamp(modified, now, found.st_mtime_ns)
        os.utime(path, ns=stamps)


@TABLE.procedure("change-file-mode")
def change_file_mode(path: Text, mode: Int) -> None:
    """Set a file's permissions."""
    with failing("change-file-mode", path):
        os.chmod(path, mode & 0o7777)


@TABLE.procedure("create-symbolic-link")
def create_symbolic_link(old: Text, new: Text) -> None:
    """Make a symbolic link `new` to `old`."""
    with failing("create-symbolic-link", new):
        os.symlink(old, new)


@TABLE.procedure("rename-file")
def rename_file(old: Text, new: Text) -> None:
    """Give a file another name, in place of a file that has it."""
    with failing("rename-file", old):
        os.replace(old, new)


@TABLE.procedure("create-directory")
def create_directory(path: Text) -> None:
    """Make a directory."""
    with failing("create-directory", path):
        os.mkdir(path)


@TABLE.procedure("delete-directory")
def delete_directory(path: Text) -> None:
    """Delete an empty directory."""
    with failing("delete-directory", path):
        os.rmdir(path)


@TABLE.procedure("read-directory")
def read_directory(path: Text) -> Any:
    """Return the names in a directory, `.` and `..` among them; #f where there is none."""
    try:
        names = os.listdir(path)
    except (OSError, ValueError):
        return False
    return to_list([String(each) for each in (".", "..", *names)])


@TABLE.procedure("copy-file")
def copy_file(source: Text, target: Text, overwrite: Cond = False) -> bool:
    """Copy a file; return whether that was done, which it is not over another."""
    if not overwrite and os.path.lexists(target):
        return False
    with failing("copy-file", source):
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
    return True


@TABLE.procedure("current-directory")
def current_directory(path: Any = None) -> Any:
    """Return the working directory, or change it."""
    if path is None:
        return String(os.getcwd())
    if path.__class__ is not String:
        refuse("current-directory", 1, "a string", path)
    return set_current_directory(path.text)


@TABLE.procedure("set-current-directory")
def set_current_directory(path: Text) -> None:
    """Change the working directory."""
    with failing("set-current-directory", path):
        os.chdir(path)


@TABLE.procedure("build-path")
def build_path(first: Text, second: Text) -> Text:
    """Return two parts of a path as one."""
    return first + second if first.endswith("/") or not first else f"{first}/{second}"


@TABLE.procedure("absolute-path?")
def is_absolute_path(path: Text) -> bool:
    """Return whether a path begins at the root."""
    return path.startswith("/")


@TABLE.procedure("absolute-path")
def absolute_path(path: Text) -> Text:
    """Return a path from the root."""
    return os.path.abspath(path)


@TABLE.procedure("directory-name")
def directory_name(path: Text) -> Any:
    """Return the directory that a path is in, #f for a path without one."""
    head, _, _ = path.rstrip("/").rpartition("/")
    if not head:
        return String("/") if path.startswith("/") else False
    return String(head)
