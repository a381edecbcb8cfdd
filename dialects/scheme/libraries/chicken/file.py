"""Files and folders: CHICKEN's (chicken file)."""

from __future__ import annotations

import fnmatch
import os
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, Final

from ...calls import call, called
from ...data import DEFAULT, NIL, Keyword, String, is_procedure, to_list
from ...declaration import Table, refuse
from ...kinds import Index, Items, Str
from .files import file_failure, files, python, scheme

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("file-exists?")
def file_exists(path: Str) -> Any:
    """Return the path if there is such a file, or #f. CHICKEN manual, Module (chicken file)."""
    return path if _is(os.path.exists, path) else False


@TABLE.procedure("directory-exists?")
def directory_exists(path: Str) -> Any:
    """Return the path if there is such a folder, or #f. CHICKEN manual, Module (chicken file)."""
    return path if _is(os.path.isdir, path) else False


def _is(test: Any, path: String) -> bool:
    try:
        return bool(test(python(path)))
    except ValueError:
        return False


def _accessible(procedure: str, path: String, mode: int) -> bool:
    with files(procedure, "access file", path):
        os.stat(python(path))
        return os.access(python(path), mode)


@TABLE.procedure("file-readable?")
def is_file_readable(path: Str) -> bool:
    """Return whether a file can be read. CHICKEN manual, Module (chicken file)."""
    return _accessible("file-readable?", path, os.R_OK)


@TABLE.procedure("file-writable?")
def is_file_writable(path: Str) -> bool:
    """Return whether a file can be written. CHICKEN manual, Module (chicken file)."""
    return _accessible("file-writable?", path, os.W_OK)


@TABLE.procedure("file-executable?")
def is_file_executable(path: Str) -> bool:
    """Return whether a file can be executed. CHICKEN manual, Module (chicken file)."""
    return _accessible("file-executable?", path, os.X_OK)


@TABLE.procedure("delete-file")
def delete_file(path: Str) -> String:
    """Delete a file; return its path. CHICKEN manual, Module (chicken file)."""
    with files("delete-file", "delete file", path):
        os.unlink(python(path))
    return path


@TABLE.procedure("delete-file*")
def delete_file_if_there(path: Str) -> Any:
    """Delete a file if there is one; return its path, or #f.

    CHICKEN manual, Module (chicken file).
    """
    return delete_file(path) if file_exists(path) is not False else False


def _clear(procedure: str, target: String, clobber: Any) -> None:
    if clobber is False and os.path.exists(python(target)):
        error = FileExistsError(17, "File exists")
        raise file_failure(procedure, "create file", error, target)


@TABLE.procedure("rename-file")
def rename_file(path: Str, target: Str, clobber: Any = False) -> String:
    """Give a file another name, over another file if `clobber`; return that.

    CHICKEN manual, Module (chicken file).
    """
    with files("rename-file", "rename file", path, target):
        _clear("rename-file", target, clobber)
        os.rename(python(path), python(target))
    return target


@TABLE.procedure("copy-file")
def copy_file(path: Str, target: Str, clobber: Any = False, size: Index = 1024) -> int:
    """Copy a file, over another if `clobber`; return how many bytes it has.

    CHICKEN manual, Module (chicken file).
    """
    return _copied("copy-file", path, target, clobber)


def _copied(procedure: str, path: String, target: String, clobber: Any) -> int:
    with files(procedure, "open file", path):
        if os.path.isdir(python(path)):
            raise IsADirectoryError(21, "Is a directory")
        _clear(procedure, target, clobber)
        shutil.copyfile(python(path), python(target))
        return os.path.getsize(python(target))


@TABLE.procedure("move-file")
def move_file(path: Str, target: Str, clobber: Any = False, size: Index = 1024) -> int:
    """Copy a file and delete it; return how many bytes it has.

    CHICKEN manual, Module (chicken file).
    """
    count = _copied("move-file", path, target, clobber)
    with files("move-file", "delete file", path):
        os.unlink(python(path))
    return count


# Folders


@TABLE.procedure("create-directory")
def create_directory(path: Str, parents: Any = False) -> String:
    """Make a folder, those above it if `parents`; return its path.

    CHICKEN manual, Module (chicken file).
    """
    with files("create-directory", "create directory", path):
        name = python(path)
        if not os.path.isdir(name):
            os.makedirs(name) if parents is not False else os.mkdir(name)
    return path


