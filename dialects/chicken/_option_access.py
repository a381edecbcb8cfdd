"""How a socket option is read and set, and the condition for one that cannot be."""

from __future__ import annotations

import errno
import os
import socket as _stdlib
from collections.abc import Callable
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen

from ...core import NoSuchOption
from ...core.errors import from_os_error
from ...core.options import INT, Coding
from .._types import Buffer
from ..conditions import Conditions, joined
from ..declaration import declared
from ..kinds import INTEGER, Kind
from ._records import SOCKET, Socket
from ._strings import encoded
from .conditions import CHICKEN, ChickenError, UnsupportedError

_ABSENT: Final = frozenset(
    getattr(errno, name)
    for name in ("ENOPROTOOPT", "EOPNOTSUPP", "ENOTSUP", "EPROTONOSUPPORT")
    if hasattr(errno, name)
)


_SUBJECT: Final = Kind(
    "a socket or a file descriptor",
    lambda value: SOCKET.type_ok(value) or INTEGER.type_ok(value),
)
Subject: TypeAlias = Annotated[Socket | int, _SUBJECT]


@frozen
class _Options(Conditions):
    """CHICKEN's way of naming failures, for options, which a platform or a protocol may lack."""

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Tell an option that does not exist from one that cannot be read or set."""
        if isinstance(error, OSError) and not isinstance(error, ChickenError):
            location = declared(function).scheme
            socket = args[0] if isinstance(args[0], Socket) else None
            cause = from_os_error(error, location, socket)
            if isinstance(cause, NoSuchOption) or cause.errno in _ABSENT:
                kind: Any = joined(UnsupportedError, type(cause))
                made: Exception = kind(cause, location, args, "socket option unsupported")
                return made
        return CHICKEN.explain(error, function, *args)


OPTIONS: Final = _Options(CHICKEN.wrong_type, CHICKEN.bad_value, CHICKEN.system)


def read(
    function: Callable[..., object],
    s: Socket | int,
    level: int | None,
    name: int | None,
    coding: Coding,
) -> Any:
    """Return the value of an option; `function`, a declared procedure, is what fails."""
    try:
        if level is None or name is None:
            raise _lacking()
        return coding.read(_plain(s), level, name)
    except Exception as error:
        OPTIONS.fail(error, function, s, level, name)


def write(
    function: Callable[..., object],
    s: Socket | int,
    level: int | None,
    name: int | None,
    value: int | Buffer | str,
) -> None:
    """Set an option; `function`, a declared procedure, is what fails."""
    try:
        if level is None or name is None:
            raise _lacking()
        data = INT.write(value) if isinstance(value, int) else encoded(value)
        _plain(s).setsockopt(level, name, data)
    except Exception as error:
        OPTIONS.fail(error, function, s, level, name, value)


def _lacking() -> OSError:
    return OSError(errno.ENOPROTOOPT, os.strerror(errno.ENOPROTOOPT))


class _Borrowed(_stdlib.socket):
    """A stdlib socket over a descriptor that stays its owner's, whenever this one is dropped."""

    def __del__(self) -> None:
        self.detach()


# With one default timeout or another, Python would choose the mode of the descriptor.
_TYPE: Final = _stdlib.SOCK_STREAM | getattr(_stdlib, "SOCK_NONBLOCK", 0)


def _plain(s: Socket | int) -> _stdlib.SocketType:
    """Return the stdlib socket of a socket, or one over a descriptor."""
    if isinstance(s, Socket):
        return s.sock
    if not 0 <= s < 2**31:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    # Given all three, Python asks the system nothing, and does not care whether it is right.
    return _Borrowed(_stdlib.AF_INET, _TYPE, 0, s)
