"""(util file): whole files, paths and directories (Sagittarius manual, same section)."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cmp_to_key
from typing import Any, Final

from .... import r7rs_io
from ...arguments import UNSET
from ...calls import call, values
from ...conditions import error
from ...data import EOF, Regexp, String, Symbol, from_list, is_procedure, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...kinds import Items, Proc, Text
from ...ports import open_file
from ...reader import read
from ..keyword_arguments import keyword_arguments
from ..sagittarius.files import failing
from ..sagittarius.regex import looking_at
from ..transcoding import text_port, transcoder_of

__all__ = ["TABLE"]

TABLE: Final = Table()


# Whole files


@TABLE.procedure("file->list")
def file_to_list(reader: Proc, path: Text, *options: Any) -> Items:
    """Return all that a reader reads from a file, through `:transcoder`, bytes with #f."""
    (transcoder,) = keyword_arguments(options, {"transcoder": None})
    if transcoder is not False:
        transcoder = transcoder_of("file->list", transcoder)
    found = []
    with contextlib.closing(open_file("file->list", path, "rb")) as binary:
        port = text_port(binary, transcoder)
        while (item := call(reader, port)) is not EOF:
            found.append(item)
    return found


def _whole(procedure: str, path: str) -> str:
    with open_file(procedure, path, "r") as port:
        return str(port.read())


@TABLE.procedure("file->string")
def file_to_string(path: Text) -> Text:
    """Return what a file contains."""
    return _whole("file->string", path)


@TABLE.procedure("file->string-list")
def file_to_string_list(path: Text) -> Items:
    """Return the lines of a file."""
    with open_file("file->string-list", path, "r") as port:
        lines = iter(lambda: r7rs_io.read_line(port), EOF)
        return [String(line) for line in lines if isinstance(line, str)]


@TABLE.procedure("file->sexp-list")
def file_to_sexp_list(path: Text) -> Items:
    """Return the data in a file."""
    text = _whole("file->sexp-list", path)
    return [form.datum for form in read(text, STATE.profile, path)]


@TABLE.procedure("file->bytevector")
def file_to_bytevector(path: Text) -> bytearray:
    """Return the bytes of a file."""
    with open_file("file->bytevector", path, "rb") as port:
        return bytearray(port.read())


# Temporary files


def _temporary() -> str:
    names = ("TMP", "TEMP", "USERPROFILE", "TMPDIR")
    return next(filter(None, map(os.environ.get, names)), "/tmp")


TABLE.value("temporary-directory", Parameter(String(_temporary()), settable=True))


@TABLE.procedure("make-temporary-file")
def make_temporary_file(prefix: Text = "tmp") -> Any:
    """Make a file of a new name; return a port that writes bytes, and its path."""
    with failing("make-temporary-file", prefix):
        descriptor, path = tempfile.mkstemp(
            "", os.path.basename(prefix), os.path.dirname(prefix) or "."
        )
        return values(os.fdopen(descriptor, "wb"), String(os.path.normpath(path)))


# Paths


def _parts(path: str) -> tuple[Any, Any, Any]:
    """Return directory, name and extension of a path, #f for each that it lacks."""
    if path.endswith(("/", "\\")):
        return path.rstrip("/\\"), False, False
    directory, slash, base = path.rpartition("/")
    name, dot, extension = base.rpartition(".")
    if dot and name:
        return (directory if slash else False), name, extension
    return (directory if slash else False), base, False


def _string(text: Any) -> Any:
    return False if text is False else String(text)


@TABLE.procedure("decompose-path")
def decompose_path(path: Text) -> Any:
    """Return the directory, name and extension of a path, #f for each that it lacks."""
    return values(*map(_string, _parts(path)))


@TABLE.procedure("path-extension")
def path_extension(path: Text) -> Any:
    """Return the extension of a path, or #f."""
    return _string(_parts(path)[2])


@TABLE.procedure("path-sans-extension")
def path_sans_extension(path: Text) -> Text:
    """Return a path without its extension."""
    extension = _parts(path)[2]
    return path if extension is False else path[: -len(extension) - 1]


@TABLE.procedure("path-basename")
def path_basename(path: Text) -> Any:
    """Return what is behind the directory of a path, or #f."""
    _, name, extension = _parts(path)
    return _string(name if extension is False else f"{name}.{extension}")


@TABLE.procedure("build-path*")
def build_path(parts: Items) -> Text:
    """Return the parts of a path as one."""
    for each in parts:
        if each.__class__ is not String:
            refuse("build-path*", 1, "a list of strings", each)
    return "/".join(each.text for each in parts)


@TABLE.procedure("null-device")
def null_device() -> Text:
    """Return the path of the device that has nothing."""
    return os.devnull


