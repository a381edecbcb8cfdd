"""A Selector that signal handlers use while one of its operations is under way."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dis import opname
from types import FrameType
from typing import Any

import pytest

from schemesockets.core import Closed, Interrupted, Selector, Socket
from schemesockets.core.waiting import own_waker

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="where handlers run is CPython's"
)

Ends = list[tuple[Socket, Socket]]
Deed = Callable[[Selector, Ends], object]


class _Handler:
    """Calls a function after the operation's call of a number, where a handler may run."""

    def __init__(self, number: int, deed: Callable[[], object]) -> None:
        self.ran = False
        self._left = number
        self._deed = deed
        self._last: dict[FrameType, str] = {}

    def __call__(self, frame: FrameType, event: str, argument: Any) -> _Handler:
        frame.f_trace_opcodes = True
        if event == "opcode" and not self.ran:
            last = self._last.get(frame, "")
            self._last[frame] = opname[frame.f_code.co_code[frame.f_lasti]]
            if last.startswith("CALL") or last in ("RESUME", "JUMP_BACKWARD"):
                self._left -= 1
                if self._left < 0:
                    self.ran = True
                    sys.settrace(None)
                    self._deed()
        return self


@contextmanager
def three_pairs() -> Iterator[tuple[Selector, Ends]]:
    """A Selector with the first two of three sockets, and what their other ends are."""
    ends = [Socket.pair() for _ in range(3)]
    with Selector() as selector:
        selector.register(ends[0][0], timeout=60)
        selector.register(ends[1][0], timeout=0)
        ends[0][1].send(b"x")
        yield selector, ends
    for here, there in ends:
        assert selector not in here.waiters
        here.close()
        there.close()


OPERATIONS: dict[str, Deed] = {
    "register": lambda selector, ends: selector.register(ends[2][0], timeout=30),
    "unregister": lambda selector, ends: selector.unregister(ends[0][0]),
    "clear": lambda selector, ends: selector.clear(),
    "look": lambda selector, ends: selector.wait(0),
    "wait": lambda selector, ends: selector.wait(1),
    "take": lambda selector, ends: selector.wait(1, take=True),
}
HANDLERS: dict[str, Deed] = {
    "closes a ready socket": lambda selector, ends: ends[0][0].close(),
    "closes a late socket": lambda selector, ends: ends[1][0].close(),
    "unregisters": lambda selector, ends: selector.unregister(ends[1][0]),
    "waits": lambda selector, ends: selector.wait(0),
    "interrupts": lambda selector, ends: selector.interrupt(),
    "closes": lambda selector, ends: selector.close(),
}


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("handler", HANDLERS)
def test_a_handler_between_any_two_calls(operation: str, handler: str) -> None:
    own_waker()
    number = 0
    ran = True
    while ran:
        with three_pairs() as (selector, ends):
            trace = _Handler(number, lambda: HANDLERS[handler](selector, ends))
            before = sys.gettrace()
            sys._getframe().f_trace_opcodes = True
            sys.settrace(trace)
            try:
                OPERATIONS[operation](selector, ends)
            except Closed:
                assert handler == "closes"
            except Interrupted:
                assert handler == "interrupts"
            finally:
                sys.settrace(before)
            _is_in_order(selector, ends)
        ran = trace.ran
        number += 1
    assert number > 3


def _is_in_order(selector: Selector, ends: Ends) -> None:
    """Check that it hears of every socket, and of nothing else."""
    assert not selector.waiting
    if selector.closed:
        return
    open_ends = [(here, there) for here, there in ends if not here.closed]
    for here, there in open_ends:
        if here not in selector:
            selector.register(here)
        there.send(b"y")
    try:
        ready, _ = selector.wait(1)
    except Interrupted:
        ready, _ = selector.wait(1)
    assert {entry.socket for entry, _ in ready} >= {here for here, _ in open_ends}
    for here, _ in open_ends:
        here.receive(9)
    selector.wait(0)  # what was closed is reported once
    assert selector.wait(0) == ([], [])
