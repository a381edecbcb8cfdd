"""Watching many sockets, each for its own time, over and over.

The manual does not have the selector; the library exports it, and here it does what that was seen
to do. A wait costs what is ready, however many sockets are watched.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from ...core import Closed, Interrupted, Selector
from ...core.errors import arose_below
from .._types import TypeIs
from ..conditions import Kind
from ..dialect import UNDOCUMENTED, class_, procedure
from ..kinds import ANYTHING
from .conditions import SAGITTARIUS, ErrorValueError
from .socket_type import SOCKET, Socket
from .timeouts import TIMEOUT, Timeout, seconds

__all__ = [
    "SocketSelector",
    "close_socket_selector",
    "is_socket_selector",
    "is_socket_selector_closed",
    "is_socket_selector_waiting",
    "make_socket_selector",
    "socket_selector_add",
    "socket_selector_clear",
    "socket_selector_interrupt",
    "socket_selector_size",
    "socket_selector_wait",
]


Element: TypeAlias = tuple[Socket, Timeout, Any]


@class_("<socket-selector>", UNDOCUMENTED)
class SocketSelector:
    """`<socket-selector>`: sockets that are watched until something comes.

    Made by `make_socket_selector`. One that is dropped is closed. Not in the Sagittarius manual;
    the library exports it.
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


def _is_selector(value: object) -> bool:
    return isinstance(value, SocketSelector)


_SELECTOR: Final = Kind("a socket selector", _is_selector)


def _closed(procedure: str, selector: SocketSelector) -> ErrorValueError:
    """The `&error` for what is closed, where what is no selector is an `&assertion`."""
    expected = "an open socket selector"
    return _refused(procedure, selector, expected, "Socket selector is closed")


def _in_use(procedure: str, selector: SocketSelector) -> ErrorValueError:
    expected = "a socket selector that no thread waits for"
    return _refused(procedure, selector, expected, "There's a thread already waiting")


def _refused(
    procedure: str, selector: SocketSelector, expected: str, message: str
) -> ErrorValueError:
    refused = ErrorValueError(procedure, "selector", expected, selector, 1)
    refused.message = message
    return refused


@procedure("(socket-selector? obj)", UNDOCUMENTED, obj=ANYTHING)
def is_socket_selector(obj: object) -> TypeIs[SocketSelector]:
    """`(socket-selector? obj)`: whether it is one, a boolean; raises nothing.

    Not in the Sagittarius manual; the library exports it.
    """
    return isinstance(obj, SocketSelector)


@procedure("(make-socket-selector)", UNDOCUMENTED)
def make_socket_selector() -> SocketSelector:
    """`(make-socket-selector)`: a selector with no sockets in it.

    Raises `SocketError` when the process has no descriptor left for it. Not in the Sagittarius
    manual; the library exports it.
    """
    try:
        return SocketSelector()
    except Exception as error:
        SAGITTARIUS.fail(error, make_socket_selector)


@procedure("(close-socket-selector! selector)", UNDOCUMENTED, selector=_SELECTOR)
def close_socket_selector(selector: SocketSelector) -> None:
    """`(close-socket-selector! selector)`: let its sockets go, which stay open.

    A thread that waits for it gets two empty lists. A second time does nothing. Raises
    `AssertionTypeError` for what is no selector. Not in the Sagittarius manual; the library
    exports it.
    """
    SAGITTARIUS.check(close_socket_selector, selector)
    try:
        selector.engine.close()
    except Exception as error:
        SAGITTARIUS.fail(error, close_socket_selector, selector)


@procedure(
    "(socket-selector-add! selector socket :optional (timeout #f) (data #f))",
    UNDOCUMENTED,
    selector=_SELECTOR,
    socket=SOCKET,
    timeout=TIMEOUT,
    data=ANYTHING,
)
def socket_selector_add(
    selector: SocketSelector, socket: Socket, timeout: Timeout = None, data: Any = None
) -> SocketSelector:
    """`(socket-selector-add! selector socket :optional (timeout #f) (data #f))`: watch a socket.

    Until there is something to read or to accept, or the end; for the time that `timeout` gives,
    from now on: a number of microseconds, a pair of seconds and microseconds, a `timedelta`, or
    `None` for ever. `data` is anything and comes back with the socket. One that is in the selector
    stays in it as it is. Any thread may add, also while another waits.

    Gives the selector. Raises `AssertionTypeError` and `AssertionValueError` for a bad argument,
    `SocketClosedError` for a closed socket, `ErrorValueError` for a closed selector. Not in the
    Sagittarius manual; the library exports it.
    """
    SAGITTARIUS.check(socket_selector_add, selector, socket, timeout, data)
    if selector.engine.closed:
        raise _closed("socket-selector-add!", selector)
    if socket in selector.engine:
        return selector
    try:
        selector.engine.register(socket, timeout=seconds(timeout), data=(socket, timeout, data))
    except Exception as error:
        if arose_below(error):
            if isinstance(error, ValueError):  # another thread has added it just now
                return selector
            if isinstance(error, Closed) and error.socket is None:
                raise _closed("socket-selector-add!", selector) from None
        SAGITTARIUS.fail(error, socket_selector_add, selector, socket, timeout, data)
    return selector


