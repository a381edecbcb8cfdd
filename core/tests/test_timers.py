"""The engine's timeouts, in a program whose timer sends signals all the time."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from contextlib import ExitStack

import pytest
from child_processes import in_own_process
from timers import LIMIT, ends_in_time
from waits import fill, full_listener, listening

from schemesockets.core import (
    InetAddress,
    Selector,
    Socket,
    TimedOut,
    UnixAddress,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.constants import AF_INET, AF_UNIX, MSG_WAITALL, SOCK_STREAM

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="full backlogs are Linux's")

RECEIVES: dict[str, Callable[[Socket], object]] = {
    "receive": lambda socket: socket.receive(4, timeout=LIMIT),
    "receive_into": lambda socket: socket.receive_into(bytearray(4), timeout=LIMIT),
    "receive_from": lambda socket: socket.receive_from(4, timeout=LIMIT),
    "receive_from_into": lambda socket: socket.receive_from_into(bytearray(4), timeout=LIMIT),
    "wait all": lambda socket: socket.receive(4, MSG_WAITALL, timeout=LIMIT),
}
SENDS: dict[str, Callable[[Socket], object]] = {
    "send": lambda socket: socket.send(b"x", timeout=LIMIT),
    "send_all": lambda socket: socket.send_all(b"x", timeout=LIMIT),
}
LOOKS: dict[str, tuple[Callable[[Socket], object], object]] = {
    "wait_readable": (lambda socket: wait_readable(socket, LIMIT), False),
    "wait_writable": (lambda socket: wait_writable(socket, LIMIT), False),
    "select": (lambda socket: select([socket], [socket], [], LIMIT), ([], [], [])),
}


@pytest.mark.parametrize("receive", RECEIVES)
@in_own_process
def test_receiving(receive: str) -> None:
    one, other = Socket.pair()
    with one, other:
        assert isinstance(ends_in_time(lambda: RECEIVES[receive](one)), TimedOut)


@in_own_process
def test_receiving_all_gives_what_has_come() -> None:
    one, other = Socket.pair()
    with one, other:
        other.send(b"ab")
        assert ends_in_time(lambda: one.receive(4, MSG_WAITALL, timeout=LIMIT)) == b"ab"


@pytest.mark.parametrize("send", SENDS)
@in_own_process
def test_sending(send: str) -> None:
    one, other = Socket.pair()
    with one, other:
        fill(one)
        assert isinstance(ends_in_time(lambda: SENDS[send](one)), TimedOut)


@pytest.mark.parametrize("look", LOOKS)
@in_own_process
def test_looking(look: str) -> None:
    call, nothing = LOOKS[look]
    one, other = Socket.pair()
    with one, other:
        fill(one)
        assert ends_in_time(lambda: call(one)) == nothing


@in_own_process
def test_selectors() -> None:
    one, other = Socket.pair()
    with one, other, Selector() as selector:
        assert ends_in_time(lambda: selector.wait(LIMIT)) == ([], [])
        entry = selector.register(one, timeout=LIMIT)
        assert ends_in_time(selector.wait) == ([], [entry])


@in_own_process
def test_accepting() -> None:
    with listening() as listener:
        assert isinstance(ends_in_time(lambda: listener.accept(timeout=LIMIT)), TimedOut)


@pytest.mark.parametrize("family", [AF_UNIX, AF_INET])
@in_own_process
def test_connecting(family: int) -> None:
    with ExitStack() as stack:
        _, name = full_listener(stack, family)
        address = UnixAddress(name) if family == AF_UNIX else InetAddress(*name)
        socket = stack.enter_context(Socket.open(family, SOCK_STREAM))
        outcome = ends_in_time(lambda: socket.connect(address, timeout=LIMIT))
        assert isinstance(outcome, TimedOut)
        with contextlib.suppress(OSError):
            socket.connect(address, timeout=0)