# What is below a path

_KINDS: Final = {
    "physical": True,
    "file-only": False,
    "absolute-path": True,
    "all": True,
    "recursive": True,
}


def _walk(path: str, all_: bool, recursive: bool) -> Iterator[str]:
    """Yield what is below a directory; a directory comes before what is in it."""
    for name in sorted(os.listdir(path)):
        if not all_ and name.startswith("."):
            continue
        found = os.path.join(path, name)
        yield found
        if recursive and os.path.isdir(found) and not os.path.islink(found):
            yield from _walk(found, all_, recursive)


def _kind(path: str, physical: bool) -> str:
    if not physical and os.path.islink(path):
        return "symbolic-link"
    return "directory" if os.path.isdir(path) else "file"


def _found(procedure: str, path: str, chosen: list[Any]) -> Iterator[tuple[Any, Symbol]]:
    """Yield the paths and kinds that `path-for-each` is about."""
    physical, file_only, absolute, all_, recursive = (each is not False for each in chosen)
    if not os.path.isdir(path):
        if os.path.lexists(path):
            yield (
                String(path if absolute else os.path.basename(path)),
                Symbol(_kind(path, physical)),
            )
        return
    with failing(procedure, path):
        for each in _walk(path, all_, recursive):
            kind = _kind(each, physical)
            if not file_only or kind != "directory":
                shown = os.path.abspath(each) if absolute else os.path.basename(each)
                yield String(shown), Symbol(kind)


@TABLE.procedure("path-for-each")
def path_for_each(path: Text, procedure: Proc, *options: Any) -> None:
    """Call a procedure with each path below one and its kind."""
    stops, *chosen = keyword_arguments(options, {"stop-on-false": False, **_KINDS})
    for each in _found("path-for-each", path, chosen):
        if call(procedure, *each) is False and stops is not False:
            return


@TABLE.procedure("path-map")
def path_map(path: Text, procedure: Proc, *options: Any) -> Items:
    """Return what a procedure returns for each path below one and its kind."""
    chosen = keyword_arguments(options, _KINDS)
    return [call(procedure, *each) for each in _found("path-map", path, chosen)]


def _chosen(pattern: Any, path: str) -> bool:
    name = String(os.path.basename(path))
    if pattern is False:
        return True
    if pattern.__class__ is String:
        pattern = Regexp(pattern.text, "")
    if not isinstance(pattern, Regexp):
        raise error("find-files: :pattern is a string or a regular expression:", pattern)
    return looking_at(pattern, name) is not False


@TABLE.procedure("find-files")
def find_files(target: Text, *options: Any) -> Items:
    """Return the files below a path; `:pattern`, `:all`, `:sort`, `:recursive` choose them."""
    physical, pattern, all_, sort, recursive = keyword_arguments(
        options,
        {"physical": True, "pattern": False, "all": True, "sort": UNSET, "recursive": True},
    )
    found = [
        path
        for path, kind in _found("find-files", target, [physical, True, True, all_, recursive])
        if _chosen(pattern, path.text)
    ]
    if sort is UNSET:
        return sorted(found, key=lambda path: path.text)
    if sort is False:
        return found
    if not is_procedure(sort):
        raise error("find-files: :sort is a procedure or #f:", sort)

    def order(one: Any, other: Any) -> int:
        return -1 if call(sort, one, other) is not False else 1

    return sorted(found, key=cmp_to_key(order))


# Directories


@TABLE.procedure("create-directory*")
def create_directory(path: Text) -> None:
    """Make a directory and those that it is in; one that is there stays."""
    with failing("create-directory*", path):
        os.makedirs(path, exist_ok=True)


@TABLE.procedure("delete-directory*")
def delete_directory(path: Text) -> None:
    """Delete a directory and all that is in it."""
    with failing("delete-directory*", path):
        shutil.rmtree(path)


@TABLE.procedure("copy-directory")
def copy_directory(source: Text, target: Text, *options: Any) -> None:
    """Copy a directory, without files whose paths contain one of the strings `:excludes`."""
    excludes, all_, recursive = keyword_arguments(
        options, {"excludes": to_list([]), "all": True, "recursive": True}
    )
    words = [each.text for each in from_list(excludes)]
    with failing("copy-directory", source):
        os.makedirs(target, exist_ok=True)
        for path in _walk(source, all_ is not False, recursive is not False):
            new = os.path.join(target, os.path.relpath(path, source))
            if any(word in path for word in words):
                continue
            if os.path.isdir(path):
                os.makedirs(new, exist_ok=True)
            else:
                os.makedirs(os.path.dirname(new), exist_ok=True)
                shutil.copy(path, new)
