"""Watching many sockets, each for its own time, over and over.

The manual does not have the selector; the library exports it, and here it does what that was seen
to do. A wait costs what is ready, however many sockets are watched.
"""

from __future__ import annotations

import errno as _errno
from collections.abc import Callable
from typing import Annotated, Final, TypeAlias

from attrs import frozen

from ...core import Closed, Interrupted, Selector
from ..conditions import from_below
from ..declaration import declared
from ..dialect import class_
from ..kinds import instance
from ..results import ANY_OR_FALSE, AnyOrFalse, Dotted, Unspecified, Values
from ._failures import SagittariusConditions
from ._socket_type import AnySocket, Socket
from ._timeouts import Timeout, seconds
from .conditions import ErrorValueError


@class_
class SocketSelector:
    """`<socket-selector>`: sockets that are watched until something comes.

    Made by `make_socket_selector`. One that is dropped is closed. Not in the Sagittarius manual.
    """

    __slots__ = ("__weakref__", "engine")

    def __init__(self) -> None:
        self.engine = Selector()

    def __repr__(self) -> str:
        closed = " closed" if self.engine.closed else ""
        waiting = "#t" if self.engine.waiting else "#f"
        return f"#<socket-selector{closed} {len(self.engine)}:{waiting}>"

    def __del__(self) -> None:
        """Let the sockets go, which know who watches them."""
        if hasattr(self, "engine"):
            self.engine.close()


_Selector: TypeAlias = Annotated[SocketSelector, instance(SocketSelector, "a socket selector")]
_Element: TypeAlias = Dotted[tuple[Socket, Annotated[Timeout, ANY_OR_FALSE], AnyOrFalse]]
"""A socket, the timeout and the data that it was added with."""


@frozen
class _SelectorConditions(SagittariusConditions):
    """Failures about a selector, which is closed or in use: `&error`s."""

    def explain(
        self, error: Exception, function: Callable[..., object], *args: object
    ) -> Exception:
        """Return the condition for what the engine's selector raised."""
        if isinstance(error, Closed) and error.socket is None:
            expected, message = "an open socket selector", "Socket selector is closed"
        elif type(error) is RuntimeError:
            expected = "a socket selector that no thread waits for"
            message = "There's a thread already waiting"
        else:
            return SagittariusConditions.explain(self, error, function, *args)
        refused = ErrorValueError(declared(function).scheme, "selector", expected, args[0], 1)
        refused.message = message
        return refused


_TABLE: Final = _SelectorConditions()
_WAIT: Final = _TABLE.answering(Interrupted, Closed, answer=lambda: ([], []), noted=False)


@_TABLE.procedure
def make_socket_selector() -> SocketSelector:
    """`(make-socket-selector)`: return a selector with no sockets in it.

    Raises `SocketError` when the process has no descriptor left for it.
    Not in the Sagittarius manual.
    """
    return SocketSelector()


@_TABLE.procedure
def close_socket_selector(selector: _Selector) -> Unspecified:
    """`(close-socket-selector! selector)`: let its sockets go, which stay open.

    A thread that waits for it gets two empty lists. A second time does nothing.
    Not in the Sagittarius manual.
    """
    selector.engine.close()


@_TABLE.procedure
def socket_selector_add(
    selector: _Selector, socket: AnySocket, timeout: Timeout = None, data: object = None
) -> SocketSelector:
    """`(socket-selector-add! selector socket :optional (timeout #f) (data #f))`: watch a socket.

    Until there is something to read or to accept, or the end; for the time that `timeout` gives,
    from now on: a number of microseconds, a pair of seconds and microseconds, a `timedelta`, or
    `None` for ever. `data` is anything and comes back with the socket. One that is in the selector
    stays in it as it is. Any thread may add, also while another waits.

    Returns the selector. Raises `SocketClosedError` for a closed socket, `ErrorValueError` for a
    closed selector. Not in the Sagittarius manual.
    """
    if socket not in selector.engine:
        entry = (socket, timeout, data)
        try:
            selector.engine.register(socket, timeout=seconds(timeout), data=entry)
        except from_below(ValueError):  # another thread has added it just now
            pass
    return selector


@_TABLE.procedure
def socket_selector_clear(selector: _Selector) -> list[_Element]:
    """`(socket-selector-clear! selector)`: take every socket out; return what there was.

    The elements are as those of `socket_selector_wait`. Raises `ErrorValueError` while a thread
    waits. Not in the Sagittarius manual.
    """
    if selector.engine.waiting:
        raise RuntimeError("a thread waits")
    return [entry.data for entry in selector.engine.clear()]


@_WAIT.procedure
def socket_selector_wait(
    selector: _Selector, timeout: Timeout = None
) -> Values[tuple[list[_Element], list[_Element]]]:
    """`(socket-selector-wait! selector :optional (timeout #f)) -> ready timed-out`

    Wait until a socket is ready, until the time that it was added for is over, or `timeout`, which
    is as for `socket_selector_add`. Returns two lists, of the sockets that are ready and of those
    whose time is over. Their elements are tuples (socket, timeout, data), the last two as they
    were added. What comes back has left the selector. A socket that was closed in the selector
    comes back as ready; what is tried on it raises `SocketClosedError`.

    Without a socket it waits for one that another thread adds. Both lists are empty when
    `timeout` is over, and when `thread_interrupt` interrupts the waiting thread or
    `socket_selector_interrupt` the selector, or another thread closes it; then nothing has left.
    Raises `ErrorValueError` for a selector that is closed, or that another thread waits for. Not
    in the Sagittarius manual.
    """
    if selector.engine.closed:
        raise _WAIT.explain(Closed(_errno.EBADF), socket_selector_wait, selector)
    ready, timed_out = selector.engine.wait(seconds(timeout), take=True)
    return [entry.data for entry, _ in ready], [entry.data for entry in timed_out]


@_TABLE.procedure
def socket_selector_interrupt(selector: _Selector) -> SocketSelector:
    """`(socket-selector-interrupt! selector)`: end the present wait for it, or else the next one.

    Several interrupts count as one until a wait has noticed. Returns the selector. Raises
    `ErrorValueError` for a closed one. Not in the Sagittarius manual.
    """
    selector.engine.interrupt()
    return selector


@_TABLE.procedure
def socket_selector_size(selector: _Selector) -> int:
    """`(socket-selector-size selector)`: count the sockets in it.

    Not in the Sagittarius manual.
    """
    return len(selector.engine)
