"""The names of errnos. A number for which the platform has several names always has the same."""

from __future__ import annotations

import errno

__all__ = ["errno_name"]

_PREFERRED = {
    getattr(errno, name): name for name in ("EAGAIN", "EOPNOTSUPP") if hasattr(errno, name)
}


def errno_name(number: int) -> str:
    """Return the POSIX name of an errno, or "other" for a number without one."""
    return _PREFERRED.get(number) or errno.errorcode.get(number, "other")
