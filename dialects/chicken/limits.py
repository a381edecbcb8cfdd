"""How long each kind of operation may wait, and the condition for one that has waited so long.

The parameters say it in milliseconds and are read when an operation has to wait. The kernel's own
ETIMEDOUT is another matter: it is no timeout of the egg's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NoReturn

from attrs import frozen

from ...core.errors import DeadlinePassed, arose_below
from .conditions import CHICKEN, NetTimeoutError
from .parameters import (
    socket_accept_timeout,
    socket_connect_timeout,
    socket_receive_timeout,
    socket_send_timeout,
)

if TYPE_CHECKING:
    from ...core import Socket
    from ..parameters import Parameter

__all__ = ["ACCEPTING", "CONNECTING", "RECEIVING", "SENDING", "Limit", "is_over"]


_AGES: Final = 2**53  # milliseconds: more need not be a float, and no computer waits so long


def is_over(error: Exception) -> bool:
    """Return whether `error` says that an operation of the engine, which waits, waited in vain.

    One that may wait for 0 milliseconds is said to be going to block.
    """
    return isinstance(error, (DeadlinePassed, BlockingIOError)) and arose_below(error)


@frozen
class Limit:
    """A limit to waiting.

    Attributes:
        location: where the egg has a timeout come from, whichever procedure was called (str).
        parameter: the milliseconds, or None for ever.
    """

    location: str
    parameter: Parameter[int | None]

    def seconds(self) -> float | None:
        """Return the limit as the engine takes it."""
        milliseconds = self.parameter.value.get()
        if milliseconds is None:
            return None
        return milliseconds / 1000 if milliseconds < _AGES else _AGES / 1000

    def passed(self, error: Exception, socket: Socket) -> NetTimeoutError:
        """Return the condition for an operation on `socket` that ended in `error` at the limit."""
        sent: int = getattr(error, "sent", 0)
        return CHICKEN.timed_out(self.location, self.parameter.get(), socket, sent)

    def fail(
        self, error: Exception, function: Callable[..., object], so: Socket, *args: object
    ) -> NoReturn:
        """Do as `Conditions.fail` does for an operation with this limit."""
        try:
            if is_over(error):
                raise self.passed(error, so) from None
            CHICKEN.fail(error, function, so, *args)
        finally:
            del error  # it refers to this frame

    def heed(
        self, error: Exception, function: Callable[..., object], so: Socket, *args: object
    ) -> None:
        """Do as `Conditions.heed` does, after a first try that may have polled until the limit."""
        try:
            if isinstance(error, DeadlinePassed) and arose_below(error):
                raise self.passed(error, so) from None
            CHICKEN.heed(error, function, so, *args)
        finally:
            del error


# Whoever receives, the egg says that `socket-receive!` timed out; likewise for sending.
CONNECTING: Final = Limit("socket-connect", socket_connect_timeout)
ACCEPTING: Final = Limit("socket-accept", socket_accept_timeout)
RECEIVING: Final = Limit("socket-receive!", socket_receive_timeout)
SENDING: Final = Limit("socket-send", socket_send_timeout)
