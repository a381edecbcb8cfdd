"""Numbers of the system's failures: CHICKEN's (chicken errno)."""

from __future__ import annotations

import errno
import sys
from typing import Any, Final

from ...declaration import Table

__all__ = ["TABLE"]

TABLE: Final = Table()


@TABLE.procedure("errno")
def last_errno() -> int:
    """Return the number of the last failure of the system.

    CHICKEN manual, Module (chicken errno).
    """
    failure: Any = sys.exc_info()[1]
    while failure is not None and not isinstance(failure, OSError):
        failure = failure.__context__
    return getattr(failure, "errno", 0) or 0


for _name in [
    "2big",
    "acces",
    "again",
    "badf",
    "busy",
    "child",
    "deadlk",
    "dom",
    "exist",
    "fault",
    "fbig",
    "ilseq",
    "intr",
    "inval",
    "io",
    "isdir",
    "mfile",
    "mlink",
    "nametoolong",
    "nfile",
    "nodev",
    "noent",
    "noexec",
    "nolck",
    "nomem",
    "nospc",
    "nosys",
    "notdir",
    "notempty",
    "notty",
    "nxio",
    "perm",
    "pipe",
    "range",
    "rofs",
    "spipe",
    "srch",
    "wouldblock",
    "xdev",
]:
    TABLE.value(f"errno/{_name}", getattr(errno, f"E{_name.upper()}"))
