"""Numbers of the system that Guile's core has by name, and the locale."""

from __future__ import annotations

import errno
import fcntl
import os
from typing import Any, Final

from ...conditions import SystemFailure
from ...data import String
from ...declaration import Table, refuse
from ...kinds import Int

__all__ = ["TABLE"]

TABLE: Final = Table()

for _name, _number in vars(errno).items():  # `errno.errorcode` has one name for a number
    if _name.startswith("E"):
        TABLE.value(_name, _number)
for _name in [
    "F_DUPFD",
    "F_GETFD",
    "F_SETFD",
    "F_GETOWN",
    "F_SETOWN",
    "FD_CLOEXEC",
    "LOCK_SH",
    "LOCK_EX",
    "LOCK_UN",
    "LOCK_NB",
]:
    if hasattr(fcntl, _name):
        TABLE.value(_name, int(getattr(fcntl, _name)))

_LOCALE: Final = {
    "LC_CTYPE": 0,
    "LC_NUMERIC": 1,
    "LC_TIME": 2,
    "LC_COLLATE": 3,
    "LC_MONETARY": 4,
    "LC_MESSAGES": 5,
    "LC_ALL": 6,
    "LC_PAPER": 7,
    "LC_NAME": 8,
    "LC_ADDRESS": 9,
    "LC_TELEPHONE": 10,
    "LC_MEASUREMENT": 11,
    "LC_IDENTIFICATION": 12,
}
for _name, _number in _LOCALE.items():
    TABLE.value(_name, _number)


@TABLE.procedure("setlocale")
def setlocale(category: Int, name: Any = None) -> String:
    """Choose the locale of a category; return its name. Guile manual, Locales."""
    import locale  # which is slow to import, and seldom needed

    wanted = None
    if name is not None and name is not False:
        if name.__class__ is not String:
            refuse("setlocale", 2, "a string", name)
        wanted = name.text
    try:
        return String(locale.setlocale(category, wanted))
    except (locale.Error, ValueError):
        raise SystemFailure("setlocale", errno.EINVAL, os.strerror(errno.EINVAL)) from None
