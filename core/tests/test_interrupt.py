"""Interrupting threads: sticky, delivered once, and nothing is left of a thread that has ended."""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from functools import partial

import pytest
from breaking import breaks_off
from watched_threads import Background, open_descriptors

from schemesockets.core import (
    InetAddress,
    Interrupted,
    Selector,
    Socket,
    clear_interrupt,
    interrupt,
    select,
    wait_readable,
    wait_writable,
)
from schemesockets.core.constants import AF_INET, SOCK_STREAM

Pair = tuple[Socket, Socket]


def wait_in_a_selector(socket: Socket) -> object:
    with Selector() as selector:
        selector.register(socket)
        return selector.wait()


WAITS: dict[str, Callable[[Socket], object]] = {
    "receive": lambda socket: socket.receive(1),
    "wait_readable": wait_readable,
    "select": lambda socket: select([socket], [], []),
    "select nothing": lambda socket: select([], [], []),
    "selector": wait_in_a_selector,
}


@pytest.mark.parametrize("wait", WAITS)
def test_the_present_wait(pair: Pair, wait: str) -> None:
    thread = Background(WAITS[wait], pair[0])
    thread.until_blocked()
    assert interrupt(thread) is True
    with pytest.raises(Interrupted):
        thread.outcome()
    assert pair[0].waiters == []


@pytest.mark.parametrize("wait", WAITS)
def test_the_next_wait_if_there_is_none(pair: Pair, wait: str) -> None:
    interrupt(threading.current_thread())
    with pytest.raises(Interrupted):
        WAITS[wait](pair[0])
    assert not clear_interrupt()


def test_accept_and_connect(listener: Socket) -> None:
    thread = Background(listener.accept)
    thread.until_blocked()
    interrupt(thread)
    with pytest.raises(Interrupted):
        thread.outcome()
    me = threading.current_thread()
    interrupt(me)
    with pytest.raises(Interrupted):
        listener.accept()
    interrupt(me)
    address = InetAddress("192.0.2.1", 9)  # nobody answers there
    with Socket.open(AF_INET, SOCK_STREAM) as socket:
        try:
            socket.connect(address, timeout=60)
        except Interrupted:
            pass
        except OSError as error:
            clear_interrupt()
            pytest.skip(f"no attempt that lasts: {error}")


def test_several_count_as_one_and_are_delivered_once(pair: Pair) -> None:
    me = threading.current_thread()
    for _ in range(3):
        interrupt(me)
    with pytest.raises(Interrupted):
        pair[0].receive(1)
    with pytest.raises(TimeoutError):
        pair[0].receive(1, timeout=0.001)


def test_what_need_not_wait_does_not_notice(pair: Pair) -> None:
    one, other = pair
    interrupt(threading.current_thread())
    other.send(b"x")
    assert one.receive(1) == b"x"
    assert one.send(b"x") == 1
    with pytest.raises(BlockingIOError):
        one.receive(1, timeout=0)
    assert wait_readable(one, 0) is False
    assert wait_writable(one, 0) is True
    with Selector() as selector:
        assert selector.wait(0) == ([], [])
    with pytest.raises(Interrupted):  # still there
        wait_readable(one)


def test_forgetting_one(pair: Pair) -> None:
    interrupt(threading.current_thread())
    assert clear_interrupt() is True
    assert clear_interrupt() is False
    with pytest.raises(TimeoutError):
        pair[0].receive(1, timeout=0.001)


def test_a_thread_that_does_not_run() -> None:
    ended = Background(lambda: None)
    ended.outcome()
    assert interrupt(ended) is False
    assert interrupt(threading.Thread()) is False


def test_only_the_thread_that_is_meant(pair: Pair) -> None:
    one, other = pair
    first = Background(one.receive, 1)
    second = Background(other.receive, 1)
    first.until_blocked()
    second.until_blocked()
    interrupt(first)
    with pytest.raises(Interrupted):
        first.outcome()
    one.send(b"x")
    assert second.outcome() == b"x"


def test_never_lost(pair: Pair) -> None:
    # Whenever an interrupt comes, before, in or after a wait, it ends exactly one wait.
    def work() -> int:
        count = 0
        while True:
            try:
                if pair[0].receive(1) == b"e":
                    return count
            except Interrupted:
                count += 1
                answered.release()

    answered = threading.Semaphore(0)
    thread = Background(work)
    for _ in range(500):
        interrupt(thread)
        assert answered.acquire(timeout=60)
    pair[1].send(b"e")
    assert thread.outcome() == 500


def test_ctrl_c_as_a_thread_begins_its_first_wait(pair: Pair) -> None:
    # What is half made and dropped must not complain: pytest makes failures of complaints.
    pair[1].send(b"x")
    for number in itertools.count():
        wait = partial(wait_readable, pair[0])
        if not Background(breaks_off, wait, number).outcome():
            break
    assert number > 100


def test_nothing_is_left_of_200_threads(pair: Pair) -> None:
    before = open_descriptors()
    threads = [Background(pair[0].receive, 1) for _ in range(200)]
    for thread in threads:
        thread.until_blocked()
    assert open_descriptors() >= before + 200  # each waits with one of its own
    for thread in threads:
        interrupt(thread)
    failures = []
    for thread in threads:
        with pytest.raises(Interrupted) as caught:
            thread.outcome()
        failures.append(caught.value)
    assert open_descriptors() == before  # though what they raised is kept
    for thread in threads:  # the objects still live; writing to them does no harm
        assert interrupt(thread) is False


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_does_not_take_the_parent_s_interrupts(pair: Pair) -> None:
    ready, child_ready = Socket.pair()
    with ready, child_ready:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                child_ready.send(b"r")
                # Were the descriptor the parent's, this wait would eat what wakes the parent.
                status = 0 if pair[0].receive(1, timeout=60) == b"x" else 2
            finally:
                os._exit(status)
        assert ready.receive(1) == b"r"
        me = threading.current_thread()
        for _ in range(20):
            interrupt(me)
            with pytest.raises(Interrupted):
                ready.receive(1, timeout=60)
        pair[1].send(b"x")
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
