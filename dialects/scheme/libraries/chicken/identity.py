"""Who the process is: CHICKEN's (chicken process-context posix)."""

from __future__ import annotations

import os
import pwd
from typing import Any, Final

from ...data import String, to_list
from ...declaration import Table, refuse
from ...kinds import Int
from .condition import signalled
from .files import files, python, scheme

__all__ = ["TABLE"]

TABLE: Final = Table()


def _identity(name: str, get: Any, change: Any, what: str) -> None:
    """Declare a procedure that returns a number of the process, and its setter."""

    def read() -> Any:
        return get()

    read.__doc__ = (
        "Return a number of the process. CHICKEN manual, (chicken process-context posix)."
    )
    TABLE.procedure(name)(read)
    TABLE[name].value.scheme_setter = _setter(change, name, what)


def _name(number: int) -> String:
    try:
        return scheme(pwd.getpwuid(number).pw_name)
    except KeyError:
        return String(str(number))


@TABLE.procedure("current-user-name")
def current_user_name() -> String:
    """Return the user's name. CHICKEN manual, Module (chicken process-context posix)."""
    return _name(os.getuid())


@TABLE.procedure("current-effective-user-name")
def current_effective_user_name() -> String:
    """Return the effective user's name. CHICKEN manual, Module (chicken process-context posix)."""
    return _name(os.geteuid())


@TABLE.procedure("user-information")
def user_information(user: Any, as_vector: Any = False) -> Any:
    """Return what the system knows of a user, by name or number: a list, or a vector; or #f.

    CHICKEN manual, Module (chicken process-context posix).
    """
    if not isinstance(user, int | String):
        refuse("user-information", 1, "a name or a number", user)
    try:
        found = pwd.getpwuid(user) if isinstance(user, int) else pwd.getpwnam(python(user))
    except (KeyError, OverflowError, ValueError):
        return False
    parts = [
        *(scheme(found.pw_name), scheme(found.pw_passwd), found.pw_uid, found.pw_gid),
        *(scheme(found.pw_gecos), scheme(found.pw_dir), scheme(found.pw_shell)),
    ]
    return parts if as_vector is not False else to_list(parts)


def _failed(procedure: str, what: str, error: OSError, *about: Any) -> Exception:
    return signalled("process", procedure, f"{what} - {error.strerror}", *about)


@TABLE.procedure("create-session")
def create_session() -> int:
    """Make the process lead a new session; return its number.

    CHICKEN manual, Module (chicken process-context posix).
    """
    try:
        os.setsid()
    except OSError as error:
        raise _failed("create-session", "cannot create session", error) from None
    return os.getpid()


@TABLE.procedure("process-group-id")
def process_group_id(process: Int) -> int:
    """Return the group of a process. CHICKEN manual, Module (chicken process-context posix)."""
    try:
        return os.getpgid(process)
    except OSError as error:
        what = "cannot retrieve process group ID"
        raise _failed("process-group-id", what, error, process) from None


def _setter(setting: Any, procedure: str, what: str) -> Any:
    def set_(*values: Any) -> None:
        for place, each in enumerate(values, 1):
            if each.__class__ is not int:
                refuse(procedure, place, "an exact integer", each)
        try:
            setting(*values)
        except OSError as error:
            raise _failed(procedure, what, error, *values) from None

    return set_


for _name_of, _get, _change, _what in (
    ("current-user-id", os.getuid, os.setuid, "cannot set user ID"),
    ("current-group-id", os.getgid, os.setgid, "cannot set group ID"),
    ("current-effective-user-id", os.geteuid, os.seteuid, "cannot set effective user ID"),
    ("current-effective-group-id", os.getegid, os.setegid, "cannot set effective group ID"),
):
    _identity(_name_of, _get, _change, _what)
TABLE["process-group-id"].value.scheme_setter = _setter(
    os.setpgid, "process-group-id", "cannot set process group ID"
)
TABLE.procedures(**{"current-process-id": os.getpid, "parent-process-id": os.getppid})


@TABLE.procedure("set-root-directory!")
def set_root_directory(path: Any) -> None:
    """Make a folder the root of all paths. CHICKEN manual, (chicken process-context posix)."""
    if path.__class__ is not String:
        refuse("set-root-directory!", 1, "a string", path)
    with files("set-root-directory!", "change root directory", path):
        os.chroot(python(path))


@TABLE.procedure("change-directory*")
def change_directory(number: Int) -> int:
    """Make the folder of a descriptor the current one.

    CHICKEN manual, Module (chicken process-context posix).
    """
    with files("change-directory*", "change current directory", number):
        os.fchdir(number)
    return number
