"""How long each kind of operation may wait, and the condition for one that has waited so long.

A `Limit` is a dialect's way of naming failures for the procedures that wait under it. The
parameters say it in milliseconds and are read when an operation has to wait. The kernel's own
ETIMEDOUT is another matter: it is no timeout of the egg's.
"""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any, Final, TypeGuard

from attrs import frozen

from ...core import Socket
from ...core.errors import (
    ConnectionRefused,
    DeadlinePassed,
    Interrupted,
    TimedOut,
    Unreachable,
    from_os_error,
)
from ..conditions import Conditions, joined
from ..parameters import Parameter
from .conditions import CHICKEN, ChickenError, NetError, NetTimeoutError, TransientError
from .parameters import (
    socket_accept_timeout,
    socket_connect_timeout,
    socket_receive_timeout,
    socket_send_timeout,
)

_AGES: Final = 2**53  # milliseconds: more need not be a float, and no computer waits so long
_TRANSIENT: Final = (ConnectionRefused, Unreachable, TimedOut)


@frozen
class Limit(Conditions):
    """CHICKEN's way of naming failures, for operations with a limit to waiting.

    Attributes:
        location: where the egg has a timeout come from, whichever procedure was called (str).
        timeout: the milliseconds, or None for ever.
    """

    location: str
    timeout: Parameter[int | None]

    def seconds(self) -> float | None:
        """Return the limit as the engine takes it."""
        milliseconds = self.timeout.value.get()
        if milliseconds is None:
            return None
        return milliseconds / 1000 if milliseconds < _AGES else _AGES / 1000

    def passed(self, error: Exception, socket: Socket) -> NetTimeoutError:
        """Return the condition for an operation on `socket` that ended in `error` at the limit."""
        cause = TimedOut(errno.ETIMEDOUT, None, self.location, socket)
        cause.sent = getattr(error, "sent", 0)
        return NetTimeoutError(cause, self.location, (self.timeout.get(), socket.fileno()))

    def explain(self, error: Exception, function: Callable[..., object], *args: Any) -> Exception:
        """Return the condition for `error`; the first of `args` is the socket that waited."""
        if is_over(error):
            return self.passed(error, args[0])
        return CHICKEN.explain(error, function, *args)


@frozen
class _ConnectingLimit(Limit):
    def explain(self, error: Exception, function: Callable[..., object], *args: Any) -> Exception:
        """Tell an attempt that may be made again from one that has failed for good."""
        if is_over(error) or not has_failed(error):
            return Limit.explain(self, error, function, *args)
        cause = from_os_error(error, self.location, args[0])
        root = TransientError if isinstance(cause, _TRANSIENT) else NetError
        made: Exception = joined(root, type(cause))(cause, self.location, args)
        return made


def is_over(error: Exception) -> bool:
    """Return whether `error` is the engine's for an operation that waited in vain.

    One that may wait for 0 milliseconds is said to be going to block.
    """
    return isinstance(error, DeadlinePassed | BlockingIOError) and not isinstance(
        error, ChickenError
    )


def has_failed(error: Exception) -> TypeGuard[OSError]:
    """Return whether `error` is the system's or the engine's, and the attempt does not go on."""
    return isinstance(error, OSError) and not isinstance(error, Interrupted | ChickenError)


def _limit(location: str, parameter: Parameter[int | None], kind: type[Limit] = Limit) -> Limit:
    return kind(CHICKEN.wrong_type, CHICKEN.bad_value, CHICKEN.system, location, parameter)


# Whoever receives, the egg says that `socket-receive!` timed out; likewise for sending.
CONNECTING: Final = _limit("socket-connect", socket_connect_timeout, _ConnectingLimit)
ACCEPTING: Final = _limit("socket-accept", socket_accept_timeout)
RECEIVING: Final = _limit("socket-receive!", socket_receive_timeout)
SENDING: Final = _limit("socket-send", socket_send_timeout)
