"""Names for errnos: one for each number, where the platform has several."""

from __future__ import annotations

import errno

__all__ = ["errno_name"]

_PREFERRED = {
    getattr(errno, name): name for name in ("EAGAIN", "EOPNOTSUPP") if hasattr(errno, name)
}


def errno_name(number: int) -> str:
    """The POSIX name of an errno, or "other" for a number that has none."""
    return _PREFERRED.get(number) or errno.errorcode.get(number, "other")