@procedure("(socket-selector-clear! selector)", UNDOCUMENTED, selector=_SELECTOR)
def socket_selector_clear(selector: SocketSelector) -> list[Element]:
    """`(socket-selector-clear! selector)`: take every socket out; a list of what there was.

    Its elements are as those of `socket_selector_wait`. Raises `AssertionTypeError` for what is no
    selector, `ErrorValueError` while a thread waits. Not in the Sagittarius manual; the library
    exports it.
    """
    SAGITTARIUS.check(socket_selector_clear, selector)
    if selector.engine.waiting:
        raise _in_use("socket-selector-clear!", selector)
    try:
        return [entry.data for entry in selector.engine.clear()]
    except Exception as error:
        SAGITTARIUS.fail(error, socket_selector_clear, selector)


@procedure(
    "(socket-selector-wait! selector :optional (timeout #f)) -> ready timed-out",
    UNDOCUMENTED,
    selector=_SELECTOR,
    timeout=TIMEOUT,
)
def socket_selector_wait(
    selector: SocketSelector, timeout: Timeout = None
) -> tuple[list[Element], list[Element]]:
    """`(socket-selector-wait! selector :optional (timeout #f))`: wait until a socket is ready.

    Or until the time that it was added for is over, or `timeout`, which is as for
    `socket_selector_add`. Gives two lists, of the sockets that are ready and of those whose time
    is over. Their elements are tuples (socket, timeout, data), the last two as they were added.
    What comes back has left the selector. A socket that was closed in the selector comes back as
    ready; what is tried on it raises `SocketClosedError`.

    Both lists are empty when there is no socket to wait for, when `timeout` is over, and when
    `thread_interrupt` interrupts the waiting thread or `socket_selector_interrupt` the selector,
    or another thread closes it; then nothing has left.

    Raises `AssertionTypeError` and `AssertionValueError` for a bad argument, `ErrorValueError` for
    a selector that is closed, or that another thread waits for. Not in the Sagittarius manual; the
    library exports it.
    """
    SAGITTARIUS.check(socket_selector_wait, selector, timeout)
    if selector.engine.closed:
        raise _closed("socket-selector-wait!", selector)
    try:
        ready, timed_out = selector.engine.wait(seconds(timeout), take=True, until_empty=True)
    except Exception as error:
        if arose_below(error):
            if isinstance(error, (Interrupted, Closed)):
                return [], []
            if isinstance(error, RuntimeError):
                raise _in_use("socket-selector-wait!", selector) from None
        SAGITTARIUS.fail(error, socket_selector_wait, selector, timeout)
    return [entry.data for entry, _ in ready], [entry.data for entry in timed_out]


@procedure("(socket-selector-waiting? selector)", UNDOCUMENTED, selector=_SELECTOR)
def is_socket_selector_waiting(selector: SocketSelector) -> bool:
    """`(socket-selector-waiting? selector)`: whether a thread waits for it.

    Raises `AssertionTypeError` for what is no selector. Not in the Sagittarius manual; the library
    exports it.
    """
    SAGITTARIUS.check(is_socket_selector_waiting, selector)
    return selector.engine.waiting


@procedure("(socket-selector-closed? selector)", UNDOCUMENTED, selector=_SELECTOR)
def is_socket_selector_closed(selector: SocketSelector) -> bool:
    """`(socket-selector-closed? selector)`: whether it is closed.

    Raises `AssertionTypeError` for what is no selector. Not in the Sagittarius manual; the library
    exports it.
    """
    SAGITTARIUS.check(is_socket_selector_closed, selector)
    return selector.engine.closed


@procedure("(socket-selector-interrupt! selector)", UNDOCUMENTED, selector=_SELECTOR)
def socket_selector_interrupt(selector: SocketSelector) -> SocketSelector:
    """`(socket-selector-interrupt! selector)`: end the present wait for it, or else the next one.

    Several interrupts count as one until a wait has noticed. Gives the selector. Raises
    `AssertionTypeError` for what is no selector, `ErrorValueError` for a closed one. Not in the
    Sagittarius manual; the library exports it.
    """
    SAGITTARIUS.check(socket_selector_interrupt, selector)
    try:
        selector.engine.interrupt()
    except Exception as error:
        if isinstance(error, Closed) and arose_below(error):
            raise _closed("socket-selector-interrupt!", selector) from None
        SAGITTARIUS.fail(error, socket_selector_interrupt, selector)
    return selector


@procedure("(socket-selector-size selector)", UNDOCUMENTED, selector=_SELECTOR)
def socket_selector_size(selector: SocketSelector) -> int:
    """`(socket-selector-size selector)`: how many sockets are in it.

    Raises `AssertionTypeError` for what is no selector. Not in the Sagittarius manual; the library
    exports it.
    """
    SAGITTARIUS.check(socket_selector_size, selector)
    return len(selector.engine)
