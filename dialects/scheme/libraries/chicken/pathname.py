"""Names of files and their parts: CHICKEN's (chicken pathname)."""

from __future__ import annotations

import re
from typing import Any, Final

from ...data import String, Values, from_list, to_list
from ...declaration import Table, refuse
from ...kinds import Text

__all__ = ["TABLE"]

TABLE: Final = Table()


def _decomposed(path: str) -> tuple[str, str, str]:
    """Return directory, file and extension; "" for what is not there."""
    directory, slash, name = path.rpartition("/")
    if slash:
        directory = directory.rstrip("/") or "/"
    file, _, extension = name.rpartition(".")
    if not file or not extension or file.strip(".") == "":
        return directory, name, ""
    return directory, file, extension


def _or_false(text: str) -> Any:
    return String(text) if text else False


def _text(procedure: str, place: int, value: Any) -> str:
    """Return the text of a string, or of #f."""
    if value is False:
        return ""
    if value.__class__ is not String:
        refuse(procedure, place, "a string, or #f", value)
    return str(value.text)


def _made(procedure: str, directory: Any, file: Any, extension: Any, absolute: bool) -> str:
    if directory is False or directory.__class__ is String:
        parts = [_text(procedure, 1, directory)] if directory is not False else []
    else:
        parts = [_text(procedure, 1, each) for each in from_list(directory)]
    parts = [each for each in parts if each]
    path = ""
    for each in parts:
        path += each if each.endswith("/") else f"{each}/"
    if absolute and not path.startswith("/"):
        path = f"/{path}"
    name = _text(procedure, 2, file)
    if path:
        name = name.lstrip("/")
    suffix = _text(procedure, 3, extension)
    if suffix and not suffix.startswith("."):
        suffix = f".{suffix}"
    return f"{path}{name}{suffix}"


@TABLE.procedure("make-pathname")
def make_pathname(directory: Any, file: Any = False, extension: Any = False) -> Text:
    """Return the path of a file, of a directory or a list of several, a name and an extension.

    CHICKEN manual, Module (chicken pathname).
    """
    return _made("make-pathname", directory, file, extension, False)


@TABLE.procedure("make-absolute-pathname")
def make_absolute_pathname(directory: Any, file: Any = False, extension: Any = False) -> Text:
    """As `make-pathname`, from the root on. CHICKEN manual, Module (chicken pathname)."""
    return _made("make-absolute-pathname", directory, file, extension, True)


@TABLE.procedure("absolute-pathname?")
def is_absolute_pathname(path: Text) -> bool:
    """Return whether a path begins at the root. CHICKEN manual, Module (chicken pathname)."""
    return path.startswith("/")


@TABLE.procedure("decompose-pathname")
def decompose_pathname(path: Text) -> Any:
    """Return directory, file and extension of a path, each #f where it has none.

    CHICKEN manual, Module (chicken pathname).
    """
    return Values(map(_or_false, _decomposed(path)))


@TABLE.procedure("pathname-directory")
def pathname_directory(path: Text) -> Any:
    """Return the directory of a path, or #f. CHICKEN manual, Module (chicken pathname)."""
    return _or_false(_decomposed(path)[0])


@TABLE.procedure("pathname-file")
def pathname_file(path: Text) -> Any:
    """Return the file of a path without its extension, or #f.

    CHICKEN manual, Module (chicken pathname).
    """
    return _or_false(_decomposed(path)[1])


@TABLE.procedure("pathname-extension")
def pathname_extension(path: Text) -> Any:
    """Return the extension of a path, or #f. CHICKEN manual, Module (chicken pathname)."""
    return _or_false(_decomposed(path)[2])


def _composed(directory: str, file: str, extension: str) -> str:
    return _made("make-pathname", String(directory), String(file), String(extension), False)


@TABLE.procedure("pathname-replace-directory")
def pathname_replace_directory(path: Text, directory: Any) -> Text:
    """Return a path with another directory. CHICKEN manual, Module (chicken pathname)."""
    new = _text("pathname-replace-directory", 2, directory)
    return _composed(new, *_decomposed(path)[1:])


@TABLE.procedure("pathname-replace-file")
def pathname_replace_file(path: Text, file: Any) -> Text:
    """Return a path with another file. CHICKEN manual, Module (chicken pathname)."""
    directory, _, extension = _decomposed(path)
    return _composed(directory, _text("pathname-replace-file", 2, file), extension)


@TABLE.procedure("pathname-replace-extension")
def pathname_replace_extension(path: Text, extension: Any) -> Text:
    """Return a path with another extension. CHICKEN manual, Module (chicken pathname)."""
    return _composed(*_decomposed(path)[:2], _text("pathname-replace-extension", 2, extension))


@TABLE.procedure("pathname-strip-directory")
def pathname_strip_directory(path: Text) -> Text:
    """Return a path without its directory. CHICKEN manual, Module (chicken pathname)."""
    return _composed("", *_decomposed(path)[1:])


@TABLE.procedure("pathname-strip-extension")
def pathname_strip_extension(path: Text) -> Text:
    """Return a path without its extension. CHICKEN manual, Module (chicken pathname)."""
    return _composed(*_decomposed(path)[:2], "")


@TABLE.procedure("directory-null?")
def is_directory_null(path: Any) -> bool:
    """Return whether a directory, a path or a list of its parts, is none.

    CHICKEN manual, Module (chicken pathname).
    """
    parts = path.text.split("/") if path.__class__ is String else None
    if parts is None:
        parts = [_text("directory-null?", 1, each) for each in from_list(path)]
    return all(each in ("", ".") for each in parts)


@TABLE.procedure("decompose-directory")
def decompose_directory(path: Text) -> Any:
    """Return where a directory's path begins (#f, and "/" for the root), and a list of its parts.

    CHICKEN manual, Module (chicken pathname).
    """
    parts = [String(each) for each in path.split("/") if each]
    origin = String("/") if path.startswith("/") else False
    return Values((False, origin, to_list(parts) if parts else False))


@TABLE.procedure("normalize-pathname")
def normalize_pathname(path: Text, platform: Any = None) -> Text:
    """Return a path without `.`, `..` and double slashes, as far as that can be told.

    CHICKEN manual, Module (chicken pathname).
    """
    absolute = path.startswith("/")
    kept: list[str] = []
    parts = re.split("/+", path)
    for each in parts:
        if each in ("", "."):
            continue
        if each == ".." and kept and kept[-1] != "..":
            kept.pop()
        else:
            kept.append(each)
    text = ("/" if absolute else "") + "/".join(kept)
    if not text:
        return "."
    return text + "/" if path.endswith("/") and kept else text
