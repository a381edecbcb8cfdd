"""The process as CHICKEN has it: (chicken process-context), without C's own argument vector."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from typing import Any, Final

from ...bridge import text_in, text_out
from ...conditions import FileFailure
from ...data import String, to_list
from ...declaration import Table, refuse
from ...dynamics import STATE, Parameter
from ...kinds import Items, Str

__all__ = ["TABLE"]

TABLE: Final = Table()


def _scheme(text: str) -> String:
    return text_in(text, STATE.profile.byte_strings)


def _python(string: String) -> str:
    return text_out(string, STATE.profile.byte_strings)


class _Initial(Parameter):
    """A parameter whose value, until a program sets it, is worked out."""

    __slots__ = ("initial",)

    def __init__(self, initial: Callable[[], Any]) -> None:
        super().__init__(None, None, settable=True)
        self.initial = initial

    def __call__(self, *values: Any) -> Any:
        """Return the value, or set it."""
        found = super().__call__(*values)
        return self.initial() if found is None and not values else found


TABLE.value(
    "command-line-arguments",
    _Initial(lambda: to_list([_scheme(each) for each in STATE.command_line[1:]])),
)
TABLE.value("program-name", _Initial(lambda: _scheme("".join(STATE.command_line[:1]))))


@TABLE.procedure("argv")
def argv() -> Items:
    """Return the program's name and arguments.

    CHICKEN manual, Module (chicken process-context).
    """
    return [_scheme(each) for each in STATE.command_line]


@TABLE.procedure("executable-pathname")
def executable_pathname() -> Any:
    """Return the file that is executed, or #f.

    CHICKEN manual, Module (chicken process-context).
    """
    found = shutil.which(sys.executable) if sys.executable else None
    return False if found is None else _scheme(os.path.realpath(found))


@TABLE.procedure("change-directory")
def change_directory(path: Str) -> String:
    """Make a directory the current one; return its path.

    CHICKEN manual, Module (chicken process-context).
    """
    try:
        os.chdir(_python(path))
    except OSError as failure:
        number, text = failure.errno or 0, failure.strerror or ""
        raise FileFailure("change-directory", path.text, number, text) from None
    except ValueError:
        raise FileFailure("change-directory", path.text, 0, "no name of a file") from None
    return path


@TABLE.procedure("current-directory")
def current_directory(path: Str | None = None) -> String:
    """Return the path of the current directory; with an argument, change it.

    CHICKEN manual, Module (chicken process-context).
    """
    if path is not None:
        return change_directory(path)
    try:
        return _scheme(os.getcwd())
    except OSError as failure:
        number, text = failure.errno or 0, failure.strerror or ""
        raise FileFailure("current-directory", "", number, text) from None


def _variable(procedure: str, name: String) -> str:
    text = _python(name)
    if not text or "=" in text or "\0" in text:
        refuse(procedure, 1, "the name of a variable", name, False)
    return text


@TABLE.procedure("set-environment-variable!")
def set_environment_variable(name: Str, value: Str) -> None:
    """Set a variable of the environment. CHICKEN manual, Module (chicken process-context)."""
    variable = _variable("set-environment-variable!", name)
    if "\0" in value.text:
        refuse("set-environment-variable!", 2, "a string without a null character", value, False)
    os.environ[variable] = _python(value)


@TABLE.procedure("unset-environment-variable!")
def unset_environment_variable(name: Str) -> None:
    """Remove a variable of the environment. CHICKEN manual, Module (chicken process-context)."""
    os.environ.pop(_variable("unset-environment-variable!", name), None)