@TABLE.procedure("delete-directory")
def delete_directory(path: Str, contents: Any = False) -> None:
    """Delete a folder, with what is in it if `contents`. CHICKEN manual, (chicken file)."""
    with files("delete-directory", "delete directory", path):
        shutil.rmtree(python(path)) if contents is not False else os.rmdir(python(path))


_HERE: Final = String(".")


@TABLE.procedure("directory")
def directory(path: Str = _HERE, hidden: Any = False) -> Items:
    """Return the names of the files of a folder, those with a dot in front if `hidden`.

    CHICKEN manual, Module (chicken file).
    """
    with files("directory", "open directory", path):
        names = os.listdir(python(path))
    return [scheme(each) for each in names if hidden is not False or not each.startswith(".")]


def _matching(pattern: str) -> Iterator[str]:
    folder, name = os.path.split(pattern)
    try:
        found = sorted(os.listdir(folder or "."))
    except OSError:
        return
    for each in found:
        hidden = each.startswith(".") and not name.startswith(".")
        if not hidden and fnmatch.fnmatchcase(each, name):
            yield os.path.join(folder, each) if folder else each


@TABLE.procedure("glob")
def glob(*patterns: Str) -> Items:
    """Return the paths of the files that match patterns of `*`, `?` and `[...]`.

    The folder before the last slash is taken as it is. CHICKEN manual, Module (chicken file).
    """
    return [scheme(path) for each in patterns for path in _matching(python(each))]


@TABLE.procedure("find-files")
def find_files(path: Str, *options: Any) -> Any:
    """Return what an action makes of the files below a folder that pass a test.

    The options are keywords: `test:`, `action:` (path and what came before), `seed:`, `limit:`
    (a depth, or a procedure that tells whether to enter a folder), `dotfiles:`,
    `follow-symlinks:`. CHICKEN manual, Module (chicken file).
    """
    given: dict[str, Any] = {}
    for place in range(0, len(options), 2):
        option = options[place]
        if option.__class__ is not Keyword:
            refuse("find-files", place + 2, "a keyword", option)
        if place + 1 == len(options):
            refuse("find-files", place + 2, "a keyword with a value behind it", option)
        given[option.name] = options[place + 1]
    test = _test(given.get("test", DEFAULT))
    limit = given.get("limit", False)
    action = given.get("action", _consed)
    found = given.get("seed", NIL)
    for each in _walked(python(path), given, limit, 0):
        name = scheme(each)
        if call(test, name) is not False:
            found = call(action, name, found)
    return found


def _consed(path: Any, found: Any) -> Any:
    return to_list([path], found)


def _walked(path: str, given: dict[str, Any], limit: Any, depth: int) -> Iterator[str]:
    with files("find-files", "open directory", scheme(path)):
        names = os.listdir(path)
    for each in names:
        if each.startswith(".") and given.get("dotfiles", False) is False:
            continue
        below = os.path.join(path, each)
        follows = given.get("follow-symlinks", False) is not False or not os.path.islink(below)
        if follows and os.path.isdir(below) and _enters(limit, below, depth):
            yield from _walked(below, given, limit, depth + 1)
        yield below


def _enters(limit: Any, path: str, depth: int) -> bool:
    if limit is False:
        return True
    if limit.__class__ is int:
        return depth < int(limit)
    return call(limit, scheme(path)) is not False


def _test(value: Any) -> Any:
    if value is DEFAULT:
        return lambda path: True
    if is_procedure(value):
        return value
    from .irregex import matcher  # only those need it that pass an expression

    return called(matcher(value))


# Files for a while


def _temporary(procedure: str) -> str:
    for variable in ("TMPDIR", "TEMP", "TMP"):
        if variable in os.environ:
            return os.environ[variable]
    return "/tmp"


_TEMPORARY: Final = String("tmp")


@TABLE.procedure("create-temporary-file")
def create_temporary_file(extension: Str = _TEMPORARY) -> String:
    """Make an empty file under a new name; return its path.

    CHICKEN manual, Module (chicken file).
    """
    procedure = "create-temporary-file"
    with files(procedure, "create temporary file"):
        number, path = tempfile.mkstemp(f".{python(extension)}", "temp", _temporary(procedure))
        os.close(number)
    return scheme(path)


@TABLE.procedure("create-temporary-directory")
def create_temporary_directory() -> String:
    """Make an empty folder under a new name; return its path.

    CHICKEN manual, Module (chicken file).
    """
    procedure = "create-temporary-directory"
    with files(procedure, "create temporary directory"):
        return scheme(tempfile.mkdtemp("", "temp", _temporary(procedure)))
