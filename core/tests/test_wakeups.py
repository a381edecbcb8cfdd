"""Closing a socket under threads that wait for it, and what waiting takes of a process."""

from __future__ import annotations

import os
import resource
import statistics
import sys
import threading
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from child_processes import Child, Observer, in_own_process, use_up_descriptors
from waits import ENGINE_WAITS, Wait, ends_when_closed
from watched_threads import PATIENCE, Background, until

from schemesockets.core import Closed, Interrupted, Selector, Socket, interrupt, wait_readable

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.mark.parametrize("wait", ENGINE_WAITS, ids=str)
@in_own_process
def test_a_waiting_thread_learns_that_it_is_closed(wait: Wait) -> None:
    warnings.simplefilter("ignore", ResourceWarning)  # of a port that can send no more
    ends_when_closed(wait)


class Holder:
    """Has a socket where no local variable is."""

    def __init__(self, socket: Socket) -> None:
        self.s = socket

    def receive(self) -> bytes:
        return self.s.receive(10)

    def wait(self) -> bool:
        return wait_readable(self.s)


@pytest.mark.parametrize("method", [Holder.receive, Holder.wait])
@in_own_process
def test_however_the_thread_came_by_the_socket(method: Callable[[Holder], object]) -> None:
    one, other = Socket.pair()
    with other:
        thread = Background(method, Holder(one))
        thread.until_blocked()
        one.close()
        with pytest.raises(Closed):
            thread.outcome()


@in_own_process
def test_in_a_pool_of_threads() -> None:
    pairs = [Socket.pair() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        waits = [pool.submit(one.receive, 10) for one, _ in pairs]
        until(lambda: all(wait.running() for wait in waits), "all run")
        for one, _ in pairs:
            one.close()
        for wait in waits:
            with pytest.raises(Closed):
                wait.result(PATIENCE)
    for _, other in pairs:
        other.close()


def echo(socket: Socket) -> None:
    assert socket.receive(10, timeout=PATIENCE) == b"ping"
    socket.send(b"pong")


@in_own_process
def test_a_thread_that_waits_for_something_else_is_no_waiter() -> None:
    # It has the socket in a local variable, while a child that inherited it serves the peer.
    def serve(socket: Socket) -> None:
        child = Child(echo, socket)
        pids.append(child.pid)
        assert os.waitstatus_to_exitcode(os.waitpid(child.pid, 0)[1]) == 0
        assert socket.closed

    pids: list[int] = []
    one, other = Socket.pair()
    with other:
        thread = Background(serve, one)
        until(lambda: bool(pids), "the child is there")
        thread.until_blocked()
        one.close()
        other.send(b"ping")
        assert other.receive(10, timeout=PATIENCE) == b"pong"
        thread.outcome()


@in_own_process
def test_closing_costs_the_same_beside_2000_waiting_threads() -> None:
    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)
    if descriptors[1] < 5000:
        pytest.skip("not enough descriptors")
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors[1], descriptors[1]))

    def cost() -> float:
        costs = []
        for _ in range(200):
            one, other = Socket.pair()
            start = perf_counter()
            one.close()
            costs.append(perf_counter() - start)
            other.close()
        return statistics.median(costs)

    alone = cost()
    threading.stack_size(1 << 18)
    hub, peer = Socket.pair()
    threads = [Background(hub.receive, 1) for _ in range(2000)]
    for thread in threads[-20:]:
        thread.until_blocked()
    beside = cost()
    hub.close()
    for thread in threads:
        with pytest.raises(Closed):
            thread.outcome()
    peer.close()
    assert beside < 10 * alone + 50e-6, f"{beside * 1e6:.0f} µs, {alone * 1e6:.0f} µs alone"


@in_own_process
def test_an_open_connection_can_be_used_when_no_descriptor_is_free() -> None:
    one, other = Socket.pair()
    with one, other, Observer() as observer:
        go = threading.Event()

        def receive() -> bytes:
            go.wait(PATIENCE)
            return one.receive(10)

        thread = Background(receive)  # has never waited before
        taken = use_up_descriptors()
        go.set()
        observer.until_asleep(thread)
        other.send(b"here")
        try:
            assert thread.outcome() == b"here"
            one.send_all(bytes(1000))
        finally:
            for descriptor in taken:
                os.close(descriptor)


@in_own_process
def test_a_thread_without_a_descriptor_of_its_own_is_interrupted_all_the_same() -> None:
    one, other = Socket.pair()
    with one, other, Observer() as observer:
        go = threading.Event()

        def receive() -> bytes:
            go.wait(PATIENCE)
            return one.receive(10)

        threads = [Background(receive), Background(receive)]
        taken = use_up_descriptors()
        go.set()
        for thread in threads:
            observer.until_asleep(thread)
        try:
            interrupt(threads[0])
            with pytest.raises(Interrupted):
                threads[0].outcome()
            one.close()
            with pytest.raises(Closed):
                threads[1].outcome()
        finally:
            for descriptor in taken:
                os.close(descriptor)


@in_own_process
def test_a_selector_learns_of_a_close_in_another_thread() -> None:
    one, other = Socket.pair()
    with other, Selector() as selector:
        selector.register(one)
        thread = Background(selector.wait)
        thread.until_blocked()
        one.close()
        ((entry, _),), timed_out = thread.outcome()
        assert entry.socket is one
        assert not timed_out
